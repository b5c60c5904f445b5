"""Finds areas: known provinces, regions and countries, and "huyện X", "xã Y", "TP Z" as they are written."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from vnreport.article import Passage
from vnreport.document import Place
from vnreport.families import PLACE
from vnreport.lexicon import Hit, Lexicon
from vnreport.text import Token, tokenize
from vnreport.vocabulary import Rule, Vocabulary

HOME = "place:viet-nam"  # the rule of the country that articles are of
_LONGEST_NAME = 4  # syllables: "Hàm Thuận Bắc" has three, "Phan Rang - Tháp Chàm" is read up to its dash
_CAPITALS = 2  # syllables that most names have
_LONGEST_PERSON = 6

# A known name, and how it is written: a syllable with a capital there must have one in the text.
_Name = tuple[Rule, tuple[bool, ...]]


class PlaceMention(msgspec.Struct, frozen=True, gc=False):
    """An area, `text[start:end]`, tokens `first` to `last` (exclusive) of its sentence.

    `place.text` is the name of a province without its "tỉnh", else all the words. `level` is province, city,
    district, commune, hamlet, region, country or world.
    """

    first: int
    last: int
    start: int
    end: int
    place: Place
    level: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Words:
    names: Lexicon[_Name]
    heads: Lexicon[Rule]
    surnames: Lexicon[Rule]
    persons: frozenset[str]  # what a person is called by before the name
    common: frozenset[str]  # names that are other words at the head of a sentence
    openers: frozenset[str]  # what a name or a head begins with
    small: frozenset[str]  # those that may be written in small letters


def find_places(passage: Passage, text: str, vocabulary: Vocabulary) -> tuple[PlaceMention, ...]:
    """All areas of a sentence from left to right, none overlapping another."""
    words = vocabulary.compiled(_compile)
    if not passage.families & PLACE:
        return ()
    tokens = passage.tokens
    found: list[PlaceMention] = []
    behind = 0
    openers, small = words.openers, words.small
    for at, token in enumerate(tokens):
        if token.text is token.key:
            begins = token.key in small
        else:
            begins = token.key in openers or token.text in openers
        if not begins:
            continue
        if at < behind or token.shape != "word":
            continue
        mention = _named(words, tokens, at, text) or _headed(words, tokens, at, text)
        if mention is not None:
            behind = mention.last
            if mention.level != "none":
                found.append(mention)
    return tuple(found)


def _compile(vocabulary: Vocabulary) -> _Words:
    names: Lexicon[_Name] = Lexicon(
        (form, (rule, tuple(token.text[0].isupper() for token in tokenize(form))))
        for rule in vocabulary.rules("place")
        for form in rule.forms
    )
    heads = vocabulary.lexicon("place_head")
    firsts = (tokenize(form)[0] for rule in vocabulary.rules("place") for form in rule.forms)
    names_in_small = {first.key for first in firsts if not first.text[0].isupper()}
    return _Words(
        names,
        heads,
        vocabulary.lexicon("surname"),
        vocabulary.words("person-before"),
        vocabulary.words("common-name"),
        frozenset(names.openers | heads.openers),
        frozenset(names_in_small | heads.openers),
    )


def _headed(words: _Words, tokens: tuple[Token, ...], at: int, text: str) -> PlaceMention | None:
    """ "huyện Vân Canh", "TP.HCM", "Quận 1": a word for an area and its name."""
    head = words.heads.match(tokens, at)
    if head is None or head.last >= len(tokens):
        return None
    level = head.item.text("level")
    known = _known(words, tokens, head.last)
    if level in ("province", "city") and known is not None and known.item[0].text("level") == "province":
        rule = known.item[0]
        code = rule.text("code")
        if level == "province" or _is_municipality(code):
            name = text[tokens[known.first].start : tokens[known.last - 1].end]
            return _mention(tokens, at, known.last, Place(name, code), "province", rule)
        return _as_written(tokens, at, known.last, text, level, head.item)
    if level == "province":
        return None
    last = _name_end(words, tokens, head)
    return _as_written(tokens, at, last, text, level, head.item) if last > head.last else None


def _name_end(words: _Words, tokens: tuple[Token, ...], head: Hit[Rule]) -> int:
    """Where the name behind a head ends: capitals in a row, without a person's name that follows."""
    first = head.last
    if tokens[first].shape == "number" and head.item.text("numbers"):
        return first + 1 if len(tokens[first].text) <= 2 else first  # Quận 1, thôn 12
    last = first
    # In a headline in capitals nothing but its length tells where a name ends: BẢO HIỂM HUYỆN YÊN LẬP CHI TRẢ
    longest = _CAPITALS if _in_capitals(tokens, head.first, first + 1) else _LONGEST_NAME
    while last < len(tokens) and _is_capital(tokens[last]) and (last == first or _beside(tokens, last)):
        if last - first == longest:
            break
        more = last + 1 < len(tokens) and _is_capital(tokens[last + 1])
        if last - first >= 2 and more and words.surnames.match(tokens, last, last + 1) is not None:
            break
        last += 1
    person = last - first >= 3 and words.surnames.match(tokens, first, first + 1) is not None
    short = tokens[head.last - 1].shape == "mark" and last - first < 2  # "P. Giám đốc"
    acronym = last - first == 1 and len(tokens[first].text) > 1 and tokens[first].text.isupper()  # xã NTM
    return first if person or short or acronym else last


def _in_capitals(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return all(len(token.text) > 1 and token.text.isupper() for token in tokens[first:last])


def _named(words: _Words, tokens: tuple[Token, ...], at: int, text: str) -> PlaceMention | None:
    """A known name that stands by itself."""
    hit = _known(words, tokens, at)
    if hit is None or _in_other_name(words, tokens, hit):
        return None
    rule = hit.item[0]
    name = text[tokens[hit.first].start : tokens[hit.last - 1].end]
    return _mention(tokens, at, hit.last, Place(name, rule.text("code") or None), rule.text("level"), rule)


def _known(words: _Words, tokens: tuple[Token, ...], at: int) -> Hit[_Name] | None:
    hit = words.names.match(tokens, at)
    if hit is None:
        return None
    capitals = hit.item[1]
    written = tokens[hit.first : hit.last]
    fits = all(
        token.text[0].isupper() or not capital for token, capital in zip(written, capitals, strict=True)
    )
    return hit if fits else None


def _in_other_name(words: _Words, tokens: tuple[Token, ...], hit: Hit[_Name]) -> bool:
    """Whether it is part of a person's or a longer name: "Nguyễn Thái Bình", "Mỹ Đình", "chị Nga"."""
    if not hit.item[1][0]:
        return False
    first = hit.first
    lowest = max(1, first - _LONGEST_PERSON)
    while first > lowest and _is_capital(tokens[first - 1]) and _beside(tokens, first):
        first -= 1
    if first == 1 and _beside(tokens, 1) and words.surnames.match(tokens, 0, 1) is not None:
        first = 0
    written = tokens[hit.first].text
    alone = hit.last - hit.first == 1 and (len(written) == 1 or not written.isupper())
    if alone:
        beside = first < hit.first or (
            hit.last < len(tokens) and _is_capital(tokens[hit.last]) and _beside(tokens, hit.last)
        )
        if first == 0:
            return beside or tokens[hit.first].key in words.common
        return beside or tokens[first - 1].key in words.persons
    return first < hit.first and words.surnames.match(tokens, first, first + 1) is not None


def _is_municipality(code: str) -> bool:
    return not code[3:].isdigit() or code == "VN-26"


def _is_capital(token: Token) -> bool:
    return token.shape == "word" and token.text[0].isupper()


def _beside(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].start - tokens[at - 1].end <= 1


def _as_written(
    tokens: tuple[Token, ...], first: int, last: int, text: str, level: str, rule: Rule
) -> PlaceMention:
    words = text[tokens[first].start : tokens[last - 1].end]
    return _mention(tokens, first, last, Place(words), level, rule)


def _mention(
    tokens: tuple[Token, ...], first: int, last: int, place: Place, level: str, rule: Rule
) -> PlaceMention:
    return PlaceMention(first, last, tokens[first].start, tokens[last - 1].end, place, level, rule.name)
