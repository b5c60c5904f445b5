"""tar archives, read from front to back. A name in one is only a name: nothing is ever written under it."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Self, cast

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.reading import shown
from vnreport.sources.item import Item, unreadable
from vnreport.sources.options import Options
from vnreport.sources.stream import DAMAGE, Meter, Stream, damaged, gauged

Open = Callable[[Stream, Options], Iterator[Item]]

_LONGEST_HEADER = 1024 * 1024  # bytes; tarfile reads a header into memory whole, whatever size it claims


def items(stream: Stream, options: Options, open_stream: Open) -> Iterator[Item]:
    """The items of each member, in the order of the archive."""
    meter = Meter(stream.name, stream.position, options.ratio)
    try:
        with tarfile.open(fileobj=stream.file, mode="r|", tarinfo=_Member) as archive:
            while (member := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # else all of them stay in memory
                name = shown(member.name)
                inner = replace(stream, name=f"{stream.name}!/{name}", kind=name, nested=True)
                if not member.isdir() and options.wants(name, inner.name):
                    yield from _member(archive, member, inner, meter, options, open_stream)
    except DAMAGE as error:
        raise damaged(stream.name, stream.position(), error) from None


def _member(
    archive: tarfile.TarFile,
    member: tarfile.TarInfo,
    stream: Stream,
    meter: Meter,
    options: Options,
    open_stream: Open,
) -> Iterator[Item]:
    if not member.isreg() or member.issparse():
        what = (
            _("a link")
            if member.islnk() or member.issym()
            else _("a sparse file")
            if member.isreg()
            else _("a device")
        )
        error = ReadError(
            _(
                "{name}: is {what}, not a plain file; only files are read from archives",
                name=stream.name,
                what=what,
            )
        )
        yield unreadable(stream.name, stream.stamp, stream.position(), error)
        return
    packed = cast(BinaryIO, archive.extractfile(member))
    try:
        yield from open_stream(replace(stream, file=gauged(stream.name, packed, meter)), options)
    except ReadError as error:
        yield unreadable(stream.name, stream.stamp, stream.position(), error)


class _Member(tarfile.TarInfo):
    """A member whose headers are of a sane size, in an archive that ends with its end mark."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise  # the end mark
        except tarfile.HeaderError as error:
            # tarfile takes a broken header after the first for the end of the archive.
            raise tarfile.ReadError(f"no header or end mark where one must be: {error}") from None

    def _proc_member(self, tarfile_: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and not self.isdir() and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size} bytes")
        return super()._proc_member(tarfile_)  # type: ignore[misc,no-any-return]
