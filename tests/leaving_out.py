"""A vocabulary that can leave words out quickly, to see whether the examples of patterns/ depend on them.

What is made from a vocabulary is made anew only where it was made from what is left out: while the whole
vocabulary makes something, it notes the kinds and function words that were asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from vnreport.lexicon import Lexicon
from vnreport.proofs import prove
from vnreport.vocabulary import Rule, Vocabulary

Item = TypeVar("Item")

# What a maker asked for: kinds, and "function_word:id" for the words of one id.
_asked_by: dict[Callable[[Vocabulary], object], frozenset[str]] = {}
_asking: list[set[str]] = []


class Watched(Vocabulary):
    """A vocabulary that notes what is made from what."""

    def rules(self, *kinds: str) -> tuple[Rule, ...]:
        _note(kinds)
        return super().rules(*kinds)

    def lexicon(self, *kinds: str) -> Lexicon[Rule]:
        _note(kinds)
        return super().lexicon(*kinds)

    def words(self, id_: str) -> frozenset[str]:
        _note((f"function_word:{id_}",))
        return super().words(id_)

    def wordings(self, id_: str) -> Lexicon[Rule]:
        _note((f"function_word:{id_}",))
        return super().wordings(id_)

    def compiled(self, make: Callable[[Vocabulary], Item]) -> Item:
        if make not in _asked_by:
            _asking.append(set())
            try:
                super().compiled(make)
            finally:
                _asked_by[make] = frozenset(_asking.pop())
        _note(_asked_by[make])
        return super().compiled(make)

    def without(self, rules: Iterable[Rule], form: str | None = None) -> Watched:
        """This vocabulary without the forms of some rules of one kind, or without one of them."""
        left_out = {rule.id: rule for rule in rules}
        kind = next(iter(left_out.values())).kind
        names = {kind, *(f"{kind}:{id_}" for id_ in left_out)}
        kept = [
            replace(rule, forms=_others(rule, form)) if rule.id in left_out else rule
            for rule in self.by_kind[kind]
        ]
        return Watched(
            {**self.by_kind, kind: tuple(kept)},
            _lexicons={kinds: made for kinds, made in self._lexicons.items() if kind not in kinds},
            _compiled={
                make: made for make, made in self._compiled.items() if names.isdisjoint(_asked_by[make])
            },
            _words={id_: made for id_, made in self._words.items() if f"function_word:{id_}" not in names},
        )


def watched(vocabulary: Vocabulary) -> Watched:
    """The vocabulary, having made all that its examples ask for."""
    whole = Watched(vocabulary.by_kind)
    for rules in whole.by_kind.values():
        for rule in rules[:1]:
            for _ in prove(rule, whole):
                raise AssertionError(f"the examples of {rule.name} do not hold")
    return whole


def idle_forms(rule: Rule, whole: Watched) -> Iterator[str]:
    """The forms of a rule without which all its examples come out as with them."""
    for form in rule.forms:
        if _holds(_shown_first(rule, form), whole.without((rule,), form)):
            yield form


def idle_rules(rules: Iterable[Rule], whole: Watched) -> Iterator[Rule]:
    """The rules, of one kind and left out together, whose examples all come out as with them."""
    rules = tuple(rules)
    rest = whole.without(rules)
    return (rule for rule in rules if _holds(rule, rest))


def _holds(rule: Rule, vocabulary: Vocabulary) -> bool:
    return next(prove(rule, vocabulary), None) is None


def _shown_first(rule: Rule, form: str) -> Rule:
    """The rule with the examples in front that hold a form, which are the likely ones to depend on it."""
    examples: Mapping[str, str] = dict(
        sorted(rule.examples.items(), key=lambda item: form.casefold() not in item[0].casefold())
    )
    return replace(rule, examples=examples)


def _others(rule: Rule, form: str | None) -> tuple[str, ...]:
    return () if form is None else tuple(other for other in rule.forms if other != form)


def _note(names: Iterable[str]) -> None:
    for asked in _asking:
        asked.update(names)
