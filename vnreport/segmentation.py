"""Words with exact offsets in our own text, as underthesea cuts them.

underthesea rewrites tone marks (Hoà Bình becomes Hòa Bình), so its words are laid over the text by counting
characters that are no space, never by searching for them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word of one or more syllables: `text[start:end]`, with its part of speech where it was asked for."""

    start: int
    end: int
    tag: str = ""

    @property
    def is_noun(self) -> bool:
        """Whether the tag is one of nouns: N, Nc, Nu, Np …"""
        return self.tag.startswith("N")


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    # Here, since most articles never need it. All of underthesea takes half a second to import: that is done
    # only where its release is not one whose parts `segmenter` knows.
    from vnreport.segmenter import load

    known = load()
    if known is not None:
        return known
    from underthesea import word_tokenize

    return word_tokenize  # type: ignore[no-any-return]


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    from vnreport.tagger import load

    known = load()
    if known is not None:
        words = _tokenizer()

        def tagged(sentence: str) -> list[tuple[str, str]]:
            found = words(sentence)
            return list(zip(found, known(found), strict=True))

        return tagged
    from underthesea import pos_tag

    return pos_tag  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def _spans(sentence: str) -> tuple[tuple[int, int], ...]:
    return _laid(sentence, _tokenizer()(sentence))


def _laid(sentence: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    places = [at for at, char in enumerate(sentence) if not char.isspace()]
    found: list[tuple[int, int]] = []
    seen = 0
    for word in words:
        size = sum(not char.isspace() for char in word)
        if not size:
            continue
        if seen + size > len(places):
            break
        found.append((places[seen], places[seen + size - 1] + 1))
        seen += size
    return tuple(found)


def segment(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text[start:end]`, with offsets into `text`."""
    return tuple(Word(start + first, start + last) for first, last in _spans(text[start:end]))


@lru_cache(maxsize=4096)
def _tagged(sentence: str) -> tuple[tuple[int, int, str], ...]:
    found = [(word, tag) for word, tag in _tagger()(sentence) if word.strip()]
    spans = _laid(sentence, [word for word, _ in found])
    return tuple((*span, tag) for span, (_, tag) in zip(spans, found, strict=False))


def tag(text: str, start: int, end: int) -> tuple[Word, ...]:
    """As `segment`, with the part of speech of each word."""
    return tuple(Word(start + first, start + last, tag) for first, last, tag in _tagged(text[start:end]))
