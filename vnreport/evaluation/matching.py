"""Pairs the records found in an article with those annotated, one to one, by their place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from vnreport.document import KINDS, Kind, Official, Record
from vnreport.evaluation.fields import judge
from vnreport.evaluation.gold import GoldArticle, GoldRecord
from vnreport.evaluation.outcomes import Outcome
from vnreport.evaluation.wording import fold


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def match(article: GoldArticle, records: Sequence[Record]) -> tuple[Outcome, ...]:
    """What became of each annotated record, and the records that are false.

    Records of one kind are paired by their anchors, the largest overlap first; officials by their name.
    Optional records are neither demanded nor punished. In a reviewed article a record without a verdict is
    optional, one rejected is false where it is found again with the same fields, and one at a place nobody
    judged is left out.
    """
    outcomes: list[Outcome] = []
    for kind in KINDS:
        if kind in article.kinds:
            outcomes += _of_kind(kind, article, records)
    missed = [outcome for outcome in outcomes if outcome.state == "missed"]
    outcomes = [_with_instead(outcome, missed) for outcome in outcomes]
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.start, outcome.end)))


def _of_kind(kind: Kind, article: GoldArticle, records: Sequence[Record]) -> Iterator[Outcome]:
    gold = [record for record in article.records if record.kind == kind]
    want = [record for record in gold if _is_demanded(record, article.reviewed)]
    spare = [record for record in gold if not _is_demanded(record, article.reviewed)]
    have = _distinct([record for record in records if record.kind == kind])
    pairs = _pairs(want, have)
    rest = [got for at, got in enumerate(have) if at not in pairs.values()]
    beside = _pairs(spare, rest)
    if article.reviewed:
        false = [rest[j] for i, j in beside.items() if _is_found_again(spare[i], rest[j])]
    else:
        false = [got for at, got in enumerate(rest) if at not in beside.values()]
    for at, annotated in enumerate(want):
        yield _found(annotated, have[pairs[at]]) if at in pairs else _missed(annotated, records)
    for got in false:
        yield _false(got)


def _with_instead(outcome: Outcome, missed: Sequence[Outcome]) -> Outcome:
    if outcome.state != "false" or outcome.kind == "official":
        return outcome
    there = next((o.kind for o in missed if o.kind != "official" and _overlap(o, outcome) > 0), None)
    return msgspec.structs.replace(outcome, instead=there)


def _is_demanded(record: GoldRecord, reviewed: bool) -> bool:
    return not record.optional and (record.verdict == "accept" if reviewed else True)


def _distinct(records: list[Record]) -> list[Record]:
    """One record for each name of an official; all others as they are."""
    return list(
        {fold(r.name) if isinstance(r, Official) else str(at): r for at, r in enumerate(records)}.values()
    )


def _pairs(gold: Sequence[GoldRecord], have: Sequence[Record]) -> dict[int, int]:
    """Which of `have` belongs to which of `gold`, by their indices."""
    options = [
        (-weight, i, j)
        for i, annotated in enumerate(gold)
        for j, got in enumerate(have)
        if (weight := _weight(annotated, got)) > 0
    ]
    pairs: dict[int, int] = {}
    given: set[int] = set()
    for _, i, j in sorted(options):
        if i not in pairs and j not in given:
            pairs[i] = j
            given.add(j)
    return pairs


def _weight(annotated: GoldRecord, got: Record) -> int:
    if isinstance(got, Official):
        return int(fold(annotated.name) == fold(got.name))
    return _overlap(annotated, got)


def _overlap(one: _Placed, other: _Placed) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _is_found_again(annotated: GoldRecord, got: Record) -> bool:
    """Whether a rejected record is found again with the same fields."""
    return annotated.verdict == "reject" and all(judged.right for judged in judge(annotated, got))


def _found(annotated: GoldRecord, got: Record) -> Outcome:
    return Outcome(
        state="found",
        kind=annotated.kind,
        text=annotated.text,
        start=annotated.start,
        end=annotated.end,
        fields=judge(annotated, got),
        record=got.id,
        rule=got.rule,
        confidence=got.confidence,
    )


def _missed(annotated: GoldRecord, records: Sequence[Record]) -> Outcome:
    others = [] if annotated.kind == "official" else [r for r in records if r.kind != "official"]
    other = next((record.kind for record in others if _overlap(annotated, record) > 0), None)
    return Outcome(
        state="missed",
        kind=annotated.kind,
        text=annotated.text,
        start=annotated.start,
        end=annotated.end,
        instead=other,
    )


def _false(got: Record) -> Outcome:
    return Outcome(
        state="false",
        kind=got.kind,
        text=got.text,
        start=got.start,
        end=got.end,
        record=got.id,
        rule=got.rule,
        confidence=got.confidence,
    )
