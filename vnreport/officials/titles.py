"""The grammar of titles: [former] [vice] rank [suffix], as "nguyên Phó Chủ tịch Thường trực"."""

from __future__ import annotations

import msgspec

from vnreport.lexicon import Hit
from vnreport.officials.grammar import Grammar, Stretch, is_acronym
from vnreport.vocabulary import Rule

_DEPTH = 3  # phó trưởng ban, trợ lý phó chủ tịch
_BEFORE = 3  # nguyên quyền
_SUFFIXES = 3
_OF_ANOTHER = frozenset({"trợ lý", "cố vấn", "thư ký", "tham tán"})


class Rank(msgspec.Struct, frozen=True, gc=False):
    """The rank of a title. The position's words begin at token `core`; before it stand nguyên, quyền."""

    first: int
    core: int
    last: int
    rule: str
    kind: str  # "base", "whole", "member" or "unit"
    former: bool = False
    acting: bool = False


class RankReader:
    """Reads the rank that begins at a token of one stretch; each token is looked at once."""

    __slots__ = ("_grammar", "_seen", "_tokens")

    def __init__(self, stretch: Stretch, grammar: Grammar) -> None:
        self._tokens = stretch.tokens
        self._grammar = grammar
        self._seen: dict[int, Rank | None] = {}

    def any(self) -> bool:
        """Whether the stretch has a rank."""
        openers = self._grammar.ranks
        return any(
            self.at(index) is not None
            for index, token in enumerate(self._tokens)
            if token.key in openers or (token.text is not token.key and token.text in openers)
        )

    def at(self, first: int) -> Rank | None:
        """The rank that begins at token `first`, or None."""
        if first not in self._seen:
            self._seen[first] = self._read(first)
        return self._seen[first]

    def _read(self, first: int) -> Rank | None:
        at = first
        former = acting = False
        hit = self._hit(at)
        if hit is None and self._tokens[at].key != "phó":
            return None
        for _ in range(_BEFORE):
            if hit is None or hit.item.text("role") not in ("former", "acting", "new"):
                break
            former = former or hit.item.id == "former"
            acting = acting or hit.item.id == "acting"
            at = hit.last
            hit = self._hit(at)
        found = self._core(at, hit)
        if found is None:
            return None
        last, rule, kind = found
        return Rank(first, at, self._suffixes(at, last), rule.name, kind, former, acting)

    def _core(self, at: int, hit: Hit[Rule] | None, depth: int = _DEPTH) -> tuple[int, Rule, str] | None:
        """Where the rank that begins at a token ends; `hit` is what the dictionary has there."""
        if not depth:
            return None
        readings = (self._plain(at, hit, depth - 1), self._vice(at, depth - 1), self._unit(at, hit))
        options = [reading for reading in readings if reading]
        return max(options, key=lambda option: option[0], default=None)

    def _plain(self, at: int, hit: Hit[Rule] | None, depth: int) -> tuple[int, Rule, str] | None:
        if hit is None or (role := hit.item.text("role")) not in ("base", "whole", "member"):
            return None
        last = hit.last
        if last < len(self._tokens) and self._tokens[last].text == "." and self._abbreviates(last):
            last += 1
        words = " ".join(token.key for token in self._tokens[at : hit.last])
        if words in _OF_ANOTHER and (inner := self._core(last, self._hit(last), depth)):
            return inner[0], hit.item, "base"
        return last, hit.item, role

    def _vice(self, at: int, depth: int) -> tuple[int, Rule, str] | None:
        tokens = self._tokens
        if at >= len(tokens) or tokens[at].key != "phó":
            return None
        hit = self._hit(at + 1)
        if inner := self._core(at + 1, hit, depth):
            return inner[0], inner[1], "base" if inner[2] == "member" else inner[2]
        if hit and hit.item.id == "unit":
            return hit.last, hit.item, "unit"
        return None

    def _unit(self, at: int, hit: Hit[Rule] | None) -> tuple[int, Rule, str] | None:
        if hit is None:
            return None
        if hit.item.id == "chief":
            unit = self._hit(hit.last)
            return (unit.last, unit.item, "unit") if unit and unit.item.id == "unit" else None
        if hit.item.id == "unit" and hit.last < len(self._tokens):
            # "giữ chức vụ Phó Chủ nhiệm" names no head of a vụ, "giữ chức Vụ trưởng" does.
            after_post = at > 0 and self._tokens[at].text == "vụ" and self._tokens[at - 1].key == "chức"
            if self._tokens[hit.last].key in ("trưởng", "phó") and not after_post:
                return hit.last + 1, hit.item, "unit"
        return None

    def _suffixes(self, core: int, last: int) -> int:
        for _ in range(_SUFFIXES):
            hit = self._hit(last)
            if hit is None or hit.item.id != "rank-suffix":
                break
            # TT is thường trực after a deputy, else trung tâm.
            if is_acronym(self._tokens[last]) and self._tokens[core].key not in ("phó", "pbt", "pct"):
                break
            last = hit.last
        return last

    def _abbreviates(self, dot: int) -> bool:
        tokens = self._tokens
        return (
            is_acronym(tokens[dot - 1]) and dot + 1 < len(tokens) and tokens[dot].start == tokens[dot - 1].end
        )

    def _hit(self, at: int) -> Hit[Rule] | None:
        return self._grammar.titles.match(self._tokens, at) if at < len(self._tokens) else None
