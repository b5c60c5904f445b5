"""Infers the date of an article from the times in it: the year that it treats as current, its dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from vnreport.article import Article
from vnreport.current_year import current_year
from vnreport.sdmx import Anchor
from vnreport.time_references import is_of_a_paper
from vnreport.times import TimeMention, begins_with
from vnreport.vocabulary import Vocabulary
from vnreport.year_weights import EARLIEST

_DATE = regex.compile(
    r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?:T.*)?"
)
_LONG_AGO = 3  # years by which a day lies before the year that is spoken of most, and is history
_HEAD = 6  # passages among which a dateline is looked for


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
        own = current_year(article, times, title_end, None, vocabulary)
        if own is None or own - dateline.year <= _LONG_AGO:
            return Anchor(dateline.year, dateline.month, dateline.day), True
        return Anchor(own, _latest_month(times, own)), False  # "được thành lập ngày 6/11/1996"
    if dateline is not None and (told := _same_day(dateline, times)) is not None:
        return Anchor(told.year, dateline.month, dateline.day), True
    month = dateline.month if dateline and heads else _month_of_days(times) if dateline is None else None
    year = current_year(article, times, title_end, month, vocabulary)
    if dateline is not None:
        return Anchor(year, dateline.month, dateline.day), year is not None
    return Anchor(year, month or _latest_month(times, year)), False


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
            if time.year is not None and time.year < EARLIEST:
                continue
            if begins_with(time, vocabulary.words("term")) or is_of_a_paper(passage.tokens, time):
                continue
            told_now = "nay" in time.text.split()  # chiều nay 14/1
            if told_now or time.first == 0 or passage.tokens[time.first - 1].text in "-–—)":
                return time, True
            if passage.tokens[time.first - 1].key in vocabulary.words("meeting-day") and time.year is None:
                return time, True  # tại hội nghị tổng kết năm 2020 tổ chức ngày 5/1
            first = first or time
    return first, False


def _month_of_days(times: Sequence[Sequence[TimeMention]]) -> int | None:
    """The month of the days up to which it is told: "Tính đến ngày 10/2", all of one month."""
    months = {
        time.month
        for found in times
        for time in found
        if time.reading == "day" and time.role == "period" and time.year is None and time.shift is None
    }
    return months.pop() if len(months) == 1 else None


def _same_day(dateline: TimeMention, times: Sequence[Sequence[TimeMention]]) -> TimeMention | None:
    """The same day told with its year elsewhere: "Phiên 11/12: …" and "sáng 11/12/2020"."""
    return next(
        (
            time
            for found in times
            for time in found
            if (time.year or 0) >= EARLIEST and (time.month, time.day) == (dateline.month, dateline.day)
        ),
        None,
    )


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
