"""A time with its value: resolved by the article's date and by the period that was told before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec
import regex

from vnreport import sdmx
from vnreport.clauses import Clauses
from vnreport.sdmx import Anchor
from vnreport.text import tokenize
from vnreport.times import TimeMention, resolve
from vnreport.vocabulary import Vocabulary

_YEAR = 4  # characters of a year's value
_SO_BEFORE = 16  # characters from "Trước đó" to its time
_LOOKS_BACK = 6
_EARLY = 6  # months in which the last year is looked back on
_TOLERANCE = 2  # months: a report on the year is written from November on
_PART = regex.compile(r"\d{4}-(?:\d\d|Q\d|S\d|01-01/P\d+M)")
_SHORT = regex.compile(r"\d{4}-\d\d-\d\d(?:/P(?:[12]?\d|3[01])D)?")
_SUM = regex.compile(r"\d{4}-(?:S1|01-01/P\d+M)")
_LATER_MONTHS = regex.compile(r"(\d{4})-(\d\d)-01/P\d+M")
_BEGUN = 15  # day of a month before which nothing is known of the months from it on
_YEARS = regex.compile(r"\d{4}(?:-01-01/P\d+Y)?")
_PARTS = frozenset(("quarter", "half", "month", "day"))
_NEVER = regex.compile(r"(?!)")
_SHAPES = {"month": regex.compile(r"\d{4}-\d\d"), "quarter": regex.compile(r"\d{4}-Q\d")}


class ResolvedPeriod(msgspec.Struct, frozen=True, gc=False):
    """A time and its value; `start`/`end` are the text offsets of the words."""

    value: str
    start: int
    end: int


def value_of(time: TimeMention, carried: ResolvedPeriod | None, anchor: Anchor) -> str | None:
    """The value of a time in a text that has told of the period `carried`; None where it has none."""
    if time.reading == "now":
        return _today(carried, anchor)
    if time.reading == "to_now" and carried is not None:
        anchor = _as_far_as(carried, anchor)
    if carried is None:
        return resolve(time, anchor)
    if time.role == "same_period":
        return sdmx.same_period(carried.value, time.year)
    # "quý này" in a report on the first quarter is that quarter, whenever the report was written.
    this = time.shift == 0 and time.month is None and time.quarter is None and time.year is None
    if this and _SHAPES.get(time.reading, _NEVER).fullmatch(carried.value):
        return carried.value
    # "tháng 11/2021 … Luỹ kế 11 tháng": the year told for a part of it goes on.
    goes_on = time.year is None and time.shift is None and time.reading != "to_now"
    # "năm 2020 … Cả năm, …"
    of_year = time.reading == "year" and _YEARS.fullmatch(carried.value) and len(carried.value) == _YEAR
    if goes_on and (of_year or _PART.fullmatch(carried.value)):
        anchor = _in_year(anchor, int(carried.value[:4]))
    value = resolve(time, anchor)
    # "Năm 2016 … Trong đó, quý 4" in February 2017: what is still to come is not told of
    whole = len(carried.value) == _YEAR and carried.value.isdecimal() and time.reading in _PARTS
    if whole and time.year is None and time.shift is None and (value is None or is_ahead(value, anchor)):
        return resolve(time, _in_year(anchor, int(carried.value)))
    return value


def _as_far_as(carried: ResolvedPeriod, anchor: Anchor) -> Anchor:
    """The date up to which an article counts "từ đầu năm đến nay": the month before, if that was told last.

    "Tính đến hết tháng 4, … Từ đầu năm đến nay, …" in May
    """
    end = sdmx.anchor_of(carried.value)
    before = anchor.month is not None and (end.year, end.month) == (anchor.year, anchor.month - 1)
    return Anchor(end.year, end.month) if before else anchor


def _in_year(anchor: Anchor, year: int) -> Anchor:
    """The anchor for a time of a year that was told: of another than the article's every part has come."""
    return anchor if year == anchor.year else Anchor(year, None, None)


def of_its_year(years: Sequence[TimeMention], time: TimeMention, anchor: Anchor) -> Anchor:
    """The anchor for a month that its sentence tells behind a year: "năm 2022 …, hơn mức vào tháng 4".

    So for a day of a year to come: "trong năm 2025, … hai đợt thi vào ngày 30/3 và 1/6".
    """
    if time.year is not None or time.shift is not None or time.reading not in ("month", "quarter", "day"):
        return anchor
    before = bisect_right(years, time.first, key=lambda year: year.last)
    year = years[before - 1].year if before else None
    if time.reading == "day" and (year is None or anchor.year is None or year < anchor.year):
        return anchor
    return anchor if year is None else _in_year(anchor, year)


def _today(carried: ResolvedPeriod | None, anchor: Anchor) -> str | None:
    """What is so now is so on the article's day; None where the period that was told before has just ended.

    A report of 3 October on nine months tells what is so at their end.
    """
    if anchor.year is None or (carried is not None and _reaches_today(carried.value, anchor)):
        return None
    if anchor.month and anchor.day:
        return sdmx.day_value(anchor.year, anchor.month, anchor.day)
    return None if carried is None else sdmx.year_value(anchor.year)


def _reaches_today(value: str, anchor: Anchor) -> bool:
    """Whether a period has just ended, or the article's day is all that is known of its end."""
    end = sdmx.anchor_of(value)
    if end.year is None or anchor.year is None or "Y" in value:
        return False
    if end.month is None or anchor.month is None:
        past = anchor.year - end.year  # a report on the year is written in the first months of the next one
        return past == 0 or (past == 1 and (anchor.month or 0) <= _EARLY)
    if end.day is not None or anchor.day is None:
        return (end.year, end.month) == (anchor.year, anchor.month)
    return 1 <= (anchor.year - end.year) * 12 + anchor.month - end.month <= _TOLERANCE


def is_same_period(clauses: Clauses, period: ResolvedPeriod) -> bool:
    """Whether the words of a period are those of the same one a year before: "cùng kỳ năm trước"."""
    at = bisect_left(clauses.times, period.start, key=lambda time: time.start)
    found = clauses.times[at] if at < len(clauses.times) else None
    return found is not None and found.start == period.start and found.role == "same_period"


def is_short(period: ResolvedPeriod | None) -> bool:
    """Whether a period is a day or some days."""
    return period is not None and _SHORT.fullmatch(period.value) is not None


def is_passing(
    period: ResolvedPeriod | None,
    main: ResolvedPeriod | None,
    anchor: Anchor,
    text: str,
    vocabulary: Vocabulary,
) -> bool:
    """Whether a period holds for its paragraph alone: days, an earlier year, "riêng tháng 12", "lũy kế …".

    So do a part of the year that an article is about, and what was so before ("Trước đó, quý I, …"). The day
    up to which an article tells how things are ("tính đến ngày 30/9") goes on, but where it is about its own.
    """
    if period is None or main is None or period.value == main.value:
        return False
    words = tokenize(text, period.start, period.end)
    # A sum up to now stands beside the days that an article is about.
    summed = is_short(main) and vocabulary.wordings("so-far").match(words, 0) is not None
    before = tokenize(text, max(0, period.start - _SO_BEFORE), period.start)
    apart = summed or words[0].key == "riêng" or bool(vocabulary.wordings("before-that").find(before))
    part = len(main.value) == _YEAR and period.value.startswith(main.value)
    if is_short(period) and not (apart or part) and vocabulary.wordings("as-of").match(words, 0) is not None:
        return anchor.day is not None and main.value == sdmx.day_value(
            anchor.year or 0, anchor.month or 0, anchor.day
        )
    if _is_year_just_over(period.value, main.value, anchor):
        return False
    return apart or part or is_short(period) or _ends_before(period.value, main.value)


def _is_year_just_over(value: str, main: str, anchor: Anchor) -> bool:
    """Whether a period is the year before one that has only begun: of that one, plans alone can be told."""
    if anchor.year is None or anchor.month is None or anchor.month > _LOOKS_BACK:
        return False
    return main == sdmx.year_value(anchor.year) and value == sdmx.year_value(anchor.year - 1)


def main_told(main: ResolvedPeriod | None, at: int) -> ResolvedPeriod | None:
    """The article's period where it is told before offset `at`; the day of a report holds for all of it."""
    return main if main is not None and (main.start < at or sdmx.is_day(main.value)) else None


def is_month_of(period: ResolvedPeriod | None, main: ResolvedPeriod | None) -> bool:
    """Whether a month is the last one of the months, or the half, that an article is about."""
    if period is None or main is None or _SHAPES["month"].fullmatch(period.value) is None:
        return False
    return is_sum(main) and sdmx.anchor_of(main.value) == sdmx.anchor_of(period.value)


def is_sum(period: ResolvedPeriod) -> bool:
    """Whether a period is the first months of a year: "9 tháng đầu năm"."""
    return _SUM.fullmatch(period.value) is not None


def is_beside(period: ResolvedPeriod | None, main: ResolvedPeriod) -> bool:
    """Whether a period ends with the article's: "4 tháng" in a report on April."""
    return period is not None and sdmx.anchor_of(period.value) == sdmx.anchor_of(main.value)


def _ends_before(value: str, main: str) -> bool:
    end = sdmx.anchor_of(value).year
    return end is not None and end < int(main[:4])


def is_to_come(period: ResolvedPeriod | None, anchor: Anchor) -> bool:
    """Whether a period begins after the article: nobody has reached its values.

    So does one of months that is told of in its first days: "trong 3 tháng cuối năm" on 5 October.
    """
    if period is None or anchor.year is None:
        return False
    if _YEARS.fullmatch(period.value) is not None:
        return int(period.value[:4]) > anchor.year
    months = _LATER_MONTHS.fullmatch(period.value)
    if months is None or int(months[1]) != anchor.year or anchor.month is None:
        return False
    begin = int(months[2])
    return begin > anchor.month or (begin == anchor.month and (anchor.day or _BEGUN) < _BEGUN)


def is_to_end(value: str, anchor: Anchor) -> bool:
    """Whether a term ends in a year after that of the article: nobody looks back on it yet."""
    return anchor.year is not None and (sdmx.anchor_of(value).year or 0) > anchor.year


def is_ahead(value: str, anchor: Anchor) -> bool:
    """Whether a period ends well after the article: a plan's, not a report's."""
    if anchor.year is None:
        return False
    end = sdmx.anchor_of(value)
    return ((end.year or 0) - anchor.year) * 12 + (end.month or 12) - (anchor.month or 12) > _TOLERANCE
