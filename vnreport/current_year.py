"""The year that an article treats as its own, where no dateline tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from vnreport.article import Article, Passage
from vnreport.text import fold
from vnreport.time_references import is_compared
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary

EARLIEST = 1990  # articles speak of years before it as history

_HISTORY = 8  # years; a plan may look that far ahead
_RUNNING = 2  # months of a quarter that are still to come while it is told of
_TERM = 5  # years, each of which begins with one that five divides
_BEFORE = 16  # tokens from a congress to its term

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


class _Weights(msgspec.Struct, frozen=True, gc=False):
    """How strongly the article speaks of each year: by parts of it, by the whole, as of one that is over.

    `after` counts the years right after those with which results are compared, `now` those that go on:
    "từ đầu năm 2017 đến nay", `past` the years right after those of which later months are told as over,
    `come` those of which a part has come, `annual` those of a yearly meeting: "đại hội thường niên 2021".
    """

    parts: Counter[int]
    wholes: Counter[int]
    over: Counter[int]
    after: Counter[int]
    now: Counter[int]
    past: Counter[int]
    come: Counter[int]
    annual: Counter[int]


def current_year(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    month: int | None,
    vocabulary: Vocabulary,
) -> int | None:
    """The year of which the article names parts, else the one that it names most.

    Between two whole years in a row the month decides: a report of November looks back on its own year and
    plans the next one; one of January to June reports on the year before and plans its own.
    """
    told = _weigh(article, times, title_end, month, vocabulary)
    if told.now or told.annual:
        return max(told.now or told.annual)
    total = Counter({year: 2 * weight for year, weight in told.parts.items()})
    total.update(told.wholes)
    best = max(total, key=lambda year: (total[year], told.parts[year], year), default=None)
    if best is None or total[best] == 0:
        return None
    # Nobody tells of a year before it comes: what is told much of years ago is a life, a history. Round years
    # are those up to which one plans.
    latest = max(
        year for year, weight in total.items() if 2 * weight >= total[best] and (year % 5 or year == best)
    )
    if latest > best + _HISTORY:
        best = latest
    if not told.parts[best]:  # "so với năm 2019 …; chỉ năm 2017 mới có" is of 2020
        best = max(best, *(year for year, times in told.after.items() if 3 * times >= total[best]), 0)
    come = max(told.come, default=best)
    if come > best:
        return come
    if told.past[best + 1]:
        return best + 1
    alike = {year for year, weight in total.items() if weight == total[best]}
    if not told.parts[best] and max(alike) - min(alike) >= len(alike):
        return None  # years here and there of which none is told more than others: a history
    if told.parts[best]:
        return best
    if month is not None and month >= 9 and total[best - 1] * 2 >= total[best]:
        return best - 1
    # The earlier in the year, the more a report is of the year before.
    if month is None or month > 6:
        return best
    planned = total[best + 1] * (8 if month <= 3 else 4) >= total[best]
    return best + 1 if told.over[best] or planned else best


def _weigh(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    month: int | None,
    vocabulary: Vocabulary,
) -> _Weights:
    planning, law = vocabulary.wordings("planning"), vocabulary.wordings("law")
    ahead, contrasts = vocabulary.words("ahead"), vocabulary.words("contrast")
    back = vocabulary.words("looks-back")
    outcomes, to_do = vocabulary.words("over"), vocabulary.wordings("yet-to-do")
    begun = _begun_terms(times)
    parts: Counter[int] = Counter()
    wholes: Counter[int] = Counter()
    over: Counter[int] = Counter()
    following: Counter[int] = Counter()
    now: Counter[int] = Counter()
    past: Counter[int] = Counter()
    come: Counter[int] = Counter()
    annual: Counter[int] = Counter()
    delivery, yearly = vocabulary.words("delivery"), vocabulary.wordings("annual")
    terms = vocabulary.words("term")
    for passage, found in zip(article.passages, times, strict=True):
        factor = 2 if passage.sentence.end <= title_end else 1
        if not found:
            continue
        to_come = bool(planning.find(passage.tokens) or to_do.find(passage.tokens))
        told = not to_come and not passage.words.isdisjoint(outcomes)
        for time in found:
            if time.year is not None and _begins(passage, time, vocabulary):
                wholes[time.year] += 3 * factor
                continue
            year = time.end_year or time.year
            if year is None or year < EARLIEST:
                continue
            now[year] += time.reading == "to_now" or time.rule == "time:this-year"  # "năm nay (2020)"
            leading = passage.tokens[time.first - 1].key if time.first else ""
            delivered = leading in delivery
            annual[year] += yearly.ending_at(passage.tokens, time.first) is not None
            # In January nobody tells what "quý 3/2020" has brought but of the year before.
            ended = _last_month(time) if told and time.role == "period" else None
            past[year + 1] += (
                month is not None and ended is not None and ended > month + _RUNNING and not delivered
            )
            before = passage.tokens[max(0, time.first - 6) : time.first]
            after = passage.tokens[time.last : time.last + 3]
            planned = bool(planning.find(before) or planning.find(after))
            compared = _is_compared(passage, time, contrasts)
            if time.role in ("period", "since") and (time.reading == "day" or time.reading in _PART_OF_YEAR):
                ahead_of_it = to_come or delivered or (not told and begins_with(time, terms))
                # "kỳ hạn 5 năm (từ 26/9/2013 - 26/9/2018)": the end of a range need not have come.
                has_come = not ahead_of_it and leading not in _DASHES
                come[time.year or year] += has_come or compared or is_of_a_paper(passage, time)
            if time.role == "same_period" or (compared and time.reading == "year"):
                if time.role == "same_period":
                    parts[year + 1] += 2
                elif year not in begun:  # "so với năm 2015" in a review of 2016 to 2020
                    wholes[year + 1] += 1
                    following[year + 1] += told
            elif (
                month is not None and time.reading == "month" and (time.month or 0) > month and not delivered
            ):
                # "so với tháng 11/2023" in February: that year is over. "đến tháng 11" may be yet to come.
                parts[year + 1] += 0 if begins_with(time, ahead) else 1
            elif compared and month is not None and time.quarter is not None and 3 * time.quarter >= month:
                parts[year + 1] += 1  # "so với quý III/2021" in September
                come[year + 1] += 1
            elif time.role == "period" and time.reading in _PART_OF_YEAR:
                looks_back = any(
                    token.key in back for token in passage.tokens[max(0, time.first - 1) : time.first + 1]
                )
                aside = compared or planned or looks_back or to_come
                parts[year] += (1 if aside else 2) * factor
            elif time.role == "period" and time.reading == "day":
                parts[year] += 0 if is_of_a_paper(passage, time) else factor
            elif time.role == "period" and time.reading == "year" and not law.find(before):
                wholes[year] += (0 if begins_with(time, ahead) else 1 if planned else 3) * factor
                over[year] += told
    return _Weights(parts, wholes, over, following, +now, +past, +come, +annual)


def _last_month(time: TimeMention) -> int | None:
    """The month in which a part of a year ends."""
    if time.quarter is not None:
        return 3 * time.quarter
    if time.half is not None:
        return 6 * time.half
    if time.reading == "months":
        return time.count if time.half != 2 else 12
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


def is_of_a_paper(passage: Passage, time: TimeMention) -> bool:
    """Whether a day dates a decree ("Nghị định số 10/2020/NĐ-CP ngày 17/1/2020") or a birth."""
    before = passage.tokens[max(0, time.first - 9) : time.first]
    numbered = any(token.key == "số" for token in before) and any(token.text in "/-" for token in before)
    return numbered or any(token.key == "sinh" for token in before[-2:])


def _is_compared(passage: Passage, time: TimeMention, contrasts: frozenset[str]) -> bool:
    """Whether the article's own year is compared with this one: "so với năm 2021", "hơn năm 2021"."""
    return is_compared(passage, time) or (time.first > 0 and passage.tokens[time.first - 1].key in contrasts)


def begins_with(time: TimeMention, words: frozenset[str]) -> bool:
    """Whether a time's first word is one of these, or the one behind "tính"."""
    first, _, rest = fold(time.text).partition(" ")
    return first in words or (first == "tính" and rest.partition(" ")[0] in words)
