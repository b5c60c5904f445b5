"""What a value is compared with: the plan, the same period, an earlier time, as the words around it say."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from vnreport.clauses import CLOSING, HARD_MARKS, OPENING, Clauses
from vnreport.document import BaselineKind
from vnreport.families import AGAINST
from vnreport.lexicon import Hit
from vnreport.nearest import Nearest
from vnreport.text import Token
from vnreport.times import TimeMention
from vnreport.vocabulary import Rule, Vocabulary

_DAYS = 10  # tokens from some days to the time of which they are


class BaselineMention(msgspec.Struct, frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) name a baseline; `time` is the time among them, if any.

    `kind` is "time" while the value's own period is needed to tell a previous period from an earlier time.
    """

    kind: BaselineKind | str
    first: int
    last: int
    time: TimeMention | None
    inferred: bool = False


def leads_to_baseline(
    tokens: tuple[Token, ...], at: int, vocabulary: Vocabulary, limit: int | None = None
) -> Hit[Rule] | None:
    """The "so với" that begins at a token; the "so" of "giá so sánh năm 2010" is none."""
    hit = vocabulary.lexicon("against").match(tokens, at, limit)
    return None if hit is None or hit.item.text("reading") == "none" else hit


def baseline_after(clauses: Clauses, index: int, vocabulary: Vocabulary) -> BaselineMention | None:
    """The baseline that follows quantity `index`, up to the next quantity, comma or hard mark.

    A plan noun may stand right behind the quantity ("101,9% KH"); everything else is led by "so với", or is a
    same period or previous period named as such ("tăng 12% cùng kỳ").
    """
    quantity = clauses.quantities[index]
    tokens = clauses.tokens
    at = quantity.approx_last
    if at < len(tokens) and tokens[at].text in CLOSING:
        at += 1
    parted = at > quantity.approx_last and clauses.key(at) == "và"  # số nhân viên (65%) và kế hoạch đầu tư
    direct = None if parted else _baseline_at(clauses, at, vocabulary, led=False)
    if direct is None and not clauses.leads[index].from_:
        direct = _year_before(clauses, at) or _result_of(clauses, index, vocabulary)
    if direct is not None or not clauses.families & AGAINST:
        return direct
    close = _closing(clauses, at)
    limit = len(tokens)
    following = bisect_left(clauses.quantities, close, lo=index + 1, key=lambda later: later.first)
    if following < len(clauses.quantities):
        limit = clauses.leads[following].first
    depth = 0
    verbs = vocabulary.lexicon("relation")
    start = at
    while at < limit:
        text = tokens[at].text
        if text in OPENING:
            if at == start:  # (tương ứng …) before "so với" is another quantity; a remark is passed over
                depth += 1
            else:
                return None
        elif text in CLOSING and depth:
            depth -= 1
        elif depth:
            pass  # what the remark compares is its own
        elif text == "," and at == start and leads_to_baseline(tokens, at + 1, vocabulary) is not None:
            pass  # giảm 70,3%, so với cùng kỳ
        elif text in HARD_MARKS or text == "," or text in CLOSING:
            return None
        else:
            hit = leads_to_baseline(tokens, at, vocabulary)
            if hit is not None:
                named = _baseline_at(clauses, hit.last, vocabulary, led=True)
                begins = at == start + 1 and tokens[start].text == ","
                # đạt 84%, so với cùng kỳ tăng 6%
                return None if begins and named and _is_change(verbs.match(tokens, named.last)) else named
            if at > start and _is_change(verbs.match(tokens, at)):
                return None  # 38% đơn vị có doanh thu tăng so với cùng kỳ
        at += 1
    return None


def _year_before(clauses: Clauses, at: int) -> BaselineMention | None:
    """`doanh thu năm 2018 đạt 38 tỷ, giảm 12% năm 2017`: the year before the one that was told."""
    time = clauses.time_at(at)
    if time is None or time.reading != "year" or time.year is None or clauses.key(at) != "năm":
        return None
    if clauses.years.get(time.year + 1, at + 1) > at:
        return None
    return BaselineMention("time", at, time.last, time)


def _result_of(clauses: Clauses, index: int, vocabulary: Vocabulary) -> BaselineMention | None:
    """`gấp 6 lần kết quả đạt được năm 2023`: what a value is so many times of, with its time."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "times":
        return None
    noun = vocabulary.wordings("earlier-result").match(clauses.tokens, quantity.approx_last)
    time = None if noun is None else clauses.time_at(noun.last)
    if noun is None or time is None or time.role not in ("period", "previous", "same_period"):
        return None
    return BaselineMention(_kind_of_time(time), noun.first, time.last, time)


def _is_change(hit: Hit[Rule] | None) -> bool:
    return hit is not None and hit.item.text("reading") == "change" and hit.last - hit.first == 1


def _closing(clauses: Clauses, at: int) -> int:
    """Where a remark in parentheses that begins at token `at` ends: "(tương đương 7,8%) so với dự toán"."""
    if at >= len(clauses.tokens) or clauses.tokens[at].text not in OPENING:
        return at
    index = bisect_left(clauses.closings, at)
    return clauses.closings[index] if index < len(clauses.closings) else at


def baselines_behind(
    clauses: Clauses, named: BaselineMention, vocabulary: Vocabulary
) -> list[BaselineMention]:
    """A baseline with those that "và" or a comma joins to it: "so với cùng kỳ và đầu năm nay"."""
    found = [named]
    while clauses.key(found[-1].last) in ("và", ","):
        at = found[-1].last + 1
        hit = leads_to_baseline(clauses.tokens, at, vocabulary)
        following = _baseline_at(clauses, at if hit is None else hit.last, vocabulary, led=hit is not None)
        if following is None and hit is None and (time := clauses.time_at(at)) is not None:
            following = BaselineMention(_kind_of_time(time), at, time.last, time)
        if following is None:
            break
        found.append(following)
    return found


class BaselinesBefore:
    """The baselines named before changes: "So với cùng kỳ năm trước, …", "so với cả năm 2015, tăng …".

    Where "so với" stands is looked up once, when first asked for, not for each number of a long sentence.
    """

    def __init__(self, clauses: Clauses, vocabulary: Vocabulary) -> None:
        self._clauses = clauses
        self._vocabulary = vocabulary
        self._nearest: list[Hit[Rule] | None] | None = None

    def of(self, index: int) -> BaselineMention | None:
        """The baseline named before quantity `index`, with no hard mark between."""
        if self._nearest is None:
            self._nearest = _nearest_led(self._clauses, self._vocabulary)
        led = self._nearest[index]
        if led is None:
            return None
        clauses = self._clauses
        for before in range(clauses.quantities_to(led.first) - 1, -1, -1):
            quantity = clauses.quantities[before]
            if led.first - quantity.approx_last > 4:
                break
            if not _mark_between(clauses, quantity.last, led.first):
                return None  # it belongs to the quantity before it
        return _baseline_at(clauses, led.last, self._vocabulary, led=True)


def baseline_in_words(clauses: Clauses, last: int, vocabulary: Vocabulary) -> BaselineMention | None:
    """What is compared with before token `last`, with no value: "phát triển khá so với cùng kỳ; …"."""
    against = vocabulary.lexicon("against")
    if not clauses.families & AGAINST:
        return None
    for at in against.starts(clauses.tokens[:last]):
        hit = leads_to_baseline(clauses.tokens, at, vocabulary)
        if hit is not None and not clauses.depth(at):
            named = _baseline_at(clauses, hit.last, vocabulary, led=True)
            return named if named is not None and named.kind in ("same_period", "previous_period") else None
    return None


def _nearest_led(clauses: Clauses, vocabulary: Vocabulary) -> list[Hit[Rule] | None]:
    """For each quantity the last "so với" before it, with no hard mark between; no single "với"."""
    tokens = clauses.tokens
    against = vocabulary.lexicon("against")
    if not clauses.families & AGAINST:
        return [None] * len(clauses.leads)
    hits = (leads_to_baseline(tokens, at, vocabulary) for at in against.starts(tokens))
    led = {
        hit.first: hit for hit in hits if hit and (hit.last - hit.first > 1 or tokens[hit.first].key == "so")
    }
    nearest = Nearest(list(led), [clauses.depth(at) for at in led])
    marks = [at for at, token in enumerate(tokens) if token.text in HARD_MARKS and token.text != ":"]
    found: list[Hit[Rule] | None] = []
    for lead in clauses.leads:
        at = nearest.before(lead.first, clauses.depth(lead.first))  # what a remark compares is its own
        parted = bisect_left(marks, at) < bisect_left(marks, lead.first)
        found.append(None if at < 0 or parted else led[at])
    return found


def baseline_of_share(clauses: Clauses, index: int, vocabulary: Vocabulary) -> BaselineMention | None:
    """`bằng 1,7% kim ngạch xuất khẩu`: the thing right behind the share that it is a part of."""
    tokens = clauses.tokens
    first = at = clauses.quantities[index].approx_last
    if (clauses.key(at), clauses.key(at + 1)) == ("con", "số"):
        at += 2  # gấp đôi con số năm 2014
    time = clauses.time_at(at + (clauses.key(at) == "của"))
    if time is not None and time.role in ("period", "previous"):
        # gấp 2,4 lần năm 2009, bằng 48% của 4 tháng năm 2022
        return BaselineMention(_kind_of_time(time), first, time.last, time)
    lead = clauses.leads[index].first
    if _is_change(vocabulary.lexicon("relation").match(tokens, lead, lead + 1)):
        return None  # tăng gấp đôi nhân sự
    average = vocabulary.lexicon("baseline").match(tokens, first)
    if average is not None and average.item.text("baseline") == "other":
        at = average.last  # gấp 2 lần mức bình quân cả nước
    stop = vocabulary.lexicon("boundary", "relation", "against")
    limit = clauses.leads[index + 1].first if index + 1 < len(clauses.quantities) else len(tokens)
    while at < min(limit, first + 12) and tokens[at].shape != "mark" and stop.match(tokens, at) is None:
        at += 1
    return BaselineMention("other", first, at, None) if at > first else None


def baseline_between(clauses: Clauses, index: int, vocabulary: Vocabulary) -> BaselineMention | None:
    """A baseline between a verb of difference and its number: "cao hơn giá thị trường 25%", "vượt KH 5%"."""
    tokens = clauses.tokens
    last = clauses.quantities[index].approx_first
    floor = clauses.quantities[index - 1].approx_last if index else 0
    verbs = vocabulary.lexicon("relation")
    for at in range(last - 1, max(floor, last - 14) - 1, -1):
        if tokens[at].text in HARD_MARKS or tokens[at].text in ",()":
            return None
        verb = verbs.ending_at(tokens, at)
        if verb is None or at >= last:
            continue
        reading = verb.item.text("reading")
        named = _baseline_at(clauses, at, vocabulary, led=True)
        if named is None:
            return None
        if reading == "plan":
            return named if named.kind == "plan" else None
        if reading == "change" and tokens[at - 1].key == "hơn":
            return BaselineMention(named.kind, at, max(named.last, last), named.time)
        return None
    return None


def _mark_between(clauses: Clauses, first: int, last: int) -> bool:
    return any(clauses.tokens[at].text in ",;.:(" for at in range(first, last))


def _baseline_at(clauses: Clauses, at: int, vocabulary: Vocabulary, *, led: bool) -> BaselineMention | None:
    tokens = clauses.tokens
    lexicon = vocabulary.lexicon("baseline")
    first = at
    for _ in range(4 if led else 2):
        time = clauses.time_at(at)
        if time is not None and time.role == "duration" and led:
            time = _time_behind(clauses, time)
        if time is not None:
            kind = _kind_of_time(time)
            if not led and kind not in ("same_period", "previous_period"):
                return None
            return BaselineMention(kind, at, time.last, time)
        hit = lexicon.match(tokens, at)
        if hit is not None:
            last = hit.last
            following = clauses.time_behind(last + (clauses.key(last) == "của"))  # kế hoạch của năm 2022
            if following is not None:
                last = following.last
            kind = hit.item.text("baseline")
            if kind == "plan":
                return BaselineMention(kind, first, after_giver(clauses, last, vocabulary), following)
            planned = lexicon.match(tokens, hit.last) if led and kind == "other" else None
            if planned is not None and planned.item.text("baseline") == "plan":
                return BaselineMention("plan", first, planned.last, None)  # so với mức giá kế hoạch năm
            if kind == "other" and following is not None and following.role == "same_period":
                kind = "same_period"  # so với bình quân cùng kỳ
            level = _time_of_level(clauses, last) if kind == "other" and led else None
            if level is not None:
                return BaselineMention(_kind_of_time(level), first, level.last, level)
            if not led and kind == "other":
                return None
            if not led and kind == "earlier_time":
                return None
            return BaselineMention(kind, first, last, following)
        if at < len(tokens) and tokens[at].key in vocabulary.words("link"):
            at += 1
        else:
            break
    if not led:
        return None
    # "so với lượng nhập cùng kỳ", "so với giá thế giới": a time among the next words, else another thing.
    stop = at
    while (
        stop < len(tokens)
        and tokens[stop].text not in HARD_MARKS
        and tokens[stop].text not in ",()"
        and stop - at < 12
    ):
        if stop in clauses.begun:
            time = _time_of_level(clauses, stop)
            if time is not None:
                return BaselineMention(_kind_of_time(time), first, time.last, time)
            break
        if tokens[stop].key == "và" and _is_change(vocabulary.lexicon("relation").match(tokens, stop + 1)):
            break  # so với thời gian liền kề và giảm 25%
        time = clauses.time_at(stop)
        if time is not None and time.role in ("same_period", "previous", "period"):
            return BaselineMention(_kind_of_time(time), first, time.last, time)
        hit = lexicon.match(tokens, stop)
        if hit is not None and hit.item.text("baseline") in ("plan", "same_period"):
            return BaselineMention(hit.item.text("baseline"), first, hit.last, None)
        stop += 1
    return BaselineMention("other", first, stop, None) if stop > first else None


def _time_behind(clauses: Clauses, duration: TimeMention) -> TimeMention:
    """The time of the days that are compared with: "so với 5 ngày đầu kỳ nghỉ Tết 2018"; else they alone."""
    for at in range(duration.last, min(duration.last + _DAYS, len(clauses.tokens))):
        if clauses.tokens[at].shape == "mark":
            break
        time = clauses.time_at(at)
        if time is not None:
            return time if time.role in ("same_period", "previous", "period") else duration
    return duration


def after_giver(clauses: Clauses, at: int, vocabulary: Vocabulary) -> int:
    """Where a plan ends with who set it, from token `at` on: "kế hoạch được HĐND huyện giao"."""
    set_by = at + (clauses.key(at) in vocabulary.words("set-by"))
    giver = vocabulary.lexicon("baseline").match(clauses.tokens, set_by)
    return giver.last if giver is not None and giver.item.text("baseline") == "plan" else at


def _time_of_level(clauses: Clauses, at: int) -> TimeMention | None:
    """The time behind the level that is compared with: "so với mức giá 216 USD/tấn của cùng kỳ"."""
    level = clauses.quantity_from(at)
    if level is None or level.approx_first != at:
        return None
    time = clauses.time_at(level.approx_last + (clauses.key(level.approx_last) == "của"))
    return time if time is not None and time.role in ("same_period", "previous", "period") else None


def _kind_of_time(time: TimeMention) -> str:
    if time.role == "same_period":
        return "same_period"
    if time.role == "previous":
        return "previous_period"
    return "time"
