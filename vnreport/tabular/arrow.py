"""Documents and flat rows as Arrow record batches, under schemas made from the record definition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

import pyarrow as pa

from vnreport.document import SCHEMA, Document
from vnreport.pipeline import Extraction
from vnreport.tabular.columns import COLUMNS, Row
from vnreport.tabular.shape import Field, Group, Many, Scalar, part_of, shape_of

# The widest decimal that every reader of Arrow and Parquet knows.
PRECISION = 38
SCALE = 12

_DECIMAL = pa.decimal128(PRECISION, SCALE)
TYPES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    Decimal: _DECIMAL,
}
_ABOUT = {"vnreport": SCHEMA}


class Decimals:
    """Fits numbers into the decimal type, and counts those that it cannot hold as they are."""

    def __init__(self) -> None:
        self._context = Context(prec=PRECISION, traps=[InvalidOperation])
        self._unit = Decimal(1).scaleb(-SCALE)
        self.rounded = 0
        self.left_out = 0

    def fit(self, number: Decimal | int | None) -> Decimal | None:
        """The number, rounded to `SCALE` decimals; None where it has too many digits before them."""
        if number is None:
            return None
        self._context.clear_flags()
        try:
            fitted = Decimal(number).quantize(self._unit, context=self._context)
        except InvalidOperation:
            self.left_out += 1
            return None
        self.rounded += bool(self._context.flags[Inexact])
        return fitted


def document_schema() -> pa.Schema:
    """A row a document: nested Structs are structs, sequences lists, all sorts of records one struct."""
    return pa.schema([_field(field) for field in shape_of(Document).fields], metadata=_ABOUT)


def flat_schema() -> pa.Schema:
    """A row a record, under the flat columns."""
    return pa.schema([(column.name, TYPES[column.type]) for column in COLUMNS], metadata=_ABOUT)


def documents_batch(extractions: Sequence[Extraction], decimals: Decimals) -> pa.RecordBatch:
    """The documents under `document_schema`."""
    read = _reader(shape_of(Document), decimals)
    return pa.RecordBatch.from_pylist([read(extraction.document) for extraction in extractions], _NESTED)


def flat_batch(extractions: Sequence[Extraction], decimals: Decimals) -> pa.RecordBatch:
    """The records under `flat_schema`."""
    rows = [Row(extraction, record) for extraction in extractions for record in extraction.document.records]
    arrays = []
    for column in COLUMNS:
        cells: list[Any] = [column.cell(row) for row in rows]
        if column.type is Decimal:
            cells = [decimals.fit(cell) for cell in cells]
        arrays.append(pa.array(cells, TYPES[column.type]))
    return pa.RecordBatch.from_arrays(arrays, schema=_FLAT)


def _field(field: Field) -> pa.Field:
    return pa.field(field.name, _type(field.shape), metadata={"description": field.meaning})


def _type(shape: Scalar | Group | Many) -> pa.DataType:
    if isinstance(shape, Group):
        return pa.struct([_field(field) for field in shape.fields])
    return pa.list_(_type(shape.item)) if isinstance(shape, Many) else TYPES[shape.type]


def _reader(shape: Scalar | Group | Many, decimals: Decimals) -> Callable[[Any], Any]:
    """What makes of a value of that shape one that Arrow takes."""
    if isinstance(shape, Group):
        fields = [(field.name, _reader(field.shape, decimals)) for field in shape.fields]
        return lambda value: (
            None if value is None else {name: read(part_of(value, name)) for name, read in fields}
        )
    if isinstance(shape, Many):
        read_item = _reader(shape.item, decimals)
        return lambda value: None if value is None else [read_item(item) for item in value]
    return decimals.fit if shape.type is Decimal else lambda value: value


_NESTED = document_schema()
_FLAT = flat_schema()
