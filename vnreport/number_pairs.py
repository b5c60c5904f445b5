"""Two numbers that stand together: a range, a part of a whole, two values with their unit told but once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from vnreport.approximators import Approximators
from vnreport.lexicon import Lexicon
from vnreport.numbers import Number, as_count, is_whole
from vnreport.text import Token
from vnreport.units import BARE_SCALE, Unit, UnitFinder
from vnreport.vocabulary import Rule, Vocabulary

_DIVISIBLE = frozenset(("area", "mass", "length", "volume", "energy", "index"))
_GRADES = 100
_MOVES = 3  # tokens from a number to the one it moves to: "lên hơn", "xuống còn gần"
_OWN_SCALE = 10  # times as great as the other number without its scale: one that is has a scale of its own
_LONGEST_RUN = 8  # numbers that one "lần lượt" leads
_LED = 4  # tokens from "lần lượt" to its first number
_DASHES = frozenset("-–—−÷~")


class NumberPairs:
    """Reads a number with the one following it, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, units: UnitFinder, approximators: Approximators) -> None:
        self._units = units
        self._approximators = approximators
        self._respectively = vocabulary.wordings("respectively")
        self._out_of: Lexicon[Rule] = vocabulary.wordings("out-of")

    def as_shared(
        self, tokens: tuple[Token, ...], text: str, numbers: Sequence[Number], index: int
    ) -> tuple[Decimal, Unit] | None:
        """`góp 120 và 130 tỷ đồng`, `lần lượt là 2.400; 3.100 và 900 tấn`: scale and unit told with the last.

        Two amounts of money share them wherever they stand, others where "lần lượt" leads them.
        """
        number, last = numbers[index], index
        while last - index < _LONGEST_RUN and _is_joined(tokens, numbers, last):
            last += 1
        following = numbers[last]
        if last == index or number.scale > 1 or number.written != following.written:
            return None
        other = self._units.at(tokens, text, following.last, following)
        if other.label is None or other.rule == BARE_SCALE:
            return None
        two = last == index + 1 and tokens[number.last].key == "và"
        money = two and following.scale > 1 and other.dimension == "currency"
        if not money and not self._is_led(tokens, numbers, index):
            return None
        unit = replace(other, first=number.last, last=number.last, noun=False)
        return (as_count(number, tokens[number.first].text) if other.noun else number).times(
            following.scale
        ), unit

    def _is_led(self, tokens: tuple[Token, ...], numbers: Sequence[Number], index: int) -> bool:
        """Whether "lần lượt" leads a number, or the first of those joined to it."""
        first = index
        while index - first < _LONGEST_RUN and first and _is_joined(tokens, numbers, first - 1):
            first -= 1
        begin = numbers[first].first
        return bool(self._respectively.find(tokens[max(0, begin - _LED) : begin]))

    def as_moved(
        self, tokens: tuple[Token, ...], text: str, number: Number, following: Number | None
    ) -> tuple[Decimal, Unit] | None:
        """`tăng từ 5,1 lên 7 tỷ đồng`: scale and unit told behind the value that the number moved to.

        "từ 45.000 lên 52 nghìn đồng" tells its own scale.
        """
        from_ = self._from(tokens, number.first)
        if from_ < 0 or following is None:
            return None
        between = [tokens[at].key for at in range(number.last, following.first)]
        moves = bool(between) and (
            between[0] in ("lên", "xuống", "còn")
            or (between[0] in ("đến", "tới") and self._explains_change(tokens, number.first))
        )
        if not moves or len(between) > _MOVES:
            return None
        other = self._units.at(tokens, text, following.last, following)
        shared = number.scale == 1 and number.value < following.value / following.scale * _OWN_SCALE
        value = number.times(following.scale) if shared else number.value
        return value, replace(other, first=number.last, last=number.last)

    def as_range(
        self, tokens: tuple[Token, ...], text: str, number: Number, unit: Unit, following: Number
    ) -> tuple[Decimal, Decimal, Unit, int] | None:
        """`7,5-8%`, `từ 5 đến 7%`, `500 triệu - 1 tỷ đồng`: low, high, unit and end."""
        joint = unit.last if unit.dimension in ("percent", "currency") or unit.label else number.last
        # "từ 400 tỷ đồng đến khoảng 2.000 tỷ đồng"
        about = self._approximators.between(tokens, joint + 1, following.first)
        behind = joint + 1 if about is None or about.item.text("side") != "before" else about.last
        if following.first != behind or number.written != following.written:
            return None
        mark = tokens[joint]
        if mark.text not in _DASHES and mark.key not in ("đến", "tới"):
            return None
        if mark.text not in _DASHES and self._explains_change(tokens, number.first):
            return None  # tăng 40% (từ 2,5 triệu tấn đến 3,5 triệu tấn)
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
            and low < high / following.scale * _OWN_SCALE
        ):
            low = number.times(following.scale)
        if low >= high:
            return None
        best = second if second.label is not None else unit
        return low, high, best, second.last

    def _explains_change(self, tokens: tuple[Token, ...], first: int) -> bool:
        """Whether brackets behind a share open with "từ" before a number: they tell from where to where."""
        opening = self._from(tokens, first) - 1
        return opening > 0 and tokens[opening].text == "(" and tokens[opening - 1].text == "%"

    def _from(self, tokens: tuple[Token, ...], first: int) -> int:
        """The "từ" before a number that begins at token `first`, past "khoảng"; -1 where there is none."""
        _, first = self._approximators.before(tokens, first)
        if tokens[first].key == "từ":
            return first
        return first - 1 if first and tokens[first - 1].key == "từ" else -1

    def as_fraction(
        self, tokens: tuple[Token, ...], text: str, number: Number, following: Number
    ) -> tuple[Decimal, Decimal, Unit] | None:
        """`24/26 chỉ tiêu`, `13 trong số 14 xã`, `142,3/175,6 tỷ đồng`: the part, the whole and the unit."""
        of = self._out_of.match(tokens, number.last, following.first)
        about = None if of is None else self._approximators.between(tokens, of.last, following.first)
        behind = of if about is None else about  # 300 trong gần 420 hộ
        if behind is not None and behind.last == following.first and 1 < number.value < following.value:
            unit = self._units.at(tokens, text, following.last, following)
            counted = unit.noun and is_whole(number.value) and is_whole(following.value)
            return (number.value, following.value, unit) if counted else None
        if tokens[following.first - 1].text != "/":
            return None
        if following.first != number.last + 1:
            return self._with_unit_twice(tokens, text, number, following)
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

    def _with_unit_twice(
        self, tokens: tuple[Token, ...], text: str, number: Number, following: Number
    ) -> tuple[Decimal, Decimal, Unit] | None:
        """`thu hoạch 820 ha/1.640 ha`."""
        unit = self._units.at(tokens, text, number.last, number)
        whole = self._units.at(tokens, text, following.last, following)
        alike = unit.label is not None and unit.label == whole.label and unit.last + 1 == following.first
        return (number.value, following.value, whole) if alike and number.value < following.value else None


def _is_joined(tokens: tuple[Token, ...], numbers: Sequence[Number], index: int) -> bool:
    """Whether nothing stands between number `index` and the next one but what joins them."""
    if index + 1 >= len(numbers) or numbers[index + 1].first != numbers[index].last + 1:
        return False
    return tokens[numbers[index].last].key in (",", ";", "và")
