"""The period of each value of a sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import chain

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.kinds import Reading
from vnreport.nearest import Nearest
from vnreport.periods.baseline_periods import (
    after_baseline,
    has_value_in_brackets,
    is_of_baseline,
    named_times,
    of_baseline,
)
from vnreport.periods.clause_times import attached, is_due, is_held, is_term, opens, serves
from vnreport.periods.resolved import ResolvedPeriod, is_ahead, is_same_period, of_its_year, value_of
from vnreport.periods.series import distributed
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary

_APART = 6  # tokens from a time to a value that has another right behind it
# Of a term of office, or a day from which on, whose end nobody can tell: what was told before holds no more.
_KNOWN_TO_SOME = ("term", "years_to_now", "months_to_now", "days_to_now")


def assign_periods(
    clauses: Clauses,
    readings: Sequence[Reading],
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> list[ResolvedPeriod | None]:
    """For each quantity its period, by the words of the sentence, else `carried`."""
    named = named_times(baselines)
    free = [t for t in clauses.times if t.first not in named and serves(clauses, t, vocabulary)]
    free = [t for t in free if not is_held(clauses, t, vocabulary)] or (free if carried is None else [])
    if not free:
        carried = after_baseline(clauses, baselines, carried, anchor, vocabulary) or carried
    behind = {}
    for index, quantity in enumerate(clauses.quantities):
        limit = clauses.leads[index + 1].first if index + 1 < len(clauses.quantities) else len(clauses.tokens)
        at = bisect_left(free, quantity.last, key=_first)
        begin = free[at].first if at < len(free) else limit
        beside = begin < limit and attached(clauses, quantity, begin, vocabulary)
        if beside and free[at].role == "same_period" and has_value_in_brackets(clauses, free[at], index + 1):
            continue  # bằng một nửa mức tăng cùng kỳ năm 2019 (7,1%)
        if beside and _is_of_plan(clauses, baselines[index], free[at], carried, anchor):
            continue  # sau 6 tháng, hoàn thành 26% kế hoạch lợi nhuận cả năm
        if beside and _depth_around(clauses, free[at]) <= clauses.depth(quantity.first):
            behind[index] = free[at]
    again = vocabulary.wordings("told-again")
    for index in range(len(clauses.quantities) - 2, -1, -1):
        at = clauses.quantities[index].approx_last
        if index in behind or index + 1 not in behind or at + 1 >= len(clauses.tokens):
            continue
        if again.match(clauses.tokens, at + (clauses.tokens[at].text == ",")) is not None:
            behind[index] = behind[index + 1]  # 75 tấn, tương đương 2 triệu USD trong tháng 5
        elif _is_joined_to_next(clauses, readings, index, free):
            behind[index] = behind[index + 1]  # doanh thu 6 tỷ đồng và lãi 1 tỷ đồng năm 2023
    taken = {time.first for time in behind.values()}
    due = {t.first for t in free if is_due(clauses, t, vocabulary) or is_term(clauses, t, vocabulary)}
    marks = [at for at, token in enumerate(clauses.tokens) if token.shape == "mark"] if due else []
    years = [time for time in clauses.times if time.reading == "year" and time.role == "period"]
    outside = _values_outside(clauses)
    totals = vocabulary.wordings("of-a-total")
    # "đạt 15 tỷ đồng trong năm 2018, lãi 1 tỷ đồng": the only time of a sentence holds for what follows too
    alone = behind.get(0) if len(free) == 1 and not clauses.leads[0].from_ else None
    earlier: _EarlierTimes | None = None
    loose = _TimesOfNoYear(clauses)
    found: list[ResolvedPeriod | None] = []
    for index, quantity in enumerate(clauses.quantities):
        if is_of_baseline(clauses, readings, baselines, index):
            found.append(of_baseline(baselines[index - 1], found[index - 1], anchor, vocabulary))
            continue
        floor = clauses.quantities[index - 1].last if index else 0
        lead = clauses.leads[index].first
        told = carried if not found else found[-1] or carried
        other = _of_the_other(clauses, index, told, anchor, vocabulary)
        if other is not None:
            found.append(other)
            continue
        end = bisect_right(free, quantity.first, key=_last)
        near = [
            t
            for t in free[min(end, bisect_left(free, floor, key=_first)) : end]
            if (t.first not in taken or (t.last == lead and not readings[index].rule.endswith(":moved")))
            and not (t.first in due and bisect_left(marks, t.last) < bisect_left(marks, lead))
        ]
        chosen: ResolvedPeriod | None = None
        if index and not near and index not in behind and readings[index].kind == "comparison":
            before_it = found[outside[index]]
            if before_it is not None and not _is_earlier(before_it, carried):
                found.append(before_it)  # a change is of the value that it stands behind
                continue
        now = term = False
        after = behind.get(index)
        # "Tại hội nghị tổng kết năm 2020, … phấn đấu đạt 44 tỷ USD năm 2021", "chững lại trong năm 2019 và
        # giảm 20% trong 2 quý đầu năm 2020"
        apart = bool(near) and lead - near[-1].last > _APART
        joined = bool(near) and any(clauses.key(at) == "và" for at in range(near[-1].last, lead))
        beside = (apart or joined) and after is not None and (apart or after.first == quantity.last)
        # "mở cửa từ đầu năm, phấn đấu thu 144 tỷ đồng trong năm 2021"
        opened = bool(near) and near[-1].reading == "to_now" and near[-1].year is None
        beside = beside or (opened and after is not None and after.reading == "year")
        # "so với mức 1,63% của cuối năm 2019"
        beside = beside or (after is not None and readings[index].rule.endswith(":baseline"))
        for time in chain((after,) if beside else (), reversed(near), (after,)):
            if time is None or (now and time.reading == "years"):
                continue  # what is so now is not told of the years of a programme
            now = now or time.reading == "now"
            term = term or time.reading in _KNOWN_TO_SOME
            # "10 tháng xuất siêu 18 tỷ USD (cùng kỳ năm trước xuất siêu 9 tỷ USD)"
            # "9 tháng năm 2020 đạt 9,5 tỷ USD và cả năm ước đạt 10 tỷ USD"
            goes_on = time.of == "told" and told is not None and not is_same_period(clauses, told)
            same = told if time.role == "same_period" or goes_on else carried
            own = of_its_year(years, time, anchor)
            same = same if own == anchor or time.role != "period" else None  # its year is told beside it
            value = value_of(time, same, own)
            if value is not None:
                chosen = ResolvedPeriod(value, time.start, time.end)
                break
            # "tháng trước", of a month that nobody knows
            term = term or (time.role == "previous" and readings[index].kind != "comparison")
        if chosen is None and index and totals.ending_at(clauses.tokens, quantity.approx_first):
            chosen = found[-1]  # "cả năm ước đạt 10 tỷ USD trong tổng số 41,2 tỷ USD"
        if chosen is None and end:
            earlier = earlier or _EarlierTimes(clauses, free, years, taken | due, carried, anchor, vocabulary)
            depth = clauses.depth(quantity.first)
            chosen = earlier.nearest(end, depth, now, quantity.first)
            term = term or earlier.tells_a_term(end, depth)
        if chosen is None and clauses.leads[index].from_ and _is_left_behind(readings, index):
            found.append(None)  # the 47% of "tăng từ 47% lên 71,5%" was before, the text does not say when
            continue
        if chosen is None and readings[index].rule.endswith(":baseline"):
            found.append(None)  # "so với mức 387 USD/tấn của tuần trước"
            continue
        term = term or loose.tell(index, carried)
        if chosen is None and alone is not None and index and not term:
            chosen = found[0]
        found.append(chosen or (None if term else carried))  # nobody knows when "nhiệm kỳ qua" was
    return distributed(clauses, free, found, carried, anchor, vocabulary)


def _is_of_plan(
    clauses: Clauses,
    named: BaselineMention | None,
    time: TimeMention,
    carried: ResolvedPeriod | None,
    anchor: Anchor,
) -> bool:
    """Whether a year behind a plan is only that of the plan: a part of it was told, for which it is met."""
    if named is None or named.kind != "plan" or time.reading != "year" or carried is None:
        return False
    between = clauses.tokens[named.last : time.first]
    year = value_of(time, carried, anchor)
    part = year is not None and carried.value != year and carried.value.startswith(year)
    return part and named.last <= time.first and all(token.shape == "word" for token in between)


def _is_joined_to_next(
    clauses: Clauses, readings: Sequence[Reading], index: int, free: Sequence[TimeMention]
) -> bool:
    """Whether a value shares the only time of its sentence, behind the next one that "và" joins it to."""
    if len(free) != 1 or any(readings[at].kind == "comparison" for at in (index, index + 1)):
        return False
    first, last = clauses.quantities[index].approx_last, clauses.quantities[index + 1].approx_first
    between = clauses.tokens[first:last]
    parted = any(token.shape == "mark" for token in between) or bool(clauses.leads[index + 1].verbs)
    return not parted and any(token.key == "và" for token in between)


class _TimesOfNoYear:
    """The times of a sentence that give its values none: "hằng năm", "trước đây"."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._times = [
            time
            for time in clauses.times
            if time.reading in ("vague", "yearly") and not _says_which(clauses, time)
        ]
        self._stops = (
            [at for at, token in enumerate(clauses.tokens) if token.text == ";"] if self._times else []
        )

    def tell(self, index: int, carried: ResolvedPeriod | None) -> bool:
        """Whether a value is so every year, or was in years that nobody counts.

        What is so every year is so in each of the years told before: "giai đoạn 2021-2025 … Mỗi năm tăng 4%".
        """
        if not self._times:
            return False
        quantity = self._clauses.quantities[index]
        several = carried is not None and "Y" in carried.value
        behind = bisect_left(self._times, quantity.last, key=_first)
        if behind < len(self._times) and self._times[behind].first == quantity.last:
            time = self._times[behind]
            if time.reading == "yearly" and not several:
                return True
        before = bisect_right(self._times, quantity.first, key=_last)
        # One that opens its sentence holds for all of a clause, another for the next value.
        nearest = [self._times[before - 1], self._times[0]] if before else []
        return any(self._holds(time, index, several) for time in nearest)

    def _holds(self, time: TimeMention, index: int, several: bool) -> bool:
        clauses, first = self._clauses, self._clauses.quantities[index].first
        if (time.reading == "yearly" and several) or clauses.depth(time.first) > clauses.depth(first):
            return False
        opens = not clauses.quantities_to(time.first)
        near = clauses.quantities_to(time.last) == index
        parted = bisect_left(self._stops, time.last) < bisect_left(self._stops, first)
        return (near or opens) and not parted


def _says_which(clauses: Clauses, time: TimeMention) -> bool:
    """`dự án cấp phép từ các năm trước`: the years are those of the thing, not of its value."""
    return clauses.key(time.first - 1) == "từ" and clauses.key(time.first) in ("các", "những")


def _of_the_other(
    clauses: Clauses, index: int, carried: ResolvedPeriod | None, anchor: Anchor, vocabulary: Vocabulary
) -> ResolvedPeriod | None:
    """`thấp hơn cùng kỳ năm 2018 tăng 7,45%`, `giảm so với năm 2015 (2,53%)`: of what is compared with."""
    lead = clauses.leads[index]
    bracketed = clauses.key(lead.first - 1) == "(" and not lead.verbs
    time = clauses.time_to.get(lead.first - bracketed)
    if time is None or not (lead.verbs or bracketed):
        return None
    compared = bracketed and vocabulary.lexicon("against").ending_at(clauses.tokens, time.first) is not None
    if not compared and clauses.key(time.first - 1) != "hơn":
        return None
    value = value_of(time, carried, anchor)
    return None if value is None else ResolvedPeriod(value, time.start, time.end)


class _EarlierTimes:
    """The periods that a sentence has told, to be asked for the nearest one before a number.

    What each of its times stands for is found once, not for each of its numbers.
    """

    def __init__(
        self,
        clauses: Clauses,
        free: Sequence[TimeMention],
        years: Sequence[TimeMention],
        taken: Collection[int],
        carried: ResolvedPeriod | None,
        anchor: Anchor,
        vocabulary: Vocabulary,
    ) -> None:
        # "năm ngoái, chi phí của hãng A là 268 tỷ đồng, của hãng B là 128 tỷ đồng"
        told = [
            at
            for at, t in enumerate(free)
            if t.first not in taken
            and (
                t.role in ("period", "other")
                or t.reading in _KNOWN_TO_SOME
                or (t.role == "previous" and opens(clauses, t, vocabulary))
            )
        ]
        values = ((at, value_of(free[at], carried, of_its_year(years, free[at], anchor))) for at in told)
        self._periods = {
            at: ResolvedPeriod(value, free[at].start, free[at].end)
            for at, value in values
            if value is not None
        }
        depths = [_depth_around(clauses, time) for time in free]
        self._clauses, self._free, self._depths = clauses, free, depths

        def nearest(of: Sequence[int]) -> Nearest:
            return Nearest(of, [depths[at] for at in of])

        self._any = nearest(list(self._periods))
        self._so_far = nearest(
            [
                at
                for at, period in self._periods.items()
                if free[at].reading != "years" and not is_ahead(period.value, anchor)
            ]
        )
        self._now = nearest([at for at in told if free[at].reading == "now"])
        self._term = nearest([at for at in told if free[at].reading == "term"])

    def nearest(self, end: int, depth: int, now: bool, first: int) -> ResolvedPeriod | None:
        """The last period among the first `end` times, but for those in brackets deeper than `depth`.

        Nor that of brackets that close before token `first`. It is not that of some years, nor of one to
        come, where what is so `now` is told.
        """
        at = self._any.before(end, depth)
        while at >= 0 and depth and self._is_closed(at, first):
            depth -= 1
            at = self._any.before(end, depth)
        if now or self._now.before(end, depth) > at:
            at = self._so_far.before(end, depth)
        return self._periods.get(at)

    def _is_closed(self, at: int, first: int) -> bool:
        """Whether the brackets around a time close before token `first`."""
        clauses, last = self._clauses, self._free[at].last
        begin, end = bisect_left(clauses.closings, last), bisect_left(clauses.closings, first)
        return any(clauses.depth(closing + 1) < self._depths[at] for closing in clauses.closings[begin:end])

    def tells_a_term(self, end: int, depth: int) -> bool:
        """Whether a term of office is told among those times: "nhiệm kỳ qua"."""
        return self._term.before(end, depth) >= 0


def _depth_around(clauses: Clauses, time: TimeMention) -> int:
    """How deep in brackets a value must stand that a time holds for.

    That is 1 for one of another value in brackets: "(quý I/2015 tăng 7,9%); trong đó … tăng 2%".
    """
    value = clauses.quantity_from(time.last)
    return 0 if value is None else min(clauses.depth(time.first), clauses.depth(value.first))


def _values_outside(clauses: Clauses) -> Sequence[int]:
    """For each value the one before it, past those of a remark: "tăng 6% (cùng kỳ 3,5%), cao hơn 0,1%"."""
    if not clauses.depths:
        return range(-1, len(clauses.quantities) - 1)
    depths = [clauses.depth(quantity.first) for quantity in clauses.quantities]
    nearest = Nearest(range(len(depths)), depths)
    outside = [nearest.before(index, depth) for index, depth in enumerate(depths)]
    return [before if before >= 0 else index - 1 for index, before in enumerate(outside)]


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
