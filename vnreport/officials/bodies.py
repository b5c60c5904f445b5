"""The body a title belongs to and its place: where "Sở Kế hoạch và Đầu tư tỉnh Yên Bái" ends.

The words are read from left to right. What may follow depends on the piece before: a field completes an open
body (Sở, Ban), a place follows an area (tỉnh, huyện), and a person's name ends it all.
"""

from __future__ import annotations

import msgspec

from vnreport.lexicon import Hit
from vnreport.officials.grammar import (
    DASHES,
    Grammar,
    Stretch,
    is_acronym,
    is_capital,
    is_foreign,
    is_small,
    joined,
)
from vnreport.officials.joints import JointReader
from vnreport.officials.names import NameReader
from vnreport.officials.titles import Rank, RankReader
from vnreport.officials.walk import BODIES, CAPITALS, FIELDS, Walk
from vnreport.segmentation import segment
from vnreport.vocabulary import Rule

_LONGEST = 60  # tokens of a body
_LONGEST_FIELD = 12  # tokens of a field that no rule knows
_DIGITS = 3  # of the number of a body; more are a year
_BRIDGED = 4  # unknown words that a name or a field may follow
_WINDOW = 200  # characters that are segmented to settle one word
_SURE = 3.0  # what a name must score behind words that may be the body's
_ALWAYS = 9.0  # more than any name scores
_SCHOOLS = frozenset({"trường", "học", "non", "thpt", "thcs", "chuyên"})
_MANAGERS = frozenset({"đốc", "tịch", "ceo", "cfo", "coo", "cto", "tgđ", "gđ"})
_COUNTED = frozenset({"open", "named", "area", "cap", "unit", "field"})
_NUMBERED = frozenset({"field", "cap", "place", "named", "open"})
_BRIDGES = FIELDS | {"open", "named", "cap-word", "unit"}
_UNFINISHED = FIELDS | CAPITALS | {"open", "unit"}
_OPEN_ENDED = _UNFINISHED | {"named"}
_COMPLETE = frozenset({"closed", "area", "place", "number"})


class Body(msgspec.Struct, frozen=True, gc=False):
    """Tokens up to `last` (exclusive) are the title's; `kind` is the last piece's, "" if there is none."""

    last: int
    kind: str
    name: int | None = None  # where a person's name was met


class BodyReader:
    """Reads bodies in one stretch."""

    __slots__ = ("_grammar", "_joints", "_names", "_ranks", "_text", "_tokens")

    def __init__(
        self, text: str, stretch: Stretch, grammar: Grammar, names: NameReader, ranks: RankReader
    ) -> None:
        self._text = text
        self._tokens = stretch.tokens
        self._grammar = grammar
        self._names = names
        self._ranks = ranks
        self._joints = JointReader(stretch, grammar, names, ranks)

    def after(self, rank: Rank, *, after_name: bool) -> Body:
        """The body of the rank. `after_name`: it follows a name, so what looks like one may be the body's."""
        charged = self._tokens[rank.last - 1].key == "trách"  # phó tổng phụ trách nhân sự
        walk = Walk(rank.last, "open" if charged else "unit" if rank.kind == "unit" else "head")
        words = {token.key for token in self._tokens[rank.core : rank.last]}
        walk.school = "hiệu" in words
        walk.company = not words.isdisjoint(_MANAGERS)
        while walk.at < len(self._tokens) and walk.at - rank.last < _LONGEST:
            if not self._step(walk, rank, after_name=after_name):
                break
        joined_on = after_name and self._joins_field(walk.last)
        if (
            after_name
            and walk.name is None
            and (walk.body == "open" or rank.kind == "unit" or joined_on)
            and (walk.kind in _UNFINISHED or (walk.kind == "named" and joined_on))
        ):
            walk.last = self._to_comma(walk.last)
        elif not after_name and walk.name is None and walk.kind in _OPEN_ENDED and walk.last > rank.last:
            walk.name = self._to_name(walk.last)
            walk.last = walk.name or walk.last
        return Body(walk.last, walk.kind if walk.last > rank.last else "", walk.name)

    def _step(self, walk: Walk, rank: Rank, *, after_name: bool) -> bool:
        tokens = self._tokens
        at = walk.at
        token = tokens[at]
        if token.shape == "mark":
            return self._joints.mark(walk, rank, after_name=after_name)
        if tokens[at - 1].shape != "mark" and not joined(tokens[at - 1], token):
            return False
        if token.shape == "number":
            return self._number(walk)
        if walk.plan == at:
            walk.name = at
            return False
        body = self._grammar.bodies.match(tokens, at)
        role = body.item.text("role") if body else ""
        inner = self._ranks.at(at)
        if inner and not (body and body.last >= inner.last and role not in ("link", "stop")):
            return False
        capital = is_capital(token)
        if not capital and walk.kind in CAPITALS and (self._one_word(at) or self._names_field(walk, role)):
            return walk.take(at + 1, "cap-word")
        if not capital and role == "stop":
            return self._goes_on_behind_term(at) and walk.skip(at + 2, "closed")
        if capital and self._place(walk, body):
            return True
        if body and role not in ("stop", "brand"):
            personal = capital and body.last == at + 1 and not after_name and self._names.split(at) == at
            if not personal:
                return self._piece(walk, body, rank) or self._bridge(walk)
        if capital:
            return self._capital(walk, after_name=after_name)
        if token.key == "số" and walk.kind in _NUMBERED and at + 1 < len(tokens):
            return tokens[at + 1].shape == "number" and walk.take(at + 2, "number")
        return self._bridge(walk)

    def _goes_on_behind_term(self, at: int) -> bool:
        """Whether the area of a body stands behind its term: "Đại biểu Quốc hội khóa XV tỉnh Lai Châu"."""
        tokens = self._tokens
        if tokens[at].key != "khóa" or at + 2 >= len(tokens) or not tokens[at + 1].text.isupper():
            return False
        area = self._grammar.bodies.match(tokens, at + 2)
        return area is not None and area.item.text("role") == "area"

    def _place(self, walk: Walk, body: Hit[Rule] | None) -> bool:
        place = self._grammar.places.match(self._tokens, walk.at)
        if place is None or (body and body.last > place.last):
            return False
        if not is_capital(self._tokens[place.last - 1]):
            return False  # Hội Mỹ nghệ
        # One more capitalised syllable makes it a person: "UBND tỉnh Hà Nam Anh".
        rest = self._names.run(walk.at) - place.last
        return (rest != 1 or is_acronym(self._tokens[place.last])) and walk.take(place.last, "place")

    def _piece(self, walk: Walk, body: Hit[Rule], rank: Rank) -> bool:
        """A piece that a rule knows."""
        tokens = self._tokens
        role = body.item.text("role")
        if role == "link":
            return self._joints.link(walk, body, rank)
        if is_capital(tokens[body.first]):
            goes_on = body.last < len(tokens) and is_small(tokens[body.last])
            if role == "site" and walk.kind == "open" and goes_on:
                return walk.take(body.last, "cap")  # Cục Đường cao tốc
            return walk.take(body.last, {"country": "place", "site": "link"}.get(role, role))
        if role in FIELDS:
            return self._fits_small(walk, body, rank) and walk.take(body.last, role, small=True)
        if role in BODIES:
            one = body.last == body.first + 1 and not is_acronym(tokens[body.first])
            if walk.kind in CAPITALS | {"place", "number"} and tokens[body.first].key != "chi":
                return False
            if walk.kind in ("closed", "area") and one:
                return False
            return walk.take(body.last, role, small=role != "closed")
        if role == "area":
            return not (walk.kind == "head" and rank.kind != "base") and walk.take(body.last, role)
        if role == "site" and body.last < len(tokens):
            named = is_capital(tokens[body.last])
            fits = named or walk.small or walk.kind in ("open", "named")
            return fits and walk.take(body.last, "link" if named else "field", small=True)
        if role == "country" and is_capital(tokens[body.last - 1]):  # nước CHXHCN Việt Nam
            return walk.take(body.last, "place")
        return False

    def _fits_small(self, walk: Walk, field: Hit[Rule], rank: Rank) -> bool:
        """Whether a field in small letters belongs to the body, and is not what the person does."""
        if walk.kind in _COMPLETE:
            return False
        if walk.kind == "head" and rank.kind != "unit":
            return self._manages(walk, field)
        if walk.kind in CAPITALS and self._grammar.actions.match(self._tokens, field.first):
            return False
        weak = field.last == field.first + 1 or field.item.text("role") == "verbal"
        return not weak or walk.kind in ("open", "unit", "named") or walk.small

    def _manages(self, walk: Walk, field: Hit[Rule]) -> bool:
        """Whether a manager's field stands before the company: "giám đốc phân tích Công ty Chứng khoán"."""
        body = self._grammar.bodies.match(self._tokens, field.last)
        return walk.company and body is not None and body.item.text("role") in BODIES

    def _bridge(self, walk: Walk) -> bool:
        """Go over unknown words that a name or a field must follow: "Nhà máy In tiền Quốc gia"."""
        if walk.kind not in _BRIDGES:
            return False
        tokens = self._tokens
        at = walk.at
        while at < len(tokens) and at - walk.at < _BRIDGED and is_small(tokens[at]):
            body = self._grammar.bodies.match(tokens, at)
            if (body and body.item.text("role") not in FIELDS) or self._begins_clause(at):
                return False
            if body and body.item.id == "field" and at > walk.at:
                break
            at = body.last if body else at + 1
        if at >= len(tokens) or at == walk.at or not joined(tokens[at - 1], tokens[at]):
            return False
        if is_capital(tokens[at]):
            fits = self._names.run(at) - at == 2 or self._names.split(at) is None
        else:
            body = self._grammar.bodies.match(tokens, at)
            fits = body is not None and body.item.id == "field" and body.last > at + 1
        return fits and walk.take(at, "field")

    def _names_field(self, walk: Walk, role: str) -> bool:
        """Whether a small syllable goes on with the field of an open body: "Cục Đường cao tốc"."""
        opened = walk.kind == "cap" and walk.previous == "open"
        return opened and role != "stop" and not self._begins_clause(walk.at)

    def _to_comma(self, first: int) -> int:
        """Where a body behind a name ends, if only its own words stand before the next mark, else `first`.

        "ông Hoàng Thế Tùng, Phó Vụ trưởng Vụ Kết cấu hạ tầng giao thông, …"
        """
        tokens = self._tokens
        at = first
        while at < len(tokens) and at - first < _LONGEST_FIELD:
            token = tokens[at]
            if token.shape == "mark" and token.text not in "-–":
                inside = at + 1 < len(tokens) and tokens[at + 1].start == token.end  # TP.HCM
                return at if token.text in ",;()" or (token.text == "." and not inside) else first
            title = self._grammar.titles.match(tokens, at)
            if title is not None and title.item.id in ("holding", "appointing"):
                # … Vụ Đối tác công - tư được giao giữ chức
                return at if at == first or tokens[at - 1].shape == "word" else first
            body = self._grammar.bodies.match(tokens, at)
            year = token.shape == "number" and len(token.text) > _DIGITS
            if year or (body and body.item.text("role") == "stop") or self._begins_clause(at):
                return first
            at += 1
        return first

    def _goes_to_whole(self, at: int) -> bool:
        """Whether the whole that a part belongs to begins at a token: "Cục Quản lý giá, Bộ Tài chính"."""
        body = self._grammar.bodies.match(self._tokens, at)
        whole = body is not None and body.item.text("role") in ("open", "named")
        return whole and self._tokens[at].key in self._grammar.cues["of-parts"] and self._ranks.at(at) is None

    def _joins_field(self, at: int) -> bool:
        """Whether "và" at a token goes on with what the body deals with: "Viện Nghiên cứu và Ứng dụng"."""
        tokens = self._tokens
        if at + 1 >= len(tokens) or tokens[at].key != "và":
            return False
        body = self._grammar.bodies.match(tokens, at + 1)
        field = body is not None and body.item.text("role") in FIELDS
        return field or (is_capital(tokens[at + 1]) and self._names.split(at + 1) is None)

    def _to_name(self, first: int) -> int | None:
        """Where a person's name begins behind words of a body that nobody knows, if it ends a subject.

        "Chủ tịch Hiệp hội Nhà thầu xây dựng Việt Nam Lê Văn Bảy cho biết": what follows the name says so.
        """
        tokens = self._tokens
        at = first
        while at < len(tokens) and at - first < _LONGEST_FIELD:
            token = tokens[at]
            body = self._grammar.bodies.match(tokens, at)
            if token.text == "," and self._goes_to_whole(at + 1):
                at += 1
                continue
            within = token.text in DASHES or token.text == "&"  # Bộ NN&PTNT
            if (token.shape == "mark" and not within) or token.shape == "number":
                return None
            if (body and body.item.text("role") == "stop") or self._begins_clause(at):
                return None
            if not is_capital(token):
                at += 1
                continue
            begin, end = self._names.split(at, required=_SURE), self._names.run(at)
            if begin is not None and end - begin > 2:
                said = end == len(tokens) or tokens[end].shape == "mark" or self._begins_clause(end)
                return begin if said else None
            at = end
        return None

    def _begins_clause(self, at: int) -> bool:
        grammar = self._grammar
        title = grammar.titles.match(self._tokens, at)
        return (
            (title is not None and title.item.id in ("holding", "appointing"))
            or grammar.actions.match(self._tokens, at) is not None
            or grammar.honorifics.match(self._tokens, at) is not None
            or self._ranks.at(at) is not None
        )

    def _number(self, walk: Walk) -> bool:
        tokens = self._tokens
        after = walk.at + 1
        counted = walk.kind in _COUNTED
        if walk.kind == "field":
            counted = tokens[walk.at - 1].key in ("khối", "vực", "quân", "đồng", "điện")
        if len(tokens[walk.at].text) > _DIGITS or (
            after < len(tokens) and tokens[after].text in ("%", "/", "-")
        ):
            return False
        return counted and walk.take(after, "number")

    def _capital(self, walk: Walk, *, after_name: bool) -> bool:
        """A capitalised word that no rule knows: a name of the body's own, a place, or a person."""
        tokens = self._tokens
        at = walk.at
        if tokens[at].key in ("ông", "bà", "chị") and walk.kind not in ("link", "area"):
            return False
        own = after_name and walk.kind in CAPITALS | {"named"}
        if at > walk.plan and not own:
            begin = self._person(walk, after_name=after_name)
            if begin == at:
                walk.name = at
                return False
            walk.plan = -1 if begin is None else begin
        return walk.take(at + 1, "cap")

    def _person(self, walk: Walk, *, after_name: bool) -> int | None:
        """Where in the capitalised words from here on a person's name begins."""
        at = walk.at
        size = self._names.run(at) - at
        before = self._tokens[at - 1]
        required = 0.0
        if walk.school and before.key in _SCHOOLS:
            required = _ALWAYS  # Hiệu trưởng Trường Tiểu học Lê Lợi
        elif walk.kind == "named" and is_capital(self._tokens[walk.piece]):
            # "Bệnh viện" has a name of its own, "bệnh viện" was named before; "Công ty" may be either.
            after_person = before.key in self._grammar.cues["named-after"] and before.key != "ty"
            required = _ALWAYS if after_person else 3.0
        elif walk.kind == "area" and before.key != "tỉnh":
            required = (3.0 if size == 2 else 0.5) + (2.0 if after_name else 0.0)
        elif after_name and walk.kind == "field":
            required = 2.0
        begin = self._names.split(at, required=required, settled=walk.kind in _COMPLETE | {"field"})
        if begin is not None or after_name:
            return begin
        if walk.kind == "head" and self._names.short(at):
            return at
        if walk.kind not in ("head", "place", "field", "closed", "cap"):
            return None
        end = self._names.foreign(at)
        if end is None or (size == 1 and walk.kind == "cap"):
            return None
        if walk.company and walk.kind == "head" and size == 3 and is_foreign(self._tokens[end - 1]):
            return end - 2  # "CEO Apple Tim Cook": the company stands first
        return at

    def _one_word(self, at: int) -> bool:
        """Whether the syllable in small letters completes the word before it: "Nạn nhân"."""
        tokens = self._tokens
        start = tokens[max(0, at - 6)].start
        end = tokens[min(at + 3, len(tokens) - 1)].end
        if end - start > _WINDOW:
            start, end = tokens[at - 1].start, tokens[at].end
            if end - start > _WINDOW:
                return False
        words = segment(self._text, start, end)
        return any(word.start == tokens[at - 1].start and word.end == tokens[at].end for word in words)
