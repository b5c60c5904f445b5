"""The flat columns of a record, one row a record: the one list that csv, xlsx and `parquet --flat` write.

README's table of columns is made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from vnreport.document import Record
    from vnreport.pipeline import Extraction

Cell = str | int | float | bool | Decimal | None
# What a column is about: the article, any record, the value of a measure or ranking, an official.
Part = Literal["article", "record", "measure", "official"]


class Row(NamedTuple):
    """What the cells of one row are taken from."""

    extraction: Extraction
    record: Record


class Column(NamedTuple):
    """A column: its name and Vietnamese title, what it holds and as which type, and how a row gives it.

    Cells are of `type` or None.
    """

    name: str
    title_vi: str
    part: Part
    type: type[str] | type[int] | type[float] | type[bool] | type[Decimal]
    meaning: str
    cell: Callable[[Row], Cell]


def _field(path: str) -> Callable[[Row], Cell]:
    """The record's attribute at a dotted path, nothing where the record has no such attribute."""
    names = path.split(".")

    def cell(row: Row) -> Cell:
        value: object = row.record
        for name in names:
            value = getattr(value, name, None)
        return value  # type: ignore[return-value]

    return cell


def _of_document(path: str) -> Callable[[Row], Cell]:
    names = path.split(".")

    def cell(row: Row) -> Cell:
        value: object = row.extraction.document
        for name in names:
            value = getattr(value, name, None)
        return value  # type: ignore[return-value]

    return cell


def _number(path: str) -> Callable[[Row], Cell]:
    """As `_field`, of type Decimal: `of` is a Decimal for a measure and an int for a ranking."""
    field = _field(path)

    def cell(row: Row) -> Cell:
        value = field(row)
        return Decimal(value) if isinstance(value, int) else value

    return cell


def _sentence(row: Row) -> str:
    return row.extraction.text[row.record.sentence.start : row.record.sentence.end]


def _positions(row: Row) -> str | None:
    marks = {(True, False): " [former]", (False, True): " [acting]", (True, True): " [former, acting]"}
    positions = getattr(row.record, "positions", ())
    return "; ".join(p.text + marks.get((p.former, p.acting), "") for p in positions) or None


def _actions(row: Row) -> str | None:
    return "; ".join(action.verb for action in getattr(row.record, "actions", ())) or None


def _mentions(row: Row) -> str | None:
    return "; ".join(f"{span.start}-{span.end}" for span in getattr(row.record, "mentions", ())) or None


# fmt: off
COLUMNS = (
    Column("source", "Nguồn", "article", str,
           "path as given, `-` for standard input", _of_document("source.path")),
    Column("title", "Tiêu đề", "article", str, "the article's headline", _of_document("title")),
    Column("published", "Ngày đăng", "article", str,
           "date or month of the article, ISO 8601", _of_document("published")),
    Column("article_place", "Địa bàn của bài", "article", str,
           "the area the article is about", _of_document("place.text")),
    Column("article_place_code", "Mã địa bàn của bài", "article", str,
           "its ISO 3166-2 code", _of_document("place.code")),
    Column("kind", "Loại", "record", str,
           "figure, percentage, comparison, ranking or official", _field("kind")),
    Column("id", "Số hiệu", "record", str, "the record's id, unique in the document", _field("id")),
    Column("text", "Nguyên văn", "record", str, "the words read as the record", _field("text")),
    Column("value", "Giá trị", "measure", Decimal,
           "the number in full, scale words multiplied in", _number("value")),
    Column("low", "Từ", "measure", Decimal, "lower end of a range", _number("low")),
    Column("high", "Đến", "measure", Decimal, "upper end of a range", _number("high")),
    Column("of", "Trên tổng số", "measure", Decimal,
           "the whole of a fraction; for a ranking the field's size", _number("of")),
    Column("unit", "Đơn vị", "measure", str,
           "canonical unit: VND, %, pp, lần, tấn, the counted noun …", _field("unit")),
    Column("approx", "Mức ước chừng", "measure", str,
           "about, over, under, at_least or at_most", _field("approx")),
    Column("status", "Tình trạng", "measure", str,
           "actual, estimate, target or forecast", _field("status")),
    Column("indicator", "Chỉ tiêu", "measure", str,
           "what is measured, in the article's words", _field("indicator.text")),
    Column("indicator_code", "Mã chỉ tiêu", "measure", str,
           "its code in patterns/, where known", _field("indicator.code")),
    Column("period", "Kỳ", "measure", str,
           "the time the value holds for, SDMX TIME_PERIOD", _field("period.value")),
    Column("period_text", "Kỳ (nguyên văn)", "measure", str,
           "the words that said so", _field("period.text")),
    Column("place", "Địa bàn", "measure", str,
           "the area, where it is not the article's", _field("place.text")),
    Column("place_code", "Mã địa bàn", "measure", str, "its ISO 3166-2 code", _field("place.code")),
    Column("relation", "Quan hệ", "measure", str,
           "comparison: at, above or below the baseline", _field("relation")),
    Column("ratio", "Tỷ số", "measure", Decimal,
           "comparison: the value relative to the baseline, as a factor", _number("ratio")),
    Column("baseline", "Mốc so sánh", "measure", str,
           "plan, same_period, previous_period, earlier_time or other", _field("baseline.kind")),
    Column("baseline_text", "Mốc (nguyên văn)", "measure", str,
           "the baseline in the article's words", _field("baseline.text")),
    Column("baseline_period", "Kỳ của mốc", "measure", str,
           "the baseline's time", _field("baseline.period")),
    Column("baseline_inferred", "Mốc suy ra", "measure", bool,
           "true where the text leaves it out", _field("baseline.inferred")),
    Column("rank", "Thứ hạng", "measure", int, "ranking: 1 for the first", _field("rank")),
    Column("order", "Chiều xếp hạng", "measure", str,
           "ranking: descending, or ascending where the lowest is first", _field("order")),
    Column("scope", "Phạm vi", "measure", str, "ranking: among what", _field("scope.text")),
    Column("name", "Họ tên", "official", str,
           "official: full name without honorific", _field("name")),
    Column("honorific", "Danh xưng", "official", str,
           "official: đồng chí, ông, bà, a rank", _field("honorific")),
    Column("positions", "Chức vụ", "official", str,
           "official: positions, with [former] or [acting], joined by `; `", _positions),
    Column("actions", "Hoạt động", "official", str,
           "official: what the person does, joined by `; `", _actions),
    Column("mentions", "Vị trí nhắc tên", "official", str,
           "official: offsets of all mentions, `start-end` joined by `; `", _mentions),
    Column("sentence", "Câu", "record", str, "the sentence that says so", _sentence),
    Column("start", "Đầu", "record", int,
           "offset of `text`, in code points of the article", _field("start")),
    Column("end", "Cuối", "record", int, "where it ends (exclusive)", _field("end")),
    Column("sentence_start", "Đầu câu", "record", int,
           "offset of the sentence", _field("sentence.start")),
    Column("sentence_end", "Cuối câu", "record", int,
           "where it ends (exclusive)", _field("sentence.end")),
    Column("rule", "Quy tắc", "record", str, "the pattern that made the record", _field("rule")),
    Column("confidence", "Độ tin cậy", "record", float, "0 to 1", _field("confidence")),
)
# fmt: on
