"""Several times told side by side, each of which is that of one of several values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from vnreport import sdmx
from vnreport.clauses import Clauses
from vnreport.distribution import AND, joined, runs
from vnreport.periods.resolved import ResolvedPeriod, value_of
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary

_JOINED = 2  # tokens between the times of a series: "và", "và trong"


def distributed(
    clauses: Clauses,
    times: Sequence[TimeMention],
    periods: Sequence[ResolvedPeriod | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> list[ResolvedPeriod | None]:
    """The periods of a sentence's values, those of values in a row from the `times` in a row beside them."""
    found = list(periods)
    for run in runs(clauses, vocabulary.wordings("respectively")):
        each = _before(clauses, times, clauses.leads[run.start].first, carried, anchor)
        if len(each) >= len(run):
            found[run.start : run.stop] = each[-len(run) :]
    for run in joined(clauses):
        each = _behind(clauses, times, clauses.quantities[run[-1]].approx_last, carried, anchor)
        if len(each) == len(run):
            found[run.start : run.stop] = each
    return found


def _before(
    clauses: Clauses,
    times: Sequence[TimeMention],
    last: int,
    carried: ResolvedPeriod | None,
    anchor: Anchor,
) -> Sequence[ResolvedPeriod]:
    """What times that stand side by side before token `last` stand for, each year of a range by itself.

    "trong tháng 8/2020 và tháng 9/2020 lần lượt tăng", "các năm 2018, 2019 và 2020 lần lượt tăng"
    """
    series: list[ResolvedPeriod] = []
    after: TimeMention | None = None
    for time in reversed(times[: bisect_right(times, last, key=lambda time: time.last)]):
        if after is not None and not _are_beside(clauses, time, after):
            break
        series = [*_each_of(time, carried, anchor), *series]
        after = time
    return series if len(series) > 1 else ()


def _behind(
    clauses: Clauses,
    times: Sequence[TimeMention],
    first: int,
    carried: ResolvedPeriod | None,
    anchor: Anchor,
) -> Sequence[ResolvedPeriod]:
    """The same of times behind token `first`: "tăng 13% và 24% trong tháng 8 và tháng 9"."""
    series: list[ResolvedPeriod] = []
    before: TimeMention | None = None
    for time in times[bisect_left(times, first, key=lambda time: time.first) :]:
        if time.first - first > _JOINED if before is None else not _are_beside(clauses, before, time):
            break
        series += _each_of(time, carried, anchor)
        before = time
    return series if len(series) > 1 else ()


def _are_beside(clauses: Clauses, time: TimeMention, after: TimeMention) -> bool:
    """Whether times stand side by side: "tháng 8 và trong tháng 9"."""
    return 0 < after.first - time.last <= _JOINED and clauses.key(time.last) in AND


def _each_of(time: TimeMention, carried: ResolvedPeriod | None, anchor: Anchor) -> list[ResolvedPeriod]:
    """What a time stands for, each year of a range by itself; none where nobody can tell."""
    if time.reading == "years" and time.year is not None and time.end_year is not None:
        values: list[str | None] = [sdmx.year_value(year) for year in range(time.year, time.end_year + 1)]
    else:
        values = [value_of(time, carried, anchor)]
    return [ResolvedPeriod(value, time.start, time.end) for value in values if value is not None]
