"""The nearest of many things before a place of a sentence, those of deeper brackets passed over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class Nearest:
    """Asked for each number of a sentence from left to right, it looks at each thing once."""

    def __init__(self, places: Sequence[int], depths: Sequence[int]) -> None:
        """Takes where the things stand, in order, and how many brackets are open at each."""
        self._things = list(zip(places, depths, strict=True))
        self._read = 0
        # The things that no later one hides: those behind another stand deeper.
        self._places: list[int] = []
        self._depths: list[int] = []

    def before(self, place: int, depth: int) -> int:
        """Where the last thing before a place stands that is no deeper; -1 where there is none.

        Asked for places from left to right alone.
        """
        while self._read < len(self._things) and self._things[self._read][0] < place:
            at, of_thing = self._things[self._read]
            while self._depths and self._depths[-1] >= of_thing:
                self._places.pop()
                self._depths.pop()
            self._places.append(at)
            self._depths.append(of_thing)
            self._read += 1
        near = bisect_right(self._depths, depth)
        return self._places[near - 1] if near else -1
