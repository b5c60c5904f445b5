"""What a Python worker does: Arrow batches of articles in, Arrow batches of documents out."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa

from vnreport.errors import ReadError
from vnreport.pipeline import Extraction, run
from vnreport.reading import STDIN, normalise, read_bytes, source_of
from vnreport.tabular.arrow import Decimals, document_schema, documents_batch
from vnreport.vocabulary import Vocabulary

# The last column of what comes in, and the columns that stand in its place in what goes out.
ARTICLE = "document"
MADE = ("document", "error", "warning")

_ROWS = 64  # documents that are held at a time


class Article(NamedTuple):
    """A row's article: its text or bytes, and what other columns say of it, all null where untold."""

    text: str | bytes | None
    title: str | None
    date: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: its extraction, or the error that tells why there is none."""

    extraction: Extraction | None
    error: str | None = None
    warning: str | None = None


def made_schema() -> pa.Schema:
    """The types of the columns `MADE`."""
    types = (pa.struct(list(document_schema())), pa.string(), pa.string())
    return pa.schema(list(zip(MADE, types, strict=True)))


def extracted(batches: Iterator[pa.RecordBatch], rules: bytes) -> Iterator[pa.RecordBatch]:
    """The batches with the columns `MADE` for their last, `ARTICLE`; `rules` is a pickled mapping."""
    vocabulary = _vocabulary(rules)
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            rows = batch.slice(start, _ROWS)
            *kept, articles = rows.columns
            outcomes = [extract(Article(**article), vocabulary) for article in articles.to_pylist()]
            yield pa.RecordBatch.from_arrays(
                [*kept, *_columns(outcomes)], names=[*rows.schema.names[:-1], *MADE]
            )


def extract(article: Article, vocabulary: Vocabulary) -> Outcome:
    """The outcome for one article, whatever is in it."""
    name = article.name or STDIN
    try:
        if article.text is None:
            raise ReadError(f"{name}: the text is null")
        if isinstance(article.text, bytes):
            text, source = read_bytes(article.text, name)
        else:
            text = normalise(article.text)
            source = source_of(text.encode("utf-8"), name, "utf-8", text)
        extraction = run(text, source, vocabulary, article.date)
    except ReadError as error:
        return Outcome(None, str(error))
    except Exception as error:  # noqa: BLE001  # a fault of ours must not cost the other articles of the task
        return Outcome(None, f"{name}: the extraction failed ({error!r}); please report it")
    warning = None if text.strip() else f"{name}: holds no text; its document has no records"
    return Outcome(extraction, None, warning)


@lru_cache(maxsize=4)
def _vocabulary(rules: bytes) -> Vocabulary:
    # Spark hands the same worker one task after the other: what is compiled from the rules stays in it.
    return Vocabulary(pickle.loads(rules))


def _columns(outcomes: list[Outcome]) -> list[pa.Array]:
    found = [outcome.extraction for outcome in outcomes if outcome.extraction]
    places = iter(range(len(found)))
    at = [next(places) if outcome.extraction else None for outcome in outcomes]
    decimals = Decimals()
    documents = documents_batch(found, decimals).to_struct_array().take(pa.array(at, pa.int64()))
    warnings = [outcome.warning for outcome in outcomes]
    if decimals.left_out:
        warnings = [outcome.warning or _too_large(outcome.extraction) for outcome in outcomes]
    return [
        documents,
        pa.array([outcome.error for outcome in outcomes], pa.string()),
        pa.array(warnings, pa.string()),
    ]


def _too_large(extraction: Extraction | None) -> str | None:
    """What to warn of where a document has numbers that the columns cannot hold."""
    if extraction is None:
        return None
    decimals = Decimals()
    documents_batch([extraction], decimals)
    if not decimals.left_out:
        return None
    name = extraction.document.source.path
    return (
        f"{name}: {decimals.left_out} numbers with more digits than decimal(38, 12) has are left out; "
        "the words of their records have them"
    )
