"""What the time of a value says of its status, and its status of the time: a plan is of a whole year."""

from __future__ import annotations

from collections.abc import Sequence

from vnreport import sdmx
from vnreport.clauses import Clauses
from vnreport.document import Status
from vnreport.periods import ResolvedPeriod, is_same_period
from vnreport.sdmx import Anchor, is_day
from vnreport.statuses import ToldStatus

_EARLY = 3  # months


def settled(
    clauses: Clauses, statuses: Sequence[ToldStatus], periods: Sequence[ResolvedPeriod | None]
) -> list[ToldStatus]:
    """What was so in the same period of an earlier year is no estimate any more: "(cùng kỳ tăng 10,7%)".

    Nor is it expected in brackets behind what is: "dự kiến đạt 50 tấn (năm 2023 là 45 tấn)".
    """
    found: list[ToldStatus] = []
    for index, (told, period) in enumerate(zip(statuses, periods, strict=True)):
        past = _is_earlier_in_brackets(clauses, index, periods)
        if told.status == "estimate" and period is not None:
            past = past or is_same_period(clauses, period)
        found.append(ToldStatus("actual") if past else told)
    return found


def _is_earlier_in_brackets(clauses: Clauses, index: int, periods: Sequence[ResolvedPeriod | None]) -> bool:
    """Whether a value in brackets is of a year, named there, before that of the value outside."""
    period, first = periods[index], clauses.quantities[index].first
    before = periods[index - 1] if index else None
    if (
        period is None
        or before is None
        or clauses.depth(first) <= clauses.depth(clauses.quantities[index - 1].first)
    ):
        return False
    within = period.start > clauses.tokens[clauses.opening_before(first)].start
    return within and period.value[:4] < before.value[:4]


def whole_years(
    clauses: Clauses,
    periods: Sequence[ResolvedPeriod | None],
    statuses: Sequence[ToldStatus],
    anchor: Anchor,
) -> list[ResolvedPeriod | None]:
    """The periods, with the year in place of a part of it for what a plan sets: a plan is of a year.

    So is what is aimed at in a sentence without a time of its own, whatever part of the year was told before,
    and no year that is over; and nothing is expected for a day that was told before.
    """
    found: list[ResolvedPeriod | None] = []
    # "cần hoàn thành chỉ tiêu thu ngân sách 1.735 tỷ đồng", told by itself at the beginning of a year
    aims_alone = all(told.status == "target" for told in statuses)
    early = aims_alone and anchor.month is not None and anchor.month <= _EARLY
    for period, told in zip(periods, statuses, strict=True):
        if period is not None and "Y" not in period.value:
            carried = not clauses.sentence.start <= period.start < clauses.sentence.end
            year = period.value[:4]
            expected = told.status in ("target", "forecast") and (early or not told.of_plan)
            if carried and expected and anchor.year is not None:
                year = max(year, sdmx.year_value(anchor.year))
            if told.of_plan or (carried and _is_ahead(told.status, period.value, year)):
                period = ResolvedPeriod(year, period.start, period.end)
        found.append(period)
    return found


def _is_ahead(status: Status, value: str, year: str) -> bool:
    over = value < year and len(value) == len(year)
    return status == "target" or (status == "forecast" and (over or is_day(value)))
