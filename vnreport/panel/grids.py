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

_UNBROKEN = ("when", "plan_percent", "change_percent")  # a date in two lines is hard to read
_LONGEST_WORD = 12  # that is never broken
_ONCE = ("indicator_name", "place")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in data, its title for people, its type, and where it stands: in data, in what is
    for reading, or in both; of the data a page has room for some more. Rows are sorted by the field
    `sorted_by` where that is not what is shown.
    """

    name: str
    title: str
    type: type[str] | type[int] | type[float] | type[bool] | type[Decimal]
    where: Literal["data", "page", "reading", "both"] = "both"
    sorted_by: str = ""


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

    def caption(self) -> dict[str, Cell]:
        """The titles of columns that hold one thing throughout, and need not repeat it, with that."""
        if len(self.rows) < 2:
            return {}
        return {
            field.title: self.rows[0][at]
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
    """Write for reading: the fields that are to be shown, numbers as the reader writes them."""
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
        for at in shown:
            field = grid.fields[at]
            words = [word for row in grid.rows for word in _words(row[at]).split()]
            table.add_column(
                field.title,
                overflow="fold",
                justify="right" if field.type in (Decimal, int, float) else "left",
                no_wrap=field.name in _UNBROKEN,
                min_width=min(_LONGEST_WORD, max(map(len, words), default=0)),
            )
        for row in grid.rows:
            table.add_row(*(Text(_words(row[at])) for at in shown))
        for title, cell in caption.items():
            screen.print(Text(f"{title}: {_words(cell)}\n"))
        screen.print(table)
        file.flush()
    finally:
        file.detach()


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
            Shown(_words(cell), None if isinstance(key, str) and key is cell else _key(key))
            for cell, key in zip(row, told, strict=True)
        ]
        for row, told in zip(page.rows, keys, strict=True)
    ]
    for piece in table_page(page.name, page.charts, heads, rows):
        stream.write(piece.encode("utf-8", "replace"))


def _key(cell: Cell) -> str:
    """What a row is sorted by; nothing where there is nothing."""
    return "" if cell is None else str(int(cell)) if isinstance(cell, bool) else str(cell)


def _words(cell: Cell) -> str:
    """A cell for reading."""
    if isinstance(cell, bool):
        return "✓" if cell else ""
    if isinstance(cell, Decimal):
        return reader().number(cell)
    return "" if cell is None else printable(str(cell))


FORMATS: dict[str, Callable[..., None]] = {
    "table": write_table,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "html": write_html,
}
