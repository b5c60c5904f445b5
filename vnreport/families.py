"""Which families of wordings a sentence may have: asked of each sentence, and most have none of most.

Many a sentence has the first word of some wording, few its second one behind it. So by the first two words of
all of them, looked up once a token, a finder knows that it need not look through a sentence for its own. The
abbreviations that an article defines are forms of none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vnreport.lexicon import Lexicon
from vnreport.text import Token
from vnreport.vocabulary import Rule, Vocabulary

RANK = 1
SUPERLATIVE = 2
WORDED = 4
MULTIPLE = 8
AGAINST = 16
RESPECTIVE = 32
PLANNING = 64
YET_TO_DO = 128
CREDIT = 256
PROGRAM = 512
PLACE = 1024
HONORIFIC = 2048
TITLE = 4096

_NOTHING: Mapping[str, int] = {}


class Sieve:
    """Tells the families of a sentence, as the sum of their numbers, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # A first word -> the families of which it alone may be a wording, and those by the word behind it.
        self._words: dict[str, tuple[int, dict[str, int]]] = {}
        for family, lexicon in _lexicons(vocabulary):
            for first, second in lexicon.beginnings():
                alone, behind = self._words.get(first, (0, {}))
                # What stands in capitals is looked up by its text, and so by itself.
                if second and first + second == (first + second).casefold():
                    behind[second] = behind.get(second, 0) | family
                else:
                    alone |= family
                self._words[first] = alone, behind

    def families(self, tokens: Sequence[Token]) -> int:
        """The families of which a sentence may have wordings."""
        words, behind = self._words, _NOTHING
        found = 0
        for token in tokens:
            key, text = token.key, token.text
            if key in behind:
                found |= behind[key]
            behind = _NOTHING
            if key in words:
                alone, behind = words[key]
                found |= alone
            if text is not key and text in words:
                found |= words[text][0]
        return found


def _lexicons(vocabulary: Vocabulary) -> Iterator[tuple[int, Lexicon[Rule] | Lexicon[str]]]:
    yield RANK, vocabulary.lexicon("rank")
    yield SUPERLATIVE, vocabulary.lexicon("superlative")
    yield WORDED, vocabulary.lexicon("worded")
    yield MULTIPLE, vocabulary.lexicon("multiple", "share")
    yield AGAINST, vocabulary.lexicon("against")
    yield RESPECTIVE, vocabulary.wordings("respectively")
    yield PLANNING, vocabulary.wordings("planning")
    yield YET_TO_DO, vocabulary.wordings("yet-to-do")
    yield CREDIT, vocabulary.wordings("picture-credit")
    yield PROGRAM, vocabulary.wordings("program")
    yield PLACE, vocabulary.lexicon("place", "place_head")
    yield HONORIFIC, vocabulary.lexicon("honorific")
    yield TITLE, _titles(vocabulary)


def _titles(vocabulary: Vocabulary) -> Lexicon[str]:
    """One of these every title has: "trưởng" or "phó" where it is made of a unit, which stands for it too."""
    rules = [rule for rule in vocabulary.rules("title") if rule.text("role") in ("base", "whole", "member")]
    return Lexicon(
        (form, form) for form in ("trưởng", "phó", *(form for rule in rules for form in rule.forms))
    )
