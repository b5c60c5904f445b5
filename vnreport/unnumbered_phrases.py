"""The phrase that a rank or a comparison without a number is of: before it, behind it, or in its respect."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.clauses import Clauses
from vnreport.indicator_phrases import RESPECT, IndicatorPhrase, phrase_of
from vnreport.phrases import PhraseFinder
from vnreport.vocabulary import Vocabulary

_FARTHEST = 40  # tokens before a rank in which its phrase is looked for


class UnnumberedPhrases:
    """Looks such phrases up, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = vocabulary.compiled(PhraseFinder)
        self._subjects = self._phrases.subjects

    def left_of(self, clauses: Clauses, last: int, floor: int = 0) -> IndicatorPhrase | None:
        """The phrase that ends before token `last`, in its clause, behind token `floor` and any quantity."""
        before = clauses.quantities_to(last)
        if before:
            floor = max(floor, clauses.quantities[before - 1].approx_last)
        span = self._phrases.span(clauses, max(floor, last - _FARTHEST), last)
        if span is not None and self._subjects.is_actor(clauses, *span):
            return None
        return phrase_of(clauses, span, "indicator:left")

    def in_respect(self, clauses: Clauses, at: int) -> IndicatorPhrase | None:
        """`đứng thứ 6 về xuất khẩu gạo`, `dẫn đầu doanh thu phí`: the phrase there, to the next value."""
        first = at + 1 if clauses.key(at) == "về" else at
        if first >= len(clauses.tokens) or (first == at and not self._subjects.is_head(clauses, first)):
            return None
        index = clauses.quantities_to(at)
        return phrase_of(clauses, self._phrases.behind.noun_from(clauses, index, first), RESPECT)

    def head_from(self, clauses: Clauses, first: int) -> IndicatorPhrase | None:
        """The phrase that begins at a token with the noun of a measured thing, up to the next value."""
        if first >= len(clauses.tokens) or not self._subjects.is_head(clauses, first):
            return None
        index = clauses.quantities_to(first)
        return phrase_of(clauses, self._phrases.behind.noun_from(clauses, index, first), "indicator:planned")

    def begins_with_head(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase begins with the noun of a measured thing."""
        return self._subjects.is_head_at(clauses, phrase.start)

    def is_name(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase of the sentence is a name alone."""
        first = bisect_left(clauses.tokens, phrase.start, key=lambda token: token.start)
        last = bisect_left(clauses.tokens, phrase.end, key=lambda token: token.end) + 1
        return self._subjects.is_name(clauses, first, last)
