"""Values as English readers write them: `54,341 billion VND`, `11.72%`, `Q3 2024`; days as in ISO 8601."""

from __future__ import annotations

import regex

from vnreport.conventions import Convention

ENGLISH = Convention(
    group=",",
    decimal=".",
    scales=((9, "billion"), (6, "million")),
    units={"pp": "percentage points", "lần": "times"},
    periods=(
        (regex.compile(r"(?P<y>\d{4})-Q(?P<q>\d)"), "Q{q} {y}"),
        (regex.compile(r"(?P<y>\d{4})-S(?P<s>\d)"), "H{s} {y}"),
        (regex.compile(r"(?P<y>\d{4})-01-01/P(?P<n>\d+)M"), "{n} months {y}"),
    ),
)
