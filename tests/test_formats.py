"""Which format is written: by name or by the output's extension, with the options of that format alone."""

from __future__ import annotations

import csv
import gzip
import io
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from vnreport.commands import options
from vnreport.pipeline import Extraction
from vnreport.writers import formats

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
ARTICLE = "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng."


@pytest.mark.parametrize("name", [name for name, form in formats().items() if form.extensions])
def test_each_extension_of_the_output_chooses_its_format(name: str) -> None:
    for extension in formats()[name].extensions:
        for output in (f"a.b{extension}", f"SỐ LIỆU{extension.upper()}"):
            assert options.chosen_writer(None, output, {}).func is formats()[name].write  # type: ignore[attr-defined]
        assert options.chosen_writer("json", f"a{extension}", {}).func is formats()["json"].write  # type: ignore[attr-defined]


@pytest.mark.parametrize("output", ["out", "out.xyz", ".csv", "csv", "-"])
def test_any_other_output_is_lines(output: str) -> None:
    assert options.chosen_writer(None, output, {}).func is formats()["jsonl"].write  # type: ignore[attr-defined]


def test_the_extension_is_heeded_by_the_command(run: Run, tmp_path: Path) -> None:
    assert run("extract", "-o", "out.csv", input=ARTICLE.encode()).returncode == 0
    written = run("extract", "--format", "csv", input=ARTICLE.encode()).stdout
    assert (tmp_path / "out.csv").read_bytes() == written
    assert written.startswith(b"source,title,")


def test_compressed_lines_are_the_lines(extraction: Extraction) -> None:
    plain, compressed, again = io.BytesIO(), io.BytesIO(), io.BytesIO()
    formats()["jsonl"].write([extraction] * 3, plain)
    formats()["jsonl.gz"].write([extraction] * 3, compressed)
    formats()["jsonl.gz"].write(iter([extraction] * 3), again)
    assert gzip.decompress(compressed.getvalue()) == plain.getvalue()
    assert compressed.getvalue() == again.getvalue()
    assert not compressed.closed


def test_a_byte_order_mark_is_written_where_it_is_asked_for(run: Run, extraction: Extraction) -> None:
    marked = run("extract", "--format", "csv", "--bom", input=ARTICLE.encode()).stdout
    assert marked.startswith(b"\xef\xbb\xbfsource,")
    assert next(csv.reader(io.StringIO(marked.decode("utf-8-sig"))))[0] == "source"
    plain, again = io.BytesIO(), io.BytesIO()
    formats()["csv"].write([extraction], plain)
    formats()["csv"].write([extraction], again, bom=True)
    assert again.getvalue() == b"\xef\xbb\xbf" + plain.getvalue()


def test_an_option_of_another_format_is_refused(run: Run) -> None:
    done = run("extract", "--format", "jsonl", "--bom", input=ARTICLE.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--bom is an option of csv, but the format is jsonl" in done.stderr


def test_binary_is_not_written_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    for name in ("xlsx", "parquet", "sqlite", "jsonl.gz"):
        with pytest.raises(click.UsageError, match="binary and not for a terminal; use -o FILE, or a pipe"):
            options.chosen_writer(name, "-", {})
        assert options.chosen_writer(name, "out", {})


def test_the_command_sees_the_terminal() -> None:
    leader, follower = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vnreport", "extract", "--format", "xlsx"],
            stdin=subprocess.DEVNULL,
            stdout=follower,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(follower)
        os.close(leader)
    assert done.returncode == 2
    assert "xlsx is binary and not for a terminal" in done.stderr.decode()


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = formats()["jsonl"]._replace(name="future", needs=("no_such_module", "future"))
    monkeypatch.setattr(options, "formats", lambda: {"future": made})
    with pytest.raises(click.UsageError, match=r"future needs no_such_module; .*'vnreport\[future\]'"):
        options.chosen_writer("future", "out", {})
