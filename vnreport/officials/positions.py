"""The list of a person's positions, none twice: a shortening of one that is there adds nothing."""

from __future__ import annotations

from vnreport.document import Position
from vnreport.officials.grammar import Grammar
from vnreport.officials.items import Title
from vnreport.text import Token

# Words of a place that another writing of the same position may leave out.
_LOOSE = frozenset({"tỉnh", "huyện", "tp", "thành", "phố", "xã", "của"})


class PositionList:
    """Positions in the order they were read; `found` is the result."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self._text = text
        self._grammar = grammar
        self._exact: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        self._words: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.found: list[Position] = []

    def add(self, tokens: tuple[Token, ...], title: Title) -> bool:
        """Add a title's words; False where the list had them, in full or at greater length."""
        rank = self._folded(tokens[title.rank.core : title.rank.last])
        body = self._folded(tokens[title.rank.last : title.last])
        if (rank, body) in self._exact:
            return False
        self._exact.add((rank, body))
        span = tokens[title.rank.core : title.last]
        position = Position(
            self._text[span[0].start : span[-1].end], former=title.rank.former, acting=title.rank.acting
        )
        for at, (other_rank, other_body) in enumerate(self._words):
            if rank != other_rank:
                continue
            if _shortens(body, other_body):
                return False
            if _shortens(other_body, body):
                self._words[at] = (rank, body)
                old = self.found[at]
                self.found[at] = Position(
                    position.text, former=old.former or position.former, acting=old.acting or position.acting
                )
                return True
        self._words.append((rank, body))
        self.found.append(position)
        return True

    def _folded(self, tokens: tuple[Token, ...]) -> tuple[str, ...]:
        words: list[str] = []
        for token in tokens:
            if token.key == "ủy" and words:  # tỉnh ủy, huyện ủy: one word each
                words[-1] += " ủy"
            elif token.shape != "mark":
                words.extend(self._grammar.meanings.get(token.key, (token.key,)))
        return tuple(words)


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` leaves out words of `long`, and changes none."""
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short if word not in _LOOSE) and (
        not short or len(short) <= len(long) + 2
    )
