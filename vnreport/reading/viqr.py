"""VIQR (RFC 1456): Vietnamese in ASCII, a vowel and then its marks: `Thu nga^n sa'ch nha` nu+o+'c`."""

from __future__ import annotations

import unicodedata

import regex

from vnreport.reading.syllables import is_syllable

_MARKS = {
    "^": "\u0302",
    "(": "\u0306",
    "+": "\u031b",
    "*": "\u031b",  # not in the RFC, but common for the horn
    "'": "\u0301",
    "`": "\u0300",
    "?": "\u0309",
    "~": "\u0303",
    ".": "\u0323",
}
_PUNCTUATION = ".?'"
_VOWELS = "AEIOUYaeiouy"
# A word with its marks, or a mark that a backslash makes an ordinary character.
_WORD = regex.compile(
    rf"\\(?P<plain>[\^(+*'`?~.\\dD])|(?:[A-Za-z]|(?<=[{_VOWELS}])[\^(+*]|(?<=[{_VOWELS}\^(+*])['`?~.])+"
)
_CERTAIN = regex.compile(
    r"(?:\p{L}*(?:[AEOaeo]\^|[Aa]\((?!$)|[OUou]\+)['`?~.]?)+\p{L}*|\p{Lu}*(?<![AEIOUY])DD(?![AEIOUY])\p{Lu}*|dd"
)
_SHORT_HORNS = regex.compile(r"(?<!q)u(?=[ơớờởỡợ]\p{L})", regex.IGNORECASE)  # nuo+'c for nu+o+'c


def decode_viqr(data: bytes) -> str:
    """Decode VIQR. A word that its marks would not make a Vietnamese syllable is left as it stands.

    Raises:
        UnicodeDecodeError: a byte that is not ASCII.
    """
    return _WORD.sub(lambda found: found["plain"] or _read(found[0]), data.decode("ascii"))


def marked_words(text: str) -> tuple[int, int]:
    """How many words of an ASCII text VIQR makes marked syllables, and how many words it has.

    A full stop, question mark or apostrophe at the end of a word tells nothing, for any text has them there,
    and neither does a single letter: formulas have those with signs (x^2, a+b).
    """
    words = [found[0].rstrip(_PUNCTUATION) for found in _WORD.finditer(text) if not found["plain"]]
    made = [(_composed(word), word) for word in words]
    marked = sum(new != old and len(new) > 1 and is_syllable(new) for new, old in made)
    return marked, len(words)


def _read(written: str) -> str:
    """A word as Unicode: the longest part of it that is a syllable, and the rest as it stands.

    A word that no syllable fits is read where its marks can be nothing else: Kro^ng, HDDND.
    """
    end = len(written)
    while end:
        made = _composed(written[:end])
        if made != written[:end] and is_syllable(made):
            return made + written[end:]
        if written[end - 1] not in _MARKS:
            break
        end -= 1
    return _composed(written) if _CERTAIN.fullmatch(written) else written


def _composed(written: str) -> str:
    letters = written.replace("dd", "đ").replace("Dd", "Đ").replace("DD", "Đ")
    made = unicodedata.normalize("NFC", "".join(_MARKS.get(letter, letter) for letter in letters))
    return _SHORT_HORNS.sub(lambda found: "Ư" if found[0].isupper() else "ư", made)
