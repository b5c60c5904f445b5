"""Text out of a fuzzer's bytes, which are seldom Vietnamese by themselves."""

from __future__ import annotations

# `|` is a space within a piece.
_WORDS = (
    "một hai ba bốn năm sáu bảy tám chín mười mươi mốt lăm tư linh lẻ không trăm nghìn ngàn vạn triệu "
    "tỷ tỉ rưỡi phẩy nửa đồng USD VNĐ % ‰ điểm|phần|trăm tấn tạ/ha ha m2 km kWh lần lượt|khách xã hộ "
    "sản|phẩm đảng|viên người dự|án tăng giảm vượt đạt bằng gấp hụt chiếm còn ước đứng|thứ đứng|đầu "
    "cao|nhất thấp|nhất lên xuống từ đến so|với cùng|kỳ kế|hoạch KH dự|toán chỉ|tiêu năm|trước "
    "tháng|trước quý|I quý|III/2024 6|tháng|đầu|năm 9|tháng giai|đoạn nhiệm|kỳ năm|2024 năm|2023 "
    "tháng|9/2024 ngày|28/11/2024 28/11 2021-2025 hơn gần khoảng trên dưới tối|đa không|quá trở|lên "
    "thu|ngân|sách|nhà|nước tổng|sản|phẩm|trên|địa|bàn (GRDP) tốc|độ|tăng|trưởng kim|ngạch|xuất|khẩu "
    "tỷ|lệ|hộ|nghèo cả|nước toàn|tỉnh tỉnh|Nam|Định thành|phố TP. Hà|Nội Thanh|Hóa huyện VN-67 của "
    "trong và hoặc là các những mỗi đồng|chí ông bà Nguyễn Văn An Đỗ|Quốc|Cảnh Chủ|tịch Phó UBND|tỉnh "
    "Bí|thư Tỉnh|ủy nguyên quyền Giám|đốc Sở phát|biểu trình|bày kết|luận mục|tiêu phấn|đấu dự|kiến "
    "gấp|đôi lần|thứ Nghị|quyết|số|17-NQ/TU tuổi covid-19 billion million "
)
_MARKS = (
    ". , ; : ( ) [ ] - – / ' \" “ ” ! ? … = + @ < > & \\ | * # ~ ^ _ { } $ ° 0 1 2 3 4 5 6 7 8 9 00 000 .000 "
    ",5 0,0 1.234 54.341 12,5 99 100 1e9 ½ ٣ ３ ² <p> </td> </script> &amp; [red] {x}"
)
# More digits than are read, and than int() takes.
_LONG = ("9" * 40, "9" * 5000, ".000" * 12, "0," + "3" * 400)
_ODD = (
    "\n",
    "\n\n",
    "\r",
    "\t",
    " ",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\u202e",
    "\u0301",
    "\u0323",
    "\ufeff",
    "\x1b[31m",
    "\x00",
    "\u2028",
    "\ud800",
    "😀",
    "﷽",
)
# Pieces from 0 on stand behind a space, those behind them as they are.
_PIECES = (
    *(" " + piece.replace("|", " ") for piece in _WORDS.split()),
    *_MARKS.split(" "),
    *_ODD,
    *_LONG,
)
assert len(_PIECES) <= 256, len(_PIECES)


def composed(data: bytes) -> str:
    """A text of a piece a byte: a numeral, a unit, a title, a mark, half a date.

    Bytes that name none stand for the character of that number.
    """
    return "".join(_PIECES[byte] if byte < len(_PIECES) else chr(byte) for byte in data)
