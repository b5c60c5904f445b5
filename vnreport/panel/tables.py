"""Tables of the engine that are calculated here and not by a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Type = Literal["string", "int64", "bool", "strings"]


def create(
    engine: duckdb.DuckDBPyConnection, name: str, types: Mapping[str, Type], rows: Sequence[Sequence[object]]
) -> None:
    """Make a table of these columns and rows."""
    arrow = _arrow(types, rows)
    engine.register("calculated", arrow)
    engine.execute(f"CREATE TABLE {name} AS SELECT * FROM calculated")
    engine.unregister("calculated")


def _arrow(types: Mapping[str, Type], rows: Sequence[Sequence[object]]) -> pa.Table:
    import pyarrow as pa

    known = {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_(), "strings": pa.list_(pa.string())}
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    return pa.table(
        {
            name: pa.array(column, known[type_])
            for (name, type_), column in zip(types.items(), columns, strict=True)
        }
    )
