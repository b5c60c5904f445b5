"""A dictionary of wordings over syllables: finds the longest entry that begins at a token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Generic, TypeVar

import msgspec

from vnreport.text import Token, tokenize

Item = TypeVar("Item")


class Hit(msgspec.Struct, Generic[Item], frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) of a sentence are a wording of `item`."""

    first: int
    last: int
    item: Item


class _Node(Generic[Item]):
    """What the keys of some tokens have led to: the item whose wording they are, and where more keys lead."""

    __slots__ = ("item", "nodes")

    def __init__(self, item: Item | None, nodes: dict[str, _Node[Item]]) -> None:
        self.item = item
        self.nodes = nodes


class Lexicon(Generic[Item]):
    """Wordings as a tree of syllable keys.

    A wording in capitals (KH, NQ) matches capitals alone; any other matches in every case and in both
    styles of tone placement.
    """

    __slots__ = ("_ends", "_nodes")

    def __init__(self, wordings: Iterable[tuple[str, Item]]) -> None:
        self._nodes: dict[str, _Node[Item]] = {}
        # Key of a wording's last token -> the lengths of such wordings, longest first.
        self._ends: dict[str, tuple[int, ...]] = {}
        for form, item in wordings:
            node: _Node[Item] = _Node(None, self._nodes)
            for key in self._path(form):
                below = node.nodes.get(key)
                if below is None:
                    below = node.nodes[key] = _Node(None, {})
                node = below
            if node.item is None:
                node.item = item

    def extended(self, wordings: Sequence[tuple[str, Item]]) -> Lexicon[Item]:
        """This lexicon with more wordings, which win over its own; of two alike the first one wins."""
        if not wordings:
            return self
        more = self._copy()
        for form, item in reversed(wordings):
            more._own(more._path(form)).item = item
        return more

    def without(self, forms: Sequence[str]) -> Lexicon[Item]:
        """This lexicon without some wordings."""
        held = [form for form in forms if self._holds(form)]
        if not held:
            return self
        less = self._copy()
        for form in held:
            less._own(less._path(form)).item = None
        return less

    def _copy(self) -> Lexicon[Item]:
        copy: Lexicon[Item] = Lexicon(())
        copy._nodes, copy._ends = dict(self._nodes), dict(self._ends)
        return copy

    def _own(self, path: Sequence[str]) -> _Node[Item]:
        """The node of a path, copied with those that lead to it, since the tree is shared with another."""
        nodes = self._nodes
        node: _Node[Item] = _Node(None, nodes)
        for key in path:
            known = nodes.get(key)
            node = _Node(None, {}) if known is None else _Node(known.item, dict(known.nodes))
            nodes[key] = node
            nodes = node.nodes
        return node

    def _holds(self, form: str) -> bool:
        nodes = self._nodes
        item: Item | None = None
        for key in Lexicon._path(Lexicon(()), form):
            node = nodes.get(key)
            if node is None:
                return False
            nodes, item = node.nodes, node.item
        return item is not None

    def _path(self, form: str) -> list[str]:
        """The keys that lead to a wording; its length is noted for `ending_at`."""
        tokens = tokenize(form)
        sizes = self._ends.get(tokens[-1].key, ())
        if len(tokens) not in sizes:
            self._ends[tokens[-1].key] = tuple(sorted((*sizes, len(tokens)), reverse=True))
        capitals = form.isupper() and len(form) > 1
        return [token.text if capitals else token.key for token in tokens]

    def match(self, tokens: tuple[Token, ...], first: int, limit: int | None = None) -> Hit[Item] | None:
        """The longest wording that begins at `tokens[first]` and ends before `limit`, or None."""
        end = len(tokens) if limit is None else limit
        if first >= end:
            return None
        token = tokens[first]
        key, text = token.key, token.text
        node = self._nodes.get(key)
        if node is None and (text is key or text not in self._nodes):
            return None  # most tokens begin no wording
        best: Hit[Item] | None = None
        if node is not None:
            last, item = first, None
            at = first + 1
            while True:
                if node.item is not None:
                    last, item = at, node.item
                if at >= end or (node := node.nodes.get(tokens[at].key)) is None:
                    break
                at += 1
            if item is not None:
                best = Hit(first, last, item)
        # A mark has no case, so a form in capitals may begin where a walk by keys does: °C. A word that is
        # its own key has small letters, and so begins none.
        if text != key or (best is None and token.shape != "word"):
            node = self._nodes.get(text)
            if node is not None:
                strict = self._capitals(node, tokens, first, end)
                if strict is not None and (best is None or strict.last >= best.last):
                    return strict
        return best

    def _capitals(
        self, node: _Node[Item], tokens: tuple[Token, ...], first: int, end: int
    ) -> Hit[Item] | None:
        """The longest wording in capitals of the tree below `node`, to which `tokens[first]` has led."""
        last, item = first, None
        at = first + 1
        below: _Node[Item] | None = node
        while below is not None:
            if below.item is not None:
                last, item = at, below.item
            below = below.nodes.get(tokens[at].text) if at < end else None
            at += 1
        return None if item is None else Hit(first, last, item)

    def ending_at(self, tokens: tuple[Token, ...], last: int) -> Hit[Item] | None:
        """The longest wording whose last token is the one before `last`, or None."""
        if not 0 < last <= len(tokens):
            return None
        for size in self._ends.get(tokens[last - 1].key, ()):
            if size <= last:
                hit = self.match(tokens, last - size, last)
                if hit is not None and hit.last == last:
                    return hit
        return None

    @property
    def openers(self) -> Set[str]:
        """The keys, and the texts in capitals, with which a wording may begin."""
        return self._nodes.keys()

    def beginnings(self) -> Iterator[tuple[str, str]]:
        """The first two words of each wording as they are looked up; the second is "" where there is none."""
        for first, node in self._nodes.items():
            if node.item is not None:
                yield first, ""
            for second in node.nodes:
                yield first, second

    def starts(self, tokens: tuple[Token, ...]) -> list[int]:
        """The tokens at which a wording may begin, from left to right."""
        nodes = self._nodes
        return [
            at
            for at, token in enumerate(tokens)
            if token.key in nodes or (token.text is not token.key and token.text in nodes)
        ]

    def find(self, tokens: tuple[Token, ...]) -> list[Hit[Item]]:
        """All longest wordings from left to right, none overlapping another."""
        found: list[Hit[Item]] = []
        behind = 0
        for at in self.starts(tokens):
            if at >= behind:
                hit = self.match(tokens, at)
                if hit is not None:
                    found.append(hit)
                    behind = hit.last
        return found
