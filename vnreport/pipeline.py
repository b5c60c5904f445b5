"""The way through the house: text, sentences, tokens, mentions, records."""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.article import parse_article
from vnreport.document import Document, Record, Source
from vnreport.trace import Trace
from vnreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document, and for each of its records (in the same order) what led to it."""

    text: str
    document: Document
    traces: tuple[Trace, ...]


def run(text: str, source: Source, vocabulary: Vocabulary) -> Extraction:
    """Extract all records of a text that is NFC and has \\n as its line ends."""
    article = parse_article(text)
    records: list[Record] = []
    traces: list[Trace] = []
    del article
    return Extraction(text, Document(source=source, records=tuple(records)), tuple(traces))
