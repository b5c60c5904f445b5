"""How people write values: an amount with its unit, a number, a time. `vnreport.vietnamese` and
`vnreport.english` are two such ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from vnreport.document import MeasuredRecord

_MAX_DECIMALS = 4
_MAX_EXPONENT = 24
_YEARS = regex.compile(r"(?P<y>\d{4})-01-01/P(?P<n>\d{1,3})Y")


@dataclass(frozen=True, slots=True)
class Convention:
    """The marks between thousands and before decimals, the scale words by their exponents of ten, largest
    first, units that are spelled otherwise than in records, and forms of SDMX times by their patterns.
    """

    group: str
    decimal: str
    scales: tuple[tuple[int, str], ...]
    units: Mapping[str, str]
    periods: tuple[tuple[regex.Pattern[str], str], ...]

    def number(self, value: Decimal) -> str:
        """All digits of a number."""
        whole, _, decimals = format(value.copy_abs(), "f").partition(".")
        decimals = decimals.rstrip("0")
        sign = "-" if value < 0 else ""
        digits = f"{int(whole):,}".replace(",", self.group)
        return sign + digits + (self.decimal + decimals if decimals else "")

    def amount(self, record: MeasuredRecord) -> str:
        """Value and unit of a record; its own words where they are briefer than the number would be."""
        joint = "/" if record.low is None else "-"
        parts = [part for part in (record.low, record.high, record.value, record.of) if part is not None]
        return self._amount(parts, joint, record.unit) or record.text

    def quantity(self, value: Decimal, unit: str | None) -> str:
        """A value and its unit; with all its digits where it has too many for a scale word."""
        return self._amount([value], "", unit) or f"{self.number(value)} {self.unit(unit)}".rstrip()

    def percent(self, ratio: Decimal) -> str:
        """A ratio as a percentage, of two decimals at most."""
        return f"{self.number(round(ratio * 100, 2))}%"

    def _amount(self, parts: Sequence[Decimal], joint: str, unit: str | None) -> str | None:
        """None where there is no number, or one that no scale word makes readable."""
        if not parts or any(not part.is_finite() or abs(part.adjusted()) > _MAX_EXPONENT for part in parts):
            return None
        exponent, word = self._scale(parts)
        scaled = [_shifted(part, exponent) for part in parts]
        if any(_decimals(part) > _MAX_DECIMALS for part in scaled):
            return None
        digits = joint.join(map(self.number, scaled))
        if unit in ("%", "‰"):
            return f"{digits} {word}{unit}" if word else digits + unit
        return " ".join(filter(None, (digits, word, self.unit(unit))))

    def unit(self, canonical: str | None) -> str:
        """A canonical unit as it is spoken: `VND/lượng` is `đồng/lượng` in Vietnamese."""
        if canonical is None:
            return ""
        head, slash, base = canonical.partition("/")
        return self.units.get(head, head) + slash + base

    def period(self, value: str) -> str:
        """An SDMX time as it is written; itself where it has no such form."""
        for pattern, form in self.periods:
            match = pattern.fullmatch(value)
            if match:
                return form.format(**match.groupdict())
        years = _YEARS.fullmatch(value)
        return f"{years['y']}-{int(years['y']) + int(years['n']) - 1}" if years else value

    def _scale(self, parts: Sequence[Decimal]) -> tuple[int, str]:
        """The largest scale word under which all parts are at least 1 and need few decimals."""
        for exponent, word in self.scales:
            if all(
                part.adjusted() >= exponent and _decimals(_shifted(part, exponent)) <= _MAX_DECIMALS
                for part in parts
            ):
                return exponent, word
        return 0, ""


def reader() -> Convention:
    """The way of the language that vnreport speaks."""
    from vnreport.english import ENGLISH
    from vnreport.language import current
    from vnreport.vietnamese import VIETNAMESE

    return VIETNAMESE if current() == "vi" else ENGLISH


def _shifted(value: Decimal, exponent: int) -> Decimal:
    # Division would round to the context's precision.
    sign, digits, own = value.as_tuple()
    return Decimal((sign, digits, int(own) - exponent))


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))
