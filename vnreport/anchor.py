"""Infers the date of an article from the times in it: the year that it treats as current, its dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from vnreport.article import Article, Passage
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention

_DATE = regex.compile(
    r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?:T.*)?"
)
_HEAD = 6  # passages among which a dateline is looked for

_PART_OF_YEAR = frozenset(
    (
        "months",
        "month",
        "quarter",
        "quarters",
        "half",
        "to_day",
        "to_month",
        "part_of_month",
        "month_range",
        "days",
    )
)
_PLAN = frozenset(
    ("kế hoạch", "mục tiêu", "nhiệm vụ", "chỉ tiêu", "phương hướng", "dự toán", "phấn đấu", "dự kiến")
)
_LAW = frozenset(("luật", "hiến", "nghị", "quyết", "thông", "chỉ"))
_AHEAD = frozenset(("đến", "tới", "vào", "tầm", "sang"))


def parse_date(value: str | None) -> Anchor:
    """An ISO date or month as an anchor; an empty one for anything else."""
    match = _DATE.fullmatch((value or "").strip())
    if match is None:
        return Anchor()
    return Anchor(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)


def infer_anchor(
    article: Article, times: Sequence[Sequence[TimeMention]], title_end: int, given: Anchor
) -> tuple[Anchor, bool]:
    """The article's date as far as it can be told, and whether a dateline (or `given`) tells it.

    `times` are those of each passage of the article, `given` what metadata says.
    """
    if given.year is not None:
        return given, True
    dateline = _dateline(article, times)
    if dateline is not None and dateline.year is not None:
        return Anchor(dateline.year, dateline.month, dateline.day), True
    month = dateline.month if dateline else None
    year = _current_year(_year_weights(article, times, title_end), month)
    if dateline is not None:
        return Anchor(year, month, dateline.day), year is not None
    return Anchor(year, _latest_month(times, year)), False


def _dateline(article: Article, times: Sequence[Sequence[TimeMention]]) -> TimeMention | None:
    """The first day that the head of the article names, those of decrees and laws aside."""
    for passage, found in zip(article.passages[:_HEAD], times, strict=False):
        for time in found:
            if (
                time.reading == "day"
                and time.month
                and time.role == "period"
                and not _of_a_paper(passage, time)
            ):
                return time
    return None


def _of_a_paper(passage: Passage, time: TimeMention) -> bool:
    """Whether a day dates a decree: "Nghị định số 10/2020/NĐ-CP ngày 17/1/2020"."""
    before = passage.tokens[max(0, time.first - 9) : time.first]
    return any(token.key == "số" for token in before) and any(token.text in "/-" for token in before)


def _year_weights(article: Article, times: Sequence[Sequence[TimeMention]], title_end: int) -> Counter[int]:
    """How strongly the article speaks of each year as its own."""
    weights: Counter[int] = Counter()
    for passage, found in zip(article.passages, times, strict=True):
        in_title = passage.sentence.end <= title_end
        for time in found:
            year = time.year or time.end_year
            if year is None:
                continue
            before = [token.key for token in passage.tokens[max(0, time.first - 6) : time.first]]
            if time.role == "same_period":
                weights[year + 1] += 6
            elif before[-2:] == ["so", "với"] or before[-1:] == ["so"]:
                if time.reading == "year":
                    weights[year + 1] += 2
                elif time.reading in _PART_OF_YEAR:
                    weights[year] += 2
            elif time.role == "period":
                weights[year] += _weight(time, before) * (2 if in_title else 1)
    return weights


def _weight(time: TimeMention, before: list[str]) -> int:
    if time.reading in _PART_OF_YEAR:
        return 6
    if time.reading == "day":
        return 4
    if time.reading != "year" or _LAW & set(before):
        return 0
    if time.text.split(None, 1)[0].lower() in _AHEAD:
        return 0
    pairs = {" ".join(pair) for pair in pairwise(before)}
    return 1 if _PLAN & pairs else 3


def _current_year(weights: Counter[int], month: int | None) -> int | None:
    """The year with the greatest weight; between two years in a row the dateline's month decides.

    A report of November looks back on its own year and plans the next one; one of January to June reports on
    the year before and plans its own.
    """
    if not weights:
        return None
    best = max(weights, key=lambda year: (weights[year], year))
    if weights[best] == 0:
        return None
    if month is not None and month >= 9 and weights[best - 1] * 2 >= weights[best]:
        return best - 1
    if month is not None and month <= 6 and weights[best + 1] >= 1:
        return best + 1
    return best


def _latest_month(times: Sequence[Sequence[TimeMention]], year: int | None) -> int | None:
    """The month up to which the article reports: of "9 tháng đầu năm", "tháng 9", "quý III"."""
    months: Counter[int] = Counter()
    for found in times:
        for time in found:
            if time.role != "period" or (time.year is not None and time.year != year):
                continue
            if time.reading == "months" and time.half != 2 and time.count and time.count <= 12:
                months[time.count] += 2
            elif time.reading in ("month", "to_month", "to_day", "part_of_month", "day") and time.month:
                months[time.month] += 1
            elif time.reading == "quarter" and time.quarter:
                months[time.quarter * 3] += 1
            elif time.reading == "half" and time.half == 1:
                months[6] += 1
    return max(months, key=lambda month: (months[month], month)) if months else None
