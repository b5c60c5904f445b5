"""Numbers of any size are read exactly or not at all: never rounded, never infinite."""

from __future__ import annotations

from decimal import Decimal

import pytest

import vnreport
from vnreport.document import Comparison, Figure, Percentage

FRAMES = (
    "Thu ngân sách năm 2024 đạt {} tỷ đồng, tăng {} lần so với {} tỷ đồng.",
    "Có {} xã, {}/{} hộ nghèo, bằng {}% kế hoạch, tăng {}% so với 0.",
    "Tỉnh đứng thứ {}/{} cả nước trong {} tháng đầu năm {}, giai đoạn {}-{}.",
    "Ngày {}/{}/{}, từ {} đến {} triệu đồng; quý {}/{}; {} phần {}; ông Lê Văn An, {} tuổi.",
    "GRDP năm 2024 đạt {} tỷ đồng, giảm {}% so với năm 2023; 45/{} xã, đạt {}%; Nghị quyết {}-NQ/TU.",
)
HUGE = (
    "9" * 4299,
    "9" * 4301,
    "9" * 50_000,
    "1" + ".000" * 2000,
    "0," + "3" * 400,
    "٣" * 5000,
    "1e999999999",
)


def measured(text: str) -> list[Figure | Percentage | Comparison]:
    """The records of a text that have values."""
    records = vnreport.extract(text).records
    return [record for record in records if isinstance(record, Figure | Percentage | Comparison)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("number", HUGE, ids=lambda number: f"{number[:3]}-of-{len(number)}")
def test_what_is_too_long_is_left_unread(frame: str, number: str) -> None:
    for record in measured(frame.format(*[number] * frame.count("{}"))):
        told = [record.value, record.low, record.high, record.of]
        assert all(part is None or len(part.as_tuple().digits) <= 4 for part in told), told


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("digits", range(27, 33))
def test_numbers_about_the_limit_are_exact_or_unread(frame: str, digits: int) -> None:
    number = "".join(str(at % 9 + 1) for at in range(digits))
    for record in measured(frame.format(*[number] * frame.count("{}"))):
        for part in (record.value, record.low, record.high, record.of):
            if part is not None and len(part.as_tuple().digits) > 4:
                assert format(part, "f").rstrip("0") == number.rstrip("0")


def test_a_million_digits_are_left_unread() -> None:
    assert measured(FRAMES[0].format(*["9" * 1_000_000] * 3)) == []


def test_a_count_of_thirty_digits_is_read() -> None:
    (figure,) = measured("Có 123456789012345678901234567890 hộ nghèo.")
    assert figure.value == Decimal("123456789012345678901234567890")


def test_a_fraction_that_shares_its_scale_word_is_exact() -> None:
    part, whole = "12345678901234567890,1234567891", "22345678901234567890"
    (figure,) = measured(f"Giải ngân {part}/{whole} tỷ đồng.")
    assert format(figure.value, "f") == "12345678901234567890123456789.1"


def test_decimals_in_words_beyond_the_limit_are_not_rounded() -> None:
    assert measured(f"Thu ngân sách đạt một phẩy {'một ' * 150} tỷ đồng.") == []
    (figure,) = measured(f"Thu ngân sách đạt một phẩy {'một ' * 20} tỷ đồng.")
    assert figure.value == Decimal(f"1.{'1' * 20}").scaleb(9).normalize()


@pytest.mark.parametrize(
    "words",
    [
        "5 tỷ tỷ tỷ tỷ",
        "0,00001 tỷ tỷ tỷ tỷ",
        f"5{' tỷ' * 1000}",
        f"một phẩy năm{' tỷ' * 1000}",
        "1 nghìn tỷ tỷ tỷ",
        "một nghìn tỷ tỷ tỷ tỷ",
        f"{'9' * 25} tỷ tỷ",
        f"{'9' * 30} tỷ rưỡi",
        "9" * 31,
    ],
)
def test_scales_that_overflow_are_refused(words: str) -> None:
    assert measured(f"Thu ngân sách đạt {words} đồng.") == []


def test_scales_as_far_as_numbers_go_are_exact() -> None:
    (figure,) = measured("Thu ngân sách đạt 999,5 tỷ tỷ tỷ đồng.")
    assert figure.value == Decimal("999500000000000000000000000000")


@pytest.mark.parametrize("zero", ["0", "0,0", "không", "0 đồng", "0%"])
def test_nothing_is_divided_by_a_stated_zero(zero: str) -> None:
    text = (
        f"Thu ngân sách năm 2024 đạt 5 tỷ đồng, tăng 3 lần so với {zero}. Có 5/{zero} xã, đạt {zero}%, "
        f"bằng {zero} lần kế hoạch. Kim ngạch năm 2024 đạt {zero} tỷ đồng, "
        f"giảm 100% so với năm 2023, bằng {zero}% kế hoạch."
    )
    document = vnreport.extract(text)
    for record in measured(text):
        for part in (record.value, record.of, getattr(record, "ratio", None)):
            assert part is None or part.is_finite()
    assert all(derived.value.is_finite() for derived in document.derived)
