"""What the driver plans: DataFrames in, DataFrames out."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import ArrayType, BinaryType, StringType, StructType

from vnreport.api import Directory
from vnreport.errors import ReadError
from vnreport.sources.options import Fields
from vnreport.spark import worker
from vnreport.times import check_times
from vnreport.vocabulary import load_vocabulary


def documents(
    articles: DataFrame,
    text: str = "text",
    *,
    title: str | None = None,
    date: str | None = None,
    name: str | None = None,
    patterns: Iterable[Directory] = (),
) -> DataFrame:
    """A row for each row of `articles`, in which the column of the text has given way to three others.

    They are `document` (a struct like `vnreport.Document`, its records one array of structs that have the
    fields of all kinds), `error` (why there is no document) and `notice` (what was left out of account).
    Numbers are decimal(38, 12). An article that cannot be read costs no more than its row. Nothing is
    computed before the result is used.

    Args:
        articles: an article a row.
        text: its column of strings, or of the bytes of text files, whose encoding is found as for files.
        title: a column whose words are put before a text of strings as its first line.
        date: a column with the date of publication: a date, a timestamp, or a string such as `2024-11-28`.
        name: a column that names the article in `document.source.path` and in errors; `-` without it.
        patterns: directories of pattern files, on the driver, as for `vnreport.extract`.

    Raises:
        ReadError: a column is missing, is no text, or has the name of one that is made.
        PatternError: a pattern directory or a file in it is wrong.
    """
    kept = [column for column in articles.columns if column != text]
    if taken := set(kept) & set(worker.MADE):
        raise ReadError(f"the column {min(taken)!r} has the name of one that is made; rename it")
    fields = Fields(text, title, date)
    row = F.struct(
        _text(articles, text, whole=title is not None),
        *(_string(articles, column).alias(column) for column in (title, date) if column),
    )
    named = (F.lit(None) if name is None else _string(articles, name)).cast("string")
    article = F.struct(named.alias(worker.NAME), row.alias(worker.ROW))
    frame = articles.select(*(_column(articles, column) for column in kept), article.alias(worker.ARTICLE))
    vocabulary = load_vocabulary(tuple(Path(directory) for directory in patterns))
    check_times(vocabulary)
    # The rules travel with the plan: workers read by the driver's patterns, wherever its directories are.
    rules = pickle.dumps(dict(vocabulary.by_kind))

    def extracted(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return worker.extracted(batches, fields, rules)

    made = from_arrow_schema(worker.made_schema())
    return frame.mapInArrow(extracted, StructType([*frame.schema.fields[:-1], *made.fields]))


def records(documents: DataFrame) -> DataFrame:
    """A row for each record of what `documents` gives, and one without a record where an article has none.

    `record` holds the record (a struct with the fields of all kinds), `document` what is told of the document
    as a whole, without its lists.
    """
    record = F.explode_outer("document.records").alias("record")
    kind = documents.schema["document"].dataType
    assert isinstance(kind, StructType)
    lists = [field.name for field in kind.fields if isinstance(field.dataType, ArrayType)]
    return documents.select("*", record).withColumn("document", F.col("document").dropFields(*lists))


def _column(frame: DataFrame, name: str) -> Column:
    return frame["`" + name.replace("`", "``") + "`"]


def _text(frame: DataFrame, name: str, *, whole: bool) -> Column:
    """The column of the text; `whole` where only strings will do, before which a title can be put."""
    column = _known(frame, name)
    (field,) = frame.select(column).schema.fields
    if not isinstance(field.dataType, StringType if whole else StringType | BinaryType):
        kind = field.dataType.simpleString()
        wanted = "strings, which a title can be put before" if whole else "strings or bytes"
        raise ReadError(f"the column {name!r} is {kind}, not text; name one of {wanted}")
    return column.alias(name)


def _string(frame: DataFrame, name: str) -> Column:
    return _known(frame, name).cast("string")


def _known(frame: DataFrame, name: str) -> Column:
    if name not in frame.columns:
        there = ", ".join(map(repr, frame.columns[:10])) or "none"
        raise ReadError(f"there is no column {name!r}; the columns are {there}")
    return _column(frame, name)
