"""Files on disk: opened and read with messages that say what to do."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from vnreport.errors import ReadError
from vnreport.language import _, reason
from vnreport.sources.item import Article, Stamp
from vnreport.sources.options import ARTICLE_LIMIT


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn the system's errors of this block into a ReadError that names `name`."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(
            _("{name}: there is no such file; check the name and the folder", name=name)
        ) from None
    except PermissionError:
        raise ReadError(_("{name}: may not be read; check its permissions (chmod u+r)", name=name)) from None
    except IsADirectoryError:
        raise ReadError(_("{name}: is a directory", name=name)) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ReadError(_("{name}: cannot be read: {reason}", name=name, reason=reason(error))) from None


def open_file(path: str, name: str) -> BinaryIO:
    """Open a file for reading.

    Raises:
        ReadError: it is missing, may not be read, or as the system says.
    """
    with readable(name):
        return open(path, "rb")


def stamp_of(file: BinaryIO) -> Stamp | None:
    """Size and time of change of an open file; None for a pipe or a device, which has neither."""
    status = os.fstat(file.fileno())
    return Stamp(status.st_size, status.st_mtime_ns) if file.seekable() else None


def read_article(path: str, name: str) -> Article:
    """The whole file as one article.

    Raises:
        ReadError: as for `open_file`, or it is too large for an article.
    """
    with open_file(path, name) as file, readable(name):
        return article_of(file, name)


def article_of(file: BinaryIO, name: str) -> Article:
    """What is left of a file as one article.

    Raises:
        ReadError: it is too large for an article.
    """
    data = file.read(ARTICLE_LIMIT + 1)
    if len(data) > ARTICLE_LIMIT:
        limit = ARTICLE_LIMIT // 1024**2
        raise ReadError(
            _(
                "{name}: is larger than {limit} MiB, too much for one article; split it",
                name=name,
                limit=limit,
            ),
            ARTICLE_LIMIT,
        )
    return Article(data)


def quoted(name: str) -> str:
    """A name as a shell would take it, for commands that a message proposes."""
    return shlex.quote(name)
