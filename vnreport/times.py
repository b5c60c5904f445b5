"""Finds times: dates, months, terms, clock hours and durations; no number in one is a quantity.

`patterns/times.toml` has the wordings. Of each rule, `role` says what the time can do in a sentence:

    period        a value may hold for it: năm 2024, 9 tháng đầu năm, đến hết ngày 15/5, quý III, hiện nay
    same_period   cùng kỳ [năm trước]
    previous      tháng trước, quý trước, năm ngoái
    since         from a day on: từ ngày 1/7
    duration      a length: 3 năm, 15 ngày
    other         a time that no value holds for: a clock hour, a term of office, hằng năm

and `reading` how its parts make a value (see `resolve`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from vnreport import sdmx
from vnreport.article import Passage
from vnreport.errors import PatternError
from vnreport.language import _
from vnreport.sdmx import Anchor
from vnreport.text import Token, fold
from vnreport.time_joins import join_times
from vnreport.time_mention import TimeMention
from vnreport.time_slots import CONDITIONS, SLOT_WORDS, SLOTS
from vnreport.vocabulary import Rule, Vocabulary
from vnreport.wordings import Wording, Wordings, split_pieces

__all__ = ["Anchor", "TimeMention", "begins_with", "find_times", "resolve"]

_BEGUN = 10  # days of a month of which no report tells yet
_SUMMED_BEFORE = 5  # months by which a sum lies too far ahead to be of the running year


class Form(msgspec.Struct, frozen=True, gc=False):
    """A template of a rule, and what the rule tells of every time that is so worded."""

    id: str
    name: str
    template: str
    role: str
    reading: str
    of: str
    told: Mapping[str, int]


def find_times(passage: Passage, text: str, vocabulary: Vocabulary) -> tuple[TimeMention, ...]:
    """All times of a sentence from left to right; of several that begin at one place the longest is read."""
    wordings = vocabulary.compiled(_compile)
    pieces, owners = split_pieces(passage.tokens)
    best: dict[int, Wording[Form]] = {}
    for at in wordings.starts(pieces):
        for found in wordings.match(pieces, at):
            if _fits_tokens(found, pieces, owners, passage):
                rival = best.get(found.first)
                if rival is None or (found.last, -found.order) > (rival.last, -rival.order):
                    best[found.first] = found
    mentions: list[TimeMention] = []
    behind = 0
    for first in sorted(best):
        if first < behind:
            continue
        found = best[first]
        named = best.get(first + 1)
        goods = pieces[first].key == "hàng" and found.item.id in ("recurring", "yearly")
        if goods and named is not None and named.last > found.last:
            continue  # chi phí bán hàng quý III
        behind = found.last
        if found.item.role != "none":
            mentions.append(_mention(found, pieces, owners, text))
    return join_times([_cumulative(mention) for mention in mentions], passage.tokens, text)


def _cumulative(mention: TimeMention) -> TimeMention:
    """ "8 tháng, kim ngạch đạt …": months that open a sentence are those of the year so far."""
    opens = mention.first == 0 and mention.role == "duration" and mention.reading == "months"
    if opens and mention.count is not None and 2 <= mention.count <= 12:
        return replace(mention, role="period")
    return mention


def begins_with(time: TimeMention, words: frozenset[str]) -> bool:
    """Whether a time's first word is one of these, or the one behind "tính"."""
    first, _, rest = fold(time.text).partition(" ")
    return first in words or (first == "tính" and rest.partition(" ")[0] in words)


def resolve(mention: TimeMention, anchor: Anchor) -> str | None:
    """The value of a time in SDMX's form, read against `anchor`; None where it has none or lacks a year.

    A time without a year is of the anchor's, but a month (a day, a quarter) that lies eight months or more
    ahead of the anchor's month is of the year before: "tháng 12" in a report of January. So is a sum of
    months five ahead: "9 tháng" in one of March.
    """
    year = mention.year
    shift = mention.shift or 0
    numbered = mention.month is not None or mention.quarter is not None
    if mention.reading in ("month", "quarter", "day") and year is None and not numbered:
        return _relative(mention, anchor, shift)
    if year is None and mention.end_year is not None:
        begins_later = (mention.month or 0, mention.day or 0) > (
            mention.end_month or 12,
            mention.end_day or 31,
        )
        year = mention.end_year - 1 if begins_later else mention.end_year
    if year is None:
        if anchor.year is None or mention.reading == "term":
            return None
        year = anchor.year + shift
        ahead = mention.end_month or mention.month or 3 * (mention.quarter or 0) - 2
        if mention.shift is None and anchor.month and ahead - anchor.month >= 8:
            year -= 1
        summed = mention.reading == "months" and mention.half != 2 and mention.shift is None
        if summed and anchor.month and (mention.count or 0) - anchor.month >= _SUMMED_BEFORE:
            year -= 1
    if not 1 <= year <= 9999:
        return None
    return _value(mention, year, anchor)


def _value(mention: TimeMention, year: int, anchor: Anchor) -> str | None:
    month, day, count = mention.month, mention.day, mention.count
    match mention.reading:
        case "year":
            return sdmx.year_value(year)
        case "years" | "term":
            return sdmx.years_value(year, mention.end_year or year)
        case "decade":
            return sdmx.years_value(year, year + 9)
        case "years_to_now":
            return sdmx.years_value(year, anchor.year) if anchor.year else None
        case "months_to_now":
            year -= mention.year is None and (month or 0) > (anchor.month or 12)
            return _months(year, month, anchor.year, anchor.month)
        case "days_to_now":
            year -= mention.year is None and (month or 0) > (anchor.month or 12)
            today = sdmx.day_value(anchor.year or 0, anchor.month or 0, anchor.day or 0)
            return sdmx.days_value(sdmx.day_value(year, month or 0, day or 0), today)
        case "half":
            return sdmx.half_value(year, mention.half or 1)
        case "quarter":
            return sdmx.quarter_value(year, mention.quarter) if mention.quarter else None
        case "quarters":
            first = mention.quarter or 1
            return sdmx.months_value(year, first * 3 - 2, 3 * (count or 1))
        case "month":
            return sdmx.month_value(year, month) if month else None
        case "months":
            count = count or 1
            return sdmx.months_value(year, 13 - count if mention.half == 2 else 1, count)
        case "month_range":
            return _months(year, month, mention.end_year, mention.end_month)
        case "to_month":
            return sdmx.months_value(year, 1, month) if month else None
        case "to_now":
            return sdmx.months_value(year, 1, _told_month(anchor)) if anchor.month else sdmx.year_value(year)
        case "day":
            return sdmx.day_value(year, month or 0, day or 0)
        case "to_day":
            return sdmx.days_value(sdmx.day_value(year, 1, 1), sdmx.day_value(year, month or 0, day or 0))
        case "days":
            return _days(mention, year, anchor)
        case "part_of_month":
            return _part_of_month(year, month or anchor.month or 0, mention.half, count)
        case _:
            return None


def _told_month(anchor: Anchor) -> int:
    """The last month of which figures are known: in its first days a month has none yet."""
    begun = anchor.day is not None and anchor.day <= _BEGUN
    return max(1, (anchor.month or 1) - begun)


def _relative(mention: TimeMention, anchor: Anchor, shift: int) -> str | None:
    """This month, the quarter before, today: by the anchor alone."""
    if anchor.year is None or anchor.month is None:
        return None
    if mention.reading == "month":
        return sdmx.shift_period(sdmx.month_value(anchor.year, anchor.month), shift)
    if mention.reading == "quarter":
        return sdmx.shift_period(sdmx.quarter_value(anchor.year, (anchor.month + 2) // 3), shift)
    if mention.day is not None:
        return sdmx.day_value(anchor.year, anchor.month, mention.day)
    today = sdmx.day_value(anchor.year, anchor.month, anchor.day or 0)
    return sdmx.shift_period(today, shift) if today else None


def _months(year: int, month: int | None, end_year: int | None, end_month: int | None) -> str | None:
    if not month or not end_month:
        return None
    if end_year is None:
        end_year = year if month <= end_month else year + 1
    return sdmx.months_value(year, month, (end_year - year) * 12 + end_month - month + 1)


def _days(mention: TimeMention, year: int, anchor: Anchor) -> str | None:
    end_month = mention.end_month or mention.month or anchor.month or 0
    month = mention.month or end_month
    end_year = mention.end_year or (year if month <= end_month else year + 1)
    return sdmx.days_value(
        sdmx.day_value(year, month, mention.day or 0),
        sdmx.day_value(end_year, end_month, mention.end_day or 0),
    )


def _part_of_month(year: int, month: int, half: int | None, count: int | None) -> str | None:
    """The first or last half of a month, or its first or last `count` days."""
    end = sdmx.last_day(year, month)
    length = count or (15 if half != 2 else end - 15)
    if length > end:
        return None
    first = 1 if half != 2 else end - length + 1
    return sdmx.days_value(
        sdmx.day_value(year, month, first), sdmx.day_value(year, month, first + length - 1)
    )


def check_times(vocabulary: Vocabulary) -> None:
    """Read the templates of all times once, so that a wrong one is named before any article is read.

    Raises:
        PatternError: a template has an unknown slot or a bracket without its partner.
    """
    vocabulary.compiled(_compile)


def _compile(vocabulary: Vocabulary) -> Wordings[Form]:
    try:
        return _wordings(vocabulary)
    except ValueError as error:
        wrong = next(
            (
                rule
                for rule in vocabulary.rules("time")
                if any(repr(form) in str(error) for form in rule.forms)
            ),
            None,
        )
        where = f"{wrong.place}: time {wrong.id!r}: " if wrong is not None else ""
        raise PatternError(_("{where}key 'forms': {error}", where=where, error=error)) from error


def _wordings(vocabulary: Vocabulary) -> Wordings[Form]:
    return Wordings(
        ((form, _form(rule, form)) for rule in vocabulary.rules("time") for form in rule.forms),
        SLOTS,
        SLOT_WORDS,
        CONDITIONS,
    )


def _form(rule: Rule, template: str) -> Form:
    told = {key: rule.integer(key) for key in ("shift", "half", "quarter", "month") if key in rule.attributes}
    role, reading, of = (rule.text(key) for key in ("role", "reading", "of"))
    return Form(rule.id, rule.name, template, role, reading, of, told)


def _fits_tokens(
    found: Wording[Form], pieces: tuple[Token, ...], owners: Sequence[int], passage: Passage
) -> bool:
    """Whether a wording is not empty and neither begins nor ends inside a token."""
    if found.last <= found.first:
        return False
    head, tail = pieces[found.first], pieces[found.last - 1]
    tokens = passage.tokens
    return tokens[owners[found.first]].start == head.start and tokens[owners[found.last - 1]].end == tail.end


def _mention(
    found: Wording[Form], pieces: tuple[Token, ...], owners: Sequence[int], text: str
) -> TimeMention:
    form = found.item
    parts: dict[str, int] = {}
    for key, value in found.values.items():
        if not key.endswith("2"):
            parts[key] = value
        elif key != "count2":
            parts["end_" + key[:-1]] = value
    parts.update(form.told)
    head, tail = pieces[found.first], pieces[found.last - 1]
    return TimeMention(
        first=owners[found.first],
        last=owners[found.last - 1] + 1,
        start=head.start,
        end=tail.end,
        text=text[head.start : tail.end],
        role=form.role,
        reading=form.reading,
        rule=form.name,
        form=form.template,
        year=parts.get("year"),
        month=parts.get("month"),
        day=parts.get("day"),
        quarter=parts.get("quarter"),
        half=parts.get("half"),
        count=parts.get("count"),
        end_year=parts.get("end_year"),
        end_month=parts.get("end_month"),
        end_day=parts.get("end_day"),
        shift=parts.get("shift"),
        of=form.of,
    )
