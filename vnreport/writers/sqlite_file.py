"""sqlite: a database of documents, records, officials and positions, with views for the usual questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from vnreport.language import _
from vnreport.writers import register

if TYPE_CHECKING:
    import sqlite3

    from vnreport.pipeline import Extraction


@register(
    "sqlite",
    "a database with views for the usual questions",
    extensions=(".sqlite", ".sqlite3", ".db"),
    binary=True,
)
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Fill a database in the folder for temporary files, then copy it to the stream.

    A number is an integer or the nearest double; column `exact` has the digits of those that are neither.
    """
    import shutil
    import sqlite3
    import tempfile
    from contextlib import closing
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="vnreport-") as folder:
        path = Path(folder) / "records.sqlite"
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                _fill(database, extractions)
        except sqlite3.OperationalError as error:
            raise OSError(
                _(
                    "{error} (in {folder}, the folder for temporary files; TMPDIR sets another)",
                    error=error,
                    folder=folder,
                )
            ) from error
        with path.open("rb") as file:
            shutil.copyfileobj(file, stream, 1024 * 1024)


def _fill(database: sqlite3.Connection, extractions: Iterable[Extraction]) -> None:
    from importlib.resources import files

    from vnreport.tabular import sql

    # The file is new, and of no use before it is whole: there is nothing to roll back to.
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN")
    for table in sql.TABLES:
        database.execute(table.definition)
    insertions = {table.name: table.insertion for table in sql.TABLES}
    rows = sql.Rows()
    for extraction in extractions:
        for table, cells in rows.of(extraction):
            database.execute(insertions[table.name], cells)
    database.execute("COMMIT")
    for table in sql.TABLES:
        if table.index:
            database.execute(table.index)
    database.executescript((files("vnreport.tabular") / "questions.sql").read_text("utf-8"))
