"""The words that gave a record its fields, found again from the record alone: an archive keeps no traces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vnreport.document import Comparison, Figure, Official, Percentage, Ranking, Record


class Words(NamedTuple):
    """`text[start:end]` gave `field`: the value itself, indicator, period, baseline or scope."""

    field: str
    start: int
    end: int


def find_words(record: Record, text: str) -> Iterator[Words]:
    """The value's words first, then those of the other fields where they can be found."""
    if isinstance(record, Official):
        for mention in record.mentions or (record,):
            yield Words("value", mention.start, mention.end)
        return
    yield Words("value", record.start, record.end)
    if record.indicator is not None:
        yield Words("indicator", record.indicator.start, record.indicator.end)
    if record.period is not None:
        yield from _nearest("period", record.period.text, record, text)
    if isinstance(record, Comparison) and record.baseline is not None and record.baseline.text:
        yield from _nearest("baseline", record.baseline.text, record, text)
    if isinstance(record, Ranking) and record.scope is not None:
        yield Words("scope", record.scope.start, record.scope.end)


def _nearest(
    field: str, words: str, record: Figure | Percentage | Comparison | Ranking, text: str
) -> Iterator[Words]:
    """Where the words stand: behind the value in its sentence, before it there, else before that."""
    at = text.find(words, record.end, record.sentence.end)
    if field == "period" or at < 0:
        before = text.rfind(words, record.sentence.start, record.start)
        at = before if before >= 0 else at
    if at < 0:
        at = text.rfind(words, 0, record.start)
    if at >= 0 and words:
        yield Words(field, at, at + len(words))
