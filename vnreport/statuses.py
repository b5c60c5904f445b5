"""Whether a value is reached, estimated, aimed at or expected, by the words that govern it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.document import Status
from vnreport.indicators import IndicatorPhrase
from vnreport.periods import ResolvedPeriod
from vnreport.readings import Reading
from vnreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ToldStatus:
    """A status; `of_plan` where the value is the plan's own: "(dự toán giao 338.000 tỷ đồng)"."""

    status: Status
    of_plan: bool = False


def assign_statuses(
    clauses: Clauses,
    readings: Sequence[Reading],
    phrases: Sequence[IndicatorPhrase | None],
    baselines: Sequence[BaselineMention | None],
    vocabulary: Vocabulary,
) -> list[ToldStatus]:
    """For each quantity its status. How far a word governs is its `reach` in patterns/."""
    covered = {at for b in baselines if b is not None for at in range(b.first, b.last)}
    hits = [h for h in vocabulary.lexicon("status").find(clauses.tokens) if h.first not in covered]
    found: list[ToldStatus] = []
    for index, quantity in enumerate(clauses.quantities):
        floor = clauses.quantities[index - 1].last if index else 0
        phrase = phrases[index]
        told: ToldStatus | None = None
        for hit in reversed(hits):
            reach = hit.item.text("reach")
            if hit.first >= quantity.first:
                continue
            if reach == "phrase":
                begins = phrase is not None and phrase.own and clauses.tokens[hit.first].start == phrase.start
                applies = begins and readings[index].kind != "comparison"
            else:
                applies = reach == "sentence" or hit.first >= floor
            if applies:
                told = ToldStatus(hit.item.text("status"), reach == "phrase")  # type: ignore[arg-type]
                break
        if told is None and index and not (phrase is not None and phrase.own):
            told = ToldStatus(found[-1].status)
        found.append(told or ToldStatus("actual"))
    return found


def whole_years(
    periods: Sequence[ResolvedPeriod | None], statuses: Sequence[ToldStatus]
) -> list[ResolvedPeriod | None]:
    """The periods, with the year in place of a part of it for what a plan sets: a plan is of a year."""
    return [
        ResolvedPeriod(period.value[:4], period.start, period.end)
        if period is not None and told.of_plan and "Y" not in period.value
        else period
        for period, told in zip(periods, statuses, strict=True)
    ]
