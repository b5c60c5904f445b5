"""Where the noun phrase of an indicator begins and ends, left of its verb."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile

from vnreport.baselines import leads_to_baseline
from vnreport.clauses import CLOSING, HARD_MARKS, OPENING, Clauses
from vnreport.families import AGAINST, RANK, SUPERLATIVE, WORDED
from vnreport.lexicon import Hit, Lexicon
from vnreport.phrase_edges import PhraseEdges
from vnreport.phrases_behind import LONGEST, PhrasesBehind
from vnreport.predicates import Predicates
from vnreport.subjects import Subjects
from vnreport.text import tokenize
from vnreport.vocabulary import Rule, Vocabulary

SEPARATORS = frozenset(",;:.()[]") | {"và"}
_LONGEST_WORD = 12  # tokens before a comma of a name with commas in it
_LONGEST_BARE = 3  # tokens of a member that no head begins: "bình ắc quy"
_LONGEST_PART = 5  # tokens of the last of several parts: "hộ tịch và xây dựng"
_LONGEST_MEMBER = 14  # tokens of one member of a list
_NOTE = 5  # tokens of a note in brackets that belongs to a name: "(SXKD)", "(giá 2010)"
_CITY = frozenset(("tp", "tx"))
_AND_SO_ON = frozenset(("…", "..."))
FARTHEST = 80  # tokens from a verb back to where its subject is looked for


class PhraseFinder:
    """Cuts phrases by the words of one vocabulary, lists of them included. A phrase is a token range."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.subjects = Subjects(vocabulary)
        self._predicates = Predicates(vocabulary, self.subjects)
        self._is_head = self.subjects.is_head
        self._edges_of = PhraseEdges(vocabulary, self.subjects)
        self.behind = PhrasesBehind(vocabulary, self._edges_of)
        self._vocabulary = vocabulary
        self._edges = vocabulary.lexicon("boundary", "against")
        self._relations = vocabulary.lexicon("relation")
        self._field_work = vocabulary.wordings("field-work")
        self._areas = vocabulary.wordings("area-lead")
        self._says = vocabulary.wordings("says")
        self._no_measure = vocabulary.wordings("no-measure")
        self._ranks = vocabulary.lexicon("rank", "superlative")
        self._parts_of = vocabulary.wordings("parts-of")
        self._counted_in = vocabulary.wordings("counted-in")
        self._tells = vocabulary.lexicon("level", "relation")
        self._plurals = vocabulary.words("plural")
        self._with_comma = vocabulary.base.compiled(_words_with_comma)
        self._behind_comma = vocabulary.base.compiled(_words_behind_comma)

    def starts(self, clauses: Clauses, at: int, last: int) -> Hit[Rule] | None:
        """A boundary behind which an indicator begins."""
        hit = self._edges.match(clauses.tokens, at, last)
        return hit if hit is not None and hit.item.text("role") == "start" else None

    def span(self, clauses: Clauses, floor: int, last: int) -> tuple[int, int] | None:
        """The phrase that ends at token `last`, or before it, and begins behind token `floor`."""
        tokens = clauses.tokens
        floor = max(floor, last - FARTHEST)
        while last > floor and tokens[last - 1].text in _AND_SO_ON:
            last -= 1  # các mặt hàng như mực, cá… đạt 18 tấn
        depth = 0
        at = last
        pieces: list[tuple[int, int]] = []
        piece_end = last
        while at > floor:
            text = tokens[at - 1].text
            if text in CLOSING:
                if clauses.depth(floor) > clauses.depth(at):
                    break  # (chiếm 25% cả nước), khả năng thông qua 150 triệu tấn
                depth += 1
            elif text in OPENING:
                if not depth:
                    break
                depth -= 1
            elif not depth and text in HARD_MARKS and not self._is_inside_name(clauses, at - 1, last):
                break
            elif not depth and text == "," and not self.is_inside_word(clauses, at - 1):
                within = bisect_left(clauses.times, at, key=lambda time: time.last)
                if within < len(clauses.times) and clauses.times[within].first < at:
                    at = max(floor, clauses.times[within].first)  # GRDP các năm 2018, 2019 và 2020
                    continue
                pieces.append((at, piece_end))
                piece_end = at - 1
            at -= 1
        pieces.append((at, piece_end))
        whole = self._before_parts(clauses, pieces)
        for number, piece in enumerate(pieces):
            if number < whole:
                continue
            if self._says.ending_at(tokens, piece[1]) is not None:
                continue  # Phó Thống đốc Đào Minh Tú cho biết, đến nay đã tăng 6,1%
            if number + 1 < len(pieces) and self._counted_in.match(tokens, piece[0], piece[1]) is not None:
                continue  # đàn trâu, kể cả nghé, đã đạt 12.000 con
            trimmed = self.trim(clauses, *piece)
            if trimmed is None:
                continue
            against = leads_to_baseline(tokens, piece[0], self._vocabulary) is not None
            if against and self.subjects.is_plan(clauses, *trimmed):
                continue  # thu ngân sách là 310 tỷ đồng, so dự toán giao đạt 48%
            over_places = self._over_places(clauses, pieces, number)
            if over_places is not None:
                return over_places
            if self.subjects.is_actor(clauses, *trimmed):
                return trimmed  # về thu ngân sách, tỉnh vượt 5% dự toán
            return self._joined(clauses, pieces, number, trimmed)
        return None

    def _before_parts(self, clauses: Clauses, pieces: list[tuple[int, int]]) -> int:
        """The number of the piece before an insertion, 0 for none.

        That tells the parts ("Tổng vốn đầu tư, bao gồm vốn mới và vốn bổ sung, đạt …") or the place of what
        it stands behind ("Kim ngạch sang Nhật, thị trường lớn thứ hai, giảm …").
        """
        ranks = clauses.families & (RANK | SUPERLATIVE)
        for number, (first, last) in enumerate(pieces[:-1]):
            parts = self._parts_of.match(clauses.tokens, first, last) is not None
            nearest = all(begin >= end for begin, end in pieces[:number])
            ranked = nearest and ranks and self._ends_with_rank(clauses, first, last)
            if not parts and not ranked:
                continue
            before = self.trim(clauses, *pieces[number + 1])
            if before is not None and self._is_head(clauses, before[0]):
                return number + 1
        return 0

    def _ends_with_rank(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is a noun and the place that it takes: "thị trường đơn lẻ lớn thứ hai"."""
        found = self._ranks.find(clauses.tokens[first:last])
        return bool(found) and found[-1].first > 1 and first + found[-1].last + 1 >= last

    def _over_places(
        self, clauses: Clauses, pieces: list[tuple[int, int]], number: int
    ) -> tuple[int, int] | None:
        """A phrase that ends in a list of places: "thương mại của Việt Nam với Mexico, Chile, Peru đạt"."""
        last = pieces[number][1]
        listed = number
        while listed < len(pieces) and self._is_place(clauses, *pieces[listed]):
            listed += 1
        if not number < listed < len(pieces):
            return None
        head = self.trim(clauses, *pieces[listed])
        end = clauses.place_at(pieces[listed][1] - 1)
        ends = head is not None and end is not None and end.last == pieces[listed][1]
        return (head[0], last) if head is not None and ends and self._is_head(clauses, head[0]) else None

    @staticmethod
    def _is_place(clauses: Clauses, first: int, last: int) -> bool:
        """Whether a place begins at token `first` and reaches to token `last` (exclusive)."""
        place = clauses.place_at(first)
        return place is not None and place.first == first and place.last >= last

    @staticmethod
    def _is_inside_name(clauses: Clauses, at: int, last: int) -> bool:
        """Whether a point at token `at` stands within a name: TP.HCM."""
        if clauses.tokens[at].text != "." or not 0 < at < last - 1:
            return False
        before, after = clauses.tokens[at - 1], clauses.tokens[at + 1]
        tight = clauses.tokens[at].end == after.start or before.key in _CITY  # TP. HCM
        joined = before.end == clauses.tokens[at].start and tight
        return joined and before.text[0].isupper() and after.text[0].isupper() and len(before.text) <= 3

    def is_inside_word(self, clauses: Clauses, at: int) -> bool:
        """Whether a comma at token `at` stands within a name: "xuất khẩu, nhập khẩu"."""
        if clauses.key(at + 1) not in self._behind_comma:
            return False
        for first in range(at - 1, max(-1, at - _LONGEST_WORD), -1):
            hit = self._with_comma.match(clauses.tokens, first)
            if hit is not None and hit.last > at:
                return True
        return False

    def _joined(
        self, clauses: Clauses, pieces: list[tuple[int, int]], number: int, trimmed: tuple[int, int]
    ) -> tuple[int, int]:
        """With the members of a list before it: "thu BHXH, BHYT, BHTN đạt …"."""
        first, last = trimmed
        while (
            number + 1 < len(pieces)
            and first == pieces[number][0]
            and last - first <= 12
            and not self._is_head(clauses, first)
        ):
            number += 1
            longer = self.trim(clauses, *pieces[number])
            if longer is None or longer[1] != pieces[number][1] or longer[1] - longer[0] > _LONGEST_MEMBER:
                break
            several = clauses.key(pieces[number][0]) in self._plurals and longer[0] == pieces[number][0] + 1
            if self.subjects.names_sectors(clauses, *longer) or (several and last - first <= _LONGEST_PART):
                return longer[0], last  # các hồ sơ đất đai, hộ tịch và xây dựng đạt
            if not self._is_head(clauses, longer[0]) and longer[1] - longer[0] > _LONGEST_BARE:
                break
            if clauses.tokens[first].text[0].isupper() and not clauses.tokens[first].text.isupper():
                break
            first = longer[0]
        # Without a head of the list the members before it are a clause of their own, unless they open it.
        opens = number == len(pieces) - 1 and first == pieces[number][0]
        return (first, last) if first == trimmed[0] or opens or self._is_head(clauses, first) else trimmed

    def trim(self, clauses: Clauses, first: int, last: int) -> tuple[int, int] | None:
        """A phrase without times, small words and lead-ins at its edges, from its head noun on."""
        end = last
        if first < last and clauses.tokens[first].text in OPENING:
            behind = bisect_left(clauses.closings, first)  # (2) Tổng thu ngân sách
            if behind == len(clauses.closings) or clauses.closings[behind] + 1 >= last:
                return None
            first = clauses.closings[behind] + 1
        last = self._before_remark(clauses, first, last)
        if clauses.families & AGAINST:
            last = self._before_baseline(clauses, first, last)
        first, last = self._edges_of.both(clauses, first, last)
        if first < last and self.subjects.is_said_otherwise(clauses, first, last):
            # "dẫn đầu thị trường là Hòa Lộc với doanh thu đạt …"
            first = self.subjects.joined_head(clauses, first, last) or last
        if first >= last:
            return None
        first, last = self.subjects.without_cause(clauses, first, last)
        if not self._is_head(clauses, first, last):
            at = first
            worded, depth = clauses.families & WORDED, clauses.depth(last)
            while at < last:
                if clauses.depth(at) > depth:
                    at += 1  # chuỗi Điện Máy Xanh (bao gồm Trần Anh) đóng góp
                    continue
                hit = self._edges.match(clauses.tokens, at, last)
                if hit is not None and self._is_worked(clauses, first, hit, last):
                    last = hit.first  # lúa mùa đã thu hoạch 3.400 ha
                    break
                if worded and at > first and self._predicates.is_met(clauses, at, last):
                    last = at  # các khoản thu đạt kế hoạch, tăng 3%
                    break
                if (
                    hit is not None
                    and hit.item.text("role") == "start"
                    and not self._says_which(clauses, first, hit, end)
                ):
                    first = at = hit.last
                elif hit is not None:
                    at = hit.last
                elif at > first and self._is_head(clauses, at, last):
                    break
                else:
                    at += 1
            first, last = self._edges_of.both(clauses, first, last)
        last = self.subjects.without_worth(clauses, first, last)
        heads = self.subjects.heads(clauses, first, last)
        if heads:
            first = heads[0]
            # "số việc làm bị thay thế và tỷ lệ thất nghiệp tăng lên 20%": the head behind "và" is nearer.
            first = next(
                (at for at in reversed(heads) if self.subjects.begins_clause(clauses, first, at)), first
            )
            first = self.subjects.behind_contrast(clauses, first, heads)
        # "doanh thu quý I/2018 của công ty": what stands behind a time within the phrase is left out.
        behind = bisect_right(clauses.times, first, key=lambda time: time.first)
        within = takewhile(lambda time: time.last < last, islice(clauses.times, behind, None))
        inner = next((time for time in within if time.role != "duration"), None)
        if inner is not None and clauses.depth(inner.first) == clauses.depth(first):
            # "trên địa bàn quận năm qua tai nạn giao thông là 322 vụ": where, when, and then what
            area = self._areas.match(clauses.tokens, first, inner.first) is not None
            first, last = (inner.last, last) if area and inner.last < last else (first, inner.first)
        first, last = self._edges_of.both(clauses, *self._predicates.without_predicate(clauses, first, last))
        compared = self._relations.ending_at(clauses.tokens, last)
        if compared is not None and compared.item.id in ("higher", "lower") and compared.first > first:
            last = compared.first  # doanh thu thấp hơn [mức 6 tỷ đồng của cùng kỳ]
        if first >= last or last - first > LONGEST:
            return None
        nothing = self._no_measure.match(clauses.tokens, first, last)
        if nothing is not None and nothing.last == last:
            return None
        if not any(token.shape == "word" for token in clauses.tokens[first:last]):
            return None
        return first, last

    def _says_which(self, clauses: Clauses, first: int, having: Hit[Rule], end: int) -> bool:
        """Whether "có" is of a name, whose own verb follows: "cây có hạt chứa dầu đạt 274 ha"."""
        if clauses.key(having.first) != "có" or having.last > having.first + 1 or having.first == first:
            return False
        if self._tells.match(clauses.tokens, end) is None or self.subjects.heads(clauses, having.last, end):
            return False
        return not self.subjects.is_actor(clauses, first, having.first)

    def _is_worked(self, clauses: Clauses, first: int, done: Hit[Rule], last: int) -> bool:
        """Whether "đã" and the work of the fields end a phrase that begins with a crop, no area."""
        if clauses.key(done.last - 1) != "đã" or done.first <= first:
            return False
        work = self._field_work.match(clauses.tokens, done.last, last)
        if work is None or work.last != last:
            return False
        return not self.subjects.is_actor(clauses, first, done.first)

    def _before_baseline(self, clauses: Clauses, first: int, last: int) -> int:
        """Where what is compared ends, before the verb: "tỷ lệ hộ nghèo giảm so với mức 20,2%"."""
        against = self._vocabulary.lexicon("against").starts(clauses.tokens[first + 1 : last])
        for at in (first + 1 + start for start in against):
            if leads_to_baseline(clauses.tokens, at, self._vocabulary, last) is not None:
                verb = self._relations.ending_at(clauses.tokens, at)
                return verb.first if verb is not None and verb.first > first else at
        return last

    @staticmethod
    def _before_remark(clauses: Clauses, first: int, last: int) -> int:
        """Where a phrase ends before a remark in brackets: "Khu vực FDI (kể cả dầu thô)"."""
        if last - first < 2 or clauses.tokens[last - 1].text not in CLOSING:
            return last
        at = last - 2
        while at > first and clauses.tokens[at].text not in OPENING:
            at -= 1
        return at if at > first and last - at > _NOTE else last


def _words_with_comma(vocabulary: Vocabulary) -> Lexicon[Rule]:
    return Lexicon(_forms_with_comma(vocabulary))


def _words_behind_comma(vocabulary: Vocabulary) -> frozenset[str]:
    forms = (tokenize(form) for form, _ in _forms_with_comma(vocabulary))
    return frozenset(after.key for form in forms for comma, after in pairwise(form) if comma.text == ",")


def _forms_with_comma(vocabulary: Vocabulary) -> Iterator[tuple[str, Rule]]:
    for rule in vocabulary.rules("boundary"):
        if rule.text("role") == "word":
            yield from ((form, rule) for form in rule.forms if "," in form)
