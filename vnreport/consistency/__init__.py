"""Whether the records of an article agree with each other, and where they contradict.

    changes  a stated change or plan percentage against the two values that it compares
    shares   a stated percentage against the count and the whole that it is of
    parts    the parts of a total against the total

Each check gives findings, agreement or contradiction; tolerances follow from the rounding of what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnreport.article import Passage
from vnreport.consistency.changes import check_changes
from vnreport.consistency.finding import Finding
from vnreport.consistency.parts import check_parts
from vnreport.consistency.shares import check_shares
from vnreport.document import Record
from vnreport.vocabulary import Vocabulary

__all__ = ["Finding", "agreements", "find_consistency"]


def find_consistency(
    records: Sequence[Record], passages: Sequence[Passage], vocabulary: Vocabulary
) -> list[Finding]:
    """What the records of an article, with their ids, say of each other, in text order."""
    found = [*check_changes(records), *check_shares(records), *check_parts(records, passages, vocabulary)]
    place = {record.id: at for at, record in enumerate(records)}
    return sorted(found, key=lambda finding: [place[id_] for id_ in finding.records])


def agreements(findings: Sequence[Finding]) -> dict[str, bool]:
    """For each record that was checked, by its id, whether all others agree with it."""
    found: dict[str, bool] = {}
    for finding in findings:
        for id_ in finding.records:
            found[id_] = found.get(id_, True) and finding.agrees
    return found
