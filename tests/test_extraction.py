"""The measured records: grounded in the text, exact in their values, on any input."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnreport
from vnreport.document import Comparison, Document, Figure, Official, Percentage, Ranking

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
CORPUS = sorted((Path(__file__).parent.parent.parent / "shared" / "corpus").glob("*.txt"))

# Pieces of reports, so that random texts reach the readers behind the scanner.
PIECES = st.sampled_from(
    [
        "Thu ngân sách", "ước đạt", "54.341", "tỉ đồng", ",", "vượt", "52,8%", "dự toán", "và", "tăng",
        "25,9%", "so với cùng kỳ", ".", "Năm 2024", "đứng thứ 3", "cả nước", "(", ")", "-0,13%", "24/26",
        "chỉ tiêu", "từ", "5 đến 7%", "gấp đôi", "lần lượt", ";", "cao nhất", "đồng chí",
        "Nguyễn Văn An", "Bí thư Tỉnh ủy", "\n", "hai mươi tư", "xã", "một phần ba", "về", "lượng",
        "năm", "triệu", "rưỡi", "−5", "$", "1.234.567", "ngày 28/11",
    ]
)  # fmt: skip


def assert_grounded(text: str, document: Document) -> None:
    """Every offset of every record lies in the text, and its surface is what stands there."""
    assert document.source.chars == len(text)
    ids = [record.id for record in document.records]
    assert len(set(ids)) == len(ids)
    assert [r.start for r in document.records] == sorted(r.start for r in document.records)
    for record in document.records:
        assert 0 <= record.start < record.end <= len(text)
        assert text[record.start : record.end] == record.text
        assert record.sentence.start <= record.start
        assert record.end <= record.sentence.end
        assert 0 < record.confidence <= 1
        assert record.rule
        if isinstance(record, Official):
            for span in (*record.mentions, *record.actions):
                assert 0 <= span.start < span.end <= len(text)
            assert record.positions
            continue
        phrase = record.indicator
        if phrase is not None:
            assert text[phrase.start : phrase.end] == phrase.text
        if isinstance(record, Ranking):
            assert record.rank >= 1
            if record.scope is not None:
                assert text[record.scope.start : record.scope.end] == record.scope.text
        elif isinstance(record, Figure | Percentage):
            assert (record.value is None) == (record.low is not None) == (record.high is not None)
        for value in (getattr(record, key, None) for key in ("value", "low", "high", "of")):
            assert (
                value is None or isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
            )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_records_are_grounded_on_any_text(text: str) -> None:
    document = vnreport.extract(text)
    assert_grounded(vnreport.normalise(text), document)


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_records_are_grounded_on_shuffled_reports(text: str) -> None:
    assert_grounded(vnreport.normalise(text), vnreport.extract(text))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_records_of_samples_are_grounded(path: Path) -> None:
    text = vnreport.normalise(path.read_text(encoding="utf-8"))
    assert_grounded(text, vnreport.extract(text))


@pytest.mark.skipif(not CORPUS, reason="the archive of articles is not beside this checkout")
def test_records_of_the_archive_are_grounded() -> None:
    for path in CORPUS:
        text = vnreport.normalise(path.read_text(encoding="utf-8"))
        assert_grounded(text, vnreport.extract(text))


def only(text: str, kind: type) -> list:  # type: ignore[type-arg]
    """The records of one kind."""
    return [record for record in vnreport.extract(text).records if isinstance(record, kind)]


def measured(text: str) -> list[Figure | Percentage | Comparison]:
    return [r for r in vnreport.extract(text).records if isinstance(r, Figure | Percentage | Comparison)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Thu ngân sách ước đạt 54.341 tỉ đồng.", "54341000000000", "VND"),
        ("Sản lượng lương thực đạt 1,56 triệu tấn.", "1560000", "tấn"),
        ("Doanh thu đạt 1 tỷ 200 triệu đồng.", "1200000000", "VND"),
        ("Mỗi hộ được hỗ trợ 2 triệu rưỡi đồng.", "2500000", "VND"),
        ("Lợi nhuận đạt VND4,927 billion.", "4927000000000", "VND"),
        ("Có hai mươi tư xã đạt chuẩn.", "24", "xã"),
        ("Nhà trường có một trăm linh năm học sinh.", "105", "học sinh"),
        ("Chi bộ có 5 đồng chí.", "5", "đồng chí"),
        ("Bố trí gần 30 tỷ để sửa chữa.", "30000000000", "VND"),
        ("Năng suất lúa đạt 65,2 tạ/ha.", "65.2", "tạ/ha"),
        ("Tặng 500 nghìn đồng/người.", "500000", "VND/người"),
        ("Thu 412 tỷ đồng tiền sử dụng đất.", "412000000000", "VND"),
        ("Thời gian lưu trú bình quân là 2,1 ngày.", "2.1", "ngày"),
        ("Cả nước có 6 tỷ phú.", "6", "tỷ phú"),
        ("Chỉ số VN-Index chạm mốc 502,13 điểm.", "502.13", "điểm"),
        ("Cả nước có gần 64 .000 doanh nghiệp.", "64000", "doanh nghiệp"),
        ("Hội chợ đón tới 18 000 lượt khách.", "18000", "lượt khách"),
        ("Vốn điều lệ đạt 54 341 200 đồng.", "54341200", "VND"),
        ("Sản lượng đạt 12 345,6 tấn.", "12345.6", "tấn"),
        ("Trong tháng 4 290 xã đạt chuẩn.", "290", "xã"),
        ("Doanh thu quý 1 234 tỷ đồng.", "234000000000", "VND"),
        ("Từ ngày 1/5 120 hộ được vay vốn.", "120", "hộ"),
        ("Doanh thu 1 234 tỷ đồng.", "1234000000000", "VND"),
        ("Kinh phí thực hiện: 1 234 567 đồng.", "1234567", "VND"),
        ("Giải ngân hết vốn năm nay (2 345,6 tỷ đồng).", "2345600000000", "VND"),
        ("Thu ngân sách 12 345 tỷ đồng.", "12345000000000", "VND"),
        ("Tổng số 1 234 hộ đã di dời.", "1234", "hộ"),
    ],
)
def test_a_number_is_read_in_full_with_its_unit(text: str, value: str, unit: str) -> None:
    (figure,) = only(text, Figure)
    assert (str(figure.value), figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Xăng RON 95 215 đồng/lít.",
        "Xã Tân Phú 120 145 hộ.",
        "Tại quận 5 120 hộ thoát nghèo.",
        "1 234 hộ thoát nghèo.",
        "Lỗ lũy kế: -1 234 tỷ đồng.",
        "Bảng tổng hợp 1 234 567 890 hộ.",
    ],
)
def test_of_digits_in_groups_that_may_be_one_number_or_two_none_is_read(text: str) -> None:
    assert measured(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 28/11, hội nghị được tổ chức.",
        "Thực hiện Nghị quyết số 17-NQ/TU của Tỉnh ủy.",
        "Đại hội Đảng bộ tỉnh lần thứ XIX thành công.",
        "Kỳ họp thứ 7, HĐND tỉnh khóa IX bế mạc.",
        "Nâng cấp Quốc lộ 1A đoạn qua huyện.",
        "Phòng, chống dịch COVID-19 trên địa bàn.",
        "Bà cụ 95 tuổi vẫn khỏe mạnh.",
        "Liên hệ đường dây nóng 0912345678 để biết thêm.",
        "Đây là một trong những dự án lớn của tỉnh.",
        "Lắp đặt trạm phát sóng 5G tại xã.",
        "Nhiệm kỳ 2020-2025 đã đi qua nửa chặng đường.",
        "Giai đoạn 1 của dự án đã hoàn thành.",
        "Hàng chục nghìn người dự lễ.",
        "Ủng hộ vào tài khoản 0651101092004 Ngân hàng Quân đội.",
    ],
)
def test_what_measures_nothing_is_no_record(text: str) -> None:
    assert vnreport.extract(text).records == ()


@pytest.mark.parametrize(
    ("text", "relation", "baseline", "ratio"),
    [
        ("Sản lượng đạt 1,56 triệu tấn, bằng 101,9% KH.", "at", "plan", "1.019"),
        ("Thu ngân sách đạt 54.341 tỉ đồng, vượt 52,8% dự toán.", "above", "plan", "1.528"),
        ("Chỉ số sản xuất công nghiệp giảm 5% so với cùng kỳ.", "below", "same_period", "0.95"),
        ("Thu nội địa đạt 75,3% kế hoạch.", "at", "plan", "0.753"),
        ("Xuất siêu gấp 2,5 lần cùng kỳ.", "at", "same_period", "2.5"),
        ("Doanh thu tăng 2 lần so với cùng kỳ.", "above", "same_period", None),
        ("Thu ngân sách tăng 1.200 tỉ đồng so với cùng kỳ.", "above", "same_period", None),
        ("Tốc độ tăng trưởng ước đạt 11,72%, vượt KH.", "above", "plan", None),
        ("Giá vàng thế giới thấp hơn giá trong nước 2 triệu đồng/lượng.", "below", "other", None),
        ("So với tháng trước, chỉ số giá tiêu dùng tăng 0,3%.", "above", "previous_period", "1.003"),
        ("Giá sắn tăng 5% so với mức giá 216 USD/tấn của cùng kỳ.", "above", "same_period", "1.05"),
    ],
)
def test_a_comparison_knows_relation_baseline_and_ratio(
    text: str, relation: str, baseline: str, ratio: str | None
) -> None:
    (comparison,) = only(text, Comparison)
    assert (comparison.relation, comparison.baseline.kind) == (relation, baseline)
    assert (None if comparison.ratio is None else str(comparison.ratio)) == ratio


def test_a_level_after_a_change_is_no_comparison() -> None:
    records = only("Tỷ lệ hộ nghèo giảm từ 26,96% năm 2010 xuống còn 4,76% năm 2024.", Percentage)
    assert [(str(r.value), r.period.value) for r in records] == [("26.96", "2010"), ("4.76", "2024")]


def test_a_change_without_baseline_shares_the_one_of_its_list() -> None:
    text = (
        "Du lịch đón 15,3 triệu lượt khách, tăng 22,5% so với cùng kỳ, tổng thu đạt 33.815 tỉ đồng, tăng 38%."
    )
    first, second = only(text, Comparison)
    assert (first.baseline.kind, first.baseline.inferred) == ("same_period", False)
    assert (second.baseline.kind, second.baseline.inferred) == ("same_period", True)
    assert second.confidence < first.confidence


def test_ambiguous_separators_follow_the_document_and_lower_confidence() -> None:
    (plain,) = only("Thu 3.350 tấn.", Figure)
    (english,) = only("Revenue: thu 3.350 tấn. Doanh thu đạt 12,345,678 USD và 1,234.5 USD.", Figure)[:1]
    assert (plain.value, english.value) == (Decimal(3350), Decimal("3.35"))
    (sure,) = only("Sản lượng 3.350 tấn, tăng 5,25%.", Figure)
    assert plain.confidence < sure.confidence


def test_ranks_carry_their_field() -> None:
    ranks = only(
        "Thu ngân sách đạt 54.341 tỉ đồng, đứng đầu các tỉnh Bắc Trung Bộ và đứng thứ 8 cả nước.", Ranking
    )
    assert [(r.rank, r.scope.text) for r in ranks] == [(1, "các tỉnh Bắc Trung Bộ"), (8, "cả nước")]
    assert {r.indicator.code for r in ranks} == {ranks[0].indicator.code}


def test_an_abbreviation_that_the_article_defines_is_read_as_its_long_form() -> None:
    text = (
        "Chỉ tiêu kế hoạch (CTKH) được giao từ đầu năm.\n"
        "Thu ngân sách đạt 500 tỷ đồng, bằng 102% CTKH. Có 8 TCH vững mạnh trong các tổ chức hội (TCH)."
    )
    (comparison,) = only(text, Comparison)
    assert (comparison.baseline.kind, comparison.baseline.text) == ("plan", "CTKH")
    assert [(str(f.value), f.unit) for f in only(text, Figure)] == [("500000000000", "VND"), ("8", "TCH")]


def test_values_of_lan_luot_are_paired_with_their_subjects() -> None:
    text = (
        "Doanh thu và lợi nhuận lần lượt đạt 1.200 tỷ đồng và 150 tỷ đồng, "
        "tăng lần lượt 12% và 8% so với cùng kỳ."
    )
    pairs = [(r.text, r.indicator.text) for r in vnreport.extract(text).records]
    assert pairs == [
        ("1.200 tỷ đồng", "Doanh thu"),
        ("150 tỷ đồng", "lợi nhuận"),
        ("12%", "Doanh thu"),
        ("8%", "lợi nhuận"),
    ]


def test_changes_of_lan_luot_are_paired_with_their_baselines() -> None:
    text = "Huy động vốn tăng lần lượt 18,7% và 10,3% so với cùng kỳ năm trước và đầu năm nay."
    pairs = [(c.text, c.baseline and c.baseline.kind) for c in only(text, Comparison)]
    assert pairs == [("18,7%", "same_period"), ("10,3%", "earlier_time")]


def test_what_stands_behind_hon_is_what_a_value_is_compared_with() -> None:
    text = "Điểm chuẩn của trường là 38,25 điểm, cao hơn trường xếp sau 2,75 điểm."
    (comparison,) = only(text, Comparison)
    assert (comparison.text, comparison.relation) == ("2,75 điểm", "above")
    assert comparison.baseline
    assert (comparison.baseline.kind, comparison.baseline.text) == ("other", "trường xếp sau")


def test_a_count_within_a_subject_does_not_part_it() -> None:
    text = "Xuất khẩu của Việt Nam sang ba thị trường này đạt 4,11 tỷ USD."
    figures = {figure.text: figure.indicator for figure in only(text, Figure)}
    indicator = figures["4,11 tỷ USD"]
    assert indicator
    assert indicator.text == "Xuất khẩu của Việt Nam sang ba thị trường này"


def test_a_subject_may_end_in_a_list_of_places() -> None:
    text = "Tổng giá trị thương mại của Việt Nam với Mexico, Chile, Peru đạt 5,12 tỷ USD."
    (figure,) = only(text, Figure)
    assert figure.indicator
    assert figure.indicator.text == "Tổng giá trị thương mại của Việt Nam với Mexico, Chile, Peru"


def test_bare_counts_of_a_list_with_their_changes_are_figures() -> None:
    text = "Số doanh nghiệp mới: Đông Nam Bộ 20.694 (-1,9%), riêng TP.HCM 14.811; Tây Nguyên 1.310 (-25,9%)."
    assert [figure.text for figure in only(text, Figure)] == ["20.694", "14.811", "1.310"]


def test_a_rank_in_respect_of_something_is_its_rank() -> None:
    (ranking,) = only("Việt Nam đứng thứ 6 thế giới về xuất khẩu gạo.", Ranking)
    assert ranking.indicator
    assert ranking.indicator.text == "xuất khẩu gạo"


def test_a_plan_lists_its_values() -> None:
    text = (
        "Công ty thông qua kế hoạch kinh doanh năm 2022 với doanh thu 1.200 tỷ đồng và lợi nhuận 100 tỷ đồng."
    )
    assert [figure.status for figure in only(text, Figure)] == ["target", "target"]


def test_a_plan_lists_what_stands_behind_its_colon() -> None:
    text = "{} như sau: doanh thu đạt 46 tỷ đồng; lợi nhuận 3 tỷ đồng."
    for plan, status in (
        ("Các chỉ tiêu kế hoạch năm 2023 của nhà máy", "target"),
        ("Nghị quyết đề ra các chỉ tiêu chủ yếu", "target"),
        ("Kết quả thực hiện các chỉ tiêu kế hoạch", "actual"),
        ("Một số chỉ tiêu chủ yếu", "actual"),
        ("Kỳ họp thông qua Nghị quyết về nhiệm vụ cuối năm với 14 chỉ tiêu chủ yếu", "target"),
        ("Hội nghị công bố kết quả thực hiện nhiệm vụ đầu năm với 14 chỉ tiêu chủ yếu", "actual"),
    ):
        assert [r.status for r in measured(text.format(plan))][-2:] == [status, status]


def test_a_plans_value_and_how_it_changes_are_aimed_at() -> None:
    text = "Kế hoạch doanh thu và lợi nhuận lần lượt là 15 tỷ đồng và 2 tỷ đồng, giảm 4% so với năm 2023."
    assert [r.status for r in measured(text)] == ["target"] * 3
    text = "Sản lượng chè bằng 98% chỉ tiêu được giao là 60 tấn."
    assert [r.status for r in measured(text)] == ["actual", "target"]


def test_scale_and_unit_told_once_are_those_of_both_values() -> None:
    first, second = only("Hai bên góp 120 và 130 tỷ đồng.", Figure)[-2:]
    assert (first.value, first.unit) == (120_000_000_000, "VND")
    assert (second.value, second.unit) == (130_000_000_000, "VND")


def test_a_unit_told_behind_several_values_is_that_of_each() -> None:
    text = "Sản lượng lúa, ngô và khoai lần lượt là 1.300; 1.700 và 800 tấn."
    assert [(r.value, r.unit) for r in only(text, Figure)] == [(1300, "tấn"), (1700, "tấn"), (800, "tấn")]
    text = "Vốn của hai hãng lần lượt đạt 3, 4,5 và 7 triệu USD."
    assert [r.value for r in only(text, Figure)][-3:] == [3_000_000, 4_500_000, 7_000_000]
    text = "Giá của hai loại có mức tăng lần lượt 3,5; 4 và 6% so với cùng kỳ."
    found = only(text, Comparison)
    assert [(r.value, r.unit, r.baseline and r.baseline.kind) for r in found] == [
        (Decimal("3.5"), "%", "same_period"),
        (4, "%", "same_period"),
        (6, "%", "same_period"),
    ]


def test_what_a_thing_changes_by_is_no_subject_of_what_follows() -> None:
    text = "Giá tiêu xuất khẩu tăng 6,5% về giá, đạt 21.700 tấn."
    assert [(r.indicator and r.indicator.text) for r in measured(text)] == ["giá", "Giá tiêu xuất khẩu"]
    text = "Xuất khẩu điều tăng 7% về lượng, tăng 4% kim ngạch."
    assert [(r.indicator and r.indicator.text) for r in measured(text)] == ["lượng", "kim ngạch"]


def test_names_of_who_has_a_measured_thing_are_not_its_name() -> None:
    text = "Dư nợ tập trung tại Hòa Lộc (31%), AAB (9%). Dư nợ bất động sản tăng 3%, Hòa Lộc tăng 5%."
    found = [(r.indicator and r.indicator.text) for r in measured(text)]
    assert found[1:] == [found[0], "Dư nợ bất động sản", "Dư nợ bất động sản"]
    text = "Xuất khẩu thép tăng 3%, EPS đạt 2.400 đồng."
    assert [(r.indicator and r.indicator.text) for r in measured(text)] == ["Xuất khẩu thép", "EPS"]


def test_a_share_that_is_reached_is_of_what_was_told_before_it() -> None:
    text = "Huyện có 125.000 người tham gia bảo hiểm y tế, đạt 88% dân số, tăng 4% so với năm 2020."
    assert {(r.indicator and r.indicator.text) for r in measured(text)} == {"người tham gia bảo hiểm y tế"}


def test_what_a_few_things_are_is_not_their_name() -> None:
    text = (
        "Tỉnh có 2 mặt hàng chủ lực là gạo và cà phê; 5 xã được công nhận là xã kiểu mẫu; 8 đại biểu là nữ."
    )
    found = [(r.indicator and r.indicator.text) for r in only(text, Figure)]
    assert found == ["mặt hàng chủ lực", "xã được công nhận là xã kiểu mẫu", "đại biểu là nữ"]


@pytest.mark.parametrize("name", ["Giáo dục số", "Ngân hàng số", "Dịch vụ số"])
def test_a_measure_is_no_digital_thing(name: str) -> None:
    (record,) = measured(f"{name} (tăng 64%).")
    assert record.indicator is not None
    assert record.indicator.text == name
    (record,) = measured(f"{name} đạt 12 tỷ đồng.")
    assert record.indicator is not None
    assert record.indicator.text == name


def test_a_fall_that_says_which_measure_is_told_stays_in_its_name() -> None:
    (record,) = measured("Tỷ lệ sụt giảm đơn hàng là 14%.")
    assert record.indicator is not None
    assert record.indicator.text == "Tỷ lệ sụt giảm đơn hàng"


def test_several_things_are_named_by_all_their_parts() -> None:
    (record,) = measured("Các hồ sơ đất đai, hộ tịch và xây dựng đạt 76%.")
    assert record.indicator is not None
    assert record.indicator.text == "hồ sơ đất đai, hộ tịch và xây dựng"


@pytest.mark.parametrize("name", ["huyện Núi Thành", "huyện Châu Thành"])
def test_a_small_word_that_ends_a_name_is_a_part_of_it(name: str) -> None:
    (record,) = measured(f"Thu ngân sách {name} đạt 318,4 tỷ đồng.")
    assert record.indicator is not None
    assert record.indicator.text == f"Thu ngân sách {name}"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Vốn tăng từ 5,1 lên 7 tỷ đồng.", [5_100_000_000, 7_000_000_000]),
        ("Giá tăng từ khoảng 40 lên gần 52 nghìn đồng/kg.", [40_000, 52_000]),
        ("Giá tăng từ 45.000 lên 52 nghìn đồng.", [45_000, 52_000]),
        ("Số vụ giảm từ 1.250 xuống còn 980 vụ.", [1250, 980]),
        ("Giá tăng 30% (từ 40 đến 52 nghìn đồng/kg).", [30, 40_000, 52_000]),
    ],
)
def test_what_a_value_moved_from_has_scale_and_unit_of_what_it_moved_to(text: str, values: list[int]) -> None:
    found = measured(text)
    assert [r.value for r in found] == values
    assert found[-2].unit == found[-1].unit


def test_the_baseline_of_the_change_behind_it_is_not_that_of_a_level() -> None:
    level, change = measured("Tỷ lệ giải quyết đạt 84,3%, so với cùng kỳ tăng gần 6%.")
    assert isinstance(level, Percentage)
    assert isinstance(change, Comparison)
    assert change.baseline is not None


def test_points_stand_before_thousands_beside_points_before_decimals() -> None:
    text = "Có 3.200 hộ nghèo (-4.05%), 5.640 hộ cận nghèo (-2.15%)."
    assert [r.value for r in measured(text)] == [3200, Decimal("4.05"), 5640, Decimal("2.15")]


def test_a_measure_named_in_front_goes_before_who_reports_it() -> None:
    text = "Về doanh thu, Tập đoàn Hòa Lộc đạt hơn 34 tỷ đồng, tăng 19%."
    assert [r.indicator and r.indicator.text for r in measured(text)] == ["doanh thu"] * 2


def test_no_prices_are_what_rises_without_them() -> None:
    text = "Quý I/2024, tổng mức bán lẻ tăng 7,4%, nếu loại trừ yếu tố giá tăng 4,6%."
    assert [r.indicator and r.indicator.text for r in measured(text)] == ["tổng mức bán lẻ"] * 2


def test_a_list_of_things_without_a_head_is_the_subject_of_its_verb() -> None:
    text = "Năm 2023, dệt may đạt 9 triệu USD; cơ khí, bình ắc quy, sắt thép đạt 7 triệu USD."
    named = [r.indicator and r.indicator.text for r in measured(text)]
    assert named == ["dệt may", "cơ khí, bình ắc quy, sắt thép"]


def test_an_amount_of_the_same_is_of_what_was_told() -> None:
    text = "Bội chi ở mức 5,1% GDP (tương ứng 210 nghìn tỷ đồng)."
    assert [r.indicator and r.indicator.text for r in measured(text)] == ["Bội chi"] * 2


def test_a_loss_told_in_words_is_below_nothing() -> None:
    (figure,) = only("Lãi ròng của nhà máy âm hơn 50 tỷ đồng.", Figure)
    assert (figure.text, figure.value, figure.approx) == ("âm hơn 50 tỷ đồng", -50_000_000_000, "over")


def test_a_recurrence_yields_to_a_time_that_is_named() -> None:
    (figure,) = only("Năm 2018, chi phí bán hàng quý III đạt 5 tỷ đồng.", Figure)
    assert (figure.indicator and figure.indicator.text, figure.period and figure.period.value) == (
        "chi phí bán hàng",
        "2018-Q3",
    )


def test_what_is_told_apart_is_not_the_period_of_the_article() -> None:
    text = (
        "Hơn 9.000 vụ tai nạn giao thông trong chín tháng\n\n"
        "Năm 2019, cả nước xảy ra 9.571 vụ. Chỉ tính riêng trong tháng 9, xảy ra 1.200 vụ."
    )
    periods = {figure.text: figure.period and figure.period.value for figure in only(text, Figure)}
    assert periods["1.200 vụ"] == "2019-09"


def test_the_same_change_in_brackets_behind_what_is_counted() -> None:
    text = "So với cùng kỳ, tăng 7 người chết (7,4%)."
    assert [change.text for change in only(text, Comparison)] == ["7 người", "7,4%"]


def test_brackets_that_begin_with_the_plan_tell_it_of_what_stands_before_them() -> None:
    text = "Tổng thu ngân sách đạt 75 tỷ đồng (KH giao 66,5 tỷ đồng), tăng 12% (KH tăng 8 - 9%)."
    told = [(r.text, r.indicator and r.indicator.text, r.status) for r in measured(text)]
    assert told == [
        ("75 tỷ đồng", "Tổng thu ngân sách", "actual"),
        ("66,5 tỷ đồng", "Tổng thu ngân sách", "target"),
        ("12%", "Tổng thu ngân sách", "actual"),
        ("8 - 9%", "Tổng thu ngân sách", "target"),
    ]


def test_how_far_a_plan_is_met_is_no_plan_though_its_brackets_tell_one() -> None:
    text = "Tổng thu ngân sách đạt 75 tỷ đồng (KH 70 tỷ đồng, đạt 107% KH)."
    assert [r.status for r in measured(text)] == ["actual", "target", "actual"]


@pytest.mark.parametrize(
    "text",
    [
        "Thu nội địa đạt 649 tỷ đồng, bằng 59% dự toán năm; thu từ dầu thô đạt 37 tỷ đồng, bằng 105%.",
        "Thu nội địa đạt 649 tỷ đồng (đạt 59% dự toán năm); thu từ dầu thô 37 tỷ đồng (105%).",
    ],
)
def test_a_share_in_a_list_is_of_the_plan_that_the_list_began_with(text: str) -> None:
    told, left_out = only(text, Comparison)
    assert told.baseline
    assert left_out.baseline
    assert (told.baseline.kind, told.baseline.inferred) == ("plan", False)
    assert (left_out.baseline.kind, left_out.baseline.inferred) == ("plan", True)
    assert left_out.confidence < told.confidence


def test_a_share_of_something_else_ends_the_plan_of_a_list() -> None:
    text = (
        "Thu nội địa đạt 649 tỷ đồng, bằng 59% dự toán; nợ công đạt 90 tỷ đồng, bằng 60% GDP; "
        "thu từ dầu thô đạt 37 tỷ đồng, bằng 105%."
    )
    assert [c.baseline and c.baseline.kind for c in only(text, Comparison)] == ["plan", "other", None]


def test_the_year_of_prices_is_no_period() -> None:
    text = "Năm 2024, GRDP (theo giá so sánh năm 2010) đạt 23 tỷ đồng, tăng 7% so với năm 2023."
    assert {r.period and r.period.value for r in measured(text)} == {"2024"}


def test_the_number_of_an_item_does_not_hide_its_name() -> None:
    (figure,) = only("(2) Tổng thu ngân sách nhà nước thực hiện 75 tỷ đồng.", Figure)
    assert figure.indicator
    assert figure.indicator.text == "Tổng thu ngân sách nhà nước"


def test_more_than_the_whole_is_a_share_of_a_plan_left_out() -> None:
    text = "Toàn tỉnh giải quyết việc làm cho 21,4 nghìn lao động, đạt gần 143%."
    (share,) = only(text, Comparison)
    assert share.baseline
    assert (share.baseline.kind, share.baseline.inferred) == ("plan", True)


def test_what_brackets_tell_is_no_subject_of_the_next_sentence() -> None:
    text = "Tổng thu đạt 75 tỷ đồng (thu nội địa 60 tỷ đồng). So với cùng kỳ tăng 12%."
    (change,) = only(text, Comparison)
    assert change.indicator
    assert change.indicator.text == "Tổng thu"


@pytest.mark.parametrize(
    ("text", "anchor", "indicator"),
    [
        ("Công ty hoàn thành 45% kế hoạch lợi nhuận năm.", "45%", "lợi nhuận năm"),
        ("Năm nay toàn thành phố giải ngân 9.874 tỷ đồng.", "9.874 tỷ đồng", "giải ngân"),
        ("Tổng nợ xấu của 27 ngân hàng là 231 tỷ đồng.", "27 ngân hàng", "ngân hàng"),
        ("Tổng nợ xấu của 27 ngân hàng là 231 tỷ đồng.", "231 tỷ đồng", "Tổng nợ xấu của 27 ngân hàng"),
        ("Thu ngân sách của chi cục có trên 75% hàng gia công.", "75%", "hàng gia công"),
        ("Dư nợ ngắn hạn 46 tỷ đồng, chiếm 42% tổng dư nợ.", "42%", "Dư nợ ngắn hạn"),
        ("Hãng góp 13% tổng lượng máy và tạo ra 34% doanh thu toàn ngành.", "34%", "doanh thu toàn ngành"),
        ("Nợ quá hạn 4 tỷ đồng, chiếm 0,2% tổng dư nợ, giảm 14%.", "14%", "Nợ quá hạn"),
        ("Tổng dư nợ đạt 640 tỷ đồng với 8.500 khách hàng, tăng 32 tỷ đồng.", "32 tỷ đồng", "Tổng dư nợ"),
        ("Thị trường Mỹ dẫn đầu với kim ngạch 680 triệu USD.", "dẫn đầu", "kim ngạch"),
        ("Dẫn đầu thị trường là Công ty Hải Long, với doanh thu 320 tỷ đồng.", "Dẫn đầu", "doanh thu"),
        ("Dệt may là nhóm hàng có kim ngạch lớn nhất.", "lớn nhất", "kim ngạch"),
        ("Giá điện tăng 5% tác động làm CPI tăng 0,1 điểm phần trăm.", "0,1 điểm phần trăm", "CPI"),
        ("VHM tăng gần hết biên độ lên 98.000 đồng.", "98.000 đồng", "VHM"),
        ("Máy tính, sản phẩm điện tử đạt 4,4 tỷ USD.", "4,4 tỷ USD", "Máy tính, sản phẩm điện tử"),
        ("Sản lượng khai thác, nuôi trồng tôm đạt 51 tấn.", "51 tấn", "Sản lượng khai thác, nuôi trồng tôm"),
        ("Nợ xấu vẫn chưa xử lý xong, có xu hướng lên 3,2%.", "3,2%", "Nợ xấu"),
        ("Bội chi chưa giảm như mong muốn, còn ở mức 4,5%.", "4,5%", "Bội chi"),
        ("Lượng hàng giảm nhưng GDP của vùng tăng 5%.", "5%", "GDP của vùng"),
        ("Rau đạt 9 ha, cây có hạt chứa dầu đạt 274 ha.", "274 ha", "cây có hạt chứa dầu"),
        ("Hươu thịt 400.000 đồng/kg thịt hơi.", "400.000 đồng/kg", "Hươu thịt"),
        ("Chất lượng tín dụng: Nợ xấu 360 tỷ đồng, chiếm 1,46%.", "1,46%", "Nợ xấu"),
        ("Mục tiêu đề ra vào cuối năm là 95%.", "95%", "Mục tiêu"),
        ("Mức học phí thấp nhất là 30 triệu đồng.", "30 triệu đồng", "Mức học phí"),
        ("Cả nước tiêu thụ 10.705 xe du lịch (giảm 36%).", "36%", "xe du lịch"),
        ("Hãng có tốc độ tăng trưởng bình quân 14,6%.", "14,6%", "tốc độ tăng trưởng"),
        ("Thu từ dầu thô đạt 45 tỷ đồng; từ xuất nhập khẩu đạt 9 tỷ đồng.", "9 tỷ đồng", "từ xuất nhập khẩu"),
        ("Về thu ngân sách, tỉnh vượt 5% so với dự toán.", "5%", "thu ngân sách"),
        ("Lượng khách ước đạt 8,6 triệu lượt, phấn đấu đạt 9 triệu lượt.", "9 triệu lượt", "Lượng khách"),
        ("Số thí sinh đạt từ 15,5 điểm trở lên là 272 lượt.", "272 lượt", "Số thí sinh"),
        ("Giá lúa còn thấp. Chúng tôi cắt giảm 40% nhân sự.", "40%", "nhân sự"),
        ("Ước tính đến hết tháng 6/2018, sắt thép đạt 2,5 tỷ USD.", "2,5 tỷ USD", "sắt thép"),
        ("Tăng trưởng ghi nhận ở cả Mexico (8,6%) và Chile (0,7%).", "0,7%", "Tăng trưởng"),
        ("Cổ phiếu QCG đã tăng giá 537% so với năm trước.", "537%", "Cổ phiếu QCG"),
        ("Việt Nam xuất 4 triệu tấn gạo, trị giá 2 tỷ USD.", "2 tỷ USD", "trị giá"),
        ("Tỉnh làm xong công trình hoàn thành 9 km đường gom.", "9 km", "đường gom"),
        ("Dự án A hơn 457 tỷ đồng, khu dân cư Lô 4: 148 tỷ đồng.", "148 tỷ đồng", "khu dân cư Lô 4"),
        (
            "Mức đầu tư: Lô 4: 148 tỷ đồng, chung cư Hoàng Gia II bên sông Hậu: 9 tỷ đồng.",
            "9 tỷ đồng",
            "chung cư Hoàng Gia II bên sông Hậu",
        ),
        ("Tỉnh chưa hoàn thành kế hoạch thu ngân sách.", "chưa hoàn thành kế hoạch", "thu ngân sách"),
        ("Có hai lý do: Đây là cây cầu dài nhất tỉnh.", "dài nhất", "cây cầu"),
        (
            "Chi phí của hãng An Hòa là 26 tỷ đồng, của hãng Bảo Minh là 12 tỷ đồng.",
            "12 tỷ đồng",
            "của hãng Bảo Minh",
        ),
        ("Số thu của huyện chưa đạt dự toán thu ngân sách.", "chưa đạt dự toán", "Số thu của huyện"),
        ("Ông Nam nói: “Thuế nhập khẩu giảm xuống 0%”.", "0%", "Thuế nhập khẩu"),
        ("Tỉnh phải cố gắng để đạt 85% so với dự toán thu ngân sách.", "85%", "thu ngân sách"),
        ("Tập thể đoàn kết, hoàn thành 100% các nội dung công việc.", "100%", "các nội dung công việc"),
        ("Ngân hàng hạ lãi suất cho gần 485 nghìn khách hàng.", "485 nghìn khách hàng", "khách hàng"),
        ("Đối với khu đất 32 ha Phước Kiển, tỉnh đã thu hồi.", "32 ha", "khu đất"),
        ("Tỉnh có kho chứa 9 triệu tấn LNG.", "9 triệu tấn", "LNG"),
        ("Ba Lan dẫn đầu khối, dành 4,1% GDP cho quốc phòng.", "dẫn đầu", "Ba Lan"),
        ("Đơn vị giảm 0,5% trần lãi suất tiền gửi.", "0,5%", "trần lãi suất tiền gửi"),
        ("Đường đã xong. Trong đó, nhiều nhất ở quận Bình Tân với 224 hộ.", "nhiều nhất", "hộ"),
        (
            "Tổng tài sản tăng nhẹ, tiền và tương đương tiền đạt 9 tỷ đồng.",
            "9 tỷ đồng",
            "tiền và tương đương tiền",
        ),
        ("Mức phạt là 5 triệu đồng đối với hộ và 9 triệu đồng đối với công ty.", "9 triệu đồng", "Mức phạt"),
        ("Mức phạt là 5 triệu đồng, đối với công ty là 9 triệu đồng.", "9 triệu đồng", "Mức phạt"),
        ("Thu có thuế (chiếm 25% tổng thu) đạt 9 tỷ đồng.", "9 tỷ đồng", "Thu có thuế"),
        (
            "Bến dài 900 m (chiếm 25% cả nước), khả năng thông qua 9 triệu tấn.",
            "9 triệu tấn",
            "khả năng thông qua",
        ),
        ("Nhiều mặt hàng giảm như sơn nước giảm 7,7%.", "7,7%", "sơn nước"),
        ("Dư nợ ngành dịch vụ chiếm tỷ trọng lớn (63%).", "63%", "Dư nợ ngành dịch vụ"),
        ("Cầu có độ dài 477 m – nối đôi bờ sông.", "477 m", "độ dài"),
        (
            "Doanh thu bất động sản, bao gồm phần thu nhập tài chính, đạt 16 tỷ đồng.",
            "16 tỷ đồng",
            "Doanh thu bất động sản",
        ),
        (
            "Kim ngạch xuất khẩu sang Nhật Bản, thị trường lớn nhất, đạt 5 tỷ USD.",
            "5 tỷ USD",
            "Kim ngạch xuất khẩu sang Nhật Bản",
        ),
        ("Năm nay, doanh thu thấp hơn mức 6 tỷ đồng của năm 2015.", "6 tỷ đồng", "doanh thu"),
    ],
)
def test_the_indicator_is_what_the_grammar_makes_it(text: str, anchor: str, indicator: str) -> None:
    (found,) = [r for r in vnreport.extract(text).records if r.text == anchor and not isinstance(r, Official)]
    assert found.indicator
    assert found.indicator.text == indicator


def test_a_value_that_is_left_for_another_one_is_no_change() -> None:
    text = "Hãng tăng giá vé từ 70.000 đồng lên 110.000 đồng."
    assert [(f.text, f.indicator and f.indicator.text) for f in only(text, Figure)] == [
        ("70.000 đồng", "giá vé"),
        ("110.000 đồng", "giá vé"),
    ]


def test_the_year_before_right_behind_a_change_is_its_baseline() -> None:
    text = "Doanh thu năm 2018 đạt 38 tỷ đồng, giảm 12% năm 2017."
    (change,) = only(text, Comparison)
    assert change.baseline
    assert (change.baseline.text, change.period and change.period.value) == ("năm 2017", "2018")


def test_three_months_are_the_quarter_in_a_report_on_it() -> None:
    text = "Kết quả quý I năm 2024. Ba tháng đầu năm, hãng lãi 12 tỷ đồng."
    (figure,) = only(text, Figure)
    assert figure.period
    assert figure.period.value == "2024-Q1"


def test_a_place_is_the_field_of_a_superlative() -> None:
    (rank,) = only("Sản lượng của nhà máy lớn nhất Trung Quốc, đạt 5 triệu tấn.", Ranking)
    assert rank.scope
    assert rank.scope.text == "Trung Quốc"


def _statuses(text: str) -> list[tuple[str | None, str | None]]:
    measured = [r for r in vnreport.extract(text).records if isinstance(r, Figure | Percentage | Comparison)]
    return [(r.status, r.period and r.period.value) for r in measured]


def test_what_is_listed_behind_the_aims_of_a_term_is_aimed_at() -> None:
    text = (
        "Đại hội thông qua các chỉ tiêu nhiệm kỳ 2020-2025.\n"
        "1. Sản lượng lúa 9.000 tấn.\n2. Hộ nghèo dưới 1%.\nNăm 2019, huyện trồng 12 ha rừng."
    )
    aim = ("target", "2020-01-01/P6Y")
    assert _statuses(text) == [aim, aim, ("actual", "2019")]


def test_aims_listed_behind_a_colon_are_aimed_at() -> None:
    text = "Huyện bàn Nghị quyết nhiệm kỳ 2020-2025. Một số chỉ tiêu như: hộ nghèo giảm 4%, trồng 12 ha rừng."
    assert _statuses(text) == [("target", "2020-01-01/P6Y")] * 2


def test_what_is_told_of_the_aims_of_a_term_is_no_aim() -> None:
    text = "Kết quả thực hiện các chỉ tiêu nhiệm kỳ 2020-2025.\nSản lượng lúa 9.000 tấn."
    assert [status for status, _ in _statuses(text)] == ["actual"]


def test_what_is_so_now_is_of_the_articles_day() -> None:
    text = "Ngày 17/10/2024, huyện họp. Quý I, huyện trồng 12 ha rừng. Toàn huyện hiện có 1.250 ha rừng."
    assert [period for _, period in _statuses(text)] == ["2024-Q1", "2024-10-17"]


def test_a_month_just_begun_is_of_no_sum() -> None:
    for day, months in ((7, 9), (17, 10)):
        text = f"Ngày {day}/10/2024, huyện họp. Từ đầu năm đến nay, huyện trồng 12 ha rừng."
        assert [period for _, period in _statuses(text)] == [f"2024-01-01/P{months}M"]


def _periods(text: str) -> list[str | None]:
    return [period for _, period in _statuses(text)]


def test_the_time_of_a_remark_is_of_no_value_outside_it() -> None:
    text = "Quý I/2016, GRDP tăng 8% so với cùng kỳ (quý I/2015 tăng 7,9%), trong đó công nghiệp tăng 11%."
    assert _periods(text) == ["2016-Q1", "2015-Q1", "2016-Q1"]
    text = "Năm 2023, thu nội địa đạt 82% kế hoạch (năm 2022 đạt 79%), tăng 3%."
    assert _periods(text) == ["2023", "2022", "2023"]


def test_how_far_a_plan_is_met_is_told_of_the_sum() -> None:
    text = (
        "Báo cáo 9 tháng năm 2024.\nTháng 9, xã trồng 5 ha rừng. Thu nội địa đạt 800 tỷ, bằng 81% kế hoạch."
    )
    assert _periods(text) == ["2024-09", "2024-01-01/P9M", "2024-01-01/P9M"]


def test_a_heading_in_brackets_tells_the_period() -> None:
    text = "Tổng quan huyện.\nI. Kết quả thực hiện các chỉ tiêu (năm 2016)\n1. Thu nội địa đạt 75 tỷ đồng."
    assert _periods(text) == ["2016"]


def test_what_is_estimated_of_a_list_is_so_of_each_member() -> None:
    text = "Đến tháng 10/2024, tỉnh ước thu hoạch 12.848 ha lúa, 143 tấn ngô, 16 tấn rau."
    assert [status for status, _ in _statuses(text)] == ["estimate"] * 3


def test_what_is_aimed_at_is_of_no_year_that_is_over() -> None:
    text = "Ngày 23/4/2021, đại hội họp. Năm 2020, lãi đạt 12 tỷ đồng.\nHội đồng đặt mục tiêu lãi 15 tỷ đồng."
    assert _periods(text) == ["2020", "2021"]


def test_the_term_that_is_over_is_the_one_before_the_term_that_begins() -> None:
    text = (
        "Ngày 24/7/2025, Đảng bộ phường họp Đại hội nhiệm kỳ 2025-2030 với 118 đại biểu.\n"
        "Nhiệm kỳ qua, phường kết nạp 61 đảng viên. Tổng vốn đầu tư đạt 587 tỷ đồng.\n"
        "Đại hội thông qua 18 chỉ tiêu nhiệm kỳ 2025-2030. Trong đó, phấn đấu kết nạp 90 đảng viên."
    )
    over, ahead = "2020-01-01/P6Y", "2025-01-01/P6Y"
    assert _periods(text) == ["2025-07-24", over, over, over, ahead]


def test_the_day_of_an_event_comes_before_the_stamp_of_the_page() -> None:
    text = "Hội làng\n07/06/2019 08:13\nChiều ngày 06/6/2019, xã tổ chức hội làng.\nCó 50 đại biểu dự hội."
    assert _periods(text) == ["2019-06-06"]


def test_a_worded_comparison_has_the_time_of_its_sentence() -> None:
    text = "Ngày 5/6/2024, huyện họp. Năm 2023, các khoản thu đều vượt dự toán."
    assert _periods(text) == ["2023"]


def _compared(text: str) -> list[tuple[str, str | None, str | None]]:
    """Of each comparison its words, relation and kind of baseline; "?" marks one that is inferred."""
    return [
        (r.text, r.relation, r.baseline and r.baseline.kind + "?" * r.baseline.inferred)
        for r in vnreport.extract(text).records
        if isinstance(r, Comparison)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thu ngân sách tăng 8.300 tỷ đồng, tương đương 0,8% so với dự toán.",
            [("8.300 tỷ đồng", "above", "plan?"), ("0,8%", "above", "plan")],
        ),
        ("Có 320/411 xã đạt chuẩn, tương đương 77,86%.", []),
        (
            "Công ty tăng 33% về doanh thu và gấp 2,6 lần lợi nhuận so với cùng kỳ.",
            [("33%", "above", "same_period?"), ("2,6 lần", "at", "same_period")],
        ),
        (
            "Dầu thô vượt 16 tỷ đồng, nội địa hụt 15 tỷ đồng so với dự toán.",
            [("16 tỷ đồng", "above", "plan?"), ("15 tỷ đồng", "below", "plan")],
        ),
        ("Tốc độ tăng GRDP đạt 8,6%, cao hơn mức tăng 8,4% của cùng kỳ.", []),
        (
            "Xảy ra 426 vụ (so với cùng kỳ, giảm 70 vụ, giảm 44 người chết).",
            [("70 vụ", "below", "same_period"), ("44 người", "below", "same_period")],
        ),
        (
            "Diện tích ngô bằng 99% so với cùng kỳ; diện tích lạc 5.000 ha, bằng 98%.",
            [("99%", "at", "same_period"), ("98%", "at", "same_period?")],
        ),
    ],
)
def test_comparisons_stand_for_one_another(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert _compared(text) == expected


def test_a_value_in_brackets_behind_a_baseline_is_of_that() -> None:
    text = (
        "Nửa đầu năm 2021, thu đạt 72 tỷ đồng, tăng 31% so với cùng kỳ năm 2020 (đạt 55 tỷ đồng). "
        "Trong đó, thuế 9 tỷ đồng."
    )
    assert _periods(text) == ["2021-S1", "2021-S1", "2020-S1", "2021-S1"]


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Trường có thứ hạng 1.059 thế giới.", ["thứ hạng 1.059"]),
        ("Hãng A dẫn đầu doanh thu phí.", ["dẫn đầu"]),
        ("Tỉnh thuộc nhóm 10 địa phương dẫn đầu cả nước.", []),
        ("Số vụ nhiều nhất là huyện A với 17 vụ, ít nhất với 2 vụ là huyện B.", ["nhiều nhất", "ít nhất"]),
        ("Mỗi xã phải có ít nhất là 2 sản phẩm.", []),
        ("Ngành tăng 30 bậc so với bảng xếp hạng năm trước.", []),
    ],
)
def test_ranks_are_told_of_one_thing(text: str, ranks: list[str]) -> None:
    assert [r.text for r in vnreport.extract(text).records if isinstance(r, Ranking)] == ranks


def test_a_time_right_behind_a_value_comes_before_one_far_ahead_of_it() -> None:
    text = (
        "Tại hội nghị tổng kết năm 2020 của ngành, bộ trưởng mong toàn ngành phấn đấu đạt 44 tỷ USD năm 2021."
    )
    assert _periods(text) == ["2021"]


def test_what_is_reported_where_tasks_are_told_is_of_the_time_before() -> None:
    text = "Tại hội nghị triển khai nhiệm vụ 6 tháng cuối năm 2023, sản lượng đạt 4 tỷ đồng, tăng 13%."
    assert _periods(text) == ["2023-S1", "2023-S1"]


def test_a_change_against_a_year_is_of_the_months_told() -> None:
    text = "Quý I/2021, công ty bán 40 căn.\nGiá bán tăng 7% so với năm ngoái."
    assert _periods(text) == ["2021-Q1", "2021-Q1"]


def test_an_abbreviation_within_a_counted_noun_keeps_its_capitals() -> None:
    (figure,) = only("Toàn tỉnh có 38 trường THPT.", Figure)
    assert figure.unit == "trường THPT"


def test_a_part_that_leaves_out_the_head_of_the_one_before_has_its_code() -> None:
    text = "Thu từ dầu thô đạt 16 tỷ đồng, thu nội địa đạt 15 tỷ đồng; từ xuất nhập khẩu đạt 25 tỷ đồng."
    codes = [figure.indicator.code for figure in only(text, Figure) if figure.indicator]
    assert codes == ["BUDGET_REVENUE_CRUDE_OIL", "BUDGET_REVENUE_DOMESTIC", "BUDGET_REVENUE_CUSTOMS"]


def test_capitals_of_a_headline_make_no_area_of_what_is_no_name() -> None:
    (figure,) = only("BẢO HIỂM XÃ HỘI YÊN LẬP CHI TRẢ 300 TỶ ĐỒNG", Figure)
    assert figure.place is None
    (figure,) = only("Hà Nội họp. HUYỆN YÊN LẬP CHI TRẢ 300 TỶ ĐỒNG", Figure)
    assert figure.place
    assert figure.place.text == "HUYỆN YÊN LẬP"


def test_shares_listed_under_a_plan_that_was_exceeded_are_of_that_plan() -> None:
    text = (
        "Sáu đơn vị vượt dự toán, gồm: Phòng Nghiệp vụ đạt 164%; Chi cục Kỳ Sơn 153%; tỷ lệ che phủ đạt 40%."
    )
    found = [(c.text, c.relation, c.baseline and c.baseline.kind) for c in only(text, Comparison)]
    assert ("164%", "at", "plan") in found
    assert ("153%", "at", "plan") in found


def test_a_change_told_again_as_a_multiple_is_a_change() -> None:
    text = "Lượng hồ tiêu tăng 798% (gần 8 lần) so với cùng kỳ."
    assert [(c.text, c.relation) for c in only(text, Comparison)] == [("798%", "above"), ("8 lần", "above")]


def test_all_that_fall_are_counted() -> None:
    assert [figure.text for figure in only("Tai nạn giao thông giảm cả 3 tiêu chí.", Figure)] == [
        "3 tiêu chí"
    ]


def test_a_change_told_again_may_have_its_time_behind_it() -> None:
    text = "Cổ phiếu tăng giá thêm 700 đồng tương ứng 2,45% trong phiên hôm nay."
    assert [(c.text, c.relation) for c in only(text, Comparison)] == [
        ("700 đồng", "above"),
        ("2,45%", "above"),
    ]


def test_an_abbreviation_means_what_the_article_says() -> None:
    text = "Thống kê về khách hàng (KH) vay. Giá xe mà KH nam chọn là 34 triệu đồng. 60% KH vay là nam."
    (figure,) = only(text, Figure)
    assert figure.status == "actual"
    assert only(text, Comparison) == []
    assert [c.baseline.kind for c in only("Thu nội địa đạt 60% KH.", Comparison)] == ["plan"]


def test_a_word_before_gap_says_how_near_the_multiple_is() -> None:
    (change,) = only("Thu tiền đất tăng gần gấp hai lần so với dự toán.", Comparison)
    assert (change.text, change.approx) == ("hai lần", "under")


def test_an_approach_road_leads_in_nothing_and_no_speaker_is_measured() -> None:
    assert only("Cầu có đường dẫn đầu cầu dài 285 m.", Ranking) == []
    (change,) = only("Phó Thống đốc cho biết, đến nay đã tăng 6,1%.", Comparison)
    assert change.indicator is None


def test_only_round_numbers_are_the_base_of_a_rate() -> None:
    assert [f.unit for f in only("Vụ án có 44 lãnh đạo/46 công chức.", Figure)] == ["lãnh đạo", "công chức"]
    assert [f.unit for f in only("Tỷ lệ là 29 giường bệnh/10.000 dân.", Figure)] == ["giường bệnh/10.000 dân"]
    assert [p.unit for p in only("Nợ xấu chiếm 1,4%/tổng dư nợ.", Percentage)] == ["%"]


def test_what_leads_is_told_behind_la() -> None:
    assert [r.rank for r in only("Trong đó, dẫn đầu là Công ty Hải Long.", Ranking)] == [1]


def test_the_rise_that_is_left_is_a_change() -> None:
    (change,) = only("Quý 4 mức giảm chỉ còn 0,3% so với cùng kỳ.", Comparison)
    assert (change.relation, change.baseline.kind) == ("below", "same_period")


def test_an_extent_compared_with_nothing_is_a_figure() -> None:
    (figure,) = only("Khu đất rộng hơn 5.000 m2 nằm bên sông.", Figure)
    assert (figure.text, figure.approx) == ("5.000 m2", "over")
    assert only("Mặt cầu rộng hơn 2 m so với thiết kế.", Figure) == []


def test_the_level_that_is_higher_is_no_change() -> None:
    (figure,) = only("Lượng khách cũng tăng cao với khoảng 13 nghìn lượt.", Figure)
    assert figure.text == "13 nghìn lượt"
    (change,) = only("Lượng khách tăng mạnh với mức 13%.", Comparison)
    assert change.relation == "above"


def test_changes_that_lan_luot_leads_share_their_noun_and_baseline() -> None:
    text = "Đài Loan tăng mạnh, với mức tăng trưởng về trị giá lần lượt là 27% và 11,7% so với cùng kỳ."
    assert [(c.text, c.relation, c.baseline.kind) for c in only(text, Comparison)] == [
        ("27%", "above", "same_period"),
        ("11,7%", "above", "same_period"),
    ]


def test_what_a_line_names_before_it_tells_anything_is_what_it_tells_of() -> None:
    text = "Sản lượng lúa đạt 68 nghìn tấn.\n\n- Cam sành: toàn huyện có 2.340 ha, xã A tăng 12 ha."
    measured = [r for r in vnreport.extract(text).records if isinstance(r, Figure | Comparison)]
    assert [r.indicator and r.indicator.text for r in measured[:2]] == ["Sản lượng lúa", "Cam sành"]


def test_what_a_sentence_told_of_before_its_first_value_is_what_that_is_of() -> None:
    text = "Sản lượng lúa đạt 68 nghìn tấn. Thu ngân sách liên tục tăng; lũy kế 5 năm ước đạt 9 tỷ đồng."
    (_, told) = (r for r in vnreport.extract(text).records if isinstance(r, Figure))
    assert told.indicator is not None
    assert told.indicator.text == "Thu ngân sách"


def test_a_number_behind_a_length_of_time_is_no_name_of_a_year() -> None:
    (record,) = vnreport.extract("Mỗi lò gốm nung một tháng 4-5 mẻ.").records
    assert isinstance(record, vnreport.Figure)
    assert (record.text, record.low, record.high) == ("4-5 mẻ", 4, 5)


def test_the_far_end_of_a_range_may_be_about_or_under_a_value() -> None:
    (figure,) = only("Chi phí ban đầu từ 400 tỷ đến khoảng 2.000 tỷ đồng.", Figure)
    assert (figure.text, figure.low, figure.high) == (
        "400 tỷ đến khoảng 2.000 tỷ đồng",
        400_000_000_000,
        2_000_000_000_000,
    )
    (figure,) = only("Mức hỗ trợ từ 50 triệu đồng đến dưới 300 triệu đồng.", Figure)
    assert figure.text == "50 triệu đồng đến dưới 300 triệu đồng"


def test_a_rate_among_changes_is_a_level() -> None:
    (level,) = only("Tín dụng tăng 10,5%, tỷ lệ nợ xấu dưới 1%.", Percentage)
    assert (level.text, level.approx) == ("1%", "under")


def test_an_amount_in_another_one_is_a_rate() -> None:
    (figure,) = only("Nước giải khát có hàm lượng đường trên 5g/100ml bị đánh thuế.", Figure)
    assert (figure.text, figure.unit) == ("5g/100ml", "g/100ml")
    (part,) = only("Đã thu mua 50 tấn/100 tấn lúa.", Figure)
    assert (part.value, part.of, part.unit) == (50, 100, "tấn")


def test_each_area_of_a_list_has_its_own_share() -> None:
    text = "Nguồn nhập chủ yếu từ các nước: Trung Quốc (chiếm 56%), Kuwait (chiếm 14%), Thái Lan (chiếm 9%)."
    told = [share.indicator and share.indicator.text for share in only(text, Percentage)]
    assert told == ["Trung Quốc", "Kuwait", "Thái Lan"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dẫn đầu về vốn đăng ký là Hải Dương với 1,4 tỷ USD; tiếp theo là Nam Định với 0,6 tỷ USD.",
            "vốn đăng ký",
        ),
        ("Hải Dương đứng thứ ba về FDI với 1,4 tỷ USD.", "FDI"),
        ("Tỷ lệ tham gia đạt 81,5% dân số, thấp hơn 2,5%.", "Tỷ lệ tham gia"),
        ("Giá điện được Bộ Công Thương điều chỉnh tăng 45 đồng/kWh.", "Giá điện"),
        ("Công suất chế biến các mặt hàng như mực khô, cá viên… đạt 18 tấn/ngày.", "Công suất chế biến"),
        ("Lượng chè khô tăng 9% nhưng trị giá giảm 4%, đạt 1.200 tấn.", "Lượng chè khô"),
    ],
)
def test_the_last_value_is_of_what_leads_is_set_or_was_told(text: str, expected: str) -> None:
    indicator = measured(text)[-1].indicator
    assert indicator is not None
    assert indicator.text.startswith(expected)


def test_the_parts_of_a_count_in_brackets_have_its_unit() -> None:
    text = "Gió lốc làm tốc mái 96 ngôi nhà (Hà Quảng 51, Hòa An 30 và Trùng Khánh 15)."
    assert [(f.value, f.unit) for f in only(text, Figure)] == [
        (96, "ngôi nhà"), (51, "ngôi nhà"), (30, "ngôi nhà"), (15, "ngôi nhà"),
    ]  # fmt: skip
    among = "Trại có 640 con, trong đó bò sữa 400, bò thịt 150, dê 90."
    assert [(f.value, f.unit) for f in only(among, Figure)][1:] == [(400, "con"), (150, "con"), (90, "con")]
    names = "Tỉnh mở 12 cụm công nghiệp (Tân Phú 1, Tân Phú 2), trùng tu 3 đình (Đình Thượng 4, Đình Hạ 5)."
    assert [f.value for f in only(names, Figure)] == [12, 3]


def test_the_scores_and_ranks_of_places_are_of_the_index_told_before() -> None:
    text = (
        "Giữa tháng 4/2021, VCCI công bố chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2020. Hòa Lộc đạt "
        "65,2 điểm, xếp thứ 17/63. An Lạc (61,4 điểm, hạng 40) tụt hạng. Trong PCI 2019, Hòa Lộc đạt 64 điểm."
    )
    told = {r.text: r for r in vnreport.extract(text).records if not isinstance(r, Official)}
    index = "chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"
    assert [(r.indicator and r.indicator.text, r.period and r.period.value) for r in told.values()] == [
        (index, "2020"),
        (index, "2020"),
        (index, "2020"),
        (index, "2020"),
        ("PCI", "2019"),
    ]
    assert told["65,2 điểm"].indicator.code == "PCI"


def test_what_has_a_name_of_its_own_is_of_no_index_told_before() -> None:
    text = "Chỉ số PCI năm 2020 đã được công bố. Chỉ số tính minh bạch đạt 6,2 điểm. Hòa Lộc bán 5 tấn gạo."
    told = {r.text: r.indicator and r.indicator.text for r in vnreport.extract(text).records}
    assert told == {"6,2 điểm": "Chỉ số tính minh bạch", "5 tấn": "gạo"}


def test_a_code_is_that_of_an_indicator_that_is_told_in_the_units_of_the_value() -> None:
    text = (
        "Thu ngân sách đạt 500 tỷ đồng, tăng 5%. Hòa Lộc chiếm 30% tổng thu ngân sách. Tỷ lệ giải ngân vốn "
        "đầu tư công đạt 47%. Giải ngân vốn đầu tư công đạt 62 tỷ đồng."
    )
    codes = {r.text: r.indicator and r.indicator.code for r in vnreport.extract(text).records}
    assert codes == {
        "500 tỷ đồng": "BUDGET_REVENUE",
        "5%": "BUDGET_REVENUE",
        "30%": None,
        "47%": "PUBLIC_INVESTMENT_DISBURSEMENT_RATE",
        "62 tỷ đồng": "PUBLIC_INVESTMENT_DISBURSED",
    }
