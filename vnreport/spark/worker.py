"""What a Python worker does: Arrow batches of articles in, Arrow batches of documents out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa

from vnreport.attempts import Success, attempt
from vnreport.errors import ReadError
from vnreport.reading import STDIN
from vnreport.sources.fields import article_of, published_of
from vnreport.sources.item import Article
from vnreport.sources.options import Fields
from vnreport.tabular.arrow import Decimals, document_schema, documents_batch
from vnreport.vocabulary import Vocabulary

# The last column of what comes in, and the columns that stand in its place in what goes out.
ARTICLE = "document"
NAME = "name"
ROW = "row"
MADE = ("document", "error", "notice")

_ROWS = 64  # documents that are held at a time


def made_schema() -> pa.Schema:
    """The types of the columns `MADE`."""
    types = (pa.struct(list(document_schema())), pa.string(), pa.string())
    return pa.schema(list(zip(MADE, types, strict=True)))


def extracted(batches: Iterator[pa.RecordBatch], fields: Fields, rules: bytes) -> Iterator[pa.RecordBatch]:
    """The batches with the columns `MADE` for their last, `ARTICLE`; `rules` is a pickled mapping.

    `ARTICLE` is a struct with the fields `NAME` and `ROW`, a struct with those of `fields`.
    """
    vocabulary = _vocabulary(rules)
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            rows = batch.slice(start, _ROWS)
            *kept, articles = rows.columns
            found = [
                _extract(article[ROW], article[NAME] or STDIN, fields, vocabulary)
                for article in articles.to_pylist()
            ]
            yield pa.RecordBatch.from_arrays(
                [*kept, *_columns(found)], names=[*rows.schema.names[:-1], *MADE]
            )


def _extract(
    row: dict[str, str | bytes | None], name: str, fields: Fields, vocabulary: Vocabulary
) -> Success | str:
    """What a row gives, or the error that tells why it gives nothing."""
    try:
        article = _article(row, name, fields)
    except ReadError as error:
        return str(error)
    found = attempt(article, name, vocabulary)
    return found if isinstance(found, Success) else f"{name}: {found.reason}"


def _article(row: dict[str, str | bytes | None], name: str, fields: Fields) -> Article:
    content = row[fields.text]
    if not isinstance(content, bytes):
        return article_of(row, name, 0, fields)
    published, warning = published_of(row, name, 0, fields)
    return Article(content, published=published, warning=warning)


@lru_cache(maxsize=4)
def _vocabulary(rules: bytes) -> Vocabulary:
    # Spark hands the same worker one task after the other: what is compiled from the rules stays in it.
    return Vocabulary(pickle.loads(rules))


def _columns(found: list[Success | str]) -> list[pa.Array]:
    extractions = [one.extraction for one in found if isinstance(one, Success)]
    places = iter(range(len(extractions)))
    at = [next(places) if isinstance(one, Success) else None for one in found]
    decimals = Decimals()
    documents = documents_batch(extractions, decimals).to_struct_array().take(pa.array(at, pa.int64()))
    return [
        documents,
        pa.array([one if isinstance(one, str) else None for one in found], pa.string()),
        pa.array([_notice(one, all_fit=not decimals.left_out) for one in found], pa.string()),
    ]


def _notice(found: Success | str, *, all_fit: bool) -> str | None:
    """What may surprise in a document; `all_fit` where it need not be asked for numbers that do not."""
    if isinstance(found, str):
        return None
    notices = list(found.warnings)
    if not all_fit:
        decimals = Decimals()
        documents_batch([found.extraction], decimals)
        if decimals.left_out:
            name = found.extraction.document.source.path
            notices.append(
                f"{name}: {decimals.left_out} numbers with more digits than decimal(38, 12) has are left "
                "out; the words of their records have them"
            )
    return "; ".join(notices) or None
