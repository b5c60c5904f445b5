"""pandas and polars read every format that holds data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas
import polars
import pytest

from vnreport.pipeline import Extraction
from vnreport.writers import formats

QUERY = "SELECT * FROM records ORDER BY key"


def _with_pandas_sqlite(path: Path) -> pandas.DataFrame:
    with closing(sqlite3.connect(path)) as connection:
        return pandas.read_sql(QUERY, connection)


def _with_polars_sqlite(path: Path) -> polars.DataFrame:
    with closing(sqlite3.connect(path)) as connection:
        return polars.read_database(QUERY, connection)


def _records_of_pandas(frame: pandas.DataFrame) -> pandas.DataFrame:
    return pandas.json_normalize([dict(record) for records in frame["records"] for record in records])


def _records_of_polars(frame: polars.DataFrame) -> polars.DataFrame:
    return frame.select(polars.col("records").explode()).unnest("records")


PANDAS: dict[str, Callable[[Path], pandas.DataFrame]] = {
    "csv": pandas.read_csv,
    "json": lambda path: _records_of_pandas(pandas.read_json(path)),
    "jsonl": lambda path: _records_of_pandas(pandas.read_json(path, lines=True)),
    "jsonl.gz": lambda path: _records_of_pandas(pandas.read_json(path, lines=True)),
    "parquet": lambda path: _records_of_pandas(pandas.read_parquet(path)),
    "sqlite": _with_pandas_sqlite,
    "xlsx": lambda path: pandas.read_excel(path, sheet_name="records"),
}
POLARS: dict[str, Callable[[Path], polars.DataFrame]] = {
    "csv": polars.read_csv,
    "json": lambda path: _records_of_polars(polars.read_json(path)),
    "jsonl": lambda path: _records_of_polars(polars.read_ndjson(path)),
    "jsonl.gz": lambda path: _records_of_polars(polars.read_ndjson(path)),
    "parquet": lambda path: _records_of_polars(polars.read_parquet(path)),
    "sqlite": _with_polars_sqlite,
    "xlsx": lambda path: polars.read_excel(path, sheet_name="records", engine="openpyxl"),
}


@pytest.mark.parametrize("options", [{}, {"bom": True}], ids=str)
def test_csv_is_read_with_and_without_a_byte_order_mark(
    extraction: Extraction, tmp_path: Path, options: dict[str, bool]
) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        formats()["csv"].write([extraction], stream, **options)
    assert pandas.read_csv(path)["source"][0] == polars.read_csv(path)["source"][0] == "bài.txt"


@pytest.mark.parametrize("name", PANDAS)
@pytest.mark.parametrize("clients", [PANDAS, POLARS], ids=["pandas", "polars"])
def test_the_values_are_read(
    extraction: Extraction, tmp_path: Path, clients: dict[str, Callable[[Path], Any]], name: str
) -> None:
    path = tmp_path / f"a.{name}"
    with path.open("wb") as stream:
        formats()[name].write([extraction], stream)
    frame = clients[name](path)
    assert list(frame["kind"])[:5] == ["figure", "comparison", "comparison", "percentage", "ranking"]
    assert float(frame["value"][0]) == 54341000000000
    assert float(frame["value"][1]) == 52.8
    assert frame["rank"][4] == 3
