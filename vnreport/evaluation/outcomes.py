"""What became of each record: found, missed or false, and which of its fields are right."""

from __future__ import annotations

from typing import Literal

import msgspec

from vnreport.document import Kind

State = Literal["found", "missed", "false"]
Level = Literal["found", "core", "full"]
LEVELS: tuple[Level, ...] = ("found", "core", "full")

# Below: a record is right in its core where all of the first are right, in full where the second are as well.
# `indicator phrase` asks for the phrase word for word and is reported alone.
_CORE = frozenset({"value", "low", "high", "of", "unit", "relation", "baseline", "rank", "position"})
_REST = frozenset({"indicator", "period", "status", "approx", "extra position"})
EXACT_INDICATOR = "indicator phrase"


class Judged(msgspec.Struct, frozen=True, omit_defaults=True):
    """One field of a found record; `want` and `got` are told where it is wrong."""

    field: str
    right: bool
    want: str = ""
    got: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record of the gold or, where `state` is false, one found that is none.

    `instead` is the kind of what stands at the place of a missed or a false one on the other side; `record`
    (its id), `rule` and `confidence` are those of the record found.
    """

    state: State
    kind: Kind
    text: str
    start: int
    end: int
    fields: tuple[Judged, ...] = ()
    instead: Kind | None = None
    record: str = ""
    rule: str = ""
    confidence: float | None = None

    def reaches(self, level: Level) -> bool:
        """Whether the record is found, right in its core, or right in full."""
        if self.state != "found":
            return False
        demanded = {"found": frozenset(), "core": _CORE, "full": _CORE | _REST}[level]
        return all(judged.right for judged in self.fields if judged.field in demanded)

    def wrong(self) -> tuple[Judged, ...]:
        """The fields that keep the record from being right in full."""
        return tuple(judged for judged in self.fields if not judged.right and judged.field != EXACT_INDICATOR)


class ArticleOutcomes(msgspec.Struct, frozen=True):
    """The outcomes of one article."""

    name: str
    outcomes: tuple[Outcome, ...]
