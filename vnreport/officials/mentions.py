"""Later mentions: the full name again, or "ông Cảnh" where no doubt is possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnreport.officials.grammar import Grammar, Stretch, is_capital, joined
from vnreport.officials.items import Item, Title
from vnreport.officials.names import Name

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, tokens up to `last` of a stretch; `begin` is the first token with the honorific."""

    start: int
    end: int
    stretch: int
    begin: int
    last: int
    honorific: tuple[int, int] | None = None


class ShortNames:
    """The names of an article, and which full name a given name alone can mean."""

    def __init__(self, parts: Sequence[Stretch], items: Sequence[Sequence[Item]]) -> None:
        self.full_names: set[Key] = set()
        for part, found in zip(parts, items, strict=True):
            for item in found:
                if isinstance(item, Name):
                    words = tuple(t.key for t in part.tokens[item.first : item.last] if t.shape == "word")
                    if len(words) > 1:
                        self.full_names.add(words)
        self._by_suffix: dict[Key, set[Key]] = {}
        for full in self.full_names:
            for size in range(1, len(full)):
                self._by_suffix.setdefault(full[-size:], set()).add(full)

    def full(self, key: Key) -> Key | None:
        """The full name that `key` stands for: itself, or the only one that ends so; None in doubt."""
        owners = self._by_suffix.get(key, set())
        if not owners or (len(key) > 2 and key in self.full_names):
            return key
        longest = {owner for owner in owners if not any(owner != o and o[-len(owner) :] == owner for o in owners)}
        if len(key) > 1 and len(longest) > 1:
            return key
        return next(iter(longest)) if len(longest) == 1 else None


def find_mentions(
    parts: Sequence[Stretch],
    items: Sequence[Sequence[Item]],
    people: Mapping[Key, list[Mention]],
    short: ShortNames,
    grammar: Grammar,
) -> None:
    """Append every mention of each person to the list that `people` holds for the full name."""
    starts: dict[str, list[Key]] = {}
    for key in people:
        starts.setdefault(key[0], []).append(key)
    for keys in starts.values():
        keys.sort(key=len, reverse=True)
    for index, (part, found) in enumerate(zip(parts, items, strict=True)):
        taken: set[int] = set()
        for item in found:
            if not isinstance(item, Name):
                continue
            words = tuple(t.key for t in part.tokens[item.first : item.last] if t.shape == "word")
            person = short.full(words)
            if person in people and (words == person or item.honorific or _led(found, item)):
                people[person].append(_mention(part, index, item))
                taken.update(range(item.first, item.last))
        tokens = part.tokens
        for at, token in enumerate(tokens):
            if at in taken or token.key not in starts or not is_capital(token):
                continue
            for key in starts[token.key]:
                last = _spelt(part, at, key)
                if last and len(key) > 1 and not taken.intersection(range(at, last)):
                    people[key].append(_mention(part, index, Name(at, last)))
                    taken.update(range(at, last))
                    break


def _led(found: Sequence[Item], name: Name) -> bool:
    return any(isinstance(item, Title) and item.last == name.begin for item in found)


def _spelt(part: Stretch, at: int, key: Key) -> int | None:
    tokens = part.tokens
    for word in key:
        if at < len(tokens) and tokens[at].text in ("-", "‑"):
            at += 1
        if at >= len(tokens) or tokens[at].key != word:
            return None
        at += 1
    if at < len(tokens) and is_capital(tokens[at]) and joined(tokens[at - 1], tokens[at]) and not part.capitals:
        return None
    return at


def _mention(part: Stretch, index: int, name: Name) -> Mention:
    tokens = part.tokens
    honorific = None
    if name.honorific and not name.plural:
        first, last = name.honorific
        while last > first and tokens[last - 1].shape == "mark":
            last -= 1
        honorific = (tokens[first].start, tokens[last - 1].end)
    return Mention(
        tokens[name.first].start, tokens[name.last - 1].end, index, name.begin, name.last, honorific
    )
