"""Whether a value is reached, estimated, aimed at or expected, by the words that govern it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from vnreport.baselines import BaselineMention
from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.distribution import run_of
from vnreport.document import Status
from vnreport.indicator_phrases import IndicatorPhrase
from vnreport.kinds import Reading
from vnreport.lexicon import Hit
from vnreport.plan_values import governs_value, is_plan_value, is_told_of_plan, lists_its_values
from vnreport.vocabulary import Rule, Vocabulary
from vnreport.worded import find_worded_comparisons

_ACTS = 10  # tokens from what is counted to what it will do


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
        whole = hit.item.text("reach") == "sentence" or lists_its_values(clauses, hit, vocabulary)
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
            not compared and is_plan_value(clauses, index, baselines, outcomes, vocabulary)
        ) or is_told_of_plan(clauses, index, baselines[index], vocabulary):
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
            reach = "sentence" if lists_its_values(clauses, word, vocabulary) else word.item.text("reach")
            if reach == "phrase":
                applies = readings[index].kind != "comparison" and governs_value(clauses, word, index, phrase)
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
