"""table: for reading. Grouped by what is measured, in Vietnamese, officials in a block of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from vnreport.writers import register

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from vnreport.document import Comparison, Document, MeasuredRecord, Official, Place, Ranking
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
_KINDS = {
    "figure": "số liệu",
    "percentage": "tỷ lệ",
    "comparison": "so sánh",
    "ranking": "xếp hạng",
    "official": "nhân sự",
}
_STATUSES = {"actual": "đạt", "estimate": "ước", "target": "mục tiêu", "forecast": "dự báo"}
_APPROX = {"about": "khoảng", "over": "trên", "under": "dưới", "at_least": "ít nhất", "at_most": "tối đa"}
_BASELINES = {
    "plan": "kế hoạch",
    "same_period": "cùng kỳ",
    "previous_period": "kỳ trước",
    "earlier_time": "trước đây",
    "other": "mức khác",
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

    from vnreport.vietnamese import period

    facts = [document.published and period(document.published), _area(document.place)]
    lines = [
        Text(_clean(document.title or document.source.path), style="bold"),
        Text(" · ".join(_clean(fact) for fact in (document.title and document.source.path, *facts) if fact)),
    ]
    return Text("\n").join(line for line in lines if line)


def _values(records: Sequence[MeasuredRecord | Ranking], screen: Console) -> Table:
    from vnreport.vietnamese import period

    wide = screen.width >= _WIDE
    placed = any(record.place for record in records)
    fixed = {"Kỳ": 16, **({"Nơi": 16} if placed else {}), "Mức": 8, "Tin cậy": 7} if wide else {"Kỳ": 11}
    columns = _widths(screen.width, {"Chỉ tiêu": 43, "Giá trị": 34, "So với": 23}, fixed)
    table = _table(columns)
    for title, group in _groups(records).items():
        lines = _wrapped(title, columns["Chỉ tiêu"], "bold")
        for at, record in enumerate(group):
            when = _clean(period(record.period.value)) if record.period else ""
            where = _clean(record.place.text) if record.place else ""
            # A long title runs on beside the rows of its group.
            cells: _Cells = {
                "Chỉ tiêu": lines[at:] if at == len(group) - 1 else lines[at : at + 1],
                "Giá trị": (_value(record, with_status=not wide), _COLOURS[record.kind]),
                "So với": (_against(record), ""),
                "Kỳ": (when if wide else ", ".join(filter(None, (when, where))), "dim"),
                "Nơi": (where, ""),
                "Mức": (_status(record), ""),
                "Tin cậy": (f"{record.confidence:.2f}".replace(".", ","), "dim"),
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


def _value(record: MeasuredRecord | Ranking, with_status: bool) -> str:
    from vnreport.document import Comparison, Ranking
    from vnreport.vietnamese import amount

    if isinstance(record, Ranking):
        words = [f"thứ {record.rank}" + (f"/{record.of}" if record.of else "")]
        if record.order == "ascending":
            words.append("từ dưới lên")
    else:
        words = [_APPROX[record.approx]] if record.approx else []
        words.append(_clean(amount(record)))
        if isinstance(record, Comparison) and (record.value is not None or record.low is not None):
            words.insert(0, _change(record))
        if with_status and record.status not in (None, "actual"):
            words.insert(0, _status(record))
    if record.confidence < _DOUBTFUL:
        words.append("(?)")
    return " ".join(words)


def _change(record: Comparison) -> str:
    to_plan = record.baseline is not None and record.baseline.kind == "plan"
    if record.relation == "above":
        return "vượt" if to_plan else "tăng"
    if record.relation == "below":
        return "hụt" if to_plan else "giảm"
    return "gấp" if record.unit == "lần" else "bằng"


def _against(record: MeasuredRecord | Ranking) -> str:
    from vnreport.document import Comparison, Ranking

    if isinstance(record, Ranking):
        return _clean(record.scope.text) if record.scope else ""
    if not isinstance(record, Comparison) or record.baseline is None:
        return ""
    baseline = record.baseline
    words = _clean(baseline.text) if baseline.text else _BASELINES[baseline.kind]
    return f"({words})" if baseline.inferred else words


def _officials(officials: Sequence[Official], screen: Console) -> Table:
    columns = _widths(screen.width, {"Nhân sự": 27, "Chức vụ": 46, "Hoạt động": 27}, {})
    table = _table(columns)
    for official in officials:
        positions = []
        for position in official.positions:
            text = _clean(position.text)
            text += " (nguyên)" if position.former else " (quyền)" if position.acting else ""
            positions += _wrapped(text, columns["Chức vụ"], "")
        verbs = dict.fromkeys(_clean(action.verb).lower() for action in official.actions)
        name = _clean(f"{official.honorific or ''} {official.name}".strip())
        cells: _Cells = {
            "Nhân sự": (name, _COLOURS["official"]),
            "Chức vụ": positions,
            "Hoạt động": (", ".join(verbs), ""),
        }
        _add_row(table, columns, cells)
    return table


def _summary(document: Document) -> Text:
    from rich.text import Text

    counts = {kind: sum(record.kind == kind for record in document.records) for kind in _KINDS}
    parts = [Text(f"{n} {_KINDS[kind]}", style=_COLOURS[kind]) for kind, n in counts.items() if n]
    return Text(" · ").join(parts) if parts else Text("không có bản ghi", style="dim")


def _contradictions(document: Document) -> Text:
    from rich.text import Text

    words = {record.id: _clean(record.text) for record in document.records}
    told = [" · ".join(words[id_] for id_ in warning.records) for warning in document.warnings]
    return Text("\n".join(f"Mâu thuẫn: {line}" for line in told), style="red")


def _widths(total: int, shares: dict[str, int], fixed: dict[str, int]) -> dict[str, int]:
    """Columns with their widths: `fixed` ones, and before them `shares` in per cent of what is left."""
    gaps = 2 * (len(shares) + len(fixed) - 1)
    free = max(0, total - sum(fixed.values()) - gaps)
    return {**{name: max(4, free * share // 100) for name, share in shares.items()}, **fixed}


def _table(columns: dict[str, int]) -> Table:
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
        table.add_column(name, width=width, overflow="fold", justify="right" if name == "Tin cậy" else "left")
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
    status = getattr(record, "status", None)
    return _STATUSES[status] if status else ""


def _area(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.text} ({place.code})" if place.code else place.text


def _clean(text: str) -> str:
    from vnreport.terminal import printable

    return printable(text)
