"""Numbers as written in Vietnamese news: digits with separators, words, scale words, and mixtures of them.

Vietnamese convention is `.` between groups of three and `,` before decimals; English convention is read
where the text plainly uses it. Values are exact decimals with the scale words multiplied in.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from functools import lru_cache

import msgspec
import regex
from msgspec.structs import replace

from vnreport.misprints import is_misprint, spaced_groups, split_group
from vnreport.text import Token, fold
from vnreport.vocabulary import Vocabulary

# A number of more digits than this measures nothing that news reports: it is left unread, not cut short.
_MAX_DIGITS = 30
_ONE = Decimal(1)
OVERFLOW = Decimal(10) ** _MAX_DIGITS  # the least number of too many digits
_EXACT = Context(prec=200)  # more digits than any number that is read can have

_MOST_COUNTED = Decimal(10) ** 10  # things that a report counts with a scale word and three digits
_IN_DOUBT = regex.compile(r"[1-9]\p{Nd}{0,2}[.,]\p{Nd}{3}")
_GROUPED = regex.compile(r"\p{Nd}{1,3}(?:[.,]\p{Nd}{3})+")
# Possessive throughout: what is given back of a run of digits and marks is followed by a digit of it.
_PLAINLY_WRITTEN = regex.compile(
    r"(?<![\p{Nd}.,])(?:"
    r"(?P<vietnamese>\p{Nd}{1,3}(?:\.\p{Nd}{3})++,\p{Nd}++|\p{Nd}{1,3}(?:\.\p{Nd}{3}){2,}+|\p{Nd}++,\p{Nd}{1,2}+)"
    r"|(?P<english>\p{Nd}{1,3}(?:,\p{Nd}{3})++\.\p{Nd}++|\p{Nd}{1,3}(?:,\p{Nd}{3}){2,}+"
    r"|\p{Nd}++\.\p{Nd}{1,2}+(?=\s*(?:%|tỷ|tỉ|triệu|billion|million|percent)))"
    r")(?![\p{Nd}.,]*\p{Nd})"
)
_WITH_GROUPS = regex.compile(r"(?<![\p{Nd}.,])\p{Nd}{1,3}([.,])\p{Nd}{3}(?!\p{Nd})")


class Habit(msgspec.Struct, frozen=True, gc=False):
    """How the document writes separators: the mark before decimals, and whether the text shows it plainly."""

    decimal_mark: str
    plain: bool


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


def find_habit(text: str) -> Habit:
    """The document's own habit of separators, by counting the numbers that can be read in one way alone."""
    written = [found.lastgroup for found in _PLAINLY_WRITTEN.finditer(text)]
    vietnamese, english = written.count("vietnamese"), written.count("english")
    if english > vietnamese:
        grouped = [found[1] for found in _WITH_GROUPS.finditer(text)]
        if grouped.count(".") > grouped.count(","):
            return Habit(",", False)  # "3.200 hộ … (-4.05%)": points stand before thousands, too
        return Habit(".", vietnamese == 0)
    return Habit(",", vietnamese > 0 and english == 0)


@lru_cache(maxsize=4096)
def read_digits(written: str, habit: Habit) -> tuple[Decimal, bool] | None:
    """The value of digits with separators, and whether it is in doubt; None where they make no number.

    >>> read_digits("54.341", Habit(",", True))
    (Decimal('54341'), False)
    """
    if len(written) > _MAX_DIGITS * 2:
        return None
    marks = [char for char in written if char in ".,"]
    if not marks:
        return _decimal(written, ""), False
    kinds = set(marks)
    last = marks[-1]
    whole, _, decimals = written.rpartition(last)
    if len(kinds) == 2:
        # Two marks: the last one stands before the decimals, the other between groups of three.
        other = (kinds - {last}).pop()
        if marks.count(last) > 1 or not _is_grouped(whole, other):
            return None
        return _decimal(whole.replace(other, ""), decimals), False
    if len(marks) > 1:
        if not _is_grouped(written, last):
            return None
        return _decimal(written.replace(last, ""), ""), False
    if len(decimals) != 3 or len(whole) > 3 or whole.startswith("0"):
        return _decimal(whole, decimals), False
    # One mark and three digits after it: thousands, or three decimals. The document's habit decides.
    grouping = "." if habit.decimal_mark == "," else ","
    value = _decimal(whole + decimals, "") if last == grouping else _decimal(whole, decimals)
    return value, not habit.plain


def _is_grouped(written: str, mark: str) -> bool:
    first, *groups = written.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups)


def _decimal(whole: str, decimals: str) -> Decimal:
    return Decimal(f"{int(whole)}.{''.join(str(int(d)) for d in decimals)}" if decimals else str(int(whole)))


class NumberFinder:
    """Finds numbers in the tokens of a sentence, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._scales = {
            fold(form): rule.integer("value") for rule in vocabulary.rules("scale") for form in rule.forms
        }
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
            if self._begins_noun(tokens, at) or (tokens[at].key == "tr" and not _is_money(tokens, at + 1)):
                break
            factor = min(factor * value, OVERFLOW)
            at += 1
        return factor, at

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
        if scale == OVERFLOW or value.adjusted() + scale.adjusted() >= _MAX_DIGITS:
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
                if len(digits) > _MAX_DIGITS:
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


def _is_money(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether đồng stand behind "tr": "15 tr.đ", "20 tr đồng"."""
    at += at < len(tokens) and tokens[at].text == "."
    return at < len(tokens) and tokens[at].key in ("đ", "đồng")


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
