"""Says for each record what led to it: the sentence with its words marked, rules, tokens, fields.

In the sentence the anchor stands in `[[ ]]`, and the words that gave other fields in `{field: words}`; on a
terminal the marks are coloured as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vnreport.confidence import weight
from vnreport.document import Record, Span
from vnreport.language import _, digits
from vnreport.pipeline import Extraction
from vnreport.segmentation import segment
from vnreport.terminal import console, printable
from vnreport.trace import Evidence, Trace

if TYPE_CHECKING:
    from rich.text import Text

# Fields that say where the record stands; the heading and the sentence show them.
_ELSEWHERE = frozenset({"id", "text", "start", "end", "sentence", "rule", "confidence"})


def write(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write the explanation of every record to a binary stream, in UTF-8; it stays open."""
    file = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    try:
        screen = console(file)
        for extraction in extractions:
            for line in _lines(extraction):
                screen.print(line, soft_wrap=not screen.is_terminal)
            file.flush()
    finally:
        file.detach()


def _lines(extraction: Extraction) -> Iterator[Text]:
    from rich.text import Text

    document = extraction.document
    count = len(document.records)
    yield Text(_("{path}, records: {count}", path=printable(document.source.path), count=count), style="bold")
    for record, trace in zip(document.records, extraction.traces, strict=True):
        yield Text()
        yield Text.assemble(
            (f"{record.id} {record.kind} ", "bold"),
            (printable(record.text), "bold reverse"),
            (
                _(
                    "  confidence {confidence}, at {start}-{end}",
                    confidence=digits(record.confidence, 2),
                    start=record.start,
                    end=record.end,
                ),
                "dim",
            ),
        )
        yield Text("  ") + _marked(extraction.text, record, trace.evidence)
        yield _line("rule", printable(record.rule), _("won"))
        yield from _losers(trace)
        yield _line("confidence", ", ".join(f"{name} {weight(name):+.2f}" for name in trace.features))
        yield _line("tokens", _tokens(extraction.text, record))
        for name, value in _fields(record):
            yield _line(name, value, _origin(extraction.text, name, trace.evidence))
    yield Text()


def _line(name: str, value: str, origin: str = "") -> Text:
    from rich.text import Text

    return Text.assemble((f"  {name:<11}", "cyan"), value, (f"  <- {origin}" if origin else "", "dim"))


def _losers(trace: Trace) -> Iterator[Text]:
    for place, rule in enumerate(trace.losers, 2):
        yield _line("", printable(rule), _("also matched, {place}. in priority", place=place))


def _tokens(text: str, record: Record) -> str:
    """The words of the sentence, syllables of one word joined by `_`."""
    words = segment(text, record.sentence.start, record.sentence.end)
    return " ".join("_".join(printable(text[word.start : word.end]).split()) for word in words)


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name not in _ELSEWHERE and value is not None and value != ():
            yield name, printable(_written(value))


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return "; ".join(_written(item) for item in value)
    if isinstance(value, msgspec.Struct):
        if isinstance(value, Span):
            return f"{value.start}-{value.end}"
        first, *rest = (name for name in value.__struct_fields__ if name not in ("start", "end"))
        details = [_detail(name, getattr(value, name)) for name in rest]
        inner = ", ".join(filter(None, details))
        return f"{getattr(value, first)} ({inner})" if inner else str(getattr(value, first))
    return str(value)


def _detail(name: str, value: object) -> str:
    if value is True:
        return name
    return "" if value in (None, False) else f"{name} {value}"


def _origin(text: str, name: str, evidence: Iterable[Evidence]) -> str:
    """The words that gave a field, by which rule."""
    found = []
    for piece in evidence:
        if piece.field == name:
            words = printable(text[piece.start : piece.end])
            at = _("{words!r} at {start}-{end}", words=words, start=piece.start, end=piece.end)
            found.append(_("{words} by {rule}", words=at, rule=printable(piece.rule)) if piece.rule else at)
    return "; ".join(found)


def _marked(text: str, record: Record, evidence: Iterable[Evidence]) -> Text:
    """The sentence with the anchor and, where they do not overlap it or each other, the words of fields."""
    from rich.text import Text

    start, end = record.sentence.start, record.sentence.end
    marks = [(record.start, record.end, "")]
    for piece in evidence:
        inside = start <= piece.start < piece.end <= end
        if inside and all(piece.end <= first or last <= piece.start for first, last, _ in marks):
            marks.append((piece.start, piece.end, piece.field))
    marked = Text()
    at = start
    for first, last, field in sorted(marks):
        marked.append(printable(text[at:first]))
        words = printable(text[first:last])
        if field:
            marked.append(f"{{{field}: ", "dim").append(words, "underline").append("}", "dim")
        else:
            marked.append(f"[[{words}]]", "bold reverse")
        at = last
    return marked.append(printable(text[at:end]))
