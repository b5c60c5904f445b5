"""Which title is whose: joins the names and titles of a stretch by what stands between them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from vnreport.officials.gaps import GapReader
from vnreport.officials.grammar import Grammar, is_capital
from vnreport.officials.items import Item, Title
from vnreport.officials.names import Name
from vnreport.text import Token

_HOLDERS = 12  # items before a title among which its holder is sought
_GROUP = 50  # names in one group that a clause gives a title
_SHAPES = {
    "none": "name-title",
    "comma": "name-comma-title",
    "dash": "dash",
    "paren": "parentheses",
    "is": "name-is-title",
    "colon": "colon",
    "holding": "appointed",
}
_CLEAR = frozenset({"none", "comma", "dash", "paren", "is", "colon", "holding"})


class Bond(msgspec.Struct, frozen=True, gc=False):
    """A title is a person's. `shape` names the wording."""

    name: Name
    title: Title
    shape: str
    confidence: float


class Linker:
    """Links the items of one stretch."""

    def __init__(self, tokens: tuple[Token, ...], items: Sequence[Item], grammar: Grammar) -> None:
        self._tokens = tokens
        self._items = items
        self._grammar = grammar
        self._gaps = GapReader(tokens, items, grammar)
        self._led: set[int] = set()  # items (names) with a title right before them
        self.bonds: list[Bond] = []
        self._loose: list[Title] = []  # titles of nobody in this stretch
        self._link()

    def _link(self) -> None:
        at = 0
        while at < len(self._items):
            if isinstance(self._items[at], Name):
                at += 1
                continue
            end = at + 1
            while (
                end < len(self._items) and isinstance(self._items[end], Title) and self._chained(end - 1, end)
            ):
                end += 1
            self._chain(at, end)
            at = end

    def _chained(self, left: int, right: int) -> bool:
        gap = self._gaps.between(left, right)
        small = not is_capital(self._tokens[self._items[right].first])
        if gap == "semicolon" and small and is_capital(self._tokens[self._items[left].first]):
            return False  # "A – Phó Ban Thi đua; chủ tịch, phó chủ tịch các huyện": others, without names
        return gap in ("comma", "dash", "semicolon", "and", "then", "paren") or (
            gap == "none" and is_capital(self._tokens[self._items[right].first])
        )

    def _chain(self, first: int, end: int) -> None:
        left = first - 1 if first and isinstance(self._items[first - 1], Name) else None
        right = end if end < len(self._items) and isinstance(self._items[end], Name) else None
        cut = max(
            (i for i in range(first + 1, end) if self._gaps.between(i - 1, i) == "semicolon"), default=first
        )
        lead = self._items[cut]
        if cut > first and (
            self._gaps.between(end - 1, right) in ("none", "colon", "is")
            or (isinstance(lead, Title) and lead.honorific)
        ):
            # "A, Bí thư; Chủ tịch UBND tỉnh B": what stands after the semicolon has a name of its own.
            self._bind(left, first, cut, None)
            self._bind(None, cut, end, right)
        else:
            self._bind(left, first, end, right)

    def _bind(self, left: int | None, first: int, end: int, right: int | None) -> None:
        titles = [item for item in self._items[first:end] if isinstance(item, Title)]
        before = self._gaps.between(left, first)
        after = "far" if self._closed(end - 1) else self._gaps.between(end - 1, right)
        if left is not None and before in _CLEAR and after != "none":
            fresh = after in ("colon", "is") or (after in ("comma", "dash") and self._honoured(right))
            if not (left in self._led and before == "comma" and fresh):
                person = self._beyond_kin(left)
                semicolon = next(
                    (i for i in range(first + 1, end) if self._gaps.between(i - 1, i) == "semicolon"), end
                )
                career = before == "holding" or after == "far"
                self._give(person, titles if career else titles[: semicolon - first], _SHAPES[before], 0.97)
                self._spread_back(person, titles, before)
                return
        if right is not None and after == "none":
            if left is not None and before in ("comma", "dash") and left not in self._led and len(titles) > 1:
                self._give(left, titles[:-1], "name-comma-title", 0.8)
                titles = titles[-1:]
            elif len(titles) > 1 and self._on_behalf(first):
                titles = titles[1:]
            self._give(right, titles, "title-before-name", 0.97)
            self._led.add(right)
            if self._plural(titles):
                self._spread(right, titles)
            return
        if right is not None and (
            after in ("colon", "is") or (after == "toward" and self._elected(self._items[first].begin))
        ):
            self._give(right, titles, "title-is-name" if after == "is" else "list", 0.93)
            self._spread(right, titles)
            return
        if right is not None and after in ("comma", "dash") and self._apposed(first, right, after):
            self._give(right, titles, "title-comma-name" if after == "comma" else "dash", 0.85)
            self._led.add(right)
            return
        if (
            right is not None
            and after == "of"
            and self._honoured(right)
            and self._held(self._items[first].begin)
        ):
            self._give(right, titles, "title-of-name", 0.9)  # "thôi giữ chức vụ Phó Giám đốc của ông A"
            return
        holder = self._holder(first)
        if holder is not None:
            self._give(holder, titles, "appointed", 0.9)
            self._spread_back(holder, titles, "holding")
            return
        self._loose.extend(titles)

    def _closed(self, title: int) -> bool:
        """Whether the title ends a parenthesis: what follows is not its name."""
        last = self._items[title].last
        return last < len(self._tokens) and self._tokens[last].text == ")"

    def _elected(self, begin: int) -> bool:
        """Whether a vote or an appointment is told: "bầu Chủ tịch … đối với ông A"."""
        hit = self._grammar.titles.ending_at(self._tokens, begin)
        return hit is not None and hit.item.id in ("holding", "appointing")

    def _on_behalf(self, first: int) -> bool:
        """Whether the first title is another's: "thay mặt Thủ tướng, Bộ trưởng A".

        So is that of "ủy quyền Thủ tướng", whose "quyền" is read as that of an acting one.
        """
        begin = self._items[first].begin
        words = [token.key for token in self._tokens[max(0, begin - 3) : begin + 1] if token.key != "của"]
        behalf = self._grammar.cues["behalf"]
        return " ".join(words[-3:-1]) in behalf or " ".join(words[-2:]) in behalf

    def _beyond_kin(self, name: int) -> int:
        """The person of whom a kinsman is told in between: "ông A, em trai bà B, hiện là Chủ tịch"."""
        if name == 0 or not isinstance(self._items[name - 1], Name):
            return name
        between = self._tokens[self._items[name - 1].last : self._items[name].begin]
        after = self._items[name].last
        kin = (
            len(between) in (2, 3) and between[0].text == "," and between[-1].key in self._grammar.cues["kin"]
        )
        return name - 1 if kin and after < len(self._tokens) and self._tokens[after].text == "," else name

    def _give(self, name: int, titles: Sequence[Title], shape: str, confidence: float) -> None:
        person = self._items[name]
        assert isinstance(person, Name)
        self.bonds.extend(Bond(person, title, shape, confidence) for title in titles)

    def _honoured(self, name: int | None) -> bool:
        item = self._items[name] if name is not None else None
        return isinstance(item, Name) and item.honorific is not None

    def _spread(self, name: int, titles: Sequence[Title]) -> None:
        """Give the titles to the names listed after `name`: "các Phó Chủ tịch A, B và C"."""
        plural = self._plural(titles)
        last = name
        at = name + 1
        while at < len(self._items):
            item = self._items[at]
            if isinstance(item, Title):
                if not plural or self._gaps.between(last, at) not in ("paren", "comma"):
                    break
            elif self._gaps.between(at - 1, at) in ("comma", "and") or (
                plural and self._gaps.between(at - 1, at) == "semicolon"
            ):
                self._give(at, titles, "list", 0.9)
                last = at
            else:
                break
            at += 1

    def _plural(self, titles: Sequence[Title]) -> bool:
        begin = titles[0].begin
        return titles[0].plural or (
            begin > 0 and self._tokens[begin - 1].key in self._grammar.cues["several"]
        )

    def _spread_back(self, name: int, titles: Sequence[Title], before: str) -> None:
        """Give the titles to the group that `name` closes: "Các ông A, B được bầu làm …"."""
        at = name
        while (
            at > 0
            and isinstance(self._items[at - 1], Name)
            and self._gaps.between(at - 1, at) in ("comma", "and")
        ):
            at -= 1
        head = self._items[at]
        if at < name and isinstance(head, Name) and (head.plural or before in ("holding", "paren")):
            for index in range(at, name):
                self._give(index, titles, "list", 0.9)
        elif before == "holding" and at == name:
            # "A (Bí thư), B (Chủ tịch) và C (…) tiếp tục giữ chức": every one of them holds it.
            self._spread_over_titles(name, titles)

    def _spread_over_titles(self, name: int, titles: Sequence[Title]) -> None:
        group: list[int] = []
        elected = self._is_elected_with_others(name)
        at = name
        while at > 1 and isinstance(self._items[at - 1], Title) and len(group) < _GROUP:
            back = at - 1
            while back > 0 and isinstance(self._items[back], Title):
                back -= 1
            if not isinstance(self._items[back], Name):
                break
            # "bầu ông A làm Bí thư và ông B làm Phó Bí thư": each has his own
            apposed = self._gaps.between(back, back + 1) in ("comma", "dash")
            if not self._parenthesised(back) and not (elected and apposed and self._honoured(back)):
                break
            if self._gaps.between(at - 1, at) not in ("comma", "and", "close"):
                break
            group.append(back)
            at = back
        for index in reversed(group):
            self._give(index, titles, "list", 0.85)

    def _is_elected_with_others(self, name: int) -> bool:
        """Whether a vote is told of the first of several: "bầu bà A, Bí thư, và ông B, Bí thư, giữ chức"."""
        if not self._honoured(name):
            return False
        for at in range(name - 1, max(-1, name - _HOLDERS), -1):
            if any(
                token.text in ".;" for token in self._tokens[self._items[at].last : self._items[at + 1].begin]
            ):
                return False
            if self._honoured(at) and self._elected(self._items[at].begin):
                return True
        return False

    def _parenthesised(self, name: int) -> bool:
        after = self._items[name].last
        return after < len(self._tokens) and self._tokens[after].text == "("

    def _apposed(self, first: int, right: int, gap: str) -> bool:
        begin = self._items[first].begin
        word = self._tokens[begin - 1].key if begin else ""
        beside = first > 0 and isinstance(self._items[first - 1], Name)
        if gap == "dash" and beside and self._gaps.between(first - 1, first) == "and":
            return True  # Chủ tịch Nam Hải - Đỗ Minh Châu và CEO SkyJet - Vũ Hải Đăng
        cued = any(word in self._grammar.cues[cue] for cue in ("preposition", "several", "kin"))
        if cued or self._on_behalf(first):
            return False
        if gap == "dash":
            return True
        return self._honoured(right) or begin == 0 or self._tokens[begin - 1].shape == "mark"

    def _holder(self, first: int) -> int | None:
        """The name whose clause gives it the title: "ông A … giữ chức vụ Bí thư"."""
        begin = self._items[first].begin
        hit = self._held(begin)
        if not hit:
            return None
        best = None
        for at in range(first - 1, max(-1, first - _HOLDERS), -1):
            item = self._items[at]
            if any(token.text in (";", "?", "!") for token in self._tokens[item.last : begin]):
                break
            if isinstance(item, Name):
                if item.honorific or at in self._led:
                    return at
                if best is None and item.last - item.first > 2:
                    best = at
        return best

    @property
    def names_others(self) -> bool:
        """Whether somebody is named with an honorific."""
        return any(isinstance(item, Name) and item.honorific is not None for item in self._items)

    def held(self) -> list[Title]:
        """The titles of nobody here that a clause assigns: "từng giữ chức Giám đốc Sở Tài chính"."""
        found: list[Title] = []
        last = -1  # where a held title ended: one that follows it by a comma is held as well
        for title in self._loose:
            if self._held(title.begin) or (last >= 0 and title.begin - last <= 2):
                found.append(title)
                last = title.last
            else:
                last = -1
        return found

    def _held(self, begin: int) -> bool:
        hit = self._grammar.titles.ending_at(self._tokens, begin)
        if hit is None and begin and self._tokens[begin - 1].text == ":":
            hit = self._grammar.titles.ending_at(self._tokens, begin - 1)
        return (
            hit is not None
            and hit.item.id == "holding"
            and (hit.last - hit.first > 1 or self._tokens[hit.first].key in ("làm", "giữ"))
        )
