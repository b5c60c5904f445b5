"""Areas are found as written; provinces have their ISO 3166-2:VN codes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport.article import parse_article
from vnreport.places import PlaceMention, find_places
from vnreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def read(text: str) -> list[PlaceMention]:
    article = parse_article(text, VOCABULARY)
    return [m for passage in article.passages for m in find_places(passage, text, VOCABULARY)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thanh Hóa", "VN-21"),
        ("tỉnh Thanh Hoá", "VN-21"),
        ("Bình Định", "VN-31"),
        ("Đăk Nông", "VN-72"),
        ("Đắk Lắk", "VN-33"),
        ("Sóc Trăng", "VN-52"),
        ("tỉnh Đồng Nai", "VN-39"),
        ("Thừa Thiên - Huế", "VN-26"),
        ("Bà Rịa – Vũng Tàu", "VN-43"),
        ("TP.HCM", "VN-SG"),
        ("TP Hồ Chí Minh", "VN-SG"),
        ("Hà Nội", "VN-HN"),
        ("thành phố Đà Nẵng", "VN-DN"),
        ("TP. Hải Phòng", "VN-HP"),
        ("TP Cần Thơ", "VN-CT"),
    ],
)
def test_a_province_has_its_code(text: str, code: str) -> None:
    [mention] = read(f"Hội nghị tại {text} bế mạc.")
    assert (mention.level, mention.place.code) == ("province", code)


def test_all_provinces_before_and_after_the_merger_are_known() -> None:
    provinces = [rule for rule in VOCABULARY.rules("place") if rule.text("level") == "province"]
    assert len(provinces) == 63
    assert len({rule.text("code") for rule in provinces}) == 63
    assert sum(not rule.text("until") for rule in provinces) == 34


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("huyện Vân Canh", "district"),
        ("TX An Nhơn", "district"),
        ("xã Phước Hưng", "commune"),
        ("huyện Đắk R’lấp", "district"),
        ("huyện Hàm Thuận Bắc", "district"),
        ("Quận 1", "district"),
        ("phường 12", "commune"),
        ("thôn 2", "hamlet"),
        ("TP Thanh Hóa", "city"),
        ("thành phố Quy Nhơn", "city"),
        ("Tây Nguyên", "region"),
        ("Đồng bằng sông Cửu Long", "region"),
        ("Trung Quốc", "country"),
        ("cả nước", "country"),
        ("thế giới", "world"),
    ],
)
def test_other_areas_are_as_written_and_have_no_code(text: str, level: str) -> None:
    [mention] = read(f"Đoàn khảo sát tại {text} trong ngày.")
    assert (mention.place.text, mention.place.code, mention.level) == (text, None, level)


@pytest.mark.parametrize(
    "text",
    [
        "Ông Phí Thái Bình phát biểu",
        "Chủ tịch UBND tỉnh Phạm Anh Tuấn chủ trì",
        "Chị Nga và anh Đức tham gia",
        "Anh hùng Lao động thời kỳ đổi mới",
        "Ủy ban Pháp luật của Quốc hội",
        "hòa bình và xã hội",
        "Chủ tịch UBND huyện Trần Văn Nam dự họp",
    ],
)
def test_persons_and_common_words_are_no_places(text: str) -> None:
    assert read(text) == []


def test_a_name_ends_before_the_person_that_follows() -> None:
    [mention] = read("Chủ tịch UBND huyện Tuy Phước Nguyễn Hùng Tân phát biểu")
    assert mention.place.text == "huyện Tuy Phước"
    [mention] = read("Bí thư Thành ủy TP.HCM Phạm Văn Nam phát biểu")
    assert (mention.place.text, mention.place.code) == ("TP.HCM", "VN-SG")


_WORDS = ["tỉnh", "huyện", "TP", ".", "Hà", "Nội", "Nam", "Thái", "Bình", "Quận", "1", "Anh", ",", "-"]


@given(st.text() | st.lists(st.sampled_from(_WORDS)).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_with_exact_offsets(text: str) -> None:
    behind = 0
    for mention in read(text):
        assert mention.start >= behind
        assert text[mention.start : mention.end].endswith(mention.place.text)
        behind = mention.end
