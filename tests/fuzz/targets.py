"""What must hold for any input: one function a target, which takes bytes and fails with an error."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
from fuzz.formats import validator, writers
from fuzz.pieces import composed

import vnreport
from vnreport.digits import find_habit, read_digits
from vnreport.document import (
    Action,
    Comparison,
    Derived,
    Document,
    Figure,
    Indicator,
    Official,
    Percentage,
    Phrase,
    Ranking,
    Span,
)
from vnreport.errors import ReadError
from vnreport.numbers import NumberFinder
from vnreport.pipeline import run
from vnreport.reading import read_bytes, source_of
from vnreport.text import split_sentences, tokenize
from vnreport.vocabulary import load_vocabulary
from vnreport.writers.json_documents import encode


def reading(data: bytes) -> None:
    """Any bytes are read as one NFC text, or refused with a message that names them."""
    try:
        read = read_bytes(data, "bài.txt")
    except ReadError as error:
        if not str(error).startswith("bài.txt: "):
            raise AssertionError("the message does not name the file") from error
        return
    text = read.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    text.encode("utf-8")
    assert read.source.chars == len(text)
    assert read == read_bytes(data, "bài.txt")


def pages(data: bytes) -> None:
    """So is a web page whose article is made of pieces, tags and torn tags among them."""
    body = composed(data).encode("utf-8", "replace")
    reading(b"<!DOCTYPE html><html><head><title>x</title></head><body><article><p>" + body)


def numbers(data: bytes) -> None:
    """A number is finite and exact: its digits are those that stand there."""
    text = vnreport.normalise(composed(data))
    habit = find_habit(text)
    finder = _finder()
    for sentence in split_sentences(text):
        tokens = tokenize(text, sentence.start, sentence.end)
        behind = 0
        for number in finder.find(tokens, habit):
            assert behind <= number.first < number.last <= len(tokens)
            behind = number.last
            assert number.value.is_finite()
            assert number.value >= 0
            assert number.scale >= 1
            assert number.value == number.value.to_integral_value() or "E" not in format(number.value, "f")
        for token in tokens:
            if token.shape == "number":
                _check_digits(token.text, habit)


def _check_digits(written: str, habit: Any) -> None:
    read = read_digits(written, habit)
    if read is None:
        return
    digits = "".join(str(unicodedata.decimal(char)) for char in written if char.isdecimal())
    value = format(read[0], "f")
    assert value.replace(".", "").lstrip("0") == digits.lstrip("0"), (written, value)


def extraction(data: bytes) -> None:
    """A text of pieces gives a document that is grounded, valid by the schema, and the same the next time."""
    _extracted(vnreport.normalise(composed(data)))


def text(data: bytes) -> None:
    """So does a text of any characters."""
    _extracted(vnreport.normalise(data.decode("utf-8", "replace")))


def _extracted(text: str) -> None:
    source = source_of(text.encode("utf-8"), "-", "utf-8", text)
    found = run(text, source, load_vocabulary(), keep_text=True)
    document = found.document
    check_grounded(document, text)
    written = encode(document)
    assert msgspec.json.decode(written, type=Document) == document
    validator().validate(json.loads(written))
    again = run(text, source, load_vocabulary(), keep_text=True, explained=True)
    assert encode(again.document) == written
    for trace in found.traces:
        for evidence in trace.evidence:
            assert 0 <= evidence.start <= evidence.end <= len(text)


def check_grounded(document: Document, text: str) -> None:
    """Every phrase is the slice of the text that it says, every value finite, every id one record's."""
    ids = [record.id for record in document.records]
    assert len(set(ids)) == len(ids)
    assert [record.start for record in document.records] == sorted(r.start for r in document.records)
    for part in _parts(document):
        if isinstance(part, Decimal):
            assert part.is_finite()
        elif isinstance(part, (Figure, Percentage, Comparison, Ranking, Official, Phrase, Indicator)):
            assert part.text == text[part.start : part.end] != ""
        elif isinstance(part, Action):
            assert part.verb == text[part.start : part.end] != ""
        elif isinstance(part, Span):
            assert 0 <= part.start < part.end <= len(text)
    for record in document.records:
        assert record.sentence.start <= record.start < record.end <= record.sentence.end
        assert 0 <= record.confidence <= 1
    for other in (*document.derived, *document.warnings):
        named = (other.figure, other.comparison) if isinstance(other, Derived) else other.records
        assert set(named) <= set(ids)
    for derived in document.derived:
        assert derived.low <= derived.value <= derived.high


def _parts(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _parts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)


@cache
def _finder() -> NumberFinder:
    return NumberFinder(load_vocabulary())


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (reading, pages, numbers, extraction, text, writers)
}
