"""Quantities: a number, a range or a fraction with its unit, and the words that make it about, over or under.

A quantity is a candidate for a record. What is written with a number and measures nothing (a date, a document
number, an ordinal, a phone number, an age) is left out here, by the rules of `_uncounted`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from vnreport.document import Approx
from vnreport.lexicon import Lexicon
from vnreport.numbers import Habit, Number, NumberFinder
from vnreport.ordinals import rank_numbers
from vnreport.segmentation import segment
from vnreport.text import Token
from vnreport.times import TimeMention
from vnreport.vocabulary import Rule, Vocabulary

_DASHES = frozenset("-–—−÷~")
_PHONE = regex.compile(r"0\p{Nd}{8,10}|1[89]00\p{Nd}{2,6}")
_YEAR = regex.compile(r"(?:19|20)\p{Nd}\p{Nd}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: its canonical label, the dimension of its first part, and the words' token range.

    `noun` where it is a counted noun; `first == last` where no words stand for it.
    """

    label: str | None
    dimension: str
    first: int
    last: int
    noun: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
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
        self._units: Lexicon[Rule] = vocabulary.lexicon("noun", "unit")
        self._money: Lexicon[Rule] = vocabulary.lexicon("unit")
        self._approx: Lexicon[Rule] = vocabulary.lexicon("approx")
        self._relations: Lexicon[Rule] = vocabulary.lexicon("relation")
        self._names: Lexicon[Rule] = vocabulary.lexicon("name_number")
        self._wordings = vocabulary.lexicon("multiple", "share")
        self._uncounted = vocabulary.lexicon("uncounted")
        self._stop = vocabulary.lexicon(
            "relation", "level", "baseline", "against", "approx", "status", "boundary", "rank", "superlative"
        )
        self._measure_verbs = vocabulary.lexicon("relation", "level", "approx")
        self._ranks = vocabulary.lexicon("rank")
        self._shortening = vocabulary.lexicon("shortening")

    def find(
        self, tokens: Sequence[Token], text: str, habit: Habit, times: Sequence[TimeMention]
    ) -> list[Quantity]:
        """All quantities of the sentence from left to right, none overlapping another."""
        numbers = self._numbers.find(tokens, habit)
        worded = self._worded(tokens)
        covered = {at: time for time in times for at in range(time.first, time.last)}
        ranked = {at for first, last in rank_numbers(tokens, self._ranks) for at in range(first, last)}
        found: list[Quantity] = []
        index = 0
        while index < len(numbers):
            number = numbers[index]
            if any(q.first <= number.first < q.last for q in worded):
                index += 1
                continue
            following = numbers[index + 1] if index + 1 < len(numbers) else None
            index += 1
            if number.first in ranked or (found and number.first < found[-1].last):
                continue
            time = covered.get(number.first)
            if time is not None and not (
                time.role == "duration" and self._shortening.ending_at(tokens, number.first)
            ):
                continue
            if self._is_uncounted(tokens, text, number):
                continue
            quantity = self._quantity(tokens, text, number, following, covered)
            if quantity is not None:
                found.append(quantity)
        return sorted([*found, *worded], key=lambda q: q.first) if worded else found

    def _worded(self, tokens: Sequence[Token]) -> list[Quantity]:
        """Multiples and shares in words: `gấp đôi` is 2 lần, `một nửa` 50%."""
        found = []
        for hit in self._wordings.find(tokens):
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
        tokens: Sequence[Token],
        text: str,
        number: Number,
        following: Number | None,
        covered: dict[int, TimeMention],
    ) -> Quantity | None:
        first = number.first
        prefix = self._currency_before(tokens, first)
        unit = self.unit_at(tokens, text, number.last, number)
        value: Decimal | None = number.value
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
        if unit.label is None and not self._counts_bare(tokens, number, first, last):
            return None
        if number.written == "words" and unit.label is None:
            return None
        sign = self._sign(tokens, first)
        if sign and not (first > 1 and tokens[first - 2].text == "("):
            first -= 1
        approx, approx_first = self._approx_before(tokens, first)
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

    def _range(
        self, tokens: Sequence[Token], text: str, number: Number, unit: Unit, following: Number
    ) -> tuple[Decimal, Decimal, Unit, int] | None:
        """`7,5-8%`, `từ 5 đến 7%`, `500 triệu - 1 tỷ đồng`: low, high, unit and end."""
        joint = unit.last if unit.dimension in ("percent", "currency") or unit.label else number.last
        if following.first != joint + 1 or number.written != following.written:
            return None
        mark = tokens[joint]
        if mark.text not in _DASHES and mark.key not in ("đến", "tới"):
            return None
        second = self.unit_at(tokens, text, following.last, following)
        if mark.text in _DASHES and second.label is None and unit.label is None and number.first > 0:
            return None
        if unit.label is not None and second.label is not None and unit.label != second.label:
            return None
        low, high = number.value, following.value
        if (
            number.scale == 1
            and following.scale > 1
            and unit.label is None
            and low < high / following.scale * 10
        ):
            low *= following.scale
        if low >= high:
            return None
        best = second if second.label is not None else unit
        return low, high, best, second.last

    def _fraction(
        self, tokens: Sequence[Token], text: str, number: Number, following: Number
    ) -> tuple[Decimal, Decimal, Unit] | None:
        """`24/26 chỉ tiêu`, `142,3/175,6 tỷ đồng`: the part, the whole and the unit."""
        if following.first != number.last + 1 or tokens[number.last].text != "/":
            return None
        if number.written == "words" or tokens[number.last].start != tokens[number.last - 1].end:
            return None
        unit = self.unit_at(tokens, text, following.last, following)
        value = number.value * following.scale if number.scale == 1 else number.value
        if unit.label is None or value > following.value:
            return None
        if unit.dimension == "currency" and following.scale > 1:
            return value, following.value, unit
        if number.scale != 1 or value % 1 or following.value % 1 or not unit.noun:
            return None
        return value, following.value, unit

    # -- units ----------------------------------------------------------------------------------------

    def unit_at(self, tokens: Sequence[Token], text: str, at: int, number: Number) -> Unit:
        """The unit whose words begin at token `at`, with the base of a rate (`đồng/kg`) in it."""
        none = Unit(None, "none", at, at, False, "")
        if at >= len(tokens):
            return none
        skipped = at
        if tokens[at].text == "(":  # 55,95 – 56,47 (mua vào – bán ra) triệu đồng/lượng
            close = next((i for i in range(at, min(at + 10, len(tokens))) if tokens[i].text == ")"), at)
            factor, after = self._numbers.scale_at(tokens, close + 1)
            if close > at and factor > 1:
                skipped = after
        hit = self._units.match(tokens, skipped)
        if hit is not None and hit.item.kind == "noun" and number.scale > 1:
            # 412 tỷ đồng tiền sử dụng đất: after a scale word "đồng" is the currency
            money = self._money.match(tokens, skipped)
            hit = money if money is not None and money.item.text("dimension") == "currency" else hit
        if hit is None:
            unknown = self._unknown_noun(tokens, text, at, number)
            return unknown if unknown.label is not None else self._currency_of_scale(number, at)
        rule = hit.item
        last = hit.last
        if rule.kind == "noun":
            label = text[tokens[hit.first].start : tokens[last - 1].end]
            unit = Unit(
                _spaces(label.casefold() if not label.isupper() else label),
                "noun",
                hit.first,
                last,
                True,
                rule.name,
            )
        else:
            if self._is_longer_word(tokens, text, hit.first, last, number):
                return self._unknown_noun(tokens, text, at, number)
            unit = Unit(
                rule.text("label", rule.id), rule.text("dimension"), hit.first, last, False, rule.name
            )
        return self._with_base(tokens, text, unit)

    def _with_base(self, tokens: Sequence[Token], text: str, unit: Unit) -> Unit:
        label, last = unit.label or "", unit.last
        while last + 1 < len(tokens) and tokens[last].text == "/":
            at = last + 1
            if tokens[at].text in ("1", "01") and at + 1 < len(tokens):
                at += 1
            hit = self._units.match(tokens, at)
            if hit is not None and hit.item.kind == "unit":
                label += "/" + hit.item.text("label", hit.item.id)
                last = hit.last
            elif tokens[at].shape == "word":
                end = hit.last if hit is not None else at + 1
                label += "/" + text[tokens[at].start : tokens[end - 1].end]
                last = end
            else:
                break
        return (
            unit if last == unit.last else Unit(label, unit.dimension, unit.first, last, unit.noun, unit.rule)
        )

    def _is_longer_word(
        self, tokens: Sequence[Token], text: str, first: int, last: int, number: Number
    ) -> bool:
        """Whether the syllable taken for a unit begins a longer word: "5 đồng hồ". The segmenter decides."""
        if number.scale > 1 or last - first > 1 or last >= len(tokens) or tokens[last].shape != "word":
            return False
        if tokens[first].shape != "word" or len(tokens[first].text) < 3 or tokens[last].text[0].isupper():
            return False
        if number.value > 100 or self._stop.match(tokens, last):
            return False
        words = segment(text, tokens[max(0, first - 8)].start, tokens[min(len(tokens), last + 8) - 1].end)
        return any(w.start == tokens[first].start and w.end >= tokens[last].end for w in words)

    def _unknown_noun(self, tokens: Sequence[Token], text: str, at: int, number: Number) -> Unit:
        """A counted noun not listed in patterns/: the word after the number, as the segmenter cuts it."""
        none = Unit(None, "none", at, at, False, "")
        if at >= len(tokens) or tokens[at].shape != "word" or number.written == "words":
            return none
        token = tokens[at]
        if not token.text[0].islower() or self._stop.match(tokens, at) or self._uncounted.match(tokens, at):
            return none
        words = segment(text, tokens[max(0, at - 8)].start, tokens[min(len(tokens), at + 8) - 1].end)
        word = next((w for w in words if w.start == token.start), None)
        if word is None or _YEAR.fullmatch(tokens[number.first].text):
            return none
        last = at
        while last < len(tokens) and tokens[last].end <= word.end and last - at < 4:
            last += 1
        if last == at:
            return none
        label = _spaces(text[token.start : tokens[last - 1].end].casefold())
        return self._with_base(tokens, text, Unit(label, "noun", at, last, True, "unit:segmented"))

    def _currency_of_scale(self, number: Number, at: int) -> Unit:
        """Millions and more without a unit are đồng: "bố trí gần 30 tỷ", "chuyển 200 triệu"."""
        if number.scale >= 1_000_000:
            return Unit("VND", "currency", at, at, False, "unit:VND")
        return Unit(None, "none", at, at, False, "")

    def _currency_before(self, tokens: Sequence[Token], first: int) -> Unit | None:
        """`$5`, `VND4,927 billion`, `US$ 3 triệu`."""
        for size in (2, 1):
            at = first - size
            if at >= 0:
                hit = self._units.match(tokens, at, first)
                if hit is not None and hit.last == first and hit.item.text("dimension") == "currency":
                    if tokens[at].shape == "word" and not tokens[at].text.isupper():
                        return None
                    return Unit(
                        hit.item.text("label", hit.item.id), "currency", at, first, False, hit.item.name
                    )
        return None

    # -- words around ------------------------------------------------------------------------------------

    def _sign(self, tokens: Sequence[Token], first: int) -> int:
        if first == 0:
            return 0
        before = tokens[first - 1]
        if before.key == "âm":
            return -1
        if before.text not in ("-", "−", "–", "+") or before.end != tokens[first].start:
            return 0
        if first > 1 and tokens[first - 2].end == before.start and tokens[first - 2].text not in "(":
            return 0
        if first > 1 and tokens[first - 2].text not in ("(", ":", ",", ";") and before.text != "+":
            return 0
        return 1 if before.text == "+" else -1

    def _approx_before(self, tokens: Sequence[Token], first: int) -> tuple[Approx | None, int]:
        result: Approx | None = None
        at = first
        if at > 1 and tokens[at - 1].key == "từ":
            at -= 1
        for _ in range(2):  # "khoảng hơn 2,3 tỷ": the nearer one says more
            hit = self._approx.ending_at(tokens, at)
            if hit is None or hit.item.text("side") != "before":
                break
            verb = self._relations.ending_at(tokens, at)
            if verb is not None and verb.first < hit.first:
                break  # the "hơn" of "cao hơn 25%" belongs to the verb
            result = result or hit.item.text("approx")  # type: ignore[assignment]
            at = hit.first
        if at < first and tokens[at].key == "từ" and result is None:
            return None, at
        return result, at

    def _approx_after(self, tokens: Sequence[Token], last: int) -> tuple[Approx, int] | None:
        hit = self._approx.match(tokens, last)
        if hit is None or hit.item.text("side") != "after":
            return None
        return hit.item.text("approx"), hit.last  # type: ignore[return-value]

    # -- what is no quantity -----------------------------------------------------------------------------

    def _counts_bare(self, tokens: Sequence[Token], number: Number, first: int, last: int) -> bool:
        """A number without a unit measures where a verb of level or change or an approximator leads to it."""
        if number.written == "words" or _YEAR.fullmatch(tokens[number.first].text):
            return False
        if (
            last < len(tokens)
            and tokens[last].text in ("/", "-", "–", ":")
            and tokens[last].start == tokens[last - 1].end
        ):
            return False
        at = first
        if at > 0 and tokens[at - 1].text == ":":
            at -= 1
        return self._measure_verbs.ending_at(tokens, at) is not None

    def _is_uncounted(self, tokens: Sequence[Token], text: str, number: Number) -> bool:
        first, last = number.first, number.last
        token = tokens[first]
        before = tokens[first - 1] if first else None
        after = tokens[last] if last < len(tokens) else None
        if self._uncounted.match(tokens, first) or (after and self._uncounted.match(tokens, last)):
            return True
        if number.written == "words":
            return self._is_word_of_phrase(tokens, number)
        if _PHONE.fullmatch(token.text):
            return True
        if before is not None and before.end == token.start:
            if (
                before.shape == "word"
                and before.text not in _CODES
                and not self._stop.ending_at(tokens, first)
            ):
                return True
            if before.text in "-–+." and first > 1 and tokens[first - 2].end == before.start:
                # COVID-19, Km21+500; but 7,5-8% is a range, whose second number is never asked here
                return tokens[first - 2].shape == "word" and not self._units.match(tokens, first - 2)
        if after is not None and after.start == tokens[last - 1].end:
            if (
                after.text in ("-", "/", "–")
                and last + 1 < len(tokens)
                and tokens[last + 1].start == after.end
            ):
                follower = tokens[last + 1]
                if follower.shape == "word" and follower.text[0].isupper():
                    return True  # 17-NQ/TU, 30/NQ-CP
            letter = len(after.text) == 1 and after.text.isupper()
            if (
                after.shape == "word"
                and number.scale == 1
                and (letter or not self._units.match(tokens, last))
            ):
                return True  # 1A, 5G, 9M
        if first == 0 and after is not None and after.text in (".", ")", "/") and after.start == token.end:
            return True  # the number of an item
        name = self._names.ending_at(tokens, first)
        if name is None or number.scale > 1 or (number.value >= 1000 and token.text != str(number.value)):
            return False
        counted = name.first > 0 and tokens[name.first - 1].key in ("tổng", "con", "được", "với")
        if counted and name.last - name.first == 1 and tokens[name.first].key == "số":
            return False
        measure = self._units.match(tokens, last)
        if measure is None:
            return True
        return measure.item.kind == "noun" and name.item.text("strength") != "weak"

    def _is_word_of_phrase(self, tokens: Sequence[Token], number: Number) -> bool:
        """A number word alone: "năm" is mostly a year, "một" an article."""
        if number.last - number.first > 1:
            return False
        token = tokens[number.first]
        if token.key == "một" and number.scale == 1:
            return True
        after = self._units.match(tokens, number.last)
        if after is None:
            return True
        if after.last < len(tokens) and tokens[after.last].shape == "number":
            return True  # từ năm lớp 6
        if token.key == "năm":
            if number.first and (
                tokens[number.first - 1].shape == "number" or tokens[number.first - 1].key in _YEARS_BEFORE
            ):
                return True
            return after.item.kind != "noun" or token.text[0].isupper()
        return False


_CODES = frozenset(["VND", "USD", "EUR", "US"])
_YEARS_BEFORE = frozenset(
    [
        "hàng",
        "mỗi",
        "hằng",
        "trong",
        "các",
        "những",
        "nhiều",
        "cuối",
        "đầu",
        "giữa",
        "cả",
        "vài",
        "mấy",
        "qua",
        "từng",
        "theo",
        "lâu",
        "từ",
    ]
)


def _spaces(label: str) -> str:
    return " ".join(label.split())
