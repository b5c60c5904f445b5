"""One run, from the sources to the output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from vnreport.attempts import Failure, failure_of
from vnreport.batch.crew import Crew
from vnreport.batch.journal import Appender, Journal, locked
from vnreport.batch.progress import Display
from vnreport.batch.publication import publish, publish_failures
from vnreport.batch.settings import Settings
from vnreport.batch.signals import Signals
from vnreport.batch.tally import Tally
from vnreport.batch.task import Head, Outcome, Task
from vnreport.batch.worker import Extractor, Recipe
from vnreport.errors import ReadError, RefusedError, VnreportError
from vnreport.language import _
from vnreport.reading import shown
from vnreport.sources.item import Article, Item
from vnreport.sources.options import Options
from vnreport.sources.walk import items
from vnreport.writers import Write

_BATCH = 16  # articles
_BATCH_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. `max_failures` is None for no limit; `timeout` is in seconds an article, 0 for none."""

    sources: Sequence[str]
    options: Options
    recipe: Recipe
    settings: Settings
    out: Path
    write: Write
    jobs: int
    timeout: float
    max_failures: int | None
    overwrite: bool
    quiet: bool


def part_of(out: Path) -> Path:
    """The folder of the journal of an output."""
    return out.with_name(f"{out.name}.part")


class Run:
    """A run of a plan. `tally` says what was done, also when it was broken off."""

    def __init__(self, plan: Plan, display: Display, signals: Signals) -> None:
        self._plan = plan
        self._display = display
        self._signals = signals
        self._position = 0
        self.tally = Tally()

    def __call__(self) -> None:
        """Do everything that is not yet done, then write the output.

        Raises:
            RefusedError: the output is there already, another run is at it, or what is done is of another.
            WriteError: the journal or the output cannot be written.
            VnreportError: there were too many failures.
            Interrupted: a signal came.
        """
        plan = self._plan
        with locked(part_of(plan.out)):
            journal = Journal(part_of(plan.out))
            self._begin(journal)
            with journal.open() as appender:
                try:
                    self._extract(appender)
                except TooManyFailures:
                    publish_failures(journal, plan.out, self.tally.failures > 0)
                    raise
            publish_failures(journal, plan.out, self.tally.failures > 0)
            left_out = publish(journal, plan.out, plan.write, self._signals.check)
            if not plan.quiet:
                for message in (*left_out, *([self.tally.warning()] if self.tally.left_out else [])):
                    self._display.say(_("vnreport: warning: {message}", message=message))
            journal.finish()

    def _begin(self, journal: Journal) -> None:
        """Make a journal, or see that the one that is there is of this run."""
        plan = self._plan
        out = shown(plan.out)
        begun = None if plan.overwrite else journal.begun()
        if begun is None:
            if plan.out.exists() and not plan.overwrite:
                raise RefusedError(
                    _("{out}: is there already; replace it with --overwrite or choose another -o", out=out)
                )
            journal.begin(plan.settings)
        elif differing := plan.settings.differing(begun):
            raise RefusedError(
                _(
                    "{out}: an unfinished run with other settings is there ({names} differ); finish it "
                    "with its own, or start anew with --overwrite",
                    out=out,
                    names=", ".join(differing),
                )
            )

    def _extract(self, appender: Appender) -> None:
        plan = self._plan
        make = partial(Extractor, plan.recipe)
        with Crew(plan.jobs, plan.timeout, make, preload=("vnreport.batch.preload",)) as crew:
            for outcomes in crew.outcomes(self._batches(appender)):
                self._signals.check()
                self._keep(outcomes, appender)
                self._display.update(self.tally, self._position)

    def _keep(self, outcomes: list[Outcome], appender: Appender) -> None:
        """Put outcomes into the journal, up to a failure too many, which a later run tries again."""
        lines = []
        limit = self._plan.max_failures
        over = None
        for outcome in outcomes:
            if outcome.failure is not None:
                self._display.say(f"vnreport: {outcome.name}: {outcome.failure}")
                if limit is not None and self.tally.failures >= limit:
                    over = outcome
                    break
            if not self._plan.quiet:
                for warning in outcome.warnings:
                    self._display.say(_("vnreport: warning: {message}", message=warning))
            lines.append(outcome.line)
            self.tally.add(outcome.counts, outcome.failure is not None)
        if lines:
            appender.append(lines)
        if over is not None:
            raise TooManyFailures(
                _(
                    "{name}: is failure {number}, more than allowed; mend it and run "
                    "the same command again, which goes on from it, or allow more with --max-failures",
                    name=over.name,
                    number=self.tally.failures + 1,
                )
            )

    def _batches(self, appender: Appender) -> Iterator[list[Task]]:
        tasks = self._tasks(appender)
        while True:
            batch: list[Task] = []
            size = 0
            with self._signals.reading():
                for task in tasks:
                    batch.append(task)
                    size += task.size
                    if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                        break
            if not batch:
                return
            yield batch

    def _tasks(self, appender: Appender) -> Iterator[Task]:
        """What is still to be done."""
        found = items(self._plan.sources, replace(self._plan.options, leave_out=self.tally.leave_out))
        for head in appender.heads():
            item = next(found, None)
            if item is None or not _is_same(head, item):
                raise RefusedError(
                    _(
                        "{name}: was read by an earlier run, but has changed since or is no longer in its "
                        "place among the sources; start anew with --overwrite",
                        name=head.name,
                    )
                )
            self._position = item.position
            self.tally.add(head.counts, head.failure is not None, before=True)
        for item in found:
            self._position = item.position
            content: Article | Failure
            try:
                content = item.read()
            except ReadError as error:
                content = failure_of(item.name, error)
            yield Task(item.name, item.stamp, content)


class TooManyFailures(VnreportError):
    """More articles failed than were allowed."""


def _is_same(head: Head, item: Item) -> bool:
    """Whether an entry of the journal is of this item: by the file's stamp, else by what is in it."""
    if head.name != item.name:
        return False
    if item.stamp is not None and head.stamp == item.stamp:
        return True
    try:
        return item.read().digest() == head.digest
    except ReadError:
        return head.digest is None
