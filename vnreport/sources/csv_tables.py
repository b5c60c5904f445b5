"""CSV: a header, then an article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.sources.fields import article_of, identified
from vnreport.sources.files import quoted
from vnreport.sources.item import Article, Item, unreadable
from vnreport.sources.options import ARTICLE_LIMIT, Options
from vnreport.sources.stream import Stream

_DELIMITERS = (",", ";", "\t", "|")
_MARK = "\ufeff"


def items(stream: Stream, options: Options) -> Iterator[Item]:
    """An item for each row that is not blank, named by its id or by the number of its row (the header is 1).

    The file is UTF-8; the delimiter is the one by which the header has a column for the text.
    """
    csv.field_size_limit(ARTICLE_LIMIT)
    lines = _Lines(stream)
    try:
        rows, header = _begin(lines, options.fields.text)
    except csv.Error as reason:
        broken = ReadError(
            _(
                "{name}: the header is no CSV ({error}); save the table anew as CSV in UTF-8",
                name=stream.name,
                error=reason,
            ),
            0,
        )
        yield unreadable(stream.name, stream.stamp, stream.position(), broken)
        return
    if options.fields.text not in header:
        there = ", ".join(repr(cell) for cell in header[:10]) or _("nothing")
        error = ReadError(
            _(
                "{name}: the header has no column {field!r} but {there}; choose with --text-field, "
                "and see that the file is UTF-8",
                name=stream.name,
                field=options.fields.text,
                there=there,
            ),
            0,
        )
        yield unreadable(stream.name, stream.stamp, stream.position(), error)
        return
    number = 1
    while True:
        at = lines.passed
        number += 1
        name = f"{stream.name}#row={number}"
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if not cells:
                continue
            row = _row(cells, header, name, at)
            name = identified(stream.name, name, row, options.fields, at)
        except csv.Error as error:
            broken = ReadError(
                _("{name}: the row at byte {at} is no CSV: {error}", name=name, at=at, error=error), at
            )
            yield unreadable(name, stream.stamp, stream.position(), broken)
            continue
        except ReadError as error:
            if lines.failed:
                raise
            yield unreadable(name, stream.stamp, stream.position(), error)
            continue
        yield Item(name, stream.stamp, stream.position(), partial(_read, row, name, at, options))


class _Lines:
    """The lines of a stream as text; bytes that are no UTF-8 become surrogates. Counts the bytes passed."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.passed = 0
        self.failed = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._stream.file.readline(ARTICLE_LIMIT)
        except ReadError:
            self.failed = True
            raise
        if not line:
            raise StopIteration
        self.passed += len(line)
        return line.decode("utf-8", "surrogateescape")


def _begin(lines: _Lines, column: str) -> tuple[Iterator[list[str]], list[str]]:
    first = next(lines, "").removeprefix(_MARK)
    for delimiter in _DELIMITERS:
        header = next(csv.reader([first], delimiter=delimiter), [])
        if column in header:
            return csv.reader(lines, delimiter=delimiter, strict=True), header
    likely = max(_DELIMITERS, key=first.count)
    return iter(()), next(csv.reader([first], delimiter=likely), [])


def _row(cells: list[str], header: list[str], name: str, at: int) -> dict[str, str]:
    if len(cells) != len(header):
        raise ReadError(
            _(
                "{name}: the row at byte {at} has {cells} cells, the header {columns}",
                name=name,
                at=at,
                cells=len(cells),
                columns=len(header),
            ),
            at,
        )
    row = dict(zip(header, cells, strict=True))
    for column, cell in row.items():
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            file = quoted(name.partition("#")[0])
            raise ReadError(
                _(
                    "{name}: column {column!r} of the row at byte {at} is not UTF-8; convert the file "
                    "first: iconv -f CP1258 -t UTF-8 {file}",
                    name=name,
                    column=column,
                    at=at,
                    file=file,
                ),
                at,
            ) from None
    return row


def _read(row: dict[str, str], name: str, at: int, options: Options) -> Article:
    return article_of(row, name, at, options.fields)
