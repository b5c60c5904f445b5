"""One article gives the same records, up to offsets, whatever form it is kept in."""

from __future__ import annotations

import html
import json
import unicodedata
from pathlib import Path

import msgspec
import pytest
from legacy import encode

import vnreport
from vnreport.reading import normalise, read_bytes

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
GOLD = sorted((ROOT.parent / "shared" / "gold" / "dev").glob("*.txt"))
ARTICLES = [*SAMPLES, *GOLD]

_OFFSETS = ("start", "end", "sentence", "mentions")


def _article(path: Path) -> str:
    return normalise(path.read_text(encoding="utf-8"))


def _page(text: str) -> bytes:
    title, *paragraphs = (html.escape(line) for line in text.split("\n") if line.strip())
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return (
        f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body><ul><li><a href="/">Trang chủ</a></li></ul>'
        f"<article><h1>{title}</h1>\n{body}</article><footer>Giấy phép số 12/GP</footer></body></html>"
    ).encode()


def _records(data: bytes) -> list[object]:
    return [_without_offsets(msgspec.to_builtins(record)) for record in vnreport.read(data).records]


def _without_offsets(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_offsets(found) for key, found in value.items() if key not in _OFFSETS}
    if isinstance(value, list | tuple):
        return [_without_offsets(found) for found in value]
    return value


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("path", [*SAMPLES, *GOLD[::4]], ids=lambda path: path.stem)
def test_the_records_are_the_same_in_every_form(path: Path) -> None:
    text = _article(path)
    expected = _records(text.encode())
    forms = {
        "NFD": unicodedata.normalize("NFD", text).encode(),
        "CRLF": text.replace("\n", "\r\n").encode(),
        "HTML": _page(text),
    }
    for name in ("tcvn3", "vni"):
        try:
            forms[name] = encode(text, name)
        except UnicodeEncodeError:
            continue
    for name, data in forms.items():
        found = _records(data)
        if name == "tcvn3":
            # It has no capitals with tones, and which of its small ones were capitals is seen by their place.
            assert _small(found) == _small(expected)
        else:
            assert found == expected, name


def _small(records: list[object]) -> str:
    return json.dumps(records, default=str, ensure_ascii=False).lower()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_text_is_the_same_in_every_form(path: Path) -> None:
    text = _article(path)
    assert _lines(read_bytes(_page(text), "-").text) == _lines(text)
    for name in ("vni", "tcvn3-capitals"):
        try:
            read = read_bytes(encode(text, name), "-").text
        except UnicodeEncodeError:
            continue
        assert read == text if name == "vni" else read.lower() == text.lower()
