"""Runs the suite with the oldest and the newest allowed dependencies, on each Python that there is:

    python tests/trials/dependency_bounds.py [FOLDER] [--uv UV] [--only 3.12:highest ...]

Needs uv (https://docs.astral.sh/uv/), which gets the Pythons too. Each environment lies in FOLDER (a new one
by default); `FOLDER/PYTHON-RESOLUTION.txt` lists what was installed, `.log` is the suite's. One row a run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = ("3.11:lowest-direct", "3.11:highest", "3.12:highest", "3.13:highest")


def tried(run: str, folder: Path, uv: str) -> str:
    """The outcome of one run, for people; its last line where the suite ran."""
    python, resolution = run.split(":")
    place = folder / f"{python}-{resolution}"
    inside = place / "bin" / "python"
    commands = (
        [uv, "venv", "--quiet", "--clear", "--python", python, str(place)],
        [
            *(uv, "pip", "install", "--quiet", "--python", str(inside)),
            *("--resolution", resolution, "-e", f"{ROOT}[dev]"),
        ],
    )
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"cannot be set up: {done.stderr.strip().splitlines()[-1]}"
    listed = subprocess.run(
        [uv, "pip", "freeze", "--python", str(inside)], capture_output=True, text=True, check=True
    )
    place.with_name(f"{place.name}.txt").write_text(listed.stdout, encoding="utf-8")
    with place.with_name(f"{place.name}.log").open("wb") as log:
        command = [str(inside), "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
    return place.with_name(f"{place.name}.log").read_text(encoding="utf-8").strip().splitlines()[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--only", nargs="+", choices=RUNS, default=RUNS)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="bounds-"))
    folder.mkdir(exist_ok=True)
    print(folder, file=sys.stderr)
    for run in asked.only:
        print(f"{run:20}{tried(run, folder, asked.uv)}", flush=True)


if __name__ == "__main__":
    main()
