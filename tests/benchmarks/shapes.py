"""Articles of a chosen size for measuring: news in one sentence, many numbers or officials, hostile ones.

Each function takes a number of characters and gives a text of about that length.
"""

from __future__ import annotations

from collections.abc import Callable

_SENTENCE = (
    "Năm 2024, thu ngân sách nhà nước trên địa bàn tỉnh ước đạt 54.341 tỷ đồng, vượt 52,8% dự toán và tăng "
    "25,9% so với cùng kỳ, đồng chí Nguyễn Văn Bình, Chủ tịch UBND tỉnh cho biết ở thành phố Nam Định. "
)
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLE = ("Văn", "Thị", "Đức", "Quang", "Minh", "Thanh", "Ngọc", "Hữu", "Xuân", "Kim")
_GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hùng", "Lan", "Mai", "Nam", "Sơn")
_PLACES = (
    "Nam Định",
    "Hà Giang",
    "Bình Thuận",
    "Quảng Trị",
    "Lào Cai",
    "Kiên Giang",
    "Sóc Trăng",
    "Bắc Ninh",
)


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def numbers(size: int) -> str:
    """Counts and shares, a dozen to a sentence."""
    rows: list[str] = []
    length = at = 0
    while length < size:
        parts = ", ".join(f"xã {n % 90} đạt {n % 900 + 1},5 triệu đồng" for n in range(at, at + 12))
        rows.append(f"Năm 2024, {parts}, tăng {at % 80 + 1}% so với cùng kỳ.")
        length += len(rows[-1]) + 1
        at += 12
    return "\n".join(rows)


def officials(size: int) -> str:
    """One person with a position to a sentence, all of different names while there are enough."""
    rows: list[str] = []
    length = at = 0
    while length < size:
        given = f"{_GIVEN[at % 10]} {_GIVEN[at // 1000 % 10]}" if at >= 1000 else _GIVEN[at % 10]
        name = f"{_FAMILY[at // 100 % 10]} {_MIDDLE[at // 10 % 10]} {given}"
        rows.append(f"Đồng chí {name}, Phó Chủ tịch UBND tỉnh {_PLACES[at % 8]}, phát biểu tại hội nghị.")
        length += len(rows[-1]) + 1
        at += 1
    return "\n".join(rows)


def news(size: int) -> str:
    """Sentences as in news, a paragraph each: what the others are measured against."""
    rows = [_SENTENCE.strip(), "Theo báo cáo, tình hình kinh tế - xã hội của địa phương tiếp tục ổn định."]
    return _repeated("\n".join([*rows, ""]))(size)


SHAPES: dict[str, Callable[[int], str]] = {
    "news": news,
    "one sentence": lambda size: _repeated(_SENTENCE)(size).replace(". ", ", "),
    "numbers": numbers,
    "places": _repeated("Nam Định 5 tỷ đồng, "),
    "officials": officials,
    "một một một": _repeated("một "),
    "one long number": _repeated("1234567890"),
    "numbers, commas": _repeated("1,5, "),
    "open parentheses": _repeated("(5 xã "),
    "no spaces": _repeated("ngânsáchnhànước"),
    "a word without an end, then shares": lambda size: "mắt" * (size // 6) + " 5%" * (size // 6),
    "commas": _repeated(","),
    "capitals": _repeated("Nguyễn Văn An "),
    "titles": _repeated("Phó Chủ tịch "),
    "full stops": _repeated("TP. "),
    "years": _repeated("năm 2024 "),
    "tỷ tỷ tỷ": _repeated("tỷ "),
    "changes": _repeated("tăng 5% "),
    "changes of years": _repeated("giảm 12% năm 2017 "),
    "changes in brackets": lambda size: "(" * (size // 12) + "tăng 5% ) " * (size // 12),
    "labels": _repeated("5% : "),
    "times, then numbers": lambda size: "6 tháng " * (size // 16) + "5 ha " * (size // 10),
    "hiện nay": lambda size: "hiện nay " * (size // 18) + "5 ha " * (size // 10),
    "a place, then numbers": lambda size: "Tại Ý, " + _repeated("đón 12.300 lượt khách ")(size),
    "companies of places": lambda size: (
        _repeated("Công ty Nam Định ")(size // 2) + _repeated("5 ha ")(size // 2)
    ),
    "pairs": _repeated("lần lượt 5% và 7%, "),
    "plans without a phrase": lambda size: "Thu ngân sách " + _repeated("kế hoạch 5 tỷ; ")(size),
    "a label, then shares": _repeated("phòng: 150%, "),
    "shares behind amounts": _repeated("ước 5 tỷ đồng, đạt 50%, "),
    "numbers, then plans": lambda size: _repeated("5% ")(size // 2) + _repeated("vượt kế hoạch ")(size // 2),
    "counts of officials": _repeated("của3Bí thư24/26"),
    "so với": _repeated("tăng 5% so với "),
    "từ đến": _repeated("từ 5 đến 7% "),
    "a range of ranges": _repeated("5-7-"),
    "percent signs": _repeated("%"),
    "fractions": _repeated("1/2 xã, "),
    "thousands": _repeated("1.000."),
    "days": _repeated("ngày 1/1/2024, "),
    "ranks": _repeated("đứng thứ 3 "),
    "plans": _repeated("vượt kế hoạch "),
    "names": _repeated("ông Nguyễn Văn An, Chủ tịch, "),
    "abbreviations": _repeated("Ủy ban nhân dân (UBND) "),
    "indicators": _repeated("thu ngân sách nhà nước "),
    "leaders": _repeated("."),
    "sentences of one word": _repeated("A. "),
    "lines of one word": _repeated("năm\n"),
    "empty lines": _repeated("\n"),
    "spaces": lambda size: "5 xã." + " " * size + "x",
    "quotes": _repeated('"“'),
    "dashes": _repeated("– "),
    "parentheses in parentheses": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "one capital word": _repeated("ĐẢNG"),
    "tones upon tones": lambda size: "a" + "\u0301\u0323" * (size // 2),
    "words that no eye sees": _repeated("1\u200b"),
    "thousands in columns": _repeated("đạt 120 145 "),
    "digits in groups": _repeated("1\u00a0000"),
}
