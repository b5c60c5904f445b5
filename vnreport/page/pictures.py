"""What the pictures of a page show: how much of each plan is reached, and what has changed in a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from vnreport.conventions import Convention
from vnreport.document import Comparison, Record

_MOST = 24  # bars of a picture; what follows is counted
# A bar beyond it is cut: one tenfold plan must not flatten all others.
_MOST_REACHED = Decimal("2.5")
_MOST_CHANGED = Decimal(1)
_DRAWN = 9  # digits before the decimals; beyond that a ratio is a misprint


class Bar(NamedTuple):
    """A bar from `begin` to `end`, both 0 to 1 of the width; `cut` where it goes on beyond that."""

    id: str
    label: str
    note: str
    value: str
    begin: float
    end: float
    good: bool
    cut: bool


class Picture(NamedTuple):
    """Bars in text order; `line` is where 100%, or no change, lies. `left_out` bars had no room."""

    bars: tuple[Bar, ...]
    line: float
    left_out: int


def attainment(records: Sequence[Record], convention: Convention) -> Picture:
    """How much of its plan each indicator has reached, as bars from nothing around a line at 100%."""
    told = [r for r in records if _kind(r) == "plan" and _ratio(r) is not None]
    ratios = [_ratio(r) or Decimal(0) for r in told[:_MOST]]
    top = float(max([min(ratio, _MOST_REACHED) for ratio in ratios] + [Decimal("1.2")]))
    bars = [
        Bar(
            record.id,
            _label(record),
            _note(record, convention),
            f"{convention.number(_rounded(ratio * 100))}%",
            0.0,
            max(0.0, min(float(ratio) / top, 1.0)),
            ratio >= 1,
            float(ratio) > top,
        )
        for record, ratio in zip(told, ratios, strict=False)
    ]
    return Picture(tuple(bars), 1 / top, len(told) - len(bars))


def changes(records: Sequence[Record], convention: Convention) -> Picture:
    """The changes against the same period, as bars to the left and right of none."""
    told = [r for r in records if _kind(r) == "same_period" and _ratio(r) is not None]
    steps = [(_ratio(r) or Decimal(0)) - 1 for r in told[:_MOST]]
    low = float(min([max(step, -_MOST_CHANGED) for step in steps] + [Decimal(0)]))
    high = float(max([min(step, _MOST_CHANGED) for step in steps] + [Decimal(0)]))
    width = (high - low) or 1.0
    line = -low / width
    bars = []
    for record, step in zip(told, steps, strict=False):
        end = (max(min(float(step), high), low) - low) / width
        said = (
            f"{'+' if step > 0 else '−' if step < 0 else ''}{convention.number(_rounded(abs(step) * 100))}%"
        )
        begin, finish = sorted((line, end))
        bars.append(
            Bar(
                record.id,
                _label(record),
                _note(record, convention),
                said,
                begin,
                finish,
                step >= 0,
                abs(step) > _MOST_CHANGED,
            )
        )
    return Picture(tuple(bars), line, len(told) - len(bars))


def _kind(record: Record) -> str:
    return record.baseline.kind if isinstance(record, Comparison) and record.baseline else ""


def _ratio(record: Record) -> Decimal | None:
    """The value in relation to the baseline; None where there is none, or too large to be drawn."""
    ratio = record.ratio if isinstance(record, Comparison) else None
    return ratio if ratio is not None and ratio.is_finite() and abs(ratio.adjusted()) < _DRAWN else None


def _rounded(value: Decimal) -> Decimal:
    return round(value, 2)


def _label(record: Record) -> str:
    indicator = getattr(record, "indicator", None)
    return indicator.text if indicator else "—"


def _note(record: Record, convention: Convention) -> str:
    when = getattr(record, "period", None)
    return convention.period(when.value) if when else ""
