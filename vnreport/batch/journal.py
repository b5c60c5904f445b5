"""The journal of a run, in the folder OUT.part: what is done is there, and on disk, whatever happens next."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from vnreport.batch.settings import Settings
from vnreport.batch.task import Entry, Head
from vnreport.errors import RefusedError, WriteError
from vnreport.language import _, reason
from vnreport.reading import shown

_Line = TypeVar("_Line", Entry, Head)
_SETTINGS = "run.json"
_FRESH = "run.tmp"  # the settings until they are whole
_JOURNAL = "journal.jsonl"
_LOCK = "lock"
OUTPUT = "output.tmp"
FAILURES = "failures.tmp"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make the folder, and hold it for this run alone.

    Raises:
        RefusedError: another run holds it.
        WriteError: it cannot be made.
    """
    while (descriptor := _lock(folder)) is None:
        pass
    try:
        yield
    finally:
        if not (folder / _SETTINGS).exists():
            _remove(folder)
        os.close(descriptor)


def _lock(folder: Path) -> int | None:
    """The open lock file; None where the run that held it removed the folder in between."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise RefusedError(
                _(
                    "{folder}: another run is writing this output; wait for it or choose another -o",
                    folder=shown(folder),
                )
            ) from None
        raise unwritable(folder, error) from None  # a file system without locks
    if _is_there(descriptor, folder / _LOCK):
        return descriptor
    os.close(descriptor)
    return None


def _remove(folder: Path) -> None:
    """Remove what runs leave in the folder, and the folder if nothing else is in it."""
    with suppress(OSError):  # the output is whole; what is left over is harmless
        for name in (_FRESH, _JOURNAL, OUTPUT, FAILURES, _LOCK):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


class Journal:
    """An append-only file of entries, one a line, in the order of the sources."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / _JOURNAL
        self._settings = folder / _SETTINGS

    def begun(self) -> Settings | None:
        """The settings of the run that left this journal; None where there is none."""
        try:
            return msgspec.json.decode(self._settings.read_bytes(), type=Settings)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError as error:
            raise RefusedError(
                _(
                    "{settings}: is damaged ({error}); start anew with --overwrite",
                    settings=shown(self._settings),
                    error=error,
                )
            ) from None

    def begin(self, settings: Settings) -> None:
        """Make an empty journal for a run with these settings, in the place of any other.

        Raises:
            WriteError: it cannot be written.
        """
        try:
            self._settings.unlink(missing_ok=True)
            with self._path.open("wb"):
                pass
            fresh = self.folder / _FRESH
            with fresh.open("wb") as file:
                file.write(msgspec.json.encode(settings))
                file.flush()
                os.fsync(file.fileno())
            fresh.rename(self._settings)
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        except OSError as error:
            raise unwritable(self.folder, error) from None

    @contextmanager
    def open(self) -> Iterator[Appender]:
        """Open the journal to go on with it."""
        try:
            file = self._path.open("r+b")
        except OSError as error:
            raise unwritable(self._path, error) from None
        with file:
            yield Appender(file.fileno(), self._path)

    def entries(self) -> Iterator[Entry]:
        """All entries with their documents, once an appender has cut off what is torn.

        Raises:
            RefusedError: an entry is not whole.
        """
        with self._path.open("rb") as file:
            whole = 0
            for entry, end in _lines(file, Entry):
                yield entry
                whole = end
            if whole < os.fstat(file.fileno()).st_size:
                raise RefusedError(
                    _(
                        "{path}: is damaged at byte {whole}; start anew with --overwrite",
                        path=shown(self._path),
                        whole=whole,
                    )
                )

    def finish(self) -> None:
        """Say that there is no run to go on with; with the lock the folder is removed."""
        try:
            self._settings.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self._settings, error) from None


class Appender:
    """Replays what a journal holds, then appends to it."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path
        self._end = 0

    def heads(self) -> Iterator[Head]:
        """The heads of all whole entries; then what follows them, torn when the run ended, is cut off."""
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            for head, end in _lines(file, Head):
                self._end = end
                yield head
        try:
            os.ftruncate(self._descriptor, self._end)
        except OSError as error:
            raise unwritable(self._path, error) from None

    def append(self, lines: Iterable[bytes]) -> None:
        """Append whole lines, and wait until they are on disk.

        Raises:
            WriteError: they cannot be written, or the journal has been removed.
        """
        data = b"".join(lines)
        try:
            if not _is_there(self._descriptor, self._path):
                raise WriteError(
                    _("{path}: was removed while it was written; run again", path=shown(self._path))
                )
            written = 0
            while written < len(data):
                written += os.pwrite(self._descriptor, data[written:], self._end + written)
            os.fsync(self._descriptor)
        except OSError as error:
            raise unwritable(self._path, error) from None
        self._end += len(data)


def unwritable(path: Path, error: OSError) -> WriteError:
    """The error for a file that cannot be written; the run can be continued."""
    return WriteError(
        _(
            "{path}: cannot be written: {reason}; when that is mended, the same command goes on from here",
            path=shown(path),
            reason=reason(error),
        )
    )


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lines(file: Iterable[bytes], kind: type[_Line]) -> Iterator[tuple[_Line, int]]:
    """Entries with the position after each, up to the first that is not whole."""
    decoder = msgspec.json.Decoder(kind)
    end = 0
    for line in file:
        if not line.endswith(b"\n"):
            return
        try:
            entry = decoder.decode(line)
        except msgspec.DecodeError:
            return
        end += len(line)
        yield entry, end


def _is_there(descriptor: int, path: Path) -> bool:
    """Whether an open file is still to be found under its path."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False
