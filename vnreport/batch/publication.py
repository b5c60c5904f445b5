"""The journal to the output: written beside its place, renamed when it is whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from vnreport.batch.journal import FAILURES, OUTPUT, Journal, sync_folder, unwritable
from vnreport.pipeline import Extraction
from vnreport.writers import Write


def failures_of(out: Path) -> Path:
    """Where the failures of an output are listed."""
    return out.with_name(f"{out.name}.failures.jsonl")


def publish(journal: Journal, out: Path, write: Write, check: Callable[[], None]) -> Sequence[str]:
    """Write the documents of the journal to `out`; what the format could not hold, a line each.

    `check` is called between documents and may raise.

    Raises:
        WriteError: it cannot be written; `out` is then as it was before.
    """
    beside = journal.folder / OUTPUT
    try:
        with beside.open("wb") as stream:
            left_out = write(_extractions(journal, check), stream)
            stream.flush()
            os.fsync(stream.fileno())
        if out.exists():
            beside.chmod(stat.S_IMODE(out.stat().st_mode))
        beside.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(out, error) from None
    return left_out or ()


def publish_failures(journal: Journal, out: Path, any_: bool) -> None:
    """List the failures of the journal beside `out`; where there are none, remove an older list.

    Raises:
        WriteError: it cannot be written.
    """
    target = failures_of(out)
    beside = journal.folder / FAILURES
    try:
        if not any_:
            target.unlink(missing_ok=True)
            return
        with beside.open("wb") as stream:
            for entry in journal.entries():
                if entry.failure is not None:
                    failure = {"path": entry.name, "reason": entry.failure, "byte": entry.byte}
                    stream.write(msgspec.json.encode(failure) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(target, error) from None


def _extractions(journal: Journal, check: Callable[[], None]) -> Iterator[Extraction]:
    for entry in journal.entries():
        check()
        if entry.document is not None:
            yield Extraction(entry.text, entry.document, ())
