"""Output formats. A format is one function registered in a module of this package, which is found by itself.

The modules import at their top only what is cheap: their names, summaries and options are read for `--help`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction


class Write(Protocol):
    """Writes extractions as they come to a binary stream, which it leaves open.

    Options are keyword arguments that are false unless given. Returns what the format could not hold, a line
    each for the reader on stderr, or None.
    """

    def __call__(
        self, extractions: Iterable[Extraction], stream: BinaryIO, /, **options: bool
    ) -> Sequence[str] | None: ...


class Option(NamedTuple):
    """A switch of one format: `--NAME` of the command, keyword argument NAME of the writer."""

    name: str
    help: str


class Format(NamedTuple):
    """A format and what a command must know of it.

    `extensions` of an output file choose it by default; a `binary` one is not for terminals; `needs` is a
    module that is not always installed, and the extra of vnreport that brings it. The writer of a `titled`
    one takes `titled`: since programs read its header, titles are in it only where a language is asked for.
    """

    name: str
    summary: str
    write: Write
    extensions: tuple[str, ...] = ()
    binary: bool = False
    options: tuple[Option, ...] = ()
    needs: tuple[str, str] | None = None
    titled: bool = False


_registered: dict[str, Format] = {}
_Writer = TypeVar("_Writer", bound=Callable[..., "Sequence[str] | None"])


def register(name: str, summary: str, **more: Any) -> Callable[[_Writer], _Writer]:
    """Make a function the writer of format `name`; `summary` stands in the help, `more` is as for Format."""

    def decorate(write: _Writer) -> _Writer:
        _registered[name] = Format(name, summary, write, **more)
        return write

    return decorate


def formats() -> Mapping[str, Format]:
    """All formats by name, in the order of their names."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(sorted(_registered.items()))
