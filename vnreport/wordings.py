"""Templates of wordings with slots, such as `tháng {month}[/{year}]`, compiled to one tree over pieces.

A piece is a run of letters, a run of digits or one mark: finer than a token, since "22.4" and "T9" are single
tokens. A template is made of words, `[optional]` parts, `(this|that)` choices, `{slots}`, and `<` `>` around
what is to be read where the template also names its surroundings (`so với <{year}>`). Space may stand between
words and slots; where a template writes two of them together (`T{month}`) the text must, too. Marks may stand
with or without space, points and colons only without. A word in capitals matches capitals alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

import regex

from vnreport.templates import Group, Part, parse_template
from vnreport.text import Token, fold

Item = TypeVar("Item")

_PIECE = regex.compile(r"\p{Nd}+|[\p{L}\p{M}]+|.", regex.DOTALL)
_DASHES = "-–—−‐‑‒"
_GLUING = frozenset(".:")
_NUMBER = "0"  # the key that stands for any digits


@dataclass(frozen=True, slots=True)
class Wording(Generic[Item]):
    """Pieces `first` to `last` (exclusive) are a wording of `item`; `values` holds what its slots read."""

    first: int
    last: int
    item: Item
    values: Mapping[str, int]
    order: int  # the place of its template among all


@dataclass(frozen=True, slots=True)
class Slot:
    """`read` reads pieces from an index on: yields the index behind and the values found.

    What is read begins with a digit or one of `words` (keys); with anything where that is None.
    """

    read: Callable[[Sequence[Token], int], Iterable[tuple[int, Mapping[str, int]]]]
    words: Collection[str] | None = ()


# A condition on the place before piece number `at`, which may be the end; it reads no piece.
Condition = Callable[[Sequence[Token], int], bool]


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


@dataclass(frozen=True, slots=True)
class _State(Generic[Item]):
    """A node with the nodes that it joins worked in: what may come next, without looking on."""

    item: tuple[int, Item] | None
    words: Mapping[str, tuple[_State[Item], ...]]
    glued: Mapping[str, tuple[_State[Item], ...]]
    slots: tuple[tuple[Slot, str, bool, _State[Item]], ...]  # how it is read, suffix of its values, glued
    conditions: tuple[tuple[Condition, _State[Item]], ...]
    opens: tuple[_State[Item], ...]
    closes: tuple[_State[Item], ...]


def split_pieces(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[int]]:
    """The pieces of a sentence's tokens, and for each the index of the token that it is of.

    A piece is a token where it is one as a whole: most sentences are their own pieces.
    """
    parted = {index for index, token in enumerate(tokens) if not _is_piece(token.text)}
    if not parted:
        return tokens, range(len(tokens))
    pieces: list[Token] = []
    owners: list[int] = []
    for index, token in enumerate(tokens):
        if index not in parted:
            pieces.append(token)
            owners.append(index)
            continue
        for match in _PIECE.finditer(token.text):
            start, text = token.start + match.start(), match.group()
            shape = "number" if text.isdecimal() else "word" if text[0].isalpha() else "mark"
            pieces.append(Token(start, start + len(text), text, fold(text), shape))
            owners.append(index)
    return pieces, owners


@lru_cache(maxsize=65536)
def _is_piece(text: str) -> bool:
    return text.isalpha() or text.isdecimal() or len(text) == 1


class Wordings(Generic[Item]):
    """Templates as one automaton. `slots` says how each slot is read, `conditions` what {names} hold where.

    A wording that begins with a slot begins with a digit or one of `slot_words`, one that begins with a
    condition at the sentence's first piece.

    Raises:
        ValueError: a template has an unknown slot or a bracket without its partner.
    """

    __slots__ = (
        "_conditions",
        "_first_slots",
        "_first_words",
        "_openers",
        "_seconds",
        "_slot_words",
        "_slots",
        "_start",
    )

    def __init__(
        self,
        templates: Iterable[tuple[str, Item]],
        slots: Mapping[str, Slot],
        slot_words: Collection[str] = (),
        conditions: Mapping[str, Condition] | None = None,
    ) -> None:
        root: _Node[Item] = _Node()
        self._slots = slots
        self._conditions = conditions or {}
        self._slot_words = frozenset(slot_words)
        for order, (template, item) in enumerate(templates):
            try:
                end, _ = self._add(parse_template(template), root, frozenset((" ",)))
            except KeyError as error:
                raise ValueError(
                    f"{template!r}: unknown slot {error}; known are {', '.join(slots)}"
                ) from error
            if end.item is None:
                end.item = (order, item)
        self._start = self._settled(root, {})
        self._first_words: dict[str, list[_State[Item]]] = {}
        self._first_slots: list[tuple[Slot, str, _State[Item]]] = []
        self._index(self._start)
        self._openers = self._slot_words | self._first_words.keys()
        self._seconds = {
            key: seconds
            for key, states in self._first_words.items()
            if key not in self._slot_words and (seconds := _seconds_of(states)) is not None
        }

    def _add(
        self, parts: Sequence[Part], node: _Node[Item], before: frozenset[str]
    ) -> tuple[_Node[Item], frozenset[str]]:
        """Add parts behind `node`; `before` is what may stand before: a space, a mark ("."), a word ("w")."""
        for part in parts:
            if isinstance(part, Group):
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

    def _settled(self, node: _Node[Item], known: dict[int, _State[Item]]) -> _State[Item]:
        """The state of a node and of all nodes that follow it."""
        if id(node) in known:
            return known[id(node)]
        joined = [self._settled(join, known) for join in node.joins]
        items = [state.item for state in joined if state.item] + ([node.item] if node.item else [])
        words: dict[str, tuple[_State[Item], ...]] = {}
        glued: dict[str, tuple[_State[Item], ...]] = {}
        for state in joined:
            for merged, edges in ((words, state.words), (glued, state.glued)):
                for key, targets in edges.items():
                    merged[key] = merged.get(key, ()) + targets
        for merged, own in ((words, node.words), (glued, node.glued)):
            for key, child in own.items():
                target = self._settled(child, known)
                # A template's dash is any dash of a text.
                for form in _DASHES if key == "-" else (key,):
                    merged[form] = (*merged.get(form, ()), target)
        known[id(node)] = settled = _State(
            min(items, key=lambda found: found[0], default=None),
            words,
            glued,
            (
                *(slot for state in joined for slot in state.slots),
                *(
                    (self._slots[slot], name[len(slot) :], tight, self._settled(child, known))
                    for (slot, name, tight), child in node.slots.items()
                ),
            ),
            (
                *(condition for state in joined for condition in state.conditions),
                *(
                    (self._conditions[name], self._settled(child, known))
                    for name, child in node.conditions.items()
                ),
            ),
            (
                *(state for join in joined for state in join.opens),
                *([self._settled(node.opens, known)] if node.opens else []),
            ),
            (
                *(state for join in joined for state in join.closes),
                *([self._settled(node.closes, known)] if node.closes else []),
            ),
        )
        return settled

    def _index(self, state: _State[Item]) -> None:
        for key, targets in state.words.items():
            self._first_words.setdefault(key, []).extend(targets)
        self._first_slots += [(read, suffix, target) for read, suffix, _, target in state.slots]
        for opened in state.opens:
            self._index(opened)

    def starts(self, pieces: Sequence[Token]) -> list[int]:
        """The numbers of the pieces at which a wording may begin."""
        openers = self._openers
        found = [
            at
            for at, piece in enumerate(pieces)
            if piece.shape == "number"
            or ((piece.key in openers or piece.text in openers) and self._goes_on(pieces, at))
        ]
        if self._start.conditions and pieces and (not found or found[0]):
            found.insert(0, 0)
        return found

    def _goes_on(self, pieces: Sequence[Token], at: int) -> bool:
        """Whether the piece behind an opener may follow it: most "của", "trong" lead to no time."""
        piece = pieces[at]
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        for key in (piece.key,) if piece.text is piece.key else (piece.key, piece.text):
            if key in self._openers:
                seconds = self._seconds.get(key)
                if seconds is None or (
                    after is not None
                    and (
                        after.key in seconds
                        or after.text in seconds
                        or (after.shape == "number" and _NUMBER in seconds)
                    )
                ):
                    return True
        return False

    def match(self, pieces: Sequence[Token], at: int) -> list[Wording[Item]]:
        """All wordings that begin at piece number `at`."""
        piece = pieces[at]
        found: list[Wording[Item]] = []
        for key in (piece.key,) if piece.key == piece.text else (piece.key, piece.text):
            for state in self._first_words.get(key, ()):
                if _spaced_right(pieces, at):
                    self._walk(found, state, pieces, at + 1, at, None, {})
        if not at:
            for holds, state in self._start.conditions:
                if holds(pieces, at):
                    self._walk(found, state, pieces, at, at, None, {})
        if piece.shape == "number" or piece.key in self._slot_words:
            read: dict[Slot, list[tuple[int, Mapping[str, int]]]] = {}
            for slot, suffix, state in self._first_slots:
                if slot not in read:
                    read[slot] = list(slot.read(pieces, at))
                for end, values in read[slot]:
                    self._walk(found, state, pieces, end, at, None, _named(values, suffix))
        return found

    def _walk(
        self,
        found: list[Wording[Item]],
        state: _State[Item],
        pieces: Sequence[Token],
        at: int,
        first: int,
        last: int | None,
        values: Mapping[str, int],
    ) -> None:
        if state.item is not None:
            order, item = state.item
            found.append(Wording(first, at if last is None else last, item, values, order))
        for target in state.opens:
            self._walk(found, target, pieces, at, at, None, values)
        for target in state.closes:
            self._walk(found, target, pieces, at, first, at, values)
        for holds, target in state.conditions:
            if holds(pieces, at):
                self._walk(found, target, pieces, at, first, last, values)
        if at >= len(pieces):
            return
        piece = pieces[at]
        glued = at > 0 and pieces[at - 1].end == piece.start
        for edges in (state.words, state.glued) if glued and state.glued else (state.words,):
            for key in (piece.key,) if piece.key == piece.text else (piece.key, piece.text):
                for target in edges.get(key, ()):
                    if _spaced_right(pieces, at):
                        self._walk(found, target, pieces, at + 1, first, last, values)
        for slot, suffix, tight, target in state.slots:
            if glued or not tight:
                for end, read in slot.read(pieces, at):
                    merged = {**values, **_named(read, suffix)}
                    self._walk(found, target, pieces, end, first, last, merged)


def _seconds_of(states: Iterable[_State[Item]]) -> frozenset[str] | None:
    """The keys of the pieces that may come next, `_NUMBER` for any digits; None where anything may."""
    found: set[str] = set()
    for state in states:
        inner = _seconds_of((*state.opens, *state.closes))
        if state.item is not None or state.conditions or inner is None:
            return None
        found.update(state.words, state.glued, inner)
        for slot, _, _, _ in state.slots:
            if slot.words is None:
                return None
            found.update(slot.words, (_NUMBER,))
    return frozenset(found)


def _named(values: Mapping[str, int], suffix: str) -> Mapping[str, int]:
    return {key + suffix: value for key, value in values.items()} if suffix else values


def _spaced_right(pieces: Sequence[Token], at: int) -> bool:
    """A point or a colon inside a time has no space about it: "22.4", not "22. 4"."""
    if pieces[at].text not in _GLUING:
        return True
    within = 0 < at < len(pieces) - 1
    return within and pieces[at - 1].end == pieces[at].start and pieces[at].end == pieces[at + 1].start
