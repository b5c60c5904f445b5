"""Vietnamese and English: what is said is translated, by the locale or --lang, and data stays as it is."""

from __future__ import annotations

import ast
import csv
import io
import shutil
import string
import subprocess
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

import catalog
import openpyxl
import pytest
import regex
from babel.messages.catalog import Message

from vnreport import language
from vnreport.cli import cli
from vnreport.pipeline import Extraction
from vnreport.tabular.columns import COLUMNS
from vnreport.writers import formats

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
TEXT = (
    "Năm 2024, thu ngân sách ước đạt 54.341 tỉ đồng. Đồng chí Đỗ Quốc Cảnh, Tỉnh ủy viên phát biểu.".encode()
)
VIETNAMESE = {"LC_ALL": "vi_VN.UTF-8"}
MESSAGES = [message for message in catalog.translated() if message.id]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _forms(form: str | tuple[str, ...]) -> tuple[str, ...]:
    return (form,) if isinstance(form, str) else form


# ---- the catalog


def test_every_message_is_translated() -> None:
    assert [message.id for message in MESSAGES if not all(_forms(message.string))] == []
    assert not any(message.fuzzy for message in MESSAGES)


def test_what_speaks_vietnamese_speaks_it_throughout() -> None:
    """A room that the catalog knows says nothing that the catalog does not know."""
    rooms = {file for message in MESSAGES for file, _ in message.locations}
    known = {message.id for message in MESSAGES}
    unknown = {
        message.id
        for message in catalog.template()
        if message.id
        and message.id not in known
        and rooms.intersection(file for file, _ in message.locations)
    }
    assert unknown == set(), "run: python tests/catalog.py, and translate what it lists"


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: _forms(message.id)[0][:60])
def test_a_translation_has_the_placeholders_of_its_message(message: Message) -> None:
    wanted = set().union(*map(_placeholders, _forms(message.id)))
    for form in _forms(message.string):
        # Of what stands in the singular and in the plural, Vietnamese has one form.
        assert _placeholders(form) == wanted or (
            len(_forms(message.id)) > 1 and _placeholders(form) <= wanted
        )


def test_what_is_compiled_is_what_is_translated() -> None:
    def read(data: bytes) -> dict[object, str]:
        return {k: v for k, v in GNUTranslations(io.BytesIO(data))._catalog.items() if k}  # type: ignore[attr-defined]

    assert read(catalog.MO.read_bytes()) == read(catalog.compiled(catalog.translated())), (
        "run: python tests/catalog.py"
    )


def test_each_call_fills_the_placeholders_of_its_message() -> None:
    calls = 0
    for path in catalog.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"):
                continue
            (message,) = node.args
            if isinstance(message, ast.Constant):
                calls += 1
                filled = {keyword.arg for keyword in node.keywords}
                assert filled == (_placeholders(message.value) if filled else set()), f"{path}:{node.lineno}"
                assert filled or "{" not in message.value, f"{path}:{node.lineno}"
            else:
                assert not node.keywords, f"{path}:{node.lineno}"
    assert calls > 30


def test_no_function_that_speaks_throws_something_away_as_underscore() -> None:
    # It would call what it has thrown away.
    for path in catalog.PACKAGE.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == "_"]
                assert len({type(name.ctx) for name in names}) < 2, f"{path}:{function.lineno}"


# ---- which language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi"}, "vi"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:vi:en"}, "vi"),
        ({"LANG": "vi_VN", "LANGUAGE": "en_GB:vi"}, "en"),
        ({"LANG": "vi_VN", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_ALL": "", "LC_MESSAGES": "vi_VN@latin"}, "vi"),
        ({"LANG": "vi_VN", "LANGUAGE": "vi", "LC_ALL": "C"}, "en"),
        ({"LANG": "vi_VN", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "vi"}, "en"),
        ({"LC_TIME": "vi_VN"}, "en"),
    ],
)
def test_the_locale_chooses_as_for_gettext(environment: dict[str, str], expected: str) -> None:
    assert language.of_locale(environment) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], None),
        (["extract", "--lang", "vi"], "vi"),
        (["--lang=en", "extract"], "en"),
        (["--lang", "vi", "extract", "--lang", "en"], "en"),
        (["--lang", "fr"], None),
        (["extract", "--lang"], None),
        (["extract", "--", "--lang", "vi"], None),
    ],
)
def test_the_option_is_found_wherever_it_stands(arguments: list[str], expected: str | None) -> None:
    assert language.asked(arguments) == expected


def test_the_option_is_stronger_than_the_locale(run: Run) -> None:
    for environment in ({}, VIETNAMESE, {"LC_ALL": "C", "LANGUAGE": "en"}):
        assert "Cách dùng:" in run("--help", "--lang", "vi", **environment).stdout.decode()
        assert "Usage:" in run("--lang=en", "--help", **environment).stdout.decode()


# ---- what is said


_PATHS = [
    [parent.name, command.name] if parent is not cli else [command.name]
    for parent in catalog.commands(cli)
    if hasattr(parent, "list_commands")
    for command in catalog.commands(parent)
    if command is not parent and command.name in parent.list_commands(None)  # type: ignore[arg-type]
]


@pytest.mark.parametrize("path", _PATHS, ids=" ".join)
def test_every_command_has_the_option_and_helps_in_vietnamese(path: list[str], run: Run) -> None:
    said = run(*path, "--help", **VIETNAMESE).stdout.decode()
    assert "Tùy chọn:" in said
    assert "--lang [en|vi]" in said
    assert said != run(*path, "--help").stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--nope"],
        ["extract", "--kind", "x"],
        ["extract", "--lang", "fr"],
        ["extract", "--min-confidence", "2"],
        ["extract", "--bom", "--format", "json"],
        ["extract", "--patterns", "none"],
        ["batch"],
        ["nope"],
        ["schema", "more"],
        ["extract", "-o"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_vietnamese(arguments: list[str], run: Run) -> None:
    done = run(*arguments, **VIETNAMESE)
    assert done.returncode == 2
    *_, last = done.stderr.decode().strip().splitlines()
    assert last.startswith("Lỗi: ")
    assert not last.removeprefix("Lỗi: ").isascii()
    assert not regex.search(r"\b(is|not|no|the|of|missing|invalid)\b", regex.sub("'.*?'", "", last.lower()))


# ---- data stays, tables and sheets follow


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "sdmx-csv", "sqlite", "parquet"])
def test_what_programs_read_is_the_same_in_every_language(
    form: str, extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> bytes:
        stream = io.BytesIO()
        formats()[form].write([extraction], stream)
        return stream.getvalue()

    here = written()
    monkeypatch.setenv("LANGUAGE", "vi")
    assert here == written() != b""


def test_csv_keeps_its_header_in_a_vietnamese_locale(run: Run) -> None:
    done = run("extract", "--format", "csv", input=TEXT, **VIETNAMESE)
    assert next(csv.reader(io.StringIO(done.stdout.decode()))) == [column.name for column in COLUMNS]


def test_titles_are_different_from_each_other() -> None:
    assert len({column.title_vi for column in COLUMNS}) == len(COLUMNS)


def test_the_table_follows_the_locale(run: Run) -> None:
    table = run("extract", "--format", "table", input=TEXT, **VIETNAMESE).stdout.decode()
    assert {"Chỉ tiêu", "Giá trị", "ước 54.341 tỷ đồng"} <= set(regex.split(r" {2,}|\n", table))


def test_openpyxl_reads_vietnamese_sheets_and_titles(run: Run, tmp_path: Path) -> None:
    assert run("extract", "-o", "a.xlsx", input=TEXT, **VIETNAMESE).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["bản ghi", "nhân sự", "bài viết"]
    titles = {name: [cell.value for cell in book[name][1]] for name in book.sheetnames}
    assert {"Nguồn", "Giá trị", "Chỉ tiêu", "Câu"} <= set(titles["bản ghi"])
    assert {"Họ tên", "Chức vụ"} <= set(titles["nhân sự"])
    assert {"Ngày đăng", "Số bản ghi"} <= set(titles["bài viết"])
    value = book["bản ghi"].cell(2, titles["bản ghi"].index("Giá trị") + 1)
    assert (value.value, value.number_format) == (54341000000000, "[$-42A]#,##0")
    assert book["bản ghi"].column_dimensions["A"].width > 20


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (libreoffice-calc-nogui) is missing")
def test_libreoffice_reads_vietnamese_sheets_and_titles(run: Run, tmp_path: Path) -> None:
    run("extract", "-o", "a.xlsx", "--lang", "vi", input=TEXT)
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", as_shown, "--outdir", tmp_path, "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert {path.name for path in tmp_path.glob("*.csv")} == {
        "a-bản ghi.csv",
        "a-nhân sự.csv",
        "a-bài viết.csv",
    }
    with (tmp_path / "a-bản ghi.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["Giá trị"], row["Chỉ tiêu"]) == ("54.341.000.000.000", "thu ngân sách")


# ---- what went wrong, how far it is, how right it is


def test_a_translation_names_its_input_as_the_message_does() -> None:
    # A failure is listed without its name, which is cut off at the beginning of the message.
    begin = regex.compile(r"\{(?!kind)\w+\}: ")
    for message in MESSAGES:
        named = begin.match(_forms(message.id)[0])
        assert not named or _forms(message.string)[0].startswith(named[0]), message.id


def test_what_cannot_be_read_is_told_in_vietnamese(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.txt").write_bytes(b"\n")
    done = run("extract", "none.txt", ".", "a.pdf", "empty.txt", "-o", "none/out.csv", **VIETNAMESE)
    assert done.returncode == 1
    assert done.stderr.decode() == "vnreport: none/out.csv: không ghi được: không có tệp hay thư mục này\n"
    done = run("extract", "none.txt", ".", "a.pdf", "empty.txt", **VIETNAMESE)
    assert done.stderr.decode().splitlines() == [
        "vnreport: none.txt: không có tệp này; hãy kiểm tra lại tên và thư mục",
        "vnreport: .: là thư mục; hãy nêu các tệp trong đó, ví dụ ./*.txt",
        "vnreport: a.pdf: là tệp PDF; hãy chuyển thành văn bản trước, ví dụ bằng pdftotext",
        "vnreport: cảnh báo: empty.txt: không có nội dung; tài liệu của bài này không có bản ghi nào",
    ]


def test_an_archive_is_told_of_in_vietnamese_and_csv_gets_titles_where_asked(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_bytes(TEXT * 3)
    (tmp_path / "news" / "b.txt").write_bytes(b"\0")
    done = run("batch", "news", "-o", "out.csv", "--jobs", "1", "--lang", "vi", LC_ALL="C")
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "news/b.txt: byte 0 là NUL: đây là tệp nhị phân" in said  # by a worker
    assert regex.search(r"2 bài, 4 bản ghi \(3 số liệu, .* 1 nhân sự\), 1 lỗi, \d+,\d giây", said)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [column.title_vi for column in COLUMNS]


def test_the_evaluation_and_the_explanation_are_told_in_vietnamese(run: Run, tmp_path: Path) -> None:
    samples = catalog.PACKAGE.parent / "samples"
    report = run("evaluate", samples / "bao-cao-tinh.gold.json", "--lang", "vi").stdout.decode()
    assert {"loại", "độ chính xác", "độ phủ", "tất cả"} <= set(regex.split(r" {2,}|\n", report))
    assert regex.search(r"\b[01],\d{3}\b", report)
    assert not regex.search(r"\b[01]\.\d{3}\b", report)
    told = run("explain", "--lang", "vi", input=TEXT).stdout.decode()
    assert "<- thắng" in told
    assert "'thu ngân sách' ở 10-23" in told


def test_numbers_in_messages_are_written_as_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.digits(1234567.25, 1) == "1,234,567.2"
    monkeypatch.setenv("LANGUAGE", "vi")
    assert language.digits(1234567.25, 1) == "1.234.567,2"
    assert language.digits(0.5, 3, "+") == "+0,500"
