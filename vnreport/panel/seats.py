"""Who holds which position where, by an archive: first and last seen, former and acting, and shared seats.

A person is one by name in one position at one place, however name and position are spelled: in capitals or
not, hoà or hòa, Lý or Lí, UBND or Ủy ban nhân dân. Names that begin with K', Y or H' are one with or without
diacritics. What differs in more than that is left apart. The place is the position's own, else the article's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from vnreport.panel.names import Names, name_places
from vnreport.panel.posts import post
from vnreport.panel.tables import create
from vnreport.text import bare, fold
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

_SHARED = ("vice", "member")  # titles of which there may be several at once
_MEMBERS = regex.compile(r"(?:\S+ ){0,2}viên\b|(?>\p{L}*?uv\p{L}*+)\b|đbqh\b")  # Tỉnh ủy viên, UVTW Đảng, TUV
_CONSONANT = regex.compile(r"^([kh])['\s]\s*")
_HIGHLAND = regex.compile(r"(?:[kh]['’ ]\s*|y )(?=\p{L})")

_HELD = """
WITH told AS (
    SELECT doc, path, published, position, name, former, acting, p.seat, n.person,
        coalesce(p.place, d.place_code, a.place, '') AS place, coalesce(p.place, d.place_text) AS place_text
    FROM positions JOIN documents d USING (doc)
    LEFT JOIN areas a ON d.place_code IS NULL AND a.text = d.place_text
    JOIN posts p USING (position) JOIN persons n USING (name)
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
        post(form, vocabulary, called).seat
        for rule in vocabulary.rules("title")
        if rule.text("role") in _SHARED
        for form in rule.forms
    )
    name_places(engine, vocabulary, called)
    _tell_posts(engine, vocabulary, called)
    wanted = [called.key(place) for place in places]
    held = [Holder(*row) for row in engine.execute(_HELD, {"places": wanted}).fetchall()]
    seats: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in held:
        if not holder.former and not _is_shared(holder.seat, shared):
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
    folded = " ".join(map(fold, name.replace("’", "'").split()))
    if _HIGHLAND.match(folded):
        return _CONSONANT.sub(r"\1'", bare(folded))
    return folded


def _tell_posts(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, called: Names) -> None:
    """Make tables `posts(position, seat, place)` and `persons(name, person)`."""
    found = engine.execute("SELECT DISTINCT position FROM positions WHERE position IS NOT NULL").fetchall()
    posts = [(position, *post(position, vocabulary, called)) for (position,) in found]
    create(engine, "posts", {"position": "string", "seat": "string", "place": "string"}, posts)
    found = engine.execute("SELECT DISTINCT name FROM positions WHERE name IS NOT NULL").fetchall()
    persons = [(name, one_person(name)) for (name,) in found]
    create(engine, "persons", {"name": "string", "person": "string"}, persons)


def _is_shared(seat: str, words: frozenset[str]) -> bool:
    return _MEMBERS.match(seat) is not None or any(f"{seat} ".startswith(f"{word} ") for word in words)


def _overlap(one: Holder, other: Holder) -> bool:
    """Whether both are seen in the seat at one time; without dates that is not known."""
    if not (one.first_seen and one.last_seen and other.first_seen and other.last_seen):
        return False
    return one.first_seen <= other.last_seen and other.first_seen <= one.last_seen
