"""What a run has done so far, in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from vnreport.document import KINDS
from vnreport.language import _, digits
from vnreport.words import kinds


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
        return _(
            "{files} files of no known kind were left out, for instance {example}; "
            "--glob chooses the files to read",
            files=digits(self.left_out),
            example=self._example,
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
        return _(
            "{articles} articles, {records} records, {failures} failures, {rate} articles/s",
            articles=digits(self.articles),
            records=digits(self.records),
            failures=digits(self.failures),
            rate=digits(self.rate, 1),
        )

    def summary(self) -> str:
        """A line for the end."""
        names = kinds()
        counts = zip(KINDS, self._counts, strict=True)
        told = ", ".join(
            _("{kind}: {count}", kind=names[kind], count=digits(count)) for kind, count in counts
        )
        earlier = _(" ({count} of them in an earlier run)", count=digits(self.before)) if self.before else ""
        return _(
            "{articles} articles{earlier}, {records} records ({kinds}), {failures} failures, "
            "{seconds} s, {rate} articles/s",
            articles=digits(self.articles),
            earlier=earlier,
            records=digits(self.records),
            kinds=told,
            failures=digits(self.failures),
            seconds=digits(monotonic() - self._began, 1),
            rate=digits(self.rate, 1),
        )
