"""UTF-8 text whose bytes were once read as windows-1252 or Latin-1: `ngÃ¢n sÃ¡ch` for `ngân sách`.

ftfy knows the ways in which that happens, several times over too, and mends it; whether a line needs mending
is decided by whether it then reads better as Vietnamese.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnreport.reading.evidence import weigh

_CP1252_SIGNS = {
    ord(bytes([byte]).decode("windows-1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # which windows-1252 does not have
}
# What text taken from a PDF has for a letter's glyph: a minus for the soft hyphen, a bullet for the dot.
_GLYPHS = {0x2212: 0xAD, 0x2219: 0xB7, 0x03BC: 0xB5}
_TO_BYTES = _CP1252_SIGNS | _GLYPHS

# The first bytes of what Vietnamese has outside ASCII, as windows-1252 shows them, each with a byte after it.
_CONTINUED = "[\x80-\xbf" + "".join(map(chr, _CP1252_SIGNS)) + "]"
_TRACE = regex.compile(rf"[ÃÄÆ]{_CONTINUED}|á[º»]{_CONTINUED}|â€|[ÌÍ]{_CONTINUED}")

_LATIN_1 = regex.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")  # which windows-1252 shows as signs

_BEYOND_CP1252 = regex.compile("[^\x00-\xff" + "".join(map(chr, _TO_BYTES)) + "]")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text put right, what it was, and how many of its lines with marks were `left` as they are."""

    text: str
    encoding: str
    left: int


def bytes_read_as_cp1252(text: str) -> bytes:
    """The bytes that windows-1252 or Latin-1 would show as this text.

    Raises:
        UnicodeEncodeError: a character that neither of them has.
    """
    return text.translate(_TO_BYTES).encode("latin-1")


def may_be_cp1252(text: str) -> bool:
    """Whether windows-1252 or Latin-1 has all its characters: nearly every Vietnamese text has others."""
    return not _BEYOND_CP1252.search(text)


def mend(text: str) -> str:
    """The text as ftfy mends it."""
    from ftfy import fix_encoding

    return fix_encoding(text)


def mend_where_better(text: str) -> Mended | None:
    """Mend the whole text, or else the lines of it that then read better; None where there is none."""
    if not _TRACE.search(text):
        return None
    encoding = "utf-8-as-latin-1" if _LATIN_1.search(text) else "utf-8-as-windows-1252"
    if may_be_cp1252(text) and (whole := _better(text)) is not None:
        return Mended(whole, encoding, 0)
    lines = text.split("\n")
    better = [None if line.isascii() else _better(line) for line in lines]
    mended = "\n".join(line if new is None else new for line, new in zip(lines, better, strict=True))
    left = sum(new is None and not line.isascii() for line, new in zip(lines, better, strict=True))
    return None if mended == text else Mended(mended, encoding, left)


def _better(text: str) -> str | None:
    mended = mend(text)
    if mended == text:
        return None
    before, after = weigh(text), weigh(mended)
    return mended if after.bad < before.bad and after.good > before.good else None
