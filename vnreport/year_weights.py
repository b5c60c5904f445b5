"""How strongly an article speaks of each year: by its parts, as a whole, as one that is over or to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from vnreport.article import Article, Passage
from vnreport.families import PLANNING, YET_TO_DO
from vnreport.time_references import is_compared, is_of_a_paper
from vnreport.times import TimeMention, begins_with
from vnreport.vocabulary import Vocabulary

EARLIEST = 1990  # articles speak of years before it as history
RUNNING = 2  # months of a quarter that are still to come while it is told of

_TERM = 5  # years, each of which begins with one that five divides
_BEFORE = 16  # tokens from a congress to its term
_NEAR, _BEHIND = 6, 3  # tokens between a plan or a law and its year

_AGAINST = 7  # tokens from "so với" to the year of what is compared with
_REMARK, _BESIDE = 4, 6  # tokens from a year in brackets to its value, and from the value outside to them

_DASHES = frozenset("-–—")
_PART_OF_YEAR = frozenset(
    (
        "months",
        "month",
        "quarter",
        "quarters",
        "half",
        "to_day",
        "to_month",
        "part_of_month",
        "month_range",
        "days",
    )
)


class Weights(msgspec.Struct, gc=False):
    """How strongly the article speaks of each year: by parts of it, by the whole, as of one that is over.

    `after` counts the years right after those with which results are compared, `now` those that go on:
    "từ đầu năm 2017 đến nay", `past` the years right after those of which later months are told as over,
    `come` those of which a part has come, `annual` those of a yearly meeting: "đại hội thường niên 2021",
    `opened` those in which a congress opens a term. `bare` are those told without their noun or of days that
    may be yet to come, which tell the year where nothing else does: "Tết Giáp Thìn 2024", "từ ngày 8/4/2022".
    """

    parts: Counter[int]
    wholes: Counter[int]
    over: Counter[int]
    after: Counter[int]
    now: Counter[int]
    past: Counter[int]
    come: Counter[int]
    annual: Counter[int]
    opened: Counter[int]
    bare: Counter[int]


class _Telling(msgspec.Struct, frozen=True, gc=False):
    """How a sentence tells a time of a year: `factor` is 2 in the headline, `told`, `to_come` by verbs."""

    passage: Passage
    time: TimeMention
    year: int
    factor: int
    told: bool
    to_come: bool
    planned: bool
    compared: bool
    delivered: bool
    leading: str  # the word before it
    this_year: bool  # compared with "năm nay"


def weigh(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    month: int | None,
    vocabulary: Vocabulary,
) -> Weights:
    """How strongly the article speaks of its years; `times` are those of each passage, `month` its own."""
    weights = Weights(*(Counter[int]() for _ in range(10)))
    begun = _begun_terms(times)
    outcomes, ahead = vocabulary.words("over"), vocabulary.wordings("yet-to-do")
    for passage, found in zip(article.passages, times, strict=True):
        if not found:
            continue
        factor = 2 if passage.sentence.end <= title_end else 1
        to_come = _plans(passage, vocabulary) or (
            bool(passage.families & YET_TO_DO) and bool(ahead.find(passage.tokens))
        )
        told = not to_come and not passage.words.isdisjoint(outcomes)
        # the token from which on "năm nay" has been told
        this_year = min((time.last for time in found if time.of == "article"), default=len(passage.tokens))
        for time in found:
            if time.year is not None and _begins(passage, time, vocabulary):
                weights.wholes[time.year] += 3 * factor
                weights.opened[time.year] += 1
                continue
            telling = _telling(passage, time, factor, told, to_come, this_year, vocabulary)
            if telling is not None:
                _weigh_coming(weights, telling, month, vocabulary)
                _weigh_speech(weights, telling, month, begun, vocabulary)
    return weights


def _plans(passage: Passage, vocabulary: Vocabulary) -> bool:
    """Whether a sentence tells of a plan, not how far one is met: "hoàn thành 53% kế hoạch năm 2019"."""
    if not passage.families & PLANNING:
        return False
    planned = vocabulary.wordings("planning").find(passage.tokens)
    return any(hit.first == 0 or passage.tokens[hit.first - 1].text != "%" for hit in planned)


def _telling(
    passage: Passage,
    time: TimeMention,
    factor: int,
    told: bool,
    to_come: bool,
    this_year: int,
    vocabulary: Vocabulary,
) -> _Telling | None:
    """How a time of a year is told; None for one without a year, or of history."""
    year = time.end_year or time.year
    if year is None or year < EARLIEST:
        return None
    planning = vocabulary.wordings("planning")
    before = passage.tokens[max(0, time.first - _NEAR) : time.first]
    after = passage.tokens[time.last : time.last + _BEHIND]
    leading = passage.tokens[time.first - 1].key if time.first else ""
    return _Telling(
        passage,
        time,
        year,
        factor,
        told,
        to_come,
        planned=bool(planning.find(before) or planning.find(after)),
        compared=is_compared(passage, time)
        or _is_share_of(passage, time)
        or _is_measure(passage, time, vocabulary)
        or leading in vocabulary.words("contrast")
        or _is_remarked(passage, time, vocabulary),
        delivered=leading in vocabulary.words("delivery"),
        leading=leading,
        this_year=this_year <= time.first and _is_measure(passage, time, vocabulary),
    )


def _is_measure(passage: Passage, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a year is of what something is compared with: "giảm 20% so với thực hiện năm 2021"; no plan."""
    against = vocabulary.lexicon("against")
    for at in range(time.first, max(0, time.first - _AGAINST), -1):
        if passage.tokens[at - 1].shape != "word":
            return False
        hit = against.ending_at(passage.tokens, at)
        if hit is not None:
            return not vocabulary.lexicon("plan_noun").find(passage.tokens[at : time.first])
    return False


def _is_share_of(passage: Passage, time: TimeMention) -> bool:
    """Whether a value is told as a share of a year's: "bằng 108% năm 2020"."""
    before = [token.key for token in passage.tokens[max(0, time.first - 3) : time.first]]
    return len(before) == 3 and (before[0], before[2]) == ("bằng", "%")


def _is_remarked(passage: Passage, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether brackets behind a value tell what was in a year: "tăng 1 điểm (năm 2023 là 21 điểm)"."""
    opening = time.first - 1
    if opening < 0 or passage.tokens[opening].text != "(" or time.reading != "year":
        return False
    if vocabulary.lexicon("status").match(passage.tokens, time.last) is not None:
        return False  # nước sạch 62% (năm 2019 ước 58,4%)
    value = any(token.shape == "number" for token in passage.tokens[time.last : time.last + _REMARK])
    return value and any(
        token.shape == "number" for token in passage.tokens[max(0, opening - _BESIDE) : opening]
    )


def _weigh_coming(weights: Weights, telling: _Telling, month: int | None, vocabulary: Vocabulary) -> None:
    """What a time says of where its year stands: it goes on, is that of a meeting, has come or is over."""
    passage, time, year = telling.passage, telling.time, telling.year
    if time.reading == "to_now" or time.of == "article":  # "năm nay (2020)"
        weights.now[year] += 1
    if telling.this_year and time.reading == "year":
        weights.now[year + 1] += 1
    if time.role == "other" and time.reading == "none":
        weights.bare[year] += telling.factor
    if vocabulary.wordings("annual").ending_at(passage.tokens, time.first) is not None:
        weights.annual[year] += 1
    # In January nobody tells what "quý 3/2020" has brought but of the year before.
    ended = _last_month(time) if telling.told and time.role == "period" else None
    if month is not None and ended is not None and ended > month + RUNNING and not telling.delivered:
        weights.past[year + 1] += 1
    if time.role in ("period", "since") and (time.reading == "day" or time.reading in _PART_OF_YEAR):
        opens_term = not telling.told and begins_with(time, vocabulary.words("term"))
        # "kỳ hạn 5 năm (từ 26/9/2013 - 26/9/2018)": the end of a range need not have come.
        is_ahead = telling.to_come or telling.delivered or opens_term or telling.leading in _DASHES
        if not is_ahead or telling.compared or is_of_a_paper(passage.tokens, time):
            weights.come[time.year or year] += 1
        elif opens_term and time.reading == "day":
            weights.bare[time.year or year] += 2


def _weigh_speech(
    weights: Weights,
    telling: _Telling,
    month: int | None,
    begun: frozenset[int],
    vocabulary: Vocabulary,
) -> None:
    """How much a time speaks of its year, or of the year that is compared with it."""
    passage, time, year = telling.passage, telling.time, telling.year
    if time.role == "same_period":
        weights.parts[year + 1] += 2
    elif telling.compared and time.reading == "year":
        if year not in begun:  # "so với năm 2015" in a review of 2016 to 2020
            weights.wholes[year + 1] += 1
            weights.after[year + 1] += telling.told
    elif _is_over(telling, month):
        # "so với tháng 11/2023" in February: that year is over. "đến tháng 11" may be yet to come.
        weights.parts[year + 1] += 0 if begins_with(time, vocabulary.words("ahead")) else 1
    elif telling.compared and month is not None and time.quarter is not None and 3 * time.quarter >= month:
        weights.parts[year + 1] += 1  # "so với quý III/2021" in September
        weights.come[year + 1] += 1
    elif time.role != "period":
        return
    elif time.reading in _PART_OF_YEAR:
        beside = passage.tokens[max(0, time.first - 1) : time.first + 1]
        looks_back = any(token.key in vocabulary.words("looks-back") for token in beside)
        aside = telling.compared or telling.planned or looks_back or telling.to_come
        weights.parts[year] += (1 if aside else 2) * telling.factor
    elif time.reading == "day":
        weights.parts[year] += 0 if is_of_a_paper(passage.tokens, time) else telling.factor
    elif time.reading == "year":
        before = passage.tokens[max(0, time.first - _NEAR) : time.first]
        if not vocabulary.wordings("law").find(before):
            reached = "tính" in (passage.tokens[time.first].key, telling.leading)  # tính đến hết năm 2018
            ahead = begins_with(time, vocabulary.words("ahead")) and not reached
            weights.wholes[year] += (0 if ahead else 1 if telling.planned else 3) * telling.factor
            weights.over[year] += telling.told or _is_reviewed(passage, time, vocabulary)


def _is_reviewed(passage: Passage, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a year is looked back on: "tổng kết công tác năm 2023"."""
    first = time.first
    while first > max(0, time.first - _NEAR) and passage.tokens[first - 1].shape == "word":
        first -= 1
    return bool(vocabulary.wordings("reviews").find(passage.tokens[first : time.first]))


def _is_over(telling: _Telling, month: int | None) -> bool:
    """Whether a month lies later in its year than the article in its own."""
    time = telling.time
    return (
        month is not None and time.reading == "month" and (time.month or 0) > month and not telling.delivered
    )


def _last_month(time: TimeMention) -> int | None:
    """The month in which a part of a year ends."""
    if time.quarter is not None:
        return 3 * time.quarter
    if time.half is not None:
        return 6 * time.half
    if time.reading == "months":
        return time.count if time.half != 2 else 12
    if time.reading == "day" and (time.month, time.day) == (12, 31):
        return time.month
    return time.month if time.reading == "month" else None


def _begun_terms(times: Sequence[Sequence[TimeMention]]) -> frozenset[int]:
    """The years with which five years are compared: 2015 of a term from 2015 or 2016 to 2020."""
    begun = (
        time.end_year - _TERM
        for found in times
        for time in found
        if time.year and time.end_year and time.end_year - time.year in (_TERM - 1, _TERM)
    )
    return frozenset(year for year in begun if year % _TERM == 0)


def _begins(passage: Passage, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a term begins: "Đại hội Đảng bộ tỉnh nhiệm kỳ 2020-2025" is of 2020, and so are its aims.

    Its resolution is spoken of through all of the term.
    """
    if time.role != "other" or time.end_year is None:
        return False
    before = passage.tokens[max(0, time.first - _BEFORE) : time.first]
    opened = vocabulary.wordings("congress").find(before) or vocabulary.wordings("aim").find(before)
    return bool(opened) and not vocabulary.wordings("law").find(before)
