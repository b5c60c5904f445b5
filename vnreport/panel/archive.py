"""Archives that `batch` has written, as tables of DuckDB, which calculates on disk what memory cannot hold.

`documents(doc, path, sha256, title, published, place_text, place_code)`, `records(doc, n, id, kind, …)` with
the place of its article where it names none, `positions(doc, name, position, former, acting)`, `derivations`,
what follows from a figure by its id, and `contradictions`, what is said against a record by its id.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb

from vnreport.errors import ReadError, WriteError
from vnreport.language import _, reason
from vnreport.reading import shown

if TYPE_CHECKING:
    import pyarrow as pa

_PLACE = "STRUCT(text VARCHAR, code VARCHAR)"
_RECORD = f"""STRUCT(
    kind VARCHAR, id VARCHAR, text VARCHAR, start BIGINT, sentence STRUCT(start BIGINT, "end" BIGINT),
    confidence DOUBLE, value VARCHAR, unit VARCHAR, approx VARCHAR,
    indicator STRUCT(text VARCHAR, code VARCHAR), period STRUCT(value VARCHAR), place {_PLACE},
    status VARCHAR, baseline STRUCT(kind VARCHAR, text VARCHAR), ratio VARCHAR, rank BIGINT,
    "order" VARCHAR, "of" VARCHAR, scope STRUCT(text VARCHAR), name VARCHAR,
    positions STRUCT(text VARCHAR, former BOOLEAN, acting BOOLEAN)[])"""
_COLUMNS = {
    "schema": "VARCHAR",
    "source": "STRUCT(path VARCHAR, sha256 VARCHAR)",
    "title": "VARCHAR",
    "published": "VARCHAR",
    "place": _PLACE,
    "records": f"{_RECORD}[]",
    "derived": "STRUCT(figure VARCHAR, comparison VARCHAR, kind VARCHAR, value VARCHAR, unit VARCHAR)[]",
    "warnings": "STRUCT(records VARCHAR[], message VARCHAR)[]",
    "text": "VARCHAR",
}
_NUMBER = "DECIMAL(38, 12)"
_MOST_BYTES = 1 << 27  # of a line: an article with all its records; each thread holds twice as much
_MOST_MEMORY = "2GB"  # what is more waits on disk
_CHUNK = 50_000  # rows that go from SQLite to DuckDB at once

_TABLES = f"""
CREATE TABLE documents (doc BIGINT, path VARCHAR, sha256 VARCHAR, title VARCHAR, published VARCHAR,
    place_text VARCHAR, place_code VARCHAR);
CREATE TABLE records (doc BIGINT, n BIGINT, id VARCHAR, kind VARCHAR, text VARCHAR, sentence VARCHAR,
    confidence DOUBLE, value {_NUMBER}, unit VARCHAR, approx VARCHAR, indicator_text VARCHAR,
    indicator VARCHAR, period VARCHAR, place_text VARCHAR, place_code VARCHAR, status VARCHAR,
    baseline VARCHAR, baseline_text VARCHAR, ratio {_NUMBER}, rank BIGINT, "order" VARCHAR, "of" BIGINT,
    scope VARCHAR);
CREATE TABLE positions (doc BIGINT, name VARCHAR, position VARCHAR, former BOOLEAN, acting BOOLEAN);
CREATE TABLE derivations (doc BIGINT, figure VARCHAR, comparison VARCHAR, kind VARCHAR,
    value {_NUMBER}, unit VARCHAR);
CREATE TABLE contradictions (doc BIGINT, id VARCHAR, message VARCHAR);
"""

# From documents with nested records, as jsonl and Parquet hold them.
_NESTED = f"""
CREATE TEMP TABLE nested AS
    SELECT row_number() OVER () + (SELECT coalesce(max(doc), 0) FROM documents) AS doc, * FROM {{origin}};
INSERT INTO documents
    SELECT doc, source.path, source.sha256, title, published, place.text, place.code FROM nested;
CREATE TEMP VIEW unnested AS
    SELECT doc, generate_subscripts(records, 1) AS n, unnest(records) AS r, text AS body,
        place AS area FROM nested;
INSERT INTO records
    SELECT doc, n, r.id, r.kind, r.text, CASE WHEN r.indicator.code IS NOT NULL AND r.period IS NOT NULL
            THEN body[r.sentence.start + 1 : r.sentence."end"] END, r.confidence,
        TRY_CAST(r.value AS {_NUMBER}), r.unit, r.approx, r.indicator.text, r.indicator.code, r.period.value,
        CASE WHEN r.place IS NULL THEN area.text ELSE r.place.text END,
        CASE WHEN r.place IS NULL THEN area.code ELSE r.place.code END,
        r.status, r.baseline.kind, r.baseline.text, TRY_CAST(r.ratio AS {_NUMBER}), r.rank, r."order",
        TRY_CAST(r."of" AS BIGINT), r.scope.text
    FROM unnested WHERE r.kind <> 'official';
INSERT INTO positions
    SELECT doc, name, p.text, p.former, p.acting
    FROM (SELECT doc, r.name AS name, unnest(r.positions) AS p FROM unnested WHERE r.kind = 'official');
INSERT INTO derivations
    SELECT doc, d.figure, d.comparison, d.kind, TRY_CAST(d.value AS {_NUMBER}), d.unit
    FROM (SELECT doc, unnest(derived) AS d FROM nested);
INSERT INTO contradictions
    SELECT doc, unnest(w.records), w.message FROM (SELECT doc, unnest(warnings) AS w FROM nested);
DROP VIEW unnested;
DROP TABLE nested;
"""

# From the tables that `batch` writes into SQLite; their `exact` column holds what a float could not.
_FROM_SQLITE = {
    "documents": """SELECT key, source_path, source_sha256, title, published, place_text, place_code
        FROM documents ORDER BY key""",
    "records": """SELECT r.document, r.key, r.id, r.kind, r.text,
        CASE WHEN r.indicator_code IS NOT NULL AND r.period_value IS NOT NULL THEN r.sentence END,
        r.confidence,
        CAST(coalesce(json_extract(r.exact, '$.value'), r.value) AS TEXT), r.unit, r.approx,
        r.indicator_text, r.indicator_code, r.period_value,
        CASE WHEN r.place_text IS NULL THEN d.place_text ELSE r.place_text END,
        CASE WHEN r.place_text IS NULL THEN d.place_code ELSE r.place_code END,
        r.status, r.baseline_kind, r.baseline_text,
        CAST(coalesce(json_extract(r.exact, '$.ratio'), r.ratio) AS TEXT), r.rank, r."order",
        CAST(r."of" AS TEXT), r.scope_text
        FROM records r JOIN documents d ON d.key = r.document WHERE r.kind <> 'official' ORDER BY r.key""",
    "positions": """SELECT r.document, o.name, p.text, p.former, p.acting
        FROM positions p JOIN officials o ON o.key = p.official JOIN records r ON r.key = o.record
        ORDER BY p.key""",
    "derivations": """SELECT document, figure, comparison, kind,
        CAST(coalesce(json_extract(exact, '$.value'), value) AS TEXT), unit FROM derived ORDER BY key""",
    "contradictions": """SELECT w.document, r.value, w.message
        FROM warnings w JOIN warning_records r ON r.warning = w.key ORDER BY r.key""",
}
_INSERTED = {
    "documents": "SELECT c0 + {first}, c1, c2, c3, c4, c5, c6 FROM chunk",
    "records": f"""SELECT c0 + {{first}}, c1, c2, c3, c4, c5, c6, TRY_CAST(c7 AS {_NUMBER}), c8, c9, c10, c11,
        c12, c13, c14, c15, c16, c17, TRY_CAST(c18 AS {_NUMBER}), c19, c20, TRY_CAST(c21 AS BIGINT), c22
        FROM chunk""",
    "positions": "SELECT c0 + {first}, c1, c2, c3 = 1, c4 = 1 FROM chunk",
    "derivations": f"SELECT c0 + {{first}}, c1, c2, c3, TRY_CAST(c4 AS {_NUMBER}), c5 FROM chunk",
    "contradictions": "SELECT c0 + {first}, c1, c2 FROM chunk",
}
_TEXT_COLUMNS = {
    "documents": range(1, 7),
    "records": (2, 3, 4, 5, *range(7, 19), 20, 21, 22),
    "positions": (1, 2),
    "derivations": range(1, 6),
    "contradictions": (1, 2),
}


@contextmanager
def loaded(archives: Sequence[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine with the tables of all archives, which may be jsonl, jsonl.gz, parquet or sqlite.

    Raises:
        ReadError: an archive cannot be read, or is none; the message names it.
        WriteError: there is no room for the tables, now or while they are worked with.
    """
    with _room() as folder, closing(duckdb.connect(f"{folder}/panel")) as engine:
        engine.execute(f"SET temp_directory = '{folder}/more'; SET memory_limit = '{_MOST_MEMORY}'")
        engine.execute(_TABLES)
        for archive in archives:
            try:
                _load(engine, archive)
            except (duckdb.Error, sqlite3.Error, OSError) as error:
                if _lacks_room(error, folder):
                    raise
                why = reason(error) if isinstance(error, OSError) else str(error).partition("\n")[0]
                raise ReadError(
                    _(
                        "{name}: cannot be read as an archive of vnreport batch: {reason}",
                        name=shown(archive),
                        reason=why,
                    )
                ) from error
        yield engine


@contextmanager
def _room() -> Iterator[str]:
    """A folder for what memory cannot hold, for as long as it is worked with."""
    try:
        folder = TemporaryDirectory(prefix="vnreport-")
    except OSError as error:
        raise WriteError(_no_room(error.filename or "TMPDIR", reason(error))) from error
    with folder as name:
        try:
            yield name
        except duckdb.Error as error:
            if not _lacks_room(error, name):
                raise
            raise WriteError(_no_room(name, str(error).partition("\n")[0])) from error


def _lacks_room(error: Exception, folder: str) -> bool:
    """Whether what went wrong is that the folder, or memory, cannot hold what is worked with."""
    return isinstance(error, duckdb.OutOfMemoryException) or folder in str(error)


def _no_room(folder: str, why: str) -> str:
    return _(
        "{folder}: has no room for what memory cannot hold: {reason}; set TMPDIR to a folder with more",
        folder=shown(folder),
        reason=why,
    )


def _load(engine: duckdb.DuckDBPyConnection, archive: str) -> None:
    with open(archive, "rb") as stream:
        start = stream.read(16)
    if start.startswith(b"SQLite format 3"):
        _load_sqlite(engine, archive)
        return
    if start.startswith(b"PAR1"):
        origin = _parquet(engine, archive)
    else:
        columns = ", ".join(f"'{name}': '{type_}'" for name, type_ in _COLUMNS.items())
        packed = "gzip" if start.startswith(b"\x1f\x8b") else "uncompressed"
        origin = (
            f"read_json({_only(archive)}, columns = {{{columns}}}, format = 'newline_delimited', "
            f"compression = '{packed}', maximum_object_size = {_MOST_BYTES})"
        )
    for statement in _NESTED.replace("{origin}", origin).split(";\n"):
        engine.execute(statement)
    if odd := _number(engine, "SELECT count(*) FROM documents WHERE path IS NULL"):
        raise ReadError(
            _(
                "{name}: {count} of its lines are no documents; an archive is what batch has written",
                name=shown(archive),
                count=odd,
            )
        )


def _parquet(engine: duckdb.DuckDBPyConnection, archive: str) -> str:
    """What selects the columns of a nested Parquet file, each cast to the type that jsonl has."""
    names = {row[0] for row in engine.execute(f"DESCRIBE FROM read_parquet({_only(archive)})").fetchall()}
    if "records" not in names:
        raise ReadError(
            _(
                "{name}: is a flat Parquet file, or none of vnreport; write it with batch, without --flat",
                name=shown(archive),
            )
        )
    # A cast picks from a struct those of its fields that are asked for.
    chosen = ", ".join(
        f'CAST({name if name in names else "NULL"} AS {type_}) AS "{name}"'
        for name, type_ in _COLUMNS.items()
    )
    return f"(SELECT {chosen} FROM read_parquet({_only(archive)}))"


def _load_sqlite(engine: duckdb.DuckDBPyConnection, archive: str) -> None:
    first = _number(engine, "SELECT coalesce(max(doc), 0) FROM documents")
    with closing(sqlite3.connect(f"{Path(archive).absolute().as_uri()}?mode=ro", uri=True)) as base:
        for table, query in _FROM_SQLITE.items():
            rows = base.execute(query)
            while found := rows.fetchmany(_CHUNK):
                chunk = _arrow(found, _TEXT_COLUMNS[table])
                engine.register("chunk", chunk)
                engine.execute(f"INSERT INTO {table} " + _INSERTED[table].format(first=first))
                engine.unregister("chunk")


def _arrow(rows: Sequence[tuple[object, ...]], texts: Sequence[int]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            f"c{at}": pa.array(column, pa.string() if at in texts else None)
            for at, column in enumerate(columns)
        }
    )


def _number(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    ((number,),) = engine.execute(query).fetchall()
    return int(number)


def _only(path: str) -> str:
    """The path as a literal for this one file: DuckDB takes `*`, `?` and `[` in a name for a pattern."""
    name = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
    return "'" + name.replace("'", "''") + "'"
