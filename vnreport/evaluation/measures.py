"""Precision, recall and F1, rates of fields, confusion of kinds, reliability: all counted from outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from vnreport.document import KINDS, Kind
from vnreport.evaluation.outcomes import EXACT_INDICATOR, Level, Outcome

# Fields in the order in which they are reported.
_FIELDS = (
    "value", "low", "high", "of", "unit", "relation", "baseline", "rank", "position",
    "indicator", EXACT_INDICATOR, "period", "status", "approx",
)  # fmt: skip
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


class Counts(NamedTuple):
    """How many records the annotation has, how many were found in all, and how many of these are right."""

    gold: int
    got: int
    found: int
    core: int
    full: int

    def precision(self, level: Level) -> float:
        """The share of the records found that are right on this level."""
        return self._right(level) / self.got if self.got else 0.0

    def recall(self, level: Level) -> float:
        """The share of the annotated records that are found and right on this level."""
        return self._right(level) / self.gold if self.gold else 0.0

    def f1(self, level: Level) -> float:
        """The harmonic mean of both."""
        p, r = self.precision(level), self.recall(level)
        return 2 * p * r / (p + r) if p + r else 0.0

    def _right(self, level: Level) -> int:
        right: int = getattr(self, level)
        return right


class FieldRate(msgspec.Struct, frozen=True):
    """How often a field is right among the found records whose annotation gives it."""

    field: str
    right: int
    judged: int

    @property
    def rate(self) -> float:
        """`right` of `judged`, 0 to 1."""
        return self.right / self.judged


class Confusion(msgspec.Struct, frozen=True):
    """How many records annotated as `gold` were taken as `got`; None for not annotated or not found."""

    gold: Kind | None
    got: Kind | None
    records: int


class Bin(msgspec.Struct, frozen=True):
    """Records found with a confidence from `low` on and under `high` (the last bin includes its end)."""

    low: float
    high: float
    records: int
    confidence: float
    core: float
    full: float


class Reliability(msgspec.Struct, frozen=True):
    """What confidence is worth: shares right by confidence, and how far it is from the share right in full.

    `error` is the mean distance of a bin's confidence from its share right in full, by its records; `brier`
    the mean squared distance of a record's confidence from being right in full (1) or not (0).
    """

    bins: tuple[Bin, ...]
    error: float
    brier: float


def count(outcomes: Iterable[Outcome]) -> Counts:
    """The counts of some outcomes."""
    gold = got = found = core = full = 0
    for outcome in outcomes:
        gold += outcome.state != "false"
        got += outcome.state != "missed"
        found += outcome.state == "found"
        core += outcome.reaches("core")
        full += outcome.reaches("full")
    return Counts(gold, got, found, core, full)


def field_rates(outcomes: Iterable[Outcome]) -> tuple[FieldRate, ...]:
    """The rate of each field that the annotation gives."""
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in outcomes:
        for field in outcome.fields:
            judged[field.field] += 1
            right[field.field] += field.right
    return tuple(FieldRate(field, right[field], judged[field]) for field in _FIELDS if judged[field])


def confusion(outcomes: Iterable[Outcome]) -> tuple[Confusion, ...]:
    """Which kinds were taken for which, by the outcomes of one or more articles."""
    cells: Counter[tuple[Kind | None, Kind | None]] = Counter()
    for outcome in outcomes:
        if outcome.state == "found":
            cells[outcome.kind, outcome.kind] += 1
        elif outcome.state == "missed":
            cells[outcome.kind, outcome.instead] += 1
        elif not outcome.instead:
            cells[None, outcome.kind] += 1
    order = (*KINDS, None)
    return tuple(Confusion(a, b, cells[a, b]) for a in order for b in order if cells[a, b])


def reliability(outcomes: Iterable[Outcome]) -> Reliability:
    """The reliability of the confidence of all records found."""
    told = [
        (o.confidence, o.reaches("core"), o.reaches("full")) for o in outcomes if o.confidence is not None
    ]
    bins = []
    error = 0.0
    for low, high in pairwise(_EDGES):
        inside = [t for t in told if low <= t[0] < high or t[0] == high == _EDGES[-1]]
        if inside:
            made = Bin(low, high, len(inside), *(_mean([t[at] for t in inside]) for at in range(3)))
            error += abs(made.confidence - made.full) * made.records / len(told)
            bins.append(made)
    return Reliability(tuple(bins), error, _mean([(sure - full) ** 2 for sure, _, full in told]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
