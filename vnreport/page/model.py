"""What a page shows of an article, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vnreport.conventions import Convention, reader
from vnreport.document import KINDS, Comparison, Document, Kind, Official, Ranking, Record
from vnreport.page.evidence import find_words
from vnreport.page.marks import Run, cut
from vnreport.page.pictures import Picture, attainment, changes
from vnreport.words import approximation, baseline, change, status

_COLUMNS = ("kind", "value", "indicator", "period", "baseline", "place", "status", "confidence")


class Line(NamedTuple):
    """A row of the table of records. `spans` are where its words stand: field, start, end."""

    id: str
    kind: Kind
    value: str
    indicator: str
    code: str
    place: str
    period: str
    baseline: str
    inferred: bool
    status: str
    confidence: str
    sortable: Mapping[str, str]
    spans: tuple[tuple[str, int, int], ...]


class Person(NamedTuple):
    """A row of the table of officials."""

    id: str
    name: str
    positions: tuple[str, ...]
    actions: tuple[str, ...]


class PageArticle(NamedTuple):
    """An article with its records; `lines` of the text are runs, `rows` those of the table."""

    key: str
    title: str
    published: str
    place: str
    source: str
    lines: tuple[tuple[Run, ...], ...]
    kinds: Mapping[str, str]
    rows: tuple[Line, ...]
    columns: tuple[str, ...]
    counts: Mapping[str, int]
    attainment: Picture
    changes: Picture
    officials: tuple[Person, ...]
    warnings: tuple[str, ...]


def article_of(document: Document, text: str, words: Mapping[str, str]) -> PageArticle:
    """A document beside the text that its offsets index, in the given words."""
    records = document.records
    found = [(record.id, list(find_words(record, text))) for record in records]
    runs = cut(text, [(id_, word) for id_, told in found for word in told])
    spans = {id_: tuple((word.field, word.start, word.end) for word in told) for id_, told in found}
    place = document.place
    convention = reader()
    rows = tuple(_line(record, spans[record.id], words, convention) for record in records)
    return PageArticle(
        key=document.source.sha256[:16],
        title=document.title or "",
        published=convention.period(document.published) if document.published else "",
        place=f"{place.text} ({place.code})" if place and place.code else place.text if place else "",
        source=document.source.path,
        lines=tuple(tuple(line) for line in runs),
        kinds={record.id: record.kind for record in records},
        rows=rows,
        columns=tuple(name for name in _COLUMNS if any(getattr(row, name) for row in rows)),
        counts={kind: sum(record.kind == kind for record in records) for kind in KINDS},
        attainment=attainment(records, convention),
        changes=changes(records, convention),
        officials=tuple(_person(record, words) for record in records if isinstance(record, Official)),
        warnings=_warnings(document),
    )


def _line(
    record: Record,
    spans: tuple[tuple[str, int, int], ...],
    words: Mapping[str, str],
    convention: Convention,
) -> Line:
    indicator = None if isinstance(record, Official) else record.indicator
    when = None if isinstance(record, Official) else record.period
    where = None if isinstance(record, Official) else record.place
    against, inferred = _against(record)
    told = getattr(record, "status", None)
    shown = {
        "kind": words[record.kind],
        "value": _value(record, words, convention),
        "indicator": indicator.text if indicator else _first_position(record, words),
        "place": where.text if where else "",
        "period": convention.period(when.value) if when else "",
        "baseline": against,
        "status": status(told) if told else "",
    }
    return Line(
        id=record.id,
        kind=record.kind,
        value=shown["value"],
        indicator=shown["indicator"],
        code=(indicator.code or "") if indicator else "",
        place=shown["place"],
        period=shown["period"],
        baseline=against,
        inferred=inferred,
        status=shown["status"],
        confidence=f"{record.confidence:.2f}",
        sortable={
            **shown,
            "value": str(getattr(record, "value", None) or getattr(record, "low", None) or ""),
            "period": when.value if when else "",
        },
        spans=spans,
    )


def _value(record: Record, words: Mapping[str, str], convention: Convention) -> str:
    if isinstance(record, Official):
        return f"{record.honorific or ''} {record.name}".strip()
    if isinstance(record, Ranking):
        told = words["rank_of" if record.of else "rank"].format(n=record.rank, of=record.of)
        return f"{told} {words['ascending']}" if record.order == "ascending" else told
    parts = [approximation(record.approx)] if record.approx else []
    parts.append(convention.amount(record))
    if isinstance(record, Comparison) and (record.value is not None or record.low is not None):
        parts.insert(0, change(record))
    return " ".join(parts)


def _against(record: Record) -> tuple[str, bool]:
    if isinstance(record, Ranking):
        return (record.scope.text if record.scope else "", False)
    if not isinstance(record, Comparison) or record.baseline is None:
        return "", False
    return record.baseline.text or baseline(record.baseline.kind), record.baseline.inferred


def _positions(official: Official, words: Mapping[str, str]) -> tuple[str, ...]:
    marks = (("former", "former"), ("acting", "acting"))
    return tuple(
        " ".join([*(words[word] for flag, word in marks if getattr(position, flag)), position.text])
        for position in official.positions
    )


def _first_position(record: Record, words: Mapping[str, str]) -> str:
    return "; ".join(_positions(record, words)) if isinstance(record, Official) else ""


def _person(official: Official, words: Mapping[str, str]) -> Person:
    verbs = dict.fromkeys(action.verb.lower() for action in official.actions)
    name = f"{official.honorific or ''} {official.name}".strip()
    return Person(official.id, name, _positions(official, words), tuple(verbs))


def _warnings(document: Document) -> tuple[str, ...]:
    told = {record.id: record.text for record in document.records}
    return tuple(
        f"{' · '.join(told[id_] for id_ in warning.records)}: {warning.message}"
        for warning in document.warnings
    )
