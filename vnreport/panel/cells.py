"""What an archive says of each cell, a place's indicator in a period, and which of it stands in a panel.

Four things are said of a cell: its value, how much of its plan is reached, its change against the same
period, and its rank. Of several articles the official value goes before the estimate, then the later before
the earlier, then the surer reading. Targets and forecasts are no values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from vnreport.panel import stories
from vnreport.panel.boundaries import REDRAWN
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

Measure = Literal["value", "plan", "change", "rank"]
Cause = Literal["factor", "estimate", "plan", "boundaries", "unknown"]
Key = tuple[str, str, str]  # indicator, period, place

_SAID = """
CREATE TABLE said AS
WITH told AS (
    SELECT r.doc, r.n, r.kind, r.unit, r.approx, r.status, r."of", r.baseline_text, r.confidence, r.text,
        r.sentence, r.indicator, r.period, coalesce(r.place_code, r.place_text) AS place, r.place_text,
        coalesce(d.published, '') AS published, d.path,
        CASE WHEN r.kind = 'ranking' THEN 'rank' WHEN r.kind <> 'comparison' THEN 'value'
            WHEN r.baseline = 'plan' THEN 'plan' WHEN r.baseline = 'same_period' THEN 'change' END AS measure,
        CASE WHEN r.kind = 'ranking' THEN r.rank::DECIMAL(38, 12) WHEN r.kind <> 'comparison' THEN r.value
            WHEN r.baseline = 'plan' THEN r.ratio ELSE r.ratio - 1 END AS number
    FROM records r JOIN documents d USING (doc)
    WHERE r.indicator IS NOT NULL AND r.period IS NOT NULL
        AND coalesce(r.place_code, r.place_text) IS NOT NULL
        AND coalesce(r.status, 'actual') IN ('actual', 'estimate')
        AND (len($indicators) = 0 OR list_contains($indicators, r.indicator))
        AND (len($periods) = 0 OR list_contains($periods, r.period))
)
SELECT told.* FROM told LEFT JOIN fitting ON told.indicator = fitting.indicator
WHERE measure IS NOT NULL AND number IS NOT NULL
    AND (measure <> 'value' OR fitting.units IS NULL OR list_contains(fitting.units, unit))
    AND (len($places) = 0 OR list_contains($places, place))
"""

# The best of each story, and from the best of the stories on: those that a cell has to choose among.
_CHOICE = """
SELECT measure, indicator, period, place, place_text, number, unit, approx, status, "of", baseline_text,
    confidence, text, sentence, path, title, published, stories_of_cell
FROM (
    SELECT said.*, title, story,
        count(DISTINCT story) OVER (PARTITION BY indicator, period, place) AS stories_of_cell
    FROM said JOIN stories USING (doc) JOIN (SELECT doc, title FROM documents) USING (doc)
    QUALIFY row_number() OVER (
        PARTITION BY measure, indicator, period, place, story ORDER BY {order}
    ) = 1
)
ORDER BY indicator, period, place, measure, {order}
"""
_ESTIMATED = Decimal("0.2")  # by how much an estimate is off at most
_ORDER = "coalesce(status, 'actual') = 'estimate', published DESC, confidence DESC, path, n"


@dataclass(frozen=True, slots=True)
class Said:
    """What one story says of a cell; `number` is a value, a ratio to the plan, a change or a rank."""

    measure: Measure
    indicator: str
    period: str
    place: str
    place_text: str | None
    number: Decimal
    unit: str | None
    approx: str | None
    status: str | None
    of: int | None
    baseline_text: str | None
    confidence: float
    text: str
    sentence: str | None
    path: str
    title: str | None
    published: str
    stories: int

    @property
    def redrawn(self) -> bool:
        """Whether the article is from after the provinces were redrawn."""
        return self.published >= REDRAWN[: len(self.published)] if self.published else False

    @property
    def key(self) -> Key:
        """The cell that it is said of."""
        return self.indicator, self.period, self.place


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two stories that say different things of one cell, and what is the likely cause."""

    chosen: Said
    other: Said
    cause: Cause


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a panel: what was chosen for each of the four things that can be said of a cell."""

    indicator: str
    period: str
    place: str
    value: Said | None
    plan: Said | None
    change: Said | None
    rank: Said | None
    conflicts: tuple[Conflict, ...]

    @property
    def any(self) -> Said:
        """One of what is said; there is no cell of which nothing is."""
        found = self.value or self.plan or self.change or self.rank
        assert found is not None
        return found


def cells(
    engine: duckdb.DuckDBPyConnection,
    vocabulary: Vocabulary,
    *,
    indicators: Sequence[str],
    places: Sequence[str],
    periods: Sequence[str],
    heirs: frozenset[str],
) -> Iterator[Cell]:
    """The cells of a loaded archive, by indicator, period and place; empty sequences select all.

    `heirs` are the places whose boundaries changed.
    """
    _units(engine, vocabulary)
    engine.execute(_SAID, {"indicators": list(indicators), "places": list(places), "periods": list(periods)})
    stories.tell(engine)
    found = engine.execute(_CHOICE.format(order=_ORDER))
    for (indicator, period, place), group in groupby(_fetched(found), key=attrgetter("key")):
        chosen: dict[Measure, Said] = {}
        conflicts: list[Conflict] = []
        for said in group:
            best = chosen.setdefault(said.measure, said)
            if disagree(best, said):
                conflicts.append(Conflict(best, said, cause(best, said, place in heirs)))
        yield Cell(
            indicator,
            period,
            place,
            chosen.get("value"),
            chosen.get("plan"),
            chosen.get("change"),
            chosen.get("rank"),
            tuple(conflicts),
        )


def disagree(one: Said, other: Said) -> bool:
    """Whether two numbers differ by more than how they are rounded."""
    if one.number == other.number:
        return False
    if one.unit != other.unit:
        return one.measure == "value"
    if one.measure == "rank":
        return True
    near = Decimal("0.05") if one.approx or other.approx else Decimal(0)
    if abs(one.number - other.number) <= near * max(abs(one.number), abs(other.number)):
        return False
    # Zeros at the end may be rounding: 15.300 is what may be printed of 15.341.
    step = max(_last(one.number), _last(other.number))
    return abs(one.number - other.number) > step / 2


def cause(one: Said, other: Said, heir: bool) -> Cause:
    """What the likely cause of a disagreement is."""
    if one.measure == "value" and _is_factor(one.number, other.number):
        return "factor"
    if heir and one.redrawn != other.redrawn:
        return "boundaries"
    far = abs(one.number - other.number) > _ESTIMATED * abs(one.number)
    if not far and (one.status or "actual") != (other.status or "actual"):
        return "estimate"
    if one.measure == "plan":
        return "plan"
    return "unknown"


def _is_factor(one: Decimal, other: Decimal) -> bool:
    """Whether one is ten, a hundred, a thousand … times the other."""
    low, high = sorted((abs(one), abs(other)))
    if not low or high < 5 * low:
        return False
    factor = high / low
    nearest = Decimal(1).scaleb((factor * 2).adjusted())
    return any(abs(factor / power - 1) < Decimal("0.01") for power in (nearest, nearest / 10))


def _last(number: Decimal) -> Decimal:
    """A unit of the last digit of a number that is not zero."""
    return Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))


def _units(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    """Make table `fitting(indicator, units)`; a number in another unit is a part or a share of it."""
    engine.execute("CREATE TABLE fitting (indicator VARCHAR, units VARCHAR[])")
    for rule in vocabulary.rules("indicator"):
        units = rule.attributes.get("units")
        if isinstance(units, list) and units:
            engine.execute("INSERT INTO fitting VALUES (?, ?)", [rule.id, units])


def _fetched(found: duckdb.DuckDBPyConnection) -> Iterator[Said]:
    while rows := found.fetchmany(10_000):
        for row in rows:
            yield Said(*row)
