"""The period of a baseline, of its own value and of what is compared; which kind of baseline a time is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from vnreport import sdmx
from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.document import BaselineKind
from vnreport.kinds import Reading
from vnreport.periods.moments import is_up_to
from vnreport.periods.resolved import ResolvedPeriod, is_ahead, is_month_of, is_sum
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention, resolve
from vnreport.vocabulary import Vocabulary

_REMARK = 5  # words before the value of a baseline in brackets
_MONTH = regex.compile(r"\d{4}-\d\d")
_TWO_YEARS = regex.compile(r"(\d{4})-01-01/P2Y")
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
        told = _before(baseline.time, value, anchor)
        if told is None or told == value:
            told = None if value is None else _school_year_before(value) or sdmx.previous_period(value)
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


def _school_year_before(value: str) -> str | None:
    """Of 2018-2019 what is 2017-2018: school years share one."""
    years = _TWO_YEARS.fullmatch(value)
    return None if years is None else sdmx.years_value(int(years[1]) - 1, int(years[1]))


def _before(time: TimeMention | None, value: str | None, anchor: Anchor) -> str | None:
    """What "tháng trước" is: the month before that of the value, whenever it was told."""
    if time is None:
        return None
    of_value = None if value is None else resolve(time, sdmx.anchor_of(value))
    return of_value or resolve(time, anchor)


def as_compared(
    carried: ResolvedPeriod | None,
    main: ResolvedPeriod | None,
    baselines: Sequence[BaselineMention | None],
    anchor: Anchor,
) -> ResolvedPeriod | None:
    """The period told before, for a sentence without a time, as what it compares with lets it be.

    How far a plan is met is told of a sum, whatever month was told before. What is compared with the month
    before ("so với tháng trước") is of a month, the last one of those told.
    """
    told = [baseline for baseline in baselines if baseline is not None]
    if carried is not None and is_ahead(carried.value, anchor) and any(_is_of_now(one) for one in told):
        return None  # "Đến năm 2030, …" in the headline: nothing to come is compared with the last quarter
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


def _is_of_now(baseline: BaselineMention) -> bool:
    """Whether what is compared with is told from the article's day: "cùng kỳ năm ngoái", "quý trước"."""
    time = baseline.time
    return time is not None and time.shift is not None and time.reading != "year"


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


def after_baseline(
    clauses: Clauses,
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """`giảm 24,3% so với tháng 8/2020` after a sentence on nine months: the value is of September."""
    if any(named is not None and named.kind == "same_period" for named in baselines):
        return None  # which is of the period that was told before
    for named in baselines:
        if named is None or named.time is None or clauses.depth(named.first):
            continue  # a remark changes no period
        told = resolve(named.time, anchor)
        if named.kind == "previous_period":
            short = carried is not None and (
                sdmx.is_day(carried.value)
                or _MONTH.fullmatch(carried.value)
                or is_up_to(clauses, carried, vocabulary)
            )
            if named.time.reading != "year" or carried is None or told is None or not short:
                return None
            whole = sdmx.year_value(int(told) + 1)  # "gấp đôi năm trước" is not told of a month
            return (
                ResolvedPeriod(whole, carried.start, carried.end) if carried.value.startswith(whole) else None
            )
        if named.kind != "time":
            continue
        if named.time.text.casefold().split()[0] in vocabulary.words("point"):
            return None
        same = carried is not None and told is not None and carried.value.startswith(told)
        if told is not None and len(told) == 4 and same and carried is not None and "Y" not in carried.value:
            # "tăng 32% so với 2017" after a sentence on that very year: nothing is compared with itself
            return ResolvedPeriod(sdmx.year_value(int(told) + 1), named.time.start, named.time.end)
        if told is None or _MONTH.fullmatch(told) is None or told.endswith("-12"):
            return None  # prices of each month are compared with those of December
        after = sdmx.shift_period(told, 1)
        if carried is None or after is None or is_ahead(after, anchor):
            return None
        if _MONTH.fullmatch(carried.value) and carried.value != told:  # nothing is compared with itself
            return None
        if not carried.value.startswith(after[:4]):
            return None
        return ResolvedPeriod(after, named.time.start, named.time.end)
    return None


def is_of_baseline(
    clauses: Clauses,
    readings: Sequence[Reading],
    baselines: list[BaselineMention | None],
    index: int,
) -> bool:
    """`tăng 12% so với cùng kỳ năm 2019 (đạt 5,47 tỷ USD)`, `so với mức 216 USD/tấn của năm trước`."""
    named = baselines[index - 1] if index else None
    if named is None or named.time is None or readings[index].kind == "comparison":
        return False  # "(tăng 5 tỷ USD)" is the change again
    if clauses.quantities[index].of is not None:
        return False  # tăng 14% so với cùng kỳ năm 2017 (9/11 khoản thu đạt dự toán)
    within = named.first <= clauses.quantities[index].first < named.time.first
    if clauses.leads[index].first == named.last and clauses.leads[index].verbs:
        # "giảm 5% so với mức kỷ lục năm 2022 đạt 3,8 triệu tấn"
        return clauses.key(named.first) in ("mức", "con")
    if within or clauses.tokens[named.last].text != "(":
        return within
    words = clauses.tokens[named.last + 1 : clauses.leads[index].first]
    behind = clauses.tokens[clauses.quantities[index].approx_last :][:1]
    # "(chỉ khai thác được 45%)", but what is estimated is of the value: "(doanh thu ước đạt 70 tỷ đồng)"
    alone = [token.text for token in behind] == [")"] and all(word.key != "ước" for word in words)
    return not words or (alone and len(words) <= _REMARK and all(word.shape == "word" for word in words))


def of_baseline(
    named: BaselineMention | None,
    period: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """The period of a baseline's own value; None where nobody can tell it: "của tuần trước"."""
    if named is None or named.time is None:
        return None
    _, value = baseline_kind(named, period, anchor, vocabulary)
    return None if value is None else ResolvedPeriod(value, named.time.start, named.time.end)


def has_value_in_brackets(clauses: Clauses, time: TimeMention, index: int) -> bool:
    """Whether value `index` stands alone in brackets right behind a time: "cùng kỳ năm 2019 (7,1%)"."""
    if index == len(clauses.quantities) or clauses.tokens[time.last].text != "(":
        return False
    return clauses.leads[index].first == time.last + 1
