"""What a person does: the verbs whose subject a mention of the name is."""

from __future__ import annotations

from vnreport.document import Action
from vnreport.officials.grammar import Grammar, is_capital
from vnreport.text import Token

_FRONTED = frozenset(
    {
        "phát biểu",
        "báo cáo",
        "trả lời",
        "chia sẻ",
        "kết luận",
        "trao đổi",
        "thông tin",
        "nhận định",
        "đánh giá",
        "giải thích",
        "nói",
    }
)


def actions_after(text: str, tokens: tuple[Token, ...], last: int, grammar: Grammar) -> list[Action]:
    """The verbs that follow a mention (with its title) that ends before token `last`."""
    at = last
    while at < len(tokens) and at - last < 16 and (tokens[at].text in (",", ")", "–", "-", "”", '"')):
        at += 1
    found: list[Action] = []
    while at < len(tokens):
        begin = at
        hit = grammar.actions.match(tokens, at)
        while (
            hit is None and at < len(tokens) and tokens[at].key in grammar.cues["adverb"] and at - begin < 4
        ):
            at += 1
            hit = grammar.actions.match(tokens, at)
        if hit is None or is_capital(tokens[hit.first]):
            break
        span = tokens[hit.first : hit.last]
        found.append(Action(text[span[0].start : span[-1].end], span[0].start, span[-1].end))
        at = hit.last
        if at < len(tokens) and tokens[at].key in ("và", ","):
            at += 1
        else:
            break
    return found


def action_fronted(text: str, tokens: tuple[Token, ...], first: int, grammar: Grammar) -> list[Action]:
    """The verb that opens the sentence of the subject at token `first`: "Phát biểu kết luận, ông A …"."""
    if first < 2 or tokens[first - 1].text != ",":
        return []
    hit = grammar.actions.match(tokens, 0)
    if hit is None or hit.last >= first or first > 24:
        return []
    words = " ".join(token.key for token in tokens[: hit.last])
    if not any(words.startswith(verb) for verb in _FRONTED):
        return []
    if any(token.text == "," for token in tokens[hit.last : first - 1]):
        return []
    span = tokens[: hit.last]
    return [Action(text[span[0].start : span[-1].end], span[0].start, span[-1].end)]
