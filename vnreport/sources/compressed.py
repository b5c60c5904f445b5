"""gzip and Zstandard, unpacked as they are read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.sources.options import Options
from vnreport.sources.stream import Meter, Stream, gauged
from vnreport.sources.zstandard import ZstdFile

_SHORT = {".tgz": ".tar", ".tzst": ".tar"}


@contextmanager
def unpacked(stream: Stream, options: Options) -> Iterator[Stream]:
    """The stream within a `.gz`, `.tgz`, `.zst` or `.tzst`; its kind is the name without that ending."""
    stem, _dot, ending = stream.kind.rpartition(".")
    kind = stem + _SHORT.get(f".{ending}".lower(), "")
    first = stream.file.read(1)
    if not first:  # gzip takes nothing at all for an empty file
        raise ReadError(_("{name}: is empty, and so no compressed file; get it again", name=stream.name), 0)
    counted = _Counted(first, stream.file)
    packed = cast(BinaryIO, counted)
    gzipped = ending.lower() in ("gz", "tgz")
    with gzip.GzipFile("", "rb", fileobj=packed) if gzipped else ZstdFile(packed) as plain:
        meter = Meter(stream.name, lambda: counted.passed, options.ratio)
        yield replace(stream, kind=kind, file=gauged(stream.name, cast(BinaryIO, plain), meter))


class _Counted:
    """Counts the packed bytes as they are taken; `first` are some that were taken already."""

    def __init__(self, first: bytes, file: BinaryIO) -> None:
        self._first = first
        self._file = file
        self.passed = 0

    def read(self, size: int = -1) -> bytes:
        first, self._first = self._first, b""
        data = first + self._file.read(size - len(first) if size > 0 else size)
        self.passed += len(data)
        return data
