"""What a quantity measures: the noun phrase on its left, the counted phrase on its right, or one told before.

A sentence is read as clauses: an indicator, a verb, a value, then changes and shares of the same indicator
until another one is named. A phrase is found by its edges, never by a distance in characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.distribution import members, runs
from vnreport.kinds import Reading
from vnreport.lexicon import Hit
from vnreport.phrases import SEPARATORS, PhraseFinder
from vnreport.text import fold, tokenize
from vnreport.vocabulary import Rule, Vocabulary


class IndicatorPhrase(msgspec.Struct, frozen=True, gc=False):
    """Text offsets of an indicator's phrase. `own` where it stands in the quantity's own clause."""

    start: int
    end: int
    own: bool
    rule: str


_FARTHEST = 40  # tokens before a rank in which its phrase is looked for
_LABEL = 8  # tokens; a longer phrase before a colon is an announcement
_HEADING = 24  # tokens of a line's name: "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng: không quá 10%"


class IndicatorFinder:
    """Finds the indicators of a sentence's quantities, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = PhraseFinder(vocabulary)
        self._tells = vocabulary.lexicon("relation", "level")
        self._classifiers = vocabulary.words("classifier")
        self._pointing = vocabulary.words("pointing")

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
        for index, quantity in enumerate(clauses.quantities):
            depth = clauses.depth(quantity.first)
            near = bisect_right(subjects, depth, key=lambda subject: subject[0])
            told = subjects[near - 1][1] if near else before
            phrase = self._one(clauses, readings, baselines, index, told, depth)
            found.append(phrase)
            if phrase is not None:
                while subjects and subjects[-1][0] >= depth:
                    subjects.pop()
                subjects.append((depth, phrase))
        return self._distribute(clauses, found)

    def _distribute(
        self, clauses: Clauses, found: list[IndicatorPhrase | None]
    ) -> list[IndicatorPhrase | None]:
        """Pair the values that "lần lượt" leads with their subjects; a later run shares an earlier one's."""
        shared: list[IndicatorPhrase | None] = []
        for run in runs(clauses):
            floor = clauses.quantities[run.start - 1].approx_last if run.start else 0
            spans = [self._phrases.trim(clauses, *piece) for piece in members(clauses, run, floor)]
            if spans and all(span is not None for span in spans):
                shared = [self._phrase(clauses, span, "indicator:respective") for span in spans]
            elif not shared:
                # "doanh thu đạt 32 tỷ đồng, lãi 9 tỷ đồng, lần lượt gấp 7 lần và 13 lần": the last ones told
                own = [phrase for phrase in found[: run.start] if phrase is not None and phrase.own]
                shared = list(own[-len(run) :])
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
        again = None if told is None else IndicatorPhrase(told.start, told.end, False, "indicator:told")
        respect = self._respect(clauses, index)
        if respect is not None:
            return self._phrase(clauses, respect, "indicator:respect")
        planned = self._planned(clauses, index, baselines[index])
        if planned is not None:
            return self._phrase(clauses, planned, "indicator:planned")
        left = self._left(clauses, readings, baselines, index)
        if left is None and depth:
            left = self._before_parenthesis(clauses, index)
        if depth and left is not None and again is not None and self._phrases.is_plan(clauses, *left):
            return again
        labelled = False
        if clauses.tokens[lead.first - 1].text == ":" and lead.first:
            left = self._label(clauses, index) or left
            labelled = left is not None
        if left is None or not self._phrases.is_head(clauses, left[0]):
            left = self._act(clauses, index, left) or left
        actor = left if left is not None and self._phrases.is_actor(clauses, *left) else None
        if actor is not None:
            left = None
        level = lead.verbs[0].item.text("reading") if lead.verbs else ""
        if left is None and index and again is not None and reading.kind != "comparison" and not depth:
            again = self._list_head(clauses, index) or again
        has_head = left is not None and self._phrases.is_head(clauses, left[0])
        if left is not None and has_head and self._is_of_value_before(clauses, index, left[0]):
            whole = self._phrases.right_of(clauses, index, quantity.last)
            if whole is not None and self._phrases.is_head(clauses, whole[0]):
                left, has_head = (None, False) if level == "share" else (left, False)
        if quantity.unit.noun and (reading.kind == "figure" or left is None):
            return self._counted(clauses, index, reading, left, again, level, has_head, depth, labelled)
        named = baselines[index]
        compared = named is not None and named.first == quantity.approx_last  # 82,3% kế hoạch vốn
        counted = has_head and level != "have"  # thu ngân sách của đơn vị có trên 75% hàng gia công
        right = None if counted or compared else self._phrases.right_of(clauses, index, quantity.last)
        if level == "share" and left is None and again is not None and index:
            return again  # "dư nợ dài hạn 146 tỷ đồng, chiếm 42% tổng dư nợ": the share is of what was named
        if left is None:
            if right is not None and self._phrases.is_head(clauses, right[0]):
                return self._phrase(clauses, right, "indicator:right")
            if again is not None and (
                reading.kind == "comparison" or depth or level in ("reach", "move", "share")
            ):
                return again
            if right is not None:
                return self._phrase(clauses, right, "indicator:right")
            return again or self._phrase(clauses, actor, "indicator:left")
        if right is None or reading.kind == "comparison":
            return self._phrase(clauses, left, "indicator:left")
        if self._phrases.is_head(clauses, right[0]) or level not in ("reach", "be", "move", "share"):
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
        if "/" in (unit.label or ""):  # 13,5 bác sĩ/vạn dân
            slash = next(
                (i for i in range(unit.first, unit.last) if clauses.tokens[i].text == "/"), unit.last
            )
            right = (unit.first, slash)
        if clauses.key(clauses.quantities[index].approx_first - 1) == "của" and right is not None:
            return self._phrase(clauses, right, "indicator:counted")  # các tỷ lệ này của 3 hãng
        bare = right is None or right[1] <= unit.last
        general = bare and (unit.label or "").split("/")[0] in self._classifiers
        if labelled and general:
            return self._phrase(clauses, left, "indicator:label")
        if (
            left is not None
            and level in ("reach", "be", "move")
            and (has_head or (general and level != "be"))
        ):
            return self._phrase(clauses, left, "indicator:left")
        if bare and (has_head or general) and (level in ("reach", "be", "move") or depth or has_head):
            if left is not None:
                return self._phrase(clauses, left, "indicator:left")
            if again is not None and level != "be":
                return again
        if bare and reading.kind == "comparison" and again is not None and unit.label is not None:
            told = fold(clauses.text[again.start : again.end])
            another = told in self._classifiers and told != fold(unit.label)  # giảm 554 vụ, behind 41 người
            return (
                again
                if (general and not another) or fold(unit.label) in told
                else self._phrase(clauses, right, "indicator:counted")
            )
        return self._phrase(clauses, right, "indicator:counted")

    def _label(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`muối I ốt: 463.484 kg`: a short phrase before a colon, or all that a line begins with."""
        colon = clauses.leads[index].first - 1
        first = 0
        while first < colon and clauses.tokens[first].shape != "word":
            first += 1  # - 15. •
        heading = (
            clauses.opens_paragraph and clauses.colons[:1] == [colon] and first < colon <= first + _HEADING
        )
        if heading and not any(self._tells.match(clauses.tokens, at) for at in range(first, colon)):
            named = self._phrases.trim(clauses, first, colon)
            if named is not None and named[0] == first:
                return first, colon
        floor = clauses.quantities[index - 1].approx_last if index else 0
        span = self._phrases.span(clauses, floor, colon)
        return span if span is not None and span[1] - span[0] <= _LABEL else None

    def _list_head(self, clauses: Clauses, index: int) -> IndicatorPhrase | None:
        """`lãi suất: qua đêm 3,12%; 1 tuần 3,7%`: what the list is of, for a member without a name."""
        at = clauses.quantities[index - 1].approx_last
        if clauses.quantities[index].approx_first - at < 2 or clauses.key(at) not in (",", ";", "("):
            return None
        colon = bisect_left(clauses.colons, at)
        if not colon:
            return None
        at = clauses.colons[colon - 1]
        inside = clauses.quantities_to(at)
        floor = clauses.quantities[inside - 1].approx_last if inside else 0
        return self._phrase(clauses, self._phrases.span(clauses, floor, at), "indicator:list")

    def _respect(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`tăng 95,6% về số doanh nghiệp`: the indicator behind "về"."""
        tokens = clauses.tokens
        at = clauses.quantities[index].approx_last
        if clauses.key(at) != "về" or at + 1 >= len(tokens) or not self._phrases.is_head(clauses, at + 1):
            return None
        return self._phrases.right_of(clauses, index, at + 1)

    def _act(self, clauses: Clauses, index: int, left: tuple[int, int] | None) -> tuple[int, int] | None:
        """`toàn thành phố giải ngân 9.874 tỷ đồng`, `công ty còn thưởng 12 triệu`: what is done with it."""
        verbs, last = clauses.leads[index].verbs, clauses.quantities[index].approx_first
        done = verbs[-1] if verbs and verbs[0].last == last else None
        if done is not None and (act := self._phrases.act(clauses, done.first - 1, done.last)) is not None:
            return act
        if left is None or left[1] != clauses.leads[index].first:
            return None
        return self._phrases.act(clauses, *left)

    def _planned(self, clauses: Clauses, index: int, named: BaselineMention | None) -> tuple[int, int] | None:
        """`hoàn thành 45% kế hoạch lợi nhuận năm`: the measured thing for which the plan was made."""
        if named is None or named.kind != "plan" or named.first != clauses.quantities[index].approx_last:
            return None
        if not self._phrases.is_head(clauses, named.last):
            return None
        return self._phrases.right_of(clauses, index, named.last)

    def _before_parenthesis(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`AME (302.050 đơn vị)`: the phrase right before the parenthesis, unless a value stands there."""
        opening = clauses.opening_before(clauses.quantities[index].first)
        if opening < 0:
            return None
        at = opening + 1
        floor = 0
        if index:
            before = clauses.quantities[index - 1]
            if before.approx_last >= at - 1:
                return None
            floor = before.approx_last
        return self._phrases.span(clauses, floor, at - 1)

    def _phrase(self, clauses: Clauses, span: tuple[int, int] | None, rule: str) -> IndicatorPhrase | None:
        if span is None:
            return None
        tokens = clauses.tokens
        return IndicatorPhrase(tokens[span[0]].start, tokens[span[1] - 1].end, True, rule)

    def left_of(self, clauses: Clauses, last: int) -> IndicatorPhrase | None:
        """The phrase that ends before token `last`, in the same clause and behind any quantity."""
        before = clauses.quantities_to(last)
        floor = clauses.quantities[before - 1].approx_last if before else 0
        span = self._phrases.span(clauses, max(floor, last - _FARTHEST), last)
        if span is not None and self._phrases.is_actor(clauses, *span):
            return None
        return self._phrase(clauses, span, "indicator:left")

    def in_respect(self, clauses: Clauses, at: int) -> IndicatorPhrase | None:
        """`đứng thứ 6 về xuất khẩu gạo`: the phrase behind "về" at a token, up to the next value."""
        if clauses.key(at) != "về" or at + 1 >= len(clauses.tokens):
            return None
        index = clauses.quantities_to(at)
        return self._phrase(clauses, self._phrases.noun_from(clauses, index, at + 1), "indicator:respect")

    def begins_with_head(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase begins with the noun of a measured thing."""
        at = bisect_left(clauses.tokens, phrase.start, key=lambda token: token.start)
        found = at < len(clauses.tokens) and clauses.tokens[at].start == phrase.start
        return found and self._phrases.is_head(clauses, at)

    def _left(
        self, clauses: Clauses, readings: list[Reading], baselines: list[BaselineMention | None], index: int
    ) -> tuple[int, int] | None:
        lead = clauses.leads[index]
        last = lead.first
        if readings[index].rule == "comparison:added" and readings[index].verb_first >= 0:
            return self._phrases.trim(clauses, readings[index].verb_last, last)
        if readings[index].rule == "comparison:apart":
            last = readings[index].verb_first
        elif (
            readings[index].kind != "comparison"
            and clauses.leads[index].verbs
            and not clauses.leads[index].from_
        ):
            nearest = clauses.leads[index].verbs[0]
            if nearest.item.text("reading") == "change":  # mục tiêu tăng trưởng 8%
                last = nearest.last
        floor = 0
        while index and self._is_of_subject(clauses, index - 1, last):
            index -= 1
        if index:
            before = clauses.quantities[index - 1]
            floor = before.approx_last
            named = baselines[index - 1]
            if named is not None and named.last <= last:
                floor = max(floor, named.last)
            # The words right behind a value belong to it; the next indicator begins behind a separator.
            while floor < last and (
                clauses.tokens[floor].text not in SEPARATORS or _joins_names(clauses, floor)
            ):
                if self._phrases.starts(clauses, floor, last) is not None or clauses.key(floor) == "với":
                    break
                if floor > before.approx_last and self._phrases.is_head(clauses, floor, last):
                    break
                if self._phrases.makes(clauses, floor, last):
                    break
                floor += 1
            if floor >= last:
                return None
        return self._phrases.span(clauses, floor, last)

    @staticmethod
    def _is_of_value_before(clauses: Clauses, index: int, first: int) -> bool:
        """Whether a phrase stands behind the value before, unparted: "13% tổng lượng máy và tạo ra 34% …"."""
        at = clauses.quantities[index - 1].approx_last if index else first + 1
        between = clauses.tokens[at:first]
        return at <= first <= at + 2 and not any(token.text in SEPARATORS for token in between)

    def _is_of_subject(self, clauses: Clauses, index: int, last: int) -> bool:
        """Whether a count only says of what the next value is: "xuất khẩu sang ba thị trường này đạt …"."""
        quantity = clauses.quantities[index]
        if not quantity.unit.noun or not quantity.last < last:
            return False
        if clauses.key(quantity.approx_first - 1) == "của":  # tổng nợ xấu của 27 ngân hàng là …
            return not any(token.text in SEPARATORS for token in clauses.tokens[quantity.last : last])
        return last <= quantity.last + 2 and clauses.key(quantity.last) in self._pointing


def indicator_code(clauses: Clauses, start: int, end: int, vocabulary: Vocabulary) -> str | None:
    """The registry's code of a phrase, of an alias that begins within its first three words.

    Of two that overlap the one that reaches further says more: "xuất khẩu thép" in "tổng xuất khẩu thép".
    """
    registry = vocabulary.lexicon("indicator")
    tokens = tokenize(clauses.text, start, end)
    best: Hit[Rule] | None = None
    for first in range(min(3, len(tokens))):
        hit = registry.match(tokens, first)
        if hit is not None and (best is None or (hit.first < best.last < hit.last)):
            best = hit
    return None if best is None else best.item.id


def _joins_names(clauses: Clauses, at: int) -> bool:
    """Whether "và" at a token stands within a name: Sở Kế hoạch và Đầu tư."""
    if clauses.key(at) != "và" or at < 2 or at + 1 >= len(clauses.tokens):
        return False
    before = clauses.tokens[at - 2 : at]
    return clauses.tokens[at + 1].text[0].isupper() and any(token.text[0].isupper() for token in before)
