"""Derived values follow from two records that are certainly linked, exact up to what printing rounds."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnreport
from vnreport.document import Baseline, Comparison, Figure, Span
from vnreport.implication import implied
from vnreport.rounding import bounds

Run = Callable[..., Any]


def derived(text: str) -> list[tuple[str, str, str, str, str | None]]:
    """Kind, value, low, high and period of what is derived from a text."""
    made = vnreport.extract(text).derived
    return [(d.kind, f"{d.value:f}", f"{d.low:f}", f"{d.high:f}", d.period) for d in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Năm 2024, thu ngân sách ước đạt 54.341 tỉ đồng, bằng 101,9% KH, tăng 25,9% so với cùng kỳ.",
            [
                ("plan", "53330000000000", "53301000000000", "53355000000000", None),
                ("same_period", "43160000000000", "43144000000000", "43180000000000", "2023"),
            ],
        ),
        (
            "Năm 2024, thu nội địa đạt 1.042 tỷ đồng, hụt 1.158 tỷ đồng so với dự toán.",
            [("plan", "2200000000000", "2199000000000", "2201000000000", None)],
        ),
        (
            "Năm 2023, diện tích cà phê đạt 212.915 ha, giảm 440 ha so với cùng kỳ.",
            [("same_period", "213355", "213354", "213356", "2022")],
        ),
        (
            "Năm 2023, tỉnh đón 14.600 lượt khách quốc tế, gấp 3,5 lần cùng kỳ.",
            [("same_period", "4200", "4110", "4240", "2022")],
        ),
    ],
)
def test_the_plan_and_the_earlier_value_follow(text: str, expected: list[tuple[str, ...]]) -> None:
    assert derived(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, tăng 25,9%.", id="baseline not told"),
        pytest.param(
            "Năm 2024, thu ngân sách đạt hơn 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ.", id="about"
        ),
        pytest.param(
            "Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, tăng khoảng 26% so với cùng kỳ.", id="about"
        ),
        pytest.param("Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, gấp đôi cùng kỳ.", id="not in digits"),
        pytest.param("Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, gấp 2 lần cùng kỳ.", id="too rough"),
        pytest.param("Thu ngân sách đạt 54.341 tỉ đồng. Chi tăng 25,9% so với cùng kỳ.", id="two sentences"),
        pytest.param(
            "Năm 2024, xuất khẩu gạo đạt 5,2 triệu tấn và 3,1 tỷ USD, tăng 8% so với cùng kỳ.",
            id="two figures",
        ),
        pytest.param("Tỷ lệ hộ nghèo năm 2024 là 4,76%, giảm 1,2% so với cùng kỳ.", id="a rate"),
    ],
)
def test_nothing_is_derived_in_doubt(text: str) -> None:
    assert derived(text) == []


def test_two_values_for_one_baseline_derive_neither() -> None:
    told = "Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ, tăng {} so với cùng kỳ."
    assert len(derived(told.format("11.181 tỉ đồng"))) == 2
    assert derived(told.format("9.000 tỉ đồng")) == []


def test_derived_values_name_their_records_and_are_no_records() -> None:
    text = "Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ."
    document = vnreport.extract(text)
    (value,) = document.derived
    by_id = {record.id: record.text for record in document.records}
    assert (by_id[value.figure], by_id[value.comparison]) == ("54.341 tỉ đồng", "25,9%")
    assert (value.id, value.unit, value.indicator) == ("d1", "VND", document.records[0].indicator)
    assert len(document.records) == 2


def test_what_follows_from_a_record_goes_with_it(run: Run) -> None:
    text = "Năm 2024, thu ngân sách đạt 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ.".encode()
    assert len(json.loads(run("extract", input=text).stdout)["derived"]) == 1
    assert json.loads(run("extract", "--kind", "figure", input=text).stdout)["derived"] == []


# ---- rounding


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("54.341 tỉ đồng", "54341000000000", "54340500000000", "54341500000000"),
        ("1,50 triệu tấn", "1500000", "1495000", "1505000"),
        ("25,9%", "25.9", "25.85", "25.95"),
        ("1,256.8 triệu USD", "1256800000", "1256750000", "1256850000"),
        ("05 con", "5", "4.5", "5.5"),
        ("(-0,13%)", "0.13", "0.125", "0.135"),
        ("hai dự án", "2", None, None),
        ("1 tỷ 200 triệu đồng", "1200000000", None, None),
        ("0%", "0", None, None),
        ("9 tỷ", "9E+4000", None, None),
    ],
)
def test_a_printed_number_stands_for_what_rounds_to_it(
    text: str, value: str, low: str | None, high: str | None
) -> None:
    made = bounds(text, Decimal(value))
    assert made == (None if low is None or high is None else (Decimal(low), Decimal(high)))


def _printed(value: Decimal, places: int) -> tuple[str, Decimal]:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:f}".replace(".", ","), rounded


@given(
    st.decimals(1000, 10**9, places=4),
    st.decimals("0.2", 3, places=5),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from(["share", "change", "difference"]),
)
def test_the_true_baseline_is_always_within_the_bounds(
    level: Decimal, factor: Decimal, places: int, percent_places: int, form: str
) -> None:
    baseline = level / factor
    text, value = _printed(level, places)
    relation = "at" if form == "share" else "above" if level >= baseline else "below"
    change = {"share": factor * 100, "change": abs(factor - 1) * 100, "difference": abs(level - baseline)}[
        form
    ]
    words, told = _printed(change, places if form == "difference" else percent_places)
    ratio = {"share": told / 100, "change": 1 + (told if relation == "above" else -told) / 100}.get(form)
    grounds: dict[str, Any] = {
        "id": "",
        "start": 0,
        "end": 1,
        "sentence": Span(0, 1),
        "rule": "",
        "confidence": 1,
    }
    figure = Figure(text=text, value=value, unit="tấn", **grounds)
    comparison = Comparison(
        text=words, value=told, unit="tấn" if form == "difference" else "%", ratio=ratio,
        relation=relation, baseline=Baseline("plan"), **grounds,
    )  # type: ignore[arg-type]  # fmt: skip
    made = implied(figure, comparison)
    if told and ratio != 0:
        assert made is not None
        margin = Decimal("1E-15") * baseline
        assert made.low - margin <= baseline <= made.high + margin
