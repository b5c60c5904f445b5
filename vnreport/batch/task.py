"""What goes to a worker and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from vnreport.attempts import Failure
from vnreport.document import KINDS, Document
from vnreport.sources.item import Article, Stamp


@dataclass(frozen=True, slots=True)
class Task:
    """An article to extract, or why there is none."""

    name: str
    stamp: Stamp | None
    content: Article | Failure

    @property
    def size(self) -> int:
        """The bytes of the article."""
        return len(self.content.data) if isinstance(self.content, Article) else 0


class Outcome(NamedTuple):
    """A task done: its line for the journal, the number of its records of each of `KINDS`, what to tell."""

    name: str
    line: bytes
    counts: tuple[int, ...]
    failure: str | None = None
    warnings: tuple[str, ...] = ()


class Head(msgspec.Struct, frozen=True):
    """What must be known of an entry to go on after it."""

    name: str
    stamp: Stamp | None
    digest: str | None
    counts: tuple[int, ...]
    failure: str | None


class Entry(msgspec.Struct, frozen=True):
    """A line of the journal: a document with its text, or a failure."""

    name: str
    stamp: Stamp | None
    digest: str | None
    counts: tuple[int, ...]
    failure: str | None = None
    byte: int | None = None
    document: Document | None = None
    text: str = ""


_encoder = msgspec.json.Encoder()  # decimals as strings, exactly as they are
_NO_COUNTS = (0,) * len(KINDS)


def succeeded(task: Task, digest: str, document: Document, text: str, warnings: tuple[str, ...]) -> Outcome:
    """The outcome of an article that was read."""
    kinds = [record.kind for record in document.records]
    counts = tuple(kinds.count(kind) for kind in KINDS)
    entry = Entry(task.name, task.stamp, digest, counts, document=document, text=text)
    return Outcome(task.name, _encoder.encode(entry) + b"\n", counts, None, warnings)


def failed(task: Task, failure: Failure) -> Outcome:
    """The outcome of an article that was not."""
    digest = task.content.digest() if isinstance(task.content, Article) else None
    entry = Entry(task.name, task.stamp, digest, _NO_COUNTS, failure.reason, failure.byte)
    return Outcome(task.name, _encoder.encode(entry) + b"\n", _NO_COUNTS, failure.reason)
