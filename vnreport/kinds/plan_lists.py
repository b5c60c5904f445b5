"""Percentages of a plan that is told once for a list: `hoàn thành dự toán, gồm: A đạt 164%; B 153%`."""

from __future__ import annotations

from vnreport.clauses import Clauses
from vnreport.families import AGAINST, WORDED
from vnreport.kinds.reading import Earlier, Reading, find_baseline_ahead, names_rate
from vnreport.vocabulary import Vocabulary

_WHOLE = 100  # percent
_LISTED = "comparison:plan-list"
_LONGEST = 14  # tokens from one member of a list to the next
_FARTHEST = 40  # tokens from the plan to the first member


def reached_under_plan(
    clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary
) -> Reading | None:
    """`hoàn thành dự toán, gồm: A đạt 164%; B 153%`, `so với kế hoạch, doanh thu đạt 62%, lãi 90%`."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "percent" or not _ends_member(clauses, index):
        return None
    verb = clauses.leads[index].nearest("relation", "level")
    if verb is not None and verb.item.text("reading") != "reach":
        return None
    last = earlier.last
    goes_on = last is not None and (
        last.rule == _LISTED
        or (
            verb is not None
            and _is_behind_plan_share(clauses, index, earlier, vocabulary)
            and (_is_money(clauses, index, vocabulary) or _is_like_last(clauses, index, earlier))
        )
    )
    if goes_on:
        first = clauses.quantities[index - 1].approx_last
        between = clauses.tokens[first : quantity.approx_first]
        if len(between) > _LONGEST or all(token.shape != "mark" for token in between):
            return None
    else:
        told = _worded_before(clauses, index, vocabulary)
        if told is None and not _is_fronted(clauses, index, earlier, vocabulary):
            return None
        first = told or 0
    if names_rate(clauses, index, vocabulary, first):
        return None
    return Reading("comparison", _LISTED, "at", "share", plan=True, confidence=0.75)


def _is_behind_plan_share(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> bool:
    """Whether the value before was a share of the plan: "thu nội địa đạt 62% dự toán, thuế phí đạt 48%".

    Its own change may stand between: "công nghiệp đạt 67% kế hoạch, tăng 3%; xây dựng đạt 75%".
    """
    shared = earlier.shared
    changed = shared == index - 2 and earlier.last is not None and earlier.last.against == "change"
    return (
        (shared == index - 1 or changed)
        and shared >= 0
        and find_baseline_ahead(clauses, shared, vocabulary) == "plan"
    )


def _is_like_last(clauses: Clauses, index: int, earlier: Earlier) -> bool:
    """Whether share and change stand here as in the member before: "đạt 67% kế hoạch, tăng 3%; …"."""
    if earlier.shared != index - 2 or index + 1 >= len(clauses.quantities):
        return False
    verb = clauses.leads[index + 1].nearest("relation", "level")
    beside = clauses.leads[index + 1].first <= clauses.quantities[index].approx_last + 1
    return beside and verb is not None and verb.item.text("reading") == "change"


def _is_money(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether the percentage is told of money that comes in or is spent, which is itself no percentage."""
    lead = clauses.leads[index].first
    first = max(clauses.quantities[index - 1].approx_last, lead - _LONGEST)
    known = vocabulary.lexicon("indicator")
    for at in range(first, lead):
        hit = known.match(clauses.tokens, at, lead)
        if hit is not None and hit.item.text("quantity") == "flow":
            units = hit.item.attributes.get("units")
            return isinstance(units, list) and "VND" in units
    return False


def _ends_member(clauses: Clauses, index: int) -> bool:
    """Whether nothing that the percentage is a part of follows: "với 100% hộ có điện", not "94% về lượng"."""
    at = clauses.quantities[index].approx_last
    return at >= len(clauses.tokens) or clauses.tokens[at].shape == "mark" or clauses.key(at) in ("và", "về")


def _worded_before(clauses: Clauses, index: int, vocabulary: Vocabulary) -> int | None:
    """Where the list begins that a "hoàn thành dự toán" opens, with no percentage before this one."""
    verbs, nouns = vocabulary.lexicon("worded"), vocabulary.lexicon("plan_noun")
    if not clauses.families & WORDED:
        return None
    lead = clauses.leads[index].first
    floor = max(0, lead - _FARTHEST)
    for before in range(index - 1, -1, -1):
        if clauses.quantities[before].last <= floor:
            break
        if clauses.quantities[before].unit.dimension == "percent":
            floor = clauses.quantities[before].approx_last
            break
    for at in range(lead - 1, floor - 1, -1):
        verb = verbs.match(clauses.tokens, at)
        noun = None if verb is None else nouns.match(clauses.tokens, verb.last)
        if verb is None or noun is None or verb.item.text("relation") == "below":
            continue
        aim = clauses.key(noun.first) in ("mục", "chỉ")  # "đạt mục tiêu" may be of anything
        value = clauses.quantities[index].value
        if aim and (value is None or value <= _WHOLE):
            return None
        # "hoàn thành kế hoạch ở mức 101%", or a word that opens a list
        opens = (noun.last == lead and bool(clauses.leads[index].verbs)) or any(
            clauses.key(i) in vocabulary.words("opens-list") for i in range(noun.last, lead)
        )
        return noun.last if opens else None
    return None


def _is_fronted(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> bool:
    """Whether "so với kế hoạch, …" opens the clause, with "đạt" or in a list behind a colon."""
    if not clauses.families & AGAINST:
        return False
    named = earlier.named.of(index)
    if named is None or named.kind != "plan":
        return False
    return bool(clauses.leads[index].verbs) or clauses.key(named.last) == ":"
