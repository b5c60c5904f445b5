"""What follows from a value and what it is compared with: the implied plan, or the value of the earlier time.

Derived values stand in a list of their own beside the records. They are made only where the link is certain:
one figure of the sentence and the comparison share indicator, period, place and status, both are printed in
digits and exact, the text tells the baseline, and nothing in the sentence implies another value for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from typing import get_args

from msgspec.structs import replace

from vnreport.document import Comparison, Derived, DerivedKind, Figure, MeasuredRecord, Percentage, Record
from vnreport.rounding import PRECISION, Bounds, bounds

_KINDS = frozenset(get_args(DerivedKind))
_LOOSE = Decimal("0.1")  # a value less certain than this share of itself is not worth deriving

_Link = tuple[Figure, Comparison]


def derive(records: Sequence[Record]) -> tuple[Derived, ...]:
    """The values that the records imply, in the order of their comparisons; ids are `d1`, `d2` …"""
    links = []
    for comparison in records:
        if isinstance(comparison, Comparison):
            figure = _only_figure(comparison, records)
            if figure is not None:
                links.append((figure, comparison))
    certain = [link for link in links if not any(_disagree(link, other) for other in links)]
    found = (_derived(figure, comparison) for figure, comparison in certain)
    values = (value for value in found if value is not None)
    return tuple(replace(value, id=f"d{number}") for number, value in enumerate(values, 1))


def _disagree(one: _Link, other: _Link) -> bool:
    """Whether two comparisons of one figure with the same baseline imply different values for it."""
    if one[0] is not other[0] or not _same_baseline(one[1], other[1]):
        return False
    a, b = implied(*one), implied(*other)
    return a is not None and b is not None and not a.touches(b)


def _same_baseline(one: Comparison, other: Comparison) -> bool:
    a, b = one.baseline, other.baseline
    return a is not None and b is not None and (a.kind, a.text, a.period) == (b.kind, b.text, b.period)


def implied(level: Figure | Percentage, comparison: Comparison) -> Bounds | None:
    """The values that the baseline can have, given the level and what is said of it against the baseline."""
    if level.value is None or comparison.value is None or comparison.baseline is None:
        return None
    has, change = bounds(level.text, level.value), bounds(comparison.text, comparison.value)
    if has is None or change is None:
        return None
    with localcontext(prec=PRECISION):
        if comparison.ratio is not None:
            if comparison.unit == "%":
                change = Bounds(change.low / 100, change.high / 100)
            factor = _factor(comparison, change)
            if factor.low <= 0 or has.low < 0:
                return None
            return Bounds(has.low / factor.high, has.high / factor.low)
        if not _is_difference(level, comparison):
            return None
        if comparison.relation == "above":
            return Bounds(has.low - change.high, has.high - change.low)
        return Bounds(has.low + change.low, has.high + change.high)


def _factor(comparison: Comparison, change: Bounds) -> Bounds:
    """The level as a multiple of the baseline."""
    if comparison.value is None or comparison.ratio in (comparison.value, comparison.value / 100):
        return change
    if comparison.relation == "above":
        return Bounds(1 + change.low, 1 + change.high)
    return Bounds(1 - change.high, 1 - change.low)


def _is_difference(level: MeasuredRecord, comparison: Comparison) -> bool:
    same = (level.unit, comparison.unit) == ("%", "pp") or level.unit == comparison.unit != "%"
    return same and comparison.relation != "at"


def _only_figure(comparison: Comparison, records: Sequence[Record]) -> Figure | None:
    """The one figure of the sentence that the comparison with a told baseline is about."""
    baseline = comparison.baseline
    if baseline is None or baseline.inferred or baseline.kind not in _KINDS or comparison.approx is not None:
        return None
    figures = (record for record in records if isinstance(record, Figure))
    found = [figure for figure in figures if _is_about(figure, comparison)]
    return found[0] if len(found) == 1 and found[0].approx is None else None


def _is_about(figure: Figure, comparison: Comparison) -> bool:
    return (
        figure.sentence == comparison.sentence
        and figure.indicator is not None
        and figure.indicator == comparison.indicator
        and figure.period is not None
        and comparison.period is not None
        and figure.period.value == comparison.period.value
        and figure.place == comparison.place
        and figure.status == comparison.status
    )


def _derived(figure: Figure, comparison: Comparison) -> Derived | None:
    baseline, range_ = comparison.baseline, implied(figure, comparison)
    if baseline is None or range_ is None or range_.low <= 0:
        return None
    if figure.period is not None and figure.period.value == baseline.period:
        return None  # a value is not compared with itself: one of the periods is wrong
    with localcontext(prec=PRECISION):
        middle, width = (range_.low + range_.high) / 2, range_.high - range_.low
        if width > middle * _LOOSE:
            return None
        step = Decimal(1).scaleb(width.adjusted())
        finer = step.scaleb(-1)
        return Derived(
            id="",
            kind=baseline.kind,  # type: ignore[arg-type]
            value=_rounded(middle, step, ROUND_HALF_EVEN),
            low=_rounded(range_.low, finer, ROUND_FLOOR),
            high=_rounded(range_.high, finer, ROUND_CEILING),
            unit=figure.unit,
            indicator=figure.indicator,
            period=baseline.period,
            place=figure.place,
            figure=figure.id,
            comparison=comparison.id,
        )


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The multiple of `step` beside a value, without an exponent or zeros behind the decimal point."""
    made = ((value / step).to_integral_value(rounding) * step).normalize()
    return made.quantize(Decimal(1)) if made == made.to_integral_value() else made
