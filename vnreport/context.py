"""What a whole article tells of its records: headline, date, area, and the abbreviations it defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from vnreport.abbreviations import read_abbreviations
from vnreport.anchor import infer_anchor, parse_date
from vnreport.area import infer_area
from vnreport.article import Article
from vnreport.document import Place
from vnreport.places import PlaceMention, find_places
from vnreport.sdmx import Anchor, day_value, month_value
from vnreport.time_references import settle_times
from vnreport.times import TimeMention, find_times
from vnreport.vocabulary import Vocabulary

__all__ = ["Anchor", "Context", "read_context"]

_LONGEST_TITLE = 250
_SENTENCE_END = regex.compile(r"[.;:,]\W{0,7}$")


@dataclass(frozen=True, slots=True)
class Context:
    """An article's frame.

    `title` is `text[title_start:title_end]` (both 0 where there is none); `published` an ISO date or month;
    `anchor` the date against which its relative times are read; `abbreviations` maps those that the
    article defines to their long forms; `times` and `places` are those of each passage, in the order of the
    article's passages.
    """

    title: str | None = None
    title_start: int = 0
    title_end: int = 0
    published: str | None = None
    place: Place | None = None
    anchor: Anchor = field(default_factory=Anchor)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    times: tuple[tuple[TimeMention, ...], ...] = ()
    places: tuple[tuple[PlaceMention, ...], ...] = ()


def read_context(article: Article, vocabulary: Vocabulary, published: str | None = None) -> Context:
    """The frame of an article; `published` is its ISO date (or month) where metadata tells it."""
    start, end = _title(article.text)
    times = [find_times(passage, article.text, vocabulary) for passage in article.passages]
    places = tuple(find_places(passage, article.text, vocabulary) for passage in article.passages)
    given = parse_date(published)
    anchor, dated = infer_anchor(article, times, end, given, vocabulary)
    if given.year is None and dated and anchor.year is not None and anchor.month is not None:
        published = (
            day_value(anchor.year, anchor.month, anchor.day)
            if anchor.day
            else month_value(anchor.year, anchor.month)
        )
    return Context(
        title=article.text[start:end] or None,
        title_start=start,
        title_end=end,
        published=published,
        place=infer_area(article, places, end),
        anchor=anchor,
        abbreviations=read_abbreviations(article, vocabulary),
        times=settle_times(times, article.passages, anchor, end),
        places=places,
    )


def _title(text: str) -> tuple[int, int]:
    """Where the first line is, if it stands alone as a headline: no sentence, and with text below it."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or not text[end:].strip():
        return 0, 0
    line = text[start:end].rstrip()
    if len(line) > _LONGEST_TITLE or _SENTENCE_END.search(line, max(0, len(line) - 8)):
        return 0, 0
    return start, start + len(line)
