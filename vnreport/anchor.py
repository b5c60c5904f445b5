"""Infers the date of an article from the times in it: the year that it treats as current, its dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from vnreport.article import Article, Passage
from vnreport.sdmx import Anchor
from vnreport.text import fold
from vnreport.time_references import is_compared
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary

_DATE = regex.compile(
    r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?:T.*)?"
)
_EARLIEST = 1990  # articles speak of years before it as history
_HEAD = 6  # passages among which a dateline is looked for

_HISTORY = 8  # years; a plan may look that far ahead

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


def parse_date(value: str | None) -> Anchor:
    """An ISO date or month as an anchor; an empty one for anything else."""
    match = _DATE.fullmatch((value or "").strip())
    if match is None:
        return Anchor()
    return Anchor(int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None)


def infer_anchor(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    given: Anchor,
    vocabulary: Vocabulary,
) -> tuple[Anchor, bool]:
    """The article's date as far as it can be told, and whether a dateline (or `given`) tells it.

    `times` are those of each passage of the article, `given` what metadata says.
    """
    if given.year is not None:
        return given, True
    dateline, heads = _dateline(article, times, vocabulary)
    if dateline is not None and dateline.year is not None:
        return Anchor(dateline.year, dateline.month, dateline.day), True
    if dateline is not None and (told := _same_day(dateline, times)) is not None:
        return Anchor(told.year, dateline.month, dateline.day), True
    month = dateline.month if dateline and heads else None
    year = _current_year(*_year_weights(article, times, title_end, month, vocabulary), month)
    if dateline is not None:
        return Anchor(year, dateline.month, dateline.day), year is not None
    return Anchor(year, _latest_month(times, year)), False


def _dateline(
    article: Article, times: Sequence[Sequence[TimeMention]], vocabulary: Vocabulary
) -> tuple[TimeMention | None, bool]:
    """The day of the article's event: one at the head of a sentence (then with True), else the first one.

    Days of decrees, births and terms ("đến hết ngày 24/9") are none.
    """
    first: TimeMention | None = None
    for passage, found in zip(article.passages[:_HEAD], times, strict=False):
        for time in found:
            if time.reading != "day" or not time.month or time.role != "period" or time.shift is not None:
                continue
            if time.year is not None and time.year < _EARLIEST:
                continue
            if _begins_with(time, vocabulary.words("term")) or _of_a_paper(passage, time):
                continue
            if time.first == 0 or passage.tokens[time.first - 1].text in "-–—)":
                return time, True
            if passage.tokens[time.first - 1].key in vocabulary.words("meeting-day") and time.year is None:
                return time, True  # tại hội nghị tổng kết năm 2020 tổ chức ngày 5/1
            first = first or time
    return first, False


def _same_day(dateline: TimeMention, times: Sequence[Sequence[TimeMention]]) -> TimeMention | None:
    """The same day told with its year elsewhere: "Phiên 11/12: …" and "sáng 11/12/2020"."""
    return next(
        (
            time
            for found in times
            for time in found
            if time.year is not None and (time.month, time.day) == (dateline.month, dateline.day)
        ),
        None,
    )


def _of_a_paper(passage: Passage, time: TimeMention) -> bool:
    """Whether a day dates a decree ("Nghị định số 10/2020/NĐ-CP ngày 17/1/2020") or a birth."""
    before = passage.tokens[max(0, time.first - 9) : time.first]
    numbered = any(token.key == "số" for token in before) and any(token.text in "/-" for token in before)
    return numbered or any(token.key == "sinh" for token in before[-2:])


def _year_weights(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    month: int | None,
    vocabulary: Vocabulary,
) -> tuple[Counter[int], Counter[int]]:
    """How strongly the article speaks of each year as its own: by parts of it, and by the whole year."""
    planning, law = vocabulary.wordings("planning"), vocabulary.wordings("law")
    ahead = vocabulary.words("ahead")
    parts: Counter[int] = Counter()
    wholes: Counter[int] = Counter()
    for passage, found in zip(article.passages, times, strict=True):
        factor = 2 if passage.sentence.end <= title_end else 1
        for time in found:
            year = time.end_year or time.year
            if year is None or year < _EARLIEST:
                continue
            before = passage.tokens[max(0, time.first - 6) : time.first]
            after = passage.tokens[time.last : time.last + 3]
            planned = bool(planning.find(before) or planning.find(after))
            compared = is_compared(passage, time)
            if time.role == "same_period" or (compared and time.reading == "year"):
                (parts if time.role == "same_period" else wholes)[year + 1] += (
                    2 if time.role == "same_period" else 1
                )
            elif month is not None and time.reading == "month" and (time.month or 0) > month:
                # "so với tháng 11/2023" in February: that year is over. "đến tháng 11" may be yet to come.
                parts[year + 1] += 0 if _begins_with(time, ahead) else 1
            elif time.role == "period" and time.reading in _PART_OF_YEAR:
                parts[year] += (1 if compared or planned else 2) * factor
            elif time.role == "period" and time.reading == "day":
                parts[year] += 0 if _of_a_paper(passage, time) else factor
            elif time.role == "period" and time.reading == "year" and not law.find(before):
                wholes[year] += (0 if _begins_with(time, ahead) else 1 if planned else 3) * factor
    return parts, wholes


def _begins_with(time: TimeMention, words: frozenset[str]) -> bool:
    return fold(time.text.split(None, 1)[0]) in words


def _current_year(parts: Counter[int], wholes: Counter[int], month: int | None) -> int | None:
    """The year of which the article names parts, else the one that it names most.

    Between two whole years in a row the month decides: a report of November looks back on its own year and
    plans the next one; one of January to June reports on the year before and plans its own.
    """
    total = Counter({year: 2 * weight for year, weight in parts.items()})
    total.update(wholes)
    best = max(total, key=lambda year: (total[year], parts[year], year), default=None)
    if best is None or total[best] == 0:
        return None
    # Nobody tells of a year before it comes: what is told much of years ago is a life, a history. Round years
    # are those up to which one plans.
    told = max(
        year for year, weight in total.items() if 2 * weight >= total[best] and (year % 5 or year == best)
    )
    if told > best + _HISTORY:
        best = told
    if parts[best]:
        return best
    if month is not None and month >= 9 and total[best - 1] * 2 >= total[best]:
        return best - 1
    # The earlier in the year, the more a report is of the year before.
    if month is not None and month <= 6 and total[best + 1] * (8 if month <= 3 else 4) >= total[best]:
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
