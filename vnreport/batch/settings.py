"""What the documents of a run depend on: with other settings a run cannot be continued."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources.abc import Traversable

import msgspec

from vnreport import __version__
from vnreport.document import SCHEMA


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of a run, and fingerprints of the rules that it reads by."""

    vnreport: str = f"{__version__} {SCHEMA}"
    patterns: str
    sources: tuple[str, ...]
    null: bool
    globs: tuple[str, ...]
    fields: tuple[str | None, ...]
    ratio: int
    kinds: tuple[str, ...]
    min_confidence: float
    encoding: str | None
    keep_text: bool

    def differing(self, other: Settings) -> list[str]:
        """The names of the settings in which another run differs."""
        return [name for name in self.__struct_fields__ if getattr(self, name) != getattr(other, name)]


def fingerprint(directories: Iterable[Traversable]) -> str:
    """One digest of all pattern files of these directories."""
    digest = hashlib.sha256()
    for directory in directories:
        for file in sorted(directory.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".toml"):
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
