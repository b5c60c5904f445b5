"""The year that an article treats as its own, where no dateline tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vnreport.article import Article
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary
from vnreport.year_weights import RUNNING, weigh

_HISTORY = 8  # years; a plan may look that far ahead


def current_year(
    article: Article,
    times: Sequence[Sequence[TimeMention]],
    title_end: int,
    month: int | None,
    vocabulary: Vocabulary,
) -> int | None:
    """The year of which the article names parts, else the one that it names most.

    Between two whole years in a row the month decides: a report of November looks back on its own year and
    plans the next one; one of January to June reports on the year before and plans its own.
    """
    told = weigh(article, times, title_end, month, vocabulary)
    if told.now or told.annual:
        going_on = max(told.now or told.annual)
        # "từ đầu năm 2019 đến nay" in an article on 2020
        if all(year <= going_on for year in (*+told.over, *told.come)):
            return going_on
    total = Counter({year: 2 * weight for year, weight in told.parts.items()})
    total.update(told.wholes)
    best = max(total, key=lambda year: (total[year], told.parts[year], year), default=None)
    if best is None or total[best] == 0:
        again = (year for year, times in told.bare.items() if times > 1)
        return max(told.come or again, default=None)
    # Nobody tells of a year before it comes: what is told much of years ago is a life, a history. Round years
    # are those up to which one plans.
    latest = max(
        year for year, weight in total.items() if 2 * weight >= total[best] and (year % 5 or year == best)
    )
    if latest > best + _HISTORY:
        best = latest
    if not told.parts[best]:  # "so với năm 2019 …; chỉ năm 2017 mới có" is of 2020
        best = max(best, *(year for year, times in told.after.items() if 3 * times >= total[best]), 0)
    come = max(told.come, default=best)
    if come > best:
        return come
    if told.past[best + 1]:
        return best + 1
    # A congress tells in June what the first year of its term brings.
    over = told.over[best] and not told.opened[best]
    if month is not None and month <= RUNNING and over:
        return best + 1  # nobody tells in February what the running year has brought
    alike = {year for year, weight in total.items() if weight == total[best]}
    if not told.parts[best] and max(alike) - min(alike) >= len(alike):
        return None  # years here and there of which none is told more than others: a history
    if told.parts[best]:
        return best
    if month is not None and month >= 9 and total[best - 1] * 2 >= total[best]:
        return best - 1
    # The earlier in the year, the more a report is of the year before.
    if month is None or month > 6:
        return best
    planned = total[best + 1] * (8 if month <= 3 else 4) >= total[best]
    return best + 1 if over or planned else best
