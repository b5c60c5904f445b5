"""The parts of a total against the total: `1.200 tỷ đồng, gồm … 700 tỷ đồng và … 500 tỷ đồng`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from itertools import takewhile

from vnreport.article import Passage
from vnreport.clauses import CLOSING, OPENING
from vnreport.consistency.finding import Finding
from vnreport.document import Figure, Record
from vnreport.rounding import PRECISION, Bounds, bounds
from vnreport.vietnamese import number
from vnreport.vocabulary import Vocabulary

_Sized = tuple[Figure, Bounds]


def check_parts(
    records: Sequence[Record], passages: Sequence[Passage], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """For each total with its parts in one sentence, whether they add up to it, or are more than it is.

    Parts that are less may be some of all. After "trong đó" parts may overlap ("900 nữ, 300 đoàn viên"), so
    that only one that is more than the total contradicts it.
    """
    lexicon = vocabulary.lexicon("part_lead")
    for passage in passages:
        hits = lexicon.find(passage.tokens)
        inside = _figures(records, passage) if hits else []
        for hit in hits:
            complete = hit.item.text("parts") == "all"
            at = passage.tokens[hit.first].start
            end = passage.sentence.end if complete else _list_end(passage, at)
            level = [figure for figure in inside if _depth(passage, figure.start) == _depth(passage, at)]
            before = [figure for figure in level if figure.end <= at]
            behind = [figure for figure in level if at < figure.start < end]
            if before:
                yield from _findings(before[-1], behind, complete)


def _figures(records: Sequence[Record], passage: Passage) -> list[Figure]:
    start = passage.sentence.start
    return [record for record in records if isinstance(record, Figure) and record.sentence.start == start]


def _depth(passage: Passage, at: int) -> int:
    """In how many brackets offset `at` stands: what is in brackets is a remark, or parts of a part."""
    marks = [token.text for token in passage.tokens if token.start < at]
    return sum(mark in OPENING for mark in marks) - sum(mark in CLOSING for mark in marks)


def _list_end(passage: Passage, at: int) -> int:
    return next((t.start for t in passage.tokens if t.start > at and t.text == ";"), passage.sentence.end)


def _findings(total: Figure, behind: Sequence[Figure], complete: bool) -> Iterator[Finding]:
    whole = _sized(total)
    parts = [_sized(figure) for figure in takewhile(lambda figure: _is_part(figure, total), behind)]
    sized = [part for part in parts if part is not None]
    if whole is None or not parts or len(sized) < len(parts):
        return
    with localcontext(prec=PRECISION):
        low = sum((range_.low for _, range_ in sized), Decimal(0))
        high = sum((range_.high for _, range_ in sized), Decimal(0))
        exact = (
            whole[1].high - whole[1].low > 1 or (low + high) / 2 == total.value
        )  # whole units are not rounded
    if len(sized) > 1 and exact and Bounds(low, high).touches(whole[1]):
        yield _finding(total, [part for part, _ in sized], agrees=True)
    elif complete and len(sized) > 1 and low > whole[1].high:
        yield _finding(total, [part for part, _ in sized], agrees=False)
    else:
        for part, range_ in sized:
            if range_.low > whole[1].high:
                yield _finding(total, [part], agrees=False)


def _sized(figure: Figure) -> _Sized | None:
    """A figure with what it may stand for; None where it is not exact and in digits."""
    range_ = None if figure.value is None or figure.approx else bounds(figure.text, figure.value)
    return None if range_ is None else (figure, range_)


def _is_part(part: Figure, total: Figure) -> bool:
    periods = {figure.period and figure.period.value for figure in (part, total)}
    return (part.unit, part.status) == (total.unit, total.status) and len(periods) == 1


def _finding(total: Figure, parts: Sequence[Figure], agrees: bool) -> Finding:
    with localcontext(prec=PRECISION):
        sum_ = sum((part.value for part in parts if part.value is not None), Decimal(0))
    words = " + ".join(part.text for part in parts)
    said = f"{words} is {number(sum_)}, but the total of these parts is {total.text}"
    return Finding("parts", (total.id, *(part.id for part in parts)), agrees, said)
