"""The evaluation for reading: scores, fields, confused kinds and reliability, and what went wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from vnreport.evaluation.comparison import Change, Comparison, Turn
from vnreport.evaluation.outcomes import Outcome
from vnreport.evaluation.runs import Run
from vnreport.language import _, digits
from vnreport.terminal import console, printable

if TYPE_CHECKING:
    from rich.table import Table

_AROUND = 60  # code points of the article shown on either side of a miss
_WIDTH = 110  # columns of a report that goes to no terminal


def write_report(
    run: Run, comparison: Comparison | None, texts: Mapping[str, str] | None, stream: BinaryIO
) -> None:
    """Write the report in UTF-8 to a stream, which stays open.

    With `texts`, the articles by name, it begins with all that is missed, false or wrong.
    """
    file = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    try:
        screen = console(file)
        screen.width = screen.width if screen.is_terminal else _WIDTH
        if texts is not None:
            for line in _misses(run, texts):
                screen.print(line, soft_wrap=True)
        if comparison is not None:
            for line in _turns(comparison):
                screen.print(line, soft_wrap=True)
        for table in _tables(run, comparison):
            screen.print(table)
            screen.print()
        file.flush()
    finally:
        file.detach()


def _tables(run: Run, comparison: Comparison | None) -> Iterator[Table]:
    yield _scores(run, comparison.changes if comparison else ())
    fields = _table((_("field"),), _("right"), _("of"), _("rate"))
    for rate in run.fields:
        fields.add_row(rate.field, str(rate.right), str(rate.judged), _share(rate.rate))
    yield fields
    kinds = _table((_("annotated"), _("found")), _("records"))
    for cell in run.confusion:
        kinds.add_row(cell.gold or _("(none)"), cell.got or _("(none)"), str(cell.records))
    yield kinds
    sure = _table((_("confidence"),), _("records"), _("mean"), _("core right"), _("full right"))
    for made in run.reliability.bins:
        bounds = _("{low} to {high}", low=digits(made.low, 2), high=digits(made.high, 2))
        sure.add_row(bounds, str(made.records), *map(_share, (made.confidence, made.core, made.full)))
    sure.caption = _(
        "confidence is off by {error} on average, Brier score {brier}",
        error=_share(run.reliability.error),
        brier=_share(run.reliability.brier),
    )
    yield sure


def _scores(run: Run, changes: Sequence[Change]) -> Table:
    compared = {(change.kind, change.level): change for change in changes}
    headings = (_("gold"), _("got"), _("precision"), _("recall"), "F1", "95%")
    table = _table((_("kind"), ""), *headings, *((_("change"), "95%") if compared else ()))
    for score in run.scores:
        cells = [score.kind or _("all"), score.level, str(score.gold), str(score.got)]
        cells += [
            _share(score.precision),
            _share(score.recall),
            _share(score.f1),
            _range(score.low, score.high),
        ]
        change = compared.get((score.kind, score.level))
        if change is not None:
            cells += [digits(change.after - change.before, 3, "+"), _range(change.low, change.high, "+")]
        table.add_row(*cells, end_section=score.level == "full")
    return table


def _table(words: Sequence[str], *numbers: str) -> Table:
    """A table whose first columns hold words, the others numbers."""
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", caption_justify="left"
    )
    for heading in words:
        table.add_column(heading, no_wrap=True)
    for heading in numbers:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _misses(run: Run, texts: Mapping[str, str]) -> Iterator[str]:
    for article in run.articles:
        wrong = [o for o in article.outcomes if not o.reaches("full")]
        if not wrong:
            continue
        yield printable(article.name)
        for outcome in wrong:
            yield f"  {_state(outcome):<7} {outcome.kind:<11} {_context(outcome, texts[article.name])}"
            if outcome.state == "missed" and outcome.instead:
                yield _("          taken as {kind}", kind=outcome.instead)
            if outcome.state == "false":
                yield _("          by {rule}", rule=printable(outcome.rule))
            for judged in outcome.wrong():
                yield _(
                    "          {field}: want {want}, got {got}",
                    field=judged.field,
                    want=printable(judged.want),
                    got=printable(judged.got),
                )
        yield ""


def _state(outcome: Outcome) -> str:
    return {"found": _("wrong"), "missed": _("missed"), "false": _("false")}[outcome.state]


def _context(outcome: Outcome, text: str) -> str:
    first, last = outcome.start, outcome.end
    before = text[max(0, first - _AROUND) : first].rpartition("\n")[2]
    after = text[last : last + _AROUND].partition("\n")[0]
    return printable(f"{before}[[{outcome.text}]]{after}")


def _turns(comparison: Comparison) -> Iterator[str]:
    for name, turns in ((_("gained"), comparison.gained), (_("lost"), comparison.lost)):
        yield f"{name}: {len(turns)}"
        for turn in turns:
            yield f"  {_turn(turn)}"
        yield ""
    if comparison.unmatched:
        names = ", ".join(map(printable, comparison.unmatched))
        yield _("not compared, as one run alone has them: {names}", names=names)
        yield ""


def _turn(turn: Turn) -> str:
    wrong = _(" ({fields} wrong)", fields=", ".join(turn.wrong)) if turn.wrong else ""
    place = _("{article} at {start}", article=turn.article, start=turn.start)
    return (
        f"{turn.kind:<11} {turn.before} -> {turn.after}{wrong}: {printable(turn.text)!r}, {printable(place)}"
    )


def _share(value: float) -> str:
    return digits(value, 3)


def _range(low: float | None, high: float | None, sign: str = "") -> str:
    if low is None or high is None:
        return ""
    return _("{low} to {high}", low=digits(low, 3, sign), high=digits(high, 3, sign))
