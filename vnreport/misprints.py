"""Slips of the printer about a number: what its neighbours tell of how far it goes, and whether it is one."""

from __future__ import annotations

import regex

from vnreport.text import Token

_GROUP = regex.compile(r"\p{Nd}{3}(?P<decimals>[.,]\p{Nd}{1,2})?")
_MOST_GROUPS = 10  # more are no number that is read
_LETTERS_FOR_DIGITS = regex.compile(r"[OlI][OlI\p{Nd}]*")


def split_group(tokens: tuple[Token, ...], first: int) -> int | None:
    """The thousands that a slip of the printer has parted from their number: "64 .000 doanh nghiệp"."""
    if first + 2 >= len(tokens) or not tokens[first].text.isdecimal() or len(tokens[first].text) > 3:
        return None
    mark, group = tokens[first + 1], tokens[first + 2]
    apart = mark.start > tokens[first].end and group.start == mark.end
    if mark.text != "." or not apart or not group.text.isdecimal() or len(group.text) != 3:
        return None
    return int(group.text)


def spaced_groups(tokens: tuple[Token, ...], first: int) -> tuple[str, int] | None:
    """The digits of a number whose thousands a space groups, and the token behind it: "18 000 lượt".

    What stands before it and behind decides as well, or two columns of a table were one number: that what is
    behind is a word or a percent sign is asked here.
    """
    digits = tokens[first].text
    if not digits.isdecimal() or len(digits) > 3 or digits[0] == "0":
        return None
    at = first + 1
    limit = min(len(tokens), at + _MOST_GROUPS)
    while at < limit and tokens[at].start == tokens[at - 1].end + 1:
        group = _GROUP.fullmatch(tokens[at].text)
        if group is None:
            break
        digits += tokens[at].text
        at += 1
        if group["decimals"]:
            break
    counts = at < len(tokens) and (tokens[at].shape == "word" or tokens[at].text == "%")
    return (digits, at) if at > first + 1 and counts else None


def is_misprint(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the number at `at` is part of something that was misprinted. What was meant, nobody knows."""
    return _has_letters(tokens, at) or _follows_a_stray_mark(tokens, at) or _precedes_two_marks(tokens, at)


def _has_letters(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a letter was typed for a digit beside it: 1O, l,5, 1.O00, 1l%."""
    after = at + 1
    if after < len(tokens) and tokens[after].text in ".," and _touch(tokens, after):
        after += 1
    if after < len(tokens) and _touch(tokens, after):
        word = tokens[after].text
        if word == "l":  # 5l: five litres
            return after + 1 < len(tokens) and tokens[after + 1].text == "%"
        if _LETTERS_FOR_DIGITS.fullmatch(word):
            return True
    before = at - 1
    if before > 0 and tokens[before].text in ".," and _touch(tokens, at):
        before -= 1
        return _touch(tokens, before + 1) and _LETTERS_FOR_DIGITS.fullmatch(tokens[before].text) is not None
    return False


def _follows_a_stray_mark(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a mark before the number tells that its beginning is lost: ".000", "-,68", "1..5"."""
    mark = at - 1
    if mark < 0 or tokens[mark].text not in ".," or not _touch(tokens, at):
        return False
    if mark == 0:
        return True
    before = tokens[mark - 1]
    if not _touch(tokens, mark):
        return before.shape != "word"
    if before.text in ".,":
        return mark > 1 and tokens[mark - 2].shape == "number" and _touch(tokens, mark - 1)
    return before.text in "-–—−"


def _precedes_two_marks(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the number goes on after two marks instead of one: the 1 of "1..5"."""
    return (
        at + 3 < len(tokens)
        and tokens[at + 1].text in ".,"
        and tokens[at + 2].text in ".,"
        and tokens[at + 3].shape == "number"
        and all(_touch(tokens, index) for index in range(at + 1, at + 4))
    )


def _touch(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return tokens[at - 1].end == tokens[at].start
