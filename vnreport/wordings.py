"""Templates of wordings with slots, such as `tháng {month}[/{year}]`, compiled to one tree over pieces.

A piece is a run of letters, a run of digits or one mark: finer than a token, since "22.4" and "T9" are single
tokens. A template is made of words, `[optional]` parts, `(this|that)` choices, `{slots}`, and `<` `>` around
what is to be read where the template also names its surroundings (`so với <{year}>`). Space may stand between
words and slots; where a template writes two of them together (`T{month}`) the text must, too. Marks may stand
with or without space, points and colons only without. A word in capitals matches capitals alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import regex

from vnreport.text import Token, fold

Item = TypeVar("Item")

_PIECE = regex.compile(r"\p{Nd}+|[\p{L}\p{M}]+|.", regex.DOTALL)
_ELEMENT = regex.compile(
    r"\{(?P<slot>\p{L}+)\p{Nd}*\}|(?P<edge>[<>])|(?P<piece>\p{Nd}+|[\p{L}\p{M}]+|[^\s{}])|(?P<space>\s+)"
)
_DASHES = dict.fromkeys("–—−‐‑‒", "-")
_GLUING = frozenset(".:")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of token number `token`; `key` is its folded text, all dashes as "-"."""

    start: int
    end: int
    text: str
    key: str
    token: int
    glued: bool  # no space before it

    @property
    def number(self) -> int | None:
        """The value of a short run of digits (four at most), else None."""
        return int(self.text) if len(self.text) <= 4 and self.text.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Wording(Generic[Item]):
    """Pieces `first` to `last` (exclusive) are a wording of `item`; `values` holds what its slots read."""

    first: int
    last: int
    item: Item
    values: Mapping[str, int]
    order: int  # the place of its template among all


# A slot reads pieces from an index on: yields the index behind and the values found.
Slot = Callable[[Sequence[Piece], int], Iterable[tuple[int, Mapping[str, int]]]]
# A condition on the place before piece number `at`, which may be the end; it reads no piece.
Condition = Callable[[Sequence[Piece], int], bool]


@dataclass(slots=True)
class _Node(Generic[Item]):
    words: dict[str, _Node[Item]] = field(default_factory=dict)
    glued: dict[str, _Node[Item]] = field(default_factory=dict)
    slots: dict[tuple[str, str, bool], _Node[Item]] = field(default_factory=dict)  # slot, its name, glued
    conditions: dict[str, _Node[Item]] = field(default_factory=dict)
    joins: list[_Node[Item]] = field(default_factory=list)
    opens: _Node[Item] | None = None
    closes: _Node[Item] | None = None
    item: tuple[int, Item] | None = None  # with its place among the templates


def split_pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The pieces of a sentence's tokens."""
    found: list[Piece] = []
    end = -1
    for index, token in enumerate(tokens):
        if token.text.isalpha() or token.text.isdecimal() or len(token.text) == 1:
            key = _DASHES.get(token.text) or token.key
            found.append(Piece(token.start, token.end, token.text, key, index, token.start == end))
            end = token.end
            continue
        for match in _PIECE.finditer(token.text):
            start = token.start + match.start()
            text = match.group()
            found.append(
                Piece(start, start + len(text), text, _DASHES.get(text) or fold(text), index, start == end)
            )
            end = start + len(text)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Group:
    branches: tuple[tuple[_Part, ...], ...]


_Part = str | _Group  # "{slot}", "<", ">", " ", a word or a mark; or a choice


def _parse(template: str) -> tuple[_Part, ...]:
    branches, rest = _parse_branches(template, 0, "")
    if rest != len(template) or len(branches) != 1:
        raise ValueError(f"{template!r}: a bracket or a bar stands where none was opened")
    return branches[0]


def _parse_branches(template: str, at: int, closing: str) -> tuple[list[tuple[_Part, ...]], int]:
    branches: list[tuple[_Part, ...]] = []
    parts: list[_Part] = []
    while at < len(template) and template[at] not in ")]":
        mark = template[at]
        if mark == "|":
            branches.append(tuple(parts))
            parts = []
            at += 1
        elif mark in "([":
            inner, at = _parse_branches(template, at + 1, ")" if mark == "(" else "]")
            parts.append(_Group((*inner, ()) if mark == "[" else tuple(inner)))
        else:
            match = _ELEMENT.match(template, at)
            if match is None:
                raise ValueError(f"{template!r}: {template[at:]!r} is no word, mark or {{slot}}")
            parts.append(" " if match.lastgroup == "space" else match.group())
            at = match.end()
    branches.append(tuple(parts))
    if closing:
        if at == len(template) or template[at] != closing:
            raise ValueError(f"{template!r}: a bracket is not closed by {closing!r}")
        at += 1
    return branches, at


class Wordings(Generic[Item]):
    """Templates as one automaton. `slots` says how each slot is read, `conditions` what {names} hold where.

    A wording that begins with a slot begins with a digit, a mark or one of `slot_words`.

    Raises:
        ValueError: a template has an unknown slot or a bracket without its partner.
    """

    __slots__ = (
        "_conditions",
        "_first_conditions",
        "_first_slots",
        "_first_words",
        "_root",
        "_slot_words",
        "_slots",
    )

    def __init__(
        self,
        templates: Iterable[tuple[str, Item]],
        slots: Mapping[str, Slot],
        slot_words: Collection[str] = (),
        conditions: Mapping[str, Condition] | None = None,
    ) -> None:
        self._root: _Node[Item] = _Node()
        self._slots = slots
        self._conditions = conditions or {}
        self._slot_words = frozenset(slot_words)
        for order, (template, item) in enumerate(templates):
            try:
                end, _ = self._add(_parse(template), self._root, frozenset((" ",)))
            except KeyError as error:
                raise ValueError(
                    f"{template!r}: unknown slot {error}; known are {', '.join(slots)}"
                ) from error
            if end.item is None:
                end.item = (order, item)
        self._first_words: dict[str, list[_Node[Item]]] = {}
        self._first_slots: list[tuple[str, str, _Node[Item]]] = []
        self._first_conditions: list[tuple[str, _Node[Item]]] = []
        self._index(self._root)

    def _add(
        self, parts: Sequence[_Part], node: _Node[Item], before: frozenset[str]
    ) -> tuple[_Node[Item], frozenset[str]]:
        """Add parts behind `node`; `before` is what may stand before: a space, a mark ("."), a word ("w")."""
        for part in parts:
            if isinstance(part, _Group):
                join: _Node[Item] = _Node()
                ends: frozenset[str] = frozenset()
                for branch in part.branches:
                    end, last = self._add(branch, node, before)
                    end.joins.append(join)
                    ends |= last
                node, before = join, ends
            elif part == " ":
                before = frozenset((" ",))
            elif part == "<":
                node.opens = node = node.opens or _Node()
            elif part == ">":
                node.closes = node = node.closes or _Node()
            elif part[0] == "{":
                slot = part.strip("{}").rstrip("0123456789")
                if slot in self._conditions:
                    node = node.conditions.setdefault(slot, _Node())
                    continue
                if slot not in self._slots:
                    raise KeyError(part)
                node = node.slots.setdefault((slot, part.strip("{}"), before == {"w"}), _Node())
                before = frozenset(("w",))
            else:
                mark = not part[0].isalnum()
                key = part if part.isupper() else fold(part)
                node = (node.glued if before == {"w"} and not mark else node.words).setdefault(key, _Node())
                before = frozenset("." if mark else "w")
        return node, before

    def _index(self, node: _Node[Item]) -> None:
        for key, child in node.words.items():
            self._first_words.setdefault(key, []).append(child)
        for (slot, name, _), child in node.slots.items():
            self._first_slots.append((slot, name, child))
        for name, child in node.conditions.items():
            self._first_conditions.append((name, child))
        for join in node.joins:
            self._index(join)
        if node.opens is not None:
            self._index(node.opens)

    def match(self, pieces: Sequence[Piece], at: int) -> Iterator[Wording[Item]]:
        """All wordings that begin at piece number `at`."""
        piece = pieces[at]
        for key in {piece.key, piece.text}:
            for child in self._first_words.get(key, ()):
                if _spaced_right(pieces, at):
                    yield from self._walk(child, pieces, at + 1, at, None, {})
        for name, child in self._first_conditions:
            if self._conditions[name](pieces, at):
                yield from self._walk(child, pieces, at, at, None, {})
        if piece.text[0].isalpha() and piece.key not in self._slot_words:
            return
        read: dict[str, list[tuple[int, Mapping[str, int]]]] = {}
        for slot, name, child in self._first_slots:
            if slot not in read:
                read[slot] = list(self._slots[slot](pieces, at))
            for end, found in read[slot]:
                yield from self._walk(child, pieces, end, at, None, _named(found, name[len(slot) :]))

    def _walk(
        self,
        node: _Node[Item],
        pieces: Sequence[Piece],
        at: int,
        first: int,
        last: int | None,
        values: Mapping[str, int],
    ) -> Iterator[Wording[Item]]:
        if node.item is not None:
            order, item = node.item
            yield Wording(first, at if last is None else last, item, values, order)
        for join in node.joins:
            yield from self._walk(join, pieces, at, first, last, values)
        if node.opens is not None:
            yield from self._walk(node.opens, pieces, at, at, None, values)
        if node.closes is not None:
            yield from self._walk(node.closes, pieces, at, first, at, values)
        for name, child in node.conditions.items():
            if self._conditions[name](pieces, at):
                yield from self._walk(child, pieces, at, first, last, values)
        if at >= len(pieces):
            return
        piece = pieces[at]
        for edge in (node.words, node.glued) if piece.glued else (node.words,):
            for key in {piece.key, piece.text} if edge else ():
                follower = edge.get(key)
                if follower is not None and _spaced_right(pieces, at):
                    yield from self._walk(follower, pieces, at + 1, first, last, values)
        for (slot, name, tight), child in node.slots.items():
            if piece.glued or not tight:
                for end, read in self._slots[slot](pieces, at):
                    merged = {**values, **_named(read, name[len(slot) :])}
                    yield from self._walk(child, pieces, end, first, last, merged)


def _named(values: Mapping[str, int], suffix: str) -> Mapping[str, int]:
    return {key + suffix: value for key, value in values.items()} if suffix else values


def _spaced_right(pieces: Sequence[Piece], at: int) -> bool:
    """A point or a colon inside a time has no space about it: "22.4", not "22. 4"."""
    if pieces[at].text not in _GLUING:
        return True
    return pieces[at].glued and at + 1 < len(pieces) and pieces[at + 1].glued
