"""A row of a table to an article: which of its fields are text, title, date and id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import regex

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.reading import normalise
from vnreport.sources.item import Article
from vnreport.sources.options import Fields

_MONTH = regex.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_VIETNAMESE = regex.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b.*")


def article_of(row: Mapping[str, object], name: str, at: int, fields: Fields) -> Article:
    """The article in a row: the title, where there is one, is its first line; `at` is the byte of the row.

    Raises:
        ReadError: a field that was asked for is missing or is no text.
    """
    body = _text(row, fields.text, name, at)
    if body is None:
        raise ReadError(_("{name}: field {field!r} is empty", name=name, field=fields.text), at)
    title = _text(row, fields.title, name, at) if fields.title else None
    if title and not body.lstrip().startswith(title.strip()):
        body = f"{' '.join(title.split())}\n{body}"
    published, warning = published_of(row, name, at, fields)
    return Article(normalise(body).encode("utf-8"), decoded=True, published=published, warning=warning)


def published_of(
    row: Mapping[str, object], name: str, at: int, fields: Fields
) -> tuple[str | None, str | None]:
    """The date of publication that a row tells, and a warning where what it tells is no date."""
    if not fields.date or not (told := _text(row, fields.date, name, at)):
        return None, None
    published = iso_date(told)
    if published is None:
        return None, _(
            "{name}: {told!r} in field {field!r} is no date; the text is asked instead",
            name=name,
            told=told,
            field=fields.date,
        )
    return published, None


def identified(source: str, otherwise: str, row: Mapping[str, object], fields: Fields, at: int) -> str:
    """The name of a row: the source with the row's id, or `otherwise` where no id was asked for."""
    if fields.id is None:
        return otherwise
    told = _text(row, fields.id, otherwise, at)
    if told is None:
        raise ReadError(
            _("{name}: field {field!r} is empty, so the article has no id", name=otherwise, field=fields.id),
            at,
        )
    return f"{source}#{normalise(told)}"


def iso_date(told: str) -> str | None:
    """A date or month as ISO 8601: from ISO dates with or without a time, or the Vietnamese 28/11/2024."""
    told = told.strip()
    if _MONTH.fullmatch(told):
        return told
    try:
        if found := _VIETNAMESE.fullmatch(told):
            return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
        return datetime.fromisoformat(told).date().isoformat()
    except ValueError:
        return None


def _text(row: Mapping[str, object], field: str, name: str, at: int) -> str | None:
    if field not in row:
        there = ", ".join(map(repr, list(row)[:10])) or "none"
        raise ReadError(
            _(
                "{name}: has no field {field!r} but {there}; choose with --text-field, "
                "--title-field, --date-field and --id-field",
                name=name,
                field=field,
                there=there,
            ),
            at,
        )
    value = row[field]
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ReadError(
        _(
            "{name}: field {field!r} holds {type}, not text",
            name=name,
            field=field,
            type=type(value).__name__,
        ),
        at,
    )
