"""What kind of record a quantity is: an ordered list of small rules, the first that has an answer wins.

The order of `RULES` is the documented priority. Each rule gets the sentence and the index of the quantity and
gives a Reading or None; `vnreport explain` shows the later rules that would also have answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnreport.baselines import BaselinesBefore
from vnreport.clauses import Clauses
from vnreport.kinds.changes import added, change, change_beside_baseline, exceeding, shortened, signed
from vnreport.kinds.levels import baseline_again, baseline_level, figure, level_moved, percentage
from vnreport.kinds.listed_changes import (
    apart,
    bracketed,
    changed_most,
    coordinated,
    listed,
    object_changed,
    of_each,
)
from vnreport.kinds.plan_lists import reached_under_plan
from vnreport.kinds.reading import Earlier, Reading, Rule
from vnreport.kinds.restatements import beside_change, restated
from vnreport.kinds.shares import attained, reached, reached_in_list, times
from vnreport.vocabulary import Vocabulary

__all__ = ["RULES", "Reading", "read_kinds"]


# The priority: what stands earlier wins.
RULES: tuple[Rule, ...] = (
    signed,
    beside_change,
    shortened,
    baseline_level,
    baseline_again,
    added,
    level_moved,
    times,
    change,
    exceeding,
    restated,
    attained,
    coordinated,
    reached,
    change_beside_baseline,
    reached_in_list,
    reached_under_plan,
    apart,
    object_changed,
    listed,
    of_each,
    bracketed,
    changed_most,
    percentage,
    figure,
)


def read_kinds(
    clauses: Clauses, vocabulary: Vocabulary, explained: bool
) -> list[tuple[Reading, tuple[str, ...]]]:
    """For each quantity its reading; if `explained`, the names of the rules that also matched."""
    found: list[tuple[Reading, tuple[str, ...]]] = []
    earlier = Earlier(BaselinesBefore(clauses, vocabulary))
    for index, quantity in enumerate(clauses.quantities):
        answers = _answers(clauses, index, earlier, vocabulary)
        winner = next(answers)
        losers = dict.fromkeys(r.rule for r in answers if r.rule != winner.rule) if explained else ()
        earlier.add(index, winner, clauses.depth(quantity.first))
        found.append((winner, tuple(losers)))
    return found


def _answers(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Iterator[Reading]:
    """What the rules say of a quantity, each asked when its turn comes."""
    for rule in RULES:
        reading = rule(clauses, index, earlier, vocabulary)
        if reading is not None:
            yield reading
