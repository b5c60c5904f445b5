"""TCVN3, also called ABC: the bytes behind the .VnTime family of fonts; and TCVN 5712-1, its wider sibling.

Source of the table: the standard TCVN 5712:1993. Its first character set (VN1, `iconv -f TCVN`) puts capitals
with tones among the controls and into bytes that the third (VN3, which the fonts draw) leaves free; all other
letters have the same bytes in both.
"""

from __future__ import annotations

import unicodedata

import regex

_VN1_CONTROLS = {
    **dict(zip((0x01, 0x02, 0x04, 0x05, 0x06), "ÚỤỪỬỮ", strict=True)),
    **dict(zip(range(0x11, 0x18), "ỨỰỲỶỸÝỴ", strict=True)),
}
_VN1_ROWS = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"  # from 0x80
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"  # from 0xA0
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
_VN1 = _VN1_CONTROLS | {0x80 + at: letter for at, letter in enumerate(_VN1_ROWS)}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONED_CAPITALS = frozenset(
    letter
    for letter in _VN1.values()
    if letter.isupper() and _TONES & {*unicodedata.normalize("NFD", letter)}
)
_VN3 = {byte: letter for byte, letter in _VN1.items() if byte >= 0xA0 and letter not in _TONED_CAPITALS}

_TONED = "".join(sorted(_TONED_CAPITALS)).lower()
_LINE = regex.compile(r"[^\n]+")
# Capitals and small letters with tones, as "HộI" and "NGHị"; "Hà" has one capital and may be just what it is.
_MIXED_WORD = regex.compile(rf"(?<!\p{{L}})(?=(?:[{_TONED}]*+\p{{Lu}}){{2}})[\p{{Lu}}{_TONED}]++(?!\p{{L}})")
_SENTENCE_START = regex.compile(
    rf"(?:^|[.!?…][\"”’)]*[ \u00a0])(?:[^\S\n]|[\"“‘(–•-])*+\K[{_TONED}]", regex.MULTILINE
)
_CAPITAL = regex.compile(r"\p{Lu}")
_SMALL = regex.compile(rf"[\p{{Ll}}--[{_TONED}]]", regex.V1)


def decode_tcvn3(data: bytes) -> str:
    """Decode VN3 bytes; what VN3 leaves free is as in windows-1252, which the fonts follow.

    VN3 has no capitals with a tone: they are small letters that a capital font (.VnTimeH) draws large. They
    become capitals where the text shows that they are: in a line of capitals, in a word with two others, and
    where a sentence begins.

    Raises:
        UnicodeDecodeError: a byte that windows-1252 does not have.
    """
    # From 0xA0 on, where VN3's letters are, windows-1252 gives each byte the character of that number.
    text = _LINE.sub(_line_with_capitals, data.decode("windows-1252").translate(_VN3))
    return _SENTENCE_START.sub(lambda found: found[0].upper(), text)


def decode_tcvn5712(data: bytes) -> str:
    """Decode VN1 bytes, the standard's whole set with all its capitals."""
    return data.decode("latin-1").translate(_VN1)


def _line_with_capitals(line: regex.Match[str]) -> str:
    if len(_CAPITAL.findall(line[0])) > 3 and not _SMALL.search(line[0]):
        return line[0].upper()
    return _MIXED_WORD.sub(lambda word: word[0].upper(), line[0])
