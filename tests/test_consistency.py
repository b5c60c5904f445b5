"""Records that contradict each other are told in the warnings; those that agree, or may, are not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

import vnreport
from vnreport.article import parse_article
from vnreport.consistency import find_consistency
from vnreport.vocabulary import load_vocabulary

Run = Callable[..., Any]

CONTRADICTION = "Năm 2020, thu ngân sách đạt 4.290,3 tỷ đồng, bằng 112,1% dự toán (3.800 tỷ đồng)."


def findings(text: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    """Kind, whether they agree, and the words of the records, for each finding in a text."""
    records = vnreport.extract(text).records
    words = {record.id: record.text for record in records}
    found = find_consistency(records, parse_article(text, load_vocabulary()).passages, load_vocabulary())
    return [(f.kind, f.agrees, tuple(words[id_] for id_ in f.records)) for f in found]


@pytest.mark.parametrize(
    ("text", "kind", "agrees", "records"),
    [
        (CONTRADICTION, "change", False, ("4.290,3 tỷ đồng", "112,1%", "3.800 tỷ đồng")),
        (
            "Năm 2020, thu ngân sách đạt 4.290,3 tỷ đồng, bằng 112,9% dự toán (3.800 tỷ đồng).",
            "change", True, ("4.290,3 tỷ đồng", "112,9%", "3.800 tỷ đồng"),
        ),
        (
            "Năm 2023, xã thu 1.000 tỷ đồng. Năm 2024, xã thu 1.200 tỷ đồng, tăng 20% so với năm 2023.",
            "change", True, ("1.000 tỷ đồng", "1.200 tỷ đồng", "20%"),
        ),
        (
            "Năm 2023, xã thu 1.000 tỷ đồng. Năm 2024, xã thu 1.200 tỷ đồng, tăng 25% so với năm 2023.",
            "change", False, ("1.000 tỷ đồng", "1.200 tỷ đồng", "25%"),
        ),
        ("Huyện có 45/50 trường đạt chuẩn quốc gia, chiếm 90%.", "share", True, ("45/50 trường", "90%")),
        ("Huyện có 45/50 trường đạt chuẩn quốc gia (80%).", "share", False, ("45/50 trường", "80%")),
        ("Huyện có 38/42 trường đạt chuẩn quốc gia (90,5%).", "share", True, ("38/42 trường", "90,5%")),
        (
            "Thu ngân sách 2024 đạt 900 tỷ đồng, gồm thu nội địa 600 tỷ đồng và thu hải quan 300 tỷ đồng.",
            "parts", True, ("900 tỷ đồng", "600 tỷ đồng", "300 tỷ đồng"),
        ),
        (
            "Thu ngân sách 2024 đạt 900 tỷ đồng, gồm thu nội địa 700 tỷ đồng và thu hải quan 300 tỷ đồng.",
            "parts", False, ("900 tỷ đồng", "700 tỷ đồng", "300 tỷ đồng"),
        ),
        (
            "Thu ngân sách năm 2024 đạt 900 tỷ đồng, trong đó thu nội địa 950 tỷ đồng.",
            "parts", False, ("900 tỷ đồng", "950 tỷ đồng"),
        ),
    ],
)  # fmt: skip
def test_what_agrees_and_what_contradicts(
    text: str, kind: str, agrees: bool, records: tuple[str, ...]
) -> None:
    assert findings(text) == [(kind, agrees, records)]
    assert [warning.kind for warning in vnreport.extract(text).warnings] == ([] if agrees else [kind])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Thu ngân sách 2024 đạt 900 tỷ đồng, gồm thu nội địa 600 tỷ đồng và thu hải quan 200 tỷ đồng.",
            id="parts may be left out",
        ),
        pytest.param(
            "Năm 2024, huyện kết nạp 900 hội viên, trong đó 700 hội viên nữ, 300 hội viên trẻ.",
            id="parts may overlap",
        ),
        pytest.param(
            "Năm 2024, xã có 7 dự án, trong đó 3 dự án chợ, 5 dự án đường (2 dự án lớn, 3 dự án nhỏ).",
            id="parts of a part",
        ),
        pytest.param("Xã đạt 19/19 tiêu chí, hộ nghèo còn 6,2%.", id="a share of something else"),
        pytest.param("Huyện có 8/10 xã về đích, đạt 114% so với nghị quyết.", id="against another whole"),
        pytest.param(
            "Năm 2020, thu ngân sách đạt hơn 4.290 tỷ đồng, bằng 112,1% dự toán (3.800 tỷ đồng).",
            id="not exact",
        ),
        pytest.param(
            "Năm 2024, xã A thu 1.200 tỷ đồng, tăng 25% so với năm 2023. Năm 2023, xã B chi 1.000 tỷ đồng.",
            id="another indicator",
        ),
    ],
)
def test_what_may_be_so_is_no_contradiction(text: str) -> None:
    assert vnreport.extract(text).warnings == ()


@pytest.mark.parametrize(("total", "agrees"), [("11,9", True), ("12", True), ("11,8", False)])
def test_the_tolerance_is_that_of_what_is_printed(total: str, agrees: bool) -> None:
    text = f"Năm 2024, xuất nhập khẩu đạt {total} tỷ USD, gồm xuất khẩu 6,3 tỷ USD và nhập khẩu 5,7 tỷ USD."
    assert [(kind, agree) for kind, agree, _ in findings(text)] == [("parts", agrees)]


def test_a_contradiction_names_its_records_and_the_figures(run: Run) -> None:
    document = json.loads(run("extract", input=CONTRADICTION.encode()).stdout)
    (warning,) = document["warnings"]
    words = {record["id"]: record["text"] for record in document["records"]}
    assert [words[id_] for id_ in warning["records"]] == ["4.290,3 tỷ đồng", "112,1%", "3.800 tỷ đồng"]
    assert warning["message"] == (
        "4.290,3 tỷ đồng and 112,1% imply 3.825.400.000.000 to 3.829.000.000.000, but 3.800 tỷ đồng is stated"
    )
    assert (
        json.loads(run("extract", "--kind", "comparison", input=CONTRADICTION.encode()).stdout)["warnings"]
        == []
    )


def test_the_table_tells_of_contradictions(run: Run) -> None:
    table = run("extract", "--format", "table", input=CONTRADICTION.encode()).stdout.decode()
    assert "Contradiction: 4.290,3 tỷ đồng · 112,1% · 3.800 tỷ đồng" in table


@pytest.mark.parametrize("lead", ["gồm", "trong đó"])
def test_a_sentence_without_end_takes_no_longer_than_it_is_long(lead: str) -> None:
    def seconds(times: int) -> float:
        text = f"thu đạt 900 tỷ đồng, {lead} thuế 300 tỷ đồng (3 hộ), tăng 5% so với cùng kỳ; " * times
        records = vnreport.extract(text).records
        passages = parse_article(text, load_vocabulary()).passages
        begin = time.process_time()
        find_consistency(records, passages, load_vocabulary())
        return time.process_time() - begin

    assert seconds(400) < 8 * seconds(100) + 0.05
