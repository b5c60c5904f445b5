"""sdmx-csv: the records that are observations, in SDMX-CSV 2.0 as statistical offices exchange it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from vnreport.language import _
from vnreport.writers import register

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction


@register("sdmx-csv", "SDMX-CSV 2.0: one row an observation, which is a record with an indicator code")
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> list[str]:
    """Write a header and a row an observation, under the components of `vnreport.tabular.statistics`.

    Says how many records are none, and why.
    """
    import csv
    import io
    from collections import Counter

    from vnreport.tabular.columns import Row
    from vnreport.tabular.statistics import AGENCY, COMPONENTS, STRUCTURE, VERSION, left_out
    from vnreport.writers.csv_rows import plain

    def line(cells: Iterable[str]) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow(cells)
        return buffer.getvalue().encode("utf-8")

    reasons: Counter[str] = Counter()
    records = 0
    stream.write(line(["STRUCTURE", "STRUCTURE_ID", "ACTION", *(component.id for component in COMPONENTS)]))
    structure = ["datastructure", f"{AGENCY}:{STRUCTURE}({VERSION})", "I"]
    for extraction in extractions:
        for record in extraction.document.records:
            records += 1
            reason = left_out(record)
            if reason:
                reasons[reason] += 1
                continue
            row = Row(extraction, record)
            stream.write(line([*structure, *(plain(component.value(row)) for component in COMPONENTS)]))
        stream.flush()
    if not reasons:
        return []
    counts = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return [
        _(
            "sdmx-csv: {left_out} of {records} records are no observations: {counts}",
            left_out=reasons.total(),
            records=records,
            counts=counts,
        )
    ]
