"""Gold files: articles with the records that a reader finds in them, or with verdicts on records.

README ("Annotated articles") describes the format. Offsets count code points of the text as vnreport reads
it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from vnreport.document import KINDS, Baseline, Indicator, Kind, Period, Position, Source
from vnreport.errors import GoldError
from vnreport.language import _, reason
from vnreport.reading import normalise, read_file, shown, source_of

SUFFIX = ".gold.json"

# One answer, or several that are equally right; null among them: leaving the field empty is right too.
Answers = str | None | tuple[str | None, ...]
Number = Decimal | None | UnsetType


class GoldRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record as annotated. A field that is unset is not judged."""

    kind: Kind
    text: str
    start: int
    end: int
    value: Number = UNSET
    low: Number = UNSET
    high: Number = UNSET
    of: Number = UNSET
    rank: int | UnsetType = UNSET
    unit: Answers | UnsetType = UNSET
    indicator: Answers | Indicator | UnsetType = UNSET
    period: Answers | Period | UnsetType = UNSET
    status: Answers | UnsetType = UNSET
    approx: Answers | UnsetType = UNSET
    relation: Answers | UnsetType = UNSET
    baseline: Answers | Baseline | UnsetType = UNSET
    name: str = ""
    positions: tuple[str | tuple[str, ...] | Position, ...] = ()
    also: tuple[str, ...] = ()
    optional: bool = False
    verdict: Literal["accept", "reject"] | None = None
    # Not judged, but allowed, so that records as vnreport writes them can be given a verdict.
    id: Any = None
    sentence: Any = None
    rule: Any = None
    confidence: Any = None
    place: Any = None
    order: Any = None
    ratio: Any = None
    scope: Any = None
    honorific: Any = None
    mentions: Any = None
    actions: Any = None
    note: Any = None

    def answers(self, field: str) -> tuple[str | None, ...] | None:
        """The answers that are right in a field of words, the best first; None where it is not judged."""
        told = getattr(self, field)
        if told is UNSET:
            return None
        if isinstance(told, tuple):
            return told
        if isinstance(told, Indicator):
            return (told.text,)
        if isinstance(told, Period):
            return (told.value,)
        return (told.kind if isinstance(told, Baseline) else told,)

    def position_answers(self) -> Iterator[tuple[str, ...]]:
        """For each position of an official the wordings that are right."""
        for position in self.positions:
            if isinstance(position, Position):
                yield (position.text,)
            else:
                yield (position,) if isinstance(position, str) else position


class _Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    records: tuple[msgspec.Raw, ...] | UnsetType = UNSET
    articles: tuple[msgspec.Raw, ...] | UnsetType = UNSET
    kinds: tuple[Kind, ...] = KINDS
    text: str | None = None
    source: Source | None = None
    sha256: str | None = None
    date: Any = None
    chars: Any = None
    note: Any = None
    # Fields of a document that are not judged.
    schema: Any = None
    title: Any = None
    published: Any = None
    place: Any = None
    derived: Any = None
    warnings: Any = None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article and its annotation; `kinds` are those it is annotated for.

    `reviewed` where records carry verdicts: then only records with a verdict are judged.
    """

    name: str
    text: str
    source: Source
    records: tuple[GoldRecord, ...]
    kinds: frozenset[Kind]
    reviewed: bool


def gold_files(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and for a directory all NAME.gold.json in it, in the order of their names.

    Raises:
        GoldError: there is no such path, or a directory holds no gold file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob(f"*{SUFFIX}"))
            if not inside:
                raise GoldError(
                    _(
                        "{path}: holds no *{suffix}; put NAME{suffix} beside each article NAME.txt",
                        path=shown(path),
                        suffix=SUFFIX,
                    )
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise GoldError(_("{path}: there is no such file or directory", path=shown(path)))
    return found


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a gold file: one, or as many as a file of corrections holds under `articles`.

    Raises:
        GoldError: it is no gold file, its text is not there or another one, or a record is wrong; the message
            names the file, the record and the field.
        ReadError: the text beside it cannot be read.
    """
    where = shown(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GoldError(_("{where}: cannot be read: {reason}", where=where, reason=reason(error))) from None
    annotation = _decode(content, where)
    if annotation.articles is UNSET:
        return [_article(annotation, where, path)]
    return [
        _article(_decode(bytes(article), f"{where}: article {number}"), f"{where}: article {number}", path)
        for number, article in enumerate(annotation.articles, 1)
    ]


def _decode(content: bytes, where: str) -> _Annotation:
    try:
        return msgspec.json.decode(content, type=_Annotation)
    except msgspec.MsgspecError as error:
        raise GoldError(_("{where}: is no gold file: {error}", where=where, error=error)) from None


def _article(annotation: _Annotation, where: str, path: Path) -> GoldArticle:
    if annotation.records is UNSET:
        raise GoldError(_("{where}: has neither `records` nor `articles`", where=where))
    told = annotation.source
    if annotation.text is not None:
        text = normalise(annotation.text)
        source = told or source_of(text.encode("utf-8"), path.name.removesuffix(SUFFIX), "utf-8", text)
        name = Path(source.path).stem
    else:
        name = path.name.removesuffix(SUFFIX)
        beside = path.with_name(f"{name}.txt")
        if not beside.exists():
            raise GoldError(
                _(
                    "{where}: there is no {beside} beside it, nor a `text` in it",
                    where=where,
                    beside=shown(beside),
                )
            )
        reading = read_file(beside)
        text, source = reading.text, reading.source
    digest = annotation.sha256 or (told.sha256 if told and annotation.text is None else None)
    if digest is not None and digest not in (source.sha256, hashlib.sha256(text.encode("utf-8")).hexdigest()):
        raise GoldError(
            _("{where}: was made for another text (its sha256 differs); annotate this one anew", where=where)
        )
    records = tuple(
        _record(raw, f"{where}: record {at}", text) for at, raw in enumerate(annotation.records, 1)
    )
    reviewed = any(record.verdict is not None for record in records)
    return GoldArticle(name, text, source, records, frozenset(annotation.kinds), reviewed)


def _record(raw: msgspec.Raw, where: str, text: str) -> GoldRecord:
    try:
        record = msgspec.json.decode(raw, type=GoldRecord)
    except msgspec.MsgspecError as error:
        raise GoldError(f"{where}: {error}") from None
    stands = text[max(record.start, 0) : max(record.end, 0)]
    if stands != record.text or not stands:
        raise GoldError(
            _(
                "{where}: `text` is {text!r}, but text[{start}:{end}] is {stands!r}; offsets count "
                "code points of the text in NFC with \\n as its line ends",
                where=where,
                text=record.text,
                start=record.start,
                end=record.end,
                stands=stands,
            )
        )
    if record.kind == "official" and not record.name:
        raise GoldError(_("{where}: an official needs a `name`", where=where))
    empty = [field for field in record.__struct_fields__[4:16] if getattr(record, field) == ()]
    if empty:
        raise GoldError(
            _(
                "{where}: `{field}` lists no answer; leave it out where it is not to be judged",
                where=where,
                field=empty[0],
            )
        )
    return record
