"""An archive as a folder of pages: one an article, and one that lists and searches them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from vnreport.document import Document, Official
from vnreport.errors import ReadError, RefusedError, WriteError
from vnreport.language import _
from vnreport.output import opened
from vnreport.page.model import article_of
from vnreport.page.render import article_page, contents_page
from vnreport.page.wording import words
from vnreport.reading import read_file, shown

CONTENTS = "index.html"


def documents_of(archive: str) -> Iterator[Document | ReadError]:
    """The documents of a jsonl file, packed or not; errors in the place of lines that are none.

    Raises:
        ReadError: the file cannot be read.
    """
    try:
        with _opened(archive) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield msgspec.json.decode(line, type=Document)
                except msgspec.MsgspecError as error:
                    yield ReadError(
                        _(
                            "{name}: line {number}: is no document: {error}",
                            name=shown(archive),
                            number=number,
                            error=error,
                        )
                    )
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(_("{name}: cannot be read: {reason}", name=shown(archive), reason=reason)) from None


def _opened(archive: str) -> BinaryIO:
    if archive.endswith(".gz"):
        return gzip.open(archive, "rb")  # type: ignore[return-value]
    return open(archive, "rb")


def text_of(document: Document) -> str:
    """The text that a document's offsets index: kept in it, or read again from its source.

    Raises:
        ReadError: it was not kept, and the source is not there, or is another one by now.
    """
    if document.text is not msgspec.UNSET:
        return document.text
    path = document.source.path
    hint = _("run batch or extract with --keep-text, and the text is in the archive itself")
    try:
        reading = read_file(path, document.source.encoding)
    except ReadError:
        reading = None
    if reading is None:
        raise ReadError(
            _(
                "{name}: the archive keeps no text, and the source cannot be read; {hint}",
                name=shown(path),
                hint=hint,
            )
        )
    if reading.source.sha256 != document.source.sha256 or len(reading.text) != document.source.chars:
        raise ReadError(
            _(
                "{name}: the source has changed since its records were made; {hint}",
                name=shown(path),
                hint=hint,
            )
        )
    return reading.text


def write_folder(
    archives: tuple[str, ...],
    folder: Path,
    complain: Callable[[str], None],
    *,
    overwrite: bool,
) -> tuple[int, int]:
    """Write the pages of all documents, then their contents; how many were written, and how many not.

    Raises:
        RefusedError: the folder holds something and `overwrite` is not given.
        ReadError: an archive cannot be read.
        WriteError: a page cannot be written.
    """
    _made(folder, overwrite=overwrite)
    spoken = words()
    entries: list[dict[str, Any]] = []
    failed = 0
    for archive in archives:
        for document in documents_of(archive):
            try:
                if isinstance(document, ReadError):
                    raise document
                text = text_of(document)
            except ReadError as error:
                complain(str(error))
                failed += 1
                continue
            article = article_of(document, text, spoken)
            name = f"{len(entries) + 1:06}.html"
            pieces = article_page([(document, text, article)], back=CONTENTS)
            _write(folder / name, pieces)
            entries.append(_entry(name, document, article.published, article.place))
    _write(folder / CONTENTS, contents_page(entries))
    return len(entries), failed


def _made(folder: Path, *, overwrite: bool) -> None:
    try:
        folder.mkdir(exist_ok=True)
        held = any(folder.iterdir())
    except OSError as error:
        raise WriteError(
            _("{name}: cannot be made: {reason}", name=shown(folder), reason=error.strerror)
        ) from None
    if held and not overwrite:
        raise RefusedError(
            _("{name}: is not empty; name another folder, or give --overwrite", name=shown(folder))
        )


def _write(path: Path, pieces: Iterator[str]) -> None:
    with opened(str(path)) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "replace"))


def _entry(name: str, document: Document, published: str, place: str) -> dict[str, Any]:
    """What the contents show and search of an article; the words are each once."""
    told = [document.source.path]
    for record in document.records:
        told.append(record.name if isinstance(record, Official) else "")
        indicator = None if isinstance(record, Official) else record.indicator
        told.append(indicator.text if indicator else "")
    return {
        "file": name,
        "title": document.title or "",
        "published": published,
        "place": place,
        "records": len(document.records),
        "words": " ".join(dict.fromkeys(filter(None, told))),
    }
