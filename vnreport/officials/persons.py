"""Persons with their positions, mentions and actions: from the bonds of all stretches to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vnreport.article import Article
from vnreport.document import Action, Official, Span
from vnreport.families import HONORIFIC, TITLE, Sieve
from vnreport.officials.actions import Place, action_fronted, action_of_guests, actions_after, lists
from vnreport.officials.grammar import Grammar, Stretch, make_grammar, stretches
from vnreport.officials.items import Item, Title, read_items
from vnreport.officials.linking import Bond, Linker
from vnreport.officials.mentions import Mention, ShortNames, find_mentions, name_key
from vnreport.officials.names import NameReader
from vnreport.officials.positions import PositionList
from vnreport.officials.titles import RankReader
from vnreport.trace import Evidence, Trace
from vnreport.vocabulary import Vocabulary

Key = tuple[str, ...]


@dataclass(slots=True)
class _Person:
    name: Key
    bonds: list[tuple[int, Bond]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    held: list[tuple[int, Title]] = field(default_factory=list)


def find_officials(article: Article, vocabulary: Vocabulary) -> list[tuple[Official, Trace]]:
    """The officials of an article in the order of their first mention; their `id` is left empty.

    Args:
        article: the text with its sentences.
        vocabulary: titles, bodies, places, honorifics, surnames and actions are read from it.
    """
    grammar = vocabulary.compiled(make_grammar)
    parts = list(stretches(article, vocabulary.compiled(Sieve)))
    titled = [
        bool(part.families & TITLE) and not part.capitals and RankReader(part, grammar).any()
        for part in parts
    ]
    if not any(titled):
        return []
    known = _known_names(parts, grammar)
    items: list[list[Item]] = [
        read_items(article.text, part, grammar, known) if has_rank else []
        for part, has_rank in zip(parts, titled, strict=True)
    ]
    linkers = {
        index: Linker(parts[index].tokens, found, grammar) for index, found in enumerate(items) if found
    }
    # Elsewhere only a name that ends as that of a person with a title tells anything: read no more.
    ends = {parts[i].tokens[bond.name.last - 1].key for i, linker in linkers.items() for bond in linker.bonds}
    if not ends:
        return []
    spoken_of = [not ends.isdisjoint([token.key for token in part.tokens]) for part in parts]
    for index, part in enumerate(parts):
        if spoken_of[index] and not titled[index] and not part.capitals:
            items[index] = read_items(article.text, part, grammar, known)
    people: dict[Key, _Person] = {}
    short = ShortNames(parts, items)
    for index, linker in linkers.items():
        for bond in linker.bonds:
            key = short.full(name_key(parts[index], bond.name), (index, bond.name.first))
            if key is not None:
                people.setdefault(key, _Person(key)).bonds.append((index, bond))
    mentions = {key: person.mentions for key, person in people.items()}
    find_mentions(parts, items, spoken_of, mentions, short, grammar)
    _hold(linkers, people)
    told = [person for person in people.values() if person.mentions]
    titled_to = {person.name: _title_ends(parts, person) for person in told}
    among = _lists(parts, told, titled_to, grammar)
    found = [_record(article.text, parts, person, titled_to[person.name], among, grammar) for person in told]
    return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _known_names(parts: Iterable[Stretch], grammar: Grammar) -> set[Key]:
    """Names of two syllables or more that stand somewhere with an honorific, and their given names."""
    known: set[Key] = set()
    for part in parts:
        if part.capitals or not part.families & HONORIFIC:
            continue
        reader = NameReader(part, grammar)
        for at in grammar.honorifics.starts(part.tokens):
            start, _ = reader.honorific(at)
            if start > at and start < len(part.tokens):
                last = reader.run(start)
                if 2 <= last - start <= 5:
                    known.add(tuple(token.key for token in part.tokens[start:last]))
                    known.add((part.tokens[last - 1].key,))
    return known


def _hold(linkers: Mapping[int, Linker], people: Mapping[Key, _Person]) -> None:
    """Give titles that a clause assigns to "ông" or to nobody to the person spoken of: careers."""
    spoken_of: dict[int, list[_Person]] = {}
    for person in people.values():
        for index in {mention.stretch for mention in person.mentions}:
            spoken_of.setdefault(index, []).append(person)
    for index, linker in linkers.items():
        titles = linker.held()
        # not of one told before, where another is named: "thôi giữ chức Bí thư, nhận việc mới với anh B"
        here = spoken_of.get(index) or (not linker.names_others and spoken_of.get(index - 1)) or []
        if titles and len(here) == 1:
            here[0].held.extend((index, title) for title in titles)


def _record(
    text: str,
    parts: Sequence[Stretch],
    person: _Person,
    ends: Mapping[tuple[int, int], int],
    among: Sequence[Mapping[Place, Place]],
    grammar: Grammar,
) -> tuple[Official, Trace]:
    mentions = sorted({(m.start, m.end): m for m in person.mentions}.values(), key=lambda m: m.start)
    # A headline may give "Bí thư Thăng" alone: the record stands where the name is first given in full.
    longest = max(m.syllables for m in mentions)
    first = next(m for m in mentions if m.syllables == longest)
    positions = PositionList(text, grammar)
    evidence: list[Evidence] = [Evidence("name", first.start, first.end)]
    held = [(index, title, "title:holding") for index, title in person.held]
    titles = [(index, bond.title, bond.title.rank.rule) for index, bond in person.bonds] + held
    for index, title, rule in sorted(titles, key=lambda found: (found[0], found[1].first)):
        tokens = parts[index].tokens
        span = tokens[title.rank.core : title.last]
        if positions.add(tokens, title):
            evidence.append(Evidence("positions", span[0].start, span[-1].end, rule))
    honorific = next((m.honorific for m in mentions if m.honorific), None)
    if honorific:
        evidence.append(Evidence("honorific", *honorific))
    actions: dict[int, Action] = {}
    for mention in mentions:
        tokens = parts[mention.stretch].tokens
        begin, last = among[mention.stretch][_place(mention, ends)]
        for action in [
            *actions_after(text, tokens, last, grammar),
            *action_fronted(text, tokens, begin, grammar),
            *action_of_guests(text, tokens, begin, grammar),
        ]:
            actions.setdefault(action.start, action)
    ordered = [actions[start] for start in sorted(actions)]
    evidence.extend(Evidence("actions", action.start, action.end) for action in ordered)
    best = max(person.bonds, key=lambda pair: pair[1].confidence)[1]
    sentence = parts[first.stretch].sentence_at(first.start)
    record = Official(
        id="",
        text=text[first.start : first.end],
        start=first.start,
        end=first.end,
        sentence=Span(sentence.start, sentence.end),
        rule=f"official:{best.shape}",
        confidence=0.0,  # the pipeline rates the record
        name=text[first.start : first.end],
        honorific=text[slice(*honorific)] if honorific else None,
        positions=tuple(positions.found),
        mentions=tuple(Span(m.start, m.end) for m in mentions),
        actions=tuple(ordered),
    )
    losers = sorted({f"official:{bond.shape}" for _, bond in person.bonds} - {record.rule})
    return record, Trace(tuple(losers), tuple(evidence))


def _place(mention: Mention, ends: Mapping[tuple[int, int], int]) -> Place:
    """Where a mention stands with its titles."""
    begin = ends.get((mention.stretch, -mention.begin), mention.begin)
    return begin, ends.get((mention.stretch, mention.last), mention.last)


def _lists(
    parts: Sequence[Stretch],
    people: Iterable[_Person],
    ends: Mapping[Key, Mapping[tuple[int, int], int]],
    grammar: Grammar,
) -> list[Mapping[Place, Place]]:
    """For each stretch the lists of persons in it."""
    places: dict[int, list[Place]] = {}
    for person in people:
        for mention in person.mentions:
            places.setdefault(mention.stretch, []).append(_place(mention, ends[person.name]))
    return [lists(places.get(index, ()), part.tokens, grammar) for index, part in enumerate(parts)]


def _title_ends(parts: Sequence[Stretch], person: _Person) -> dict[tuple[int, int], int]:
    """For a mention: where its titles after it end, and (negative) where those before it begin."""
    ends: dict[tuple[int, int], int] = {}
    for index, bond in person.bonds:
        title, name = bond.title, bond.name
        if title.first >= name.last and bond.shape != "list":
            ends[index, name.last] = max(ends.get((index, name.last), 0), title.last)
        elif title.last <= name.first:
            key = (index, -name.begin)
            ends[key] = min(ends.get(key, name.begin), title.begin)
    return ends
