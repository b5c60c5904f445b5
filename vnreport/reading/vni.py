"""VNI for Windows: the bytes behind the VNI-Times family of fonts, a vowel and then its marks.

Source of the table: `vni.h` of the input method xvnkb (Đào Hải Lâm, 2002), in words: a mark is a tone, or a
circumflex or breve with a tone; ơ, ư, đ and the toned i are single bytes of their own.
"""

from __future__ import annotations

import unicodedata

import regex

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

_TONE_MARKS = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX_MARKS = {
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_BREVE_MARKS = {
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_LETTERS |= {written.upper(): letter.upper() for written, letter in _LETTERS.items()}

# What may follow each vowel. A mark after a capital is a capital too ("AÙ"), but not everywhere.
_MARKS = {
    "a": _TONE_MARKS | _CIRCUMFLEX_MARKS | _BREVE_MARKS,
    "e": _TONE_MARKS | _CIRCUMFLEX_MARKS,
    "o": _TONE_MARKS | _CIRCUMFLEX_MARKS,
    **dict.fromkeys("iuyôö", _TONE_MARKS),
}
_LETTER = regex.compile(
    "|".join(
        f"[{vowel}{vowel.upper()}][{''.join(marks)}{''.join(marks).upper()}]"
        for vowel, marks in _MARKS.items()
    )
    + f"|[{''.join(_LETTERS)}]"
)


def decode_vni(data: bytes) -> str:
    """Decode VNI bytes; what VNI leaves free is as in windows-1252, which the fonts follow.

    Raises:
        UnicodeDecodeError: a byte that windows-1252 does not have.
    """
    return _LETTER.sub(_letter, data.decode("windows-1252"))


def _letter(found: regex.Match[str]) -> str:
    vowel, marks = found[0][0], found[0][1:].lower()
    base = _LETTERS.get(vowel, vowel)
    return unicodedata.normalize("NFC", base + _MARKS[vowel.lower()][marks]) if marks else base
