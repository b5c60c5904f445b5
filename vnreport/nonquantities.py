"""What is written with a number and measures nothing: document numbers, ordinals, ages, phones, durations."""

from __future__ import annotations

import regex

from vnreport.lexicon import Hit, Lexicon
from vnreport.numbers import Number
from vnreport.text import Token
from vnreport.units import STOPS, unit_words
from vnreport.vocabulary import Rule, Vocabulary

_PHONE = regex.compile(r"0\p{Nd}{8,}|1[89]00\p{Nd}{2,6}")
_YEAR = regex.compile(r"(?:19|20)\p{Nd}\p{Nd}")
_BASES = frozenset((1000, 10000, 100000))  # of rates
_SCALES = frozenset((200, 500, 1000, 2000, 5000, 10000, 25000, 50000))  # of maps
_SCALE_WORDS = frozenset(map(str, _SCALES))
_SCALED = 3  # tokens before a scale, among which what is drawn to it
_LEVELS = 10  # more grades than this nothing has
_AGES = 8  # tokens of a range of ages: "từ 5 đến dưới 11"
_COMPARED = 8  # tokens from "hơn" to a duration
_YEAR_BEFORE = 4  # tokens from "hơn" to what changes: cao hơn năm trước một điểm
_AGE_NAMED = 14  # tokens from "tuổi thọ" to its value
_YIELD = 9  # tokens from "giá trị" to the area that it is reckoned on
_CALENDAR = {
    "năm": 0,
    "quý": 4,
    "tháng": 12,
    "ngày": 31,
}  # the greatest number of each; a year has none so small
_CODES = frozenset(["VND", "USD", "EUR", "US"])


class NonQuantities:
    """Tells the numbers that are names or times from those that measure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._units: Lexicon[Rule] = vocabulary.compiled(unit_words)
        self._from_full = vocabulary.words("from-full")
        self._years_compared = vocabulary.words("year-compared")
        self._before_years = vocabulary.words("year-before")
        self._names: Lexicon[Rule] = vocabulary.lexicon("name_number")
        self._uncounted: Lexicon[Rule] = vocabulary.lexicon("uncounted")
        self._stop: Lexicon[Rule] = vocabulary.lexicon(*STOPS)
        self._measure_verbs: Lexicon[Rule] = vocabulary.lexicon("relation", "level", "approx")
        self._relations: Lexicon[Rule] = vocabulary.lexicon("relation")
        self._heads: Lexicon[Rule] = vocabulary.lexicon("head")
        self._within = vocabulary.words("within")
        self._within_time = vocabulary.words("within-time")
        self._lead_to_duration = vocabulary.words("leads-to-duration")
        self._moves_to = vocabulary.words("moves-to")
        self._range = vocabulary.words("range")
        self._measured_ages = vocabulary.wordings("measured-age")
        self._drawn = vocabulary.wordings("drawn-to-scale")
        self._per = vocabulary.words("per")
        self._population = vocabulary.words("population")
        self._yields = vocabulary.wordings("yield-of-area")
        self._makes_a_count = vocabulary.words("makes-a-count")
        self._shortening: Lexicon[Rule] = vocabulary.lexicon("shortening")

    def is_measured_time(self, tokens: tuple[Token, ...], first: int, last: int) -> bool:
        """Whether a duration is itself what is measured: "rút ngắn 15 ngày", "lưu trú là 2,1 ngày"."""
        if self._shortening.ending_at(tokens, first):
            return True
        if last < len(tokens) and tokens[last].key in ("nữa", "trước"):
            return False  # còn hai tháng nữa mới hết năm, cao hơn cùng kỳ hai năm trước
        bounded = last > 1 and (tokens[last - 2].key, tokens[last - 1].key) == ("trở", "lên")
        if bounded and first and tokens[first - 1].key in self._from_full:
            return True  # đóng bảo hiểm từ đủ 15 năm trở lên
        if tokens[first].key == "từ" and last < len(tokens) and tokens[last].key in self._moves_to:
            return True  # rút từ 335 giờ xuống 49,5 giờ
        verb = self._measure_verbs.ending_at(tokens, first)
        if verb is not None and tokens[verb.last - 1].key in self._lead_to_duration:
            return True
        if first and tokens[first - 1].key in self._within:
            return False  # cao hơn nhiều tăng trưởng GDP trong 5 năm
        # ngắn hơn năm ngoái 5 phút
        for at in range(first - 2, max(0, first - _COMPARED), -1):
            if tokens[at + 1].shape != "word" or tokens[at].key == "so":
                return False
            if tokens[at].key == "hơn":
                return self._relations.ending_at(tokens, at + 1) is not None
        return False

    def counts_bare(self, tokens: tuple[Token, ...], number: Number, first: int, last: int) -> bool:
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
        if at and tokens[at - 1].key == "mức" and number.scale == 1 and number.value < _LEVELS:
            return False  # "nâng lên mức 2" is a grade
        return self._measure_verbs.ending_at(tokens, at) is not None

    def is_uncounted(self, tokens: tuple[Token, ...], number: Number) -> bool:
        first, last = number.first, number.last
        token = tokens[first]
        before = tokens[first - 1] if first else None
        after = tokens[last] if last < len(tokens) else None
        if self._is_of_scale(tokens, number):
            return True
        fixed = self._uncounted.match(tokens, first)
        if (fixed and not self._counts_longer(tokens, last, fixed.last)) or (
            after and self._uncounted.match(tokens, last)
        ):
            return not self.is_measured_age(tokens, first)
        if number.value == number.scale == 1 and after is not None and after.key == "trong":
            return True  # là 1 trong 50 doanh nghiệp lớn nhất
        if number.written == "words":
            return self._is_word_of_phrase(tokens, number)
        if number.scale == 1 and self._is_address(tokens, last):
            return True
        if _PHONE.fullmatch(token.text) or self._is_age(tokens, first):
            return True
        rated = before is not None and before.key in self._per
        if rated and number.value in _BASES and number.scale == 1:
            return after is not None and after.key in self._population  # trên 100.000 dân
        if rated and number.value == number.scale == 1 and self._is_yielded(tokens, first - 1, last):
            return True  # giá trị sản xuất trên 1 ha
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
        parted = after is not None and after.text == "/" and _is_number_at(tokens, last + 1)
        if parted and self._is_model(tokens, last + 2):
            return True
        opens = first == 0 and not parted
        if opens and after is not None and after.text in (".", ")", "/") and after.start == token.end:
            return True  # the number of an item
        name = self._names.ending_at(tokens, first)
        longer = None if name is None else self._units.ending_at(tokens, first)
        if name is not None and longer is not None and longer.first < name.first:
            return False  # đại biểu 2 tỉnh Điện Biên và Lào Cai
        if parted and name is not None and name.item.text("strength") == "weak":
            return False  # thông xe 38/57 điểm
        if name is not None and self._is_no_date(tokens, name, number):
            return False
        if name is None or number.scale > 1 or (number.value >= 1000 and token.text != str(number.value)):
            return False
        head = self._heads.ending_at(tokens, first)
        if head is not None and head.first < name.first:
            return False  # doanh số 903 xe
        counted = name.first > 0 and tokens[name.first - 1].key in self._makes_a_count
        if counted and name.last - name.first == 1 and tokens[name.first].key == "số":
            return False
        measure = self._units.match(tokens, last)
        if measure is None:
            return True
        beside = tokens[measure.last] if measure.last < len(tokens) else None
        # thôn 5 xã Đắk Ha, phường 6 quận 3, bảo trì lần 3 Nhà máy Đạm
        named = _is_titled(tokens[last]) or (
            beside is not None and (beside.text[0].isupper() or beside.shape == "number")
        )
        return measure.item.kind == "noun" and (named or name.item.text("strength") != "weak")

    def _is_no_date(self, tokens: tuple[Token, ...], name: Hit[Rule], number: Number) -> bool:
        """`trong tháng 45 hộ thoát nghèo`: what is counted in a time, too great for a number of it."""
        greatest = _CALENDAR.get(tokens[name.last - 1].key) if name.last - name.first == 1 else None
        if greatest is None or self._units.match(tokens, number.last) is None:
            return False
        within = name.first > 0 and tokens[name.first - 1].key in self._within_time
        return within and (number.value > greatest or not greatest)

    def _counts_longer(self, tokens: tuple[Token, ...], last: int, end: int) -> bool:
        """`hai mặt hàng`: a counted noun longer than the fixed phrase that begins like it, "hai mặt"."""
        counted = self._units.match(tokens, last)
        return counted is not None and counted.item.kind == "noun" and counted.last > end

    def _is_yielded(self, tokens: tuple[Token, ...], per: int, last: int) -> bool:
        """`giá trị sản xuất trên 1 ha`: what an area yields; "trồng trên 1 ha" is its size."""
        area = self._units.match(tokens, last)
        if area is None or area.item.text("dimension") != "area":
            return False
        for at in range(per - 1, max(-1, per - _YIELD), -1):
            if self._yields.match(tokens, at, per) is not None:
                return True
            if tokens[at].shape != "word" or self._measure_verbs.match(tokens, at) is not None:
                return False
        return False

    def _is_model(self, tokens: tuple[Token, ...], at: int) -> bool:
        """`xe 125/150i`: a letter at a number that is no unit."""
        if at >= len(tokens) or tokens[at].start != tokens[at - 1].end or tokens[at].shape != "word":
            return False
        return len(tokens[at].text) == 1 and not self._units.match(tokens, at)

    def _is_of_scale(self, tokens: tuple[Token, ...], number: Number) -> bool:
        """`quy hoạch chi tiết 1/500`: a map's scale, whole or its second number; "1/500 hộ" is a part."""
        first, last = number.first, number.last
        one = first - 2 if number.value in _SCALES else first
        if one < 1 or one + 2 >= len(tokens) or tokens[one + 1].text != "/" or tokens[one].text != "1":
            return False
        scaled = number.value in _SCALES or tokens[last + 1].text.replace(".", "") in _SCALE_WORDS
        return scaled and bool(self._drawn.find(tokens[max(0, one - _SCALED) : one]))

    def names_ages(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether the words at a token, behind a range of numbers, make it one that measures nothing."""
        return at < len(tokens) and self._uncounted.match(tokens, at) is not None

    def _is_address(self, tokens: tuple[Token, ...], at: int) -> bool:
        """`149 Trường Chinh`: a street's name; what is counted in capitals is known: "3 Huy chương Vàng"."""
        if at + 1 >= len(tokens) or not all(_is_titled(token) for token in tokens[at : at + 2]):
            return False
        known = self._units.match(tokens, at)
        return known is None or known.last == at + 1

    def is_measured_age(self, tokens: tuple[Token, ...], first: int) -> bool:
        """`tuổi thọ trung bình đạt 74,8 tuổi`: an age that is itself the thing measured."""
        return any(
            tokens[at].key == "tuổi" and self._measured_ages.match(tokens, at + 1, first) is not None
            for at in range(max(0, first - _AGE_NAMED), first - 1)
        )

    def _is_age(self, tokens: tuple[Token, ...], first: int) -> bool:
        """`trong độ tuổi từ 5 đến 11`: ages, though no "tuổi" stands behind."""
        at = first
        while at > max(0, first - _AGES) and (
            tokens[at - 1].shape == "number" or tokens[at - 1].key in self._range
        ):
            at -= 1
        return 0 < at < first and tokens[at - 1].key == "tuổi"

    def _is_changed_by(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether something changes by one: "tăng từ một điểm trở lên", "cao hơn năm trước một điểm"."""
        at -= at > 0 and tokens[at - 1].key == "từ"
        verb = self._relations.ending_at(tokens, at)
        if verb is None and at and tokens[at - 1].key in self._years_compared:
            ends = range(at - 1, max(0, at - _YEAR_BEFORE), -1)
            than = next((end for end in ends if tokens[end - 1].key == "hơn"), at)
            verb = self._relations.ending_at(tokens, than)
        return verb is not None and verb.item.text("reading") == "change"

    def _is_word_of_phrase(self, tokens: tuple[Token, ...], number: Number) -> bool:
        """A number word alone: "năm" is mostly a year, "một" an article."""
        if number.last - number.first > 1:
            return False
        token = tokens[number.first]
        if token.key == "một" and number.scale == 1 and not self._is_changed_by(tokens, number.first):
            return True
        after = self._units.match(tokens, number.last)
        if after is None or (number.first and tokens[number.first - 1].key == "thứ"):
            return True  # năm thứ ba doanh nghiệp có lãi
        if number.first and _is_titled(token) and _is_titled(tokens[number.last]):
            return True  # hồ Bảy Mẫu
        if after.last < len(tokens) and tokens[after.last].shape == "number":
            return True  # từ năm lớp 6
        if token.key == "năm":
            if number.first and (
                tokens[number.first - 1].shape == "number"
                or tokens[number.first - 1].key in self._before_years
            ):
                return True
            told = number.first > 1 and tokens[number.first - 1].key == "là"
            if told and (
                tokens[number.first - 2].shape == "number" or tokens[number.first - 2].key in ("đây", "này")
            ):
                return True  # đây là năm tỉnh có điểm số cao nhất
            return after.item.kind != "noun" or token.text[0].isupper()
        return False


def _is_number_at(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].shape == "number"


def _is_titled(token: Token) -> bool:
    return token.shape == "word" and token.text[0].isupper() and not token.text.isupper()
