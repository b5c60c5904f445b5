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
from typing import Generic, TypeVar

import msgspec
import regex

from vnreport import language
from vnreport.templates import Group, Part, parse_template
from vnreport.text import Token, fold

Item = TypeVar("Item")

_PIECE = regex.compile(r"\p{Nd}+|[\p{L}\p{M}]+|.", regex.DOTALL)
_DASHES = "-–—−‐‑‒"
_GLUING = frozenset(".:")
_NUMBER = "0"  # the key that stands for any digits
_MAX_STATES = 20_000  # the built-in times make 1,859; choices that overlap would make more than memory holds


class Wording(msgspec.Struct, Generic[Item], frozen=True, gc=False):
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
    digits: int | None = None  # how many digits a number must have, where that is fixed
    inner: Collection[str] = ()  # marks that may stand within a number that it reads


# A condition on the place before piece number `at`, which may be the end; it reads no piece.
Condition = Callable[[Sequence[Token], int], bool]


@dataclass(slots=True)
class _Node(Generic[Item]):
    order: int  # the place of the template that made it
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
    """Several nodes, with those that they join, as one: what may come next is a single look."""

    item: tuple[int, Item] | None
    words: Mapping[str, _State[Item]]
    glued: Mapping[str, _State[Item]]  # instead of `words`, where no space stands before
    slots: Sequence[tuple[Slot, str, bool, _State[Item]]]  # with the suffix of its values, and if glued
    conditions: Sequence[tuple[Condition, _State[Item]]]
    opens: _State[Item] | None
    closes: _State[Item] | None
    next_keys: frozenset[str] | None  # of the pieces that may come next, `_NUMBER` for digits; None: any

    def goes_on(self, pieces: Sequence[Token], at: int) -> bool:
        """Whether piece number `at` may come next, or none need come."""
        keys = self.next_keys
        if keys is None:
            return True
        if at >= len(pieces):
            return False
        piece = pieces[at]
        if piece.shape == "number":
            return _NUMBER in keys or piece.text in keys
        return piece.key in keys or (piece.text is not piece.key and piece.text in keys)


def split_pieces(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[int]]:
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
    return pieces, owners


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
        root: _Node[Item] = _Node(0)
        self._slots = slots
        self._conditions = conditions or {}
        self._templates: list[str] = []
        for order, (template, item) in enumerate(templates):
            self._templates.append(template)
            try:
                end, _ = self._add(parse_template(template), root, frozenset((" ",)), order)
            except KeyError as error:
                raise ValueError(
                    language._(
                        "{template!r}: unknown slot {error}; known are {names}",
                        template=template,
                        error=error,
                        names=", ".join(slots),
                    )
                ) from error
            if end.item is None:
                end.item = (order, item)
        # What a template reads from its head on is read from there with "<" or without.
        heads = [root] if root.opens is None else [root, root.opens]
        root.opens = None
        self._start = self._united(heads, {})
        self._openers = {key: state for key, state in self._start.words.items() if key not in slot_words}
        self._slot_words = frozenset(slot_words)
        self._begins = self._openers.keys() | self._slot_words
        self._digits = {slot.digits for slot, _, _, _ in self._start.slots if slot.digits is not None}
        # Keys behind a number of any other length with which a wording may begin; None: any.
        self._behind_numbers: frozenset[str] | None = frozenset()
        for slot, _, _, target in self._start.slots:
            if slot.digits is None and self._behind_numbers is not None:
                keys = target.next_keys
                self._behind_numbers = None if keys is None else self._behind_numbers | keys | {*slot.inner}

    def _add(
        self, parts: Sequence[Part], node: _Node[Item], before: frozenset[str], order: int
    ) -> tuple[_Node[Item], frozenset[str]]:
        """Add parts behind `node`; `before` is what may stand before: a space, a mark ("."), a word ("w")."""
        for part in parts:
            if isinstance(part, Group):
                join: _Node[Item] = _Node(order)
                ends: frozenset[str] = frozenset()
                for branch in part.branches:
                    end, last = self._add(branch, node, before, order)
                    end.joins.append(join)
                    ends |= last
                node, before = join, ends
            elif part == " ":
                before = frozenset((" ",))
            elif part == "<":
                node.opens = node = node.opens or _Node(order)
            elif part == ">":
                node.closes = node = node.closes or _Node(order)
            elif part[0] == "{":
                slot = part.strip("{}").rstrip("0123456789")
                if slot in self._conditions:
                    node = node.conditions.setdefault(slot, _Node(order))
                    continue
                if slot not in self._slots:
                    raise KeyError(part)
                node = node.slots.setdefault((slot, part.strip("{}"), before == {"w"}), _Node(order))
                before = frozenset(("w",))
            else:
                mark = not part[0].isalnum()
                key = part if part.isupper() else fold(part)
                words = node.glued if before == {"w"} and not mark else node.words
                node = words.setdefault(key, _Node(order))
                before = frozenset("." if mark else "w")
        return node, before

    def _united(
        self, nodes: Sequence[_Node[Item]], known: dict[frozenset[int], _State[Item]]
    ) -> _State[Item]:
        """The state of some nodes, and of all that follow it."""
        every = _joined(nodes)
        name = frozenset(map(id, every))
        if name in known:
            return known[name]
        if len(known) > _MAX_STATES:
            raise ValueError(
                language._(
                    "{template!r}: multiplies with the others, whose choices overlap; write fewer choices",
                    template=self._templates[max(node.order for node in every)],
                )
            )
        words: dict[str, list[_Node[Item]]] = {}
        glued: dict[str, list[_Node[Item]]] = {}
        slots: dict[tuple[str, str, bool], list[_Node[Item]]] = {}
        conditions: dict[str, list[_Node[Item]]] = {}
        for node in every:
            for merged, own in ((words, node.words), (glued, node.glued)):
                for key, child in own.items():
                    for form in _DASHES if key == "-" else (key,):  # a template's dash is any dash of a text
                        merged.setdefault(form, []).append(child)
            for label, child in node.slots.items():
                slots.setdefault(label, []).append(child)
            for condition, child in node.conditions.items():
                conditions.setdefault(condition, []).append(child)
        # A piece leads to one state, or the ways to read a text would multiply.
        if glued:
            glued = {key: glued.get(key, []) + words.get(key, []) for key in (*words, *glued)}
        for merged in (words, glued):
            for key in merged:
                if key.isupper():  # such a piece is one in small letters, too
                    merged[key] += merged.get(fold(key), [])
        opens = [node.opens for node in every if node.opens is not None]
        closes = [node.closes for node in every if node.closes is not None]
        followers = {key: self._united(children, known) for key, children in words.items()}
        tight = {key: self._united(children, known) for key, children in glued.items()} or followers
        read = [
            (self._slots[slot], label[len(slot) :], close, self._united(children, known))
            for (slot, label, close), children in slots.items()
        ]
        opened = self._united(opens, known) if opens else None
        closed = self._united(closes, known) if closes else None
        item = min((node.item for node in every if node.item), key=lambda item: item[0], default=None)
        state = _State(
            item,
            followers,
            tight,
            read,
            [
                (self._conditions[condition], self._united(children, known))
                for condition, children in conditions.items()
            ],
            opened,
            closed,
            None if item or conditions else _next_keys((*followers, *tight), read, (opened, closed)),
        )
        known[name] = state
        return state

    def starts(self, pieces: Sequence[Token]) -> list[int]:
        """The numbers of the pieces at which a wording may begin."""
        openers, begins = self._openers, self._begins
        found = [
            at
            for at, piece in enumerate(pieces)
            if (piece.key in begins or piece.shape == "number" or piece.text in openers)
            and self._may_begin(pieces, at)
        ]
        if self._start.conditions and pieces and (not found or found[0]):
            found.insert(0, 0)
        return found

    def _may_begin(self, pieces: Sequence[Token], at: int) -> bool:
        piece = pieces[at]
        if piece.key in self._slot_words or (piece.shape == "number" and self._reads_number(pieces, at)):
            return True
        # Most "của", "trong" lead to no time: the piece behind them tells.
        state = self._openers.get(piece.key)
        if state is not None and state.goes_on(pieces, at + 1):
            return True
        state = None if piece.text is piece.key else self._openers.get(piece.text)
        return state is not None and state.goes_on(pieces, at + 1)

    def _reads_number(self, pieces: Sequence[Token], at: int) -> bool:
        """Whether a wording may begin with a number: by its digits, or by the piece behind it."""
        text = pieces[at].text
        if len(text) in self._digits or text in self._start.words:
            return True
        if at + 1 == len(pieces):
            return False
        after = pieces[at + 1]
        keys = self._behind_numbers
        return (
            keys is None
            or after.key in keys
            or after.text in keys
            or (after.shape == "number" and _NUMBER in keys)
        )

    def match(self, pieces: Sequence[Token], at: int) -> list[Wording[Item]]:
        """All wordings that begin at piece number `at`."""
        found: list[Wording[Item]] = []
        self._walk(found, self._start, pieces, at, at, None, {})
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
        if not state.slots:
            return
        after = pieces[at + 1].text if at + 1 < len(pieces) else ""
        for slot, suffix, tight, target in state.slots:
            if (glued or not tight) and (number or slot.words is None or key in slot.words):
                # A number is one piece, unless a mark goes on with it: so what follows is known unread.
                if number and not (after and after in slot.inner) and not target.goes_on(pieces, at + 1):
                    continue
                for end, read in slot.read(pieces, at):
                    if target.goes_on(pieces, end):
                        merged = {**values, **_named(read, suffix)}
                        self._walk(found, target, pieces, end, first, last, merged)


def _joined(nodes: Sequence[_Node[Item]]) -> list[_Node[Item]]:
    """Nodes and those that they join, each once: the ways that lead to one would multiply."""
    found: dict[int, _Node[Item]] = {}
    ahead = [*nodes]
    while ahead:
        node = ahead.pop()
        if id(node) not in found:
            found[id(node)] = node
            ahead += node.joins
    return [*found.values()]


def _next_keys(
    words: Iterable[str],
    slots: Iterable[tuple[Slot, str, bool, _State[Item]]],
    edges: Iterable[_State[Item] | None],
) -> frozenset[str] | None:
    found = {*words}
    for slot, _, _, _ in slots:
        if slot.words is None:
            return None
        found.update(slot.words, (_NUMBER,))
    for state in edges:
        if state is not None:
            if state.next_keys is None:
                return None
            found |= state.next_keys
    return frozenset(found)


def _named(values: Mapping[str, int], suffix: str) -> Mapping[str, int]:
    return {key + suffix: value for key, value in values.items()} if suffix else values


def _spaced_right(pieces: Sequence[Token], at: int) -> bool:
    """A point or a colon inside a time has no space about it: "22.4", not "22. 4"."""
    if pieces[at].text not in _GLUING:
        return True
    within = 0 < at < len(pieces) - 1
    return within and pieces[at - 1].end == pieces[at].start and pieces[at].end == pieces[at + 1].start
