"""table: for reading. Grouped by what is measured, in Vietnamese, officials in a block of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from vnreport.writers import register

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from vnreport.document import Comparison, Document, MeasuredRecord, Official, Place, Ranking
    from vnreport.pipeline import Extraction

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
_APPROX = {"about": "khoảng", "over": "hơn", "under": "gần", "at_least": "ít nhất", "at_most": "tối đa"}
_BASELINES = {
    "plan": "kế hoạch",
    "same_period": "cùng kỳ",
    "previous_period": "kỳ trước",
    "earlier_time": "trước đây",
    "other": "mức khác",
}
_WIDE = 100  # columns of a terminal from which on status, place and confidence have columns of their own
_WIDEST = 160  # beyond that the eye loses the line
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
        screen.print(_officials(officials))
    screen.print()
    screen.print(_summary(document))


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
    from rich.text import Text

    from vnreport.vietnamese import period

    wide = screen.width >= _WIDE
    placed = any(record.place for record in records)
    title_width = screen.width * 3 // 8
    table = _table()
    table.add_column("Chỉ tiêu", width=title_width)
    table.add_column("Giá trị", ratio=4)
    table.add_column("So với", ratio=3)
    table.add_column("Kỳ", max_width=16)
    if placed:
        table.add_column("Nơi", ratio=2)
    if wide:
        table.add_column("Mức", min_width=8)
        table.add_column("Tin cậy", justify="right", min_width=7)
    for title, group in _groups(records).items():
        lines = Text(title, style="bold").wrap(screen, title_width)
        for at, record in enumerate(group):
            last = at == len(group) - 1
            # A long title runs on beside the rows of its group.
            cells = [
                Text("\n").join(lines[at:] if last else lines[at : at + 1]),
                Text(_value(record, with_status=not wide), style=_COLOURS[record.kind]),
                Text(_against(record)),
                Text(_clean(period(record.period.value)) if record.period else "", style="dim"),
            ]
            if placed:
                cells.append(Text(_clean(record.place.text) if record.place else ""))
            if wide:
                cells += [
                    Text(_status(record)),
                    Text(f"{record.confidence:.2f}".replace(".", ","), style="dim"),
                ]
            table.add_row(*cells, end_section=last)
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
        return f"trong {_clean(record.scope.text)}" if record.scope else ""
    if not isinstance(record, Comparison) or record.baseline is None:
        return ""
    baseline = record.baseline
    words = _clean(baseline.text) if baseline.text else _BASELINES[baseline.kind]
    return f"({words})" if baseline.inferred else words


def _officials(officials: Sequence[Official]) -> Table:
    from rich.text import Text

    table = _table()
    table.add_column("Nhân sự", ratio=3)
    table.add_column("Chức vụ", ratio=6)
    table.add_column("Hoạt động", ratio=3)
    for official in officials:
        name = Text(_clean(f"{official.honorific} ") if official.honorific else "", style="dim")
        name.append(_clean(official.name), style=f"bold {_COLOURS['official']}")
        positions = []
        for position in official.positions:
            marks = [
                word for word, is_so in (("nguyên", position.former), ("quyền", position.acting)) if is_so
            ]
            positions.append(position.text + (f" ({', '.join(marks)})" if marks else ""))
        actions = dict.fromkeys(action.verb for action in official.actions)
        table.add_row(
            name,
            Text("\n".join(_clean(position) for position in positions)),
            Text(_clean(", ".join(actions))),
            end_section=True,
        )
    return table


def _summary(document: Document) -> Text:
    from rich.text import Text

    counts = {kind: sum(record.kind == kind for record in document.records) for kind in _KINDS}
    parts = [Text(f"{n} {_KINDS[kind]}", style=_COLOURS[kind]) for kind, n in counts.items() if n]
    return Text(" · ").join(parts) if parts else Text("không có bản ghi", style="dim")


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        show_edge=False,
        pad_edge=False,
        header_style="bold",
        border_style="dim",
    )


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
