"""What follows from a value and what it is compared with: the implied plan, or the value of the earlier time.

Derived values stand in a list of their own beside the records. They are made only where the link is certain:
one figure of the sentence and the comparison share indicator, period, place and status, both are printed in
digits and exact, the text tells the baseline, and nothing in the sentence implies another value for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import get_args

from msgspec.structs import replace

from vnreport.document import Comparison, Derived, DerivedKind, Figure, Record
from vnreport.implication import Link, find_links, implied
from vnreport.rounding import PRECISION, rounded

_KINDS = frozenset(get_args(DerivedKind))
_LOOSE = Decimal("0.1")  # a value less certain than this share of itself is not worth deriving


def derive(records: Sequence[Record]) -> tuple[Derived, ...]:
    """The values that the records imply, in the order of their comparisons; ids are `d1`, `d2` …"""
    links = find_links(records)
    of_level: dict[str, list[Link]] = {}
    for link in links:
        of_level.setdefault(link[0].id, []).append(link)
    certain = [link for link in links if not any(_disagree(link, other) for other in of_level[link[0].id])]
    found = (_derived(level, comparison) for level, comparison in certain if isinstance(level, Figure))
    values = (value for value in found if value is not None)
    return tuple(replace(value, id=f"d{number}") for number, value in enumerate(values, 1))


def _disagree(one: Link, other: Link) -> bool:
    """Whether two comparisons of one value with the same baseline imply different values for it."""
    if not _same_baseline(one[1], other[1]):
        return False
    a, b = implied(*one), implied(*other)
    return a is not None and b is not None and not a.touches(b)


def _same_baseline(one: Comparison, other: Comparison) -> bool:
    a, b = one.baseline, other.baseline
    return a is not None and b is not None and (a.kind, a.text, a.period) == (b.kind, b.text, b.period)


def _derived(figure: Figure, comparison: Comparison) -> Derived | None:
    baseline, range_ = comparison.baseline, implied(figure, comparison)
    if baseline is None or baseline.kind not in _KINDS or range_ is None or range_.low <= 0:
        return None
    if figure.period is not None and figure.period.value == baseline.period:
        return None  # a value is not compared with itself: one of the periods is wrong
    with localcontext(prec=PRECISION):
        middle, width = (range_.low + range_.high) / 2, range_.high - range_.low
    if width > middle * _LOOSE:
        return None
    outward = range_.outward()
    return Derived(
        id="",
        kind=baseline.kind,  # type: ignore[arg-type]
        value=rounded(middle, Decimal(1).scaleb(width.adjusted()), ROUND_HALF_EVEN),
        low=outward.low,
        high=outward.high,
        unit=figure.unit,
        indicator=figure.indicator,
        period=baseline.period,
        place=figure.place,
        figure=figure.id,
        comparison=comparison.id,
    )
