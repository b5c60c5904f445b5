"""Lines to paragraphs: news has a paragraph a line, text wrapped to a width has one in several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

_ENDED = regex.compile(r"[.!?…:;][\"”’»)\]]*\s*$")
_CONTINUED = regex.compile(r"\s*[\p{Ll}%]")
_RANGE = regex.compile(r"(?<=[\p{Nd}%]\s?)[-–—]\s*$")
_FIRST_WORD = regex.compile(r"\s*\S+")
_NUMBER_BROKEN = regex.compile(r"(?<![\p{Nd}.,])\p{Nd}{1,3}(?:\.\p{Nd}{3})*\.$")
_THOUSANDS = regex.compile(r"\p{Nd}{3}(?!\p{Nd})")

SCALES = "tỷ|tỉ|triệu|nghìn|ngàn"  # words by which a number of money is told to be one
# In any text: "đạt 4." or "đạt 4" and "290 tỷ đồng", "đạt 1.234." and "567 ca", "tăng 12," and "5%".
_THOUSANDS_BROKEN = regex.compile(
    rf"\p{{Ll}} (?:\p{{Nd}}{{1,3}}\.?\n\p{{Nd}}{{3}} (?:{SCALES})\b"
    r"|\p{Nd}{1,3}(?:\.\p{Nd}{3})+\.\n\p{Nd}{3}(?: \p{Ll}|%))"
)
_DECIMALS_BROKEN = regex.compile(rf"\p{{Nd}},\n\p{{Nd}}+(?:%| (?:{SCALES})\b)")

_NUMBER = 40  # characters of a number at the end of a line, with the letter before it
_WRAPPED = 1 / 3  # of lines that follow another go on with a small letter: the text is wrapped


def split_paragraphs(text: str) -> list[tuple[int, int, int]]:
    """Where each paragraph starts and ends, and the index of its first line.

    A line goes on in the next where that begins with a small letter and no sentence ended, and where a number
    does that a scale, a unit or its first thousands tell. In a text that is wrapped to a width, it also does
    after a comma, where the next word would not have fitted, and within any number.
    """
    lines = text.split("\n")
    wrapped = _width(lines)
    found: list[tuple[int, int, int]] = []
    at = 0
    for index, line in enumerate(lines):
        if index and _goes_on(lines[index - 1], line, wrapped):
            start, _, first = found.pop()
            found.append((start, at + len(line), first))
        else:
            found.append((at, at + len(line), index))
        at += len(line) + 1
    return found


def _goes_on(line: str, following: str, width: int) -> bool:
    if not line or line.isspace() or not following or following.isspace():
        return False
    if line[-1] in ".," or line[-1].isdecimal():
        joint = f"{line[-_NUMBER:]}\n{following[:_NUMBER]}"
        if (_DECIMALS_BROKEN if line[-1] == "," else _THOUSANDS_BROKEN).search(joint):
            return True
    if not _ENDED.search(line, max(0, len(line) - 8)):
        if _CONTINUED.match(following) or (_RANGE.search(line) and following.lstrip()[0].isdecimal()):
            return True
        word = _FIRST_WORD.match(following)
        comma = line.rstrip().endswith(",")
        return width > 0 and word is not None and (comma or len(line) + 1 + len(word[0]) > width)
    return bool(
        width and _NUMBER_BROKEN.search(line, max(0, len(line) - _NUMBER)) and _THOUSANDS.match(following)
    )


def _width(lines: Sequence[str]) -> int:
    """The width to which a text is wrapped; 0 where it is not."""
    following = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    continued = sum(
        _CONTINUED.match(after) is not None and not _ENDED.search(line, max(0, len(line) - 8))
        for line, after in following
    )
    if continued < 2 or continued < len(following) * _WRAPPED:
        return 0
    return max(len(line) for line in lines)
