"""Pictures of a panel: places ranked in one period, and periods of one place, as bars from nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from vnreport.conventions import reader
from vnreport.numbers import plain
from vnreport.panel.cells import Cell
from vnreport.panel.names import Names
from vnreport.panel.said import Said

_FEWEST = 3  # bars of a picture
_MOST = 34  # places
_PART_OF_YEAR = regex.compile(r"[SQP]")  # of a period: 2024-S1, 2024-Q3, 2024-01-01/P9M
_DIGIT = regex.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `begin` to `end`, both 0 to 1 of the width."""

    label: str
    value: str
    begin: float
    end: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one indicator in one unit; `line` is where nothing lies, and `left_out` bars had no room."""

    title: str
    note: str
    bars: tuple[Bar, ...]
    line: float
    left_out: int


def charts(cells: Iterable[Cell], called: Names) -> list[Chart]:
    """For each indicator its provinces ranked by value in a period, then its periods at a place, as far as
    they are equally long: years, the first nine months of each year, months.
    """
    convention = reader()
    by_period: dict[tuple[str, str, str | None], list[Said]] = defaultdict(list)
    by_place: dict[tuple[str, str, str | None, str], list[Said]] = defaultdict(list)
    for cell in cells:
        if cell.value is not None:
            if cell.place in called.provinces:  # districts are not ranked among provinces, nor is the country
                by_period[cell.indicator, cell.period, cell.value.unit].append(cell.value)
            length = _length(cell.period)
            by_place[cell.indicator, cell.key[2], cell.value.unit, length].append(cell.value)
    made = [
        _chart(
            called.indicator(indicator, told[0].indicator_text),
            convention.period(period),
            [(_place(said, called), said) for said in sorted(told, key=lambda s: (-s.number, s.place))],
        )
        for (indicator, period, _), told in by_period.items()
        if len(told) >= _FEWEST
    ]
    made += [
        _chart(
            called.indicator(indicator, told[0].indicator_text),
            _place(told[0], called),
            [(convention.period(said.period), said) for said in sorted(told, key=lambda s: s.period)],
        )
        for (indicator, _, _, _), told in by_place.items()
        if len(told) >= _FEWEST
    ]
    return made


def _chart(title: str, note: str, told: Sequence[tuple[str, Said]]) -> Chart:
    convention = reader()
    shown = told[:_MOST]
    low = min(0.0, *(float(said.number) for _, said in shown))
    high = max(0.0, *(float(said.number) for _, said in shown))
    width = (high - low) or 1.0
    line = -low / width
    bars = []
    for label, said in shown:
        begin, end = sorted((line, (float(said.number) - low) / width))
        amount = convention.quantity(plain(said.number), said.unit)
        bars.append(Bar(label, amount, begin, end, said.status == "estimate"))
    return Chart(title, note, tuple(bars), line, len(told) - len(shown))


def _length(period: str) -> str:
    """What periods have in common whose values can be set side by side; halves and quarters of one name."""
    rest = period[4:]
    return rest if _PART_OF_YEAR.search(rest) else _DIGIT.sub("0", rest)


def _place(said: Said, called: Names) -> str:
    return called.place(said.place, said.place_text, said.within) or said.place
