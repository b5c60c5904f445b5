"""Positions in one spelling, and where they are held: a minister's in the country, wherever he is reported.

UBND is Ủy ban nhân dân, "Chủ tịch UBND tỉnh" and "Chủ tịch UBND tỉnh Lạng Sơn" are one seat in Lạng Sơn.
"""

from __future__ import annotations

from typing import NamedTuple

from vnreport.lexicon import Lexicon
from vnreport.panel.names import Names
from vnreport.tabular.statistics import NATION
from vnreport.text import Token, fold, tokenize
from vnreport.vocabulary import Rule, Vocabulary

_LARGE = ("province", "country")


class Post(NamedTuple):
    """A position: its one spelling, and what stands for the place it names; None where it names none."""

    seat: str
    place: str | None


def post(position: str, vocabulary: Vocabulary, called: Names) -> Post:
    """The post that an article calls so."""
    tokens = tokenize(position)
    long_forms, places = vocabulary.compiled(_long_forms), vocabulary.compiled(_places)
    end, place = len(tokens), None
    for first in range(1, len(tokens)):
        hit = places.match(tokens, first)
        if hit is not None and hit.last == len(tokens):
            end, place = first, called.key(position[tokens[first].start :])
            break
    if place is None and any(vocabulary.lexicon("national").match(tokens, at) for at in range(len(tokens))):
        place = NATION
    end = _without_head(tokens, end, vocabulary)
    words = (fold(word) for token in tokens[:end] for word in long_forms.get(token.text, token.text).split())
    return Post(" ".join(words), place)


def _without_head(tokens: tuple[Token, ...], end: int, vocabulary: Vocabulary) -> int:
    """The end without "tỉnh", and without "thành phố" where the name of one that is a province follows."""
    heads = vocabulary.lexicon("place_head")
    for first in range(max(1, end - 2), end):
        hit = heads.match(tokens, first, end)
        if hit is not None and hit.last == end:
            level = hit.item.text("level")
            if level == "province" or (level == "city" and end < len(tokens)):
                return first
    return end


def _long_forms(vocabulary: Vocabulary) -> dict[str, str]:
    rules = vocabulary.rules("abbreviation", "organisation", "title")
    return {form: rule.text("means") for rule in rules if rule.text("means") for form in rule.forms}


def _places(vocabulary: Vocabulary) -> Lexicon[Rule]:
    large = [rule for rule in vocabulary.rules("place") if rule.text("level") in _LARGE]
    return Lexicon((form, rule) for rule in large for form in rule.forms)
