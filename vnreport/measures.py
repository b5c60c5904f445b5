"""The measured records of a sentence: quantities, worded plan comparisons and ranks, with their fields."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from vnreport.aims import Aims, aimed_at, read_aims, with_expected
from vnreport.article import Passage
from vnreport.clauses import Clauses, find_lead, make_clauses
from vnreport.context import Context
from vnreport.digits import Habit
from vnreport.document import Ranking, Record
from vnreport.families import RANK, SUPERLATIVE, WORDED
from vnreport.indicator_phrases import IndicatorPhrase
from vnreport.indicators import IndicatorFinder
from vnreport.indices import IndexFinder
from vnreport.inference import CarriedBaseline, change_in_words, infer_baselines, last_change, told_baselines
from vnreport.kinds import Reading, read_kinds
from vnreport.measured_records import RecordMaker
from vnreport.periods import (
    ResolvedPeriod,
    as_compared,
    assign_periods,
    at_moments,
    is_ahead,
    is_beside,
    is_passing,
    is_same_period,
    is_to_come,
    main_told,
    sentence_period,
)
from vnreport.quantities import QuantityFinder
from vnreport.sdmx import Anchor
from vnreport.status_periods import settled, whole_years
from vnreport.statuses import assign_statuses
from vnreport.times import resolve
from vnreport.trace import Trace
from vnreport.unnumbered import Around, UnnumberedFinder
from vnreport.vocabulary import Vocabulary

# Sentences behind which no time goes on but the article's own: that of its sections goes on further than one
# told in passing, and where an article has none, none is missed for long.
_FAR, _FAR_SECTION, _FAR_ALONE = 7, 12, 4
_LASTS = 3  # sentences of a long paragraph for which a time told in passing lasts
# Sentences without a value behind which a time told past the lede is no more that of what is told next:
# counts and shares are sooner of no time than amounts, while a change is always of one.
_SILENT, _SILENT_AMOUNT = 2, 3


class Carried(msgspec.Struct, frozen=True, gc=False):
    """What a sentence leaves for the next: period, indicator, the last baseline of a change, aims."""

    period: ResolvedPeriod | None = None
    main: ResolvedPeriod | None = None  # of the whole article
    paragraph: int = -1
    last_period: ResolvedPeriod | None = None  # of the last value told
    indicator: IndicatorPhrase | None = None
    baseline: CarriedBaseline | None = None
    aims: Aims | None = None
    age: int = 0  # sentences since the period was told
    aimed: bool = False  # whether the last value told is aimed at or expected
    silent: int = 0  # sentences without a value since the period was told or the last value
    lede_end: int = 0  # where the first paragraph, which says what the article is about, ends
    rank: int | None = None  # the last one of the sentence before


class MeasureFinder:
    """Finds the measured records of an article, sentence by sentence, with the words of one vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, text: str, habit: Habit, context: Context, explained: bool
    ) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._habit = habit
        self._context = context
        self._explained = explained
        self._quantities = vocabulary.compiled(QuantityFinder)
        self._indicators = vocabulary.compiled(IndicatorFinder)
        self._indices = vocabulary.compiled(IndexFinder)
        self._unnumbered = UnnumberedFinder(vocabulary)
        self._records = RecordMaker(vocabulary, text, context)

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
        main = main_told(carried.main, clauses.sentence.end)
        if (begins or _is_old(carried, main, self._context.anchor)) and is_passing(
            carried.period, main, self._context.anchor, self._text, vocabulary
        ):
            carried = replace(carried, period=carried.main)
        if carried.age >= _reach(carried, main, self._context.anchor):
            carried = replace(carried, period=main)
        kinds = read_kinds(clauses, vocabulary, self._explained)
        readings = [reading for reading, _ in kinds]
        if _has_faded(carried, clauses, readings):
            carried = replace(carried, period=None)
        before = carried.period
        again = vocabulary.wordings("of-the-last").match(clauses.tokens, 0)
        if again is not None and carried.last_period is not None:
            carried = replace(carried, period=carried.last_period)  # parts of the value told last
            if not carried.aimed:
                before = carried.period  # what is aimed at leaves no time for what follows its parts
        aims, aimed_from = read_aims(carried.aims, clauses, self._context.anchor, vocabulary)
        if not clauses.quantities:
            left = sentence_period(clauses, [], before, self._context.anchor, vocabulary)
            named = self._indices.told(clauses, len(clauses.tokens))
            if named is not None:  # VCCI công bố chỉ số PCI năm 2020. Theo đó, …
                left = self._indices.year(clauses, named, self._context.anchor) or left
            unnumbered = self._unnumbered_records(clauses, [], [], replace(carried, period=left))
            return unnumbered, Carried(
                left,
                carried.main,
                clauses.sentence.paragraph,
                None,
                named or carried.indicator,
                change_in_words(clauses, left, vocabulary) or _aged(carried.baseline),
                aims,
                _age(carried, left),
                silent=_silence(carried, left, clauses, self._context.anchor),
                lede_end=carried.lede_end,
                rank=_last_rank(unnumbered),
            )
        told = told_baselines(clauses, readings, vocabulary)
        period = as_compared(carried.period, carried.main, told, self._context.anchor)
        periods = assign_periods(clauses, readings, told, period, self._context.anchor, vocabulary)
        baselines = infer_baselines(clauses, readings, told, periods, carried.baseline, vocabulary)
        phrases = self._indicators.find(clauses, readings, baselines, carried.indicator)
        periods = at_moments(clauses, readings, phrases, periods, vocabulary)
        statuses = assign_statuses(clauses, readings, phrases, baselines, vocabulary)
        statuses = settled(clauses, statuses, periods)
        periods = whole_years(clauses, periods, statuses, self._context.anchor)
        statuses = [
            replace(told, status="target")
            if told.status == "actual" and is_to_come(period, self._context.anchor)
            else told
            for told, period in zip(statuses, periods, strict=True)
        ]
        statuses, periods = aimed_at(clauses, aims, aimed_from, statuses, periods)
        aims = with_expected(aims, clauses, statuses, periods, self._context.anchor)
        found: list[tuple[Record, Trace]] = []
        for index in range(len(clauses.quantities)):
            found.append(
                self._records.value(
                    clauses,
                    index,
                    kinds[index],
                    baselines[index],
                    phrases[index],
                    periods[index],
                    statuses[index].status,
                )
            )
        left = sentence_period(clauses, told, before, self._context.anchor, vocabulary)
        found += self._unnumbered_records(clauses, phrases, periods, replace(carried, period=left))
        found.sort(key=lambda pair: (pair[0].start, pair[0].end))
        compared = any(reading.kind == "comparison" for reading in readings)
        return found, Carried(
            left,
            carried.main,
            clauses.sentence.paragraph,
            _last_period(clauses, readings, periods),
            _last_told(clauses, phrases) or carried.indicator,
            last_change(readings, told, periods)
            or (None if compared else change_in_words(clauses, left, vocabulary))
            or _aged(carried.baseline),
            aims,
            _age(carried, left),
            statuses[-1].status in ("target", "forecast"),
            lede_end=carried.lede_end,
            rank=_last_rank(found),
        )

    def _unnumbered_records(
        self,
        clauses: Clauses,
        phrases: list[IndicatorPhrase | None],
        periods: list[ResolvedPeriod | None],
        carried: Carried,
    ) -> list[tuple[Record, Trace]]:
        """The worded comparisons and the ranks; `phrases` and `periods` are those of the quantities."""
        if not clauses.families & (RANK | SUPERLATIVE | WORDED):
            return []
        around = Around(
            phrases, periods, carried.indicator, carried.period, carried.rank, self._context.anchor
        )
        found = [self._records.worded(clauses, *told) for told in self._unnumbered.worded(clauses, around)]
        found += [self._records.ranking(clauses, *told) for told in self._unnumbered.ranks(clauses, around)]
        return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))


def _last_rank(found: Sequence[tuple[Record, Trace]]) -> int | None:
    return next((record.rank for record, _ in reversed(found) if isinstance(record, Ranking)), None)


def _age(carried: Carried, left: ResolvedPeriod | None) -> int:
    return carried.age + 1 if left is not None and left == carried.period else 0


def _silence(carried: Carried, left: ResolvedPeriod | None, clauses: Clauses, anchor: Anchor) -> int:
    """How many sentences behind the last one that tells the period have no value, this one the last."""
    if left is None or left != carried.period or left.end > clauses.sentence.start:
        return 0
    again = any(resolve(time, anchor) == left.value for time in clauses.times if time.role == "period")
    return 0 if again or _is_row(clauses) else carried.silent + 1


def _is_row(clauses: Clauses) -> bool:
    """Whether a line holds values of a table, which have no unit: "2 - THPT Hòa Sơn - 720 - 1.322"."""
    if clauses.tokens[-1].shape != "number":
        return False
    numbers = (at for at, token in enumerate(clauses.tokens) if token.shape == "number")
    return sum(clauses.time_at(at) is None for at in numbers) > 1


def _reach(carried: Carried, main: ResolvedPeriod | None, anchor: Anchor) -> int:
    """The number of sentences for which the period told goes on."""
    if main is None:
        return _FAR_ALONE
    section = is_beside(carried.period, main) or is_ahead(main.value, anchor)
    return _FAR_SECTION if section else _FAR


def _is_old(carried: Carried, main: ResolvedPeriod | None, anchor: Anchor) -> bool:
    """Whether a period was told so far back that a long paragraph has left it for the article's own."""
    return main is not None and carried.age >= _LASTS and not is_ahead(main.value, anchor)


def _has_faded(carried: Carried, clauses: Clauses, readings: Sequence[Reading]) -> bool:
    """Whether a time told past the lede is not that of a sentence's values, after others without any.

    One that the lede tells too fades later.
    """
    period, main = carried.period, carried.main
    if period is None or not readings:
        return False
    if period.start < carried.lede_end:
        return False
    of_lede = main is not None and main.value == period.value and main.start < carried.lede_end
    unit = clauses.quantities[0].unit
    limit = _SILENT if unit.noun or unit.dimension == "percent" else _SILENT_AMOUNT
    limit = 2 * limit if of_lede else limit
    return carried.silent >= limit and all(reading.kind != "comparison" for reading in readings)


def _aged(baseline: CarriedBaseline | None) -> CarriedBaseline | None:
    return baseline and CarriedBaseline(baseline.kind, baseline.period, baseline.age + 1)


def _last_period(
    clauses: Clauses, readings: Sequence[Reading], periods: Sequence[ResolvedPeriod | None]
) -> ResolvedPeriod | None:
    """The period of the last value outside brackets, where there is one, but not of one compared with.

    "… đạt 900 tỷ đồng, trái ngược với mức lãi 1.700 tỷ đồng của cùng kỳ"
    """
    told = [
        (clauses.depth(quantity.first), period, reading.rule.endswith(":baseline"))
        for quantity, reading, period in zip(clauses.quantities, readings, periods, strict=True)
        if period
    ]
    own = [
        (depth, period)
        for depth, period, compared in told
        if not compared and not is_same_period(clauses, period)
    ]
    own = own or [(depth, period) for depth, period, _ in told]
    return next((period for depth, period in reversed(own) if not depth), own[-1][1] if own else None)


def _last_told(clauses: Clauses, phrases: Sequence[IndicatorPhrase | None]) -> IndicatorPhrase | None:
    """The last indicator told outside brackets, where there is one: a remark is no subject."""
    told = [
        (clauses.depth(q.first), p)
        for q, p in zip(clauses.quantities, phrases, strict=True)
        if p and p.goes_on
    ]
    return next((phrase for depth, phrase in reversed(told) if not depth), told[-1][1] if told else None)
