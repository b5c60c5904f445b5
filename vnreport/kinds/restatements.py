"""Quantities that tell a change a second time: as an amount behind its percentage, or as its percentage."""

from __future__ import annotations

from vnreport.baselines import baseline_after
from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.kinds.reading import Earlier, Reading, find_baseline_ahead, in_parentheses
from vnreport.quantities import Quantity
from vnreport.vocabulary import Vocabulary

_COUNTED = 3  # words that go on with what is counted, before a bracket
_EQUALS = frozenset(("bằng", "tương", "tức", "hay"))  # tương đương với, tương ứng
_HALF = 50  # percent
_LONGEST = 3  # tokens of them
_NEAR = 4  # quantities back to the one that changed


def beside_change(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`tăng 0,56 điểm (0,11%)`: the same change again in parentheses, in percent or as an amount."""
    last = earlier.last
    if last is None or last.against != "change" or not in_parentheses(clauses, index):
        return None
    quantity, before = clauses.quantities[index], clauses.quantities[index - 1]
    if quantity.of is not None:
        return None  # giảm 4% (480/500 vụ)
    if (quantity.unit.dimension == "percent") == (before.unit.dimension == "percent"):
        return None
    at = before.approx_last
    while before.unit.noun and at < before.approx_last + _COUNTED and clauses.tokens[at].shape == "word":
        at += 1  # tăng 7 người chết (7,4%)
    if clauses.tokens[at].text not in OPENING or at + 1 < quantity.approx_first - 1:
        return None
    return Reading("comparison", "comparison:beside-change", last.relation, "change")


def restated(clauses: Clauses, index: int, earlier: Earlier, vocabulary: Vocabulary) -> Reading | None:
    """`giảm 11 nghìn thẻ, tương đương 13%`, `537.600 con, tăng 1,11%, bằng 5.900 con`."""
    last = earlier.last
    if last is None or last.against != "change":
        return None
    rate = clauses.quantities[index].unit.dimension == "percent"
    if rate == (clauses.quantities[index - 1].unit.dimension == "percent"):
        return None
    at = _behind(clauses, index, vocabulary)
    if clauses.key(at) not in _EQUALS or not 1 <= clauses.quantities[index].approx_first - at <= _LONGEST:
        return None
    if rate:
        # "tăng 500 tỷ đồng, bằng 105% kế hoạch" goes on with another comparison.
        again = _names_no_whole(clauses, index, vocabulary)
        if clauses.key(at) == "bằng":
            behind = clauses.quantities[index].approx_last
            closed = behind < len(clauses.tokens) and clauses.tokens[behind].text in CLOSING
            # "tăng 640 tỷ đồng (bằng 8,2%)", but "(bằng 108%)" is what it is now
            again = closed and clauses.tokens[at - 1].text in OPENING and _is_small(clauses.quantities[index])
    else:
        again = _is_part_of_told(clauses, index) or find_baseline_ahead(clauses, index, vocabulary) not in (
            None,
            "plan",
        )
    if not again:
        return None
    return Reading("comparison", "comparison:equal-change", last.relation, "change", confidence=0.8)


def _is_small(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.value < _HALF


def _behind(clauses: Clauses, index: int, vocabulary: Vocabulary) -> int:
    """The token behind the change, its baseline, and a comma or a bracket."""
    named = baseline_after(clauses, index - 1, vocabulary)
    at = clauses.quantities[index - 1].approx_last
    if named is not None and at <= named.first and named.last <= clauses.leads[index].first:
        at = named.last
    while clauses.key(at) in (",", "("):
        at += 1
    return at


def _names_no_whole(clauses: Clauses, index: int, vocabulary: Vocabulary) -> bool:
    """Whether no thing follows that the percentage is a part of: "tương đương 42% tổng doanh thu"."""
    at = clauses.quantities[index].approx_last
    if at >= len(clauses.tokens) or clauses.tokens[at].shape == "mark" or at in clauses.time_from:
        return True
    following = vocabulary.lexicon("level").match(clauses.tokens, at)
    moves = following is not None and following.item.text("reading") == "move"  # … 0,96% lên 492,27 điểm
    # "tương đương 0,8% so với dự toán" is a change, "tương đương 105% dự toán" a share
    compared = vocabulary.lexicon("against").match(clauses.tokens, at) is not None
    ahead = find_baseline_ahead(clauses, index, vocabulary)
    return moves or ahead not in (None, "plan", "other") or (ahead == "plan" and compared)


def _is_part_of_told(clauses: Clauses, index: int) -> bool:
    """Whether more of the same was told before the change, of which this amount is a part."""
    quantity = clauses.quantities[index]
    for told in reversed(clauses.quantities[max(0, index - 1 - _NEAR) : index - 1]):
        if told.unit.dimension != "percent":
            same = told.unit.label == quantity.unit.label is not None
            return same and None not in (told.value, quantity.value) and quantity.value < told.value  # type: ignore[operator]
    return False
