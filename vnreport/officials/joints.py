"""What joins the pieces of a body: "và", "của", "tại", commas, dashes, parentheses."""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.lexicon import Hit
from vnreport.officials.grammar import Grammar, Stretch, is_acronym, is_capital
from vnreport.officials.names import NameReader
from vnreport.officials.titles import Rank, RankReader
from vnreport.officials.walk import BODIES, CAPITALS, FIELDS, Walk
from vnreport.vocabulary import Rule

_QUOTED = 10  # tokens of a name in quotation marks
_AFTER_RANK = frozenset({"của", "phụ", "về", "tại", "công"})
_DASHED = FIELDS | CAPITALS | {"place", "open", "named"}


@dataclass(frozen=True, slots=True)
class _Next:
    """What stands after a joint: token `at`, the role of the body there ("" if none)."""

    at: int
    role: str
    long: bool  # the body has more than one syllable
    capital: bool
    place: bool
    name: bool
    rank: bool


class JointReader:
    """Reads the joints of bodies in one stretch; True where the body goes on behind one."""

    __slots__ = ("_grammar", "_names", "_ranks", "_tokens")

    def __init__(self, stretch: Stretch, grammar: Grammar, names: NameReader, ranks: RankReader) -> None:
        self._tokens = stretch.tokens
        self._grammar = grammar
        self._names = names
        self._ranks = ranks

    def link(self, walk: Walk, link: Hit[Rule], rank: Rank) -> bool:
        """A word between pieces: "Sở Kế hoạch và Đầu tư", "Ủy ban Kinh tế của Quốc hội"."""
        word = self._tokens[link.first].key
        if link.last >= len(self._tokens) or (walk.kind == "head" and word not in _AFTER_RANK):
            return False
        after = self._next(link.last)
        if after.rank and after.role not in BODIES:
            return False
        if word in ("và", "&"):
            return self._both(walk, rank, after) and walk.skip(after.at, "field", small=True)
        if word in ("của", "thuộc", "trực"):
            body = after.role in BODIES and (word == "của" or after.capital)
            area = after.role in ("country", "area") or after.place
            own = after.capital and not after.name
            return (body or area or own) and walk.skip(after.at, "link", small=True)
        if word == "tại":
            return self._abroad(walk, rank, after) and walk.skip(after.at, "link", small=True)
        if word == "công":  # Ban Công tác Mặt trận
            fits = after.role in ("closed", "field") and walk.kind in ("unit", "open")
        elif word == "về":
            fits = after.role in FIELDS and self._tokens[after.at].key != "công"
        else:
            fits = word in ("phụ", "các") and after.role in FIELDS
        return fits and walk.skip(after.at, "open", small=True)

    def mark(self, walk: Walk, rank: Rank, *, after_name: bool) -> bool:
        """A punctuation mark between pieces: "Sở GD - ĐT", "Ban Văn hóa, Xã hội"."""
        mark = self._tokens[walk.at]
        if walk.at + 1 >= len(self._tokens):
            return False
        after = self._next(walk.at + 1)
        if after.rank and after.role not in FIELDS | BODIES:
            return False
        if mark.text in "/&" and self._tight(walk.at):
            return self._tokens[after.at].shape == "word" and walk.skip(after.at, small=True)
        if mark.text == "&":
            return after.capital and walk.skip(after.at)
        if mark.text == ".":
            return self._dot(walk, after)
        if mark.text == ",":
            return self._comma(walk, rank, after, after_name=after_name)
        if mark.text in "-–—":
            return self._dash(walk, rank, after)
        if mark.text == "(":
            return self._parenthesis(walk, after)
        if mark.text in '“"' and walk.kind in FIELDS | {"named", "open"}:
            for end in range(after.at, min(after.at + _QUOTED, len(self._tokens))):
                if self._tokens[end].text in '”"':
                    return walk.take(end + 1, "cap")
        return False

    def _next(self, at: int) -> _Next:
        tokens = self._tokens
        body = self._grammar.bodies.match(tokens, at)
        rank = self._ranks.at(at)
        capital = is_capital(tokens[at])
        role = body.item.text("role") if body else ""
        place = capital and self._grammar.places.match(tokens, at) is not None
        return _Next(
            at,
            role,
            long=body is not None and body.last - body.first > 1,
            capital=capital,
            place=place,
            name=capital and not place and self._names.split(at) == at,
            rank=rank is not None and not (body and body.last >= rank.last and role in FIELDS | BODIES),
        )

    def _both(self, walk: Walk, rank: Rank, after: _Next) -> bool:
        if rank.kind == "unit" and after.role == "open" and after.capital:
            return walk.kind in FIELDS  # Phòng Nghiên cứu và Thư viện
        if after.role == "closed":
            return walk.kind == "closed"  # Văn phòng Đoàn đại biểu Quốc hội và HĐND
        if after.role in FIELDS:
            return walk.kind in FIELDS | {"open"} or (walk.kind in CAPITALS and after.capital)
        unknown = after.capital and not (after.role or after.name or after.place)
        return unknown and walk.kind in CAPITALS | {"field"}

    def _abroad(self, walk: Walk, rank: Rank, after: _Next) -> bool:
        held = self._tokens[rank.core].key in self._grammar.cues["abroad"]
        held = held and walk.kind in ("place", "head", "cap", "field")
        if after.role in ("country", "place") or after.place:
            return held or walk.kind in ("place", "cap")
        return held and after.capital and not after.name and not after.role

    def _dot(self, walk: Walk, after: _Next) -> bool:
        if not self._tight(walk.at):
            return False
        word = self._tokens[after.at]
        if walk.kind == "cap" and not after.capital and word.shape == "word" and word.text.isascii():
            return walk.take(after.at + 1, "cap")  # Batdongsan.com.vn
        if is_acronym(self._tokens[walk.at - 1]):  # PCT.HĐND
            return (after.capital or after.role != "") and walk.skip(after.at)
        return False

    def _comma(self, walk: Walk, rank: Rank, after: _Next, *, after_name: bool) -> bool:
        if walk.kind in FIELDS and after.role in FIELDS and (after.capital or self._listed(after.at)):
            return (after.long or is_acronym(self._tokens[after.at])) and walk.skip(after.at)
        return after_name and self._whole(walk, rank, after) and walk.skip(after.at)

    def _dash(self, walk: Walk, rank: Rank, after: _Next) -> bool:
        if walk.kind not in _DASHED:
            return False
        if after.role in FIELDS and (
            after.capital
            or self._tokens[walk.at].start == self._tokens[walk.at - 1].end
            or (walk.kind in FIELDS and after.long)  # châu Âu – châu Mỹ
        ):
            return walk.skip(after.at)
        if self._whole(walk, rank, after):
            return walk.skip(after.at)
        own = after.capital and not after.role and not after.name
        if not own or self._names.honorific(after.at)[0] != after.at:
            return False
        # BOT Cần Thơ - Phụng Hiệp
        return (self._tight(walk.at) or after.place or walk.kind in ("cap", "place")) and walk.skip(after.at)

    def _parenthesis(self, walk: Walk, after: _Next) -> bool:
        """An abbreviation in between: "Bảo hiểm xã hội (BHXH) Việt Nam"."""
        tokens = self._tokens
        beyond = after.at + 2
        if beyond >= len(tokens) or not is_acronym(tokens[after.at]) or tokens[after.at + 1].text != ")":
            return False
        more = self._next(beyond)
        return (more.role != "" or more.place) and not more.rank and walk.skip(beyond)

    def _whole(self, walk: Walk, rank: Rank, after: _Next) -> bool:
        """Whether a part is named, and after the joint the whole: "Vụ Pháp chế, Bộ Y tế"."""
        if after.role not in ("open", "named") or not after.capital or walk.last == rank.last:
            return False
        cues = self._grammar.cues
        part = self._tokens[rank.last].key in cues["part"] and walk.kind != "closed"
        return (part or rank.kind == "unit") and self._tokens[after.at].key in cues["of-parts"]

    def _listed(self, at: int) -> bool:
        """Whether fields in small letters go on to an "và": "văn hóa, thể thao và du lịch"."""
        for token in self._tokens[at : at + 8]:
            if token.key == "và":
                return True
            if token.shape == "mark" and token.text != ",":
                return False
        return False

    def _tight(self, mark: int) -> bool:
        """Whether no space stands around the mark."""
        before, token, after = self._tokens[mark - 1 : mark + 2]
        return token.start == before.end and after.start == token.end
