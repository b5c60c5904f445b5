"""csv: one row a record, under the flat columns of `vnreport.tabular.columns`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from vnreport.writers import Option, register

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction
    from vnreport.tabular.columns import Cell

# Spreadsheets take a cell that begins so for a formula, some after skipping the control characters.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", *map(chr, range(0x20)))
_BOM = Option("bom", "csv: begin with a byte order mark, by which Excel knows UTF-8.")


@register("csv", "one row a record", extensions=(".csv",), options=(_BOM,), titled=True)
def write(
    extractions: Iterable[Extraction], stream: BinaryIO, *, bom: bool = False, titled: bool = False
) -> None:
    """Write a header and one row a record: UTF-8, commas, lines that end in \\n, empty cells for null.

    `titled` gives the columns titles in the reader's language instead of their names.
    Text that a spreadsheet would take for a formula gets a `'` before it.
    """
    import csv
    import io

    from vnreport.tabular.columns import COLUMNS, Row, title_of

    def line(cells: Iterable[str]) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(cells)
        return buffer.getvalue().encode("utf-8")

    stream.write(b"\xef\xbb\xbf" if bom else b"")
    stream.write(line(title_of(column) if titled else column.name for column in COLUMNS))
    for extraction in extractions:
        for record in extraction.document.records:
            row = Row(extraction, record)
            stream.write(line(plain(column.cell(row)) for column in COLUMNS))
        stream.flush()


def plain(cell: Cell) -> str:
    """A cell of any csv: nothing in it that a terminal would obey, or a spreadsheet calculate."""
    from decimal import Decimal

    from vnreport.terminal import printable

    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if not isinstance(cell, str):
        return str(cell)
    shown = printable(cell)
    return f"'{shown}" if cell.startswith(_FORMULA) and len(cell) > 1 else shown
