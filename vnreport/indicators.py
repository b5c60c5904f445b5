"""What a quantity measures: the noun phrase on its left, the counted phrase on its right, or one told before.

A sentence is read as clauses: an indicator, a verb, a value, then changes and shares of the same indicator until
another one is named. A phrase is found by its edges, never by a distance in characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.baselines import BaselineMention
from vnreport.clauses import CLOSING, HARD_MARKS, OPENING, Clauses
from vnreport.readings import Reading
from vnreport.vocabulary import Rule, Vocabulary

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
        self._boundaries = vocabulary.lexicon("boundary")
        self._start = _of_role(vocabulary, "start")
        self._edge = _of_role(vocabulary, "edge")
        self._stop = _of_role(vocabulary, "stop")
        self._heads = vocabulary.lexicon("head")
        self._against = vocabulary.lexicon("against")

    def find(
        self,
        clauses: Clauses,
        readings: list[Reading],
        baselines: list[BaselineMention | None],
        before: IndicatorPhrase | None,
    ) -> list[IndicatorPhrase | None]:
        """For each quantity its indicator; `before` is the last one of the sentence before, for "tăng 5%" alone."""
        found: list[IndicatorPhrase | None] = []
        for index in range(len(clauses.quantities)):
            told = next((phrase for phrase in reversed(found) if phrase is not None), before)
            found.append(self._one(clauses, readings, baselines, index, told))
        return found

    def _one(
        self,
        clauses: Clauses,
        readings: list[Reading],
        baselines: list[BaselineMention | None],
        index: int,
        told: IndicatorPhrase | None,
    ) -> IndicatorPhrase | None:
        quantity, reading, lead = clauses.quantities[index], readings[index], clauses.leads[index]
        left = self._left(clauses, baselines, index)
        level = lead.verbs[0].item.text("reading") if lead.verbs else ""
        has_head = left is not None and self._heads.match(clauses.tokens, left[0]) is not None
        if quantity.unit.noun and reading.kind == "figure":
            if left is not None and has_head and level in ("reach", "be", "move"):
                return self._phrase(clauses, left, "indicator:left")
            right = self._right(clauses, index, quantity.unit.first)
            if level in ("reach", "move") and left is not None:
                return self._phrase(clauses, left, "indicator:left")
            return self._phrase(clauses, right, "indicator:counted")
        if left is None:
            if reading.kind == "comparison" or self._inside_parentheses(clauses, index):
                if told is not None:
                    return IndicatorPhrase(told.start, told.end, False, "indicator:told")
            right = self._right(clauses, index, quantity.last)
            if right is not None:
                return self._phrase(clauses, right, "indicator:right")
            return None if told is None else IndicatorPhrase(told.start, told.end, False, "indicator:told")
        if reading.kind != "comparison" and not has_head and level not in ("reach", "be", "move", "share"):
            right = self._right(clauses, index, quantity.last)
            if right is not None:
                return self._phrase(clauses, right, "indicator:right")
        return self._phrase(clauses, left, "indicator:left")

    def _phrase(self, clauses: Clauses, span: tuple[int, int] | None, rule: str) -> IndicatorPhrase | None:
        if span is None:
            return None
        tokens = clauses.tokens
        return IndicatorPhrase(tokens[span[0]].start, tokens[span[1] - 1].end, True, rule)

    def left_of(self, clauses: Clauses, last: int) -> IndicatorPhrase | None:
        """The phrase that ends before token `last`, in the same clause and behind any quantity."""
        before = [q for q in clauses.quantities if q.last <= last]
        span = self._span(clauses, before[-1].approx_last if before else 0, last)
        return self._phrase(clauses, span, "indicator:left")

    def _inside_parentheses(self, clauses: Clauses, index: int) -> bool:
        depth = 0
        for at in range(clauses.quantities[index].first - 1, -1, -1):
            text = clauses.tokens[at].text
            if text in CLOSING:
                depth += 1
            elif text in OPENING:
                if not depth:
                    return True
                depth -= 1
            elif text in HARD_MARKS:
                return False
        return False

    # -- the phrase on the left ------------------------------------------------------------------------

    def _left(
        self, clauses: Clauses, baselines: list[BaselineMention | None], index: int
    ) -> tuple[int, int] | None:
        tokens = clauses.tokens
        last = clauses.leads[index].first
        floor = 0
        if index:
            before = clauses.quantities[index - 1]
            floor = before.approx_last
            named = baselines[index - 1]
            if named is not None and named.last <= last:
                floor = max(floor, named.last)
            if floor > last:
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
            and last - first <= 4
            and self._heads.match(clauses.tokens, first) is None
        ):
            number += 1
            longer = self._trim(clauses, *pieces[number])
            if longer is None or longer[1] != pieces[number][1] or longer[1] - longer[0] > 8:
                break
            first = longer[0]
            if longer[0] != pieces[number][0] or self._heads.match(clauses.tokens, first) is not None:
                break
        return first, last

    def _trim(self, clauses: Clauses, first: int, last: int) -> tuple[int, int] | None:
        """A phrase without times, small words and lead-ins at its edges, from its head noun on."""
        tokens = clauses.tokens
        at = first
        while at < last:
            hit = self._start.match(tokens, at, last)
            if hit is not None and not (at > first and self._heads.match(tokens, at, last)):
                first = hit.last
                at = hit.last
            else:
                at += 1
        first, last = self._strip(clauses, first, last)
        if first >= last:
            return None
        for at in range(first, last):
            if self._heads.match(tokens, at, last) is not None:
                first = at
                break
        first, last = self._strip(clauses, first, last)
        if first >= last or last - first > _LONGEST:
            return None
        if not any(token.shape == "word" for token in tokens[first:last]):
            return None
        return first, last

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
            elif self._heads.match(tokens, first, last) is None and (hit := self._edge.match(tokens, first, last)):
                first, changed = hit.last, True
            if first >= last:
                break
            if last in ends and ends[last] >= first:
                last, changed = ends[last], True
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in ")”\"’'%":
                last, changed = last - 1, True
            elif (hit := self._edge.ending_at(tokens, last)) and hit.first >= first:
                last, changed = hit.first, True
            elif (hit := self._start.ending_at(tokens, last)) and hit.first >= first:
                last, changed = hit.first, True
        return first, last

    # -- the phrase on the right -------------------------------------------------------------------------

    def _right(self, clauses: Clauses, index: int, first: int) -> tuple[int, int] | None:
        tokens = clauses.tokens
        limit = len(tokens)
        if index + 1 < len(clauses.quantities):
            limit = min(limit, clauses.leads[index + 1].first, clauses.quantities[index + 1].approx_first)
        at = max(first, clauses.quantities[index].last)
        times = {time.first for time in clauses.times}
        while at < limit:
            text = tokens[at].text
            if text in HARD_MARKS or text == "," or text in OPENING or text in CLOSING or at in times:
                break
            if self._stop.match(tokens, at) is not None or self._against.match(tokens, at) is not None:
                break
            at += 1
        first, last = self._strip_right(clauses, first, at)
        if first >= last or not any(token.shape == "word" for token in tokens[first:last]):
            return None
        return first, last

    def _strip_right(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        tokens = clauses.tokens
        while last > first:
            hit = self._edge.ending_at(tokens, last) or self._start.ending_at(tokens, last)
            if hit is not None and hit.first > first:
                last = hit.first
            elif tokens[last - 1].shape == "mark" and tokens[last - 1].text not in "”\"’'":
                last -= 1
            else:
                break
        return first, last


def _of_role(vocabulary: Vocabulary, role: str):  # type: ignore[no-untyped-def]
    from vnreport.lexicon import Lexicon

    return Lexicon[Rule](
        (form, rule) for rule in vocabulary.rules("boundary") if rule.text("role") == role for form in rule.forms
    )


def indicator_code(clauses: Clauses, start: int, end: int, vocabulary: Vocabulary) -> str | None:
    """The registry's code of a phrase: the longest alias that begins within its first three words."""
    registry = vocabulary.lexicon("indicator")
    from vnreport.text import tokenize

    tokens = tokenize(clauses.text, start, end)
    best: tuple[int, str] | None = None
    for first in range(min(3, len(tokens))):
        hit = registry.match(tokens, first)
        if hit is not None and (best is None or hit.last - hit.first > best[0]):
            best = (hit.last - hit.first, hit.item.id)
    return None if best is None else best[1]
