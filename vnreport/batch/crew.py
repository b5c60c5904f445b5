"""The worker processes: hands out batches, gives outcomes in order, and outlives workers that die or hang.

Each worker has a pipe of its own and no lock is shared, so that killing one at any moment can spoil only what
it was doing: pools that share a queue (multiprocessing, pebble) can lose all workers then, and
concurrent.futures gives up whenever one dies. Workers come from a fork server, which is small and without
threads.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from time import monotonic, sleep

from vnreport.attempts import Failure
from vnreport.batch.task import Outcome, Task, failed
from vnreport.batch.worker import Make, serve
from vnreport.errors import VnreportError
from vnreport.language import _

_WINDOW = 8  # batches a worker that may be read ahead of the one whose outcome is due
_WINDOW_BYTES = 16 * 1024 * 1024  # and about so many bytes of articles, once each worker has a batch
_TICK = 0.2  # seconds after which the caller gets a turn, to see whether it is to stop
_PAUSE = 1.0  # seconds without a look at the workers that are not held against them
_START = 120.0  # seconds that a worker may take to be ready
_STILLBORN = 5  # workers in a row that may die before they are ready


@dataclass(slots=True)
class _Job:
    """A batch on its way. One whose worker died or hung is tried again article by article, in `parts`."""

    tasks: Sequence[Task]
    attempts: int = 0
    outcomes: list[Outcome] | None = None
    parts: list[_Job] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The bytes of its articles."""
        return sum(task.size for task in self.tasks)

    def result(self) -> list[Outcome] | None:
        """All outcomes, None where one is still to come."""
        if not self.parts:
            return self.outcomes
        found = [part.outcomes for part in self.parts]
        return None if None in found else [outcome for part in found for outcome in part or ()]


class _Worker:
    def __init__(self, context: multiprocessing.context.BaseContext, make: Make) -> None:
        self.link: Connection
        self.link, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, make), daemon=True)  # type: ignore[attr-defined]
        self.process.start()
        theirs.close()
        self.ready = False
        self.job: _Job | None = None
        self.deadline = monotonic() + _START

    def end(self) -> int:
        """Kill the process; its exit code."""
        self.process.kill()
        self.process.join()
        self.link.close()
        code: int = self.process.exitcode
        return code


class Crew:
    """`jobs` workers, each of which may spend `timeout` seconds on an article (0: any time).

    A worker that dies or hangs costs the article that it does so on, and no other. An article is given up
    only when a worker died on it alone. Modules of `preload` are loaded once for all workers, if that can be.
    """

    def __init__(self, jobs: int, timeout: float, make: Make, preload: Sequence[str] = ()) -> None:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(list(preload))
        self._make = make
        self._timeout = timeout
        self._stillborn = 0
        self._looked = monotonic()
        self._waiting: deque[_Job] = deque()
        self._workers: list[_Worker] = []
        self._jobs = jobs

    def __enter__(self) -> Crew:
        for _worker in range(self._jobs):
            self._workers.append(self._hired())
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End all workers at once."""
        while self._workers:
            self._workers.pop().end()

    def outcomes(self, batches: Iterator[Sequence[Task]]) -> Iterator[list[Outcome]]:
        """The outcomes of each batch, in order; an empty list now and then while they are awaited.

        Raises:
            VnreportError: the workers die before they are ready.
        """
        order: deque[_Job] = deque()
        more = True
        while more or order:
            while more and len(self._waiting) < self._jobs and self._may_read_ahead(order):
                tasks = next(batches, None)
                if tasks is None:
                    more = False
                else:
                    order.append(_Job(tasks))
                    self._waiting.append(order[-1])
                    self._hand_out()
            self._attend()
            self._hand_out()
            done = False
            while order and (found := order[0].result()) is not None:
                order.popleft()
                done = True
                yield found
            if not done:
                yield []

    def _may_read_ahead(self, order: Collection[_Job]) -> bool:
        if len(order) < self._jobs:
            return True
        return len(order) < _WINDOW * self._jobs and sum(job.size for job in order) < _WINDOW_BYTES

    def _hired(self) -> _Worker:
        # Signals are for this process alone, which then ends the workers: they and their server are born with
        # signals blocked. The resource tracker must be there before, since its start unblocks them.
        resource_tracker.ensure_running()
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
        try:
            while True:
                try:
                    return _Worker(self._context, self._make)
                except (OSError, EOFError) as error:  # the fork server has died meanwhile; it is made anew
                    self._count_stillborn(str(error) or type(error).__name__)
                    sleep(_TICK)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def _count_stillborn(self, reason: str) -> None:
        self._stillborn += 1
        if self._stillborn > _STILLBORN:
            raise VnreportError(
                _("the worker processes do not start ({reason}); try --jobs 1", reason=reason)
            )

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._waiting and worker.ready and worker.job is None:
                worker.job = self._waiting.popleft()
                worker.job.attempts += 1
                worker.deadline = monotonic() + self._timeout if self._timeout else float("inf")
                with suppress(OSError):  # it has died, which the next look at it shows
                    worker.link.send(worker.job.tasks)

    def _attend(self) -> None:
        """Wait for something to happen, and see to it."""
        self._allow_for_pause()
        due = min(worker.deadline for worker in self._workers) - monotonic()
        # The end of its pipe tells that a worker has died. Its sentinel would tell so too of a healthy worker
        # whose fork server has died.
        happened = wait([worker.link for worker in self._workers], max(0.0, min(due, _TICK)))
        for worker in list(self._workers):
            if worker.link in happened:
                self._hear(worker)
            elif monotonic() > worker.deadline:
                self._bury(worker, late=True)

    def _allow_for_pause(self) -> None:
        """A run that was stopped (Ctrl-Z) and goes on finds its workers late through no fault of theirs."""
        now = monotonic()
        if now - self._looked > _PAUSE:
            for worker in self._workers:
                worker.deadline += now - self._looked
        self._looked = now

    def _hear(self, worker: _Worker) -> None:
        try:
            message = worker.link.recv()
        except (EOFError, OSError):
            self._bury(worker, late=False)
            return
        if worker.job is None:
            worker.ready = True
            self._stillborn = 0
        else:
            worker.job.outcomes = message
            worker.job = None
        worker.deadline = float("inf")

    def _bury(self, worker: _Worker, late: bool) -> None:
        """Put a new worker in the place of one that died or is late, and see what becomes of its job."""
        code = worker.end()
        if not worker.ready:
            self._count_stillborn(_("exit code {code}", code=code))
        if job := worker.job:
            if len(job.tasks) > 1:
                job.parts = [_Job([task], job.attempts) for task in job.tasks]
                self._waiting.extendleft(reversed(job.parts))
            elif late or job.attempts > 1:
                reason = (
                    _("took longer than {seconds:g} s; raise --timeout", seconds=self._timeout)
                    if late
                    else _told(code)
                )
                job.outcomes = [failed(job.tasks[0], Failure(reason))]
            else:
                self._waiting.appendleft(job)
        self._workers[self._workers.index(worker)] = self._hired()


def _told(code: int) -> str:
    """What an exit code says of a process that died on an article."""
    try:
        how = _("killed by {signal}", signal=signal.Signals(-code).name)
    except ValueError:
        how = _("exit code {code}", code=code)
    return _("the process that read it died ({how}), twice; out of memory, or please report it", how=how)
