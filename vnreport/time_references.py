"""Settles the times of an article by one another: "quý IV" after "quý IV/2017", "quý này", "6 tháng"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from vnreport.article import Passage
from vnreport.sdmx import Anchor
from vnreport.text import Token
from vnreport.time_mention import TimeMention

_SHORTEST = 3  # months that a report sums up
_EXCEEDED = 9  # tokens from "hơn" to the time of what is exceeded
_STOPS = frozenset(",;:.")
_PAPER = 9  # tokens from "số" of a decree to its day
_EARLY = 4  # the last month in which "năm qua" is the year before: meetings of companies look back until then

Times = tuple[tuple[TimeMention, ...], ...]


def settle_times(
    times: Sequence[Sequence[TimeMention]], passages: Sequence[Passage], anchor: Anchor, title_end: int
) -> Times:
    """The times of an article's passages, with what the words leave open taken from the times around them."""
    every = [time for found in times for time in found]
    headline = [
        time
        for passage, found in zip(passages, times, strict=True)
        for time in found
        if passage.sentence.end <= title_end
    ]
    counts = _running_counts(every) | _reported_counts(headline)
    years = _named_years(times, passages)
    looks_back = _looks_back(times, passages, anchor)
    until = next((time for time in every if time.reading == "to_day"), None)
    first_quarter = any(time.reading == "quarter" and time.quarter == 1 for time in every)
    latest: dict[str, TimeMention] = {}
    term: TimeMention | None = None
    settled: list[tuple[TimeMention, ...]] = []
    for passage, found in zip(passages, times, strict=True):
        row = []
        for time in found:
            if time.reading == "term":
                time = _of_term(time, term, anchor)
            elif time.role == "other" and time.reading == "years":
                term = time
            elif (
                time.role == "duration"
                and time.reading == "months"
                and (time.count in counts or _is_so_far(passage, time, anchor))
            ):
                time = replace(time, role="period")
            elif time.reading == "months" and time.count == 3 and time.half != 2 and first_quarter:
                # "ba tháng đầu năm" in an article on the first quarter
                time = replace(time, reading="quarter", quarter=1)
            elif time.reading == "to_now" and time.year is None and until is not None:
                # "từ đầu năm" in an article that reports up to "hết ngày 15/5"
                time = replace(time, reading="to_day", year=until.year, month=until.month, day=until.day)
            elif time.reading in ("quarter", "month", "year") and time.role in ("period", "since"):
                time = _settled(time, years, latest, anchor, looks_back=looks_back)
                if _can_be_meant(time, anchor) and not is_compared(passage, time):
                    latest[time.reading] = time
            row.append(time)
        settled.append(tuple(row))
    return tuple(settled)


def _of_term(time: TimeMention, told: TimeMention | None, anchor: Anchor) -> TimeMention:
    """ "Trong nhiệm kỳ" is the term told last; "nhiệm kỳ qua" too, unless that has only begun."""
    if told is None or told.year is None or told.end_year is None:
        return time
    begun = anchor.year is None or anchor.year - told.year <= 1
    back = told.end_year - told.year if time.shift and begun else 0
    return replace(time, year=told.year - back, end_year=told.end_year - back)


def _settled(
    time: TimeMention,
    years: dict[tuple[str, int], list[int]],
    latest: dict[str, TimeMention],
    anchor: Anchor,
    *,
    looks_back: bool,
) -> TimeMention:
    number = _number(time)
    if time.of == "ended" and looks_back:
        return replace(time, shift=-1)
    if number is None:
        # "quý này", "trong tháng", "trong năm": the one that the article spoke of last
        last = latest.get(time.reading)
        if last is None or time.shift != 0 or time.of == "article":
            return time
        if time.of == "ended" and anchor.year is not None and (last.year or 0) > anchor.year:
            return time  # what is aimed at for the next year has not gone by
        return replace(time, month=last.month, quarter=last.quarter, year=last.year, shift=last.shift)
    if time.year is None and time.shift is None:
        named = years.get((time.reading, number), [])
        if named and anchor.year not in named and (anchor.year is None or named[-1] < anchor.year):
            return replace(time, year=named[-1])
    return time


def _looks_back(times: Sequence[Sequence[TimeMention]], passages: Sequence[Passage], anchor: Anchor) -> bool:
    """Whether "năm qua" is the year before: in the first months; where none is known, if it is told."""
    if anchor.year is None or anchor.month is not None:
        return anchor.year is not None and (anchor.month or 0) <= _EARLY
    return any(
        (time.reading, time.role, time.year) == ("year", "period", anchor.year - 1)
        and not is_compared(passage, time)
        for passage, found in zip(passages, times, strict=True)
        for time in found
    )


def _number(time: TimeMention) -> int | None:
    match time.reading:
        case "quarter":
            return time.quarter
        case "month":
            return time.month
        case _:
            return time.year


def _can_be_meant(time: TimeMention, anchor: Anchor) -> bool:
    """Whether "quý này" can go back to the time: a quarter of another year is there to be compared with."""
    own_year = time.year in (None, anchor.year) or anchor.year is None
    return _number(time) is not None and (own_year or time.reading == "year")


def is_compared(passage: Passage, time: TimeMention) -> bool:
    """Whether a time is what something is compared with: "so với năm 2020", "hơn mức 4,2% của năm 2020"."""
    before = [token.key for token in passage.tokens[max(0, time.first - _EXCEEDED) : time.first]]
    exceeded = before[-1:] == ["của"] and "hơn" in before
    exceeded = exceeded and _STOPS.isdisjoint(before[before.index("hơn") :])
    return exceeded or before[-2:] == ["so", "với"] or before[-1:] == ["so"]


def is_of_a_paper(tokens: Sequence[Token], time: TimeMention) -> bool:
    """Whether a day dates a decree ("Nghị định số 10/2020/NĐ-CP ngày 17/1/2020") or a birth."""
    before = tokens[max(0, time.first - _PAPER) : time.first]
    numbered = any(token.key == "số" for token in before) and any(token.text in "/-" for token in before)
    coded = any(
        number.shape == "number" and slash.text == "/" and code.shape == "word" and code.text[0].isupper()
        for number, slash, code in zip(before, before[1:], before[2:], strict=False)
    )  # Quyết định 1167/QĐ-TTg ngày 28/6/2016
    return numbered or coded or any(token.key == "sinh" for token in before[-2:])


def _is_so_far(passage: Passage, time: TimeMention, anchor: Anchor) -> bool:
    """Whether months that open a clause are those of the year up to now: "Trong 5 tháng, …" in June."""
    count = time.count or 0
    opens = time.first <= 1 or passage.tokens[time.first - 1].shape == "mark"
    return opens and count >= _SHORTEST and anchor.month in (count, count + 1)


def _running_counts(times: Iterable[TimeMention]) -> set[int]:
    """The numbers of months on which the article reports: 6, where it says "6 tháng đầu năm" somewhere.

    By itself "trong 6 tháng" is a duration; not so in such an article.
    """
    counts: set[int] = set()
    for time in times:
        if time.reading == "half" and time.half == 1:
            counts.add(6)
        elif time.reading == "months" and time.role != "duration" and time.half != 2:
            counts.update({time.count or 1} - {1})
        elif time.reading == "quarter" and time.role == "period" and time.quarter in (2, 3):
            counts.add(3 * time.quarter)  # "quý III … 9 tháng mới đạt 27,6%"
    return counts


def _reported_counts(headline: Iterable[TimeMention]) -> set[int]:
    """The numbers of months that a headline reports on: "… vụ tai nạn giao thông trong chín tháng"."""
    return {
        time.count
        for time in headline
        if time.reading == "months" and time.role == "duration" and time.count and 2 <= time.count <= 11
    }


def _named_years(
    times: Sequence[Sequence[TimeMention]], passages: Sequence[Passage]
) -> dict[tuple[str, int], list[int]]:
    """The years given to a quarter or month anywhere in the article, in order, comparisons aside."""
    years: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for passage, found in zip(passages, times, strict=True):
        for time in found:
            number = _number(time)
            if time.reading not in ("quarter", "month") or time.year is None or number is None:
                continue
            if not is_compared(passage, time):
                years[time.reading, number].append(time.year)
    return dict(years)
