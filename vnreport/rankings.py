"""Places in an order: `đứng thứ 3 cả nước`, `xếp hạng 26/63`, `cao nhất từ trước đến nay`."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Literal

import msgspec

from vnreport.clauses import HARD_MARKS, Clauses
from vnreport.families import RANK, SUPERLATIVE
from vnreport.ordinals import OrdinalFinder, is_remark
from vnreport.vocabulary import Vocabulary

_PAIRED = (("tỉnh", "thành"), ("quận", "huyện"), ("huyện", "thị"), ("huyện", "thành"), ("xã", "phường"))
_NAMED = 4  # tokens of a measured thing's name before a superlative
_NAMED_RANKED = 9  # tokens from "là thị trường" to its place
_GRADES = 4  # of roads and hospitals, which rise "từ hạng 3 lên hạng 2", too
_SCORE = "điểm"
_GROUP = 3  # tokens of a noun in the plural before what leads
_NEAR = 12  # tokens between a superlative and the quantity that makes it a rank of a measured thing


class RankMention(msgspec.Struct, frozen=True, gc=False):
    """Tokens `first` to `last` (exclusive) give a rank; `scope` is the token range of its field."""

    first: int
    last: int
    rank: int
    of: int | None
    order: Literal["descending", "ascending"]
    scope: tuple[int, int] | None
    rule: str
    lists: bool = False  # whether it goes on with the order of the rank before: "cao nhất là …, thứ hai là …"


def find_rankings(clauses: Clauses, vocabulary: Vocabulary, before: int | None = None) -> list[RankMention]:
    """The ranks of a sentence from left to right; `before` is the last one of the sentence before."""
    ranks, ordinals = vocabulary.lexicon("rank", "superlative"), vocabulary.compiled(OrdinalFinder)
    if not clauses.families & (RANK | SUPERLATIVE):
        return []
    found: list[RankMention] = []
    behind = 0
    for at in ranks.starts(clauses.tokens):
        hit = ranks.match(clauses.tokens, at) if at >= behind else None
        if hit is None:
            continue
        behind = hit.last
        if clauses.key(hit.first - 1) in vocabulary.words("rank-table"):
            continue  # bảng xếp hạng năm trước, đường dẫn đầu cầu
        if vocabulary.lexicon("against").ending_at(clauses.tokens, hit.first) is not None:
            continue  # cách xa so với vị trí thứ nhất
        rule = hit.item
        order: Literal["descending", "ascending"] = (
            "ascending" if rule.text("order") == "ascending" else "descending"
        )
        if rule.kind == "superlative":
            if _is_within_top(clauses, hit.first, vocabulary):
                continue  # vào Top 5 thu hút vốn nhiều nhất cả nước
            scope = _time_scope(clauses, hit.last, vocabulary) or _scope(clauses, hit.last, vocabulary)
            named = rule.text("order") != "ascending" and _is_of_named(
                clauses, hit.first, hit.last, vocabulary
            )
            if named or _is_measured(clauses, hit.first, hit.last, scope, vocabulary):
                found.append(RankMention(hit.first, hit.last, 1, None, order, scope, rule.name))
            continue
        if rule.text("reading") == "first":
            scope = _scope(clauses, hit.last, vocabulary)
            field = vocabulary.wordings("led-field").match(clauses.tokens, hit.last)
            end = hit.last if field is None else field.last  # dẫn đầu thị trường về doanh thu phí
            told = (
                scope is not None
                or field is not None
                or _quantity_near(clauses, hit.first, hit.last)
                or _leads_in_measure(clauses, end, vocabulary)
                or ordinals.moves(clauses.tokens, hit.first)  # vươn lên dẫn đầu
                or _leads_still(clauses, end, vocabulary)
                or vocabulary.wordings("leader").match(clauses.tokens, end) is not None
            )
            if told and not _is_of_group(clauses, hit.first, vocabulary):
                found.append(
                    RankMention(hit.first, hit.last, rule.integer("rank", 1), None, order, scope, rule.name)
                )
            continue
        if rule.text("reading") == "apposed":
            scope = _scope(clauses, hit.last, vocabulary)
            if _is_apposed(clauses, hit.first, scope, vocabulary) or _is_of_named(
                clauses, hit.first, hit.last, vocabulary
            ):
                found.append(
                    RankMention(hit.first, hit.last, rule.integer("rank", 1), None, order, scope, rule.name)
                )
            continue
        ordinal = ordinals.of(clauses.tokens, hit)
        if ordinal is None or clauses.time_at(hit.last) is not None:
            continue  # bảng xếp hạng năm trước
        scope = _scope(clauses, ordinal.last, vocabulary)
        more = list(ordinals.more(clauses.tokens, ordinal))
        if scope is not None and more:
            scope = scope[0], min(scope[1], more[0][0] - 1)
        elif more:
            scope = _scope(clauses, more[-1][1].last, vocabulary)  # xếp thứ 2 và 3 cả nước
        alone = rule.text("reading") == "ordinal" or ordinal.of is not None
        listed = found[-1].rank if found else before
        # "Thứ hai là, …" is the second of several things to be said
        lists = listed == ordinal.rank - 1 and clauses.key(ordinal.last) == "là"
        lists = lists and (bool(found) or clauses.place_at(ordinal.last + 1) is not None)
        # đứng thứ 15 thế giới và thứ 3 khu vực; từ vị trí thứ 8 lên thứ 3
        again = lists or (bool(found) and clauses.key(hit.first - 1) in ("và", "lên", "xuống"))
        moved = rule.text("reading") == "part" or (
            ordinal.rank > _GRADES
            and (ordinals.moves(clauses.tokens, hit.first) or is_remark(clauses.tokens, hit.first, ordinal))
        )
        named = _is_of_named(clauses, hit.first, ordinal.last, vocabulary)
        if alone or again or moved or named or _is_apposed(clauses, hit.first, scope, vocabulary):
            found.append(
                RankMention(hit.first, ordinal.last, ordinal.rank, ordinal.of, order, scope, rule.name, lists)
            )
            behind = ordinal.last
            for at, one in more:
                scope = _scope(clauses, one.last, vocabulary)
                found.append(RankMention(at, one.last, one.rank, one.of, order, scope, rule.name))
                behind = one.last
    return found


def _is_within_top(clauses: Clauses, first: int, vocabulary: Vocabulary) -> bool:
    """Whether a superlative only says of what a list of the first ones is."""
    top = vocabulary.words("top")
    for at in range(first - 1, max(-1, first - _NEAR - 1), -1):
        if clauses.tokens[at].shape == "mark":
            return False
        if clauses.key(at) in top and clauses.tokens[at + 1].shape == "number":
            return True
    return False


def _is_of_group(clauses: Clauses, first: int, vocabulary: Vocabulary) -> bool:
    """Whether several lead together: "nhóm dẫn đầu", "thuộc 10 địa phương dẫn đầu"."""
    if clauses.key(first - 1) in vocabulary.words("ranked-group"):
        return True
    many = vocabulary.words("plural")  # các ngân hàng đứng đầu về mức chi trả cổ tức
    if any(clauses.key(at) in many for at in range(first - _GROUP, first)):
        return True
    count = clauses.quantities_to(first)
    before = clauses.quantities[count - 1] if count else None
    return before is not None and before.unit.noun and before.last == first and before.value != 1


def _leads_still(clauses: Clauses, at: int, vocabulary: Vocabulary) -> bool:
    """`dẫn đầu 3 năm liên tiếp`, `đứng đầu so với các vùng`: a place among others."""
    time = clauses.time_at(at)
    lasts = time is not None and time.role == "duration"
    return lasts or vocabulary.lexicon("against").match(clauses.tokens, at) is not None


def _leads_in_measure(clauses: Clauses, at: int, vocabulary: Vocabulary) -> bool:
    """`dẫn đầu về sản lượng`, `dẫn đầu với tổng vốn đăng ký`: the measured thing by which one leads."""
    if clauses.key(at) in ("về", "với"):
        at += 1
    hit = vocabulary.lexicon("head", "nohead").match(clauses.tokens, at)
    return hit is not None and hit.item.kind == "head"


def _is_of_named(clauses: Clauses, first: int, last: int, vocabulary: Vocabulary) -> bool:
    """`Mỹ là thị trường số 1 của tôm`, `Nhật Bản là nhà đầu tư lớn nhất`: who or what takes a place.

    So does what has a score: "Hòa Lộc (70,4 điểm, hạng 3)".
    """
    count = clauses.quantities_to(first)
    before = clauses.quantities[count - 1] if count else None
    if before is not None and before.last == first - 1 and clauses.tokens[first - 1].text == ",":
        return before.unit.label == _SCORE
    place = clauses.place_at(first - 1)
    if place is not None and place.last == first and clauses.key(last) == "với":
        return True  # Hàn Quốc thứ 3 với 2 tỷ USD
    nouns = vocabulary.wordings("ranked-noun")
    for at in range(first - 1, max(0, first - _NAMED_RANKED), -1):
        if clauses.tokens[at].shape == "mark":
            return False
        if clauses.key(at - 1) == "là" and nouns.match(clauses.tokens, at, first):
            return True
    return False


def _is_apposed(clauses: Clauses, first: int, scope: tuple[int, int] | None, vocabulary: Vocabulary) -> bool:
    """Whether "thứ nhất vùng Tây Bắc" stands for itself behind a mark: no meeting, no term is counted."""
    if scope is None:
        return False
    field = vocabulary.lexicon("scope").match(clauses.tokens, scope[0])
    if field is None and vocabulary.wordings("in-field").ending_at(clauses.tokens, scope[0]) is not None:
        return False  # thứ nhất trong cuộc họp
    return first > 0 and clauses.tokens[first - 1].shape == "mark"


def _scope(clauses: Clauses, at: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    tokens = clauses.tokens
    if vocabulary.lexicon("scope").match(tokens, at) is None:
        near = bisect_left(clauses.places, at, key=lambda mention: mention.first)
        if near == len(clauses.places) or clauses.places[near].first != at:
            return None
        return at, clauses.places[near].last  # lớn nhất Trung Quốc
    stop = vocabulary.lexicon("rank", "superlative", "relation")
    ends = vocabulary.words("ends-field")
    within = vocabulary.wordings("in-field").match(tokens, at)
    first = at if within is None else within.last  # thứ 5 trong tổng số 63 tỉnh, thành phố
    following = bisect_left(clauses.quantities, first, key=lambda quantity: quantity.approx_first)
    last = first
    since = tokens[first].key in ("kể", "từ")  # kể từ tháng 5/2020: a time that is the field
    begin = clauses.quantities[following].approx_first if following < len(clauses.quantities) else -1
    while last < len(tokens) and last - first < 14:
        text = tokens[last].text
        ended = tokens[last].key in ends and tokens[last - 1].key != "từ"  # kể từ khi có số liệu
        ended = ended or (tokens[last].key, clauses.key(last + 1)) == ("năm", "thứ")  # năm thứ ba liên tiếp
        time = clauses.time_from.get(last)
        if text in HARD_MARKS or text in "()" or ended:
            break
        if time is not None and last > first and time.role == "period" and not since:
            break  # cả nước năm 2022
        if last == begin and last > first:
            break  # but "trong 24 tập đoàn" is the field
        if text == "," and (tokens[last - 1].key, clauses.key(last + 1)) not in _PAIRED:
            break
        if tokens[last].key == "và" and (last + 1 >= len(tokens) or stop.match(tokens, last + 1)):
            break
        last += 1
    while last > first and (tokens[last - 1].key in ("và", "cũng") or tokens[last - 1].shape == "mark"):
        last -= 1
    return (first, last) if last > first else None


def _time_scope(clauses: Clauses, at: int, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """`mạnh nhất gần 5 tháng`: the time in which nothing was more."""
    small = vocabulary.lexicon("approx").match(clauses.tokens, at)
    time = clauses.time_at(at if small is None else small.last)
    return None if time is None or time.role != "duration" else (at, time.last)


def _is_measured(
    clauses: Clauses, first: int, last: int, scope: tuple[int, int] | None, vocabulary: Vocabulary
) -> bool:
    keys = [clauses.key(at) for at in range(max(0, first - 14), first)]
    if "trong" in keys and any(a in ("một", "1") and b == "trong" for a, b in pairwise(keys)):
        return False
    stands = scope is not None or clauses.key(last) in ("", "với") or clauses.tokens[last].shape == "mark"
    if clauses.key(first) == "ít" and not stands:
        return False  # "ít nhất là 2 xã", "ít nhất mỗi xã 2 sản phẩm"
    following = clauses.quantity_from(first + 1)
    if clauses.key(last) == "bằng" or (following is not None and following.approx_first <= first):
        return False  # "ít nhất 2 sản phẩm"
    if clauses.key(first) == "ít" and not _is_least(clauses, first, last, scope, vocabulary):
        return False
    return (
        scope is not None
        or _quantity_near(clauses, first, last)
        or _stands_behind_measure(clauses, first, vocabulary)
    )


def _is_least(
    clauses: Clauses, first: int, last: int, scope: tuple[int, int] | None, vocabulary: Vocabulary
) -> bool:
    """Whether "ít nhất" tells a rank, and no bound: "tăng ít nhất, chỉ 0,2 điểm", "VASCO ít nhất với 86"."""
    if _is_apposed(clauses, first, scope, vocabulary):
        return True  # 12 vụ, ít nhất cả nước
    changes = vocabulary.lexicon("relation").ending_at(clauses.tokens, first) is not None
    ends = last >= len(clauses.tokens) or clauses.tokens[last].text in ",;."
    return (changes and ends) or clauses.key(last) == "với"


def _stands_behind_measure(clauses: Clauses, first: int, vocabulary: Vocabulary) -> bool:
    """`là nhóm hàng có kim ngạch lớn nhất`: the noun of a measured thing stands right before."""
    heads, generic = vocabulary.lexicon("head", "nohead"), vocabulary.words("bare-measure")
    if clauses.key(first - 1) == "mức" and clauses.key(first - 2) in vocabulary.words("moves-to-level"):
        return False  # giảm nợ thuế xuống mức thấp nhất
    for at in range(first - 1, max(-1, first - _NAMED - 1), -1):
        if clauses.tokens[at].shape == "mark":
            return False
        longer = heads.match(clauses.tokens, at - 1, first) if at else None
        if longer is not None and longer.last > at and longer.item.kind == "nohead":
            return False  # chất lượng cao nhất
        hit = heads.match(clauses.tokens, at, first)
        if (
            hit is not None
            and hit.item.kind == "head"
            and (clauses.key(at) not in generic or (clauses.key(at - 1) == "có" and at + 1 < first))
        ):
            before = (clauses.key(i) for i in range(max(0, at - _NEAR), at))
            return vocabulary.words("top").isdisjoint(before)
    return False


def _quantity_near(clauses: Clauses, first: int, last: int) -> bool:
    after = clauses.quantity_from(last)
    if after is not None and after.first - last <= _NEAR and not _hard_between(clauses, last, after.first):
        return True
    count = clauses.quantities_to(first)
    if not count:
        return False
    end = clauses.quantities[count - 1].last
    return first - end <= 3 and not _hard_between(clauses, end, first)


def _hard_between(clauses: Clauses, first: int, last: int) -> bool:
    """A colon at either end parts nothing: "thấp nhất là VASCO: 2,7%", "đông nhất: Lục Nam 59.800 hộ"."""
    return any(
        clauses.tokens[at].text in HARD_MARKS
        and not (clauses.tokens[at].text == ":" and at in (first, last - 1))
        for at in range(first, last)
    )
