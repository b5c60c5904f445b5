"""Fills the templates: self-contained HTML, that asks for nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import regex

from vnreport.document import Document
from vnreport.language import current
from vnreport.page.model import PageArticle, choices
from vnreport.page.wording import words
from vnreport.terminal import printable

if TYPE_CHECKING:
    from jinja2 import Environment

_HARMFUL = regex.compile(r"[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")


def article_page(
    articles: Sequence[tuple[Document, str, PageArticle]], back: str | None = None
) -> Iterator[str]:
    """The pieces of a page that holds some articles; `back` is the address of their table of contents."""
    documents = [_gold(document, text) for document, text, _ in articles]
    yield from _filled(
        "article.html.jinja",
        ("sorting.js", "article.js"),
        articles=[article for _, _, article in articles],
        choices=choices(article for _, _, article in articles),
        data=_script_data(documents),
        back=back,
    )


def contents_page(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The pieces of the page that lists and searches articles: `file`, `title`, `published`, `place`,
    `records` and `words` (all that is searched) of each.
    """
    data = msgspec.json.encode(entries).decode()
    yield from _filled("contents.html.jinja", ("contents.js",), entries=entries, data=_harmless(data))


class Head(NamedTuple):
    """The title of a column; `name` is its own, and `number` tells whether it is sorted as numbers."""

    name: str
    title: str
    number: bool


class Shown(NamedTuple):
    """A cell: its words, and what it is sorted by where that is not they."""

    words: str
    key: str | None = None


def table_page(
    title: str, charts: Sequence[object], heads: Sequence[Head], rows: Sequence[Sequence[Shown]]
) -> Iterator[str]:
    """The pieces of a page that holds pictures and a table, which can be sorted."""
    scripts = ("sorting.js", "panel.js")
    yield from _filled("panel.html.jinja", scripts, title=title, charts=charts, heads=heads, rows=rows)


def _filled(template: str, scripts: Sequence[str], **more: Any) -> Iterator[str]:
    code, style = "".join(map(_asset, scripts)), _asset("page.css")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"script-src {_digest(code)}; style-src {_digest(style)}"
    )
    yield from (
        _environment()
        .get_template(template)
        .generate(w=words(), language=current(), code=code, style=style, policy=policy, **more)
    )


def _gold(document: Document, text: str) -> dict[str, Any]:
    """What an export needs of an article: its text, its source, its records as they are written."""
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document))
    return {"source": told["source"], "text": text, "records": told["records"]}


def _script_data(documents: Sequence[dict[str, Any]]) -> str:
    return _harmless(msgspec.json.encode(documents).decode())


def _harmless(data: str) -> str:
    """JSON that cannot end the script element that it stands in, begin another, or turn what shows it."""
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", data)


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _visible(value: object) -> object:
    """What a template shows, without control characters; script and style are marked safe and stay."""
    return printable(value) if type(value) is str else value


@cache
def _asset(name: str) -> str:
    return files("vnreport.page").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("vnreport.page", "templates"),
        autoescape=True,
        finalize=_visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
