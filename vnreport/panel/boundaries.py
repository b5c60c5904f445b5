"""The provinces of 1 July 2025: 34 in the place of 63, by Resolution 202/2025/QH15 of the National Assembly.

patterns/places.toml says of each province that ended into which one it went. What adds up is summed over the
parts; what does not, such as a rate, is refused, because its sum means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from vnreport.language import _
from vnreport.sdmx import first_day, same_period
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    from vnreport.panel.cells import Cell, Said

REDRAWN = "2025-07-01"
_SHOWN = 3  # cells in a message
_ADDITIVE = ("flow", "stock", "count")  # quantities of indicators that add up over places


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The names of places and indicators by their codes, the parts of each province that was redrawn, and the
    indicators that add up.
    """

    names: Mapping[str, str]
    indicators: Mapping[str, str]
    parts: Mapping[str, frozenset[str]]
    additive: frozenset[str]

    @property
    def heirs(self) -> frozenset[str]:
        """The codes of all provinces whose boundaries changed, those that ended included."""
        return frozenset(self.parts) | frozenset(part for parts in self.parts.values() for part in parts)

    def with_parts(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places, and the parts of those that were redrawn."""
        return tuple(part for place in places for part in sorted(self.parts.get(place, {place})))


def boundaries(vocabulary: Vocabulary) -> Boundaries:
    """The boundaries by the patterns of places and indicators."""
    names: dict[str, str] = {}
    parts: dict[str, set[str]] = defaultdict(set)
    for rule in vocabulary.rules("place"):
        if code := rule.text("code"):
            names[code] = rule.forms[0]
            if heir := rule.text("into"):
                parts[heir] |= {code, heir}
    indicators = {rule.id: rule.forms[0] for rule in vocabulary.rules("indicator")}
    additive = {rule.id for rule in vocabulary.rules("indicator") if rule.text("quantity") in _ADDITIVE}
    return Boundaries(
        names, indicators, {heir: frozenset(found) for heir, found in parts.items()}, frozenset(additive)
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell of a new province that cannot be made of its parts, because nothing is said of the `missing`
    ones, or, where none are, because it does not add up.
    """

    indicator: str
    period: str
    place: str
    missing: frozenset[str]


def told(refused: Sequence[Refused], known: Boundaries) -> list[str]:
    """What to tell whoever asked for the refused cells: a line an indicator, and one for missing parts."""
    whole: dict[str, list[str]] = defaultdict(list)
    partial = [cell for cell in refused if cell.missing]
    for cell in refused:
        if not cell.missing:
            whole[cell.indicator].append(f"{known.names[cell.place]} {cell.period}")
    lines = [
        _(
            "{indicator}: does not add up over provinces, {count} cells are left out: {cells}",
            indicator=indicator,
            count=len(cells),
            cells=_some(cells),
        )
        for indicator, cells in whole.items()
    ]
    if partial:
        cells = [
            f"{cell.indicator} {known.names[cell.place]} {cell.period} ("
            + ", ".join(sorted(known.names[code] for code in cell.missing))
            + ")"
            for cell in partial
        ]
        lines.append(
            _(
                "{count} cells are not summed, because nothing is said of a part: {cells}",
                count=len(cells),
                cells=_some(cells),
            )
        )
    return lines


def _some(cells: Sequence[str]) -> str:
    return ", ".join(cells[:_SHOWN]) + (" …" if len(cells) > _SHOWN else "")


def redrawn(cells: Iterable[Cell], known: Boundaries) -> Iterator[Cell | Refused]:
    """The cells by the provinces of 1 July 2025.

    A province that kept its boundaries stays as it is, and so does a value that an article of after the day
    states. Of others the values of all parts are summed, where the indicator adds up and none is missing;
    plan, change and rank do not add up, and fall away.
    """
    heir_of = {part: heir for heir, parts in known.parts.items() for part in parts}
    stated: set[tuple[str, str, str]] = set()
    waiting: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        heir = heir_of.get(cell.place)
        if heir is None:
            yield cell
        elif cell.place == heir and cell.any.redrawn:
            yield cell
            stated.add((cell.indicator, cell.period, heir))
        else:
            waiting[cell.indicator, cell.period, heir].append(cell)
    for (indicator, period, heir), parts in waiting.items():
        if (indicator, period, heir) in stated:
            continue
        values = {part.place: part.value for part in parts if part.value is not None}
        if not values:
            continue
        missing = known.parts[heir] - values.keys() if indicator in known.additive else frozenset()
        units = {value.unit for value in values.values()}
        if missing or indicator not in known.additive or len(units) > 1:
            yield Refused(indicator, period, heir, missing)
        else:
            conflicts = tuple(conflict for part in parts for conflict in part.conflicts)
            total = _sum(list(values.values()), heir, known.names)
            yield replace(
                parts[0], place=heir, value=total, plan=None, change=None, rank=None, conflicts=conflicts
            )


def crosses(cell: Cell, known: Boundaries) -> bool:
    """Whether a change compares a province within new boundaries with itself within the old ones."""
    before = same_period(cell.period)
    return (
        cell.change is not None
        and cell.place in known.parts
        and cell.change.redrawn
        and ((before and first_day(before)) or REDRAWN) < REDRAWN
    )


def _sum(values: list[Said], heir: str, names: Mapping[str, str]) -> Said:
    """The values of the parts added up; its words are theirs, each with the province's name."""
    first = values[0]
    return replace(
        first,
        place=heir,
        place_text=names[heir],
        number=sum((value.number for value in values), Decimal(0)),
        approx=next((value.approx for value in values if value.approx), None),
        status="estimate" if any(value.status == "estimate" for value in values) else first.status,
        confidence=min(value.confidence for value in values),
        text=" + ".join(f"{names[value.place]}: {value.text}" for value in values),
        sentence=" ".join(filter(None, (value.sentence for value in values))) or None,
        path="; ".join(dict.fromkeys(value.path for value in values)),
        title="; ".join(dict.fromkeys(filter(None, (value.title for value in values)))) or None,
        published=max(value.published for value in values),
        stories=sum(value.stories for value in values),
    )
