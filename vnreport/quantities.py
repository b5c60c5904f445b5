"""Quantities: a number, a range or a fraction with its unit, and the words that make it about, over or under.

A quantity is a candidate for a record. What is written with a number and measures nothing (a date, a document
number, an ordinal, a phone number, an age) is left out by `vnreport.nonquantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from vnreport.approximators import Approximators
from vnreport.article import Passage
from vnreport.digits import Habit
from vnreport.document import Approx
from vnreport.families import MULTIPLE
from vnreport.lexicon import Lexicon
from vnreport.nonquantities import NonQuantities
from vnreport.number_pairs import NumberPairs
from vnreport.number_parts import parts_of
from vnreport.numbers import Number, NumberFinder, as_count
from vnreport.ordinals import OrdinalFinder
from vnreport.text import Token
from vnreport.times import TimeMention
from vnreport.units import BARE_SCALE, Unit, UnitFinder
from vnreport.vocabulary import Rule, Vocabulary

_EACH = frozenset(("time:yearly", "time:recurring"))  # times in each of which so much is counted
_EXTENTS = frozenset(("area", "mass", "length"))


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) with their value. Either `value` or `low` and `high` are set."""

    first: int
    last: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    of: Decimal | None
    unit: Unit
    approx: Approx | None
    approx_first: int  # where the approximator's words begin; `first` where there is none
    approx_last: int  # where words after the quantity ("trở lên") end; `last` where there are none
    sign: int  # -1 or 1 where a sign is written, else 0
    written: str
    doubt: bool
    rule: str


class QuantityFinder:
    """Finds the quantities of a sentence, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._numbers = NumberFinder(vocabulary)
        self._units = UnitFinder(vocabulary)
        self._others = NonQuantities(vocabulary)
        self._approximators = Approximators(vocabulary)
        self._pairs = NumberPairs(vocabulary, self._units, self._approximators)
        self._wordings: Lexicon[Rule] = vocabulary.lexicon("multiple", "share")
        self._ordinals = vocabulary.compiled(OrdinalFinder)
        self._against: Lexicon[Rule] = vocabulary.lexicon("against")

    def find(self, passage: Passage, text: str, habit: Habit, times: Sequence[TimeMention]) -> list[Quantity]:
        """All quantities of the sentence from left to right, none overlapping another."""
        if self._numbers.openers.isdisjoint(passage.words) and not passage.families & MULTIPLE:
            return []
        tokens = passage.tokens
        numbers = self._numbers.find(tokens, habit)
        covered = {at: time for time in times for at in range(time.first, time.last)}
        worded = self._worded(tokens, covered) if passage.families & MULTIPLE else []
        if not numbers:
            return worded
        spelt = {at for quantity in worded for at in range(quantity.first, quantity.last)}
        ranked = {at for first, last in self._ordinals.numbers(passage) for at in range(first, last)}
        found: list[Quantity] = []
        parts: dict[int, Unit] = {}  # the units of numbers in brackets that are parts of a count
        bare = False  # whether one of them has no unit
        index = 0
        while index < len(numbers):
            number = numbers[index]
            if number.first in spelt:
                index += 1
                continue
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            index += 1
            if number.first in ranked or (found and number.first < found[-1].last):
                continue
            time = covered.get(number.first)
            if time is not None and not self._is_measured_time(tokens, number, time):
                continue
            beside = covered.get(number.first - 1)
            length = beside is not None and (beside.role == "duration" or beside.rule in _EACH)
            if not (length and number.written != "words") and self._others.is_uncounted(tokens, number):
                continue  # but in "một tháng 4-5 mẻ", "mỗi năm 8-9%" no month, no year is named
            grouped = "." in tokens[number.first].text and number.value >= 1000
            listed = ((bare or grouped) and _has_share_behind(tokens, number, following)) or (
                bare and grouped and _is_listed(tokens, number)
            )
            part = parts.get(number.first)
            listed = listed or part is not None
            quantity = self._quantity(tokens, text, numbers, index - 1, covered, listed)
            # trẻ từ 12-17 tuổi, trẻ 6-11 tháng tuổi
            aged = quantity is not None and (
                quantity.unit.dimension == "age" or self._others.names_ages(tokens, quantity.unit.first)
            )
            if quantity is not None and quantity.unit.rule == BARE_SCALE:
                subject = self._units.of_subject(tokens, text, quantity.approx_first)
                quantity = quantity if subject is None else replace(quantity, unit=subject)
            if quantity is not None and part is not None:
                quantity = replace(quantity, unit=part)
            if quantity is not None and (not aged or self._others.is_measured_age(tokens, number.first)):
                found.append(_with_told_unit(quantity, tokens, found))
                parts.update(parts_of(tokens, quantity.unit, quantity.value, numbers, index))
                bare = bare or found[-1].unit.label is None
        return sorted([*found, *worded], key=lambda q: q.first) if worded else found

    def _is_measured_time(self, tokens: tuple[Token, ...], number: Number, time: TimeMention) -> bool:
        """Whether a number in a time is that of a duration that is measured."""
        if time.role != "duration":
            return False
        _, lead = self._approximators.before(tokens, number.first)
        return self._others.is_measured_time(tokens, lead, time.last)

    def _worded(self, tokens: tuple[Token, ...], covered: dict[int, TimeMention]) -> list[Quantity]:
        """Multiples and shares in words: `gấp đôi` is 2 lần, `một nửa` 50%."""
        found = []
        for hit in self._wordings.find(tokens):
            if hit.last < len(tokens) and tokens[hit.last].text == "/":
                continue  # 1/4/2019
            if hit.last < len(tokens) and tokens[hit.last].key == "lần":
                continue  # gấp ba lần
            if tokens[hit.first].shape == "number" and hit.first in covered:
                continue  # ngày 3/4
            multiple = hit.item.kind == "multiple"
            unit = Unit(
                "lần" if multiple else "%",
                "times" if multiple else "percent",
                hit.last,
                hit.last,
                False,
                hit.item.name,
            )
            approx, approx_first = self._approximators.before(tokens, hit.first)
            value = Decimal(hit.item.text("value"))
            rule = "quantity:multiple" if multiple else "quantity:share"
            found.append(
                Quantity(
                    hit.first,
                    hit.last,
                    value,
                    None,
                    None,
                    None,
                    unit,
                    approx,
                    approx_first,
                    hit.last,
                    0,
                    "words",
                    False,
                    rule,
                )
            )
        return found

    def _quantity(
        self,
        tokens: tuple[Token, ...],
        text: str,
        numbers: Sequence[Number],
        index: int,
        covered: dict[int, TimeMention],
        listed: bool,
    ) -> Quantity | None:
        number = numbers[index]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        first = number.first
        prefix = self._units.currency_before(tokens, first)
        behind = covered.get(number.last)
        if behind is not None and behind.first == number.last:  # lỗ 5.168 tỷ nửa đầu năm ngoái
            unit = self._units.of_scale(number, number.last)
        else:
            unit = self._units.at(tokens, text, number.last, number)
        shared = None
        if unit.label is None:
            shared = self._pairs.as_moved(tokens, text, number, following)
            shared = shared or self._pairs.as_shared(tokens, text, numbers, index)
        value: Decimal | None
        if shared is not None:
            value, unit = shared
        else:
            number = as_count(number, tokens[number.first].text) if unit.noun else number
            value = number.value
        low = high = of = None
        last = unit.last
        doubt = number.doubt
        rule = "quantity:value"
        if following is not None and following.first not in covered:
            span = self._pairs.as_range(tokens, text, number, unit, following)
            whole = self._pairs.as_fraction(tokens, text, number, following)
            if span is not None:
                low, high, unit, last = span
                value, doubt, rule = None, doubt or following.doubt, "quantity:range"
            elif whole is not None:
                value, of, unit = whole
                last, rule = unit.last, "quantity:fraction"
        if prefix is not None and unit.dimension in ("none", "noun"):
            unit = Unit(prefix.label, prefix.dimension, last, last, False, prefix.rule)
            first = prefix.first
        if unit.label is None and not listed and not self._others.counts_bare(tokens, number, first, last):
            return None
        if number.written == "words" and unit.label is None:
            return None
        sign = self._sign(tokens, first)
        if sign and not (first > 1 and tokens[first - 2].text == "("):
            first -= 1
        alone = unit.dimension in _EXTENTS and self._against.match(tokens, last) is None
        approx, approx_first = self._approximators.before(tokens, first, alone=alone)
        if approx_first < first and tokens[approx_first - 1].key == "âm":  # lãi ròng âm hơn 50 tỷ đồng
            first = approx_first = approx_first - 1
            sign = -1
        after = self._approximators.after(tokens, last)
        approx_last = last
        if after is not None:
            approx, approx_last = after
        if (sign and tokens[first].shape == "mark") or (sign and tokens[first].key == "âm"):
            value = value * sign if value is not None and sign < 0 else value
        return Quantity(
            first, last, value, low, high, of, unit, approx, approx_first, approx_last, sign,
            number.written, doubt, rule,
        )  # fmt: skip

    def _sign(self, tokens: tuple[Token, ...], first: int) -> int:
        if first == 0:
            return 0
        before = tokens[first - 1]
        if before.key == "âm":
            return -1
        spaced = before.end != tokens[first].start
        if before.text not in ("-", "−", "–", "+") or (
            spaced and (first < 2 or tokens[first - 2].text != "(")
        ):
            return 0  # "(+ 12% so với cùng kỳ)" has a space
        if first > 1 and tokens[first - 2].end == before.start and tokens[first - 2].text not in "(":
            return 0
        if first > 1 and tokens[first - 2].text not in ("(", ":", ",", ";") and before.text != "+":
            return -1 if tokens[first - 2].shape == "word" and before.text in ("-", "−") else 0
        return 1 if before.text == "+" else -1


def _has_share_behind(tokens: tuple[Token, ...], number: Number, following: Number | None) -> bool:
    """`mầm non là 141 (51,8%), tiểu học 206 (75,2%)`: a count of a list, its share or change beside it."""
    if following is None or tokens[number.last].text != "(":
        return False
    if following.first - number.last > (2 if tokens[number.last + 1].text in "+-−–" else 1):
        return False
    return following.last < len(tokens) and tokens[following.last].text == "%"


def _is_listed(tokens: tuple[Token, ...], number: Number) -> bool:
    """`Đông Nam Bộ 20.694 (-1,9%), riêng TP.HCM 14.811;`: a member of a list, behind a name."""
    first, last = number.first, number.last
    named = first > 0 and tokens[first - 1].shape == "word" and tokens[first - 1].text[0].isupper()
    return named and (last == len(tokens) or tokens[last].text in ",;.")


def _with_told_unit(quantity: Quantity, tokens: tuple[Token, ...], found: Sequence[Quantity]) -> Quantity:
    """`Hồng Kông 2,95 tỷ USD, Singapore 2,01 tỷ`: the unit of the member before it, behind a name."""
    unit = quantity.unit
    if unit.label != "VND" or unit.first < unit.last:
        return quantity
    before = next((q.unit for q in reversed(found) if q.unit.dimension != "percent"), None)
    if before is None or before.dimension not in ("currency", "noun") or "/" in (before.label or ""):
        return quantity
    at = quantity.approx_first
    if not at or not tokens[at - 1].text[0].isupper():
        return quantity
    return replace(quantity, unit=replace(before, first=unit.first, last=unit.last, noun=False))
