"""The period of a baseline, and which kind of baseline a time is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from vnreport import sdmx
from vnreport.baselines import BaselineMention
from vnreport.document import BaselineKind
from vnreport.periods.resolved import ResolvedPeriod, is_month_of, is_sum
from vnreport.sdmx import Anchor
from vnreport.times import resolve
from vnreport.vocabulary import Vocabulary

_DAYS = regex.compile(r"(\d{4}-\d\d-\d\d)/P(\d+)D")


def baseline_kind(
    baseline: BaselineMention, period: ResolvedPeriod | None, anchor: Anchor, vocabulary: Vocabulary
) -> tuple[BaselineKind, str | None]:
    """The kind of a baseline and its period: a time is the previous period, the same, or an earlier one."""
    value = period.value if period is not None else None
    if baseline.kind == "same_period":
        year = baseline.time.year if baseline.time is not None else None
        return "same_period", None if value is None else sdmx.same_period(value, year)
    if baseline.kind == "previous_period":
        told = resolve(baseline.time, anchor) if baseline.time is not None else None
        if told is None or told == value:  # "năm trước" told in January of a year that is over
            told = None if value is None else sdmx.previous_period(value)
        return "previous_period", told
    if baseline.kind != "time":
        told = resolve(baseline.time, anchor) if baseline.time is not None else None
        return baseline.kind, told  # type: ignore[return-value]
    told = resolve(baseline.time, anchor) if baseline.time is not None else None
    if told is not None and value is not None:
        if baseline.time is not None and baseline.time.text.casefold().split()[0] in vocabulary.words(
            "point"
        ):
            return "earlier_time", told
        if told == sdmx.previous_period(value):
            return "previous_period", told
        same = sdmx.same_period(value)
        if same is not None and _as_months(told) == _as_months(same):
            return "same_period", told
        if _follows(told, value):
            return "previous_period", told
        # A part of this year against the whole of the last one.
        if len(told) == 4 and sdmx.anchor_of(value).year == int(told) + 1:
            return "previous_period", told
    return "earlier_time", told


def as_compared(
    carried: ResolvedPeriod | None,
    main: ResolvedPeriod | None,
    baselines: Sequence[BaselineMention | None],
) -> ResolvedPeriod | None:
    """The period told before, for a sentence without a time, as what it compares with lets it be.

    How far a plan is met is told of a sum, whatever month was told before. What is compared with the month
    before ("so với tháng trước") is of a month, the last one of those told.
    """
    told = [baseline for baseline in baselines if baseline is not None]
    if is_month_of(carried, main) and any(baseline.kind == "plan" for baseline in told):
        return main
    if carried is None or not is_sum(carried) or not told:
        return carried
    steps = {baseline.time.reading for baseline in told if _is_step_back(baseline) and baseline.time}
    end = sdmx.anchor_of(carried.value)
    if len(steps) != 1 or end.year is None or end.month is None:
        return carried
    if steps == {"month"}:
        value = sdmx.month_value(end.year, end.month)
    else:
        value = sdmx.quarter_value(end.year, -(-end.month // 3))
    return ResolvedPeriod(value, carried.start, carried.end)


def _is_step_back(baseline: BaselineMention) -> bool:
    """Whether a baseline is the month or the quarter before: "tháng trước"."""
    time = baseline.time
    if baseline.kind != "previous_period" or time is None or time.shift != -1:
        return False
    return time.reading in ("month", "quarter") and time.month is None and time.quarter is None


def _as_months(value: str) -> str:
    """A first quarter or half as its months: 2024-Q1 is 2024-01-01/P3M."""
    for short, months in (("-Q1", 3), ("-S1", 6)):
        if value.endswith(short):
            return f"{value.removesuffix(short)}-01-01/P{months}M"
    return value


def _follows(told: str, value: str) -> bool:
    """Whether the days of `value` begin right after those of `told`: two halves of months, two weeks."""
    before, after = _DAYS.fullmatch(told), _DAYS.fullmatch(value)
    if before is None or after is None:
        return False
    gap = (date.fromisoformat(after[1]) - date.fromisoformat(before[1])).days
    return gap in (int(before[2]), int(before[2]) + 1)


def named_times(baselines: list[BaselineMention | None]) -> set[int]:
    """The tokens at which times within baselines begin: no value holds for those."""
    found = {b.time.first for b in baselines if b is not None and b.time is not None}
    return found | {at for b in baselines if b is not None for at in range(b.first, b.last)}
