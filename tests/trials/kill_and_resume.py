"""Kills `vnreport batch` at random moments until it is through, again and again, and compares the results.

    python tests/trials/kill_and_resume.py [--kills 50] [--name out.jsonl] SOURCE...

Each kill is a SIGKILL to the run, to one of the processes that it has made, or to all at once. A trial ends
when a run has ended by itself; its output must have the checksum of an uninterrupted run. Prints a line each.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = (sys.executable, "-m", "vnreport", "batch", "-q")


def digest(path: Path) -> str:
    """The checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def group_of(pid: int) -> list[int]:
    """The processes of a run, its own first."""
    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(pid)], capture_output=True, check=False, text=True)
    return sorted(int(line) for line in listed.stdout.split())


def strike(process: subprocess.Popen[bytes], choose: random.Random) -> str:
    """Kill the run, one process of it, or all."""
    what = choose.choices(("run", "worker", "all"), (6, 2, 2))[0]
    if what == "all":
        os.killpg(process.pid, signal.SIGKILL)
    elif what == "run":
        process.kill()
    else:
        others = group_of(process.pid)[1:]  # workers, and what multiprocessing has beside them
        if others:
            try:
                os.kill(choose.choice(others), signal.SIGKILL)
            except ProcessLookupError:
                what = "none"
    return what


def main() -> int:
    """Run the trials; 0 if all results are the same."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--kills", type=int, default=50, help="kills in all (default 50)")
    parser.add_argument("--name", default="out.jsonl", help="name of the output, which gives its format")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    choose = random.Random(options.seed)
    sources = [os.path.realpath(source) for source in options.sources]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / options.name
        began = time.monotonic()
        subprocess.run([*COMMAND, *sources, "-o", out], check=False)
        took = time.monotonic() - began
        expected = digest(out)
        print(f"uninterrupted: {took:.1f} s, {out.stat().st_size} bytes, sha256 {expected}")
        kills, trial, wrong = 0, 0, 0
        while kills < options.kills:
            out.unlink()
            trial += 1
            struck: list[str] = []
            while True:
                process = subprocess.Popen(
                    [*COMMAND, *sources, "-o", out], stderr=subprocess.DEVNULL, start_new_session=True
                )
                try:
                    process.wait(choose.uniform(0, took))
                    break
                except subprocess.TimeoutExpired:
                    struck.append(strike(process, choose))
                if struck[-1] in ("worker", "none"):
                    process.wait()
                    if out.exists():
                        break
                process.wait()
            kills += sum(what != "none" for what in struck)
            found = digest(out)
            wrong += found != expected
            says = "same" if found == expected else "DIFFERS"
            failures = out.with_name(f"{out.name}.failures.jsonl")
            if failures.exists():
                says += f"; {failures.read_text()}"
            print(
                f"trial {trial}: killed {', '.join(struck) or 'never'}; sha256 {found[:16]}: {says}",
                flush=True,
            )
        print(f"{kills} kills in {trial} trials, {wrong} results differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
