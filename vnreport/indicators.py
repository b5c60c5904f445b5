"""What a quantity measures: the noun phrase on its left, the counted phrase on its right, or one told before.

A sentence is read as clauses: an indicator, a verb, a value, then changes and shares of the same indicator
until another one is named. A phrase is found by its edges, never by a distance in characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.baselines import BaselineMention
from vnreport.clauses import CLOSING, HARD_MARKS, OPENING, Clauses
from vnreport.lexicon import Hit, Lexicon
from vnreport.readings import Reading
from vnreport.text import fold, tokenize
from vnreport.vocabulary import Rule, Vocabulary

_SEPARATORS = frozenset(",;:.()[]") | {"và"}
# Words behind a value that lead to no noun phrase: "7,8 tỷ đồng mỗi đơn vị", "5 tỷ đồng nói trên".
_NO_NOUNS = frozenset([
    "mỗi", "một", "cho", "tới", "nói", "trên", "để", "từ", "như", "nhờ", "của", "ở", "tại", "đến", "do",
    "này", "đó", "nữa", "trở", "thay", "là", "được", "bị", "vào", "trong", "với", "và", "hoặc", "so",
    "tùy", "tuỳ", "theo", "nên", "khi", "vẫn", "cũng", "đã", "sẽ", "đang", "về", "trước", "sau", "bằng",
    "hay", "nhưng", "còn", "thì", "cùng", "qua", "lên", "xuống", "ra", "dưới", "rồi", "mà", "chưa",
    "không", "tương", "hiện", "nhằm", "vì", "bao", "gồm", "nếu", "kể", "tăng", "giảm", "đạt", "chiếm",
    "giữa", "đối",
])  # fmt: skip
_LONGEST = 40  # tokens; a longer phrase is a sentence, and names nothing


@dataclass(frozen=True, slots=True)
class IndicatorPhrase:
    """Text offsets of an indicator's phrase. `own` where it stands in the quantity's own clause."""

    start: int
    end: int
    own: bool
    rule: str


class IndicatorFinder:
    """Finds the indicators of a sentence's quantities, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._edges = vocabulary.lexicon("boundary", "against")
        self._stop = _stops(vocabulary)
        self._actors = vocabulary.lexicon("actor")
        self._ranks = vocabulary.lexicon("rank", "superlative")
        self._worded = vocabulary.lexicon("worded")
        self._plan_nouns = vocabulary.lexicon("plan_noun")
        self._head_words = vocabulary.lexicon("head", "nohead")
        self._against = vocabulary.lexicon("against")

    def find(
        self,
        clauses: Clauses,
        readings: list[Reading],
        baselines: list[BaselineMention | None],
        before: IndicatorPhrase | None,
    ) -> list[IndicatorPhrase | None]:
        """For each quantity its indicator; `before` is the last one told earlier, for "tăng 5%" alone."""
        found: list[IndicatorPhrase | None] = []
        depths = [self._depth(clauses, quantity.first) for quantity in clauses.quantities]
        for index, depth in enumerate(depths):
            # What is said in parentheses does not become the subject of what follows them.
            told = next(
                (
                    p
                    for p, d in zip(reversed(found), reversed(depths[:index]), strict=True)
                    if p is not None and d <= depth
                ),
                before,
            )
            found.append(self._one(clauses, readings, baselines, index, told, depth))
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
        left = self._left(clauses, readings, baselines, index)
        if left is None and depth:
            left = self._before_parenthesis(clauses, index)
        actor = left if left is not None and self._is_actor(clauses, *left) else None
        if actor is not None:
            left = None
        level = lead.verbs[0].item.text("reading") if lead.verbs else ""
        has_head = left is not None and self._is_head(clauses, left[0])
        if quantity.unit.noun and (reading.kind == "figure" or left is None):
            return self._counted(clauses, index, reading, left, again, level, has_head, depth)
        right = None if has_head else self._right(clauses, index, quantity.last)
        if left is None:
            if right is not None and self._is_head(clauses, right[0]):
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
        if self._is_head(clauses, right[0]) or level not in ("reach", "be", "move", "share"):
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
    ) -> IndicatorPhrase | None:
        """The indicator of a count: the counted phrase, or the phrase of which the count is the value."""
        unit = clauses.quantities[index].unit
        right = self._right(clauses, index, unit.first)
        if "/" in (unit.label or ""):  # 13,5 bác sĩ/vạn dân
            slash = next(
                (i for i in range(unit.first, unit.last) if clauses.tokens[i].text == "/"), unit.last
            )
            right = (unit.first, slash)
        bare = right is None or right[1] <= unit.last
        if left is not None and level in ("reach", "be", "move") and (has_head or level != "be"):
            return self._phrase(clauses, left, "indicator:left")
        if bare and (level in ("reach", "be", "move") or depth or has_head):
            if left is not None:
                return self._phrase(clauses, left, "indicator:left")
            if again is not None:
                return again
        if bare and reading.kind == "comparison" and again is not None and unit.label is not None:
            told = fold(clauses.text[again.start : again.end])
            return again if fold(unit.label) in told else self._phrase(clauses, right, "indicator:counted")
        return self._phrase(clauses, right, "indicator:counted")

    def _respect(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`tăng 95,6% về số doanh nghiệp`: the indicator behind "về"."""
        tokens = clauses.tokens
        at = clauses.quantities[index].approx_last
        if clauses.key(at) != "về" or at + 1 >= len(tokens) or not self._is_head(clauses, at + 1):
            return None
        return self._right(clauses, index, at + 1)

    def _before_parenthesis(self, clauses: Clauses, index: int) -> tuple[int, int] | None:
        """`AME (302.050 đơn vị)`: the phrase right before the parenthesis, unless a value stands there."""
        at = clauses.quantities[index].first
        while at > 0 and clauses.tokens[at - 1].text not in OPENING:
            at -= 1
        floor = 0
        if index:
            before = clauses.quantities[index - 1]
            if before.approx_last >= at - 1:
                return None
            floor = before.approx_last
        return self._span(clauses, floor, at - 1)

    def _starts(self, clauses: Clauses, at: int, last: int) -> Hit[Rule] | None:
        """A boundary behind which an indicator begins."""
        hit = self._edges.match(clauses.tokens, at, last)
        return hit if hit is not None and hit.item.text("role") == "start" else None

    def _is_actor(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is only an area or who reports."""
        hit = self._actors.match(clauses.tokens, first, last)
        if hit is not None and hit.last == last:
            return True
        place = next((p for p in clauses.places if p.first <= first < p.last), None)
        return place is not None and place.last >= last

    def _is_head(self, clauses: Clauses, at: int, last: int | None = None) -> bool:
        hit = self._head_words.match(clauses.tokens, at, last)
        return hit is not None and hit.item.kind == "head"

    def _depth(self, clauses: Clauses, at: int) -> int:
        depth = 0
        for token in clauses.tokens[:at]:
            if token.text in OPENING:
                depth += 1
            elif token.text in CLOSING:
                depth = max(0, depth - 1)
        return depth

    def _phrase(self, clauses: Clauses, span: tuple[int, int] | None, rule: str) -> IndicatorPhrase | None:
        if span is None:
            return None
        tokens = clauses.tokens
        return IndicatorPhrase(tokens[span[0]].start, tokens[span[1] - 1].end, True, rule)

    def left_of(self, clauses: Clauses, last: int) -> IndicatorPhrase | None:
        """The phrase that ends before token `last`, in the same clause and behind any quantity."""
        before = [q for q in clauses.quantities if q.last <= last]
        span = self._span(clauses, before[-1].approx_last if before else 0, last)
        if span is not None and self._is_actor(clauses, *span):
            return None
        return self._phrase(clauses, span, "indicator:left")

    def begins_with_head(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase begins with the noun of a measured thing."""
        at = next((i for i, token in enumerate(clauses.tokens) if token.start == phrase.start), None)
        return at is not None and self._is_head(clauses, at)

    # -- the phrase on the left ------------------------------------------------------------------------

    def _left(
        self, clauses: Clauses, readings: list[Reading], baselines: list[BaselineMention | None], index: int
    ) -> tuple[int, int] | None:
        last = clauses.leads[index].first
        if readings[index].rule == "comparison:apart":
            last = readings[index].verb_first
        floor = 0
        if index:
            before = clauses.quantities[index - 1]
            floor = before.approx_last
            named = baselines[index - 1]
            if named is not None and named.last <= last:
                floor = max(floor, named.last)
            # The words right behind a value belong to it; the next indicator begins behind a separator.
            while floor < last and clauses.tokens[floor].text not in _SEPARATORS:
                if self._starts(clauses, floor, last) is not None or clauses.key(floor) == "với":
                    break
                if floor > before.approx_last and self._is_head(clauses, floor, last):
                    break
                floor += 1
            if floor >= last:
                return None
        return self._span(clauses, floor, last)

    def _span(self, clauses: Clauses, floor: int, last: int) -> tuple[int, int] | None:
        tokens = clauses.tokens
        depth = 0
        at = last
        pieces: list[tuple[int, int]] = []
        piece_end = last
        while at > floor:
            text = tokens[at - 1].text
            if text in CLOSING:
                depth += 1
            elif text in OPENING:
                if not depth:
                    break
                depth -= 1
            elif not depth and text in HARD_MARKS:
                break
            elif not depth and text == ",":
                pieces.append((at, piece_end))
                piece_end = at - 1
            at -= 1
        pieces.append((at, piece_end))
        for number, piece in enumerate(pieces):
            trimmed = self._trim(clauses, *piece)
            if trimmed is None:
                continue
            return self._joined(clauses, pieces, number, trimmed)
        return None

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
            longer = self._trim(clauses, *pieces[number])
            if longer is None or longer[1] != pieces[number][1] or longer[1] - longer[0] > 8:
                break
            if not self._is_head(clauses, longer[0]) and longer[1] - longer[0] > 2:
                break
            if clauses.tokens[first].text[0].isupper() and not clauses.tokens[first].text.isupper():
                break
            first = longer[0]
        # Without the list's own head the members before it are a clause of their own.
        return (first, last) if first == trimmed[0] or self._is_head(clauses, first) else trimmed

    def _trim(self, clauses: Clauses, first: int, last: int) -> tuple[int, int] | None:
        """A phrase without times, small words and lead-ins at its edges, from its head noun on."""
        if first < last and clauses.tokens[first].text in OPENING:
            return None
        first, last = self._strip(clauses, first, last)
        if first >= last or self._is_said_otherwise(clauses, first, last):
            return None
        if not self._is_head(clauses, first, last):
            at = first
            while at < last:
                hit = self._edges.match(clauses.tokens, at, last)
                if hit is not None and hit.item.text("role") == "start":
                    first = at = hit.last
                elif hit is not None:
                    at = hit.last
                elif at > first and self._is_head(clauses, at, last):
                    break
                else:
                    at += 1
            first, last = self._strip(clauses, first, last)
        heads = self._heads(clauses, first, last)
        if heads:
            first = heads[0]
            # "số việc làm bị thay thế và tỷ lệ thất nghiệp tăng lên 20%": the head behind "và" is nearer.
            first = next((at for at in reversed(heads) if clauses.key(at - 1) == "và" and at > first), first)
        # "doanh thu quý I/2018 của công ty": what stands behind a time within the phrase is left out.
        inner = next(
            (t for t in clauses.times if first < t.first and t.last < last and t.role != "duration"), None
        )
        if inner is not None and self._depth(clauses, inner.first) == self._depth(clauses, first):
            last = inner.first
        first, last = self._strip(clauses, first, last)
        if first >= last or last - first > _LONGEST:
            return None
        if not any(token.shape == "word" for token in clauses.tokens[first:last]):
            return None
        return first, last

    def _is_said_otherwise(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a piece is a rank or a worded comparison: "vượt KH và …", "cao nhất cả nước"."""
        if self._ranks.match(clauses.tokens, first, last) is not None:
            return True
        verb = self._worded.match(clauses.tokens, first, last)
        return verb is not None and self._plan_nouns.match(clauses.tokens, verb.last, last) is not None

    def _heads(self, clauses: Clauses, first: int, last: int) -> list[int]:
        """Where heads begin, longer words that only hold one passed over ("lực lượng")."""
        found = []
        at = first
        while at < last:
            hit = self._head_words.match(clauses.tokens, at, last)
            if hit is None:
                at += 1
                continue
            if hit.item.kind == "head":
                found.append(at)
            at = hit.last
        return found

    def _strip(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        tokens = clauses.tokens
        ends = {time.last: time.first for time in clauses.times}
        starts = {time.first: time.last for time in clauses.times}
        changed = True
        while changed and first < last:
            changed = False
            if first in starts and starts[first] <= last:
                first, changed = starts[first], True
            elif tokens[first].shape == "mark" and tokens[first].text not in "“\"‘'":
                first, changed = first + 1, True
            elif not self._is_head(clauses, first, last) and (hit := self._edge_at(clauses, first, last)):
                first, changed = hit.last, True
            if first >= last:
                break
            if last in ends and ends[last] >= first:
                last, changed = ends[last], True
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in ")”\"’'%":
                last, changed = last - 1, True
            elif (hit := self._edge_before(clauses, last)) and hit.first >= first:
                last, changed = hit.first, True
        return first, last

    def _edge_at(self, clauses: Clauses, at: int, last: int) -> Hit[Rule] | None:
        hit = self._edges.match(clauses.tokens, at, last)
        return hit if hit is not None and hit.item.text("role") not in ("word", "stop") else None

    def _edge_before(self, clauses: Clauses, last: int) -> Hit[Rule] | None:
        hit = self._edges.ending_at(clauses.tokens, last)
        return hit if hit is not None and hit.item.text("role") not in ("word", "stop") else None

    # -- the phrase on the right -------------------------------------------------------------------------

    def _right(self, clauses: Clauses, index: int, first: int) -> tuple[int, int] | None:
        tokens = clauses.tokens
        limit = len(tokens)
        if index + 1 < len(clauses.quantities):
            limit = min(limit, clauses.leads[index + 1].first, clauses.quantities[index + 1].approx_first)
        at = max(first, clauses.quantities[index].last)
        if first == at and clauses.key(at) in _NO_NOUNS:
            return None
        times = {time.first for time in clauses.times}
        while at < limit:
            text = tokens[at].text
            if text in HARD_MARKS or text == "," or text in OPENING or text in CLOSING or at in times:
                break
            hit = self._stop.match(tokens, at)
            if hit is not None and hit.item.text("role") == "word":
                at = min(hit.last, limit)
                continue
            if hit is not None or self._against.match(tokens, at) is not None:
                break
            at += 1
        first, last = self._strip_right(clauses, first, at)
        if first >= last or not any(token.shape == "word" for token in tokens[first:last]):
            return None
        return first, last

    def _strip_right(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        tokens = clauses.tokens
        while last > first:
            hit = self._edge_before(clauses, last)
            if hit is not None and hit.first > first:
                last = hit.first
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in "”\"’'":
                last -= 1
            else:
                break
        return first, last


def _stops(vocabulary: Vocabulary) -> Lexicon[Rule]:
    return Lexicon(
        (form, rule)
        for rule in vocabulary.rules("boundary")
        if rule.text("role") in ("word", "stop")
        for form in rule.forms
    )


def indicator_code(clauses: Clauses, start: int, end: int, vocabulary: Vocabulary) -> str | None:
    """The registry's code of a phrase: the longest alias that begins within its first three words."""
    registry = vocabulary.lexicon("indicator")
    tokens = tokenize(clauses.text, start, end)
    best: tuple[int, str] | None = None
    for first in range(min(3, len(tokens))):
        hit = registry.match(tokens, first)
        if hit is not None and (best is None or hit.last - hit.first > best[0]):
            best = (hit.last - hit.first, hit.item.id)
    return None if best is None else best[1]
