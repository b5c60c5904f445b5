"""Whether a value is reached, estimated, aimed at or expected, by the words that govern it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from vnreport import sdmx
from vnreport.baselines import BaselineMention
from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.distribution import run_of
from vnreport.document import Status
from vnreport.indicator_phrases import IndicatorPhrase
from vnreport.kinds import Reading
from vnreport.lexicon import Hit
from vnreport.periods import ResolvedPeriod, is_same_period
from vnreport.sdmx import Anchor, is_day
from vnreport.vocabulary import Rule, Vocabulary
from vnreport.worded import find_worded_comparisons

_EARLY = 3  # months
_ACTS = 10  # tokens from what is counted to what it will do
_REMARK = 8  # tokens between a plan noun and its value in parentheses
_LISTED = 12  # tokens from a plan noun to the colon that opens what it sets
_SET = 6  # tokens from the verb that sets a plan to its noun
_PAUSES = frozenset((",", ":", ";"))


class ToldStatus(msgspec.Struct, frozen=True, gc=False):
    """A status; `of_plan` where the value is the plan's own: "(dự toán giao 338.000 tỷ đồng)"."""

    status: Status
    of_plan: bool = False


def assign_statuses(
    clauses: Clauses,
    readings: Sequence[Reading],
    phrases: Sequence[IndicatorPhrase | None],
    baselines: Sequence[BaselineMention | None],
    vocabulary: Vocabulary,
) -> list[ToldStatus]:
    """For each quantity its status. How far a word governs is its `reach` in patterns/."""
    if not clauses.quantities:
        return []
    covered = {at for b in baselines if b is not None for at in range(b.first, b.last)}
    # "5 chỉ tiêu vượt mục tiêu kế hoạch" tells an outcome
    worded = [(w.first, w.last) for w in find_worded_comparisons(clauses, vocabulary)]
    covered |= {at for span in worded for at in range(*span)}
    outcomes = [last for _, last in worded]
    said = [
        hit
        for hit in vocabulary.lexicon("status").find(clauses.tokens)
        if hit.first not in covered
        and hit.item.text("status") != "none"
        and not _is_compared_with(clauses, hit, vocabulary)
    ]
    # For each hit the last one up to it that governs the whole sentence.
    hits: list[Hit[Rule]] = []
    governing: list[Hit[Rule] | None] = []
    for hit in said:
        whole = hit.item.text("reach") == "sentence" or _lists_its_values(clauses, hit, vocabulary)
        above = governing[-1] if governing else None
        if above is not None and above.item.text("status") == hit.item.text("under", "none"):
            continue  # what is aimed at "sẽ" be so
        hits.append(hit)
        governing.append(hit if whole else above)
    found: list[ToldStatus] = []
    respectively = vocabulary.wordings("respectively")
    facts = 0  # the token from which on it is told what is so
    for index, quantity in enumerate(clauses.quantities):
        floor = clauses.quantities[index - 1].last if index else 0
        phrase = phrases[index]
        told: ToldStatus | None = None
        compared = readings[index].kind == "comparison"
        if (
            not compared and _is_plan_value(clauses, index, baselines, outcomes, vocabulary)
        ) or _is_told_of_plan(clauses, index, baselines[index], vocabulary):
            found.append(ToldStatus("target", True))
            continue
        planned = any(floor <= hit.first < quantity.first for hit in hits)
        if readings[index].rule.endswith(":baseline") and not planned:
            found.append(ToldStatus("actual"))  # dưới 3%, so với mức 2,4% năm trước
            continue
        if not _is_expected_still(hits, quantity.first, baselines[index]):
            facts = _facts_from(clauses, floor, index, vocabulary) or facts
        for at in range(bisect_left(hits, quantity.first, key=lambda hit: hit.first) - 1, -1, -1):
            if hits[at].first < facts:
                told = ToldStatus("actual")
                break
            near = hits[at].first >= floor or _is_within_own(clauses, hits[at].first, phrase)
            # Farther off only a word that governs the whole sentence counts: one answers for all before it.
            word = hits[at] if near else governing[at]
            if word is None:
                break
            reach = "sentence" if _lists_its_values(clauses, word, vocabulary) else word.item.text("reach")
            if reach == "phrase":
                applies = readings[index].kind != "comparison" and _heads_phrase(clauses, word, index, phrase)
            else:
                reached = reach == "sentence" and _is_reached(clauses, index, word.last, vocabulary)
                applies = not reached and (word.first >= floor or reach == "sentence")
                if reached:
                    told, facts = ToldStatus("actual"), quantity.first
                    break
            asked = word.last == quantity.approx_first and word.item.id == "request"
            if asked and quantity.unit.noun and readings[index].kind != "comparison":
                break  # who is asked is there already: yêu cầu 4 xã rà soát hộ nghèo
            if applies:
                told = ToldStatus(word.item.text("status"), reach == "phrase")  # type: ignore[arg-type]
            if applies or not near:
                break
        listed = clauses.key(quantity.approx_first - 1) == ","  # ước thu 9 tấn ngô, 5 tấn lạc
        if told is None and index in run_of(clauses, index, respectively)[1:]:
            told = found[-1]  # chỉ tiêu lãi trước và sau thuế lần lượt là 15 tỷ đồng và 12 tỷ đồng
        if told is None and index and compared and _is_of_plan_value(clauses, index, baselines[index]):
            told = found[-1] if found[-1].of_plan else None
        if told is None and index and (listed or phrase is None or not phrase.own):
            # What the plan sets stands beside the value, not in its place.
            told = ToldStatus(next((s.status for s in reversed(found) if not s.of_plan), "actual"))
        if told is None and quantity.unit.noun and _is_to_act(clauses, index, vocabulary):
            told = ToldStatus("forecast")
        found.append(told or ToldStatus("actual"))
    return found


def _is_to_act(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether what is counted is the subject of what is to come: "137 doanh nghiệp sẽ cổ phần hóa"."""
    quantities, will = clauses.quantities, vocabulary.words("will")
    depth, first = clauses.depth(quantities[index].first), quantities[index].last
    limit = min(first + _ACTS, len(clauses.tokens))
    if index + 1 < len(quantities):
        limit = min(limit, quantities[index + 1].first)
    for at in range(first, limit):
        token = clauses.tokens[at]
        if clauses.depth(at) > depth or token.text in OPENING or token.text in CLOSING:
            continue
        if token.key in will:
            return True
        if token.shape == "mark":
            return False
    return False


def _is_compared_with(clauses: Clauses, hit: Hit[Rule], vocabulary: Vocabulary) -> bool:
    """Whether what was expected is compared with, its value not told: "thấp hơn dự báo"."""
    forecast = hit.item.text("status") == "forecast" and hit.last not in clauses.begun
    return forecast and clauses.key(hit.first - 1) in vocabulary.words("than")


def _is_expected_still(hits: Sequence[Hit[Rule]], at: int, baseline: BaselineMention | None) -> bool:
    """Whether "nhưng" goes on with what is expected: "dự kiến đạt 9 tấn, nhưng chỉ bằng 70% cùng kỳ"."""
    if baseline is None or baseline.kind == "plan":
        return False
    last = bisect_left(hits, at, key=lambda hit: hit.first) - 1
    return last >= 0 and hits[last].item.text("status") == "forecast"


def _facts_from(clauses: Clauses, floor: int, index: int, vocabulary: Vocabulary) -> int:
    """The token behind which a value is told as so, against what was aimed at; 0 where it is not.

    "mục tiêu là 30%, nhưng đến nay mới được 11,6%"
    """
    first = clauses.quantities[index].first
    done = vocabulary.words("done-already")
    for at in range(first - 2, floor - 1, -1):
        if clauses.tokens[at].text == ";":
            if clauses.key(at + 1) in done:
                return at + 1  # đề nghị xử lý 6.379 tỷ đồng; đã xử lý 550 tập thể
            break
    against = vocabulary.wordings("against-aims").find(clauses.tokens[floor:first])
    if not against:
        return 0
    behind = floor + against[-1].last
    told = vocabulary.wordings("so-it-is").find(clauses.tokens[behind:first])
    return behind if told else 0


def _lists_its_values(clauses: Clauses, word: Hit[Rule], vocabulary: Vocabulary) -> bool:
    """Whether a plan noun leads to all that it sets: "kế hoạch năm 2022 với doanh thu 500 tỷ đồng, …"."""
    if word.item.text("reach") != "phrase":
        return False
    if _is_list_of_plan(clauses, word, vocabulary):
        return True
    if vocabulary.wordings("outcome").ending_at(clauses.tokens, word.first) is not None:
        return False  # hoàn thành kế hoạch năm 2023 với doanh thu 46 tỷ đồng
    at = word.last
    business = vocabulary.words("planned-business")
    while clauses.key(at) in business:
        at += 1
    time = clauses.time_behind(at)
    at = at if time is None else time.last
    # "kế hoạch năm 2019 là 650 tấn" sets but that
    return clauses.key(at) in vocabulary.words("lists") and at + 1 not in clauses.begun


def _is_list_of_plan(clauses: Clauses, word: Hit[Rule], vocabulary: Vocabulary) -> bool:
    """Whether a colon behind a plan noun opens what is set: "chỉ tiêu kế hoạch năm 2023 như sau: …".

    An indicator is a "chỉ tiêu" too: that alone must be set by a verb, "đề ra các chỉ tiêu chủ yếu: …".
    """
    depth = clauses.depth(word.first)
    end = next((at for at in range(word.last, word.last + _LISTED) if clauses.key(at) in _PAUSES), None)
    if end is not None and clauses.quantities_to(end) > clauses.quantities_to(word.last):
        return False  # (kế hoạch tăng 8%); trong đó: …
    if end is not None and vocabulary.wordings("lists-aims").match(clauses.tokens, end + 1) is not None:
        end = next((at for at in range(end + 1, end + _LISTED) if clauses.key(at) in _PAUSES), None)
    if end is None or end == word.last or clauses.tokens[end].text != ":" or clauses.depth(end) != depth:
        return False  # "(KH: 9 lần)" tells but its own value
    before = clauses.tokens[max(0, word.first - _SET) : word.first]
    if vocabulary.wordings("outcome").find(before + clauses.tokens[word.last : end]):
        return False
    aim = vocabulary.wordings("aim").match(clauses.tokens, word.first)
    bare = aim is not None and aim.last == word.last
    return not bare or bool(vocabulary.wordings("adopts").find(before))


def _is_plan_value(
    clauses: Clauses,
    index: int,
    baselines: Sequence[BaselineMention | None],
    outcomes: Sequence[int],
    vocabulary: Vocabulary,
) -> bool:
    """`so với chỉ tiêu 50 triệu hồ sơ`, `bằng 126% dự toán (3.400 tỷ đồng)`: the plan's own value."""
    first = clauses.quantities[index].approx_first
    behind = first - 1 if clauses.key(first - 1) == "là" and index else first  # 98% chỉ tiêu giao là 60 tấn
    noun = vocabulary.lexicon("baseline").ending_at(clauses.tokens, behind)
    if noun is not None and noun.item.text("baseline") == "plan":
        return True
    if clauses.key(first - 1) != "(":
        return False
    time = clauses.time_to.get(first - 1)  # "thấp so với dự toán năm 2013 (175.000 tỷ đồng)"
    noun = None if time is None else vocabulary.lexicon("baseline").ending_at(clauses.tokens, time.first)
    if noun is not None and noun.item.text("baseline") == "plan":
        return not clauses.leads[index].verbs
    named = baselines[index - 1] if index else None
    last = named.last if named is not None and named.kind == "plan" and not named.inferred else None
    if last is None:  # "vượt mục tiêu Chính phủ giao (42 tỷ USD)"
        before = bisect_left(outcomes, first)
        last = outcomes[before - 1] if before else None
    if last is None or first - 1 - last > _REMARK:
        return False
    return not any(token.shape == "mark" for token in clauses.tokens[last : first - 1])


def _is_told_of_plan(
    clauses: Clauses, index: int, baseline: BaselineMention | None, vocabulary: Vocabulary
) -> bool:
    """`(KH tăng 12 - 13%)`: what brackets that begin with the plan say, but not how far it is met."""
    opening = clauses.opening_before(clauses.quantities[index].first)
    if opening < 0 or (baseline is not None and baseline.kind == "plan"):
        return False
    noun = vocabulary.lexicon("baseline").match(clauses.tokens, opening + 1)
    return noun is not None and noun.item.text("baseline") == "plan"


def _is_of_plan_value(clauses: Clauses, index: int, baseline: BaselineMention | None) -> bool:
    """Whether a change stands right behind its value: "kế hoạch lãi 7 tỷ đồng, giảm 4% so với 2019"."""
    before = clauses.quantities[index - 1].approx_last
    behind = clauses.leads[index].first == before + 1 and clauses.key(before) == ","
    return behind and baseline is not None and baseline.kind != "plan"


def _is_reached(clauses: Clauses, index: int, floor: int, vocabulary: Vocabulary) -> bool:
    """Whether the value's own verb, behind token `floor`, says that it is: "thu nội địa vẫn đạt"."""
    verb = max(floor, clauses.leads[index].first - 1)
    words = {clauses.key(at) for at in range(verb, clauses.quantities[index].first)}
    return not vocabulary.words("reached").isdisjoint(words)


def _is_within_own(clauses: Clauses, first: int, phrase: IndicatorPhrase | None) -> bool:
    """Whether token `first` stands behind the beginning of a phrase that is the value's own."""
    return phrase is not None and phrase.own and clauses.tokens[first].start >= phrase.start


def _heads_phrase(clauses: Clauses, word: Hit[Rule], index: int, phrase: IndicatorPhrase | None) -> bool:
    """Whether a plan noun governs the value: it begins its phrase, or stands in it before "là"."""
    if phrase is None or not phrase.own:
        return False
    first = word.first
    if clauses.tokens[first].start == phrase.start:
        return True
    lead = clauses.leads[index]
    reached = any(hit.item.text("reading") == "reach" and hit.item.id != "stand" for hit in lead.verbs)
    if clauses.tokens[word.last].start == phrase.start:
        # chỉ tiêu thu ngân sách 640 tỷ đồng, kế hoạch lãi ở mức 40 tỷ đồng
        return not lead.verbs or (not reached and all(hit.item.kind == "level" for hit in lead.verbs))
    if not phrase.start <= clauses.tokens[first].start < phrase.end:
        return False
    between = clauses.tokens[first : lead.first]
    return not reached and not any(token.shape == "mark" for token in between) and first < lead.first


def settled(
    clauses: Clauses, statuses: Sequence[ToldStatus], periods: Sequence[ResolvedPeriod | None]
) -> list[ToldStatus]:
    """What was so in the same period of an earlier year is no estimate any more: "(cùng kỳ tăng 10,7%)".

    Nor is it expected in brackets behind what is: "dự kiến đạt 50 tấn (năm 2023 là 45 tấn)".
    """
    found: list[ToldStatus] = []
    for index, (told, period) in enumerate(zip(statuses, periods, strict=True)):
        past = _is_earlier_in_brackets(clauses, index, periods)
        if told.status == "estimate" and period is not None:
            past = past or is_same_period(clauses, period)
        found.append(ToldStatus("actual") if past else told)
    return found


def _is_earlier_in_brackets(clauses: Clauses, index: int, periods: Sequence[ResolvedPeriod | None]) -> bool:
    """Whether a value in brackets is of a year, named there, before that of the value outside."""
    period, first = periods[index], clauses.quantities[index].first
    before = periods[index - 1] if index else None
    if (
        period is None
        or before is None
        or clauses.depth(first) <= clauses.depth(clauses.quantities[index - 1].first)
    ):
        return False
    within = period.start > clauses.tokens[clauses.opening_before(first)].start
    return within and period.value[:4] < before.value[:4]


def whole_years(
    clauses: Clauses,
    periods: Sequence[ResolvedPeriod | None],
    statuses: Sequence[ToldStatus],
    anchor: Anchor,
) -> list[ResolvedPeriod | None]:
    """The periods, with the year in place of a part of it for what a plan sets: a plan is of a year.

    So is what is aimed at in a sentence without a time of its own, whatever part of the year was told before,
    and no year that is over; and nothing is expected for a day that was told before.
    """
    found: list[ResolvedPeriod | None] = []
    # "cần hoàn thành chỉ tiêu thu ngân sách 1.735 tỷ đồng", told by itself at the beginning of a year
    aims_alone = all(told.status == "target" for told in statuses)
    early = aims_alone and anchor.month is not None and anchor.month <= _EARLY
    for period, told in zip(periods, statuses, strict=True):
        if period is not None and "Y" not in period.value:
            carried = not clauses.sentence.start <= period.start < clauses.sentence.end
            year = period.value[:4]
            expected = told.status in ("target", "forecast") and (early or not told.of_plan)
            if carried and expected and anchor.year is not None:
                year = max(year, sdmx.year_value(anchor.year))
            if told.of_plan or (carried and _is_ahead(told.status, period.value, year)):
                period = ResolvedPeriod(year, period.start, period.end)
        found.append(period)
    return found


def _is_ahead(status: Status, value: str, year: str) -> bool:
    over = value < year and len(value) == len(year)
    return status == "target" or (status == "forecast" and (over or is_day(value)))
