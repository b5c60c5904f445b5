"""xlsx: a workbook with sheets of records, officials and documents, for people who work in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from vnreport.language import _
from vnreport.writers import register

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction
    from vnreport.tabular.workbook import Sheet


@register("xlsx", "a workbook: records, officials, documents", extensions=(".xlsx",), binary=True)
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> Sequence[str]:
    """Write the sheets as the extractions come; rows wait in temporary files, not in memory.

    A number of more than 15 digits is written as text, because a spreadsheet would round it. A sheet that is
    full is continued in another.
    """
    from vnreport.tabular.columns import COLUMNS, FILE_COLUMNS, Column, Row, title_of
    from vnreport.tabular.workbook import Workbook, link_to

    columns = [column for column in COLUMNS if column.part != "official"]
    persons = [column for column in COLUMNS if column.part != "measure"]
    about = [*(column for column in COLUMNS if column.part == "article"), *FILE_COLUMNS]
    with Workbook(stream) as book:

        def sheet_of(name: str, shown: Sequence[Column]) -> Sheet:
            return book.sheet(name, [column.name for column in shown], [title_of(column) for column in shown])

        records = sheet_of(_("records"), columns)
        officials = sheet_of(_("officials"), persons)
        documents = sheet_of(_("documents"), about)
        for extraction in extractions:
            link = link_to(extraction.document.source.path)
            for record in extraction.document.records:
                row = Row(extraction, record)
                sheet, wanted = (officials, persons) if record.kind == "official" else (records, columns)
                sheet.add([column.cell(row) for column in wanted], link)
            row = Row(extraction, None)
            documents.add([column.cell(row) for column in about], link)
    return book.notes()
