"""An article as the finders see it: its text, and its sentences with their tokens."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from vnreport.families import Sieve
from vnreport.text import Sentence, Token, split_sentences, tokenize
from vnreport.vocabulary import Vocabulary


class Passage(msgspec.Struct, frozen=True, gc=False):
    """One sentence with its tokens; offsets index the article's text.

    `words` are the keys and texts of the tokens, and "0" where one is a number, `families` the sum of what
    it may have of `vnreport.families`: by one look at them a finder knows that it holds nothing for it.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    words: frozenset[str]
    families: int


@dataclass(frozen=True, slots=True)
class Article:
    """The text (NFC, line ends as \\n) and its sentences in order."""

    text: str
    passages: tuple[Passage, ...]


def parse_article(text: str, vocabulary: Vocabulary) -> Article:
    """Split a text into sentences and tokens."""
    sieve = vocabulary.compiled(Sieve)
    return Article(text, tuple(_passage(text, sentence, sieve) for sentence in split_sentences(text)))


def _passage(text: str, sentence: Sentence, sieve: Sieve) -> Passage:
    tokens = tokenize(text, sentence.start, sentence.end)
    words = {token.key for token in tokens}
    words.update([token.text for token in tokens if token.text is not token.key])
    if "number" in [token.shape for token in tokens]:
        words.add("0")
    return Passage(sentence, tokens, frozenset(words), sieve.families(tokens))
