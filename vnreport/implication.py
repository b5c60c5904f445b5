"""Which comparison is about which value, and what its baseline then was."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext

from vnreport.document import Comparison, Figure, Percentage, Record
from vnreport.rounding import PRECISION, Bounds, bounds

Level = Figure | Percentage
Link = tuple[Level, Comparison]


def find_links(records: Sequence[Record]) -> list[Link]:
    """Each comparison with a told baseline that is certainly about one value of its sentence, and that value.

    Certain is what shares indicator (in the same words), period, place and status with no other value of its
    kind, and is exact on both sides.
    """
    found = []
    for comparison in records:
        if isinstance(comparison, Comparison) and comparison.baseline and not comparison.baseline.inferred:
            levels = [level for level in records if isinstance(level, Level) and _is_about(level, comparison)]
            if len(levels) == 1 and levels[0].approx is None and comparison.approx is None:
                found.append((levels[0], comparison))
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


def _is_about(level: Level, comparison: Comparison) -> bool:
    return (
        level.sentence == comparison.sentence
        and level.indicator is not None
        and level.indicator == comparison.indicator
        and level.period is not None
        and comparison.period is not None
        and level.period.value == comparison.period.value
        and level.place == comparison.place
        and level.status == comparison.status
    )


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
