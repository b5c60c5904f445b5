"""Units: currencies, measures, counted nouns and the bases of rates, as named behind a number."""

from __future__ import annotations

import msgspec
import regex

from vnreport.lexicon import Lexicon
from vnreport.numbers import Number, NumberFinder, is_whole
from vnreport.segmentation import segment, tag
from vnreport.text import Token
from vnreport.vocabulary import Rule, Vocabulary

_MONEY = 1_000_000_000  # a number told by so great a word, without a unit, is of đồng
_YEAR = regex.compile(r"(?:19|20)\p{Nd}\p{Nd}")


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A unit as read: its canonical label, the dimension of its first part, and the words' token range.

    `noun` where it is a counted noun; `first == last` where no words stand for it.
    """

    label: str | None
    dimension: str
    first: int
    last: int
    noun: bool
    rule: str


_RATED = ("currency", "mass", "volume")  # dimensions of what is told for each of something in words
_MOST = 10**12  # nobody counts so many things
BARE_SCALE = "unit:VND"  # the rule of millions and more without a unit
_SUBJECT = 20  # tokens of a subject that counts
_ROUND = regex.compile(r"10*(?:\.000)*")  # /10.000 dân; "44 lãnh đạo/46 công chức" is no rate


class UnitFinder:
    """Finds the unit of a number, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._numbers = NumberFinder(vocabulary)
        self._units: Lexicon[Rule] = vocabulary.compiled(unit_words)
        self._money: Lexicon[Rule] = vocabulary.lexicon("unit")
        self._relations: Lexicon[Rule] = vocabulary.lexicon("relation")
        self._every = vocabulary.words("every")
        self._each = self._every | vocabulary.words("for-one")
        self._since = vocabulary.words("ago")
        self._uncounted: Lexicon[Rule] = vocabulary.lexicon("uncounted")
        self._adverbs: Lexicon[Rule] = vocabulary.lexicon("adverb")
        self._levels: Lexicon[Rule] = vocabulary.lexicon("level")
        self._subjects: Lexicon[Rule] = vocabulary.wordings("counted-subject")
        self._numbers_of: Lexicon[Rule] = vocabulary.wordings("number-of")
        self._stop: Lexicon[Rule] = vocabulary.lexicon(*STOPS)

    def at(self, tokens: tuple[Token, ...], text: str, at: int, number: Number) -> Unit:
        """The unit whose words begin at token `at`, with the base of a rate (`đồng/kg`) in it."""
        if at >= len(tokens):
            return self.of_scale(number, at)
        skipped = at
        if tokens[at].text == "(":  # 55,95 – 56,47 (mua vào – bán ra) triệu đồng/lượng
            close = next((i for i in range(at, min(at + 10, len(tokens))) if tokens[i].text == ")"), at)
            factor, after = self._numbers.scale_at(tokens, close + 1)
            if close > at and factor > 1:
                skipped = after
        hit = self._units.match(tokens, skipped)
        if hit is not None and hit.item.kind == "unit":
            if self._adverbs.match(tokens, skipped) and self._levels.match(tokens, hit.last):
                return self.of_scale(number, at)  # năm 2020 chỉ đạt: no "chỉ" of gold
            stop = self._stop.match(tokens, skipped)
            longer = stop is not None and stop.item.kind == "boundary" and stop.last > hit.last
            if longer and not self._is_moment(tokens, hit.last):
                return self.of_scale(number, at)  # cao hơn mức 2.500 đồng thời có thêm, theo bước 2 bao gồm
        if (
            hit is not None
            and hit.last < len(tokens)
            and (tokens[skipped].key, tokens[hit.last].key)
            == (
                "lần",
                "lượt",
            )
        ):
            return self.of_scale(number, at)  # bảng xếp hạng PCI 2023 lần lượt là
        if hit is not None and hit.item.kind == "noun" and (number.scale > 1 or not is_whole(number.value)):
            # 412 tỷ đồng tiền sử dụng đất: after a scale word "đồng" is the currency; nobody counts 8,29 điểm
            other = self._money.match(tokens, skipped)
            measured = other is not None and (
                not is_whole(number.value) or other.item.text("dimension") == "currency"
            )
            hit = other if measured else hit
            if not measured and number.value >= _MOST:
                return self.of_scale(number, at)  # phát hành 5.000 tỷ trái phiếu
        if hit is None:
            unknown = self._unknown_noun(tokens, text, at, number)
            return (
                unknown
                if unknown.label is not None
                else self._with_base(tokens, text, self.of_scale(number, at))
            )
        rule = hit.item
        last = hit.last
        if rule.kind == "noun":
            label = text[tokens[hit.first].start : tokens[last - 1].end]
            unit = Unit(
                _spaces(label),
                "noun",
                hit.first,
                last,
                True,
                rule.name,
            )
        else:
            if rule.text("dimension") == "currency" and self._is_longer_word(
                tokens, text, hit.first, last, number
            ):
                return self._unknown_noun(tokens, text, at, number)
            unit = Unit(
                rule.text("label", rule.id), rule.text("dimension"), hit.first, last, False, rule.name
            )
        return self._with_base(tokens, text, unit)

    @staticmethod
    def _is_moment(tokens: tuple[Token, ...], at: int) -> bool:
        """Whether "thời" behind "đồng" begins "thời điểm": "64 tỷ đồng thời điểm đầu năm"."""
        return at + 1 < len(tokens) and (tokens[at].key, tokens[at + 1].key) == ("thời", "điểm")

    def _with_base(self, tokens: tuple[Token, ...], text: str, unit: Unit) -> Unit:
        if unit.label is None:
            return unit
        label, last = unit.label, unit.last
        while last + 1 < len(tokens) and tokens[last].text == "/":
            at = last + 1
            if tokens[at].text in ("1", "01") and at + 1 < len(tokens):
                at += 1
            hit = self._units.match(tokens, at)
            if self._relations.match(tokens, at) is not None:
                break  # giảm 4 vụ/giảm 14 đối tượng
            if unit.label == "%" and tokens[at].key == "tổng":
                break  # chiếm 31%/tổng dư nợ
            many = _ROUND.fullmatch(tokens[at].text) is not None or tokens[at].key in (
                "vạn",
                "nghìn",
                "ngàn",
                "triệu",
            )
            if many and unit.noun and at + 1 < len(tokens) and tokens[at + 1].shape == "word":
                # 29,36 giường bệnh/vạn dân, 30 giường bệnh/10.000 dân
                label += "/" + text[tokens[at].start : tokens[at + 1].end]
                last = at + 2
            elif many and unit.dimension == "mass" and self._is_amount(tokens, at + 1, unit):
                label += "/" + text[tokens[at].start : tokens[at + 1].end]  # 5 g/100 ml
                last = at + 2
            elif hit is not None and hit.item.kind == "unit":
                label += "/" + hit.item.text("label", hit.item.id)
                last = hit.last
            elif tokens[at].shape == "word":
                end = hit.last if hit is not None else at + 1
                label += "/" + text[tokens[at].start : tokens[end - 1].end]
                last = end
            else:
                break
        if last == unit.last and unit.dimension in _RATED:
            base = self._base_in_words(tokens, text, last)
            label, last = (label, last) if base is None else (f"{label}/{base[0]}", base[1])
        return (
            unit if last == unit.last else Unit(label, unit.dimension, unit.first, last, unit.noun, unit.rule)
        )

    def _base_in_words(self, tokens: tuple[Token, ...], text: str, at: int) -> tuple[str, int] | None:
        """The base of a rate and where it ends: "18.500 đồng mỗi kg", "31 tấn một ha"; no "một năm trước"."""
        if at + 1 >= len(tokens) or tokens[at].key not in self._each:
            return None
        hit = self._units.match(tokens, at + 1)
        if hit is None or (hit.last < len(tokens) and tokens[hit.last].key in self._since):
            return None
        every, measure = tokens[at].key in self._every, hit.item.kind == "unit"
        if not every and (not measure or hit.item.text("dimension") == "times"):
            return None  # thưởng 3 triệu đồng một lần
        if measure:
            return hit.item.text("label", hit.item.id), hit.last
        return text[tokens[at + 1].start : tokens[hit.last - 1].end], hit.last

    def _is_amount(self, tokens: tuple[Token, ...], at: int, unit: Unit) -> bool:
        """Whether another unit of mass or volume than the one of a value stands at a token."""
        hit = self._units.match(tokens, at)
        if hit is None or hit.item.kind != "unit" or hit.item.text("dimension") not in ("mass", "volume"):
            return False
        return hit.last == at + 1 and hit.item.text("label", hit.item.id) != unit.label

    def _is_longer_word(
        self, tokens: tuple[Token, ...], text: str, first: int, last: int, number: Number
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

    def _unknown_noun(self, tokens: tuple[Token, ...], text: str, at: int, number: Number) -> Unit:
        """A counted noun not listed in patterns/: the word after the number, if it is tagged as a noun."""
        none = Unit(None, "none", at, at, False, "")
        if at >= len(tokens) or tokens[at].shape != "word" or number.written == "words":
            return none
        if not is_whole(number.value) or number.scale >= _MONEY:
            return none  # nobody counts 25,5 khối, and "370 tỷ tiền gửi" is money
        token = tokens[at]
        if not token.text[0].islower() or self._stop.match(tokens, at) or self._uncounted.match(tokens, at):
            return none
        verb = self._relations.ending_at(tokens, number.first)
        if verb is not None and verb.item.text("reading") == "times":
            return none  # tăng gấp 3 doanh thu năm trước
        words = tag(text, tokens[max(0, at - 8)].start, tokens[min(len(tokens), at + 8) - 1].end)
        begins = (token.start, tokens[number.first].start)  # it glues some words to the number: "3.523 môtô"
        word = next((w for w in words if w.start in begins and w.end > token.start), None)
        glued = word is not None and word.start < token.start
        if word is None or not (glued or word.is_noun) or _YEAR.fullmatch(tokens[number.first].text):
            return none
        last = at
        while last < len(tokens) and tokens[last].end <= word.end and last - at < 4:
            last += 1
        if last == at:
            return none
        label = _spaces(text[token.start : tokens[last - 1].end])
        return self._with_base(tokens, text, Unit(label, "noun", at, last, True, "unit:tagged"))

    def of_scale(self, number: Number, at: int) -> Unit:
        """Millions and more without a unit are đồng: "bố trí gần 30 tỷ", "chuyển 200 triệu"."""
        if number.scale >= 1_000_000:
            return Unit("VND", "currency", at, at, False, BARE_SCALE)
        return Unit(None, "none", at, at, False, "")

    def of_subject(self, tokens: tuple[Token, ...], text: str, at: int) -> Unit | None:
        """The noun that the subject of a number without a unit counts: "lượt khách đến tỉnh đạt 3,3 triệu".

        Token `at` is where the number begins, with the words that make it approximate.
        """
        verb = self._levels.ending_at(tokens, at)
        if verb is None or verb.item.text("reading") not in ("be", "reach"):
            return None
        first = verb.first
        while first and verb.first - first < _SUBJECT and tokens[first - 1].text not in ",;:.":
            first -= 1
        subject, number = self._subjects.match(tokens, first), self._numbers_of.match(tokens, first)
        noun = None if subject is None else self._units.match(tokens, subject.first)
        if noun is None and number is not None:
            noun = self._units.match(tokens, number.last)
        if noun is None or noun.item.kind != "noun":
            return None
        label = _spaces(text[tokens[noun.first].start : tokens[noun.last - 1].end])
        return Unit(label, "noun", at, at, False, noun.item.name)

    def currency_before(self, tokens: tuple[Token, ...], first: int) -> Unit | None:
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


def unit_words(vocabulary: Vocabulary) -> Lexicon[Rule]:
    """Counted nouns, their abbreviations ("12 CT", "3 DN") and units of measure."""
    return vocabulary.base.compiled(_known_unit_words).extended(vocabulary.own_forms("noun", "unit"))


def _known_unit_words(vocabulary: Vocabulary) -> Lexicon[Rule]:
    nouns = {form: rule for rule in vocabulary.rules("noun") for form in rule.forms}
    short = [
        (form, nouns[rule.text("means")])
        for rule in vocabulary.rules("abbreviation")
        if rule.text("means") in nouns
        for form in rule.forms
    ]
    units = [(form, rule) for rule in vocabulary.rules("unit") for form in rule.forms]
    return Lexicon([*nouns.items(), *units, *short])


# Kinds of words with which no counted noun begins.
STOPS = ("relation", "level", "baseline", "against", "approx", "status", "boundary", "rank", "superlative")


def _spaces(label: str) -> str:
    """A counted noun in one spelling: "Trường THPT" is "trường THPT"."""
    return " ".join(word if word.isupper() else word.casefold() for word in label.split())
