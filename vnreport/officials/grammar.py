"""The vocabulary of officials as the readers of this package use it, and the syllables they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import msgspec
import regex

from vnreport.article import Article
from vnreport.families import Sieve
from vnreport.lexicon import Lexicon
from vnreport.text import Sentence, Token, fold, opens_sentence
from vnreport.vocabulary import Rule, Vocabulary

# "Hà NộiChủ tịch nước", "ôngTrương": the space between two words is missing.
_MISSING_SPACE = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:[aeiouy]|[ăâêôơư]|\p{M}){1,7}(?:ch|ng|nh|[cmnpt])?"
)
DASHES = frozenset({"-", "–", "—", "‒"})
# Before the full stop of an abbreviation, where the splitter of sentences may have cut.
_ABBREVIATED = frozenset(
    {"ths", "ts", "pgs", "gs", "bs", "ks", "cn", "ct", "pct", "tp", "tx", "kts", "ls", "ds", "đc"}
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The dictionaries of titles, bodies, places, honorifics, surnames and actions.

    `cues` are the folded words of the title rules of role "cue", by rule id; `meanings` the syllables that an
    abbreviation stands for; `ranks` what a rank begins with, `openers` also nguyên, quyền and honorifics.
    """

    titles: Lexicon[Rule]
    bodies: Lexicon[Rule]
    places: Lexicon[Rule]
    honorifics: Lexicon[Rule]
    surnames: Lexicon[Rule]
    actions: Lexicon[Rule]
    cues: Mapping[str, frozenset[str]]
    meanings: Mapping[str, tuple[str, ...]]
    ranks: frozenset[str]
    openers: frozenset[str]


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """The tokens read together: one sentence, or several where a full stop belongs to an abbreviation."""

    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    families: int  # see vnreport.article
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
    held = Lexicon((form, rule) for rule in titles for form in rule.forms)
    cores = [
        rule
        for rule in titles
        if rule.text("role") in ("base", "whole", "member") or rule.id in ("chief", "unit")
    ]
    before = [rule for rule in titles if rule.text("role") in ("former", "acting", "new")]
    ranks = _openers(cores) | {"phó"}
    honorifics = vocabulary.lexicon("honorific")
    return Grammar(
        titles=held,
        bodies=vocabulary.lexicon("organisation"),
        places=vocabulary.lexicon("place"),
        honorifics=honorifics,
        surnames=vocabulary.lexicon("surname"),
        actions=vocabulary.lexicon("action"),
        cues={rule.id: frozenset(fold(form) for form in rule.forms) for rule in cues},
        meanings={
            fold(form): tuple(fold(word) for word in rule.text("means").split())
            for rule in shortened
            for form in rule.forms
        },
        ranks=ranks,
        openers=ranks.union(_openers(before), honorifics.openers),
    )


def _openers(rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset(Lexicon((form, rule) for rule in rules for form in rule.forms).openers)


def stretches(article: Article, sieve: Sieve) -> Iterator[Stretch]:
    """The article's stretches in order."""
    sentences: list[Sentence] = []
    tokens: list[Token] = []
    families = 0
    for passage in article.passages:
        if sentences and not _goes_on(tokens, sentences[-1], passage.sentence, article.text):
            yield _stretch(sentences, tokens, families)
            sentences, tokens, families = [], [], 0
        parted = _with_spaces(passage.tokens)
        families |= passage.families if parted is passage.tokens else sieve.families(parted)
        sentences.append(passage.sentence)
        tokens.extend(parted)
    if sentences:
        yield _stretch(sentences, tokens, families)


def is_capital(token: Token) -> bool:
    """Whether the token is a word that begins with a capital."""
    # Most words are in small letters, and so their own keys.
    return token.text is not token.key and token.shape == "word" and token.text[0].isupper()


def is_acronym(token: Token) -> bool:
    """Whether the token is a word of capitals, as UBND."""
    return len(token.text) > 1 and token.shape == "word" and token.text.isupper()


def is_foreign(token: Token) -> bool:
    """Whether the word cannot be a Vietnamese syllable."""
    return token.shape == "word" and _is_foreign(token.key)


@lru_cache(maxsize=16384)
def _is_foreign(key: str) -> bool:
    return _SYLLABLE.fullmatch(normalize("NFD", key)) is None


def is_small(token: Token) -> bool:
    """Whether the token is a word in small letters."""
    return token.shape == "word" and token.text.islower()


def joined(before: Token, after: Token) -> bool:
    """Whether no more than the space between two words is between the tokens."""
    return after.start - before.end <= 2


def _goes_on(tokens: list[Token], before: Sentence, after: Sentence, text: str) -> bool:
    return (
        before.paragraph == after.paragraph
        and len(tokens) > 1
        and len(tokens) < 2000
        and tokens[-1].text == "."
        and tokens[-2].key in _ABBREVIATED
        and not opens_sentence(text, after.start)
    )


def _stretch(sentences: list[Sentence], tokens: list[Token], families: int) -> Stretch:
    capitals = all(token.text.isupper() for token in tokens if token.shape == "word")
    capitals = capitals and sum(token.shape == "word" for token in tokens) > 3
    return Stretch(tuple(sentences), tuple(tokens), families, capitals)


def _with_spaces(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, those that are two words without their space parted."""
    # Two words in one have a capital within, and so are not their own key.
    capitals = [token.text for token in tokens if token.text is not token.key]
    if all(_second_word(text) is None for text in capitals):
        return tokens
    found: list[Token] = []
    for token in tokens:
        cut = _second_word(token.text)
        if cut is None:
            found.append(token)
            continue
        for at, end in ((0, cut), (cut, len(token.text))):
            word = token.text[at:end]
            found.append(Token(token.start + at, token.start + end, word, fold(word), "word"))
    return tuple(found)


@lru_cache(maxsize=16384)
def _second_word(text: str) -> int | None:
    """Where the second of two words begins that a lost space has made one; None if it is one word.

    A brand in mixed case (LienVietPostBank) is one word; two Vietnamese words have tone marks.
    """
    if not text[0].isalpha() or text[1:].islower() or text.isupper() or text.isascii():
        return None
    cuts = [match.start() for match in _MISSING_SPACE.finditer(text)]
    if len(cuts) != 1 or any(_is_foreign(fold(word)) for word in (text[: cuts[0]], text[cuts[0] :])):
        return None
    return cuts[0]
