"""No regular expression of vnreport takes more than its share of time over any text."""

from __future__ import annotations

from functools import cache

import pytest
import regex
from expressions import Expression, calls, expressions

_LONG = 30_000  # characters
# Linear time is a few milliseconds. What looks from each place to the end takes some seconds, or hours.
_LIMIT = 0.7
_PIECES = (
    *"aA1 .,!-|\"'(<>[{^+?/Đẩ\u00a0\n\ufffd",
    *("1.", "1,", ".1", "100.", ". ", "a.", ".\n", "| ", "|-", "a ", "a'", "1 ", "TP. ", "<!--", "<!---->"),
    *("<?x>", "O+", "a^", "o+'", "1-", "2024-", "10/", "A\u0323", "Aa", "aA1", "{a", "Ä\u0081", "\r\n", '."'),
    *(".000", ",000", "uv", "DD", "\u00ad"),
)

_AROUND = (("", "\x00"), ("| x.", "ž"), ("0", "0"), ("0", "ª"), ("", "0"), ("", "e\x00"))


@cache
def _all() -> dict[str, list[Expression]]:
    found: dict[str, list[Expression]] = {}
    for expression in expressions():
        found.setdefault(expression.path, []).append(expression)
    return found


def test_every_expression_is_known() -> None:
    """Each is compiled when its module is imported; what is used otherwise is one of these, by its name."""
    compiled = {(one.path, one.line) for ones in _all().values() for one in ones}
    elsewhere = {(path, method) for path, line, method in calls() if (path, line) not in compiled}
    assert elsewhere == {
        ("vnreport/pattern_files.py", "finditer"),  # a header, of a file whose lines are short
        ("vnreport/writers/json_documents.py", "sub"),  # one character
    }


def _is_slow(compiled: regex.Pattern[str], methods: frozenset[str], text: str) -> bool:
    try:
        for method in methods:
            if method in ("match", "fullmatch"):
                getattr(compiled, method)(text, timeout=_LIMIT)
            else:
                compiled.sub("", text, timeout=_LIMIT)
    except TimeoutError:
        return True
    return False


@pytest.mark.parametrize("path", sorted(_all()))
def test_time_grows_with_the_text_alone(path: str) -> None:
    slow = []
    for expression in _all()[path]:
        if regex.search(r"[*+]|,\}", expression.pattern) is None:
            continue  # it reads so many characters and no more
        compiled = regex.compile(expression.pattern, expression.flags)
        slow += [
            (expression.place, begin, piece, end)
            for piece in _PIECES
            for begin, end in _AROUND
            if _is_slow(compiled, expression.methods, begin + piece * (_LONG // len(piece)) + end)
        ]
    assert slow == []
