"""The cells of a panel, a place's indicator in a period each: what was chosen of all that is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from vnreport.panel.conflicts import Conflict, cause, disagree
from vnreport.panel.names import Names
from vnreport.panel.said import Key, Measure, Said, Wanted, sayings
from vnreport.sdmx import same_period
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a panel: what was chosen for each of the things that can be said of a cell, by how many
    stories it is told, and what they disagree on. There is no cell with neither value, plan reached, change
    nor rank.
    """

    key: Key
    chosen: Mapping[Measure, Said]
    stories: int
    conflicts: tuple[Conflict, ...]

    @property
    def indicator(self) -> str:
        """The code of the indicator."""
        return self.key[0]

    @property
    def period(self) -> str:
        """The time, as SDMX writes it."""
        return self.key[1]

    @property
    def place(self) -> str:
        """What stands for the place."""
        return self.leading.place

    @property
    def value(self) -> Said | None:
        """The chosen value, where there is one."""
        return self.chosen.get("value")

    @property
    def leading(self) -> Said:
        """The value, or else the first other thing that is said."""
        return next(self.chosen[measure] for measure in _LEADING if measure in self.chosen)


_LEADING: Sequence[Measure] = ("value", "plan", "change", "rank")


def cells(
    engine: duckdb.DuckDBPyConnection,
    vocabulary: Vocabulary,
    called: Names,
    wanted: Wanted,
    redrawn: frozenset[str],
) -> Iterator[Cell]:
    """The cells of a loaded archive, by indicator, period and place. `redrawn` are the places whose
    boundaries changed.
    """
    for key, group in groupby(sayings(engine, vocabulary, called, wanted), key=attrgetter("key")):
        chosen: dict[Measure, Said] = {}
        ranks: dict[tuple[str | None, str | None], Said] = {}
        stories: set[int] = set()
        conflicts: list[Conflict] = []
        for said in group:
            first = chosen.setdefault(said.measure, said)
            if said.measure == "rank":  # those in one order are compared
                first = ranks.setdefault((said.scope, said.order), said)
            if disagree(first, said):
                conflicts.append(Conflict(first, said, cause(first, said, said.place in redrawn)))
            stories.add(said.story)
        if any(measure in chosen for measure in _LEADING):
            yield Cell(key, chosen, len(stories), tuple(conflicts))


def beside(cells: Iterable[Cell], periods: Sequence[str]) -> list[Cell]:
    """The cells of these periods, all if there are none, each with the value of the same period before where
    the archive states it; else with what follows from its change.
    """
    known = list(cells)
    values = {cell.key: cell.value for cell in known}
    made = []
    for cell in known:
        if periods and cell.period not in periods:
            continue
        indicator, period, place = cell.key
        before = values.get((indicator, same_period(period) or "", place))
        stated = {**cell.chosen, "previous": replace(before, measure="previous")} if before else cell.chosen
        made.append(replace(cell, chosen={m: said for m, said in stated.items() if _fits(said, cell)}))
    return made


_GROUNDS: Mapping[Measure, Measure] = {"target": "plan", "previous": "change"}


def _fits(said: Said, cell: Cell) -> bool:
    """Whether a plan or earlier value is in the unit of the cell's value, and follows from what is shown."""
    if said.measure not in _GROUNDS:
        return True
    if cell.value is not None and said.unit != cell.value.unit:
        return False
    ground = cell.chosen.get(_GROUNDS[said.measure])
    derived = said.status == "derived"
    return not derived or (ground is not None and (ground.path, ground.id) == (said.path, said.comparison))


def with_previous(periods: Sequence[str]) -> tuple[str, ...]:
    """The periods, and the same periods of the years before."""
    return tuple(dict.fromkeys(filter(None, (*periods, *map(same_period, periods)))))
