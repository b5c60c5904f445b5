"""The codes of records in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vnreport.language import _

if TYPE_CHECKING:
    from vnreport.document import Approx, BaselineKind, Comparison, Kind, Status


def kinds() -> Mapping[Kind, str]:
    """The kinds of records, as several of them are called."""
    return {
        "figure": _("figures"),
        "percentage": _("percentages"),
        "comparison": _("comparisons"),
        "ranking": _("rankings"),
        "official": _("officials"),
    }


def status(code: Status) -> str:
    """Whether a value is reached, estimated, aimed at or foreseen."""
    return {
        "actual": _("actual"),
        "estimate": _("estimated"),
        "target": _("target"),
        "forecast": _("forecast"),
    }[code]


def approximation(code: Approx) -> str:
    """How exact a value is, to stand before it."""
    return {
        "about": _("about"),
        "over": _("over"),
        "under": _("under"),
        "at_least": _("at least"),
        "at_most": _("at most"),
    }[code]


def baseline(kind: BaselineKind) -> str:
    """What a value is compared with."""
    return {
        "plan": _("plan"),
        "same_period": _("same period"),
        "previous_period": _("previous period"),
        "earlier_time": _("earlier"),
        "other": _("another level"),
    }[kind]


def change(record: Comparison) -> str:
    """How a value stands to its baseline, to stand before it."""
    to_plan = record.baseline is not None and record.baseline.kind == "plan"
    if record.relation == "above":
        return _("above by") if to_plan else _("up")
    if record.relation == "below":
        return _("short by") if to_plan else _("down")
    return _("as much as") if record.unit == "lần" else _("at")
