"""What a printed number may stand for: `54.341 tỉ đồng` is anything that rounds to it."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from typing import NamedTuple

import regex

_NUMBER = regex.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_MAX_EXPONENT = 40  # beyond that nothing in an article is measured
PRECISION = 100  # digits that exact arithmetic on such numbers needs at most
_EXACT = Context(prec=PRECISION)


class Bounds(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def touches(self, other: Bounds) -> bool:
        """Whether both have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def outward(self) -> Bounds:
        """Slightly wider bounds, with one digit more than their distance warrants."""
        with localcontext(prec=PRECISION):
            step = Decimal(1).scaleb((self.high - self.low).adjusted() - 1)
            return Bounds(rounded(self.low, step, ROUND_FLOOR), rounded(self.high, step, ROUND_CEILING))


def rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The multiple of `step` beside a value, without an exponent or zeros behind the decimal point."""
    with localcontext(prec=PRECISION):
        made = ((value / step).to_integral_value(rounding) * step).normalize()
        return made.quantize(Decimal(1)) if made == made.to_integral_value() else made


def bounds(text: str, value: Decimal) -> Bounds | None:
    """The values that are printed as `text`, half a unit of its last digit to either side of `value`.

    None where the words do not show how `value` was rounded: no digits, several numbers, or zero.
    """
    found = _NUMBER.search(text)
    if found is None or not value or abs(value.adjusted()) > _MAX_EXPONENT:
        return None
    digits = _EXACT.normalize(Decimal(found.group().replace(".", "").replace(",", ""))).as_tuple()
    exact = _EXACT.normalize(value).as_tuple()
    if digits.digits != exact.digits:
        return None
    half = Decimal(5).scaleb(int(exact.exponent) - int(digits.exponent) - 1)
    return Bounds(_EXACT.subtract(value, half), _EXACT.add(value, half))
