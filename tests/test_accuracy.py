"""Floors of accuracy on annotated articles: those of samples/, and the shared ones where they are there.

A floor may be raised. What falls under it is a defect of the extraction, not of the floor.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "gold"

SAMPLE_FLOORS = {"found": 0.96, "core": 0.93, "full": 0.73}
SHARED_FLOORS = {"found": 0.98, "core": 0.97, "full": 0.83}


def measure(directory: Path) -> dict[str, float]:
    """F1 of found, core and full over all kinds, by the shared scorer."""
    command = f"{sys.executable} -m vnreport extract --format jsonl"
    out = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(directory), "--run", command, "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    result: dict[str, float] = json.loads(out.stdout)
    return result


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared annotated articles are not beside this checkout")
@pytest.mark.parametrize(
    ("directory", "floors"),
    [(ROOT / "samples", SAMPLE_FLOORS), (SHARED / "dev", SHARED_FLOORS)],
    ids=["samples", "shared"],
)
def test_accuracy_stays_over_its_floors(directory: Path, floors: dict[str, float]) -> None:
    measured = measure(directory)
    assert {level: measured[level] for level in floors if measured[level] < floors[level]} == {}
