"""What a check of consistency gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vnreport.document import WarningKind
from vnreport.vietnamese import number


@dataclass(frozen=True, slots=True)
class Finding:
    """Records (by their ids) that agree with each other, or contradict; `message` says how, with figures."""

    kind: WarningKind
    records: tuple[str, ...]
    agrees: bool
    message: str


def percent(ratio: Decimal) -> str:
    """A ratio in per cent with two decimals: `47,34%`."""
    return number((ratio * 100).quantize(Decimal("0.01"))) + "%"
