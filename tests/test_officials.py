"""Officials: who counts, with which positions, mentions and actions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnreport
from vnreport.article import parse_article
from vnreport.document import Official
from vnreport.officials import find_officials
from vnreport.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def read(text: str) -> list[Official]:
    return [official for official, _ in find_officials(parse_article(text, VOCABULARY), VOCABULARY)]


def positions(text: str) -> dict[str, list[str]]:
    return {official.name: [position.text for position in official.positions] for official in read(text)}


READINGS = {
    # a title and the name behind a dash
    "Chủ tịch Nam Hải - Đỗ Minh Châu và CEO SkyJet Air - Vũ Hải Đăng dự họp.": {
        "Đỗ Minh Châu": ["Chủ tịch Nam Hải"],
        "Vũ Hải Đăng": ["CEO SkyJet Air"],
    },
    # title before the name
    "Phó Bí thư Thường trực Tỉnh ủy Lương Gia Khiêm phát biểu tại hội nghị.": {
        "Lương Gia Khiêm": ["Phó Bí thư Thường trực Tỉnh ủy"]
    },
    "Sáng 3/4, Chủ tịch UBND huyện Đắk Song Trần Quốc Bảo kiểm tra công trình.": {
        "Trần Quốc Bảo": ["Chủ tịch UBND huyện Đắk Song"]
    },
    "Bộ trưởng Bộ Lao động, Thương binh và Xã hội Vũ Hải Đăng trả lời chất vấn.": {
        "Vũ Hải Đăng": ["Bộ trưởng Bộ Lao động, Thương binh và Xã hội"]
    },
    "Tổng Giám đốc Bảo hiểm xã hội (BHXH) Việt Nam Đỗ Minh Châu chủ trì.": {
        "Đỗ Minh Châu": ["Tổng Giám đốc Bảo hiểm xã hội (BHXH) Việt Nam"]
    },
    "Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội Lê Quang Vinh dự lễ.": {
        "Lê Quang Vinh": ["Ủy viên Bộ Chính trị", "Bí thư Thành ủy Hà Nội"]
    },
    "Thừa ủy quyền của Chủ tịch nước, Phó Chủ tịch UBND tỉnh Lý Thu Hà trao bằng khen.": {
        "Lý Thu Hà": ["Phó Chủ tịch UBND tỉnh"]
    },
    # after the name
    "Ông Phan Văn Lợi, Trưởng Phòng Văn hóa, Thông tin huyện Krông Ana cho biết: Lễ hội diễn ra tối 5/3.": {
        "Phan Văn Lợi": ["Trưởng Phòng Văn hóa, Thông tin huyện Krông Ana"]
    },
    "ông Hồ Sỹ Tâm, Giám đốc HTX Nông nghiệp II Nhơn Phú tâm đắc, nông dân có lãi.": {
        "Hồ Sỹ Tâm": ["Giám đốc HTX Nông nghiệp II Nhơn Phú"]
    },
    "Bà Trần Thu Nga, Giám đốc Công ty TNHH Trần Gia Phát cho biết đơn hàng tăng.": {
        "Trần Thu Nga": ["Giám đốc Công ty TNHH Trần Gia Phát"]
    },
    "Đồng chí Cao Bình - TUV, Phó Chủ tịch UBND tỉnh, Trưởng Ban chỉ đạo chủ trì.": {
        "Cao Bình": ["TUV", "Phó Chủ tịch UBND tỉnh", "Trưởng Ban chỉ đạo"]
    },
    "ông K’Brơi- CT. hội CCB tỉnh và bà Đỗ Thị Út- PBT thường trực huyện ủy đến dự": {
        "K’Brơi": ["CT. hội CCB tỉnh"],
        "Đỗ Thị Út": ["PBT thường trực huyện ủy"],
    },
    "ông Lê Khắc Chung (chủ tịch), bà Vũ Thị Lan (phó giám đốc Công ty Sao Mai chi nhánh Huế) bị bắt.": {
        "Lê Khắc Chung": ["chủ tịch"],
        "Vũ Thị Lan": ["phó giám đốc Công ty Sao Mai chi nhánh Huế"],
    },
    "Ông Đàm Văn Tú Bí thư Tỉnh uỷ Hà Giang tái đắc cử.": {"Đàm Văn Tú": ["Bí thư Tỉnh uỷ Hà Giang"]},
    "Theo ông Võ Minh Nhật, sinh năm 1970, Giám đốc Bệnh viện Đa khoa tỉnh, dịch đã lắng.": {
        "Võ Minh Nhật": ["Giám đốc Bệnh viện Đa khoa tỉnh"]
    },
    "Chủ tịch HĐQT kiêm Tổng Giám đốc Công ty CP Sông Lam Đinh Hữu Tài ký hợp đồng.": {
        "Đinh Hữu Tài": ["Chủ tịch HĐQT", "Tổng Giám đốc Công ty CP Sông Lam"]
    },
    # apposition
    "Chủ tịch Sao Mai Group - bà Ngô Thùy Trang - xin từ nhiệm.": {
        "Ngô Thùy Trang": ["Chủ tịch Sao Mai Group"]
    },
    "Giám đốc Sở Y tế, ông Ngô Văn Hiệp cho biết thuốc đã đủ.": {"Ngô Văn Hiệp": ["Giám đốc Sở Y tế"]},
    # lists
    "Các đồng chí: Bùi Văn An, Bí thư; Lò Thị Pành, Phó Bí thư; Sùng A Páo - Trưởng ban Dân vận dự.": {
        "Bùi Văn An": ["Bí thư"],
        "Lò Thị Pành": ["Phó Bí thư"],
        "Sùng A Páo": ["Trưởng ban Dân vận"],
    },
    "các Phó Chủ tịch HĐND tỉnh Lê Duy Phú, Trần Thị Mận và Ngô Bá Khá dự họp": {
        "Lê Duy Phú": ["Phó Chủ tịch HĐND tỉnh"],
        "Trần Thị Mận": ["Phó Chủ tịch HĐND tỉnh"],
        "Ngô Bá Khá": ["Phó Chủ tịch HĐND tỉnh"],
    },
    "Nguyên Chủ tịch Quốc hội: Lê Văn Thuận, Trần Sinh Quý cùng dự.": {
        "Lê Văn Thuận": ["Chủ tịch Quốc hội"],
        "Trần Sinh Quý": ["Chủ tịch Quốc hội"],
    },
    "Các ông Mai Bá Đức, Hà Công Lý được bầu giữ chức Phó bí thư Thành ủy.": {
        "Mai Bá Đức": ["Phó bí thư Thành ủy"],
        "Hà Công Lý": ["Phó bí thư Thành ủy"],
    },
    "HĐND bầu 2 phó chủ tịch UBND tỉnh, gồm các ông Lê Trí Nhân và Võ Văn Cảnh.": {
        "Lê Trí Nhân": ["phó chủ tịch UBND tỉnh"],
        "Võ Văn Cảnh": ["phó chủ tịch UBND tỉnh"],
    },
    # clauses and careers
    "Ông Tạ Đình Sơn, Trưởng ban Nội chính Tỉnh ủy được bầu làm Phó bí thư Tỉnh ủy.": {
        "Tạ Đình Sơn": ["Trưởng ban Nội chính Tỉnh ủy", "Phó bí thư Tỉnh ủy"]
    },
    "Ông Lê Huy Cận giữ chức Bí thư Thị ủy. Ông Cận từng là Giám đốc Sở Tài chính, Chủ tịch UBND thị xã.": {
        "Lê Huy Cận": ["Bí thư Thị ủy", "Giám đốc Sở Tài chính", "Chủ tịch UBND thị xã"]
    },
    "Ông Hồ Gia Hưng, em trai bà Liên, hiện là Tổng giám đốc Nhựa Sao Mai.": {
        "Hồ Gia Hưng": ["Tổng giám đốc Nhựa Sao Mai"]
    },
    "Ba bị can gồm: Mai Văn Đạt (56 tuổi, nguyên Chủ tịch UBND xã), Lê Công Thái (Phó chủ tịch UBND xã).": {
        "Mai Văn Đạt": ["Chủ tịch UBND xã"],
        "Lê Công Thái": ["Phó chủ tịch UBND xã"],
    },
    "Trần Văn Quý (SN 1960), trú tại phường Đông Sơn (nguyên Chủ tịch UBND huyện Hải Hà) bị bắt.": {
        "Trần Văn Quý": ["Chủ tịch UBND huyện Hải Hà"]
    },
    "Thủ tướng phê chuẩn việc bầu Phó Chủ tịch UBND tỉnh đối với: ông Lê Bá Liêm, bà Võ Thị Thơm.": {
        "Lê Bá Liêm": ["Phó Chủ tịch UBND tỉnh"],
        "Võ Thị Thơm": ["Phó Chủ tịch UBND tỉnh"],
    },
    "Ông Tô Bá Hải, Chủ tịch UBND xã Bình Mỹ (nguyên Bí thư Đảng ủy xã Bình Tân) nhận lỗi.": {
        "Tô Bá Hải": ["Chủ tịch UBND xã Bình Mỹ", "Bí thư Đảng ủy xã Bình Tân"]
    },
    # bodies whose field no rule knows, up to the mark that closes them
    "Ông Đỗ Thế Tùng, Phó Vụ trưởng Vụ Kết cấu hạ tầng giao thông, dự lễ.": {
        "Đỗ Thế Tùng": ["Phó Vụ trưởng Vụ Kết cấu hạ tầng giao thông"]
    },
    "Bà Hà Thị An, Cụm trưởng Cụm thi đua số III, chủ trì.": {"Hà Thị An": ["Cụm trưởng Cụm thi đua số III"]},
    "Ông Lê Huy, Vụ trưởng Vụ Đối tác công - tư được giao giữ chức Cục trưởng Cục Đường cao tốc Việt Nam.": {
        "Lê Huy": ["Vụ trưởng Vụ Đối tác công - tư", "Cục trưởng Cục Đường cao tốc Việt Nam"]
    },
    "Ông Lê Huy, Giám đốc Sở Y tế ngày nào cũng đến, nhắc nhở.": {"Lê Huy": ["Giám đốc Sở Y tế"]},
    # abroad, minorities, slips of the writer
    "Thủ tướng Nhật Bản Kenji Mori tiếp Đại sứ Việt Nam tại Nhật Bản Phạm Chí Hiền.": {
        "Kenji Mori": ["Thủ tướng Nhật Bản"],
        "Phạm Chí Hiền": ["Đại sứ Việt Nam tại Nhật Bản"],
    },
    "Bà Yunhee Park, Giám đốc Ban đô thị khu vực Đông Á - Thái Bình Dương dẫn đầu đoàn.": {
        "Yunhee Park": ["Giám đốc Ban đô thị khu vực Đông Á - Thái Bình Dương"]
    },
    "Tổng thống George W. Brown đến thăm.": {"George W. Brown": ["Tổng thống"]},
    "Y Thanh Bkrông, Phó Chủ tịch HĐND tỉnh; Giàng Seo Tú, Bí thư Đảng ủy xã": {
        "Y Thanh Bkrông": ["Phó Chủ tịch HĐND tỉnh"],
        "Giàng Seo Tú": ["Bí thư Đảng ủy xã"],
    },
    "Tổng giám đốc - ôngTrương Văn Tấn đã từ nhiệm.": {"Trương Văn Tấn": ["Tổng giám đốc"]},
    "đồng chí Nguyễn xuân Hạnh - PCT UBND huyện": {"Nguyễn xuân Hạnh": ["PCT UBND huyện"]},
    # what a vote or a decision gives or takes
    "Tỉnh bầu bà Hà Thị An, Giám đốc Sở Y tế và ông Lê Văn Bảy, Bí thư Huyện ủy giữ chức Phó Chủ tịch xã.": {
        "Hà Thị An": ["Giám đốc Sở Y tế", "Phó Chủ tịch xã"],
        "Lê Văn Bảy": ["Bí thư Huyện ủy", "Phó Chủ tịch xã"],
    },
    "Bà Hà Thị An là Bí thư Huyện ủy. Sở cho thôi giữ chức Giám đốc Bệnh viện và phân công việc mới đối với "
    "ông Lê Văn Bảy.": {"Hà Thị An": ["Bí thư Huyện ủy"], "Lê Văn Bảy": ["Giám đốc Bệnh viện"]},
    "Ông Lê Văn Bảy chuyển về làm Phó Giám đốc Sở Nội vụ, ông Trần Tú làm Chánh Văn phòng.": {
        "Lê Văn Bảy": ["Phó Giám đốc Sở Nội vụ"],
        "Trần Tú": ["Chánh Văn phòng"],
    },
    "Tỉnh bầu ông Lê Văn Bảy làm Bí thư và ông Trần Tú làm Phó Bí thư.": {
        "Lê Văn Bảy": ["Bí thư"],
        "Trần Tú": ["Phó Bí thư"],
    },
    "Phó Đô đốc Hải quân Lê Văn Bảy, Tư lệnh Hải quân dự lễ.": {"Lê Văn Bảy": ["Tư lệnh Hải quân"]},
    "Bí thư T.Ư Đoàn Lê Văn Bảy dự lễ.": {"Lê Văn Bảy": ["Bí thư T.Ư Đoàn"]},
}


@pytest.mark.parametrize("text", READINGS)
def test_a_person_has_every_position_that_the_text_gives(text: str) -> None:
    assert positions(text) == READINGS[text]


@pytest.mark.parametrize(
    "text",
    [
        "Tin, ảnh: Ngô Thế Tấm",
        "Người dân thu hoạch cà phê. Ảnh: Trần Sỹ",
        "Nhà thơ Nguyễn Bính Hồng đọc thơ.",
        "Anh Lò Văn Páo, nông dân xã Mường Lát, trồng 2 ha ngô.",
        "Lễ hội tổ chức trên đường Nguyễn Huệ, thành phố Hồ Chí Minh.",
        "Học sinh Trường THPT Lê Lợi đạt giải nhất.",
        "Hiệu trưởng Trường THPT Lê Hồng Phong cho biết trường có 900 học sinh.",
        "Phó Giám đốc Bệnh viện Nguyễn Tri Phương nhận hoa.",
        "Giám đốc các sở và chủ tịch UBND các huyện báo cáo.",
        "Chủ tịch UBND huyện Lý Sơn kiểm tra bến cảng.",
        "Theo quyết định của Chủ tịch UBND xã, ông Lê Văn Tám phải nộp phạt.",
        "Tốc độ tăng trưởng Nguyễn Văn Linh đạt 7%.",
        "Chủ tịch Bamboo Airways nói hãng đã có lãi.",
        "Với Vinatex, Bộ trưởng đánh giá cao những nỗ lực.",
    ],
)
def test_nobody_without_a_name_and_a_position_is_an_official(text: str) -> None:
    assert positions(text) == {}


def test_nguyen_cuu_quyen_are_flags_and_no_words_of_the_position() -> None:
    [former, acting] = read("cựu vụ trưởng Lê Huy Anh; quyền Giám đốc Sở Y tế Trần Bá Lộc")
    assert [(p.text, p.former, p.acting) for p in former.positions] == [("vụ trưởng", True, False)]
    assert [(p.text, p.former, p.acting) for p in acting.positions] == [("Giám đốc Sở Y tế", False, True)]


@pytest.mark.parametrize(
    ("text", "honorific"),
    [
        ("đồng chí Lê Văn Tám, Bí thư Huyện ủy", "đồng chí"),
        ("đồng chí Thiếu tướng Lê Văn Tám, Giám đốc Công an tỉnh", "Thiếu tướng"),
        ("PGS.TS Lê Văn Tám - hiệu trưởng Trường ĐH Y", "PGS.TS"),
        ("Bí thư Huyện ủy Lê Văn Tám", None),
        ("Bí thư Huyện ủy Lê Văn Tám phát biểu. Ông Tám nói.", "Ông"),
    ],
)
def test_the_honorific_is_that_of_any_mention(text: str, honorific: str | None) -> None:
    assert [official.honorific for official in read(text)] == [honorific]


def test_a_shortened_position_adds_nothing_to_the_full_one() -> None:
    text = (
        "Thứ trưởng Hà Văn Mạnh dự. Thứ trưởng Bộ Công an Hà Văn Mạnh nói. "
        "Hà Văn Mạnh, PCT Hội Cờ. Phó Chủ tịch Hội Cờ Hà Văn Mạnh."
    )
    assert positions(text) == {"Hà Văn Mạnh": ["Thứ trưởng Bộ Công an", "PCT Hội Cờ"]}


def test_the_deputy_s_post_is_another_post() -> None:
    text = "Phó Bí thư Tỉnh ủy Hà Văn Mạnh được bầu làm Bí thư Tỉnh ủy."
    assert positions(text) == {"Hà Văn Mạnh": ["Phó Bí thư Tỉnh ủy", "Bí thư Tỉnh ủy"]}


def test_short_mentions_join_where_one_person_alone_has_the_name() -> None:
    text = "Ông Đỗ Quốc Thịnh, Giám đốc Sở Y tế, báo cáo. Ông Thịnh nói thuốc đã đủ. Bà Hoa không nói."
    [official] = read(text)
    assert [text[m.start : m.end] for m in official.mentions] == ["Đỗ Quốc Thịnh", "Thịnh"]


def test_short_mentions_in_doubt_are_left_apart() -> None:
    text = "Ông Đỗ Quốc Thịnh, Giám đốc Sở Y tế và ông Lê Gia Thịnh, Phó Giám đốc dự. Ông Thịnh phát biểu."
    assert [len(official.mentions) for official in read(text)] == [1, 1]


def test_names_in_a_headline_of_capitals_are_mentions() -> None:
    text = "ĐỖ QUỐC THỊNH THĂM BỆNH VIỆN\n\nGiám đốc Sở Y tế Đỗ Quốc Thịnh đến thăm."
    [official] = read(text)
    assert [text[m.start : m.end] for m in official.mentions] == ["ĐỖ QUỐC THỊNH", "Đỗ Quốc Thịnh"]


def test_actions_are_the_verbs_whose_subject_the_person_is() -> None:
    text = (
        "Phát biểu kết luận, Bí thư Tỉnh ủy Đỗ Quốc Thịnh đánh giá cao kết quả. "
        "Ông Thịnh cũng đã chủ trì và kết luận hội nghị, các sở trình bày báo cáo."
    )
    [official] = read(text)
    assert [action.verb for action in official.actions] == [
        "Phát biểu kết luận",
        "đánh giá cao",
        "chủ trì",
        "kết luận",
    ]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        (
            "Cùng dự hội nghị có các đồng chí: Lê Văn Bảy, Bí thư Huyện ủy; Hà Thị An, Chủ tịch HĐND huyện.",
            {"Lê Văn Bảy": ["dự"], "Hà Thị An": ["dự"]},
        ),
        (
            "Ông Lê Văn Bảy, Giám đốc Sở Y tế và bà Hà Thị An, Giám đốc Sở Nội vụ chủ trì hội nghị.",
            {"Lê Văn Bảy": ["chủ trì"], "Hà Thị An": ["chủ trì"]},
        ),
        (
            "Ông Lê Văn Bảy, Giám đốc Sở Y tế nghỉ hưu. Bà Hà Thị An, Giám đốc Sở Nội vụ chủ trì hội nghị.",
            {"Lê Văn Bảy": [], "Hà Thị An": ["chủ trì"]},
        ),
        ("Dự hội nghị, tỉnh trao quà cho bà Hà Thị An, Giám đốc Sở Nội vụ.", {"Hà Thị An": []}),
    ],
)
def test_persons_of_a_list_do_what_is_told_of_all_of_them(text: str, actions: dict[str, list[str]]) -> None:
    found = {official.name: [action.verb for action in official.actions] for official in read(text)}
    assert found == actions


def test_an_abbreviation_ends_a_sentence_where_one_begins_behind_it() -> None:
    text = (
        "Ông Nguyễn Bá Thịnh làm Chủ tịch HĐND TP. Ông Trần Văn Khôi làm Chủ tịch UBND TP. "
        "Bà Lê Thị Hạnh, Phó Chủ tịch UBND TP. Bà Rịa, dự họp."
    )
    assert [(o.honorific, [p.text for p in o.positions]) for o in read(text)] == [
        ("Ông", ["Chủ tịch HĐND TP."]),
        ("Ông", ["Chủ tịch UBND TP."]),
        ("Bà", ["Phó Chủ tịch UBND TP. Bà Rịa"]),
    ]


def test_the_record_tells_its_sentence_rule_and_evidence() -> None:
    text = "Hội nghị bế mạc. Ông Đỗ Quốc Thịnh, Giám đốc Sở Y tế, phát biểu."
    [(official, trace)] = find_officials(parse_article(text, VOCABULARY), VOCABULARY)
    assert text[official.sentence.start : official.sentence.end] == text[17:]
    assert official.rule == "official:name-comma-title"
    assert official.id == ""
    words = {text[e.start : e.end] for e in trace.evidence}
    assert {"Đỗ Quốc Thịnh", "Ông", "Giám đốc Sở Y tế", "phát biểu"} <= words


def test_ten_thousand_officials_in_one_sentence_take_seconds() -> None:
    text = ", ".join(f"ông Lê Văn B{i}a - Giám đốc Sở Y tế" for i in range(10_000))
    begin = time.perf_counter()
    read(text)
    assert time.perf_counter() - begin < 10


WORDS = [
    "ông",
    "đồng chí",
    "Phó",
    "Chủ tịch",
    "UBND",
    "tỉnh",
    "Nguyễn",
    "Văn",
    "An",
    "nguyên",
    "Sở",
    "Y tế",
    "và",
]
MARKS = [
    ", ",
    " - ",
    "(",
    ")",
    "; ",
    ". ",
    "\n",
    ": ",
    "TS. ",
    "K’",
    " là ",
    " của ",
    " phát biểu ",
    "\u0301",
    "5 ",
]
PIECES = st.sampled_from([f"{word} " for word in WORDS] + MARKS)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join)))
def test_offsets_hold_on_any_text(text: str) -> None:
    for official, trace in find_officials(parse_article(text, VOCABULARY), VOCABULARY):
        assert text[official.start : official.end] == official.text == official.name != ""
        assert official.sentence.start <= official.start <= official.end <= official.sentence.end
        assert official.positions
        assert all(position.text in text and position.text for position in official.positions)
        assert all(text[action.start : action.end] == action.verb for action in official.actions)
        assert (official.start, official.end) in [(m.start, m.end) for m in official.mentions]
        assert all(0 <= e.start < e.end <= len(text) for e in trace.evidence)
        assert 0 <= official.confidence <= 1


def test_a_semicolon_begins_the_next_person_of_a_list() -> None:
    text = (
        "Dự có các đồng chí: Trần Khắc Dương, Phó Bí thư Tỉnh ủy; nguyên Phó Bí thư Tỉnh ủy Đoàn Minh Khôi."
    )
    people = [r for r in vnreport.extract(text).records if r.kind == "official"]
    assert [(p.name, [(q.text, q.former) for q in p.positions]) for p in people] == [
        ("Trần Khắc Dương", [("Phó Bí thư Tỉnh ủy", False)]),
        ("Đoàn Minh Khôi", [("Phó Bí thư Tỉnh ủy", True)]),
    ]


def test_a_name_may_hold_the_word_for_a_post_and_a_dash_before_a_post_is_none_of_it() -> None:
    text = (
        "Phó Bí thư Tỉnh ủy Đinh Công Sứ chủ trì. "
        "Dự có các đồng chí: Hà Sơn Nhin-nguyên Bí thư Tỉnh ủy; Lê Đức-Giám đốc Bệnh viện Nhi đồng 1."
    )
    people = [r for r in vnreport.extract(text).records if r.kind == "official"]
    assert [(p.name, [(q.text, q.former) for q in p.positions]) for p in people] == [
        ("Đinh Công Sứ", [("Phó Bí thư Tỉnh ủy", False)]),
        ("Hà Sơn Nhin", [("Bí thư Tỉnh ủy", True)]),
        ("Lê Đức", [("Giám đốc Bệnh viện Nhi đồng 1", False)]),
    ]


def test_officials_without_names_behind_a_semicolon_are_nobody_s_posts() -> None:
    text = (
        "Dự họp có ông Lê Văn Bảy – Phó Ban Thi đua tỉnh Đắk Nông; "
        "chủ tịch, phó chủ tịch các huyện cùng về dự."
    )
    (official,) = [r for r in vnreport.extract(text).records if isinstance(r, vnreport.Official)]
    assert [position.text for position in official.positions] == ["Phó Ban Thi đua tỉnh Đắk Nông"]


@pytest.mark.parametrize(
    ("text", "name", "position"),
    [
        (
            "Cục trưởng Cục Thuế Bình Thuận Ông Phạm Quốc Bảo trình bày báo cáo.",
            "Phạm Quốc Bảo",
            "Cục trưởng Cục Thuế Bình Thuận",
        ),
        (
            "Bà Nguyễn Thị Mai, Trưởng Đoàn Đại biểu Quốc hội khóa XV tỉnh Lai Châu, phát biểu.",
            "Nguyễn Thị Mai",
            "Trưởng Đoàn Đại biểu Quốc hội khóa XV tỉnh Lai Châu",
        ),
    ],
)
def test_a_capital_honorific_begins_a_person_and_a_term_stands_within_a_body(
    text: str, name: str, position: str
) -> None:
    (record,) = vnreport.extract(text).records
    assert isinstance(record, vnreport.Official)
    assert (record.name, [held.text for held in record.positions]) == (name, [position])
