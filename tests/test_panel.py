"""Panels: what is chosen of several articles, what disagrees and why, provinces summed, who holds a seat."""

from __future__ import annotations

import csv
import gzip
import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec
import openpyxl
import pandas
import polars
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import CHROMIUM, browser
from hypothesis import given
from hypothesis import strategies as st

from vnreport.commands.grids import GRID_FORMATS
from vnreport.document import (
    Baseline,
    Comparison,
    Contradiction,
    Derived,
    DerivedKind,
    Document,
    Figure,
    Indicator,
    Official,
    Percentage,
    Period,
    Phrase,
    Place,
    Position,
    Ranking,
    Record,
    Source,
    Span,
    Status,
)
from vnreport.errors import ReadError
from vnreport.panel.archive import loaded
from vnreport.panel.boundaries import Refused, boundaries, crosses, redrawn, told
from vnreport.panel.cells import Cell, beside, cells, with_previous
from vnreport.panel.charts import charts
from vnreport.panel.grids import FORMATS
from vnreport.panel.names import names
from vnreport.panel.posts import post
from vnreport.panel.said import Wanted
from vnreport.panel.seats import Holder, holders, one_person
from vnreport.panel.stories import same
from vnreport.panel.wholes import is_whole
from vnreport.pipeline import run as extract
from vnreport.vocabulary import load_vocabulary

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
VOCABULARY = load_vocabulary()
KNOWN, CALLED = boundaries(VOCABULARY), names(VOCABULARY)
WORDS = {rule.id: rule.forms[0] for rule in VOCABULARY.rules("indicator")}
SAMPLES = Path(__file__).parents[1] / "samples"
BINH_DINH, GIA_LAI, HA_NOI = Place("Bình Định", "VN-31"), Place("Gia Lai", "VN-30"), Place("Hà Nội", "VN-HN")


def common(text: str, code: str, period: str, confidence: float = 0.9) -> dict[str, object]:
    return {
        "id": "r1",
        "text": text,
        "start": 0,
        "end": len(text),
        "sentence": Span(0, len(text)),
        "rule": "unit:VND",
        "confidence": confidence,
        "indicator": Indicator(WORDS.get(code, ""), 0, 1, code),
        "period": Period("", period),
    }


def revenue(billions: str, period: str = "2024", status: Status = "actual", **more: object) -> Figure:
    """Budget revenue, as it is printed: 54.341 tỷ đồng."""
    value = Decimal(billions.replace(".", "").replace(",", ".")) * 10**9
    fields = {**common(f"{billions} tỷ đồng", "BUDGET_REVENUE", period), "status": status, **more}
    return Figure(**fields, value=value, unit="VND")  # type: ignore[arg-type]


def growth(percent: str, period: str = "2024") -> Percentage:
    fields = common(f"{percent}%", "GRDP_GROWTH", period)
    return Percentage(**fields, value=Decimal(percent.replace(",", ".")), unit="%")  # type: ignore[arg-type]


def compared(ratio: str, kind: str, plan: str | None = None, period: str = "2024") -> Comparison:
    value = Decimal(ratio) * 100
    fields = common(f"{value}%", "BUDGET_REVENUE", period)
    baseline = Baseline(kind, plan)  # type: ignore[arg-type]
    return Comparison(**fields, value=value, unit="%", relation="at", baseline=baseline, ratio=Decimal(ratio))  # type: ignore[arg-type]


def ranked(rank: int, **more: object) -> Ranking:
    fields = {**common(f"đứng thứ {rank}", "BUDGET_REVENUE", "2024"), **more}
    return Ranking(**fields, rank=rank)  # type: ignore[arg-type]


def person(name: str, position: str, former: bool = False) -> Official:
    fields = {**common(name, "", "2024"), "indicator": None, "period": None}
    kept = {key: value for key, value in fields.items() if key not in ("indicator", "period")}
    return Official(**kept, name=name, positions=(Position(position, former),))  # type: ignore[arg-type]


def article(
    path: str, *records: Record, published: str | None = "2024-12-20", place: Place | None = BINH_DINH
) -> Document:
    return Document(
        source=Source(path, path, "utf-8", 100),
        title=f"Bài {path}",
        published=published,
        place=place,
        records=records,
        text=" ".join(record.text for record in records),
    )


@pytest.fixture
def panel(tmp_path: Path) -> Callable[..., list[Cell]]:
    """The cells of an archive that holds these articles."""

    def panel(*articles: Document, **wanted: Sequence[str]) -> list[Cell]:
        periods = wanted.get("periods", ())
        chosen = Wanted(**{**wanted, "periods": with_previous(periods)})  # type: ignore[arg-type]
        with loaded([str(written(tmp_path / "archive.jsonl", *articles))]) as engine:
            return beside(cells(engine, VOCABULARY, CALLED, chosen, KNOWN.heirs), periods)

    return panel


def written(path: Path, *articles: Document) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(article) + b"\n" for article in articles))
    return path


Panel = Callable[..., list[Cell]]


# --- one cell -----------------------------------------------------------------------------------------------


def test_a_cell_has_what_is_said_of_it_and_the_words_and_article_behind_each(panel: Panel) -> None:
    (cell,) = panel(
        article("a", revenue("15.341,5"), compared("1.019", "plan"), ranked(3, of=63)),
        article("b", compared("1.126", "same_period")),
    )
    assert (cell.indicator, cell.period, cell.place) == ("BUDGET_REVENUE", "2024", "VN-31")
    value, plan, change, rank = (cell.chosen[measure] for measure in ("value", "plan", "change", "rank"))
    assert (value.number, value.path, value.text) == (Decimal(15341500000000), "a", "15.341,5 tỷ đồng")
    assert (plan.number, change.number) == (Decimal("1.019"), Decimal("0.126"))
    assert (rank.number, rank.of, change.path) == (Decimal(3), 63, "b")
    assert value.sentence == "15.341,5 tỷ đồng"


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ((revenue("15.300", status="estimate"), "2024-12-31"), (revenue("15.341"), "2024-12-20"), "15.341"),
        ((revenue("15.341"), "2025-01-15"), (revenue("15.288"), "2025-01-02"), "15.341"),
        (
            (revenue("15.341", status="estimate"), "2025-01"),
            (revenue("15.288", status="estimate"), None),
            "15.341",
        ),
    ],
)
def test_the_official_goes_before_the_estimate_and_the_later_before_the_earlier(
    first: tuple[Figure, str], second: tuple[Figure, str], chosen: str, panel: Panel
) -> None:
    articles = [article(str(n), record, published=day) for n, (record, day) in enumerate((first, second))]
    for order in (articles, articles[::-1]):
        (cell,) = panel(*order)
        assert cell.value is not None
        assert cell.value.text == f"{chosen} tỷ đồng"


def test_targets_forecasts_and_parts_are_no_values(panel: Panel) -> None:
    share = Percentage(**common("12%", "BUDGET_REVENUE", "2024"), value=Decimal(12), unit="%")  # type: ignore[arg-type]
    assert (
        panel(article("a", revenue("20.000", status="target"), revenue("9", status="forecast"), share)) == []
    )


def test_a_place_of_its_own_goes_before_that_of_the_article_and_none_is_no_cell(panel: Panel) -> None:
    district = revenue("105", place=Place("huyện Tuy Phước"))
    found = panel(article("a", district), article("b", revenue("7"), place=None))
    assert [(cell.leading.within, cell.leading.place_text) for cell in found] == [
        ("VN-31", "huyện Tuy Phước")
    ]
    assert [(cell.place, cell.leading.number) for cell in found] == [
        ("huyện tuy phước", Decimal(105 * 10**9))
    ]


def test_what_is_asked_for_is_selected(panel: Panel) -> None:
    articles = [
        article("a", revenue("15.341"), growth("7,9"), revenue("14.000", "2023")),
        article("b", growth("6,5"), place=HA_NOI),
    ]
    assert len(panel(*articles)) == 4
    (cell,) = panel(*articles, indicators=["GRDP_GROWTH"], places=["VN-HN"], periods=["2024"])
    assert cell.leading.text == "6,5%"


def test_words_for_one_place_are_one_and_districts_of_two_provinces_are_two(panel: Panel) -> None:
    country = [article(name, revenue("7"), place=Place(name)) for name in ("Việt Nam", "Cả nước", "nước ta")]
    assert [(cell.place, cell.stories) for cell in panel(*country)] == [("VN", 3)]
    district = revenue("105", place=Place("Huyện Châu Thành"))
    apart = [article(place.text, district, place=place) for place in (BINH_DINH, GIA_LAI)]
    again = article("d", revenue("105", place=Place("huyện Châu Thành")))
    found = panel(*apart, again)
    assert [(cell.leading.within, cell.stories) for cell in found] == [("VN-30", 1), ("VN-31", 2)]
    assert CALLED.place("huyện châu thành", "Huyện Châu Thành", "VN-30") == "Huyện Châu Thành (Gia Lai)"


@pytest.mark.parametrize("name", ["Bình Định", "bình định", "VN-31"])
def test_places_are_asked_for_by_code_or_name(name: str, panel: Panel) -> None:
    found = panel(article("a", revenue("7")), article("b", revenue("8"), place=HA_NOI), places=[name])
    assert [cell.place for cell in found] == ["VN-31"]


@pytest.mark.parametrize("words", [words for rule in VOCABULARY.rules("whole") for words in rule.examples])
def test_words_beside_an_indicator_leave_it_whole(words: str) -> None:
    (record, *_) = extract(words, Source("-", "", "utf-8", len(words)), VOCABULARY).document.records
    assert not isinstance(record, Official)
    assert record.indicator is not None
    assert record.indicator.code is not None
    assert is_whole(record.indicator.code, record.indicator.text, VOCABULARY)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("EXPORTS", "kim ngạch xuất khẩu hàng có thuế"),
        ("EXPORTS", "kim ngạch xuất khẩu sang thị trường Mỹ"),
        ("BUDGET_REVENUE", "thu ngân sách nhà nước của Cục Hải quan Đắk Lắk"),
        ("BUDGET_REVENUE", "số thu ngân sách của chi cục"),
    ],
)
def test_other_words_make_it_a_part(code: str, words: str) -> None:
    assert not is_whole(code, words, VOCABULARY)
    assert is_whole("BUDGET_REVENUE", "thu ngân sách nhà nước (NSNN) của huyện Đan Phượng", VOCABULARY)


def test_the_whole_goes_before_a_later_part_of_it(panel: Panel) -> None:
    customs = Indicator("thu ngân sách của Cục Hải quan", 0, 1, "BUDGET_REVENUE")
    (cell,) = panel(
        article("a", revenue("15.341", status="estimate"), published="2024-12-01"),
        article("b", revenue("1.200", indicator=customs), published="2024-12-31"),
    )
    assert cell.value is not None
    assert cell.value.text == "15.341 tỷ đồng"
    assert [conflict.cause for conflict in cell.conflicts] == ["part"]


# --- plans and the year before ------------------------------------------------------------------------------


def numbered(*told: Record) -> list[Record]:
    return [msgspec.structs.replace(record, id=f"r{n}") for n, record in enumerate(told)]


def derived(kind: DerivedKind, billions: int, figure: str, comparison: str) -> Derived:
    value = Decimal(billions) * 10**9
    return Derived(
        id="d1",
        kind=kind,
        value=value,
        low=value,
        high=value,
        unit="VND",
        indicator=None,
        period=None,
        place=None,
        figure=figure,
        comparison=comparison,
    )


def test_the_plan_stands_beside_the_value_and_alone_is_no_cell(panel: Panel) -> None:
    (cell,) = panel(
        article("a", revenue("15.341")),
        article("b", revenue("14.000", status="target"), revenue("20.000", "2026", status="target")),
    )
    target = cell.chosen["target"]
    assert (cell.period, target.number, target.path, target.status) == (
        "2024",
        Decimal(14000 * 10**9),
        "b",
        "target",
    )


def test_what_follows_is_shown_as_derived_and_only_with_its_comparison(panel: Panel) -> None:
    told = (revenue("15.341"), compared("1.1", "plan"), compared("1.05", "same_period"))
    records = numbered(*told)
    follows = (derived("plan", 13946, "r0", "r1"), derived("same_period", 14610, "r0", "r2"))
    one = msgspec.structs.replace(article("a", *records), derived=follows)
    (cell,) = panel(one)
    shown = [(cell.chosen[measure].number, cell.chosen[measure].status) for measure in ("target", "previous")]
    assert shown == [(Decimal(13946 * 10**9), "derived"), (Decimal(14610 * 10**9), "derived")]
    assert cell.conflicts == ()
    # Another article's plan percentage is chosen: that the amount follows from the first is no help.
    later = article("b", compared("1.3", "plan"), published="2025-02-01")
    (cell,) = panel(one, later)
    assert cell.chosen.keys() == {"value", "plan", "change", "previous"}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("sure", [0.9, 0.95])
def test_of_two_plans_that_follow_that_of_the_chosen_comparison_is_shown(
    order: int, sure: float, panel: Panel
) -> None:
    """One value may be 109.2% of one plan and 106.1% of another; no engine's order decides between them."""
    other = msgspec.structs.replace(compared("1.061", "plan"), confidence=sure)
    records = numbered(revenue("74.512"), compared("1.092", "plan"), other)
    follows = (derived("plan", 68230, "r0", "r1"), derived("plan", 70230, "r0", "r2"))[::order]
    (cell,) = panel(msgspec.structs.replace(article("a", *records), derived=follows))
    chosen = cell.chosen["plan"].id
    assert chosen == ("r1" if sure == 0.9 else "r2")
    assert cell.chosen["target"].comparison == chosen


def test_the_year_before_is_taken_from_the_archive_if_it_is_there(panel: Panel) -> None:
    articles = [article("a", revenue("15.341")), article("b", revenue("14.000", "2023"))]
    for periods in ((), ("2024",)):
        found = {cell.period: cell for cell in panel(*articles, periods=periods)}
        assert found["2024"].chosen["previous"].number == 14000 * 10**9
        assert ("2023" in found) is (periods == ())


def test_in_an_article_the_change_is_that_of_the_value(panel: Panel) -> None:
    told = (
        compared("1.292", "same_period"),
        revenue("27.443", status="estimate"),
        compared("1.085", "same_period"),
    )
    records = numbered(*told)
    one = article("a", *records)
    (cell,) = panel(msgspec.structs.replace(one, derived=(derived("same_period", 25290, "r1", "r2"),)))
    assert cell.chosen["change"].number == Decimal("0.085")


def test_what_an_article_contradicts_is_marked(run: Run, tmp_path: Path) -> None:
    against = Contradiction(kind="change", records=("r1",), message="15.341 và 14.000 không khớp 12%")
    one = msgspec.structs.replace(article("a", revenue("15.341")), warnings=(against,))
    written(tmp_path / "a.jsonl", one, article("b", growth("7,9")))
    rows = list(csv.DictReader(io.StringIO(run("panel", "a.jsonl").stdout.decode())))
    assert [row["warning"] for row in rows] == [against.message, ""]


# --- ranks --------------------------------------------------------------------------------------------------


def scope(text: str) -> Phrase:
    return Phrase(text, 0, len(text))


def test_ranks_are_compared_in_one_scope_and_that_of_the_country_is_chosen(panel: Panel) -> None:
    region = ranked(1, scope=scope("vùng Tây Nguyên"))
    (cell,) = panel(
        article("a", region, published="2024-12-31"),
        article("b", ranked(3, scope=scope("cả nước"))),
        article("c", ranked(1, scope=scope("cả nước"), order="ascending"), published="2024-12-30"),
    )
    rank = cell.chosen["rank"]
    assert (rank.number, rank.order, rank.scope_text, cell.conflicts) == (
        Decimal(1),
        "ascending",
        "cả nước",
        (),
    )
    (cell,) = panel(
        article("a", ranked(3, scope=scope("cả nước"))), article("b", ranked(5, scope=scope("toàn quốc")))
    )
    assert [(c.chosen.number, c.other.number) for c in cell.conflicts] == [(Decimal(3), Decimal(5))]


def test_a_rank_from_below_is_shown_as_one(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", ranked(2, of=63, order="ascending", scope=scope("cả nước"))))
    (row,) = csv.DictReader(io.StringIO(run("panel", "a.jsonl").stdout.decode()))
    shown = [row[name] for name in ("rank", "rank_of", "rank_order", "rank_scope")]
    assert shown == ["2", "63", "ascending", "cả nước"]
    table = run("panel", "a.jsonl", "--format", "table", COLUMNS="160").stdout.decode()
    assert "2/63, from below, cả nước" in table


# --- several articles ---------------------------------------------------------------------------------------

WIRE = (
    revenue("15.341"),
    growth("7,9"),
    revenue("14.001", "2023"),
    growth("7,1", "2023"),
    compared("1.1", "plan"),
)


def test_the_same_story_in_several_papers_counts_once(panel: Panel) -> None:
    copy = (*WIRE[:-1], compared("1.1", "plan"), growth("8", "2022"))
    own = (revenue("15.341"), growth("9,9", "2019"))
    found = panel(article("a", *WIRE), article("b", *copy), article("c", *own))
    (cell,) = (c for c in found if c.indicator == "BUDGET_REVENUE" and c.period == "2024")
    assert cell.stories == 2


@given(st.lists(st.lists(st.text(max_size=3), max_size=8, unique=True), max_size=12))
def test_a_story_is_named_by_its_first_article(stated: list[list[str]]) -> None:
    first = same(stated)
    assert all(first[at] == at for at in first)
    assert all(one <= at for at, one in enumerate(first))
    assert all(
        first[at] == first[stated.index(values)] for at, values in enumerate(stated) if len(values) >= 4
    )


@pytest.mark.parametrize(
    ("one", "other", "cause"),
    [
        ((revenue("15.341"), "2024-12-20"), (revenue("15,341"), "2024-12-10"), "factor"),
        ((revenue("15.341"), "2025-01-20"), (revenue("15.100", status="estimate"), "2024-12-10"), "estimate"),
        ((revenue("27.800"), "2025-08-01"), (revenue("15.341"), "2025-01-10"), "boundaries"),
        (
            (compared("1.12", "plan", "dự toán HĐND"), "2025-01-20"),
            (compared("1.3", "plan"), "2025-01-10"),
            "plan",
        ),
        ((revenue("15.341"), "2025-01-20"), (revenue("18.200"), "2025-01-10"), "unknown"),
        ((revenue("15.341"), "2025-01-20"), (revenue("9.000", status="estimate"), "2025-01-10"), "unknown"),
    ],
)
def test_a_disagreement_shows_both_and_its_likely_cause(
    one: tuple[Record, str], other: tuple[Record, str], cause: str, panel: Panel
) -> None:
    (cell,) = panel(article("a", one[0], published=one[1]), article("b", other[0], published=other[1]))
    (conflict,) = cell.conflicts
    assert (conflict.chosen.path, conflict.other.path, conflict.cause) == ("a", "b", cause)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (revenue("15.341"), revenue("15.300")),  # rounded to hundreds
        (revenue("15.341"), revenue("15.000", approx="over")),
        (compared("1.019", "plan"), compared("1.02", "plan")),
    ],
)
def test_rounding_is_no_disagreement(one: Record, other: Record, panel: Panel) -> None:
    (cell,) = panel(article("a", one), article("b", other))
    assert cell.conflicts == ()


# --- provinces ----------------------------------------------------------------------------------------------


def test_sixty_three_provinces_are_thirty_four() -> None:
    ended = {part for heir, parts in KNOWN.parts.items() for part in parts - {heir}}
    assert len(KNOWN.parts) == 23
    assert len(ended) == 29
    assert len(CALLED.provinces - ended) == 34
    assert not ended & KNOWN.parts.keys()


def test_what_adds_up_is_summed_over_the_parts(panel: Panel) -> None:
    found = panel(
        article("a", revenue("15.341,5", status="estimate")), article("b", revenue("7.001"), place=GIA_LAI)
    )
    (cell,) = redrawn(found, KNOWN, CALLED)
    assert isinstance(cell, Cell)
    assert cell.value is not None
    assert (cell.place, cell.value.number, cell.value.status) == (
        "VN-30",
        Decimal(22342500000000),
        "estimate",
    )
    assert cell.value.path == "b; a"
    assert cell.value.text == "Gia Lai: 7.001 tỷ đồng + Bình Định: 15.341,5 tỷ đồng"


def test_sums_are_exact(panel: Panel) -> None:
    found = panel(article("a", revenue("15.341")), article("b", revenue("7.001"), place=GIA_LAI))
    long = Decimal("123456789012345678901234567890.123456789012345678901234567891")
    exact = [
        replace(cell, chosen={"value": replace(cell.value, number=long)}) for cell in found if cell.value
    ]
    (cell,) = redrawn(exact, KNOWN, CALLED)
    assert isinstance(cell, Cell)
    assert cell.value is not None
    assert str(cell.value.number) == "246913578024691357802469135780.246913578024691357802469135782"


def test_a_part_that_is_missing_or_a_rate_is_refused_and_told(panel: Panel) -> None:
    found = panel(article("a", revenue("15.341"), growth("7,9")), article("b", growth("6"), place=GIA_LAI))
    refused = [cell for cell in redrawn(found, KNOWN, CALLED) if isinstance(cell, Refused)]
    assert [(cell.indicator, cell.missing) for cell in refused] == [
        ("BUDGET_REVENUE", {"VN-30"}),
        ("GRDP_GROWTH", frozenset()),
    ]
    rate, part = told(refused, CALLED)
    assert rate == "GRDP_GROWTH: does not add up over provinces, 1 cells are left out: Gia Lai 2024"
    assert part.endswith("nothing is said of a part: BUDGET_REVENUE Gia Lai 2024 (Gia Lai)")


def test_what_was_not_redrawn_or_is_said_of_the_new_province_stays(panel: Panel) -> None:
    found = panel(
        article("a", growth("6,5"), place=HA_NOI),
        article("b", revenue("27.800", "2025"), growth("8", "2025"), published="2025-12-20", place=GIA_LAI),
        article("c", revenue("5.000", "2025"), published="2025-06-20", place=BINH_DINH),
    )
    made = list(redrawn(found, KNOWN, CALLED))
    assert [cell for cell in made if isinstance(cell, Refused)] == []
    kept = [(cell.place, cell.indicator) for cell in made if isinstance(cell, Cell)]
    assert kept == [("VN-30", "BUDGET_REVENUE"), ("VN-HN", "GRDP_GROWTH"), ("VN-30", "GRDP_GROWTH")]


@pytest.mark.parametrize(
    ("place", "published", "period", "across"),
    [
        (GIA_LAI, "2025-12-20", "2025", True),
        (GIA_LAI, "2025-06-20", "2025", False),
        (GIA_LAI, "2026-12-20", "2026-Q4", False),
        (GIA_LAI, "2026-04-05", "2026-Q1", True),
        (HA_NOI, "2025-12-20", "2025", False),
    ],
)
def test_a_change_across_the_day_is_known(
    place: Place, published: str, period: str, across: bool, panel: Panel
) -> None:
    change = compared("1.1", "same_period", period=period)
    (cell,) = panel(article("a", change, published=published, place=place))
    assert crosses(cell, KNOWN) is across


def test_charts_set_equally_long_periods_side_by_side(panel: Panel) -> None:
    periods = (
        "2021",
        "2022",
        "2023",
        "2023-S1",
        "2024-S1",
        "2023-09",
        "2024-01-01/P9M",
        "2024-10",
        "2024-11",
    )
    records = [revenue(str(10 + at), period) for at, period in enumerate(periods)]
    drawn = [[bar.label for bar in chart.bars] for chart in charts(panel(article("a", *records)), CALLED)]
    assert drawn == [["2021", "2022", "2023"], ["2023-09", "2024-10", "2024-11"]]


def test_a_table_tells_what_all_rows_share_once(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", revenue("15.341"), revenue("14.000", "2023")))
    table = run("panel", "a.jsonl", "--format", "table", COLUMNS="60").stdout.decode()
    assert table.startswith("Indicator: state budget revenue")
    assert table.count("Bình Định") == 1


def test_indicators_are_called_in_the_language_of_the_reader(run: Run, tmp_path: Path) -> None:
    records = [revenue(str(10 + at), str(2021 + at)) for at in range(3)]
    written(tmp_path / "a.jsonl", article("a", *records))
    for language, name in (("en", "state budget revenue"), ("vi", "thu ngân sách nhà nước")):
        for form, shown in (("csv", f",{name},"), ("html", f"<h2><bdi>{name.capitalize()}</bdi></h2>")):
            made = run("panel", "a.jsonl", "--format", form, "--lang", language).stdout.decode()
            assert shown in made


# --- seats --------------------------------------------------------------------------------------------------


def seats(path: Path, *articles: Document) -> dict[str, Holder]:
    with loaded([str(written(path / "archive.jsonl", *articles))]) as engine:
        return {holder.name: holder for holder in holders(engine, VOCABULARY, CALLED, [])}


def test_holders_are_followed_through_articles(tmp_path: Path) -> None:
    chair = "Chủ tịch UBND tỉnh"
    found = seats(
        tmp_path,
        article("a", person("Lê Minh Tâm", chair), published="2020-03-01"),
        article("b", person("Lê Minh Tâm", chair.upper()), published="2022-05-01"),
        article("c", person("Đỗ Quốc Cảnh", chair), published="2023-01-01"),
        article("d", person("Trần Văn An", chair, former=True), published="2021-01-01"),
    )
    holder = found["Lê Minh Tâm"]
    assert (holder.first_seen, holder.last_seen, holder.articles) == ("2020-03-01", "2022-05-01", 2)
    assert (holder.position, holder.place, holder.source) == (chair, "VN-31", "a; b")
    assert found["Trần Văn An"].former
    assert all(holder.others == () for holder in found.values())


@pytest.mark.parametrize(
    ("position", "shared"),
    [
        ("Giám đốc Sở Y tế", True),
        ("Phó Giám đốc Sở Y tế", False),
        ("Ủy viên Ban Thường vụ Tỉnh ủy", False),
        ("Tỉnh ủy viên", False),
        ("UVTW Đảng", False),
    ],
)
def test_two_holders_of_one_seat_at_one_time_are_shown(position: str, shared: bool, tmp_path: Path) -> None:
    found = seats(
        tmp_path,
        article("a", person("Lê Minh Tâm", position), published="2020-03-01"),
        article("b", person("Đỗ Quốc Cảnh", position), published="2021-01-01"),
        article("c", person("Lê Minh Tâm", position), published="2022-05-01"),
    )
    assert found["Đỗ Quốc Cảnh"].others == (("Lê Minh Tâm",) if shared else ())


@pytest.mark.parametrize(
    ("position", "seat", "place"),
    [
        ("Chủ tịch UBND tỉnh", "chủ tịch ủy ban nhân dân", None),
        ("Chủ tịch Uỷ ban nhân dân tỉnh Lạng Sơn", "chủ tịch ủy ban nhân dân", "VN-09"),
        ("Chủ tịch UBND TPHCM", "chủ tịch ủy ban nhân dân", "VN-SG"),
        ("Chủ tịch UBND thành phố", "chủ tịch ủy ban nhân dân thành phố", None),
        ("Chủ tịch UBND huyện Lạc Sơn", "chủ tịch ủy ban nhân dân huyện lạc sơn", None),
        ("Bí thư Tỉnh uỷ Hà Giang", "bí thư tỉnh ủy", "VN-03"),
        ("Bộ trưởng Bộ Y tế", "bộ trưởng bộ y tế", "VN"),
        ("Phó Trưởng Ban Tổ chức Trung ương", "phó trưởng ban tổ chức trung ương", "VN"),
        ("Giám đốc Bệnh viện Trung ương Huế", "giám đốc bệnh viện trung ương", "VN-26"),
        ("Tổng thống Hoa Kỳ", "tổng thống", "Mỹ"),
    ],
)
def test_a_position_has_one_spelling_and_its_own_place(position: str, seat: str, place: str | None) -> None:
    assert post(position, VOCABULARY, CALLED) == (seat, place)


def test_a_minister_is_one_holder_wherever_he_is_reported(tmp_path: Path) -> None:
    found = seats(
        tmp_path,
        article("a", person("Lê Minh Tâm", "Bộ trưởng Bộ Y tế"), published="2020-03-01"),
        article("b", person("Lê Minh Tâm", "Bộ trưởng Bộ Y tế"), published="2022-05-01", place=HA_NOI),
    )
    assert [(holder.place, holder.articles) for holder in found.values()] == [("VN", 2)]


@pytest.mark.parametrize(
    ("one", "other", "same_one"),
    [
        ("Nguyễn Thuý Hoà", "NGUYỄN THÚY HÒA", True),
        ("Lý Văn Quí", "Lí Văn Quý", True),
        ("K'Brếp", "K’Brêp", True),
        ("Y Thông Êban", "Y Thong Eban", True),
        ("K' Mắk", "K'Mak", True),
        ("Trần Văn Tâm", "Trần Văn Tám", False),
        ("Nguyễn Văn An", "Nguyen Van An", False),
        ("Kiều Minh", "Kiêu Minh", False),
        ("Y Minh", "Ý Minh", False),
    ],
)
def test_spellings_of_a_name_are_one_person_and_in_doubt_two(
    one: str, other: str, same_one: bool, tmp_path: Path
) -> None:
    assert (one_person(one) == one_person(other)) is same_one
    found = seats(
        tmp_path,
        article("a", person(one, "Chủ tịch UBND tỉnh"), published="2020-03-01"),
        article("b", person(other, "CHỦ TỊCH UBND TỈNH"), published="2020-03-01"),
    )
    assert {(holder.articles, holder.others) for holder in found.values()} == (
        {(2, ())} if same_one else {(1, (other,)), (1, (one,))}
    )


# --- commands -----------------------------------------------------------------------------------------------


def test_every_format_of_batch_gives_the_same_panel(run: Run, tmp_path: Path) -> None:
    made = []
    for ending in ("jsonl", "jsonl.gz", "parquet", "sqlite"):
        assert (
            run("batch", "-q", "--keep-text", SAMPLES, "--glob", "*.txt", "-o", f"a.{ending}").returncode == 0
        )
        result = run("panel", f"a.{ending}")
        assert result.returncode == 0, result.stderr
        made.append(result.stdout)
    assert made[0].count(b"\n") > 50
    assert made[1:] == made[:1] * 3
    assert run("officials", "a.sqlite").stdout == run("officials", "a.jsonl").stdout != b""


def test_real_clients_read_every_format(run: Run, tmp_path: Path) -> None:
    formula = Place('=HYPERLINK("x")')
    written(
        tmp_path / "a.jsonl",
        article("=1+1", revenue("15.341,5"), growth("7,9")),
        article("b", revenue("9", place=formula)),
    )
    for ending in ("csv", "xlsx", "parquet"):
        assert run("panel", "a.jsonl", "-o", f"p.{ending}").returncode == 0
    frame = pandas.read_parquet(tmp_path / "p.parquet").set_index("place")
    assert frame.loc["Bình Định", "value"].tolist() == [Decimal("15341500000000"), Decimal("7.9")]
    assert polars.read_parquet(tmp_path / "p.parquet").height == 3
    rows = list(csv.DictReader(io.StringIO((tmp_path / "p.csv").read_text(encoding="utf-8"))))
    assert [row["value"] for row in rows] == ["9000000000", "15341500000000", "7.9"]
    assert rows[0]["place"] == '\'=HYPERLINK("x")'
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}
    assert [cell.value for cell in sheet["H"]][1:] == [9000000000, 15341500000000, 7.9]


def test_csv_has_titles_in_the_language_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", revenue("15.341")))
    names = run("panel", "a.jsonl", LC_ALL="vi_VN.UTF-8").stdout.decode()
    titles = run("panel", "a.jsonl", "--lang", "vi").stdout.decode()
    assert names.startswith("indicator,indicator_name,place_code,place,within,period,value,unit")
    assert titles.startswith("Mã chỉ tiêu,Chỉ tiêu,Mã nơi,Nơi,Mã tỉnh bao quanh,Kỳ,Giá trị,Đơn vị")


def test_wide_conflicts_and_boundaries(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path / "a.jsonl",
        article("a", revenue("15.341"), revenue("14.000", "2023"), growth("7,9")),
        article("b", revenue("15,341")),
        article("c", revenue("7.001"), place=GIA_LAI),
    )
    wide = list(csv.DictReader(io.StringIO(run("panel", "a.jsonl", "--wide").stdout.decode())))
    assert [(row["place"], row["2023"], row["2024"]) for row in wide if row["unit"] == "VND"] == [
        ("Bình Định", "14000000000000", "15341000000000"),
        ("Gia Lai", "", "7001000000000"),
    ]
    (conflict,) = csv.DictReader(io.StringIO(run("panel", "a.jsonl", "--conflicts").stdout.decode()))
    assert (conflict["source"], conflict["other_source"]) == ("a", "b")
    assert conflict["cause"].startswith("a factor of ten")
    summed = run("panel", "a.jsonl", "--boundaries", "2025")
    assert summed.returncode == 1
    assert b"22342000000000" in summed.stdout
    assert b"GRDP_GROWTH: does not add up" in summed.stderr
    asked = run("panel", "a.jsonl", "--boundaries", "2025", "--place", "VN-30", "--period", "2024")
    assert b"22342000000000" in asked.stdout


def test_a_change_across_boundaries_is_warned_of(run: Run, tmp_path: Path) -> None:
    change = compared("1.1", "same_period", period="2025")
    written(tmp_path / "a.jsonl", article("a", change, published="2025-12-20", place=GIA_LAI))
    result = run("panel", "a.jsonl")
    assert result.returncode == 0
    assert b"1 changes compare a province of after 1 July 2025 with one of before" in result.stderr
    assert run("panel", "a.jsonl", "-q").stderr == b""


@pytest.mark.parametrize(
    ("content", "told_of"),
    [
        ("no json\n", "cannot be read as an archive"),
        ('{"a": 1}\n', "1 of its lines are no documents"),
        ("SQLite format 3\x00 and no more", "cannot be read as an archive"),
        ("PAR1 and no more", "cannot be read as an archive"),
        (None, "No such file"),
    ],
)
def test_what_is_no_archive_is_named(content: str | None, told_of: str, run: Run, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "a.jsonl").write_text(content)
    result = run("panel", "a.jsonl")
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"a.jsonl" in result.stderr
    assert told_of.encode() in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_flat_parquet_is_refused(run: Run, tmp_path: Path) -> None:
    run("extract", SAMPLES / "bao-cao-tinh.txt", "--format", "parquet", "--flat", "-o", "a.parquet")
    result = run("panel", "a.parquet")
    assert (result.returncode, b"flat Parquet" in result.stderr) == (1, True)


def test_the_formats_of_help_are_those_that_are_written() -> None:
    assert tuple(FORMATS) == GRID_FORMATS


def test_records_of_little_confidence_are_left_out(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", revenue("15.341", confidence=0.4), growth("7,9")))
    lines = run("panel", "a.jsonl", "--min-confidence", "0.5").stdout.splitlines()
    assert [line.split(b",")[0] for line in lines] == [b"indicator", b"GRDP_GROWTH"]


def test_usage_errors(run: Run, tmp_path: Path) -> None:
    assert run("panel", "a.jsonl", "--wide", "--conflicts").returncode == 2
    written(tmp_path / "a.jsonl", article("a", revenue("15.341")))
    ending = run("panel", "a.jsonl", "-o", "p.parqet")
    assert (ending.returncode, b".parqet" in ending.stderr) == (2, True)


@pytest.mark.parametrize(
    ("option", "asked", "near"),
    [
        ("--indicator", "GRDP_GROWHT", "near it: GRDP_GROWTH"),
        ("--indicator", "tăng trưởng grdp", "near it: GRDP_GROWTH"),
        ("--indicator", "state budget revenue", "near it: BUDGET_REVENUE"),
        ("--place", "Binh Dinh", "near it: Bình Định (VN-31)"),
        ("--place", "huyện Vân Sơm", "near it: huyện Vân Sơn"),  # which the archive alone has
        ("--place", "VN-99", "near it: VN-69 (Thái Nguyên)"),
        ("--place", "qqq", "'qqq' is no place that is known, nor one in the archive\n"),
        ("--period", "2024-13", "'2024-13' is no period"),
        ("--period", "năm 2024", "'năm 2024' is no period"),
    ],
)
def test_what_is_unknown_is_wrong_usage_and_told_with_what_is_near_it(
    option: str, asked: str, near: str, run: Run, tmp_path: Path
) -> None:
    district = article("b", revenue("214"), place=Place("huyện Vân Sơn", None))
    written(tmp_path / "a.jsonl", article("a", revenue("15.341")), district)
    done = run("panel", "a.jsonl", option, asked)
    assert (done.returncode, done.stdout, near in done.stderr.decode()) == (2, b"", True)


def test_officials_of_an_unknown_place_are_wrong_usage_too(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", person("Lê Văn An", "Chủ tịch UBND tỉnh")))
    done = run("officials", "a.jsonl", "--place", "Ha Noi")
    assert (done.returncode, "near it: Hà Nội (VN-HN)" in done.stderr.decode()) == (2, True)


@pytest.mark.parametrize("place", ["huyện vân sơn", "HUYỆN VÂN SƠN", "Huyện  Vân Sơn"])
def test_a_place_that_the_archive_alone_has_is_known(place: str, run: Run, tmp_path: Path) -> None:
    district = article("b", revenue("214"), place=Place("huyện Vân Sơn", None))
    written(tmp_path / "a.jsonl", article("a", revenue("15.341")), district)
    done = run("panel", "a.jsonl", "--place", place)
    assert (done.returncode, done.stdout.count(b"\n"), done.stderr) == (0, 2, b"")


@pytest.mark.parametrize("command", ["panel", "officials"])
def test_a_known_place_of_which_nothing_is_said_is_told(command: str, run: Run, tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", article("a", revenue("15.341"), person("Lê Văn An", "Chủ tịch UBND tỉnh")))
    done = run(command, "a.jsonl", "--place", "VN-HN", "--format", "table")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"the archive has nothing of what is asked for" in done.stderr
    assert run(command, "a.jsonl", "--place", "VN-HN", "-q").stderr == b""


KITES = '[[indicator]]\nid = "KITE_OUTPUT"\nforms = ["sản lượng diều sáo"]\nquantity = "flow"\n'


def test_indicators_of_ones_own_are_asked_for_summed_and_drawn(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kites.toml").write_text(KITES)
    kites = [
        revenue(str(10 + at), str(2021 + at), indicator=Indicator("diều sáo", 0, 1, "KITE_OUTPUT"))
        for at in range(3)
    ]
    written(tmp_path / "a.jsonl", article("a", *kites), article("b", *kites, place=GIA_LAI))
    asked = run(
        "panel", "a.jsonl", "--patterns", "mine", "--indicator", "KITE_OUTPUT", "--boundaries", "2025"
    )
    assert (asked.returncode, asked.stdout.decode().count("sản lượng diều sáo")) == (0, 3)
    drawn = run("panel", "a.jsonl", "--format", "html").stdout.decode()  # called by the article's words
    assert drawn.count("<h2><bdi>Diều sáo</bdi></h2>") == 2


@pytest.mark.parametrize("limit", [1 << 16, 1 << 18])
def test_a_temporary_folder_without_room_is_named_and_not_the_archive(limit: int, tmp_path: Path) -> None:
    articles = [article(f"{at}", *[revenue(str(10 + at), str(1990 + at))] * 200) for at in range(30)]
    written(tmp_path / "a.jsonl", *articles)
    (tmp_path / "small").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "vnreport", "panel", "a.jsonl"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path / "small")},
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),  # as on a full disk
        check=False,
    )
    told = done.stderr.decode()
    assert (done.returncode, "Traceback" in told, "a.jsonl" in told) == (1, False, False)
    assert f"{tmp_path}/small/vnreport-" in told
    assert "set TMPDIR" in told
    assert list((tmp_path / "small").iterdir()) == []


@pytest.mark.parametrize("name", ["a*.jsonl", "a?.jsonl", "a[12].jsonl", "năm's 50%20#1.jsonl"])
@pytest.mark.parametrize("form", ["jsonl", "parquet", "sqlite"])
def test_a_name_is_one_file_whatever_signs_it_has(name: str, form: str, run: Run, tmp_path: Path) -> None:
    run("extract", SAMPLES / "bao-cao-tinh.txt", "--format", form, "-o", "one")
    for other in (name, "a1.jsonl", "a2.jsonl"):
        (tmp_path / other).write_bytes((tmp_path / "one").read_bytes())
    before = set(tmp_path.iterdir())
    with loaded([str(tmp_path / name)]) as engine:
        assert engine.execute("SELECT count(*) FROM documents").fetchall() == [(1,)]
    assert set(tmp_path.iterdir()) == before


def test_several_archives_are_one(tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", article("a", revenue("15.341")))
    second = tmp_path / "b.jsonl.gz"
    second.write_bytes(gzip.compress(msgspec.json.encode(article("b", growth("7,9"))) + b"\n"))
    with loaded([str(first), str(second)]) as engine:
        numbers = engine.execute("SELECT count(DISTINCT doc), count(*) FROM records").fetchall()
    assert numbers == [(2, 2)]
    with pytest.raises(ReadError, match="missing"), loaded([str(first), str(tmp_path / "missing")]):
        pass


def test_conflicts_are_written_for_reading_and_for_data(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path / "a.jsonl",
        article("xya", compared("1.12", "same_period", period="2024-01-01/P9M")),
        article("xyw", compared("0.97", "same_period", period="2024-01-01/P9M")),
    )
    table = run("panel", "a.jsonl", "--conflicts", "--format", "table", COLUMNS="80").stdout.decode()
    assert all(len(line) <= 80 for line in table.splitlines())
    assert "9 months 2024" in table
    assert "+12%" in table
    assert "-3%" in table
    assert "xya" in table
    assert "xyw" in table
    (row,) = csv.DictReader(
        io.StringIO(run("panel", "a.jsonl", "--conflicts", "--format", "csv").stdout.decode())
    )
    assert (row["chosen"], row["other"], row["unit"], row["period"]) == (
        "0.12",
        "-0.03",
        "",
        "2024-01-01/P9M",
    )


@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
def test_the_page_keeps_its_titles_in_sight_and_writes_days_as_its_reader(run: Run, tmp_path: Path) -> None:
    records = (revenue(str(10 + year), f"{year}") for year in range(1990, 2025))
    written(tmp_path / "a.jsonl", article("a", *records))
    assert run("panel", "a.jsonl", "-o", "p.html", "--lang", "vi").returncode == 0
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1440, "height": 700})
        page.goto((tmp_path / "p.html").as_uri())
        assert page.locator("tbody .f-published").first.inner_text() == "20/12/2024"
        page.locator("tbody tr").last.scroll_into_view_if_needed()
        place = page.locator("th.f-place").bounding_box()
        assert place is not None
        assert 0 <= place["y"] < 700
        assert page.locator("h1").inner_text() == "Bảng tổng hợp"


@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
def test_the_page_ranks_provinces_sorts_its_table_and_asks_for_nothing(run: Run, tmp_path: Path) -> None:
    places = [HA_NOI, BINH_DINH, Place("<b>Gia Lai</b>", "VN-30")]
    records = [growth(percent) for percent in ("6,5", "7,9", "-1,2")]
    written(
        tmp_path / "a.jsonl",
        *(article(str(n), r, place=p) for n, (r, p) in enumerate(zip(records, places, strict=True))),
    )
    assert run("panel", "a.jsonl", "-o", "p.html").returncode == 0
    with browser() as chromium:
        page = chromium.new_page()
        seen: list[str] = []
        page.on("request", lambda request: seen.append(request.url))
        page.on("console", lambda message: seen.append(message.text))
        page.goto((tmp_path / "p.html").as_uri())
        assert page.locator(".bar-label").all_inner_texts() == ["Bình Định", "Hà Nội", "Gia Lai"]
        assert page.locator(".bar-value").all_inner_texts() == ["7.9%", "6.5%", "-1.2%"]
        widths = [float(bar.get_attribute("width") or 0) for bar in page.locator("rect.good").all()]
        assert widths[0] > widths[1] > widths[2] > 0
        shown = page.locator("tbody .f-amount")
        for click in (sorted, lambda told: sorted(told, reverse=True)):
            page.locator(".f-amount [data-sort]").click()
            assert [float(text.rstrip("%")) for text in shown.all_inner_texts()] == click([6.5, 7.9, -1.2])
        assert page.locator("th[aria-sort=descending]").inner_text() == "Value"
        page.locator(".f-place [data-sort]").focus()
        page.keyboard.press("Enter")
        assert page.locator("tbody .f-place").all_inner_texts() == ["Bình Định", "Gia Lai", "Hà Nội"]
        assert page.locator("tbody .f-source").all_inner_texts() == ["1", "2", "0"]
        assert seen == [(tmp_path / "p.html").as_uri()]


@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_serious_fault_in_the_page(
    scheme: Literal["light", "dark"], width: int, run: Run, tmp_path: Path
) -> None:
    records = (revenue(str(10 + year), str(year)) for year in range(2015, 2025))
    written(tmp_path / "a.jsonl", article("a", *records, compared("1.1", "plan")))
    run("panel", "a.jsonl", "-o", "p.html")
    with browser() as chromium:
        page = chromium.new_page(
            color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
        )
        page.goto((tmp_path / "p.html").as_uri())
        found = Axe().run(page).response["violations"]
        assert [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
