"""The notation of templates: `tháng {month}[/{year}]` taken apart into words, slots, edges and choices."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from vnreport.language import _

_ELEMENT = regex.compile(
    r"\{(?P<slot>\p{L}+)\p{Nd}*\}|(?P<edge>[<>])|(?P<piece>\p{Nd}+|[\p{L}\p{M}]+|[^\s{}])|(?P<space>\s+)"
)

# A time needs a few of each. What grows with their number: the depth of calls, and the ways to read a text.
_MAX_DEPTH = 8
_MAX_SLOTS = 10  # with the edges "<" and ">"


@dataclass(frozen=True, slots=True)
class Group:
    """A choice between sequences of parts; an empty one where the whole may be left out."""

    branches: tuple[tuple[Part, ...], ...]


Part = str | Group  # "{slot}", "<", ">", " ", a word or a mark; or a choice


def parse_template(template: str) -> tuple[Part, ...]:
    """The parts of a template in order.

    Raises:
        ValueError: a bracket is without its partner, what stands there is no part, or there is too much.
    """
    if sum(map(template.count, "{<>")) > _MAX_SLOTS:
        raise ValueError(
            _("{template!r}: has more than {most} slots and edges", template=template, most=_MAX_SLOTS)
        )
    branches, rest = _branches(template, 0, "", 0)
    if rest != len(template) or len(branches) != 1:
        raise ValueError(
            _("{template!r}: a bracket or a bar stands where none was opened", template=template)
        )
    return branches[0]


def _branches(template: str, at: int, closing: str, depth: int) -> tuple[list[tuple[Part, ...]], int]:
    if depth > _MAX_DEPTH:
        raise ValueError(
            _("{template!r}: brackets are nested deeper than {most}", template=template, most=_MAX_DEPTH)
        )
    branches: list[tuple[Part, ...]] = []
    parts: list[Part] = []
    while at < len(template) and template[at] not in ")]":
        mark = template[at]
        if mark == "|":
            branches.append(tuple(parts))
            parts = []
            at += 1
        elif mark in "([":
            inner, at = _branches(template, at + 1, ")" if mark == "(" else "]", depth + 1)
            parts.append(Group((*inner, ()) if mark == "[" else tuple(inner)))
        else:
            match = _ELEMENT.match(template, at)
            if match is None:
                raise ValueError(
                    _(
                        "{template!r}: {what!r} is no word, mark or {{slot}}",
                        template=template,
                        what=template[at:],
                    )
                )
            parts.append(" " if match.lastgroup == "space" else match.group())
            at = match.end()
    branches.append(tuple(parts))
    if closing:
        if at == len(template) or template[at] != closing:
            raise ValueError(
                _("{template!r}: a bracket is not closed by {closing!r}", template=template, closing=closing)
            )
        at += 1
    return branches, at
