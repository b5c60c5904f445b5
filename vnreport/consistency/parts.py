"""The parts of a total against the total: `1.200 tỷ đồng, gồm … 700 tỷ đồng và … 500 tỷ đồng`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate, takewhile, zip_longest

from vnreport.article import Passage
from vnreport.clauses import CLOSING, OPENING
from vnreport.consistency.finding import Finding
from vnreport.document import Figure, Record
from vnreport.lexicon import Hit
from vnreport.rounding import PRECISION, Bounds, bounds
from vnreport.text import Token
from vnreport.vietnamese import number
from vnreport.vocabulary import Rule, Vocabulary

_NEAR = 20  # figures before a lead among which its total is looked for
_Sized = tuple[Figure, Bounds]


def check_parts(
    records: Sequence[Record], passages: Sequence[Passage], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """For each total with its parts in one sentence, whether they add up to it, or are more than it is.

    Parts that are less may be some of all. After "trong đó" parts may overlap ("900 nữ, 300 đoàn viên"), so
    that only one that is more than the total contradicts it.
    """
    lexicon = vocabulary.lexicon("part_lead")
    figures: dict[int, list[Figure]] = {}
    for record in records:
        if isinstance(record, Figure):
            figures.setdefault(record.sentence.start, []).append(record)
    for passage in passages:
        inside = figures.get(passage.sentence.start, [])
        if len(inside) > 1:
            yield from _of_sentence(passage, inside, lexicon.find(passage.tokens))


def _of_sentence(
    passage: Passage, figures: Sequence[Figure], leads: Sequence[Hit[Rule]]
) -> Iterator[Finding]:
    """A list ends at the next lead, and after "trong đó" at a semicolon; brackets hold other things."""
    starts = [token.start for token in passage.tokens]
    depths = list(accumulate((_opens(token) for token in passage.tokens), initial=0))
    placed = [(figure, depths[bisect_left(starts, figure.start)]) for figure in figures]
    semicolons = [token.start for token in passage.tokens if token.text == ";"]
    for lead, following in zip_longest(leads, leads[1:]):
        complete = lead.item.text("parts") == "all"
        at = starts[lead.first]
        end = starts[following.first] if following else passage.sentence.end
        if not complete:
            end = min([end, *semicolons[bisect_left(semicolons, at) :][:1]])
        first = bisect_left(figures, at, key=lambda figure: figure.start)
        last = bisect_left(figures, end, key=lambda figure: figure.start)
        level = depths[lead.first]
        total = next((figure for figure, depth in reversed(placed[:first][-_NEAR:]) if depth == level), None)
        if total is not None:
            parts = [figure for figure, depth in placed[first:last] if depth == level]
            yield from _findings(total, parts, complete)


def _opens(token: Token) -> int:
    return (token.text in OPENING) - (token.text in CLOSING)


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
