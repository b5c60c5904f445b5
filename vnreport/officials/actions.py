"""What persons do: the verbs whose subject a mention of the name is, alone or in a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnreport.document import Action
from vnreport.officials.grammar import Grammar, is_capital
from vnreport.text import Token

Place = tuple[int, int]  # the tokens between which a mention stands with its titles

_LONGEST_JOINT = 2  # tokens between two of a list: ", và"
_OPENING = 24  # tokens from the verb that opens a sentence to the first of those who do it
_VERB = 2  # tokens before that verb: "Cùng", "Đến"


def lists(places: Iterable[Place], tokens: Sequence[Token], grammar: Grammar) -> Mapping[Place, Place]:
    """For each place of a stretch the list of persons that it stands in, from the first to the last of them.

    What one does at the end of a list, or what opens the sentence before it, all of them do.
    """
    ordered = sorted(set(places))
    joints = grammar.cues["between-persons"]
    groups: list[list[Place]] = []
    for place in ordered:
        between = tokens[groups[-1][-1][1] : place[0]] if groups else ()
        joined = 0 < len(between) <= _LONGEST_JOINT and all(token.key in joints for token in between)
        if joined:
            groups[-1].append(place)
        else:
            groups.append([place])
    return {place: (group[0][0], group[-1][1]) for group in groups for place in group}


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
    if not _opens_with(tokens, 0, grammar.cues["fronted-verb"]):
        return []
    if any(token.text == "," for token in tokens[hit.last : first - 1]):
        return []
    span = tokens[: hit.last]
    return [Action(text[span[0].start : span[-1].end], span[0].start, span[-1].end)]


def action_of_guests(text: str, tokens: tuple[Token, ...], first: int, grammar: Grammar) -> list[Action]:
    """The verb that opens the sentence of those from token `first` on: "Cùng dự hội nghị có ông A …"."""
    if first > _OPENING or any(token.shape == "mark" and token.text != ":" for token in tokens[:first]):
        return []
    for at in range(min(_VERB, first) + 1):
        hit = grammar.actions.match(tokens, at)
        if hit is not None:
            there = any(token.key in grammar.cues["there-is"] for token in tokens[hit.last : first])
            span = tokens[hit.first : hit.last]
            return [Action(text[span[0].start : span[-1].end], span[0].start, span[-1].end)] if there else []
    return []


def _opens_with(tokens: Sequence[Token], at: int, words: frozenset[str]) -> bool:
    return any(
        [token.key for token in tokens[at : at + len(verb)]] == verb
        for verb in (word.split() for word in words)
    )
