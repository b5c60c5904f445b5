"""JSON Lines: an article a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.sources.fields import article_of, identified
from vnreport.sources.item import Article, Item, unreadable
from vnreport.sources.options import ARTICLE_LIMIT, Options
from vnreport.sources.stream import Stream

_MARK = b"\xef\xbb\xbf"


def items(stream: Stream, options: Options) -> Iterator[Item]:
    """An item for each line that is not blank, named by its id or by the number of its line."""
    start = 0
    number = 0
    while line := stream.file.readline(ARTICLE_LIMIT + 1):
        number += 1
        at, start = start, start + len(line)
        name = f"{stream.name}#line={number}"
        if len(line) > ARTICLE_LIMIT:
            start += _pass_line(stream)
            error = ReadError(
                _(
                    "{name}: the line at byte {at} has more than {most} bytes",
                    name=name,
                    at=at,
                    most=ARTICLE_LIMIT,
                ),
                at,
            )
            yield unreadable(name, stream.stamp, stream.position(), error)
            continue
        if number == 1:
            line = line.removeprefix(_MARK)
        if not line.strip():
            continue
        read = partial(_read, line, name, at, options)
        if options.fields.id:
            try:
                name = identified(stream.name, name, _row(line, name, at), options.fields, at)
            except ReadError as error:
                yield unreadable(name, stream.stamp, stream.position(), error)
                continue
            read = partial(_read, line, name, at, options)
        yield Item(name, stream.stamp, stream.position(), read)


def _read(line: bytes, name: str, at: int, options: Options) -> Article:
    return article_of(_row(line, name, at), name, at, options.fields)


def _row(line: bytes, name: str, at: int) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(
            _("{name}: the line at byte {at} is no JSON: {error}", name=name, at=at, error=error), at
        ) from None
    if not isinstance(row, dict):
        raise ReadError(
            _("{name}: the line at byte {at} is no JSON object with fields", name=name, at=at), at
        )
    return row


def _pass_line(stream: Stream) -> int:
    """Read on to the end of a line; how many bytes that were."""
    passed = 0
    while part := stream.file.readline(1024 * 1024):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed
