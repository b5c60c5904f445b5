"""The list of a person's positions, none twice: a shortening of one that is there adds nothing."""

from __future__ import annotations

from collections.abc import Sequence

from vnreport.document import Position
from vnreport.officials.items import Title
from vnreport.text import Token

# Abbreviations of titles and the words they stand for, by which "PCT UBND" and "Phó Chủ tịch UBND" are one.
_EXPANDED = {
    "pct": ("phó", "chủ", "tịch"),
    "ct": ("chủ", "tịch"),
    "pbt": ("phó", "bí", "thư"),
    "bt": ("bí", "thư"),
    "gđ": ("giám", "đốc"),
    "pgđ": ("phó", "giám", "đốc"),
    "tgđ": ("tổng", "giám", "đốc"),
    "ptgđ": ("phó", "tổng", "giám", "đốc"),
    "tt": ("thường", "trực"),
    "mttq": ("mặt", "trận", "tổ", "quốc"),
    "ubnd": ("ủy", "ban", "nhân", "dân"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "hđqt": ("hội", "đồng", "quản", "trị"),
    "đbqh": ("đại", "biểu", "quốc", "hội"),
    "tuv": ("tỉnh", "ủy", "viên"),
}
_LOOSE = frozenset({"tỉnh", "huyện", "tp", "thành", "phố", "xã", "của"})


class PositionList:
    """Positions in the order they were read; `found` is the result."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.found: list[Position] = []

    def add(self, tokens: Sequence[Token], title: Title) -> bool:
        """Add a title's words; False where the list had them, in full or at greater length."""
        rank = _words(tokens, title.rank.core, title.rank.last)
        body = _words(tokens, title.rank.last, title.last)
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


def _words(tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[first:last]:
        if token.shape != "mark":
            if token.key == "ủy" and words:  # tỉnh ủy, huyện ủy: one word each
                words[-1] += " ủy"
            else:
                words.extend(_EXPANDED.get(token.key, (token.key,)))
    return tuple(words)


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether `short` leaves out words of `long`, and changes none."""
    rest = iter(long)
    return all(any(word == other for other in rest) for word in short if word not in _LOOSE) and (
        not short or len(short) <= len(long) + 2
    )
