"""Numbers as written in Vietnamese news: digits with separators, words, scale words, and mixtures of them.

Values are exact decimals with the scale words multiplied in.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import msgspec
import regex
from msgspec.structs import replace

from vnreport.digits import MAX_DIGITS, Habit, read_digits
from vnreport.misprints import is_misprint, spaced_groups, split_group
from vnreport.text import Token, fold
from vnreport.vocabulary import Vocabulary

_ONE = Decimal(1)
_DONG = frozenset(("đ", "đồng"))
OVERFLOW = Decimal(10) ** MAX_DIGITS  # the least number of too many digits
_EXACT = Context(prec=200)  # more digits than any number that is read can have

_MOST_COUNTED = Decimal(10) ** 10  # things that a report counts with a scale word and three digits
_IN_DOUBT = regex.compile(r"[1-9]\p{Nd}{0,2}[.,]\p{Nd}{3}")


class Number(msgspec.Struct, frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) as one number, scale words multiplied in.

    `scale` is the last scale word's factor (1 where there is none); `written` is "digits" or "words";
    `doubt` where another reading of the separators is possible.
    """

    first: int
    last: int
    value: Decimal
    scale: Decimal
    written: str
    doubt: bool

    def times(self, factor: Decimal) -> Decimal:
        """The value multiplied, exactly."""
        return plain(_EXACT.multiply(self.value, factor))


class NumberFinder:
    """Finds numbers in the tokens of a sentence, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._scales = {
            fold(form): rule.integer("value") for rule in vocabulary.rules("scale") for form in rule.forms
        }
        self._millions = vocabulary.words("in-millions")
        self._nouns = vocabulary.lexicon("noun")
        self._leads = vocabulary.lexicon("approx", "relation", "level", "status", "adverb")
        self._measured = vocabulary.lexicon("nohead", "head", "indicator")
        self._labels = vocabulary.lexicon("name_number")
        self._english = {
            fold(form)
            for rule in vocabulary.rules("scale")
            if rule.text("language") == "en"
            for form in rule.forms
        }
        self._values: dict[str, tuple[str, int]] = {}
        for rule in vocabulary.rules("numeral"):
            for form in rule.forms:
                self._values[fold(form)] = (rule.text("role"), rule.integer("value"))
        self._first = {form for form, (role, _) in self._values.items() if role in ("digit", "ten")}
        self.openers = frozenset(self._first | {"0"})

    def find(self, tokens: tuple[Token, ...], habit: Habit) -> list[Number]:
        """All numbers from left to right, those in words that may be something else ("năm") among them."""
        found: list[Number] = []
        behind = 0
        for at, token in enumerate(tokens):
            if at >= behind and (token.shape == "number" or token.key in self._first):
                spaced = spaced_groups(tokens, at) if token.shape == "number" else None
                if spaced is not None and self._is_label(tokens, at):
                    spaced = None
                elif spaced is not None and not self._is_led_to(tokens, at):
                    behind = spaced[1]  # no number rather than a wrong one
                    continue
                number = self._digits(tokens, at, spaced, habit)
                if number is None:
                    number, behind = self._words(tokens, at)
                if number is not None:
                    found.append(number)
                    behind = number.last
        return found

    def scale_at(self, tokens: tuple[Token, ...], at: int) -> tuple[Decimal, int]:
        """The product of the scale words from `at` on, and the index after them: "nghìn tỷ" is 10**12.

        A product beyond what is read is `OVERFLOW`, however many words there are.
        """
        factor = _ONE
        while at < len(tokens) and (value := self._scales.get(tokens[at].key)) is not None:
            if self._begins_noun(tokens, at) or (tokens[at].key == "tr" and not self._is_million(tokens, at)):
                break
            factor = min(factor * value, OVERFLOW)
            at += 1
        return factor, at

    def _is_million(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether "tr" is followed by what is told in millions, no page: "15 tr.đ", "3 tr lượt"."""
        dotted = at + 1 < len(tokens) and tokens[at + 1].text == "."
        behind = at + 1 + dotted
        return behind < len(tokens) and tokens[behind].key in (_DONG if dotted else self._millions)

    def _begins_noun(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether a scale word begins a counted noun: the "tỷ" of "6 tỷ phú" multiplies nothing."""
        noun = self._nouns.match(tokens, at)
        return noun is not None and noun.last - at > 1

    def _is_label(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether a number belongs to what is before it: "tháng 4 290 xã", "ngày 1/5 120 hộ"."""
        if at > 1 and tokens[at - 1].end == tokens[at].start and tokens[at - 1].text in "/-–.":
            return tokens[at - 2].end == tokens[at - 1].start
        label = self._labels.ending_at(tokens, at)
        if label is None or label.item.text("strength") == "weak":
            return False
        measured = self._measured.ending_at(tokens, at)
        if measured is None or measured.item.kind == "nohead":
            return True
        return measured.first >= label.first  # "số" is a label, "tổng số" is none

    def _is_led_to(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether what is before thousands that spaces group makes them one number: "doanh thu 1 234 tỷ".

        Where nothing does they may be two: "xăng RON 95 215 đồng", "xã Tân Phú 120 145 hộ".
        """
        if at == 0:
            return False
        if tokens[at - 1].text in (":", "(") or self._leads.ending_at(tokens, at) is not None:
            return True
        measured = self._measured.ending_at(tokens, at)
        return measured is not None and measured.item.kind != "nohead" and not tokens[at - 1].text.isupper()

    def _digits(
        self, tokens: tuple[Token, ...], first: int, spaced: tuple[str, int] | None, habit: Habit
    ) -> Number | None:
        if tokens[first].shape != "number" or is_misprint(tokens, first):
            return None
        if first + 1 < len(tokens) and tokens[first + 1].key in self._english:
            habit = Habit(".", False)
        written, last = tokens[first].text, first + 1
        if spaced is not None:
            written, last = spaced
        read = read_digits(written, habit)
        if read is None:
            return None
        value, doubt = read
        if (thousands := split_group(tokens, first)) is not None:
            value, doubt, last = value * 1000 + thousands, True, first + 3
        scale, last = self.scale_at(tokens, last)
        if scale == OVERFLOW or value.adjusted() + scale.adjusted() >= MAX_DIGITS:
            return None
        total, lowest = _EXACT.multiply(value, scale), scale
        # 1 tỷ 200 triệu: a smaller scale follows, its value below one of the larger.
        while lowest > 1 and last < len(tokens) and tokens[last].shape == "number":
            more = read_digits(tokens[last].text, habit)
            step, after = self.scale_at(tokens, last + 1)
            if more is None or step >= lowest or step == 1:
                break
            part = _EXACT.multiply(more[0], step)
            if part >= lowest:
                break
            total = _EXACT.add(total, part)
            lowest, last = step, after
        if lowest > 1 and last < len(tokens) and self._role(tokens[last]) == "half":
            total = _EXACT.add(total, lowest / 2)
            last += 1
        return Number(first, last, plain(total), lowest, "digits", doubt)

    def _role(self, token: Token) -> str:
        return self._values.get(token.key, ("", 0))[0]

    def _words(self, tokens: tuple[Token, ...], first: int) -> tuple[Number | None, int]:
        """A number in words, a sum of sections: 'ba triệu hai trăm nghìn', 'một trăm linh năm'.

        None where there is none, or one of too many digits; and the index after what was looked at.
        """
        if self._role(tokens[first]) not in ("digit", "ten") or tokens[first].text.isupper():
            return None, first + 1
        with localcontext(prec=100):
            total = Decimal(0)
            lowest = OVERFLOW
            at = first
            while at < len(tokens):
                section = self._section(tokens, at)
                if section is None:
                    break
                value, after = section
                factor, end = self.scale_at(tokens, after)
                if factor >= lowest:
                    break
                total += value * factor
                at, lowest = end, factor
                if factor == 1:
                    break
            if at == first:
                return None, first + 1
            if at < len(tokens) and self._role(tokens[at]) == "half" and lowest > 1:
                total += lowest / 2
                at += 1
            elif at + 1 < len(tokens) and self._role(tokens[at]) == "point":
                digits = ""
                end = at + 1
                while end < len(tokens) and self._role(tokens[end]) in ("digit", "after"):
                    digits += str(self._values[tokens[end].key][1])
                    end += 1
                if len(digits) > MAX_DIGITS:
                    return None, end
                if digits:
                    factor, end = self.scale_at(tokens, end)
                    if factor == OVERFLOW:
                        return None, end
                    total = (total + Decimal(f"0.{digits}")) * factor
                    at, lowest = end, factor
        return Number(first, at, plain(total), lowest, "words", False), at

    def _section(self, tokens: tuple[Token, ...], at: int) -> tuple[Decimal, int] | None:
        """A number below a thousand in words, without its scale word."""
        value, start = 0, at
        limit = len(tokens)

        def role(index: int) -> str:
            return self._role(tokens[index]) if index < limit else ""

        def number(index: int) -> int:
            return self._values[tokens[index].key][1]

        if role(at) == "digit" and role(at + 1) == "hundred":
            value += number(at) * 100
            at += 2
            if role(at) == "zero" and role(at + 1) in ("digit", "after"):
                return Decimal(value + number(at + 1)), at + 2
        if role(at) == "ten":  # mười, mười lăm
            value += 10
            at += 1
            if role(at) in ("digit", "after"):
                value += number(at)
                at += 1
        elif role(at) == "digit" and role(at + 1) == "tens":  # hai mươi, hai mươi tư
            value += number(at) * 10
            at += 2
            if role(at) in ("digit", "after"):
                value += number(at)
                at += 1
        elif role(at) == "digit":
            value += number(at)
            at += 1
            if role(at) == "after" and value == number(at - 1):  # hai mốt, ba lăm
                value = value * 10 + number(at)
                at += 1
        return (Decimal(value), at) if at > start else None


def is_whole(value: Decimal) -> bool:
    """Whether nothing stands behind the decimal mark. `value % 1` fails where there are many digits."""
    return value == value.to_integral_value()


def as_count(number: Number, written: str) -> Number:
    """The number as one of things that are counted, whatever marks the document writes elsewhere.

    They are whole, "23.450 người" beside "98.5%", and no more than there are: "12,345 triệu người".
    """
    if _IN_DOUBT.fullmatch(written) is None:
        return number
    if number.scale == 1 and not is_whole(number.value):
        return replace(number, value=plain(_EXACT.scaleb(number.value, 3)), doubt=True)
    if number.scale > 1 and number.value >= _MOST_COUNTED:
        return replace(number, value=plain(_EXACT.scaleb(number.value, -3)), doubt=True)
    return number


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without exponent: 1560000, 11.72."""
    normal = _EXACT.normalize(value)
    whole = _EXACT.to_integral_value(normal)
    return _EXACT.quantize(normal, _ONE) if normal == whole else normal
