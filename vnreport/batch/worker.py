"""A worker process: loads the vocabulary once, then extracts the batches of articles that it is handed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NoReturn

from vnreport.attempts import Failure, attempt
from vnreport.batch.task import Outcome, Task, failed, succeeded
from vnreport.pipeline import run
from vnreport.reading import source_of
from vnreport.streaming import select
from vnreport.vocabulary import Vocabulary, load_vocabulary

READY = "ready"

# Called once in each worker; what it gives is called with each task.
Make = Callable[[], Callable[[Task], Outcome]]

_WARM_UP = "Năm 2024, thu ngân sách ước đạt 54.341 tỉ đồng. Đồng chí Đỗ Quốc Cảnh, Tỉnh ủy viên phát biểu."


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to extract: further pattern directories, which records to keep (as for `select`), and the rest as
    for `Inputs`."""

    directories: tuple[Path, ...] = ()
    kinds: tuple[str, ...] = ()
    min_confidence: float = 0.0
    encoding: str | None = None
    keep_text: bool = False


class Extractor:
    """Extracts one article after the other."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._vocabulary = load_vocabulary(recipe.directories)
        warm_up(self._vocabulary)

    def __call__(self, task: Task) -> Outcome:
        """The outcome of a task, whatever is in it."""
        article = task.content
        if isinstance(article, Failure):
            return failed(task, article)
        found = attempt(
            article,
            task.name,
            self._vocabulary,
            self._recipe.encoding,
            keep_text=self._recipe.keep_text,
        )
        if isinstance(found, Failure):
            return failed(task, found)
        (kept,) = select((found.extraction,), self._recipe.kinds, self._recipe.min_confidence)
        return succeeded(task, article.digest(), kept.document, kept.text, found.warnings)


def warm_up(vocabulary: Vocabulary) -> None:
    """Load what is loaded late, so that the time of the first article is its own."""
    run(_WARM_UP, source_of(_WARM_UP.encode(), "-", "utf-8", _WARM_UP), vocabulary)


def serve(link: Connection, make: Make) -> None:
    """Take batches from `link` and send back their outcomes, until it is closed or the parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    extract = make()
    link.send(READY)
    while True:
        try:
            batch: Sequence[Task] = link.recv()
        except EOFError:
            return
        link.send([extract(task) for task in batch])


def _end_with_parent() -> NoReturn:
    """A parent that was killed cannot end its workers: each sees to it itself."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
