"""What a quantity measures: the noun phrase on its left, the counted phrase on its right, or one told before.

A sentence is read as clauses: an indicator, a verb, a value, then changes and shares of the same indicator
until another one is named. A phrase is found by its edges, never by a distance in characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.distribution import members, runs
from vnreport.indicator_phrases import (
    BEFALLEN,
    SHARE,
    WITHIN,
    IndicatorPhrase,
    counted_alike,
    is_within,
    with_head,
)
from vnreport.indicator_spans import SpanFinder
from vnreport.kinds import Reading
from vnreport.kinds.reading import RATES
from vnreport.phrases import SEPARATORS, PhraseFinder
from vnreport.segmentation import tag
from vnreport.text import fold, tokenize
from vnreport.units import Unit
from vnreport.vocabulary import Vocabulary

_OF_WHOM = frozenset(("của", "cho"))
_WHERE = frozenset(("ở", "tại", "qua"))
_PHYSICAL = frozenset(("mass", "volume"))
_SAID = 3  # tokens from the name of the next value to it: "giá niêm yết 75 triệu đồng"
_INTO = frozenset(("vào", "cho"))
_LONGEST_COUNTED = 10  # tokens of what is counted in heads
_LONGEST_MEMBER = 5  # tokens of the name of a member of a list
_PARTS = 6  # parts told before among which the head is looked for
_FARTHEST = 40  # tokens before a rank in which its phrase is looked for
_LONGEST = 500  # characters; a longer phrase, of words that lost their spaces, names nothing


class IndicatorFinder:
    """Finds the indicators of a sentence's quantities, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = PhraseFinder(vocabulary)
        self._subjects = self._phrases.subjects
        self._spans = SpanFinder(self._phrases, vocabulary)
        self._pieces = vocabulary.words("piece")
        self._heads = vocabulary.words("counted-head")
        self._classifiers = vocabulary.words("classifier")
        self._plurals = vocabulary.words("plural")
        self._rates = vocabulary.wordings("rate")
        self._uncountable = vocabulary.wordings("uncountable")
        self._befallen = vocabulary.wordings("befallen")
        self._worths = vocabulary.wordings("worth-noun")
        self._sizes = vocabulary.words("size")
        self._nouns = vocabulary.lexicon("noun")
        self._registry = vocabulary.lexicon("indicator")
        self._alone = vocabulary.words("told-alone")
        self._relations = vocabulary.lexicon("relation")
        self._respectively = vocabulary.wordings("respectively")

    def find(
        self,
        clauses: Clauses,
        readings: list[Reading],
        baselines: list[BaselineMention | None],
        before: IndicatorPhrase | None,
    ) -> list[IndicatorPhrase | None]:
        """For each quantity its indicator; `before` is the last one told earlier, for "tăng 5%" alone."""
        found: list[IndicatorPhrase | None] = []
        # What is said in parentheses does not become the subject of what follows them: the phrases told so
        # far, each deeper in brackets than the one before it.
        subjects: list[tuple[int, IndicatorPhrase]] = []
        if clauses.quantities and (item := self._spans.item(clauses)) is not None:
            before = self._phrase(clauses, item, "indicator:label")
        elif (
            clauses.quantities and (said := self._spans.told_of(clauses, clauses.leads[0].first)) is not None
        ):
            before = self._phrase(clauses, said, "indicator:told")
        for index, quantity in enumerate(clauses.quantities):
            depth = clauses.depth(quantity.first)
            near = bisect_right(subjects, depth, key=lambda subject: subject[0])
            told = subjects[near - 1][1] if near else before
            if told is not None and quantity.unit.dimension in _PHYSICAL and self._is_worth(clauses, told):
                # "giảm 15% về lượng nhưng kim ngạch tăng 25%, đạt 124.000 tấn"
                told = next(
                    (p for p in reversed(found) if p is not None and not self._is_worth(clauses, p)), told
                )
            phrase = self._one(clauses, readings, baselines, index, told, depth)
            if phrase is not None and not phrase.own and readings[index].kind == "comparison":
                phrase = counted_alike(clauses, index, found) or phrase
            if phrase is not None and phrase.own:
                phrase = with_head(clauses, phrase, [*found[1 - _PARTS :], told])
            found.append(phrase)
            if phrase is not None and phrase.rule == WITHIN:
                left = self._spans.left(clauses, readings, baselines, index)
                phrase = self._phrase(clauses, left, "indicator:left")
            if phrase is not None and phrase.goes_on:
                while subjects and subjects[-1][0] >= depth:
                    subjects.pop()
                subjects.append((depth, phrase))
        return self._distribute(clauses, found)

    def _distribute(
        self, clauses: Clauses, found: list[IndicatorPhrase | None]
    ) -> list[IndicatorPhrase | None]:
        """Pair the values that "lần lượt" leads with their subjects; a later run shares an earlier one's."""
        shared: list[IndicatorPhrase | None] = []
        own: list[IndicatorPhrase | None] = []  # of the values that were looked at
        looked = 0
        for run in runs(clauses, self._respectively):
            floor = clauses.quantities[run.start - 1].approx_last if run.start else 0
            spans = [self._phrases.trim(clauses, *piece) for piece in members(clauses, run, floor)]
            if spans and all(span is not None for span in spans):
                shared = [self._phrase(clauses, span, "indicator:respective") for span in spans]
            elif not shared:
                # "doanh thu đạt 32 tỷ đồng, lãi 9 tỷ đồng, lần lượt gấp 7 lần và 13 lần": the last ones told
                own += [phrase for phrase in found[looked : run.start] if phrase is not None and phrase.own]
                looked = run.start
                shared = own[-len(run) :]
            if len(shared) == len(run):
                found[run.start : run.stop] = shared
        return found

    def _one(
        self,
        clauses: Clauses,
        readings: list[Reading],
        baselines: list[BaselineMention | None],
        index: int,
        told: IndicatorPhrase | None,
        depth: int,
    ) -> IndicatorPhrase | None:
        quantity, reading, lead = clauses.quantities[index], readings[index], clauses.leads[index]
        again = (
            None
            if told is None
            else IndicatorPhrase(told.start, told.end, False, "indicator:told", told.head)
        )
        rated = quantity.unit.dimension in RATES or reading.kind == "comparison"
        if again is not None and not rated and self._tells_rate(clauses, again):
            again = None  # tỉ lệ 2,8% lên gần 81,6 triệu cổ phiếu
        respect = self._spans.respect(clauses, index, changed=reading.kind == "comparison")
        if respect is not None:
            return self._phrase(clauses, respect, "indicator:respect")
        planned = self._spans.planned(clauses, index, baselines[index])
        if planned is not None:
            return self._phrase(clauses, planned, "indicator:planned")
        allotted = self._spans.allotted(clauses, index)
        if allotted is not None:
            return self._phrase(clauses, allotted, "indicator:right")
        left = self._spans.left(clauses, readings, baselines, index)
        parted = lead.first > 0 and clauses.tokens[lead.first - 1].text == ","
        told_again = left is not None and again is not None and is_within(clauses, left, again)
        if left is not None and told_again and reading.kind == "comparison":
            # "460 lượt xe khách và xe hàng, tăng 9%"; not "12 mặt hàng có kim ngạch tăng 5%"
            left = left if self._subjects.is_head(clauses, left[0]) and not parted else None
        if left is None and depth:
            left = self._spans.before_parenthesis(clauses, index)
        if depth and left is not None and again is not None and self._subjects.is_plan(clauses, *left):
            return again
        labelled = False
        if clauses.tokens[lead.first - 1].text == ":" and lead.first:
            left = self._spans.label(clauses, index) or left
            labelled = left is not None
        act = None
        if left is None or not self._subjects.is_head(clauses, left[0]):
            act = self._spans.act(clauses, index, left)
            left = act or left
        actor = left if left is not None and self._subjects.is_actor(clauses, *left) else None
        if actor is not None and told is not None and self.is_place(clauses, told):
            actor = None  # "lớn nhất là Mỹ đạt 38 tỷ USD; thứ hai là EU đạt 30 tỷ USD": each has its own
        if actor is not None:
            left = None
        if (actor is not None or act is not None) and not quantity.unit.noun:
            left = self._spans.fronted(clauses, index) or left
        elif left is not None and not quantity.unit.noun and self._subjects.is_organisation(clauses, *left):
            left = (
                self._spans.fronted(clauses, index) or left
            )  # về doanh thu, Tập đoàn Hòa Lộc đạt 34 tỷ đồng
        level = lead.verbs[0].item.text("reading") if lead.verbs else ""
        if left is None and index and again is not None and reading.kind != "comparison" and not depth:
            again = self._phrase(clauses, self._spans.list_head(clauses, index), "indicator:list") or again
        has_head = left is not None and self._subjects.is_head(clauses, left[0])
        if not has_head and not quantity.unit.noun and not depth:
            share = self._rates.match(clauses.tokens, quantity.last) is not None  # với 47,5% thị phần
            led = None if share else self._spans.led(clauses, index)
            if led is not None:
                return self._phrase(clauses, led, "indicator:led")
        if left is not None and again is not None and self._spans.is_for_whom(clauses, index, left):
            return again
        part = left is not None and not has_head and self._is_part(clauses, index, left)
        if part and again is not None and self._tells_rate(clauses, again):
            return again  # tỷ lệ nợ xấu là 1,3%, riêng công ty mẹ là 0,9%
        if not has_head and (planned := self._spans.planned_against(clauses, index, baselines[index])):
            return self._phrase(clauses, planned, "indicator:planned")
        if not has_head and reading.rule == "comparison:apart":
            planned = self._spans.planned_before(clauses, index, baselines[index])
            if planned is not None:
                return self._phrase(clauses, planned, "indicator:planned")
        if left is not None and has_head and self._spans.is_of_value_before(clauses, index, left[0]):
            whole = self._phrases.right_of(clauses, index, quantity.last)
            if whole is not None and self._subjects.is_head(clauses, whole[0]):
                left, has_head = None if level == "share" else left, False
        if quantity.unit.noun and (reading.kind == "figure" or left is None):
            return self._counted(clauses, index, reading, left, again, level, has_head, depth, labelled)
        named = baselines[index]
        compared = named is not None and named.first == quantity.approx_last  # 82,3% kế hoạch vốn
        settled = has_head and level != "have"  # thu ngân sách của đơn vị có trên 75% hàng gia công
        right = None if settled or compared else self._phrases.right_of(clauses, index, quantity.last)
        if right is not None and left is not None:
            behind = self._is_name_behind(clauses, index, right[0])
            right = None if behind or self._is_of_next(clauses, index, right) else right
        rate = right is not None and self._rates.match(clauses.tokens, right[0]) is not None
        if level == "share" and left is None and again is not None and index and not rate:
            return again  # "dư nợ dài hạn 146 tỷ đồng, chiếm 42% tổng dư nợ": the share is of what was named
        if level == "share" and rate:
            return self._phrase(clauses, right, SHARE)  # chiếm 25% thị phần
        if left is None and clauses.key(quantity.approx_last) == "là" and reading.kind != "comparison":
            said = self._phrases.right_of(clauses, index, quantity.approx_last + 1)
            if said is not None and self._subjects.is_head(clauses, said[0]):
                return self._phrase(clauses, said, "indicator:right")  # trên 12 tỷ đồng là nợ thuế
        if left is None:
            # "công ty tăng gấp đôi nhân sự"
            parts = quantity.unit.dimension == "percent" or quantity.rule == "quantity:multiple"
            done = actor is not None and parts and not depth
            if right is not None and (done or self._subjects.is_head(clauses, right[0])):
                return self._phrase(clauses, right, "indicator:right")  # chúng tôi cắt giảm 40% nhân sự
            if again is not None and (
                reading.kind == "comparison" or depth or level in ("reach", "move", "share")
            ):
                return again
            if right is not None:
                return self._phrase(clauses, right, "indicator:right")
            return again or self._phrase(clauses, actor, "indicator:left")
        rated = quantity.unit.dimension == "currency" and "/" in (quantity.unit.label or "")
        if right is None or reading.kind == "comparison" or rated:  # hươu thịt 400.000 đồng/kg thịt hơi
            return self._phrase(clauses, left, "indicator:left")
        laid = (
            quantity.unit.dimension == "length" and not has_head and right[0] == quantity.last
        )  # 9 km đường
        # "hội đoàn kết, hoàn thành 100% các nội dung": the whole, behind no measured thing
        several = not has_head and quantity.unit.dimension == "percent"
        several = several and clauses.key(right[0]) in self._plurals
        # "phụ thuộc vào 100% nguyên liệu nhập khẩu"
        within = quantity.unit.dimension == "percent" and clauses.key(quantity.approx_first - 1) in _INTO
        named_right = laid or several or within
        # "màn hình 65 inch giá niêm yết 75 triệu đồng": what is right behind is of the next value
        named_right |= self._subjects.is_head(clauses, right[0]) and not self._is_of_next(
            clauses, index, right
        )
        if named_right or level not in ("reach", "be", "move", "share"):
            return self._phrase(clauses, right, "indicator:right")
        return self._phrase(clauses, left, "indicator:left")

    def _counted(
        self,
        clauses: Clauses,
        index: int,
        reading: Reading,
        left: tuple[int, int] | None,
        again: IndicatorPhrase | None,
        level: str,
        has_head: bool,
        depth: int,
        labelled: bool,
    ) -> IndicatorPhrase | None:
        """The indicator of a count: the counted phrase, or the phrase of which the count is the value."""
        unit = clauses.quantities[index].unit
        right = self._phrases.right_of(clauses, index, unit.first)
        if depth and again is not None and left is None and self._tells_rate(clauses, again):
            again = None  # tỷ lệ sở hữu lên 12,2% (khoảng 1,7 triệu cổ phiếu): no rate is counted
        if "/" in (unit.label or "") and not self._names_several(clauses, unit):  # 13,5 bác sĩ/vạn dân
            slash = next(
                (i for i in range(unit.first, unit.last) if clauses.tokens[i].text == "/"), unit.last
            )
            right = (unit.first, slash)
            # "tôm sú cỡ 20 con/kg giảm 9.000 đồng, cỡ 30 con/kg giảm 5.000 đồng"
            alone = left is None or left[1] - left[0] == 1
            if alone and again is not None and self._is_size(clauses, index):
                return again
            noun = fold((unit.label or "").split("/")[0])
            if left is None and again is not None and noun in self._classifiers:
                told = fold(clauses.text[again.start : again.end])
                if told.startswith(f"{noun} "):
                    return again  # 6,4 triệu lượt khám bệnh, bình quân 2,1 lượt/thẻ
        if clauses.key(clauses.quantities[index].approx_first - 1) in _OF_WHOM and right is not None:
            # "các tỷ lệ này của 3 hãng", "hạ lãi suất cho 485 nghìn khách hàng"
            return self._phrase(clauses, right, "indicator:counted")
        if clauses.key(clauses.quantities[index].approx_first - 1) in _WHERE and right is not None:
            return self._phrase(clauses, right, WITHIN)  # "số hộ kinh doanh ở 4 tỉnh"
        bare = right is None or right[1] <= unit.last
        noun = (unit.label or "").split("/")[0]
        general = bare and (noun in self._classifiers or (level == "be" and noun in self._heads))
        befallen = self._befallen.ending_at(clauses.tokens, clauses.quantities[index].approx_first)
        if general and befallen is not None:
            return self._phrase(clauses, (befallen.first, befallen.last), BEFALLEN)
        uncounted = left is not None and self._uncountable.match(clauses.tokens, left[0]) is not None
        if uncounted and not level and (unit.label or "").split("/")[0] not in self._classifiers:
            return self._phrase(clauses, right, WITHIN)  # "giá vé tham quan ở 3 bảo tàng"
        if labelled and general:
            return self._phrase(clauses, left, "indicator:label")
        if left is not None and bare and not level and self._is_member(clauses, index, left):
            return self._phrase(clauses, left, "indicator:left")
        moving = general and self._ends_with_change(clauses, clauses.quantities[index].last)
        if left is not None and level in ("reach", "be", "move") and (has_head or general) and not moving:
            return self._phrase(clauses, left, "indicator:left")
        if (
            bare
            and not moving
            and (has_head or general)
            and (level in ("reach", "be", "move") or depth or has_head)
        ):
            if left is not None:
                return self._phrase(clauses, left, "indicator:left")
            # "số thí sinh đạt từ 15,5 điểm trở lên là 272 lượt": the value before is of the subject
            beside = index > 0 and clauses.quantities[index - 1].approx_last == clauses.leads[index].first
            if again is not None and (level != "be" or beside or depth):
                return again
        if general and left is None and again is not None and clauses.leads[index].aims:
            return again  # ước đạt 8,6 triệu lượt, phấn đấu đạt 9 triệu lượt
        if bare and reading.kind == "comparison" and again is not None and unit.label is not None:
            told = fold(clauses.text[again.start : again.end])
            another = told in self._classifiers and told != fold(unit.label)  # giảm 554 vụ, behind 41 người
            return (
                again
                if (general and not another) or fold(unit.label) in told
                else self._phrase(clauses, right, "indicator:counted")
            )
        return self._phrase(clauses, right, "indicator:counted")

    def _is_of_next(self, clauses: Clauses, index: int, right: tuple[int, int]) -> bool:
        """`màn hình 65 inch giá niêm yết 75 triệu đồng`: the head behind a length is of the next value."""
        quantity = clauses.quantities[index]
        if index + 1 >= len(clauses.quantities) or right[0] != quantity.last:
            return False
        if quantity.unit.dimension != "length" or not self._subjects.is_head(clauses, right[0]):
            return False
        between = clauses.tokens[right[1] : clauses.quantities[index + 1].approx_first]
        return len(between) <= _SAID and all(token.shape == "word" for token in between)

    def _is_part(self, clauses: Clauses, index: int, left: tuple[int, int]) -> bool:
        """Whether a rate is told for a part alone: "riêng khu vực miền núi lên tới 9%"."""
        percent = clauses.quantities[index].unit.dimension == "percent"
        return percent and clauses.key(left[0] - 1) in self._alone

    def _names_several(self, clauses: Clauses, unit: Unit) -> bool:
        """Whether a unit is of several nouns for areas: "146 xã/phường/thị trấn"; a rate has a base."""
        slash = next((i for i in range(unit.first, unit.last) if clauses.tokens[i].text == "/"), unit.last)
        nouns = (self._nouns.match(clauses.tokens, at) for at in (unit.first, slash + 1))
        return all(noun is not None and noun.item.id == "areas" for noun in nouns)

    def _is_name_behind(self, clauses: Clauses, index: int, first: int) -> bool:
        """`khu đất 32 ha Phước Kiển`: a name right behind an extent says which the measured thing is."""
        quantity = clauses.quantities[index]
        if first != quantity.last or quantity.unit.dimension not in ("area", "length"):
            return False
        word = clauses.tokens[first].text
        named = word[0].isupper() and not word.isupper()
        return named and not self._subjects.is_head(clauses, first)

    def _tells_rate(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase names a share or a rate, which no amount and no count is of."""
        return self._rates.match(tokenize(clauses.text, phrase.start, phrase.end), 0) is not None

    def _is_worth(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase names an amount of money, which no mass is of: "kim ngạch"."""
        return self._worths.match(tokenize(clauses.text, phrase.start, phrase.end), 0) is not None

    def _is_size(self, clauses: Clauses, index: int) -> bool:
        """Whether a rate of pieces says which of a thing is meant: "cỡ 30 con/kg"."""
        return clauses.key(clauses.quantities[index].approx_first - 1) in self._sizes

    def _is_member(self, clauses: Clauses, index: int, left: tuple[int, int]) -> bool:
        """`…; may mặc 67 nghìn cái; đá chẻ 221 nghìn viên`: a member of a list, counted in pieces.

        So is what is counted in heads behind a noun: "bảo hiểm thất nghiệp 191.379 người".
        """
        unit, first = clauses.quantities[index].unit, clauses.leads[index].first
        done = left[1] + 1 == first and clauses.key(left[1]) == "được"  # tiêm vắc xin dại được 224 con
        if left[1] != first and not done:
            return False
        beside = left[0] > 0 and clauses.tokens[left[0] - 1].text in SEPARATORS and index > 0
        if beside and left[1] - left[0] <= _LONGEST_MEMBER and unit.label in self._pieces:
            return True
        opens = left[0] == 0 or clauses.tokens[left[0] - 1].text in SEPARATORS
        short = left[1] - left[0] <= _LONGEST_COUNTED
        return opens and short and unit.label in self._heads and self._ends_with_noun(clauses, left)

    def _ends_with_change(self, clauses: Clauses, at: int) -> bool:
        """`VN-Index tăng 5 điểm với 125 mã tăng`: those that move are counted by themselves."""
        verb = self._relations.match(clauses.tokens, at)
        if verb is None or verb.item.text("reading") != "change":
            return False
        return verb.last == len(clauses.tokens) or clauses.tokens[verb.last].text in SEPARATORS

    def _ends_with_noun(self, clauses: Clauses, span: tuple[int, int]) -> bool:
        known = self._registry.ending_at(clauses.tokens, span[1])
        if known is not None and known.first >= span[0]:
            return True
        words = tag(clauses.text, clauses.tokens[span[0]].start, clauses.tokens[span[1] - 1].end)
        return bool(words) and (words[-1].is_noun or clauses.tokens[span[1] - 1].text.isupper())  # BHYT

    def _phrase(self, clauses: Clauses, span: tuple[int, int] | None, rule: str) -> IndicatorPhrase | None:
        if span is None:
            return None
        start, end = clauses.tokens[span[0]].start, clauses.tokens[span[1] - 1].end
        return None if end - start > _LONGEST else IndicatorPhrase(start, end, True, rule)

    def left_of(self, clauses: Clauses, last: int, floor: int = 0) -> IndicatorPhrase | None:
        """The phrase that ends before token `last`, in its clause, behind token `floor` and any quantity."""
        before = clauses.quantities_to(last)
        if before:
            floor = max(floor, clauses.quantities[before - 1].approx_last)
        span = self._phrases.span(clauses, max(floor, last - _FARTHEST), last)
        if span is not None and self._subjects.is_actor(clauses, *span):
            return None
        return self._phrase(clauses, span, "indicator:left")

    def in_respect(self, clauses: Clauses, at: int) -> IndicatorPhrase | None:
        """`đứng thứ 6 về xuất khẩu gạo`, `dẫn đầu doanh thu phí`: the phrase there, to the next value."""
        first = at + 1 if clauses.key(at) == "về" else at
        if first >= len(clauses.tokens) or (first == at and not self._subjects.is_head(clauses, first)):
            return None
        index = clauses.quantities_to(at)
        return self._phrase(clauses, self._phrases.noun_from(clauses, index, first), "indicator:respect")

    def head_from(self, clauses: Clauses, first: int) -> IndicatorPhrase | None:
        """The phrase that begins at a token with the noun of a measured thing, up to the next value."""
        if first >= len(clauses.tokens) or not self._subjects.is_head(clauses, first):
            return None
        index = clauses.quantities_to(first)
        return self._phrase(clauses, self._phrases.noun_from(clauses, index, first), "indicator:planned")

    def is_place(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase is the name of a place alone."""
        at = bisect_left(clauses.tokens, phrase.start, key=lambda token: token.start)
        place = clauses.place_at(at)
        if place is None or place.first != at or clauses.tokens[at].start != phrase.start:
            return False
        return clauses.tokens[place.last - 1].end >= phrase.end

    def begins_with_head(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase begins with the noun of a measured thing."""
        at = bisect_left(clauses.tokens, phrase.start, key=lambda token: token.start)
        found = at < len(clauses.tokens) and clauses.tokens[at].start == phrase.start
        return found and self._subjects.is_head(clauses, at)
