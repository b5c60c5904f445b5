"""sdmx-csv and its definition: valid by the standard's schemas, read back by sdmx1 and pysdmx."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import sdmx
from pysdmx.io import read_sdmx
from pysdmx.io.xml.doc_validation import validate_doc

from vnreport.document import Figure, Indicator, Place
from vnreport.pipeline import Extraction
from vnreport.tabular.sdmx_definition import definition_xml
from vnreport.tabular.statistics import COMPONENTS
from vnreport.vocabulary import load_vocabulary
from vnreport.writers import formats

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def definition() -> bytes:
    return definition_xml(load_vocabulary())


@pytest.fixture
def data(extraction: Extraction, tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    with path.open("wb") as stream:
        formats()["sdmx-csv"].write([extraction], stream)
    return path


def _rows(*extractions: Extraction) -> list[dict[str, str]]:
    stream = io.BytesIO()
    formats()["sdmx-csv"].write(extractions, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))


def _figure(extraction: Extraction, **changes: object) -> Extraction:
    figure = msgspec.structs.replace(extraction.document.records[0], **changes)
    return replace(extraction, document=msgspec.structs.replace(extraction.document, records=(figure,)))


def test_the_definition_is_valid_and_has_every_component(definition: bytes) -> None:
    validate_doc(definition.decode("utf-8"))
    (structure,) = sdmx.read_sdmx(io.BytesIO(definition)).structure.values()
    read = [
        *((dimension.id, "dimension") for dimension in structure.dimensions),
        *((measure.id, "measure") for measure in structure.measures),
        *((attribute.id, "attribute") for attribute in structure.attributes),
    ]
    assert read == [(component.id, component.role) for component in COMPONENTS]


def test_the_code_lists_are_those_of_patterns(definition: bytes) -> None:
    lists = sdmx.read_sdmx(io.BytesIO(definition)).codelist
    indicators = lists["CL_INDICATOR"].items
    assert set(indicators) == {rule.id for rule in load_vocabulary().rules("indicator")}
    assert indicators["GRDP_GROWTH"].name["vi"] == "tốc độ tăng trưởng tổng sản phẩm trên địa bàn"
    assert indicators["GRDP_GROWTH"].name["en"] == "GRDP growth"
    assert lists["CL_REF_AREA"].items["VN-21"].name["vi"] == "Thanh Hóa"
    assert lists["CL_REF_AREA"].items["VN"].name["en"] == "Viet Nam"
    assert lists["CL_OBS_STATUS"].items["E"].name["en"] == "Estimated value"


def test_sdmx1_reads_the_observations_back(definition: bytes, data: Path) -> None:
    (structure,) = sdmx.read_sdmx(io.BytesIO(definition)).structure.values()
    (dataset,) = sdmx.read_sdmx(data, structure=structure).data
    assert [
        (observation.dimension.values["COMPARISON"].value, observation.value) for observation in dataset.obs
    ] == [
        ("_Z", "54341000000000"),
        ("plan", "52.8"),
        ("same_period", "25.9"),
        ("_Z", "11.72"),
    ]
    exceeded = dataset.obs[1]
    assert str(exceeded.dimension).startswith("(REF_AREA=VN-21, INDICATOR=BUDGET_REVENUE, COMPARISON=plan, ")
    assert str(exceeded.dimension).endswith(", STATEMENT=0000000000000000-r2, TIME_PERIOD=2024)")
    attributes = {name: attribute.value for name, attribute in exceeded.attached_attribute.items()}
    assert attributes["OBS_STATUS"] == "E"
    assert (attributes["UNIT_MEASURE"], attributes["UNIT_MULT"]) == ("%", "0")
    assert (attributes["RELATION"], attributes["RATIO"], attributes["BASELINE_TEXT"]) == (
        "above",
        "1.528",
        "dự toán",
    )
    assert (attributes["SOURCE"], attributes["SOURCE_DATE"]) == ("bài.txt", "2024-11-28")
    assert sdmx.to_pandas(dataset).sum() == pytest.approx(54341000000000 + 52.8 + 25.9 + 11.72)


def test_pysdmx_finds_the_data_valid(data: Path) -> None:
    (dataset,) = read_sdmx(data, validate=True).data
    assert dataset.short_urn == "DataStructure=VNREPORT:DS_VNREPORT(1.0.0)"
    assert [float(value) for value in dataset.data["OBS_VALUE"]] == [54341000000000, 52.8, 25.9, 11.72]


def test_every_coded_value_is_in_its_code_list(definition: bytes, extraction: Extraction) -> None:
    lists = sdmx.read_sdmx(io.BytesIO(definition)).codelist
    rows = _rows(extraction, _figure(extraction, status="target", approx="at_most"))
    for component in COMPONENTS:
        if component.codes:
            codes = {row[component.id] for row in rows} - {""}
            assert codes <= set(lists[f"CL_{component.id}"].items)


@pytest.mark.parametrize(
    ("place", "article", "code"),
    [
        (Place("Nghệ An", "VN-22"), Place("Thanh Hóa", "VN-21"), "VN-22"),
        (None, Place("Thanh Hóa", "VN-21"), "VN-21"),
        (Place("Cả nước"), Place("Thanh Hóa", "VN-21"), "VN"),
        (Place("xã Hải Long"), None, "_O"),
        (None, None, "_X"),
    ],
)
def test_the_area_is_the_records_else_the_articles(
    extraction: Extraction, place: Place | None, article: Place | None, code: str
) -> None:
    changed = _figure(extraction, place=place)
    (row,) = _rows(replace(changed, document=msgspec.structs.replace(changed.document, place=article)))
    assert row["REF_AREA"] == code


@pytest.mark.parametrize(
    ("status", "code"), [("actual", "A"), (None, "A"), ("estimate", "E"), ("forecast", "F"), ("target", "F")]
)
def test_the_status_of_an_observation(extraction: Extraction, status: str | None, code: str) -> None:
    (row,) = _rows(_figure(extraction, status=status))
    assert (row["OBS_STATUS"], row["STATUS"]) == (code, status or "")


def test_what_is_no_observation_is_left_out_and_counted(extraction: Extraction) -> None:
    figure = extraction.document.records[0]
    assert isinstance(figure, Figure)
    odd = _figure(extraction, indicator=Indicator("x", 0, 1, "chỉ tiêu"))
    timeless = _figure(extraction, period=None)
    notes = formats()["sdmx-csv"].write([extraction, odd, timeless], io.BytesIO())
    assert notes == [
        "sdmx-csv: 7 of 11 records are no observations: 3 without an indicator code, 1 rankings, "
        "1 officials, 1 with an indicator code that SDMX does not allow, 1 without a period"
    ]


def test_the_command_prints_the_definition_with_patterns_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "indicators.toml").write_text(
        '[[indicator]]\nid = "KITE_OUTPUT"\nforms = ["sản lượng diều sáo"]\nquantity = "flow"\n'
    )
    done = run("schema", "--format", "sdmx", "--patterns", "mine")
    assert (done.returncode, done.stderr) == (0, b"")
    assert '<str:Code id="KITE_OUTPUT">' in done.stdout.decode("utf-8")


def test_the_command_says_on_stderr_what_is_left_out(run: Run) -> None:
    article = "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng. Có 120 cuốn sách."
    done = run("extract", "--format", "sdmx-csv", input=article.encode())
    assert done.stdout.count(b"\r\n") == 2
    assert b"1 of 2 records are no observations: 1 without an indicator code" in done.stderr
    assert run("extract", "-q", "--format", "sdmx-csv", input=article.encode()).stderr == b""
