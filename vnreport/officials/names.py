"""Where a person's name stands: a run of capitalised syllables, told by surname, honorific or title."""

from __future__ import annotations

from collections.abc import Set

import msgspec
import regex

from vnreport.lexicon import Hit
from vnreport.officials.grammar import DASHES, Grammar, Stretch, is_acronym, is_capital, is_foreign, joined
from vnreport.vocabulary import Rule

_LONGEST = 5
_COMMON = 3.0  # how much a surname that many bear speaks for a name
_RUN = 10
_HONORIFICS = 6  # that may stand one after another: "đồng chí PGS.TS"
_SEX = frozenset({"văn", "thị"})
_HIGHLAND = regex.compile(r"[KH]['’]\p{Lu}")


class Name(msgspec.Struct, frozen=True, gc=False):
    """A person's name, tokens `first` to `last` (exclusive); the honorific's tokens before it."""

    first: int
    last: int
    honorific: tuple[int, int] | None = None
    plural: bool = False  # "các ông": the honorific stands for the names after it, too

    @property
    def begin(self) -> int:
        """The first token with the honorific."""
        return self.honorific[0] if self.honorific else self.first


class NameReader:
    """Reads names in one stretch. `known` are the keys of names seen with an honorific in the article."""

    __slots__ = ("_breaks", "_grammar", "_known", "_runs", "_tokens")

    def __init__(self, stretch: Stretch, grammar: Grammar, known: Set[tuple[str, ...]] = frozenset()) -> None:
        self._tokens = stretch.tokens
        self._grammar = grammar
        self._known = known
        self._breaks: dict[int, bool] = {}
        self._runs: dict[int, int] = {}

    def run(self, first: int) -> int:
        """The end of the run of capitalised words that begins at `first`; a title ends it."""
        if first not in self._runs:
            self._runs[first] = self._run(first)
        return self._runs[first]

    def _run(self, first: int) -> int:
        tokens = self._tokens
        at = first
        while at < len(tokens) and at - first < _RUN:
            if at > first and (not joined(tokens[at - 1], tokens[at]) or self._breaks_at(at)):
                break
            if (
                at > first
                and is_capital(tokens[at])
                and (
                    (tokens[at].start == tokens[at - 1].end and tokens[at - 1].shape == "word")
                    or self._opens_clause(at)
                    or self._opens_name(at)
                )
            ):
                break
            if is_capital(tokens[at]):
                at += 1
            elif at > first and self._continues(at):
                at += 2
            else:
                break
        return at

    def _opens_phrase(self, at: int) -> bool:
        """Whether a small word that begins a sentence stands here: "Với Vinatex, Bộ trưởng …"."""
        hit = self._grammar.bodies.match(self._tokens, at)
        return hit is not None and hit.item.text("role") == "stop"

    def _opens_clause(self, at: int) -> bool:
        """Whether a verb of a new sentence begins here, its full stop forgotten: "… Hiển Đánh giá về"."""
        hit = self._grammar.actions.match(self._tokens, at)
        return hit is not None and hit.last > at + 1 and self._tokens[at + 1].text.islower()

    def _opens_name(self, at: int) -> bool:
        """Whether "Ông" or "Bà" begins a person behind a body's name: "Cục Thuế Bình Thuận Ông Phạm Hùng"."""
        return (
            self._tokens[at].text in ("Ông", "Bà")
            and self._surname(at + 1) == _COMMON
            and not self._surname(at - 1)
        )

    def split(self, first: int, *, required: float = 0.0, settled: bool = False) -> int | None:
        """Where in the run that begins at `first` a person's name begins, None if nowhere.

        `required` is how much the words before want a name of their own (an area, a company); `settled` tells
        that they want none.
        """
        last = self.run(first)
        tokens = self._tokens
        for at in range(first, last - 1):
            if tuple(token.key for token in tokens[at:last]) in self._known:
                return at
        best: tuple[float, int] | None = None
        for at in range(first, last - 1):
            size = last - at
            weight = self._surname(at)
            if not weight or size > _LONGEST + 1:
                continue
            score = weight + {2: 0.5, 3: 2.0, 4: 2.0, 5: 0.0}.get(size, -1.0)
            if tokens[at + 1].key in _SEX and size > 2:
                score += 2
            if at == first:
                score -= required
            elif at == first + 1 and not is_acronym(tokens[first]):
                score -= 2.5
            if any(is_acronym(tokens[i]) or self._brand(i) for i in range(at, last)):
                score -= 3
            if size == 2 and weight < 2 and not settled:
                score -= 0.5
            if best is None or score > best[0]:
                best = (score, at)
        return best[1] if best and best[0] >= 2 else None

    def foreign(self, first: int) -> int | None:
        """The end of a name in foreign spelling (Yoonhee Kim, K'Thanh) that begins at `first`, or None."""
        last = self.run(first)
        tokens = self._tokens
        size = last - first
        if last < len(tokens) and tokens[last].text == "&":
            return None
        if last + 1 < len(tokens) and tokens[last].text in DASHES and self.split(last + 1) == last + 1:
            return None  # CEO SkyJet Air - Vũ Hải Đăng
        if size == 1 and _HIGHLAND.match(tokens[first].text):
            return last
        if any(self._brand(at) for at in range(first, last)) or self._opens_phrase(first):
            return None
        place = self._grammar.places.match(tokens, first)
        if (place and place.last < last) or sum(is_capital(token) for token in tokens[first:last]) < 2:
            return None
        if (
            not 2 <= size <= _LONGEST
            or len(tokens[first].text) < 2
            or any(is_acronym(token) for token in tokens[first:last])
        ):
            return None
        return last if any(is_foreign(token) for token in tokens[first:last]) else None

    def honorific(self, first: int) -> tuple[int, bool]:
        """The end of the honorifics that begin at `first` (`first` if none), and whether one is plural."""
        at = first
        plural = False
        tokens = self._tokens
        openers = self._grammar.honorifics.openers
        if first == len(tokens) or (tokens[first].key not in openers and tokens[first].text not in openers):
            return first, False
        for _ in range(_HONORIFICS):
            hit = self._grammar.honorifics.match(tokens, at)
            if hit is None or self._breaks_at(at) or (hit.item.id == "courtesy" and self._part_of_name(at)):
                break
            plural = plural or hit.item.id == "plural"
            at = hit.last
            if at < len(tokens) and tokens[at].text in (".", ","):
                more = self._grammar.honorifics.match(tokens, at + 1)
                if tokens[at].text == "." or (more and "degree" in (hit.item.id, more.item.id)):
                    at += 1
        return at, plural

    def end(self, first: int) -> int:
        """The end of the name that begins at `first`."""
        return self._cut(first, self.run(first))

    def short(self, first: int) -> bool:
        """Whether the one capitalised syllable at `first` is the given name of a person seen elsewhere."""
        return self.run(first) == first + 1 and (self._tokens[first].key,) in self._known

    def at(self, first: int) -> Name | None:
        """The name, with its honorific, that begins at token `first`, or None."""
        tokens = self._tokens
        start, plural = self.honorific(first)
        if start > first:
            if plural and start < len(tokens) and tokens[start].text == ":":
                start += 1
            last = self._cut(start, self.run(start))
            return Name(start, last, (first, start), plural) if last > start else None
        if not is_capital(tokens[first]) or self.named_after(first) or self._credited(first):
            return None
        place = self._grammar.places.match(tokens, first)
        last = self.run(first)
        if place and place.last == last:
            return None
        begin = self.split(first)
        if begin == first:
            return Name(first, self._cut(first, last))
        if begin is None and (first == 0 or not is_capital(tokens[first - 1])):
            end = self.foreign(first)
            return Name(first, end) if end else None
        return None

    def _part_of_name(self, at: int) -> bool:
        """Whether "Anh" is a syllable of a name (Hoàng Anh Gia Lai) or the country."""
        token = self._tokens[at]
        if not is_capital(token) or at == 0 or self._opens_name(at):
            return False
        before = self._tokens[at - 1]
        return (token.key == "anh" and before.shape == "word") or (
            is_capital(before)
            and before.end < token.start
            and self._grammar.titles.ending_at(self._tokens, at) is None
        )

    def named_after(self, first: int) -> bool:
        """Whether the word before says that what begins here is a street, a school, a place."""
        return first > 0 and self._tokens[first - 1].key in self._grammar.cues["named-after"]

    def _brand(self, at: int) -> bool:
        hit = self._grammar.bodies.match(self._tokens, at)
        return hit is not None and hit.item.id == "brand"

    def _credited(self, first: int) -> bool:
        tokens = self._tokens
        return (
            first > 1
            and tokens[first - 1].text == ":"
            and tokens[first - 2].key in self._grammar.cues["credit"]
        )

    def _cut(self, first: int, last: int) -> int:
        longest = _LONGEST if self._surname(first) != 2.0 else _LONGEST + 1
        last = min(last, first + longest)
        if last - first > 3 and tuple(t.key for t in self._tokens[first : last - 1]) in self._known:
            return last - 1  # the next sentence's first word: its full stop is missing
        if last - first > 2 and self._opens_sentence(last - 1):
            return last - 1
        return last

    def _opens_sentence(self, at: int) -> bool:
        """Whether the capitalised word at `at` begins a sentence whose full stop before it is missing."""
        tokens = self._tokens
        if tokens[at].key not in self._grammar.cues["opener"] or at + 1 >= len(tokens):
            return False
        return tokens[at + 1].shape == "word" and not is_capital(tokens[at + 1])

    def _surname(self, at: int) -> float:
        if at >= len(self._tokens):
            return 0.0
        token = self._tokens[at]
        if not is_capital(token) or is_acronym(token):
            return 0.0
        hit = self._grammar.surnames.match(self._tokens, at)
        if hit is None:
            if _HIGHLAND.match(token.text):
                return 2.0
            return 1.5 if self._before_sex(at) else 0.0
        if hit.item.id == "highland" and len(token.text) == 1:
            place = self._grammar.places.match(self._tokens, at + 1)  # Đại học Y Hà Nội
            if place or (at > 0 and self._tokens[at - 1].key in ("học", "dược", "khoa")):
                return 0.0
        return {"common": _COMMON, "highland": 2.0}.get(hit.item.id, 1.5)

    def _before_sex(self, at: int) -> bool:
        """Whether "Thị" and a given name follow: so goes on a name whose family nobody has listed."""
        tokens = self._tokens
        return (
            at + 2 < len(tokens)
            and tokens[at + 1].text == "Thị"
            and is_capital(tokens[at + 2])
            and joined(tokens[at], tokens[at + 1])
            and self._grammar.bodies.match(tokens, at) is None
        )

    def _breaks_at(self, at: int) -> bool:
        if at not in self._breaks:
            hit = self._grammar.titles.match(self._tokens, at)
            if hit is not None and hit.item.text("role") == "vice" and is_capital(self._tokens[at]):
                held = self._grammar.titles.match(self._tokens, hit.last)  # Lê Văn Bảy Phó Bí thư Tỉnh ủy
                hit = held if held is not None and held.last - held.first > 1 else hit
            self._breaks[at] = (
                hit is not None
                and not self._is_given_name(hit)
                and hit.item.text("role") in ("base", "whole", "member")
                and (hit.last - hit.first > 1 or is_acronym(self._tokens[at]))
            )
        return self._breaks[at]

    def _is_given_name(self, title: Hit[Rule]) -> bool:
        """Whether a title's words are a name behind a surname: "Đinh Công Sứ"."""
        tokens = self._tokens[title.first : title.last]
        capitals = len(tokens) > 1 and all(is_capital(token) and not is_acronym(token) for token in tokens)
        return capitals and title.first > 0 and self._surname(title.first - 1) > 0

    def _continues(self, at: int) -> bool:
        tokens = self._tokens
        if at + 1 >= len(tokens):
            return False
        token, after = tokens[at], tokens[at + 1]
        if token.text == "." and len(tokens[at - 1].text) == 1:  # George W. Bush
            return token.start == tokens[at - 1].end and is_capital(after) and joined(token, after)
        if token.text in ("-", "‑"):
            title = self._grammar.titles.match(tokens, at + 1)  # Hà Sơn Nhin-nguyên Bí thư Tỉnh ủy
            return title is None and (
                token.start == tokens[at - 1].end
                and after.start == token.end
                and after.shape == "word"
                and not is_acronym(after)
                and (is_foreign(tokens[at - 1]) or is_foreign(after) or after.text.islower())
            )
        return (
            token.key in self._grammar.cues["middle"]
            and token.text.islower()
            and is_capital(after)
            and bool(self._surname(at - 1))
        )
