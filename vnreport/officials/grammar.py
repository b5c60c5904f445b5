"""The vocabulary of officials as the readers of this package use it, and the syllables they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

import regex

from vnreport.article import Article
from vnreport.lexicon import Lexicon
from vnreport.text import Sentence, Token, fold
from vnreport.vocabulary import Rule, Vocabulary

# "Hà NộiChủ tịch nước", "ôngTrương": the space between two words is missing.
_MISSING_SPACE = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:[aeiouy]|[ăâêôơư]|\p{M}){1,7}(?:ch|ng|nh|[cmnpt])?"
)
# Before the full stop of an abbreviation, where the splitter of sentences may have cut.
_ABBREVIATED = frozenset(
    {"ths", "ts", "pgs", "gs", "bs", "ks", "cn", "ct", "pct", "tp", "tx", "kts", "ls", "ds", "đc"}
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The dictionaries of titles, bodies, places, honorifics, surnames and actions.

    `cues` are the folded words of the title rules of role "cue", by rule id; `meanings` the syllables that an
    abbreviation stands for.
    """

    titles: Lexicon[Rule]
    bodies: Lexicon[Rule]
    places: Lexicon[Rule]
    honorifics: Lexicon[Rule]
    surnames: Lexicon[Rule]
    actions: Lexicon[Rule]
    cues: Mapping[str, frozenset[str]]
    meanings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens read together: one sentence, or several where a full stop belongs to an abbreviation."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    capitals: bool  # all in capitals, as headlines may be

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the offset."""
        for sentence in self.sentences:
            if offset < sentence.end:
                return sentence
        return self.sentences[-1]


def make_grammar(vocabulary: Vocabulary) -> Grammar:
    """Build the dictionaries; `Vocabulary.compiled` keeps them."""
    titles = [rule for rule in vocabulary.rules("title") if rule.text("role") != "cue"]
    cues = [rule for rule in vocabulary.rules("title") if rule.text("role") == "cue"]
    shortened = [rule for rule in vocabulary.rules("title", "organisation") if rule.text("means")]
    return Grammar(
        titles=Lexicon((form, rule) for rule in titles for form in rule.forms),
        bodies=vocabulary.lexicon("organisation"),
        places=vocabulary.lexicon("place"),
        honorifics=vocabulary.lexicon("honorific"),
        surnames=vocabulary.lexicon("surname"),
        actions=vocabulary.lexicon("action"),
        cues={rule.id: frozenset(fold(form) for form in rule.forms) for rule in cues},
        meanings={
            fold(form): tuple(fold(word) for word in rule.text("means").split())
            for rule in shortened
            for form in rule.forms
        },
    )


def stretches(article: Article) -> Iterator[Stretch]:
    """The article's stretches in order."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    for passage in article.passages:
        if sentences and not _goes_on(tokens, sentences[-1], passage.sentence):
            yield _stretch(sentences, tokens)
            sentences, tokens = [], []
        sentences.append(passage.sentence)
        tokens.extend(_with_spaces(passage.tokens))
    if sentences:
        yield _stretch(sentences, tokens)


def is_capital(token: Token) -> bool:
    """Whether the token is a word that begins with a capital."""
    return token.shape == "word" and token.text[0].isupper()


def is_acronym(token: Token) -> bool:
    """Whether the token is a word of capitals, as UBND."""
    return len(token.text) > 1 and token.shape == "word" and token.text.isupper()


def is_foreign(token: Token) -> bool:
    """Whether the word cannot be a Vietnamese syllable."""
    return token.shape == "word" and _SYLLABLE.fullmatch(normalize("NFD", token.key)) is None


def is_small(token: Token) -> bool:
    """Whether the token is a word in small letters."""
    return token.shape == "word" and token.text.islower()


def joined(before: Token, after: Token) -> bool:
    """Whether no more than the space between two words is between the tokens."""
    return after.start - before.end <= 2


def _goes_on(tokens: list[Token], before: Sentence, after: Sentence) -> bool:
    return (
        before.paragraph == after.paragraph
        and len(tokens) > 1
        and len(tokens) < 2000
        and tokens[-1].text == "."
        and tokens[-2].key in _ABBREVIATED
    )


def _stretch(sentences: list[Sentence], tokens: list[Token]) -> Stretch:
    words = [token for token in tokens if token.shape == "word"]
    capitals = len(words) > 3 and all(word.text.isupper() for word in words)
    return Stretch(tuple(sentences), tuple(tokens), capitals)


def _with_spaces(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.shape != "word" or token.text[1:].islower() or token.text.isupper():
            yield token
            continue
        cuts = [match.start() for match in _MISSING_SPACE.finditer(token.text)]
        pieces = [
            Token(token.start + at, token.start + end, token.text[at:end], fold(token.text[at:end]), "word")
            for at, end in zip([0, *cuts], [*cuts, len(token.text)], strict=True)
        ]
        # A brand in mixed case (LienVietPostBank) is one word; two Vietnamese words have tone marks.
        if len(pieces) == 2 and not token.text.isascii() and not any(is_foreign(piece) for piece in pieces):
            yield from pieces
        else:
            yield token
