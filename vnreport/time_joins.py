"""Joins times that stand together: "cùng kỳ" + "năm 2023", "từ ngày 1/5" + "đến hết ngày 15/5"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vnreport.text import Token
from vnreport.time_mention import TimeMention

_TO = frozenset(("đến", "tới", "-", "–", "—"))
_SERIES = frozenset(("và", ",", "hoặc", "hay", "-", "–", "—", "đến", "tới"))
_RANGES = {"day": "days", "month": "month_range", "year": "years", "quarter": "quarters", "days": "days"}
_SPANS = frozenset(
    ("days", "month_range", "years", "quarters", "years_to_now", "months_to_now", "days_to_now")
)
_TO_NOW = {"day": "days_to_now", "month": "months_to_now"}
_TO_DATE = {"day": "to_day", "month": "to_month"}


def join_times(
    mentions: Sequence[TimeMention], tokens: tuple[Token, ...], text: str
) -> tuple[TimeMention, ...]:
    """The mentions with prefixes, ranges and shared years worked in, from left to right."""
    joined: list[TimeMention] = []
    for mention in reversed(mentions):
        after = joined[-1] if joined else None
        if after is not None and after.first == mention.last and mention.role in ("prefix", "same_period"):
            united = _with_prefix(mention, after, text)
            if united is not None:
                joined[-1] = united
                continue
        if mention.role == "prefix":
            continue
        if after is not None:
            span = _range(mention, after, tokens, text)
            if span is not None:
                joined[-1] = span
                continue
            mention = _borrow(mention, after, tokens)
        joined.append(mention)
    return tuple(reversed(joined))


def _with_prefix(prefix: TimeMention, mention: TimeMention, text: str) -> TimeMention | None:
    if mention.role in ("duration", "other"):
        return None
    role, reading = mention.role, mention.reading
    match prefix.reading:
        case "same_period":
            # "cùng thời điểm sáng qua" is a day before, "cùng kỳ năm trước" a year
            role = role if role == "previous" and reading == "day" else "same_period"
        case "since":
            role = role if reading in _SPANS else "since"
        case "year_to":
            reading = _TO_DATE.get(reading, reading)
        case "until":
            role = "period" if role == "previous" else role
    return _spanning(prefix, mention, text, role=role, reading=reading)


def _range(first: TimeMention, last: TimeMention, tokens: tuple[Token, ...], text: str) -> TimeMention | None:
    if first.role not in ("period", "since") or last.role not in ("period", "previous"):
        return None
    between = tokens[first.last : last.first]
    if len(between) > 1 or (between[0].key if between else tokens[last.first].key) not in _TO:
        return None
    if last.reading == "now" and first.reading == "year":
        return _spanning(first, last, text, role="period", reading="years_to_now", year=first.year)
    if last.reading == "now" and first.reading in _TO_NOW:
        reading = _TO_NOW[first.reading]
        return _spanning(
            first,
            last,
            text,
            role="previous",
            reading=reading,
            year=first.year,
            month=first.month,
            day=first.day,
            shift=first.shift,
        )
    if last.reading == "now" and first.role == "since":
        return _spanning(first, last, text, role="since", reading="none")
    whole = first.reading == "month" and last.reading == "to_month"  # từ tháng 4 đến hết tháng 9
    if not (whole or first.reading == last.reading):
        return None
    if first.reading not in _RANGES or first.shift or last.shift:
        return None
    if first.reading == "days" or (between and between[0].key in "-–—" and first.role != "since"):
        return None
    reading = _RANGES[first.reading]
    if reading == "quarters":
        if first.quarter is None or last.quarter is None or last.quarter < first.quarter:
            return None
        count = last.quarter - first.quarter + 1
        return _spanning(
            first, last, text, role="period", reading=reading, quarter=first.quarter, count=count
        )
    return _spanning(
        first,
        last,
        text,
        role="period",
        reading=reading,
        day=first.day,
        month=first.month if first.month is not None else last.month,
        year=first.year,
        end_day=last.day,
        end_month=last.month,
        end_year=last.year,
        shift=None,
    )


def _borrow(mention: TimeMention, after: TimeMention, tokens: tuple[Token, ...]) -> TimeMention:
    """ "tháng 7 và tháng 8/2020": the first of a series takes the year that the last one names."""
    if (
        mention.year is None
        and mention.shift is None
        and after.year is not None
        and mention.reading == after.reading in ("day", "month", "quarter")
        and after.first == mention.last + 1
        and tokens[mention.last].key in _SERIES
    ):
        return replace(mention, year=after.year)
    return mention


def _spanning(first: TimeMention, last: TimeMention, text: str, **parts: object) -> TimeMention:
    return replace(
        last,
        first=first.first,
        start=first.start,
        text=text[first.start : last.end],
        **parts,
    )
