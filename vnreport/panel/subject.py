"""The first columns of all grids about cells: which indicator, and which place."""

from __future__ import annotations

from vnreport.language import _
from vnreport.panel.grids import Field
from vnreport.panel.names import Names
from vnreport.panel.said import Said
from vnreport.tabular import columns


def subject_fields() -> list[Field]:
    """The columns, in the reader's language."""
    return [
        Field("indicator", _("Code of the indicator"), str, "data"),
        Field("indicator_name", _("Indicator"), str),
        Field("place_code", _("Code of the place"), str, "data"),
        Field("place", _("Place"), str),
        Field("within", _("Code of the province around it"), str, "data"),
    ]


def subject(said: Said, called: Names) -> list[columns.Cell]:
    """What stands in these columns where something is said of a cell."""
    return [
        said.indicator,
        called.indicator(said.indicator, said.indicator_text),
        called.code(said.place),
        called.place(said.place, said.place_text, said.within),
        said.within,
    ]
