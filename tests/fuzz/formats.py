"""What must hold for anything that is written: a document of hostile words, and a check for each format."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from typing import Any, get_args
from xml.etree import ElementTree

import jsonschema
import msgspec
from fuzz.pieces import composed

import vnreport
from vnreport import explain
from vnreport.document import (
    Action,
    Baseline,
    BaselineKind,
    Comparison,
    Contradiction,
    Derived,
    Document,
    Figure,
    Indicator,
    Official,
    Percentage,
    Period,
    Phrase,
    Place,
    Position,
    Ranking,
    Record,
    Source,
    Span,
)
from vnreport.pipeline import Extraction
from vnreport.schema import schema_json
from vnreport.tabular.columns import COLUMNS
from vnreport.trace import Evidence, Trace
from vnreport.writers import formats

# Spreadsheets calculate cells that begin so.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_OBEYED = frozenset(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))) - {"\n"}
_SAFE_ADDRESSES = ("#", "file:", "http://", "https://", "data:,")
# Tags that the page itself has for what an article may lack.
_OWN_TAGS = frozenset(
    (
        "b",
        "bdi",
        "h2",
        "h3",
        "i",
        "input",
        "label",
        "li",
        "meter",
        "p",
        "rect",
        "small",
        "span",
        "svg",
        "ul",
        "wbr",
    )
)


def writers(data: bytes) -> None:
    """Every format takes any words and any number, and nothing in what it writes is obeyed by who reads it.

    The first byte says which format.
    """
    names = [*formats(), "explain"]
    check_format(names[(data or b"0")[0] % len(names)], hostile(data[1:]))


def check_format(name: str, made: Extraction) -> None:
    """One format of one extraction, twice, and its check."""
    once, again = _written(name, made), _written(name, made)
    if name != "sqlite":  # its file has a counter of changes
        assert once == again, name
    check = _CHECKS.get(name)
    if check is not None:
        check(once, made)


def hostile(data: bytes) -> Extraction:
    """A document with every sort of record, whose words and numbers are made from the bytes."""
    read = _Bytes(data)
    text = vnreport.normalise(read.words() + read.words() + "x")
    words = read.words() or "x"
    span = Span(0, len(text))
    indicator = Indicator(text, 0, len(text), read.either(words))
    period = Period(words, read.either(words) or "2024")
    place = Place(words, read.either(words))
    common: dict[str, Any] = {"text": text, "start": 0, "end": len(text), "sentence": span, "rule": words}
    measured: dict[str, Any] = {"indicator": indicator, "period": period, "place": place, "unit": words}
    kind = get_args(BaselineKind)[read.byte() % 5]
    number = read.number()
    records: tuple[Record, ...] = (
        Figure(id="r1", confidence=0.5, value=number, of=read.number(), **common, **measured),
        Percentage(
            id="r2",
            confidence=1.0,
            low=read.number(),
            high=read.number(),
            **common,
            **{**measured, "unit": "%"},
        ),
        Comparison(
            id="r3",
            confidence=0.0,
            value=number,
            relation="above",
            baseline=Baseline(kind, words, words),
            ratio=read.number(),
            **common,
            **measured,
        ),
        Ranking(
            id="r4",
            confidence=0.7,
            rank=read.byte(),
            scope=Phrase(text, 0, len(text)),
            indicator=indicator,
            period=period,
            **common,
        ),
        Official(
            id="r5",
            confidence=0.7,
            name=words,
            honorific=words,
            positions=(Position(words, former=True), Position(text)),
            mentions=(span,),
            actions=(Action(words, 0, 1),),
            **common,
        ),
    )
    derived = Derived(
        id="d1",
        kind="plan",
        value=number,
        low=number,
        high=number,
        unit=words,
        indicator=indicator,
        period=words,
        place=place,
        figure="r1",
        comparison="r3",
    )
    document = Document(
        source=Source(words, "0" * 64, "utf-8", len(text)),
        title=read.either(text),
        published=read.either(words),
        place=place,
        records=records,
        derived=(derived,),
        warnings=(Contradiction(kind="change", records=("r1", "r3"), message=words),),
        text=text,
    )
    trace = Trace((words,), (Evidence("unit", 0, len(text), words),))
    return Extraction(text, document, (trace,) * len(records))


class _Bytes:
    """Takes words and numbers off the front of bytes; where they have ended, there are zeros."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def words(self) -> str:
        size = self.byte() % 32
        self._at += size
        return composed(self._data[self._at - size : self._at]).encode("utf-8", "replace").decode("utf-8")

    def either(self, words: str) -> str | None:
        return words if self.byte() % 4 else None

    def number(self) -> Decimal:
        digits = str(struct.unpack("<q", bytes(self.byte() for _ in range(8)))[0])
        return Decimal(digits).scaleb(self.byte() % 64 - 32)


def _written(name: str, made: Extraction) -> bytes:
    stream = io.BytesIO()
    (explain.write if name == "explain" else formats()[name].write)([made], stream)
    return stream.getvalue()


def _check_screen(written: bytes, made: Extraction) -> None:
    assert not _OBEYED.intersection(written.decode("utf-8"))


def _check_csv(written: bytes, made: Extraction) -> None:
    _check_screen(written.replace(b"\r\n", b"\n"), made)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8"), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == 1 + len(made.document.records)
    _check_cells(rows)


def _check_sdmx(written: bytes, made: Extraction) -> None:
    _check_screen(written.replace(b"\r\n", b"\n"), made)
    _check_cells(list(csv.reader(io.StringIO(written.decode("utf-8"), newline=""))))


def _check_cells(rows: list[list[str]]) -> None:
    for row in rows:
        for cell in row:
            calculated = cell.startswith(_FORMULA) and len(cell) > 1
            assert not calculated or _is_number(cell), cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def _check_lines(written: bytes, made: Extraction) -> None:
    _check_screen(written, made)
    (line,) = written.decode("utf-8").splitlines()
    assert msgspec.json.decode(line, type=Document) == made.document
    validator().validate(json.loads(line))


def _check_array(written: bytes, made: Extraction) -> None:
    _check_screen(written, made)
    assert msgspec.json.decode(written, type=list[Document]) == [made.document]


def _check_sheets(written: bytes, made: Extraction) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        for name in file.namelist():
            assert ".." not in name
            assert not name.startswith("/")
            for element in ElementTree.fromstring(file.read(name)).iter():
                assert element.tag.rpartition("}")[2] != "f", name  # a formula


def _check_database(written: bytes, made: Extraction) -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(written)
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    (count,) = database.execute("select count(*) from records").fetchone()
    assert count == len(made.document.records)
    database.close()


class _Page(HTMLParser):
    """Says what a page would do: its tags, handlers and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            elif name in ("href", "src", "action"):
                self.addresses.append(value or "")


def _page_of(written: bytes) -> _Page:
    page = _Page()
    page.feed(written.decode("utf-8"))
    page.close()
    return page


@cache
def _plain_page() -> _Page:
    return _page_of(_written("html", hostile(b"")))


def _check_page(written: bytes, made: Extraction) -> None:
    page, plain = _page_of(written), _plain_page()
    # No word of an article is a tag: its tags are a plain one's, or the page's own.
    assert set(page.tags) <= {*plain.tags, *_OWN_TAGS}, set(page.tags) - set(plain.tags)
    assert page.tags.count("script") == plain.tags.count("script")
    assert page.handlers == []
    assert all(address.startswith(_SAFE_ADDRESSES) for address in page.addresses), page.addresses


_CHECKS: dict[str, Callable[[bytes, Extraction], None]] = {
    "csv": _check_csv,
    "explain": _check_screen,
    "html": _check_page,
    "json": _check_array,
    "jsonl": _check_lines,
    "jsonl.gz": lambda written, made: _check_lines(gzip.decompress(written), made),
    "sdmx-csv": _check_sdmx,
    "sqlite": _check_database,
    "table": _check_screen,
    "xlsx": _check_sheets,
}


@cache
def validator() -> jsonschema.Draft202012Validator:
    """Of the schema of a document."""
    return jsonschema.Draft202012Validator(json.loads(schema_json()))
