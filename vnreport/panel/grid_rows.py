"""The other grids that the commands write: cells by periods, conflicts, and holders of positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from vnreport.conventions import reader
from vnreport.language import _
from vnreport.numbers import plain
from vnreport.panel.amounts import amount, unit
from vnreport.panel.cells import Cell
from vnreport.panel.conflicts import Cause, Conflict
from vnreport.panel.grids import Field, Grid
from vnreport.panel.names import Names
from vnreport.panel.panel_rows import measures
from vnreport.panel.said import Said
from vnreport.panel.seats import Holder
from vnreport.panel.subject import subject, subject_fields
from vnreport.tabular import columns


def wide_grid(cells: Sequence[Cell], called: Names) -> Grid:
    """One row a place and indicator, with the values of all periods in columns of their names."""
    convention = reader()
    valued = [cell for cell in cells if cell.value is not None]
    periods = sorted({cell.period for cell in valued})
    rows: dict[tuple[str, str, str | None], dict[str, Said]] = {}
    for cell in valued:
        assert cell.value is not None
        rows.setdefault((cell.indicator, cell.key[2], cell.value.unit), {})[cell.period] = cell.value
    fields = [
        *subject_fields(),
        Field("unit", _("Unit"), str),
        *(Field(period, convention.period(period), Decimal) for period in periods),
        Field("source", _("Source"), str, "page"),
    ]
    return Grid(
        _("panel"),
        fields,
        [
            [
                *subject(next(iter(told.values())), called),
                unit,
                *(plain(told[period].number) if period in told else None for period in periods),
                "; ".join(dict.fromkeys(said.path for said in told.values())),
            ]
            for (_indicator, _place, unit), told in rows.items()
        ],
    )


def conflict_grid(cells: Iterable[Cell], called: Names) -> Grid:
    """One row a conflict: both numbers with their articles, and the likely cause."""
    fields = [
        *subject_fields(),
        Field("period", _("Period"), str, time=True),
        Field("measure", _("What is said"), str),
        Field("chosen", _("Chosen"), Decimal, "data"),
        Field("chosen_amount", _("Chosen"), str, "reading", "chosen"),
        Field("other", _("Other"), Decimal, "data"),
        Field("other_amount", _("Other"), str, "reading", "other"),
        Field("unit", _("Unit"), str, "data"),
        Field("cause", _("Likely cause"), str),
        Field("text", _("Words"), str, "page"),
        Field("source", _("Source"), str),
        Field("published", _("Date"), str, "page", time=True),
        Field("other_text", _("Words of the other"), str, "page"),
        Field("other_source", _("Source of the other"), str),
        Field("other_published", _("Date of the other"), str, "page", time=True),
    ]
    causes, about = _causes(), measures()

    def row(cell: Cell, conflict: Conflict) -> Sequence[columns.Cell]:
        chosen, other = conflict.chosen, conflict.other
        units = dict.fromkeys([unit(chosen), unit(other)])
        return [
            *subject(chosen, called),
            cell.period,
            about[chosen.measure],
            plain(chosen.number),
            amount(chosen),
            plain(other.number),
            amount(other),
            next(iter(units)) if len(units) == 1 else " / ".join(told or "" for told in units),
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


def holder_grid(holders: Iterable[Holder], called: Names) -> Grid:
    """One row a person in a position at a place."""
    fields = [
        Field("place_code", _("Code of the place"), str, "data"),
        Field("place", _("Place"), str),
        Field("position", _("Position"), str),
        Field("name", _("Name"), str),
        Field("spellings", _("Spellings of the name"), str, "data"),
        Field("former", _("Former"), bool),
        Field("acting", _("Acting"), bool),
        Field("first_seen", _("First seen"), str, time=True),
        Field("last_seen", _("Last seen"), str, time=True),
        Field("articles", _("Articles"), int),
        Field("others", _("Others in the seat at that time"), str),
        Field("source", _("Source"), str, "page"),
    ]
    return Grid(
        _("officials"),
        fields,
        [
            [
                called.code(holder.place),
                called.place(holder.place, holder.place_text),
                holder.position,
                holder.name,
                "; ".join(holder.spellings),
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


def _causes() -> dict[Cause, str]:
    return {
        "factor": _("a factor of ten, a hundred, a thousand …"),
        "estimate": _("estimate against official figure"),
        "plan": _("another plan"),
        "boundaries": _("other boundaries"),
        "part": _("a part of it, by its words"),
        "unknown": _("unknown"),
    }
