"""What a run has done so far, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from vnreport.document import KINDS


class Tally:
    """Counts articles, their records by kind, and failures; `before` are articles of earlier runs."""

    def __init__(self) -> None:
        self.articles = 0
        self.failures = 0
        self.before = 0
        self.left_out = 0
        self._example = ""
        self._counts = [0] * len(KINDS)
        self._began = monotonic()

    def add(self, counts: Sequence[int], failed: bool, before: bool = False) -> None:
        """Count one article."""
        self.articles += 1
        self.failures += failed
        self.before += before
        for place, count in enumerate(counts):
            self._counts[place] += count

    def leave_out(self, name: str) -> None:
        """Count a file that is of no known kind."""
        self._example = self._example or name
        self.left_out += 1

    def warning(self) -> str:
        """A line about the files that were left out."""
        return (
            f"{self.left_out:,} files of no known kind were left out, for instance {self._example}; "
            "--glob chooses the files to read"
        )

    @property
    def records(self) -> int:
        """The number of records of all kinds."""
        return sum(self._counts)

    @property
    def rate(self) -> float:
        """Articles a second in this run."""
        return (self.articles - self.before) / max(monotonic() - self._began, 1e-9)

    def so_far(self) -> str:
        """A line for while it goes on."""
        return (
            f"{self.articles:,} articles, {self.records:,} records, {self.failures:,} failures, "
            f"{self.rate:,.1f} articles/s"
        )

    def summary(self) -> str:
        """A line for the end."""
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in zip(KINDS, self._counts, strict=True))
        earlier = f" ({self.before:,} of them in an earlier run)" if self.before else ""
        return (
            f"{self.articles:,} articles{earlier}, {self.records:,} records ({kinds}), "
            f"{self.failures:,} failures, {monotonic() - self._began:,.1f} s, {self.rate:,.1f} articles/s"
        )
