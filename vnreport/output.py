"""Where results go: standard output, or a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from vnreport.errors import WriteError
from vnreport.language import _, reason
from vnreport.reading import shown

_STDOUT = "-"


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A binary stream to `path`, or to standard output for `-`.

    A file is written beside its place and renamed when the block ends well; otherwise nothing is left.
    Devices and pipes are written directly.

    Raises:
        WriteError: it cannot be written. A broken pipe on standard output is raised as BrokenPipeError.
    """
    try:
        if path == _STDOUT:
            if sys.stdout is None:
                raise WriteError(_("standard output is closed; use -o FILE"))
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        else:
            target = Path(os.path.realpath(path))
            with _direct(target) if _is_special(target) else _renamed(target) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        silence_stdout()
        name = "standard output" if path == _STDOUT else shown(path)
        raise WriteError(_("{name}: cannot be written: {reason}", name=name, reason=reason(error))) from error


def silence_stdout() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter ends in peace."""
    if sys.stdout is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _is_special(target: Path) -> bool:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode)


@contextmanager
def _direct(target: Path) -> Iterator[BinaryIO]:
    with target.open("wb") as stream:
        yield stream


@contextmanager
def _renamed(target: Path) -> Iterator[BinaryIO]:
    descriptor, beside = tempfile.mkstemp(prefix=".vnreport-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _mode(target: Path) -> int:
    """The permissions that the file has, or that a new one would get (mkstemp lets in its owner alone)."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
