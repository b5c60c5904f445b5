"""The number of a rank: `đứng thứ 3`, `xếp hạng 26/63`, `đứng thứ hai`."""

from __future__ import annotations

from collections.abc import Iterator

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
_FIELD = 8  # tokens of the field of one rank before another
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
    elif at < len(tokens) and tokens[at].text == ":":  # xếp vị thứ: 8/63
        return _fraction_at(tokens, at + 1)
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
        return _fraction_at(tokens, at)
    if last < len(tokens) and tokens[last].key in ("trong", "trên"):  # xếp thứ 3 trong tổng số 14 huyện
        for ahead in range(last + 1, min(last + 4, len(tokens))):
            of = _integer(tokens, ahead)
            if of is not None and rank <= of < 1000:
                return Ordinal(rank, of, last)
    return Ordinal(rank, None, last)


def part_rank_at(tokens: tuple[Token, ...], at: int, fields: Lexicon[Rule]) -> Ordinal | None:
    """The rank told by a part of its field alone: `xếp 19/63 tỉnh`; "xếp 12/15 hộ loại khá" is a count."""
    ordinal = _fraction_at(tokens, at)
    if ordinal is None or ordinal.of is None or ordinal.rank > ordinal.of:
        return None
    last = ordinal.last
    ends = last >= len(tokens) or tokens[last].shape == "mark" or tokens[last].key == "về"
    return ordinal if ends or fields.match(tokens, last) is not None else None


def next_part_rank(tokens: tuple[Token, ...], ordinal: Ordinal) -> tuple[int, Ordinal] | None:
    """A second rank of the same thing, and where it begins: `xếp thứ 12/63 tỉnh, thành; 4/14 tỉnh vùng núi`.

    It is in a field of the same kind; "xếp thứ 2/8 huyện; 4/14 xã đạt chuẩn" goes on with a count.
    """
    if ordinal.of is None:
        return None
    for at in range(ordinal.last, min(ordinal.last + _FIELD, len(tokens) - 1)):
        if tokens[at].shape == "number":
            return None
        if tokens[at].text in ",;" or tokens[at].key == "và":
            following = _fraction_at(tokens, at + 1)
            if following is not None and following.last < len(tokens):
                field = {token.key for token in tokens[ordinal.last : at]}
                alike = tokens[following.last].key in field and following.rank <= (following.of or 0)
                return (at + 1, following) if alike else None
    return None


def rank_numbers(passage: Passage, ranks: Lexicon[Rule], fields: Lexicon[Rule]) -> Iterator[tuple[int, int]]:
    """Token ranges that are the numbers of ranks, and so no quantities."""
    if not passage.families & RANK:
        return
    tokens = passage.tokens
    for hit in ranks.find(tokens):
        reading = hit.item.text("reading")
        if reading == "part":
            ordinal = part_rank_at(tokens, hit.last, fields)
        else:
            ordinal = ordinal_at(tokens, hit.last) if reading in ("ordinal", "ordinal-of") else None
        if ordinal is None:
            continue
        if reading != "ordinal-of":
            yield hit.last, ordinal.last
        following = next_part_rank(tokens, ordinal)
        if following is not None:
            yield following[0], following[1].last


def _fraction_at(tokens: tuple[Token, ...], at: int) -> Ordinal | None:
    rank, of = _integer(tokens, at), _integer(tokens, at + 2)
    if not rank or of is None or tokens[at + 1].text != "/":
        return None
    return Ordinal(rank, of, at + 3)


def _integer(tokens: tuple[Token, ...], at: int) -> int | None:
    if at >= len(tokens):
        return None
    text = tokens[at].text
    if _GROUPED.fullmatch(text):  # thứ hạng 1.059
        return int(text.replace(".", ""))
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
