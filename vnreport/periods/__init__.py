"""The time a value holds for: told in its clause, its sentence, or carried from what was told before."""

from vnreport.periods.article_period import (
    caption_paragraphs,
    lede_end,
    main_period,
    opening_period,
    sentence_period,
)
from vnreport.periods.assignment import assign_periods
from vnreport.periods.baseline_periods import as_compared, baseline_kind
from vnreport.periods.moments import at_moments
from vnreport.periods.resolved import (
    ResolvedPeriod,
    is_ahead,
    is_beside,
    is_passing,
    is_same_period,
    is_to_come,
    main_told,
)
from vnreport.periods.unnumbered import period_left_of, period_right_of

__all__ = [
    "ResolvedPeriod",
    "as_compared",
    "assign_periods",
    "at_moments",
    "baseline_kind",
    "caption_paragraphs",
    "is_ahead",
    "is_beside",
    "is_passing",
    "is_same_period",
    "is_to_come",
    "lede_end",
    "main_period",
    "main_told",
    "opening_period",
    "period_left_of",
    "period_right_of",
    "sentence_period",
]
