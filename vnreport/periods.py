"""The time a value holds for: told in its clause, its sentence, or carried from what was told before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import regex

from vnreport import sdmx
from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.document import BaselineKind
from vnreport.readings import Reading
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention, resolve
from vnreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ResolvedPeriod:
    """A time and its value; `start`/`end` are the text offsets of the words."""

    value: str
    start: int
    end: int


def assign_periods(
    clauses: Clauses,
    readings: Sequence[Reading],
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> list[ResolvedPeriod | None]:
    """For each quantity its period, by the words of the sentence, else `carried`."""
    named = _named(baselines)
    free = [t for t in clauses.times if t.first not in named and _serves(clauses, t, vocabulary)]
    free = [t for t in free if not _is_held(clauses, t, vocabulary)] or (free if carried is None else [])
    if not free:
        carried = _after_baseline(baselines, carried, anchor, vocabulary) or carried
    behind = {}
    for index, quantity in enumerate(clauses.quantities):
        limit = clauses.leads[index + 1].first if index + 1 < len(clauses.quantities) else len(clauses.tokens)
        after = bisect_left(free, quantity.last, key=_first)
        begin = free[after].first if after < len(free) else limit
        if begin < limit and _attached(clauses, quantity.last, begin):
            behind[index] = free[after]
    taken = {time.first for time in behind.values()}
    found: list[ResolvedPeriod | None] = []
    for index, quantity in enumerate(clauses.quantities):
        of_baseline = _in_parentheses_after_baseline(clauses, baselines, found, index, anchor, vocabulary)
        if of_baseline is not None:
            found.append(of_baseline)
            continue
        floor = clauses.quantities[index - 1].last if index else 0
        lead = clauses.leads[index].first
        end = bisect_right(free, quantity.first, key=_last)
        near = [
            t
            for t in free[min(end, bisect_left(free, floor, key=_first)) : end]
            if t.first not in taken or (t.last == lead and not readings[index].rule.endswith(":moved"))
        ]
        before = (
            t
            for t in map(free.__getitem__, range(end - 1, -1, -1))
            if t.first not in taken and t.role == "period"
        )
        chosen: ResolvedPeriod | None = None
        if index and not near and index not in behind and readings[index].kind == "comparison":
            before_it = found[-1]
            if before_it is not None and not _is_earlier(before_it, carried):
                found.append(before_it)  # a change is of the value that it stands behind
                continue
        for time in chain(reversed(near), (behind.get(index),), before):
            if time is None:
                continue
            value = _value(time, carried, anchor)
            if value is not None:
                chosen = ResolvedPeriod(value, time.start, time.end)
                break
        if chosen is None and clauses.leads[index].from_ and _is_left_behind(readings, index):
            found.append(None)  # the 47% of "tăng từ 47% lên 71,5%" was before, the text does not say when
            continue
        found.append(chosen or carried)
    return found


def _is_left_behind(readings: Sequence[Reading], index: int) -> bool:
    """Whether the next value is the one to which this one has moved."""
    return index + 1 < len(readings) and readings[index + 1].rule.endswith(":moved")


def _is_earlier(period: ResolvedPeriod, carried: ResolvedPeriod | None) -> bool:
    """Whether a period lies in a year before the one that is reported on: "còn 4,7% (năm 2010: 18,2%)"."""
    return carried is not None and period.value[:4] < carried.value[:4]


def _first(time: TimeMention) -> int:
    return time.first


def _last(time: TimeMention) -> int:
    return time.last


def _named(baselines: list[BaselineMention | None]) -> set[int]:
    """The tokens at which times within baselines begin: no value holds for those."""
    found = {b.time.first for b in baselines if b is not None and b.time is not None}
    return found | {at for b in baselines if b is not None for at in range(b.first, b.last)}


def _after_baseline(
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """`giảm 24,3% so với tháng 8/2020` after a sentence on nine months: the value is of September."""
    for named in baselines:
        if named is None or named.time is None:
            continue
        told = resolve(named.time, anchor)
        if named.kind == "previous_period":
            if named.time.reading != "year" or carried is None or told is None:
                return None
            whole = sdmx.year_value(int(told) + 1)  # "gấp đôi năm trước" is told of a whole year
            return (
                ResolvedPeriod(whole, carried.start, carried.end) if carried.value.startswith(whole) else None
            )
        if named.kind != "time":
            continue
        if named.time.text.casefold().split()[0] in vocabulary.words("point"):
            return None
        if told is not None and len(told) == 4 and carried is not None and carried.value.startswith(told):
            # "tăng 32% so với 2017" after a sentence on that very year: nothing is compared with itself
            return ResolvedPeriod(sdmx.year_value(int(told) + 1), named.time.start, named.time.end)
        if told is None or _MONTH.fullmatch(told) is None:
            return None
        after = sdmx.shift_period(told, 1)
        if carried is None or _MONTH.fullmatch(carried.value) or after is None or _is_ahead(after, anchor):
            return None
        if not carried.value.startswith(after[:4]):
            return None
        return ResolvedPeriod(after, named.time.start, named.time.end)
    return None


def main_period(
    sentences: Sequence[Clauses], title_end: int, anchor: Anchor, vocabulary: Vocabulary
) -> ResolvedPeriod | None:
    """The period of the whole article, by where it is told: see `_rank`."""
    best: tuple[int, ResolvedPeriod] | None = None
    opening = next((c.sentence.paragraph for c in sentences if c.sentence.start >= title_end), -1)
    for clauses in sentences:
        for time in clauses.times:
            if time.role not in ("period", "other") or not _serves(clauses, time, vocabulary):
                continue
            value = resolve(time, anchor)
            if value is None:
                continue
            where = "title" if clauses.sentence.end <= title_end else "body"
            if where == "body" and clauses.sentence.paragraph == opening:
                where = "opening"
            rank = _rank(clauses, time, value, where, anchor, vocabulary)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, ResolvedPeriod(value, time.start, time.end)
    return None if best is None else best[1]


def _rank(
    clauses: Clauses, time: TimeMention, value: str, where: str, anchor: Anchor, vocabulary: Vocabulary
) -> int | None:
    """How well a time stands for the whole article, 0 best: in the headline, then in the first paragraph.

    Of two that are told alike the earlier one stands; a time told in passing stands for nothing.
    """
    ahead = _is_ahead(value, anchor)
    if where == "title":
        return 2 if ahead else 0  # "thông qua chỉ tiêu năm 2020": what is told later is looked back on
    if _is_aside(clauses, time, vocabulary):
        return None
    if not _opens(clauses, time, vocabulary):
        if ahead:
            return None
        if _is_reported(clauses, time, vocabulary) and len(value) != len("2024-11-28"):
            return 1 if where == "opening" else 3
        if time.reading in _PARTS_OF_YEAR:
            return 1 if where == "opening" else 6
        return None
    if _is_event(clauses, time, value):
        return 4
    if ahead:
        return 5
    return 1 if where == "opening" else 3


def is_short(period: ResolvedPeriod | None) -> bool:
    """Whether a period is a day or some days."""
    return period is not None and _SHORT.fullmatch(period.value) is not None


def is_to_come(period: ResolvedPeriod | None, anchor: Anchor) -> bool:
    """Whether a year, or some years, begin after that of the article: nobody has reached their values."""
    if period is None or anchor.year is None or _YEARS.fullmatch(period.value) is None:
        return False
    return int(period.value[:4]) > anchor.year


def _is_ahead(value: str, anchor: Anchor) -> bool:
    """Whether a period ends well after the article: a plan's, not a report's."""
    if anchor.year is None:
        return False
    end = sdmx.anchor_of(value)
    return ((end.year or 0) - anchor.year) * 12 + (end.month or 12) - (anchor.month or 12) > _TOLERANCE


def _in_parentheses_after_baseline(
    clauses: Clauses,
    baselines: list[BaselineMention | None],
    found: list[ResolvedPeriod | None],
    index: int,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """`tăng 12% so với cùng kỳ năm 2019 (5,47 tỷ USD)`: the value in parentheses is the baseline's."""
    named = baselines[index - 1] if index else None
    if named is None or named.time is None or clauses.quantities[index].approx_first != named.last + 1:
        return None
    if clauses.tokens[named.last].text != "(":
        return None
    _, value = baseline_kind(named, found[index - 1], anchor, vocabulary)
    return None if value is None else ResolvedPeriod(value, named.time.start, named.time.end)


def sentence_period(
    clauses: Clauses,
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """What the sentence leaves for the next one: the first time that opens a clause before its values."""
    named = _named(baselines)
    limit = clauses.leads[0].first if clauses.leads else len(clauses.tokens)
    for time in clauses.times:
        if time.first >= limit:
            break
        if (
            time.first in named
            or time.role not in ("period", "other")
            or not _serves(clauses, time, vocabulary)
            or _is_aside(clauses, time, vocabulary)
        ):
            continue
        tail = bool(clauses.leads) and time.last == limit  # tổng thu tháng 1/2017 ước đạt
        topic = not clauses.leads and _is_reported(clauses, time, vocabulary)
        if tail or topic or _opens(clauses, time, vocabulary):
            value = _value(time, carried, anchor)
            if value is not None and not _is_event(clauses, time, value) and not _is_ahead(value, anchor):
                return ResolvedPeriod(value, time.start, time.end)
    return carried


def _is_event(clauses: Clauses, time: TimeMention, value: str) -> bool:
    """Whether a time is the day of a meeting or the like, which no later sentence's values hold for."""
    words = clauses.surface(max(0, time.first - 4), time.last).casefold()
    return len(value) == 10 and not any(
        word in words for word in ("đến", "hết", "phiên", "chốt", "tính", "tại")
    )


def _is_aside(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is told in passing: in parentheses, in a contrast ("trong khi đầu năm 2024 chỉ 37")."""
    words = vocabulary.lexicon("boundary").ending_at(clauses.tokens, time.first)
    return clauses.depth(time.first) > 0 or (words is not None and clauses.key(words.first + 1) == "khi")


def _is_reported(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of a report: "công bố kết quả 5 tháng đầu năm", "tổng kết công tác năm 2020"."""
    words = clauses.surface(max(0, time.first - _TOPIC), time.first).casefold()
    return any(noun in words for noun in vocabulary.words("report")) and not any(
        noun in words for noun in vocabulary.words("program")
    )


def _is_held(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a day is that of a meeting or a paper: "do huyện tổ chức ngày 28/1"."""
    return time.reading == "day" and clauses.key(time.first - 1) in vocabulary.words("held")


def _opens(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time stands at the head of a clause: "…, năm 2024 …", "Trong 9 tháng, …"."""
    at = time.first
    edges = vocabulary.lexicon("boundary")
    while at > 0:
        hit = edges.ending_at(clauses.tokens, at)
        if hit is None:
            break
        at = hit.first
    return at == 0 or clauses.tokens[at - 1].shape == "mark"


def _serves(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    if time.role == "other" and "nhiệm kỳ" in time.text.casefold():
        return _opens(clauses, time, vocabulary)
    if time.role not in ("period", "same_period", "previous"):
        return False
    before = vocabulary.lexicon("against").ending_at(clauses.tokens, time.first)
    if before is not None:
        return False
    return clauses.key(time.first - 1) not in vocabulary.words("delivery")


def _attached(clauses: Clauses, first: int, last: int) -> bool:
    """Whether a time stands right behind a value: "4,76% năm 2024", "5 tỷ đồng trong năm 2018"."""
    words = [clauses.tokens[at] for at in range(first, last)]
    limit = _FRONTED if first <= 4 else 6  # a value that opens its sentence has its time behind it
    return len(words) <= limit and not any(w.text in ",;:." for w in words)


def _value(time: TimeMention, carried: ResolvedPeriod | None, anchor: Anchor) -> str | None:
    if carried is None:
        return resolve(time, anchor)
    if time.role == "same_period":
        return sdmx.same_period(carried.value, time.year)
    # "quý này" in a report on the first quarter is that quarter, whenever the report was written.
    this = time.shift == 0 and time.month is None and time.quarter is None and time.year is None
    if this and _SHAPES.get(time.reading, _NEVER).fullmatch(carried.value):
        return carried.value
    # "tháng 11/2021 … Luỹ kế 11 tháng": the year told for a part of it goes on.
    if time.year is None and time.shift is None and _PART.fullmatch(carried.value):
        anchor = Anchor(int(carried.value[:4]), anchor.month, anchor.day)
    return resolve(time, anchor)


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
        return "previous_period", told or (None if value is None else sdmx.previous_period(value))
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
        if told == sdmx.same_period(value):
            return "same_period", told
        if _follows(told, value):
            return "previous_period", told
        # A part of this year against the whole of the last one.
        if len(told) == 4 and sdmx.anchor_of(value).year == int(told) + 1:
            return "previous_period", told
    return "earlier_time", told


_PARTS_OF_YEAR = frozenset(("month", "months", "quarter", "quarters", "half"))
_FRONTED = 16
_TOPIC = 10  # tokens between the noun of a report and its period
_TOLERANCE = 2  # months: a report on the year is written from November on
_MONTH = regex.compile(r"\d{4}-\d\d")
_PART = regex.compile(r"\d{4}-(?:\d\d|Q\d|S\d|01-01/P\d+M)")
_SHORT = regex.compile(r"\d{4}-\d\d-\d\d(?:/P(?:[12]?\d|3[01])D)?")
_YEARS = regex.compile(r"\d{4}(?:-01-01/P\d+Y)?")
_NEVER = regex.compile(r"(?!)")
_SHAPES = {"month": regex.compile(r"\d{4}-\d\d"), "quarter": regex.compile(r"\d{4}-Q\d")}
_DAYS = regex.compile(r"(\d{4}-\d\d-\d\d)/P(\d+)D")


def _follows(told: str, value: str) -> bool:
    """Whether the days of `value` begin right after those of `told`: two halves of months, two weeks."""
    before, after = _DAYS.fullmatch(told), _DAYS.fullmatch(value)
    if before is None or after is None:
        return False
    gap = (date.fromisoformat(after[1]) - date.fromisoformat(before[1])).days
    return gap in (int(before[2]), int(before[2]) + 1)
