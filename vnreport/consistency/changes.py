"""A stated change or plan percentage against the two values that it compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnreport.consistency.finding import Finding
from vnreport.document import Comparison, Record
from vnreport.implication import Level, find_links, implied
from vnreport.rounding import bounds
from vnreport.text import fold
from vnreport.vietnamese import number


def check_changes(records: Sequence[Record]) -> Iterator[Finding]:
    """For each comparison whose value and baseline are both stated, whether it is what they give."""
    for level, comparison in find_links(records):
        range_ = implied(level, comparison)
        baseline = _stated_plan(comparison, records) or _stated_earlier(level, comparison, records)
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


def _stated_plan(comparison: Comparison, records: Sequence[Record]) -> Level | None:
    """The plan's own value right behind the comparison: "bằng 70,7% dự toán (300.500 tỷ đồng)"."""
    if comparison.baseline is None or comparison.baseline.kind != "plan":
        return None
    following = next((record for record in records if record.start >= comparison.end), None)
    if isinstance(following, Level) and following.status == "target" and comparison.status != "target":
        return following if following.sentence == comparison.sentence and following.approx is None else None
    return None


def _stated_earlier(level: Level, comparison: Comparison, records: Sequence[Record]) -> Level | None:
    """The one value that the article states for the same indicator in the period of the baseline."""
    when = comparison.baseline.period if comparison.baseline else None
    if when is None or level.period is None or when == level.period.value or level.indicator is None:
        return None
    found = [
        record
        for record in records
        if isinstance(record, Level)
        and record.period is not None
        and record.period.value == when
        and record.indicator is not None
        and fold(record.indicator.text) == fold(level.indicator.text)
        and (record.unit, record.place, record.approx) == (level.unit, level.place, None)
        and record.status != "target"
    ]
    return found[0] if len({record.value for record in found}) == 1 else None
