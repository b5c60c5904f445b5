"""What a rule of patterns/ is, and what each kind of rule may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import regex

from vnreport.document import Approx, BaselineKind, Relation, Status
from vnreport.language import _

# What a value is like -> its form.
_FORMS = {
    "1.5": regex.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?"),
    "2025-06-30": regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "VN-67": regex.compile(r"VN-[0-9A-Z]{2}"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a block: the type of its value and, where they are bounded, what values there are.

    A string is `one_of`, or in a form `like` the example; an integer is one `between` both.
    """

    type: type[str] | type[int] | type[list[str]] = str
    required: bool = True
    one_of: tuple[str, ...] = ()
    like: str = ""
    between: tuple[int, int] | None = None

    def allows(self, value: object) -> bool:
        """Whether a value of the right type is one that the rest of the program knows."""
        if isinstance(value, str):
            known = not self.one_of or value in self.one_of
            return known and (not self.like or _FORMS[self.like].fullmatch(value) is not None)
        if isinstance(value, int) and self.between is not None:
            return self.between[0] <= value <= self.between[1]
        return not isinstance(value, list) or all(isinstance(item, str) for item in value)

    @property
    def told(self) -> str:
        """What is allowed, for a message."""
        if self.between is not None:
            return _("from {low} to {high}", low=self.between[0], high=self.between[1])
        if self.like:
            return _("of the form {example}", example=self.like)
        return _("one of {names}", names=", ".join(self.one_of)) if self.one_of else _("a list of strings")


def _one_of(words: str, required: bool = True) -> Key:
    return Key(required=required, one_of=tuple(words.split()))


def _number(low: int, high: int, required: bool = False) -> Key:
    return Key(int, required, between=(low, high))


_TEXT = Key()
_MAYBE = Key(required=False)
_RELATION = Key(one_of=get_args(Relation))
_ASCENDING = _one_of("ascending", required=False)
_PROVINCE = Key(required=False, like="VN-67")
_DAY = Key(required=False, like="2025-06-30")

# kind -> the keys that a block may have beside id, forms, examples and counterexamples
KINDS: Mapping[str, Mapping[str, Key]] = {
    # numbers and units
    "numeral": {"value": _number(0, 10), "role": _one_of("after digit half hundred point ten tens zero")},
    "scale": {"value": _number(2, 10**15, required=True), "language": _one_of("en", required=False)},
    "unit": {"label": _MAYBE, "dimension": _TEXT},
    "noun": {"of": _one_of("persons", required=False)},
    "shortening": {"relation": _RELATION},
    "name_number": {"strength": _one_of("weak", required=False)},
    "uncounted": {},
    # comparisons
    "relation": {
        "relation": _RELATION,
        "reading": _one_of("attainment change plan reach times"),
        "alone": _one_of("yes", required=False),
    },
    "level": {"reading": _one_of("be have move reach share")},
    "multiple": {"value": Key(like="1.5")},
    "share": {"value": Key(like="1.5")},
    "baseline": {"baseline": Key(one_of=get_args(BaselineKind))},
    "against": {"reading": _one_of("none", required=False)},
    "part_lead": {"parts": _one_of("all some")},
    "worded": {"relation": _RELATION},
    "plan_noun": {},
    "adverb": {},
    "approx": {"approx": Key(one_of=get_args(Approx)), "side": _one_of("after before")},
    "status": {
        "status": Key(one_of=(*get_args(Status), "none")),
        "reach": _one_of("clause phrase sentence"),
        "under": Key(required=False, one_of=get_args(Status)),
    },
    # phrases
    "boundary": {"role": _one_of("edge predicate start stop verb word")},
    "head": {},
    "whole": {},
    "nohead": {},
    "actor": {},
    "function_word": {
        "shows": _one_of(
            "approx baseline baselines indicator indicators noun place rank relation status time times",
            required=False,
        )
    },
    "superlative": {"order": _ASCENDING},
    # rankings
    "rank": {
        "rank": _number(1, 10**9),
        "order": _ASCENDING,
        "reading": _one_of("first apposed ordinal ordinal-of part"),
    },
    "scope": {},
    # times
    "time": {
        "role": _one_of("duration none other period prefix previous same_period since"),
        "reading": _one_of(
            "day days decade duration half month month_range months none now part_of_month quarter quarters "
            "same_period since term to_day to_month to_now until vague year year_to yearly years"
        ),
        "shift": _number(-99, 99),
        "of": _one_of("article ended told", required=False),
        "half": _number(1, 2),
        "quarter": _number(1, 4),
        "month": _number(1, 12),
    },
    # places
    "place": {
        "code": _PROVINCE,
        "level": _one_of("country none province region world"),
        "since": _DAY,
        "until": _DAY,
        "into": _PROVINCE,
    },
    "place_head": {
        "level": _one_of("city commune district hamlet province"),
        "numbers": _one_of("read", required=False),
    },
    # officials
    "honorific": {"role": _one_of("courtesy degree plural rank")},
    "title": {
        "role": _one_of("acting appointing base chief cue former holding member new suffix unit vice whole"),
        "means": _MAYBE,
    },
    "organisation": {
        "role": _one_of("area brand closed country field link named open place site stop verbal"),
        "means": _MAYBE,
    },
    "surname": {},
    "national": {},
    "action": {},
    # known names of things
    "indicator": {
        "name_en": _MAYBE,
        "quantity": _one_of("count flow index level price rate stock"),
        "units": Key(list, required=False),
        "better": _one_of("less more", required=False),
    },
    "abbreviation": {"means": _TEXT},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One block of a pattern file.

    `examples` maps a wording to what the public API must read in it, written as `vnreport.proofs` renders
    that kind; in `counterexamples` the rule must read nothing.
    """

    kind: str
    id: str
    forms: tuple[str, ...]
    attributes: Mapping[str, object]
    examples: Mapping[str, str]
    counterexamples: tuple[str, ...]
    file: str
    line: int = 0  # where the block begins; 0 where that is not known

    @property
    def place(self) -> str:
        """Where the rule stands: `units.toml:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def name(self) -> str:
        """What the field `rule` of a record shows: `kind:id`."""
        return f"{self.kind}:{self.id}"

    def text(self, key: str, default: str = "") -> str:
        """A string attribute, or `default` where the block leaves it out."""
        value = self.attributes.get(key, default)
        return value if isinstance(value, str) else default

    def integer(self, key: str, default: int = 0) -> int:
        """An integer attribute, or `default` where the block leaves it out."""
        value = self.attributes.get(key, default)
        return value if isinstance(value, int) else default
