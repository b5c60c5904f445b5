"""What a count is of: the counted noun with its words, or the phrase of which the count is the value."""

from __future__ import annotations

from vnreport.clauses import Clauses
from vnreport.indicator_phrases import BEFALLEN, WITHIN, IndicatorPhrase, phrase_of, tells_rate
from vnreport.kinds import Reading
from vnreport.phrases import SEPARATORS, PhraseFinder
from vnreport.segmentation import tag
from vnreport.text import fold
from vnreport.units import Unit
from vnreport.vocabulary import Vocabulary

_OF_WHOM = frozenset(("của", "cho"))
_WHERE = frozenset(("ở", "tại", "qua"))
_LONGEST_COUNTED = 10  # tokens of what is counted in heads
_LONGEST_MEMBER = 5  # tokens of the name of a member of a list


class CountFinder:
    """Finds the indicators of counts, with the words of one vocabulary."""

    def __init__(self, phrases: PhraseFinder, vocabulary: Vocabulary) -> None:
        self._phrases = phrases
        self._vocabulary = vocabulary
        self._pieces = vocabulary.words("piece")
        self._heads = vocabulary.words("counted-head")
        self._classifiers = vocabulary.words("classifier")
        self._uncountable = vocabulary.wordings("uncountable")
        self._befallen = vocabulary.wordings("befallen")
        self._sizes = vocabulary.words("size")
        self._nouns = vocabulary.lexicon("noun")
        self._registry = vocabulary.lexicon("indicator")
        self._relations = vocabulary.lexicon("relation")

    def find(
        self,
        clauses: Clauses,
        index: int,
        reading: Reading,
        left: tuple[int, int] | None,
        again: IndicatorPhrase | None,
        *,
        has_head: bool,
        labelled: bool,
    ) -> IndicatorPhrase | None:
        """The counted phrase, or the phrase of which the count is the value: that on its left, or one told.

        `left` is the span before the count, which begins with a head or is the label before a colon; `again`
        what was told before.
        """
        unit, verbs = clauses.quantities[index].unit, clauses.leads[index].verbs
        level = verbs[0].item.text("reading") if verbs else ""
        depth = clauses.depth(clauses.quantities[index].first)
        right = self._phrases.behind.right_of(clauses, index, unit.first)
        if depth and again is not None and left is None and tells_rate(clauses, again, self._vocabulary):
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
            return phrase_of(clauses, right, "indicator:counted")
        if clauses.key(clauses.quantities[index].approx_first - 1) in _WHERE and right is not None:
            return phrase_of(clauses, right, WITHIN)  # "số hộ kinh doanh ở 4 tỉnh"
        bare = right is None or right[1] <= unit.last
        noun = (unit.label or "").split("/")[0]
        general = bare and (noun in self._classifiers or (level == "be" and noun in self._heads))
        befallen = self._befallen.ending_at(clauses.tokens, clauses.quantities[index].approx_first)
        if general and befallen is not None:
            return phrase_of(clauses, (befallen.first, befallen.last), BEFALLEN)
        uncounted = left is not None and self._uncountable.match(clauses.tokens, left[0]) is not None
        if uncounted and not level and (unit.label or "").split("/")[0] not in self._classifiers:
            return phrase_of(clauses, right, WITHIN)  # "giá vé tham quan ở 3 bảo tàng"
        if labelled and general:
            return phrase_of(clauses, left, "indicator:label")
        if left is not None and bare and not level and self._is_member(clauses, index, left):
            return phrase_of(clauses, left, "indicator:left")
        moving = general and self._ends_with_change(clauses, clauses.quantities[index].last)
        if left is not None and level in ("reach", "be", "move") and (has_head or general) and not moving:
            return phrase_of(clauses, left, "indicator:left")
        if (
            bare
            and not moving
            and (has_head or general)
            and (level in ("reach", "be", "move") or depth or has_head)
        ):
            if left is not None:
                return phrase_of(clauses, left, "indicator:left")
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
                else phrase_of(clauses, right, "indicator:counted")
            )
        return phrase_of(clauses, right, "indicator:counted")

    def _names_several(self, clauses: Clauses, unit: Unit) -> bool:
        """Whether a unit is of several nouns for areas: "146 xã/phường/thị trấn"; a rate has a base."""
        slash = next((i for i in range(unit.first, unit.last) if clauses.tokens[i].text == "/"), unit.last)
        nouns = (self._nouns.match(clauses.tokens, at) for at in (unit.first, slash + 1))
        return all(noun is not None and noun.item.id == "areas" for noun in nouns)

    def _is_size(self, clauses: Clauses, index: int) -> bool:
        """Whether a rate of pieces says which of a thing is meant: "cỡ 30 con/kg"."""
        return clauses.key(clauses.quantities[index].approx_first - 1) in self._sizes

    def _is_member(self, clauses: Clauses, index: int, left: tuple[int, int]) -> bool:
        """`…; may mặc 67 nghìn cái; đá chẻ 221 nghìn viên`: a member of a list, counted in pieces.

        So is what is counted in heads behind a noun: "bảo hiểm thất nghiệp 191.379 người".
        """
        unit, first = clauses.quantities[index].unit, clauses.leads[index].first
        done = left[1] + 1 == first and clauses.key(left[1]) == "được"  # tiêm vắc xin dại được 160 con
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
        last = clauses.tokens[span[1] - 1]
        words = tag(clauses.text, clauses.tokens[span[0]].start, last.end)
        noun = bool(words) and words[-1].is_noun and words[-1].tag != "Np"  # a place counts nothing
        return noun or last.text.isupper()  # BHYT
