"""Web pages: the article of a page as text, with its headline and date, without menus and related news.

trafilatura finds the article; it is an optional dependency, and loaded for a page alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnreport.language import _

_BEGINNING = 2048  # characters in which a page shows that it is one
# A comment ends at its first "-->", or there would be twice as many ways to read each further one.
_PAGE = regex.compile(
    r"(?is)\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b"
)
_MAX_TAGS = 100_000  # a page of news has some thousands; trafilatura's time grows with their square
_RULE = regex.compile(r"\s*\|[-| ]+\|\s*")
_SPACE = regex.compile(r"\s+")


class NoArticle(Exception):
    """A page has no article, or cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page: `text` with its headline as the first line, and its date (ISO 8601) if told."""

    text: str
    published: str | None


def is_page(text: str) -> bool:
    """Whether a text is HTML."""
    return _PAGE.match(text, 0, _BEGINNING) is not None


def read_page(html: str) -> Page:
    """The article of a page. A row of a table is a line, with ` | ` between its cells.

    Raises:
        NoArticle: trafilatura is not installed, finds no article, or would take minutes to find it.
    """
    if html.count("<") > _MAX_TAGS:
        raise NoArticle(
            _(
                "is a web page of more than {limit} tags, too large for one article; "
                "save its text and give that",
                limit=_MAX_TAGS,
            )
        )
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise NoArticle(
            _("is a web page, which needs trafilatura: pip install 'vnreport[html]', or save the page's text")
        ) from None
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    told = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body = str(told.get("text") or "").strip()
    if not body:
        raise NoArticle(_("is a web page in which no article is found; save its text and give that"))
    lines = [_without_strokes(line) for line in body.split("\n") if not _RULE.fullmatch(line)]
    title = _SPACE.sub(" ", str(told.get("title") or "")).strip()
    if title and title not in (_SPACE.sub(" ", line).strip() for line in lines[:3]):
        lines.insert(0, title)
    date = str(told.get("date") or "")
    # Metadata tell it in this form; a date in words is read by what stands around it, as in any article.
    return Page("\n".join(lines), date if date and date in html else None)


def _without_strokes(line: str) -> str:
    """A line, without the strokes around it where it is a row of a table."""
    row = line.strip()
    return row[1:-1].strip() if len(row) > 1 and row[0] == row[-1] == "|" else line
