"""The Python interface: a text, a file or bytes in, a `Document` out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from vnreport.document import Document
from vnreport.pipeline import run
from vnreport.reading import normalise, read_bytes, read_file, source_of
from vnreport.times import check_times
from vnreport.vocabulary import Vocabulary, load_vocabulary

Directory = str | os.PathLike[str]


def extract(text: str, *, published: str | None = None, patterns: Iterable[Directory] = ()) -> Document:
    """Extract the records of an article that is already text.

    Offsets in the document count code points of `vnreport.normalise(text)`: line ends as `\\n`, NFC. Values
    are exact decimals with scale words multiplied in, units canonical (`VND`, `%`, `tấn`).

    Args:
        text: the article; a first line that stands alone is its headline.
        published: its date, ISO 8601 (`2024-11-28`, `2024-11`), by which "tháng trước" is read; without it,
            the date that the text gives.
        patterns: directories of pattern files that add to the built-in ones, or replace those of the same
            kind and id; later ones win.

    Raises:
        PatternError: a pattern directory or a file in it is wrong.
    """
    text = normalise(text)
    data = text.encode("utf-8")
    return run(text, source_of(data, "-", "utf-8", text), _vocabulary(patterns), published).document


def read(
    origin: str | os.PathLike[str] | bytes,
    *,
    encoding: str | None = None,
    published: str | None = None,
    keep_text: bool = False,
    patterns: Iterable[Directory] = (),
) -> Document:
    """Read an article from a path or from its bytes, and extract its records.

    Offsets count code points of the decoded text with line ends as `\\n`, in NFC. The document's `source`
    says which encoding was found; its `path` is `-` where bytes were given.

    Args:
        origin: a path (`-` for standard input), or the bytes of an article: text, or a web page.
        encoding: its encoding (`vnreport.reading.NAMES`, or another of Python's); without it, the one that
            the bytes are evidence for.
        published: as for `extract`; without it, the date that a web page or the text gives.
        keep_text: whether the document holds the text that the offsets index, in its field `text`.
        patterns: as for `extract`.

    Raises:
        ReadError: the file is missing, unreadable, binary, not in `encoding`, or in no known one; the message
            names the file, the byte position and what to do.
        PatternError: a pattern directory or a file in it is wrong.
    """
    found = read_bytes(origin, "-", encoding) if isinstance(origin, bytes) else read_file(origin, encoding)
    return run(
        found.text,
        found.source,
        _vocabulary(patterns),
        published or found.published,
        keep_text=keep_text,
    ).document


def _vocabulary(patterns: Iterable[Directory]) -> Vocabulary:
    vocabulary = load_vocabulary(tuple(Path(directory) for directory in patterns))
    check_times(vocabulary)
    return vocabulary
