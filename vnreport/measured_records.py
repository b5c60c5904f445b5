"""Makes the measured records of a sentence from what was read in it, and tells which words gave what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Any

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.context import Context
from vnreport.document import (
    Baseline,
    Comparison,
    Figure,
    Indicator,
    Percentage,
    Period,
    Phrase,
    Place,
    Ranking,
    Record,
    Relation,
    Span,
    Status,
)
from vnreport.indicator_phrases import IndicatorPhrase, indicator_code
from vnreport.kinds import Reading
from vnreport.periods import ResolvedPeriod, baseline_kind
from vnreport.rankings import RankMention
from vnreport.trace import Evidence, Trace
from vnreport.vocabulary import Vocabulary
from vnreport.worded import WordedComparison

_LONGEST_NAME = 10  # tokens of a company's name before a place in it


class RecordMaker:
    """Makes records in one article."""

    def __init__(self, vocabulary: Vocabulary, text: str, context: Context) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._context = context
        self._companies = vocabulary.wordings("company")
        self._inside_names = vocabulary.words("inside-name")
        self._passed = vocabulary.wordings("passed")
        self._targets = vocabulary.lexicon("plan_noun")

    def value(
        self,
        clauses: Clauses,
        index: int,
        kind: tuple[Reading, tuple[str, ...]],
        baseline: BaselineMention | None,
        phrase: IndicatorPhrase | None,
        period: ResolvedPeriod | None,
        status: Status,
    ) -> tuple[Record, Trace]:
        """The figure, percentage or comparison of quantity `index`, and the words that gave it."""
        quantity, (reading, losers) = clauses.quantities[index], kind
        tokens = clauses.tokens
        start, end = tokens[quantity.first].start, tokens[quantity.last - 1].end
        evidence = [Evidence("value", start, end, quantity.rule)]
        if quantity.unit.last > quantity.unit.first:
            evidence.append(
                Evidence(
                    "unit",
                    tokens[quantity.unit.first].start,
                    tokens[quantity.unit.last - 1].end,
                    quantity.unit.rule,
                )
            )
        approx, passed = quantity.approx, self._passed.ending_at(tokens, quantity.approx_first)
        if quantity.approx_first < quantity.first:
            evidence.append(Evidence("approx", tokens[quantity.approx_first].start, start))
        elif (
            passed is not None
            and reading.kind != "comparison"
            and approx is None
            and quantity.of is None
            and self._targets.match(tokens, quantity.unit.first) is None
        ):
            approx = "over"  # doanh thu vượt 1 tỷ USD; not in "đạt và vượt [11/]12 chỉ tiêu"
            evidence.append(Evidence("approx", tokens[passed.first].start, start))
        if reading.verb_first >= 0:
            evidence.append(
                Evidence(
                    "relation",
                    tokens[reading.verb_first].start,
                    tokens[reading.verb_last - 1].end,
                    reading.rule,
                )
            )
        evidence += _grounds(phrase, period)
        common: dict[str, Any] = {
            **self._grounds(clauses, start, end),
            "rule": reading.rule,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "of": quantity.of,
            "unit": quantity.unit.label,
            "approx": approx,
            # a change is of its indicator in whatever unit it is told
            "indicator": self._indicator(
                clauses, phrase, None if reading.kind == "comparison" else quantity.unit.label
            ),
            "period": self._period(period),
            "place": self._place(clauses, index),
            "status": status,
        }
        record: Record
        if reading.kind == "comparison":
            told: Baseline | None = None
            if baseline is not None:
                kind_, when = baseline_kind(baseline, period, self._context.anchor, self._vocabulary)
                words = clauses.surface(baseline.first, baseline.last) or None
                told = Baseline(kind_, words, when, baseline.inferred)
                if words:
                    evidence.append(
                        Evidence("baseline", tokens[baseline.first].start, tokens[baseline.last - 1].end)
                    )
            record = Comparison(
                **common,
                relation=reading.relation or "at",
                baseline=told,
                ratio=_ratio(quantity.value, quantity.unit.label, reading),
            )
        elif reading.kind == "percentage":
            record = Percentage(**common)
        else:
            record = Figure(**common)
        return record, Trace(losers, tuple(evidence), quantity.doubt)

    def worded(
        self,
        clauses: Clauses,
        worded: WordedComparison,
        phrase: IndicatorPhrase | None,
        period: ResolvedPeriod | None,
    ) -> tuple[Record, Trace]:
        """A comparison to the plan without a number, and the words that gave it."""
        start, end = clauses.tokens[worded.first].start, clauses.tokens[worded.last - 1].end
        record = Comparison(
            **self._grounds(clauses, start, end),
            rule="comparison:worded",
            indicator=self._indicator(clauses, phrase),
            period=self._period(period),
            status=worded.status,
            relation=worded.relation,
            baseline=Baseline("plan", clauses.surface(worded.noun_first, worded.last)),
        )
        evidence = [Evidence("relation", start, end, "comparison:worded"), *_grounds(phrase, period)]
        return record, Trace((), tuple(evidence))

    def ranking(
        self,
        clauses: Clauses,
        rank: RankMention,
        phrase: IndicatorPhrase | None,
        period: ResolvedPeriod | None,
    ) -> tuple[Record, Trace]:
        """A place in an order, and the words that gave it."""
        tokens = clauses.tokens
        start, end = tokens[rank.first].start, tokens[rank.last - 1].end
        scope = None
        evidence = [Evidence("rank", start, end, rank.rule)]
        if rank.scope is not None:
            first, last = rank.scope
            a, b = tokens[first].start, tokens[last - 1].end
            scope = Phrase(self._text[a:b], a, b)
            evidence.append(Evidence("scope", a, b))
        evidence += _grounds(phrase, period)
        record = Ranking(
            **self._grounds(clauses, start, end),
            rule=rank.rule,
            rank=rank.rank,
            of=rank.of,
            order=rank.order,
            scope=scope,
            indicator=self._indicator(clauses, phrase),
            period=self._period(period),
        )
        return record, Trace((), tuple(evidence))

    def _grounds(self, clauses: Clauses, start: int, end: int) -> dict[str, Any]:
        """The fields that tie a record to the text; the pipeline numbers the records and rates them."""
        sentence = Span(clauses.sentence.start, clauses.sentence.end)
        return {
            "id": "",
            "confidence": 0.0,
            "text": self._text[start:end],
            "start": start,
            "end": end,
            "sentence": sentence,
        }

    def _indicator(
        self, clauses: Clauses, phrase: IndicatorPhrase | None, unit: str | None = None
    ) -> Indicator | None:
        if phrase is None:
            return None
        code = indicator_code(clauses, phrase, self._vocabulary, unit)
        return Indicator(clauses.text[phrase.start : phrase.end], phrase.start, phrase.end, code)

    def _period(self, period: ResolvedPeriod | None) -> Period | None:
        return None if period is None else Period(self._text[period.start : period.end], period.value)

    def _place(self, clauses: Clauses, index: int) -> Place | None:
        floor = clauses.quantities[index - 1].last if index else 0
        first = clauses.quantities[index].first
        of_document = self._context.place
        near = bisect_right(clauses.places, first, key=lambda mention: mention.last) - 1
        # What stands before the value before it is not looked through for each value of a long sentence.
        while near >= 0 and clauses.places[near].first >= floor:
            mention = clauses.places[near]
            if not self._is_of_name(clauses, mention.first):
                parted = any(token.text == ";" for token in clauses.tokens[mention.last : first])
                place: Place = mention.place
                named = of_document is not None and place.text == of_document.text
                return None if parted or named else place
            near -= 1
        return None

    def _is_of_name(self, clauses: Clauses, at: int) -> bool:
        """Whether a company's name goes on at a token: "Công ty Xi măng Hà Tiên"."""
        for first in range(at - 1, max(0, at - _LONGEST_NAME) - 1, -1):
            token = clauses.tokens[first]
            if self._companies.ending_at(clauses.tokens, first + 1) is not None:
                return True
            if token.shape != "word" or not (token.text[0].isupper() or token.key in self._inside_names):
                return False
        return False


def _grounds(phrase: IndicatorPhrase | None, period: ResolvedPeriod | None) -> Iterator[Evidence]:
    """The words of indicator and period."""
    if phrase is not None:
        yield Evidence("indicator", phrase.start, phrase.end, phrase.rule)
    if period is not None:
        yield Evidence("period", period.start, period.end)


def _ratio(value: Decimal | None, unit: str | None, reading: Reading) -> Decimal | None:
    """The value relative to its baseline as a factor; None where the text leaves it open."""
    if value is None:
        return None
    relation: Relation = reading.relation or "at"
    with localcontext(prec=100):
        if unit == "%":
            part = value / 100
            if reading.against == "share":
                return part
            return 1 + part if relation == "above" else 1 - part
        if unit == "lần" and reading.against == "share":
            return value
    return None
