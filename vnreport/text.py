"""Text to paragraphs, sentences and syllables. All offsets index the document's own text.

A Vietnamese word is one or more syllables; this module knows syllables alone (`Token`). Words are the
business of `segmentation`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import msgspec
import regex

_TOKEN = regex.compile(
    r"(?P<number>\p{Nd}+(?:[.,]\p{Nd}+)*)|(?P<code>(?:VND|USD|EUR|US)(?=\$?\p{Nd}))|(?P<glued>\p{L}\p{Ll}{2,}(?=\p{Nd}))|(?P<word>\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}\p{N}]*)*)|(?P<mark>[^\s\p{Z}\p{Cc}\p{Cf}])"
)

# "code" is a currency before its digits (VND4,927), "glued" a word whose space was lost (tăng13,7%).
_SHAPES = {"number": "number", "word": "word", "mark": "mark", "code": "word", "glued": "word"}
_LONGEST_REMEMBERED = 32  # characters between two spaces whose tokens are kept for the next time

_LONGEST_ABBREVIATION = 8  # with the character before it

# A full stop ends a sentence unless it stands in one of these: TP. Hồ Chí Minh, ThS. Nguyễn, v.v.
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\"“,;:/-])(?:TP|Tp|tp|TX|Tx|TT|Tt|Q|P|H|X|KP|Th|ThS|Ths|TS|Ts|PGS|GS|BS|Bs|DS|LS|KS|Mr|Mrs|Ms|Dr|St|CT|PCT|ĐC|đ/c|v\.v|vv|No|Co|Ltd|\p{Lu})\.$"
)
_BREAK = regex.compile(
    r"(?:[.!?…]+[\"”’»)\]]*)(?=\s+[\"“‘«(\[–-]*\s*[\p{Lu}\p{Nd}])"  # a mark, space, then a capital or a digit
    r"|(?<=[\p{Ll}\p{Nd}%)\"”])[.!?…]+[\"”]?(?=\p{Lu}\p{L}*\p{Ll})"  # the space is missing: II/2019.Theo
)

# hoà = hòa, uỷ = ủy: the tone mark stands on the first vowel of an open oa, oe, uy in our keys.
_TONE_PLACEMENT = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


class Token(msgspec.Struct, frozen=True, gc=False):
    """One syllable, number or mark. `key` is its folded form (see `fold`).

    There are more tokens than anything else, and a struct is made in a quarter of a dataclass's time.
    """

    start: int
    end: int
    text: str
    key: str
    shape: str  # "number", "word" or "mark"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without the space around it; `paragraph` is the index of its line."""

    start: int
    end: int
    paragraph: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The form under which a syllable is looked up: lower case, tone marks placed in one style."""
    key = word.casefold()
    placed = _TONE_PLACEMENT.get(key[-2:])
    if placed and not (key.startswith("qu") and len(key) == 3):
        key = key[:-2] + placed
    return key


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Syllables, numbers and marks of `text[start:end]`, with offsets into the whole `text`."""
    found: list[Token] = []
    at = start
    # No token reaches over a space, and what stands between two of them was mostly read before.
    for piece in text[start:end].split(" "):
        pieces = _remembered(piece) if len(piece) <= _LONGEST_REMEMBERED else _pieces(piece)
        for first, last, word, key, shape in pieces:
            found.append(Token(at + first, at + last, word, key, shape))
        at += len(piece) + 1
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int, str, str, str]]:
    """The parts of tokens: start, end, text, key and shape."""
    found: list[tuple[int, int, str, str, str]] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        key = fold(word)
        if key == word:
            word = key  # one object, so that `is` tells a word that is its own key
        found.append((match.start(), match.end(), word, key, _SHAPES[match.lastgroup or "mark"]))
    return found


_remembered = lru_cache(maxsize=65536)(_pieces)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of the text in order. A line end always ends one: news has a paragraph a line."""
    found: list[Sentence] = []
    at = 0
    for paragraph, line in enumerate(text.split("\n")):
        begin = 0
        for match in _BREAK.finditer(line):
            if line[match.start()] == "." and _ABBREVIATION.search(
                line, max(begin, match.start() - _LONGEST_ABBREVIATION), match.start() + 1
            ):
                continue
            _append(found, text, at + begin, at + match.end(), paragraph)
            begin = match.end()
        _append(found, text, at + begin, at + len(line), paragraph)
        at += len(line) + 1
    return tuple(found)


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(start, end, paragraph))
