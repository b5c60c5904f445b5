"""The number of a rank: `đứng thứ 3`, `xếp hạng 26/63`, `đứng thứ hai`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import regex

from vnreport.article import Passage
from vnreport.families import RANK
from vnreport.lexicon import Hit, Lexicon
from vnreport.text import Token
from vnreport.vocabulary import Rule, Vocabulary

_WORDS = {
    "nhất": 1, "một": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_YEAR = 5  # "năm" is five and a year
_BEHIND_YEAR = frozenset(("nay", "trước", "ngoái", "qua", "học", "sau", "tới"))
_DIGITS = 4
_FIELD = 8  # tokens of the field of one rank before another
_REMARK = 5  # tokens of a remark in brackets behind a rank: "(2016)"
_WITH_ORDINAL = frozenset(("ordinal", "ordinal-of", "part"))
_RANKS = "hạng"
_GOES_ON = frozenset(("và", "lên", "xuống"))
_BEFORE_RANK = frozenset(("thứ", "số"))
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


def is_remark(tokens: tuple[Token, ...], first: int, ordinal: Ordinal | None) -> bool:
    """Whether a place is all that a pair of brackets holds: "Lào (hạng 41)"."""
    if ordinal is None or not first or ordinal.last >= len(tokens):
        return False
    return tokens[first - 1].text == "(" and tokens[ordinal.last].text == ")"


class OrdinalFinder:
    """Finds the ordinals of ranks, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ranks: Lexicon[Rule] = vocabulary.lexicon("rank")
        self._fields: Lexicon[Rule] = vocabulary.lexicon("scope")
        self._counted: Lexicon[Rule] = vocabulary.lexicon("noun")
        self._moves = vocabulary.words("moves-to-rank")

    def numbers(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Token ranges that are the numbers of ranks, and so no quantities."""
        if not passage.families & RANK:
            return
        tokens = passage.tokens
        for hit in self._ranks.find(tokens):
            ordinal = self.of(tokens, hit)
            if ordinal is None:
                continue
            # "thứ" and "hạng" before a number make it no quantity, whether there is a rank or not
            if hit.item.text("reading") != "ordinal-of":
                yield hit.last, ordinal.last
            for at, following in self.more(tokens, ordinal):
                yield at, following.last

    def of(self, tokens: tuple[Token, ...], rank: Hit[Rule]) -> Ordinal | None:
        """The ordinal behind the words of a rank; None where its reading asks for none, or none is there."""
        reading = rank.item.text("reading")
        ordinal = ordinal_at(tokens, rank.last) if reading in _WITH_ORDINAL else None
        alone = self.moves(tokens, rank.first) or is_remark(tokens, rank.first, ordinal)
        if reading == "part" and not alone:
            return self._part(tokens, rank.last)
        if ordinal is None or ordinal.of is not None or tokens[rank.last - 1].key != _RANKS:
            return ordinal
        # "chỉ số đo lường và xếp hạng 63 tỉnh" tells how many are ranked
        counts = ordinal.last == rank.last + 1 and self._counted.match(tokens, ordinal.last) is not None
        return None if counts else ordinal

    def moves(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether what stands at token `at` is moved to or from: "rớt xuống hạng 25"."""
        return at > 0 and tokens[at - 1].key in self._moves

    def more(self, tokens: tuple[Token, ...], ordinal: Ordinal) -> Iterator[tuple[int, Ordinal]]:
        """The ranks that go on from one without a verb of their own, and where each begins.

        They are in another field of the same kind ("xếp thứ 12/63 tỉnh, thành; 4/14 tỉnh vùng núi"; "xếp thứ
        2/8 huyện; 4/14 xã đạt chuẩn" goes on with a count), of the next one of several ("xếp thứ 2 và 3 cả
        nước"), or what the first one became ("từ vị trí 59 (2016) lên 44").
        """
        following = _in_other_field(tokens, ordinal) or self._next_of(tokens, ordinal)
        while following is not None:
            yield following
            following = self._next_of(tokens, following[1])

    def _part(self, tokens: tuple[Token, ...], at: int) -> Ordinal | None:
        """The rank told by a part of its field: `xếp 19/63 tỉnh`; "xếp 12/15 hộ loại khá" is a count."""
        ordinal = _fraction_at(tokens, at)
        if ordinal is None or ordinal.of is None or ordinal.rank > ordinal.of:
            return None
        last = ordinal.last
        ends = last >= len(tokens) or tokens[last].shape == "mark" or tokens[last].key == "về"
        return ordinal if ends or self._fields.match(tokens, last) is not None else None

    def _next_of(self, tokens: tuple[Token, ...], ordinal: Ordinal) -> tuple[int, Ordinal] | None:
        at = ordinal.last
        if at < len(tokens) and tokens[at].text == "(":
            closing = (i for i in range(at, min(at + _REMARK, len(tokens))) if tokens[i].text == ")")
            at = next(closing, at) + 1
        if at >= len(tokens) or (tokens[at].text != "," and tokens[at].key not in _GOES_ON):
            return None
        first = at + 1
        bare = first + (first < len(tokens) and tokens[first].key in _BEFORE_RANK)
        numbered = bare < len(tokens) and tokens[bare].shape == "number"
        following = ordinal_at(tokens, bare) if numbered else None
        if following is None:
            return None
        last = following.last
        ends = last >= len(tokens) or tokens[last].shape == "mark" or tokens[last].key in _GOES_ON
        field = None if ends else self._fields.match(tokens, last)
        # "xếp thứ 3 và 12 huyện đạt chuẩn" goes on with a count
        return (first, following) if ends or (field is not None and field.last > last + 1) else None


def _in_other_field(tokens: tuple[Token, ...], ordinal: Ordinal) -> tuple[int, Ordinal] | None:
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
