"""What is said of a cell, as its reader writes it."""

from __future__ import annotations

from vnreport.conventions import reader
from vnreport.numbers import plain
from vnreport.panel.said import Said

_RATIOS = ("plan", "change")


def unit(said: Said) -> str | None:
    """The unit of the number; of a plan reached (1 is all), a change (1 is 100%) and a rank there is none."""
    return None if said.measure in (*_RATIOS, "rank") else said.unit


def amount(said: Said) -> str:
    """The number with its unit: `54.341 tỷ đồng`, `109,2%` of a plan, `+15,4%` of a change."""
    convention = reader()
    if said.measure in _RATIOS:
        sign = "+" if said.measure == "change" and said.number > 0 else ""
        return sign + convention.percent(said.number)
    return convention.quantity(plain(said.number), unit(said))
