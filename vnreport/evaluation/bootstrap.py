"""95% intervals of F1 by drawing articles anew: what another set of such articles might have shown.

The draws are seeded: the same outcomes give the same intervals. Articles are drawn, not records, as the
records of one article are right or wrong together. Percentiles of sums of five counts need no more than the
standard library; scipy would be 100 MB for these lines.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import lru_cache

from vnreport.evaluation.measures import Counts
from vnreport.evaluation.outcomes import LEVELS, Level

_DRAWS = 1000
_SEED = 20240101
_TAIL = 0.025

Interval = tuple[float, float]


def intervals(articles: Sequence[Counts]) -> dict[Level, Interval | None]:
    """For each level the interval of F1 over articles with these counts; None for fewer than two articles."""
    if len(articles) < 2:
        return dict.fromkeys(LEVELS)
    drawn = [_sum(articles, draw) for draw in _draws(len(articles))]
    return {level: _inner([counts.f1(level) for counts in drawn]) for level in LEVELS}


def change_intervals(before: Sequence[Counts], after: Sequence[Counts]) -> dict[Level, Interval | None]:
    """The same for the change of F1 between two runs over the same articles, each drawn in both."""
    if len(after) < 2:
        return dict.fromkeys(LEVELS)
    drawn = [(_sum(before, draw), _sum(after, draw)) for draw in _draws(len(after))]
    return {level: _inner([new.f1(level) - old.f1(level) for old, new in drawn]) for level in LEVELS}


@lru_cache(maxsize=4)
def _draws(articles: int) -> tuple[tuple[int, ...], ...]:
    chance = random.Random(_SEED)
    return tuple(tuple(chance.choices(range(articles), k=articles)) for _ in range(_DRAWS))


def _sum(articles: Sequence[Counts], draw: Sequence[int]) -> Counts:
    return Counts(*map(sum, zip(*(articles[at] for at in draw), strict=True)))


def _inner(values: list[float]) -> Interval:
    values.sort()
    cut = round(len(values) * _TAIL)
    return values[cut], values[-1 - cut]
