"""A dictionary of wordings over syllables: finds the longest entry that begins at a token."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from vnreport.text import Token, tokenize

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Item]):
    """Tokens `first` to `last` (exclusive) of a sentence are a wording of `item`."""

    first: int
    last: int
    item: Item


class Lexicon(Generic[Item]):
    """Wordings as a tree of syllable keys.

    A wording in capitals (KH, NQ) matches capitals alone; any other matches in every case and in both
    styles of tone placement.
    """

    __slots__ = ("_root",)

    def __init__(self, wordings: Iterable[tuple[str, Item]]) -> None:
        self._root: dict[str, object] = {}
        for form, item in wordings:
            tokens = tokenize(form)
            capitals = form.isupper() and len(form) > 1
            node = self._root
            for token in tokens:
                node = node.setdefault(token.text if capitals else token.key, {})  # type: ignore[assignment]
            node.setdefault("", item)

    def match(self, tokens: Sequence[Token], first: int, limit: int | None = None) -> Hit[Item] | None:
        """The longest wording that begins at `tokens[first]` and ends before `limit`, or None."""
        end = len(tokens) if limit is None else limit
        best: Hit[Item] | None = None
        nodes = [self._root]
        at = first
        while nodes and at < end:
            token = tokens[at]
            step = []
            for node in nodes:
                for key in {token.key, token.text}:
                    child = node.get(key)
                    if child is not None:
                        step.append(child)
            nodes = step  # type: ignore[assignment]
            at += 1
            for node in nodes:
                if "" in node:
                    best = Hit(first, at, node[""])  # type: ignore[arg-type]
        return best

    def find(self, tokens: Sequence[Token]) -> list[Hit[Item]]:
        """All longest wordings from left to right, none overlapping another."""
        found: list[Hit[Item]] = []
        at = 0
        while at < len(tokens):
            hit = self.match(tokens, at)
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.last
        return found
