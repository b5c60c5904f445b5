"""Loads patterns/: vocabulary and wordings as data, each block with the examples that prove it.

A pattern file holds blocks `[[KIND]]`, one rule each. `_ATTRIBUTES` lists the kinds and the keys that a block
of each may carry beside `id`, `forms`, `examples` and `counterexamples`. Directories given later add rules,
or replace those of the same kind and id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from vnreport.errors import PatternError
from vnreport.language import _, reason
from vnreport.lexicon import Lexicon
from vnreport.text import fold

_MAX_BYTES = 8_000_000  # a pattern file is some kilobytes; tomllib would take minutes over 100 MB

# kind -> attribute -> (type, required)
_ATTRIBUTES: dict[str, dict[str, tuple[type, bool]]] = {
    # numbers and units
    "numeral": {"value": (int, False), "role": (str, True)},
    "scale": {"value": (int, True), "language": (str, False)},
    "unit": {"label": (str, False), "dimension": (str, True)},
    "noun": {},
    "shortening": {"relation": (str, True)},
    "name_number": {"strength": (str, False)},
    "uncounted": {},
    # comparisons
    "relation": {"relation": (str, True), "reading": (str, True), "alone": (str, False)},
    "level": {"reading": (str, True)},
    "multiple": {"value": (str, True)},
    "share": {"value": (str, True)},
    "baseline": {"baseline": (str, True)},
    "against": {},
    "part_lead": {"parts": (str, True)},
    "worded": {"relation": (str, True)},
    "plan_noun": {},
    "adverb": {},
    "approx": {"approx": (str, True), "side": (str, True)},
    "status": {"status": (str, True), "reach": (str, True)},
    # phrases
    "boundary": {"role": (str, True)},
    "head": {},
    "nohead": {},
    "actor": {},
    "function_word": {},
    "superlative": {"order": (str, False)},
    # rankings
    "rank": {"rank": (int, False), "order": (str, False), "reading": (str, True)},
    "scope": {},
    # times
    "time": {
        "role": (str, True),
        "reading": (str, True),
        "shift": (int, False),
        "half": (int, False),
        "quarter": (int, False),
        "month": (int, False),
    },
    # places
    "place": {
        "code": (str, False),
        "level": (str, True),
        "since": (str, False),
        "until": (str, False),
        "into": (str, False),
    },
    "place_head": {"level": (str, True), "numbers": (str, False)},
    # officials
    "honorific": {"role": (str, True)},
    "title": {"role": (str, True), "means": (str, False)},
    "organisation": {"role": (str, True), "means": (str, False)},
    "surname": {},
    "action": {},
    # known names of things
    "indicator": {
        "quantity": (str, True),
        "units": (list, False),
        "better": (str, False),
    },
    "abbreviation": {"means": (str, True)},
}

# Kinds whose long forms an article may abbreviate: "chỉ tiêu kế hoạch (CTKH)".
_ABBREVIATED = ("noun", "unit", "baseline", "plan_noun", "indicator", "head")

Item = TypeVar("Item")


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


@dataclass(frozen=True)
class Vocabulary:
    """All rules, by kind. Lexicons over them are built once, on first use.

    `own` are the forms that an article adds to the rules of `base`, the vocabulary without them.
    """

    by_kind: Mapping[str, tuple[Rule, ...]]
    own: tuple[tuple[str, Rule], ...] = ()
    _base: Vocabulary | None = field(default=None, repr=False, compare=False)
    _lexicons: dict[tuple[str, ...], Lexicon[Rule]] = field(default_factory=dict, repr=False, compare=False)
    _compiled: dict[Callable[[Vocabulary], object], object] = field(
        default_factory=dict, repr=False, compare=False
    )
    _words: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def base(self) -> Vocabulary:
        """The vocabulary without an article's abbreviations; what depends on none is built there, once."""
        return self._base or self

    def rules(self, *kinds: str) -> tuple[Rule, ...]:
        """The rules of the kinds, in the order of files and blocks."""
        return tuple(rule for kind in kinds for rule in self.by_kind.get(kind, ()))

    def own_forms(self, *kinds: str) -> list[tuple[str, Rule]]:
        """The abbreviations of an article for rules of these kinds, the kind named first in front."""
        return [(form, rule) for kind in kinds for form, rule in self.own if rule.kind == kind]

    def lexicon(self, *kinds: str) -> Lexicon[Rule]:
        """The forms of these kinds as one dictionary; where two share a form, the kind named first wins."""
        found = self._lexicons.get(kinds)
        if found is None:
            if self._base is not None:
                found = self._base.lexicon(*kinds).extended(self.own_forms(*kinds))
            else:
                found = Lexicon((form, rule) for rule in self.rules(*kinds) for form in rule.forms)
            self._lexicons[kinds] = found
        return found

    def words(self, id_: str) -> frozenset[str]:
        """The function words of one id, folded."""
        if id_ not in self._words:
            rules = self.by_kind.get("function_word", ())
            self._words[id_] = frozenset(
                fold(form) for rule in rules if rule.id == id_ for form in rule.forms
            )
        return self._words[id_]

    def compiled(self, make: Callable[[Vocabulary], Item]) -> Item:
        """What `make` builds from this vocabulary (a regex, an automaton), built once."""
        if make not in self._compiled:
            self._compiled[make] = make(self)
        return self._compiled[make]  # type: ignore[return-value]

    @cached_property
    def long_forms(self) -> Mapping[str, str]:
        """The abbreviations that patterns/ knows, with their long forms."""
        return {form: rule.text("means") for rule in self.rules("abbreviation") for form in rule.forms}

    def with_abbreviations(self, meanings: Mapping[str, str]) -> Vocabulary:
        """This vocabulary with the abbreviations that an article defines as further forms of its rules.

        `meanings` maps an abbreviation to its long form; those of patterns/ are left out: the rules know
        them. Where no rule has a long form, this vocabulary is given back.
        """
        own = tuple(
            (short, rule)
            for short, long in meanings.items()
            if short.isupper() and self.long_forms.get(short) != long
            for rule in self._by_form.get(_folded(long), ())
            if short not in self._forms[rule.kind]
        )
        return Vocabulary(self.by_kind, own, self) if own else self

    @cached_property
    def _by_form(self) -> Mapping[str, list[Rule]]:
        """The rules whose forms an article may abbreviate, by those forms, folded."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules(*_ABBREVIATED):
            for form in rule.forms:
                found.setdefault(_folded(form), []).append(rule)
        return found

    @cached_property
    def _forms(self) -> Mapping[str, set[str]]:
        return {kind: {form for rule in self.rules(kind) for form in rule.forms} for kind in _ABBREVIATED}

    @cached_property
    def size(self) -> int:
        """How many rules there are."""
        return sum(len(rules) for rules in self.by_kind.values())


def _folded(form: str) -> str:
    return " ".join(fold(word) for word in form.split())


def builtin_directory() -> Traversable:
    """Where the built-in pattern files are: inside the installed package, else beside the checkout's."""
    inside = resources.files("vnreport") / "patterns"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "patterns"


@lru_cache(maxsize=8)
def load_vocabulary(directories: tuple[Path, ...] = ()) -> Vocabulary:
    """The built-in patterns, with those of `directories` added or, for the same kind and id, in their place.

    Raises:
        PatternError: a directory or a file in it is wrong; the message names file, rule and key.
    """
    rules: dict[tuple[str, str], Rule] = {}
    for directory in (builtin_directory(), *directories):
        fresh: dict[tuple[str, str], Rule] = {}
        for rule in load_directory(directory):
            other = fresh.get((rule.kind, rule.id))
            if other is not None:
                raise PatternError(
                    _(
                        "{file}: {kind} {id!r} is also in {other}; give one another id",
                        file=rule.file,
                        kind=rule.kind,
                        id=rule.id,
                        other=other.file,
                    )
                )
            fresh[rule.kind, rule.id] = rule
        rules.update(fresh)
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules.values():
        by_kind.setdefault(rule.kind, []).append(rule)
    return Vocabulary({kind: tuple(found) for kind, found in by_kind.items()})


def load_directory(directory: Traversable) -> list[Rule]:
    """The rules of all *.toml files of one directory, in the order of their names."""
    if not directory.is_dir():
        raise PatternError(_("{directory}: no such pattern directory", directory=directory))
    files = sorted((f for f in directory.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    if not files:
        raise PatternError(_("{directory}: holds no *.toml file", directory=directory))
    return [rule for file in files for rule in _load_file(file)]


def _load_file(file: Traversable) -> Iterable[Rule]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PatternError(_("{file}: cannot be read: {reason}", file=file, reason=reason(error))) from error
    if len(data) > _MAX_BYTES:
        raise PatternError(
            _(
                "{file}: {bytes} bytes; a pattern file may have {most}, split it",
                file=file,
                bytes=len(data),
                most=_MAX_BYTES,
            )
        )
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PatternError(_("{file}: is not TOML in UTF-8: {error}", file=file, error=error)) from error
    for kind, blocks in content.items():
        if kind not in _ATTRIBUTES:
            raise PatternError(
                _(
                    "{file}: unknown kind {kind!r}; known are {names}",
                    file=file,
                    kind=kind,
                    names=", ".join(sorted(_ATTRIBUTES)),
                )
            )
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise PatternError(
                _("{file}: {kind!r} must be written as blocks [[{kind}]]", file=file, kind=kind)
            )
        for number, block in enumerate(blocks, 1):
            yield _load_block(str(file), kind, number, block)


def _load_block(file: str, kind: str, number: int, block: dict[str, object]) -> Rule:
    name = block.get("id")
    where = (
        f"{file}: {kind} {name!r}"
        if isinstance(name, str)
        else _("{file}: {kind} number {number}", file=file, kind=kind, number=number)
    )

    def wrong(key: str, what: str) -> PatternError:
        return PatternError(_("{where}: key {key!r} {what}", where=where, key=key, what=what))

    if not isinstance(name, str) or not name:
        raise wrong("id", _("must be a string that is not empty"))
    attributes = _ATTRIBUTES[kind]
    for key in block:
        if key not in attributes and key not in ("id", "forms", "examples", "counterexamples"):
            known = ", ".join(["id", "forms", "examples", "counterexamples", *attributes])
            raise wrong(key, _("is unknown; known are {known}", known=known))
    for key, (type_, required) in attributes.items():
        if key not in block:
            if required:
                raise wrong(key, _("is missing"))
        elif not isinstance(block[key], type_) or isinstance(block[key], bool):
            raise wrong(key, _("must be of type {type}", type=type_.__name__))
    forms = _strings(block.get("forms", []))
    if not forms or not all(form.strip() for form in forms):
        raise wrong("forms", _("must be a list of strings, none empty"))
    if len(set(forms)) < len(forms):
        raise wrong("forms", "names a form twice")
    counterexamples = _strings(block.get("counterexamples", []))
    if counterexamples is None:
        raise wrong("counterexamples", "must be a list of strings")
    examples = block.get("examples", {})
    if not isinstance(examples, dict) or not all(isinstance(v, str) for v in examples.values()):
        raise wrong("examples", "must be a table of strings")
    return Rule(
        kind=kind,
        id=name,
        forms=forms,
        attributes={key: block[key] for key in attributes if key in block},
        examples=examples,
        counterexamples=counterexamples,
        file=file.rpartition("/")[2],
    )


def _strings(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    return tuple(value) if all(isinstance(item, str) for item in value) else None
