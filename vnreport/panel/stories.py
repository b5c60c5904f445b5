"""Which articles tell the same story: the same wire report in several papers is one witness, not several.

Two articles are one story where most of the values that they state are the same. They are found by MinHash
and locality-sensitive hashing (datasketch), so that not every pair is compared; and they are looked for only
among articles that say the same of a cell, because all others are not one witness of anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vnreport.panel.tables import create

if TYPE_CHECKING:
    import duckdb

_SAME = 0.7  # of all the values that two articles state, how many both do
_FEWEST = 4  # values; below that, sameness is chance
_HASHES = 128
_SEED = 1

# The values that an article states, without the words around them: an editor changes those.
_STATED = """
WITH again AS (
    SELECT DISTINCT doc FROM said JOIN (
        SELECT measure, indicator, period, place, number FROM said GROUP BY ALL HAVING count(DISTINCT doc) > 1
    ) USING (measure, indicator, period, place, number)
)
SELECT stated, list(doc ORDER BY doc) FROM (
    SELECT doc, list_sort(list_distinct(list(concat_ws(
        '|', kind, value::VARCHAR, unit, coalesce(indicator, lower(indicator_text)), period, rank::VARCHAR
    )))) AS stated
    FROM records SEMI JOIN again USING (doc) GROUP BY doc
) WHERE len(stated) >= $fewest GROUP BY stated ORDER BY min(doc)
"""


def tell(engine: duckdb.DuckDBPyConnection) -> None:
    """Make table `stories(doc, story)` of the documents in `said` that may tell what another one does; a
    story has its first one's number. All others are each a story of their own.
    """
    found = engine.execute(_STATED, {"fewest": _FEWEST}).fetchall()
    firsts = same([stated for stated, _ in found])
    rows = [
        (doc, found[first][1][0])
        for first, (_, documents) in zip(firsts, found, strict=True)
        for doc in documents
    ]
    create(engine, "stories", {"doc": "int64", "story": "int64"}, rows)


def same(stated: Sequence[Sequence[str]]) -> list[int]:
    """For each set of values the index of the first that tells the same story, its own where none does."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_SAME, num_perm=_HASHES)
    first = list(range(len(stated)))
    for at, values in enumerate(stated):
        if len(values) < _FEWEST:
            continue
        sketch = MinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update_batch([value.encode("utf-8") for value in values])
        near = [other for other in sorted(index.query(sketch)) if _jaccard(stated[other], values) >= _SAME]
        if near:
            first[at] = first[near[0]]
        index.insert(at, sketch)
    return first


def _jaccard(one: Iterable[str], other: Iterable[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b)
