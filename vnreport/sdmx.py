"""Times as SDMX writes them in TIME_PERIOD, and reckoning with them.

2024, 2024-S1, 2024-Q3, 2024-09, 2024-11-28, and ranges as start and duration: 2024-01-01/P9M, 2021-01-01/P5Y,
2017-05-01/P15D.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import msgspec
import regex

_VALUE = regex.compile(
    r"(?P<year>\d{4})(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:/P(?P<length>\d{1,4})(?P<unit>[YMD]))?)?))?"
)


class Anchor(msgspec.Struct, frozen=True, gc=False):
    """The date against which "năm nay", "tháng 9", "28/11" are read; what is unknown is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


def year_value(year: int) -> str:
    """2024."""
    return f"{year:04d}"


def month_value(year: int, month: int) -> str:
    """2024-09."""
    return f"{year:04d}-{month:02d}"


def quarter_value(year: int, quarter: int) -> str:
    """2024-Q3."""
    return f"{year:04d}-Q{quarter}"


def half_value(year: int, half: int) -> str:
    """2024-S1."""
    return f"{year:04d}-S{half}"


def day_value(year: int, month: int, day: int) -> str | None:
    """2024-11-28, or None where the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def is_day(value: str) -> bool:
    """Whether a value is a single day: 2024-11-28."""
    return len(value) == len("2024-11-28")


def months_value(year: int, first: int, count: int) -> str | None:
    """`count` months from month `first` on: as a month, half or year where they are one."""
    if not (1 <= first <= 12 and 1 <= count <= 1200):
        return None
    if count == 1:
        return month_value(year, first)
    if count == 6 and first in (1, 7):
        return half_value(year, 1 if first == 1 else 2)
    if count == 12 and first == 1:
        return year_value(year)
    return f"{month_value(year, first)}-01/P{count}M"


def years_value(first: int, last: int) -> str | None:
    """Both years and those between: 2021-01-01/P5Y for 2021 to 2025; None where they are no range."""
    if first == last:
        return year_value(first)
    return f"{year_value(first)}-01-01/P{last - first + 1}Y" if first < last <= first + 200 else None


def has_day(days: str, value: str) -> bool:
    """Whether a single day is one of some days: 2026-03-11 of 2026-03-09/P5D."""
    match = _VALUE.fullmatch(days)
    if match is None or match["unit"] != "D" or not is_day(value):
        return False
    last = shift_period(days[: len(value)], int(match["length"]) - 1)
    return last is not None and days[: len(value)] <= value <= last


def days_value(first: str | None, last: str | None) -> str | None:
    """Both days and those between: 2013-10-11/P7D for 11 to 17 October."""
    if first is None or last is None:
        return None
    length = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    if length == 1:
        return first
    return f"{first}/P{length}D" if 1 < length < 10_000 else None


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return monthrange(year, month)[1] if 1 <= year <= 9999 and 1 <= month <= 12 else 28


def shift_years(value: str, years: int) -> str | None:
    """The same stretch that many years on: 2020-01-01/P8M and -1 give 2019-01-01/P8M."""
    match = _VALUE.fullmatch(value)
    if match is None or not 1 <= int(match["year"]) + years <= 9999:
        return None
    moved = year_value(int(match["year"]) + years) + value[4:]
    return (
        moved.replace("-02-29", "-02-28")
        if "-02-29" in moved and last_day(int(moved[:4]), 2) == 28
        else moved
    )


def same_period(value: str, year: int | None = None) -> str | None:
    """What "cùng kỳ" of a value is: the same stretch a year before, or in `year` where the text names it."""
    match = _VALUE.fullmatch(value)
    return None if match is None else shift_years(value, -1 if year is None else year - int(match["year"]))


def previous_period(value: str) -> str | None:
    """The stretch of the same length right before: tháng trước, quý trước, năm trước, kỳ trước."""
    return shift_period(value, -1)


def shift_period(value: str, steps: int) -> str | None:
    """The stretch of the same length, `steps` lengths on: 2024-Q1 and -1 give 2023-Q4."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    length = int(match["length"] or 1) * steps
    if not 100 <= year + length // 12 <= 9000:
        return None
    if match["half"]:
        index = year * 2 + int(match["half"]) - 1 + steps
        return half_value(index // 2, index % 2 + 1)
    if match["quarter"]:
        index = year * 4 + int(match["quarter"]) - 1 + steps
        return quarter_value(index // 4, index % 4 + 1)
    if match["unit"] == "Y" or not match["month"]:
        return shift_years(value, length)
    if match["unit"] == "M" or not match["day"]:
        index = year * 12 + int(match["month"]) - 1 + length
        return month_value(index // 12, index % 12 + 1) + value[7:]
    try:
        moved = date(year, int(match["month"]), int(match["day"])) + timedelta(days=length)
    except (ValueError, OverflowError):
        return None
    return moved.isoformat() + value[10:]


def first_day(value: str) -> str | None:
    """The day on which a value begins: 2024-04-01 of 2024-Q2."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    half, quarter = int(match["half"] or 1), int(match["quarter"] or 1)
    month = int(match["month"] or (half - 1) * 6 + (quarter - 1) * 3 + 1)
    return day_value(int(match["year"]), month, int(match["day"] or 1))


@lru_cache(maxsize=1024)
def anchor_of(value: str) -> Anchor:
    """The end of a value as an anchor: "trong tháng" after 2020-01-01/P9M is September 2020."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return Anchor()
    year = int(match["year"])
    if match["half"]:
        return Anchor(year, int(match["half"]) * 6)
    if match["quarter"]:
        return Anchor(year, int(match["quarter"]) * 3)
    if not match["month"]:
        return Anchor(year)
    if match["unit"] == "Y":
        return Anchor(year + int(match["length"]) - 1)
    if match["unit"] == "M":
        index = year * 12 + int(match["month"]) - 2 + int(match["length"])
        return Anchor(index // 12, index % 12 + 1)
    if match["unit"] == "D":
        try:
            end = date(year, int(match["month"]), int(match["day"])) + timedelta(
                days=int(match["length"]) - 1
            )
        except (ValueError, OverflowError):
            return Anchor(year)
        return Anchor(end.year, end.month, end.day)
    return Anchor(year, int(match["month"]), int(match["day"]) if match["day"] else None)
