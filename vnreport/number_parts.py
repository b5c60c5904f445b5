"""The parts of a count, told without their unit: `85 người (Điện Biên 62, Lào Cai 13)`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from vnreport.numbers import Number
from vnreport.text import Token
from vnreport.units import Unit

_BESIDE = 8  # tokens between a count and what opens its parts
_LONGEST_NAME = 6  # tokens of the name of a part
_JOINTS = frozenset((",", ";", "và"))
_ENDS = _JOINTS | {")", ".", "…"}


def parts_of(
    tokens: tuple[Token, ...], unit: Unit, total: Decimal | None, numbers: Sequence[Number], index: int
) -> dict[int, Unit]:
    """The units of the numbers that are parts of a count, by their first tokens.

    In brackets or behind "trong đó" two or more names, no two of them alike, each with a number alone behind
    it, that together are no more than the count; "12 xã (Tân Phú 1, Tân Phú 2)" are names. The numbers from
    `index` on stand behind the count.
    """
    if total is None or not unit.noun or index == len(numbers):
        return {}
    begin = _opening(tokens, unit.last)
    names: set[tuple[str, ...]] = set()
    found: dict[int, Unit] = {}
    left = total
    for at in range(index, len(numbers)) if begin else ():
        number = numbers[at]
        name = tuple(token.text for token in tokens[begin : number.first])
        named = 0 < len(name) <= _LONGEST_NAME and all(
            token.shape == "word" for token in tokens[begin : number.first]
        )
        alone = number.last == len(tokens) or tokens[number.last].key in _ENDS
        left -= number.value
        if not named or not alone or name in names or left < 0:
            break
        names.add(name)
        found[number.first] = replace(unit, first=number.last, last=number.last, noun=False, rule="unit:part")
        begin = number.last + 1
        if number.last == len(tokens) or tokens[number.last].key not in _JOINTS:
            break
    return found if len(found) > 1 else {}


def _opening(tokens: tuple[Token, ...], first: int) -> int:
    """Where the parts of a count begin that ends before token `first`; 0 where none are told."""
    at = first
    while at < min(first + _BESIDE, len(tokens)) and tokens[at].shape == "word":
        at += 1
    if at + 2 >= len(tokens):
        return 0
    if tokens[at].text == "(":
        return at + 1
    among = (tokens[at].text, tokens[at + 1].key, tokens[at + 2].key) == (",", "trong", "đó")
    return at + 3 + (at + 3 < len(tokens) and tokens[at + 3].text == ":") if among else 0
