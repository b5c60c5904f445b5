"""The vocabulary: all rules of patterns/, looked up by kind, and dictionaries over their forms.

A pattern file holds blocks `[[KIND]]`, one rule each. `vnreport.rules` lists the kinds and the keys that a
block of each may carry beside `id`, `forms`, `examples` and `counterexamples`. Directories given later add
rules, or replace those of the same kind and id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from vnreport.errors import PatternError
from vnreport.language import _
from vnreport.lexicon import Lexicon
from vnreport.pattern_files import load_directory
from vnreport.rules import Rule
from vnreport.text import fold

# Kinds whose long forms an article may abbreviate: "chỉ tiêu kế hoạch (CTKH)".
_ABBREVIATED = ("noun", "unit", "baseline", "plan_noun", "indicator", "head")

__all__ = ["Rule", "Vocabulary", "builtin_directory", "load_vocabulary"]

Item = TypeVar("Item")


@dataclass(frozen=True)
class Vocabulary:
    """All rules, by kind. Lexicons over them are built once, on first use.

    `own` are the forms that an article adds to the rules of `base`, the vocabulary without them; `lost` those
    that mean something else in it: "khách hàng (KH)".
    """

    by_kind: Mapping[str, tuple[Rule, ...]]
    own: tuple[tuple[str, Rule], ...] = ()
    lost: tuple[str, ...] = ()
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
                found = self._base.lexicon(*kinds).without(self.lost).extended(self.own_forms(*kinds))
            else:
                found = Lexicon((form, rule) for rule in self.rules(*kinds) for form in rule.forms)
            self._lexicons[kinds] = found
        return found

    def words(self, id_: str) -> frozenset[str]:
        """The function words of one id, folded."""
        if id_ not in self._words:
            rules = self.by_kind.get("function_word", ())
            self._words[id_] = frozenset(
                _folded(form) for rule in rules if rule.id == id_ for form in rule.forms
            )
        return self._words[id_]

    def wordings(self, id_: str) -> Lexicon[Rule]:
        """The function words of one id as a dictionary, for those of more than one syllable."""
        kinds = ("function_word", id_)
        found = self._lexicons.get(kinds)
        if found is None:
            rules = (rule for rule in self.rules("function_word") if rule.id == id_)
            found = Lexicon((form, rule) for rule in rules for form in rule.forms)
            self._lexicons[kinds] = found
        return found

    def compiled(self, make: Callable[[Vocabulary], Item]) -> Item:
        """What `make` builds from this vocabulary (a regex, an automaton), built once."""
        if make not in self._compiled:
            self._compiled[make] = make(self)
        return self._compiled[make]  # type: ignore[return-value]

    @property
    def long_forms(self) -> Mapping[str, str]:
        """The abbreviations that patterns/ knows, with their long forms."""
        return self.compiled(_long_forms)

    def with_abbreviations(self, meanings: Mapping[str, str]) -> Vocabulary:
        """This vocabulary with the abbreviations that an article defines as further forms of its rules.

        `meanings` maps an abbreviation to its long form; those of patterns/ are left out: the rules know
        them. One that means something else there is no form of theirs. Where no rule has a long form, this
        vocabulary is given back.
        """
        long_forms, by_form, forms = self.long_forms, self.compiled(_by_form), self.compiled(_forms)
        own = tuple(
            (short, rule)
            for short, long in meanings.items()
            if short.isupper() and long_forms.get(short) != long
            for rule in by_form.get(_folded(long), ())
            if short not in forms[rule.kind]
        )
        lost = tuple(
            short
            for short, long in meanings.items()
            if short.isupper() and short in long_forms and _folded(long_forms[short]) not in _folded(long)
        )
        return Vocabulary(self.by_kind, own, lost, self) if own or lost else self


def _long_forms(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {form: rule.text("means") for rule in vocabulary.rules("abbreviation") for form in rule.forms}


def _by_form(vocabulary: Vocabulary) -> Mapping[str, list[Rule]]:
    """The rules whose forms an article may abbreviate, by those forms, folded."""
    found: dict[str, list[Rule]] = {}
    for rule in vocabulary.rules(*_ABBREVIATED):
        for form in rule.forms:
            found.setdefault(_folded(form), []).append(rule)
    return found


def _forms(vocabulary: Vocabulary) -> Mapping[str, set[str]]:
    return {kind: {form for rule in vocabulary.rules(kind) for form in rule.forms} for kind in _ABBREVIATED}


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
                        file=rule.place,
                        kind=rule.kind,
                        id=rule.id,
                        other=other.place,
                    )
                )
            fresh[rule.kind, rule.id] = rule
        rules.update(fresh)
    by_kind: dict[str, list[Rule]] = {}
    for rule in rules.values():
        by_kind.setdefault(rule.kind, []).append(rule)
    return Vocabulary({kind: tuple(found) for kind, found in by_kind.items()})
