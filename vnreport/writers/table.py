"""table: for reading, in the reader's language. Grouped by what is measured, officials in a block apart."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from vnreport.language import _
from vnreport.words import approximation, baseline, change, kinds, status
from vnreport.writers import register

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from vnreport.conventions import Convention
    from vnreport.document import Document, MeasuredRecord, Official, Place, Ranking
    from vnreport.pipeline import Extraction

    # A cell is lines, or words and their style.
    _Cells = Mapping[str, list[Text] | tuple[str, str]]

_COLOURS = {
    "figure": "cyan",
    "percentage": "green",
    "comparison": "yellow",
    "ranking": "magenta",
    "official": "blue",
}
_WIDE = 120  # columns of a terminal from which on status, place and confidence have columns of their own
_WIDEST = 160  # beyond that the eye loses the line
_NARROWEST = 8
_DOUBTFUL = 0.5  # records below this confidence carry a question mark


@register("table", "for reading")
def write(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write each document as a headline, a table of values by indicator, and a table of officials."""
    from vnreport.terminal import console

    file = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="\n")
    try:
        screen = console(file)
        screen.width = min(screen.width, _WIDEST)
        for number, extraction in enumerate(extractions):
            if number:
                screen.print()
            _print_document(screen, extraction.document)
            file.flush()
    finally:
        file.detach()


def _print_document(screen: Console, document: Document) -> None:
    from vnreport.document import Official

    screen.print(_headline(document))
    officials = [record for record in document.records if isinstance(record, Official)]
    others = [record for record in document.records if not isinstance(record, Official)]
    if others:
        screen.print()
        screen.print(_values(others, screen))
    if officials:
        screen.print()
        screen.print(_officials(officials, screen))
    screen.print()
    screen.print(_summary(document))
    if document.warnings:
        screen.print(_contradictions(document))


def _headline(document: Document) -> Text:
    from rich.text import Text

    from vnreport.conventions import reader

    facts = [document.published and reader().period(document.published), _area(document.place)]
    lines = [
        Text(_clean(document.title or document.source.path), style="bold"),
        Text(" · ".join(_clean(fact) for fact in (document.title and document.source.path, *facts) if fact)),
    ]
    return Text("\n").join(line for line in lines if line)


def _values(records: Sequence[MeasuredRecord | Ranking], screen: Console) -> Table:
    from vnreport.conventions import reader

    convention = reader()
    wide = screen.width >= _WIDE
    placed = any(record.place for record in records)
    what, value, against, period, place, level, confidence = (
        _("Indicator"),
        _("Value"),
        _("Against"),
        _("Period"),
        _("Place"),
        _("Status"),
        _("Confidence"),
    )
    fixed = {period: 16, **({place: 16} if placed else {}), level: 8, confidence: 10}
    columns = _widths(screen.width, {what: 43, value: 34, against: 23}, fixed if wide else {period: 11})
    table = _table(columns, numbers={confidence})
    for title, group in _groups(records).items():
        lines = _wrapped(title, columns[what], "bold")
        for at, record in enumerate(group):
            when = _clean(convention.period(record.period.value)) if record.period else ""
            where = _clean(record.place.text) if record.place else ""
            # A long title runs on beside the rows of its group.
            cells: _Cells = {
                what: lines[at:] if at == len(group) - 1 else lines[at : at + 1],
                value: (_value(record, convention, with_status=not wide), _COLOURS[record.kind]),
                against: (_against(record), ""),
                period: (when if wide else ", ".join(filter(None, (when, where))), "dim"),
                place: (where, ""),
                level: (_status(record), ""),
                confidence: (f"{record.confidence:.2f}".replace(".", convention.decimal), "dim"),
            }
            _add_row(table, columns, cells)
    return table


def _groups(records: Sequence[MeasuredRecord | Ranking]) -> dict[str, list[MeasuredRecord | Ranking]]:
    """Records by what they measure, in the order in which the article first speaks of it."""
    groups: dict[str, list[MeasuredRecord | Ranking]] = {}
    titles: dict[str, str] = {}
    for record in records:
        indicator = record.indicator
        title = _clean(indicator.text) if indicator else "—"
        key = (indicator and indicator.code) or title.casefold()
        groups.setdefault(titles.setdefault(key, title), []).append(record)
    return groups


def _value(record: MeasuredRecord | Ranking, convention: Convention, with_status: bool) -> str:
    from vnreport.document import Comparison, Ranking

    if isinstance(record, Ranking):
        number = f"{record.rank}/{record.of}" if record.of else str(record.rank)
        words = [_("no. {rank}", rank=number)]
        if record.order == "ascending":
            words.append(_("from the bottom"))
    else:
        words = [approximation(record.approx)] if record.approx else []
        words.append(_clean(convention.amount(record)))
        if isinstance(record, Comparison) and (record.value is not None or record.low is not None):
            words.insert(0, change(record))
        if with_status and record.status not in (None, "actual"):
            words.insert(0, _status(record))
    if record.confidence < _DOUBTFUL:
        words.append("(?)")
    return " ".join(words)


def _against(record: MeasuredRecord | Ranking) -> str:
    from vnreport.document import Comparison, Ranking

    if isinstance(record, Ranking):
        return _clean(record.scope.text) if record.scope else ""
    if not isinstance(record, Comparison) or record.baseline is None:
        return ""
    words = _clean(record.baseline.text) if record.baseline.text else baseline(record.baseline.kind)
    return f"({words})" if record.baseline.inferred else words


def _officials(officials: Sequence[Official], screen: Console) -> Table:
    person, held, done = _("Official"), _("Positions"), _("Actions")
    columns = _widths(screen.width, {person: 27, held: 46, done: 27}, {})
    table = _table(columns)
    for official in officials:
        positions = []
        for position in official.positions:
            text = _clean(position.text)
            mark = _("former") if position.former else _("acting") if position.acting else ""
            positions += _wrapped(f"{text} ({mark})" if mark else text, columns[held], "")
        verbs = dict.fromkeys(_clean(action.verb).lower() for action in official.actions)
        name = _clean(f"{official.honorific or ''} {official.name}".strip())
        cells: _Cells = {
            person: (name, _COLOURS["official"]),
            held: positions,
            done: (", ".join(verbs), ""),
        }
        _add_row(table, columns, cells)
    return table


def _summary(document: Document) -> Text:
    from rich.text import Text

    counts = {
        (kind, name): sum(record.kind == kind for record in document.records)
        for kind, name in kinds().items()
    }
    parts = [
        Text(_("{kind}: {count}", kind=name, count=n), style=_COLOURS[kind])
        for (kind, name), n in counts.items()
        if n
    ]
    return Text(" · ").join(parts) if parts else Text(_("no records"), style="dim")


def _contradictions(document: Document) -> Text:
    from rich.text import Text

    words = {record.id: _clean(record.text) for record in document.records}
    told = [" · ".join(words[id_] for id_ in warning.records) for warning in document.warnings]
    return Text("\n".join(_("Contradiction: {records}", records=line) for line in told), style="red")


def _widths(total: int, shares: dict[str, int], fixed: dict[str, int]) -> dict[str, int]:
    """Columns with their widths: `fixed` ones, and before them `shares` in per cent of what is left."""
    gaps = 2 * (len(shares) + len(fixed) - 1)
    free = max(0, total - sum(fixed.values()) - gaps)
    return {**{name: max(4, free * share // 100) for name, share in shares.items()}, **fixed}


def _table(columns: dict[str, int], numbers: Collection[str] = ()) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
        border_style="dim",
    )
    for name, width in columns.items():
        table.add_column(name, width=width, overflow="fold", justify="right" if name in numbers else "left")
    return table


def _add_row(table: Table, columns: dict[str, int], cells: _Cells) -> None:
    """Add the cells of those columns that the table has."""
    from rich.text import Text

    lines = [
        _wrapped(cell[0], columns[name], cell[1]) if isinstance(cell, tuple) else cell
        for name, cell in ((name, cells[name]) for name in columns)
    ]
    table.add_row(*(Text("\n").join(cell) for cell in lines))


def _wrapped(words: str, width: int, style: str) -> list[Text]:
    """The words as lines of a cell; all but the first are indented, so that a new row shows as one."""
    from textwrap import wrap

    from rich.text import Text

    indent = "  " if width > _NARROWEST else ""
    lines = wrap(words, width, subsequent_indent=indent, break_on_hyphens=False)
    return [Text(line, style=style) for line in lines]


def _status(record: MeasuredRecord | Ranking) -> str:
    code = getattr(record, "status", None)
    return status(code) if code else ""


def _area(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.text} ({place.code})" if place.code else place.text


def _clean(text: str) -> str:
    from vnreport.terminal import printable

    return printable(text)
