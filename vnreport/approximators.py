"""The words that make a number about, over or under: "khoảng hơn 2,3 tỷ", "ít nhất tăng 5%", "… trở lên"."""

from __future__ import annotations

from vnreport.document import Approx
from vnreport.lexicon import Hit, Lexicon
from vnreport.text import Token
from vnreport.vocabulary import Rule, Vocabulary


class Approximators:
    """Finds them around a number, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words: Lexicon[Rule] = vocabulary.lexicon("approx")
        self._relations: Lexicon[Rule] = vocabulary.lexicon("relation", "shortening")

    def before(
        self, tokens: tuple[Token, ...], first: int, *, alone: bool = False
    ) -> tuple[Approx | None, int]:
        """The word of approximation before a token; an extent `alone` is compared with nothing."""
        result: Approx | None = None
        at = first
        if at > 1 and tokens[at - 1].key == "từ":
            at -= 1
        for _ in range(2):  # "khoảng hơn 2,3 tỷ": the nearer one says more
            hit = self._words.ending_at(tokens, at)
            if hit is None or hit.item.text("side") != "before":
                break
            verb = self._relations.ending_at(tokens, at)
            if verb is not None and verb.first < hit.first and not (alone and verb.item.id == "longer"):
                break  # the "hơn" of "cao hơn 25%" belongs to the verb, that of "dài hơn 12 km" to the number
            result = result or hit.item.text("approx")  # type: ignore[assignment]
            at = hit.first
        if at < first and tokens[at].key == "từ" and result is None:
            return None, at
        verb = None if result is not None else self._relations.ending_at(tokens, at)
        if verb is not None:  # gần gấp hai lần, ít nhất tăng 5%
            hit = self._words.ending_at(tokens, verb.first)
            before = hit is not None and hit.item.text("side") == "before"
            bound = hit is not None and hit.item.id in ("at-least", "at-most")
            if hit is not None and (bound or (before and verb.item.id == "times" and hit.item.id != "over")):
                result = hit.item.text("approx")  # type: ignore[assignment]
        return result, at

    def after(self, tokens: tuple[Token, ...], last: int) -> tuple[Approx, int] | None:
        """What a word behind a quantity makes of it, and where that ends: "từ 5 tấn trở lên"."""
        hit = self._words.match(tokens, last)
        if hit is None or hit.item.text("side") != "after":
            return None
        return hit.item.text("approx"), hit.last  # type: ignore[return-value]

    def between(self, tokens: tuple[Token, ...], first: int, last: int) -> Hit[Rule] | None:
        """The approximator that begins at token `first` and ends by token `last`."""
        return self._words.match(tokens, first, last)
