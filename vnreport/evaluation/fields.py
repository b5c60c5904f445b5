"""Which fields of a found record are right, by the annotation it is paired with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import UNSET

from vnreport.document import Official, Record
from vnreport.evaluation.gold import GoldRecord
from vnreport.evaluation.outcomes import EXACT_INDICATOR, Judged
from vnreport.evaluation.wording import fold, token_f1

_NEAR = 0.5  # an indicator is right from this token F1 on


def judge(gold: GoldRecord, got: Record) -> tuple[Judged, ...]:
    """Each field that the annotation gives, judged. Officials are judged by their positions."""
    if isinstance(got, Official):
        return tuple(_positions(gold, got))
    return (*_numbers(gold, got), *_words(gold, got), *_indicator(gold, got))


def _numbers(gold: GoldRecord, got: Record) -> Iterator[Judged]:
    right = {}
    for field in ("value", "low", "high", "of", "rank"):
        want, has = getattr(gold, field), getattr(got, field, None)
        if want is not UNSET:
            right[field] = want == has
    if "value" in right and not right.get("of", True):
        right["value"] = False  # a fraction is right as a whole
    for field, is_right in right.items():
        yield _judged(field, is_right, (_shown(gold, field),), _shown(got, field))


def _words(gold: GoldRecord, got: Record) -> Iterator[Judged]:
    fields = ["unit", "period", "status", "approx"]
    if gold.kind == "comparison":
        fields += ["relation", "baseline"]
    for field in fields:
        want = gold.answers(field)
        if want is None:
            continue
        has = _flat(got, field)
        right = fold(has) in map(fold, want) if field == "unit" else has in want
        yield _judged(field, right, want, has)


def _indicator(gold: GoldRecord, got: Record) -> Iterator[Judged]:
    want = gold.answers("indicator")
    if want is None:
        return
    has = _flat(got, "indicator")
    if want == (None,):
        yield Judged("indicator", True)
        return
    yield _judged("indicator", max(token_f1(has, answer) for answer in want) >= _NEAR, want, has)
    yield _judged(EXACT_INDICATOR, fold(has) in map(fold, want), want, has)


def _positions(gold: GoldRecord, got: Official) -> Iterator[Judged]:
    has = {fold(position.text): position.text for position in got.positions}
    known = {fold(title) for title in gold.also}
    for answers in gold.position_answers():
        wordings = {fold(answer) for answer in answers}
        known |= wordings
        yield _judged("position", not wordings.isdisjoint(has), answers, "; ".join(has.values()))
    for key, words in has.items():
        if key not in known:
            yield _judged("extra position", False, (None,), words)


def _flat(record: Record, field: str) -> str | None:
    value = getattr(record, field, None)
    for part in {"indicator": "text", "period": "value", "baseline": "kind"}.get(field, "").split():
        value = getattr(value, part, None)
    return value


def _shown(record: GoldRecord | Record, field: str) -> str | None:
    """A number as a message shows it, a fraction with its whole."""
    value = getattr(record, field, None)
    if value in (None, UNSET):
        return None
    whole = _shown(record, "of") if field == "value" else None
    shown = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"{shown}/{whole}" if whole else shown


def _judged(field: str, right: bool, want: Iterable[str | None], got: str | None) -> Judged:
    if right:
        return Judged(field, True)
    return Judged(field, False, " | ".join(answer or "null" for answer in want), got or "null")
