"""Names and titles of one stretch, in order."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from vnreport.officials.bodies import Body, BodyReader
from vnreport.officials.grammar import Grammar, Stretch, is_capital
from vnreport.officials.names import Name, NameReader
from vnreport.officials.titles import Rank, RankReader
from vnreport.text import Token


@dataclass(frozen=True, slots=True)
class Title:
    """A position's words, tokens `core` to `last` (exclusive)."""

    rank: Rank
    body: Body
    honorific: tuple[int, int] | None = None  # "đồng chí Bí thư Tỉnh ủy"
    plural: bool = False

    @property
    def first(self) -> int:
        """The first token, nguyên and quyền included."""
        return self.rank.first

    @property
    def begin(self) -> int:
        """The first token with the honorific."""
        return self.honorific[0] if self.honorific else self.rank.first

    @property
    def last(self) -> int:
        """The token after the last."""
        return self.body.last


Item = Name | Title


def read_items(text: str, stretch: Stretch, grammar: Grammar, known: Set[tuple[str, ...]]) -> list[Item]:
    """The names and titles of a stretch from left to right."""
    names = NameReader(stretch, grammar, known)
    ranks = RankReader(stretch, grammar)
    bodies = BodyReader(text, stretch, grammar, names, ranks)
    tokens = stretch.tokens
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        if tokens[at].shape != "word":
            at += 1
            continue
        start, plural = names.honorific(at)
        lead = (at, start) if start > at else None
        rank = ranks.at(start) if start < len(tokens) else None
        if rank is not None:
            after_name = _follows_name(items, rank, tokens)
            title = Title(rank, bodies.after(rank, after_name=after_name), lead, plural)
            if _is_position(title):
                items.append(title)
                at = title.last
                if at < len(tokens) and is_capital(tokens[at]) and title.body.name is None:
                    foreign = None if grammar.honorifics.match(tokens, at) else names.foreign(at)
                    if foreign:
                        items.append(Name(at, foreign))
                        at = foreign
                elif title.body.name == at:
                    last = names.foreign(at) or names.end(at)
                    items.append(Name(at, last))
                    at = items[-1].last
                continue
        name = names.at(at)
        if name is None:
            hit = grammar.bodies.match(tokens, at) or (
                is_capital(tokens[at]) and grammar.places.match(tokens, at)
            )
            at = hit.last if hit and is_capital(tokens[at]) else at + 1
            continue
        items.append(name)
        at = name.last
    return items


def _is_position(title: Title) -> bool:
    if title.rank.kind == "member":
        return bool(title.body.kind)
    return True


def _follows_name(items: list[Item], rank: Rank, tokens: Sequence[Token]) -> bool:
    if not items or not isinstance(items[-1], Name):
        if items and isinstance(items[-1], Title):
            # A chain "A, Ủy viên …, Giám đốc Công ty …" still belongs to A.
            for item in reversed(items[-8:]):
                if isinstance(item, Name):
                    return _unled(items, item)
        return False
    name = items[-1]
    between = tokens[name.last : rank.first]
    marks = [token.text for token in between if token.shape != "word"]
    if "(" in marks and ")" in marks:  # "ông A (bầu A) - Chủ tịch"
        return len(between) <= 14 and between[0].text == "(" and _unled(items, name)
    return len(between) <= 2 and _unled(items, name)


def _unled(items: list[Item], name: Name) -> bool:
    at = items.index(name)
    before = items[at - 1] if at else None
    return not (isinstance(before, Title) and before.last == name.begin)
