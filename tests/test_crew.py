"""The crew of workers: order kept, and no article lost, whatever a worker does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing import forkserver

import pytest

from vnreport.batch.crew import Crew
from vnreport.batch.task import Outcome, Task
from vnreport.errors import VnreportError
from vnreport.sources.item import Article

TIMEOUT = 60.0
PRELOAD = ("vnreport.batch.worker",)


def misbehave(task: Task) -> Outcome:
    """Do what the article's name says."""
    what, _, how_long = task.name.partition(" ")
    if what == "sleep":
        time.sleep(float(how_long))
    elif what == "spin":
        while True:
            pass
    elif what == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "leave":
        os._exit(7)
    return Outcome(task.name, b"", ())


def make() -> Callable[[Task], Outcome]:
    return misbehave


def make_nothing() -> Callable[[Task], Outcome]:
    os._exit(3)


def tasks(*names: str) -> list[Task]:
    return [Task(name, None, Article(name.encode())) for name in names]


def done(jobs: int, batches: list[list[Task]], timeout: float = TIMEOUT) -> list[Outcome]:
    with Crew(jobs, timeout, make, PRELOAD) as crew:
        return [outcome for outcomes in crew.outcomes(iter(batches)) for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_order_however_long_each_takes(jobs: int) -> None:
    names = [f"sleep 0.0{n * 7 % 10}" for n in range(20)]
    assert [o.name for o in done(jobs, [tasks(name) for name in names])] == names


def test_a_worker_that_dies_or_hangs_costs_that_article_alone() -> None:
    reasons = {
        "spin": "took longer than",
        "stop": "took longer than",
        "die": "SIGKILL",
        "leave": "exit code 7",
    }
    batches = [
        tasks("a", "spin", "b"),
        tasks("stop"),
        tasks("c"),
        tasks("die", "d"),
        tasks("leave"),
        tasks("e"),
    ]
    outcomes = done(2, batches, timeout=1.0)
    assert [o.name for o in outcomes] == [task.name for batch in batches for task in batch]
    failures = {o.name: o.failure for o in outcomes if o.failure}
    assert failures.keys() == reasons.keys()
    assert all(reason in failures[name] for name, reason in reasons.items())


def test_workers_that_are_killed_from_outside_lose_nothing() -> None:
    """Killed while they work, while they wait and while they begin."""
    names = [f"sleep 0.05 {n}" for n in range(40)]
    found: list[Outcome] = []

    def killing() -> Iterator[list[Task]]:
        for n, name in zip(count(), names):
            if n % 9 == 4:
                worker = crew._workers[n % 2]
                os.kill(worker.process.pid, signal.SIGKILL)
            yield tasks(name.rpartition(" ")[0])

    with Crew(2, TIMEOUT, make, PRELOAD) as crew:
        for outcomes in crew.outcomes(killing()):
            found += outcomes
    assert len(found) == len(names)
    assert [o.failure for o in found] == [None] * len(names)


def test_a_fork_server_that_is_killed_costs_nothing() -> None:
    found: list[Outcome] = []

    def killing() -> Iterator[list[Task]]:
        for n in range(12):
            if n in (3, 7):
                os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
            if n == 8:
                os.kill(crew._workers[0].process.pid, signal.SIGKILL)
            yield tasks("sleep 0.05", "sleep 0.02")

    with Crew(2, TIMEOUT, make, PRELOAD) as crew:
        for outcomes in crew.outcomes(killing()):
            found += outcomes
    assert [o.failure for o in found] == [None] * 24


def test_a_pause_of_the_whole_run_costs_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-Z and `fg` each worker is later than it may be, and is not given up."""
    clock = [0.0]
    monkeypatch.setattr("vnreport.batch.crew.monotonic", lambda: time.monotonic() + clock[0])

    def pausing() -> Iterator[list[Task]]:
        for _ in range(4):
            yield tasks("sleep 0.3")
            clock[0] += 10 * TIMEOUT

    with Crew(1, TIMEOUT, make, PRELOAD) as crew:
        found = [outcome for outcomes in crew.outcomes(pausing()) for outcome in outcomes]
    assert [o.failure for o in found] == [None] * 4


def test_large_articles_are_not_read_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vnreport.batch.crew._WINDOW_BYTES", 1000)
    ahead: list[int] = []
    found: list[Outcome] = []

    def reading() -> Iterator[list[Task]]:
        for n in range(12):
            ahead.append(n - len(found))
            yield [Task("sleep 0.01", None, Article(b"x" * 400))]

    with Crew(2, TIMEOUT, make, PRELOAD) as crew:
        for outcomes in crew.outcomes(reading()):
            found += outcomes
    assert len(found) == 12
    assert max(ahead) == 2


def test_workers_that_cannot_begin_are_an_error_and_not_a_loop() -> None:
    with Crew(1, TIMEOUT, make_nothing, PRELOAD) as crew, pytest.raises(VnreportError, match="exit code 3"):
        list(crew.outcomes(iter([tasks("a")])))
