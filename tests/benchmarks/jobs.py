"""What a second core is worth: batch with two jobs against one, and beside it two busy loops against one."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_BUSY = "for number in range(150_000_000): pass"


def compare(articles: Sequence[Path], rounds: int) -> None:
    """Print a row a round, with everything in turn, and the means."""
    print(
        f"{'':7}{'1 job, s':>10}{'2 jobs, s':>10}{'times':>8}{'1 loop, s':>12}{'2 loops, s':>11}{'times':>8}"
    )
    found = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "articles.jsonl"
        with archive.open("w", encoding="utf-8") as file:
            for path in articles:
                file.write(json.dumps({"text": path.read_text(encoding="utf-8")}) + "\n")
        for number in range(1, rounds + 1):
            one, two = _batch(archive, 1), _batch(archive, 2)
            loop, loops = _loops(1), _loops(2)
            found.append((one, two, one / two, loop, loops, 2 * loop / loops))
            _show(f"{number}.", found[-1])
    _show("mean", [sum(column) / rounds for column in zip(*found, strict=True)])


def _batch(archive: Path, jobs: int) -> float:
    out = archive.with_name("out.jsonl")
    command = [sys.executable, "-m", "vnreport", "batch", "-q", archive, "-o", out, "--overwrite"]
    begun = time.perf_counter()
    subprocess.run([*command, "--jobs", str(jobs)], check=True)
    return time.perf_counter() - begun


def _loops(number: int) -> float:
    begun = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(number)]
    for process in running:
        process.wait()
    return time.perf_counter() - begun


def _show(head: str, numbers: Sequence[float]) -> None:
    one, two, times, loop, loops, both = numbers
    print(f"{head:7}{one:10.1f}{two:10.1f}{times:8.2f}{loop:12.1f}{loops:11.1f}{both:8.2f}", flush=True)
