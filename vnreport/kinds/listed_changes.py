"""Changes whose verb stands elsewhere: of the value before, of the list, behind an object."""

from __future__ import annotations

from vnreport.baselines import baseline_between
from vnreport.clauses import HARD_MARKS, Clauses
from vnreport.distribution import is_respective
from vnreport.document import Relation
from vnreport.kinds.reading import RATES, Earlier, Reading, in_parentheses
from vnreport.vocabulary import Vocabulary

_OBJECT = 8  # tokens between a verb of change and the number of its object
_PARALLEL = 6  # tokens from a value to the next one of the same build
_SERIES = ("comparison:equal", "comparison:coordinated")
_LIST = 16  # tokens from the verb that opens a list to the bracket behind its first member
_LONGEST_THING = 8  # tokens of what has changed, and the comma behind it
_MOST = 3  # tokens of "giảm sâu nhất"


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
        "duration",
    ):
        return None
    verb = vocabulary.lexicon("relation").ending_at(clauses.tokens, named.first)
    if verb is None or (quantity.unit.noun and verb.item.text("reading") != "change"):
        return None
    ends = vocabulary.words("ends-comparison")  # cao hơn mức bình quân và thuộc nhóm 10 địa phương
    if quantity.unit.dimension not in RATES:
        ends |= {"với"}  # thấp hơn so với mức trung bình 500 tỷ đồng: the level
    if any(clauses.key(at) in ends for at in range(named.first, quantity.approx_first)):
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
    before = vocabulary.words("before-change")
    relations, heads = vocabulary.lexicon("relation"), vocabulary.lexicon("head", "nohead")
    floor = clauses.quantities[index - 1].approx_last if index else 0
    last = clauses.leads[index].first
    for at in range(last - 1, max(floor, last - _OBJECT) - 1, -1):
        if clauses.tokens[at].shape == "mark":
            return None
        verb = relations.ending_at(clauses.tokens, at)
        if verb is None or verb.item.text("reading") != "change" or verb.item.id in ("higher", "lower"):
            continue  # bị thua lỗ 5 tỷ đồng
        head = heads.match(clauses.tokens, at)
        if verb.last - verb.first > 1 and (head is None or clauses.key(verb.last - 1) == "trưởng"):
            continue  # giảm giá điện 5%, tăng trưởng tín dụng 9%
        opens = (
            verb.first == floor
            or clauses.key(verb.first - 1) in before
            or clauses.tokens[verb.first - 1].text in HARD_MARKS
            or vocabulary.lexicon("actor").ending_at(clauses.tokens, verb.first) is not None
        )
        # "giảm chi quản lý 12% về còn 860 tỷ đồng"
        moves = quantity.unit.dimension == "percent" and _ends_at_amount(clauses, index)
        if not moves and (head is None or head.item.kind != "head" or not opens):
            return None
        if clauses.leads[index].from_ and _moves_on(clauses, index):
            kind = "percentage" if quantity.unit.dimension in RATES else "figure"
            return Reading(kind, f"{kind}:moved-from")  # tăng giá vé từ 70.000 đồng lên 110.000 đồng
        relation: Relation = "below" if verb.item.text("relation") == "below" else "above"
        return Reading(
            "comparison", "comparison:object", relation, "change",
            confidence=0.75, verb_first=verb.first, verb_last=verb.last,
        )  # fmt: skip
    return None


def _ends_at_amount(clauses: Clauses, index: int) -> bool:
    """Whether a change in percent goes on with the amount that it led to: "12% về còn 860 tỷ đồng"."""
    if clauses.leads[index].from_ or not _moves_on(clauses, index):
        return False
    following = clauses.quantities[index + 1]
    beside = clauses.leads[index + 1].first - clauses.quantities[index].approx_last <= 1
    return beside and following.unit.dimension not in RATES


def _moves_on(clauses: Clauses, index: int) -> bool:
    """Whether the next value is that to which this one moves: "từ 4.600 đồng lên 29.300 đồng"."""
    verbs = clauses.leads[index + 1].verbs if index + 1 < len(clauses.leads) else ()
    return bool(verbs) and verbs[0].item.text("reading") == "move"


def coordinated(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 4 triệu tấn và hơn 600 triệu USD`, `giảm 4 vụ/7 người`: a second value of the same verb."""
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
    respectively = vocabulary.wordings("respectively")
    # bằng 70%, 60%, 50% mức đó; lần lượt tăng 13%, 14%
    told_so = last.rule in _SERIES or (
        last.against == "change" and is_respective(clauses, index - 1, respectively)
    )
    series = between in ([","], [";"]) and baseline is None and told_so
    if between == ["/"] and last.against == "change" and quantity.unit.noun and before.unit.noun:
        return Reading("comparison", "comparison:coordinated", last.relation, last.against, last.plan, 0.75)
    if not (series or between in (["và"], [",", "và"])) or quantity.unit.noun:
        return None
    other = quantity.unit.dimension != before.unit.dimension
    if other and vocabulary.lexicon("head", "indicator").match(clauses.tokens, quantity.approx_last):
        return None  # doanh thu tăng 13% và 335 tỷ đồng lợi nhuận
    if last.against == "share" and other:
        return None
    return Reading("comparison", "comparison:coordinated", last.relation, last.against, last.plan, 0.75)


def listed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`cà phê tăng 9%, xoài 8%, tôm (4%)`: members of a list after a change, without a verb of their own."""
    last = earlier.last
    quantity = clauses.quantities[index]
    if last is None or last.against != "change" or clauses.leads[index].verbs or quantity.unit.noun:
        return None
    if quantity.approx in ("at_most", "at_least"):
        return None  # giảm 90 đồng/lít, giá bán lẻ tối đa 15.200 đồng/lít
    before = clauses.quantities[index - 1]
    if before.unit.label != quantity.unit.label or quantity.unit.label is None or quantity.sign:
        return None
    between = clauses.tokens[before.approx_last : quantity.approx_first]
    marks = [t.text for t in between if t.shape == "mark"]
    if (
        not 2 <= len(between) <= 8
        or between[0].text not in (",", ")", ";")
        or any(m not in ",();" for m in marks)
        or vocabulary.wordings("rate").find(between)  # tín dụng tăng 10,5%, tỷ lệ nợ xấu dưới 1%
    ):
        return None
    bracket = in_parentheses(clauses, index)
    if any(
        vocabulary.lexicon("level", "boundary").match(clauses.tokens, at)
        for at in range(before.approx_last, quantity.approx_first)
        if not (bracket and clauses.key(at) == "và")  # CTG (1,8%) và VCB (0,2%)
    ):
        return None
    return Reading("comparison", "comparison:listed", last.relation, "change", confidence=0.65)


def of_each(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm 7% số vụ, 3% số người chết`: of several things, each told behind how far it has changed."""
    last = earlier.last
    quantity, before = clauses.quantities[index], clauses.quantities[index - 1]
    if last is None or last.against != "change" or clauses.leads[index].verbs:
        return None
    if before.unit.label != quantity.unit.label or quantity.unit.noun:
        return None
    between = clauses.tokens[before.approx_last : quantity.approx_first]
    joined = 1 < len(between) <= _LONGEST_THING and (between[-1].text == "," or between[-1].key == "và")
    if not joined or any(token.shape == "mark" for token in between[:-1]):
        return None
    heads = vocabulary.lexicon("head")
    named = (heads.match(clauses.tokens, q.approx_last) is not None for q in (before, quantity))
    if not all(named):
        return None
    return Reading("comparison", "comparison:of-each", last.relation, "change", confidence=0.75)


def bracketed(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`các mã giảm: BID (1%)`, `chiều tăng có VPB (2,2%)`: behind a name, in a list that a change opens."""
    quantity = clauses.quantities[index]
    if quantity.unit.dimension != "percent" or not in_parentheses(clauses, index):
        return None
    opening = clauses.opening_before(quantity.first)
    relations, shares = vocabulary.lexicon("relation"), vocabulary.words("rate-noun")
    floor = max(0, opening - _LIST)
    if index and not clauses.quantities[index - 1].unit.noun:  # chiều tăng có 4 cổ phiếu gồm VPB (2,2%)
        floor = max(floor, clauses.quantities[index - 1].approx_last)
    opens = False
    for at in range(opening - 1, floor - 1, -1):
        key = clauses.key(at)
        if key in shares or key == "so" or clauses.tokens[at].text in ";,.":
            return None  # giảm so với năm 2015 (2,53%)
        verb = relations.match(clauses.tokens, at, opening) if opens else None
        if verb is not None and verb.item.text("reading") == "change" and verb.last - verb.first < _MOST:
            if at and clauses.key(at - 1) in vocabulary.words("change-noun"):
                return None  # có tốc độ tăng cao nhất là Hòa Lộc (9%)
            relation: Relation = "below" if verb.item.text("relation") == "below" else "above"
            return Reading("comparison", "comparison:bracketed", relation, "change", confidence=0.7)
        opens = opens or key in vocabulary.words("opens-list")
    return None


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
