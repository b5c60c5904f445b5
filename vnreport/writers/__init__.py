"""Output formats. A format is one function registered in a module of this package, which is found by itself.

The modules import at their top only what is cheap: their names and summaries are read for `--help`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction

Write = Callable[["Iterable[Extraction]", BinaryIO], None]


class Format(NamedTuple):
    """`write` takes the extractions as they come and writes them to a binary stream, which it leaves open."""

    name: str
    summary: str
    write: Write


_registered: dict[str, Format] = {}


def register(name: str, summary: str) -> Callable[[Write], Write]:
    """Make a function the writer of format `name`; `summary` stands in the help."""

    def decorate(write: Write) -> Write:
        _registered[name] = Format(name, summary, write)
        return write

    return decorate


def formats() -> Mapping[str, Format]:
    """All formats by name, in the order of their names."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(sorted(_registered.items()))
