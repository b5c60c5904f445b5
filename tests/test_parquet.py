"""parquet, read by pandas, polars, duckdb and pyarrow: nested it is the document, flat the rows of csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import msgspec
import pandas
import polars
import pyarrow.parquet as pq
import pytest

from vnreport.document import Document, Figure
from vnreport.pipeline import Extraction
from vnreport.tabular.columns import COLUMNS
from vnreport.writers import formats, parquet_file


def _written(extractions: Iterable[Extraction], flat: bool = False) -> bytes:
    stream = io.BytesIO()
    formats()["parquet"].write(extractions, stream, flat=flat)
    return stream.getvalue()


def _with_value(extraction: Extraction, value: str) -> Extraction:
    figure = extraction.document.records[0]
    assert isinstance(figure, Figure)
    records = (msgspec.structs.replace(figure, value=Decimal(value)),)
    return replace(extraction, document=msgspec.structs.replace(extraction.document, records=records))


@pytest.fixture
def nested(extraction: Extraction, tmp_path: Path) -> Path:
    path = tmp_path / "nested.parquet"
    path.write_bytes(_written([extraction, extraction]))
    return path


@pytest.fixture
def flat(extraction: Extraction, tmp_path: Path) -> Path:
    path = tmp_path / "flat.parquet"
    path.write_bytes(_written([extraction, extraction], flat=True))
    return path


def test_a_nested_row_is_the_document(extraction: Extraction, nested: Path) -> None:
    rows = pq.read_table(nested).to_pylist()
    assert len(rows) == 2
    for row in rows:
        # A record has only the fields of its kind; the struct has those of all, null.
        row["records"] = [
            {name: value for name, value in record.items() if name in known} | {"kind": record["kind"]}
            for record, known in (
                (record, original.__struct_fields__)
                for record, original in zip(row["records"], extraction.document.records, strict=True)
            )
        ]
        assert row.pop("text") is None  # which is kept only where it is asked for
        assert msgspec.convert(row, Document) == extraction.document


def test_a_flat_row_is_the_row_of_csv(extraction: Extraction, flat: Path) -> None:
    stream = io.StringIO()
    lines = io.BytesIO()
    formats()["csv"].write([extraction, extraction], lines)
    stream.write(lines.getvalue().decode("utf-8"))
    stream.seek(0)
    expected = list(csv.DictReader(stream))
    rows = pq.read_table(flat).to_pylist()
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert len(rows) == len(expected) == 18
    for row, texts in zip(rows, expected, strict=True):
        for name, cell in row.items():
            if isinstance(cell, Decimal | float | int) and not isinstance(cell, bool):
                assert cell == (float if isinstance(cell, float) else Decimal)(texts[name])
            else:
                assert ("" if cell is None else str(cell).lower()) == texts[name].lower()


def test_duckdb_reads_structs_and_sums_exactly(nested: Path, flat: Path) -> None:
    records = f"(SELECT unnest(records) AS r FROM '{nested}')"
    query = f"SELECT sum(r.value) FROM {records} WHERE r.indicator.code = 'BUDGET_REVENUE'"
    assert duckdb.sql(query).fetchall() == [(2 * (54341000000000 + Decimal("52.8") + Decimal("25.9")),)]
    query = f"SELECT count(*), max(value) FROM '{flat}' WHERE kind = 'figure'"
    assert duckdb.sql(query).fetchall() == [(4, Decimal(54341000000000))]


def test_polars_reads_both(nested: Path, flat: Path) -> None:
    records = polars.read_parquet(nested).explode("records").unnest("records", separator="_")
    assert records["records_value"].drop_nulls()[1] == Decimal("52.8")
    rows = polars.read_parquet(flat)
    assert rows.filter(polars.col("unit") == "VND")["value"].to_list() == [Decimal(54341000000000)] * 2


def test_pandas_reads_both(nested: Path, flat: Path) -> None:
    assert pandas.read_parquet(nested)["records"][0][0]["indicator"]["code"] == "BUDGET_REVENUE"
    rows = pandas.read_parquet(flat)
    assert rows.groupby("kind").size()["comparison"] == 6
    assert rows["value"][1] == Decimal("52.8")


def test_no_documents_are_a_table_without_rows() -> None:
    for flat in (False, True):
        assert pq.read_table(io.BytesIO(_written([], flat))).num_rows == 0


@pytest.mark.parametrize(
    ("value", "held", "note"),
    [
        ("12345678901234567890123456.123456789012", "12345678901234567890123456.123456789012", None),
        ("33.33333333333333333333", "33.333333333333", "parquet: 1 numbers are rounded to 12 decimals"),
        ("1E+26", None, "parquet: 1 numbers of more than 26 digits are left empty"),
        ("1E+99999", None, "parquet: 1 numbers of more than 26 digits are left empty"),
    ],
)
@pytest.mark.parametrize("flat", [False, True], ids=["nested", "flat"])
def test_a_number_that_does_not_fit_is_said(
    extraction: Extraction, value: str, held: str | None, note: str | None, flat: bool
) -> None:
    stream = io.BytesIO()
    notes = formats()["parquet"].write([_with_value(extraction, value)], stream, flat=flat)
    (row,) = pq.read_table(stream).to_pylist()
    read = row["value"] if flat else row["records"][0]["value"]
    assert read == (None if held is None else Decimal(held))
    assert notes == ([note] if note else [])


def test_row_groups_are_written_on_the_way_and_the_bytes_are_the_same(
    extraction: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_file, "_BATCH", 20)
    monkeypatch.setattr(parquet_file, "_ROW_GROUP", 40)
    for flat in (False, True):
        written = _written([extraction] * 10, flat)
        assert written == _written(iter([extraction] * 10), flat)
        file = pq.ParquetFile(io.BytesIO(written))
        assert file.num_row_groups == 2
        assert file.metadata.num_rows == (90 if flat else 10)
        assert file.schema_arrow.metadata[b"vnreport"] == b"vnreport/1"
