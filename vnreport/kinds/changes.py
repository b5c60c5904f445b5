"""Quantities that are a difference from what they are compared with, told by a verb, a noun or a sign."""

from __future__ import annotations

from vnreport.clauses import Clauses
from vnreport.distribution import run_of
from vnreport.document import Relation
from vnreport.kinds.reading import (
    RATES,
    Earlier,
    Reading,
    find_baseline_ahead,
    in_parentheses,
    is_change_noun,
)
from vnreport.lexicon import Hit
from vnreport.vocabulary import Rule as PatternRule
from vnreport.vocabulary import Vocabulary

_OBJECT = 8  # tokens of what is raised
_BESIDE = 4  # tokens from a share of the plan to by how much it is passed: "kế hoạch năm, vượt 320 người"


def signed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`500,94 điểm (-0,13%)`: a signed number in parentheses is a change."""
    quantity = clauses.quantities[index]
    if not quantity.sign or quantity.unit.noun or quantity.unit.dimension == "none":
        return None
    plus = "+" in (clauses.key(quantity.first), clauses.key(quantity.first - 1))  # năng suất +5,5%
    if not plus and not in_parentheses(clauses, index):
        return None
    return Reading("comparison", "comparison:signed", "above" if quantity.sign > 0 else "below", "change")


def added(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng vốn điều lệ thêm 40%`, `nâng dự báo thêm 2 triệu tấn, lên 808 triệu tấn`: an amount added."""
    quantity = clauses.quantities[index]
    at = quantity.approx_first - 1
    if quantity.unit.noun or clauses.key(at) != "thêm":
        return None  # "có thêm 120 sản phẩm" counts
    verbs = clauses.leads[index + 1].verbs if index + 1 < len(clauses.quantities) else ()
    moved = bool(verbs) and verbs[0].item.text("reading") == "move"
    raising = _raising(clauses, at, vocabulary)
    if not moved and (raising is None or _tells_capital_of_projects(clauses, index, raising)):
        return None
    first, last = (-1, -1) if raising is None else (raising.first, raising.last)
    return Reading(
        "comparison", "comparison:added", "above", "change", confidence=0.8, verb_first=first, verb_last=last
    )


def _tells_capital_of_projects(clauses: Clauses, index: int, raising: Hit[PatternRule]) -> bool:
    """`37 lượt dự án điều chỉnh tăng vốn thêm 312 triệu USD`: the capital that those counted add."""
    counted = clauses.quantities[index - 1] if index else None
    if counted is None or not counted.unit.noun or clauses.quantities[index].unit.dimension != "currency":
        return False
    return 0 <= raising.first - counted.last <= _OBJECT and not any(
        token.shape == "mark" for token in clauses.tokens[counted.last : raising.first]
    )


def _raising(clauses: Clauses, at: int, vocabulary: Vocabulary) -> Hit[PatternRule] | None:
    """The verb whose object stands between it and "thêm" at a token: "tăng vốn điều lệ thêm 40%"."""
    relations = vocabulary.lexicon("relation")
    for first in range(at - 1, max(0, at - _OBJECT) - 1, -1):
        if clauses.tokens[first].shape != "word":
            return None
        verb = relations.match(clauses.tokens, first)
        if verb is not None:
            raises = verb.item.text("relation") == "above" and verb.item.text("reading") == "change"
            return verb if raises and verb.last < at else None
    return None


def change(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 25,9%`, `giảm 14 vụ`, `cao hơn 2 triệu đồng`."""
    verb = _verb(clauses, index, vocabulary)
    if verb is None or verb.item.text("reading") != "change":
        return None
    first = verb.first
    word = vocabulary.lexicon("nohead").ending_at(clauses.tokens, verb.last)
    if word is not None and word.first < first:
        return None  # tổng giá trị gia tăng trên 5 tỷ đồng
    if clauses.key(verb.last) == "vào" and verb.last < clauses.quantities[index].first:
        return None  # chi phí rơi vào khoảng 85 triệu đồng
    if clauses.surface(verb.first, verb.last).casefold().startswith("tăng trưởng") and clauses.key(
        first - 1
    ) in vocabulary.words("change-noun"):
        return None
    quantity = clauses.quantities[index]
    # "tăng ở 3/5 phiên", "giảm cả 3 tiêu chí": how many of them changed
    places = quantity.unit.noun and (
        quantity.of is not None or clauses.key(quantity.approx_first - 1) in ("ở", "cả")
    )
    # "năm nay cũng nhiều hơn với 5.812 bài thi", "tăng cao với 13 nghìn lượt khách": the level that is higher
    compared = verb.item.id in ("higher", "lower") or quantity.unit.dimension not in RATES
    level = compared and clauses.key(quantity.approx_first - 1) == "với"
    granted = clauses.key(first - 1) == "được" and quantity.unit.dimension == "currency"
    spent = clauses.key(verb.last - 1) == "mất" and quantity.unit.dimension == "currency"
    rated = "/" in (quantity.unit.label or "")  # mất 20 triệu đồng mỗi tháng
    spent = spent and (rated or clauses.key(quantity.approx_last) in vocabulary.words("spent-on"))
    added = verb.last - first == 2 and clauses.key(verb.last - 1) == "thêm"
    level_verb = clauses.leads[index].verbs[0].item.kind == "level"  # giá trị tăng thêm là 2,4 tỷ USD
    named = added and (level_verb or clauses.key(first - 1) in vocabulary.words("capital-added"))
    named = named and quantity.unit.dimension == "currency"
    # "vốn đăng ký tăng thêm 2,4 tỷ USD" names a capital, "được giảm 116,8 tỷ đồng" is what customers get,
    # "mất 20 triệu đồng cho tiền điện" what it costs
    # "mức tiêu thụ sẽ tăng đến 31 kg/người" tells what it comes to
    rate = quantity.unit.dimension in RATES or quantity.unit.noun
    comes_to = clauses.key(verb.last - 1) in vocabulary.words("comes-to") and not rate
    if comes_to and find_baseline_ahead(clauses, index, vocabulary) is None:
        return None
    if places or level or granted or spent or named:
        return None
    relation: Relation = "above" if verb.item.text("relation") == "above" else "below"
    return Reading(
        "comparison",
        f"comparison:{verb.item.id}",
        relation,
        "change",
        verb_first=verb.first,
        verb_last=verb.last,
    )


def _verb(clauses: Clauses, index: int, vocabulary: Vocabulary) -> Hit[PatternRule] | None:
    """The verb that says how the number is meant: "tăng bình quân 5%" is a change, "tăng lên 5%" a level."""
    lead = clauses.leads[index]
    if clauses.quantities[index].unit.dimension == "percent" and clauses.key(lead.first) == "ở":
        at = lead.first  # đều tăng trưởng lần lượt ở mức 13%
        while (small := vocabulary.lexicon("adverb").ending_at(clauses.tokens, at)) is not None:
            at = small.first
        verb = vocabulary.lexicon("relation").ending_at(clauses.tokens, at)
        if verb is not None and verb.item.text("reading") == "change":
            return verb
    for hit in clauses.leads[index].verbs:
        if hit.item.kind == "relation" or (hit.item.kind == "level" and hit.item.text("reading") != "be"):
            return hit
    return None


def exceeding(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`vượt 52,8% dự toán`, `hụt 120 tỷ đồng`: a difference from the plan."""
    verb = _verb(clauses, index, vocabulary)
    if verb is None or verb.item.text("reading") != "plan":
        return None
    quantity = clauses.quantities[index]
    if quantity.of is not None:
        return None  # đạt và vượt 15/15 chỉ tiêu
    relation: Relation = "above" if verb.item.text("relation") == "above" else "below"
    rate = quantity.unit.dimension in ("percent", "points")
    if clauses.key(verb.first - 1) in vocabulary.words("noun-of-shortfall"):
        return None
    if (
        not rate
        and verb.item.text("alone") != "yes"
        and find_baseline_ahead(clauses, index, vocabulary) is None
        and not _stands_beside_plan(clauses, index, vocabulary)
        and not _follows_plan_share(clauses, index, earlier, vocabulary)
        and not _is_small_part(clauses, index)
    ):
        return None
    return Reading(
        "comparison",
        f"comparison:{verb.item.id}",
        relation,
        "change",
        plan=True,
        verb_first=verb.first,
        verb_last=verb.last,
    )


def _stands_beside_plan(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """`dầu thô vượt 16 tỷ đồng, nội địa hụt 15 tỷ đồng so với dự toán`: the next value names the plan."""
    if index + 1 >= len(clauses.quantities):
        return False
    verb = _verb(clauses, index + 1, vocabulary)
    following = clauses.quantities[index + 1]
    planned = find_baseline_ahead(clauses, index + 1, vocabulary) == "plan"
    if following.unit.dimension == "percent":  # vượt 30 tấn, tương đương 4% so với kế hoạch
        again = vocabulary.wordings("told-again").match(clauses.tokens, clauses.quantities[index].last + 1)
        if planned and verb is not None and verb.item.text("reading") == "plan":
            return (
                clauses.leads[index + 1].first == clauses.quantities[index].approx_last + 1
            )  # …, vượt 9% kế hoạch
        return planned and again is not None and again.last == following.approx_first
    same = following.unit.label == clauses.quantities[index].unit.label
    beside = same and verb is not None and verb.item.text("reading") == "plan"
    return beside and (planned or (verb is not None and verb.item.text("alone") == "yes"))


def _is_small_part(clauses: Clauses, index: int) -> bool:
    """`đạt 940 triệu kWh, vượt 25 triệu kWh`: less than half of the value right before is no mark passed."""
    if not index:
        return False
    value, before = clauses.quantities[index], clauses.quantities[index - 1]
    if clauses.key(before.approx_last) != "," or clauses.leads[index].first != before.approx_last + 1:
        return False
    same = value.unit.label == before.unit.label is not None and not value.unit.noun
    return same and None not in (value.value, before.value) and 2 * value.value < before.value  # type: ignore[operator]


def _follows_plan_share(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> bool:
    """`đạt 104% kế hoạch, vượt 320 người`: by how much a plan is passed, right behind how far it is met."""
    if not index or earlier.shared != index - 1 or earlier.last is None:
        return False
    if clauses.leads[index].first - clauses.quantities[index - 1].approx_last > _BESIDE:
        return False
    return earlier.last.plan or find_baseline_ahead(clauses, index - 1, vocabulary) == "plan"


def change_beside_baseline(
    clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary
) -> Reading | None:
    """`mức tăng trưởng 7,3% so với cùng kỳ`: a noun of change with its baseline beside it."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension not in ("percent", "points", "currency", "mass", "noun", "index"):
        return None
    if quantity.unit.noun and clauses.key(quantity.approx_first - 1) == "cả":
        return None  # tăng cả 3 tiêu chí so với cùng kỳ
    run = run_of(clauses, index, vocabulary.wordings("respectively"))
    ahead = find_baseline_ahead(clauses, run[-1], vocabulary)
    if ahead is None or ahead == "plan":
        return None
    index = run[0]  # mức tăng trưởng về trị giá lần lượt là 27% và 11,7% so với cùng kỳ
    # "tăng 114 người so với quý trước và hơn 244 người so với cùng kỳ", "tăng trưởng lần lượt là 7% và 6%"
    last = earlier.last
    goes_on = (last is not None and last.against == "change") or clauses.key(
        quantity.approx_first - 1
    ) == "và"
    # "tăng 6,8%, cả năm đạt 9,3% so với năm trước"; an amount that is reached is a level
    shared = quantity.unit.dimension == "percent" or (goes_on and not clauses.leads[index].verbs)
    if not is_change_noun(clauses, index, shared=shared):
        return None
    lead = clauses.leads[index]
    words = [clauses.key(at) for at in range(max(0, lead.first - 12), quantity.first)]
    down = "giảm" in words and "tăng" not in words
    return Reading(
        "comparison", "comparison:change-noun", "below" if down else "above", "change", confidence=0.85
    )


def shortened(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`rút ngắn 8 tháng so với kế hoạch` is a comparison, `rút ngắn 15 ngày` a figure."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "duration":
        return None
    hit = vocabulary.lexicon("shortening").ending_at(clauses.tokens, quantity.approx_first)
    if hit is None or find_baseline_ahead(clauses, index, vocabulary) is None:
        return None
    relation: Relation = "above" if hit.item.text("relation") == "above" else "below"
    return Reading("comparison", f"comparison:{hit.item.id}", relation, "change")
