"""A workbook for spreadsheets, written row by row: exact, harmless, and the same bytes for the same rows.

The first column of each sheet is the source, which links to the article.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter import Workbook as Book
from xlsxwriter.exceptions import FileCreateError

from vnreport.language import _
from vnreport.reading import STDIN
from vnreport.tabular.columns import Cell
from vnreport.terminal import printable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a sheet can hold.
MAX_ROWS = 1_048_576  # the header included
MAX_LINKS = 65_530
MAX_TEXT = 32_767  # UTF-16 units in a cell
MAX_LINK = 2_000  # characters
DIGITS = 15  # of a number; a spreadsheet rounds the rest away

_CREATED = datetime(2000, 1, 1)  # always the same, so that the bytes are
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets disagree on the calendar
_VIETNAMESE = "[$-42A]"  # the locale of a number format: a comma before the decimals, points between groups
_MOST_DECIMALS = 10
_WIDTHS = {
    "source": 28,
    "title": 40,
    "published": 12,
    "text": 24,
    "value": 20,
    "indicator": 36,
    "name": 24,
    "positions": 50,
    "actions": 30,
    "sentence": 80,
}
_WIDTH = 14  # characters, of all other columns


def link_to(path: str) -> str | None:
    """The address of a source: of the file, or of the archive that it is in; None where it has none."""
    if path == STDIN:
        return None
    if path.startswith(("http://", "https://")):
        return path
    # XlsxWriter turns what begins with "file:" into a Windows path; schemes may be written in either case.
    return "FILE" + Path(path.split("!/")[0]).absolute().as_uri().removeprefix("file")


class _Output:
    """Hands on what is written until that fails; a ZipFile that is thrown away would still write its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._failed = False

    def write(self, data: bytes) -> int:
        if self._failed:
            return len(data)
        try:
            return self._stream.write(data)
        except OSError:
            self._failed = True
            raise

    def flush(self) -> None:
        """Nothing is held back here."""


class Workbook:
    """A context in which sheets are filled; the stream gets the whole when it ends well, else nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vnreport-")
        self._book = Book(_Output(stream), {"constant_memory": True, "tmpdir": self._folder.name})
        self._book.use_zip64()
        self._book.set_properties({"created": _CREATED})
        self._formats: dict[tuple[str, bool], Format] = {}
        self._sheets: list[Sheet] = []

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._folder:
            if kind is not None:
                return
            for sheet in self._sheets:
                sheet.finish()
            try:
                self._book.close()
            except FileCreateError as failure:
                raise failure.args[0] from None  # the OSError

    def sheet(self, name: str, columns: Sequence[str], titles: Sequence[str] | None = None) -> Sheet:
        """A sheet with these columns; their titles are their names unless others are given."""
        self._sheets.append(Sheet(self, name, columns, titles or columns))
        return self._sheets[-1]

    def notes(self) -> list[str]:
        """What the sheets could not hold."""
        return [note for sheet in self._sheets for note in sheet.notes()]

    def worksheet(self, name: str) -> Worksheet:
        """A new empty sheet of the underlying workbook."""
        return self._book.add_worksheet(name)

    def style(self, number: str = "", bold: bool = False) -> Format:
        """The cell style with that number format."""
        if (number, bold) not in self._formats:
            properties = {"num_format": number} if number else {}
            self._formats[number, bold] = self._book.add_format({**properties, "bold": bold})
        return self._formats[number, bold]


class Sheet:
    """Rows under titles: the header frozen, filters on, widths set; continued in another when it is full."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[str], titles: Sequence[str]) -> None:
        self._book = book
        self._name = name
        self._columns = columns
        self._titles = titles
        self._parts = 0
        self._cut = 0
        self._unlinked = 0
        self._begin()

    def add(self, cells: Sequence[Cell], link: str | None) -> None:
        """Write a row; the first cell leads to `link`."""
        if self._row == MAX_ROWS - 1:
            self.finish()
            self._begin()
        self._row += 1
        first, *others = cells
        self._source(str(first), link)
        for column, cell in enumerate(others, 1):
            self._write(column, self._columns[column], cell)

    def finish(self) -> None:
        """Set the filters, once the number of rows is known."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

    def notes(self) -> list[str]:
        """What the sheet could not hold."""
        made = []
        if self._cut:
            made.append(
                _(
                    "xlsx: {texts} texts of sheet {sheet} are cut to {most} characters",
                    texts=self._cut,
                    sheet=self._name,
                    most=MAX_TEXT,
                )
            )
        if self._unlinked:
            made.append(
                _(
                    "xlsx: {rows} rows of sheet {sheet} have no link to their source; a sheet holds {most}",
                    rows=self._unlinked,
                    sheet=self._name,
                    most=MAX_LINKS,
                )
            )
        return made

    def _begin(self) -> None:
        self._parts += 1
        self._sheet = self._book.worksheet(self._name if self._parts == 1 else f"{self._name} {self._parts}")
        self._row = self._links = 0
        self._sheet.freeze_panes(1, 1)
        for column, (name, title) in enumerate(zip(self._columns, self._titles, strict=True)):
            self._sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
            self._sheet.write_string(0, column, title, self._book.style(bold=True))

    def _source(self, path: str, link: str | None) -> None:
        text = self._fitting(path)
        if link is None or len(link) > MAX_LINK:
            self._sheet.write_string(self._row, 0, text)
        elif self._links == MAX_LINKS:
            self._unlinked += 1
            self._sheet.write_string(self._row, 0, text)
        else:
            self._links += 1
            self._sheet.write_url(self._row, 0, link, string=text)

    def _write(self, column: int, name: str, cell: Cell) -> None:
        at = (self._row, column)
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(*at, cell)
        elif isinstance(cell, int):
            self._sheet.write_number(*at, cell)
        elif isinstance(cell, float):
            self._sheet.write_number(*at, cell, self._book.style(f"{_VIETNAMESE}0.00"))
        elif isinstance(cell, Decimal):
            if _is_held(cell):
                self._sheet.write_number(*at, float(cell), self._book.style(_number_format(cell)))
            else:
                self._sheet.write_string(*at, self._fitting(format(cell, "f")))
        elif name == "published" and (day := _day(cell)):
            self._sheet.write_datetime(*at, day, self._book.style(f"{_VIETNAMESE}dd/mm/yyyy"))
        else:
            self._sheet.write_string(*at, self._fitting(cell))

    def _fitting(self, text: str) -> str:
        """The text without what a screen would obey, cut to what a cell holds."""
        text = printable(text)
        if len(text) * 2 > MAX_TEXT and len(units := text.encode("utf-16-le")) > 2 * MAX_TEXT:
            self._cut += 1
            return units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
        return text


def _is_held(number: Decimal) -> bool:
    """Whether a spreadsheet keeps the number as it is."""
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    return len(digits) <= DIGITS and abs(number.adjusted()) < 300


def _number_format(number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    decimals = min(_MOST_DECIMALS, max(0, -exponent if isinstance(exponent, int) else 0))
    return f"{_VIETNAMESE}#,##0" + ("." + "0" * decimals if decimals else "")


def _day(published: str) -> date | None:
    """A full date that every spreadsheet counts alike; a month alone is none."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None
