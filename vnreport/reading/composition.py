"""Canonical composition (NFC) in time that grows with the text, whatever stands upon a letter."""

from __future__ import annotations

from itertools import groupby
from unicodedata import combining, is_normalized, normalize

import regex

# Python sorts the marks upon a letter in time that grows with their square: hours for a megabyte of them.
_MANY = regex.compile(r"[\p{M}--\p{ccc=0}]{64,}", regex.V1)


def composed(text: str) -> str:
    """The text in NFC."""
    if is_normalized("NFC", text):
        return text
    return normalize("NFC", _MANY.sub(_sorted, text))


def _sorted(marks: regex.Match[str]) -> str:
    """Marks in canonical order: by their classes, those of one class as they stand."""
    apart = "".join(normalize("NFD", mark) for mark in marks[0])
    return "".join(
        "".join(sorted(run, key=combining)) if moves else "".join(run)
        for moves, run in groupby(apart, key=lambda mark: combining(mark) > 0)
    )
