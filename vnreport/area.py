"""Infers the area that an article is about: named in its headline and head, and named most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vnreport.article import Article, Passage
from vnreport.document import Place
from vnreport.places import HOME, PlaceMention
from vnreport.text import fold

_HEAD = 4  # passages
_LEVELS = {"province": 1.0, "city": 1.0, "district": 1.0, "commune": 0.5, "country": 0.4, "region": 0.4}


def infer_area(article: Article, places: Sequence[Sequence[PlaceMention]], title_end: int) -> Place | None:
    """The area with the greatest weight, None where none stands out; `places` are those of each passage."""
    weights: defaultdict[str, float] = defaultdict(float)
    first: dict[str, PlaceMention] = {}
    for index, (passage, found) in enumerate(zip(article.passages, places, strict=True)):
        factor = 6.0 if passage.sentence.end <= title_end else 2.0 if index < _HEAD else 1.0
        for mention in found:
            if mention.level in _LEVELS:
                key = _key(mention)
                first.setdefault(key, mention)
                weight = factor * _LEVELS[mention.level]
                weights[key] += weight * 0.3 if _is_venue(passage, mention) else weight
    _add_bare_names(article, first, weights)
    if not weights:
        return None
    best = max(weights, key=lambda key: (weights[key], -first[key].start))
    if weights[best] < 2.0 or weights[best] < 0.25 * sum(weights.values()):
        home = weights.get(HOME, 0.0)
        return Place("Việt Nam") if home >= 0.8 else None
    abroad = first[best].level == "country" and weights.get(HOME, 0.0) * 2 >= weights[best]
    return Place("Việt Nam") if best == HOME or abroad else first[best].place


def _key(mention: PlaceMention) -> str:
    if mention.level in ("city", "district", "commune"):
        return f"{mention.level}:{_bare(mention)}"
    return mention.rule


def _bare(mention: PlaceMention) -> str:
    """The name without the word that heads it: "krông nô" of "huyện Krông Nô"."""
    words = mention.place.text.split()
    at = next((i for i, word in enumerate(words) if i and word[0].isupper()), 0)
    return " ".join(fold(word) for word in words[at:])


def _is_venue(passage: Passage, mention: PlaceMention) -> bool:
    """ "…, tại Hà Nội, Bộ Y tế tổ chức": where a meeting was, not what it was about."""
    before = passage.tokens[mention.first - 1].key if mention.first else ""
    after = passage.tokens[mention.last].key if mention.last < len(passage.tokens) else ""
    return before == "tại" and after in (",", ".", "")


def _add_bare_names(
    article: Article, first: dict[str, PlaceMention], weights: defaultdict[str, float]
) -> None:
    """ "Krông Nô" alone counts for "huyện Krông Nô" as well, for the districts that lead."""
    districts = [key for key in weights if first[key].level in ("district", "city")]
    for key in sorted(districts, key=lambda key: -weights[key])[:3]:
        name = first[key].place.text.split(None, 1)[-1]
        if len(name) > 3 and name[0].isupper():
            weights[key] += 0.4 * max(0, article.text.count(name) - 1)
