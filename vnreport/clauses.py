"""A sentence with its quantities, and the verbs that lead to each of them: the ground of all readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnreport.lexicon import Hit
from vnreport.places import PlaceMention
from vnreport.quantities import Quantity
from vnreport.text import Sentence, Token
from vnreport.times import TimeMention
from vnreport.vocabulary import Rule, Vocabulary

HARD_MARKS = frozenset(";:.!?…")
OPENING = frozenset("([{")
CLOSING = frozenset(")]}")


@dataclass(frozen=True, slots=True)
class Lead:
    """The verbs right before a quantity, nearest first; the leading words begin at token `first`.

    `from_` where "từ" stands among them: "tăng từ 5% lên 7%".
    """

    first: int
    verbs: tuple[Hit[Rule], ...]
    from_: bool

    def nearest(self, *kinds: str) -> Hit[Rule] | None:
        """The nearest verb of one of these kinds."""
        return next((hit for hit in self.verbs if hit.item.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Clauses:
    """One sentence as the readers of kind, baseline, indicator and period see it."""

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    words: frozenset[str]  # see vnreport.article
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    quantities: tuple[Quantity, ...]
    leads: tuple[Lead, ...]

    def surface(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def time_at(self, at: int) -> TimeMention | None:
        """The time mention that begins at token `at`."""
        return next((time for time in self.times if time.first == at), None)

    def key(self, at: int) -> str:
        """The folded form of token `at`, or "" outside the sentence."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""


def find_lead(tokens: Sequence[Token], quantity: Quantity, floor: int, vocabulary: Vocabulary) -> Lead:
    """Walk left from the quantity over verbs and small words, not beyond token `floor`."""
    verbs = vocabulary.lexicon("relation", "level", "status", "adverb")
    at = quantity.approx_first
    found: list[Hit[Rule]] = []
    from_ = quantity.approx_first < quantity.first and tokens[quantity.approx_first].key == "từ"
    while at > floor:
        hit = verbs.ending_at(tokens, at)
        if hit is None or hit.first < floor or hit.item.text("reach") == "phrase":
            break
        nearer = next((h.item for h in found if h.item.kind != "adverb"), None)
        if nearer is not None and _is_noun_beside(hit.item, nearer):
            break  # the "thực hiện" of "vốn FDI thực hiện đạt 1,2 tỷ USD" belongs to the phrase
        if hit.item.kind == "adverb" and tokens[hit.first].key == "từ":
            from_ = True
        found.append(hit)
        at = hit.first
    # Small words that no verb stands before belong to the phrase on the left.
    while found and found[-1].item.kind == "adverb":
        at = found.pop().last
    return Lead(at, tuple(hit for hit in found if hit.item.kind != "adverb"), from_)


def _is_noun_beside(rule: Rule, nearer: Rule) -> bool:
    """Whether a verb before another verb is a part of the phrase: "giá trị tăng thêm đạt"."""
    reading = rule.text("reading")
    if rule.kind == "relation" and (reading == "reach" or nearer.text("reading") == "reach"):
        return True
    if reading == "be" and nearer.text("reading") == "reach":
        return True  # năng suất bình quân đạt 64 tạ/ha
    return reading == "have" or (reading == "share" and nearer.text("reading") == "reach")
