"""Digits with separators: what the marks between them say.

Vietnamese convention is `.` between groups of three and `,` before decimals; English convention is read
where the text plainly uses it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import msgspec
import regex

# A number of more digits than this measures nothing that news reports: it is left unread, not cut short.
MAX_DIGITS = 30
# Possessive throughout: what is given back of a run of digits and marks is followed by a digit of it.
_PLAINLY_WRITTEN = regex.compile(
    r"(?<![\p{Nd}.,])(?:"
    r"(?P<vietnamese>\p{Nd}{1,3}(?:\.\p{Nd}{3})++,\p{Nd}++|\p{Nd}{1,3}(?:\.\p{Nd}{3}){2,}+|\p{Nd}++,\p{Nd}{1,2}+)"
    r"|(?P<english>\p{Nd}{1,3}(?:,\p{Nd}{3})++\.\p{Nd}++|\p{Nd}{1,3}(?:,\p{Nd}{3}){2,}+"
    r"|\p{Nd}++\.\p{Nd}{1,2}+(?=\s*(?:%|tỷ|tỉ|triệu|billion|million|percent)))"
    r")(?![\p{Nd}.,]*\p{Nd})"
)
_WITH_GROUPS = regex.compile(r"(?<![\p{Nd}.,])\p{Nd}{1,3}([.,])\p{Nd}{3}(?!\p{Nd})")


class Habit(msgspec.Struct, frozen=True, gc=False):
    """How the document writes separators: the mark before decimals, and whether the text shows it plainly."""

    decimal_mark: str
    plain: bool


def find_habit(text: str) -> Habit:
    """The document's own habit of separators, by counting the numbers that can be read in one way alone."""
    written = [found.lastgroup for found in _PLAINLY_WRITTEN.finditer(text)]
    vietnamese, english = written.count("vietnamese"), written.count("english")
    if english > vietnamese:
        grouped = [found[1] for found in _WITH_GROUPS.finditer(text)]
        if grouped.count(".") > grouped.count(","):
            return Habit(",", False)  # "3.200 hộ … (-4.05%)": points stand before thousands, too
        return Habit(".", vietnamese == 0)
    return Habit(",", vietnamese > 0 and english == 0)


@lru_cache(maxsize=4096)
def read_digits(written: str, habit: Habit) -> tuple[Decimal, bool] | None:
    """The value of digits with separators, and whether it is in doubt; None where they make no number.

    >>> read_digits("54.341", Habit(",", True))
    (Decimal('54341'), False)
    """
    if len(written) > MAX_DIGITS * 2:
        return None
    marks = [char for char in written if char in ".,"]
    if not marks:
        return _decimal(written, ""), False
    kinds = set(marks)
    last = marks[-1]
    whole, _, decimals = written.rpartition(last)
    if len(kinds) == 2:
        # Two marks: the last one stands before the decimals, the other between groups of three.
        other = (kinds - {last}).pop()
        if marks.count(last) > 1 or not _is_grouped(whole, other):
            return None
        return _decimal(whole.replace(other, ""), decimals), False
    if len(marks) > 1:
        if not _is_grouped(written, last):
            return None
        return _decimal(written.replace(last, ""), ""), False
    if len(decimals) != 3 or len(whole) > 3 or whole.startswith("0"):
        return _decimal(whole, decimals), False
    # One mark and three digits after it: thousands, or three decimals. The document's habit decides.
    grouping = "." if habit.decimal_mark == "," else ","
    value = _decimal(whole + decimals, "") if last == grouping else _decimal(whole, decimals)
    return value, not habit.plain


def _is_grouped(written: str, mark: str) -> bool:
    first, *groups = written.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)


def _decimal(whole: str, decimals: str) -> Decimal:
    return Decimal(f"{int(whole)}.{''.join(str(int(d)) for d in decimals)}" if decimals else str(int(whole)))
