"""The body a title belongs to and its place: where "Sở Kế hoạch và Đầu tư tỉnh Yên Bái" ends.

The words are consumed from left to right. What may follow depends on the piece before: a field completes an
open body (Sở, Ban), a place follows an area (tỉnh, huyện), and a person's name ends it all.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.lexicon import Hit
from vnreport.officials.grammar import Grammar, Stretch, is_acronym, is_capital, is_foreign, joined
from vnreport.officials.names import NameReader
from vnreport.officials.titles import Rank, RankReader
from vnreport.segmentation import segment
from vnreport.vocabulary import Rule

_LONGEST = 60
_PARTS = frozenset(
    {"vụ", "cục", "phòng", "khoa", "trung", "viện", "đội", "chi", "bộ", "văn", "tổ", "trạm", "ban", "tt"}
)
_WHOLES = frozenset(
    {
        "bộ",
        "tổng",
        "cục",
        "sở",
        "trường",
        "đại",
        "đh",
        "viện",
        "bệnh",
        "bv",
        "công",
        "tập",
        "quân",
        "học",
        "ngân",
        "ubnd",
        "vp",
        "hội",
        "liên",
        "binh",
    }
)
_ABROAD = frozenset({"đại", "tổng", "trưởng", "tham", "lãnh", "công", "giám", "phó"})
_FIELDS = frozenset({"field", "verbal"})
_BODIES = frozenset({"open", "named", "closed"})
_COUNTED = frozenset({"open", "named", "area", "cap", "unit", "field"})


@dataclass(frozen=True, slots=True)
class Body:
    """Tokens up to `last` (exclusive) belong to the title; `kind` is the last piece's, "" if there is none."""

    last: int
    kind: str
    name: int | None = None  # where a person's name was met


class BodyReader:
    """Reads bodies in one stretch."""

    __slots__ = ("_grammar", "_names", "_ranks", "_text", "_tokens")

    def __init__(
        self, text: str, stretch: Stretch, grammar: Grammar, names: NameReader, ranks: RankReader
    ) -> None:
        self._text = text
        self._tokens = stretch.tokens
        self._grammar = grammar
        self._names = names
        self._ranks = ranks

    def after(self, rank: Rank, *, after_name: bool) -> Body:
        """The body of the rank. `after_name`: the title follows a name, so what looks like one may be the body's."""
        charged = self._tokens[rank.last - 1].key == "trách"  # phó tổng phụ trách nhân sự
        walk = _Walk(rank.last, "open" if charged else "unit" if rank.kind == "unit" else "head", rank.last)
        while walk.at < len(self._tokens) and walk.at - rank.last < _LONGEST:
            if not self._step(walk, rank, after_name):
                break
        return Body(walk.last, walk.kind if walk.last > rank.last else "", walk.name)

    def _step(self, walk: _Walk, rank: Rank, after_name: bool) -> bool:
        tokens = self._tokens
        at = walk.at
        token = tokens[at]
        if (
            at > rank.last
            and token.shape != "mark"
            and tokens[at - 1].shape != "mark"
            and not joined(tokens[at - 1], token)
        ):
            return False
        if token.shape == "mark":
            return self._mark(walk, rank, after_name)
        if token.shape == "number":
            return self._number(walk)
        if walk.plan == at:
            walk.name = at
            return False
        body = self._grammar.bodies.match(tokens, at)
        inner = self._ranks.at(at)
        if inner and not (body and body.last >= inner.last and body.item.id not in ("link", "stop")):
            return False
        if walk.kind in ("cap", "cap-word") and not is_capital(token) and self._one_word(at):
            return walk.take(at + 1, "cap-word")
        if body and body.item.id == "stop" and not is_capital(token):
            return False
        if body and body.item.id in ("stop", "brand"):
            body = None
        place = self._grammar.places.match(tokens, at) if is_capital(token) else None
        if place and self._is_place(place, body):
            return walk.take(place.last, "place")
        if body and not (is_capital(token) and body.last == at + 1 and self._name_here(walk, after_name, at)):
            return self._body(walk, body, rank) or self._bridge(walk)
        if is_capital(token):
            return self._capital(walk, after_name)
        if (
            token.key == "số"
            and at + 1 < len(tokens)
            and tokens[at + 1].shape == "number"
            and walk.kind in ("field", "cap", "place", "named", "open")
        ):
            return walk.take(at + 2, "number")
        return self._bridge(walk)

    def _bridge(self, walk: _Walk) -> bool:
        """Go over unknown words that a name or a field must follow: "Công ty In tiền Quốc gia"."""
        if walk.kind not in ("open", "named", "field", "verbal", "cap-word", "unit"):
            return False
        tokens = self._tokens
        at = walk.at
        while (
            at < len(tokens) and at - walk.at < 4 and tokens[at].text.islower() and tokens[at].shape == "word"
        ):
            body = self._grammar.bodies.match(tokens, at)
            if body and body.item.text("role") not in _FIELDS:
                return False
            if (
                self._grammar.actions.match(tokens, at)
                or self._grammar.honorifics.match(tokens, at)
                or self._ranks.at(at)
            ):
                return False
            hit = self._grammar.titles.match(tokens, at)
            if hit and hit.item.id in ("holding", "appointing"):
                return False
            if body and body.item.id == "field" and at > walk.at:
                break
            at = body.last if body else at + 1
        if at >= len(tokens) or at == walk.at or not joined(tokens[at - 1], tokens[at]):
            return False
        body = self._grammar.bodies.match(tokens, at)
        field = body is not None and body.item.id == "field" and body.last > at + 1
        capital = is_capital(tokens[at]) and (self._names.run(at) - at == 2 or self._names.split(at) is None)
        return (field or capital) and walk.take(at, "field")

    def _is_place(self, place: Hit[Rule], body: Hit[Rule] | None) -> bool:
        if body and body.last > place.last:
            return False
        rest = self._names.run(place.first) - place.last
        return rest != 1 or is_acronym(self._tokens[place.last])

    def _name_here(self, walk: _Walk, after_name: bool, at: int) -> bool:
        return not after_name and self._names.split(at) == at

    def _body(self, walk: _Walk, body: Hit[Rule], rank: Rank) -> bool:
        tokens = self._tokens
        role = body.item.text("role")
        capital = is_capital(tokens[body.first])
        one = body.last == body.first + 1
        if role == "link":
            return self._link(walk, body, rank)
        if role in _FIELDS and not capital:
            if walk.kind in ("closed", "area", "place", "number", "head") and not (
                walk.kind == "head" and rank.kind == "unit"
            ):
                return False
            if walk.kind in ("cap", "cap-word", "place", "number") and self._grammar.actions.match(
                tokens, body.first
            ):
                return False
            if (one or role == "verbal") and not (walk.kind in ("open", "unit", "named") or walk.small):
                return False
        if role in _BODIES and not capital:
            if walk.kind in ("place", "cap", "cap-word", "number") and tokens[body.first].key != "chi":
                return False
            if walk.kind in ("closed", "area") and one and not is_acronym(tokens[body.first]):
                return False
        if role == "area" and not capital and walk.kind == "head" and rank.kind != "base":
            return False
        if role == "site":
            if body.last >= len(tokens) or not (is_capital(tokens[body.last]) or walk.small):
                return False
            role = "link" if is_capital(tokens[body.last]) else "field"
        if role in ("country", "place"):
            if not capital:
                return False
            role = "place"
        walk.take(body.last, role)
        walk.small = not capital and role not in ("area", "place", "closed")
        return True

    def _link(self, walk: _Walk, link: Hit[Rule], rank: Rank) -> bool:
        tokens = self._tokens
        after = link.last
        if (
            after >= len(tokens)
            or (walk.kind in ("head", "")
            and link.item.forms
            and tokens[link.first].key not in ("của", "phụ", "về", "tại", "công"))
        ):
            return False
        word = tokens[link.first].key
        body = self._grammar.bodies.match(tokens, after)
        role = body.item.text("role") if body else ""
        place = self._grammar.places.match(tokens, after) if is_capital(tokens[after]) else None
        name = is_capital(tokens[after]) and self._names.split(after) == after
        if self._ranks.at(after) and not (body and role in _BODIES):
            return False
        small = not is_capital(tokens[after])
        if word in ("và", "&"):
            fits = (
                (role in _FIELDS
                and (
                    walk.kind in ("field", "verbal", "open")
                    or (walk.kind in ("cap", "cap-word") and not small)
                ))
                or (
                    walk.kind in ("cap", "cap-word", "field")
                    and is_capital(tokens[after])
                    and not body
                    and not name
                    and not place
                )
            )
        elif word in ("của", "thuộc", "trực"):
            fits = (
                (role in _BODIES
                and (word == "của" or is_capital(tokens[after])))
                or role in ("country", "area")
                or place is not None
                or (is_capital(tokens[after]) and not name)
            )
        elif word == "tại":
            abroad = tokens[rank.core].key in _ABROAD and walk.kind in ("place", "head", "cap", "field")
            fits = (
                ((role == "country" or place is not None)
                and (abroad or walk.kind in ("place", "cap")))
                or (abroad and not small and not name and not role)
            )
        elif word == "về":
            fits = role in _FIELDS and tokens[after].key != "công"
        elif word in ("phụ", "các"):
            fits = role in _FIELDS
        elif word == "công":
            fits = role in ("closed", "field") and walk.kind in ("unit", "open")
        else:
            fits = False
        if not fits:
            return False
        walk.at = after
        walk.kind = (
            "open" if word in ("phụ", "về", "các", "công") else "field" if word in ("và", "&") else "link"
        )
        walk.small = True
        return True

    def _mark(self, walk: _Walk, rank: Rank, after_name: bool) -> bool:
        tokens = self._tokens
        at = walk.at
        token = tokens[at]
        after = at + 1
        if after >= len(tokens):
            return False
        body = self._grammar.bodies.match(tokens, after)
        role = body.item.text("role") if body else ""
        capital = is_capital(tokens[after])
        inner = self._ranks.at(after)
        if inner and not (body and body.last >= inner.last and role != "link"):
            return False
        if token.text in "/&" and token.start == tokens[at - 1].end and tokens[after].start == token.end:
            walk.small = True
            return tokens[after].shape == "word" and walk.skip(after)
        if token.text == "&" and capital:
            return walk.skip(after)
        if (
            token.text == "."
            and walk.kind == "cap"
            and tokens[after].shape == "word"
            and tokens[after].text.isascii()
        ):
            if token.start == tokens[at - 1].end and tokens[after].start == token.end and not capital:
                return walk.take(after + 1, "cap")  # Batdongsan.com.vn
        if token.text == "." and is_acronym(tokens[at - 1]) and tokens[after].start == token.end:
            return (capital or role != "") and walk.skip(after)
        if token.text == ",":
            if (
                walk.kind in _FIELDS
                and role in _FIELDS
                and (capital or self._listed(after))
                and (body is None or body.last - body.first > 1 or is_acronym(tokens[after]))
            ):
                return walk.skip(after)
            if role in ("open", "named") and capital and after_name and self._part_of(rank, walk, after):
                return walk.skip(after)
            return False
        if token.text in "-–—" and walk.kind in (
            "field",
            "verbal",
            "cap",
            "cap-word",
            "place",
            "open",
            "named",
        ):
            if role in _FIELDS and (capital or token.start == tokens[at - 1].end):
                return walk.skip(after)
            if role in ("open", "named") and capital and self._part_of(rank, walk, after):
                return walk.skip(after)
            place = self._grammar.places.match(tokens, after)
            name = place is None and self._names.split(after) == after
            if capital and not body and not name and self._names.honorific(after)[0] == after:
                close = token.start == tokens[at - 1].end and tokens[after].start == token.end
                if close or place or walk.kind == "cap":
                    return walk.skip(after)
            return False
        if (
            token.text == "("
            and after + 2 < len(tokens)
            and is_acronym(tokens[after])
            and tokens[after + 1].text == ")"
        ):
            beyond = after + 2
            more = self._grammar.bodies.match(tokens, beyond) or (
                is_capital(tokens[beyond]) and self._grammar.places.match(tokens, beyond)
            )
            if more and not self._ranks.at(beyond):
                return walk.skip(beyond)
            return False
        if token.text in '“"' and walk.kind in ("named", "field", "open", "verbal"):
            for end in range(after, min(after + 10, len(tokens))):
                if tokens[end].text in '”"':
                    return walk.take(end + 1, "cap")
        return False

    def _listed(self, at: int) -> bool:
        """Whether small-letter fields go on to an "và": "văn hóa, thể thao và du lịch"."""
        tokens = self._tokens
        for step in range(at, min(at + 8, len(tokens))):
            if tokens[step].key == "và":
                return True
            if tokens[step].shape == "mark" and tokens[step].text != ",":
                return False
        return False

    def _part_of(self, rank: Rank, walk: _Walk, at: int) -> bool:
        first = self._tokens[rank.last] if rank.last < len(self._tokens) else None
        part = rank.kind == "unit" or (first is not None and first.key in _PARTS and walk.kind != "closed")
        return part and walk.last > rank.last and self._tokens[at].key in _WHOLES

    def _number(self, walk: _Walk) -> bool:
        tokens = self._tokens
        after = walk.at + 1
        if walk.kind not in _COUNTED or (
            walk.kind == "field" and tokens[walk.at - 1].key not in ("khối", "vực", "quân")
        ):
            return False
        if (after < len(tokens) and tokens[after].text in ("%", "/", "-")) or len(tokens[walk.at].text) > 3:
            return False
        return walk.take(after, "number")

    def _capital(self, walk: _Walk, after_name: bool) -> bool:
        tokens = self._tokens
        at = walk.at
        if tokens[at].key in ("ông", "bà", "chị") and at + 1 < len(tokens) and is_capital(tokens[at + 1]):
            return False
        if at < walk.plan:
            return walk.take(at + 1, "cap")
        if not (after_name and walk.kind in ("named", "cap", "cap-word")):
            area = walk.kind == "area"
            district = area and tokens[at - 1].key != "tỉnh"
            required = (
                3.0
                if walk.kind == "named" and tokens[walk.at - 1].text[0].isupper()
                else 3.0
                if district and self._names.run(at) - at == 2
                else 0.5
                if district
                else 0.0
            )
            if after_name and (district or walk.kind == "field"):
                required += 2
            settled = walk.kind in ("closed", "area", "place", "field")
            begin = self._names.split(at, required=required, settled=settled)
            if begin is None and walk.kind == "head" and not after_name and self._names.short(at):
                begin = at
            if begin is None and not after_name and walk.kind in ("head", "place", "field", "closed", "cap"):
                end = self._names.foreign(at)
                if end is not None:
                    size = end - at
                    begin = (
                        end - 2 if size >= 3 and walk.kind == "head" and is_foreign(tokens[end - 1]) else at
                    )
            if begin == at and self._names.run(at) - at == 1 and walk.kind == "cap":
                begin = None
            if begin == at:
                walk.name = at
                return False
            walk.plan = begin if begin is not None else -1
        return walk.take(at + 1, "cap")

    def _one_word(self, at: int) -> bool:
        """Whether the small-letter syllable completes the word before it: "Nạn nhân"."""
        tokens = self._tokens
        first = max(0, at - 6)
        end = tokens[min(at + 3, len(tokens) - 1)].end
        words = segment(self._text, tokens[first].start, end)
        return any(word.start == tokens[at - 1].start and word.end == tokens[at].end for word in words)


class _Walk:
    """The state of one reading: where it is, what the last piece was, where the body ends so far."""

    __slots__ = ("at", "kind", "last", "name", "plan", "small")

    def __init__(self, at: int, kind: str, last: int) -> None:
        self.at = at
        self.kind = kind
        self.last = last
        self.name: int | None = None
        self.plan = -1
        self.small = False

    def take(self, last: int, kind: str) -> bool:
        self.at = self.last = last
        self.kind = kind
        self.small = False
        return True

    def skip(self, at: int) -> bool:
        self.at = at
        return True
