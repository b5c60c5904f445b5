"""Text to bytes in the old encodings: what the tests read back, made without the product's own tables.

VISCII is viscii-codec's, windows-1258 Python's, TCVN 5712-1 iconv's, the letters of TCVN3 and VNI viparse's.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache

import ftfy  # noqa: F401  (registers sloppy-windows-1252)
import regex
import viscii  # noqa: F401  (registers its codec)
from viparse.normalize.encodings import CHARMAPS

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VOWELS = tuple(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *_TONES)
)


def encode(text: str, name: str) -> bytes:
    """An NFC text in an encoding.

    Raises:
        UnicodeEncodeError: it cannot hold the text. TCVN3 has small letters alone for vowels with a tone;
            `tcvn3-capitals` writes capitals with those, as is done where a capital font is at hand.
    """
    return ENCODERS[name](text)


def _windows_1258(text: str) -> bytes:
    found = bytearray()
    for letter in text:
        try:
            found += letter.encode("windows-1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next((part for part in parts if part in _TONES), "")
            found += (unicodedata.normalize("NFC", parts.replace(tone, "", 1)) + tone).encode("windows-1258")
    return bytes(found)


def iconv(data: bytes, source: str, target: str) -> bytes:
    """What the system's iconv makes of bytes; empty where it refuses them."""
    done = subprocess.run(["iconv", "-f", source, "-t", target], input=data, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""


@cache
def _tcvn5712_table() -> dict[int, bytes]:
    found = {}
    for letter in {*VOWELS, "đ", "Đ"}:
        found[ord(letter)] = iconv(letter.encode("utf-8"), "UTF-8", "TCVN")
    return found


def _tcvn5712(text: str) -> bytes:
    table = _tcvn5712_table()
    return b"".join(table.get(ord(letter)) or letter.encode("ascii") for letter in text)


@cache
def _viparse_table(name: str) -> dict[str, bytes]:
    table = {letter: written.encode("windows-1252") for written, letter in CHARMAPS[name].pairs}
    if name == "vni":
        # What viparse's table has not met yet, or only inferred, as xvnkb's vni.h has it.
        table |= {"ẳ": b"a\xfa", "Ẳ": b"A\xda", "ỵ": b"\xee", "Ỵ": b"\xce"}
        table |= {letter: letter.encode("windows-1252") for letter in "íìÍÌ"}
    return table


def _by_viparse(name: str, first_letter: bytes) -> Callable[[str], bytes]:
    def encode(text: str) -> bytes:
        table = _viparse_table(name)
        found = bytearray()
        for at, letter in enumerate(text):
            if letter in table:
                found += table[letter]
                continue
            sign = letter.encode("windows-1252")
            if sign >= first_letter:
                raise UnicodeEncodeError(name, text, at, at + 1, "has another letter in this place")
            found += sign
        return bytes(found)

    return encode


_tcvn3 = _by_viparse("tcvn3", b"\xa1")


def _tcvn3_capitals(text: str) -> bytes:
    table = _viparse_table("tcvn3")
    small = "".join(letter if letter in table or letter.isascii() else letter.lower() for letter in text)
    return _tcvn3(small)


_VIQR = str.maketrans(
    {
        "\u0302": "^",
        "\u0306": "(",
        "\u031b": "+",
        "\u0301": "'",
        "\u0300": "`",
        "\u0309": "?",
        "\u0303": "~",
        "\u0323": ".",
    }
)
_ORDER = "\u0302\u0306\u031b" + _TONES
_LITERAL = regex.compile(r"(?<=[AEIOUYaeiouyĂÂÊÔƠƯăâêôơưÀ-ỹ])[\^(+'`?~.*]")


def _viqr(text: str) -> bytes:
    escaped = _LITERAL.sub(lambda found: "\\" + found[0], text.replace("\\", "\\\\"))
    found = []
    for letter in escaped:
        parts = unicodedata.normalize("NFD", letter)
        found.append(parts[0] + "".join(sorted(parts[1:], key=_ORDER.find)).translate(_VIQR))
    return "".join(found).replace("đ", "dd").replace("Đ", "DD").encode("ascii")


def _read_as(reader: str, encoding: str) -> Callable[[str], bytes]:
    return lambda text: encode(text, encoding).decode(reader).encode("utf-8")


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "windows-1258": _windows_1258,
    "viscii": lambda text: text.encode("viscii"),
    "tcvn5712": _tcvn5712,
    "tcvn3": _tcvn3,
    "tcvn3-capitals": _tcvn3_capitals,
    "vni": _by_viparse("vni", b"\xc0"),
    "viqr": _viqr,
    "utf-8-as-windows-1252": _read_as("sloppy-windows-1252", "utf-8"),
    "utf-8-as-latin-1": _read_as("latin-1", "utf-8"),
    "tcvn3-as-windows-1252": _read_as("windows-1252", "tcvn3"),
    "vni-as-windows-1252": _read_as("windows-1252", "vni"),
}
