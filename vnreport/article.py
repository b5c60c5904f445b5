"""An article as the finders see it: its text, and its sentences with their tokens."""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.text import Sentence, Token, split_sentences, tokenize


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence with its tokens; offsets index the article's text."""

    sentence: Sentence
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The text (NFC, line ends as \\n) and its sentences in order."""

    text: str
    passages: tuple[Passage, ...]


def parse_article(text: str) -> Article:
    """Split a text into sentences and tokens."""
    sentences = split_sentences(text)
    return Article(text, tuple(Passage(s, tokenize(text, s.start, s.end)) for s in sentences))
