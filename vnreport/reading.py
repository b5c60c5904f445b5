"""Bytes to text: finds the encoding, and gives the one NFC text that all offsets index.

`_decode` asks each of `_DECODERS` in turn; an encoding is added as one more function there.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import shlex
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import regex

from vnreport.document import Source
from vnreport.errors import ReadError

STDIN = "-"
MAX_BYTES = 64 * 1024 * 1024  # an article has some kilobytes; more than this is no article, or has no end

_LINE_END = regex.compile(r"\r\n?")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")

# The longer marks come first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Files that are often given by mistake, by their first bytes.
_FORMATS = (
    (b"%PDF-", "a PDF; make text of it first, for instance with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an Office document; unpack it or save it as plain text"),
    (b"\x1f\x8b", "compressed; unpack it first with gunzip"),
    (b"\xd0\xcf\x11\xe0", "an old Office document; save it as plain text"),
    (b"{\\rtf", "rich text (RTF); save it as plain text"),
)


def normalise(text: str) -> str:
    """The text that offsets index: line ends as `\\n`, NFC, a lone surrogate replaced by U+FFFD."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    return _LINE_END.sub("\n", text)


def read_file(path: str | os.PathLike[str]) -> tuple[str, Source]:
    """Read a file, or standard input for `-`, as `read_bytes` does.

    Raises:
        ReadError: there is no such file, it is a directory, it may not be read, or as for `read_bytes`.
    """
    name = shown(path)
    try:
        if name == STDIN:
            if sys.stdin is None:
                raise ReadError(f"{STDIN}: standard input is closed; give a file or pipe a text in")
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{name}: there is no such file; check the name and the folder") from None
    except IsADirectoryError:
        hint = shlex.quote(os.path.join(name, ""))
        raise ReadError(f"{name}: is a directory; name the files in it, for instance {hint}*.txt") from None
    except PermissionError:
        raise ReadError(f"{name}: may not be read; check its permissions (chmod u+r)") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{name}: cannot be read: {reason}") from None
    return read_bytes(data, name)


def read_bytes(data: bytes, path: str) -> tuple[str, Source]:
    """Decode an article and normalise it; `path` is what messages and the source call it.

    Raises:
        ReadError: the bytes are binary, in no known encoding, or more than `MAX_BYTES`. The message names
            the path, the byte position (from 0) and what to do.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise ReadError(f"{path}: is larger than {limit} MiB, too much for one article; split it")
    decoded, encoding = _decode(data, path)
    text = normalise(decoded)
    return text, source_of(data, path, encoding, text)


def source_of(data: bytes, path: str, encoding: str, text: str) -> Source:
    """What a document says of its source; `text` is the normalised text of `data`."""
    return Source(path=path, sha256=hashlib.sha256(data).hexdigest(), encoding=encoding, chars=len(text))


def shown(path: str | os.PathLike[str]) -> str:
    """A path as text that any output can hold: bytes of the name that are no UTF-8 become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _decode(data: bytes, path: str) -> tuple[str, str]:
    for decoder in _DECODERS:
        found = decoder(data, path)
        if found is not None:
            return found
    raise ReadError(f"{path}: {_refusal(data, path)}")


def _marked(data: bytes, path: str) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                at = len(mark) + error.start
                raise ReadError(
                    f"{path}: byte {at} is not {encoding}, which the byte order mark at its beginning "
                    f"announces; the file is damaged or cut off, get it again"
                ) from None
            if "\0" in text:
                raise ReadError(f"{path}: holds NUL characters and so is no text; give a text file")
            return text, encoding
    return None


def _plain(data: bytes, path: str) -> tuple[str, str] | None:
    if any(data.startswith(magic) for magic, _ in _FORMATS) or b"\0" in data:
        return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None


def _refusal(data: bytes, path: str) -> str:
    """Why these bytes are not read, and what to do about it."""
    for magic, what in _FORMATS:
        if data.startswith(magic):
            return f"is {what}"
    name = shlex.quote(path)
    nul = data.find(b"\0")
    if nul >= 0:
        # Every other byte of Latin text in UTF-16 is NUL: the first of each pair, or the second.
        order = "BE" if data[:2048:2].count(0) > data[1:2048:2].count(0) else "LE"
        return (
            f"byte {nul} is NUL: a binary file, or UTF-16 without a byte order mark; if it is the latter, "
            f"convert it: iconv -f UTF-16{order} -t UTF-8 {name}"
        )
    at = _valid_until(data)
    return (
        f"byte {at} (0x{data[at]:02X}) is not UTF-8; if the file is in an old encoding, convert it first: "
        f"iconv -f CP1258 -t UTF-8 {name} (or -f TCVN, -f VISCII)"
    )


def _valid_until(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


_DECODERS: tuple[Callable[[bytes, str], tuple[str, str] | None], ...] = (_marked, _plain)
