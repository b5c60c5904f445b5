"""Names and titles of one stretch, in order."""

from __future__ import annotations

from collections.abc import Sequence, Set

import msgspec

from vnreport.officials.bodies import Body, BodyReader
from vnreport.officials.grammar import Grammar, Stretch, is_capital
from vnreport.officials.names import Name, NameReader
from vnreport.officials.titles import Rank, RankReader
from vnreport.text import Token

_CHAIN = 8  # titles that one name may have after it
_ASIDE = 14  # tokens of a parenthesis between a name and its title


class Title(msgspec.Struct, frozen=True, gc=False):
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
    """The names and titles of a stretch from left to right. `known`: the keys of names seen elsewhere."""
    names = NameReader(stretch, grammar, known)
    ranks = RankReader(stretch, grammar)
    bodies = BodyReader(text, stretch, grammar, names, ranks)
    tokens = stretch.tokens
    items: list[Item] = []
    openers = grammar.openers
    behind = 0
    for at, token in enumerate(tokens):
        # All else begins neither a title nor a name: a name has capitals, and so a text unlike its key.
        if at < behind or not (token.text is not token.key or token.key in openers):
            continue
        if token.shape != "word":
            continue
        start, plural = at, False
        rank = None
        if token.key in openers or token.text in openers:
            start, plural = names.honorific(at)
            rank = ranks.at(start) if start < len(tokens) else None
        if rank is not None:
            body = bodies.after(rank, after_name=_follows_name(items, rank, tokens))
            lead = (at, start) if start > at else None
            behind = body.last
            if rank.kind == "member" and not body.kind:
                continue
            items.append(Title(rank, body, lead, plural))
            end = _name_end(body, names, grammar, tokens)
            if end is not None:
                items.append(Name(behind, end))
                behind = end
            continue
        name = names.at(at)
        if name is not None:
            items.append(name)
            behind = name.last
        elif is_capital(token):
            hit = grammar.bodies.match(tokens, at) or grammar.places.match(tokens, at)
            behind = hit.last if hit else at + 1
    return items


def _name_end(body: Body, names: NameReader, grammar: Grammar, tokens: tuple[Token, ...]) -> int | None:
    """The end of the name right after a title, None if there is none."""
    at = body.last
    if body.name == at:
        return names.foreign(at) or names.end(at)
    if at < len(tokens) and is_capital(tokens[at]) and not grammar.honorifics.match(tokens, at):
        return names.foreign(at)
    return None


def _follows_name(items: Sequence[Item], rank: Rank, tokens: tuple[Token, ...]) -> bool:
    """Whether the title follows a name that has none before it: "ông A, …", "ông A, Ủy viên …, …"."""
    back = len(items) - 1
    while back > max(0, len(items) - _CHAIN) and isinstance(items[back], Title):
        back -= 1
    if back < 0 or not isinstance(items[back], Name):
        return False
    name = items[back]
    if back and isinstance(items[back - 1], Title) and items[back - 1].last == name.begin:
        return False
    if back < len(items) - 1:
        # "A, Bí thư; nguyên Chủ tịch B": a semicolon begins the next person of the list.
        return all(token.text != ";" for token in tokens[items[-1].last : rank.first])
    between = tokens[name.last : min(rank.first, name.last + _ASIDE)]
    if between and between[0].text == "(":  # "ông A (bầu A) - Chủ tịch"
        return rank.first - name.last <= _ASIDE
    return rank.first - name.last <= 2
