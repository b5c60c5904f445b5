"""The period of the whole article, and what a sentence leaves for the next one."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnreport import sdmx
from vnreport.baselines import BaselineMention
from vnreport.clauses import OPENING, Clauses
from vnreport.families import CREDIT
from vnreport.periods.baseline_periods import named_times
from vnreport.periods.clause_times import (
    is_aside,
    is_deployed,
    is_due,
    is_event,
    is_heading,
    is_programmed,
    is_reported,
    is_stamp,
    looks_back,
    opens,
    serves,
    tells_which,
)
from vnreport.periods.resolved import ResolvedPeriod, is_ahead, is_to_end, of_its_year, value_of
from vnreport.sdmx import Anchor
from vnreport.times import TimeMention, begins_with, resolve
from vnreport.vocabulary import Vocabulary

_RANGE_OF_YEARS = regex.compile(r"\d{4}-01-01/P\d+Y")
_MANY_YEARS = regex.compile(r"\d{4}-01-01/P(?:[3-9]|\d\d+)Y")
_DEPLOYED = 9.0  # told by nothing else
_RUNNING = 3.5  # before the day of what is told: "Ngày 14/7, sở công bố kết quả kỳ thi năm 2019"
_STAMP = 4.5  # behind the day of what the article tells of
_HISTORY = 1.5  # ranks by which a time of years ago stands behind one of the article's own year
_CAPTION = 60  # tokens; a longer paragraph with a credit in it is one of the article's
_LEDE = 5  # sentences in which an article says what it is about
_AHEAD = 24  # tokens from a year ahead to "sẽ"
_SERIES = 3  # times alike of which a sentence tells one after another
_SUMS = frozenset(("months", "half", "quarters"))
_PARTS_OF_YEAR = frozenset(("month", "months", "quarter", "quarters", "half"))


def main_period(
    sentences: Sequence[Clauses], title_end: int, anchor: Anchor, vocabulary: Vocabulary
) -> ResolvedPeriod | None:
    """The period of the whole article, by where it is told: see `_rank`; its own year before others."""
    best: tuple[float, bool, ResolvedPeriod] | None = None
    opening = _opening(sentences, title_end)
    last = max((c.sentence.start for c in sentences if c.quantities), default=0)
    for clauses in sentences:
        named = [time for time in clauses.times if time.reading == "year" and time.role == "period"]
        for time in clauses.times:
            if time.role != "period" or (clauses.sentence.start > last and _is_of_a_title(clauses, time)):
                continue
            value = resolve(time, of_its_year(named, time, anchor))
            if value is not None and is_deployed(clauses, time, vocabulary):
                reported = _before(time, value)
                if best is None and reported is not None:
                    best = _DEPLOYED, False, ResolvedPeriod(reported, time.start, time.end)
                continue
            if value is None or not serves(clauses, time, vocabulary) or is_due(clauses, time, vocabulary):
                continue
            where = "title" if clauses.sentence.end <= title_end else "body"
            if where == "body" and clauses.sentence.paragraph == opening:
                where = "opening"
            rank = _rank(clauses, time, value, where, anchor, vocabulary)
            if rank is None:
                continue
            years = _years_ago(value, anchor)
            if where == "body" and _MANY_YEARS.fullmatch(value) and (anchor.year is None or years > 1):
                continue  # a life, a history
            behind = _HISTORY if years > 1 and where != "title" else 0
            if best is None or (rank + behind, years > 0) < best[:2]:
                best = rank + behind, years > 0, ResolvedPeriod(value, time.start, time.end)
    return None if best is None else best[2]


def caption_paragraphs(sentences: Sequence[Clauses], vocabulary: Vocabulary) -> frozenset[int]:
    """The paragraphs below a picture, from which no sentence goes on: "Chợ cá tháng 9/2023 – Ảnh: Lê Nam"."""
    lengths: dict[int, int] = {}
    pictured: set[int] = set()
    credit = vocabulary.wordings("picture-credit")
    for clauses in sentences:
        paragraph = clauses.sentence.paragraph
        lengths[paragraph] = lengths.get(paragraph, 0) + len(clauses.tokens)
        if clauses.families & CREDIT and credit.find(clauses.tokens):
            pictured.add(paragraph)
    return frozenset(paragraph for paragraph in pictured if lengths[paragraph] <= _CAPTION)


def _is_of_a_title(clauses: Clauses, time: TimeMention) -> bool:
    """Whether a time in brackets ends a line: that of another article, where no value stands behind it."""
    return is_heading(clauses, time) and clauses.tokens[0].text not in OPENING


def lede_end(sentences: Sequence[Clauses], title_end: int) -> int:
    """The offset where the paragraph behind the headline ends."""
    opening = _opening(sentences, title_end)
    return max((c.sentence.end for c in sentences if c.sentence.paragraph <= opening), default=0)


def _opening(sentences: Sequence[Clauses], title_end: int) -> int:
    """The number of the first paragraph behind the headline; -1 where there is none."""
    return next((c.sentence.paragraph for c in sentences if c.sentence.start >= title_end), -1)


def opening_period(sentences: Sequence[Clauses], main: ResolvedPeriod | None) -> ResolvedPeriod | None:
    """The article's period for what it tells first: one that is told far behind is not yet known of there.

    The day of a report holds for all of it.
    """
    if main is None or sdmx.is_day(main.value) or len(sentences) <= _LEDE:
        return main
    return main if main.start < sentences[_LEDE].sentence.start else None


def _before(time: TimeMention, value: str) -> str | None:
    """What is reported on where tasks for a time are told: of the second half of a year the first."""
    if time.reading == "months" and time.half == 2 and time.count:
        return sdmx.months_value(int(value[:4]), 1, 12 - time.count)
    if time.reading == "half" and time.half == 2:
        return sdmx.half_value(int(value[:4]), 1)
    return None


def _years_ago(value: str, anchor: Anchor) -> int:
    """How many years before the article's a period ends."""
    end = sdmx.anchor_of(value).year
    return anchor.year - end if anchor.year and end else 0


def _rank(
    clauses: Clauses, time: TimeMention, value: str, where: str, anchor: Anchor, vocabulary: Vocabulary
) -> float | None:
    """How well a time stands for the whole article, 0 best: in the headline, then in the first paragraph.

    Of two that are told alike the earlier one stands; a time told in passing stands for nothing.
    """
    ahead = is_ahead(value, anchor)
    if where == "title":
        return 2 if ahead else 0  # "thông qua chỉ tiêu năm 2020": what is told later is looked back on
    days = tells_which(clauses, time, vocabulary)
    if where != "opening" and time.year is None and sdmx.is_day(value):
        days = False  # "ngày truyền thống của ngành (9/7)"
    if days or (is_heading(clauses, time) and not ahead):
        return 1 if where == "opening" else 3
    if anchor.year is None and begins_with(time, vocabulary.words("ahead")):
        return None  # "vào năm 2029", nobody knows how far ahead
    apart = time.text.casefold().startswith("riêng") or clauses.key(time.first - 1) == "riêng"
    if apart or is_aside(clauses, time, vocabulary):
        return None  # "chỉ tính riêng trong tháng 9" is told beside the rest
    if not opens(clauses, time, vocabulary):
        if is_programmed(clauses, time, vocabulary):
            return None
        reported = is_reported(clauses, time, vocabulary) and not sdmx.is_day(value)
        if ahead:
            return _RUNNING if reported and value == sdmx.year_value(anchor.year or 0) else None
        if reported:
            return 1 if where == "opening" else 3
        if looks_back(clauses, time, vocabulary):
            return 5  # nhậm chức hồi tháng 8/2018
        if time.reading in _PARTS_OF_YEAR or (time.reading == "to_now" and time.year):
            return 1 if where == "opening" else 6
        return None
    if is_event(clauses, time, value):
        if "từ" in (clauses.key(time.first), clauses.key(time.first - 1)):
            return None  # từ 16/12 đến Tết
        return _STAMP if is_stamp(clauses) else 4
    if looks_back(clauses, time, vocabulary):
        return 5
    if time.role == "period" and _RANGE_OF_YEARS.fullmatch(value):
        return 5  # "từ 2010 đến 2015" looks back
    if ahead:
        # "Năm 2017, Ban điều phối sẽ …" sets no aim
        behind = clauses.tokens[time.last : time.last + _AHEAD]
        silent = not clauses.quantities and vocabulary.wordings("yet-to-do").find(behind)
        return None if silent else 5
    return 1 if where == "opening" else 3


def _is_within_subject(clauses: Clauses, time: TimeMention, limit: int, vocabulary: Vocabulary) -> bool:
    """Whether a time stands in the subject of the first value: "doanh thu năm 2018 của liên doanh đạt"."""
    if not clauses.leads or time.reading == "years" or begins_with(time, vocabulary.words("ahead")):
        return False
    return not any(token.shape == "mark" for token in clauses.tokens[time.last : limit])


def _is_said(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    return vocabulary.wordings("says").ending_at(clauses.tokens, time.first) is not None


def sentence_period(
    clauses: Clauses,
    baselines: list[BaselineMention | None],
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """What the sentence leaves for the next one: the first time that opens a clause before its values."""
    if not clauses.times:
        return carried
    named = named_times(baselines)
    limit = clauses.leads[0].first if clauses.leads else len(clauses.tokens)
    now = next((time.first for time in reversed(clauses.times) if time.reading == "now"), 0)
    for time in clauses.times:
        if time.first >= limit:
            break
        if (
            time.first in named
            or (time.reading == "years" and time.first < now < limit)
            or time.role not in ("period", "other")
            or not serves(clauses, time, vocabulary)
            or is_aside(clauses, time, vocabulary)
            or is_due(clauses, time, vocabulary)
            or (not clauses.leads and looks_back(clauses, time, vocabulary))
            or (time.half == 2 and anchor.month is None)  # 5 tháng cuối năm, most often to come
        ):
            continue
        summed = time.reading in _SUMS and clauses.key(time.last) == "ước"
        tail = bool(clauses.leads) and time.last + summed == limit
        topic = not clauses.leads and is_reported(clauses, time, vocabulary)
        # "Ông Nam cho biết 9 tháng đầu năm …"
        said = time.reading not in ("year", "years") and _is_said(clauses, time, vocabulary)
        within = carried is None and _is_within_subject(clauses, time, limit, vocabulary)
        if (
            tail or topic or said or within or opens(clauses, time, vocabulary)
        ):  # tổng thu tháng 1/2017 ước đạt
            value = value_of(time, carried, anchor)
            # A report on a week tells what its days brought: "Ngày 11/3, kho bạc huy động …".
            within = value is not None and carried is not None and sdmx.has_day(carried.value, value)
            if value is None or (is_event(clauses, time, value) and not within):
                continue
            if not (is_to_end(value, anchor) if time.role == "other" else is_ahead(value, anchor)):
                alike = [t for t in clauses.times if t.reading == time.reading and t.role == "period"]
                if len(alike) >= _SERIES and time.reading != "day":
                    return carried  # "quý 1 giảm 2%, quý 2 giảm 11%, quý 3 giảm 4,6%" leaves none of them
                goes_on = _summed(clauses, time, carried, anchor, vocabulary)
                return goes_on or ResolvedPeriod(value, time.start, time.end)
    return carried


def _summed(
    clauses: Clauses,
    month: TimeMention,
    carried: ResolvedPeriod | None,
    anchor: Anchor,
    vocabulary: Vocabulary,
) -> ResolvedPeriod | None:
    """`Tháng 9 thu 42 tỷ đồng; lũy kế 9 tháng thu 385 tỷ đồng`: the sum, with which the article goes on."""
    if month.reading != "month":
        return None
    for time in reversed(clauses.times):
        if time.first <= month.first:
            break
        if time.reading in _SUMS and time.role == "period" and opens(clauses, time, vocabulary):
            value = value_of(time, carried, anchor)
            return None if value is None else ResolvedPeriod(value, time.start, time.end)
    return None
