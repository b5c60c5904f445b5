"""What stands between a name and a title: nothing, a comma, "là", "được bầu giữ chức", or too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vnreport.officials.grammar import DASHES, Grammar
from vnreport.officials.items import Item, Title
from vnreport.text import Token

Gap = Literal[
    "none", "comma", "dash", "colon", "paren", "semicolon",
    "and", "then", "is", "of", "holding", "toward", "far",
]  # fmt: skip

_LONGEST = 24  # tokens of a gap that may still mean something
_DONE = 8  # words of what else is done with who held a position
_ASIDE = 8  # words in "(thời điểm đó là Giám đốc …"
_SINGLE: dict[str, Gap] = {
    ",": "comma",
    ":": "colon",
    "(": "paren",
    ";": "semicolon",
    "và": "and",
    "cùng": "and",
    "/": "and",
    "kiêm": "then",
    "rồi": "then",
    "là": "is",
    "của": "of",
}
_ORIGIN = frozenset({"sinh", "sn", "quê", "trú", "ngụ"})
_LISTING = frozenset({",", ":", "gồm", "có", "là", "bao"}) | DASHES
_NOW = frozenset({",", "hiện", "nay", "vốn", "đang", "là"}) | DASHES
_ALSO = frozenset({",", "kiêm", "rồi", "đồng", "thời", "là", "và"}) | DASHES


@dataclass(frozen=True, slots=True)
class GapReader:
    """Reads the gaps between the items of one stretch."""

    tokens: tuple[Token, ...]
    items: Sequence[Item]
    grammar: Grammar

    def between(self, left: int | None, right: int | None) -> Gap:
        """The gap between two items by their numbers; "far" where one is missing."""
        if left is None or right is None:
            return "far"
        before = self.items[left]
        first, last = before.last, self.items[right].begin
        if last - first > _LONGEST:
            return "far"
        rest = list(self.tokens[first:last])
        if isinstance(before, Title):
            rest = self._without_term(rest)
        rest = _without_parentheses(rest)
        if not isinstance(before, Title):
            rest = _without_origin(rest)
        while rest and rest[0].text == ")":
            rest = rest[1:]
        if isinstance(before, Title) and len(rest) > 1 and all(token.key in _NOW for token in rest):
            return "then"  # nguyên Giám đốc Sở, hiện là Chủ tịch Hội Khuyến học
        return self._meaning(tuple(rest))

    def _meaning(self, tokens: tuple[Token, ...]) -> Gap:
        keys = [token.key for token in tokens]
        if not keys:
            return "none"
        if len(keys) == 1 and keys[0] in _SINGLE:
            return _SINGLE[keys[0]]
        if all(key in DASHES or key in (",", ".") for key in keys):
            return "dash" if any(key in DASHES for key in keys) else "comma"
        if keys == [",", "và"]:
            return "and"
        if keys[:2] == ["đối", "với"] and keys[2:] in ([], [":"]):
            return "toward"
        done = keys[0] == "và" and len(keys) <= _DONE and all(token.shape == "word" for token in tokens)
        if done and keys[-2:] == ["đối", "với"]:
            return "toward"  # thôi giữ chức Phó Giám đốc và điều chuyển công tác đối với ông A
        if keys == [",", "("] or (keys[0] == "(" and keys[-1] in ("là", "làm") and len(keys) <= _ASIDE):
            return "paren"
        named = [key for key in keys if key not in DASHES and key not in (",", ":")]
        if named and all(key in _ALSO for key in keys) and named != ["là"]:
            return "then"
        if named and all(key in _LISTING for key in keys) and set(named) & {"gồm", "là"}:
            return "is"
        if keys[-1] == "là" and all(key in _NOW for key in keys):
            return "is"
        return self._clause(tokens)

    def _clause(self, tokens: tuple[Token, ...]) -> Gap:
        """Words that give a position: "được bầu giữ chức"."""
        at = 0
        holding = False
        while at < len(tokens):
            hit = self.grammar.titles.match(tokens, at)
            if hit and hit.item.id in ("holding", "appointing"):
                holding = holding or hit.item.id == "holding"
                at = hit.last
            elif tokens[at].text in (",", ":"):
                at += 1
            else:
                return "far"
        if not holding:
            return "far"
        return "is" if tokens[-1].key == "là" and tokens[0].key != "là" else "holding"

    def _without_term(self, tokens: list[Token]) -> list[Token]:
        """Leave out "khóa XV, nhiệm kỳ 2020-2025" after a title."""
        words = self.grammar.cues["term"]
        at = 0
        for step, token in enumerate(tokens):
            number = token.shape == "number" or set(token.text) <= set("IVXL-–/")
            if token.key in words or (at and number):
                at = step + 1
            elif not (at and token.text == "," and step + 1 < len(tokens) and tokens[step + 1].key in words):
                break
        return tokens[at:]


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


def _without_origin(tokens: list[Token]) -> list[Token]:
    """Leave out ", sinh ngày 18/4/1968", ", trú tại Hà Nội" and "39 tuổi" in "(39 tuổi, " after a name."""
    if len(tokens) < 4 or tokens[0].text not in (",", "("):
        return tokens
    if tokens[1].key not in _ORIGIN and not (tokens[1].shape == "number" and tokens[2].key == "tuổi"):
        return tokens
    if tokens[0].text == "(":
        return tokens[:1] if tokens[-1].text in (",", ";", "-", "–") else tokens
    if tokens[-1].text == "(":
        return tokens[-1:]
    at = 2
    while at < len(tokens) and tokens[at].text not in (",", ";", "–"):
        at += 1
    return tokens[at:]
