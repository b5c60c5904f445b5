"""The parts of a count, told for each place without their unit: `85 người (Điện Biên 62, Lào Cai 13)`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from vnreport.numbers import Number
from vnreport.text import Token
from vnreport.units import Unit

_BESIDE = 6  # tokens between a count and the bracket behind it
_LONGEST = 120  # tokens of the brackets
_JOINTS = frozenset((",", ";", "và"))


def parts_of(
    tokens: tuple[Token, ...], unit: Unit, total: Decimal | None, numbers: Sequence[Number], index: int
) -> dict[int, Unit]:
    """The units of the numbers in brackets behind a count, by their first tokens.

    Two or more names, no two of them alike, each with a number behind it, that together are no more than the
    count; "12 xã (Tân Phú 1, Tân Phú 2)" are names. The numbers from `index` on stand behind the count.
    """
    if total is None or not unit.noun or index == len(numbers):
        return {}
    first = unit.last
    while first < unit.last + _BESIDE and first < len(tokens) and tokens[first].shape == "word":
        first += 1
    if first >= len(tokens) or tokens[first].text != "(":
        return {}
    last = next((at for at in range(first, min(first + _LONGEST, len(tokens))) if tokens[at].text == ")"), 0)
    names: set[tuple[str, ...]] = set()
    found: dict[int, Unit] = {}
    left, begin = total, first + 1
    for at in range(index, len(numbers)):
        number = numbers[at]
        if number.first >= last:
            break
        name = tuple(token.text for token in tokens[begin : number.first])
        named = (
            bool(name)
            and name[-1][0].isupper()
            and all(token.shape == "word" for token in tokens[begin : number.first])
        )
        if not named or name in names or (number.last < last and tokens[number.last].key not in _JOINTS):
            return {}
        names.add(name)
        left -= number.value
        found[number.first] = replace(unit, first=number.last, last=number.last, noun=False, rule="unit:part")
        begin = number.last + 1
    whole = begin == last + 1 and len(found) > 1 and left >= 0
    return found if whole else {}
