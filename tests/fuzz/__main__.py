"""Fuzzes vnreport, guided by coverage: `python tests/fuzz [TARGET]... [--seconds N] [--corpus DIR]`.

Each target runs in a process of its own (atheris, which is libFuzzer), one after the other, round after round
until the time is over. What fails is kept in DIR/faults with its bytes and traceback, one of each place, and
the run goes on. At the end: executions and faults of each target; the exit status is 1 if there was a fault.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
import traceback
from collections import Counter
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

_ROUND = 120  # seconds that a target runs before the next one's turn
_SAMPLES = Path(__file__).parents[2] / "samples"
_MOST = {"reading": 2048, "pages": 512, "writers": 256}  # bytes of an input
_USUAL = 160


def _seed(folder: Path) -> None:
    """What fuzzing of bytes begins with: the samples' beginnings in every encoding."""
    from legacy import ENCODERS

    folder.mkdir(parents=True)
    for path in sorted(_SAMPLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")[:400]
        (folder / path.stem).write_text(text, encoding="utf-8")
        for name, encode in ENCODERS.items():
            with suppress(UnicodeEncodeError):  # it has no such letter
                (folder / f"{path.stem}.{name}").write_bytes(encode(text))


def _fuzz(target: str, seconds: int, corpus: Path) -> None:
    """Run one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["vnreport"]):
        from fuzz.targets import TARGETS
    check = TARGETS[target]
    seeds = corpus / target
    if not seeds.is_dir():
        if target in ("reading", "text"):
            _seed(seeds)
        seeds.mkdir(parents=True, exist_ok=True)
    counted = corpus / f"{target}.count"
    before = int(counted.read_text()) if counted.exists() else 0
    faults = corpus / "faults"
    faults.mkdir(exist_ok=True)
    executions = 0
    # libFuzzer ends the process itself: what was counted is on disk once a second.
    due = time.monotonic() + 1

    def once(data: bytes) -> None:
        nonlocal executions, due
        executions += 1
        if time.monotonic() > due:
            counted.write_text(str(before + executions))
            due = time.monotonic() + 1
        try:
            check(data)
        except Exception as error:  # noqa: BLE001  # any fault is written down, and the run goes on
            _keep(faults, target, data, error)

    options = [f"-max_total_time={seconds}", f"-max_len={_MOST.get(target, _USUAL)}", "-timeout=60"]
    atheris.Setup([sys.argv[0], str(seeds), *options, f"-artifact_prefix={faults}/{target}-"], once)
    atheris.Fuzz()


def _keep(faults: Path, target: str, data: bytes, error: Exception) -> None:
    """Write a fault down, the shortest input of each place."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno}"
    name = f"{target}-{hashlib.sha256(place.encode()).hexdigest()[:12]}"
    known = faults / f"{name}.bytes"
    if not known.exists() or known.stat().st_size > len(data):
        known.write_bytes(data)
        told = "".join(traceback.format_exception(error))
        (faults / f"{name}.json").write_text(
            json.dumps({"target": target, "place": place, "input": repr(data), "traceback": told}, indent=1)
        )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("targets", nargs="*", metavar="TARGET", help="default: all")
    arguments.add_argument("--seconds", type=int, default=600, help="in all (default 600)")
    arguments.add_argument(
        "--corpus", type=Path, default=Path("/tmp/vnreport-fuzz"), help="kept between runs"
    )
    arguments.add_argument("--alone", action="store_true", help="one target, in this process")
    given = arguments.parse_args()
    given.corpus.mkdir(parents=True, exist_ok=True)
    if given.alone:
        _fuzz(given.targets[0], given.seconds, given.corpus)
    from fuzz.targets import TARGETS  # not before: what is imported already cannot be watched

    targets = given.targets or list(TARGETS)
    if unknown := set(targets) - set(TARGETS):
        arguments.error(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    spent: Counter[str] = Counter()
    each = min(_ROUND, max(10, given.seconds // len(targets)))
    end = time.monotonic() + given.seconds
    while time.monotonic() < end:
        for target in targets:
            begun = time.monotonic()
            command = [sys.executable, __file__, target, "--alone", "--seconds", str(each)]
            done = subprocess.run([*command, "--corpus", given.corpus], stderr=subprocess.PIPE, check=False)
            spent[target] += round(time.monotonic() - begun)
            if done.returncode:  # it hung, or the interpreter itself broke down
                (given.corpus / "faults" / f"{target}-crash.txt").write_bytes(done.stderr[-20_000:])
            _report(given.corpus, targets, spent)
    return 1 if any((given.corpus / "faults").glob("*")) else 0


def _report(corpus: Path, targets: list[str], spent: Counter[str]) -> None:
    print(f"\n{'target':<12}{'executions':>12}{'seconds':>9}{'faults':>8}")
    for target in targets:
        counted = corpus / f"{target}.count"
        executions = int(counted.read_text()) if counted.exists() else 0
        faults = {path.stem for path in (corpus / "faults").glob(f"{target}-*")}
        print(f"{target:<12}{executions:>12,}{spent[target]:>9}{len(faults):>8}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
