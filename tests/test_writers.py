"""Writers: the data exact, nothing from an article obeyed by a terminal or a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnreport import explain
from vnreport.document import Document, Figure, Indicator, Official, Position, Source, Span
from vnreport.pipeline import Extraction
from vnreport.tabular.columns import COLUMNS
from vnreport.trace import Evidence, Trace
from vnreport.vietnamese import amount, number, period
from vnreport.writers import formats

# A title that clears the screen, rich markup, a formula, and an override of the direction of writing.
HOSTILE = "\x1b[2J\x9b31m[bold red]=HYPERLINK(1)[/bold red]\u202e\x07\x7f"


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def _write(name: str, extractions: Iterable[Extraction]) -> str:
    stream = io.BytesIO()
    (explain.write if name == "explain" else formats()[name].write)(extractions, stream)
    assert not stream.closed
    return stream.getvalue().decode("utf-8")


def _of(text: str, value: Decimal = Decimal(5)) -> Extraction:
    """A document in which every field that holds words holds `text`."""
    common = {"text": text, "start": 0, "end": len(text), "sentence": Span(0, len(text)), "rule": text}
    records = (
        Figure(
            id="r1",
            confidence=1.0,
            value=value,
            unit=text,
            indicator=Indicator(text, 0, len(text), text),
            **common,  # type: ignore[arg-type]
        ),
        Official(id="r2", confidence=1.0, name=text, honorific=text, positions=(Position(text),), **common),  # type: ignore[arg-type]
    )
    source = Source(text, "", "utf-8", len(text))
    trace = Trace((text,), (Evidence("unit", 0, len(text), text),))
    return Extraction(text, Document(source=source, title=text, records=records), (trace, trace))


def test_the_formats_of_the_command_are_registered() -> None:
    assert set(formats()) >= {"csv", "json", "jsonl", "table"}


def test_jsonl_is_one_document_a_line_and_reads_back_whole(extraction: Extraction) -> None:
    lines = _write("jsonl", [extraction, extraction]).splitlines()
    assert len(lines) == 2
    assert msgspec.json.decode(lines[0], type=Document) == extraction.document
    assert list(json.loads(lines[0])["records"][0])[:2] == ["kind", "id"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array_of_the_same_documents(extraction: Extraction, count: int) -> None:
    array = _write("json", [extraction] * count)
    lines = _write("jsonl", [extraction] * count)
    assert json.loads(array) == [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_decimals_are_exact_json_numbers(name: str) -> None:
    digits = "123456789012345678901234567890.123456789012345678901234567890"
    written = json.loads(_write(name, [_of("x", Decimal(digits))]), parse_float=str)
    document = written[0] if name == "json" else written
    assert document["records"][0]["value"] == digits


def test_csv_has_a_row_a_record_under_its_documented_columns(extraction: Extraction) -> None:
    rows = list(csv.DictReader(io.StringIO(_write("csv", [extraction]), newline="")))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert [row["id"] for row in rows] == [record.id for record in extraction.document.records]
    by_text = {row["text"]: row for row in rows}
    revenue = by_text["54.341 tỉ đồng"]
    assert revenue["value"] == "54341000000000"
    assert revenue["indicator_code"] == "BUDGET_REVENUE"
    assert revenue["sentence"].startswith("Năm 2024, thu ngân sách")
    assert by_text["25,9%"]["baseline_inferred"] == "true"
    assert by_text["24/26 chỉ tiêu"]["of"] == "26"
    assert (by_text["7,5-8%"]["low"], by_text["7,5-8%"]["high"]) == ("7.5", "8")
    assert by_text["đứng thứ 3"]["scope"] == "cả nước"
    official = by_text["Đỗ Quốc Cảnh"]
    assert official["positions"] == "Tỉnh ủy viên; Chánh Văn phòng Tỉnh ủy [former]"
    assert official["actions"] == "phát biểu"
    assert official["value"] == ""


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_csv_text_is_never_a_formula(begin: str) -> None:
    rows = list(csv.reader(io.StringIO(_write("csv", [_of(begin)]), newline="")))
    for cell in rows[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert rows[1][7].startswith("'")


def test_csv_leaves_the_name_of_standard_input_alone() -> None:
    rows = list(csv.DictReader(io.StringIO(_write("csv", [_of("-")]))))
    assert rows[0]["source"] == "-"


def test_csv_numbers_below_zero_stay_numbers() -> None:
    figure, _ = csv.DictReader(io.StringIO(_write("csv", [_of("x", Decimal("-0.13"))])))
    assert figure["value"] == "-0.13"


@pytest.mark.usefixtures("in_vietnamese")
def test_the_table_is_grouped_by_indicator_in_vietnamese(extraction: Extraction) -> None:
    table = _write("table", [extraction])
    for words in (
        "Thanh Hóa: Thu ngân sách vượt dự toán",
        "28/11/2024",
        "54.341 tỷ",
        "vượt 52,8%",
        "(cùng kỳ)",
        "thứ 3",
        "24/26 chỉ tiêu",
        "mục tiêu 7,5-8%",
        "Chánh Văn phòng Tỉnh ủy (nguyên)",
        "phát biểu",
    ):
        assert words in table
    assert table.count("thu ngân sách nhà nước") == 1


def test_the_table_is_in_english_where_the_reader_is(extraction: Extraction) -> None:
    table = _write("table", [extraction])
    for words in (
        "2024-11-28",
        "54,341",
        "billion VND",
        "above by",
        "(same period)",
        "no. 3",
        "target 7.5-8%",
        "Chánh Văn phòng Tỉnh ủy (former)",
        "officials: 1",
    ):
        assert words in table
    assert "Chỉ tiêu" not in table


@pytest.mark.usefixtures("in_vietnamese")
def test_csv_has_vietnamese_titles_only_where_they_are_asked_for(extraction: Extraction) -> None:
    def header(**options: bool) -> list[str]:
        stream = io.BytesIO()
        formats()["csv"].write([extraction], stream, **options)
        return next(csv.reader(io.StringIO(stream.getvalue().decode("utf-8"))))

    assert header() == [column.name for column in COLUMNS]
    assert header(titled=True) == [column.title_vi for column in COLUMNS]


def test_the_table_marks_doubt(extraction: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert "up 25.9% (?)" in _write("table", [extraction])


@pytest.mark.parametrize("columns", ["40", "80", "140", "300"])
def test_the_table_keeps_to_the_width(
    extraction: Extraction, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert all(len(line) <= int(columns) for line in _write("table", [extraction]).splitlines())


@pytest.mark.parametrize("name", ["table", "explain"])
@pytest.mark.parametrize(
    ("environment", "styled"),
    [({"TERM": "xterm-256color"}, True), ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False)],
    ids=["terminal", "NO_COLOR"],
)
def test_a_terminal_gets_styles_unless_no_color_is_set(
    extraction: Extraction,
    name: str,
    environment: dict[str, str],
    styled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for key in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(key, raising=False)
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    stream = _Terminal()
    (explain.write if name == "explain" else formats()[name].write)([extraction], stream)
    assert (b"\x1b[" in stream.getvalue()) == styled


@pytest.mark.parametrize("name", ["table", "explain", "csv", "json", "jsonl"])
def test_nothing_from_an_article_is_obeyed(name: str) -> None:
    written = _write(name, [_of(HOSTILE)])
    assert not [char for char in written if unicodedata.category(char) == "Cc" and char != "\n"]
    assert "[bold red]" in written.replace("\n", "")


@pytest.mark.parametrize("name", ["table", "explain", "csv"])
def test_the_direction_of_writing_is_not_turned(name: str) -> None:
    assert "\u202e" not in _write(name, [_of(HOSTILE)])


def test_the_explanation_shows_words_rules_tokens_and_origins(extraction: Extraction) -> None:
    written = _write("explain", [extraction])
    assert "{indicator: thu ngân sách nhà nước} ước đạt khoảng [[54.341 tỉ đồng]], vượt" in written
    assert "unit:VND  <- won" in written
    assert written.index("noun:đồng chí") < written.index("unit:dong")
    assert "value      54341000000000  <- '54.341 tỉ đồng' at 86-100 by numeral:digits" in written
    assert "ngân_sách" in written


@given(st.text(min_size=1), st.decimals(allow_nan=False, allow_infinity=False))
@example("\u2028\u2029\x85", Decimal(5))
@pytest.mark.parametrize("name", ["table", "csv", "json", "jsonl"])
def test_any_words_and_any_number_can_be_written(name: str, text: str, value: Decimal) -> None:
    written = _write(name, [_of(text, value)])
    if name == "csv":
        rows = list(csv.reader(io.StringIO(written, newline="")))
        assert {len(row) for row in rows} == {len(COLUMNS)}
        assert len(rows) == 3
    if name == "jsonl":
        (line,) = written.splitlines()
        assert json.loads(line)["title"] == text


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("54341000000000", "VND", "54.341 tỷ đồng"),
        ("1560000", "tấn", "1,56 triệu tấn"),
        ("8714", "đảng viên", "8.714 đảng viên"),
        ("1234567", "VND", "1.234.567 đồng"),
        ("56470000", "VND/lượng", "56,47 triệu đồng/lượng"),
        ("11.72", "%", "11,72%"),
        ("-0.13", "%", "-0,13%"),
        ("0.5", "pp", "0,5 điểm phần trăm"),
        ("2.50", "lần", "2,5 lần"),
        ("33.33333333", "%", "nguyên văn"),
        ("1E+400", "VND", "nguyên văn"),
    ],
)
def test_amounts_are_written_as_vietnamese_people_write_them(value: str, unit: str, written: str) -> None:
    figure = _of("nguyên văn", Decimal(value)).document.records[0]
    assert isinstance(figure, Figure)
    assert amount(msgspec.structs.replace(figure, unit=unit)) == written


@given(st.decimals(-(10**20), 10**20, places=3))
def test_a_written_number_keeps_every_digit(value: Decimal) -> None:
    assert Decimal(number(value).replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2024", "2024"),
        ("2024-09", "9/2024"),
        ("2024-Q3", "quý 3/2024"),
        ("2024-S1", "6 tháng đầu 2024"),
        ("2024-S2", "6 tháng cuối 2024"),
        ("2024-01-01/P9M", "9 tháng 2024"),
        ("2021-01-01/P5Y", "2021-2025"),
        ("2024-11-28", "28/11/2024"),
        ("2024-05-10/P3D", "2024-05-10/P3D"),
    ],
)
def test_periods_are_written_as_they_are_said(value: str, written: str) -> None:
    assert period(value) == written


def test_a_hidden_file_name_is_shown_in_place_of_a_missing_title(extraction: Extraction) -> None:
    untitled = replace(extraction, document=msgspec.structs.replace(extraction.document, title=None))
    assert _write("table", [untitled]).startswith("bài.txt\n2024-11-28 · Thanh Hóa")
