"""Runs of `vnreport batch` that wait for what a test gives them, so that no test depends on speed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-m", "vnreport", "batch")


def article(number: int) -> str:
    """An article of its own length, so that articles take different times."""
    told = f"Xã {number} có {number + 2} hộ nghèo, giảm {number % 90 + 5}% so với cùng kỳ.\n"
    return f"Tin số {number}\n" + told * (number * 5 % 7 + 1)


FILES = 64  # of an archive, and of it
ROWS = 8  # of a table beside them
BATCH = 16  # articles that a worker is handed at once


def listed(folder: Path) -> list[bytes]:
    """Lines for standard input: all that is in `news`."""
    return [f"news/{path.name}\n".encode() for path in sorted((folder / "news").iterdir())]


def same(archive: Path, name: str = "out.jsonl") -> bool:
    """Whether an output is that of an uninterrupted run."""
    return (archive.parent / name).read_bytes() == (archive.parent / f"whole{Path(name).suffix}").read_bytes()


def start(folder: Path, *arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([*COMMAND, *arguments], cwd=folder, **options)  # type: ignore[call-overload,no-any-return]


def held(folder: Path, lines: list[bytes], done: int, **options: object) -> subprocess.Popen[bytes]:
    """A run to out.jsonl that has been given these lines of its list, and waits for more.

    Its one worker is a batch behind, so that all batches but the last are done and in the journal.
    """
    process = start(folder, "-", "-o", "out.jsonl", "--jobs", "1", stdin=subprocess.PIPE, **options)
    more(process, lines)
    path = folder / "out.jsonl.part" / "journal.jsonl"
    until = time.monotonic() + 100
    while not path.exists() or path.read_bytes().count(b"\n") < done:
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.01)
    return process


def more(process: subprocess.Popen[bytes], lines: list[bytes]) -> None:
    """Give a run more lines of its list."""
    assert process.stdin is not None
    process.stdin.write(b"".join(lines))
    process.stdin.flush()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a run that waits."""
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def wait_for_run(folder: Path) -> None:
    """Wait until a run has made its folder."""
    until = time.monotonic() + 60
    while not (folder / "run.json").exists():
        assert time.monotonic() < until
        time.sleep(0.01)


def workers_of(run: int) -> list[int]:
    """The processes that the children of a run have made."""

    def children(pid: int) -> list[int]:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    return [worker for child in children(run) for worker in children(child)]


def is_empty(group: int) -> bool:
    """Whether all processes of a group end before long."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
