"""Quantities: a number, a range or a fraction with its unit, and the words that make it about, over or under.

A quantity is a candidate for a record. What is written with a number and measures nothing (a date, a document
number, an ordinal, a phone number, an age) is left out by `vnreport.nonquantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from vnreport.article import Passage
from vnreport.document import Approx
from vnreport.families import MULTIPLE
from vnreport.lexicon import Lexicon
from vnreport.nonquantities import NonQuantities
from vnreport.numbers import Habit, Number, NumberFinder, is_whole
from vnreport.ordinals import rank_numbers
from vnreport.text import Token
from vnreport.times import TimeMention
from vnreport.units import BARE_SCALE, Unit, UnitFinder
from vnreport.vocabulary import Rule, Vocabulary

_DIVISIBLE = frozenset(("area", "mass", "length", "volume", "energy", "index"))
_EXTENTS = frozenset(("area", "mass", "length"))
_GRADES = 100
_DASHES = frozenset("-–—−÷~")


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
        self._approx: Lexicon[Rule] = vocabulary.lexicon("approx")
        self._relations: Lexicon[Rule] = vocabulary.lexicon("relation", "shortening")
        self._wordings: Lexicon[Rule] = vocabulary.lexicon("multiple", "share")
        self._ranks: Lexicon[Rule] = vocabulary.lexicon("rank")
        self._out_of: Lexicon[Rule] = vocabulary.wordings("out-of")
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
        ranked = {at for first, last in rank_numbers(passage, self._ranks) for at in range(first, last)}
        found: list[Quantity] = []
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
            length = beside is not None and beside.role == "duration" and number.written != "words"
            if not length and self._others.is_uncounted(tokens, number):
                continue  # but in "một tháng 4-5 mẻ" no year 2 is named
            grouped = "." in tokens[number.first].text and number.value >= 1000
            listed = ((bare or grouped) and _has_share_behind(tokens, number, following)) or (
                bare and grouped and _is_listed(tokens, number)
            )
            quantity = self._quantity(tokens, text, number, following, covered, listed)
            # trẻ từ 12-17 tuổi, trẻ 6-11 tháng tuổi
            aged = quantity is not None and (
                quantity.unit.dimension == "age" or self._others.names_ages(tokens, quantity.unit.first)
            )
            if quantity is not None and quantity.unit.rule == BARE_SCALE:
                subject = self._units.of_subject(tokens, text, quantity.approx_first)
                quantity = quantity if subject is None else replace(quantity, unit=subject)
            if quantity is not None and (not aged or self._others.is_measured_age(tokens, number.first)):
                found.append(_with_told_unit(quantity, tokens, found))
                bare = bare or found[-1].unit.label is None
        return sorted([*found, *worded], key=lambda q: q.first) if worded else found

    def _is_measured_time(self, tokens: tuple[Token, ...], number: Number, time: TimeMention) -> bool:
        """Whether a number in a time is that of a duration that is measured."""
        if time.role != "duration":
            return False
        _, lead = self._approx_before(tokens, number.first)
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
            approx, approx_first = self._approx_before(tokens, hit.first)
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

    # -- one quantity -------------------------------------------------------------------------------

    def _quantity(
        self,
        tokens: tuple[Token, ...],
        text: str,
        number: Number,
        following: Number | None,
        covered: dict[int, TimeMention],
        listed: bool,
    ) -> Quantity | None:
        first = number.first
        prefix = self._units.currency_before(tokens, first)
        behind = covered.get(number.last)
        if behind is not None and behind.first == number.last:  # lỗ 5.168 tỷ nửa đầu năm ngoái
            unit = self._units.of_scale(number, number.last)
        else:
            unit = self._units.at(tokens, text, number.last, number)
        if unit.label is None and first and tokens[first - 1].key == "từ" and following is not None:
            # tăng từ 917 lên 5.373 hệ thống
            between = [tokens[at].key for at in range(number.last, following.first)]
            if 0 < len(between) <= 2 and between[0] in ("lên", "xuống", "còn"):
                other = self._units.at(tokens, text, following.last, following)
                unit = replace(other, first=number.last, last=number.last)
        shared = self._shared(tokens, text, number, following) if unit.label is None else None
        value: Decimal | None = number.value
        if shared is not None:
            value, unit = shared
        low = high = of = None
        last = unit.last
        doubt = number.doubt
        rule = "quantity:value"
        if following is not None and following.first not in covered:
            span = self._range(tokens, text, number, unit, following)
            whole = self._fraction(tokens, text, number, following)
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
        approx, approx_first = self._approx_before(tokens, first, alone=alone)
        if approx_first < first and tokens[approx_first - 1].key == "âm":  # lãi ròng âm hơn 50 tỷ đồng
            first = approx_first = approx_first - 1
            sign = -1
        after = self._approx_after(tokens, last)
        approx_last = last
        if after is not None:
            approx, approx_last = after
        if (sign and tokens[first].shape == "mark") or (sign and tokens[first].key == "âm"):
            value = value * sign if value is not None and sign < 0 else value
        return Quantity(
            first, last, value, low, high, of, unit, approx, approx_first, approx_last, sign,
            number.written, doubt, rule,
        )  # fmt: skip

    def _shared(
        self, tokens: tuple[Token, ...], text: str, number: Number, following: Number | None
    ) -> tuple[Decimal, Unit] | None:
        """`lần lượt là 2,4 và 3,1 tỷ USD`, `góp 120 và 130 tỷ đồng`: scale and unit told but once."""
        if following is None or number.scale > 1 or number.written != following.written:
            return None
        if following.first != number.last + 1 or tokens[number.last].key != "và":
            return None
        other = self._units.at(tokens, text, following.last, following)
        if following.scale == 1 or other.dimension != "currency" or other.rule == BARE_SCALE:
            return None
        return number.times(following.scale), replace(other, first=number.last, last=number.last)

    def _range(
        self, tokens: tuple[Token, ...], text: str, number: Number, unit: Unit, following: Number
    ) -> tuple[Decimal, Decimal, Unit, int] | None:
        """`7,5-8%`, `từ 5 đến 7%`, `500 triệu - 1 tỷ đồng`: low, high, unit and end."""
        joint = unit.last if unit.dimension in ("percent", "currency") or unit.label else number.last
        # "từ 400 tỷ đồng đến khoảng 2.000 tỷ đồng"
        about = self._approx.match(tokens, joint + 1, following.first)
        behind = joint + 1 if about is None or about.item.text("side") != "before" else about.last
        if following.first != behind or number.written != following.written:
            return None
        mark = tokens[joint]
        if mark.text not in _DASHES and mark.key not in ("đến", "tới"):
            return None
        second = self._units.at(tokens, text, following.last, following)
        if mark.text in _DASHES and second.label is None and unit.label is None and number.first > 0:
            return None
        told = unit.label is not None and unit.last > unit.first  # not so in "500 triệu - 1 tỷ USD"
        differ = told and second.label is not None and unit.label != second.label
        if differ and not (second.label or "").startswith(f"{unit.label}/"):  # 5,11% - 7,13%/năm
            return None
        low, high = number.value, following.value
        if (
            number.scale == 1
            and following.scale > 1
            and unit.label is None
            and low < high / following.scale * 10
        ):
            low = number.times(following.scale)
        if low >= high:
            return None
        best = second if second.label is not None else unit
        return low, high, best, second.last

    def _fraction(
        self, tokens: tuple[Token, ...], text: str, number: Number, following: Number
    ) -> tuple[Decimal, Decimal, Unit] | None:
        """`24/26 chỉ tiêu`, `13 trong số 14 xã`, `142,3/175,6 tỷ đồng`: the part, the whole and the unit."""
        of = self._out_of.match(tokens, number.last, following.first)
        about = None if of is None else self._approx.match(tokens, of.last, following.first)
        behind = of if about is None else about  # 300 trong gần 420 hộ
        if behind is not None and behind.last == following.first and 1 < number.value < following.value:
            unit = self._units.at(tokens, text, following.last, following)
            counted = unit.noun and is_whole(number.value) and is_whole(following.value)
            return (number.value, following.value, unit) if counted else None
        if following.first != number.last + 1 or tokens[number.last].text != "/":
            return None
        if number.written == "words" or tokens[number.last].start != tokens[number.last - 1].end:
            return None
        unit = self._units.at(tokens, text, following.last, following)
        value = number.times(following.scale) if number.scale == 1 else number.value
        if unit.label is None:
            return None
        if following.scale > 1 and not unit.noun:
            return value, following.value, unit
        part = is_whole(value) or value < following.value <= _GRADES  # bình quân đạt 12,6/19 tiêu chí
        if number.scale != 1 or (unit.noun and not (part and is_whole(following.value))):
            return None
        return (value, following.value, unit) if unit.noun or unit.dimension in _DIVISIBLE else None

    # -- words around ------------------------------------------------------------------------------------

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

    def _approx_before(
        self, tokens: tuple[Token, ...], first: int, *, alone: bool = False
    ) -> tuple[Approx | None, int]:
        """The word of approximation before a token; an extent `alone` is compared with nothing."""
        result: Approx | None = None
        at = first
        if at > 1 and tokens[at - 1].key == "từ":
            at -= 1
        for _ in range(2):  # "khoảng hơn 2,3 tỷ": the nearer one says more
            hit = self._approx.ending_at(tokens, at)
            if hit is None or hit.item.text("side") != "before":
                break
            verb = self._relations.ending_at(tokens, at)
            if verb is not None and verb.first < hit.first and not (alone and verb.item.id == "longer"):
                break  # the "hơn" of "cao hơn 25%" belongs to the verb, that of "dài hơn 12 km" to the number
            result = result or hit.item.text("approx")  # type: ignore[assignment]
            at = hit.first
        if at < first and tokens[at].key == "từ" and result is None:
            return None, at
        verb = None if result is not None else self._relations.ending_at(tokens, at)
        if verb is not None:  # gần gấp hai lần, ít nhất tăng 5%
            hit = self._approx.ending_at(tokens, verb.first)
            before = hit is not None and hit.item.text("side") == "before"
            bound = hit is not None and hit.item.id in ("at-least", "at-most")
            if hit is not None and (bound or (before and verb.item.id == "times" and hit.item.id != "over")):
                result = hit.item.text("approx")  # type: ignore[assignment]
        return result, at

    def _approx_after(self, tokens: tuple[Token, ...], last: int) -> tuple[Approx, int] | None:
        hit = self._approx.match(tokens, last)
        if hit is None or hit.item.text("side") != "after":
            return None
        return hit.item.text("approx"), hit.last  # type: ignore[return-value]


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
