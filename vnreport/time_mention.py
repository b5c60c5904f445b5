"""A time as found in a sentence."""

from __future__ import annotations

import msgspec


class TimeMention(msgspec.Struct, frozen=True, gc=False):
    """A time, `text[start:end]`, tokens `first` to `last` (exclusive) of its sentence.

    `role` and `reading` are told in `vnreport.times`. What the words leave open is None. `end_*` is the far
    end of a range, `count` a number of units, `half` 1 or 2 (first or last part), `shift` moves a relative
    time: -1 in "năm ngoái", 0 in "năm nay", and `of` says which year a relative time is of, where not the one
    told last: the article's ("năm nay"), one that ended ("năm qua"), or, of a whole year, the one of which a
    part was told ("cả năm"). `rule` names the rule and `form` its wording in patterns/.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    role: str
    reading: str
    rule: str
    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    count: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    shift: int | None = None
    of: str = ""
