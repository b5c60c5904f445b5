"""Values as Vietnamese people write them: `54.341 tỷ đồng`, `11,72%`, `1,56 triệu tấn`, `quý 3/2024`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from vnreport.document import MeasuredRecord

_MAX_DECIMALS = 4
_MAX_EXPONENT = 24
# SDMX's forms of a time: a day, a month, a quarter, a half, months or years from a day on.
_PERIODS = (
    (regex.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"), "{d}/{m}/{y}"),
    (regex.compile(r"(?P<y>\d{4})-0?(?P<m>\d\d?)"), "{m}/{y}"),
    (regex.compile(r"(?P<y>\d{4})-Q(?P<q>\d)"), "quý {q}/{y}"),
    (regex.compile(r"(?P<y>\d{4})-S1"), "6 tháng đầu {y}"),
    (regex.compile(r"(?P<y>\d{4})-S2"), "6 tháng cuối {y}"),
    (regex.compile(r"(?P<y>\d{4})-01-01/P(?P<n>\d+)M"), "{n} tháng {y}"),
)
_YEARS = regex.compile(r"(?P<y>\d{4})-01-01/P(?P<n>\d{1,3})Y")
_SPELLED_UNITS = {"VND": "đồng", "pp": "điểm phần trăm"}


def number(value: Decimal) -> str:
    """All digits of a number, `.` between thousands and `,` before decimals."""
    whole, _, decimals = format(value.copy_abs(), "f").partition(".")
    decimals = decimals.rstrip("0")
    return (
        ("-" if value < 0 else "")
        + f"{int(whole):,}".replace(",", ".")
        + (f",{decimals}" if decimals else "")
    )


def amount(record: MeasuredRecord) -> str:
    """Value and unit of a record; its own words where they are briefer than the number would be."""
    joint = "/" if record.low is None else "-"
    parts = [part for part in (record.low, record.high, record.value, record.of) if part is not None]
    if not parts or any(not part.is_finite() or abs(part.adjusted()) > _MAX_EXPONENT for part in parts):
        return record.text
    exponent, word = _scale(parts)
    scaled = [_shifted(part, exponent) for part in parts]
    if any(_decimals(part) > _MAX_DECIMALS for part in scaled):
        return record.text
    digits = joint.join(number(part) for part in scaled)
    if record.unit in ("%", "‰"):
        return f"{digits} {word}{record.unit}" if word else digits + record.unit
    return " ".join(filter(None, (digits, word, unit(record.unit))))


def unit(canonical: str | None) -> str:
    """A canonical unit as it is spoken: `VND/lượng` is `đồng/lượng`."""
    if canonical is None:
        return ""
    head, slash, base = canonical.partition("/")
    return _SPELLED_UNITS.get(head, head) + slash + base


def period(value: str) -> str:
    """An SDMX time as it is written: `2024-01-01/P9M` is `9 tháng 2024`; itself where it has no such form."""
    for pattern, form in _PERIODS:
        match = pattern.fullmatch(value)
        if match:
            return form.format(**match.groupdict())
    years = _YEARS.fullmatch(value)
    return f"{years['y']}-{int(years['y']) + int(years['n']) - 1}" if years else value


def _scale(parts: Sequence[Decimal]) -> tuple[int, str]:
    """The largest scale word under which all parts are at least 1 and need few decimals."""
    for exponent, word in ((9, "tỷ"), (6, "triệu")):
        if all(
            part.adjusted() >= exponent and _decimals(_shifted(part, exponent)) <= _MAX_DECIMALS
            for part in parts
        ):
            return exponent, word
    return 0, ""


def _shifted(value: Decimal, exponent: int) -> Decimal:
    # Division would round to the context's precision.
    sign, digits, own = value.as_tuple()
    return Decimal((sign, digits, int(own) - exponent))


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))
