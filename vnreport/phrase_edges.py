"""What is no part of a phrase at its edges: times, marks, small words; and which of those words is one."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.clauses import Clauses, ends_name
from vnreport.lexicon import Hit, Lexicon
from vnreport.subjects import Subjects
from vnreport.vocabulary import Rule, Vocabulary

_QUOTES = {"“": '”"', '"': '"”', "‘": "’", "'": "'’"}
_INNER = frozenset(("word", "stop", "predicate", "verb"))  # roles of what is not dropped at an edge


class PhraseEdges:
    """Strips phrases with the words of one vocabulary. A phrase is a token range."""

    def __init__(self, vocabulary: Vocabulary, subjects: Subjects) -> None:
        self._subjects = subjects
        self._edges = vocabulary.lexicon("boundary", "against")
        self._most = vocabulary.lexicon("superlative")
        self._ordinals = vocabulary.base.compiled(_ordinals)
        self._heads = vocabulary.lexicon("head", "nohead", "indicator")
        self._tells = vocabulary.lexicon("relation", "level")
        self._plan_nouns = vocabulary.lexicon("plan_noun")
        self._closing = vocabulary.words("closing")
        self._done = vocabulary.words("done")
        self._dimensions = vocabulary.words("dimension")
        self._sides = vocabulary.words("side")
        self._aspects = vocabulary.words("aspect")

    def both(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        """A phrase without times, marks and small words before and behind it."""
        tokens = clauses.tokens
        ends, starts = clauses.time_to, clauses.time_from
        within = bisect_left(clauses.times, first, key=lambda time: time.last - 1)
        if within < len(clauses.times) and clauses.times[within].first < first:
            first = clauses.times[within].last  # tính đến hết tháng 6/2018, cut behind "đến"
        changed = True
        while changed and first < last:
            changed = False
            if first in starts and starts[first].last <= last:
                first, changed = starts[first].last, True
            elif (area := self._area_before(clauses, first, last)) is not None:
                first, changed = area, True
            elif tokens[first].shape == "mark" and not self._quotes(clauses, first, last):
                first, changed = first + 1, True
            elif hit := self._edge_at(clauses, first, last):
                first, changed = hit.last, True
            if first >= last:
                break
            if last in ends and ends[last].first >= first:
                last, changed = ends[last].first, True
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in ")”\"’'%":
                last, changed = last - 1, True
            elif (hit := self._edge_before(clauses, first, last)) and hit.first >= first:
                last, changed = hit.first, True
            elif (most := self._most.ending_at(tokens, last)) and first < most.first < last - 1:
                last, changed = most.first, True  # mức học phí thấp nhất
            elif (rank := self._ordinals.ending_at(tokens, last)) and first < rank.first < last - 1:
                last, changed = rank.first, True  # thị trường lớn thứ [hai]
            elif self._is_dimension(clauses, first, last):
                last, changed = last - 1, True
        return first, last

    @staticmethod
    def _area_before(clauses: Clauses, first: int, last: int) -> int | None:
        """Where a phrase goes on behind the area for which it is told: "cả nước gieo trồng"."""
        place = clauses.place_at(first)
        if place is None or place.first != first or place.last >= last:
            return None
        words = clauses.tokens[first + (first == 0) : place.last]  # "Cả nước" begins its sentence
        return place.last if words and words[0].text[0].islower() else None

    @staticmethod
    def _quotes(clauses: Clauses, first: int, last: int) -> bool:
        """Whether a token opens a quotation that ends within the phrase: "“tín dụng đen”"."""
        closing = _QUOTES.get(clauses.tokens[first].text)
        return closing is not None and any(
            clauses.tokens[at].text in closing for at in range(first + 1, last)
        )

    def _is_dimension(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase ends in what its value tells: "mặt đường rộng 5,5 m"; not in "chiều rộng"."""
        if clauses.key(last - 1) not in self._dimensions or last - first < 2:
            return False
        quantity = clauses.quantity_from(last)
        beside = quantity is not None and quantity.approx_first == last
        return beside and clauses.key(last - 2) not in self._sides

    def right(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        """A phrase without marks and small words behind it."""
        tokens = clauses.tokens
        while last > first:
            hit = self._edge_before(clauses, first, last)
            if hit is not None and hit.first > first:
                last = hit.first
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in "”\"’'":
                last -= 1
            else:
                break
        return first, last

    def _edge_at(self, clauses: Clauses, at: int, last: int) -> Hit[Rule] | None:
        if self._subjects.is_head(clauses, at, last):
            return None
        hit = self._edges.match(clauses.tokens, at, last)
        if hit is None or hit.item.text("role") in _INNER:
            return None
        place = clauses.place_at(at)
        if place is None or place.first != at or not clauses.tokens[at].text[0].isupper():
            return hit
        return hit if place.last <= hit.last else None  # "Ba Lan" begins with no number

    def _edge_before(self, clauses: Clauses, first: int, last: int) -> Hit[Rule] | None:
        hit = self._edges.ending_at(clauses.tokens, last)
        if hit is None or hit.item.text("role") in _INNER or self._closes(clauses, first, last):
            return None
        return None if hit.first > first and ends_name(clauses.tokens, hit.first) else hit

    def _closes(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether the last word is the phrase's own: "thị trường này", "khoản vay mới", "dự toán giao"."""
        word = clauses.key(last - 1)
        if word not in self._closing or last - first < 2:
            return False
        if word in ("này", "sung"):
            return True
        if word == "giao":
            return self._plan_nouns.match(clauses.tokens, first, last) is not None
        if word == "được":  # tổng số tiền thu được, but "doanh thu được 5 tỷ đồng"
            head = self._heads.match(clauses.tokens, first, last)
            done = clauses.key(last - 2) in self._done
            return done and head is not None and head.item.kind == "head" and head.last < last - 1
        # Before a verb it says of that: "doanh thu mới đạt 50%".
        if last == len(clauses.tokens) or clauses.tokens[last].shape == "mark":
            return True
        verb = clauses.key(last) in self._aspects or self._tells.match(clauses.tokens, last) is not None
        return not verb and clauses.tokens[last].shape != "number"


def _ordinals(vocabulary: Vocabulary) -> Lexicon[Rule]:
    ranks = (rule for rule in vocabulary.rules("rank") if rule.text("reading") == "ordinal")
    return Lexicon((form, rule) for rule in ranks for form in rule.forms)
