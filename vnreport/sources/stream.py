"""A stream of bytes out of a file, and the gauge that keeps an archive from swelling without end."""

from __future__ import annotations

import io
import lzma
import shlex
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.sources.item import Stamp
from vnreport.sources.zstandard import ZstdError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_HARMLESS = 64 * 1024 * 1024  # bytes that anything may unpack to, whatever its ratio
_BUFFER = 256 * 1024

# What unpacking raises where the packed bytes are damaged or end too early.
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, ZstdError, zipfile.BadZipFile, tarfile.TarError)


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes to be read once, from front to back.

    `name` is what messages and documents call it; `kind` is the name by whose ending it is read, without that
    of a compression already undone. `position` tells how many bytes of the file on disk have been passed.
    `nested` is true for what lies in an archive.
    """

    name: str
    kind: str
    file: BinaryIO
    stamp: Stamp | None
    position: Callable[[], int]
    nested: bool = False


class Meter:
    """Counts what was unpacked from `packed()` bytes, and tells when that is over `ratio` times as much.

    `name` is that of the file whose bytes these are; the members of an archive are counted together.
    """

    def __init__(self, name: str, packed: Callable[[], int], ratio: int) -> None:
        self.name = name
        self.packed = packed
        self.ratio = ratio
        self._unpacked = 0

    def exceeded_by(self, size: int) -> bool:
        """Count `size` more bytes."""
        self._unpacked += size
        return self._unpacked > max(_HARMLESS, self.ratio * self.packed())


class Gauge(io.RawIOBase):
    """Reads unpacked bytes past a meter.

    Raises:
        ReadError: the meter's limit is passed, or the packed data is damaged or ends too early.
    """

    def __init__(self, name: str, unpacked: BinaryIO, meter: Meter) -> None:
        self._name = name
        self._unpacked = unpacked
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._unpacked.read(min(len(view), _BUFFER))
        except DAMAGE as error:
            raise damaged(self._name, self._meter.packed(), error) from None
        view[: len(data)] = data
        if self._meter.exceeded_by(len(data)):
            raise self._swollen()
        return len(data)

    def _swollen(self) -> ReadError:
        ratio, whole = self._meter.ratio, self._meter.name
        if self._name == whole:
            message = _(
                "{name}: unpacks to more than {ratio} times its size; if it is no bomb, raise --max-ratio",
                name=whole,
                ratio=ratio,
            )
        else:
            message = _(
                "{name}: with its members up to this one {archive} unpacks to more than {ratio} times its "
                "size; if it is no bomb, raise --max-ratio",
                name=self._name,
                archive=whole,
                ratio=ratio,
            )
        return ReadError(message, self._meter.packed())


def gauged(name: str, unpacked: BinaryIO, meter: Meter) -> BinaryIO:
    """A buffered reader past a meter."""
    return io.BufferedReader(Gauge(name, unpacked, meter), _BUFFER)


def damaged(name: str, at: int, error: Exception) -> ReadError:
    """The error for packed data that cannot be unpacked beyond about byte `at`."""
    reason = str(error) or type(error).__name__
    if "too much memory" in reason:  # zstd --long with a window of more than 128 MiB
        return ReadError(
            _(
                "{name}: needs too much memory to unpack; pack it again with a smaller window: zstd "
                "-dc --long=31 {file} | zstd -o NEW",
                name=name,
                file=shlex.quote(name),
            ),
            at,
        )
    return ReadError(
        _(
            "{name}: is damaged or cut off near byte {at} ({reason}); get it again",
            name=name,
            at=at,
            reason=reason,
        ),
        at,
    )
