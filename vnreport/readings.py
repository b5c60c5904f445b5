"""What kind of record a quantity is: an ordered list of small rules, the first that has an answer wins.

The order of `RULES` is the documented priority. Each rule gets the sentence and the index of the quantity and
gives a Reading or None; `vnreport explain` shows the later rules that would also have answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vnreport.baselines import baseline_after, baseline_between
from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.document import Relation
from vnreport.lexicon import Hit
from vnreport.vocabulary import Rule as PatternRule
from vnreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind of a quantity; for a comparison its relation and how it compares.

    `against` is "change" (a difference), "share" (a part or multiple of the baseline), or "" for none.
    `plan` where the baseline is the plan unless the text names another.
    """

    kind: str  # "figure", "percentage" or "comparison"
    rule: str
    relation: Relation | None = None
    against: str = ""
    plan: bool = False
    confidence: float = 0.95
    verb_first: int = -1
    verb_last: int = -1


Rule = Callable[[Clauses, int, "Earlier", Vocabulary], "Reading | None"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The readings of the quantities before this one in the sentence."""

    readings: Sequence[Reading]

    @property
    def last(self) -> Reading | None:
        """The reading of the quantity right before."""
        return self.readings[-1] if self.readings else None


def _in_parentheses(clauses: Clauses, index: int) -> bool:
    quantity = clauses.quantities[index]
    tokens = clauses.tokens
    first = quantity.first
    while first > 0 and tokens[first - 1].text in ("+", "-", "–", "−"):
        first -= 1
    return first > 0 and tokens[first - 1].text in OPENING and _closes(clauses, quantity.last)


def _closes(clauses: Clauses, at: int) -> bool:
    return at < len(clauses.tokens) and clauses.tokens[at].text in CLOSING


def _level_kind(clauses: Clauses, index: int) -> str:
    return "percentage" if clauses.quantities[index].unit.dimension in ("percent", "points") else "figure"


def signed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`500,94 điểm (-0,13%)`: a signed number in parentheses is a change."""
    quantity = clauses.quantities[index]
    if not quantity.sign or quantity.unit.noun or quantity.unit.dimension == "none":
        return None
    plus = clauses.tokens[quantity.first].text == "+"  # năng suất +5,5%
    if not plus and not _in_parentheses(clauses, index):
        return None
    return Reading("comparison", "comparison:signed", "above" if quantity.sign > 0 else "below", "change")


def beside_change(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 0,56 điểm (0,11%)`: the same change again in parentheses, in percent or as an amount."""
    last = earlier.last
    if last is None or last.against != "change" or not _in_parentheses(clauses, index):
        return None
    quantity, before = clauses.quantities[index], clauses.quantities[index - 1]
    if (quantity.unit.dimension == "percent") == (before.unit.dimension == "percent"):
        return None
    if clauses.tokens[before.approx_last].text not in OPENING:
        return None
    return Reading("comparison", "comparison:beside-change", last.relation, "change")


def baseline_level(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm so với mức 20,2%`, `vượt mục tiêu 13,5 triệu tấn`: the level of the baseline, not a change."""
    quantity = clauses.quantities[index]
    at = quantity.approx_first
    while at and clauses.key(at - 1) in vocabulary.words("level-noun"):
        at -= 1
    beside = vocabulary.lexicon("relation").ending_at(clauses.tokens, at)
    if clauses.key(at) == "mức" and beside is not None and beside.item.id in ("higher", "lower"):
        level = _level_kind(clauses, index)
        return Reading(level, f"{level}:baseline", confidence=0.8)  # thấp hơn mức 21,6 lần ở đỉnh tháng 4
    goal = clauses.surface(max(0, quantity.approx_first - 2), quantity.approx_first).casefold()
    kind = _level_kind(clauses, index)
    if vocabulary.lexicon("against").ending_at(clauses.tokens, at) is not None:
        return Reading(kind, f"{kind}:baseline", confidence=0.85)
    if goal in ("mục tiêu", "chỉ tiêu") and quantity.unit.dimension != "percent":
        return Reading(kind, f"{kind}:goal", confidence=0.85)
    return None


def added(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`nâng dự báo sản lượng thêm 2 triệu tấn, lên 808 triệu tấn`: an amount added, then the level."""
    quantity = clauses.quantities[index]
    if quantity.unit.noun or clauses.key(quantity.approx_first - 1) != "thêm":
        return None  # "có thêm 120 sản phẩm" counts
    if index + 1 >= len(clauses.quantities):
        return None
    verbs = clauses.leads[index + 1].verbs
    if not verbs or verbs[0].item.text("reading") != "move":
        return None
    return Reading("comparison", "comparison:added", "above", "change", confidence=0.8)


def level_moved(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm còn 4,76%`, `tăng lên 20%`, `từ 26,96% xuống còn 4,76%`: the level after or before a change."""
    lead = clauses.leads[index]
    quantity = clauses.quantities[index]
    if quantity.rule == "quantity:multiple":
        return None
    nearest = lead.verbs[0] if lead.verbs else None
    if nearest is not None and nearest.item.text("reading") == "move":
        if clauses.key(quantity.approx_last) == "theo" and find_baseline_ahead(clauses, index, vocabulary):
            return None  # "tăng lên đến 10% theo quý" is a change
        return Reading(_level_kind(clauses, index), f"{_level_kind(clauses, index)}:moved")
    change = lead.nearest("relation")
    if change is not None and lead.from_ and quantity.low is None and change.item.text("reading") == "change":
        return Reading(_level_kind(clauses, index), f"{_level_kind(clauses, index)}:moved-from")
    return None


def _verb(clauses: Clauses, index: int) -> Hit[PatternRule] | None:
    """The verb that says how the number is meant: "tăng bình quân 5%" is a change, "tăng lên 5%" a level."""
    for hit in clauses.leads[index].verbs:
        if hit.item.kind == "relation" or (hit.item.kind == "level" and hit.item.text("reading") != "be"):
            return hit
    return None


def change(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 25,9%`, `giảm 14 vụ`, `cao hơn 2 triệu đồng`."""
    verb = _verb(clauses, index)
    if verb is None or verb.item.text("reading") != "change":
        return None
    first = verb.first
    if clauses.surface(verb.first, verb.last).casefold().startswith("tăng trưởng") and clauses.key(
        first - 1
    ) in vocabulary.words("change-noun"):
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


def exceeding(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`vượt 52,8% dự toán`, `hụt 120 tỷ đồng`: a difference from the plan."""
    verb = _verb(clauses, index)
    if verb is None or verb.item.text("reading") != "plan":
        return None
    quantity = clauses.quantities[index]
    relation: Relation = "above" if verb.item.text("relation") == "above" else "below"
    rate = quantity.unit.dimension in ("percent", "points")
    if not rate and find_baseline_ahead(clauses, index, vocabulary) is None:
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
    last = earlier.last
    if clauses.key(verb.first) == "tương" and _stands_behind(clauses, index) and _ends_clause(clauses, index):
        # "giảm 11 nghìn thẻ, tương đương 13%" is the change again; "đạt 186 tỷ, tương đương 19,6%" a share
        if last is not None and last.against == "change":
            return Reading("comparison", "comparison:equal-change", last.relation, "change", confidence=0.8)
        return None
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
    ahead = find_baseline_ahead(clauses, index, vocabulary)
    if ahead is None:
        return None
    if ahead != "plan" and not _is_change_noun(clauses, index):
        verb = clauses.leads[index].nearest("relation", "level")
        bare = verb is None and _stands_alone(clauses, index)
        if not bare and (verb is None or verb.item.text("reading") != "reach"):
            return None
    if ahead != "plan" and _is_change_noun(clauses, index):
        return None
    return Reading("comparison", "comparison:reach", "at", "share")


def _stands_alone(clauses: Clauses, index: int) -> bool:
    """Whether nothing but a comma stands before the quantity: "1.600 căn, xấp xỉ 40% so với quý trước"."""
    first = clauses.quantities[index].approx_first
    return (
        index > 0 and clauses.quantities[index - 1].approx_last == first - 1 and clauses.key(first - 1) == ","
    )


def _is_change_noun(clauses: Clauses, index: int) -> bool:
    lead = clauses.leads[index]
    start = max(0, lead.first - 12)
    words = [clauses.key(at) for at in range(start, clauses.quantities[index].first)]
    return any(a == "tăng" or a == "giảm" for a in words)


def change_beside_baseline(
    clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary
) -> Reading | None:
    """`mức tăng trưởng 7,3% so với cùng kỳ`: a noun of change with its baseline beside it."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension not in ("percent", "points", "currency", "mass", "noun", "index"):
        return None
    ahead = find_baseline_ahead(clauses, index, vocabulary)
    if ahead is None or ahead == "plan" or not _is_change_noun(clauses, index):
        return None
    lead = clauses.leads[index]
    words = [clauses.key(at) for at in range(max(0, lead.first - 12), quantity.first)]
    down = "giảm" in words and "tăng" not in words
    return Reading(
        "comparison", "comparison:change-noun", "below" if down else "above", "change", confidence=0.85
    )


def reached_in_list(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`ước 1.200 tỷ đồng, đạt 50,5%` after other shares of the plan: the plan again, left out."""
    quantity = clauses.quantities[index]
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
    if before.unit.dimension in ("percent", "none") or between not in ([","], []):
        return None
    if not any(reading.rule in ("comparison:reach", "comparison:equal") for reading in earlier.readings):
        return None
    return Reading("comparison", "comparison:reach-inferred", "at", "share", plan=True, confidence=0.7)


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


def apart(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`cao hơn giá thị trường 25%`, `vượt chỉ tiêu giao 0,6%`: the baseline between verb and number."""
    quantity = clauses.quantities[index]
    named = baseline_between(clauses, index, vocabulary)
    if named is None or quantity.unit.dimension not in (
        "percent",
        "times",
        "points",
        "currency",
        "mass",
        "area",
        "length",
        "index",
        "noun",
    ):
        return None
    verb = vocabulary.lexicon("relation").ending_at(clauses.tokens, named.first)
    if verb is None or (quantity.unit.noun and verb.item.text("reading") != "change"):
        return None
    relation: Relation = "below" if verb.item.text("relation") == "below" else "above"
    return Reading(
        "comparison",
        "comparison:apart",
        relation,
        "change",
        confidence=0.8,
        verb_first=verb.first,
        verb_last=verb.last,
    )


def object_changed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`làm giảm thu ngân sách khoảng 16.600 tỷ đồng`: what changes stands between verb and number."""
    quantity = clauses.quantities[index]
    if quantity.unit.noun or quantity.unit.dimension == "none" or clauses.leads[index].verbs:
        return None
    before = vocabulary.words("before-change") | {","}
    relations, heads = vocabulary.lexicon("relation"), vocabulary.lexicon("head", "nohead")
    floor = clauses.quantities[index - 1].approx_last if index else 0
    last = clauses.leads[index].first
    for at in range(last - 1, max(floor, last - _OBJECT) - 1, -1):
        if clauses.tokens[at].shape == "mark":
            return None
        verb = relations.ending_at(clauses.tokens, at)
        if verb is None or verb.item.text("reading") != "change" or verb.last - verb.first > 1:
            continue
        head = heads.match(clauses.tokens, at)
        opens = verb.first == floor or clauses.key(verb.first - 1) in before
        if head is None or head.item.kind != "head" or not opens:
            return None
        relation: Relation = "below" if verb.item.text("relation") == "below" else "above"
        return Reading(
            "comparison", "comparison:object", relation, "change",
            confidence=0.75, verb_first=verb.first, verb_last=verb.last,
        )  # fmt: skip
    return None


_OBJECT = 8  # tokens between a verb of change and the number of its object


_PARALLEL = 6  # tokens from a value to the next one of the same build
_SERIES = ("comparison:equal", "comparison:coordinated")


def coordinated(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 4 triệu tấn và hơn 600 triệu USD`: a second value of the same verb."""
    last = earlier.last
    if last is None or last.kind != "comparison" or clauses.leads[index].verbs:
        return None
    quantity, before = clauses.quantities[index], clauses.quantities[index - 1]
    first = before.approx_last
    baseline = vocabulary.lexicon("baseline").match(clauses.tokens, first)
    if baseline is not None and (clauses.key(first) == "theo" or last.against == "share"):
        first = baseline.last  # giảm 18% theo quý và 70% theo năm, bằng 43,7% KH và 98,2% CK
    between = [clauses.key(at) for at in range(first, quantity.approx_first)]
    if (
        between[-1:] == ["và"]
        and 1 < len(between) <= _PARALLEL
        and clauses.key(quantity.approx_last) == between[0]
    ):
        between = ["và"]  # mất 110 đồng ở chiều mua và 95 đồng ở chiều bán
    series = between == [","] and baseline is None and last.rule in _SERIES  # bằng 70%, 60%, 50% mức đó
    if not (series or between in (["và"], [",", "và"])) or quantity.unit.noun:
        return None
    if last.against == "share" and quantity.unit.dimension != before.unit.dimension:
        return None
    return Reading("comparison", "comparison:coordinated", last.relation, last.against, last.plan, 0.75)


def listed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`cà phê tăng 9%, xoài 8%, tôm (4%)`: members of a list after a change, without a verb of their own."""
    last = earlier.last
    quantity = clauses.quantities[index]
    if last is None or last.against != "change" or clauses.leads[index].verbs or quantity.unit.noun:
        return None
    before = clauses.quantities[index - 1]
    if before.unit.label != quantity.unit.label or quantity.unit.label is None or quantity.sign:
        return None
    between = clauses.tokens[before.approx_last : quantity.approx_first]
    marks = [t.text for t in between if t.shape == "mark"]
    if (
        not 2 <= len(between) <= 8
        or between[0].text not in (",", ")", ";")
        or any(m not in ",();" for m in marks)
    ):
        return None
    if any(
        vocabulary.lexicon("level", "boundary").match(clauses.tokens, at)
        for at in range(before.approx_last, quantity.approx_first)
    ):
        return None
    return Reading("comparison", "comparison:listed", last.relation, "change", confidence=0.65)


def changed_most(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm sâu nhất, 61,2%`, `tăng cao nhất với 1,53%`: a change that is told to be the greatest."""
    quantity = clauses.quantities[index]
    at = quantity.approx_first
    while at and clauses.key(at - 1) in (",", "với", "là", "đạt", "tới", "đến"):
        at -= 1
    if quantity.unit.dimension != "percent" or at < _MOST or clauses.key(at - 1) != "nhất":
        return None
    verb = vocabulary.lexicon("relation").match(clauses.tokens, at - _MOST)
    if verb is None or verb.item.text("reading") != "change":
        return None
    relation: Relation = "below" if verb.item.text("relation") == "below" else "above"
    return Reading("comparison", "comparison:most", relation, "change", confidence=0.85)


_MOST = 3  # tokens of "giảm sâu nhất"


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


# The priority: what stands earlier wins.
RULES: tuple[Rule, ...] = (
    signed,
    beside_change,
    shortened,
    baseline_level,
    added,
    level_moved,
    times,
    change,
    exceeding,
    attained,
    coordinated,
    reached,
    change_beside_baseline,
    reached_in_list,
    apart,
    object_changed,
    listed,
    changed_most,
    percentage,
    figure,
)


def read_kinds(clauses: Clauses, vocabulary: Vocabulary) -> list[tuple[Reading, tuple[str, ...]]]:
    """For each quantity of the sentence its reading, and the names of the rules that also matched."""
    found: list[tuple[Reading, tuple[str, ...]]] = []
    told: list[Reading] = []
    earlier = Earlier(told)  # which grows as the readings are told
    for index in range(len(clauses.quantities)):
        answers = [r for rule in RULES if (r := rule(clauses, index, earlier, vocabulary)) is not None]
        winner, *losers = answers
        told.append(winner)
        found.append((winner, tuple(dict.fromkeys(r.rule for r in losers if r.rule != winner.rule))))
    return found


def find_baseline_ahead(clauses: Clauses, index: int, vocabulary: Vocabulary) -> str | None:
    """The kind of baseline named right after the quantity: "plan", another kind, or None."""
    found = baseline_after(clauses, index, vocabulary)
    return None if found is None else found.kind
