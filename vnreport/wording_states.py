"""Templates of wordings compiled to states: a single look tells what may come next in a text.

The templates are parsed into nodes, one a part; a state is several nodes as one, so that of choices that
begin alike only one way leads on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from vnreport import language
from vnreport.templates import Group, Part, parse_template
from vnreport.text import Token, fold

Item = TypeVar("Item")

NUMBER = "0"  # the key that stands for any digits
_DASHES = "-–—−‐‑‒"
_MAX_STATES = 20_000  # the built-in times make about 2,000; overlapping choices would fill the memory


@dataclass(frozen=True, slots=True)
class Slot:
    """`read` reads pieces from an index on: yields the index behind and the values found.

    What is read begins with a digit or one of `words` (keys); with anything where that is None.
    """

    read: Callable[[tuple[Token, ...], int], Iterable[tuple[int, Mapping[str, int]]]]
    words: Collection[str] | None = ()
    digits: int | None = None  # how many digits a number must have, where that is fixed
    inner: Collection[str] = ()  # keys that may come second where it reads several pieces


# A condition on the place before piece number `at`, which may be the end; it reads no piece.
Condition = Callable[[tuple[Token, ...], int], bool]


class State(msgspec.Struct, Generic[Item], frozen=True, gc=False):
    """Several nodes, with those that they join, as one: what may come next is a single look."""

    item: tuple[int, Item] | None
    words: Mapping[str, State[Item]]
    glued: Mapping[str, State[Item]]  # instead of `words`, where no space stands before
    slots: Sequence[tuple[Slot, str, bool, State[Item]]]  # with the suffix of its values, and if glued
    slot_words: frozenset[str] | None  # that a slot may read, beside numbers; None: any
    conditions: Sequence[tuple[Condition, State[Item]]]
    opens: State[Item] | None
    closes: State[Item] | None
    next_keys: frozenset[str] | None  # of the pieces that may come next, `NUMBER` for digits; None: any

    def goes_on(self, pieces: tuple[Token, ...], at: int) -> bool:
        """Whether piece number `at` may come next, or none need come."""
        return may_follow(self.next_keys, pieces, at)


def may_follow(keys: frozenset[str] | None, pieces: tuple[Token, ...], at: int) -> bool:
    """Whether piece number `at` is one of those that may come next, as a state has them."""
    if keys is None:
        return True
    if at >= len(pieces):
        return False
    piece = pieces[at]
    if piece.shape == "number":
        return NUMBER in keys or piece.text in keys
    return piece.key in keys or (piece.text is not piece.key and piece.text in keys)


class _Node(Generic[Item]):
    def __init__(self, order: int) -> None:
        self.order = order  # the place of the template that made it
        self.words: dict[str, _Node[Item]] = {}
        self.glued: dict[str, _Node[Item]] = {}
        self.slots: dict[tuple[str, str, bool], _Node[Item]] = {}  # slot, its name, glued
        self.conditions: dict[str, _Node[Item]] = {}
        self.joins: list[_Node[Item]] = []
        self.opens: _Node[Item] | None = None
        self.closes: _Node[Item] | None = None
        self.item: tuple[int, Item] | None = None  # with its place among the templates


def compile_templates(
    templates: Iterable[tuple[str, Item]], slots: Mapping[str, Slot], conditions: Mapping[str, Condition]
) -> State[Item]:
    """The state before all templates; `slots` says how each slot is read, `conditions` what {names} hold.

    Raises:
        ValueError: a template has an unknown slot or a bracket without its partner, or multiplies.
    """
    compiler: _Compiler[Item] = _Compiler(slots, conditions)
    return compiler.compiled(templates)


class _Compiler(Generic[Item]):
    """Templates on their way to states."""

    def __init__(self, slots: Mapping[str, Slot], conditions: Mapping[str, Condition]) -> None:
        self._slots = slots
        self._conditions = conditions
        self._templates: list[str] = []

    def compiled(self, templates: Iterable[tuple[str, Item]]) -> State[Item]:
        """The state before all of them."""
        root: _Node[Item] = _Node(0)
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
                        names=", ".join(self._slots),
                    )
                ) from error
            if end.item is None:
                end.item = (order, item)
        # What a template reads from its head on is read from there with "<" or without.
        heads = [root] if root.opens is None else [root, root.opens]
        root.opens = None
        return self._united(heads, {})

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

    def _united(self, nodes: Sequence[_Node[Item]], known: dict[frozenset[int], State[Item]]) -> State[Item]:
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
        state = State(
            item,
            followers,
            tight,
            read,
            _slot_words(read),
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


def _slot_words(slots: Iterable[tuple[Slot, str, bool, State[Item]]]) -> frozenset[str] | None:
    found: set[str] = set()
    for slot, _, _, _ in slots:
        if slot.words is None:
            return None
        found.update(slot.words)
    return frozenset(found)


def _next_keys(
    words: Iterable[str],
    slots: Iterable[tuple[Slot, str, bool, State[Item]]],
    edges: Iterable[State[Item] | None],
) -> frozenset[str] | None:
    found = {*words}
    for slot, _, _, _ in slots:
        if slot.words is None:
            return None
        found.update(slot.words, (NUMBER,))
    for state in edges:
        if state is not None:
            if state.next_keys is None:
                return None
            found |= state.next_keys
    return frozenset(found)
