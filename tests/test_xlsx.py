"""xlsx: opened by openpyxl, pandas and LibreOffice; numbers and dates are such, and no text is a formula."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import openpyxl
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport.document import Document, Figure, Source, Span
from vnreport.pipeline import Extraction
from vnreport.tabular import workbook
from vnreport.tabular.columns import COLUMNS
from vnreport.terminal import printable
from vnreport.writers import formats

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def _written(extractions: Iterable[Extraction], notes: list[str] | None = None) -> bytes:
    stream = io.BytesIO()
    said = formats()["xlsx"].write(extractions, stream)
    if notes is not None:
        notes += said or ()
    return stream.getvalue()


def _opened(extractions: Iterable[Extraction]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(_written(extractions)))


def _of(text: str, value: Decimal = Decimal(5), path: str = "bài.txt") -> Extraction:
    figure = Figure(
        id="r1",
        text=text,
        start=0,
        end=len(text),
        sentence=Span(0, len(text)),
        rule=text,
        confidence=1.0,
        value=value,
    )
    document = Document(source=Source(path, text, text, len(text)), title=text, records=(figure,))
    return Extraction(text, document, ())


def _cell(book: openpyxl.Workbook, sheet: str, title: str, row: int = 2) -> openpyxl.cell.cell.Cell:
    titles = [cell.value for cell in book[sheet][1]]
    return book[sheet].cell(row, titles.index(title) + 1)


def test_the_sheets_hold_records_officials_and_documents(extraction: Extraction) -> None:
    book = _opened([extraction, extraction])
    assert book.sheetnames == ["records", "officials", "documents"]
    shared = {column.name: column.part for column in COLUMNS}
    titles = {name: [cell.value for cell in book[name][1]] for name in book.sheetnames}
    assert {shared[title] for title in titles["records"]} == {"article", "record", "measure"}
    assert {shared[title] for title in titles["officials"]} == {"article", "record", "official"}
    assert [book[name].max_row for name in book.sheetnames] == [1 + 16, 1 + 2, 1 + 2]
    assert _cell(book, "officials", "name").value == "Đỗ Quốc Cảnh"
    assert _cell(book, "documents", "records").value == 9


def test_numbers_are_numbers_and_dates_are_dates_as_vietnamese_people_write_them(
    extraction: Extraction,
) -> None:
    book = _opened([extraction])
    value = _cell(book, "records", "value")
    assert (value.value, value.number_format) == (54341000000000, "[$-42A]#,##0")
    share = _cell(book, "records", "value", row=5)
    assert (share.value, share.number_format) == (11.72, "[$-42A]#,##0.00")
    published = _cell(book, "records", "published")
    assert (published.value, published.number_format) == (datetime(2024, 11, 28), "[$-42A]dd/mm/yyyy")
    assert _cell(book, "records", "baseline_inferred", row=4).value is True


def test_the_header_stays_and_filters_and_the_source_is_a_link(extraction: Extraction) -> None:
    for sheet in _opened([extraction]):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["A"].width > 20
        link = sheet["A2"].hyperlink.target
        assert link == "FILE" + (Path.cwd() / "bài.txt").as_uri().removeprefix("file")
        assert sheet["A2"].value == "bài.txt"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("-", None),
        ("/kho/a b#1%.txt", "FILE:///kho/a%20b%231%25.txt"),
        ("/kho/tin.zip!/2024/a.txt", "FILE:///kho/tin.zip"),
        ("https://example.org/bai?so=1", "https://example.org/bai?so=1"),
    ],
)
def test_a_source_links_to_what_can_be_opened(path: str, link: str | None) -> None:
    cell = _cell(_opened([_of("x", path=path)]), "records", "source")
    assert (cell.hyperlink.target if cell.hyperlink else None) == link


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.b", "internal:x!A1"])
def test_text_is_never_a_formula_nor_a_link(begin: str) -> None:
    for sheet in _opened([_of(begin, path=begin)]):
        for cell in sheet[2]:
            assert cell.data_type in ("s", "n", "b")
            assert cell.column == 1 or cell.hyperlink is None
    assert _cell(_opened([_of(begin)]), "records", "text").value == begin


@pytest.mark.parametrize(
    ("digits", "held"),
    [
        ("999999999999999", True),
        ("123456789012345000000", True),
        ("0.000000000123456789012345", True),
        ("-0.13", True),
        ("9999999999999999", False),
        ("33.33333333333333333333333333", False),
        ("1E+400", False),
    ],
)
def test_a_number_that_a_spreadsheet_would_round_is_text(digits: str, held: bool) -> None:
    cell = _cell(_opened([_of("x", Decimal(digits))]), "records", "value")
    assert cell.data_type == ("n" if held else "s")
    assert Decimal(str(cell.value)) == Decimal(digits)


@given(st.text())
@settings(max_examples=50)
def test_any_text_is_in_the_sheet_as_it_is_shown(text: str) -> None:
    cell = _cell(_opened([_of(text)]), "records", "title")
    # What the file format must escape openpyxl leaves as it is written.
    shown = printable(text).replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
    assert (cell.value or "") == shown


def test_what_does_not_fit_is_continued_or_cut_and_said(
    extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 6)
    monkeypatch.setattr(workbook, "MAX_LINKS", 3)
    notes: list[str] = []
    long = replace(extraction, document=msgspec.structs.replace(extraction.document, title="đ" * 40_000))
    book = openpyxl.load_workbook(io.BytesIO(_written([long, extraction], notes)))
    assert book.sheetnames == ["records", "officials", "documents", "records 2", "records 3", "records 4"]
    assert sum(book[name].max_row - 1 for name in book.sheetnames if "records" in name) == 16
    assert len(_cell(book, "documents", "title").value) == workbook.MAX_TEXT
    assert notes == [
        "xlsx: 8 texts of sheet records are cut to 32767 characters",
        "xlsx: 6 rows of sheet records have no link to their source; a sheet holds 3",
        "xlsx: 1 texts of sheet officials are cut to 32767 characters",
        "xlsx: 1 texts of sheet documents are cut to 32767 characters",
    ]


def test_the_same_records_give_the_same_bytes_and_leave_nothing_behind(
    extraction: Extraction, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert _written([extraction] * 3) == _written(iter([extraction] * 3))

    def failing() -> Iterable[Extraction]:
        yield extraction
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _written(failing())
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_is_full_is_one_message(run: Run) -> None:
    done = run("extract", "-o", "/dev/full", "--format", "xlsx", input="Có 120 hộ nghèo.".encode())
    assert done.returncode == 1
    assert done.stderr.decode() == "vnreport: /dev/full: cannot be written: No space left on device\n"


def test_pandas_reads_the_sheets(extraction: Extraction, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(_written([extraction]))
    sheets = pandas.read_excel(tmp_path / "a.xlsx", sheet_name=None)
    assert sheets["records"]["value"].sum() == 54341000000000 + 52.8 + 25.9 + 11.72 + 24
    assert list(sheets["officials"]["positions"]) == ["Tỉnh ủy viên; Chánh Văn phòng Tỉnh ủy [former]"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (libreoffice-calc-nogui) is missing")
def test_libreoffice_shows_it_as_vietnamese_people_write(extraction: Extraction, tmp_path: Path) -> None:
    hostile = _of("=1+1", Decimal("-1234567.5"))
    (tmp_path / "a.xlsx").write_bytes(_written([extraction, hostile]))
    # Comma, double quote, UTF-8, cells as they are shown, all sheets.
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", as_shown, "--outdir", tmp_path, "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    with (tmp_path / "a-records.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    assert (rows[0]["value"], rows[0]["published"]) == ("54.341.000.000.000", "28/11/2024")
    assert (rows[1]["value"], rows[1]["ratio"]) == ("52,8", "1,528")
    assert (rows[8]["value"], rows[8]["text"]) == ("-1.234.567,5", "=1+1")
