"""What the articles of an archive say of each cell, a place's indicator in a period, ordered for choice.

Six things are said of a cell: its value, how much of its plan is reached, its change against the same
period, its rank; and beside these its plan as an amount, and the value of the same period. The last two may
follow from the value and its comparison: then their status is `derived`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from vnreport.panel import stories
from vnreport.panel.names import Names, name_places
from vnreport.panel.tables import create
from vnreport.panel.wholes import is_whole
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

REDRAWN = "2025-07-01"  # the day on which 34 provinces took the place of 63

Measure = Literal["value", "plan", "change", "rank", "target", "previous"]
Key = tuple[str, str, str]  # indicator, period, place


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cells; empty sequences select all."""

    indicators: Sequence[str] = ()
    places: Sequence[str] = ()
    periods: Sequence[str] = ()
    min_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """What one story says of a cell; `number` is an amount, a ratio to the plan, a change or a rank.

    `id` is that of the record in its article, and `comparison` that of the one from which it is derived.
    `place` stands for the place (`Names.key`), `within` is the province around it where the article is about
    that, `whole` tells whether the words name the indicator as such and not a part of it, and `warning` is
    what the article itself says against it.
    """

    measure: Measure
    id: str
    comparison: str | None
    indicator: str
    period: str
    place: str
    place_text: str | None
    within: str | None
    number: Decimal
    unit: str | None
    approx: str | None
    status: str | None
    of: int | None
    order: str | None
    scope: str | None
    scope_text: str | None
    baseline_text: str | None
    whole: bool
    indicator_text: str
    warning: str | None
    confidence: float
    text: str
    sentence: str | None
    path: str
    title: str | None
    published: str
    story: int

    @property
    def redrawn(self) -> bool:
        """Whether the article is from after the provinces were redrawn."""
        return self.published >= REDRAWN[: len(self.published)] if self.published else False

    @property
    def key(self) -> Key:
        """The cell that it is said of; of places within provinces there is one a province."""
        return self.indicator, self.period, f"{self.place}@{self.within}" if self.within else self.place


_PLACED = """
CREATE TABLE placed AS
SELECT r.* EXCLUDE (scope), coalesce(r.place_code, a.place) AS place,
    CASE WHEN a.local THEN d.place_code END AS within, coalesce(s.place, lower(r.scope)) AS scope,
    r.scope AS scope_text, coalesce(d.published, '') AS published, d.path
FROM records r JOIN documents d USING (doc)
LEFT JOIN areas a ON r.place_code IS NULL AND a.text = r.place_text
LEFT JOIN areas s ON s.text = r.scope
WHERE r.indicator IS NOT NULL AND r.period IS NOT NULL AND coalesce(r.place_code, a.place) IS NOT NULL
    AND coalesce(r.status, '') <> 'forecast' AND r.confidence >= $least
    AND (len($indicators) = 0 OR list_contains($indicators, r.indicator))
    AND (len($periods) = 0 OR list_contains($periods, r.period))
    AND (len($places) = 0 OR list_contains($places, coalesce(r.place_code, a.place)))
"""

_SAID = """
CREATE TABLE said AS
WITH told AS (
    SELECT *, NULL AS comparison, NULL AS ground, CASE WHEN kind = 'ranking' THEN 'rank'
            WHEN kind <> 'comparison' THEN CASE WHEN status = 'target' THEN 'target' ELSE 'value' END
            WHEN status = 'target' THEN NULL
            WHEN baseline = 'plan' THEN 'plan' WHEN baseline = 'same_period' THEN 'change' END AS measure,
        CASE WHEN kind = 'ranking' THEN rank::DECIMAL(38, 12) WHEN kind <> 'comparison' THEN value
            WHEN baseline = 'plan' THEN ratio ELSE ratio - 1 END AS number
    FROM placed
    UNION ALL
    SELECT p.* REPLACE (v.unit AS unit, NULL AS approx, 'derived' AS status), v.comparison,
        struct_pack(rounded := g.approx IS NOT NULL, unsure := -g.confidence, n := g.n),
        CASE v.kind WHEN 'plan' THEN 'target' ELSE 'previous' END, v.value
    FROM derivations v JOIN placed p ON p.doc = v.doc AND p.id = v.figure
        LEFT JOIN placed g ON g.doc = v.doc AND g.id = v.comparison
    WHERE v.kind IN ('plan', 'same_period')
), against AS (
    SELECT doc, id, string_agg(DISTINCT message, ' ' ORDER BY message) AS warning
    FROM contradictions GROUP BY doc, id
), linked AS (
    SELECT doc, figure AS id, true AS linked FROM derivations
    UNION SELECT doc, comparison, true FROM derivations
)
SELECT told.*, warning, coalesce(whole, true) AS whole, coalesce(linked, false) AS linked
FROM told LEFT JOIN fitting ON told.indicator = fitting.indicator LEFT JOIN against USING (doc, id)
    LEFT JOIN linked USING (doc, id)
    LEFT JOIN wordings ON told.indicator = wordings.indicator AND told.indicator_text = wordings.text
WHERE measure IS NOT NULL AND number IS NOT NULL
    AND (measure NOT IN ('value', 'target', 'previous') OR fitting.units IS NULL
        OR list_contains(fitting.units, unit))
"""

# The best of each story, and from the best of the stories on: those that a cell has to choose among. In one
# article a value and its comparison belong together, whatever else it says in passing. Of what follows from
# one value that comes first which follows from the comparison that is chosen: `ground` has the same order.
_FITTING = "NOT whole, scope IS DISTINCT FROM 'VN' AND measure = 'rank'"
_CERTAIN = "CASE status WHEN 'estimate' THEN 1 WHEN 'derived' THEN 2 ELSE 0 END"
_SURE = "approx IS NOT NULL, confidence DESC"
_WITHIN = f"{_FITTING}, NOT linked, {_CERTAIN}, {_SURE}, published DESC, path, n, ground"
_BETWEEN = f"{_FITTING}, {_CERTAIN}, published DESC, {_SURE}, path, n"
_CHOICE = f"""
SELECT measure, id, comparison, indicator, period, place, place_text, within, number, unit, approx, status,
    "of", "order", scope, scope_text, baseline_text, whole, indicator_text, warning, confidence, text,
    sentence, path, title, published, witness
FROM (
    SELECT said.*, title, coalesce(story, doc) AS witness
    FROM said LEFT JOIN stories USING (doc) JOIN (SELECT doc, title FROM documents) USING (doc)
    QUALIFY row_number() OVER (
        PARTITION BY measure, indicator, period, place, within, witness, scope, "order" ORDER BY {_WITHIN}
    ) = 1
)
ORDER BY indicator, period, place, within NULLS FIRST, measure, {_BETWEEN}
"""
_PIECE = 10_000  # rows that are fetched at once


def sayings(
    engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, called: Names, wanted: Wanted
) -> Iterator[Said]:
    """What each story says of each cell, one cell after the other; what is to be chosen comes first.

    The official value comes before the estimate, then the later before the earlier, the exact before the
    rounded and the surer reading; before all these what the whole indicator is said of, and among ranks that
    in the whole country. Forecasts are left out.
    """
    name_places(engine, vocabulary, called)
    engine.execute(
        _PLACED,
        {
            "indicators": list(wanted.indicators),
            "periods": list(wanted.periods),
            "places": [called.key(place) for place in wanted.places],
            "least": wanted.min_confidence,
        },
    )
    _tell_units(engine, vocabulary)
    _tell_wholes(engine, vocabulary)
    engine.execute(_SAID)
    engine.execute("DROP TABLE placed")
    stories.tell(engine)
    found = engine.execute(_CHOICE)
    while rows := found.fetchmany(_PIECE):
        for row in rows:
            yield Said(*row)


def _tell_units(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    """Make table `fitting(indicator, units)`; a number in another unit is a part or a share of it."""
    units = [(rule.id, rule.attributes.get("units")) for rule in vocabulary.rules("indicator")]
    rows = [(indicator, told) for indicator, told in units if told]
    create(engine, "fitting", {"indicator": "string", "units": "strings"}, rows)


def _tell_wholes(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    """Make table `wordings(indicator, text, whole)` of all words for indicators."""
    found = engine.execute("SELECT DISTINCT indicator, indicator_text FROM placed").fetchall()
    rows = [(indicator, text, is_whole(indicator, text, vocabulary)) for indicator, text in found]
    create(engine, "wordings", {"indicator": "string", "text": "string", "whole": "bool"}, rows)
