"""What the characters of a text stand for: signs that cannot be seen, and other prints of the same mark.

The text itself keeps them; tokens are read without.
"""

from __future__ import annotations

import regex

# A soft hyphen, joiners, a byte order mark inside the text: they part no word. A space of no width does.
_WITHIN_WORDS = "\u00ad\u200c\u200d\u2060\ufeff"
WITHIN_WORDS = rf"[{_WITHIN_WORDS}]*+"
WITHIN_NUMBERS = rf"[{_WITHIN_WORDS}\u200b]*+"
# Spaces that do not break, which group the digits of one number: 54 341.
GROUP_SPACE = "[\u00a0\u2007\u2009\u202f]"

_PRINTS = {
    **{0xFF01 + at: 0x21 + at for at in range(94)},  # full-width ！ to ～
    **dict.fromkeys(map(ord, "‐‑‒﹣"), "-"),
    **dict.fromkeys(map(ord, _WITHIN_WORDS + "\u200b\u00a0\u2007\u2009\u202f\n")),
    ord("―"): "—",
    ord("﹪"): "%",
    # Icelandic eth, which looks like Đ.
    ord("Ð"): "Đ",
    ord("ð"): "đ",
}
UNUSUAL = regex.compile("[" + "".join(regex.escape(chr(code)) for code in _PRINTS) + "]")


def as_read(word: str) -> str:
    """A word, number or mark in the usual characters: `５４．３４１` is `54.341`."""
    return word.translate(_PRINTS)
