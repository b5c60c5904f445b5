"""How likely a record is right in all its fields, by what it stands on.

What speaks for or against a record is a feature with a weight in confidence.toml, and the weights of its
features are added up as log-odds. `python tests/calibrate.py` fits them to annotated articles, and
`vnreport evaluate` shows what they are worth. A feature without a weight counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib import resources
from math import exp

import tomli

from vnreport.document import Comparison, Indicator, Official, Record
from vnreport.trace import Evidence, Trace

_FAR = (20, 60)  # code points between an indicator and its value: beside it, near, far


def estimate(features: Iterable[str]) -> float:
    """The confidence of a record with these features, 0 to 1 with two decimals."""
    return round(1 / (1 + exp(-sum(map(weight, features)))), 2)


def weight(feature: str) -> float:
    """What a feature adds to the log-odds that a record is right."""
    return _weights().get(feature, 0.0)


def features(record: Record, trace: Trace, agrees: bool | None, title_end: int) -> tuple[str, ...]:
    """What speaks for or against a record; `agrees` says whether it does with others, None if unknown."""
    own = [record.kind, f"{record.kind} by {record.rule}"]
    if agrees is not None:
        own.append("agrees with others" if agrees else "contradicts others")
    if not isinstance(record, Official):
        own += _measured(record, trace, title_end)
    return tuple(own)


def _measured(record: Record, trace: Trace, title_end: int) -> Iterator[str]:
    grounds = {piece.field: piece for piece in trace.evidence}
    yield from _indicator(record, grounds.get("indicator"), getattr(record, "indicator", None))
    if getattr(record, "period", None) is None:
        yield "no period"
    else:
        yield f"period {_origin(record, grounds.get('period'), title_end)}"
    if isinstance(record, Comparison):
        baseline = record.baseline
        yield "no baseline" if baseline is None else f"baseline {baseline.kind}"
        if baseline is not None and baseline.inferred:
            yield "baseline inferred"
    status = getattr(record, "status", None)
    if status is not None:
        yield f"status {status}"
    if trace.doubt:
        yield "number ambiguous"
    if record.start < title_end:
        yield "in the headline"


def _indicator(record: Record, ground: Evidence | None, indicator: Indicator | None) -> Iterator[str]:
    if indicator is None:
        yield f"{record.kind} without indicator"
        return
    yield f"{record.kind} with {ground.rule if ground else 'indicator:shared'}"
    if indicator.code is not None:
        yield "indicator known"
    if not record.sentence.start <= indicator.start < record.sentence.end:
        yield "indicator of another sentence"
    elif indicator.end <= record.start:
        gap = record.start - indicator.end
        yield "indicator beside" if gap < _FAR[0] else "indicator near" if gap < _FAR[1] else "indicator far"


def _origin(record: Record, ground: Evidence | None, title_end: int) -> str:
    if ground is None:
        return "shared"
    if record.sentence.start <= ground.start < record.sentence.end:
        return "told"
    return "of the headline" if ground.start < title_end else "carried"


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    content = (resources.files("vnreport") / "confidence.toml").read_text(encoding="utf-8")
    weights: dict[str, float] = tomli.loads(content)["weights"]
    return weights
