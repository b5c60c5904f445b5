"""VIQR (RFC 1456): Vietnamese in ASCII, a vowel and then its marks: `Thu nga^n sa'ch nha` nu+o+'c`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

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
# A word with its marks, or a mark that a backslash makes an ordinary character. Three dots are no mark.
_WORD = regex.compile(
    r"\\(?P<plain>[\^(+*'`?~.\\dD])"
    rf"|(?:[A-Za-z]|(?<=[{_VOWELS}])[\^(+*]|(?<=[{_VOWELS}\^(+*])(?:['`?~]|\.(?!\.\.(?!\.))))+"
)
# A vowel with marks that can be nothing else: Kro^ng, Dzu~, Ju't (but not you're).
_CERTAIN_VOWEL = (
    r"(?:(?:[AEOaeo]\^|[Aa]\((?!$)|[OUou]\+)['`?~.]?"
    rf"|[{_VOWELS}](?:[`~]|'(?=\p{{Ll}})(?!(?:re|ve|s|ll|d)$)))"
)
_CERTAIN = regex.compile(
    rf"(?:\p{{L}}*{_CERTAIN_VOWEL})+\p{{L}}*"
    r"|(?>\p{Lu}*?(?<![AEIOUY])DD(?![AEIOUY]))\p{Lu}*|dd|(?:dd|D[Dd])(?!os$)\p{Ll}+"
)
# Of words without a space between them: a mark that is surely one, or stands inside where there are capitals
# inside too (raTa.i), for the names of hosts and files have none there.
_SURE = regex.compile(_CERTAIN_VOWEL)
_INSIDE = regex.compile(rf"[{_VOWELS}][?.]\p{{Ll}}")
_CAPITAL_INSIDE = regex.compile(r"\p{Ll}\p{Lu}")
_SENTENCE_END = regex.compile(r"\p{Ll}[\^(+*]?[?.']\p{Lu}")
# No tone stands on the last letter of these: cao., nay., hay.
_MARKED_BEFORE = regex.compile(r"(?:a[iouy]|e[ou]|(?<!g)i[au]|oi|(?<!q)u[aiu]|yu)$", regex.IGNORECASE)
_LONGEST_SYLLABLE = 7  # nghiêng
_LONGEST_WORD = 100  # of characters, several words without a space between them included
_ESCAPE = regex.compile(rf"(?<=[{_VOWELS}\^(+*])\\[?.']")
_LONG_HORNS = regex.compile(r"[Uu][+*][Oo][+*]")
_SHORT_HORNS = regex.compile(r"(?<!q)u(?=[ơớờởỡợ]\p{L})", regex.IGNORECASE)  # nuo+'c for nu+o+'c
_SHORT_HORNS_TYPED = regex.compile(r"(?<![Qq])[Uu][Oo][+*]['`?~.]?\p{L}")


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a text was typed: `short_horns` nuo+'c for nu+o+'c, `escapes` of full stops behind vowels."""

    short_horns: bool
    escapes: bool


def decode_viqr(data: bytes) -> str:
    """Decode VIQR. A word that its marks would not make Vietnamese syllables is left as it stands.

    Who types nuo+'c means nước; in a text that has mostly nu+o+'c it is a slip, and is read as it is printed.
    The backslash before a full stop behind a vowel is seldom typed: there "cao." ends a sentence, for a tone
    would stand on the a. Where it could stand on the last letter ("ra.", "bo^.") it is taken for one.

    Raises:
        UnicodeDecodeError: a byte that is not ASCII.
    """
    text = data.decode("ascii")
    habits = _Habits(
        short_horns=len(_SHORT_HORNS_TYPED.findall(text)) >= len(_LONG_HORNS.findall(text)),
        escapes=_ESCAPE.search(text) is not None,
    )
    return _WORD.sub(lambda found: found["plain"] or _read(found[0], habits), text)


def marked_words(text: str) -> tuple[int, int]:
    """How many words of an ASCII text VIQR makes marked syllables, and how many words it has.

    A full stop, question mark or apostrophe at the end of a word tells nothing, for any text has them there,
    and neither does a single letter: formulas have those with signs (x^2, a+b).
    """
    words = [found[0].rstrip(_PUNCTUATION) for found in _WORD.finditer(text) if not found["plain"]]
    made = [(_composed(word), word) for word in words]
    marked = sum(new != old and len(new) > 1 and is_syllable(new) for new, old in made)
    return marked, len(words)


def _read(written: str, habits: _Habits) -> str:
    """A word as Unicode: the longest part of it that is a syllable, and the rest as it stands.

    A word that no syllable fits is read where its marks can be nothing else (Kro^ng, HDDND), or where it is
    several words without a space (la`giu'p).
    """
    if len(written) > _LONGEST_WORD:
        return written
    end = len(written)
    while end:
        made = _composed(written[:end], habits.short_horns)
        if made != written[:end] and is_syllable(made) and (habits.escapes or not _ends_it(written[:end])):
            return made + written[end:]
        if written[end - 1] not in _MARKS:
            break
        end -= 1
    made = _composed(written, habits.short_horns)
    return made if _CERTAIN.fullmatch(written) or _is_joined(written, made) else written


def _ends_it(written: str) -> bool:
    """Whether the last mark of a syllable is punctuation behind it."""
    letters = "".join(letter for letter in written if letter not in _MARKS)
    return written[-1] in _PUNCTUATION and _MARKED_BEFORE.search(letters) is not None


def _is_joined(written: str, made: str) -> bool:
    if _SENTENCE_END.search(written):
        return False
    if not _SURE.search(written) and not (_INSIDE.search(written) and _CAPITAL_INSIDE.search(written)):
        return False
    ends = {0}
    for end in range(1, len(made) + 1):
        starts = range(max(0, end - _LONGEST_SYLLABLE), end)
        if any(start in ends and is_syllable(made[start:end]) for start in starts):
            ends.add(end)
    return len(made) in ends


def _composed(written: str, short_horns: bool = True) -> str:
    # QSDDD is QSDĐ: a Đ follows a D far oftener than it leads one.
    letters = written.replace("dd", "đ").replace("DDD", "DĐ").replace("Dd", "Đ").replace("DD", "Đ")
    made = unicodedata.normalize("NFC", "".join(_MARKS.get(letter, letter) for letter in letters))
    if not short_horns:
        return made
    return _SHORT_HORNS.sub(lambda found: "Ư" if found[0].isupper() else "ư", made)
