"""A dictionary of wordings over syllables: finds the longest entry that begins at a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Generic, TypeVar

import msgspec

from vnreport.text import Token, tokenize

Item = TypeVar("Item")


class Hit(msgspec.Struct, Generic[Item], frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) of a sentence are a wording of `item`."""

    first: int
    last: int
    item: Item


class Lexicon(Generic[Item]):
    """Wordings as a tree of syllable keys.

    A wording in capitals (KH, NQ) matches capitals alone; any other matches in every case and in both
    styles of tone placement.
    """

    __slots__ = ("_ends", "_root")

    def __init__(self, wordings: Iterable[tuple[str, Item]]) -> None:
        self._root: dict[str, object] = {}
        # Key of a wording's last token -> the lengths of such wordings, longest first.
        self._ends: dict[str, tuple[int, ...]] = {}
        for form, item in wordings:
            node = self._root
            for key in self._path(form):
                node = node.setdefault(key, {})  # type: ignore[assignment]
            node.setdefault("", item)

    def extended(self, wordings: Sequence[tuple[str, Item]]) -> Lexicon[Item]:
        """This lexicon with more wordings, which win over its own; of two alike the first one wins."""
        if not wordings:
            return self
        more: Lexicon[Item] = Lexicon(())
        more._root, more._ends = dict(self._root), dict(self._ends)
        for form, item in reversed(wordings):
            node = more._root
            for key in more._path(form):
                # The tree is shared with this lexicon: what is changed in it is copied first.
                node[key] = dict(node.get(key, {}))  # type: ignore[call-overload]
                node = node[key]  # type: ignore[assignment]
            node[""] = item
        return more

    def without(self, forms: Sequence[str]) -> Lexicon[Item]:
        """This lexicon without some wordings."""
        held = [form for form in forms if self._holds(form)]
        if not held:
            return self
        less: Lexicon[Item] = Lexicon(())
        less._root, less._ends = dict(self._root), dict(self._ends)
        for form in held:
            node = less._root
            for key in less._path(form):
                node[key] = dict(node[key])  # type: ignore[call-overload]
                node = node[key]  # type: ignore[assignment]
            del node[""]
        return less

    def _holds(self, form: str) -> bool:
        node: object = self._root
        for key in Lexicon._path(Lexicon(()), form):
            node = node.get(key) if isinstance(node, dict) else None
        return isinstance(node, dict) and "" in node

    def _path(self, form: str) -> list[str]:
        """The keys that lead to a wording; its length is noted for `ending_at`."""
        tokens = tokenize(form)
        sizes = self._ends.get(tokens[-1].key, ())
        if len(tokens) not in sizes:
            self._ends[tokens[-1].key] = tuple(sorted((*sizes, len(tokens)), reverse=True))
        capitals = form.isupper() and len(form) > 1
        return [token.text if capitals else token.key for token in tokens]

    def match(self, tokens: Sequence[Token], first: int, limit: int | None = None) -> Hit[Item] | None:
        """The longest wording that begins at `tokens[first]` and ends before `limit`, or None."""
        end = len(tokens) if limit is None else limit
        if first >= end:
            return None
        token = tokens[first]
        key, text = token.key, token.text
        node = self._root.get(key)
        if node is None and (text is key or text not in self._root):
            return None  # most tokens begin no wording
        best: Hit[Item] | None = None
        if node is not None:
            last, item = first, None
            at = first + 1
            while True:
                found = node.get("")  # type: ignore[attr-defined]
                if found is not None:
                    last, item = at, found
                if at >= end or (node := node.get(tokens[at].key)) is None:  # type: ignore[attr-defined]
                    break
                at += 1
            if item is not None:
                best = Hit(first, last, item)
        # A mark has no case, so a form in capitals may begin where a walk by keys does: °C.
        if best is None or text != key:
            node = self._root.get(text)
            if node is not None:
                strict = self._capitals(node, tokens, first, end)
                if strict is not None and (best is None or strict.last >= best.last):
                    return strict
        return best

    def _capitals(self, node: object, tokens: Sequence[Token], first: int, end: int) -> Hit[Item] | None:
        """The longest wording in capitals of the tree below `node`, to which `tokens[first]` has led."""
        last, item = first, None
        at = first + 1
        while True:
            found = node.get("")  # type: ignore[attr-defined]
            if found is not None:
                last, item = at, found
            if at >= end or (node := node.get(tokens[at].text)) is None:  # type: ignore[attr-defined]
                break
            at += 1
        return None if item is None else Hit(first, last, item)

    def ending_at(self, tokens: Sequence[Token], last: int) -> Hit[Item] | None:
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
        return self._root.keys()

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens at which a wording may begin, from left to right."""
        root = self._root
        return [
            at
            for at, token in enumerate(tokens)
            if token.key in root or (token.text is not token.key and token.text in root)
        ]

    def find(self, tokens: Sequence[Token]) -> list[Hit[Item]]:
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
