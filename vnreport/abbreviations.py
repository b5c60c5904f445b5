"""Reads the abbreviations that an article defines: "kế hoạch (KH)", "(gọi tắt là …)"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnreport.article import Article
from vnreport.text import Token
from vnreport.vocabulary import Vocabulary

_LONGEST = 10  # syllables of a long form whose letters do not match
_CALLED = (("gọi", "tắt", "là"), ("viết", "tắt", "là"), ("sau", "đây", "gọi", "tắt", "là"), ("gọi", "là"))
# Words at which a noun phrase ends, read from its end towards its beginning.
_EDGES = frozenset(
    ["và", "của", "là", "theo", "với", "có", "được", "đạt", "cho", "tại", "trong", "các", "những", "về", "từ", "đến", "do", "bởi", "thì", "mà", "như", "này", "đã", "sẽ", "đang", "để", "bằng", "thực", "hiện", "hiện", "khi", "nhằm", "vào", "trên", "qua", "bị"]
)


def read_abbreviations(article: Article, vocabulary: Vocabulary) -> Mapping[str, str]:
    """Abbreviation to long form; the article's own come over those of patterns/."""
    known = {form: rule.text("means") for rule in vocabulary.rules("abbreviation") for form in rule.forms}
    for passage in article.passages:
        tokens = passage.tokens
        for at, token in enumerate(tokens):
            if token.text == "(":
                defined = _definition(tokens, at, article.text)
                if defined is not None:
                    known[defined[0]] = defined[1]
    return known


def _definition(tokens: Sequence[Token], opening: int, text: str) -> tuple[str, str] | None:
    at = opening + 1
    called = next((words for words in _CALLED if _keys(tokens, at, len(words)) == words), ())
    at += len(called)
    end = at
    while end < len(tokens) and end - at <= 5 and tokens[end].text != ")":
        end += 1
    if end >= len(tokens) or tokens[end].text != ")" or end == at:
        return None
    short = text[tokens[at].start : tokens[end - 1].end]
    if not (_is_abbreviation(short) or (called and short[0].isupper())):
        return None
    first = _long_form(tokens, opening, short)
    return (short, text[tokens[first].start : tokens[opening - 1].end]) if first < opening else None


def _keys(tokens: Sequence[Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(token.key for token in tokens[at : at + count])


def _is_abbreviation(short: str) -> bool:
    letters = [char for char in short if char.isalpha()]
    plain = all(char.isalnum() or char in "-&/. " for char in short)
    return (
        2 <= len(letters) <= 12
        and plain
        and " " not in short
        and sum(c.isupper() for c in letters) * 2 > len(letters)
    )


def _long_form(tokens: Sequence[Token], end: int, short: str) -> int:
    """The first token of the long form that ends before `end`, by its initials or by where its phrase begins."""
    initials = [char.casefold() for char in short if char.isalpha()]
    first = end - len(initials)
    if first >= 0 and all(
        token.shape == "word" and token.key[0] == initial
        for token, initial in zip(tokens[first:end], initials, strict=True)
    ):
        return first
    first = end
    while first > 0 and end - first < _LONGEST:
        token = tokens[first - 1]
        if token.shape != "word" or token.key in _EDGES:
            break
        first -= 1
    return first
