"""Feeds `vnreport batch` articles without end and prints what memory its processes have taken, and when.

    python tests/trials/memory.py [--count 50000] [--jobs 2] [--name out.jsonl] FOLDER

The *.txt of FOLDER are given again and again, through a pipe, each time with another first line. Megabytes:
the peak resident set of the run itself and of its largest worker (shared pages count in each), and the share
of all processes together (PSS), in which a shared page counts once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_MARKS = (1_000, 2_000, 5_000)
_ONE_LINER = (
    'from underthesea import word_tokenize; word_tokenize("a"); import resource; '
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def kilobytes(pid: int, file: str, key: str) -> int:
    """A number out of a file of /proc; 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), 0)


def children(pid: int) -> list[int]:
    """The processes that a process has made, and those that they have."""
    try:
        found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [*found, *(grandchild for child in found for grandchild in children(child))]


class Watch:
    """The peaks of a run and of its workers, looked at every so often."""

    def __init__(self, run: int) -> None:
        self._run = run
        self.parent = self.worker = self.together = 0

    def look(self) -> None:
        """Take the numbers as they are now."""
        others = children(self._run)
        self.parent = max(self.parent, kilobytes(self._run, "status", "VmHWM"))
        self.worker = max([self.worker, *(kilobytes(pid, "status", "VmHWM") for pid in others)])
        shares = [kilobytes(pid, "smaps_rollup", "Pss") for pid in (self._run, *others)]
        self.together = max(self.together, sum(shares))


def feed(pipe: Path, texts: list[str], count: int, fed: list[int]) -> None:
    """Write articles as JSON Lines; `fed` holds how many."""
    with pipe.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"Tin số {number}\n{texts[number % len(texts)]}"
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            fed[0] = number + 1


def main() -> int:
    """Run once; the exit status is that of the run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--name", default="out.jsonl", help="name of the output, which gives its format")
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.folder.glob("*.txt"))]
    one_liner = subprocess.run([sys.executable, "-c", _ONE_LINER], check=True, capture_output=True)
    print(f"underthesea one-liner: {int(one_liner.stdout) / 1024:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        pipe = Path(folder) / "feed.jsonl"
        os.mkfifo(pipe)
        fed = [0]
        command = (sys.executable, "-m", "vnreport", "batch", pipe, "-o", pipe.with_name(options.name))
        run = subprocess.Popen([*command, "--jobs", options.jobs], stderr=subprocess.PIPE)
        threading.Thread(target=feed, args=(pipe, texts, options.count, fed), daemon=True).start()
        watch = Watch(run.pid)
        marks = [*(mark for mark in _MARKS if mark < options.count), *range(10_000, options.count, 10_000)]
        print(f"{'articles':>10}{'run':>8}{'worker':>8}{'all':>8}{'s':>8}")
        began = time.monotonic()
        while run.poll() is None:
            watch.look()
            if marks and fed[0] >= marks[0]:
                show(marks.pop(0), watch, began)
            time.sleep(0.1)
        show(options.count, watch, began)
        assert run.stderr is not None
        print(run.stderr.read().decode().splitlines()[-1])
    return run.returncode


def show(count: int, watch: Watch, began: float) -> None:
    """Print a row."""
    numbers = (watch.parent, watch.worker, watch.together)
    row = "".join(f"{number / 1024:8.0f}" for number in numbers)
    print(f"{count:10}{row}{time.monotonic() - began:8.0f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
