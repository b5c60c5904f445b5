"""Text as it is found in archives: other prints, spaces, line ends and spellings of the same words."""

from __future__ import annotations

import textwrap
import unicodedata
from decimal import Decimal

import pytest

import vnreport
from vnreport.characters import as_read
from vnreport.lines import split_paragraphs
from vnreport.text import fold
from vnreport.unmarked import is_unmarked

TEXT = (
    "Năm 2024, thu ngân sách nhà nước của tỉnh ước đạt 54.341 tỷ đồng, vượt 52,8% dự toán. "
    "Sản lượng thủy sản đạt 1,56 triệu tấn; tốc độ tăng trưởng đạt 7,5 - 8%."
)
READ = [
    ("figure", Decimal(54341000000000), None, None, "VND", None),
    ("comparison", Decimal("52.8"), None, None, "%", "above"),
    ("figure", Decimal(1560000), None, None, "tấn", None),
    ("percentage", None, Decimal("7.5"), Decimal(8), "%", None),
]


def read(text: str) -> list[tuple[object, ...]]:
    """Kind, value, low, high, unit and relation of each measured record."""
    return [
        (record.kind, record.value, record.low, record.high, record.unit, getattr(record, "relation", None))
        for record in vnreport.extract(text).records
        if not isinstance(record, vnreport.Official | vnreport.Ranking)
    ]


def test_the_text_that_is_varied_is_read() -> None:
    assert read(TEXT) == READ


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace(" ", "\u00a0"),
        TEXT.replace(" ", "  "),
        TEXT.replace(" tỷ", "\u200b tỷ").replace("8%", "8\u200b%").replace(".3", "\u200b.\u200b3"),
        TEXT.replace("ngân sách", "ng\u00adân sá\u00adch").replace("54.3", "54\u00ad.3"),
        TEXT.replace("vượt", "\ufeffvượt").replace("đạt", "đạt\u2060").replace("th", "t\u200dh"),
        TEXT.replace("54.341", "54\u202f341"),
        TEXT.replace("54.341", "54\u00a0341"),
        TEXT.replace("54.341", "54 341"),
        TEXT.replace("54.341", "54\n341"),
        TEXT.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789%"}).replace("５４.", "５４．"),
        TEXT.replace("tỷ", "tỉ"),
        TEXT.replace("thủy", "thuỷ"),
        TEXT.replace("7,5 - 8%", "7,5–8%"),
        TEXT.replace("7,5 - 8%", "7,5 — 8 %"),
        TEXT.replace("7,5 - 8%", "7,5−8%"),
        TEXT.replace("7,5 - 8%", "7,5\u20118%"),
        TEXT.replace("7,5 - 8%", "7,5\u20108%"),
        TEXT.replace("7,5 - 8%", "7,5\u20158%"),
        TEXT.replace("đ", "ð").replace("Đ", "Ð"),
        textwrap.fill(TEXT, 60),
        TEXT.replace("54.341 tỷ", "54.341\ntỷ").replace("52,8% dự", "52,8%\ndự").replace("u tấn", "u\ntấn"),
        TEXT.replace("đạt ", "đạt").replace("vượt ", "vượt"),
        TEXT.replace(" tỷ", "tỷ").replace(" triệu", "triệu").replace(", vượt", ",vượt"),
        TEXT.replace(" tỷ đồng", "tỷđồng"),
        TEXT.upper(),
    ],
    ids=[
        "NFD", "no-break-spaces", "double-spaces", "zero-width-spaces", "soft-hyphens", "joiners",
        "narrow-space-in-number", "no-break-space-in-number", "space-in-number",
        "line-end-in-number", "full-width", "tỉ", "thuỷ", "en-dash", "em-dash",
        "minus", "no-break-hyphen", "hyphen", "bar", "eth", "wrapped", "unit-in-next-line",
        "no-space-before", "no-space-after", "no-space-at-all", "capitals",
    ],
)  # fmt: skip
def test_the_records_are_the_same(text: str) -> None:
    assert read(text) == READ
    document = vnreport.extract(text)
    held = vnreport.normalise(text)
    for record in document.records:
        assert held[record.start : record.end] == record.text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Thu đạt 5OO tỷ đồng, cả tỉnh có 1O xã và l2 phường.", []),
        ("Sản lượng đạt l,5 triệu tấn, tăng 1O%.", []),
        ("Cả năm thu 1.O00 tỷ đồng, chi 2.O5O tỷ đồng, nộp 3OO.000 đồng.", []),
        ("Thu ngân sách tăng 1l% so với cùng kỳ.", []),
        ("Mỗi hộ được cấp 10l nước và 5 lít dầu.", [10, 5]),
    ],
)
def test_letters_among_digits_are_left_alone(text: str, values: list[int]) -> None:
    assert [value for _, value, *_ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Cả năm thu 1..5 tỷ đồng, chi 2,,5 tỷ đồng, nộp 3.,5 triệu đồng.", []),
        ("Thu ngân sách đạt\n.000 tỷ đồng, bình quân 6,7 -,68 m2.", [Decimal("6.7")]),
        ("Toàn huyện gồm...17 xã.Có 5 xã đạt chuẩn,3 xã khó khăn.", [17, 5, 3]),
        ("Thu tăng 12%,5 xã thoát nghèo (trong năm).2 xã đạt chuẩn .4 xã khó khăn.", [12, 5, 2, 4]),
    ],
)
def test_what_is_left_of_a_broken_number_is_left_alone(text: str, values: list[int]) -> None:
    assert [value for _, value, *_ in read(text)] == values


WRAPPED = """Thu ngân sách nhà nước trên địa bàn tỉnh 9 tháng ước đạt 12.
450 tỷ đồng, bằng 85% dự toán. Riêng thu nội địa ước đạt 10,4
nghìn tỷ đồng, chi ngân sách địa phương ước đạt 9.800 tỷ đồng,
trong đó có 2.150 tỷ đồng chi cho đầu tư phát triển, đạt 52,
5% kế hoạch vốn mà Hội đồng nhân dân tỉnh giao từ đầu năm.
Năm 2025 tỉnh phấn đấu thu 15.000 tỷ đồng.
"""


def test_a_number_goes_on_in_the_next_line_of_wrapped_text() -> None:
    values = [value for _, value, *_ in read(WRAPPED)]
    assert values == [
        Decimal(12450 * 10**9), 85, Decimal(10400 * 10**9), Decimal(9800 * 10**9), Decimal(2150 * 10**9),
        Decimal("52.5"), Decimal(15000 * 10**9),
    ]  # fmt: skip


def test_a_comma_ends_no_line_of_wrapped_text() -> None:
    """Whatever the longest line is, the text goes on."""
    longer = WRAPPED.replace("giao từ đầu năm.", "giao từ đầu năm, theo báo cáo của ngành tài chính tỉnh.")
    assert read(longer) == read(WRAPPED)


def test_lines_of_news_are_paragraphs() -> None:
    text = (
        "Kết quả năm 2024\nThu đạt 12.\n450 hộ thoát nghèo.\nSố xã: 12\n345 hộ khá\n"
        "- chi 5 tỷ đồng;\ntăng 5%\n\nvà hết"
    )
    lines = [text[start:end] for start, end, _ in split_paragraphs(text)]
    assert lines == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả quý II/2019.Theo đó, có 17xã đạt chuẩn.",
        "Kết quả quý II/2019. Theo đó, có 17 xã đạt chuẩn.",
        "Kết quả quý I. Theo đó, có 17 xã đạt chuẩn.",
    ],
)
def test_a_sentence_ends_where_a_space_is_lost_and_behind_a_numeral(text: str) -> None:
    (record,) = vnreport.extract(text).records
    assert isinstance(record, vnreport.Figure)
    assert (record.value, record.unit) == (17, "xã")
    assert text[record.sentence.start : record.sentence.end].startswith("Theo đó")


def test_a_lost_space_parts_an_honorific_from_a_name() -> None:
    (record,) = vnreport.extract("Tại hội nghị, ôngNguyễn Văn Bình, Chủ tịch UBND tỉnh, phát biểu.").records
    assert isinstance(record, vnreport.Official)
    assert record.name == "Nguyễn Văn Bình"


@pytest.mark.parametrize("quotes", ['""', "“”", "‘’", "«»"])
def test_any_quotes_may_stand_around_a_number(quotes: str) -> None:
    left, right = quotes
    assert read(f"Phong trào {left}5 không{right} giúp tỉnh thu {left}54.341 tỷ đồng{right}.")[-1] == READ[0]


@pytest.mark.parametrize("quotes", ['""', "“”", "‘’", "«»", "''"])
def test_quotes_may_stand_around_the_number_alone(quotes: str) -> None:
    left, right = quotes
    document = vnreport.extract(f"Năm 2024, thu ngân sách tỉnh đạt {left}54.341{right} tỷ đồng.")
    (record,) = document.records
    assert isinstance(record, vnreport.Figure)
    assert (record.value, record.unit) == (READ[0][1], "VND")
    assert record.text == f"{left}54.341{right} tỷ đồng"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Toàn huyện có17xã đạt chuẩn, từ5 phường lên7 phường.", [17, 5, 7]),
        ("Sản lượng đạt4.290tấn, tăng12%so với cùng kỳ.", [4290, 12]),
        ("Đoạn dài 5 km2 qua khu A1 và F0 của trạm T2.", [5]),
    ],
)
def test_a_lost_space_parts_short_words_from_numbers(text: str, values: list[int]) -> None:
    assert [value for _, value, *_ in read(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Doanh thu đạt 15 t|ỷ đồng.", [15 * 10**9]),
        ("Doanh thu đạt 15 tỷ|đồng.", [15 * 10**9]),
        ("Doanh thu đạt 15 tỷ|đồ|ng, tăng 5 tr|i|ệu|đồng.", [15 * 10**9, 5 * 10**6]),
    ],
)
def test_a_space_of_no_width_parts_words_but_no_syllable(text: str, values: list[int]) -> None:
    assert [value for _, value, *_ in read(text.replace("|", "\u200b"))] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thu ngân sách đạt 4.\n290 tỷ đồng.", 4290 * 10**9),
        ("Thu ngân sách đạt 12,\n5 tỷ đồng.", Decimal("12.5") * 10**9),
        ("Thu ngân sách đạt 12,\n5% dự toán.", Decimal("12.5")),
        ("Số ca mắc lên đến 1.234.\n567 ca trong năm.", 1234567),
    ],
)
def test_a_number_that_its_scale_or_its_thousands_tell_goes_on_in_any_text(text: str, value: Decimal) -> None:
    assert [told for _, told, *_ in read(text)] == [value]


UNMARKED = (
    "Nam 2024, thu ngan sach nha nuoc uoc dat 54.341 ty dong, vuot 52,8% du toan va tang 25,9% so voi "
    "cung ky. Ca tinh co 24/26 chi tieu dat ke hoach, san luong dat 1,56 trieu tan."
)


def test_numbers_are_read_in_text_without_tone_marks() -> None:
    assert is_unmarked(UNMARKED)
    assert read(UNMARKED) == [
        READ[0],
        READ[1],
        ("comparison", Decimal("25.9"), None, None, "%", "above"),
        ("figure", Decimal(24), None, None, "chi tieu", None),
        ("comparison", None, None, None, None, "at"),
        READ[2],
    ]


@pytest.mark.parametrize(
    "text", [TEXT, "The economy grew by 5 percent, so the state has more to spend.", "", "5%"]
)
def test_other_text_is_not_taken_for_text_without_tone_marks(text: str) -> None:
    assert not is_unmarked(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("Uỷ", "ủy"), ("TỈ", "tỷ"), ("quí", "quý"), ("kĩ", "kỹ"), ("sĩ", "sỹ"),
        ("ticḥ", "tịch"), ("Hôị", "hội"), ("đông̀", "đồng"), ("quan̉", "quản"), ("tiên\u0301", "tiến"),
        ("thươnǵ", "thướng"), ("mưạ", "mựa"), ("quynh̀", "quỳnh"), ("toań", "toán"), ("câp\u0301", "cấp"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_syllable_are_looked_up_as_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["niño", "señor", "ańń", "đông\u0300\u0301", "nḥ", "hoa\u0301\u0301n"])
def test_a_tone_mark_upon_what_is_no_syllable_stays(word: str) -> None:
    assert fold(word) == word


def test_a_position_is_found_whose_tone_marks_were_typed_too_late() -> None:
    text = unicodedata.normalize(
        "NFC", "Ông Trần Văn Bình, chủ ticḥ hôị đông̀ quan̉ trị Công ty Sao Mai, phát biểu."
    )
    (record,) = vnreport.extract(text).records
    assert isinstance(record, vnreport.Official)
    assert record.name == "Trần Văn Bình"
    assert record.positions[0].text == text[text.index("chủ") : text.index(", phát")]


@pytest.mark.parametrize(
    ("one", "other"), [("tai", "tay"), ("thi", "thy"), ("chi", "chy"), ("hai", "hay"), ("tui", "tuy")]
)
def test_i_and_y_are_two_letters_elsewhere(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_what_is_read_has_the_usual_characters() -> None:
    assert as_read("ÐBSCL ５％ sá\u00adch 7\u20118") == "ĐBSCL 5% sách 7-8"


@pytest.mark.parametrize(
    "text", ["\U00011bf0", "Thu \U00011bf1.\U00011bf0 tỷ đồng", "Ngày \U00011bf0/5/2020, thu 5 tỷ đồng"]
)
def test_digits_of_a_later_unicode_are_no_number(text: str) -> None:
    assert all(r.text == "5 tỷ đồng" for r in vnreport.extract(text).records)
