"""Where a quantity's indicator may stand: left of its verb, before a colon or a bracket, behind "về"."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.baselines import BaselineMention
from vnreport.clauses import CLOSING, Clauses
from vnreport.families import RANK, SUPERLATIVE
from vnreport.indicator_phrases import IndicatorPhrase
from vnreport.kinds import Reading
from vnreport.ordinals import ordinal_at
from vnreport.phrases import FARTHEST, SEPARATORS, PhraseFinder
from vnreport.text import tokenize
from vnreport.vocabulary import Vocabulary

_LABEL = 8  # tokens; a longer phrase before a colon is an announcement
_LONGEST_MEMBER = 14  # tokens of the name of a list's member, all that stands between two values
_LONGEST_ACT = 3  # tokens of what is done with money
_LEADERS = frozenset(("là", "gồm", ":", "với"))
_OF_WHAT = 4  # tokens from a rank to "về": "dẫn đầu thị trường về doanh thu"
_LED = 24  # tokens from "dẫn đầu về" to the first of those who lead
_HEADING = 24  # tokens of a line's name: "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng: không quá 10%"


class SpanFinder:
    """Finds the spans from which an indicator is chosen. A span is a token range."""

    def __init__(self, phrases: PhraseFinder, vocabulary: Vocabulary) -> None:
        self._phrases = phrases
        self._subjects = phrases.subjects
        self._tells = vocabulary.lexicon("relation", "level")
        self._fronting = vocabulary.wordings("fronting")
        self._area_nouns = vocabulary.wordings("area-noun")
        self._change_nouns = vocabulary.words("change-noun")
        self._pointing = vocabulary.words("pointing")
        self._bare_rates = vocabulary.wordings("bare-rate")
        self._allots = vocabulary.words("allots")
        self._ranks = vocabulary.lexicon("rank", "superlative")
        self._told_again = vocabulary.wordings("told-again")

    def item(self, clauses: Clauses) -> tuple[int, int] | None:
        """`- Sắt thép các loại: ước đạt 1,3 triệu tấn`: what a line names before it tells anything of it."""
        heading = self._heading(clauses)
        if heading is None or heading[1] > clauses.leads[0].first:
            return None
        whole = self._phrases.trim(clauses, *heading) == heading
        return heading if whole and not self._subjects.is_actor(clauses, *heading) else None

    def _heading(self, clauses: Clauses) -> tuple[int, int] | None:
        """What a line begins with before its first colon, and tells nothing."""
        colon = clauses.colons[0] if clauses.colons and clauses.opens_paragraph else 0
        first = 0
        while first < colon and clauses.tokens[first].shape != "word":
            first += 1  # - 15. •
        if not first < colon <= first + _HEADING:
            return None
        told = any(self._tells.match(clauses.tokens, at) for at in range(first, colon))
        return None if told else (first, colon)

    def told_of(self, clauses: Clauses, last: int) -> tuple[int, int] | None:
        """`Thu ngân sách liên tục tăng và vượt dự toán; lũy kế ước đạt`: of what an earlier clause tells."""
        first = self._subjects.first_head(clauses, last)
        for at in self._tells.starts(clauses.tokens[:last]):
            if at <= first or clauses.depth(at) or self._tells.match(clauses.tokens, at) is None:
                continue
            if clauses.key(at - 1) in self._change_nouns:
                continue  # tốc độ tăng
            span = self._phrases.span(clauses, 0, at)
            if span is not None and self._subjects.is_head(clauses, span[0]):
                return span
        return None

    def led(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`dẫn đầu về vốn đăng ký là Bắc Ninh với 2,7 tỷ USD`: in what those lead whose values follow."""
        if not clauses.families & (RANK | SUPERLATIVE):
            return None
        floor = clauses.quantities[index - 1].approx_last if index else 0
        last = clauses.leads[index].first
        for at in range(max(floor, last - _LED), last):
            rank = self._ranks.match(clauses.tokens, at, last)
            if rank is None:
                continue
            near = range(rank.last, min(rank.last + _OF_WHAT, last))
            about = next((i for i in near if clauses.key(i) == "về"), last)
            leader = next((i for i in range(about, last + 1) if clauses.key(i) in _LEADERS), None)
            return None if leader is None else self._phrases.trim(clauses, about + 1, leader)
        return None

    def takes_rank(self, clauses: Clauses, name: tuple[int, int], told: IndicatorPhrase) -> bool:
        """`Đứng thứ hai là Nhật Bản với 1,2 tỷ USD`: the name of who stands there, and has what was told.

        Where that is a name, too, each has its own.
        """
        at = name[0] - 1
        if clauses.key(at) != "là" or not clauses.families & RANK:
            return False
        begin = max(0, at - _LED)
        ranks = self._ranks.find(clauses.tokens[begin:at])
        behind = begin + ranks[-1].last if ranks else -1
        ordinal = ordinal_at(clauses.tokens, behind) if ranks else None
        ends = at == (behind if ordinal is None else ordinal.last)
        words = tokenize(clauses.text, told.start, told.end)
        named = all(word.shape != "word" or word.text[0].isupper() for word in words)
        return ends and not named and self._subjects.is_name(clauses, *name)

    def label(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`muối I ốt: 463.484 kg`: a short phrase before a colon, or all that a line begins with."""
        colon = clauses.leads[index].first - 1
        heading = self._heading(clauses)
        if heading is not None and heading[1] == colon:
            # "xã A 457 tỷ đồng, xã B: 148 tỷ đồng": what stands before the colon is no name of the line
            told = clauses.quantities[index - 1].approx_last if index else heading[0]
            named = self._phrases.trim(clauses, *heading)
            if clauses.tokens[told].text not in SEPARATORS and named is not None and named[0] == heading[0]:
                return heading
        floor = clauses.quantities[index - 1].approx_last if index else 0
        span = self._phrases.span(clauses, floor, colon)
        if span is None:
            return None
        member = index > 0 and span == (floor + 1, colon) and clauses.tokens[floor].text in SEPARATORS
        return span if span[1] - span[0] <= (_LONGEST_MEMBER if member else _LABEL) else None

    def list_head(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`lãi suất: qua đêm 3,12%; 1 tuần 3,7%`: what the list is of, for a member without a name."""
        at = clauses.quantities[index - 1].approx_last
        if clauses.quantities[index].approx_first - at < 2 or clauses.key(at) not in (",", ";", "("):
            return None
        if clauses.leads[index].first <= at + 1:
            return None  # nợ xấu 360 tỷ đồng, chiếm 1,46%
        colon = bisect_left(clauses.colons, at)
        if not colon:
            return None
        at = clauses.colons[colon - 1]
        inside = clauses.quantities_to(at)
        floor = clauses.quantities[inside - 1].approx_last if inside else 0
        return self._phrases.span(clauses, floor, at)

    def respect(self, clauses: Clauses, index: int, *, changed: bool) -> tuple[int, int] | None:
        """`tăng 95,6% về số doanh nghiệp`: the indicator behind "về"."""
        tokens = clauses.tokens
        at = clauses.quantities[index].approx_last
        priced = "/" in (clauses.quantities[index].unit.label or "")
        if changed and priced and (clauses.key(at), clauses.key(at + 1)) == ("đối", "với"):
            return self._phrases.behind.right_of(clauses, index, at + 2)  # giảm 410 đồng/lít đối với dầu nhờn
        if clauses.key(at) != "về" or at + 1 >= len(tokens) or not self._subjects.is_head(clauses, at + 1):
            return None
        return self._phrases.behind.right_of(clauses, index, at + 1)

    def act(self, clauses: Clauses, index: int, left: tuple[int, int] | None) -> tuple[int, int] | None:
        """`toàn thành phố giải ngân 9.874 tỷ đồng`, `công ty còn thưởng 12 triệu`: what is done with it."""
        verbs, last = clauses.leads[index].verbs, clauses.quantities[index].approx_first
        for done in verbs if verbs and verbs[0].last == last else ():
            if (act := self._subjects.act(clauses, done.first - 1, done.last)) is not None:
                return act
        first = clauses.leads[index].first
        if left is not None and left[1] == first:
            return self._subjects.act(clauses, *left)
        # "…, nhất là trường học, phấn đấu giải ngân ít nhất 80%"
        act = self._subjects.act(clauses, max(0, first - _LONGEST_ACT), first)
        return act if act is not None and (left is None or left[1] <= act[0]) else None

    def fronted(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`Đối với tuyển sinh, năm 2018, trường vượt 30,7%`: what the sentence says it is about."""
        front = self._fronting.match(clauses.tokens, 0)
        if front is None:
            return None
        limit = clauses.leads[0].first
        at = front.last
        while at < limit and clauses.tokens[at].shape != "mark":
            at += 1
        parted = any(token.text == ";" for token in clauses.tokens[at : clauses.leads[index].first])
        if at == limit or clauses.tokens[at].text != "," or parted:
            return None
        return self._phrases.trim(clauses, front.last, at)

    def planned(self, clauses: Clauses, index: int, named: BaselineMention | None) -> tuple[int, int] | None:
        """`hoàn thành 45% kế hoạch lợi nhuận năm`: the measured thing for which the plan was made."""
        if named is None or named.first != clauses.quantities[index].approx_last:
            return None
        return self.planned_against(clauses, index, named)

    def planned_against(
        self, clauses: Clauses, index: int, named: BaselineMention | None
    ) -> tuple[int, int] | None:
        """`tỉnh đạt 45% so với dự toán thu ngân sách`: the same, of a plan anywhere behind the value."""
        if named is None or named.kind != "plan" or named.first < clauses.quantities[index].approx_last:
            return None
        if not self._subjects.is_head(clauses, named.last):
            return None
        return self._phrases.behind.right_of(clauses, index, named.last)

    def planned_before(
        self, clauses: Clauses, index: int, named: BaselineMention | None
    ) -> tuple[int, int] | None:
        """`vượt chỉ tiêu thu phí với mức 104%`: the same, of a plan between verb and value."""
        if named is None or named.kind != "plan" or named.last >= clauses.quantities[index].approx_first:
            return None
        if not self._subjects.is_head(clauses, named.last):
            return None
        return self._phrases.behind.noun_from(clauses, index, named.last)

    def allotted(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`toàn quốc dành 657.000 tỷ đồng cho đầu tư công`: what money is set aside for."""
        quantity = clauses.quantities[index]
        if quantity.unit.dimension != "currency" or clauses.key(quantity.approx_last) != "cho":
            return None
        if clauses.key(quantity.approx_first - 1) not in self._allots:
            return None
        return self._phrases.behind.right_of(clauses, index, quantity.approx_last + 1)

    def before_parenthesis(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`AME (302.050 đơn vị)`: the phrase right before the parenthesis, unless a value stands there."""
        opening = clauses.opening_before(clauses.quantities[index].first)
        if opening < 0:
            return None
        at = opening + 1
        floor = 0
        if index:
            before = clauses.quantities[index - 1]
            floor = before.approx_last
            if floor >= at - 1:
                return None
            parted = any(token.text in SEPARATORS for token in clauses.tokens[floor : at - 1])
            if not parted and self._told_again.match(clauses.tokens, at) is not None:
                return None  # bội chi 5,1% GDP (tương ứng 210.000 tỷ đồng)
            if before.unit.noun and not parted and not self._subjects.heads(clauses, floor, at - 1):
                return None  # 10.705 xe du lịch (giảm 36%)
        place = self._area_before(clauses, at - 1)
        if place is not None and not clauses.quantities[index].unit.noun:
            # "tăng trưởng ghi nhận ở cả Mexico (8,6%) và Chile (0,7%)"
            heads = self._subjects.heads(clauses, floor, place)
            span = self._phrases.span(clauses, heads[0] if heads else floor, place)
            listed = bool(bisect_left(clauses.colons, place)) and bool(clauses.leads[index].verbs)
            # "nhập chủ yếu từ các nước: Trung Quốc (chiếm 56%), Lào (chiếm 9%)": each has its own
            return (place, at - 1) if span is None and listed else span
        return self._phrases.span(clauses, floor, at - 1)

    def _area_before(self, clauses: Clauses, last: int) -> int | None:
        """Where an area that ends before token `last` begins, the noun before it included."""
        place = clauses.place_at(last - 1)
        if place is None or place.last != last:
            return None
        noun = self._area_nouns.ending_at(clauses.tokens, place.first)
        return place.first if noun is None else noun.first

    def left(
        self, clauses: Clauses, readings: list[Reading], baselines: list[BaselineMention | None], index: int
    ) -> tuple[int, int] | None:
        lead = clauses.leads[index]
        last = lead.first
        raised = readings[index].rule in ("comparison:added", "comparison:object")
        if raised and readings[index].verb_first >= 0:
            return self._phrases.trim(clauses, readings[index].verb_last, last)
        if readings[index].rule == "comparison:apart":
            last = readings[index].verb_first
        elif (
            readings[index].kind != "comparison"
            and clauses.leads[index].verbs
            and not clauses.leads[index].from_
        ):
            # mục tiêu tăng trưởng 8%, tốc độ tăng trưởng bình quân 8%
            readings_ = [verb.item.text("reading") for verb in clauses.leads[index].verbs[:2]]
            if readings_[0] == "change" or readings_ == ["be", "change"]:
                last = clauses.leads[index].verbs[len(readings_) - 1 if readings_[0] == "be" else 0].last
        floor = 0
        depth = clauses.depth(lead.first)
        if last and clauses.tokens[last - 1].text in CLOSING:
            # "kim ngạch có thuế (chiếm 25% tổng kim ngạch) đạt 11 tỷ USD"
            while index and clauses.depth(clauses.quantities[index - 1].first) > depth:
                index -= 1
        while index and self._is_of_subject(clauses, index - 1, last):
            index -= 1
        if index:
            before = clauses.quantities[index - 1]
            floor = before.approx_last
            named = baselines[index - 1]
            if named is not None and named.last <= last:
                floor = max(floor, named.last)
            # The words right behind a value belong to it; the next indicator begins behind a separator.
            if floor == before.approx_last and self._is_of_value(clauses, floor, last):
                return None
            respect = self.respect(clauses, index - 1, changed=False)
            if floor == before.approx_last and respect is not None:
                # tăng 7% về lượng, tăng 4% kim ngạch
                floor = self._subjects.head_end(clauses, respect[0], last)
            elif floor == before.approx_last and before.unit.dimension != "length":
                floor = self._subjects.head_end(clauses, floor, last)
            while floor < last and (
                clauses.tokens[floor].text not in SEPARATORS
                or _joins_names(clauses, floor)
                or self._phrases.is_inside_word(clauses, floor)
            ):
                if clauses.key(floor) == "đối" and clauses.key(floor + 1) == "với":
                    floor += 2  # 50 triệu đồng đối với cá nhân và 100 triệu đồng
                    continue
                if self._phrases.starts(clauses, floor, last) is not None or clauses.key(floor) == "với":
                    break
                # "màn hình 42 inch giá bán 9 triệu đồng"
                own = floor > before.approx_last or before.unit.dimension == "length"
                if own and self._subjects.is_whole_head(clauses, floor, last):
                    break
                if self._subjects.makes(clauses, floor, last):
                    break
                floor += 1
            if floor >= last:
                return None
        span = self._phrases.span(clauses, floor, last)
        if span is not None and span[1] == last and clauses.key(span[0] - 1) == "với":
            bare = self._bare_rates.match(clauses.tokens, *span)
            if bare is not None and bare.last == last:  # chia cổ tức với tỷ lệ 16%
                rated = self._phrases.span(clauses, floor, span[0] - 1)
                return rated if rated is not None and self._subjects.is_head(clauses, rated[0]) else span
        if span is not None:
            bare = self._bare_rates.ending_at(clauses.tokens, span[1])
            if bare is not None and bare.first > span[0]:
                return span[0], bare.first  # chia cổ tức bằng tiền mặt tỷ lệ 16%
        return span

    @staticmethod
    def _is_of_value(clauses: Clauses, first: int, last: int) -> bool:
        """Whether "và" joins a verb to a value and its words: "31% tổng sản lượng và tăng 6%"."""
        if clauses.key(last - 1) != "và" or first >= last - 1:
            return False
        return not any(token.text in SEPARATORS for token in clauses.tokens[first : last - 1])

    @staticmethod
    def is_for_whom(clauses: Clauses, index: int, span: tuple[int, int]) -> bool:
        """`50 triệu đồng, đối với tổ chức là 100 triệu đồng`: a span that says for whom the same is told."""
        first = span[0] - 2
        if not index or span[1] != clauses.leads[index].first:
            return False
        with_ = (clauses.key(first), clauses.key(first + 1)) == ("đối", "với")
        return with_ and clauses.quantities[index - 1].approx_last == first - 1

    @staticmethod
    def is_of_value_before(clauses: Clauses, index: int, first: int) -> bool:
        """Whether a phrase stands behind the value before, unparted: "13% tổng lượng máy và tạo ra 34% …"."""
        at = clauses.quantities[index - 1].approx_last if index else first + 1
        between = clauses.tokens[at:first]
        return at <= first <= at + 2 and not any(token.text in SEPARATORS for token in between)

    def _is_of_subject(self, clauses: Clauses, index: int, last: int) -> bool:
        """Whether a count only says of what the next value is: "xuất khẩu sang ba thị trường này đạt …"."""
        quantity = clauses.quantities[index]
        if not quantity.unit.noun or not last - FARTHEST <= quantity.last <= last:
            return False
        if clauses.key(quantity.approx_first - 1) == "của":  # tổng nợ xấu của 27 ngân hàng là …
            return not any(token.text in SEPARATORS for token in clauses.tokens[quantity.last : last])
        return quantity.last < last <= quantity.last + 2 and clauses.key(quantity.last) in self._pointing


def _joins_names(clauses: Clauses, at: int) -> bool:
    """Whether "và" at a token stands within a name: Sở Kế hoạch và Đầu tư."""
    if clauses.key(at) != "và" or at < 2 or at + 1 >= len(clauses.tokens):
        return False
    before = clauses.tokens[at - 2 : at]
    return clauses.tokens[at + 1].text[0].isupper() and any(token.text[0].isupper() for token in before)
