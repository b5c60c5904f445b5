"""What the job reads: folders of text files, JSON Lines and Parquet, each as a DataFrame of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, DataFrameReader, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

from vnreport.errors import ReadError
from vnreport.reading import MAX_BYTES
from vnreport.sources.options import Fields

_JSON = (".jsonl", ".ndjson")
_PACKED = (".gz", ".zst", ".bz2")
_PATH = "path"
_BROKEN = "_corrupt_record"
_SHOWN = 80  # characters of a broken line that its error quotes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: paths or URIs, the columns of an article, others to keep, a glob for file names."""

    paths: Sequence[str]
    fields: Fields
    keep: Sequence[str]
    glob: str | None


@dataclass(frozen=True, slots=True)
class Articles:
    """A frame with an article a row, and its columns of text and of names.

    `broken` names the column, if any, that tells why a row is no article.
    """

    frame: DataFrame
    text: str
    name: str | None
    broken: str | None = None


def kind_of(paths: Sequence[str]) -> str:
    """The kind of the sources by their names: `jsonl` and `parquet` by ending, else `text`.

    Raises:
        ReadError: they are of several kinds.
    """
    kinds = {_kind(path) for path in paths}
    if len(kinds) > 1:
        raise ReadError(
            f"the sources are of several kinds ({', '.join(sorted(kinds))}); run one job for each"
        )
    return kinds.pop()


def _kind(path: str) -> str:
    stem = path.lower().rstrip("/")
    for ending in _PACKED:
        stem = stem.removesuffix(ending)
    return "jsonl" if stem.endswith(_JSON) else "parquet" if stem.endswith(".parquet") else "text"


def _files(session: SparkSession, wanted: Wanted) -> Articles:
    """A file an article, in all folders below; `path` and `content`."""
    found = _reader(session, wanted, deep=True).format("binaryFile").load(list(wanted.paths))
    # The content of a file of more than 2 GB would cost the task: Spark reads it only where it is asked for.
    short = found.where(F.col("length") <= MAX_BYTES).select(_PATH, "content", F.lit(None).alias(_BROKEN))
    limit = f": is larger than {MAX_BYTES // 1024**2} MiB, too much for one article; split it"
    long = found.where(F.col("length") > MAX_BYTES).select(
        _PATH, F.lit(None).alias("content"), F.concat(_PATH, F.lit(limit)).alias(_BROKEN)
    )
    return Articles(short.union(long), "content", _PATH, _BROKEN)


def _json_lines(session: SparkSession, wanted: Wanted) -> Articles:
    """A line an article; `path` is its file, with `#` and the id where there is one."""
    fields = wanted.fields
    told = (fields.text, fields.title, fields.date, fields.id, *wanted.keep)
    names = dict.fromkeys(name for name in told if name is not None)
    if _PATH in names:
        raise ReadError(f"a column {_PATH!r} is made of the files' names; rename the field of that name")
    # With a schema Spark need not read everything twice; what is missing in a line is null in its row.
    schema = StructType([StructField(name, StringType()) for name in (*names, _BROKEN)])
    reader = _reader(session, wanted, deep=True).schema(schema).option("columnNameOfCorruptRecord", _BROKEN)
    # Spark tells the path as part of a URI; `+` stands for itself in it.
    path = F.url_decode(F.replace(F.col("_metadata.file_path"), F.lit("+"), F.lit("%2B")))
    name = path
    if fields.id is not None:
        name = F.concat(path, F.lit("#"), F.coalesce(_quoted(fields.id), F.lit("")))
    broken = F.concat(
        path, F.lit(": a line is no JSON object: "), F.substring(F.col(_BROKEN), 1, _SHOWN)
    ).alias(_BROKEN)
    frame = reader.json(list(wanted.paths)).select(name.alias(_PATH), *map(_quoted, names), broken)
    return Articles(frame, fields.text, _PATH, _BROKEN)


def _parquet(session: SparkSession, wanted: Wanted) -> Articles:
    """A row an article, with all columns that there are."""
    frame = _reader(session, wanted, deep=False).parquet(*wanted.paths)
    return Articles(frame, wanted.fields.text, wanted.fields.id)


def _reader(session: SparkSession, wanted: Wanted, *, deep: bool) -> DataFrameReader:
    """A reader with the options of all kinds; `deep` for all folders below, not those of partitions alone."""
    reader = session.read if wanted.glob is None else session.read.option("pathGlobFilter", wanted.glob)
    return reader.option("recursiveFileLookup", "true") if deep else reader


def _quoted(name: str) -> Column:
    return F.col("`" + name.replace("`", "``") + "`")


READERS: Mapping[str, Callable[[SparkSession, Wanted], Articles]] = {
    "text": _files,
    "jsonl": _json_lines,
    "parquet": _parquet,
}
