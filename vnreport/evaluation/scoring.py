"""Runs the extraction over annotated articles and says what became of each record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vnreport.document import Record
from vnreport.errors import GoldError, ReadError
from vnreport.evaluation.gold import GoldArticle, gold_files, read_gold
from vnreport.evaluation.matching import match
from vnreport.evaluation.outcomes import ArticleOutcomes
from vnreport.pipeline import run
from vnreport.vocabulary import Vocabulary


class Scoring:
    """The annotated articles of `paths` with their outcomes; after iterating, `unread` counts what failed.

    `complain` is told of each gold file that is wrong. The others are still scored.
    """

    def __init__(
        self, paths: Sequence[Path], vocabulary: Vocabulary, complain: Callable[[str], None]
    ) -> None:
        self._paths = paths
        self._vocabulary = vocabulary
        self._complain = complain
        self.unread = 0

    def __iter__(self) -> Iterator[tuple[GoldArticle, ArticleOutcomes]]:
        named: dict[str, Path] = {}
        for path in gold_files(self._paths):
            for article in self._read(path):
                if article.name in named:
                    self._fail(
                        f"{path}: an article {article.name!r} is also in {named[article.name]}; rename one"
                    )
                    continue
                named[article.name] = path
                yield article, score(article, self._extract(article))

    def _read(self, path: Path) -> list[GoldArticle]:
        try:
            return read_gold(path)
        except (GoldError, ReadError) as error:
            self._fail(str(error))
            return []

    def _fail(self, message: str) -> None:
        self.unread += 1
        self._complain(message)

    def _extract(self, article: GoldArticle) -> Sequence[Record]:
        return run(article.text, article.source, self._vocabulary).document.records


def score(article: GoldArticle, records: Sequence[Record]) -> ArticleOutcomes:
    """What became of each record of an annotated article, given the records that were found in it."""
    return ArticleOutcomes(article.name, match(article, records))
