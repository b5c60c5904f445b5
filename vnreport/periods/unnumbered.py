"""The period of a rank or of a comparison without a number: the time right beside it, behind any value."""

from __future__ import annotations

from vnreport.clauses import HARD_MARKS, Clauses
from vnreport.periods.clause_times import serves
from vnreport.periods.resolved import ResolvedPeriod, value_of
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary


def period_left_of(
    clauses: Clauses, last: int, carried: ResolvedPeriod | None, anchor: Anchor, vocabulary: Vocabulary
) -> ResolvedPeriod | None:
    """`Chỉ số SIPAS năm 2023 xếp thứ 12`: the last time before token `last` in its clause, but no day.

    A day is most often that of a report: "theo báo cáo ngày 15/5, thu ngân sách vượt dự toán".
    """
    values = clauses.quantities_to(last)
    floor = clauses.quantities[values - 1].last if values else 0
    for time in reversed(clauses.times):
        if time.last > last or time.reading == "day" or not _tells(clauses, time, vocabulary):
            continue
        parted = any(token.text in HARD_MARKS for token in clauses.tokens[time.last : last])
        # "giải ngân 12% kế hoạch vốn năm 2025, thấp nhất tỉnh": the year of the plan
        planned = values > 0 and vocabulary.lexicon("plan_noun").find(clauses.tokens[floor : time.first])
        return None if time.first < floor or parted or planned else _resolved(time, carried, anchor)
    return None


def period_right_of(
    clauses: Clauses, first: int, carried: ResolvedPeriod | None, anchor: Anchor, vocabulary: Vocabulary
) -> ResolvedPeriod | None:
    """`đứng thứ 42 vào năm 2019`: the time that begins at token `first`."""
    time = clauses.time_from.get(first)
    if time is None or not _tells(clauses, time, vocabulary):
        return None
    return _resolved(time, carried, anchor)


def _tells(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    return time.role == "period" and serves(clauses, time, vocabulary)


def _resolved(time: TimeMention, carried: ResolvedPeriod | None, anchor: Anchor) -> ResolvedPeriod | None:
    value = value_of(time, carried, anchor)
    return None if value is None else ResolvedPeriod(value, time.start, time.end)
