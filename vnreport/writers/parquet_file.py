"""parquet: for data frames and query engines; a row a document, or flat a row a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from vnreport.language import _
from vnreport.writers import Option, register

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction

_BATCH = 2_000  # records that are turned into columns at once
_ROW_GROUP = 65_536  # records that are held, as columns, until they are written
_FLAT = Option("flat", "parquet: one row a record, with the columns of csv, not one row a document.")


@register(
    "parquet",
    "one row a document, nested as in jsonl; or one row a record",
    extensions=(".parquet",),
    binary=True,
    options=(_FLAT,),
    needs=("pyarrow", "parquet"),
)
def write(extractions: Iterable[Extraction], stream: BinaryIO, *, flat: bool = False) -> list[str]:
    """Write row groups of some 65,000 records, compressed with zstd.

    Numbers are decimals of 26 digits before the point and 12 after it: more decimals are rounded, and a
    number with more digits before the point is left out.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from vnreport.tabular import arrow

    decimals = arrow.Decimals()
    schema, batch_of = (
        (arrow.flat_schema(), arrow.flat_batch) if flat else (arrow.document_schema(), arrow.documents_batch)
    )
    with pq.ParquetWriter(stream, schema, compression="zstd") as file:
        held: list[pa.RecordBatch] = []
        records = 0
        for batch in _batches(extractions):
            held.append(batch_of(batch, decimals))
            records += sum(len(extraction.document.records) for extraction in batch)
            if records >= _ROW_GROUP:
                file.write_table(pa.Table.from_batches(held))
                held, records = [], 0
        if held:
            file.write_table(pa.Table.from_batches(held))
    notes = []
    if decimals.rounded:
        notes.append(
            _(
                "parquet: {numbers} numbers are rounded to {decimals} decimals",
                numbers=decimals.rounded,
                decimals=arrow.SCALE,
            )
        )
    if decimals.left_out:
        before = arrow.PRECISION - arrow.SCALE
        notes.append(
            _(
                "parquet: {numbers} numbers of more than {digits} digits are left empty",
                numbers=decimals.left_out,
                digits=before,
            )
        )
    return notes


def _batches(extractions: Iterable[Extraction]) -> Iterator[list[Extraction]]:
    """The extractions in lists of about `_BATCH` records; one without records counts as one."""
    batch: list[Extraction] = []
    size = 0
    for extraction in extractions:
        batch.append(extraction)
        size += max(1, len(extraction.document.records))
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
