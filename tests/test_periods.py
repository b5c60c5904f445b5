"""Values have the period that a reader gives them, through sentences, paragraphs and whole articles."""

from __future__ import annotations

import pytest

import vnreport
from vnreport.document import Comparison

_LEDE = "Hội nghị của sở diễn ra sôi nổi.\n\n"


def _told(text: str) -> dict[str, tuple[str | None, str | None]]:
    """By the words of each value its period and its status."""
    told: dict[str, tuple[str | None, str | None]] = {}
    for record in vnreport.extract(text).records:
        if isinstance(record, vnreport.Figure | vnreport.Percentage | vnreport.Comparison):
            told[record.text] = record.period and record.period.value, record.status
    return told


def _periods(text: str) -> dict[str, str | None]:
    return {words: period for words, (period, _) in _told(text).items()}


def test_a_day_by_which_something_is_built_is_of_no_value_behind_it() -> None:
    text = (
        "Năm 2024, nhà máy có công suất 5 triệu tấn/năm, dự kiến hoàn thành vào năm 2026, dùng 12 ha đất. "
        "Sau khi hoàn thành vào năm 2026 sẽ bổ sung 1,4 tỷ m3 khí."
    )
    assert _periods(text) == {"5 triệu tấn/năm": "2024", "12 ha": "2024", "1,4 tỷ m3": "2026"}


def test_what_is_so_every_year_or_was_in_years_past_has_no_time_told_before() -> None:
    assert _periods("Năm 2020, huyện thu 5 tỷ đồng. Hằng năm, huyện trồng 20 ha chè.")["20 ha"] is None
    assert _periods("Năm 2020, huyện thu 5 tỷ đồng. Huyện trồng chè 20 ha mỗi năm.")["20 ha"] is None
    assert _periods("Năm 2020, huyện thu 5 tỷ đồng. Trước đây, ngô chỉ đạt 6 tấn/ha.")["6 tấn/ha"] is None
    told = _periods("Giai đoạn 2021-2025, huyện thu 5 tỷ đồng. Mỗi năm, huyện trồng 20 ha chè.")
    assert told["20 ha"] == "2021-01-01/P5Y"
    told = _periods("Năm 2020, hộ nghèo còn 4,7%, bình quân mỗi năm giảm 2,2%; hộ cận nghèo còn 9%.")
    assert told["9%"] == "2020"


def test_a_remark_in_brackets_tells_no_time_of_what_stands_outside_it() -> None:
    text = (
        "Nhiệm kỳ 2020-2025, xã đạt nhiều kết quả. Cụ thể, thu nhập tăng 5%; tỷ lệ che phủ rừng đạt 60% "
        "(tăng 12% so với năm 2020); xã kết nạp 69 đảng viên."
    )
    assert set(_periods(text).values()) == {"2020-01-01/P6Y"}
    text = (
        "Trong 8 tháng năm 2023, tỷ lệ hao hụt là 2% (thấp hơn mức giai đoạn 2016-2020 là 3%), "
        "thấp hơn các huyện bạn (Tân Lập 4%)."
    )
    assert _periods(text)["4%"] == "2023-01-01/P8M"


def test_what_is_counted_up_to_a_day_is_there_on_it() -> None:
    text = "Lũy kế đến ngày 15/8/2022, toàn vùng có 412 dự án còn hiệu lực, tổng thu đạt 30 tỷ đồng."
    assert _periods(text) == {"412 dự án": "2022-08-15", "30 tỷ đồng": "2022-01-01/P227D"}


def test_what_was_reached_by_the_end_of_a_year_is_no_aim() -> None:
    text = "Tính đến hết năm 2018, toàn tỉnh có 1.250 giáo viên, tăng 5% so với năm 2016."
    assert [status for _, status in _told(text).values()] == ["actual", "actual"]


def test_what_an_earlier_year_reached_is_no_estimate_in_brackets() -> None:
    text = "Năm 2024, tỉnh ước đón 31 nghìn lượt khách (năm 2023 là 22 nghìn lượt)."
    assert [status for _, status in _told(text).values()] == ["estimate", "actual"]


def test_a_time_told_past_the_lede_fades_behind_sentences_without_a_value() -> None:
    silent = "Bà con vui mừng. Ai cũng mong mùa sau được giá. "
    text = _LEDE + "Năm 2023, xã trồng 40 ha chè. {}Mỗi nhà chè cần 6 lao động. {}Giá bán tăng 8%."
    assert _periods(text.format("", "")) == {"40 ha": "2023", "6 lao động": "2023", "8%": "2023"}
    assert _periods(text.format(silent, ""))["6 lao động"] is None
    assert _periods(text.format("", silent))["8%"] == "2023"
    assert _periods(text.format(silent, "").removeprefix(_LEDE))["6 lao động"] == "2023"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Quý I/2024, GRDP tăng 6,8%, thấp hơn cùng kỳ năm 2023 tăng 7,4%.",
            {"6,8%": "2024-Q1", "7,4%": "2023-Q1"},
        ),
        ("Năm 2024, tỷ lệ vi phạm là 1,3%, giảm so với năm 2023 (2,5%).", {"1,3%": "2024", "2,5%": "2023"}),
        (
            "Năm 2024, số chuyến bay tăng gấp đôi so với năm 2023 (chỉ khai thác được 45%).",
            {"tăng gấp đôi": "2024", "45%": "2023"},
        ),
        (
            "Quý I/2024, thu phí tăng 3,4%, chỉ bằng một nửa mức tăng cùng kỳ năm trước (7,1%).",
            {"3,4%": "2024-Q1", "một nửa": "2024-Q1", "7,1%": "2023-Q1"},
        ),
        (
            "Tính đến tháng 8/2024, tỷ lệ nợ xấu tăng so với mức 1,6% của cuối năm 2023.",
            {"1,6%": "2023"},
        ),
        (
            "Năm 2024, giá sắn tăng 5% so với mức giá 216 USD/tấn của năm trước.",
            {"5%": "2024", "216 USD/tấn": "2023"},
        ),
    ],
)
def test_what_is_compared_with_has_a_time_of_its_own(text: str, expected: dict[str, str]) -> None:
    assert _periods(text) == expected


def test_a_year_that_is_only_planned_for_is_no_period_of_the_article() -> None:
    text = (
        "Rau quả có tồn dư hóa chất\n\nTỷ lệ mẫu vi phạm là 3,2%, giảm so với năm 2023 (8,6%). "
        "Trong bốn tháng gần đây (từ tháng 7 đến tháng 10/2024) không có mẫu nào vi phạm.\n\n"
        "Năm 2025, ban điều phối sẽ mở thêm chuỗi cung ứng."
    )
    assert _periods(text) == {"3,2%": None, "8,6%": "2023"}


def test_a_period_that_is_told_far_behind_does_not_hold_before_it() -> None:
    first = "Công ty mua 50 triệu cổ phiếu của đối tác. " + "Thương vụ diễn ra nhanh gọn. " * 6
    text = f"Thương vụ lớn\n\n{first}\n\nQuý III/2024, doanh thu đạt 120 tỷ đồng. Lãi đạt 12 tỷ đồng."
    assert _periods(text) == {
        "50 triệu cổ phiếu": None,
        "120 tỷ đồng": "2024-Q3",
        "12 tỷ đồng": "2024-Q3",
    }


def test_a_part_of_the_articles_year_holds_for_its_paragraph() -> None:
    text = (
        "Thu ngân sách năm 2024\n\nNgày 28/12/2024, sở họp.\n\nQuý I/2024, thu nội địa đạt 120 tỷ đồng. "
        "Thu hải quan đạt 12 tỷ đồng.\n\n"
        "Tổng kim ngạch xuất khẩu đạt 43 triệu USD."
    )
    assert _periods(text)["12 tỷ đồng"] == "2024-Q1"
    assert _periods(text)["43 triệu USD"] == "2024"


def test_a_time_told_in_passing_lasts_for_some_sentences_of_a_long_paragraph() -> None:
    text = (
        "Cổ phiếu tăng giá trong năm 2024\n\nNăm 2023, công ty lãi 15 tỷ đồng. Doanh thu đạt 150 tỷ đồng. "
        + "Ban lãnh đạo rất hài lòng. " * 4
        + "Gia đình ông đang giữ 39 triệu cổ phiếu."
    )
    assert _periods(text)["150 tỷ đồng"] == "2023"
    assert _periods(text)["39 triệu cổ phiếu"] == "2024"


def test_brackets_that_say_which_days_were_meant_tell_the_period_of_the_article() -> None:
    text = (
        "Cảng nhộn nhịp dịp năm mới\n\nTrong 3 ngày nghỉ lễ (từ ngày 1-3/1/2025), cảng đón 12 tàu.\n\n"
        "Hải quan làm thủ tục cho 55 tờ khai."
    )
    assert _periods(text) == {"12 tàu": "2025-01-01/P3D", "55 tờ khai": "2025-01-01/P3D"}


def test_aims_are_of_the_plan_that_the_paragraph_before_was_about() -> None:
    text = (
        "Chiều 7/12/2024, hội đồng thông qua kế hoạch phát triển năm 2025.\n\n"
        "Nghị quyết có 23 chỉ tiêu chủ yếu, trong đó, GRDP tăng 7,5%; số trường đạt chuẩn tăng 85 trường."
    )
    told = _told(_LEDE + text)
    assert told["7,5%"] == ("2025", "target")
    assert told["85 trường"] == ("2025", "target")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # In January nobody tells what the third quarter of the year has brought.
        ("Ngày 12/1, sở tổng kết năm 2024. Quý 3/2024 chỉ số giảm 4,6%.", "2025-01-12"),
        # An order of February for the year is no result of it.
        ("Ngày 7/2, huyện họp. Năm 2024, huyện phải giảm số vụ tai nạn. Năm nay có 12 vụ.", "2024-02-07"),
        # The day up to which it is told lies behind the year that is over.
        (
            _LEDE * 6 + "Tính đến ngày 10/2, cổ phiếu còn 54.000 đồng. Năm 2023 công ty lãi 193 tỷ đồng, "
            "giảm 3,2% so với năm trước.",
            None,
        ),
    ],
)
def test_the_year_of_an_article_of_the_first_months(text: str, published: str | None) -> None:
    assert vnreport.extract(text).published == published


def test_the_day_up_to_which_it_is_told_is_of_the_year_behind_the_results() -> None:
    text = (
        _LEDE * 6 + "Tính đến ngày 10/2, cổ phiếu còn 54.000 đồng/cổ phiếu. Năm 2023, công ty đạt "
        "doanh thu 193 tỷ đồng, giảm 3,2% so với năm trước."
    )
    assert _periods(text)["54.000 đồng/cổ phiếu"] == "2024-02-10"
    assert _periods(text)["193 tỷ đồng"] == "2023"


def test_what_goes_on_to_this_day_is_of_the_articles_year() -> None:
    text = (
        "Vay mua xe tăng\n\nCông ty công bố số liệu về khách hàng từ đầu năm 2024 đến nay. "
        "Khách hàng nam chiếm 60%.\n\nNăm 2023, doanh số tăng 38% so với năm 2022. Năm 2023 công ty mở rộng."
    )
    assert _periods(text)["60%"] == "2024"


def test_the_year_that_has_gone_by_is_the_one_before_in_the_first_months() -> None:
    assert _periods("Ngày 7/2/2025, xã bàn việc. Trong năm qua, xã trồng 12 ha rừng.") == {"12 ha": "2024"}
    assert _periods("Ngày 7/11/2025, xã bàn việc. Trong năm qua, xã trồng 12 ha rừng.") == {"12 ha": "2025"}
    told = "Năm 2024, hãng lãi 5 tỷ đồng. Năm 2025, mục tiêu lãi 8 tỷ đồng. Năm qua, hãng nộp 2 tỷ đồng."
    assert _periods(told)["2 tỷ đồng"] == "2024"


def test_what_is_expected_is_of_the_year_just_told_ahead() -> None:
    text = (
        "Năm 2024, chi cục thu 3.300 tỷ đồng. Ngày 20/12/2024, chi cục họp. "
        "Trong năm 2025, chi cục sẽ thi đua. Trong đó, phấn đấu thu 3.355 tỷ đồng."
    )
    assert _told(_LEDE + text)["3.355 tỷ đồng"] == ("2025", "target")


def test_a_quarter_still_to_come_is_of_the_year_told_before() -> None:
    text = "Ngày 10/2/2025, công ty họp. Năm 2024, doanh thu đạt 193 tỷ đồng. Trong đó, quý 4 giảm 32%."
    assert _periods(text)["32%"] == "2024-Q4"


def test_what_was_so_in_the_same_period_is_no_estimate() -> None:
    text = "Năm 2024, kim ngạch ước đạt 43 tỷ USD, tăng 3,1% so với năm 2023 (cùng kỳ tăng 10,7%)."
    assert _told(text)["10,7%"][1] == "actual"
    assert _told(text)["3,1%"][1] == "estimate"


def test_a_day_behind_tinh_den_is_no_fraction() -> None:
    assert _periods("Năm 2024, tính đến 25/10 đơn vị mới thu 5 tỷ đồng.") == {"5 tỷ đồng": "2024-10-25"}


def test_no_time_but_the_articles_own_goes_on_for_ever() -> None:
    talk = "Người dân rất phấn khởi.\n\n"
    text = "Quý 1/2024, xã trồng 12 ha rừng.\n\n" + talk * 2
    text += "Huyện trồng 15 ha chè.\n\n" + talk * 14 + "Nông dân nuôi 5 ha tôm."
    told = _periods(_LEDE * 6 + text)
    assert told["15 ha"] == "2024-Q1"
    assert told["5 ha"] is None
    told = _periods("Sở họp bàn việc năm 2024\n\nNgày 20/12/2024, sở họp.\n\n" + text)
    assert told["5 ha"] == "2024"


def test_the_day_behind_the_title_of_another_article_is_not_that_of_this_one() -> None:
    text = _LEDE + "Huyện trồng 15 ha chè.\n\nTin liên quan\n\nMùa chè mới (30/7/2024)"
    assert _periods(text) == {"15 ha": None}
    assert _periods(text.replace("Mùa chè mới (", "(Số liệu đến ngày ")) == {"15 ha": "2024-07-30"}


@pytest.mark.parametrize(
    "before",
    [
        "Ông Nam nhậm chức hồi tháng 8/2023, từ đó tới nay công ty đổi khác.",
        "Từ sau quý 2, các doanh nghiệp đã phục hồi khá tốt.",
        "Quý 1 tín dụng tăng chậm, quý 2 tín dụng tăng dần, quý 3 tín dụng khởi sắc.",
    ],
)
def test_a_time_told_of_something_past_is_not_that_of_what_follows(before: str) -> None:
    text = f"{before}\n\nSáu tháng đầu năm 2024, doanh thu đạt 15 tỷ đồng.\n\n{before} Lãi đạt 5 tỷ đồng."
    assert _periods(text)["5 tỷ đồng"] == "2024-S1"


def test_what_is_forecast_goes_on_in_its_paragraph() -> None:
    text = (
        "Ngày 17/1/2025, viện công bố báo cáo. Dự báo tăng trưởng năm 2025 đạt 6,9%. "
        "Thặng dư thương mại ở mức 2 tỷ USD.\n\nViện đã họp với 12 doanh nghiệp."
    )
    told = _told(_LEDE + text)
    assert told["2 tỷ USD"] == ("2025", "forecast")
    assert told["12 doanh nghiệp"][1] == "actual"


def test_the_same_period_in_brackets_is_that_of_the_value_before_them() -> None:
    text = (
        "Tháng 10/2024 xuất siêu 2,2 tỷ USD. Tính chung 10 tháng năm 2024, xuất siêu 18 tỷ USD "
        "(cùng kỳ năm trước xuất siêu 9 tỷ USD)."
    )
    assert _periods(text)["9 tỷ USD"] == "2023-01-01/P10M"


def test_at_the_same_time_is_not_the_same_period_of_the_year_before() -> None:
    text = "Ngày 22/11/2024, bà Hà mua 10 triệu cổ phiếu. Cùng thời điểm, bà Ngọc mua 4 triệu cổ phiếu."
    assert _periods(text)["4 triệu cổ phiếu"] != "2023-11-22"


def test_the_time_of_an_aim_and_its_parts_is_not_that_of_what_follows() -> None:
    text = (
        "Bốn tháng đầu năm 2024, xuất khẩu đạt 2 tỷ USD.\n\nMục tiêu đến năm 2030, xuất khẩu đạt 9 tỷ USD. "
        "Trong đó, hàng chế biến đạt 4 tỷ USD.\n\nĐiển hình, trái cây chiếm 35% hàng nhập của thị trường này."
    )
    told = _told(text)
    assert told["4 tỷ USD"] == ("2030", "target")
    assert told["35%"] == ("2024-01-01/P4M", "actual")


def test_one_time_behind_the_first_value_of_a_sentence_holds_for_the_values_behind_it() -> None:
    text = "Báo cáo quý I/2024.\nCông ty đạt 191 tỷ đồng doanh thu trong năm 2023, lãi 56 tỷ đồng."
    assert _periods(text) == {"191 tỷ đồng": "2023", "56 tỷ đồng": "2023"}


def test_a_time_behind_brackets_holds_for_the_value_before_them() -> None:
    text = (
        "Ngày 29/10/2023, Quốc hội họp. Bội chi ở mức 5,3% GDP (tương đương 224.000 tỷ đồng) trong năm 2022."
    )
    assert _periods(text)["5,3%"] == "2022"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Từ ngày 1/8 đến nay, tỉnh xuất khẩu 340 tấn vải, thu 9 tỷ đồng.", "2024-08-01/P66D"),
        ("Từ tháng 8 đến nay, tỉnh xuất khẩu 340 tấn vải, thu 9 tỷ đồng.", "2024-08-01/P3M"),
        ("Từ tháng 11 đến nay, tỉnh xuất khẩu 340 tấn vải, thu 9 tỷ đồng.", "2023-11-01/P12M"),
        ("Từ ngày 20/12 đến nay, tỉnh xuất khẩu 340 tấn vải, thu 9 tỷ đồng.", "2023-12-20/P291D"),
    ],
)
def test_from_a_day_to_this_one_is_a_range_where_the_articles_day_is_known(text: str, expected: str) -> None:
    told = _periods(f"Sở Công Thương, ngày 5/10/2024, thông báo. {text}")
    assert set(told.values()) == {expected}
    assert set(_periods(f"Năm 2019, tỉnh có 12 hợp tác xã. {text}").values()) == {"2019", None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong tháng 8/2024 và tháng 9/2024 sản lượng lần lượt tăng 6% và 19%.", ["2024-08", "2024-09"]),
        ("GRDP các năm 2018, 2019 và 2020 tăng lần lượt 7%, 8% và 3%.", ["2018", "2019", "2020"]),
        ("Năm 2020, doanh thu và lãi lần lượt tăng 7% và 8%.", ["2020", "2020"]),
        ("Năm 2024, sản lượng tăng 13% và 24% trong tháng 8 và tháng 9.", ["2024-08", "2024-09"]),
    ],
)
def test_values_told_respectively_are_of_the_times_told_side_by_side(text: str, expected: list[str]) -> None:
    assert list(_periods(text).values()) == expected


def test_months_from_one_to_the_end_of_another_are_a_range() -> None:
    text = "Năm 2024, từ tháng 4 đến hết tháng 9, cảng đón 12 tàu."
    assert _periods(text) == {"12 tàu": "2024-04-01/P6M"}


def test_what_is_compared_with_the_month_told_before_is_of_the_month_behind_it() -> None:
    text = "Tháng 8/2024, giá điều là 38.000 đồng/kg. So với tháng 8/2024, giá tại Lộc An tăng 700 đồng/kg."
    assert _periods(text) == {"38.000 đồng/kg": "2024-08", "700 đồng/kg": "2024-09"}


def test_what_is_compared_with_december_is_not_of_the_month_behind_it() -> None:
    text = "Sáu tháng đầu năm 2024, CPI tăng 4%. So với tháng 12/2023, CPI tăng 1,24%."
    assert _periods(text)["1,24%"] == "2024-S1"


def test_a_day_of_a_sentence_on_a_year_to_come_is_of_that_year() -> None:
    text = "Ngày 12/11/2024, trường công bố đề án. Trong năm 2025, kỳ thi vào ngày 30/3 có 25 điểm thi."
    assert _periods(text)["25 điểm thi"] == "2025-03-30"


def test_a_plan_adopted_for_the_running_year_sets_aims_until_facts_are_told() -> None:
    text = (
        "Ngày 20/6/2024, công ty họp đại hội cổ đông.\n\n"
        "Đại hội thông qua kế hoạch kinh doanh năm 2024. "
        "Theo đó, doanh thu 500 tỷ đồng, lợi nhuận 40 tỷ đồng.\n\n"
        "Quý I, doanh thu đã đạt 110 tỷ đồng."
    )
    assert _told(text) == {
        "500 tỷ đồng": ("2024", "target"),
        "40 tỷ đồng": ("2024", "target"),
        "110 tỷ đồng": ("2024-Q1", "actual"),
    }


def test_aims_up_to_a_year_need_no_year_of_the_article() -> None:
    text = (
        "Tỉnh bàn về đào tạo nghề\n\nTỉnh đề ra các mục tiêu đến năm 2030:\n\n"
        "Thu hút 45% học sinh vào trường nghề.\n\nTrên 80% cơ sở đạt chuẩn."
    )
    assert _told(text) == {"45%": ("2030", "target"), "80%": ("2030", "target")}


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # what is told of a part of a year has come
        (
            "Sáng 20/4, ngân hàng họp. Năm 2020, lãi cao, năm 2020 vượt kế hoạch. Quý I/2021, lãi tăng.",
            2021,
        ),
        ("Sáng 20/4, khách đến tăng 30% so với quý I/2021, bằng 70% cùng kỳ năm 2019.", 2021),
        ("Sáng 20/9, giá thuê tăng 6% so với quý III/2021, gấp ba quý II/2021.", 2022),
        ("Sáng 20/9, tỉnh họp theo Kế hoạch số 299/KH-UBND ngày 10/8/2024. Năm 2023, tỉnh trồng 5 ha.", 2024),
        # a bond's term, months of delivery and what is to be done have not
        (
            "Sáng 20/9, công ty kể về trái phiếu 5 năm (từ 26/9/2013 - 26/9/2018). Quý II/2013, công ty lãi.",
            2013,
        ),
        ("Sáng 20/6, giá cà phê giao tháng 9/2025 tăng. Tính đến ngày 1/6/2025, kho đầy.", 2025),
        ("Sáng 17/2, dự án có thể xong vào tháng 4/2025. 2024 là năm cao điểm. Năm 2024, cát thiếu.", 2024),
    ],
)
def test_the_year_of_an_article_is_none_before_what_has_come(text: str, published: int) -> None:
    told = vnreport.extract(text).published
    assert told is not None
    assert told[:4] == str(published)


def test_years_here_and_there_are_no_year_of_an_article() -> None:
    text = "Sáng 24/11, hội thảo bàn về nước ngọt: 1 tỷ lít năm 2009, 6 tỷ lít năm 2015, 7 tỷ lít năm 2022."
    assert vnreport.extract(text).published is None


def test_the_same_period_that_is_compared_with_is_not_that_of_the_parts() -> None:
    text = (
        "Quý II/2020, công ty lỗ 350 tỷ đồng, trái ngược với mức lãi 1.703 tỷ đồng của cùng kỳ năm trước. "
        "Trong đó, doanh thu bay giảm còn 771 tỷ đồng."
    )
    assert _periods(text)["771 tỷ đồng"] == "2020-Q2"


def test_what_is_expected_of_the_running_year_goes_on() -> None:
    text = (
        "Ngày 20/7/2020, công ty họp. Công ty dự kiến khách cả năm nay còn 69 triệu lượt. "
        "Lượng hàng hóa cũng giảm còn 1,34 triệu tấn. Tuy nhiên, công ty có 21 cảng."
    )
    told = _told(text)
    assert told["1,34 triệu tấn"] == ("2020", "forecast")
    assert told["21 cảng"][1] == "actual"


def test_a_quarter_told_ahead_is_not_the_one_that_was() -> None:
    text = (
        "Ngày 3/8/2020, hiệp hội công bố khảo sát. Trong quý 1, chỉ số là 27 điểm. "
        "Doanh nghiệp tin sẽ phục hồi vào quý 1/2021."
    )
    assert _periods(text)["27 điểm"] == "2020-Q1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a year's results told while it runs
            "Sở công bố điểm\n\nNgày 14/7/2024, sở công bố kết quả kỳ thi năm 2024.\n\nCó 12 trường đỗ cao.",
            {"12 trường": "2024"},
        ),
        (  # "tháng trước" is compared with a month
            "5 tháng đầu năm 2024, xuất khẩu đạt 30 tỷ USD. Nhóm hàng máy móc đạt 3,4 tỷ USD, "
            "giảm 1,2% so với tháng trước.",
            {"30 tỷ USD": "2024-01-01/P5M", "3,4 tỷ USD": "2024-05", "1,2%": "2024-05"},
        ),
        (
            "9 tháng đầu năm 2024, xuất khẩu đạt 30 tỷ USD. Số lao động tăng 114.000 người so với quý trước.",
            {"30 tỷ USD": "2024-01-01/P9M", "114.000 người": "2024-Q3"},
        ),
        (  # a quarter of the year told before, where nothing tells the article's
            "Bà được bổ nhiệm năm 2010. Doanh thu đạt 28 tỷ đồng trong năm 2016. Trong đó, quý 4, "
            "doanh thu giảm 32%.",
            {"28 tỷ đồng": "2016", "32%": "2016-Q4"},
        ),
        (  # a life is no period
            "Bà là thứ trưởng\n\nBà được bổ nhiệm năm 2010.\n\nTừ năm 2000 đến 2005, bà là giám đốc.\n\n"
            "Bà nắm 16 cổ phiếu.\n\nCông ty có 12 chi nhánh.\n\nNhà máy có 300 công nhân.\n\nKho rộng 5 ha."
            "\n\nBãi rộng 6 ha.\n\nDoanh thu đạt 28 tỷ đồng trong năm 2016.",
            {"6 ha": None},
        ),
        (  # the year just over, where plans alone can be told of the running one
            "Cổ đông công ty vui trong năm 2024\n\nNgày 15/4/2024, công ty họp.\n\n"
            "Năm 2023, công ty trồng 12 ha rừng.\n\nTỷ lệ nợ xấu giảm còn 1,9%.\n\n"
            "Vốn điều lệ sẽ tăng lên 19 tỷ đồng.",
            {"12 ha": "2023", "1,9%": "2023", "19 tỷ đồng": "2024"},
        ),
        (  # how far a plan is met tells that its year is the article's
            "Ngân hàng lên tiếng\n\nTrong 5 tháng đầu năm 2019, lợi nhuận đạt 426 tỷ đồng, hoàn thành 53% "
            "kế hoạch năm 2019.\n\nTài sản đạt 80 tỷ đồng.\n\nÔng cho biết, vào giữa năm 2016, bà đau bệnh. "
            "Trong quý I/2018, ông kiện ra tòa.\n\nQuý II/2018, tòa xử.",
            {"426 tỷ đồng": "2019-01-01/P5M", "53%": "2019-01-01/P5M", "80 tỷ đồng": "2019-01-01/P5M"},
        ),
        (  # what is to be met, told in January of a report on the year before
            "Cục cần nỗ lực hoàn thành chỉ tiêu thu ngân sách 1.735 tỷ đồng\n\nTại hội nghị tổng kết "
            "năm 2020 ngày 15/1/2021, cục báo cáo năm 2020 thu được 1.452 tỷ đồng.",
            {"1.735 tỷ đồng": "2021", "1.452 tỷ đồng": "2020"},
        ),
        (  # "từ đầu năm 2019 đến nay" in an article on 2020
            "Ngày 26/1, cục họp. Năm 2020, cục thu 317 tỷ đồng, đạt 93,8% dự toán. Năm 2020, số vụ giảm 5%. "
            "Từ đầu năm 2019 đến nay, cục đào tạo 12 cán bộ. Hiện nay, cục có 40 xe.",
            {"317 tỷ đồng": "2020", "40 xe": "2021-01-26"},
        ),
        (  # of days in February, "quý 4" is of the year told before
            "Tính đến ngày 10/2, cổ phiếu còn 54.000 đồng. Doanh thu năm 2016 đạt 1.028 tỷ đồng. "
            "Trong đó, quý 4, doanh thu giảm 32%. Lãi năm 2016 đạt 193 tỷ đồng.",
            {"54.000 đồng": "2017-02-10", "32%": "2016-Q4"},
        ),
    ],
)
def test_a_value_without_a_time_has_that_of_what_is_told_with_it(
    text: str, expected: dict[str, str | None]
) -> None:
    periods = _periods(text)
    assert {words: periods[words] for words in expected} == expected


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Tháng 4, sản lượng điện đạt 215 triệu kWh, giảm 3% so với tháng trước.", "2019-03"),
        ("Tháng 7, sản lượng điện dự kiến giảm 3% so với tháng trước.", "2019-06"),
        ("Năm 2016, sản lượng điện giảm 3% so với năm trước.", "2015"),
        ("Nửa đầu năm 2017, sản lượng điện giảm 3% so với năm trước.", "2016"),
        ("Sản lượng điện giảm 3% so với tháng trước.", "2019-05"),
    ],
)
def test_what_comes_before_is_counted_from_the_value_not_from_the_article(text: str, before: str) -> None:
    record = vnreport.extract(text, published="2019-06-10").records[-1]
    assert isinstance(record, Comparison)
    assert record.baseline is not None
    assert record.baseline.period == before


def test_months_that_open_a_sentence_are_those_of_the_year_up_to_the_articles_month() -> None:
    told = vnreport.extract("Trong 5 tháng, xã thu 12 tỷ đồng.", published="2019-06-10")
    assert [r.period and r.period.value for r in told.records if isinstance(r, vnreport.Figure)] == [
        "2019-01-01/P5M"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the year that is exceeded is not the one that is spoken of
        (
            "Kinh tế năm 2021\n\nGRDP ước tăng 6,4%, cao hơn mức tăng 4,2% của năm 2020. "
            "Trong năm, tỉnh có 216 doanh nghiệp mới.",
            ["2021", "2020", "2021"],
        ),
        # parts are of the time of the whole, not of what that is compared with
        (
            "GRDP quý I/2019 tăng 5,3%, cao hơn tốc độ tăng 4,9% của quý I/2014. Trong đó, lúa tăng 2,5%.",
            ["2019-Q1", "2014-Q1", "2019-Q1"],
        ),
        # a decree's day and a beginning are not those of what is told behind them
        (
            "Từ ngày 1/7/2019, theo Nghị định số 38/2019/NĐ-CP ngày 9/5/2019, lương là 1,49 triệu đồng.",
            ["2019-07-01"],
        ),
        ("Trạm bơm ra đời năm 2015, tưới cho 12 ha lúa.", [None]),
        ("Năm 2017, trường đón 500 em. Khi mới thành lập, trường có 13 lớp.", ["2017", None]),
    ],
)
def test_a_time_is_told_of_what_it_belongs_to(text: str, expected: list[str | None]) -> None:
    records = vnreport.extract(text).records
    assert [r.period and r.period.value for r in records if not isinstance(r, vnreport.Official)] == expected


@pytest.mark.parametrize(
    ("published", "text", "periods"),
    [
        (
            "2023-01-12",
            "GRDP năm 2022 tăng 8%, quý III tăng 5%, tháng 12 tăng 3%.",
            ["2022", "2022-Q3", "2022-12"],
        ),
        ("2023-01-20", "Quý IV, hãng lãi 5 tỷ đồng. Cả năm, hãng lãi 9 tỷ đồng.", ["2022-Q4", "2022"]),
        (None, "Năm 2022, hãng lãi 9 tỷ đồng. Quý IV, hãng lãi 5 tỷ đồng.", ["2022", "2022-Q4"]),
        ("2021-10-02", "Quý II lãi 5 tỷ đồng, 9 tháng lãi 11 tỷ đồng.", ["2021-Q2", "2021-01-01/P9M"]),
        ("2022-10-12", "Đến 31/8, dư nợ đạt 9 tỷ đồng, bằng 71% kế hoạch của năm 2022.", ["2022-08-31"] * 2),
    ],
)
def test_a_part_of_a_year_is_of_the_year_told_beside_it(
    published: str | None, text: str, periods: list[str]
) -> None:
    records = vnreport.extract(f"Tin trong ngày\n{text}", published=published).records
    assert [getattr(record, "period", None) and record.period.value for record in records] == periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Chỉ số SIPAS năm 2023 xếp thứ 26 cả nước.", "2023"),
        ("Năng lực cạnh tranh đứng thứ 42 vào năm 2019.", "2019"),
        ("Năm 2020, sở thu 5 tỷ. Trong 3 năm 2016-2018, chỉ số của sở xếp thứ nhất tỉnh.", "2016-01-01/P3Y"),
        ("Năm 2020, sở báo cáo ngày 15/5, chỉ số của sở xếp thứ nhất tỉnh.", "2020"),
        ("Năm 2020, so với năm 2019, chỉ số của sở xếp thứ nhất tỉnh.", "2020"),
        ("Đến 10/4/2025, xã giải ngân 12% kế hoạch vốn năm 2025, thấp nhất tỉnh.", "2025-04-10"),
    ],
)
def test_a_rank_is_of_the_time_told_beside_it(text: str, period: str) -> None:
    ranks = [r for r in vnreport.extract(text).records if isinstance(r, vnreport.Ranking)]
    assert [r.period and r.period.value for r in ranks] == [period]


def test_a_rank_of_each_year_is_told_in_one_sentence() -> None:
    text = (
        "Năm 2016, tỷ lệ hộ nghèo cao thứ 6 so với cả nước thì đến năm 2018 xếp ở vị trí thứ 8; "
        "ước đến năm 2020 xếp vị trí thứ 10."
    )
    ranks = [r for r in vnreport.extract(text).records if isinstance(r, vnreport.Ranking)]
    assert [r.period and r.period.value for r in ranks] == ["2016", "2018", "2020"]


def test_a_term_that_opens_a_sentence_is_that_of_all_its_values() -> None:
    text = (
        "Ngày 19/7/2025, đảng bộ họp đại hội. Nhiệm kỳ 2025 - 2030, đảng bộ đề ra 17 chỉ tiêu, 5 nhiệm vụ và "
        "3 khâu đột phá."
    )
    assert set(_periods(text).values()) == {"2025-01-01/P6Y"}


def test_what_has_run_since_the_year_began_runs_up_to_the_month_told_last() -> None:
    text = (
        "Ngày 22/5/2018, sở báo cáo. Tính đến hết tháng 4/2018, xuất khẩu đạt 2 triệu tấn. "
        "Từ đầu năm đến nay, Lào đã mua 411 tấn."
    )
    assert _periods(text)["411 tấn"] == "2018-01-01/P4M"
    text = "Ngày 22/5/2018, sở báo cáo. Từ đầu năm đến nay, Lào đã mua 411 tấn."
    assert _periods(text)["411 tấn"] == "2018-01-01/P5M"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2014, trong tháng ba, tỉnh bán 27 tấn.", "2014-03"),
        ("Tháng hai năm 2014, tỉnh bán 27 tấn.", "2014-02"),
        ("Tháng 4/2014, tỉnh bán 5 tấn. Trong tháng ba xã bán 27 tấn.", "2014-04"),
        ("Đến đầu tháng 7 vừa qua, theo Quyết định 51/QĐ-TTg ngày 28-6-2016, năm 2018 có 27 tấn.", "2018"),
    ],
)
def test_months_in_words_and_days_of_decisions(text: str, period: str) -> None:
    assert _periods(text)["27 tấn"] == period


def test_the_year_of_a_plan_is_not_that_of_how_far_it_is_met() -> None:
    text = (
        "Sau 6 tháng năm 2025, công ty hoàn thành 19% kế hoạch doanh thu và 26% kế hoạch lợi nhuận cả năm. "
        "Công ty đạt 31% kế hoạch xuất khẩu năm 2025. Năm 2024, công ty đạt 97% kế hoạch lợi nhuận năm 2024."
    )
    assert _periods(text) == {"19%": "2025-S1", "26%": "2025-S1", "31%": "2025-S1", "97%": "2024"}


def test_the_level_of_an_earlier_year_is_of_that_year() -> None:
    text = (
        "Năm 2023, số bán giảm 5,7% so với mức kỷ lục năm 2022 đạt 3,9 triệu tấn. Mức tăng này thấp hơn mức "
        "tăng 6,3% của năm 2015 và 5,4% của năm 2016."
    )
    assert _periods(text) == {"5,7%": "2023", "3,9 triệu tấn": "2022", "6,3%": "2015", "5,4%": "2016"}


def test_two_values_that_are_joined_share_the_only_time_of_their_sentence() -> None:
    text = "Tháng 10/2024, hãng báo cáo. Hãng đạt doanh thu 64 tỷ đồng và lợi nhuận 17 tỷ đồng năm 2023."
    assert _periods(text) == {"64 tỷ đồng": "2023", "17 tỷ đồng": "2023"}
    text = "Năm 2024, hãng lãi 6 tỷ đồng, gấp 3 lần kết quả đạt được năm 2023."
    assert _periods(text) == {"6 tỷ đồng": "2024", "3 lần": "2024"}


def test_nothing_to_come_is_compared_with_the_last_quarter() -> None:
    text = "Tháng 10/2017: Đến năm 2019, khu Đông dẫn đầu\n\nNguồn cung đạt 35 căn, giảm 2% so với quý trước."
    assert "2019" not in _periods(text).values()
