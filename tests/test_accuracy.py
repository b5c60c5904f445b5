"""The gate: accuracy stays over its floors, no set of articles is emptied, no floor is lowered in silence."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import Any

import floors
import pytest

from vnreport.errors import GoldError

CONTENT = tomllib.loads(floors.FLOORS.read_text(encoding="utf-8"))
FLOORS = floors.flat(CONTENT)


@pytest.mark.parametrize(
    "name", [name for name in floors.SETS if name in CONTENT or floors.SETS[name].is_dir()]
)
def test_accuracy_stays_over_its_floors(name: str) -> None:
    if name == floors.NOT_HERE and not floors.SETS[name].is_dir():
        pytest.skip("the shared annotated articles are not beside this checkout")
    assert f"{name}.all.full" in FLOORS, "a set without floors; run: python tests/floors.py"
    assert floors.below(name, FLOORS, floors.measured(floors.run_of(name))) == []


def test_no_floor_is_lowered_in_silence() -> None:
    if not (floors.ROOT / ".git").exists():
        pytest.skip("no checkout, so no history to compare with")
    assert floors.lowered_in_silence(CONTENT, floors.history(floors.ROOT)) == []


# ---- the gate itself


def _lowered(to: float, **block: object) -> dict[str, Any]:
    """A floors file in which a floor of 0.9 is lowered, with the block that says so."""
    lowered = {"floor": "samples.all.core", "from": 0.9, "to": to, "reason": "the set is harder now", **block}
    return {"samples": {"records": 10, "all": {"core": to}}, "lowered": [lowered]}


BEFORE = floors.flat({"samples": {"records": 10, "all": {"core": 0.9}}})


def test_a_lower_score_falls_under_its_floor() -> None:
    assert floors.below("samples", BEFORE, {"records": 10, "all.core": 0.9}) == []
    assert floors.below("samples", BEFORE, {"records": 10, "all.core": 0.8999}) != []


@pytest.mark.parametrize("found", [{"records": 9, "all.core": 1.0}, {"records": 10}, {}], ids=str)
def test_an_emptied_set_falls_under_its_floor(found: floors.Floors) -> None:
    assert floors.below("samples", BEFORE, found) != []


def test_a_set_that_is_gone_or_broken_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(floors.SETS, "samples", tmp_path)
    with pytest.raises(GoldError, match="holds no"):
        floors.run_of.__wrapped__("samples")
    (tmp_path / "a.gold.json").write_text('{"records": []}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"there is no .*a\.txt"):
        floors.run_of.__wrapped__("samples")


@pytest.mark.parametrize(
    ("content", "silent"),
    [
        ({"samples": {"records": 10, "all": {"core": 0.9}}}, False),
        ({"samples": {"records": 12, "all": {"core": 0.95}}}, False),
        ({"samples": {"records": 10, "all": {"core": 0.89}}}, True),
        ({"samples": {"records": 10}}, True),
        ({}, True),
        (_lowered(0.85), False),
        (_lowered(0.85, reason=" "), True),
        (_lowered(0.85, **{"from": 0.87}), True),
        (_lowered(0.85, floor="samples.all.full"), True),
        ({**_lowered(0.85), "samples": {"records": 10, "all": {"core": 0.8}}}, True),
    ],
    ids=str,
)
def test_a_floor_is_lowered_only_with_its_reason(content: dict[str, Any], silent: bool) -> None:
    assert bool(floors.lowered_in_silence(content, [{"samples.all.core": 0.8}, BEFORE])) == silent


def test_the_history_holds_the_floors_of_every_commit(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        names = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", "-C", tmp_path, *names, *arguments], check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "tests").mkdir()
    for core in (0.7, 0.9, 0.8):
        (tmp_path / "tests" / "floors.toml").write_text(f"[samples]\nall = {{ core = {core} }}\n")
        git("add", ".")
        git("commit", "-qm", "floors")
    assert [made["samples.all.core"] for made in floors.history(tmp_path)] == [0.8, 0.9, 0.7]


def test_raising_the_floors_lowers_none_and_keeps_the_reasons() -> None:
    unreachable = {
        **CONTENT,
        "samples": {"records": 10**6, "all": {"core": 0.999}},
        "lowered": [_lowered(0.8)["lowered"][0]],
    }
    raised = tomllib.loads(floors.raised(unreachable))
    assert (raised["samples"]["records"], raised["samples"]["all"]["core"]) == (10**6, 0.999)
    assert raised["lowered"] == unreachable["lowered"]
    assert floors.lowered_in_silence(raised, [FLOORS]) == []
