"""The indices by which places are ranked: `PCI`, `chỉ số cải cách hành chính`, told in points and ranks.

Articles on one name it once and then tell who has which score: "VCCI công bố PCI 2020. Hòa Lộc đạt 66 điểm".
"""

from __future__ import annotations

from bisect import bisect_left

from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.indicator_phrases import IndicatorPhrase, phrase_of
from vnreport.lexicon import Lexicon
from vnreport.periods import ResolvedPeriod
from vnreport.quantities import Quantity
from vnreport.sdmx import Anchor
from vnreport.text import tokenize
from vnreport.times import TimeMention, resolve
from vnreport.vocabulary import Rule, Vocabulary

TOLD = "indicator:index"
_POINTS = "điểm"
_STEPS = frozenset((_POINTS, "bậc", "hạng", "thứ hạng"))
_FARTHEST = 40  # tokens before a value in which its index is looked for
_WHICH = 3  # tokens between it and its year that say which it is: "cấp tỉnh"
_REMARK = 4  # tokens of its abbreviation in brackets: "(PCI)"


class IndexFinder:
    """Finds them in a sentence, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._names: Lexicon[Rule] = vocabulary.compiled(_names)

    def told(self, clauses: Clauses, last: int) -> IndicatorPhrase | None:
        """The last index named shortly before token `last`, with its abbreviation."""
        found: tuple[int, int] | None = None
        for at in range(max(0, last - _FARTHEST), last):
            hit = self._names.match(clauses.tokens, at, last)
            if hit is not None and (found is None or hit.last > found[1]):
                found = hit.first, self._with_remark(clauses, hit.last, last)
        return phrase_of(clauses, found, TOLD)

    def names(self, clauses: Clauses, phrase: IndicatorPhrase) -> bool:
        """Whether a phrase told anywhere in the article is that of an index."""
        tokens = tokenize(clauses.text, phrase.start, phrase.end)
        return any(self._names.match(tokens, at) is not None for at in range(len(tokens)))

    def year(self, clauses: Clauses, index: IndicatorPhrase, anchor: Anchor) -> ResolvedPeriod | None:
        """The year told behind it: "PCI năm 2020", "DTI cấp tỉnh năm 2022"."""
        at = bisect_left(clauses.tokens, index.end, key=lambda token: token.start)
        last = at
        while last < len(clauses.tokens) and last - at < _WHICH and clauses.time_from.get(last) is None:
            last += clauses.tokens[last].shape == "word" or _WHICH
        time: TimeMention | None = clauses.time_from.get(last)
        if time is None or time.reading != "year":
            return None
        value = resolve(time, anchor)
        return None if value is None else ResolvedPeriod(value, time.start, time.end)

    @staticmethod
    def _with_remark(clauses: Clauses, at: int, last: int) -> int:
        if at >= last or clauses.tokens[at].text not in OPENING:
            return at
        closing = (i for i in range(at, min(at + _REMARK, last)) if clauses.tokens[i].text in CLOSING)
        return next((i + 1 for i in closing), at)


def is_score(quantity: Quantity) -> bool:
    """Whether a value is one that an index has: points, or places by which it moved."""
    return quantity.unit.label in _STEPS


def _names(vocabulary: Vocabulary) -> Lexicon[Rule]:
    known = (
        rule
        for rule in vocabulary.rules("indicator")
        if rule.text("quantity") == "index" and rule.attributes.get("units") == [_POINTS]
    )
    short = (rule for rule in vocabulary.rules("function_word") if rule.id == "index-name")
    return Lexicon((form, rule) for rule in (*known, *short) for form in rule.forms)
