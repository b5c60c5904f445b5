"""How a time stands in its sentence: it opens a clause, belongs to a report, or is told in passing."""

from __future__ import annotations

from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.families import PROGRAM
from vnreport.quantities import Quantity
from vnreport.sdmx import is_day
from vnreport.time_references import is_of_a_paper
from vnreport.times import TimeMention
from vnreport.vocabulary import Vocabulary

_FRONTED = 16
_ATTACHED = 6  # tokens between a value and its time
_OPENING = 4  # tokens of a value that opens its sentence
_JOINED = 8  # words such as "còn hiện nay trong" one after the other, before a time
_PARTS = frozenset(("year", "half", "quarter", "quarters", "month", "months", "to_month"))
_LINE = 24  # tokens of a stamp, and from an aim to the day before which it is to be reached
_STAMP = 3  # words beside a date on a line of its own
_NAME = 16  # tokens from a congress to its term
_DAYS = 8  # tokens from "ngày" to the bracket that says which
_COMPARED = 5  # tokens from "so với" to the time of what is compared with
_DUE = 4  # tokens from "dự kiến" to what is done
_BY = ("vào", "trong", "cuối", "đầu", "đến")
_TASKS = 16  # tokens between the noun of what is to be done and its period
_TOPIC = 12  # tokens between the noun of a report and its period


def serves(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time can be a value's: no baseline, no day of delivery, no mere age."""
    if time.role == "other" and "nhiệm kỳ" in time.text.casefold():
        named = vocabulary.wordings("congress").find(clauses.tokens[max(0, time.first - _NAME) : time.first])
        return not named and opens(clauses, time, vocabulary)  # Đại hội …, nhiệm kỳ 2020-2025, diễn ra
    if time.role not in ("period", "same_period", "previous"):
        return False
    if _is_against(clauses, time, vocabulary) or clauses.key(time.first - 1) == "hơn":
        return False  # cao hơn giai đoạn 1999 - 2009
    alike = vocabulary.wordings("alike").ending_at(clauses.tokens, time.first)
    if alike is not None or is_deployed(clauses, time, vocabulary):
        return False  # đạt tương đương năm 2023 với 3.100 tấn
    if time.reading == "day" and is_of_a_paper(clauses.tokens, time):
        return False  # theo Nghị định số 157/2018/NĐ-CP ngày 16/11/2018
    if clauses.key(time.first - 1) in vocabulary.words("around"):
        return is_term(clauses, time, vocabulary)
    # "kỳ hạn tháng 9", but "tạm ngừng có thời hạn trong tháng 9", "kế hoạch giao năm 2020"
    of_contract = time.reading == "month" and clauses.key(time.first) != "trong"
    return not of_contract or clauses.key(time.first - 1) not in vocabulary.words("delivery")


def _is_against(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is of what is compared with: "so với [ước thực hiện] năm 2017"; no plan's year."""
    against = vocabulary.lexicon("against")
    for at in range(time.first, max(0, time.first - _COMPARED), -1):
        if against.ending_at(clauses.tokens, at) is not None:
            return at == time.first or not vocabulary.lexicon("plan_noun").find(
                clauses.tokens[at : time.first]
            )
        if clauses.tokens[at - 1].shape != "word" or clauses.key(at - 1) == "thì" or at in clauses.time_to:
            return False  # so với cả nước thì đến năm 2018 …
    return False


def is_term(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a day is that before which something is to be done: "phấn đấu trước ngày 20/11 xây 100 nhà"."""
    if time.reading != "day" or clauses.key(time.first - 1) not in vocabulary.words("due-by"):
        return False
    before = clauses.tokens[max(0, time.first - _LINE) : time.first]
    return bool(vocabulary.wordings("planning").find(before) or vocabulary.wordings("yet-to-do").find(before))


def opens(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time stands at the head of a clause: "…, năm 2024 …", "Trong 9 tháng, …"."""
    at = time.first
    edges = vocabulary.lexicon("boundary")
    for _ in range(_JOINED):
        hit = edges.ending_at(clauses.tokens, at)
        if hit is None:
            break
        at = hit.first
    return at == 0 or clauses.tokens[at - 1].shape == "mark"


def attached(clauses: Clauses, quantity: Quantity, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a time at token `at` stands right behind a value: "4,76% năm 2024", "5 tỷ đồng trong 2018"."""
    first = quantity.last
    if at - first > _FRONTED:
        return False
    depth = clauses.depth(first)
    # "5,3% GDP (tương đương 190.000 tỷ đồng) trong năm 2013"
    words = tuple([clauses.tokens[i] for i in range(first, at) if clauses.depth(i) <= depth])
    begins_next = bool(words) and words[-1].key in vocabulary.words("next-told")
    # gấp 20 lần so với mức lương tại thời điểm năm 1995; the year of a plan is the value's
    if vocabulary.lexicon("against").find(words) and not vocabulary.lexicon("plan_noun").find(words):
        return False
    if begins_next or any(word.text in ",;:." for word in words):
        return False  # "quý III giảm 4,6% và quý IV chỉ giảm 0,3%"
    # A value that opens its sentence, or its clause, has its time behind it.
    opening = first <= _OPENING or clauses.key(quantity.approx_first - 1) in {",", ";", ":"}
    return opening or len(words) <= _ATTACHED


def is_event(clauses: Clauses, time: TimeMention, value: str) -> bool:
    """Whether a time is the day of a meeting, or today: no later sentence's values hold for it."""
    words = clauses.surface(max(0, time.first - 4), time.last).casefold()
    if time.reading == "now" or not is_day(value):
        return is_day(value)
    return not any(word in words for word in ("đến", "tới", "hết", "phiên", "chốt", "tính", "tại"))


def is_stamp(clauses: Clauses) -> bool:
    """Whether a line holds little but a date: "Thứ Sáu 02/10/2020, 08:55 (GMT+7)", "Đăng ngày 22-03-2016"."""
    if len(clauses.tokens) > _LINE:
        return False
    within = {at for time in clauses.times for at in range(time.first, time.last)}
    words = sum(token.shape == "word" and at not in within for at, token in enumerate(clauses.tokens))
    return words <= _STAMP


def is_aside(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is told in passing: in parentheses, in a contrast ("trong khi đầu năm 2024 chỉ 37")."""
    words = vocabulary.lexicon("boundary").ending_at(clauses.tokens, time.first)
    within = clauses.depth(time.first) > 0 and clauses.tokens[0].text not in OPENING
    if is_heading(clauses, time):
        return False
    return within or (words is not None and clauses.key(words.first + 1) == "khi")


def is_heading(clauses: Clauses, time: TimeMention) -> bool:
    """Whether a time stands in brackets that end a heading, or are one of their own.

    "Kết quả thực hiện một số chỉ tiêu (năm 2016)", "(Số liệu đến 0 giờ ngày 1/4/2019)"
    """
    if clauses.quantities or clauses.depth(time.first) == 0 or clauses.tokens[-1].text not in CLOSING:
        return False
    return time.reading in _PARTS or time.reading == "day"


def tells_which(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time in brackets says which days were meant: "3 ngày nghỉ tết (từ ngày 1-3/1/2021)"."""
    at = time.first - 1
    if at < 1 or clauses.tokens[at].text not in OPENING:
        return False
    for before in range(at - 1, max(-1, at - 1 - _DAYS), -1):
        if clauses.tokens[before].shape == "mark":
            return False
        if clauses.key(before) in vocabulary.words("day-noun"):
            return True
    return False


def is_reported(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of a report: "công bố kết quả 5 tháng đầu năm", "tổng kết công tác năm 2020"."""
    words = clauses.surface(max(0, time.first - _TOPIC), time.first).casefold()
    reported = any(noun in words for noun in vocabulary.words("report"))
    return reported and not is_programmed(clauses, time, vocabulary)


def is_programmed(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of what is yet to be done: "triển khai nhiệm vụ 6 tháng cuối năm"."""
    words = clauses.surface(max(0, time.first - _TOPIC), time.first).casefold()
    return any(noun in words for noun in vocabulary.words("program"))


def is_deployed(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of tasks for which people meet: "triển khai nhiệm vụ 6 tháng cuối năm".

    More may stand between where a report comes first: "kết quả năm 2024, định hướng phát triển xã năm 2025".
    """
    if not clauses.families & PROGRAM:
        return False
    first = time.first
    while first > max(0, time.first - _TASKS):
        joined = clauses.time_to.get(first)
        if joined is None and clauses.tokens[first - 1].shape != "word":
            break
        first = first - 1 if joined is None else joined.first
    tasks = vocabulary.wordings("program").find(clauses.tokens[first : time.first])
    if not tasks:
        return False
    task = first + tasks[-1].first
    before = clauses.tokens[max(0, task - _TOPIC) : task]
    if not vocabulary.wordings("deploys").find(before):
        return False
    near = first + tasks[-1].last == time.first
    return near or any(
        other.last <= task and is_reported(clauses, other, vocabulary) for other in clauses.times
    )


def is_due(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of a beginning or an end: "dự kiến hoàn thành vào năm 2022"."""
    if time.role != "period" or time.reading not in _PARTS:
        return False
    if vocabulary.wordings("founded").ending_at(clauses.tokens, time.first) is not None:
        return True  # khởi công năm 2015, tổng vốn 12 tỷ đồng
    done = vocabulary.wordings("due").ending_at(clauses.tokens, time.first)
    if done is None:
        return False
    planned = clauses.tokens[max(0, done.first - _DUE) : done.first]
    return time.text.casefold().startswith(_BY) or bool(vocabulary.wordings("planning").find(planned))


def looks_back(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a time is that of something long past: "nhậm chức hồi tháng 8/2018"."""
    words = vocabulary.words("looks-back")
    return clauses.key(time.first) in words or clauses.key(time.first - 1) in words


def is_held(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a day is that of a meeting or a paper: "do huyện tổ chức ngày 28/1".

    So is that of a report with a period of its own: "theo thống kê quý II của cục ngày 14/7".
    """
    if time.reading != "day":
        return False
    if clauses.key(time.first - 1) in vocabulary.words("held"):
        return True
    first = time.first
    while first and clauses.tokens[first - 1].text not in ",;:":
        first -= 1
    told = [other for other in clauses.times if first <= other.first and other.last <= time.first]
    leads = vocabulary.words("source-lead")
    sourced = any(clauses.key(at) in leads for at in range(first, time.first))
    return sourced and any(
        other.reading in _PARTS and is_reported(clauses, other, vocabulary) for other in told
    )
