"""What a page shows of an article, as plain values for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from vnreport.conventions import Convention, reader
from vnreport.document import KINDS, Comparison, Document, Kind, Official, Place, Ranking, Record
from vnreport.page.evidence import find_words
from vnreport.page.marks import Run, cut
from vnreport.page.pictures import Picture, attainment, changes
from vnreport.words import approximation, baseline, change, status

_CHOSEN_BY = ("indicator", "period", "baseline", "place")
_COLUMNS = ("kind", "value", "indicator", "period", "baseline", "place", "status", "confidence")


class Line(NamedTuple):
    """A row of the table of records. `confidence` is written for programs, `certainty` for people. The value
    is sorted by `number`; rows are chosen by `keys`, which have `names`. `spans` are where the words stand:
    field, start, end.
    """

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
    certainty: str
    number: str
    keys: Mapping[str, str]
    names: Mapping[str, str]
    spans: tuple[tuple[str, int, int], ...]


class Person(NamedTuple):
    """A row of the table of officials."""

    id: str
    name: str
    positions: tuple[str, ...]
    actions: tuple[str, ...]


class Choice(NamedTuple):
    """What rows can be chosen by: a key that they have, and what it is called."""

    key: str
    label: str


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
    rows = tuple(_line(record, spans[record.id], place, words, convention) for record in records)
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


def choices(articles: Iterable[PageArticle]) -> dict[str, Sequence[Choice]]:
    """What the rows of all articles can be chosen by, a column with more than one choice each."""
    rows = [row for article in articles for row in article.rows]
    made: dict[str, Sequence[Choice]] = {}
    for column in _CHOSEN_BY:
        told: dict[str, str] = {}
        for row in rows:
            if row.keys[column]:
                told.setdefault(row.keys[column], row.names[column])
        if len(told) > 1:
            order = sorted(told.items(), key=lambda one: one[0] if column == "period" else one[1].casefold())
            made[column] = [Choice(*one) for one in order]
    return made


def _line(
    record: Record,
    spans: tuple[tuple[str, int, int], ...],
    at: Place | None,
    words: Mapping[str, str],
    convention: Convention,
) -> Line:
    indicator = None if isinstance(record, Official) else record.indicator
    when = None if isinstance(record, Official) else record.period
    where = None if isinstance(record, Official) else record.place
    against, inferred = _against(record)
    kind = record.baseline.kind if isinstance(record, Comparison) and record.baseline else None
    told = getattr(record, "status", None)
    names = {
        "indicator": indicator.text if indicator else "",
        "period": convention.period(when.value) if when else "",
        "baseline": baseline(kind) if kind else "",
        "place": place.text if (place := where or at) else "",
    }
    return Line(
        id=record.id,
        kind=record.kind,
        value=_value(record, words, convention),
        indicator=names["indicator"] or _first_position(record, words),
        code=(indicator.code or "") if indicator else "",
        place=where.text if where else "",
        period=names["period"],
        baseline=against,
        inferred=inferred,
        status=status(told) if told else "",
        confidence=f"{record.confidence:.2f}",
        certainty=f"{record.confidence:.2f}".replace(".", convention.decimal),
        number=_number(record),
        keys={
            "indicator": (indicator.code or indicator.text.casefold()) if indicator else "",
            "period": when.value if when else "",
            "baseline": kind or "",
            "place": (place.code or place.text.casefold()) if place else "",
        },
        names=names,
        spans=spans,
    )


def _number(record: Record) -> str:
    """The value, the lower end of a range, or the rank; empty where there is none."""
    told: Iterable[Decimal | int | None] = (getattr(record, name, None) for name in ("value", "low", "rank"))
    return next(
        (
            f"{number:f}" if isinstance(number, Decimal) else str(number)
            for number in told
            if number is not None
        ),
        "",
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
