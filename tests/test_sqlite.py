"""sqlite: every record is in its tables, the views answer, and sqlite-utils and Datasette open it."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import msgspec
import pandas
import pytest
from sqlite_utils import Database

from vnreport.document import Contradiction, WarningKind
from vnreport.pipeline import Extraction
from vnreport.tabular import sql
from vnreport.writers import formats

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
VIEWS = ("observations", "plan_attainment", "same_period_changes", "standings", "office_holders")


def _written(extractions: Iterable[Extraction]) -> bytes:
    stream = io.BytesIO()
    formats()["sqlite"].write(extractions, stream)
    return stream.getvalue()


@pytest.fixture
def database(extraction: Extraction, tmp_path: Path) -> Path:
    path = tmp_path / "records.sqlite"
    path.write_bytes(_written([extraction, extraction]))
    return path


def _rows(path: Path, query: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def test_each_thing_has_its_table_and_belongs_to_its_owner(extraction: Extraction, database: Path) -> None:
    tables = Database(database)
    assert {table.name: table.count for table in tables.tables if table.count} == {
        "documents": 2,
        "records": 18,
        "officials": 2,
        "positions": 4,
        "mentions": 2,
        "actions": 2,
    }
    assert [row["document"] for row in tables["records"].rows] == [1] * 9 + [2] * 9
    assert list(tables.query("PRAGMA foreign_key_check")) == []
    assert list(tables.query("PRAGMA integrity_check")) == [{"integrity_check": "ok"}]
    documents = tables["documents"]
    assert documents.get(1)["source_path"] == "bài.txt"
    assert documents.get(1)["place_code"] == "VN-21"


def test_a_row_has_the_fields_of_its_record(extraction: Extraction, database: Path) -> None:
    rows = _rows(database, "SELECT * FROM records WHERE document = 1 ORDER BY key")
    for row, record in zip(rows, extraction.document.records, strict=True):
        assert row["sentence"] == extraction.text[record.sentence.start : record.sentence.end]
        for name, value in msgspec.to_builtins(record, builtin_types=(Decimal,)).items():
            if isinstance(value, dict):
                assert {part: row[f"{name}_{part}"] for part in value} == value
            elif isinstance(value, Decimal):
                assert row[name] == float(value)
            elif name in row:
                assert row[name] == value


def test_what_follows_from_the_records_has_tables_too(extraction: Extraction, tmp_path: Path) -> None:
    contradiction = Contradiction(kind=get_args(WarningKind)[0], records=("r1", "r3"), message="lệch")
    document = msgspec.structs.replace(extraction.document, warnings=(contradiction,))
    path = tmp_path / "a.sqlite"
    path.write_bytes(_written([replace(extraction, document=document)]))
    rows = _rows(
        path,
        "SELECT message, value FROM warnings JOIN warning_records ON warning_records.warning = warnings.key",
    )
    assert [tuple(row.values()) for row in rows] == [("lệch", "r1"), ("lệch", "r3")]


def test_the_views_answer(database: Path) -> None:
    (plan,) = _rows(
        database, "SELECT * FROM plan_attainment WHERE document = 1 AND percent_of_plan IS NOT NULL"
    )
    assert (plan["place_code"], plan["indicator_code"], plan["period"]) == ("VN-21", "BUDGET_REVENUE", "2024")
    assert (plan["percent_of_plan"], plan["plan"]) == (152.8, "dự toán")
    assert plan["sentence"].startswith("Năm 2024, thu ngân sách")
    (change,) = _rows(database, "SELECT * FROM same_period_changes WHERE document = 1")
    assert (change["percent_change"], change["inferred"]) == (25.9, 1)
    values = _rows(database, "SELECT * FROM observations WHERE document = 1")
    assert [row["value"] for row in values] == [54341000000000, 11.72, 24]
    (standing,) = _rows(database, "SELECT * FROM standings WHERE document = 2")
    assert (standing["rank"], standing["place"], standing["scope"]) == (3, "Thanh Hóa", "cả nước")
    holders = _rows(database, "SELECT * FROM office_holders WHERE document = 1")
    assert [(row["name"], row["position"], row["former"]) for row in holders] == [
        ("Đỗ Quốc Cảnh", "Tỉnh ủy viên", 0),
        ("Đỗ Quốc Cảnh", "Chánh Văn phòng Tỉnh ủy", 1),
    ]


def test_the_questions_use_the_indexes(database: Path) -> None:
    plan = _rows(
        database, "EXPLAIN QUERY PLAN SELECT * FROM observations WHERE indicator_code = 'GRDP_GROWTH'"
    )
    assert any("records_indicator_code" in step["detail"] for step in plan)
    plan = _rows(database, "EXPLAIN QUERY PLAN SELECT * FROM positions WHERE official = 1")
    assert any("positions_official" in step["detail"] for step in plan)


@pytest.mark.parametrize(
    ("digits", "held", "exact"),
    [
        ("9223372036854775807", 9223372036854775807, None),
        ("52.80", 52.8, None),
        ("9223372036854775808.5", 9223372036854775808.0, "9223372036854775808.5"),
        ("33.33333333333333333333", 33.333333333333336, "33.33333333333333333333"),
    ],
)
def test_numbers_can_be_reckoned_with_and_lose_no_digit(
    extraction: Extraction, tmp_path: Path, digits: str, held: float, exact: str | None
) -> None:
    figure = msgspec.structs.replace(extraction.document.records[0], value=Decimal(digits))
    document = msgspec.structs.replace(extraction.document, records=(figure,))
    path = tmp_path / "a.sqlite"
    path.write_bytes(_written([replace(extraction, document=document)]))
    (row,) = _rows(path, "SELECT value, exact FROM records")
    assert row["value"] == held
    assert (row["exact"] and json.loads(row["exact"])) == (exact and {"value": exact})


def test_a_number_beyond_any_double_is_kept_in_its_digits(extraction: Extraction, tmp_path: Path) -> None:
    figure = msgspec.structs.replace(extraction.document.records[0], value=Decimal("1E+400"))
    document = msgspec.structs.replace(extraction.document, records=(figure,))
    path = tmp_path / "a.sqlite"
    path.write_bytes(_written([replace(extraction, document=document)]))
    (row,) = _rows(path, "SELECT value, exact FROM records")
    assert row["value"] is None
    assert json.loads(row["exact"]) == {"value": "1" + "0" * 400}


def test_the_same_records_give_the_same_bytes(extraction: Extraction) -> None:
    assert _written([extraction] * 30) == _written(iter([extraction] * 30))


def test_no_documents_are_empty_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(_written([]))
    assert [table.name for table in Database(path).tables] == [table.name for table in sql.TABLES]


def test_sqlite_utils_opens_it(database: Path) -> None:
    opened = Database(database)
    assert set(opened.view_names()) == set(VIEWS)
    assert all(list(opened[view].rows) for view in VIEWS)
    command = [sys.executable, "-m", "sqlite_utils", "rows", database, "standings", "--limit", "1"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert [row["rank"] for row in json.loads(done.stdout)] == [3]


def test_datasette_serves_it(database: Path) -> None:
    from datasette.app import Datasette

    async def ask(question: str) -> Any:
        return (await Datasette([str(database)]).client.get(f"/records/{question}")).json()

    rows = asyncio.run(ask("office_holders.json?_shape=array&former__exact=1"))
    assert [row["position"] for row in rows] == ["Chánh Văn phòng Tỉnh ủy"] * 2


def test_pandas_reads_a_view(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        frame = pandas.read_sql("SELECT * FROM observations", connection)
    assert frame["value"].max() == 54341000000000


def test_an_output_that_is_full_is_named(run: Run) -> None:
    done = run("extract", "-o", "/dev/full", "--format", "sqlite", input="Có 120 hộ nghèo.".encode())
    assert done.returncode == 1
    assert b"vnreport: /dev/full: cannot be written: No space left on device" in done.stderr
