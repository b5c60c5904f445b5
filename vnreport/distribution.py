"""`lần lượt`: several values told at once of several subjects, paired in their order."""

from __future__ import annotations

from collections.abc import Sequence

from vnreport.clauses import HARD_MARKS, Clauses
from vnreport.families import RESPECTIVE
from vnreport.lexicon import Lexicon
from vnreport.vocabulary import Rule

AND = frozenset([",", "và", "cùng"])
_BESIDE = AND | {";"}  # between values side by side: 1,2%; 1,5% và 2%
_LONGEST = 8  # values that one "lần lượt" leads


def runs(clauses: Clauses, respectively: Lexicon[Rule]) -> list[range]:
    """The runs of two or more quantities that "lần lượt" leads, or "tương ứng", as ranges of indices."""
    return [run for run in joined(clauses, moving=True) if is_respective(clauses, run.start, respectively)]


def joined(clauses: Clauses, *, moving: bool = False) -> list[range]:
    """The runs of two or more quantities of one kind side by side, as ranges of indices: "13% và 24%".

    A verb may stand before each of them where they are `moving`: "tăng 13% và giảm 24%".
    """
    found: list[range] = []
    index = 0
    while index < len(clauses.quantities):
        stop = index + 1
        while stop < len(clauses.quantities) and _joined(clauses, stop, moving=moving):
            stop += 1
        if stop - index > 1:
            found.append(range(index, stop))
        index = stop
    return found


def run_of(clauses: Clauses, index: int, respectively: Lexicon[Rule]) -> range:
    """The run that "lần lượt" leads and a quantity belongs to; else that quantity alone."""
    alone = range(index, index + 1)
    if not clauses.families & RESPECTIVE:
        return alone
    first, stop = index, index + 1
    while first and index - first < _LONGEST and _joined(clauses, first, moving=True):
        first -= 1
    while stop < len(clauses.quantities) and stop - first < _LONGEST and _joined(clauses, stop, moving=True):
        stop += 1
    led = stop - first > 1 and is_respective(clauses, first, respectively)
    return range(first, stop) if led else alone


def members(clauses: Clauses, run: range, floor: int) -> list[tuple[int, int]]:
    """The token ranges of the subjects before a run, as many as it has values; empty where they are not."""
    last = clauses.leads[run.start].first
    pieces: list[tuple[int, int]] = []
    end = at = last
    while at > floor and clauses.tokens[at - 1].text not in HARD_MARKS and len(pieces) < len(run):
        if clauses.key(at - 1) in AND:
            if at < end:
                pieces.append((at, end))
            end = at - 1
        at -= 1
    if len(pieces) < len(run) and at < end:
        pieces.append((at, end))
    return pieces[::-1] if len(pieces) == len(run) else []


def _joined(clauses: Clauses, index: int, *, moving: bool) -> bool:
    before, quantity = clauses.quantities[index - 1], clauses.quantities[index]
    verbs = clauses.leads[index].verbs
    moves = moving and len(verbs) == 1 and verbs[0].item.text("reading") == "change"
    if (verbs and not moves) or before.unit.dimension != quantity.unit.dimension:
        return False
    last = verbs[0].first if moves else quantity.approx_first
    between: Sequence[str] = [clauses.key(at) for at in range(before.approx_last, last)]
    return 0 < len(between) <= 2 and all(word in _BESIDE for word in between)


def is_respective(clauses: Clauses, index: int, respectively: Lexicon[Rule]) -> bool:
    """Whether "lần lượt" leads a quantity."""
    first = max(0, clauses.leads[index].first - 2)
    return bool(respectively.find(clauses.tokens[first : clauses.quantities[index].first]))
