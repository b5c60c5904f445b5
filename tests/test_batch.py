"""`vnreport batch` as a process: what it writes, what it says, and what fails."""

from __future__ import annotations

import json
import os
import pty
import time
from pathlib import Path
from unittest import mock

import pytest
from batch_runs import (
    BATCH,
    ROWS,
    held,
    listed,
    same,
)
from conftest import Run
from legacy import encode

from vnreport.attempts import Failure, attempt
from vnreport.batch.progress import Lines
from vnreport.batch.tally import Tally
from vnreport.sources.item import Article
from vnreport.vocabulary import load_vocabulary

# ---- what is written


def test_the_output_is_that_of_extract_whatever_the_number_of_jobs(run: Run, archive: Path) -> None:
    files = sorted(archive.glob("*.txt"))
    run("extract", *files, "-o", "extract.jsonl")
    for jobs in ("1", "3"):
        done = run("batch", archive, "-o", f"{jobs}.jsonl", "--jobs", jobs, "--glob", "*.txt")
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.decode().splitlines()[-1].startswith("vnreport: 64 articles, ")
    outputs = {(archive.parent / f"{name}.jsonl").read_bytes() for name in ("extract", "1", "3")}
    assert len(outputs) == 1
    assert sorted(path.name for path in archive.parent.glob("*.part*")) == []


@pytest.mark.parametrize("null", [False, True], ids=["lines", "null"])
def test_paths_come_from_standard_input(run: Run, archive: Path, null: bool) -> None:
    names = ["news/003.txt", "news/001.txt", "news/rows.jsonl.gz"]
    end = "\0" if null else "\n"
    done = run("batch", *(["-0"] if null else []), "-", "-o", "out.jsonl", input=end.join(names).encode())
    assert done.returncode == 0
    lines = (archive.parent / "out.jsonl").read_bytes().splitlines()
    paths = [json.loads(line)["source"]["path"] for line in lines]
    assert paths == [*names[:2], *(f"news/rows.jsonl.gz#line={n}" for n in range(1, ROWS + 1))]


def test_records_are_chosen_as_by_extract(run: Run, archive: Path) -> None:
    done = run("batch", "news/003.txt", "-o", "out.jsonl", "--kind", "comparison", "--min-confidence", "0.5")
    assert done.returncode == 0
    (line,) = (archive.parent / "out.jsonl").read_bytes().splitlines()
    assert {record["kind"] for record in json.loads(line)["records"]} == {"comparison"}
    assert b"(figures: 0, percentages: 0, " in done.stderr


def test_an_ending_of_no_format_is_told_before_any_work(run: Run, archive: Path) -> None:
    done = run("batch", "news", "-o", "out.parqet")
    assert (done.returncode, list(archive.parent.glob("out*"))) == (2, [])
    assert b"no format has files that end in .parqet; choose one with --format" in done.stderr
    assert run("batch", "news", "-o", "out.parqet", "--format", "jsonl").returncode == 0
    assert (archive.parent / "out.parqet").read_bytes() == (archive.parent / "whole.jsonl").read_bytes()


def test_quiet_says_only_what_failed(run: Run, archive: Path) -> None:
    done = run("batch", "-q", "news/003.txt", "missing.txt", "-o", "out.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "vnreport: missing.txt: there is no such file; check the name and the folder\n"
    )


def test_files_of_no_known_kind_are_told(run: Run, archive: Path) -> None:
    (archive / "a.doc").write_bytes(b"")
    (archive / "b.pdf").write_bytes(b"")
    done = run("batch", "news", "-o", "out.jsonl")
    assert (done.returncode, same(archive)) == (0, True)
    assert done.stderr.decode().splitlines()[-2] == (
        "vnreport: warning: 2 files of no known kind were left out, for instance news/a.doc; "
        "--glob chooses the files to read"
    )


def test_a_terminal_has_a_bar_and_may_be_lost(archive: Path) -> None:
    names = listed(archive.parent)
    terminal, theirs = pty.openpty()
    process = held(
        archive.parent, names[: 2 * BATCH], BATCH, stderr=theirs, env={**os.environ, "COLUMNS": "120"}
    )
    os.close(theirs)
    shown = b""
    until = time.monotonic() + 60
    while b"16 articles, " not in shown:
        assert time.monotonic() < until
        shown += os.read(terminal, 65536)
    assert "━".encode() in shown
    os.close(terminal)
    process.communicate(b"".join(names[2 * BATCH :]), timeout=60)
    assert process.returncode == 0
    assert same(archive)


def test_elsewhere_a_line_now_and_then_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("vnreport.batch.progress.monotonic", lambda: clock[0])
    said: list[str] = []
    tally = Tally()
    with Lines(said.append) as lines:
        for clock[0] in range(0, 100, 9):
            tally.add((2, 0, 0, 0, 1), failed=False)
            lines.update(tally, 0)
    assert [line.partition(" failures")[0] for line in said] == [
        "vnreport: 5 articles, 15 records, 0",
        "vnreport: 9 articles, 27 records, 0",
    ]


# ---- failures


def test_what_fails_is_listed_and_the_rest_is_written(run: Run, archive: Path) -> None:
    (archive / "005.txt").write_bytes(b"caf\xe9")
    (archive / "006.txt").unlink()
    (archive / "006.txt").symlink_to("nothing")
    done = run("batch", "news", "-o", "out.jsonl")
    assert done.returncode == 1
    listed = (archive.parent / "out.jsonl.failures.jsonl").read_bytes().splitlines()
    failures = [json.loads(line) for line in listed]
    assert [failure["path"] for failure in failures] == ["news/005.txt", "news/006.txt"]
    assert "is not UTF-8" in failures[0]["reason"]
    assert b"72 articles" in done.stderr
    assert b"2 failures" in done.stderr
    assert len((archive.parent / "out.jsonl").read_bytes().splitlines()) == 70


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (MemoryError(), "needs more memory than there is; split it"),
        (KeyError("x"), "the extraction failed (KeyError('x')); please report it"),
    ],
    ids=["memory", "fault"],
)
def test_whatever_an_article_does_is_its_failure(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, reason: str
) -> None:
    monkeypatch.setattr("vnreport.attempts.run", mock.Mock(side_effect=fault))
    failure = attempt(Article(b"Xin"), "a.txt", load_vocabulary())
    assert isinstance(failure, Failure)
    assert failure.reason.startswith(reason)


def test_a_failure_too_many_stops_the_run_which_goes_on_once_it_is_mended(run: Run, archive: Path) -> None:
    good = (archive / "020.txt").read_bytes()
    (archive / "020.txt").write_bytes(b"\xff\xfe\0")
    done = run("batch", "news", "-o", "out.jsonl", "--fail-fast")
    assert done.returncode == 1
    assert b"news/020.txt: is failure 1, more than allowed" in done.stderr
    assert not (archive.parent / "out.jsonl").exists()
    (archive / "020.txt").write_bytes(good)
    done = run("batch", "news", "-o", "out.jsonl", "--fail-fast")
    assert done.returncode == 0
    assert b"(20 of them in an earlier run)" in done.stderr
    assert same(archive)


def test_max_failures_allows_so_many(run: Run, archive: Path) -> None:
    done = run("batch", "a.txt", "b.txt", "news/001.txt", "-o", "out.jsonl", "--max-failures", "2")
    assert (done.returncode, (archive.parent / "out.jsonl").exists()) == (1, True)
    done = run("batch", "a.txt", "b.txt", "news/001.txt", "-o", "two.jsonl", "--max-failures", "1")
    assert (done.returncode, (archive.parent / "two.jsonl").exists()) == (1, False)
    assert len((archive.parent / "two.jsonl.failures.jsonl").read_bytes().splitlines()) == 1


# ---- an output that is there


def test_a_finished_output_is_not_touched_without_overwrite(run: Run, archive: Path) -> None:
    out = archive.parent / "out.jsonl"
    out.write_text("old")
    done = run("batch", "news/001.txt", "-o", "out.jsonl")
    assert (done.returncode, out.read_text()) == (2, "old")
    assert b"is there already; replace it with --overwrite" in done.stderr
    assert not (archive.parent / "out.jsonl.part").exists()
    assert run("batch", "news/001.txt", "-o", "out.jsonl", "--overwrite").returncode == 0
    assert out.read_text() != "old"


def test_an_output_among_the_sources_is_not_read(run: Run, archive: Path) -> None:
    out = archive / "000.jsonl"
    out.write_text('{"text": "old"}\n')
    (archive / "000.jsonl.failures.jsonl").write_text("{}\n")
    assert run("batch", "news", "-o", "news/000.jsonl", "--overwrite").returncode == 0
    assert len(out.read_bytes().splitlines()) == 72


def test_an_encoding_in_doubt_is_told_and_one_that_is_named_is_taken(run: Run, archive: Path) -> None:
    (archive / "005.txt").write_bytes(encode("Giá vàng 54,3 triệu đồng", "windows-1258"))
    done = run("batch", "news/005.txt", "-o", "found.jsonl")
    assert b"news/005.txt: taken for windows-1258" in done.stderr
    named = run("batch", "news/005.txt", "-o", "named.jsonl", "--encoding", "windows-1258")
    assert b"taken for" not in named.stderr
    found = (archive.parent / "found.jsonl").read_bytes()
    assert found == (archive.parent / "named.jsonl").read_bytes()
    assert b'"encoding":"windows-1258"' in found
