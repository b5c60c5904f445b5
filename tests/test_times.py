"""Times are found as news writes them, with their values, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport import sdmx
from vnreport.article import parse_article
from vnreport.context import read_context
from vnreport.times import Anchor, TimeMention, find_times, resolve
from vnreport.vocabulary import Rule, load_vocabulary
from vnreport.wordings import Wordings

VOCABULARY = load_vocabulary()
TODAY = Anchor(2024, 11, 28)


def read(text: str) -> list[TimeMention]:
    article = parse_article(text, VOCABULARY)
    return [m for passage in article.passages for m in find_times(passage, text, VOCABULARY)]


def told(text: str, anchor: Anchor = TODAY) -> list[tuple[str, str, str | None]]:
    return [(m.text, m.role, resolve(m, anchor)) for m in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("năm 2024", "2024"),
        ("đến hết năm 2024", "2024"),
        ("cả năm 2023", "2023"),
        ("giai đoạn 2021-2025", "2021-01-01/P5Y"),
        ("giai đoạn 2021 – 2025", "2021-01-01/P5Y"),
        ("từ năm 2016 đến năm 2020", "2016-01-01/P5Y"),
        ("từ năm 2011 đến nay", "2011-01-01/P14Y"),
        ("6 tháng đầu năm", "2024-S1"),
        ("nửa cuối năm 2023", "2023-S2"),
        ("quý III/2024", "2024-Q3"),
        ("quý 3 năm 2024", "2024-Q3"),
        ("quý một", "2024-Q1"),
        ("Q3/2020", "2020-Q3"),
        ("quý IV năm ngoái", "2023-Q4"),
        ("tháng 9/2016", "2016-09"),
        ("tháng Mười Một", "2024-11"),
        ("T9/2016", "2016-09"),
        ("tháng 9-2016", "2016-09"),
        ("9 tháng đầu năm", "2024-01-01/P9M"),
        ("11 tháng năm 2016", "2016-01-01/P11M"),
        ("chín tháng đầu năm nay", "2024-01-01/P9M"),
        ("8 tháng qua", "2024-01-01/P8M"),
        ("3 tháng cuối năm", "2024-10-01/P3M"),
        ("lũy kế đến hết tháng 9", "2024-01-01/P9M"),
        ("từ đầu năm đến nay", "2024-01-01/P11M"),
        ("từ đầu năm đến hết ngày 15/5/2017", "2017-01-01/P135D"),
        ("ngày 28/11", "2024-11-28"),
        ("sáng 22.10", "2024-10-22"),
        ("chiều 25-11", "2024-11-25"),
        ("30.4.2025", "2025-04-30"),
        ("ngày 2 tháng 9 năm 2024", "2024-09-02"),
        ("tính đến ngày 27/4/2021", "2021-04-27"),
        ("nửa đầu tháng 5/2017", "2017-05-01/P15D"),
        ("kỳ 2 tháng 4", "2024-04-16/P15D"),
        ("15 ngày đầu tháng 5", "2024-05-01/P15D"),
        ("tuần 11-17/10/2013", "2013-10-11/P7D"),
        ("từ ngày 26/7 đến hết ngày 24/9/2019", "2019-07-26/P61D"),
        ("từ ngày 20/12 đến ngày 10/1/2024", "2023-12-20/P22D"),
        ("từ tháng 10-2021 đến tháng 7-2022", "2021-10-01/P10M"),
        ("quý trước", "2024-Q3"),
        ("tháng trước", "2024-10"),
        ("năm ngoái", "2023"),
        ("vụ Đông Xuân 2023-2024", "2023-01-01/P2Y"),
        ("hiện nay", None),
    ],
)
def test_a_time_has_its_value(text: str, value: str | None) -> None:
    assert told(f"Theo báo cáo, {text}, sản lượng đạt 12 tấn") == [(text, read(text)[0].role, value)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("cùng kỳ", "same_period"),
        ("cùng kỳ năm 2023", "same_period"),
        ("cùng kỳ 2015", "same_period"),
        ("năm trước", "previous"),
        ("từ ngày 1/7", "since"),
        ("3 năm", "duration"),
        ("hai tháng", "duration"),
        ("3-5 năm", "duration"),
        ("09:38", "other"),
        ("9 giờ 30 phút sáng", "other"),
        ("15h", "other"),
        ("nhiệm kỳ 2020-2025", "other"),
        ("thế kỷ 21", "other"),
        ("hằng năm", "other"),
    ],
)
def test_a_time_has_its_role(text: str, role: str) -> None:
    assert [(m.text, m.role) for m in read(f"Việc đó xảy ra so với {text}.")] == [(text, role)]


@pytest.mark.parametrize(
    "text",
    [
        "Có 24/26 chỉ tiêu đạt kế hoạch",
        "Sản lượng tăng 2.024 tấn",
        "Huyện có 2000 hộ trồng chè",
        "Công ty thưởng 2 tháng lương",
        "Xã có 7/12 thôn văn hóa",
        "Tăng từ 5 đến 7%",
        "Phát hiện và thực hiện 12 việc",
        "Giá 12.500 đồng mỗi cân",
    ],
)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_series_shares_the_year_that_its_last_time_names() -> None:
    assert told("Trong tháng 7 và tháng 8/2020, giá tăng") == [
        ("Trong tháng 7", "period", "2020-07"),
        ("tháng 8/2020", "period", "2020-08"),
    ]


def test_months_that_open_a_sentence_are_those_of_the_year() -> None:
    assert told("8 tháng, kim ngạch đạt 5 tỷ USD") == [("8 tháng", "period", "2024-01-01/P8M")]
    assert told("Dự án chậm 8 tháng")[0][1] == "duration"


def test_december_in_a_report_of_january_is_of_the_year_before() -> None:
    assert told("So với tháng 12, giá tăng", Anchor(2025, 1, 6)) == [("tháng 12", "period", "2024-12")]


def test_a_sum_or_quarter_that_is_far_from_over_is_of_the_year_before() -> None:
    assert told("9 tháng đầu năm, giá tăng", Anchor(2025, 3, 6))[0][2] == "2024-01-01/P9M"
    assert told("6 tháng đầu năm, giá tăng", Anchor(2025, 3, 6))[0][2] == "2025-S1"
    assert told("Quý IV, giá tăng", Anchor(2025, 1, 6))[0][2] == "2024-Q4"
    assert told("Quý IV, giá tăng", Anchor(2025, 4, 6))[0][2] == "2025-Q4"


def test_a_quarter_has_a_value_where_no_month_of_the_article_is_known() -> None:
    assert told("Quý III, doanh thu tăng", Anchor(2024)) == [("Quý III", "period", "2024-Q3")]


def test_without_a_year_in_the_article_a_time_has_no_value() -> None:
    assert told("Quý III, doanh thu tăng", Anchor()) == [("Quý III", "period", None)]


def test_times_settle_one_another_over_the_article() -> None:
    text = "Kết quả quý I/2018\nQuý IV/2017 lỗ. Quý này, công ty lãi sau khi lỗ quý IV. Năm 2018 khả quan."
    context = read_context(parse_article(text, VOCABULARY), VOCABULARY)
    values = [resolve(m, context.anchor) for found in context.times for m in found]
    assert values == ["2018-Q1", "2017-Q4", "2018-Q1", "2017-Q4", "2018"]


@pytest.mark.parametrize("rule", VOCABULARY.rules("time"), ids=lambda rule: rule.id)
def test_each_form_of_a_time_is_read_in_an_example(rule: Rule) -> None:
    if rule.text("role") in ("none", "prefix"):  # they leave no mention of their own
        assert rule.examples
        return
    forms = {m.form for wording in rule.examples for m in read(wording) if m.rule == rule.name}
    assert set(rule.forms) <= forms


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_with_exact_offsets(text: str) -> None:
    behind = 0
    for mention in read(text):
        assert mention.text == text[mention.start : mention.end] != ""
        assert mention.start >= behind
        behind = mention.end
        resolve(mention, TODAY)


_WORDS = (
    "năm tháng ngày quý cùng kỳ từ đến đầu cuối tuần hết và , ( ) 2024 31 2 12 0 29/2 31.4 5-7 2100 IV 9T"
)


@given(st.lists(st.sampled_from(_WORDS.split(" ")), max_size=25).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_heap_of_time_words_gives_valid_values(text: str) -> None:
    for mention in read(text):
        value = resolve(mention, TODAY)
        if value is not None:
            assert sdmx.shift_years(value, 1) is not None


@pytest.mark.parametrize(
    ("value", "before", "previous"),
    [
        ("2020-01-01/P8M", "2019-01-01/P8M", "2019-05-01/P8M"),
        ("2024-Q1", "2023-Q1", "2023-Q4"),
        ("2024-S1", "2023-S1", "2023-S2"),
        ("2024-01", "2023-01", "2023-12"),
        ("2024", "2023", "2023"),
        ("2021-01-01/P5Y", "2020-01-01/P5Y", "2016-01-01/P5Y"),
        ("2024-02-29", "2023-02-28", "2024-02-28"),
        ("2017-05-01/P15D", "2016-05-01/P15D", "2017-04-16/P15D"),
    ],
)
def test_reckoning_with_values(value: str, before: str, previous: str) -> None:
    assert sdmx.same_period(value) == before
    assert sdmx.previous_period(value) == previous


def test_a_template_with_an_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown slot"):
        Wordings([("tháng {moon}", 1)], {})


@pytest.mark.parametrize("template", ["tháng (một", "tháng một)", "một|hai"])
def test_a_template_with_a_bracket_astray_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|bar"):
        Wordings([(template, 1)], {})
