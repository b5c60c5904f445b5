"""csv: one row a record, flat. `COLUMNS` is the one list of columns, from which README's table is made."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from vnreport.writers import register

if TYPE_CHECKING:
    from vnreport.document import Document, Record
    from vnreport.pipeline import Extraction

# Spreadsheets take a cell that begins so for a formula, some after skipping the control characters.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", *map(chr, range(0x20)))

Cell = str | int | float | bool | Decimal | None


class Row(NamedTuple):
    """What the cells of one row are taken from."""

    extraction: Extraction
    document: Document
    record: Record


class Column(NamedTuple):
    """A column: its name, what it holds, and how a row gives it."""

    name: str
    meaning: str
    cell: Callable[[Row], Cell]


def _field(*path: str) -> Callable[[Row], Cell]:
    """The record's attribute at a path, nothing where the record has no such attribute."""

    def cell(row: Row) -> Cell:
        value: object = row.record
        for name in path:
            value = getattr(value, name, None)
        return value  # type: ignore[return-value]

    return cell


def _sentence(row: Row) -> str:
    return row.extraction.text[row.record.sentence.start : row.record.sentence.end]


def _positions(row: Row) -> str:
    marks = {(True, False): " [former]", (False, True): " [acting]", (True, True): " [former, acting]"}
    positions = getattr(row.record, "positions", ())
    return "; ".join(p.text + marks.get((p.former, p.acting), "") for p in positions)


COLUMNS = (
    Column("source", "path as given, `-` for standard input", lambda row: row.document.source.path),
    Column("title", "the article's headline", lambda row: row.document.title),
    Column("published", "date or month of the article, ISO 8601", lambda row: row.document.published),
    Column(
        "article_place",
        "the area the article is about",
        lambda row: getattr(row.document.place, "text", None),
    ),
    Column(
        "article_place_code", "its ISO 3166-2 code", lambda row: getattr(row.document.place, "code", None)
    ),
    Column("kind", "figure, percentage, comparison, ranking or official", _field("kind")),
    Column("id", "the record's id, unique in the document", _field("id")),
    Column("text", "the words read as the record", _field("text")),
    Column("value", "the number in full, scale words multiplied in", _field("value")),
    Column("low", "lower end of a range", _field("low")),
    Column("high", "upper end of a range", _field("high")),
    Column("of", "the whole of a fraction; for a ranking the field's size", _field("of")),
    Column("unit", "canonical unit: VND, %, pp, lần, tấn, the counted noun …", _field("unit")),
    Column("approx", "about, over, under, at_least or at_most", _field("approx")),
    Column("status", "actual, estimate, target or forecast", _field("status")),
    Column("indicator", "what is measured, in the article's words", _field("indicator", "text")),
    Column("indicator_code", "its code in patterns/, where known", _field("indicator", "code")),
    Column("period", "the time the value holds for, SDMX TIME_PERIOD", _field("period", "value")),
    Column("period_text", "the words that said so", _field("period", "text")),
    Column("place", "the area, where it is not the article's", _field("place", "text")),
    Column("place_code", "its ISO 3166-2 code", _field("place", "code")),
    Column("relation", "comparison: at, above or below the baseline", _field("relation")),
    Column("ratio", "comparison: the value relative to the baseline, as a factor", _field("ratio")),
    Column(
        "baseline", "plan, same_period, previous_period, earlier_time or other", _field("baseline", "kind")
    ),
    Column("baseline_text", "the baseline in the article's words", _field("baseline", "text")),
    Column("baseline_period", "the baseline's time", _field("baseline", "period")),
    Column("baseline_inferred", "true where the text leaves it out", _field("baseline", "inferred")),
    Column("rank", "ranking: 1 for the first", _field("rank")),
    Column("order", "ranking: descending, or ascending where the lowest is first", _field("order")),
    Column("scope", "ranking: among what", _field("scope", "text")),
    Column("name", "official: full name without honorific", _field("name")),
    Column("honorific", "official: đồng chí, ông, bà, a rank", _field("honorific")),
    Column("positions", "official: positions, with [former] or [acting], joined by `; `", _positions),
    Column(
        "actions",
        "official: what the person does, joined by `; `",
        lambda row: "; ".join(action.verb for action in getattr(row.record, "actions", ())),
    ),
    Column(
        "mentions",
        "official: offsets of all mentions, `start-end` joined by `; `",
        lambda row: "; ".join(f"{span.start}-{span.end}" for span in getattr(row.record, "mentions", ())),
    ),
    Column("sentence", "the sentence that says so", _sentence),
    Column("start", "offset of `text`, in code points of the article", _field("start")),
    Column("end", "where it ends (exclusive)", _field("end")),
    Column("sentence_start", "offset of the sentence", _field("sentence", "start")),
    Column("sentence_end", "where it ends (exclusive)", _field("sentence", "end")),
    Column("rule", "the pattern that made the record", _field("rule")),
    Column("confidence", "0 to 1", _field("confidence")),
)


@register("csv", "one row a record")
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write a header and one row a record: UTF-8, commas, lines that end in \\n, empty cells for null.

    Text that a spreadsheet would take for a formula gets a `'` before it.
    """
    from vnreport.terminal import printable

    def plain(cell: Cell) -> str:
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if isinstance(cell, Decimal):
            return format(cell, "f")
        if not isinstance(cell, str):
            return str(cell)
        shown = printable(cell)
        return f"'{shown}" if cell.startswith(_FORMULA) and len(cell) > 1 else shown

    def line(cells: Iterable[str]) -> bytes:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(cells)
        return buffer.getvalue().encode("utf-8")

    stream.write(line(column.name for column in COLUMNS))
    for extraction in extractions:
        for record in extraction.document.records:
            row = Row(extraction, extraction.document, record)
            stream.write(line(plain(column.cell(row)) for column in COLUMNS))
        stream.flush()
