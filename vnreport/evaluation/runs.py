"""A run: the outcomes of all articles with everything measured on them, as it is saved and read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

import vnreport
from vnreport.document import KINDS, Kind
from vnreport.errors import GoldError
from vnreport.evaluation.bootstrap import intervals
from vnreport.evaluation.measures import (
    Confusion,
    Counts,
    FieldRate,
    Reliability,
    confusion,
    count,
    field_rates,
    reliability,
)
from vnreport.evaluation.outcomes import LEVELS, ArticleOutcomes, Level, Outcome
from vnreport.language import _, reason
from vnreport.reading import shown

SCHEMA = "vnreport-evaluation/1"


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 of a kind (None: all kinds) on a level, `low` to `high` the interval of F1."""

    kind: Kind | None
    level: Level
    gold: int
    got: int
    right: int
    precision: float
    recall: float
    f1: float
    low: float | None
    high: float | None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluation. All but `articles` is counted from them."""

    schema: str = SCHEMA
    version: str = vnreport.__version__
    scores: tuple[Score, ...]
    fields: tuple[FieldRate, ...]
    confusion: tuple[Confusion, ...]
    reliability: Reliability
    articles: tuple[ArticleOutcomes, ...]

    def f1(self, level: Level, kind: Kind | None = None) -> float:
        """F1 of a kind, or of all, on a level; 0 where there is none of that kind."""
        return next((s.f1 for s in self.scores if s.kind == kind and s.level == level), 0.0)


class _Saved(msgspec.Struct, frozen=True):
    schema: str
    articles: tuple[ArticleOutcomes, ...]


def measure(articles: Sequence[ArticleOutcomes]) -> Run:
    """Everything that is measured on the outcomes of some articles."""
    outcomes = [outcome for article in articles for outcome in article.outcomes]
    scores = []
    for kind in (*KINDS, None):
        columns = [count(of_kind(article.outcomes, kind)) for article in articles]
        counts = count(of_kind(outcomes, kind))
        if counts.gold or counts.got:
            scores += _scores(kind, counts, columns)
    return Run(
        scores=tuple(scores),
        fields=field_rates(outcomes),
        confusion=confusion(outcomes),
        reliability=reliability(outcomes),
        articles=tuple(articles),
    )


def of_kind(outcomes: Sequence[Outcome], kind: Kind | None) -> list[Outcome]:
    """The outcomes of one kind; all of them for None."""
    return [outcome for outcome in outcomes if kind in (None, outcome.kind)]


def encode_run(run: Run, **further: object) -> bytes:
    """A run as indented JSON with a line end, `further` fields at its end."""
    return msgspec.json.format(msgspec.json.encode(msgspec.structs.asdict(run) | further), indent=1) + b"\n"


def read_run(path: Path) -> tuple[ArticleOutcomes, ...]:
    """The outcomes of a saved run.

    Raises:
        GoldError: the file cannot be read or is no saved run.
    """
    where = shown(path)
    try:
        saved = msgspec.json.decode(path.read_bytes(), type=_Saved)
    except OSError as error:
        raise GoldError(_("{where}: cannot be read: {reason}", where=where, reason=reason(error))) from None
    except msgspec.MsgspecError as error:
        raise GoldError(
            _(
                "{where}: is no evaluation saved by `vnreport evaluate --save`: {error}",
                where=where,
                error=error,
            )
        ) from None
    if saved.schema != SCHEMA:
        raise GoldError(
            _(
                "{where}: is a {schema!r}, not a {wanted!r}; save it anew with this version",
                where=where,
                schema=saved.schema,
                wanted=SCHEMA,
            )
        )
    return saved.articles


def _scores(kind: Kind | None, counts: Counts, columns: Sequence[Counts]) -> list[Score]:
    bounds = intervals(columns)
    made = []
    for level in LEVELS:
        low, high = bounds[level] or (None, None)
        made.append(
            Score(
                kind=kind,
                level=level,
                gold=counts.gold,
                got=counts.got,
                right=getattr(counts, level),
                precision=counts.precision(level),
                recall=counts.recall(level),
                f1=counts.f1(level),
                low=low,
                high=high,
            )
        )
    return made
