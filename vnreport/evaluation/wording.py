"""When two phrases count as the same: case, spacing, punctuation and the placement of tone marks do not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[\w%²³]+")


def fold(phrase: str | None) -> str:
    """The words of a phrase, each with its tone behind it: `hoà` and `hòa` fold to the same."""
    words = []
    for word in _WORD.findall(unicodedata.normalize("NFC", phrase or "").casefold()):
        letters = unicodedata.normalize("NFD", word)
        tone = "".join(letter for letter in letters if letter in _TONES)
        base = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
        words.append(base + tone)
    return " ".join(words)


def token_f1(one: str | None, other: str | None) -> float:
    """How many words two phrases share, as the F1 of one against the other: 0 to 1."""
    a, b = Counter(fold(one).split()), Counter(fold(other).split())
    same = (a & b).total()
    return 2 * same / (a.total() + b.total()) if same else 0.0
