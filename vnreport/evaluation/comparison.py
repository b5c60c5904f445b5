"""Two runs over the same articles: how the scores changed, and which records were gained and lost."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnreport.document import KINDS, Kind
from vnreport.evaluation.bootstrap import change_intervals
from vnreport.evaluation.measures import Counts, count
from vnreport.evaluation.outcomes import LEVELS, ArticleOutcomes, Level, Outcome
from vnreport.evaluation.runs import of_kind


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """F1 of a kind (None: all) on a level in both runs; `low` to `high` is the interval of the change."""

    kind: Kind | None
    level: Level
    before: float
    after: float
    low: float | None
    high: float | None


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A record that became better or worse: missed, found, core or full; for a false one false or none."""

    article: str
    kind: Kind
    text: str
    start: int
    before: str
    after: str
    wrong: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """`unmatched` names the articles that only one of the runs has; they are left out."""

    changes: tuple[Change, ...]
    gained: tuple[Turn, ...]
    lost: tuple[Turn, ...]
    unmatched: tuple[str, ...]


def compare(before: Sequence[ArticleOutcomes], after: Sequence[ArticleOutcomes]) -> Comparison:
    """What changed from one run to the other, over the articles that both have."""
    old = {article.name: article.outcomes for article in before}
    new = {article.name: article.outcomes for article in after}
    names = [name for name in new if name in old]
    gained: list[Turn] = []
    lost: list[Turn] = []
    for name in names:
        for turn, rises in _turns(name, old[name], new[name]):
            (gained if rises else lost).append(turn)
    return Comparison(
        changes=tuple(_changes([old[name] for name in names], [new[name] for name in names])),
        gained=tuple(gained),
        lost=tuple(lost),
        unmatched=tuple(sorted(old.keys() ^ new.keys())),
    )


def _changes(before: Sequence[Sequence[Outcome]], after: Sequence[Sequence[Outcome]]) -> list[Change]:
    made = []
    for kind in (*KINDS, None):
        old = [count(of_kind(outcomes, kind)) for outcomes in before]
        new = [count(of_kind(outcomes, kind)) for outcomes in after]
        a, b = _total(old), _total(new)
        if not any((*a, *b)):
            continue
        bounds = change_intervals(old, new)
        for level in LEVELS:
            low, high = bounds[level] or (None, None)
            made.append(
                Change(kind=kind, level=level, before=a.f1(level), after=b.f1(level), low=low, high=high)
            )
    return made


def _total(columns: Sequence[Counts]) -> Counts:
    return Counts(*map(sum, zip(*columns, strict=True))) if columns else Counts(0, 0, 0, 0, 0)


def _turns(name: str, before: Sequence[Outcome], after: Sequence[Outcome]) -> list[tuple[Turn, bool]]:
    old, new = _by_place(before), _by_place(after)
    made = []
    for key in sorted(old.keys() | new.keys()):
        was, is_ = old.get(key), new.get(key)
        shown = is_ or was
        if shown is None or (shown.state != "false" and (was is None or is_ is None)):
            continue  # annotated in one run alone
        ranks = _rank(was), _rank(is_)
        if ranks[0] != ranks[1]:
            turn = Turn(
                article=name,
                kind=shown.kind,
                text=shown.text,
                start=shown.start,
                before=_STANDINGS[ranks[0]],
                after=_STANDINGS[ranks[1]],
                wrong=tuple(judged.field for judged in is_.wrong()) if is_ else (),
            )
            made.append((turn, ranks[1] > ranks[0]))
    return made


_STANDINGS = {-1: "false", 0: "missed", 1: "found", 2: "core", 3: "full", 4: "none"}


def _rank(outcome: Outcome | None) -> int:
    """The higher the better; 4 where there is no false record."""
    if outcome is None:
        return 4
    if outcome.state == "false":
        return -1
    return sum(outcome.reaches(level) for level in LEVELS)


def _by_place(outcomes: Sequence[Outcome]) -> dict[tuple[int, int, Kind, bool], Outcome]:
    return {(o.start, o.end, o.kind, o.state == "false"): o for o in outcomes}
