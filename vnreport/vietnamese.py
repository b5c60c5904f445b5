"""Values as Vietnamese people write them: `54.341 tỷ đồng`, `11,72%`, `1,56 triệu tấn`, `quý 3/2024`."""

from __future__ import annotations

import regex

from vnreport.conventions import Convention

VIETNAMESE = Convention(
    group=".",
    decimal=",",
    scales=((9, "tỷ"), (6, "triệu")),
    units={"VND": "đồng", "pp": "điểm phần trăm"},
    # SDMX's forms of a time: a day, a month, a quarter, a half, months from a day on.
    periods=(
        (regex.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"), "{d}/{m}/{y}"),
        (regex.compile(r"(?P<y>\d{4})-0?(?P<m>\d\d?)"), "{m}/{y}"),
        (regex.compile(r"(?P<y>\d{4})-Q(?P<q>\d)"), "quý {q}/{y}"),
        (regex.compile(r"(?P<y>\d{4})-S1"), "6 tháng đầu {y}"),
        (regex.compile(r"(?P<y>\d{4})-S2"), "6 tháng cuối {y}"),
        (regex.compile(r"(?P<y>\d{4})-01-01/P(?P<n>\d+)M"), "{n} tháng {y}"),
    ),
)
number = VIETNAMESE.number
amount = VIETNAMESE.amount
period = VIETNAMESE.period
