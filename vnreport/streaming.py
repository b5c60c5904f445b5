"""Several inputs, one after the other: each is read, extracted and handed on before the next is opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.pipeline import Extraction, run
from vnreport.reading import read_file, shown
from vnreport.vocabulary import Vocabulary


class Inputs:
    """The extractions of files in the order given; after iterating, `unread` counts those that failed.

    `complain` is told of each input that could not be read, `warn` of each that holds no text or
    whose encoding is in doubt. `encoding` is that of all of them; without it each file's own is found.
    `published` is their date (ISO 8601), before what a page says; with `keep_text` documents hold their text,
    if `explained` traces hold the rules that lost.
    """

    def __init__(
        self,
        paths: Sequence[str],
        vocabulary: Vocabulary,
        complain: Callable[[str], None],
        warn: Callable[[str], None],
        encoding: str | None = None,
        published: str | None = None,
        keep_text: bool = False,
        explained: bool = False,
    ) -> None:
        self._paths = paths
        self._encoding = encoding
        self._published = published
        self._keep_text = keep_text
        self._explained = explained
        self._vocabulary = vocabulary
        self._complain = complain
        self._warn = warn
        self.unread = 0

    def __iter__(self) -> Iterator[Extraction]:
        for path in self._paths:
            try:
                reading = read_file(path, self._encoding)
            except ReadError as error:
                self.unread += 1
                self._complain(str(error))
                continue
            for doubt in reading.doubts:
                self._warn(doubt)
            if not reading.text.strip():
                self._warn(_("{name}: holds no text; its document has no records", name=shown(path)))
            published = self._published or reading.published
            yield run(
                reading.text,
                reading.source,
                self._vocabulary,
                published,
                keep_text=self._keep_text,
                explained=self._explained,
            )


def select(
    extractions: Iterable[Extraction], kinds: Collection[str], min_confidence: float
) -> Iterator[Extraction]:
    """Keep the records of `kinds` (all where there are none) with at least that confidence.

    What follows from records goes where one of them is left out.
    """
    for extraction in extractions:
        document = extraction.document
        kept = [
            (record, trace)
            for record, trace in zip(document.records, extraction.traces, strict=True)
            if (not kinds or record.kind in kinds) and record.confidence >= min_confidence
        ]
        if len(kept) < len(document.records):
            records = tuple(record for record, _ in kept)
            ids = {record.id for record in records}
            derived = tuple(value for value in document.derived if {value.figure, value.comparison} <= ids)
            warnings = tuple(warning for warning in document.warnings if ids.issuperset(warning.records))
            document = msgspec.structs.replace(document, records=records, derived=derived, warnings=warnings)
            extraction = replace(extraction, document=document, traces=tuple(trace for _, trace in kept))
        yield extraction
