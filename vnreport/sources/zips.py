"""ZIP archives. A name in one is only a name: nothing is ever written under it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.sources.item import Item, unreadable
from vnreport.sources.options import Options
from vnreport.sources.stream import DAMAGE, Meter, Stream, damaged, gauged

Open = Callable[[Stream, Options], Iterator[Item]]

_ENCRYPTED = 0x1


def items(stream: Stream, options: Options, open_stream: Open) -> Iterator[Item]:
    """The items of each member, in the order of the archive's directory."""
    try:
        archive = zipfile.ZipFile(stream.file)
    except (*DAMAGE, NotImplementedError, ValueError) as error:
        raise damaged(stream.name, stream.position(), error) from None
    size = stream.stamp.size if stream.stamp else 0
    meter = Meter(stream.name, lambda: size, options.ratio)
    with archive:
        for member in archive.infolist():
            name = f"{stream.name}!/{member.filename}"
            if not member.filename.endswith("/") and options.wants(member.filename, name):
                inner = replace(stream, name=name, kind=member.filename, nested=True)
                yield from _member(archive, member, inner, meter, options, open_stream)


def _member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    stream: Stream,
    meter: Meter,
    options: Options,
    open_stream: Open,
) -> Iterator[Item]:
    at = member.header_offset
    try:
        _refuse(member, stream.name)
        with archive.open(member) as packed:
            file = gauged(stream.name, cast(BinaryIO, packed), meter)
            yield from open_stream(replace(stream, file=file, position=lambda: at), options)
    except ReadError as error:
        yield unreadable(stream.name, stream.stamp, at, error)
    except (*DAMAGE, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:  # of a name in it
        yield unreadable(stream.name, stream.stamp, at, damaged(stream.name, at, error))


def _refuse(member: zipfile.ZipInfo, name: str) -> None:
    at = member.header_offset
    if member.flag_bits & _ENCRYPTED:
        raise ReadError(_("{name}: is encrypted; unpack it with its password first", name=name), at)
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise ReadError(
            _("{name}: is a link or a device, not a file; only files are read from archives", name=name), at
        )
