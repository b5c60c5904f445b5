"""html: the review page, one self-contained file for one article or a few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from vnreport.writers import register

if TYPE_CHECKING:
    from vnreport.pipeline import Extraction


@register(
    "html",
    "a page to review by eye, in Vietnamese where the locale is; for an archive see `vnreport page`",
    extensions=(".html", ".htm"),
    needs=("jinja2", "page"),
)
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write all articles as one page."""
    from vnreport.page.model import article_of
    from vnreport.page.render import article_page
    from vnreport.page.wording import words

    spoken = words()
    articles = [
        (extraction.document, extraction.text, article_of(extraction.document, extraction.text, spoken))
        for extraction in extractions
    ]
    for piece in article_page(articles):
        stream.write(piece.encode("utf-8", "replace"))
