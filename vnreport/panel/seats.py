"""Who holds which position where, by an archive: first and last seen, former and acting, and shared seats.

A person is one by name in one position at one place, however name and position are spelled: in capitals or
not, hoà or hòa, Lý or Lí. Names that begin with K', Y or H' are one with or without diacritics. What differs
in more than that is left apart.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from vnreport.panel.names import Names, name_places
from vnreport.panel.tables import create
from vnreport.text import fold
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

_SHARED = ("vice", "member")  # titles of which there may be several at once
_HIGHLAND = regex.compile(r"(?:[kh]['’ ]\s*|y )(?=\p{L})")

_HELD = """
WITH told AS (
    SELECT doc, path, published, position, name, former, acting, p.key AS seat, n.key AS person,
        coalesce(place_code, a.place, '') AS place, d.place_text
    FROM positions JOIN documents d USING (doc)
    LEFT JOIN areas a ON d.place_code IS NULL AND a.text = d.place_text
    JOIN spellings p ON p.text = position JOIN spellings n ON n.text = name
)
SELECT seat, person, first(position ORDER BY position = upper(position), published, doc),
    first(name ORDER BY name = upper(name), published, doc), place, first(place_text ORDER BY published, doc),
    former, acting, min(published), max(published), count(DISTINCT doc),
    string_agg(DISTINCT path, '; ' ORDER BY path), list_sort(list_distinct(list(name)))
FROM told
WHERE len($places) = 0 OR list_contains($places, place)
GROUP BY seat, person, place, former, acting
ORDER BY place, seat, min(published), person
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a position; `others` hold the same seat while this one does, which only one can.

    `seat` and `person` are position and name in one spelling, `spellings` all those that are found.
    """

    seat: str
    person: str
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
    spellings: Sequence[str]
    others: tuple[str, ...] = ()


def holders(
    engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, called: Names, places: Sequence[str]
) -> list[Holder]:
    """All holders, by place, position and day when they were first seen; an empty `places` selects all."""
    shared = frozenset(
        _spelled(form)
        for rule in vocabulary.rules("title")
        if rule.text("role") in _SHARED
        for form in rule.forms
    )
    name_places(engine, vocabulary, called)
    _tell_spellings(engine)
    wanted = [called.key(place) for place in places]
    held = [Holder(*row) for row in engine.execute(_HELD, {"places": wanted}).fetchall()]
    seats: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in held:
        if not holder.former and not _starts(holder.seat, shared):
            seats[holder.place, holder.seat].append(holder)
    made = []
    for holder in held:
        rivals = seats.get((holder.place, holder.seat), []) if not holder.former else []
        others = {rival.name for rival in rivals if rival.person != holder.person and _overlap(rival, holder)}
        made.append(replace(holder, others=tuple(sorted(others))))
    return made


def one_person(name: str) -> str:
    """A name in the one spelling by which a person is known.

    >>> one_person("NGUYỄN HOÀ LÍ") == one_person("Nguyễn Hòa Lý")
    True
    """
    folded = _spelled(name.replace("’", "'"))
    if _HIGHLAND.match(folded):
        bare = "".join(
            sign for sign in unicodedata.normalize("NFD", folded) if not unicodedata.combining(sign)
        )
        return regex.sub(r"^([kh])['\s]\s*", r"\1'", bare.replace("đ", "d"))
    return folded


def _spelled(words: str) -> str:
    return " ".join(map(fold, words.split()))


def _tell_spellings(engine: duckdb.DuckDBPyConnection) -> None:
    """Make table `spellings(text, key)` of all positions and names; what is both is a name."""
    known: dict[str, str] = {}
    spell: tuple[tuple[str, Callable[[str], str]], ...] = (("position", _spelled), ("name", one_person))
    for column, one in spell:
        found = engine.execute(f"SELECT DISTINCT {column} FROM positions").fetchall()
        known |= {text: one(text) for (text,) in found if text is not None}
    create(engine, "spellings", {"text": "string", "key": "string"}, list(known.items()))


def _starts(position: str, words: frozenset[str]) -> bool:
    # "Tỉnh ủy viên" has the word second.
    folded = f"{position} "
    rest = folded.partition(" ")[2]
    return any(part.startswith(f"{word} ") for word in words for part in (folded, rest))


def _overlap(one: Holder, other: Holder) -> bool:
    """Whether both are seen in the seat at one time; without dates that is not known."""
    if not (one.first_seen and one.last_seen and other.first_seen and other.last_seen):
        return False
    return one.first_seen <= other.last_seen and other.first_seen <= one.last_seen
