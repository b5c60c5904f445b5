"""The records that vnreport writes: the one definition from which JSON, its schema and the columns are made.

The contract is "vnreport/1". Offsets count code points of the document's text; values are exact decimals
with scale words multiplied in; units are canonical labels (ISO 4217 for currencies).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

SCHEMA = "vnreport/1"

Approx = Literal["about", "over", "under", "at_least", "at_most"]
Status = Literal["actual", "estimate", "target", "forecast"]
Relation = Literal["at", "above", "below"]
BaselineKind = Literal["plan", "same_period", "previous_period", "earlier_time", "other"]
WarningKind = Literal["change", "share", "parts"]
DerivedKind = Literal["plan", "same_period", "previous_period", "earlier_time"]
Kind = Literal["figure", "percentage", "comparison", "ranking", "official"]
KINDS: tuple[Kind, ...] = ("figure", "percentage", "comparison", "ranking", "official")


class Span(msgspec.Struct, frozen=True):
    """A stretch of the text, `text[start:end]`."""

    start: int
    end: int


class Phrase(msgspec.Struct, frozen=True):
    """Words as they stand in the text."""

    text: str
    start: int
    end: int


class Indicator(msgspec.Struct, frozen=True):
    """What is measured. `code` is set where patterns/indicators.toml knows the phrase."""

    text: str
    start: int
    end: int
    code: str | None = None


class Period(msgspec.Struct, frozen=True):
    """The time a value holds for, `value` in SDMX's TIME_PERIOD form; `text` is what said so."""

    text: str
    value: str


class Place(msgspec.Struct, frozen=True):
    """An area; `code` is ISO 3166-2:VN, null where it is no province."""

    text: str
    code: str | None = None


class Baseline(msgspec.Struct, frozen=True):
    """What a value is compared with. `inferred` where the text leaves it out."""

    kind: BaselineKind
    text: str | None = None
    period: str | None = None
    inferred: bool = False


class Position(msgspec.Struct, frozen=True):
    """A position in full, with its body and place as written."""

    text: str
    former: bool = False
    acting: bool = False


class Action(msgspec.Struct, frozen=True):
    """What an official does in the article."""

    verb: str
    start: int
    end: int


class _Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    id: str
    text: str
    start: int
    end: int
    sentence: Span
    rule: str
    confidence: float

    @property
    def kind(self) -> Kind:
        """The record's kind, as in the JSON field of that name."""
        return self.__struct_config__.tag  # type: ignore[return-value]


class _Measured(_Record, frozen=True, kw_only=True):
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    of: Decimal | None = None
    unit: str | None = None
    approx: Approx | None = None
    indicator: Indicator | None = None
    period: Period | None = None
    place: Place | None = None
    status: Status | None = None


class Figure(_Measured, frozen=True, kw_only=True, tag="figure"):
    """An amount or a count."""


class Percentage(_Measured, frozen=True, kw_only=True, tag="percentage"):
    """A rate or a share, standing by itself."""


class Comparison(_Measured, frozen=True, kw_only=True, tag="comparison"):
    """A value against a baseline. `ratio` is the value relative to the baseline as a factor."""

    relation: Relation
    baseline: Baseline | None = None
    ratio: Decimal | None = None


class Ranking(_Record, frozen=True, kw_only=True, tag="ranking"):
    """A place in an order, 1 for the first; `order` tells which end is counted from."""

    rank: int
    order: Literal["descending", "ascending"] = "descending"
    of: int | None = None
    scope: Phrase | None = None
    indicator: Indicator | None = None
    period: Period | None = None
    place: Place | None = None


class Official(_Record, frozen=True, kw_only=True, tag="official"):
    """A named person with a position; `start`/`end` are the first mention of the name."""

    name: str
    honorific: str | None = None
    positions: tuple[Position, ...] = ()
    mentions: tuple[Span, ...] = ()
    actions: tuple[Action, ...] = ()


Record = Figure | Percentage | Comparison | Ranking | Official
MeasuredRecord = Figure | Percentage | Comparison


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """A value that the article does not state, but that follows from a figure and its comparison (their ids).

    `kind` is the comparison's baseline: the plan that was set, or the value of an earlier time, in the unit
    of the figure; `period` is the baseline's. By the rounding of what is printed it is from `low` to `high`.
    """

    id: str
    kind: DerivedKind
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str | None
    indicator: Indicator | None
    period: str | None
    place: Place | None
    figure: str
    comparison: str


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Records of an article (their ids) that contradict each other; `message` says how, with figures.

    `kind` is what was checked: a stated change or plan percentage against the values that it compares, a
    stated share against its count and whole, or the parts of a total against the total.
    """

    kind: WarningKind
    records: tuple[str, ...]
    message: str


class Source(msgspec.Struct, frozen=True):
    """Where the text came from: `path` as given (`-` for standard input), `sha256` of its bytes."""

    path: str
    sha256: str
    encoding: str
    chars: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article's records, in text order, and apart from them what follows from them."""

    schema: str = SCHEMA
    source: Source
    title: str | None = None
    published: str | None = None
    place: Place | None = None
    records: tuple[Record, ...] = ()
    derived: tuple[Derived, ...] = ()
    warnings: tuple[Contradiction, ...] = ()
