"""What a plan sets: the values that its noun governs or lists, and those beside it that are its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from vnreport.baselines import BaselineMention
from vnreport.clauses import Clauses
from vnreport.indicator_phrases import IndicatorPhrase
from vnreport.lexicon import Hit
from vnreport.vocabulary import Rule, Vocabulary

_REMARK = 8  # tokens between a plan noun and its value in parentheses
_LISTED = 12  # tokens from a plan noun to the colon that opens what it sets
_SET = 6  # tokens from the verb that sets a plan to its noun
_DONE = 5  # tokens from what is estimated to its colon: "ước thực hiện như sau:"
_PAUSES = frozenset((",", ":", ";"))


def governs_value(clauses: Clauses, word: Hit[Rule], index: int, phrase: IndicatorPhrase | None) -> bool:
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


def lists_its_values(clauses: Clauses, word: Hit[Rule], vocabulary: Vocabulary) -> bool:
    """Whether a plan noun leads to all that it sets: "kế hoạch năm 2022 với doanh thu 500 tỷ đồng, …".

    So does what is estimated, where a colon opens it: "sản phẩm ước thực hiện: gạch đạt 15 triệu viên; …".
    """
    if word.item.text("reach") == "clause":
        behind = range(word.last, min(word.last + _DONE, len(clauses.tokens)))
        mark = next((at for at in behind if clauses.tokens[at].shape != "word"), word.last)
        return clauses.key(mark) == ":"
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
    return aim is None or aim.last != word.last or _is_set(clauses, word.first, vocabulary)


def _is_set(clauses: Clauses, noun: int, vocabulary: Vocabulary) -> bool:
    """Whether a verb before a noun of aims sets them; "công bố kết quả của 14 chỉ tiêu" sets nothing."""
    first = max(0, noun - _SET)
    counted = clauses.quantity_from(first)
    if counted is not None and counted.first < noun:
        before = counted.approx_first
        if clauses.key(before - 1) in vocabulary.words("lists"):
            noun, first = before, 0  # thông qua Nghị quyết về nhiệm vụ 6 tháng cuối năm với 14 chỉ tiêu: …
    before_noun = clauses.tokens[first:noun]
    outcome = vocabulary.wordings("outcome")
    adopts = vocabulary.wordings("adopts").find(before_noun)
    return any(outcome.match(before_noun, hit.last) is None for hit in adopts)


def is_plan_value(
    clauses: Clauses,
    index: int,
    baselines: Sequence[BaselineMention | None],
    outcomes: Sequence[int],
    vocabulary: Vocabulary,
) -> bool:
    """`so với chỉ tiêu 50 triệu hồ sơ`, `bằng 126% dự toán (3.400 tỷ đồng)`: the plan's own value."""
    first = clauses.quantities[index].approx_first
    if clauses.quantities[index].of is not None:
        return False  # hoàn thành vượt mức kế hoạch 12/20 chỉ tiêu
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


def is_told_of_plan(
    clauses: Clauses, index: int, baseline: BaselineMention | None, vocabulary: Vocabulary
) -> bool:
    """`(KH tăng 12 - 13%)`: what brackets that begin with the plan say, but not how far it is met."""
    opening = clauses.opening_before(clauses.quantities[index].first)
    if opening < 0 or (baseline is not None and baseline.kind == "plan"):
        return False
    noun = vocabulary.lexicon("baseline").match(clauses.tokens, opening + 1)
    return noun is not None and noun.item.text("baseline") == "plan"
