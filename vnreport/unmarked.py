"""Text typed without tone marks, `thu ngan sach dat 54 ty dong`: it is read by words without theirs."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import islice

import regex

from vnreport.reading.syllables import is_bare_syllable
from vnreport.vocabulary import Rule, Vocabulary

_MARKED = regex.compile(r"[^\P{L}\x00-\x7f]")
_WORD = regex.compile(r"\b[a-z]+\b", regex.IGNORECASE)
_SAMPLE = 4000  # characters
_MARKED_SHARE = 0.01
_SYLLABLES_SHARE = 0.8  # English has 0.3
_FEWEST_WORDS = 5
# Without marks "sau", "bay" and "nam" are other words more often than they are six, seven and five.
_LEFT_OUT = ("numeral",)


def is_unmarked(text: str) -> bool:
    """Whether a text is Vietnamese without its marks."""
    sample = text[:_SAMPLE]
    limit = int(len(sample) * _MARKED_SHARE)
    if sum(1 for _ in islice(_MARKED.finditer(sample), limit + 1)) > limit:
        return False
    words = _WORD.findall(sample)
    return len(words) >= _FEWEST_WORDS and (
        sum(map(is_bare_syllable, words)) >= _SYLLABLES_SHARE * len(words)
    )


def with_unmarked_forms(vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with each form also as it is typed without marks."""
    return Vocabulary(
        {
            kind: rules if kind in _LEFT_OUT else tuple(map(_with_unmarked_forms, rules))
            for kind, rules in vocabulary.by_kind.items()
        }
    )


def _with_unmarked_forms(rule: Rule) -> Rule:
    return replace(rule, forms=tuple(dict.fromkeys((*rule.forms, *map(_unmarked, rule.forms)))))


def _unmarked(form: str) -> str:
    letters = unicodedata.normalize("NFD", form.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
