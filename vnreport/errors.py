"""The errors that a caller of vnreport may see. Each message names the input and says what to do."""

from __future__ import annotations


class VnreportError(Exception):
    """Base of all errors that vnreport raises on purpose."""


class ReadError(VnreportError):
    """An input could not be read: missing, not a file, binary, or not in a known encoding.

    `byte` is the position in the input (from 0) of what is wrong, where that is known.
    """

    def __init__(self, message: str, byte: int | None = None) -> None:
        super().__init__(message)
        self.byte = byte


class PatternError(VnreportError):
    """A pattern file is wrong. The message names the file, the rule and the key."""


class GoldError(VnreportError):
    """A gold file or a saved evaluation is wrong. The message names the file, the record and the field."""


class WriteError(VnreportError):
    """An output could not be written. The message names it and the reason."""


class RefusedError(VnreportError):
    """What was asked for would lose or mix results. The message says what to do instead."""
