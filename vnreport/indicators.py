"""What a quantity measures: the noun phrase on its left, the counted phrase on its right, or one told before.

A sentence is read as clauses: an indicator, a verb, a value, then changes and shares of the same indicator
until another one is named. A phrase is found by its edges, never by a distance in characters.
"""

from __future__ import annotations

from bisect import bisect_right

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.counts import CountFinder
from vnreport.distribution import members, runs
from vnreport.indicator_phrases import (
    BEFALLEN,
    RESPECT,
    SHARE,
    WITHIN,
    IndicatorPhrase,
    counted_alike,
    is_place,
    is_within,
    phrase_of,
    tells_rate,
    with_head,
)
from vnreport.indicator_spans import SpanFinder
from vnreport.indices import IndexFinder, is_score
from vnreport.kinds import Reading
from vnreport.kinds.reading import RATES
from vnreport.phrases import PhraseFinder
from vnreport.text import tokenize
from vnreport.vocabulary import Vocabulary

_PHYSICAL = frozenset(("mass", "volume"))
_SAID = 3  # tokens from the name of the next value to it: "giá bán lẻ 9 triệu đồng"
_INTO = frozenset(("vào", "cho"))
_PARTS = 6  # parts told before among which the head is looked for


class IndicatorFinder:
    """Finds the indicators of a sentence's quantities, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = vocabulary.compiled(PhraseFinder)
        self._subjects = self._phrases.subjects
        self._vocabulary = vocabulary
        self._spans = SpanFinder(self._phrases, vocabulary)
        self._indices = vocabulary.compiled(IndexFinder)
        self._counts = CountFinder(self._phrases, vocabulary)
        self._plurals = vocabulary.words("plural")
        self._rates = vocabulary.wordings("rate")
        self._worths = vocabulary.wordings("worth-noun")
        self._alone = vocabulary.words("told-alone")
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
            before = phrase_of(clauses, item, "indicator:label")
        elif (
            clauses.quantities and (said := self._spans.told_of(clauses, clauses.leads[0].first)) is not None
        ):
            before = phrase_of(clauses, said, "indicator:told")
        for index, quantity in enumerate(clauses.quantities):
            depth = clauses.depth(quantity.first)
            near = bisect_right(subjects, depth, key=lambda subject: subject[0])
            told = subjects[near - 1][1] if near else before
            if depth and found and found[-1] is not None and found[-1].rule == BEFALLEN:
                told = found[-1]  # 9 người bị thương (Cao Bằng: 6 người)
            if told is not None and quantity.unit.dimension in _PHYSICAL and self._is_worth(clauses, told):
                # "giảm 15% về lượng nhưng kim ngạch tăng 9%, đạt 6.300 tấn"
                told = next(
                    (p for p in reversed(found) if p is not None and not self._is_worth(clauses, p)), told
                )
            if is_score(quantity):
                scored = self._indices.told(clauses, clauses.leads[index].first)
                told = scored if scored is not None and (told is None or told.start < scored.start) else told
            phrase = self._one(clauses, readings, baselines, index, told, depth)
            if phrase is not None and not phrase.own and readings[index].kind == "comparison":
                phrase = counted_alike(clauses, index, found) or phrase
            if phrase is not None and phrase.own:
                phrase = with_head(clauses, phrase, [*found[1 - _PARTS :], told])
            found.append(phrase)
            if phrase is not None and phrase.rule in (WITHIN, RESPECT):
                left = self._spans.left(clauses, readings, baselines, index)
                phrase = phrase_of(clauses, left, "indicator:left")
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
                shared = [phrase_of(clauses, span, "indicator:respective") for span in spans]
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
        if again is not None and not rated and tells_rate(clauses, again, self._vocabulary):
            again = None  # tỉ lệ 2,8% lên gần 81,6 triệu cổ phiếu
        respect = self._spans.respect(clauses, index, changed=reading.kind == "comparison")
        if respect is not None:
            return phrase_of(clauses, respect, RESPECT)
        planned = self._spans.planned(clauses, index, baselines[index])
        if planned is not None:
            return phrase_of(clauses, planned, "indicator:planned")
        if index + 1 < len(readings) and readings[index + 1].rule == "comparison:of-each":
            changed = self._phrases.behind.right_of(clauses, index, quantity.last)
            return phrase_of(clauses, changed, "indicator:right")  # giảm 7% số vụ, 3% số người chết
        allotted = self._spans.allotted(clauses, index)
        if allotted is not None:
            return phrase_of(clauses, allotted, "indicator:right")
        left = self._spans.left(clauses, readings, baselines, index)
        parted = lead.first > 0 and clauses.tokens[lead.first - 1].text == ","
        told_again = left is not None and again is not None and is_within(clauses, left, again)
        if left is not None and told_again and reading.kind == "comparison":
            # "460 lượt xe khách và xe hàng, tăng 9%"; not "12 mặt hàng có kim ngạch tăng 5%"
            left = left if self._subjects.is_head(clauses, left[0]) and not parted else None
        if left is not None and parted and reading.kind == "comparison" and _is_whole(clauses, index, left):
            left = None  # nợ quá hạn chiếm 0,2% tổng dư nợ, giảm 14%
        if left is None and depth:
            left = self._spans.before_parenthesis(clauses, index)
        if depth and left is not None and again is not None and self._subjects.is_plan(clauses, *left):
            return again
        if left is not None and quantity.of is not None and self._subjects.is_plan(clauses, *left):
            left = None  # hoàn thành vượt mức kế hoạch 12/20 chỉ tiêu
        labelled = False
        if clauses.tokens[lead.first - 1].text == ":" and lead.first:
            left = self._spans.label(clauses, index) or left
            labelled = left is not None
        act = None
        if left is None or not self._subjects.is_head(clauses, left[0]):
            act = self._spans.act(clauses, index, left)
            left = act or left
        actor = left if left is not None and self._subjects.is_actor(clauses, *left) else None
        if actor is not None and told is not None and is_place(clauses, told):
            actor = None  # "lớn nhất là Mỹ đạt 38 tỷ USD; thứ hai là EU đạt 30 tỷ USD": each has its own
        if actor is not None:
            left = None
        if (actor is not None or act is not None) and not quantity.unit.noun:
            left = self._spans.fronted(clauses, index) or left
        elif left is not None and not quantity.unit.noun and self._subjects.is_organisation(clauses, *left):
            left = (
                self._spans.fronted(clauses, index) or left
            )  # về doanh thu, Tập đoàn Hòa Lộc đạt 34 tỷ đồng
        if left is not None and again is not None and self._has_score(clauses, index, left, again):
            left = actor = None
        if left is not None and again is not None and self._spans.takes_rank(clauses, left, again):
            left = None
        amount = index > 0 and not quantity.unit.noun
        if amount and left is not None and told is not None and self._holds_it(clauses, left, told, depth):
            return again
        level = lead.verbs[0].item.text("reading") if lead.verbs else ""
        if left is None and index and again is not None and reading.kind != "comparison" and not depth:
            again = phrase_of(clauses, self._spans.list_head(clauses, index), "indicator:list") or again
        has_head = left is not None and self._subjects.is_head(clauses, left[0])
        if not has_head and not quantity.unit.noun and not depth:
            share = self._rates.match(clauses.tokens, quantity.last) is not None  # với 36% thị phần
            led = None if share else self._spans.led(clauses, index)
            if led is not None:
                return phrase_of(clauses, led, "indicator:led")
        if left is not None and again is not None and self._spans.is_for_whom(clauses, index, left):
            return again
        part = left is not None and not has_head and self._is_part(clauses, index, left)
        if part and again is not None and tells_rate(clauses, again, self._vocabulary):
            return again  # tỷ lệ nợ xấu là 1,3%, riêng công ty mẹ là 0,9%
        if not has_head and (planned := self._spans.planned_against(clauses, index, baselines[index])):
            return phrase_of(clauses, planned, "indicator:planned")
        if not has_head and reading.rule == "comparison:apart":
            planned = self._spans.planned_before(clauses, index, baselines[index])
            if planned is not None:
                return phrase_of(clauses, planned, "indicator:planned")
        if left is not None and has_head and self._spans.is_of_value_before(clauses, index, left[0]):
            whole = self._phrases.behind.right_of(clauses, index, quantity.last)
            if whole is not None and self._subjects.is_head(clauses, whole[0]):
                left, has_head = None if level == "share" else left, False
        if quantity.unit.noun and (reading.kind == "figure" or left is None):
            return self._counts.find(
                clauses, index, reading, left, again, has_head=has_head, labelled=labelled
            )
        named = baselines[index]
        compared = named is not None and named.first == quantity.approx_last  # 82,3% kế hoạch vốn
        settled = has_head and level != "have"  # thu ngân sách của đơn vị có trên 75% hàng gia công
        right = None if settled or compared else self._phrases.behind.right_of(clauses, index, quantity.last)
        if right is not None and left is not None:
            behind = self._is_name_behind(clauses, index, right[0])
            right = None if behind or self._is_of_next(clauses, index, right) else right
        rate = right is not None and self._rates.match(clauses.tokens, right[0]) is not None
        # "125.000 người tham gia bảo hiểm y tế, đạt 88% dân số"
        reached = level == "reach" and parted and quantity.unit.dimension == "percent"
        if (level == "share" or reached) and left is None and again is not None and index and not rate:
            return again  # "dư nợ dài hạn 146 tỷ đồng, chiếm 42% tổng dư nợ": the share is of what was named
        if level == "share" and rate:
            return phrase_of(clauses, right, SHARE)  # chiếm 25% thị phần
        if left is None and clauses.key(quantity.approx_last) == "là" and reading.kind != "comparison":
            said = self._phrases.behind.right_of(clauses, index, quantity.approx_last + 1)
            if said is not None and self._subjects.is_head(clauses, said[0]):
                return phrase_of(clauses, said, "indicator:right")  # trên 12 tỷ đồng là nợ thuế
        if left is None:
            # "công ty tăng gấp đôi nhân sự"
            parts = quantity.unit.dimension == "percent" or quantity.rule == "quantity:multiple"
            done = actor is not None and parts and not depth
            if right is not None and (done or self._subjects.is_head(clauses, right[0])):
                return phrase_of(clauses, right, "indicator:right")  # chúng tôi cắt giảm 40% nhân sự
            if again is not None and (
                reading.kind == "comparison" or depth or level in ("reach", "move", "share")
            ):
                return again
            if right is not None:
                return phrase_of(clauses, right, "indicator:right")
            return again or phrase_of(clauses, actor, "indicator:left")
        rated = quantity.unit.dimension == "currency" and "/" in (quantity.unit.label or "")
        if right is None or reading.kind == "comparison" or rated:  # hươu thịt 400.000 đồng/kg thịt hơi
            return phrase_of(clauses, left, "indicator:left")
        laid = (
            quantity.unit.dimension == "length" and not has_head and right[0] == quantity.last
        )  # 9 km đường
        # "hội đoàn kết, hoàn thành 100% các nội dung": the whole, behind no measured thing
        several = not has_head and quantity.unit.dimension == "percent"
        several = several and clauses.key(right[0]) in self._plurals
        # "dựa vào 100% vải mua ngoài"
        within = quantity.unit.dimension == "percent" and clauses.key(quantity.approx_first - 1) in _INTO
        named_right = laid or several or within or self._subjects.is_head(clauses, right[0])
        if named_right or level not in ("reach", "be", "move", "share"):
            return phrase_of(clauses, right, "indicator:right")
        return phrase_of(clauses, left, "indicator:left")

    def _has_score(self, clauses: Clauses, index: int, left: tuple[int, int], told: IndicatorPhrase) -> bool:
        """`Chỉ số PCI … Hòa Lộc đạt 66 điểm`: the name of who has the points of an index told before."""
        if not is_score(clauses.quantities[index]) or not self._subjects.is_name(clauses, *left):
            return False
        own = phrase_of(clauses, left, "indicator:left")
        return (
            own is not None and not self._indices.names(clauses, own) and self._indices.names(clauses, told)
        )

    def _is_of_next(self, clauses: Clauses, index: int, right: tuple[int, int]) -> bool:
        """`màn hình 42 inch giá bán 9 triệu đồng`: the head behind a length is of the next value."""
        quantity = clauses.quantities[index]
        if index + 1 >= len(clauses.quantities) or right[0] != quantity.last:
            return False
        if quantity.unit.dimension != "length" or not self._subjects.is_head(clauses, right[0]):
            return False
        between = clauses.tokens[right[1] : clauses.quantities[index + 1].approx_first]
        return len(between) <= _SAID and all(token.shape == "word" for token in between)

    def _holds_it(self, clauses: Clauses, left: tuple[int, int], told: IndicatorPhrase, depth: int) -> bool:
        """`dư nợ tập trung tại Hòa Lộc (31%), Vĩnh An (9%)`: names of who has what was told.

        Outside brackets one in capitals alone may be that of a measure: "…, XK tăng 2%, EPS đạt 4.800 đồng".
        """
        if not self._subjects.is_name(clauses, *left) or clauses.key(left[0] - 1) in self._alone:
            return False
        named = depth > 0 or not clauses.tokens[left[0]].text.isupper()
        return named and self._subjects.is_head_at(clauses, told.start)

    def _is_part(self, clauses: Clauses, index: int, left: tuple[int, int]) -> bool:
        """Whether a rate is told for a part alone: "riêng khu vực miền núi lên tới 9%"."""
        percent = clauses.quantities[index].unit.dimension == "percent"
        return percent and clauses.key(left[0] - 1) in self._alone

    def _is_name_behind(self, clauses: Clauses, index: int, first: int) -> bool:
        """`khu đất 32 ha Phước Kiển`: a name right behind an extent says which the measured thing is."""
        quantity = clauses.quantities[index]
        if first != quantity.last or quantity.unit.dimension not in ("area", "length"):
            return False
        word = clauses.tokens[first].text
        named = word[0].isupper() and not word.isupper()
        return named and not self._subjects.is_head(clauses, first)

    def _is_worth(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase names an amount of money, which no mass is of: "kim ngạch"."""
        return self._worths.match(tokenize(clauses.text, phrase.start, phrase.end), 0) is not None


def _is_whole(clauses: Clauses, index: int, phrase: tuple[int, int]) -> bool:
    """Whether a phrase is that of which the percentage right before it is a share."""
    if not index or clauses.quantities[index - 1].unit.dimension != "percent":
        return False
    share = clauses.leads[index - 1].verbs
    if not share or share[0].item.text("reading") != "share":
        return False
    behind = clauses.quantities[index - 1].approx_last
    return phrase[0] >= behind and all(token.shape != "mark" for token in clauses.tokens[behind : phrase[0]])
