"""The floors of accuracy in floors.toml: `python tests/floors.py` raises them to what is measured.

A floor is F1 of all kinds on a level, F1 of a kind in its core, or how many articles or records a set has.
What falls under it is a defect of the extraction, not of the floor: one that is lower than the history of the
repository has it needs a block in floors.toml with its reason:

    [[lowered]]
    floor = "samples.figure.core"
    from = 0.96
    to = 0.95
    reason = "..."
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from math import floor
from pathlib import Path
from typing import Any

from vnreport.document import KINDS
from vnreport.evaluation.outcomes import LEVELS
from vnreport.evaluation.runs import Run, measure
from vnreport.evaluation.scoring import Scoring
from vnreport.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "tests" / "floors.toml"
SETS = {
    "samples": ROOT / "samples",
    "articles": ROOT / "tests" / "articles",
    "shared": ROOT.parent / "shared" / "gold" / "dev",
}
NOT_HERE = "shared"  # the one set that need not be there: it lies beside a checkout, not in it
_SLACK, _SLACK_RECORDS = 0.01, 2  # what a good change may cost: a share of the score, or so many records
_COUNTS = ("articles", "records")

Floors = dict[str, float]

_HEAD = """\
# What the extraction must reach on annotated articles: F1 by kind and level, and how many articles and
# records there must be. `python tests/floors.py` raises the floors, and says what lowering one asks for.
"""


@lru_cache(maxsize=len(SETS))
def run_of(name: str) -> Run:
    """The evaluation of a set.

    Raises:
        ValueError: a gold file of it is wrong.
    """
    wrong: list[str] = []
    run = measure([outcomes for _, outcomes in Scoring([SETS[name]], load_vocabulary(), wrong.append)])
    if wrong:
        raise ValueError("; ".join(wrong))
    return run


def measured(run: Run) -> Floors:
    """What is measured on a set, under the names of its floors."""
    made: Floors = {
        "articles": len(run.articles),
        "records": sum(score.gold for score in run.scores if score.kind is None and score.level == "found"),
    }
    for score in run.scores:
        made[f"{score.kind or 'all'}.{score.level}"] = score.f1
    return made


def flat(content: Mapping[str, Any]) -> Floors:
    """The floors of a floors file by name: `samples.figure.core`."""
    made: Floors = {}
    for name, value in content.items():
        if isinstance(value, dict):
            made |= {f"{name}.{inner}": floor_ for inner, floor_ in flat(value).items()}
        elif isinstance(value, int | float):
            made[name] = value
    return made


def below(name: str, floors: Floors, found: Floors) -> list[str]:
    """The floors of a set that what was found does not reach."""
    own = {key.partition(".")[2]: value for key, value in floors.items() if key.startswith(f"{name}.")}
    return [
        f"{name}.{key} is {found.get(key, 0):.4g}, its floor {value}"
        for key, value in own.items()
        if found.get(key, 0) < value
    ]


def history(root: Path) -> list[Floors]:
    """The floors of every commit that changed them, up to the one checked out.

    Raises:
        CalledProcessError: `root` is no git checkout.
    """
    path = FLOORS.relative_to(ROOT).as_posix()
    commits = _git(root, "log", "--format=%H", "--diff-filter=AM", "--", path).split()
    return [flat(tomllib.loads(_git(root, "show", f"{commit}:{path}"))) for commit in commits]


def lowered_in_silence(content: Mapping[str, Any], earlier: list[Floors]) -> list[str]:
    """The floors lower than one before, or gone, for which no block gives a reason."""
    now = flat(content)
    blocks = content.get("lowered", [])
    silent = []
    for key in dict.fromkeys(key for floors in earlier for key in floors):
        highest = max(floors.get(key, 0) for floors in earlier)
        reasons = [
            block
            for block in blocks
            if block["floor"] == key
            and block["from"] >= highest
            and block["to"] <= now.get(key, 0)
            and block["reason"].strip()
        ]
        if now.get(key, 0) < highest and not reasons:
            silent.append(
                f"{key} was {highest}, is {now.get(key, 0)}: give the reason in a [[lowered]] block"
            )
    return silent


def raised(content: Mapping[str, Any]) -> str:
    """The floors file with every floor raised to what is measured now; none is lowered."""
    floors = flat(content)
    made = [_HEAD]
    for name, directory in SETS.items():
        own = {key.partition(".")[2]: value for key, value in floors.items() if key.startswith(f"{name}.")}
        reached = _reached(run_of(name)) if directory.is_dir() else {}
        made += _section(name, {key: max(reached.get(key, 0), own.get(key, 0)) for key in reached | own})
    for block in content.get("lowered", []):
        made += ["[[lowered]]", *(f"{key} = {json.dumps(value)}" for key, value in block.items()), ""]
    return "\n".join(made)


def _reached(run: Run) -> Floors:
    """The floors that a run allows: what it measures, less some slack."""
    made: Floors = {key: value for key, value in measured(run).items() if key in _COUNTS}
    for score in run.scores:
        if score.kind is None or score.level == "core":
            slack = max(_SLACK, _SLACK_RECORDS / score.gold)
            made[f"{score.kind or 'all'}.{score.level}"] = floor((score.f1 - slack) * 200) / 200
    return made


def _section(name: str, floors: Floors) -> list[str]:
    made = [f"[{name}]", *(f"{key} = {floors[key]}" for key in _COUNTS if key in floors)]
    for kind in (*KINDS, "all"):
        levels = [f"{level} = {floors[f'{kind}.{level}']}" for level in LEVELS if f"{kind}.{level}" in floors]
        if levels:
            made += [f"{kind} = {{ {', '.join(levels)} }}"]
    return [*made, ""] if floors else []


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", root, *arguments], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


if __name__ == "__main__":
    before = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    FLOORS.write_text(raised(before), encoding="utf-8")
    sys.stdout.write(f"{FLOORS} is raised to what is measured\n")
