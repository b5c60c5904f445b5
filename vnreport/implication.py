"""Which comparison is about which value, and what its baseline then was."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext

from vnreport.document import (
    Comparison,
    Figure,
    Indicator,
    MeasuredRecord,
    Percentage,
    Place,
    Record,
    Span,
    Status,
)
from vnreport.rounding import PRECISION, Bounds, bounds

Level = Figure | Percentage
Link = tuple[Level, Comparison]
_About = tuple[Span, Indicator, str, Place | None, Status | None]


def find_links(records: Sequence[Record]) -> list[Link]:
    """Each comparison with a told baseline that is certainly about one value of its sentence, and that value.

    Certain is what shares indicator (in the same words), period, place and status with no other value of its
    kind, and is exact on both sides.
    """
    levels: dict[_About, list[Level]] = {}
    for record in records:
        about = _about(record) if isinstance(record, Level) else None
        if about is not None and isinstance(record, Level):
            levels.setdefault(about, []).append(record)
    found = []
    for comparison in records:
        if isinstance(comparison, Comparison) and comparison.baseline and not comparison.baseline.inferred:
            about = _about(comparison)
            same = levels.get(about, []) if about is not None else []
            if len(same) == 1 and same[0].approx is None and comparison.approx is None:
                found.append((same[0], comparison))
    return found


def implied(level: Level, comparison: Comparison) -> Bounds | None:
    """The values that the baseline can have, given the level and what is said of it against the baseline.

    None where the words leave it open: numbers not in digits, a change of a rate in per cent, no ratio.
    """
    if level.value is None or comparison.value is None:
        return None
    has, change = bounds(level.text, level.value), bounds(comparison.text, comparison.value)
    if has is None or change is None:
        return None
    with localcontext(prec=PRECISION):
        if comparison.ratio is not None and level.unit != "%":
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


def _about(record: MeasuredRecord) -> _About | None:
    """What a value and its comparison share; None where indicator or period is not known."""
    if record.indicator is None or record.period is None:
        return None
    return record.sentence, record.indicator, record.period.value, record.place, record.status


def _factor(comparison: Comparison, change: Bounds) -> Bounds:
    """The level as a multiple of the baseline."""
    if comparison.value is None or comparison.ratio in (comparison.value, comparison.value / 100):
        return change
    if comparison.relation == "above":
        return Bounds(1 + change.low, 1 + change.high)
    return Bounds(1 - change.high, 1 - change.low)


def _is_difference(level: Level, comparison: Comparison) -> bool:
    same = (level.unit, comparison.unit) == ("%", "pp") or level.unit == comparison.unit != "%"
    return same and comparison.relation != "at"
