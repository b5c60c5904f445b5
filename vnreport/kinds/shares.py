"""Quantities that are a part or a multiple of what they are compared with."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.clauses import Clauses
from vnreport.distribution import run_of
from vnreport.kinds.reading import Earlier, Reading, find_baseline_ahead, is_change_noun
from vnreport.quantities import Quantity
from vnreport.vocabulary import Vocabulary

_WHOLE = 100  # percent
_SOON = 3  # quantities from a share without its plan to the one that names it
_ANNOUNCED = 80  # tokens from "vượt dự toán" to the colon of those that do


def times(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`gấp 2,5 lần cùng kỳ`, `gấp đôi`."""
    quantity = clauses.quantities[index]
    if quantity.rule == "quantity:multiple":
        return Reading("comparison", "comparison:times", "at", "share")
    verb = clauses.leads[index].nearest("relation")
    if verb is None or verb.item.text("reading") != "times":
        return None
    if quantity.unit.dimension not in ("times", "none"):
        return None
    return Reading(
        "comparison", "comparison:times", "at", "share", verb_first=verb.first, verb_last=verb.last
    )


def attained(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`bằng 101,9% KH`."""
    quantity = clauses.quantities[index]
    verb = clauses.leads[index].nearest("relation")
    if (
        verb is None
        or verb.item.text("reading") != "attainment"
        or quantity.unit.dimension not in ("percent", "times")
    ):
        return None
    if clauses.key(verb.first) == "tương":  # "đạt 186 tỷ đồng, tương đương 19,6%" is a part of something
        opened = (
            bool(index) and clauses.key(verb.first - 1) == "("
        )  # 45 đại biểu không đồng ý (tương đương 9%)
        behind = opened or _stands_behind(clauses, index)
        behind = behind or (index > 0 and clauses.quantities[index - 1].of is not None)
        if behind and _ends_clause(clauses, index):
            return None  # 320/411 xã đạt chuẩn, tương đương 77,9%
    return Reading(
        "comparison", "comparison:equal", "at", "share", verb_first=verb.first, verb_last=verb.last
    )


def _stands_behind(clauses: Clauses, index: int) -> bool:
    """Whether nothing but a comma or a parenthesis stands between the quantity before and the verb."""
    if not index:
        return False
    between = clauses.tokens[clauses.quantities[index - 1].approx_last : clauses.leads[index].first]
    return all(token.text in ",(" for token in between)


def _ends_clause(clauses: Clauses, index: int) -> bool:
    at = clauses.quantities[index].approx_last
    return at >= len(clauses.tokens) or clauses.tokens[at].shape == "mark"


def reached(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`đạt 75,3% kế hoạch`, `đạt 105% so với cùng kỳ`, `100% kế hoạch`."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "percent":
        return None
    run = run_of(clauses, index, vocabulary.wordings("respectively"))
    ahead = find_baseline_ahead(clauses, run[-1], vocabulary)  # lần lượt đạt 64% và 71% kế hoạch
    index = run[0]
    if ahead is None or _is_of_quota(clauses, index, vocabulary):
        return None
    if ahead != "plan" and not is_change_noun(clauses, index, shared=True):
        verb = clauses.leads[index].nearest("relation", "level")
        bare = verb is None and _stands_alone(clauses, index)
        if not bare and (verb is None or verb.item.text("reading") != "reach"):
            return None
    if ahead != "plan" and is_change_noun(clauses, index, shared=True):
        return None
    return Reading("comparison", "comparison:reach", "at", "share")


def _is_of_quota(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether a share is that of a quota, not of what a plan aims at: "không quá 20% chỉ tiêu"."""
    quantity = clauses.quantities[index]
    quota = clauses.key(quantity.approx_last) == "chỉ"
    allowed = quantity.approx == "at_most" and not clauses.leads[index].verbs
    return quota and (allowed or clauses.key(quantity.approx_first - 1) in vocabulary.words("takes-of-quota"))


def _stands_alone(clauses: Clauses, index: int) -> bool:
    """Whether nothing but a comma stands before the quantity: "1.600 căn, xấp xỉ 40% so với quý trước"."""
    first = clauses.quantities[index].approx_first
    return (
        index > 0 and clauses.quantities[index - 1].approx_last == first - 1 and clauses.key(first - 1) == ","
    )


def reached_in_list(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`ước 1.200 tỷ đồng, đạt 50,5%` after other shares of the plan: the plan again, left out."""
    quantity = clauses.quantities[index]
    if _again_in_brackets(clauses, index, earlier) or _under_plan(clauses, index, earlier, vocabulary):
        return Reading("comparison", "comparison:reach-inferred", "at", "share", plan=True, confidence=0.7)
    verb = clauses.leads[index].nearest("relation", "level")
    if (
        quantity.unit.dimension != "percent"
        or verb is None
        or verb.item.text("reading") != "reach"
        or not index
    ):
        return None
    before = clauses.quantities[index - 1]
    lead = clauses.leads[index]
    # Nothing but a comma between an amount and "đạt X%": the share is of that amount's plan.
    between = [clauses.tokens[at].text for at in range(before.approx_last, lead.first)]
    if before.of is not None and before.unit.label == "chỉ tiêu" and between in ([","], ["("], []):
        return Reading("comparison", "comparison:reach-inferred", "at", "share", plan=True, confidence=0.8)
    # "thu được 173 tỷ đồng (đạt 49,8%)"
    money = before.unit.dimension == "currency" and before.of is None
    bracketed = money and between == ["("] and _closes(clauses, index)
    if before.unit.dimension in ("percent", "none") or not (bracketed or between in ([","], [])):
        return None
    told = earlier.reached or bracketed or _beyond_all(quantity)
    if not told and not _is_reached_soon(clauses, index, vocabulary):
        return None
    return Reading("comparison", "comparison:reach-inferred", "at", "share", plan=True, confidence=0.7)


def _is_reached_soon(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether one of the next shares of the list names the plan: "đạt 87%; thu phí … đạt 97% kế hoạch"."""
    for at in range(index + 1, min(index + 1 + _SOON, len(clauses.quantities))):
        if clauses.quantities[at].unit.dimension == "percent":
            verb = clauses.leads[at].nearest("relation", "level")
            reached = verb is not None and verb.item.text("reading") == "reach"
            return reached and find_baseline_ahead(clauses, at, vocabulary) == "plan"
    return False


def _closes(clauses: Clauses, index: int) -> bool:
    return clauses.key(clauses.quantities[index].approx_last) == ")"


def _beyond_all(quantity: Quantity) -> bool:
    """Whether a percentage is more than the whole, and so a part of nothing: "21,4 nghìn người, đạt 143%"."""
    value = quantity.value if quantity.low is None else quantity.low
    return value is not None and value > _WHOLE


def _under_plan(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> bool:
    """`sáu đơn vị vượt dự toán, gồm: phòng A đạt 164%; chi cục B 153%`: shares of the plan told before."""
    quantity = clauses.quantities[index]
    colon = bisect_left(clauses.colons, quantity.first)
    if quantity.unit.dimension != "percent" or not colon:
        return False
    verb = clauses.leads[index].nearest("relation", "level")
    again = earlier.last is not None and earlier.last.rule == "comparison:reach-inferred"
    if (verb is not None and verb.item.text("reading") != "reach") or not (again or _beyond_all(quantity)):
        return False
    last = clauses.colons[colon - 1]
    tokens = clauses.tokens[max(0, last - _ANNOUNCED) : last]
    plans = vocabulary.lexicon("plan_noun")
    return any(plans.match(tokens, hit.last) for hit in vocabulary.lexicon("worded").find(tokens))


def _again_in_brackets(clauses: Clauses, index: int, earlier: Earlier) -> bool:
    """`vốn đầu tư 35.608 tỷ đồng (84,78%)` behind an amount with "(tương đương 63,19% kế hoạch)"."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "percent" or not index or clauses.key(quantity.approx_last) != ")":
        return False
    before = clauses.quantities[index - 1]
    between = [clauses.tokens[at].text for at in range(before.approx_last, quantity.approx_first)]
    if between != ["("] or before.unit.noun or before.unit.dimension in ("percent", "none"):
        return False
    return earlier.reached_in_brackets
