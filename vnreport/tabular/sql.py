"""Documents as rows of SQL tables, made from the record definition.

A Struct's fields are columns, those of a nested Struct with its name before them (`indicator_code`), and a
sequence is a table of its own. Each table has a `key`, and a column that names by key the row it belongs to.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from vnreport.document import Document, MeasuredRecord, Official, Ranking, Span
from vnreport.pipeline import Extraction
from vnreport.tabular.shape import Group, Many, Scalar, part_of, shape_of

_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", Decimal: "NUMERIC"}
_WHOLE = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the attributes that lead to its value; of a Span it is the words that are meant."""

    name: str
    type: type
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the items of sequence `field` of the rows of table `owner`."""

    name: str
    columns: tuple[Column, ...]
    owner: Table | None = None
    field: str = ""

    @property
    def path(self) -> str:
        """Where the rows stand in the definition: `records[].positions[].`."""
        if self.owner is None:
            return ""
        # An official is a record, not something in it.
        return self.owner.path if self is OFFICIALS else f"{self.owner.path}{self.field}[]."

    @property
    def exact(self) -> bool:
        """Whether there is a column for numbers that SQL cannot hold as they are: as JSON, null if none."""
        return any(column.type is Decimal for column in self.columns)

    @property
    def definition(self) -> str:
        """What creates the table."""
        lines = ["key INTEGER PRIMARY KEY"]
        if self.owner:
            lines.append(f"{_singular(self.owner.name)} INTEGER NOT NULL REFERENCES {self.owner.name}(key)")
        lines += [f'"{column.name}" {_TYPES[column.type]}' for column in self.columns]
        lines += ["exact TEXT"] if self.exact else []
        return f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(lines) + "\n)"

    @property
    def index(self) -> str | None:
        """What creates the index that finds the rows of an owner."""
        if self.owner is None:
            return None
        owner = _singular(self.owner.name)
        return f"CREATE INDEX {self.name}_{owner} ON {self.name}({owner})"

    @property
    def insertion(self) -> str:
        """What inserts a row, with a placeholder for each cell."""
        count = 1 + bool(self.owner) + len(self.columns) + self.exact
        return f"INSERT INTO {self.name} VALUES ({', '.join('?' * count)})"

    def cells(self, value: Any, text: str) -> list[object]:
        """What a row holds after its keys."""
        made: list[object] = []
        exact: dict[str, str] = {}
        for column in self.columns:
            cell = value
            for name in column.path:
                cell = part_of(cell, name)
            if isinstance(cell, Span):
                cell = text[cell.start : cell.end]
            elif column.type is Decimal and cell is not None:
                number = _number(Decimal(cell))
                if number is None or Decimal(repr(number)) != cell:
                    exact[column.name] = format(cell, "f")
                cell = number
            made.append(cell)
        if self.exact:
            made.append(msgspec.json.encode(exact).decode() if exact else None)
        return made


class Rows:
    """Gives the rows of documents, numbering those of each table from 1."""

    def __init__(self) -> None:
        self._last: Counter[str] = Counter()

    def of(self, extraction: Extraction) -> Iterator[tuple[Table, list[object]]]:
        """The rows of a document and of all that belongs to it, each after the one that owns it."""
        yield from self._rows(DOCUMENTS, extraction.document, None, extraction.text)

    def _rows(
        self, table: Table, value: Any, owner: int | None, text: str
    ) -> Iterator[tuple[Table, list[object]]]:
        self._last[table.name] += 1
        key = self._last[table.name]
        yield table, [key, *([] if owner is None else [owner]), *table.cells(value, text)]
        for part in TABLES:
            if part.owner is table:
                items = [value] if part is OFFICIALS else getattr(value, part.field, None) or ()
                for item in items:
                    if part is not OFFICIALS or isinstance(item, Official):
                        yield from self._rows(part, item, key, text)


def _number(exact: Decimal) -> int | float | None:
    """The nearest number that SQL can calculate with; None where all of them are too small."""
    nearest = float(exact)
    if not math.isfinite(nearest):
        return None
    return int(exact) if nearest.is_integer() and exact == int(exact) and int(exact) in _WHOLE else nearest


def _singular(name: str) -> str:
    return name.removesuffix("s")


def _columns(shape: Group, *path: str) -> Iterator[Column]:
    for field in shape.fields:
        here = (*path, field.name)
        if isinstance(field.shape, Scalar):
            yield Column("_".join(here), field.shape.type, here)
        elif isinstance(field.shape, Group):
            if field.shape == shape_of(Span):
                yield Column("_".join(here), str, here)
            yield from _columns(field.shape, *here)


def _tables(field: str, item: Scalar | Group | Many, owner: Table | None) -> Iterator[Table]:
    """The table of a Struct or of the items of a sequence, and after it those of the sequences in it."""
    if isinstance(item, Many):
        raise TypeError(f"no table holds {field}, a sequence of sequences")
    if isinstance(item, Scalar):
        name = f"{_singular(owner.name)}_{field}" if owner else field  # warning_records, not records
        yield Table(name, (Column("value", item.type, ()),), owner, field)
        return
    apart = {"records": _PERSONAL, "officials": _MEASURED}.get(field, set())
    kept = Group(tuple(part for part in item.fields if part.name not in apart))
    table = Table(field, tuple(_columns(kept)), owner, field)
    yield table
    for part in kept.fields:
        if isinstance(part.shape, Many):
            yield from _tables(part.name, part.shape.item, table)
    if field == "records":
        yield from _tables("officials", shape_of(Official), table)


# What only a measure or a ranking has, and what only a person has: the latter stands in a table of its own.
_MEASURED = {field.name for field in shape_of(MeasuredRecord | Ranking).fields}
_PERSONAL = {field.name for field in shape_of(Official).fields} - _MEASURED

TABLES = tuple(_tables("documents", shape_of(Document), None))
DOCUMENTS = TABLES[0]
OFFICIALS = next(table for table in TABLES if table.name == "officials")
