"""SIGINT and SIGTERM ask a run to stop where nothing is torn; a second one ends it at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_TWICE = (
    0.3  # seconds within which the same signal counts once: `timeout` sends it to the process and its group
)


class Interrupted(BaseException):  # no error, and not for those who catch errors
    """The run was asked to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Signals:
    """While entered, keeps a signal until `check` is called, which raises Interrupted.

    Within `reading` it is raised at once, since reading a pipe may take for ever.
    """

    def __init__(self) -> None:
        self._received: int | None = None
        self._at = 0.0
        self._reading = False

    def __enter__(self) -> Signals:
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has SIGHUP ignored
                signal.signal(number, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        for number in _SIGNALS:
            if signal.getsignal(number) == self._receive:
                signal.signal(
                    number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
                )

    def check(self) -> None:
        """Raise Interrupted if a signal has come."""
        if self._received is not None:
            raise Interrupted(self._received)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that a signal breaks off."""
        self.check()
        self._reading = True
        try:
            yield
        finally:
            self._reading = False

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self._received is None:
            self._received = number
            self._at = monotonic()
            if self._reading:
                raise Interrupted(number)
        elif monotonic() > self._at + _TWICE:
            _end(number)


def _end(number: int) -> NoReturn:
    for worker in multiprocessing.active_children():
        worker.kill()
    os._exit(128 + number)
