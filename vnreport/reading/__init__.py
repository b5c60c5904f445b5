"""Bytes to text: finds the encoding, and gives the one NFC text that all offsets index."""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

import regex

from vnreport.document import Source
from vnreport.errors import ReadError
from vnreport.language import _, marked, reason
from vnreport.reading.composition import composed
from vnreport.reading.detection import Decoded, Undetected, detect
from vnreport.reading.encodings import NAMES, decode, known
from vnreport.reading.pages import NoArticle, is_page, read_page

__all__ = [
    "MAX_BYTES",
    "NAMES",
    "STDIN",
    "Reading",
    "known",
    "normalise",
    "read_bytes",
    "read_file",
    "shown",
    "source_of",
]

STDIN = "-"
MAX_BYTES = 64 * 1024 * 1024  # an article has some kilobytes; more than this is no article, or has no end

_LINE_END = regex.compile(r"\r\n?")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")

# Files that are often given by mistake, by their first bytes.
_FORMATS = (
    (b"%PDF-", marked("a PDF; make text of it first, for instance with pdftotext")),
    (b"PK\x03\x04", marked("a ZIP archive or an Office document; unpack it or save it as plain text")),
    (b"\x1f\x8b", marked("compressed; unpack it first with gunzip")),
    (b"\xd0\xcf\x11\xe0", marked("an old Office document; save it as plain text")),
    (b"{\\rtf", marked("rich text (RTF); save it as plain text")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: its NFC text with `\\n` as line ends, and where it is from.

    `doubts` tell what may have been read wrongly; each names the path and says what to do. `published` is the
    date (ISO 8601) that a web page has for its article.
    """

    text: str
    source: Source
    doubts: tuple[str, ...] = ()
    published: str | None = None


def normalise(text: str) -> str:
    """The text that offsets index: line ends as `\\n`, NFC, a lone surrogate replaced by U+FFFD."""
    if not text.isascii():
        text = composed(_SURROGATE.sub("\ufffd", text))
    return _LINE_END.sub("\n", text)


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> Reading:
    """Read a file, or standard input for `-`, as `read_bytes` does.

    Raises:
        ReadError: there is no such file, it is a directory, it may not be read, or as for `read_bytes`.
    """
    name = shown(path)
    try:
        if name == STDIN:
            if sys.stdin is None:
                raise ReadError(
                    _("{name}: standard input is closed; give a file or pipe a text in", name=STDIN)
                )
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(
            _("{name}: there is no such file; check the name and the folder", name=name)
        ) from None
    except IsADirectoryError:
        hint = shlex.quote(os.path.join(name, ""))
        raise ReadError(
            _("{name}: is a directory; name the files in it, for instance {hint}*.txt", name=name, hint=hint)
        ) from None
    except PermissionError:
        raise ReadError(_("{name}: may not be read; check its permissions (chmod u+r)", name=name)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(_("{name}: cannot be read: {reason}", name=name, reason=reason(error))) from None
    return read_bytes(data, name, encoding)


def read_bytes(data: bytes, path: str, encoding: str | None = None) -> Reading:
    """Decode an article and normalise it; `path` is what messages and the source call it.

    Of a web page the text is that of its article.

    Args:
        encoding: one of `NAMES` or of Python's encodings; without it, the one that the evidence is for.

    Raises:
        ReadError: the bytes are binary, not in the encoding, in no known one, more than `MAX_BYTES`, or a
            page without an article. The message names the path, the byte position (from 0) and what to do.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise ReadError(
            _(
                "{path}: is larger than {limit} MiB, too much for one article; split it",
                path=path,
                limit=limit,
            )
        )
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise ReadError(_("{path}: is {what}", path=path, what=_(what)))
    try:
        decoded = detect(data) if encoding is None else _named(data, encoding)
    except Undetected as error:
        raise ReadError(f"{path}: {error}", error.byte) from None
    published = None
    text = decoded.text
    if is_page(text):
        try:
            page = read_page(text)
        except NoArticle as error:
            raise ReadError(f"{path}: {error}") from None
        text, published = page.text, page.published
    text = normalise(text)
    doubts = () if decoded.doubt is None else (f"{path}: {decoded.doubt}",)
    return Reading(text, source_of(data, path, decoded.encoding, text), doubts, published)


def source_of(data: bytes, path: str, encoding: str, text: str) -> Source:
    """What a document says of its source; `text` is the normalised text of `data`."""
    return Source(path=path, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding, chars=len(text))


def shown(path: str | os.PathLike[str]) -> str:
    """A path as text that any output can hold: bytes of the name that are no UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _named(data: bytes, encoding: str) -> Decoded:
    if not known(encoding):
        raise Undetected(
            _(
                "cannot be read as {encoding!r}, which is no encoding; use one of {names}",
                encoding=encoding,
                names=", ".join(NAMES),
            )
        )
    byte: int | None
    try:
        return Decoded(decode(data, encoding), encoding.lower())
    except UnicodeDecodeError as error:
        where, byte = _("byte {byte} is not {encoding}", byte=error.start, encoding=encoding), error.start
    except UnicodeError as error:
        where, byte = _("its text cannot be {encoding} ({error})", encoding=encoding, error=error), None
    raise Undetected(
        _("{where}; name another encoding, or leave --encoding out so that it is found", where=where), byte
    )
