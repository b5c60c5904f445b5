"""vnreport reads Vietnamese news reports and writes down what they state, each record with its words.

>>> import vnreport
>>> document = vnreport.extract("Thu ngân sách nhà nước ước đạt 54.341 tỉ đồng.")
>>> [(record.kind, record.text) for record in document.records]
[('figure', '54.341 tỉ đồng')]

`extract` takes a text, `read` a path or bytes; both give a `Document`, whose record types are exported here.
Names are loaded on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnreport.api import extract, read
    from vnreport.document import (
        Action,
        Baseline,
        Comparison,
        Contradiction,
        Derived,
        Document,
        Figure,
        Indicator,
        Official,
        Percentage,
        Period,
        Phrase,
        Place,
        Position,
        Ranking,
        Record,
        Source,
        Span,
    )
    from vnreport.errors import PatternError, ReadError, VnreportError
    from vnreport.reading import normalise

__version__ = "0.1.0"

__all__ = [
    "Action",
    "Baseline",
    "Comparison",
    "Contradiction",
    "Derived",
    "Document",
    "Figure",
    "Indicator",
    "Official",
    "PatternError",
    "Percentage",
    "Period",
    "Phrase",
    "Place",
    "Position",
    "Ranking",
    "ReadError",
    "Record",
    "Source",
    "Span",
    "VnreportError",
    "extract",
    "normalise",
    "read",
]

_HOMES = {
    "extract": "vnreport.api",
    "read": "vnreport.api",
    "normalise": "vnreport.reading",
    "PatternError": "vnreport.errors",
    "ReadError": "vnreport.errors",
    "VnreportError": "vnreport.errors",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "vnreport.document")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
