"""The records that vnreport writes: the one definition from which JSON, its schema and the columns are made.

What each field means stands beside it, and from there goes into the JSON Schema and README. The contract is
"vnreport/1". Offsets count code points of the document's text; values are exact decimals
with scale words multiplied in; units are canonical labels (ISO 4217 for currencies).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

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

    start: Annotated[int, Meta(description="where it begins, in code points of the article")]
    end: Annotated[int, Meta(description="where it ends (exclusive)")]


class Phrase(msgspec.Struct, frozen=True):
    """Words as they stand in the text."""

    text: Annotated[str, Meta(description="in the article's words")]
    start: Annotated[int, Meta(description="where they begin")]
    end: Annotated[int, Meta(description="where they end (exclusive)")]


class Indicator(msgspec.Struct, frozen=True):
    """What is measured. `code` is set where patterns/indicators.toml knows the phrase."""

    text: Annotated[str, Meta(description="in the article's words")]
    start: Annotated[int, Meta(description="where they begin")]
    end: Annotated[int, Meta(description="where they end (exclusive)")]
    code: Annotated[str | None, Meta(description="code in patterns/, where known")] = None


class Period(msgspec.Struct, frozen=True):
    """The time a value holds for, `value` in SDMX's TIME_PERIOD form; `text` is what said so."""

    text: Annotated[str, Meta(description="the words that said so")]
    value: Annotated[str, Meta(description="as SDMX TIME_PERIOD")]


class Place(msgspec.Struct, frozen=True):
    """An area; `code` is ISO 3166-2:VN, null where it is no province."""

    text: Annotated[str, Meta(description="in the article's words")]
    code: Annotated[str | None, Meta(description="ISO 3166-2 code of a province")] = None


class Baseline(msgspec.Struct, frozen=True):
    """What a value is compared with. `inferred` where the text leaves it out."""

    kind: Annotated[
        BaselineKind, Meta(description="plan, same_period, previous_period, earlier_time or other")
    ]
    text: Annotated[str | None, Meta(description="in the article's words")] = None
    period: Annotated[str | None, Meta(description="its time, as SDMX TIME_PERIOD")] = None
    inferred: Annotated[bool, Meta(description="true where the text leaves it out")] = False


class Position(msgspec.Struct, frozen=True):
    """A position in full, with its body and place as written."""

    text: Annotated[str, Meta(description="in full, with its body and place as written")]
    former: Annotated[bool, Meta(description="no longer held (nguyên)")] = False
    acting: Annotated[bool, Meta(description="held for the time being (quyền)")] = False


class Action(msgspec.Struct, frozen=True):
    """What an official does in the article."""

    verb: Annotated[str, Meta(description="as written")]
    start: Annotated[int, Meta(description="where it begins")]
    end: Annotated[int, Meta(description="where it ends (exclusive)")]


class _Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    id: Annotated[str, Meta(description="unique in the document")]
    text: Annotated[str, Meta(description="the words read as the record")]
    start: Annotated[int, Meta(description="where they begin, in code points of the article")]
    end: Annotated[int, Meta(description="where they end (exclusive)")]
    sentence: Annotated[Span, Meta(description="the sentence that says so")]
    rule: Annotated[str, Meta(description="the pattern that made the record")]
    confidence: Annotated[float, Meta(description="0 to 1")]

    @property
    def kind(self) -> Kind:
        """The record's kind, as in the JSON field of that name."""
        return self.__struct_config__.tag  # type: ignore[return-value]


class _Measured(_Record, frozen=True, kw_only=True):
    value: Annotated[Decimal | None, Meta(description="the number in full, scale words multiplied in")] = None
    low: Annotated[Decimal | None, Meta(description="lower end of a range")] = None
    high: Annotated[Decimal | None, Meta(description="upper end of a range")] = None
    of: Annotated[
        Decimal | None, Meta(description="the whole of a fraction; for a ranking the field's size")
    ] = None
    unit: Annotated[
        str | None, Meta(description="canonical unit: VND, %, pp, lần, tấn, the counted noun …")
    ] = None
    approx: Annotated[Approx | None, Meta(description="about, over, under, at_least or at_most")] = None
    indicator: Annotated[Indicator | None, Meta(description="what is measured")] = None
    period: Annotated[Period | None, Meta(description="the time the value holds for")] = None
    place: Annotated[Place | None, Meta(description="the area, where it is not the article's")] = None
    status: Annotated[Status | None, Meta(description="actual, estimate, target or forecast")] = None


class Figure(_Measured, frozen=True, kw_only=True, tag="figure"):
    """An amount or a count."""


class Percentage(_Measured, frozen=True, kw_only=True, tag="percentage"):
    """A rate or a share, standing by itself."""


class Comparison(_Measured, frozen=True, kw_only=True, tag="comparison"):
    """A value against a baseline. `ratio` is the value relative to the baseline as a factor."""

    relation: Annotated[Relation, Meta(description="comparison: at, above or below the baseline")]
    baseline: Annotated[Baseline | None, Meta(description="what the value is compared with")] = None
    ratio: Annotated[
        Decimal | None, Meta(description="comparison: the value relative to the baseline, as a factor")
    ] = None


class Ranking(_Record, frozen=True, kw_only=True, tag="ranking"):
    """A place in an order, 1 for the first; `order` tells which end is counted from."""

    rank: Annotated[int, Meta(description="ranking: 1 for the first")]
    order: Annotated[
        Literal["descending", "ascending"],
        Meta(description="ranking: descending, or ascending where the lowest is first"),
    ] = "descending"
    of: Annotated[int | None, Meta(description="the field's size")] = None
    scope: Annotated[Phrase | None, Meta(description="ranking: among what")] = None
    indicator: Annotated[Indicator | None, Meta(description="what is measured")] = None
    period: Annotated[Period | None, Meta(description="the time the rank holds for")] = None
    place: Annotated[Place | None, Meta(description="the area, where it is not the article's")] = None


class Official(_Record, frozen=True, kw_only=True, tag="official"):
    """A named person with a position; `start`/`end` are the first mention of the name."""

    name: Annotated[str, Meta(description="official: full name without honorific")]
    honorific: Annotated[str | None, Meta(description="official: đồng chí, ông, bà, a rank")] = None
    positions: Annotated[
        tuple[Position, ...],
        Meta(description="official: positions; flat joined by `; ` with [former] or [acting]"),
    ] = ()
    mentions: Annotated[
        tuple[Span, ...],
        Meta(description="official: where the name stands; flat `start-end` joined by `; `"),
    ] = ()
    actions: Annotated[
        tuple[Action, ...], Meta(description="official: what the person does; flat joined by `; `")
    ] = ()


Record = Figure | Percentage | Comparison | Ranking | Official
MeasuredRecord = Figure | Percentage | Comparison


class Derived(msgspec.Struct, frozen=True, kw_only=True):
    """A value that the article does not state, but that follows from a figure and its comparison (their ids).

    `kind` is the comparison's baseline: the plan that was set, or the value of an earlier time, in the unit
    of the figure; `period` is the baseline's. By the rounding of what is printed it is from `low` to `high`.
    """

    id: Annotated[str, Meta(description="unique in the document")]
    kind: Annotated[
        DerivedKind, Meta(description="plan, same_period, previous_period or earlier_time, as the baseline's")
    ]
    value: Annotated[Decimal, Meta(description="the number that follows")]
    low: Annotated[Decimal, Meta(description="the least it can be, by the rounding of what is printed")]
    high: Annotated[Decimal, Meta(description="the most it can be")]
    unit: Annotated[str | None, Meta(description="the figure's unit")]
    indicator: Annotated[Indicator | None, Meta(description="what is measured")]
    period: Annotated[str | None, Meta(description="the baseline's time, as SDMX TIME_PERIOD")]
    place: Annotated[Place | None, Meta(description="the area, where it is not the article's")]
    figure: Annotated[str, Meta(description="id of the figure from which it follows")]
    comparison: Annotated[str, Meta(description="id of the comparison from which it follows")]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Records of an article (their ids) that contradict each other; `message` says how, with figures.

    `kind` is what was checked: a stated change or plan percentage against the values that it compares, a
    stated share against its count and whole, or the parts of a total against the total.
    """

    kind: Annotated[WarningKind, Meta(description="what was checked")]
    records: Annotated[tuple[str, ...], Meta(description="ids of the records that contradict each other")]
    message: Annotated[str, Meta(description="how they do, with figures")]


class Source(msgspec.Struct, frozen=True):
    """Where the text came from: `path` as given (`-` for standard input), `sha256` of its bytes."""

    path: Annotated[str, Meta(description="path as given, `-` for standard input")]
    sha256: Annotated[str, Meta(description="SHA-256 of its bytes")]
    encoding: Annotated[str, Meta(description="the encoding found")]
    chars: Annotated[int, Meta(description="length of the text, in code points")]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article's records, in text order, and apart from them what follows from them.

    `text` is what the offsets index, where it was asked for (`--keep-text`).
    """

    schema: Annotated[str, Meta(description="version of the contract")] = SCHEMA
    source: Annotated[Source, Meta(description="where the article was read from")]
    title: Annotated[str | None, Meta(description="the article's headline")] = None
    published: Annotated[str | None, Meta(description="date or month of the article, ISO 8601")] = None
    place: Annotated[Place | None, Meta(description="the area the article is about")] = None
    records: Annotated[tuple[Record, ...], Meta(description="what it states, in text order")] = ()
    derived: Annotated[tuple[Derived, ...], Meta(description="what follows from the records")] = ()
    warnings: Annotated[
        tuple[Contradiction, ...], Meta(description="where records contradict each other")
    ] = ()
    text: Annotated[
        str | msgspec.UnsetType, Meta(description="what the offsets index, where it was asked for")
    ] = msgspec.UNSET
