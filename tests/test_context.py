"""An article's frame: headline, date, area, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport.article import parse_article
from vnreport.context import Context, read_context
from vnreport.document import Place
from vnreport.sdmx import Anchor
from vnreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def frame(text: str, published: str | None = None) -> Context:
    return read_context(parse_article(text, VOCABULARY), VOCABULARY, published)


def test_a_first_line_that_stands_alone_is_the_headline() -> None:
    context = frame("\nLúa được mùa\n\nNông dân xã Tân Lập gặt 120 ha lúa.")
    assert (context.title, context.title_start, context.title_end) == ("Lúa được mùa", 1, 13)


@pytest.mark.parametrize(
    "text",
    ["", "Chỉ một dòng", "Nông dân gặt lúa.\n\nNăng suất cao.", "dòng " * 80 + "\n\nNông dân gặt lúa."],
)
def test_a_sentence_or_a_lone_line_is_no_headline(text: str) -> None:
    assert frame(text).title is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Tính chung 9 tháng, xuất khẩu tăng 5% so với cùng kỳ năm 2019.", 2020),
        ("Giá gạo tăng 5% so với năm 2022.", 2023),
        ("Quý III/2021, công ty lãi lớn; mục tiêu đến năm 2030 là dẫn đầu.", 2021),
        ("Luật Đất đai năm 2013 có hiệu lực. Năm 2016, huyện giao 12 ha đất.", 2016),
        ("Chiến thắng năm 1975 mở ra trang sử mới.", None),
        ("Điểm tăng so với năm 2019. Chỉ năm 2017 có một bài đạt điểm 10.", 2020),
        ("Giá gạo tăng mạnh.", None),
        ("Chợ hoa Tết Giáp Thìn 2024\n\nXã mở 12 gian hàng.", 2024),
        ("Chợ hoa xuân\n\nXã mở 12 gian hàng dịp Tết 2024.", None),
        ("Xã bầu 5 người, thôi nhiệm vụ 1 người kể từ ngày 3/6/2022.", 2022),
    ],
)
def test_the_year_is_the_one_that_the_article_treats_as_current(text: str, year: int | None) -> None:
    assert frame(text).anchor.year == year


_TWO_YEARS = " Năm 2023, huyện trồng 5 ha rừng, vượt kế hoạch năm 2023. Năm 2024 phấn đấu trồng 8 ha."


def test_in_november_the_year_is_the_one_reported_not_the_one_planned() -> None:
    assert frame(f"Ngày 20/11, huyện họp.{_TWO_YEARS}").published == "2023-11-20"


def test_in_january_the_year_is_the_one_planned_not_the_one_reported() -> None:
    text = (
        "Ngày 9/1, hội nghị tổng kết năm 2023. Năm 2023, huyện trồng 5 ha rừng. Năm 2024 phấn đấu trồng 8 ha."
    )
    assert frame(text).published == "2024-01-09"


def test_in_june_a_year_of_results_is_over() -> None:
    assert frame("Sáng 5/6, huyện họp. Năm 2023, sản lượng lúa đạt 9.000 tấn.").published == "2024-06-05"


def test_a_congress_opens_its_term() -> None:
    text = "Sáng 24/9, Đại hội Đảng bộ huyện nhiệm kỳ 2020-2025 khai mạc. Sản lượng tăng 8% so với năm 2015."
    assert frame(text).published == "2020-09-24"
    assert frame(text.replace("Đại hội", "huyện bàn Nghị quyết Đại hội")).published != "2020-09-24"


def test_what_the_first_year_of_a_term_brings_is_told_by_the_congress_that_opens_it() -> None:
    text = "Sáng 18/5, Đại hội Đảng bộ xã nhiệm kỳ 2020-2025 khai mạc. Năm 2020, thu nhập đạt 37 triệu đồng."
    assert frame(text).published == "2020-05-18"
    assert frame(text.replace("Đại hội", "huyện bàn Nghị quyết Đại hội")).published == "2021-05-18"


def test_a_year_of_which_a_share_is_told_is_compared_with() -> None:
    text = (
        "Hội nghị bàn nhiệm vụ năm 2019 sáng 20/12. Năm 2018, doanh thu đạt 9 tỷ đồng, bằng 107% năm 2017; "
        "lãi bằng 115% so với thực hiện năm 2017, nộp thuế bằng 121% năm 2017."
    )
    assert frame(text).published == "2018-12-20"


def test_what_is_compared_with_the_year_before_a_term_is_not_of_the_next_year() -> None:
    text = "Giai đoạn 2016-2020, xã trồng 5 ha rừng. Sản lượng tăng 8% so với năm 2015."
    assert frame(text).anchor.year is None


def test_metadata_come_before_the_text() -> None:
    context = frame("Ngày 5/6/2020, giá gạo tăng.", "2020-06-07")
    assert (context.published, context.anchor) == ("2020-06-07", Anchor(2020, 6, 7))
    assert frame("Giá gạo tăng.", "2020-06").anchor == Anchor(2020, 6)
    assert frame("Giá gạo tăng.", "hôm qua").anchor == Anchor()


def test_days_of_decrees_births_and_terms_are_no_dateline() -> None:
    text = (
        "Theo Nghị định số 10/2020/NĐ-CP ngày 17/1/2020 thì được. Ông Nam sinh ngày 3/2/1968. "
        "Hạn nộp từ ngày 1/3/2020."
    )
    assert frame(text).published is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hà Tĩnh vào vụ gặt\n\nNông dân Hà Tĩnh gặt lúa.", Place("Hà Tĩnh", "VN-23")),
        (
            "Krông Nô trồng rừng\n\nHuyện Krông Nô (Đắk Nông) trồng rừng. Krông Nô có 12 xã.",
            Place("Huyện Krông Nô"),
        ),
        (
            "Xuất khẩu tăng\n\nTại Hà Nội, Bộ Công Thương cho biết xuất khẩu của Việt Nam tăng.",
            Place("Việt Nam"),
        ),
        ("Giá vàng tăng\n\nGiá vàng tăng mạnh.", None),
    ],
)
def test_the_area_is_the_one_that_the_article_is_about(text: str, place: Place | None) -> None:
    assert frame(text).place == place


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("13 chỉ tiêu vượt kế hoạch (KH) năm", "KH", "kế hoạch"),
        ("công tác thi hành án dân sự (THADS) trên địa bàn", "THADS", "thi hành án dân sự"),
        (
            "Cơ sở dữ liệu quốc gia về dân cư (CSDLQGDC) đã xong",
            "CSDLQGDC",
            "Cơ sở dữ liệu quốc gia về dân cư",
        ),
        ("báo cáo của Hiệp hội Thép thế giới (WSA) cho thấy", "WSA", "Hiệp hội Thép thế giới"),
        ("Công ty Lúa Vàng Đồng Xanh (gọi tắt là Lúa Vàng) lãi", "Lúa Vàng", "Công ty Lúa Vàng Đồng Xanh"),
    ],
)
def test_an_abbreviation_has_the_long_form_that_the_article_gives(text: str, short: str, long: str) -> None:
    assert frame(text).abbreviations.get(short) == long


@pytest.mark.parametrize("text", ["Sỹ Tuyên (TTX)", "tăng (5%)", "quê ở Huế (ảnh)", "()", "("])
def test_what_defines_no_abbreviation(text: str) -> None:
    known = {form for rule in VOCABULARY.rules("abbreviation") for form in rule.forms}
    assert set(frame(text).abbreviations) <= known


@given(st.text(), st.none() | st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_context(text: str, published: str | None) -> None:
    context = frame(text, published)
    assert context.title is None or context.title == text[context.title_start : context.title_end]
    assert len(context.times) == len(context.places)
