"""A stated percentage against the count and the whole that it is of: `45/50 xã, đạt 90%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext
from itertools import pairwise

from vnreport.consistency.finding import Finding, percent
from vnreport.document import Comparison, Figure, Percentage, Record
from vnreport.rounding import PRECISION, bounds

_NEAR = 40  # code points between a fraction and its share


def check_shares(records: Sequence[Record]) -> Iterator[Finding]:
    """For each percentage right behind a fraction, whether it is the fraction's."""
    for figure, share in pairwise(records):
        if not isinstance(figure, Figure) or not isinstance(share, Percentage | Comparison):
            continue
        if figure.value is None or not figure.of or share.value is None or figure.sentence != share.sentence:
            continue
        if (
            share.unit != "%"
            or share.approx
            or figure.approx
            or (isinstance(share, Comparison) and share.relation != "at")
        ):
            continue
        told = bounds(share.text, share.value)
        if told is None or share.start - figure.end > _NEAR:
            continue
        with localcontext(prec=PRECISION):
            ratio = figure.value / figure.of
            agrees = told.low <= ratio * 100 <= told.high
            if agrees or _is_of(share, figure):
                yield Finding(
                    "share",
                    (figure.id, share.id),
                    agrees,
                    f"{figure.text} is {percent(ratio)}, but {share.text} is stated",
                )


def _is_of(share: Percentage | Comparison, figure: Figure) -> bool:
    """Whether what the share measures is what the fraction counts: "45/50 trường đạt chuẩn (80%)"."""
    if not isinstance(share, Percentage) or share.indicator is None or figure.indicator is None:
        return False
    if figure.period != share.period:
        return False
    return share.indicator.start < figure.indicator.end and figure.indicator.start < share.indicator.end
