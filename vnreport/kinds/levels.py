"""Quantities that are levels: what is reached, was left behind, or is compared with."""

from __future__ import annotations

from vnreport.baselines import baseline_between
from vnreport.clauses import Clauses
from vnreport.document import Relation
from vnreport.kinds.reading import Earlier, Reading, find_baseline_ahead, names_rate
from vnreport.vocabulary import Vocabulary


def baseline_level(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm so với mức 20,2%`, `vượt mục tiêu 13,5 triệu tấn`: the level of the baseline, not a change."""
    quantity = clauses.quantities[index]
    at = quantity.approx_first
    nouns = vocabulary.words("level-noun")
    changed = vocabulary.lexicon("relation").ending_at(clauses.tokens, at)
    if changed is not None and clauses.key(changed.first - 1) in nouns:
        at = changed.first  # cao hơn mức tăng 8,49% của cùng kỳ
    rate = (
        None if changed is None else vocabulary.lexicon("head").ending_at(clauses.tokens, changed.first)
    )  # cao hơn tốc độ tăng 4,5% của quý trước
    at = at if rate is None else rate.first
    while at and clauses.key(at - 1) in nouns:
        at -= 1
    beside = vocabulary.lexicon("relation").ending_at(clauses.tokens, at)
    told = rate is not None or clauses.key(at) in ("mức", "con")  # cao hơn con số 5,1 tỷ USD của năm trước
    if told and beside is not None and beside.item.id in ("higher", "lower"):
        level = _level_kind(clauses, index)
        return Reading(level, f"{level}:baseline", confidence=0.8)  # thấp hơn mức 21,6 lần ở đỉnh tháng 4
    if (
        clauses.key(quantity.approx_first - 1) == "là"
        and baseline_between(clauses, index, vocabulary) is not None
    ):
        level = _level_kind(clauses, index)
        return Reading(
            level, f"{level}:baseline", confidence=0.8
        )  # thấp hơn tỷ lệ của giai đoạn trước là 0,03%
    goal = clauses.surface(max(0, quantity.approx_first - 2), quantity.approx_first).casefold()
    kind = _level_kind(clauses, index)
    if vocabulary.lexicon("against").ending_at(clauses.tokens, at) is not None:
        return Reading(kind, f"{kind}:baseline", confidence=0.85)
    if goal in ("mục tiêu", "chỉ tiêu") and quantity.unit.dimension != "percent":
        return Reading(kind, f"{kind}:goal", confidence=0.85)
    return None


def baseline_again(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`thấp hơn mức tăng 6,1% của cùng kỳ năm 2015 và 5,4% của cùng kỳ năm 2016`: one more such level."""
    last = earlier.last
    if last is None or not last.rule.endswith(":baseline") or clauses.leads[index].verbs:
        return None
    quantity, before = clauses.quantities[index], clauses.quantities[index - 1]
    if clauses.key(quantity.approx_first - 1) != "và" or quantity.unit.label != before.unit.label:
        return None
    between = clauses.tokens[before.approx_last : quantity.approx_first - 1]
    told = between and all(token.shape != "mark" for token in between)
    alike = told and clauses.key(quantity.approx_last) == between[0].key
    return Reading(last.kind, last.rule, confidence=0.75) if alike else None


def level_moved(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm còn 4,76%`, `tăng lên 20%`, `từ 26,96% xuống còn 4,76%`: the level after or before a change."""
    lead = clauses.leads[index]
    quantity = clauses.quantities[index]
    if quantity.rule == "quantity:multiple":
        return None
    nearest = lead.verbs[0] if lead.verbs else None
    if nearest is not None and nearest.item.text("reading") == "move":
        ahead = find_baseline_ahead(clauses, index, vocabulary)
        if ahead and clauses.key(quantity.approx_last) == "theo":
            return None  # "tăng lên đến 10% theo quý" is a change
        change = lead.nearest("relation")
        if ahead and change and clauses.key(change.first - 1) in vocabulary.words("change-noun"):
            return None  # "mức giảm chỉ còn 0,3% so với cùng kỳ" tells the change itself
        changes = change is not None and change.item.text("reading") == "change"
        if ahead and changes and change is not None:
            relation: Relation = "below" if change.item.text("relation") == "below" else "above"
            # "đều tăng lên từ 0,7 đến 0,9 điểm so với năm trước": the changes of several
            if quantity.low is not None:
                return Reading("comparison", "comparison:range", relation, "change", confidence=0.75)
            if ahead != "plan" and _has_no_level(clauses, index, vocabulary):
                # "giảm xuống còn 20% so với năm trước" is a part of what it was
                told = "at" if relation == "below" else relation
                share = "share" if relation == "below" else "change"
                return Reading("comparison", "comparison:raised", told, share, confidence=0.75)
        return Reading(_level_kind(clauses, index), f"{_level_kind(clauses, index)}:moved")
    change = lead.nearest("relation")
    moved = lead.from_ and quantity.low is None and quantity.approx != "at_least"  # tăng từ 5% trở lên
    if change is not None and moved and change.item.text("reading") == "change":
        return Reading(_level_kind(clauses, index), f"{_level_kind(clauses, index)}:moved-from")
    return None


def _has_no_level(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether a percentage is of an earlier value, "số khách tăng lên đến 50% so với năm trước": no rate.

    "tăng lên 34% so với 31% cùng kỳ" compares two levels.
    """
    if clauses.quantities[index].unit.dimension != "percent" or names_rate(clauses, index, vocabulary):
        return False
    if index + 1 >= len(clauses.quantities):
        return True
    following = clauses.quantities[index + 1].approx_first
    return vocabulary.lexicon("against").ending_at(clauses.tokens, following) is None


def percentage(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """A rate or a share by itself."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension not in ("percent", "points"):
        return None
    return Reading("percentage", "percentage:level")


def figure(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """An amount or a count."""
    quantity = clauses.quantities[index]
    return Reading("figure", "figure:count" if quantity.unit.noun else "figure:amount", confidence=0.9)


def _level_kind(clauses: Clauses, index: int) -> str:
    return "percentage" if clauses.quantities[index].unit.dimension in ("percent", "points") else "figure"
