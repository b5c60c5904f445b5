"""What a number is: a comparison with the plan or with a time, a percentage by itself, a figure, a rank."""

from __future__ import annotations

import pytest

import vnreport
from vnreport.document import Comparison, Ranking


def kinds(text: str) -> list[tuple[str, str]]:
    """The records of a text: kind with relation, and anchor."""
    return [
        (f"{r.kind} {r.relation}" if isinstance(r, Comparison) else r.kind, r.text)
        for r in vnreport.extract(text).records
    ]


def baselines(text: str) -> list[tuple[str, str | None, str | None, bool]]:
    """The comparisons of a text: anchor, kind and words of the baseline, whether it is inferred."""
    found: list[tuple[str, str | None, str | None, bool]] = []
    for record in vnreport.extract(text).records:
        if isinstance(record, Comparison):
            told = record.baseline
            named = (None, None, False) if told is None else (told.kind, told.text, told.inferred)
            found.append((record.text, *named))
    return found


def test_a_plan_told_once_holds_for_each_member_of_its_list() -> None:
    text = "Ba phòng đã vượt dự toán 6 tháng, gồm: Phòng Một đạt 164%; Phòng Hai 153%; Phòng Ba đạt 88%."
    assert baselines(text)[1:] == [
        ("164%", "plan", None, True),
        ("153%", "plan", None, True),
        ("88%", "plan", None, True),
    ]


def test_money_behind_a_share_of_the_plan_is_told_by_that_plan_too() -> None:
    text = "Thu nội địa đạt 22% dự toán, thuế thu nhập cá nhân đạt 25%, khu vực tư nhân đạt 20%."
    assert [kind for _, kind, _, _ in baselines(text)] == ["plan", "plan", "plan"]
    text = "Thu ngân sách 6 tháng được 173 tỷ đồng (đạt 49,8%)."
    assert baselines(text) == [("49,8%", "plan", None, True)]
    text = "Sản lượng đạt 95% kế hoạch; trẻ đến lớp đạt 98%, gia đình văn hóa đạt 92%."
    assert [anchor for anchor, _, _, _ in baselines(text)] == ["95%"]


def test_a_plan_told_behind_the_last_of_a_run_is_that_of_each() -> None:
    text = "Diện tích và sản lượng sắn lần lượt đạt 64% và 71% kế hoạch."
    assert [(anchor, kind) for anchor, kind, _, _ in baselines(text)] == [("64%", "plan"), ("71%", "plan")]


def test_a_share_without_its_plan_goes_by_the_next_one_that_names_it() -> None:
    text = "Thu nội địa đạt 22 tỷ đồng, đạt 88%; thu phí đạt 3 tỷ đồng, đạt 97% kế hoạch."
    assert [(anchor, kind) for anchor, kind, _, _ in baselines(text)] == [("88%", "plan"), ("97%", "plan")]


def test_what_a_list_opens_with_is_what_its_changes_are_against() -> None:
    text = "Kinh tế phát triển khá so với cùng kỳ; nông nghiệp tăng trên 3%; dịch vụ tăng 13%."
    assert baselines(text) == [
        ("3%", "same_period", "cùng kỳ", True),
        ("13%", "same_period", "cùng kỳ", True),
    ]


def test_a_remark_in_brackets_is_no_baseline_of_what_stands_before_it() -> None:
    text = "Thu nhập tăng 5%; tỷ lệ che phủ rừng đạt 60% (tăng 12% so với năm 2020)."
    assert [(anchor, kind) for anchor, kind, _, _ in baselines(text)] == [
        ("5%", None),
        ("12%", "earlier_time"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dự án điều chỉnh tăng vốn đầu tư thêm 74 triệu USD.", [("comparison above", "74 triệu USD")]),
        ("Tổng vốn đăng ký tăng thêm 2,4 tỷ USD.", [("figure", "2,4 tỷ USD")]),
        ("Giá trị tăng thêm là 2,4 tỷ USD.", [("figure", "2,4 tỷ USD")]),
        ("Công ty bị thua lỗ hơn 8 tỷ đồng.", [("figure", "8 tỷ đồng")]),
        ("Số lỗ giảm so với con số lỗ 56 tỷ đồng cùng kỳ.", [("figure", "56 tỷ đồng")]),
        ("Trường xét tuyển không quá 20% chỉ tiêu từng ngành.", [("percentage", "20%")]),
        ("Thu dầu thô vượt 16 tỷ đồng nhưng thu nội địa hụt 15 tỷ đồng.",
         [("comparison above", "16 tỷ đồng"), ("comparison below", "15 tỷ đồng")]),
        ("Sản lượng vượt xa mục tiêu 13 tấn.",
         [("comparison above", "vượt xa mục tiêu"), ("figure", "13 tấn")]),
        ("Tỉnh phấn đấu đạt mục tiêu tăng trưởng 8%.", [("percentage", "8%")]),
        ("Tỉnh vào Top 5 thu hút vốn nhiều nhất cả nước.", []),
        ("Hãng còn cách xa so với vị trí thứ nhất.", []),
        ("Chi cục kéo nợ thuế xuống mức thấp nhất.", []),
        ("Đây là năm tỉnh có điểm số cao.", []),
        ("Chỉ còn hai tháng nữa là hết năm.", []),
    ],
)  # fmt: skip
def test_kinds_by_the_words_around(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_plan_told_first_holds_for_what_was_reached() -> None:
    text = "So với kế hoạch năm, doanh thu đạt 62%, lợi nhuận đạt 80%."
    assert baselines(text) == [
        ("62%", "plan", "kế hoạch năm", False),
        ("80%", "plan", "kế hoạch năm", False),
    ]
    text = "Nhiều chi cục thu đạt thấp so với dự toán: Bắc Mê 34%, Yên Minh 29%, Xín Mần 28%."
    assert [kind for _, kind, _, _ in baselines(text)] == ["plan", "plan", "plan"]


def test_a_plan_is_told_apart_by_who_set_it_and_for_when() -> None:
    text = (
        "Thu ngân sách ước đạt 61% kế hoạch tỉnh giao, đạt 57% kế hoạch HĐND huyện giao, "
        "bằng 64% dự toán năm 2019 được Bộ Tài chính giao."
    )
    assert baselines(text) == [
        ("61%", "plan", "kế hoạch tỉnh giao", False),
        ("57%", "plan", "kế hoạch HĐND huyện giao", False),
        ("64%", "plan", "dự toán năm 2019 được Bộ Tài chính giao", False),
    ]
    record = vnreport.extract(text).records[-1]
    assert isinstance(record, Comparison)
    assert record.baseline is not None
    assert record.baseline.period == "2019"


@pytest.mark.parametrize(
    "said",
    [
        "vượt dự toán",
        "đều hoàn thành kế hoạch tỉnh giao",
        "vượt các chỉ tiêu đề ra",
        "tuy đạt kế hoạch HĐND giao",
    ],
)
def test_what_meets_its_plan_is_named_without_saying_so(said: str) -> None:
    text = f"Các khoản thu {said}, tăng 3% so với cùng kỳ."
    found = vnreport.extract(text).records
    assert [
        record.indicator.text for record in found if isinstance(record, Comparison) and record.indicator
    ] == ["khoản thu"] * 2


def test_which_things_meet_their_plan_is_part_of_the_name() -> None:
    (record,) = vnreport.extract("Tỷ lệ xã hoàn thành kế hoạch chiếm 40%.").records[-1:]
    assert getattr(record, "indicator", None) is not None
    assert record.indicator.text == "Tỷ lệ xã hoàn thành kế hoạch"  # type: ignore[union-attr]


def test_a_number_with_the_plan_leaves_no_comparison_in_words() -> None:
    assert kinds("Số thu vượt dự toán được tỉnh giao 0,6%.") == [("comparison above", "0,6%")]
    assert kinds("Số thu vượt mục tiêu Chính phủ giao (42 tỷ USD).") == [
        ("comparison above", "vượt mục tiêu"),
        ("figure", "42 tỷ USD"),
    ]
    text = "Hai khối đều tăng trưởng lần lượt ở mức 13%, 14% và hoàn thành kế hoạch ở mức 101% và 90%."
    assert kinds(text) == [
        ("comparison above", "13%"),
        ("comparison above", "14%"),
        ("comparison at", "101%"),
        ("comparison at", "90%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Huyện hoàn thành kế hoạch với tốc độ tăng trưởng đạt 8%, tỷ lệ hộ nghèo 2%.",
        "Xã đạt mục tiêu năm với số hộ khá 95%, số hộ giàu 12%.",
        "So với năm trước, tỷ lệ đỗ đạt 98%.",
    ],
)
def test_a_rate_of_its_own_is_a_percentage(text: str) -> None:
    assert {kind for kind, anchor in kinds(text) if anchor.endswith("%")} == {"percentage"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Các mã giảm: BID (1%), CTG (0,8%) và VCB (0,3%).", "below"),
        ("Chiều tăng giá có VPB (2,2%), CTG (1,8%) và VCB (0,2%).", "above"),
        ("Nhiều mặt hàng tăng khá như gạo (12%), cà phê (8%), hạt điều (5%).", "above"),
    ],
)
def test_percentages_in_brackets_are_changes_in_a_list_that_a_change_opens(text: str, relation: str) -> None:
    assert [kind for kind, _ in kinds(text)] == [f"comparison {relation}"] * 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sản lượng điện đạt 940 triệu kWh, vượt 25 triệu kWh.", "comparison above"),
        ("Sản lượng đạt 5 triệu tấn, vượt 60.000 tấn, vượt 9% kế hoạch.", "comparison above"),
        ("Doanh thu đạt 5,2 tỷ đồng, vượt 5 tỷ đồng.", "figure"),
    ],
)
def test_a_small_amount_by_which_a_value_exceeds_is_a_difference(text: str, kind: str) -> None:
    assert kinds(text)[1][0] == kind


def test_a_share_has_the_baseline_told_before_it() -> None:
    text = "So với cùng kỳ năm 2021, doanh thu chỉ bằng 94%, chi phí tăng 6%."
    assert [named for _, named, _, _ in baselines(text)] == ["same_period", "same_period"]


def test_percentages_in_brackets_behind_shares_are_shares() -> None:
    text = "Nhóm hàng tăng tỷ trọng gồm gạo (12%), cà phê (8%)."
    assert [kind for kind, _ in kinds(text)] == ["percentage", "percentage"]
    text = "Tỷ lệ mẫu vi phạm giảm so với năm 2015 (2,5%)."
    assert kinds(text) == [("percentage", "2,5%")]


@pytest.mark.parametrize(
    ("text", "anchor", "relation"),
    [
        ("Đàn lợn có 537.600 con, tăng 1,1%, bằng 5.900 con.", "5.900 con", "above"),
        ("Diện tích đạt 114.334 ha, tăng 0,7% so với cùng kỳ (bằng 837 ha).", "837 ha", "above"),
        ("Chỉ số này giảm 4,6 điểm, tương đương 0,9% xuống 492 điểm.", "0,9%", "below"),
        ("Chỉ số này tăng 6,6 điểm, tương ứng 0,4%, lên 1.690 điểm.", "0,4%", "above"),
        ("Chỉ số này tăng 0,6% tương đương 10,1 điểm so với tham chiếu.", "10,1 điểm", "above"),
        ("Doanh thu giảm 24 tỷ đồng, tương đương 31% so với năm 2021.", "31%", "below"),
        ("Dư nợ tăng 640 tỷ đồng (bằng 8,2%) so với đầu năm.", "8,2%", "above"),
        ("Dư nợ tăng 640 tỷ đồng (bằng 108%) so với đầu năm.", "108%", "at"),
        ("Lượng nhập đạt 50.369 tấn, tăng 798% (gần 9 lần) so với cùng kỳ.", "9 lần", "above"),
        ("Dư nợ đạt 196 nghìn tỷ đồng (+23,9% YoY).", "23,9%", "above"),
    ],
)
def test_a_change_told_again_is_the_same_change(text: str, anchor: str, relation: str) -> None:
    assert (f"comparison {relation}", anchor) in kinds(text)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Tai nạn giao thông giảm cả 3 tiêu chí.", "3 tiêu chí"),
        ("Tai nạn giao thông giảm 3/3 tiêu chí.", "3/3 tiêu chí"),
        ("Số điểm 10 năm nay cũng nhiều hơn với 5.812 bài thi.", "5.812 bài thi"),
        ("Giá gạo tăng 10% so với tháng trước, đạt mức 835 USD/tấn, so với tháng 1 giảm 2%.", "835 USD/tấn"),
        ("Giải ngân cao hơn bình quân cả nước và thuộc nhóm 10 địa phương dẫn đầu.", "10 địa phương"),
        ("Lãi cả năm thấp hơn so với mức trung bình 500 tỷ yên.", "500 tỷ yên"),
    ],
)
def test_a_level_or_a_count_beside_a_change_is_a_figure(text: str, anchor: str) -> None:
    assert ("figure", anchor) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Huyện giải quyết việc làm; giảm tỉ lệ hộ nghèo 0,08%.",
        "Các hãng đã cam kết giảm giá giống 0,08%.",
    ],
)
def test_what_is_lowered_may_stand_between_verb_and_number(text: str) -> None:
    assert kinds(text) == [("comparison below", "0,08%")]


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Thái Lan xếp nhất toàn đoàn.", [("Thái Lan", 1, "toàn đoàn")]),
        ("Nước này dẫn đầu về năng suất mủ.", [("năng suất mủ", 1, None)]),
        ("Hãng này dẫn đầu doanh số bán xe.", [("doanh số bán xe", 1, None)]),
        ("Giá dầu tăng mạnh nhất gần 5 tháng.", [("Giá dầu", 1, "gần 5 tháng")]),
        ("Giá lúa lên cao nhất kể từ khi có số liệu.", [("Giá lúa", 1, "kể từ khi có số liệu")]),
        ("Tôm vươn từ vị trí thứ 8 lên thứ 3 cả nước.", [("Tôm", 8, "cả nước"), ("Tôm", 3, "cả nước")]),
        ("Trường A có thứ hạng 1.059 thế giới.", [("Trường A", 1059, "thế giới")]),
        (
            "Trung Quốc đã vươn lên vị trí số 1, từ vị trí số 5 của năm trước.",
            [("Trung Quốc", 1, None), ("Trung Quốc", 5, "năm trước")],
        ),
        (
            "Thu ngân sách đạt 30 nghìn tỷ đồng, đứng thứ 9 và FDI đứng thứ 6 cả nước.",
            [("Thu ngân sách", 9, None), ("FDI", 6, "cả nước")],
        ),
        ("Chỉ số PCI xếp 23/63 tỉnh, thành phố.", [("Chỉ số PCI", 23, "tỉnh, thành phố")]),
        ("Chỉ số PCI xếp hạng: 23/63, tăng 4 bậc.", [("Chỉ số PCI", 23, None)]),
        (
            "Chỉ số PCI đứng 23/63 tỉnh, thành và 3/7 tỉnh Bắc Trung Bộ.",
            [("Chỉ số PCI", 23, "tỉnh, thành"), ("Chỉ số PCI", 3, "tỉnh Bắc Trung Bộ")],
        ),
        (
            "Chỉ số PCI xếp thứ 23/63 tỉnh, thành phố; 3/7 huyện đã thoát nghèo.",
            [("Chỉ số PCI", 23, "tỉnh, thành phố")],
        ),
        ("Thu ngân sách cao nhất cả nước trong tháng 7/2025.", [("Thu ngân sách", 1, "cả nước")]),
        ("Giá lúa cao nhất kể từ tháng 5/2020.", [("Giá lúa", 1, "kể từ tháng 5/2020")]),
        (
            "Số ca cao nhất là Hà Nội với 520 ca, thứ hai là Hải Phòng với 310 ca.",
            [("Số ca", 1, None), ("Số ca", 2, None)],
        ),
        (
            "Hai trụ cột xếp thứ 2 và 3 cả nước.",
            [("trụ cột", 2, "cả nước"), ("trụ cột", 3, "cả nước")],
        ),
        (
            "Năng lực cạnh tranh từ vị trí 57 (2016) lên 41 (2024).",
            [("Năng lực cạnh tranh", 57, None), ("Năng lực cạnh tranh", 41, None)],
        ),
        ("Chỉ số này rớt từ hạng 20 xuống hạng 25.", [("Chỉ số này", 20, None), ("Chỉ số này", 25, None)]),
        ("Chỉ số PCI của tỉnh (71,3 điểm, hạng 3) khá cao.", [("Chỉ số PCI của tỉnh", 3, None)]),
        ("Chỉ số GII của Lào (hạng 41) khá cao.", [("GII", 41, None)]),
        ("Chỉ số GII ở vị trí 44/131 quốc gia.", [("Chỉ số GII", 44, "quốc gia")]),
        ("Kim ngạch của Hàn Quốc thứ 3 với 2 tỷ USD.", [("Kim ngạch của Hàn Quốc", 3, None)]),
        ("Hãng này đứng đầu bảng xếp hạng.", [("Hãng này", 1, None)]),
        ("Mỹ là thị trường số 1 của tôm Việt Nam.", [("thị trường", 1, "tôm Việt Nam")]),
        (
            "Nước này dẫn đầu với tổng vốn đầu tư đăng ký cấp mới và bổ sung đạt 5 tỷ USD.",
            [("tổng vốn đầu tư đăng ký cấp mới và bổ sung", 1, None)],
        ),
        ("Thu ngân sách cao nhất tỉnh năm thứ ba liên tiếp.", [("Thu ngân sách", 1, "tỉnh")]),
        ("Thu ngân sách vươn lên dẫn đầu.", [("Thu ngân sách", 1, None)]),
        ("Thu ngân sách dẫn đầu 3 năm liên tiếp.", [("Thu ngân sách", 1, None)]),
        (
            "Kim ngạch lớn nhất là Mỹ với 5 tỷ USD. Thứ hai là Trung Quốc với 3 tỷ USD.",
            [("Kim ngạch", 1, None), ("Kim ngạch", 2, None)],
        ),
    ],
)
def test_a_rank_has_what_is_ranked_and_its_field(text: str, ranks: list[tuple[str, int, str | None]]) -> None:
    found = [r for r in vnreport.extract(text).records if isinstance(r, Ranking)]
    assert [(r.indicator and r.indicator.text, r.rank, r.scope and r.scope.text) for r in found] == ranks


@pytest.mark.parametrize(
    "text",
    [
        "Các ngân hàng đứng đầu về mức chi trả cổ tức là An Bình và Kiên Long.",
        "Tỉnh thuộc 10 địa phương dẫn đầu cả nước.",
        "Ngành này đã tăng 30 bậc so với bảng xếp hạng năm trước.",
        "Mỗi xã có ít nhất là một trạm y tế.",
        "Huyện xếp 12/15 hộ vào loại khá.",
        "PCI đo lường và xếp hạng 63 tỉnh, thành phố.",
        "Bệnh viện được nâng từ hạng 3 lên hạng 2.",
        "Ông Nam (thứ 5 từ phải sang) tặng hoa.",
        "Bệnh viện huyện (hạng 3) có 100 giường.",
    ],
)
def test_a_group_that_leads_and_a_bound_are_no_rank(text: str) -> None:
    assert not [r for r in vnreport.extract(text).records if isinstance(r, Ranking)]


def test_a_range_that_several_rose_by_is_a_change() -> None:
    text = "Các môn còn lại đều tăng lên từ 0,7 đến 0,9 điểm so với năm 2019."
    assert kinds(text) == [("comparison above", "0,7 đến 0,9 điểm")]


def test_a_mean_of_criteria_is_a_part_of_all_of_them() -> None:
    assert kinds("Toàn huyện bình quân đạt 12,6/19 tiêu chí.") == [("figure", "12,6/19 tiêu chí")]
    assert kinds("Ba tỉnh dẫn đầu bảng PCI 2023 lần lượt là Một, Hai, Ba.") == [("figure", "Ba tỉnh")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xảy ra 21 vụ/8 người chết, giảm 5 vụ.", ["vụ", "người chết", "vụ"]),
        ("Tỉnh có 9 giải nhất (tăng 6 giải).", ["giải nhất", "giải nhất"]),
        (
            "Bến đón 460 lượt xe khách và xe hàng, tăng 9%.",
            ["lượt xe khách và xe hàng", "lượt xe khách và xe hàng"],
        ),
        (
            "Tỉnh có 12 mặt hàng có kim ngạch tăng 5%.",
            ["mặt hàng có kim ngạch", "kim ngạch"],
        ),
    ],
)
def test_a_change_in_a_count_is_of_what_is_counted_so(text: str, expected: list[str]) -> None:
    measured = (r for r in vnreport.extract(text).records if isinstance(r, vnreport.Figure | Comparison))
    assert [r.indicator and r.indicator.text for r in measured] == expected


def test_pairs_behind_a_verb_of_change_are_changes() -> None:
    told = kinds("Số vụ giảm 4 vụ/7 đối tượng so với cùng kỳ.")
    assert told == [("comparison below", "4 vụ"), ("comparison below", "7 đối tượng")]


def test_a_member_of_a_plan_list_is_a_share_of_the_plan_though_changes_stand_between() -> None:
    told = vnreport.extract(
        "Nông nghiệp đạt 61,5% so với kế hoạch, tăng 2,2% so với cùng kỳ; xây dựng đạt 72%, tăng 5,5%; "
        "tỷ lệ lấp đầy đạt 80%, tăng 3%."
    )
    shares = [
        r for r in told.records if isinstance(r, Comparison) and r.baseline and r.baseline.kind == "plan"
    ]
    assert [(r.text, r.baseline and r.baseline.inferred) for r in shares] == [("61,5%", False), ("72%", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hội viên đạt 104% kế hoạch, vượt 320 người.", ["comparison at", "comparison above"]),
        ("Số hội viên đạt 3.400 người, vượt 3.200 người.", ["figure None", "figure None"]),
        ("Lượng khách tăng lên đến hơn 40% so với năm trước.", ["comparison above"]),
        ("Tỷ lệ hộ có điện tăng lên 97% so với năm trước.", ["percentage None"]),
        ("Công ty tăng gấp đôi nhân sự kỹ thuật.", ["comparison at"]),
        ("GRDP tăng 6,4%, cao hơn tốc độ tăng 5,1% của quý trước.", ["comparison above", "percentage None"]),
    ],
)
def test_what_is_passed_raised_or_outdone(text: str, expected: list[str]) -> None:
    found = vnreport.extract(text).records
    assert [f"{r.kind} {getattr(r, 'relation', None)}" for r in found] == expected


def test_pairs_of_changes_share_a_pair_of_baselines() -> None:
    found = vnreport.extract(
        "Nhập khẩu tăng 4% so với tháng trước và tăng 9% so với cùng kỳ; bán lẻ tăng 2% và giảm 1%."
    )
    kinds_of = [r.baseline and r.baseline.kind for r in found.records if isinstance(r, Comparison)]
    assert kinds_of == ["previous_period", "same_period", "previous_period", "same_period"]


def test_a_change_of_each_of_several_things_is_told_behind_it() -> None:
    text = "Tai nạn giảm 7,5% số vụ, 2,9% số người chết và 31% số người bị thương."
    assert kinds(text) == [
        ("comparison below", "7,5%"),
        ("comparison below", "2,9%"),
        ("comparison below", "31%"),
    ]
    found = vnreport.extract(text).records
    assert [r.indicator and r.indicator.text for r in found if isinstance(r, vnreport.Comparison)] == [
        "số vụ",
        "số người chết",
        "số người bị thương",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tai nạn tăng cả 3 tiêu chí so với cùng kỳ.", [("figure", "3 tiêu chí")]),
        ("Tổng giá trị gia tăng trên 2.200 tỷ đồng.", [("figure", "2.200 tỷ đồng")]),
        ("Huyện giảm tỷ lệ hộ nghèo từ 5% xuống 3%.", [("percentage", "5%"), ("percentage", "3%")]),
        (
            "Năm 2018, mức tăng này thấp hơn mức tăng 6,3% của cùng kỳ năm 2015 và 5,4% của cùng kỳ 2016.",
            [("percentage", "6,3%"), ("percentage", "5,4%")],
        ),
    ],
)
def test_a_count_of_all_and_a_level_that_is_compared_with_are_no_change(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(text) == expected


def test_a_number_of_targets_passed_is_not_more_than_that() -> None:
    (passed,) = vnreport.extract("Huyện đạt và vượt 17 chỉ tiêu.").records
    assert isinstance(passed, vnreport.Figure)
    assert passed.approx is None


def test_what_passes_an_earlier_value_by_several_rates_is_compared_with_it() -> None:
    text = "Năm 2018, doanh thu và lợi nhuận vượt lần lượt 27% và 23% so với cùng kỳ năm 2017."
    found = [r for r in vnreport.extract(text).records if isinstance(r, vnreport.Comparison)]
    assert [r.baseline and r.baseline.kind for r in found] == ["same_period", "same_period"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hãng đạt doanh số 903 xe.", [("figure", "903 xe")]),
        ("Trường có sĩ số 45 học sinh.", [("figure", "45 học sinh")]),
        ("Theo công văn số 903 của bộ, hãng bán 12 xe.", [("figure", "12 xe")]),
        ("Hãng là 1 trong 50 doanh nghiệp lớn nhất thế giới.", [("figure", "50 doanh nghiệp")]),
    ],
)
def test_a_word_that_ends_like_a_name_of_numbers_is_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("times", ["hằng năm", "hàng năm", "mỗi năm"])
def test_a_range_behind_every_year_is_whole(times: str) -> None:
    assert kinds(f"Thu ngân sách tăng bình quân {times} 5-10%.") == [("comparison above", "5-10%")]
    assert kinds(f"Lúa tăng bình quân {times} 2%.") == [("comparison above", "2%")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong tháng 45 hộ thoát nghèo.", [("figure", "45 hộ")]),
        ("Từ đầu năm 5 xã đạt chuẩn.", [("figure", "5 xã")]),
        ("Mỗi tháng 12 tấn rác được thu gom.", [("figure", "12 tấn")]),
        ("Mỗi ngày 30 ca mắc được báo cáo.", [("figure", "30 ca mắc")]),
        ("Trong tháng 5 xã họp bàn.", []),
        ("Chi phí bán hàng quý 3 tấn tới.", []),
    ],
)
def test_what_is_counted_in_a_time_is_no_number_of_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_share_told_again_in_brackets_is_no_comparison() -> None:
    text = "Có 45 đại biểu không đồng ý (tương đương 9,1%)."
    assert kinds(text) == [("figure", "45 đại biểu"), ("percentage", "9,1%")]
