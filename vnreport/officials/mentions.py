"""Later mentions: the full name again, or "ông Cảnh" where no doubt is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from vnreport.lexicon import Hit, Lexicon
from vnreport.officials.grammar import Grammar, Stretch, is_capital, joined
from vnreport.officials.items import Item, Title
from vnreport.officials.names import Name

Key = tuple[str, ...]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A name in the text, tokens up to `last` of a stretch; `begin` is the first token with the honorific."""

    start: int
    end: int
    stretch: int
    begin: int
    last: int
    syllables: int
    honorific: tuple[int, int] | None = None


class ShortNames:
    """The names of an article, and which full name a given name alone can mean."""

    def __init__(self, parts: Sequence[Stretch], items: Sequence[Sequence[Item]]) -> None:
        self._first: dict[Key, tuple[int, int]] = {}  # full name -> stretch and token where it stands first
        for index, (part, found) in enumerate(zip(parts, items, strict=True)):
            for item in found:
                if isinstance(item, Name) and item.last - item.first > 1:
                    self._first.setdefault(name_key(part, item), (index, item.first))
        self._by_suffix: dict[Key, list[Key]] = {}
        for full in self._first:
            for size in range(1, len(full)):
                self._by_suffix.setdefault(full[-size:], []).append(full)

    def full(self, key: Key, place: tuple[int, int]) -> Key | None:
        """The full name that `key` at a place (stretch, token) stands for: itself, or the only one
        before that ends so; None in doubt."""
        if len(key) > 2:
            return key
        owners = self._by_suffix.get(key, [])
        # Names are listed as they first occur: two before this place are enough for a doubt.
        earlier = [owner for owner in owners[:2] if self._first[owner] <= place] or owners[:2]
        if not earlier:
            return key
        if len(earlier) > 1:
            return key if len(key) > 1 else None
        return earlier[0]


def name_key(part: Stretch, name: Name) -> Key:
    """The folded syllables of a name."""
    return tuple(token.key for token in part.tokens[name.first : name.last] if token.shape == "word")


def find_mentions(
    parts: Sequence[Stretch],
    items: Sequence[Sequence[Item]],
    spoken_of: Sequence[bool],
    people: Mapping[Key, list[Mention]],
    short: ShortNames,
    grammar: Grammar,
) -> None:
    """Append every mention of each person to the list that `people` holds for the full name.

    `spoken_of` tells the stretches in which the last syllable of a person's name stands.
    """
    spelt = Lexicon((" ".join(key), key) for key in people if len(key) > 1)
    for index, (part, found) in enumerate(zip(parts, items, strict=True)):
        if not spoken_of[index]:
            continue
        taken: set[int] = set()
        led = {item.last for item in found if isinstance(item, Title)}
        for item in found:
            if not isinstance(item, Name):
                continue
            words = name_key(part, item)
            person = short.full(words, (index, item.first))
            if person is None or person not in people:
                continue
            if words == person or item.honorific or item.begin in led:
                people[person].append(_mention(part, index, item, grammar))
                taken.update(range(item.first, item.last))
        for hit in spelt.find(part.tokens):
            if not taken.intersection(range(hit.first, hit.last)) and _is_name(part, hit):
                name = Name(hit.first, hit.last)
                people[hit.item].append(_mention(part, index, name, grammar))


def _is_name(part: Stretch, hit: Hit[Key]) -> bool:
    """Whether the words of a known name stand as a name here, not in a longer one."""
    tokens = part.tokens
    if not is_capital(tokens[hit.first]) or not is_capital(tokens[hit.last - 1]):
        return False
    goes_on = (
        hit.last < len(tokens)
        and is_capital(tokens[hit.last])
        and joined(tokens[hit.last - 1], tokens[hit.last])
    )
    return part.capitals or not goes_on


def _mention(part: Stretch, index: int, name: Name, grammar: Grammar) -> Mention:
    tokens = part.tokens
    honorific = None
    if name.honorific and not name.plural:
        first, last = name.honorific
        while last > first and tokens[last - 1].shape == "mark":
            last -= 1
        for at in range(first, last):  # "đồng chí Đại tá": the rank tells more
            hit = grammar.honorifics.match(tokens, at)
            if hit and hit.item.id == "rank":
                first, last = at, hit.last
                break
        honorific = (tokens[first].start, tokens[last - 1].end)
    span = tokens[name.first : name.last]
    return Mention(
        span[0].start,
        span[-1].end,
        index,
        name.begin,
        name.last,
        sum(t.shape == "word" for t in span),
        honorific,
    )
