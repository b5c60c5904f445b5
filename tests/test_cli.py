"""The command as a process: what it writes where, and with which exit status it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vnreport import __version__
from vnreport.commands import options
from vnreport.document import KINDS

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

ARTICLE = (
    "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ.\n"
    "Đồng chí Đỗ Quốc Cảnh, Tỉnh ủy viên, Chánh Văn phòng Tỉnh ủy phát biểu."
)
COMMAND = (sys.executable, "-m", "vnreport")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "bài.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


# ---- what is written


@pytest.mark.parametrize("arguments", [["extract"], ["extract", "-"]], ids=["no-file", "dash"])
def test_standard_input_is_read_and_one_line_a_document_is_written(run: Run, arguments: list[str]) -> None:
    done = run(*arguments, input=ARTICLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.splitlines()
    document = json.loads(line)
    assert document["source"]["path"] == "-"
    assert [r["text"] for r in document["records"]] == ["54.341 tỉ đồng", "25,9%", "Đỗ Quốc Cảnh"]


def test_documents_come_in_the_order_of_the_files(run: Run, tmp_path: Path) -> None:
    names = ["c.txt", "a.txt", "b.txt", "a.txt"]
    for name in names:
        (tmp_path / name).write_text(f"Xã có {ord(name[0])} hộ nghèo.")
    done = run("extract", *names)
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == names


def test_json_is_an_array(run: Run, article: Path) -> None:
    documents = json.loads(run("extract", "--format", "json", article, article).stdout)
    assert [document["source"]["path"] for document in documents] == [str(article)] * 2


def test_csv_is_read_by_the_csv_module(run: Run, article: Path) -> None:
    done = run("extract", "--format", "csv", article)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [row["kind"] for row in rows] == ["figure", "comparison", "official"]
    assert rows[0]["value"] == "54341000000000"
    assert rows[0]["sentence"] in ARTICLE


def test_a_table_that_is_piped_is_plain(run: Run, article: Path) -> None:
    done = run("extract", "--format", "table", article, TERM="xterm-256color")
    assert b"\x1b" not in done.stdout
    assert "54,341" in done.stdout.decode()


def test_only_records_of_the_chosen_kinds_are_written(run: Run, article: Path) -> None:
    done = run("extract", "--kind", "official", "--kind", "comparison", article)
    assert [r["kind"] for r in json.loads(done.stdout)["records"]] == ["comparison", "official"]


def test_only_records_of_enough_confidence_are_written(run: Run, article: Path) -> None:
    done = run("extract", "--min-confidence", "1", article)
    assert all(record["confidence"] == 1 for record in json.loads(done.stdout)["records"])


@pytest.mark.parametrize("arguments", [["explain"], ["extract", "--explain"]], ids=" ".join)
def test_both_ways_to_explain_say_the_same(run: Run, article: Path, arguments: list[str]) -> None:
    done = run(*arguments, article)
    assert (done.returncode, done.stderr) == (0, b"")
    written = done.stdout.decode()
    assert "[[54.341 tỉ đồng]]" in written
    assert "<- won" in written
    assert "Đỗ_Quốc_Cảnh" in written


def test_a_pattern_of_ones_own_is_read(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "units.toml").write_text(
        '[[unit]]\nid = "flork"\nforms = ["phlóc"]\ndimension = "other"\nlabel = "phlóc"\n'
    )
    done = run("extract", "--patterns", "mine", input="Nhà máy sản xuất 1.250 phlóc.".encode())
    (record,) = json.loads(done.stdout)["records"]
    assert (record["value"], record["unit"], record["text"]) == (1250, "phlóc", "1.250 phlóc")


def test_the_schema_is_printed(run: Run) -> None:
    done = run("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "vnreport/1"


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout.decode() == f"vnreport {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["extract"], ["explain"], ["patterns"], ["schema"]], ids=str)
def test_both_forms_of_help_are_the_same(run: Run, arguments: list[str]) -> None:
    short, long = run(*arguments, "-h"), run(*arguments, "--help")
    assert short.stdout == long.stdout
    assert (short.returncode, short.stderr) == (0, b"")


# ---- output files


def test_an_output_file_is_what_standard_output_would_be(run: Run, article: Path, tmp_path: Path) -> None:
    to_file, to_stdout = run("extract", article, "-o", "out.jsonl"), run("extract", article)
    assert (to_file.returncode, to_file.stdout) == (0, b"")
    assert (tmp_path / "out.jsonl").read_bytes() == to_stdout.stdout


def test_an_output_file_keeps_its_permissions_and_nothing_is_left_beside(
    run: Run, article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    run("extract", article, "-o", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bài.txt", "out.jsonl"]


def test_a_new_output_file_is_as_open_as_any_other(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    run("extract", article, "-o", "out.jsonl")
    assert (tmp_path / "out.jsonl").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_output_may_be_the_input(run: Run, article: Path) -> None:
    assert run("extract", article, "-o", article).returncode == 0
    assert json.loads(article.read_bytes())["source"]["path"] == str(article)


def test_a_link_is_written_through(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    run("extract", article, "-o", "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert json.loads((tmp_path / "real.jsonl").read_bytes())


@pytest.mark.parametrize(
    ("output", "reason"),
    [("nowhere/out.jsonl", "No such file or directory"), (".", "directory"), ("/dev/full", "No space left")],
)
def test_an_output_that_cannot_be_written_is_named(run: Run, article: Path, output: str, reason: str) -> None:
    done = run("extract", article, "-o", output)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"vnreport: {output}: cannot be written: ")
    assert reason in done.stderr.decode()


def test_a_full_standard_output_is_a_message(article: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "extract", article], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == ("vnreport: standard output: cannot be written: No space left on device\n")


# ---- what cannot be read


def test_what_cannot_be_read_is_named_and_the_rest_is_written(
    run: Run, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "latin.txt").write_bytes("café au lait".encode("latin-1"))
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0\1")
    (tmp_path / "folder").mkdir()
    done = run("extract", "missing.txt", "latin.txt", article, "binary.txt", "folder", article)
    assert done.returncode == 1
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(article)] * 2
    messages = done.stderr.decode().splitlines()
    expected = [
        "vnreport: missing.txt: there is no such file",
        "vnreport: latin.txt: byte 3 (0xE9) is not UTF-8",
        "vnreport: binary.txt: byte 4 is NUL",
        "vnreport: folder: is a directory",
    ]
    assert len(messages) == len(expected)
    for message, beginning in zip(messages, expected, strict=True):
        assert message.startswith(beginning)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"], ids=["empty", "space", "mark"])
def test_an_empty_file_is_a_document_and_a_warning(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(content)
    done = run("extract", "empty.txt")
    assert done.returncode == 0
    assert json.loads(done.stdout)["records"] == []
    assert done.stderr.decode().startswith("vnreport: warning: empty.txt: holds no text")
    assert run("extract", "-q", "empty.txt").stderr == b""


def test_quiet_still_names_what_could_not_be_read(run: Run) -> None:
    done = run("extract", "-q", "missing.txt")
    assert done.returncode == 1
    assert b"missing.txt" in done.stderr


def test_a_name_that_would_command_the_terminal_is_shown_as_text(run: Run) -> None:
    done = run("extract", "a\x1b[2J\nb.txt")
    assert done.stderr.decode().startswith("vnreport: a␛[2J b.txt: there is no such file")


def test_a_name_that_is_no_utf_8_is_read(run: Run, tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/b\xe0i.txt", "wb") as file:
        file.write(ARTICLE.encode())
    done = run("extract", b"b\xe0i.txt")
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["path"] == r"b\xe0i.txt"


def test_closed_standard_input_is_a_message() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m vnreport extract <&-"], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("vnreport: -: ")


@pytest.mark.parametrize("arguments", [[], ["patterns"]])
def test_without_arguments_the_help_is_shown_and_no_error(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode in (0, 2)  # 0 before click 8.2
    said = (done.stdout + done.stderr).decode()
    assert said.startswith("Usage: vnreport")
    assert "Commands:" in said
    assert "Error" not in said


def test_a_broken_pattern_file_is_named(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "units.toml").write_text('[[unit]]\nid = "x"\nforms = 5\n')
    done = run("extract", "--patterns", "mine", article)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "mine/units.toml:1: unit 'x': key 'dimension' is missing" in done.stderr.decode()


def test_a_time_with_an_unknown_slot_is_named(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "times.toml").write_text(
        '[[time]]\nid = "x"\nrole = "period"\nreading = "year"\nforms = ["năm {yeer}"]\n'
    )
    done = run("extract", "--patterns", "mine", article)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "times.toml:1: time 'x': key 'forms': 'năm {yeer}': unknown slot" in done.stderr.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--format", "xml"],
        ["extract", "--kind", "number"],
        ["extract", "--min-confidence", "2"],
        ["extract", "--patterns", "nowhere"],
        ["extract", "--explain", "--format", "json"],
        ["extract", "-", "-"],
        ["patterns", "list", "--kind", "nothing"],
        ["sing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Error: " in done.stderr


# ---- how it ends


@pytest.mark.parametrize("form", ["jsonl", "json", "csv", "table"])
def test_a_broken_pipe_ends_quietly(tmp_path: Path, form: str) -> None:
    (tmp_path / "long.txt").write_text((ARTICLE + "\n") * 2000, encoding="utf-8")
    extract = f"{sys.executable} -m vnreport extract --format {form} long.txt long.txt"
    script = f"{{ {extract}; echo $? >&2; }} | head -c 1"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert done.stderr == b"0\n"


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_quietly_and_leaves_nothing(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    process = subprocess.Popen(
        [*COMMAND, "extract", "-o", "out.jsonl"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    while not list(tmp_path.glob(".vnreport-*")):
        time.sleep(0.05)
    process.send_signal(number)
    _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (status, b"")
    assert list(tmp_path.iterdir()) == []


def _on_terminal(*arguments: str, **environment: str) -> str:
    master, slave = pty.openpty()
    environ = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(slave)
    written = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        written += part
    os.close(master)
    assert process.wait(60) == 0
    return written.decode()


def test_a_terminal_gets_a_table_in_colours(article: Path) -> None:
    written = _on_terminal("extract", str(article))
    assert "Indicator" in written
    assert "\x1b[" in written


def test_a_terminal_gets_plain_text_under_no_color(article: Path) -> None:
    written = _on_terminal("extract", str(article), NO_COLOR="1")
    assert "Indicator" in written
    assert "\x1b" not in written


@pytest.mark.parametrize("command", ["extract", "explain"])
def test_a_hostile_article_does_not_command_the_terminal(tmp_path: Path, command: str) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("[bold red]\x1b[2J\x9b2J\x07 Thu ngân sách\x1b]0;x\x07 đạt 5 tỷ đồng[/bold red].")
    written = _on_terminal(command, str(path), NO_COLOR="1")
    assert not {"\x1b", "\x9b", "\x07"} & set(written)


# ---- patterns


def test_patterns_are_listed_a_line_each(run: Run) -> None:
    done = run("patterns", "list", "--kind", "unit")
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert {line[0] for line in lines} == {"unit"}
    assert {len(line) for line in lines} == {4}
    assert "đồng" in {form for line in lines for form in line[2].split(" | ")}


def test_patterns_are_a_table_on_a_terminal() -> None:
    assert "forms" in _on_terminal("patterns", "list", "--kind", "scale")


def test_check_names_file_rule_and_key_of_an_example_that_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.toml").write_text(
        '[[unit]]\nid = "phlóc"\nforms = ["phlóc"]\ndimension = "other"\nlabel = "phlóc"\n'
        'counterexamples = ["Có 7 phlóc."]\n'
        '[unit.examples]\n"1.250 phlóc" = "1250 phlóc"\n"3 phlóc" = "4 phlóc"\n',
        encoding="utf-8",
    )
    done = run("patterns", "check", "mine")
    assert done.returncode == 1
    wrong = [line for line in done.stdout.decode().splitlines() if "mine.toml" in line]
    assert wrong[0] == "mine.toml: unit 'phlóc': examples: '3 phlóc': expected 4 phlóc, got 3 phlóc"
    assert wrong[1].startswith(
        "mine.toml: unit 'phlóc': counterexamples: 'Có 7 phlóc.': expected nothing, got "
    )
    assert len(wrong) == 2


# ---- what is loaded


def _modules_of(*arguments: str) -> set[str]:
    code = (
        "import sys; from vnreport.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["--version"]], ids=" ".join)
def test_help_loads_neither_models_nor_tables(arguments: list[str]) -> None:
    loaded = _modules_of(*arguments)
    assert not loaded & {"underthesea", "rich", "msgspec", "regex", "tomli", "vnreport.document"}


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, vnreport; print(*[m for m in sys.modules if m.startswith('vnreport')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.split() == [b"vnreport"]


def test_the_kinds_of_the_command_are_those_of_the_records() -> None:
    assert options.KINDS == KINDS
