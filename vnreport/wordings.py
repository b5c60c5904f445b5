"""Templates of wordings with slots, such as `tháng {month}[/{year}]`, compiled to one tree over pieces.

A piece is a run of letters, a run of digits or one mark: finer than a token, since "22.4" and "T9" are single
tokens. A template is made of words, `[optional]` parts, `(this|that)` choices, `{slots}`, and `<` `>` around
what is to be read where the template also names its surroundings (`so với <{year}>`). Space may stand between
words and slots; where a template writes two of them together (`T{month}`) the text must, too. Marks may stand
with or without space, points and colons only without. A word in capitals matches capitals alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec
import regex

from vnreport.text import Token, fold
from vnreport.wording_states import Condition, Slot, State, compile_templates, may_follow

Item = TypeVar("Item")

_PIECE = regex.compile(r"\p{Nd}+|[\p{L}\p{M}]+|.", regex.DOTALL)
_GLUING = frozenset(".:")


class Wording(msgspec.Struct, Generic[Item], frozen=True, gc=False):
    """Pieces `first` to `last` (exclusive) are a wording of `item`; `values` holds what its slots read."""

    first: int
    last: int
    item: Item
    values: Mapping[str, int]
    order: int  # the place of its template among all


def split_pieces(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], Sequence[int]]:
    """The pieces of a sentence's tokens, and for each the index of the token that it is of.

    A piece is a token where it is one as a whole: most sentences are their own pieces.
    """
    parted = {
        index
        for index, token in enumerate(tokens)
        if not (token.text.isalpha() or token.shape == "mark" or token.text.isdecimal())
    }
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
    return tuple(pieces), owners


class Wordings(Generic[Item]):
    """Templates as one automaton. `slots` says how each slot is read, `conditions` what {names} hold where.

    A wording that begins with a slot begins with a digit or one of `slot_words`, one that begins with a
    condition at the sentence's first piece.

    Raises:
        ValueError: a template has an unknown slot or a bracket without its partner, or multiplies.
    """

    def __init__(
        self,
        templates: Iterable[tuple[str, Item]],
        slots: Mapping[str, Slot],
        slot_words: Collection[str] = (),
        conditions: Mapping[str, Condition] | None = None,
    ) -> None:
        self._start = compile_templates(templates, slots, conditions or {})
        self._words = {word: self._next_keys(word) for word in (*self._start.words, *slot_words)}
        self._digits = {slot.digits for slot, _, _, _ in self._start.slots if slot.digits is not None}
        # Keys behind a number of any other length with which a wording may begin; None: any.
        self._behind_numbers: frozenset[str] | None = frozenset()
        self._within_numbers: set[str] = set()
        for slot, _, _, target in self._start.slots:
            if slot.digits is None and self._behind_numbers is not None:
                keys = target.next_keys
                self._behind_numbers = None if keys is None else self._behind_numbers | keys
                self._within_numbers.update(slot.inner)

    def _next_keys(self, word: str) -> frozenset[str] | None:
        """What may come behind a word with which a wording begins: see `State`."""
        found: set[str] = set()
        state = self._start.words.get(word)
        ways = [] if state is None else [(frozenset[str](), state)]
        ways += [
            (frozenset(slot.inner), target)
            for slot, _, _, target in self._start.slots
            if word in (slot.words or ())
        ]
        for inner, target in ways:
            if target.next_keys is None:
                return None
            found |= inner | target.next_keys
        return frozenset(found)

    def starts(self, pieces: tuple[Token, ...]) -> list[int]:
        """The numbers of the pieces at which a wording may begin."""
        words = self._words
        found = [
            at
            for at, piece in enumerate(pieces)
            if (piece.key in words and may_follow(words[piece.key], pieces, at + 1))
            or (piece.shape == "number" and self._reads_number(pieces, at))
            or (
                piece.text is not piece.key
                and piece.text in words
                and may_follow(words[piece.text], pieces, at + 1)
            )
        ]
        told = any(target.goes_on(pieces, 0) for _, target in self._start.conditions)
        return [0, *found] if told and (not found or found[0]) else found

    def _reads_number(self, pieces: tuple[Token, ...], at: int) -> bool:
        """Whether a wording may begin with a number: by its digits, or by the piece behind it."""
        text = pieces[at].text
        if len(text) in self._digits or text in self._start.words:
            return True
        if at + 1 == len(pieces):
            return False
        after = pieces[at + 1]
        if after.text in self._within_numbers and _is_within_number(pieces, at + 1):
            return True
        return may_follow(self._behind_numbers, pieces, at + 1)

    def match(self, pieces: tuple[Token, ...], at: int) -> list[Wording[Item]]:
        """All wordings that begin at piece number `at`."""
        found: list[Wording[Item]] = []
        self._walk(found, self._start, pieces, at, at, None, {})
        return found

    def _walk(
        self,
        found: list[Wording[Item]],
        state: State[Item],
        pieces: tuple[Token, ...],
        at: int,
        first: int,
        last: int | None,
        values: Mapping[str, int],
    ) -> None:
        if state.item is not None:
            order, item = state.item
            found.append(Wording(first, at if last is None else last, item, values, order))
        if state.opens is not None:
            self._walk(found, state.opens, pieces, at, at, None, values)
        if state.closes is not None:
            self._walk(found, state.closes, pieces, at, first, at, values)
        for holds, target in state.conditions:
            if holds(pieces, at):
                self._walk(found, target, pieces, at, first, last, values)
        if at >= len(pieces):
            return
        piece = pieces[at]
        key, text = piece.key, piece.text
        glued = at > 0 and pieces[at - 1].end == piece.start
        number = piece.shape == "number"
        edges = state.glued if glued else state.words
        follower = edges.get(text) or edges.get(key)
        if follower is not None and follower.goes_on(pieces, at + 1) and _spaced_right(pieces, at):
            self._walk(found, follower, pieces, at + 1, first, last, values)
        if not (number or state.slot_words is None or key in state.slot_words):
            return
        after = pieces[at + 1].key if at + 1 < len(pieces) else ""
        for slot, suffix, tight, target in state.slots:
            if (glued or not tight) and (number or slot.words is None or key in slot.words):
                # Most of what slots read is one piece, so what follows is known unread.
                if after not in slot.inner and not target.goes_on(pieces, at + 1):
                    continue
                for end, read in slot.read(pieces, at):
                    if target.goes_on(pieces, end):
                        merged = {**values, **_named(read, suffix)}
                        self._walk(found, target, pieces, end, first, last, merged)


def _named(values: Mapping[str, int], suffix: str) -> Mapping[str, int]:
    return {key + suffix: value for key, value in values.items()} if suffix else values


def _spaced_right(pieces: tuple[Token, ...], at: int) -> bool:
    """A point or a colon inside a time has no space about it: "22.4", not "22. 4"."""
    if pieces[at].text not in _GLUING:
        return True
    within = 0 < at < len(pieces) - 1
    return within and pieces[at - 1].end == pieces[at].start and pieces[at].end == pieces[at + 1].start


def _is_within_number(pieces: tuple[Token, ...], at: int) -> bool:
    """Whether a mark has digits beside it on both sides."""
    if not 0 < at < len(pieces) - 1 or pieces[at + 1].shape != "number":
        return False
    return pieces[at - 1].end == pieces[at].start and pieces[at].end == pieces[at + 1].start
