"""The way through the house: text, sentences, tokens, mentions, records."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from vnreport.article import Article, parse_article
from vnreport.confidence import estimate, features
from vnreport.consistency import agreements, find_consistency
from vnreport.context import Context, read_context
from vnreport.derivation import derive
from vnreport.digits import find_habit
from vnreport.document import Contradiction, Document, Record, Source
from vnreport.measures import Carried, MeasureFinder
from vnreport.officials import find_officials
from vnreport.periods import caption_paragraphs, lede_end, main_period, opening_period
from vnreport.trace import Trace
from vnreport.unmarked import is_unmarked, with_unmarked_forms
from vnreport.vocabulary import Vocabulary

Found = tuple[Record, Trace]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document, and for each of its records (in the same order) what led to it."""

    text: str
    document: Document
    traces: tuple[Trace, ...]


def run(
    text: str,
    source: Source,
    vocabulary: Vocabulary,
    published: str | None = None,
    *,
    keep_text: bool = False,
    explained: bool = False,
) -> Extraction:
    """Extract all records of a text that is NFC and has \\n as its line ends.

    `published` is the article's date (ISO 8601) where its metadata tell it; else the text is asked. With
    `keep_text` the document holds the text; if `explained`, traces hold the rules that lost.
    """
    if is_unmarked(text):
        vocabulary = vocabulary.base.compiled(with_unmarked_forms)
    article = parse_article(text, vocabulary)
    context = read_context(article, vocabulary, published)
    found: list[Found] = list(find_officials(article, vocabulary))
    vocabulary = vocabulary.with_abbreviations(context.abbreviations)
    found += _measured(article, context, vocabulary, explained)
    found.sort(key=lambda pair: (pair[0].start, pair[0].end))
    # Each list is let go for the next: an article in one sentence may have 10^5 records.
    found = [(replace(record, id=f"r{number}"), trace) for number, (record, trace) in enumerate(found, 1)]
    findings = find_consistency([record for record, _ in found], article.passages, vocabulary)
    agreement = agreements(findings)
    found = [_rated(record, trace, agreement.get(record.id), context.title_end) for record, trace in found]
    records = tuple(record for record, _ in found)
    document = Document(
        source=source,
        title=context.title,
        published=context.published,
        place=context.place,
        records=records,
        derived=derive(records),
        warnings=tuple(
            Contradiction(kind=finding.kind, records=finding.records, message=finding.message)
            for finding in findings
            if not finding.agrees
        ),
        text=text if keep_text else msgspec.UNSET,
    )
    return Extraction(text, document, tuple(trace for _, trace in found))


def _measured(article: Article, context: Context, vocabulary: Vocabulary, explained: bool) -> list[Found]:
    """The measured records, sentence by sentence; what the sentences were read as is let go with this."""
    finder = MeasureFinder(vocabulary, article.text, find_habit(article.text), context, explained)
    sentences = [finder.parse(index, passage) for index, passage in enumerate(article.passages)]
    captions = caption_paragraphs(sentences, vocabulary)
    told = [clauses for clauses in sentences if clauses.sentence.paragraph not in captions]
    main = main_period(told or sentences, context.title_end, context.anchor, vocabulary)
    carried = Carried(
        period=opening_period(sentences, main), main=main, lede_end=lede_end(sentences, context.title_end)
    )
    found: list[Found] = []
    for clauses in sentences:
        fresh, left = finder.find(clauses, carried)
        found += fresh
        if clauses.sentence.paragraph not in captions:
            carried = left
    return found


def _rated(record: Record, trace: Trace, agreement: bool | None, title_end: int) -> Found:
    trace = replace(trace, features=features(record, trace, agreement, title_end))
    return replace(record, confidence=estimate(trace.features)), trace
