"""Values told up to the end of a month: a sum is of all its months, what is held is of the last one."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnreport import sdmx
from vnreport.clauses import Clauses
from vnreport.indicator_phrases import IndicatorPhrase, known_indicator
from vnreport.kinds import Reading
from vnreport.periods.resolved import ResolvedPeriod
from vnreport.text import tokenize
from vnreport.vocabulary import Vocabulary

_DAYS = regex.compile(r"\d{4}-01-01/P\d+D")
_MONTHS = regex.compile(r"\d{4}(?:-S1|-01-01/P\d+M)?")


def at_moments(
    clauses: Clauses,
    readings: Sequence[Reading],
    phrases: Sequence[IndicatorPhrase | None],
    periods: Sequence[ResolvedPeriod | None],
    vocabulary: Vocabulary,
) -> list[ResolvedPeriod | None]:
    """The periods, with the last month for what is held at its end: "tính đến hết tháng 9, dư nợ đạt …"."""
    found = list(periods)
    held: tuple[str | None, ResolvedPeriod] | None = None  # the unit of the last count that is there
    for index, period in enumerate(periods):
        if period is not None and _is_cumulated(clauses, period):
            counted = clauses.quantities[index].unit.noun and _tells_what_is_there(clauses, index, vocabulary)
            if counted or _is_held(clauses, index, readings[index], phrases[index], vocabulary):
                end = sdmx.anchor_of(period.value)
                day = sdmx.day_value(end.year or 0, end.month or 0, end.day or 0)
                found[index] = ResolvedPeriod(day, period.start, period.end) if day else period
            continue
        if period is None or not is_up_to(clauses, period, vocabulary):
            continue
        unit = clauses.quantities[index].unit
        # "có 86.000 người tham gia, trong đó bảo hiểm thất nghiệp là 12.400 người"
        part = unit.noun and held == (unit.label, period)
        if part or _is_held(clauses, index, readings[index], phrases[index], vocabulary):
            held = (unit.label, period)
            end = sdmx.anchor_of(period.value)
            month = sdmx.month_value(end.year or 0, end.month or 12)
            found[index] = ResolvedPeriod(month, period.start, period.end)
    return found


def _is_cumulated(clauses: Clauses, period: ResolvedPeriod) -> bool:
    """Whether a period tells the day to which it was counted: "lũy kế đến ngày 15/8", not from a year on."""
    if _DAYS.fullmatch(period.value) is None:
        return False
    return all(word.key != "đầu" for word in tokenize(clauses.text, period.start, period.end))


def is_up_to(clauses: Clauses, period: ResolvedPeriod, vocabulary: Vocabulary) -> bool:
    """Whether a period tells its end alone: "tính đến hết tháng 9", not "từ đầu năm đến hết tháng 9"."""
    if _MONTHS.fullmatch(period.value) is None:
        return False
    words = tokenize(clauses.text, period.start, period.end)
    opening = vocabulary.wordings("up-to-month").match(words, 0)
    return opening is not None and any(word.key == "tháng" for word in words[opening.last :])


def _is_held(
    clauses: Clauses,
    index: int,
    reading: Reading,
    phrase: IndicatorPhrase | None,
    vocabulary: Vocabulary,
) -> bool:
    """Whether a value is of a stock: by its indicator, or by its verb where that is not in the registry."""
    known = None if phrase is None else known_indicator(clauses, phrase, vocabulary)
    if known is not None:
        return known.text("quantity") == "stock"
    return reading.kind != "comparison" and _tells_what_is_there(clauses, index, vocabulary)


def _tells_what_is_there(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether the value's verb says that so many are there: "cả nước có 412 hồ chứa"."""
    verbs = clauses.leads[index].verbs
    if not verbs:
        return False
    return clauses.surface(verbs[0].first, verbs[0].last).casefold() in vocabulary.words("has")
