"""Reads the abbreviations that an article defines: "kế hoạch (KH)", "(gọi tắt là …)"."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

from vnreport.article import Article
from vnreport.lexicon import Lexicon
from vnreport.text import Token
from vnreport.vocabulary import Rule, Vocabulary

_LONGEST = 10  # syllables of a long form whose letters do not match


def read_abbreviations(article: Article, vocabulary: Vocabulary) -> Mapping[str, str]:
    """The abbreviations that the article defines, with their long forms.

    Where its initials do not spell a long form, one told before or known to patterns/ is kept.
    """
    found: dict[str, str] = {}
    called = vocabulary.wordings("called")
    edges = vocabulary.words("abbreviated-edge")
    for passage in article.passages:
        if "(" not in passage.words:
            continue
        for at, token in enumerate(passage.tokens):
            if token.text == "(":
                defined = _definition(passage.tokens, at, article.text, called, edges)
                if defined is not None:
                    short, long, spelled = defined
                    told = found.get(short) or vocabulary.long_forms.get(short)
                    found[short] = long if spelled or told is None else told
    return found


def _definition(
    tokens: tuple[Token, ...],
    opening: int,
    text: str,
    calls: Lexicon[Rule],
    edges: frozenset[str],
) -> tuple[str, str, bool] | None:
    at = opening + 1
    called = calls.match(tokens, at)
    at = at if called is None else called.last
    end = at
    while end < len(tokens) and end - at <= 5 and tokens[end].text != ")":
        end += 1
    if end >= len(tokens) or tokens[end].text != ")" or end == at:
        return None
    short = text[tokens[at].start : tokens[end - 1].end]
    if not (_is_abbreviation(short) or (called and short[0].isupper())):
        return None
    first = _spelled(tokens, opening, short, edges)
    spelled = first is not None
    if first is None:
        first = _phrase(tokens, opening, edges)
        if all(token.text[0].isupper() for token in tokens[first:opening]):
            return None  # a by-line: "Sỹ Tuyên (TTXVN)"
    return short, text[tokens[first].start : tokens[opening - 1].end], spelled


def _is_abbreviation(short: str) -> bool:
    letters = [char for char in short if char.isalpha()]
    plain = all(char.isalnum() or char in "-&/. " for char in short)
    return (
        2 <= len(letters) <= 12
        and plain
        and " " not in short
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )


def _spelled(tokens: tuple[Token, ...], end: int, short: str, edges: frozenset[str]) -> int | None:
    """The first token of the words before `end` whose initials are the letters of `short`, if they are."""
    at = end
    for letter in reversed([_base(char) for char in short if char.isalpha()]):
        at -= 1
        while at >= 0 and tokens[at].key in edges and _base(tokens[at].key[0]) != letter:
            at -= 1
        if at < 0 or tokens[at].shape != "word" or _base(tokens[at].key[0]) != letter:
            return None
    return at


def _base(letter: str) -> str:
    """A letter without its tone and hat; đ stays itself."""
    return normalize("NFD", letter.casefold())[0]


def _phrase(tokens: tuple[Token, ...], end: int, edges: frozenset[str]) -> int:
    """The first token of the noun phrase that ends before `end`, as far as little words tell."""
    first = end
    while first > 0 and end - first < _LONGEST:
        token = tokens[first - 1]
        if token.shape != "word" or token.key in edges:
            break
        first -= 1
    return first
