"""What the slots of patterns/times.toml read: {year}, {month}, {day}, {quarter}, {count} and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from vnreport.text import Token, fold
from vnreport.wording_states import Condition, Slot

Found = Iterator[tuple[int, Mapping[str, int]]]
Reader = Callable[[tuple[Token, ...], int], Found]

_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_AFTER_TEN = {**_DIGITS, "mốt": 1, "tư": 4, "lăm": 5}
_MONTHS = {**_DIGITS, "giêng": 1, "tư": 4, "chạp": 12, "mười": 10}
# "tháng năm", "tháng hai lần" in small letters are no May and no February.
_DOUBTFUL_MONTHS = frozenset(("một", "hai", "ba", "bốn", "năm"))
_LONGEST_NUMBER = 8  # pieces: 1.234.567,89
_NO_NOUNS = frozenset(
    (
        *(
            "là",
            "đạt",
            "tăng",
            "giảm",
            "và",
            "thì",
            "của",
            "được",
            "đã",
            "có",
            "với",
            "do",
            "nhưng",
            "trở",
            "cho",
        ),
        *(
            "đến",
            "tới",
            "lên",
            "vẫn",
            "sẽ",
            "đang",
            "khi",
            "trên",
            "tại",
            "ở",
            "theo",
            "ước",
            "còn",
            "cũng",
            "như",
        ),
        *("diễn", "để", "trong", "về", "vào", "mà", "nay", "hoặc", "bằng", "so"),
    )
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}


def _value(piece: Token) -> int | None:
    """The value of a short run of digits (four at most), else None."""
    return int(piece.text) if piece.shape == "number" and len(piece.text) <= 4 else None


def _between(name: str, low: int, high: int, digits: int = 2) -> Reader:
    def read(pieces: tuple[Token, ...], at: int) -> Found:
        number = _value(pieces[at])
        if number is not None and low <= number <= high and len(pieces[at].text) <= digits:
            yield at + 1, {name: number}

    return read


def _year(pieces: tuple[Token, ...], at: int) -> Found:
    number = _value(pieces[at])
    if number is not None and 1800 <= number <= 2199:
        yield at + 1, {"year": number}


def _short_year(pieces: tuple[Token, ...], at: int) -> Found:
    number = _value(pieces[at])
    if number is not None and len(pieces[at].text) == 2 and number <= 50:
        yield at + 1, {"year": 2000 + number}


def _month(pieces: tuple[Token, ...], at: int) -> Found:
    piece = pieces[at]
    number = _value(piece)
    if number is not None:
        if 1 <= number <= 12 and len(piece.text) <= 2:
            yield at + 1, {"month": number}
        return
    doubtful = piece.key in _DOUBTFUL_MONTHS and not piece.text[0].isupper()
    if piece.key not in _MONTHS or (doubtful and not _stands_alone(pieces, at + 1)):
        return  # trong tháng ba xã đạt chuẩn
    following = pieces[at + 1].key if at + 1 < len(pieces) else ""
    if piece.key == "mười" and following in ("một", "hai"):
        yield at + 2, {"month": 10 + _DIGITS[following]}
    yield at + 1, {"month": _MONTHS[piece.key]}


def _stands_alone(pieces: tuple[Token, ...], at: int) -> bool:
    """Whether a mark or a year follows, and so nothing that is counted: "trong tháng ba, …"."""
    if at == len(pieces) or pieces[at].shape == "mark":
        return True
    return pieces[at].key == "năm" and at + 1 < len(pieces) and pieces[at + 1].shape == "number"


def _quarter(pieces: tuple[Token, ...], at: int) -> Found:
    piece = pieces[at]
    number = _value(piece)
    if number is not None:
        if 1 <= number <= 4 and len(piece.text) == 1:
            yield at + 1, {"quarter": number}
        return
    quarter = _QUARTERS.get(piece.text) or _QUARTERS.get(piece.key)
    if quarter:
        yield at + 1, {"quarter": quarter}


def _count(pieces: tuple[Token, ...], at: int) -> Found:
    """A number of units; one that is no whole number below a thousand is read without its value."""
    piece = pieces[at]
    if piece.text[0].isdecimal():
        end = at + 1
        limit = min(len(pieces) - 1, at + _LONGEST_NUMBER)
        while end < limit and pieces[end].text in ".," and _glued_digits(pieces, end):
            end += 2
        number = _value(piece)
        whole = end == at + 1 and number is not None and 1 <= number <= 999
        yield end, {"count": number} if whole and number is not None else {}
        return
    following = pieces[at + 1].key if at + 1 < len(pieces) else ""
    if piece.key == "mười":
        if following in _AFTER_TEN:
            yield at + 2, {"count": 10 + _AFTER_TEN[following]}
        yield at + 1, {"count": 10}
    elif piece.key == "năm":
        # "nhiều năm ngày càng": as a number it is read before "năm" alone, or before "tháng đầu".
        after = pieces[at + 2].key if at + 2 < len(pieces) else ""
        if following == "năm" or (following == "tháng" and after in ("đầu", "cuối", "qua")):
            yield at + 1, {"count": 5}
    elif piece.key in _DIGITS:
        if following in ("mươi", "chục"):
            unit = pieces[at + 2].key if at + 2 < len(pieces) else ""
            if unit in _AFTER_TEN:
                yield at + 3, {"count": _DIGITS[piece.key] * 10 + _AFTER_TEN[unit]}
            yield at + 2, {"count": _DIGITS[piece.key] * 10}
        yield at + 1, {"count": _DIGITS[piece.key]}


def _glued_digits(pieces: tuple[Token, ...], mark: int) -> bool:
    """Whether digits follow a mark, with no space about it."""
    before, point, after = pieces[mark - 1 : mark + 2]
    return before.end == point.start and point.end == after.start and after.shape == "number"


def _number(pieces: tuple[Token, ...], at: int) -> Found:
    if pieces[at].text.isdecimal():
        yield at + 1, {}


def _roman(pieces: tuple[Token, ...], at: int) -> Found:
    text = pieces[at].text
    if (text.isdecimal() and len(text) <= 2) or (len(text) <= 7 and all(letter in "IVXL" for letter in text)):
        yield at + 1, {}


def _mark(marks: str) -> Reader:
    def read(pieces: tuple[Token, ...], at: int) -> Found:
        if pieces[at].text in marks:
            yield at + 1, {}

    return read


def _begin(pieces: tuple[Token, ...], at: int) -> bool:
    return at == 0


def _stop(pieces: tuple[Token, ...], at: int) -> bool:
    """Whether no noun follows that could be counted: "so với 2019 tăng", not "2019 hộ"."""
    return at == len(pieces) or not pieces[at].text[0].isalnum() or pieces[at].key in _NO_NOUNS


CONDITIONS: Mapping[str, Condition] = {"begin": _begin, "stop": _stop}

SLOT_WORDS = frozenset(_DIGITS) | {"mười", "(", "["}

SLOTS: Mapping[str, Slot] = {
    "year": Slot(_year, digits=4),
    "yy": Slot(_short_year),
    "month": Slot(_month, frozenset(_MONTHS), inner=frozenset(("một", "hai"))),
    "day": Slot(_between("day", 1, 31)),
    "quarter": Slot(_quarter, frozenset(map(fold, _QUARTERS))),
    "count": Slot(
        _count, frozenset(_DIGITS) | {"mười"}, inner=frozenset((*".,", "mươi", "chục", *_AFTER_TEN))
    ),
    "hour": Slot(_between("hour", 0, 24)),
    "minute": Slot(_between("minute", 0, 59)),
    "number": Slot(_number),
    "ordinal": Slot(_roman, None),
    "open": Slot(_mark("(["), "(["),
    "close": Slot(_mark(")]"), ")]"),
}
