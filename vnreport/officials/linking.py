"""Which title is whose: joins the names and titles of a stretch by what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnreport.officials.grammar import Grammar, is_capital
from vnreport.officials.items import Item, Title
from vnreport.officials.names import Name
from vnreport.text import Token

_TERM = frozenset({"khóa", "khoá", "nhiệm", "kỳ", "kì", "giai", "đoạn", "mới", "hiện", "nay", "này", "trong"})
_PLURAL = frozenset({"các", "những", "hai", "ba", "bốn", "năm", "sáu", "2", "3", "4", "5", "6", "7"})
_DASHES = frozenset({"-", "–", "—", "‒"})
_PREPOSITIONS = frozenset({"của", "với", "cho", "từ", "bởi", "tới", "đến", "gửi", "và", "như"})
_LISTING = frozenset({",", ":", "-", "–", "gồm", "có", "là", "bao"})
_KIN = frozenset(
    {"trai", "gái", "vợ", "chồng", "mẹ", "cha", "bố", "con", "ruột", "cháu", "rể", "dâu", "nhân"}
)
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


@dataclass(frozen=True, slots=True)
class Bond:
    """A title is a person's. `shape` names the wording."""

    name: Name
    title: Title
    shape: str
    confidence: float


class Linker:
    """Links the items of one stretch."""

    def __init__(self, tokens: Sequence[Token], items: Sequence[Item], grammar: Grammar) -> None:
        self._tokens = tokens
        self._items = items
        self._grammar = grammar
        self._led: set[int] = set()  # items (names) with a title right before them
        self.bonds: list[Bond] = []
        self.loose: list[
            Title
        ] = []  # titles of nobody in this stretch that a clause may give to "ông" before
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
        gap = self._gap(left, right)
        return gap in ("comma", "dash", "semicolon", "and", "then") or (
            gap == "none" and is_capital(self._tokens[self._items[right].first])
        )

    def _chain(self, first: int, end: int) -> None:
        left = first - 1 if first and isinstance(self._items[first - 1], Name) else None
        right = end if end < len(self._items) and isinstance(self._items[end], Name) else None
        cut = max((i for i in range(first + 1, end) if self._gap(i - 1, i) == "semicolon"), default=first)
        lead = self._items[cut]
        if cut > first and (
            self._gap(end - 1, right) in ("none", "colon", "is")
            or (isinstance(lead, Title) and lead.honorific)
        ):
            # "A, Bí thư; Chủ tịch UBND tỉnh B": what stands after the semicolon has a name of its own.
            self._bind(left, first, cut, None)
            self._bind(None, cut, end, right)
        else:
            self._bind(left, first, end, right)

    def _bind(self, left: int | None, first: int, end: int, right: int | None) -> None:
        titles = [item for item in self._items[first:end] if isinstance(item, Title)]
        before = self._gap(left, first)
        after = self._gap(end - 1, right)
        if left is not None and before in _CLEAR and after != "none":
            fresh = after in ("colon", "is") or (after in ("comma", "dash") and self._honoured(right))
            if not (left in self._led and before == "comma" and fresh):
                person = self._beyond_kin(left)
                semicolon = next(
                    (i for i in range(first + 1, end) if self._gap(i - 1, i) == "semicolon"), end
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
            if self._plural(first, titles):
                self._spread(right, titles)
            return
        if right is not None and after in ("colon", "is"):
            self._give(right, titles, "list" if after == "colon" else "title-is-name", 0.93)
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
        self.loose.extend(titles)

    def _on_behalf(self, first: int) -> bool:
        """Whether the first title is another's: "thừa ủy quyền của Thủ tướng, Bộ trưởng A"."""
        begin = self._items[first].begin
        words = [token.key for token in self._tokens[max(0, begin - 3) : begin] if token.key != "của"]
        return words[-2:] == ["ủy", "quyền"]

    def _beyond_kin(self, name: int) -> int:
        """The person of whom a kinsman is told in between: "ông A, em trai bà B, hiện là Chủ tịch"."""
        if name == 0 or not isinstance(self._items[name - 1], Name):
            return name
        between = self._tokens[self._items[name - 1].last : self._items[name].begin]
        after = self._items[name].last
        kin = len(between) in (2, 3) and between[0].text == "," and between[-1].key in _KIN
        return name - 1 if kin and after < len(self._tokens) and self._tokens[after].text == "," else name

    def _give(self, name: int, titles: Sequence[Title], shape: str, confidence: float) -> None:
        person = self._items[name]
        assert isinstance(person, Name)
        self.bonds.extend(Bond(person, title, shape, confidence) for title in titles)

    def _honoured(self, name: int | None) -> bool:
        item = self._items[name] if name is not None else None
        return isinstance(item, Name) and item.honorific is not None

    def _plural(self, first: int, titles: Sequence[Title]) -> bool:
        return self._plural_titles(titles)

    def _spread(self, name: int, titles: Sequence[Title]) -> None:
        """Give the titles to the names listed after `name`: "các Phó Chủ tịch A, B và C"."""
        plural = self._plural_titles(titles)
        last = name
        at = name + 1
        while at < len(self._items):
            item = self._items[at]
            if isinstance(item, Title):
                if not plural or self._gap(last, at) not in ("paren", "comma"):
                    break
            elif self._gap(at - 1, at) in ("comma", "and") or (
                plural and self._gap(at - 1, at) == "semicolon"
            ):
                self._give(at, titles, "list", 0.9)
                last = at
            else:
                break
            at += 1

    def _plural_titles(self, titles: Sequence[Title]) -> bool:
        begin = titles[0].begin
        return titles[0].plural or (begin > 0 and self._tokens[begin - 1].key in _PLURAL)

    def _spread_back(self, name: int, titles: Sequence[Title], before: str) -> None:
        """Give the titles to the group that `name` closes: "Các ông A, B được bầu làm …"."""
        at = name
        while at > 0 and isinstance(self._items[at - 1], Name) and self._gap(at - 1, at) in ("comma", "and"):
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
        at = name
        while at > 1 and isinstance(self._items[at - 1], Title):
            back = at - 1
            while back > 0 and isinstance(self._items[back], Title):
                back -= 1
            if not isinstance(self._items[back], Name) or not self._parenthesised(back):
                break
            if self._gap(at - 1, at) not in ("comma", "and", "close"):
                break
            group.append(back)
            at = back
        for index in reversed(group):
            self._give(index, titles, "list", 0.85)

    def _parenthesised(self, name: int) -> bool:
        after = self._items[name].last
        return after < len(self._tokens) and self._tokens[after].text == "("

    def _apposed(self, first: int, right: int, gap: str) -> bool:
        begin = self._items[first].begin
        word = self._tokens[begin - 1].key if begin else ""
        if word in _PREPOSITIONS or word in _PLURAL or word in _KIN:
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
        for at in range(first - 1, max(-1, first - 12), -1):
            item = self._items[at]
            if any(token.text in (";", "?", "!") for token in self._tokens[item.last : begin]):
                break
            if isinstance(item, Name):
                if item.honorific or at in self._led:
                    return at
                if best is None and item.last - item.first > 2:
                    best = at
        return best

    def held(self) -> list[Title]:
        """The titles of nobody here that a clause assigns: "từng giữ chức Giám đốc Sở Tài chính"."""
        return [title for title in self.loose if self._held(title.begin) or self._after_held(title)]

    def _after_held(self, title: Title) -> bool:
        at = self.loose.index(title)
        return at > 0 and title.begin - self.loose[at - 1].last <= 2 and self._held_before(at - 1)

    def _held_before(self, at: int) -> bool:
        while at >= 0:
            if self._held(self.loose[at].begin):
                return True
            if at == 0 or self.loose[at].begin - self.loose[at - 1].last > 2:
                return False
            at -= 1
        return False

    def _held(self, begin: int) -> bool:
        hit = self._grammar.titles.ending_at(self._tokens, begin)
        if hit is None and begin and self._tokens[begin - 1].text == ":":
            hit = self._grammar.titles.ending_at(self._tokens, begin - 1)
        return (
            hit is not None
            and hit.item.id == "holding"
            and (hit.last - hit.first > 1 or self._tokens[hit.first].key in ("làm", "giữ"))
        )

    def _gap(self, left: int | None, right: int | None) -> str:
        """What stands between two items: "none", "comma", …; "far" if it is more than punctuation or a copula."""
        if left is None or right is None:
            return "far"
        tokens = self._tokens[self._items[left].last : self._items[right].begin]
        if len(tokens) > 24:
            return "far"
        rest = list(tokens)
        if isinstance(self._items[left], Title):
            rest = _without_term(rest)
        rest = _without_parentheses(rest)
        if isinstance(self._items[left], Name):
            rest = _without_birth(rest)
        while rest and rest[0].text == ")":
            rest = rest[1:]
        keys = [token.key for token in rest]
        if not keys:
            return "none"
        marks = {
            ",": "comma", ":": "colon", "(": "paren", ";": "semicolon", "và": "and", "là": "is", "kiêm": "then", "cùng": "and", "rồi": "then", "/": "and", "của": "of",
        }  # fmt: skip
        if len(keys) == 1:
            return "dash" if keys[0] in _DASHES else marks.get(keys[0], self._clause(rest))
        if keys in (
            [",", "kiêm"],
            [",", "rồi"],
            ["đồng", "thời", "là"],
            ["và", "là"],
            [",", "đồng", "thời", "là"],
            [",", "và"],
            ["-", "kiêm"],
            ["đồng", "thời", "kiêm"],
        ):
            return "and" if keys == [",", "và"] else "then"
        if all(key in _DASHES or key in (",", ".") for key in keys):
            return "dash" if any(key in _DASHES for key in keys) else "comma"
        if keys == [",", "("] or (keys[0] == "(" and keys[-1] in ("là", "làm") and len(keys) <= 8):
            return "paren"
        if all(key in _LISTING for key in keys) and any(key in ("gồm", "là") for key in keys):
            return "is"
        if keys in (
            [":", "-"],
            [",", "là"],
            ["hiện", "là"],
            ["hiện", "nay", "là"],
            [",", "hiện", "là"],
            ["vốn", "là"],
            ["đang", "là"],
            ["là", ":"],
            ["gồm", ":"],
            ["gồm"],
            ["gồm", "có"],
            ["-", "là"],
        ):
            return "is"
        return self._clause(rest)

    def _clause(self, tokens: Sequence[Token]) -> str:
        at = 0
        holding = False
        while at < len(tokens):
            hit = self._grammar.titles.match(tokens, at)
            if hit and hit.item.id in ("holding", "appointing"):
                holding = holding or hit.item.id == "holding"
                at = hit.last
            elif tokens[at].text in (",", ":"):
                at += 1
            else:
                return "far"
        if not holding:
            return "far"
        return "is" if tokens[-1].key == "là" and not tokens[0].key == "là" else "holding"


def _without_term(tokens: list[Token]) -> list[Token]:
    """Leave out "khóa XV, nhiệm kỳ 2020-2025" after a title."""
    at = 0
    seen = False
    while at < len(tokens):
        token = tokens[at]
        number = token.shape == "number" or (token.text.isupper() and set(token.text) <= set("IVXL"))
        if token.key in _TERM or (seen and (number or token.text in "-–/")):
            seen = True
            at += 1
        elif (
            token.text == ","
            and seen
            and at + 1 < len(tokens)
            and tokens[at + 1].key in ("nhiệm", "khóa", "khoá")
        ):
            at += 1
        else:
            break
    return tokens[at:] if seen else tokens


def _without_parentheses(tokens: list[Token]) -> list[Token]:
    """Leave out "(94 tuổi)", "(bìa phải)"."""
    while True:
        opening = next((i for i, token in enumerate(tokens) if token.text == "("), None)
        if opening is None:
            return tokens
        closing = next((i for i in range(opening, len(tokens)) if tokens[i].text == ")"), None)
        if closing is None:
            return tokens
        tokens = tokens[:opening] + tokens[closing + 1 :]


def _without_birth(tokens: list[Token]) -> list[Token]:
    """Leave out ", sinh ngày 18/4/1968" and ", 45 tuổi" after a name."""
    if (
        len(tokens) > 3
        and tokens[0].text == ","
        and (
            tokens[1].key in ("sinh", "sn", "quê", "trú")
            or (tokens[1].shape == "number" and tokens[2].key == "tuổi")
        )
    ):
        at = 2
        while at < len(tokens) and tokens[at].text not in (",", ";", "–"):
            at += 1
        return tokens[at:]
    return tokens
