"""Text to paragraphs, sentences and syllables. All offsets index the document's own text.

A Vietnamese word is one or more syllables; this module knows syllables alone (`Token`). Words are the
business of `segmentation`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec
import regex

from vnreport.characters import GROUP_SPACE, UNUSUAL, WITHIN_NUMBERS, WITHIN_WORDS, as_read
from vnreport.lines import SCALES, split_paragraphs
from vnreport.reading.syllables import is_syllable, with_late_tone_placed

# A word whose space was lost: tăng13,7%, có17 xã, tỷđồng. Two letters without a mark may be a code: km2.
_GLUED = (
    r"\p{L}\p{Ll}{2,}(?=\p{Nd})|(?:\p{L}[^\P{Ll}a-z]|[^\P{L}A-Za-z]\p{Ll})(?=\p{Nd})"
    rf"|(?:{SCALES})(?=đồng|USD)"
)
_CODE = r"(?:VND|USD|EUR|US)(?=\$?\p{Nd})"
_QUOTED = r"(?<![\p{L}\p{Nd}])[“\"‘'«]\p{Nd}+(?:[.,]\p{Nd}+)*[”\"’'»](?!\p{Nd})"
_MARK = r"[^\s\p{Z}\p{Cc}\p{Cf}]"
_TOKEN = regex.compile(
    rf"(?P<number>\p{{Nd}}+(?:[.,]\p{{Nd}}+)*)|(?P<code>{_CODE})|(?P<glued>{_GLUED})"
    r"|(?P<word>\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}\p{N}]*)*)"
    rf"|(?P<quoted>{_QUOTED})|(?P<mark>{_MARK})"
)
# The same where there are characters that tokens are read without; slower, and seldom needed. A number may go
# on in the next line: thousands after a full stop, decimals after a comma and before a percent sign or scale.
_UNUSUAL_TOKEN = regex.compile(
    rf"(?P<number>\p{{Nd}}{{1,3}}(?:{GROUP_SPACE}\p{{Nd}}{{3}})+(?:,\p{{Nd}}+)?(?!\p{{Nd}})"
    rf"|\p{{Nd}}+(?:{WITHIN_NUMBERS}[.,．，]?{WITHIN_NUMBERS}\p{{Nd}}+)*"
    rf"(?:\.\n\p{{Nd}}{{3}}(?!\p{{Nd}})|,\n\p{{Nd}}+(?=%| (?:{SCALES})\b))?)"
    rf"|(?P<code>{_CODE})|(?P<glued>{_GLUED})"
    rf"|(?P<word>\p{{L}}(?:{WITHIN_WORDS}['’]?{WITHIN_WORDS}[\p{{L}}\p{{M}}\p{{N}}]+)*+)"
    rf"|(?P<quoted>{_QUOTED})|(?P<mark>{_MARK})"
)
# A space that parts tokens; not so the one behind a number that goes on in the next line.
_PARTING_SPACE = regex.compile(rf"(?<!\p{{Nd}},\n\p{{Nd}}+) | (?!(?:{SCALES})\b)")
_NO_WIDTH = "\u200b"
_LONGEST_SYLLABLE = 7

# "code" is a currency before its digits (VND4,927), "glued" a word whose space was lost, "quoted" a number in
# quotes of its own (“5.000” tỷ đồng).
_SHAPES = {
    "number": "number",
    "quoted": "number",
    "word": "word",
    "code": "word",
    "glued": "word",
    "mark": "mark",
}
_LONGEST_REMEMBERED = 32  # characters between two spaces whose tokens are kept for the next time
_REMEMBERED = 16384  # of these, and of folded words: as fast as with all of them, and little memory

_LONGEST_ABBREVIATION = 8  # with the character before it

# A full stop ends a sentence unless it stands in one of these: TP. Hồ Chí Minh, ThS. Nguyễn, v.v.
_ABBREVIATION = regex.compile(
    r"(?:^|[\s(\"“,;:/-])(?:TP|Tp|tp|TX|Tx|TT|Tt|Q|P|H|X|KP|Th|ThS|Ths|TS|Ts|PGS|GS|BS|Bs|DS|LS|KS|Mr|Mrs|Ms|Dr|St|CT|PCT|ĐC|đ/c|v\.v|vv|No|Co|Ltd"
    # "quý I. Doanh thu đạt …" goes on with a sentence
    r"|(?!(?<=\b(?:[Qq]uý|đợt|hạng|loại|khu vực|giai đoạn) )[IVX])\p{Lu})\.$"
)
# Behind one of those these begin a sentence all the same: "Chủ tịch UBND TP. Bà Lê Hoa", but "TP. Bà Rịa".
_OPENS = regex.compile(
    r"\s*(?:(?:Ông|Bà)(?: \p{Lu}\p{Ll}*){2}"
    r"|(?:Đồng chí|Theo|Tại|Ngày|Đây|Các|Những|Đến nay|Hiện nay|Trong đó|Sau đó|Cùng với)\b)"
)
# Both begin at the first of several marks and give nothing back, or a text of full stops would take hours.
_BREAK = regex.compile(
    r"(?<![.!?…])[.!?…]++[\"”’»)\]]*+"  # a mark, space, a capital or digit
    r"(?=[^\S\n]++[\"“‘«(\[–-]*+\s*+[\p{Lu}\p{Nd}])"
    r"|(?<=[\p{Ll}\p{Nd}%)\"”])[.!?…]++[\"”]?+(?=\p{Lu}\p{L}*\p{Ll})"  # the space is missing: II/2019.Theo
)

# hoà = hòa, uỷ = ủy: the tone mark stands on the first vowel of an open oa, oe, uy in our keys.
_TONE_PLACEMENT = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# tỉ = tỷ, quí = quý, kĩ sư = kỹ sư: one sound, written in two ways where it stands alone behind these.
_LONG_I = regex.compile(r"(?P<onset>[hklmst]|qu)(?P<vowel>[iíìỉĩị])")
_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))


class Token(msgspec.Struct, frozen=True, gc=False):
    """One syllable, number or mark: `text` as it is read (see `as_read`), `key` folded (see `fold`).

    There are more tokens than anything else, and a struct is made in a quarter of a dataclass's time.
    """

    start: int
    end: int
    text: str
    key: str
    shape: str  # "number", "word" or "mark"


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence without the space around it; `paragraph` is the index of its first line."""

    start: int
    end: int
    paragraph: int


@lru_cache(maxsize=_REMEMBERED)
def fold(word: str) -> str:
    """The form under which a syllable is looked up: lower case, one place of tone marks, y for i."""
    key = with_late_tone_placed(word.casefold())
    placed = _TONE_PLACEMENT.get(key[-2:])
    if placed and not (key.startswith("qu") and len(key) == 3):
        return key[:-2] + placed
    if len(key) <= 3 and (found := _LONG_I.fullmatch(key)):
        return found["onset"] + _Y[found["vowel"]]
    return key


def bare(text: str) -> str:
    """The text in small letters without diacritics: ha noi of Hà Nội."""
    signs = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Syllables, numbers and marks of `text[start:end]`, with offsets into the whole `text`."""
    found: list[Token] = []
    at = start
    # No token reaches over a space, and what stands between two of them was mostly read before.
    part = text[start:end]
    for piece in _PARTING_SPACE.split(part) if "\n" in part else part.split(" "):
        for token in _KNOWN_PIECES[piece]:
            found.append(Token(at + token.start, at + token.end, token.text, token.key, token.shape))
        at += len(piece) + 1
    return tuple(found)


def _pieces(text: str) -> tuple[Token, ...]:
    """The tokens of what stands between two spaces, with offsets into that."""
    found: list[Token] = []
    unusual = UNUSUAL.search(text) is not None
    matches = (_UNUSUAL_TOKEN if unusual else _TOKEN).finditer(text)
    for start, end, kind in _whole(text, matches) if _NO_WIDTH in text else map(_range, matches):
        word = text[start + 1 : end - 1] if kind == "quoted" else text[start:end]
        if unusual:
            word = as_read(word)
        key = fold(word)
        if key == word:
            word = key  # one object, so that `is` tells a word that is its own key
        shape = _SHAPES[kind]
        if shape == "number" and not word.isascii() and not _has_values(word):
            shape = "mark"
        found.append(Token(start, end, word, key, shape))
    return tuple(found)


def _has_values(digits: str) -> bool:
    """Whether Python knows what all digits are worth: `regex` may know scripts of a later Unicode."""
    return all(unicodedata.category(sign) != "Cn" for sign in digits)


def _range(match: regex.Match[str]) -> tuple[int, int, str]:
    return match.start(), match.end(), match.lastgroup or "mark"


def _whole(text: str, matches: Iterable[regex.Match[str]]) -> list[tuple[int, int, str]]:
    """Tokens, with the syllables whole that a space of no width parts: t|ỷ, but not tỷ|đồng."""
    found = [_range(match) for match in matches]
    whole: list[tuple[int, int, str]] = []
    at = 0
    while at < len(found):
        start, last, kind = found[at]
        after = behind = at + 1
        letters = text[start:last]
        while kind == "word" and behind < len(found) and found[behind][2] == "word":
            if text[found[behind - 1][1] : found[behind][0]].strip(_NO_WIDTH):
                break
            letters += text[found[behind][0] : found[behind][1]]
            behind += 1
            if len(letters) > _LONGEST_SYLLABLE:
                break
            if is_syllable(letters):
                after, last = behind, found[behind - 1][1]
        whole.append((start, last, kind))
        at = after
    return whole


class _Pieces(dict[str, tuple[Token, ...]]):
    """What stands between two spaces -> its tokens; of what was read before, at once."""

    def __missing__(self, text: str) -> tuple[Token, ...]:
        found = _pieces(text)
        if len(text) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = found
        return found


_KNOWN_PIECES = _Pieces()


def opens_sentence(text: str, at: int) -> bool:
    """Whether a word that begins a sentence stands at an offset, or behind the space there."""
    return _OPENS.match(text, at) is not None


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Sentences of the text in order. The end of a paragraph always ends one."""
    found: list[Sentence] = []
    for at, last, paragraph in split_paragraphs(text):
        line = text[at:last]
        begin = 0
        for match in _BREAK.finditer(line):
            if (
                line[match.start()] == "."
                and _ABBREVIATION.search(
                    line, max(begin, match.start() - _LONGEST_ABBREVIATION), match.start() + 1
                )
                and not opens_sentence(line, match.end())
            ):
                continue
            _append(found, text, at + begin, at + match.end(), paragraph)
            begin = match.end()
        _append(found, text, at + begin, last, paragraph)
    return tuple(found)


def _append(found: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(start, end, paragraph))
