"""The grid of a panel: one row a cell, what is said of it, and the words and article behind each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from vnreport.language import _
from vnreport.numbers import plain
from vnreport.panel.amounts import amount
from vnreport.panel.boundaries import Boundaries, crosses
from vnreport.panel.cells import Cell
from vnreport.panel.charts import charts
from vnreport.panel.grids import Field, Grid
from vnreport.panel.names import Names
from vnreport.panel.said import Measure
from vnreport.panel.subject import subject, subject_fields
from vnreport.tabular import columns
from vnreport.words import status


class _Column(NamedTuple):
    field: Field
    cell: Callable[[Cell], columns.Cell]


def panel_grid(cells: Sequence[Cell], known: Boundaries, called: Names) -> Grid:
    """One row a cell; what is derived, from below, or contradicted by its article is told."""
    shown = [*_numbers(), *_grounds(known), *_behind()]
    return Grid(
        _("panel"),
        [*subject_fields(), *(column.field for column in shown)],
        [[*subject(cell.leading, called), *(column.cell(cell) for column in shown)] for cell in cells],
        charts(cells, called),
    )


def measures() -> dict[Measure, str]:
    """What can be said of a cell, in the reader's language."""
    return {
        "value": _("value"),
        "plan": _("plan reached"),
        "change": _("change on the same period"),
        "rank": _("rank"),
        "target": _("plan"),
        "previous": _("same period before"),
    }


def _of(measure: Measure, part: str) -> Callable[[Cell], columns.Cell]:
    def read(cell: Cell) -> columns.Cell:
        found: Any = getattr(cell.chosen.get(measure), part, None)
        return plain(found) if isinstance(found, Decimal) else found

    return read


def _numbers() -> list[_Column]:
    def shown(measure: Measure) -> Callable[[Cell], columns.Cell]:
        """The amount as it is written, after what is to be known of it."""

        def read(cell: Cell) -> columns.Cell:
            said = cell.chosen.get(measure)
            if said is None:
                return None
            words = [amount(said)]
            if said.status == "estimate":
                words.insert(0, status("estimate"))
            if said.status == "derived":
                words.append(_("(derived)"))
            return " ".join(words)

        return read

    def percent(measure: Measure) -> Callable[[Cell], columns.Cell]:
        def read(cell: Cell) -> columns.Cell:
            said = cell.chosen.get(measure)
            return None if said is None else amount(said)

        return read

    def rank(cell: Cell) -> int | None:
        said = cell.chosen.get("rank")
        return None if said is None else int(said.number)

    def standing(cell: Cell) -> columns.Cell:
        said = cell.chosen.get("rank")
        if said is None:
            return None
        place = f"{rank(cell)}/{said.of}" if said.of else str(rank(cell))
        words = [place, _("from below") if said.order == "ascending" else "", said.scope_text or ""]
        return ", ".join(filter(None, words))

    def derived(measure: Measure) -> Callable[[Cell], columns.Cell]:
        def read(cell: Cell) -> columns.Cell:
            said = cell.chosen.get(measure)
            return None if said is None else "derived" if said.status == "derived" else "stated"

        return read

    return [
        _Column(Field("period", _("Period"), str, time=True), lambda cell: cell.period),
        _Column(Field("value", _("Value"), Decimal, "data"), _of("value", "number")),
        _Column(Field("unit", _("Unit"), str, "data"), _unit),
        _Column(Field("amount", _("Value"), str, "reading", "value"), shown("value")),
        _Column(Field("approx", _("Exactness"), str, "data"), _of("value", "approx")),
        _Column(Field("status", _("Status"), str, "data"), _of("value", "status")),
        _Column(Field("target", _("Plan"), Decimal, "data"), _of("target", "number")),
        _Column(Field("target_basis", _("Plan: stated or derived"), str, "data"), derived("target")),
        _Column(Field("target_amount", _("Plan"), str, "reading", "target"), shown("target")),
        _Column(
            Field("plan_attainment", _("Plan reached (1 is all)"), Decimal, "data"), _of("plan", "number")
        ),
        _Column(Field("plan_percent", _("Of plan"), str, "reading", "plan_attainment"), percent("plan")),
        _Column(Field("previous", _("Same period before"), Decimal, "data"), _of("previous", "number")),
        _Column(
            Field("previous_basis", _("Same period before: stated or derived"), str, "data"),
            derived("previous"),
        ),
        _Column(
            Field("previous_amount", _("Same period before"), str, "reading", "previous"), shown("previous")
        ),
        _Column(
            Field("change", _("Change on the same period (1 is 100%)"), Decimal, "data"),
            _of("change", "number"),
        ),
        _Column(Field("change_percent", _("Change"), str, "reading", "change"), percent("change")),
        _Column(Field("rank", _("Rank"), int, "data"), rank),
        _Column(Field("rank_of", _("of"), int, "data"), _of("rank", "of")),
        _Column(Field("rank_order", _("Order of the rank"), str, "data"), _of("rank", "order")),
        _Column(Field("rank_scope", _("Among whom it ranks"), str, "data"), _of("rank", "scope_text")),
        _Column(Field("standing", _("Rank"), str, "reading", "rank"), standing),
    ]


def _unit(cell: Cell) -> columns.Cell:
    """The unit of the amounts in the row."""
    amounts = (cell.chosen.get(measure) for measure in ("value", "target", "previous"))
    return next((said.unit for said in amounts if said is not None), None)


def _grounds(known: Boundaries) -> list[_Column]:
    """How far a row is to be trusted, and which article is behind it."""

    def warnings(cell: Cell) -> columns.Cell:
        told = [said.warning for said in cell.chosen.values() if said.warning]
        return " ".join(dict.fromkeys(told)) or None

    def leading(part: str) -> Callable[[Cell], columns.Cell]:
        def read(cell: Cell) -> columns.Cell:
            found: columns.Cell = getattr(cell.leading, part)
            return found

        return read

    return [
        _Column(Field("stories", _("Reports"), int), lambda cell: cell.stories),
        _Column(Field("conflicts", _("Conflicts"), int), lambda cell: len(cell.conflicts)),
        _Column(Field("warning", _("Contradicted by its article"), str), warnings),
        _Column(
            Field("crosses_boundaries", _("Across new boundaries"), bool, "data"),
            lambda cell: crosses(cell, known),
        ),
        _Column(Field("confidence", _("Confidence"), float, "data"), leading("confidence")),
        _Column(
            Field("indicator_text", _("Indicator in the article's words"), str, "data"),
            leading("indicator_text"),
        ),
        _Column(Field("source", _("Source"), str, "page"), leading("path")),
        _Column(
            Field("published", _("Date"), str, "page", time=True), lambda cell: cell.leading.published or None
        ),
        _Column(Field("title", _("Title"), str, "page"), leading("title")),
        _Column(Field("text", _("Words"), str, "page"), leading("text")),
        _Column(Field("sentence", _("Sentence"), str, "page"), leading("sentence")),
    ]


def _behind() -> list[_Column]:
    """The words, the sentence and the article behind each thing that is said beside the value."""
    parts = (
        ("text", "text", _("Words")),
        ("sentence", "sentence", _("Sentence")),
        ("source", "path", _("Source")),
    )
    return [
        _Column(Field(f"{measure}_{name}", f"{about}: {title}", str, "data"), _of(measure, part))
        for measure, about in measures().items()
        if measure != "value"
        for name, part, title in parts
    ]
