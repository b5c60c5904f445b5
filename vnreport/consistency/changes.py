"""A stated change or plan percentage against the two values that it compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vnreport.consistency.finding import Finding
from vnreport.document import Comparison, Place, Record
from vnreport.implication import Level, find_links, implied
from vnreport.rounding import bounds
from vnreport.text import fold
from vnreport.vietnamese import number

_Measured = tuple[str | None, str | None, Place | None, str]


def check_changes(records: Sequence[Record]) -> Iterator[Finding]:
    """For each comparison whose value and baseline are both stated, whether it is what they give."""
    following = {a.id: b for a, b in pairwise(records)}
    stated = _stated(records)
    for level, comparison in find_links(records):
        range_ = implied(level, comparison)
        baseline = _plan(comparison, following.get(comparison.id)) or _earlier(level, comparison, stated)
        if range_ is None or baseline is None or baseline.value is None:
            continue
        told = bounds(baseline.text, baseline.value)
        if told is not None:
            low, high = map(number, range_.outward())
            yield Finding(
                "change",
                tuple(r.id for r in sorted((level, comparison, baseline), key=lambda r: r.start)),
                range_.touches(told),
                f"{level.text} and {comparison.text} imply {low} to {high}, but {baseline.text} is stated",
            )


def _plan(comparison: Comparison, following: Record | None) -> Level | None:
    """The plan's own value right behind the comparison: "bằng 70,7% dự toán (300.500 tỷ đồng)"."""
    if comparison.baseline is None or comparison.baseline.kind != "plan" or comparison.status == "target":
        return None
    if not isinstance(following, Level) or following.sentence != comparison.sentence:
        return None
    return following if following.status == "target" and following.approx is None else None


def _stated(records: Sequence[Record]) -> dict[_Measured, list[Level]]:
    """The exact values of an article that are no targets, by what they measure and when."""
    found: dict[_Measured, list[Level]] = {}
    for record in records:
        if isinstance(record, Level) and record.period and record.status != "target" and not record.approx:
            found.setdefault(_measured(record, record.period.value), []).append(record)
    return found


def _earlier(level: Level, comparison: Comparison, stated: dict[_Measured, list[Level]]) -> Level | None:
    """The one value that the article states for the same indicator in the period of the baseline."""
    when = comparison.baseline.period if comparison.baseline else None
    if when is None or level.period is None or when == level.period.value or level.indicator is None:
        return None
    found = stated.get(_measured(level, when), [])
    return found[0] if len({record.value for record in found}) == 1 else None


def _measured(level: Level, when: str) -> _Measured:
    return fold(level.indicator.text) if level.indicator else None, level.unit, level.place, when
