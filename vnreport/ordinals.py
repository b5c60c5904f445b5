"""The number of a rank: `đứng thứ 3`, `xếp hạng 26/63`, `đứng thứ hai`."""

from __future__ import annotations

import msgspec
import regex

from vnreport.article import Passage
from vnreport.families import RANK
from vnreport.lexicon import Lexicon
from vnreport.text import Token
from vnreport.vocabulary import Rule

_WORDS = {
    "nhất": 1, "một": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_YEAR = 5  # "năm" is five and a year
_BEHIND_YEAR = frozenset(("nay", "trước", "ngoái", "qua", "học", "sau", "tới"))
_DIGITS = 4
_GROUPED = regex.compile(r"[1-9]\.\d{3}")


class Ordinal(msgspec.Struct, frozen=True, gc=False):
    """Rank `rank` in a field of `of`, if told; the words end before token `last`."""

    rank: int
    of: int | None
    last: int


def ordinal_at(tokens: tuple[Token, ...], at: int) -> Ordinal | None:
    """The ordinal that begins at token `at`, with a "thứ" before it or without."""
    if at < len(tokens) and tokens[at].key == "thứ":
        at += 1
    rank = _integer(tokens, at)
    if rank is None:
        value = _WORDS.get(tokens[at].key) if at < len(tokens) else None
        if (
            value == _YEAR
            and at + 1 < len(tokens)
            and (tokens[at + 1].key in _BEHIND_YEAR or tokens[at + 1].shape == "number")
        ):
            return None  # xếp hạng năm trước, xếp hạng năm 2024
        return None if value is None else Ordinal(value, None, at + 1)
    if rank == 0:
        return None
    last = at + 1
    if last < len(tokens) and tokens[last].text == "/":
        of = _integer(tokens, last + 1)
        return Ordinal(rank, of, last + 2) if of is not None else None
    if last < len(tokens) and tokens[last].key in ("trong", "trên"):  # xếp thứ 3 trong tổng số 14 huyện
        for ahead in range(last + 1, min(last + 4, len(tokens))):
            of = _integer(tokens, ahead)
            if of is not None and rank <= of < 1000:
                return Ordinal(rank, of, last)
    return Ordinal(rank, None, last)


def rank_numbers(passage: Passage, ranks: Lexicon[Rule]) -> list[tuple[int, int]]:
    """Token ranges that are the numbers of ranks, and so no quantities."""
    if not passage.families & RANK:
        return []
    tokens = passage.tokens
    found = []
    for hit in ranks.find(tokens):
        if hit.item.text("reading") == "ordinal":
            ordinal = ordinal_at(tokens, hit.last)
            if ordinal is not None:
                found.append((hit.last, ordinal.last))
    return found


def _integer(tokens: tuple[Token, ...], at: int) -> int | None:
    if at >= len(tokens):
        return None
    text = tokens[at].text
    if _GROUPED.fullmatch(text):  # thứ hạng 1.059
        return int(text.replace(".", ""))
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
