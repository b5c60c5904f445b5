"""The measured records of a sentence: quantities, worded plan comparisons and ranks, with their fields."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Any

from vnreport.article import Passage
from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses, find_lead, make_clauses
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
from vnreport.indicators import IndicatorFinder, IndicatorPhrase, indicator_code
from vnreport.inference import CarriedBaseline, infer_baselines, last_change, told_baselines
from vnreport.kinds import Reading, read_kinds
from vnreport.numbers import Habit
from vnreport.periods import (
    ResolvedPeriod,
    assign_periods,
    baseline_kind,
    is_passing,
    is_to_come,
    sentence_period,
)
from vnreport.quantities import QuantityFinder
from vnreport.rankings import find_rankings
from vnreport.statuses import assign_statuses, whole_years
from vnreport.trace import Evidence, Trace
from vnreport.vocabulary import Vocabulary
from vnreport.worded import find_worded_comparisons


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence leaves for the next: the period, the indicator, and the last baseline of a change."""

    period: ResolvedPeriod | None = None
    main: ResolvedPeriod | None = None  # of the whole article
    paragraph: int = -1
    last_period: ResolvedPeriod | None = None  # of the last value told
    indicator: IndicatorPhrase | None = None
    baseline: CarriedBaseline | None = None


def _rank_openers(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.lexicon("rank", "superlative").openers | vocabulary.lexicon("worded").openers)


class MeasureFinder:
    """Finds the measured records of an article, sentence by sentence, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, text: str, habit: Habit, context: Context) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._habit = habit
        self._context = context
        self._quantities = vocabulary.compiled(QuantityFinder)
        self._indicators = vocabulary.compiled(IndicatorFinder)
        # With none of these words a sentence has neither a rank nor a worded comparison.
        self._openers = vocabulary.base.compiled(_rank_openers)

    def parse(self, index: int, passage: Passage) -> Clauses:
        """Passage `index` of the article with its times, places, quantities and the verbs before them."""
        vocabulary, tokens = self._vocabulary, passage.tokens
        times, places = self._context.times[index], self._context.places[index]
        quantities = tuple(self._quantities.find(passage, self._text, self._habit, times))
        leads = []
        floor = 0
        for quantity in quantities:
            leads.append(find_lead(tokens, quantity, floor, vocabulary))
            floor = quantity.approx_last
        return make_clauses(self._text, passage, times, places, quantities, tuple(leads))

    def find(self, clauses: Clauses, carried: Carried) -> tuple[list[tuple[Record, Trace]], Carried]:
        """The records of one sentence in text order, and what it leaves for the next."""
        vocabulary = self._vocabulary
        begins = clauses.sentence.paragraph != carried.paragraph
        if begins and is_passing(carried.period, carried.main, self._text):
            carried = replace(carried, period=carried.main)
        if clauses.key(0) == "trong" and clauses.key(1) in ("đó", "số") and carried.last_period is not None:
            carried = replace(carried, period=carried.last_period)  # parts of the value told last
        if not clauses.quantities and self._openers.isdisjoint(clauses.words):
            left = sentence_period(clauses, [], carried.period, self._context.anchor, vocabulary)
            paragraph = clauses.sentence.paragraph
            return [], Carried(
                left, carried.main, paragraph, None, carried.indicator, _aged(carried.baseline)
            )
        kinds = read_kinds(clauses, vocabulary)
        readings = [reading for reading, _ in kinds]
        told = told_baselines(clauses, readings, vocabulary)
        periods = assign_periods(clauses, readings, told, carried.period, self._context.anchor, vocabulary)
        baselines = infer_baselines(clauses, readings, told, periods, carried.baseline)
        phrases = self._indicators.find(clauses, readings, baselines, carried.indicator)
        statuses = assign_statuses(clauses, readings, phrases, baselines, vocabulary)
        periods = whole_years(periods, statuses)
        statuses = [
            replace(told, status="target")
            if told.status == "actual" and is_to_come(period, self._context.anchor)
            else told
            for told, period in zip(statuses, periods, strict=True)
        ]
        found: list[tuple[Record, Trace]] = []
        for index in range(len(clauses.quantities)):
            found.append(
                self._record(
                    clauses,
                    index,
                    kinds[index],
                    baselines[index],
                    phrases[index],
                    periods[index],
                    statuses[index].status,
                )
            )
        found += self._worded(clauses, phrases, periods, carried)
        found += self._rankings(clauses, phrases, periods, carried)
        found.sort(key=lambda pair: (pair[0].start, pair[0].end))
        return found, Carried(
            sentence_period(clauses, told, carried.period, self._context.anchor, vocabulary),
            carried.main,
            clauses.sentence.paragraph,
            next((p for p in reversed(periods) if p is not None), None),
            next((p for p in reversed(phrases) if p is not None), carried.indicator),
            last_change(readings, told, periods) or _aged(carried.baseline),
        )

    # -- records ---------------------------------------------------------------------------------------

    def _record(
        self,
        clauses: Clauses,
        index: int,
        kind: tuple[Reading, tuple[str, ...]],
        baseline: BaselineMention | None,
        phrase: IndicatorPhrase | None,
        period: ResolvedPeriod | None,
        status: Status,
    ) -> tuple[Record, Trace]:
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
        if quantity.approx_first < quantity.first:
            evidence.append(Evidence("approx", tokens[quantity.approx_first].start, start))
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
            "approx": quantity.approx,
            "indicator": self._indicator(clauses, phrase),
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

    def _indicator(self, clauses: Clauses, phrase: IndicatorPhrase | None) -> Indicator | None:
        if phrase is None:
            return None
        code = indicator_code(clauses, phrase.start, phrase.end, self._vocabulary)
        return Indicator(clauses.text[phrase.start : phrase.end], phrase.start, phrase.end, code)

    def _period(self, period: ResolvedPeriod | None) -> Period | None:
        return None if period is None else Period(self._text[period.start : period.end], period.value)

    def _place(self, clauses: Clauses, index: int) -> Place | None:
        floor = clauses.quantities[index - 1].last if index else 0
        first = clauses.quantities[index].first
        of_document = self._context.place
        near = bisect_right(clauses.places, first, key=lambda mention: mention.last)
        if near:
            mention = clauses.places[near - 1]
            if floor <= mention.first:
                place: Place = mention.place
                return None if of_document is not None and place.text == of_document.text else place
        return None

    def _worded(
        self,
        clauses: Clauses,
        phrases: list[IndicatorPhrase | None],
        periods: list[ResolvedPeriod | None],
        carried: Carried,
    ) -> list[tuple[Record, Trace]]:
        found: list[tuple[Record, Trace]] = []
        for worded in find_worded_comparisons(clauses, self._vocabulary):
            start, end = clauses.tokens[worded.first].start, clauses.tokens[worded.last - 1].end
            phrase = self._phrase_before(clauses, phrases, worded.first) or carried.indicator
            period = _period_before(clauses, periods, worded.first) or carried.period
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
            found.append((record, Trace((), tuple(evidence))))
        return found

    def _phrase_before(
        self, clauses: Clauses, phrases: list[IndicatorPhrase | None], first: int
    ) -> IndicatorPhrase | None:
        """The indicator that a rank or a worded comparison at token `first` is about."""
        own = self._indicators.left_of(clauses, first)
        earlier = map(phrases.__getitem__, range(clauses.quantities_to(first) - 1, -1, -1))
        before = next((phrase for phrase in earlier if phrase is not None), None)
        if own is not None and (before is None or self._indicators.begins_with_head(clauses, own)):
            return own
        return before or own

    def _rankings(
        self,
        clauses: Clauses,
        phrases: list[IndicatorPhrase | None],
        periods: list[ResolvedPeriod | None],
        carried: Carried,
    ) -> list[tuple[Record, Trace]]:
        found: list[tuple[Record, Trace]] = []
        for rank in find_rankings(clauses, self._vocabulary):
            tokens = clauses.tokens
            start, end = tokens[rank.first].start, tokens[rank.last - 1].end
            phrase = self._phrase_before(clauses, phrases, rank.first) or carried.indicator
            scope = None
            evidence = [Evidence("rank", start, end, rank.rule)]
            if rank.scope is not None:
                a, b = tokens[rank.scope[0]].start, tokens[rank.scope[1] - 1].end
                scope = Phrase(self._text[a:b], a, b)
                evidence.append(Evidence("scope", a, b))
            period = _period_before(clauses, periods, rank.first) or carried.period
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
            found.append((record, Trace((), tuple(evidence))))
        return found


def _grounds(phrase: IndicatorPhrase | None, period: ResolvedPeriod | None) -> Iterator[Evidence]:
    """The words of indicator and period."""
    if phrase is not None:
        yield Evidence("indicator", phrase.start, phrase.end, phrase.rule)
    if period is not None:
        yield Evidence("period", period.start, period.end)


def _aged(baseline: CarriedBaseline | None) -> CarriedBaseline | None:
    return baseline and CarriedBaseline(baseline.kind, baseline.period, baseline.age + 1)


def _period_before(
    clauses: Clauses, periods: Sequence[ResolvedPeriod | None], first: int
) -> ResolvedPeriod | None:
    """The period of the last value before token `first`, which a rank or a worded comparison shares."""
    before = clauses.quantities_to(first)
    return periods[before - 1] if before else None


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
