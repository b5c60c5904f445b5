"""Whether words name an indicator as such, or a part of it: xuất khẩu, but not xuất khẩu hàng có thuế."""

from __future__ import annotations

from vnreport.lexicon import Lexicon
from vnreport.tabular.statistics import NATION_RULE
from vnreport.text import Token, tokenize
from vnreport.vocabulary import Rule, Vocabulary


def is_whole(code: str, words: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are a form of the indicator and nothing beside it but places, what is in brackets,
    and what the rules `whole` list.
    """
    own = vocabulary.compiled(_forms).get(code)
    beside = vocabulary.compiled(_beside)
    tokens = tokenize(words)
    at = 0
    placed = False
    while at < len(tokens):
        hits = [own.match(tokens, at) if own else None, beside.match(tokens, at)]
        last = max((hit.last for hit in hits if hit is not None), default=at)
        if last > at:
            placed = hits[1] is not None and hits[1].last == last and hits[1].item.kind == "place_head"
            at = last
        elif tokens[at].text == "(":
            at = _closed(tokens, at)
        elif placed and tokens[at].text[:1].isupper():  # huyện Đan Phượng
            at += 1
        else:
            return False
    return True


def _closed(tokens: tuple[Token, ...], at: int) -> int:
    """The token after the bracket that is opened at one."""
    return next((behind + 1 for behind in range(at, len(tokens)) if tokens[behind].text == ")"), len(tokens))


def _beside(vocabulary: Vocabulary) -> Lexicon[Rule]:
    """What may stand beside a form. Of another country than this one something else is said."""
    rules = vocabulary.rules("whole", "place_head", "place")
    return Lexicon(
        (form, rule)
        for rule in rules
        if rule.kind != "place" or rule.text("level") in ("province", "region") or rule.id == NATION_RULE
        for form in rule.forms
    )


def _forms(vocabulary: Vocabulary) -> dict[str, Lexicon[Rule]]:
    return {rule.id: Lexicon((form, rule) for form in rule.forms) for rule in vocabulary.rules("indicator")}
