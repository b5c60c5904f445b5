"""The baselines of a sentence's comparisons: those that the words tell, and those that a list leaves out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec
import regex
from msgspec.structs import replace

from vnreport.baselines import (
    BaselineMention,
    BaselinesBefore,
    baseline_after,
    baseline_between,
    baseline_in_words,
    baseline_of_share,
    baselines_behind,
)
from vnreport.clauses import Clauses
from vnreport.distribution import runs
from vnreport.kinds import Reading
from vnreport.periods import ResolvedPeriod
from vnreport.vocabulary import Vocabulary

_TIMES = "comparison:times"
_SERIES = 4  # changes of quarters or months of which the last one names what they are against
_PART = regex.compile(r"\d{4}-(?:Q\d|\d\d)")
_MEMORY = 3  # sentences for which a baseline told is still the one meant


class CarriedBaseline(msgspec.Struct, frozen=True, gc=False):
    """The baseline of the last change told, and the period of the value that was compared."""

    kind: str
    period: str | None
    age: int = 0  # sentences since it was told


def told_baselines(
    clauses: Clauses, readings: Sequence[Reading], vocabulary: Vocabulary
) -> list[BaselineMention | None]:
    """For each quantity the baseline that its own words tell; None where they tell none."""
    found: list[BaselineMention | None] = []
    before: BaselinesBefore | None = None
    for index, reading in enumerate(readings):
        named: BaselineMention | None = None
        if reading.kind == "comparison":
            named = baseline_after(clauses, index, vocabulary)
            if named is None and (reading.against == "change" or reading.rule == "comparison:plan-list"):
                before = before or BaselinesBefore(clauses, vocabulary)
                named = before.of(index)
            if named is None and reading.rule == "comparison:apart":
                named = baseline_between(clauses, index, vocabulary)
            if reading.rule == "comparison:equal-change" and named is not None and found[-1] is None:
                found[-1] = replace(named, inferred=True)  # tăng 8.300 tỷ, tương đương 0,8% so với dự toán
            if reading.rule == "comparison:coordinated":
                if named is None:
                    named = found[-1]
                elif found[-1] is None or found[-1].inferred:
                    found[-1] = named  # gấp 7,3 lần và gần 13 lần, vượt lần lượt 27% và 23% so với cùng kỳ
            if named is None and reading.plan:
                named = BaselineMention("plan", 0, 0, None, inferred=True)
            if named is None and reading.against == "share":
                named = baseline_of_share(clauses, index, vocabulary)
                if named is None:
                    before = before or BaselinesBefore(clauses, vocabulary)
                    named = before.of(index)  # so với cùng kỳ, số dự án bằng 92%
        found.append(named)
    for index, reading in enumerate(readings[:-1]):
        following = clauses.leads[index + 1]
        beside = following.first == clauses.quantities[index].approx_last and bool(following.verbs)
        if (
            found[index] is None
            and reading.against == "change"
            and readings[index + 1].kind == "figure"
            and beside
        ):
            named = baseline_after(clauses, index + 1, vocabulary)
            if named is not None and named.kind != "plan":
                found[index] = named  # dư nợ tăng 8% đạt 42 tỷ đồng so với năm 2020
    for run in runs(clauses, vocabulary.wordings("respectively")):
        last = found[run[-1]]
        if last is not None and all(readings[index].against == "change" for index in run):
            series = baselines_behind(clauses, last, vocabulary)
            if len(series) == len(run):  # tăng lần lượt 18,7% và 10,3% so với cùng kỳ và đầu năm
                found[run.start : run.stop] = series
            for index in run:  # mức tăng tương ứng đạt 52%; 14,8% và 12% so với cùng kỳ
                found[index] = found[index] or last
    return found


def infer_baselines(
    clauses: Clauses,
    readings: Sequence[Reading],
    told: Sequence[BaselineMention | None],
    periods: Sequence[ResolvedPeriod | None],
    carried: CarriedBaseline | None,
    vocabulary: Vocabulary,
) -> list[BaselineMention | None]:
    """Fill in what a list leaves out: a change shares the next baseline of its list, else the last one told.

    Only changes of the same period share one: a day's change is not against the same quarter of last year. A
    share goes by the baseline of the share before it: "đạt 37 tỷ đồng, bằng 59% dự toán; …, bằng 105,1%".
    """
    found = _in_pairs(clauses, readings, told)

    sharing: dict[str | None, list[int]] = {}  # the comparisons that may share theirs, by period
    for index, named in enumerate(told):
        reading = readings[index]
        of_time = named is not None and named.kind != "plan" and _is_of_another_time(reading)
        if named is not None and of_time and (reading.against == "change" or named.kind != "other"):
            sharing.setdefault(_value(periods[index]), []).append(index)
    # One baseline of a time alone stands for the whole list.
    only = sum(named is not None and named.kind != "plan" for named in told) == 1
    stops = [at for at, token in enumerate(clauses.tokens) if token.text in ";."] if sharing else []

    changes = any(reading.against == "change" for reading in readings)
    first = clauses.leads[0].first if clauses.leads else 0
    opening = baseline_in_words(clauses, first, vocabulary) if changes and not sharing else None
    share: BaselineMention | None = None
    for index, reading in enumerate(readings):
        named = found[index]
        if reading.kind != "comparison":
            continue
        if reading.against == "share" and not (named is None and reading.rule == _TIMES):
            if named is None:
                found[index] = share
            else:
                share = replace(named, inferred=True) if named.kind in ("plan", "same_period") else None
        elif named is None and _is_of_another_time(reading) and not _is_yearly(clauses, index):
            alike = sharing.get(_value(periods[index]), [])
            behind = bisect_left(alike, index)
            later = told[alike[behind]] if behind < len(alike) else None
            earlier = told[alike[behind - 1]] if behind else None
            alone = only and earlier is None
            remark = later is not None and clauses.depth(later.first) > clauses.depth(
                clauses.quantities[index].first
            )
            if remark:
                later = None  # "giảm 7% mỗi năm; …; đạt 61% (tăng 12% so với năm 2020)"
            if later is not None and (alone or _one_list(clauses.quantities[index].last, later, stops)):
                found[index] = replace(later, inferred=True)
            elif earlier is not None:
                found[index] = replace(earlier, inferred=True)
            elif opening is not None:
                found[index] = replace(opening, inferred=True)
            elif (series := _of_series(clauses, index, told, periods, stops)) is not None:
                found[index] = replace(series, inferred=True)
            elif (
                carried is not None
                and carried.age <= _MEMORY
                and carried.period == _value(periods[index])
                and clauses.quantities[index].rule != "quantity:multiple"  # lãi gấp đôi
            ):
                found[index] = BaselineMention(carried.kind, 0, 0, None, inferred=True)
    return found


def _in_pairs(
    clauses: Clauses, readings: Sequence[Reading], told: Sequence[BaselineMention | None]
) -> list[BaselineMention | None]:
    """`tăng 3% so với tháng trước và tăng 9% so với cùng kỳ; …, tăng 2% và tăng 7%`: pair for pair."""
    found = list(told)
    pair: tuple[BaselineMention, BaselineMention] | None = None
    for index in range(len(told) - 1):
        first, second = told[index], told[index + 1]
        end = clauses.quantities[index].approx_last if first is None else first.last
        beside = clauses.leads[index + 1].first == end + 1 and clauses.key(end) == "và"
        if not beside or not all(map(_is_of_another_time, readings[index : index + 2])):
            continue
        if first is not None and second is not None:
            pair = (first, second) if first.kind != second.kind else None
        elif first is None and second is None and pair is not None:
            found[index : index + 2] = [replace(named, inferred=True) for named in pair]
    return found


def _of_series(
    clauses: Clauses,
    index: int,
    told: Sequence[BaselineMention | None],
    periods: Sequence[ResolvedPeriod | None],
    stops: Sequence[int],
) -> BaselineMention | None:
    """`quý 2 giảm 9%, quý 3 giảm 5% và quý 4 giảm 2% so với cùng kỳ`: each against its own."""
    period = _value(periods[index])
    for later in range(index + 1, min(index + 1 + _SERIES, len(told))):
        named, other = told[later], _value(periods[later])
        if named is None or named.kind != "same_period":
            continue
        alike = (
            period is not None and other is not None and _PART.fullmatch(period) and _PART.fullmatch(other)
        )
        listed = _one_list(clauses.quantities[index].last, named, stops)
        return named if alike and listed and len(period or "") == len(other or "") else None
    return None


def last_change(
    readings: Sequence[Reading],
    told: Sequence[BaselineMention | None],
    periods: Sequence[ResolvedPeriod | None],
) -> CarriedBaseline | None:
    """The last baseline of a change that the sentence tells, for the sentences after it."""
    for reading, named, period in zip(reversed(readings), reversed(told), reversed(periods), strict=True):
        if named is None or reading.against != "change":
            continue
        if named.kind in ("same_period", "previous_period", "earlier_time"):
            return CarriedBaseline(named.kind, _value(period))
    return None


def change_in_words(
    clauses: Clauses, period: ResolvedPeriod | None, vocabulary: Vocabulary
) -> CarriedBaseline | None:
    """The baseline of a sentence without a change in numbers: "10 nhóm hàng tăng giá so với tháng trước"."""
    named = baseline_in_words(clauses, len(clauses.tokens), vocabulary)
    return None if named is None else CarriedBaseline(named.kind, _value(period))


def _is_of_another_time(reading: Reading) -> bool:
    """Whether a comparison without a baseline is most often with another time: "tăng 5%", "gấp 2 lần"."""
    return reading.against == "change" or reading.rule == _TIMES


def _is_yearly(clauses: Clauses, index: int) -> bool:
    """Whether a change is that of each year: "tăng bình quân 5%/năm"."""
    return (clauses.quantities[index].unit.label or "").endswith("/năm")


def _value(period: ResolvedPeriod | None) -> str | None:
    return None if period is None else period.value


def _one_list(first: int, later: BaselineMention, stops: Sequence[int]) -> bool:
    """Whether no stop stands between token `first` and a later baseline."""
    return bisect_left(stops, first) == bisect_left(stops, max(first, later.first))
