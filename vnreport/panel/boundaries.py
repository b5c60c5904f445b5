"""The provinces of 1 July 2025: 34 in the place of 63, by Resolution 202/2025/QH15 of the National Assembly.

patterns/places.toml says of each province that ended into which one it went. What adds up is summed over the
parts; what does not, such as a rate, is refused, because its sum means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from vnreport.language import _
from vnreport.panel.cells import Cell
from vnreport.panel.names import Names
from vnreport.panel.said import REDRAWN, Said
from vnreport.rounding import PRECISION
from vnreport.sdmx import first_day, same_period
from vnreport.vocabulary import Vocabulary

_SHOWN = 3  # cells in a message
_ADDITIVE = ("flow", "stock", "count")  # quantities of indicators that add up over places


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The parts of each province that was redrawn, and the indicators that add up."""

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
    parts: dict[str, set[str]] = defaultdict(set)
    for rule in vocabulary.rules("place"):
        if heir := rule.text("into"):
            parts[heir] |= {rule.text("code"), heir}
    additive = {rule.id for rule in vocabulary.rules("indicator") if rule.text("quantity") in _ADDITIVE}
    return Boundaries({heir: frozenset(found) for heir, found in parts.items()}, frozenset(additive))


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell of a new province that cannot be made of its parts, because nothing is said of the `missing`
    ones, or, where none are, because it does not add up.
    """

    indicator: str
    period: str
    place: str
    missing: frozenset[str]


def told(refused: Sequence[Refused], called: Names) -> list[str]:
    """What to tell whoever asked for the refused cells: a line an indicator, and one for missing parts."""
    whole: dict[str, list[str]] = defaultdict(list)
    partial = [cell for cell in refused if cell.missing]
    for cell in refused:
        if not cell.missing:
            whole[cell.indicator].append(f"{called.places[cell.place]} {cell.period}")
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
            f"{cell.indicator} {called.places[cell.place]} {cell.period} ("
            + ", ".join(sorted(called.places[code] for code in cell.missing))
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


def redrawn(cells: Iterable[Cell], known: Boundaries, called: Names) -> Iterator[Cell | Refused]:
    """The cells by the provinces of 1 July 2025.

    A province that kept its boundaries stays as it is, and so does a value that an article of after the day
    states. Of others the values of all parts are summed, where the indicator adds up and none is missing;
    whatever else is said does not add up, and falls away.
    """
    heir_of = {part: heir for heir, parts in known.parts.items() for part in parts}
    stated: set[tuple[str, str, str]] = set()
    waiting: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        heir = heir_of.get(cell.place)
        if heir is None:
            yield cell
        elif cell.place == heir and cell.leading.redrawn:
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
            total = _sum(list(values.values()), heir, called)
            stories = sum(part.stories for part in parts if part.value is not None)
            yield Cell((indicator, period, heir), {"value": total}, stories, conflicts)


def crosses(cell: Cell, known: Boundaries) -> bool:
    """Whether a change compares a province within new boundaries with itself within the old ones."""
    before, change = same_period(cell.period), cell.chosen.get("change")
    return (
        change is not None
        and cell.place in known.parts
        and change.redrawn
        and ((before and first_day(before)) or REDRAWN) < REDRAWN
    )


def _sum(values: list[Said], heir: str, called: Names) -> Said:
    """The values of the parts added up; its words are theirs, each with the province's name."""
    first = values[0]
    with localcontext(prec=PRECISION):
        number = sum((value.number for value in values), Decimal(0))
    return replace(
        first,
        place=heir,
        place_text=called.places[heir],
        number=number,
        approx=next((value.approx for value in values if value.approx), None),
        status="estimate" if any(value.status == "estimate" for value in values) else first.status,
        whole=all(value.whole for value in values),
        warning=_joined([value.warning for value in values], " "),
        confidence=min(value.confidence for value in values),
        text=" + ".join(f"{called.places[value.place]}: {value.text}" for value in values),
        sentence=_joined([value.sentence for value in values], " "),
        path=_joined([value.path for value in values]) or "",
        title=_joined([value.title for value in values]),
        published=max(value.published for value in values),
    )


def _joined(texts: Sequence[str | None], between: str = "; ") -> str | None:
    """Those that are told, each once; None if none is."""
    return between.join(dict.fromkeys(filter(None, texts))) or None
