"""Who holds which position where, by an archive: first and last seen, former and acting, and shared seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vnreport.text import fold
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

_SHARED = ("vice", "member")  # titles of which there may be several at once
# A person is one by name in one position at one place; articles write a position in capitals or not.
_HELD = """
SELECT any_value(position ORDER BY published, doc), name, coalesce(place_code, place_text, ''),
    any_value(place_text ORDER BY published, doc), former, acting, min(published), max(published),
    count(DISTINCT doc), string_agg(DISTINCT path, '; ' ORDER BY path)
FROM positions JOIN documents USING (doc)
WHERE len($places) = 0 OR list_contains($places, coalesce(place_code, place_text, ''))
GROUP BY lower(position), name, coalesce(place_code, place_text, ''), former, acting
ORDER BY 3, lower(any_value(position ORDER BY published, doc)), min(published), name
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a position; `others` hold the same seat while this one does, which only one can."""

    position: str
    name: str
    place: str
    place_text: str | None
    former: bool
    acting: bool
    first_seen: str | None
    last_seen: str | None
    articles: int
    source: str
    others: tuple[str, ...] = ()


def holders(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, places: Sequence[str]) -> list[Holder]:
    """All holders, by place, position and day when they were first seen; an empty `places` selects all."""
    shared = frozenset(
        fold(form)
        for rule in vocabulary.rules("title")
        if rule.text("role") in _SHARED
        for form in rule.forms
    )
    held = [Holder(*row) for row in engine.execute(_HELD, {"places": list(places)}).fetchall()]
    seats: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in held:
        if not holder.former and not _starts(holder.position, shared):
            seats[holder.place, fold(holder.position)].append(holder)
    made = []
    for holder in held:
        rivals = seats.get((holder.place, fold(holder.position)), []) if not holder.former else []
        others = {rival.name for rival in rivals if rival.name != holder.name and _overlap(rival, holder)}
        made.append(replace(holder, others=tuple(sorted(others))))
    return made


def _starts(position: str, words: frozenset[str]) -> bool:
    # "Tỉnh ủy viên" has the word second.
    folded = f"{fold(position)} "
    rest = folded.partition(" ")[2]
    return any(part.startswith(f"{word} ") for word in words for part in (folded, rest))


def _overlap(one: Holder, other: Holder) -> bool:
    """Whether both are seen in the seat at one time; without dates that is not known."""
    if not (one.first_seen and one.last_seen and other.first_seen and other.last_seen):
        return False
    return one.first_seen <= other.last_seen and other.first_seen <= one.last_seen
