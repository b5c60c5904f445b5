"""What a plan sets without a word of its own: the values behind "các chỉ tiêu nhiệm kỳ 2020-2025"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from vnreport import sdmx
from vnreport.clauses import Clauses
from vnreport.document import Status
from vnreport.periods import ResolvedPeriod
from vnreport.sdmx import Anchor
from vnreport.statuses import ToldStatus
from vnreport.times import TimeMention, resolve
from vnreport.vocabulary import Vocabulary

_BEHIND = 8  # tokens behind the noun of an aim, among which it would be said to be reached
_LISTED = 12  # tokens from the noun of aims to what opens their list
_ADOPTED = 10  # tokens from who adopts a plan to its noun
_TOLD = frozenset(("year", "half", "quarter", "quarters", "month", "months", "day", "to_now", "to_day"))
_EXPECTED = frozenset(("target", "forecast"))
_EARLY = 3  # months
_SILENT = 2  # sentences without a number, such as headings, through which a plan goes on


class Aims(msgspec.Struct, frozen=True, gc=False):
    """The years ahead that were spoken of; once `announced`, the values that follow are aims for them."""

    period: ResolvedPeriod
    paragraph: int  # that of the last sentence
    announced: bool = False
    begun: int = 0  # paragraphs since; lines without words are none
    silent: int = 0  # sentences without a number since
    expected: Status | None = None  # how the last value for those years was told: "dự báo tăng 6,9%"


def read_aims(
    before: Aims | None, clauses: Clauses, anchor: Anchor, vocabulary: Vocabulary
) -> tuple[Aims | None, int]:
    """The aims that hold in a sentence, and the token from which on; `before` are those of the last one."""
    paragraph = clauses.sentence.paragraph
    if before is not None:
        if paragraph != before.paragraph:
            before = replace(before, paragraph=paragraph, begun=before.begun + 1)
        lost = before.begun > 1 if not before.announced else before.silent > _SILENT
        if lost or vocabulary.wordings("fact").find(clauses.tokens):
            before = None
    adopted, plan = _adopted(clauses, anchor, vocabulary)
    if adopted is not None:
        return Aims(adopted, paragraph, True), plan
    ahead = _years_ahead(clauses, anchor, vocabulary)
    if ahead is None and any(_has_come(clauses, time, vocabulary) for time in clauses.times):
        return None, 0
    if ahead is None and before is None:
        return None, 0
    period = ahead or before.period  # type: ignore[union-attr]
    noun = _announced_at(clauses, vocabulary)
    if noun is not None and _counts_aims_alone(clauses, vocabulary):
        return Aims(period, paragraph, True), noun
    if noun is not None and _lists(clauses, noun, vocabulary):
        # Several of which a sentence tells but one go on behind it; a list within a sentence ends with it.
        several = clauses.key(noun - 1) in vocabulary.words("plural") and len(clauses.quantities) <= 1
        silent = 0 if several else _SILENT + 1
        return Aims(period, paragraph, True, silent=silent), noun
    if before is not None and before.announced:
        return replace(before, silent=0 if clauses.quantities else before.silent + 1), 0
    if ahead is None and before is not None:
        return before, len(clauses.tokens)
    return Aims(period, paragraph), len(clauses.tokens)


def aimed_at(
    clauses: Clauses,
    aims: Aims | None,
    first: int,
    statuses: Sequence[ToldStatus],
    periods: Sequence[ResolvedPeriod | None],
) -> tuple[list[ToldStatus], list[ResolvedPeriod | None]]:
    """Statuses and periods with what the announced aims say of values behind token `first`."""
    told, times = list(statuses), list(periods)
    if aims is None:
        return told, times
    if not aims.announced:
        for index, status in enumerate(told):
            if aims.begun or _is_told_here(clauses, times[index]) or clauses.leads[index].from_:
                continue
            # "Trong năm 2021, đơn vị sẽ thi đua. Trong đó, phấn đấu thu 3.355 tỷ đồng"
            if status.status in _EXPECTED:
                times[index] = aims.period
            # "Dự báo năm 2019 tăng trưởng đạt 6,9%. Thặng dư thương mại ở mức 2 tỷ USD"
            elif status.status == "actual" and aims.expected is not None:
                told[index], times[index] = replace(status, status=aims.expected), aims.period
        return told, times
    for index, quantity in enumerate(clauses.quantities):
        if quantity.first <= first or told[index].status not in ("actual", "target"):
            continue
        told[index] = replace(told[index], status="target")
        if not _is_told_here(clauses, times[index]):
            times[index] = aims.period
    return told, times


def with_expected(
    aims: Aims | None,
    clauses: Clauses,
    statuses: Sequence[ToldStatus],
    periods: Sequence[ResolvedPeriod | None],
    anchor: Anchor,
) -> Aims | None:
    """The aims with the status of the last value of a sentence, where it was told for their years.

    So for what is expected of the running year: "Dự kiến khách cả năm giảm 41%. Hàng hóa cũng giảm 13%".
    """
    if not statuses or periods[-1] is None:
        return aims
    status, period = statuses[-1].status, periods[-1]
    if aims is None:
        running = anchor.year is not None and period.value == sdmx.year_value(anchor.year)
        if not running or status != "forecast" or not _is_told_here(clauses, period):
            return None
        aims = Aims(period, clauses.sentence.paragraph)
    if period.value != aims.period.value:
        return aims
    return replace(aims, expected=status if status in _EXPECTED else None)


def _is_told_here(clauses: Clauses, period: ResolvedPeriod | None) -> bool:
    return period is not None and clauses.sentence.start <= period.start < clauses.sentence.end


def _adopted(clauses: Clauses, anchor: Anchor, vocabulary: Vocabulary) -> tuple[ResolvedPeriod | None, int]:
    """The running year for which a plan is adopted, and the token behind it: "thông qua kế hoạch 2020"."""
    for time in clauses.times:
        if time.reading != "year" or time.role != "period" or anchor.year is None:
            continue
        if resolve(time, anchor) != sdmx.year_value(anchor.year):
            continue
        plan = vocabulary.wordings("plan-of-year").ending_at(clauses.tokens, time.first)
        if plan is None:
            continue
        before = clauses.tokens[max(0, plan.first - _ADOPTED) : plan.first]
        if vocabulary.wordings("adopts").find(before):
            return ResolvedPeriod(sdmx.year_value(anchor.year), time.start, time.end), time.last
    return None, 0


def _years_ahead(clauses: Clauses, anchor: Anchor, vocabulary: Vocabulary) -> ResolvedPeriod | None:
    """The last years in a sentence that are not over when the article is written: a term, "đến năm 2030"."""
    found = None
    for time in clauses.times:
        value = _years(clauses, time, anchor, vocabulary)
        end = None if value is None else sdmx.anchor_of(value).year
        if value is not None and end is not None and (anchor.year is None or end > _over(anchor)):
            found = ResolvedPeriod(value, time.start, time.end)
    return found


def _has_come(clauses: Clauses, time: TimeMention, vocabulary: Vocabulary) -> bool:
    """Whether a sentence tells of a time that has come; one that is compared with is but a measure."""
    if time.reading == "term":
        return bool(time.shift)  # trong nhiệm kỳ qua
    compared = vocabulary.lexicon("against").ending_at(clauses.tokens, time.first) is not None
    return time.role == "period" and time.reading in _TOLD and not compared


def _over(anchor: Anchor) -> int:
    """The last year that is over, or nearly: in its first months a year is still all plan."""
    year = anchor.year or 0
    return year - 1 if anchor.month is not None and anchor.month <= _EARLY else year


def _years(clauses: Clauses, time: TimeMention, anchor: Anchor, vocabulary: Vocabulary) -> str | None:
    if time.role == "other":
        return sdmx.years_value(time.year, time.end_year) if time.year and time.end_year else None
    if time.role != "period" or time.reading not in ("year", "years"):
        return None
    up_to = vocabulary.wordings("up-to-years").match(clauses.tokens, time.first)
    if anchor.year is None and up_to is None:
        return None  # nobody knows which years are ahead, but those up to which one looks
    return resolve(time, anchor)


def _counts_aims_alone(clauses: Clauses, vocabulary: Vocabulary) -> bool:
    """Whether nothing is measured but aims: "thông qua 16 chỉ tiêu"."""
    units = (quantity.unit.label or "" for quantity in clauses.quantities)
    return all(unit.split("/")[0] in vocabulary.words("aim") for unit in units)


def _lists(clauses: Clauses, noun: int, vocabulary: Vocabulary) -> bool:
    """Whether aims are listed right behind their noun: "một số chỉ tiêu cụ thể như: …", "… trong đó, …"."""
    return bool(vocabulary.wordings("lists-aims").find(clauses.tokens[noun : noun + _LISTED]))


def _announced_at(clauses: Clauses, vocabulary: Vocabulary) -> int | None:
    """The noun of aims that are announced, not told to be reached: "thông qua các chỉ tiêu …"."""
    nouns = vocabulary.wordings("aim").find(clauses.tokens)
    if not nouns:
        return None
    first = nouns[0]
    outcome = vocabulary.wordings("outcome")
    done = outcome.find(clauses.tokens[: first.first])
    if done and not _is_striven_for(clauses, done[0].first, vocabulary):
        return None
    if outcome.find(clauses.tokens[first.last : first.last + _BEHIND]):
        return None
    return first.first


def _is_striven_for(clauses: Clauses, at: int, vocabulary: Vocabulary) -> bool:
    """Whether what is done from token `at` on is yet to be: "phấn đấu thực hiện các chỉ tiêu"."""
    words = vocabulary.lexicon("status").find(clauses.tokens[:at])
    return any(word.item.text("status") == "target" and word.item.text("reach") != "phrase" for word in words)
