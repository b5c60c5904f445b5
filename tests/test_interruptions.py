"""`vnreport batch` broken off by kills, signals, other runs, changes and disks; and continued."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_runs import (
    BATCH,
    COMMAND,
    article,
    held,
    is_empty,
    kill,
    listed,
    more,
    same,
    start,
    wait_for_run,
    workers_of,
)
from conftest import Run


def test_a_run_that_is_killed_again_and_again_ends_in_the_same_bytes(run: Run, archive: Path) -> None:
    for batches in (2, 4):
        kill(held(archive.parent, listed(archive.parent)[: batches * BATCH], (batches - 1) * BATCH))
    with (archive.parent / "out.jsonl.part" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"name": "torn')
    done = run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(archive.parent)))
    assert done.returncode == 0
    assert b"72 articles (48 of them in an earlier run)" in done.stderr
    assert same(archive)


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl.gz"])
def test_other_formats_resume_byte_for_byte_too(run: Run, broken: Path, name: str) -> None:
    (broken.parent / "out.jsonl.part").rename(broken.parent / f"{name}.part")
    done = run("batch", "-", "-o", name, input=b"".join(listed(broken.parent)))
    assert done.returncode == 0
    assert b"(32 of them in an earlier run)" in done.stderr
    again = f"again-{name}"
    assert run("batch", "news", "-o", again).returncode == 0
    assert (broken.parent / name).read_bytes() == (broken.parent / again).read_bytes()
    if name == "out.csv":
        files = (f"news/{path.name}" for path in sorted(broken.glob("*.txt")))
        assert (
            (broken.parent / name).read_bytes().startswith(run("extract", *files, "--format", "csv").stdout)
        )


@pytest.mark.parametrize(
    ("number", "status", "at_work"),
    [(signal.SIGINT, 130, True), (signal.SIGTERM, 143, False), (signal.SIGHUP, 129, False)],
    ids=["SIGINT at work", "SIGTERM while it reads", "SIGHUP while it reads"],
)
def test_a_signal_stops_cleanly_and_leaves_no_process(
    run: Run, archive: Path, number: signal.Signals, status: int, at_work: bool
) -> None:
    """While the run waits for its list, and while it waits for a worker, which is stopped so that it does."""
    names = listed(archive.parent)
    process = held(archive.parent, names[: 3 * BATCH], 2 * BATCH, start_new_session=True)
    if at_work:
        (worker,) = workers_of(process.pid)
        os.kill(worker, signal.SIGSTOP)
        more(process, names[3 * BATCH :])
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert b"the same command goes on from there" in said
    assert b"Traceback" not in said
    assert is_empty(process.pid)
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(names)).returncode == 0
    assert same(archive)


def test_a_second_signal_ends_at_once() -> None:
    code = (
        "import time; from vnreport.batch.signals import Interrupted, Signals\n"
        "with Signals() as signals:\n"
        "    print('ready', flush=True)\n"
        "    try:\n        while not signals.check(): time.sleep(0.01)\n"
        "    except Interrupted: time.sleep(0.5); print('asked', flush=True)\n"
        "    time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for said in (b"ready\n", b"asked\n"):
        assert process.stdout.readline() == said
        process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    process.communicate()


def test_workers_end_when_their_parent_is_killed(archive: Path) -> None:
    process = held(archive.parent, listed(archive.parent)[: 2 * BATCH], BATCH, start_new_session=True)
    assert len(workers_of(process.pid)) == 1
    kill(process)
    assert is_empty(process.pid)


def test_a_second_run_on_the_same_output_is_told(run: Run, archive: Path) -> None:
    process = start(archive.parent, "-", "-o", "out.jsonl", stdin=subprocess.PIPE)
    wait_for_run(archive.parent / "out.jsonl.part")
    for anew in ((), ("--overwrite",)):
        done = run("batch", "news", "-o", "out.jsonl", *anew)
        assert done.returncode == 2
        assert b"another run is writing this output" in done.stderr
    process.communicate(b"news/001.txt\n", timeout=60)
    assert process.returncode == 0


def test_a_run_with_other_settings_is_refused(run: Run, broken: Path) -> None:
    done = run("batch", "-", "-o", "out.jsonl", "--kind", "figure")
    assert done.returncode == 2
    assert b"(kinds differ)" in done.stderr
    assert run("batch", "news", "-o", "out.jsonl", "--kind", "figure", "--overwrite").returncode == 0


@pytest.mark.parametrize("change", ["content", "lost", "left out", "added"])
def test_a_source_that_changed_is_noticed(run: Run, broken: Path, change: str) -> None:
    names = listed(broken.parent)
    if change == "content":
        (broken / "003.txt").write_text("Khác hẳn.")
    elif change == "lost":
        (broken / "003.txt").unlink()
    elif change == "left out":
        names.remove(b"news/003.txt\n")
    else:
        names.insert(3, b"news/004.txt\n")
    done = run("batch", "-", "-o", "out.jsonl", input=b"".join(names))
    assert done.returncode == 2
    assert b"news/003.txt: was read by an earlier run, but has changed since" in done.stderr


def test_a_source_that_was_only_touched_is_the_same(run: Run, broken: Path) -> None:
    for path in broken.iterdir():
        os.utime(path)
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(broken.parent))).returncode == 0
    assert same(broken)


def test_a_table_that_grew_is_read_on(run: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"text": article(n)}) + "\n" for n in range(2 * BATCH + 1)]
    (tmp_path / "news").mkdir()
    table = tmp_path / "news" / "a.jsonl"
    table.write_text("".join(rows[:-1]))
    kill(held(tmp_path, listed(tmp_path), BATCH))
    with table.open("a") as file:
        file.write(rows[-1])
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(tmp_path))).returncode == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == len(rows)


# ---- disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KiB; needs root."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_a_message_and_the_run_goes_on_when_there_is_room(
    run: Run, archive: Path, small_disk: Path
) -> None:
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"cannot be written: No space left on device; when that is mended, the same command" in done.stderr
    assert b"Traceback" not in done.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 0
    assert b"of them in an earlier run)" in done.stderr
    assert (small_disk / "out.jsonl").read_bytes() == (archive.parent / "whole.jsonl").read_bytes()


def test_a_disk_that_takes_the_journal_and_not_the_output(run: Run, broken: Path, small_disk: Path) -> None:
    whole = (broken.parent / "whole.jsonl").read_bytes()
    journal = (broken.parent / "out.jsonl.part" / "journal.jsonl").read_bytes()
    share = len(journal) / len(b"\n".join(whole.split(b"\n")[: journal.count(b"\n")]))
    free = int(len(whole) * (share + 0.5))  # for the journal, and half the output
    subprocess.run(["mount", "-o", f"remount,size={free}", small_disk], check=True)
    shutil.copytree(broken.parent / "out.jsonl.part", small_disk / "out.jsonl.part")
    names = b"".join(listed(broken.parent))
    done = run("batch", "-", "-o", small_disk / "out.jsonl", input=names)
    assert done.returncode == 1
    assert b"out.jsonl: cannot be written: No space left on device" in done.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert run("batch", "-", "-o", small_disk / "out.jsonl", input=names).returncode == 0
    assert (small_disk / "out.jsonl").read_bytes() == whole


def test_a_read_only_disk_is_named(run: Run, archive: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"out.jsonl.part: cannot be written: Read-only file system" in done.stderr


def test_a_folder_that_is_removed_while_it_is_written_is_noticed(archive: Path) -> None:
    process = held(archive.parent, listed(archive.parent)[: 2 * BATCH], BATCH)
    shutil.rmtree(archive.parent / "out.jsonl.part")
    _, said = process.communicate(b"news/050.txt\n", timeout=60)
    assert process.returncode == 1
    assert b"was removed while it was written" in said
    assert b"Traceback" not in said


def test_an_output_folder_that_is_not_there_is_named(run: Run, archive: Path) -> None:
    done = run("batch", "news", "-o", "nowhere/out.jsonl")
    assert done.returncode == 1
    assert b"nowhere/out.jsonl.part: cannot be written: No such file or directory" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_change_nothing(archive: Path, closed: str) -> None:
    command = subprocess.list2cmdline([*COMMAND, "news/001.txt", "-o", "out.jsonl"])
    done = subprocess.run(["bash", "-c", f"{command} {closed}"], cwd=archive.parent, check=False, timeout=60)
    assert done.returncode == 0
    assert len((archive.parent / "out.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.parametrize("nobody", ["| (exec <&-; sleep 2)", "2>/dev/full"], ids=["closed pipe", "full"])
def test_messages_that_nobody_takes_change_nothing(archive: Path, nobody: str) -> None:
    command = subprocess.list2cmdline([*COMMAND, "nothing.txt", "news", "-o", "out.jsonl"])
    to_pipe = "2>&1" if nobody.startswith("|") else ""
    told = f"(sleep 0.2; {command} {to_pipe} || echo $? >status) {nobody}"
    subprocess.run(["bash", "-c", told], cwd=archive.parent, check=True, timeout=60)
    assert (archive.parent / "status").read_text() == "1\n"
    assert same(archive)


def test_what_else_lies_in_the_folder_of_a_run_stays(run: Run, archive: Path) -> None:
    other = archive.parent / "out.jsonl.part" / "mine.txt"
    other.parent.mkdir()
    other.write_text("của tôi")
    assert run("batch", "news", "-o", "out.jsonl").returncode == 0
    assert [path.name for path in other.parent.iterdir()] == ["mine.txt"]
    assert same(archive)
