"""The flat columns of a record, one row a record: the one list that csv, xlsx and `parquet --flat` write.

Each shows a field of the record definition, which says what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vnreport.language import current

if TYPE_CHECKING:
    from vnreport.document import Action, Position, Record, Span
    from vnreport.pipeline import Extraction

Cell = str | int | float | bool | Decimal | None
# What a column is about: the article, its file, any record, the value of a measure or ranking, an official.
Part = Literal["article", "file", "record", "measure", "official"]
_RECORD = "records[]."


class Row(NamedTuple):
    """What the cells of one row are taken from; columns about the article need no record."""

    extraction: Extraction
    record: Record | None


class Column(NamedTuple):
    """A column: its name and Vietnamese title, what it is about, its type, the path of the field it shows
    (`records[].indicator.code`), and how a row gives a cell, which is of the type or None.
    """

    name: str
    title_vi: str
    part: Part
    type: type[str] | type[int] | type[float] | type[bool] | type[Decimal]
    field: str
    cell: Callable[[Row], Cell]


def title_of(column: Column) -> str:
    """The title of a column for people; in English that is its name."""
    return column.title_vi if current() == "vi" else column.name


def reader(field: str) -> Callable[[Row], Any]:
    """What gives the value of the field at a path, None where a record has no such field."""
    of_record = field.startswith(_RECORD)
    names = field.removeprefix(_RECORD).split(".")

    def read(row: Row) -> Any:
        value: object = row.record if of_record else row.extraction.document
        for name in names:
            value = getattr(value, name, None)
        return value

    return read


def sentence_of(row: Row) -> str | None:
    """The words of the record's sentence."""
    span = row.record.sentence if row.record else None
    return row.extraction.text[span.start : span.end] if span else None


def _number(field: str) -> Callable[[Row], Cell]:
    """As `reader`, a Decimal also where a ranking has an integer."""
    read = reader(field)

    def cell(row: Row) -> Cell:
        value = read(row)
        return None if value is None else Decimal(value)

    return cell


def _joined(field: str, shown: Callable[[Any], str]) -> Callable[[Row], Cell]:
    """The items of a sequence, joined by `; `."""
    read = reader(field)

    def cell(row: Row) -> Cell:
        items: Sequence[Any] = read(row) or ()
        return "; ".join(map(shown, items)) or None

    return cell


def _position(position: Position) -> str:
    marks = {(True, False): " [former]", (False, True): " [acting]", (True, True): " [former, acting]"}
    return position.text + marks.get((position.former, position.acting), "")


def _mention(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _verb(action: Action) -> str:
    return action.verb


def _text(name: str, title_vi: str, part: Part, field: str) -> Column:
    return Column(name, title_vi, part, str, field, reader(field))


def _decimal(name: str, title_vi: str, field: str) -> Column:
    return Column(name, title_vi, "measure", Decimal, field, _number(field))


def _integer(name: str, title_vi: str, part: Part, field: str) -> Column:
    return Column(name, title_vi, part, int, field, reader(field))


def _sequence(name: str, title_vi: str, field: str, shown: Callable[[Any], str]) -> Column:
    return Column(name, title_vi, "official", str, field, _joined(field, shown))


COLUMNS = (
    _text("source", "Nguồn", "article", "source.path"),
    _text("title", "Tiêu đề", "article", "title"),
    _text("published", "Ngày đăng", "article", "published"),
    _text("article_place", "Địa bàn của bài", "article", "place.text"),
    _text("article_place_code", "Mã địa bàn của bài", "article", "place.code"),
    _text("kind", "Loại", "record", "records[].kind"),
    _text("id", "Số hiệu", "record", "records[].id"),
    _text("text", "Nguyên văn", "record", "records[].text"),
    _decimal("value", "Giá trị", "records[].value"),
    _decimal("low", "Từ", "records[].low"),
    _decimal("high", "Đến", "records[].high"),
    _decimal("of", "Trên tổng số", "records[].of"),
    _text("unit", "Đơn vị", "measure", "records[].unit"),
    _text("approx", "Mức ước chừng", "measure", "records[].approx"),
    _text("status", "Tình trạng", "measure", "records[].status"),
    _text("indicator", "Chỉ tiêu", "measure", "records[].indicator.text"),
    _text("indicator_code", "Mã chỉ tiêu", "measure", "records[].indicator.code"),
    _text("period", "Kỳ", "measure", "records[].period.value"),
    _text("period_text", "Kỳ (nguyên văn)", "measure", "records[].period.text"),
    _text("place", "Địa bàn", "measure", "records[].place.text"),
    _text("place_code", "Mã địa bàn", "measure", "records[].place.code"),
    _text("relation", "Quan hệ", "measure", "records[].relation"),
    _decimal("ratio", "Tỷ số", "records[].ratio"),
    _text("baseline", "Mốc so sánh", "measure", "records[].baseline.kind"),
    _text("baseline_text", "Mốc (nguyên văn)", "measure", "records[].baseline.text"),
    _text("baseline_period", "Kỳ của mốc", "measure", "records[].baseline.period"),
    Column(
        "baseline_inferred",
        "Mốc suy ra",
        "measure",
        bool,
        "records[].baseline.inferred",
        reader("records[].baseline.inferred"),
    ),
    _integer("rank", "Thứ hạng", "measure", "records[].rank"),
    _text("order", "Chiều xếp hạng", "measure", "records[].order"),
    _text("scope", "Phạm vi", "measure", "records[].scope.text"),
    _text("name", "Họ tên", "official", "records[].name"),
    _text("honorific", "Danh xưng", "official", "records[].honorific"),
    _sequence("positions", "Chức vụ", "records[].positions", _position),
    _sequence("actions", "Hoạt động", "records[].actions", _verb),
    _sequence("mentions", "Vị trí nhắc tên", "records[].mentions", _mention),
    Column("sentence", "Câu", "record", str, "records[].sentence", sentence_of),
    _integer("start", "Đầu", "record", "records[].start"),
    _integer("end", "Cuối", "record", "records[].end"),
    _integer("sentence_start", "Đầu câu", "record", "records[].sentence.start"),
    _integer("sentence_end", "Cuối câu", "record", "records[].sentence.end"),
    _text("rule", "Quy tắc", "record", "records[].rule"),
    Column(
        "confidence", "Độ tin cậy", "record", float, "records[].confidence", reader("records[].confidence")
    ),
)

# What a list of documents tells of each, beside the columns about the article.
FILE_COLUMNS = (
    Column("records", "Số bản ghi", "file", int, "records", lambda row: len(row.extraction.document.records)),
    _text("encoding", "Bảng mã", "file", "source.encoding"),
    _integer("chars", "Số ký tự", "file", "source.chars"),
    _text("sha256", "SHA-256", "file", "source.sha256"),
)
