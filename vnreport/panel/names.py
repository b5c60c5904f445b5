"""What places and indicators are called, and which names mean one place: cả nước is Việt Nam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnreport.language import current
from vnreport.panel.tables import create
from vnreport.tabular.statistics import NATION, areas, indicators
from vnreport.text import fold, tokenize
from vnreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    import duckdb

_LOCAL = ("city", "district", "commune", "hamlet")  # of whose names several provinces may have one


@dataclass(frozen=True, slots=True)
class Names:
    """The names of places and of indicators by their codes, those of indicators in the reader's language;
    `known` are the places by all their names.
    """

    places: Mapping[str, str]
    indicators: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def provinces(self) -> frozenset[str]:
        """The codes of all provinces that there are or were."""
        return frozenset(self.places) - {NATION}

    def key(self, name: str) -> str:
        """What stands for a place in a cell: its code, or else one of its names, in small letters."""
        folded = " ".join(map(fold, name.split()))
        return self.known.get(folded, name if name in self.places else folded)

    def is_known(self, name: str) -> bool:
        """Whether the patterns have a place of this code or name."""
        return name in self.places or self.key(name) in self.known.values()

    def code(self, place: str) -> str | None:
        """The code of a place; None where it has none."""
        return place if place in self.places else None

    def shown(self, name: str) -> str:
        """A place by one of its names, with its code where it has one."""
        code = self.code(self.key(name))
        return name if code is None else f"{self.places[code]} ({code})"

    def indicator(self, code: str, text: str) -> str:
        """What an indicator is called: an article's words for it where the patterns do not have the code."""
        return self.indicators.get(code, text)

    def place(self, place: str, text: str | None, within: str | None = None) -> str | None:
        """What a place is called, with the province that it is within."""
        name = self.places.get(place) or text
        return f"{name} ({self.places[within]})" if within is not None and within in self.places else name


def names(vocabulary: Vocabulary) -> Names:
    """The names by the patterns of places and indicators."""
    places = {code: name for code, name in areas(vocabulary).items() if not code.startswith("_")}
    known: dict[str, str] = {}
    for rule in vocabulary.rules("place"):
        nation = rule.forms[0] == places[NATION]
        key = rule.text("code") or (NATION if nation else rule.forms[0])
        known |= {" ".join(map(fold, form.split())): key for form in rule.forms}
    return Names(places, indicators(vocabulary)[current()], known)


def places_named(engine: duckdb.DuckDBPyConnection) -> list[str]:
    """All words for places in an archive that are no province."""
    found = engine.execute(
        "SELECT place_text FROM records WHERE place_code IS NULL AND place_text IS NOT NULL "
        "UNION SELECT place_text FROM documents WHERE place_code IS NULL AND place_text IS NOT NULL "
        "ORDER BY place_text"
    ).fetchall()
    return [text for (text,) in found]


def name_places(engine: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, called: Names) -> None:
    """Make table `areas(text, place, local)` of all words for places and scopes of ranks: what stands for
    them in a cell, and whether they are a place within a province, of which there may be others by its name.
    """
    heads = vocabulary.lexicon("place_head")
    found = engine.execute(
        "SELECT place_text FROM records WHERE place_code IS NULL UNION SELECT scope FROM records "
        "UNION SELECT place_text FROM documents WHERE place_code IS NULL"
    ).fetchall()
    texts = [text for (text,) in found if text is not None]
    hits = [heads.match(tokenize(text), 0) for text in texts]
    local = [hit is not None and hit.item.text("level") in _LOCAL for hit in hits]
    rows = list(zip(texts, map(called.key, texts), local, strict=True))
    create(engine, "areas", {"text": "string", "place": "string", "local": "bool"}, rows)
