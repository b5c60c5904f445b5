"""The phrase that names what is measured: how it stands to those told before, what the registry calls it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from vnreport.clauses import Clauses
from vnreport.lexicon import Hit
from vnreport.phrases import SEPARATORS
from vnreport.text import tokenize
from vnreport.vocabulary import Rule, Vocabulary

_PART_JOINTS = frozenset(("từ", "của"))
_LONGEST = 500  # characters; a longer phrase, of words that lost their spaces, names nothing
_RATES = ("%", "‰", "pp")
_LONGEST_HEAD = 6  # tokens of a head and "từ": "thu ngân sách nhà nước từ"
# What does not become the subject of what follows: a count within an amount's name, that by which a thing
# changes ("tăng 5% về lượng"), a market share, a death.
WITHIN = "indicator:within"
RESPECT = "indicator:respect"
SHARE = "indicator:share"
BEFALLEN = "indicator:befallen"


class IndicatorPhrase(msgspec.Struct, frozen=True, gc=False):
    """Text offsets of an indicator's phrase. `own` where it stands in the quantity's own clause.

    `head` are those of its head where the phrase leaves it out: "thu từ dầu thô …; từ xuất nhập khẩu …".
    """

    start: int
    end: int
    own: bool
    rule: str
    head: tuple[int, int] | None = None

    @property
    def goes_on(self) -> bool:
        """Whether what follows without a subject may be of it, too."""
        return self.rule not in (WITHIN, RESPECT, SHARE, BEFALLEN)


def phrase_of(clauses: Clauses, span: tuple[int, int] | None, rule: str) -> IndicatorPhrase | None:
    """The phrase of a span of tokens; None for none, and for one that is too long to name anything."""
    if span is None:
        return None
    start, end = clauses.tokens[span[0]].start, clauses.tokens[span[1] - 1].end
    return None if end - start > _LONGEST else IndicatorPhrase(start, end, True, rule)


def tells_rate(clauses: Clauses, phrase: IndicatorPhrase, vocabulary: Vocabulary) -> bool:
    """Whether a phrase names a share or a rate, which no amount and no count is of."""
    return vocabulary.wordings("rate").match(tokenize(clauses.text, phrase.start, phrase.end), 0) is not None


def is_within(clauses: Clauses, span: tuple[int, int], phrase: IndicatorPhrase) -> bool:
    """Whether a span is the end of a phrase that was told."""
    start, end = clauses.tokens[span[0]].start, clauses.tokens[span[1] - 1].end
    return phrase.start < start and end <= phrase.end


def is_place(clauses: Clauses, phrase: IndicatorPhrase) -> bool:
    """Whether a phrase is the name of a place alone."""
    at = bisect_left(clauses.tokens, phrase.start, key=lambda token: token.start)
    place = clauses.place_at(at)
    if place is None or place.first != at or clauses.tokens[at].start != phrase.start:
        return False
    return clauses.tokens[place.last - 1].end >= phrase.end


def counted_alike(
    clauses: Clauses, index: int, found: Sequence[IndicatorPhrase | None]
) -> IndicatorPhrase | None:
    """Of "21 vụ/8 người chết, giảm 5 vụ" the first: a change in a count is of what is counted so.

    And one in money is not of who is counted: "dư nợ 640 tỷ đồng với 8.500 khách hàng, tăng 32 tỷ đồng".
    """
    unit, before = clauses.quantities[index].unit, clauses.quantities[index - 1]
    remark = clauses.depth(clauses.quantities[index].first) > clauses.depth(before.first)
    amount = before.unit.noun and unit.dimension in ("currency", "mass")
    if not (unit.noun or amount) or remark or before.unit.label == unit.label:
        return None  # 9 giải nhất (tăng 6 giải)
    alike = (at for at in range(len(found) - 1, -1, -1) if clauses.quantities[at].unit.label == unit.label)
    phrase = next((found[at] for at in alike), None)
    return None if phrase is None else replace(phrase, own=False)


def with_head(
    clauses: Clauses, phrase: IndicatorPhrase, earlier: Sequence[IndicatorPhrase | None]
) -> IndicatorPhrase:
    """`thu từ dầu thô đạt …; từ xuất nhập khẩu …`: a part that leaves out the head of those before it.

    So does "chi phí của hãng A là 268 tỷ đồng, của hãng B là 128 tỷ đồng".
    """
    tokens = clauses.tokens
    at = bisect_left(tokens, phrase.start, key=lambda token: token.start) - 1
    if at < 1 or tokens[at].key not in _PART_JOINTS or tokens[at - 1].text not in SEPARATORS:
        return phrase
    for told in reversed(earlier):
        if told is None:
            continue
        words = tokenize(clauses.text, told.start, told.end)[:_LONGEST_HEAD]
        joint = next((i for i, word in enumerate(words) if i and word.key == tokens[at].key), 0)
        whole = (told.start, told.end) if tokens[at].key == "của" else None
        head = (words[0].start, words[joint - 1].end) if joint else told.head or whole
        if head is not None:
            return IndicatorPhrase(tokens[at].start, phrase.end, True, "indicator:part", head)
    return phrase


def indicator_code(
    clauses: Clauses, phrase: IndicatorPhrase, vocabulary: Vocabulary, unit: str | None = None
) -> str | None:
    """The registry's code of a phrase; None where it is none of the indicators of the registry."""
    known = known_indicator(clauses, phrase, vocabulary, unit)
    return None if known is None else known.id


def known_indicator(
    clauses: Clauses, phrase: IndicatorPhrase, vocabulary: Vocabulary, unit: str | None = None
) -> Rule | None:
    """The indicator of the registry of which an alias begins within a phrase's first three words.

    Of two that overlap the one that reaches further says more: "xuất khẩu thép" in "tổng xuất khẩu thép".
    None is one with values of another sort than the `unit`: "30% tổng thu ngân sách" is a share, no revenue.
    """
    registry = vocabulary.lexicon("indicator")
    tokens = tokenize(clauses.text, phrase.start, phrase.end)
    if phrase.head is not None:
        tokens = (*tokenize(clauses.text, *phrase.head), *tokens)
    currencies = vocabulary.compiled(_currencies)
    best: Hit[Rule] | None = None
    for first in range(min(3, len(tokens))):
        hit = registry.match(tokens, first)
        if hit is None or (unit is not None and not _is_told_in(hit.item, unit, currencies)):
            continue
        if best is None or (hit.first < best.last < hit.last):
            best = hit
    return None if best is None else best.item


def _is_told_in(indicator: Rule, unit: str, currencies: frozenset[str]) -> bool:
    units = indicator.attributes.get("units", [])
    known = {_sort(str(one), currencies) for one in units} if isinstance(units, list) else set()
    return not known or _sort(unit, currencies) in known


def _sort(unit: str, currencies: frozenset[str]) -> str:
    """What sort of thing a unit is of: a rate, money, or anything else."""
    if unit.startswith(_RATES):
        return "rate"
    return "money" if unit.split("/")[0] in currencies else ""


def _currencies(vocabulary: Vocabulary) -> frozenset[str]:
    units = (rule for rule in vocabulary.rules("unit") if rule.text("dimension") == "currency")
    return frozenset(rule.text("label", rule.id) for rule in units)
