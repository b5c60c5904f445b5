"""A table of any content, written for reading, as csv, as a workbook, or as Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import BinaryIO, Literal

from vnreport.conventions import reader
from vnreport.panel.charts import Chart
from vnreport.tabular.columns import Cell
from vnreport.terminal import printable
from vnreport.writers.csv_rows import plain

_UNBROKEN = ("period", "plan_percent", "change_percent")  # a date in two lines is hard to read
_LONGEST_WORD = 12  # that is not broken where there is room for it
_BESIDE = 3  # each column; rich pads the edges in its count, and draws no line after the last
_ONCE = ("indicator_name", "place")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in data, its title for people, its type, and where it stands: in data, in what is
    for reading, or in both; of the data a page has room for some more. Rows are sorted by the field
    `sorted_by` where that is not what is shown. A `time` is a period or a day as SDMX writes it, which
    readers write otherwise.
    """

    name: str
    title: str
    type: type[str] | type[int] | type[float] | type[bool] | type[Decimal]
    where: Literal["data", "page", "reading", "both"] = "both"
    sorted_by: str = ""
    time: bool = False

    def words(self, cell: Cell) -> str:
        """A cell of the column for reading."""
        if isinstance(cell, bool):
            return "✓" if cell else ""
        if isinstance(cell, Decimal):
            return reader().number(cell)
        told = "" if cell is None else printable(str(cell))
        return reader().period(told) if self.time else told


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells under fields. The field `source` holds the path of an article, or several."""

    name: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    charts: Sequence[Chart] = ()

    def data(self) -> Grid:
        """The fields that data has."""
        return self._only(self._at("data", "page", "both"))

    def reading(self) -> Grid:
        """The fields that a table for reading has, without those that hold nothing."""
        return self._only(self._filled("reading", "both"))

    def page(self) -> tuple[Grid, Sequence[Sequence[Cell]]]:
        """The fields that a page has, without those that hold nothing; and what each cell is sorted by."""
        shown = self._filled("page", "reading", "both")
        names = [field.name for field in self.fields]
        keys = [names.index(self.fields[at].sorted_by or self.fields[at].name) for at in shown]
        return self._only(shown), [[row[at] for at in keys] for row in self.rows]

    def _at(self, *places: str) -> list[int]:
        return [at for at, field in enumerate(self.fields) if field.where in places]

    def _filled(self, *places: str) -> list[int]:
        kept = self._at(*places)
        return [at for at in kept if any(row[at] not in (None, False) for row in self.rows)] or kept

    def caption(self) -> dict[str, str]:
        """The titles of columns that hold one thing throughout, and need not repeat it, with that."""
        if len(self.rows) < 2:
            return {}
        return {
            field.title: field.words(self.rows[0][at])
            for at, field in enumerate(self.fields)
            if field.name in _ONCE and all(row[at] == self.rows[0][at] for row in self.rows)
        }

    def _only(self, kept: Sequence[int]) -> Grid:
        return replace(
            self,
            fields=[self.fields[at] for at in kept],
            rows=[[row[at] for at in kept] for row in self.rows],
        )


def write_csv(grid: Grid, stream: BinaryIO, *, titled: bool = False) -> None:
    """Write UTF-8, the names of the fields first, or, `titled`, their titles; as the csv of records, text is
    never a formula.
    """
    grid = grid.data()
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(field.title if titled else field.name for field in grid.fields)
    for row in grid.rows:
        writer.writerow(map(plain, row))
    stream.write(buffer.getvalue().encode("utf-8"))


def write_xlsx(grid: Grid, stream: BinaryIO) -> None:
    """Write one sheet, of which the first column is the source and leads to it."""
    grid = grid.data()
    from vnreport.tabular.workbook import Workbook, link_to

    names = [field.name for field in grid.fields]
    at = names.index("source")
    order = [at, *(other for other in range(len(names)) if other != at)]
    with Workbook(stream) as book:
        sheet = book.sheet(
            grid.name, [names[column] for column in order], [grid.fields[column].title for column in order]
        )
        for row in grid.rows:
            path = str(row[at] or "")
            cells = [row[column] for column in order]
            sheet.add(cells, link_to(path.split("; ")[0]) if path else None)


def write_parquet(grid: Grid, stream: BinaryIO) -> None:
    """Write one row group; numbers are decimals of 26 digits before the point and 12 after it."""
    grid = grid.data()
    import pyarrow as pa
    import pyarrow.parquet as pq

    from vnreport.tabular.arrow import TYPES, Decimals

    decimals = Decimals()
    columns = {}
    for at, field in enumerate(grid.fields):
        cells = [row[at] for row in grid.rows]
        if field.type is Decimal:
            cells = [decimals.fit(cell) if isinstance(cell, Decimal | int) else None for cell in cells]
        columns[field.name] = pa.array(cells, TYPES[field.type])
    pq.write_table(pa.table(columns), stream, compression="zstd")


def write_table(grid: Grid, stream: BinaryIO) -> None:
    """Write for reading: the fields that are to be shown, numbers as the reader writes them; nothing where
    there are no rows.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from vnreport.terminal import console

    grid = grid.reading()
    caption = grid.caption()
    file = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    try:
        screen = console(file)
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
        shown = [at for at, field in enumerate(grid.fields) if field.title not in caption]
        widths = _widths(grid, shown, screen.width)
        for at in shown:
            field = grid.fields[at]
            table.add_column(
                field.title,
                overflow="fold",
                justify="right" if field.type in (Decimal, int, float) else "left",
                width=widths[at],
            )
        for row in grid.rows:
            table.add_row(*(Text(grid.fields[at].words(row[at])) for at in shown))
        for title, told in caption.items():
            screen.print(Text(f"{title}: {told}\n"))
        if grid.rows:
            screen.print(table)
        file.flush()
    finally:
        file.detach()


def _widths(grid: Grid, shown: Sequence[int], room: int) -> dict[int, int]:
    """The width of each column: of what is unbroken all; of others the longest word, then the longest cell,
    the narrowest column first, for as long as there is room.
    """
    made, words, whole = {}, {}, {}
    for at in shown:
        field = grid.fields[at]
        cells = [field.title, *(field.words(row[at]) for row in grid.rows)]
        whole[at] = max(map(len, cells))
        words[at] = min(_LONGEST_WORD, max((len(word) for cell in cells for word in cell.split()), default=1))
        made[at] = whole[at] if field.name in _UNBROKEN else 1
    for _ in range(sum(made.values()), room + 1 - _BESIDE * len(shown)):
        wider = [at for at in shown if made[at] < words[at]] or [at for at in shown if made[at] < whole[at]]
        if wider:
            made[min(wider, key=made.__getitem__)] += 1
    return made


def write_html(grid: Grid, stream: BinaryIO) -> None:
    """Write one page that needs nothing else: the pictures, and a table that can be sorted."""
    from vnreport.page.render import Head, Shown, table_page

    page, keys = grid.page()
    numbers = [
        any(isinstance(row[at], Decimal | int | float) for row in keys) for at in range(len(page.fields))
    ]
    heads = [
        Head(field.name, field.title, number) for field, number in zip(page.fields, numbers, strict=True)
    ]
    rows = [
        [
            Shown(field.words(cell), None if isinstance(key, str) and key == field.words(cell) else _key(key))
            for field, cell, key in zip(page.fields, row, told, strict=True)
        ]
        for row, told in zip(page.rows, keys, strict=True)
    ]
    for piece in table_page(page.name, page.charts, heads, rows):
        stream.write(piece.encode("utf-8", "replace"))


def _key(cell: Cell) -> str:
    """What a row is sorted by; nothing where there is nothing."""
    return "" if cell is None else str(int(cell)) if isinstance(cell, bool) else str(cell)


FORMATS: dict[str, Callable[..., None]] = {
    "table": write_table,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "html": write_html,
}
