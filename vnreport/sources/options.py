"""What a user may choose about sources."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase

from vnreport.reading import MAX_BYTES

ARTICLE_LIMIT = MAX_BYTES

# Of folders and archives these are read where no glob says otherwise; an inner one may be compressed.
TEXTS = (".txt", ".html", ".htm", ".xhtml")
TABLES = (".jsonl", ".ndjson", ".csv", ".tsv")
ARCHIVES = (".zip", ".tar", ".tgz", ".tzst")
COMPRESSED = (".gz", ".zst")


def _ignore(name: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields (or columns) of a table that hold an article's text, title, date and id."""

    text: str = "text"
    title: str | None = None
    date: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """`globs` choose the files of folders and archives by name or path; without one, known kinds are read.

    `null` ends the paths of a list with NUL instead of a line end. `ratio` limits to how many times its size
    something compressed may unpack. Files and folders of `excluded` (real paths) are passed over. Without
    globs `leave_out` is told the name of each file that is of no known kind.
    """

    fields: Fields = Fields()
    globs: tuple[str, ...] = ()
    null: bool = False
    ratio: int = 200
    excluded: Collection[str] = ()
    leave_out: Callable[[str], None] = _ignore

    def wants(self, path: str, name: str) -> bool:
        """Whether to read a file of a folder or an archive; `path` is relative to that, `name` in full."""
        if self._is_chosen(path):
            return True
        if not self.globs:
            self.leave_out(name)
        return False

    def _is_chosen(self, path: str) -> bool:
        name = os.path.basename(path)
        if self.globs:
            return any(fnmatchcase(name, glob) or fnmatchcase(path, glob) for glob in self.globs)
        lowered = name.lower()
        while lowered.endswith(COMPRESSED):
            lowered = lowered.rpartition(".")[0]
            if "." not in lowered:
                return True
        return lowered.endswith(TEXTS + TABLES + ARCHIVES)
