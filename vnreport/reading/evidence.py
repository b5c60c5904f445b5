"""How well a text reads as Vietnamese: the share of its marked words that are Vietnamese syllables.

A marked word has a letter or sign outside ASCII. In Vietnamese nearly all of them are syllables (99.7% over
news); in a text that was decoded wrongly few are, for a wrong tone or sign spoils the word. A single letter
tells nothing: most are syllables, and a dash of one encoding is a letter of another; but some signs of
windows-1252 stand by themselves nowhere but in a text of another encoding.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnreport.reading.syllables import is_syllable

# Not of a word: space, ASCII without its letters, and the signs that typography adds.
_WORD = regex.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f“”‘’«»–—…•·°²³]{2,}|[ƒˆ‰Š‹ŒŽ˜™š›œžŸ†‡]")
# HĐND, TƯ: capitals stand for words, and say nothing of how well the text was decoded.
_ABBREVIATION = regex.compile(r"[A-ZĐƯ]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of marked words: `good` that are Vietnamese syllables, `bad` that are not."""

    good: int
    bad: int

    @property
    def marked(self) -> int:
        """All marked words."""
        return self.good + self.bad

    @property
    def share(self) -> float:
        """The good words among all marked ones, 0 to 1; 0 where there are none."""
        return self.good / self.marked if self.good else 0.0


def weigh(text: str) -> Evidence:
    """Count the marked words of a text."""
    good = bad = 0
    for found in _WORD.finditer(text):
        word = found[0]
        if word.isascii() or _ABBREVIATION.fullmatch(word):
            continue
        if is_syllable(word):
            good += 1
        else:
            bad += 1
    return Evidence(good, bad)
