"""What a source gives: items with a name, and what is behind them when they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from vnreport.errors import ReadError
from vnreport.reading import Reading, read_bytes, source_of


class Stamp(NamedTuple):
    """Size in bytes and time of change in nanoseconds of the file on disk that holds an item."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Article:
    """The bytes of one article, with what its source says besides.

    `decoded` where the bytes are UTF-8 made of text that was read already. `published` is an ISO 8601 date.
    `warning` says what was left out of account.
    """

    data: bytes
    decoded: bool = False
    published: str | None = None
    warning: str | None = None

    def reading(self, name: str, encoding: str | None = None) -> Reading:
        """The article as read, from a source that is called `name`; `encoding` as for `read_bytes`.

        Raises:
            ReadError: the bytes are no text, as `vnreport.reading.read_bytes` says.
        """
        if not self.decoded:
            return read_bytes(self.data, name, encoding)
        text = self.data.decode("utf-8")
        return Reading(text, source_of(self.data, name, "utf-8", text))

    def digest(self) -> str:
        """A fingerprint of all that the extraction depends on."""
        return hashlib.sha256(f"{self.published}\n".encode() + self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a source, not yet read.

    `position` is how many bytes of the file on disk have been passed. `read` gives the article, or raises
    ReadError; it holds until the next item is asked for.
    """

    name: str
    stamp: Stamp | None
    position: int
    read: Callable[[], Article]


def unreadable(name: str, stamp: Stamp | None, position: int, error: ReadError) -> Item:
    """An item in the place of what cannot be read."""

    def read() -> NoReturn:
        raise error

    return Item(name, stamp, position, read)
