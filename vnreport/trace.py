"""What led to a record, for `vnreport explain`: the words behind each field, and the rules that lost."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """Field `field` of a record was taken from `text[start:end]`, by `rule`."""

    field: str
    start: int
    end: int
    rule: str = ""


class Trace(msgspec.Struct, frozen=True, gc=False):
    """`losers` are the rules that also matched the anchor, in the order of their priority, where asked for.

    `doubt` where the digits can be read as another number; `features` are what the confidence is made from.
    """

    losers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubt: bool = False
    features: tuple[str, ...] = ()
