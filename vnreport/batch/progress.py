"""How far a run is, on stderr: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import IO, TYPE_CHECKING, cast

from vnreport.batch.tally import Tally
from vnreport.language import _
from vnreport.reading import STDIN
from vnreport.sources.options import Options
from vnreport.sources.walk import files
from vnreport.terminal import console, printable

if TYPE_CHECKING:
    from rich.progress import Progress

_INTERVAL = 30.0  # seconds between two lines


class Lines:
    """Says how far the run is every so often, by `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._due = monotonic() + _INTERVAL

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def say(self, line: str) -> None:
        """Show a message."""
        self._say(line)

    def update(self, tally: Tally, position: int) -> None:
        """Tell of a change; `position` is the number of bytes of the sources that have been passed."""
        if monotonic() >= self._due:
            self._due = monotonic() + _INTERVAL
            self._say(f"vnreport: {tally.so_far()}")


class _Stderr:
    """Standard error, of which a terminal may be lost: what it no longer takes is dropped."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(sys.stderr, name)


class Bar:
    """A bar with rate and time left; its whole is the size of the sources on disk, found out meanwhile."""

    def __init__(self, sources: Sequence[str], options: Options) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._screen = console(cast(IO[str], _Stderr()))
        self._progress: Progress = Progress(
            BarColumn(24),
            TextColumn("{task.percentage:>3.0f}%", markup=False),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            TextColumn(_("left"), markup=False),
            TimeRemainingColumn(),
            console=self._screen,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("", total=None)
        if STDIN not in sources:
            threading.Thread(target=self._survey, args=(sources, options), daemon=True).start()

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def say(self, line: str) -> None:
        """Show a message above the bar."""
        from rich.text import Text

        self._screen.print(Text(printable(line)), soft_wrap=True)

    def update(self, tally: Tally, position: int) -> None:
        """Tell of a change; `position` is the number of bytes of the sources that have been passed."""
        self._progress.update(self._task, completed=position, description=tally.so_far())

    def _survey(self, sources: Sequence[str], options: Options) -> None:
        total = 0
        for path in files(sources, options):
            if isinstance(path, str):
                try:
                    total += os.stat(path).st_size
                except OSError:
                    continue  # gone meanwhile, which the run itself tells
        self._progress.update(self._task, total=total)


class Silence:
    """Says only what went wrong, by `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def __enter__(self) -> Silence:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def say(self, line: str) -> None:
        """Show a message."""
        self._say(line)

    def update(self, tally: Tally, position: int) -> None:
        """Tell of a change, which is kept back."""


Display = Lines | Bar | Silence
