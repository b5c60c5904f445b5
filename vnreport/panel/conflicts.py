"""Whether two stories disagree on a cell, and what is the likely cause."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from vnreport.panel.said import Said

Cause = Literal["factor", "estimate", "plan", "boundaries", "part", "unknown"]

_ESTIMATED = Decimal("0.2")  # by how much an estimate is off at most
_ABOUT = Decimal("0.05")  # by how much what is said to be approximate is


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two stories that say different things of one cell, and what is the likely cause."""

    chosen: Said
    other: Said
    cause: Cause


def disagree(one: Said, other: Said) -> bool:
    """Whether two numbers differ by more than how they are rounded; what is derived is always rounded."""
    if one.number == other.number or "derived" in (one.status, other.status):
        return False
    if one.unit != other.unit:
        return one.measure in ("value", "target", "previous")
    if one.measure == "rank":
        return (one.scope, one.order) == (other.scope, other.order)
    near = _ABOUT if one.approx or other.approx else Decimal(0)
    if abs(one.number - other.number) <= near * max(abs(one.number), abs(other.number)):
        return False
    # Zeros at the end may be rounding: 15.300 is what may be printed of 15.341.
    step = max(_last(one.number), _last(other.number))
    return abs(one.number - other.number) > step / 2


def cause(one: Said, other: Said, heir: bool) -> Cause:
    """What the likely cause of a disagreement is; `heir` where the place's boundaries changed."""
    if one.measure == "value" and _is_factor(one.number, other.number):
        return "factor"
    if one.whole != other.whole:
        return "part"
    if heir and one.redrawn != other.redrawn:
        return "boundaries"
    far = abs(one.number - other.number) > _ESTIMATED * abs(one.number)
    if not far and "estimate" in (one.status, other.status) and one.status != other.status:
        return "estimate"
    return "plan" if one.measure in ("plan", "target") else "unknown"


def _is_factor(one: Decimal, other: Decimal) -> bool:
    """Whether one is ten, a hundred, a thousand … times the other."""
    low, high = sorted((abs(one), abs(other)))
    if not low or high < 5 * low:
        return False
    factor = high / low
    nearest = Decimal(1).scaleb((factor * 2).adjusted())
    return any(abs(factor / power - 1) < Decimal("0.01") for power in (nearest, nearest / 10))


def _last(number: Decimal) -> Decimal:
    """A unit of the last digit of a number that is not zero."""
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
