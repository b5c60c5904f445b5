"""Cuts a text into runs, so that each word knows the records that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vnreport.page.evidence import Words

# Characters that change how others are shown, or that no page may hold: they are named instead.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Run(NamedTuple):
    """A stretch of one line, `text[start:end]`. `ids` are the records whose value it is part of, outermost
    first; `named` where a field of some record is in it. A character that is not shown as it is stands alone,
    and `code` names it.
    """

    start: int
    end: int
    text: str
    ids: tuple[str, ...]
    named: bool
    code: str = ""


def cut(text: str, words: Sequence[tuple[str, Words]]) -> Iterator[list[Run]]:
    """The lines of a text as runs. `words` are the ids of records with their words, in any order."""
    begins: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for number, (_, (_, start, end)) in enumerate(words):
        if 0 <= start < end <= len(text):
            begins[start].append(number)
            ends[end].append(number)
    edges = sorted(begins.keys() | ends.keys() | {0, len(text)})
    open_: dict[int, None] = {}
    line: list[Run] = []
    for at, behind in zip(edges, [*edges[1:], len(text)], strict=True):
        for number in ends[at]:
            open_.pop(number, None)
        for number in sorted(begins[at], key=lambda number: -words[number][1].end):
            open_[number] = None
        values = [words[number][0] for number in open_ if words[number][1].field == "value"]
        ids = tuple(dict.fromkeys(values))
        for number, part in enumerate(text[at:behind].split("\n")):
            if number:
                yield line
                line = []
                at += 1
            line += _shown(at, part, ids, bool(open_))
            at += len(part)
    yield line


def _shown(at: int, part: str, ids: tuple[str, ...], named: bool) -> Iterator[Run]:
    begin = 0
    for number, character in enumerate(part):
        if character in _BIDI or (not character.isprintable() and character not in "\t\xa0\u3000\xad\u200b"):
            if number > begin:
                yield Run(at + begin, at + number, part[begin:number], ids, named)
            code = f"U+{ord(character):04X}"
            yield Run(at + number, at + number + 1, code, ids, named, code)
            begin = number + 1
    if begin < len(part):
        yield Run(at + begin, at + len(part), part[begin:], ids, named)
