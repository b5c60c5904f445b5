"""The grids that the commands write: cells and their sources, cells by periods, conflicts, and holders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from vnreport.conventions import reader
from vnreport.language import _
from vnreport.panel.boundaries import Boundaries, crosses
from vnreport.panel.cells import Cause, Cell, Conflict, Measure, Said
from vnreport.panel.charts import charts
from vnreport.panel.grids import Field, Grid
from vnreport.panel.seats import Holder
from vnreport.tabular import columns
from vnreport.words import status


class _Column(NamedTuple):
    field: Field
    cell: Callable[[Cell], columns.Cell]


def panel_grid(cells: Sequence[Cell], known: Boundaries) -> Grid:
    """One row a cell: what is said of it, and the words and article behind each."""
    shown = _columns(known)
    return Grid(
        _("panel"),
        [column.field for column in shown],
        [[column.cell(cell) for column in shown] for cell in cells],
        charts(cells, known),
    )


def wide_grid(cells: Sequence[Cell], known: Boundaries) -> Grid:
    """One row a place and indicator, with the values of all periods in columns of their names."""
    convention = reader()
    valued = [cell for cell in cells if cell.value is not None]
    periods = sorted({cell.period for cell in valued})
    rows: dict[tuple[str, str, str | None], dict[str, Said]] = {}
    for cell in valued:
        assert cell.value is not None
        rows.setdefault((cell.indicator, cell.place, cell.value.unit), {})[cell.period] = cell.value
    fields = [
        Field("indicator", _("Code of the indicator"), str, "data"),
        Field("indicator_name", _("Indicator"), str),
        Field("place_code", _("Code of the place"), str, "data"),
        Field("place", _("Place"), str),
        Field("unit", _("Unit"), str),
        *(Field(period, convention.period(period), Decimal) for period in periods),
        Field("source", _("Source"), str, "data"),
    ]
    return Grid(
        _("panel"),
        fields,
        [
            [
                indicator,
                known.indicators[indicator],
                _code(place, known),
                _name(place, next(iter(told.values())), known),
                unit,
                *(_plain(told[period].number) if period in told else None for period in periods),
                "; ".join(dict.fromkeys(said.path for said in told.values())),
            ]
            for (indicator, place, unit), told in rows.items()
        ],
    )


def conflict_grid(cells: Iterable[Cell], known: Boundaries) -> Grid:
    """One row a conflict: both numbers with their articles, and the likely cause."""
    fields = [
        Field("indicator", _("Code of the indicator"), str, "data"),
        Field("indicator_name", _("Indicator"), str),
        Field("place_code", _("Code of the place"), str, "data"),
        Field("place", _("Place"), str),
        Field("period", _("Period"), str),
        Field("measure", _("What is said"), str),
        Field("chosen", _("Chosen"), Decimal),
        Field("other", _("Other"), Decimal),
        Field("unit", _("Unit"), str),
        Field("cause", _("Likely cause"), str),
        Field("text", _("Words"), str, "data"),
        Field("source", _("Source"), str),
        Field("published", _("Date"), str, "data"),
        Field("other_text", _("Words of the other"), str, "data"),
        Field("other_source", _("Source of the other"), str),
        Field("other_published", _("Date of the other"), str, "data"),
    ]
    causes, measures = _causes(), _measures()

    def row(cell: Cell, conflict: Conflict) -> Sequence[columns.Cell]:
        chosen, other = conflict.chosen, conflict.other
        return [
            cell.indicator,
            known.indicators[cell.indicator],
            _code(cell.place, known),
            _name(cell.place, chosen, known),
            cell.period,
            measures[chosen.measure],
            _plain(chosen.number),
            _plain(other.number),
            chosen.unit if chosen.unit == other.unit else f"{chosen.unit or ''} / {other.unit or ''}",
            causes[conflict.cause],
            chosen.text,
            chosen.path,
            chosen.published,
            other.text,
            other.path,
            other.published,
        ]

    return Grid(
        _("conflicts"), fields, [row(cell, conflict) for cell in cells for conflict in cell.conflicts]
    )


def holder_grid(holders: Iterable[Holder], known: Boundaries) -> Grid:
    """One row a person in a position at a place."""
    fields = [
        Field("place_code", _("Code of the place"), str, "data"),
        Field("place", _("Place"), str),
        Field("position", _("Position"), str),
        Field("name", _("Name"), str),
        Field("former", _("Former"), bool),
        Field("acting", _("Acting"), bool),
        Field("first_seen", _("First seen"), str),
        Field("last_seen", _("Last seen"), str),
        Field("articles", _("Articles"), int),
        Field("others", _("Others in the seat at that time"), str),
        Field("source", _("Source"), str, "data"),
    ]
    return Grid(
        _("officials"),
        fields,
        [
            [
                _code(holder.place, known),
                known.names.get(holder.place) or holder.place_text,
                holder.position,
                holder.name,
                holder.former,
                holder.acting,
                holder.first_seen,
                holder.last_seen,
                holder.articles,
                "; ".join(holder.others) or None,
                holder.source,
            ]
            for holder in holders
        ],
    )


def _columns(known: Boundaries) -> list[_Column]:
    def of(measure: Measure, part: str) -> Callable[[Cell], columns.Cell]:
        def read(cell: Cell) -> columns.Cell:
            said: Said | None = getattr(cell, measure)
            found: columns.Cell = None if said is None else getattr(said, part)
            return _plain(found) if isinstance(found, Decimal) else found

        return read

    convention = reader()

    def amount(cell: Cell) -> columns.Cell:
        if cell.value is None:
            return None
        words = [convention.quantity(_plain(cell.value.number), cell.value.unit)]
        if cell.value.status == "estimate":
            words.insert(0, status("estimate"))
        return " ".join(words)

    def attainment(cell: Cell) -> columns.Cell:
        return None if cell.plan is None else convention.percent(cell.plan.number)

    def change(cell: Cell) -> columns.Cell:
        if cell.change is None:
            return None
        return ("+" if cell.change.number > 0 else "") + convention.percent(cell.change.number)

    def rank(cell: Cell) -> columns.Cell:
        return None if cell.rank is None else int(cell.rank.number)

    return [
        _Column(Field("indicator", _("Code of the indicator"), str, "data"), lambda cell: cell.indicator),
        _Column(Field("indicator_name", _("Indicator"), str), lambda cell: known.indicators[cell.indicator]),
        _Column(
            Field("place_code", _("Code of the place"), str, "data"), lambda cell: _code(cell.place, known)
        ),
        _Column(Field("place", _("Place"), str), lambda cell: _name(cell.place, cell.any, known)),
        _Column(Field("period", _("Period"), str, "data"), lambda cell: cell.period),
        _Column(Field("when", _("Period"), str, "reading"), lambda cell: convention.period(cell.period)),
        _Column(Field("value", _("Value"), Decimal, "data"), of("value", "number")),
        _Column(Field("unit", _("Unit"), str, "data"), of("value", "unit")),
        _Column(Field("amount", _("Value"), str, "reading"), amount),
        _Column(Field("approx", _("Exactness"), str, "data"), of("value", "approx")),
        _Column(Field("status", _("Status"), str, "data"), of("value", "status")),
        _Column(
            Field("plan_attainment", _("Plan reached (1 is all)"), Decimal, "data"), of("plan", "number")
        ),
        _Column(Field("plan_percent", _("Of plan"), str, "reading"), attainment),
        _Column(
            Field("change", _("Change on the same period (1 is 100%)"), Decimal, "data"),
            of("change", "number"),
        ),
        _Column(Field("change_percent", _("Change"), str, "reading"), change),
        _Column(Field("rank", _("Rank"), int), rank),
        _Column(Field("rank_of", _("of"), int, "data"), of("rank", "of")),
        _Column(Field("stories", _("Reports"), int), lambda cell: cell.any.stories),
        _Column(Field("conflicts", _("Conflicts"), int), lambda cell: len(cell.conflicts)),
        _Column(
            Field("crosses_boundaries", _("Across new boundaries"), bool, "data"),
            lambda cell: crosses(cell, known),
        ),
        _Column(Field("confidence", _("Confidence"), float, "data"), lambda cell: cell.any.confidence),
        _Column(Field("source", _("Source"), str, "data"), lambda cell: cell.any.path),
        _Column(Field("published", _("Date"), str, "data"), lambda cell: cell.any.published or None),
        _Column(Field("title", _("Title"), str, "data"), lambda cell: cell.any.title),
        _Column(Field("text", _("Words"), str, "data"), of("value", "text")),
        _Column(Field("sentence", _("Sentence"), str, "data"), of("value", "sentence")),
        *(
            _Column(Field(f"{measure}_{name}", f"{about}: {title}", str, "data"), of(measure, part))
            for measure, about in ((m, t) for m, t in _measures().items() if m != "value")
            for name, part, title in (
                ("text", "text", _("Words")),
                ("sentence", "sentence", _("Sentence")),
                ("source", "path", _("Source")),
            )
        ),
    ]


def _measures() -> dict[Measure, str]:
    return {
        "value": _("value"),
        "plan": _("plan reached"),
        "change": _("change on the same period"),
        "rank": _("rank"),
    }


def _causes() -> dict[Cause, str]:
    return {
        "factor": _("a factor of ten, a hundred, a thousand …"),
        "estimate": _("estimate against official figure"),
        "plan": _("another plan"),
        "boundaries": _("other boundaries"),
        "unknown": _("unknown"),
    }


def _plain(number: Decimal) -> Decimal:
    """The number without zeros behind its decimals, and without an exponent."""
    return Decimal(format(number.normalize(), "f"))


def _code(place: str, known: Boundaries) -> str | None:
    return place if place in known.names else None


def _name(place: str, said: Said, known: Boundaries) -> str | None:
    return known.names.get(place) or said.place_text
