"""A sentence with its quantities, and the verbs that lead to each of them: the ground of all readings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from vnreport.article import Passage
from vnreport.lexicon import Hit
from vnreport.places import PlaceMention
from vnreport.quantities import Quantity
from vnreport.text import Sentence, Token
from vnreport.times import TimeMention
from vnreport.vocabulary import Rule, Vocabulary

HARD_MARKS = frozenset(";:.!?…")
_LONGEST_REMARK = 40  # tokens between a bracket and what is asked of it
_LONGEST_BULLET = 40  # characters between the beginning of a line and its first word
OPENING = frozenset("([{")
CLOSING = frozenset(")]}")


class Lead(msgspec.Struct, frozen=True, gc=False):
    """The verbs right before a quantity, nearest first; the leading words begin at token `first`.

    `from_` where "từ" stands among them: "tăng từ 5% lên 7%".
    """

    first: int
    verbs: tuple[Hit[Rule], ...]
    from_: bool

    @property
    def aims(self) -> bool:
        """Whether the nearest verb is one of aims: "phấn đấu đạt 9 triệu lượt"."""
        return bool(self.verbs) and self.verbs[0].item.kind == "status"

    def nearest(self, *kinds: str) -> Hit[Rule] | None:
        """The nearest verb of one of these kinds."""
        return next((hit for hit in self.verbs if hit.item.kind in kinds), None)


class Clauses(msgspec.Struct, frozen=True, gc=False):
    """One sentence as the readers of kind, baseline, indicator and period see it."""

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    words: frozenset[str]  # see vnreport.article
    families: int
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    quantities: tuple[Quantity, ...]
    leads: tuple[Lead, ...]
    # Where things are, so that no reader looks through a long sentence for each of its numbers.
    time_from: Mapping[int, TimeMention]  # by its first token
    time_to: Mapping[int, TimeMention]  # by the token behind it
    years: Mapping[int, int]  # the token behind the first time of each year
    begun: frozenset[int]  # the first tokens of the quantities
    depths: Sequence[int]  # of brackets before each token; empty where there are none
    closings: Sequence[int]  # the tokens that close a bracket
    colons: Sequence[int]  # the colons outside brackets

    def surface(self, first: int, last: int) -> str:
        """The text of tokens `first` to `last` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    @property
    def opens_paragraph(self) -> bool:
        """Whether the sentence is the first of its line, behind a number or a bullet."""
        start = self.sentence.start
        floor = max(0, start - _LONGEST_BULLET)
        line = self.text.rfind("\n", floor, start) + 1
        before = self.text[line or floor : start]
        return (line > 0 or not floor) and not any(character.isalpha() for character in before)

    def time_behind(self, at: int) -> TimeMention | None:
        """The time behind a noun that ends before token `at`; the "năm" of "kế hoạch năm 2022" is of both."""
        return self.time_at(at) or self.time_at(at - 1)

    def time_at(self, at: int) -> TimeMention | None:
        """The time mention that begins at token `at`."""
        return self.time_from.get(at)

    def place_at(self, at: int) -> PlaceMention | None:
        """The place mention that token `at` is of."""
        index = bisect_right(self.places, at, key=lambda place: place.first) - 1
        return self.places[index] if index >= 0 and at < self.places[index].last else None

    def depth(self, at: int) -> int:
        """How many brackets are open before token `at`."""
        return self.depths[at] if self.depths else 0

    def opening_before(self, at: int) -> int:
        """The token that opens the innermost bracket around token `at`; -1 where none is, or far off."""
        depth = self.depth(at)
        if depth:
            for before in range(at - 1, max(-1, at - 1 - _LONGEST_REMARK), -1):
                if self.tokens[before].text in OPENING and self.depth(before) < depth:
                    return before
        return -1

    def quantities_to(self, at: int) -> int:
        """How many of the quantities end before token `at` or there."""
        return bisect_right(self.quantities, at, key=lambda quantity: quantity.last)

    def quantity_from(self, at: int) -> Quantity | None:
        """The first of the quantities that begin at token `at` or behind it."""
        index = bisect_left(self.quantities, at, key=lambda quantity: quantity.first)
        return self.quantities[index] if index < len(self.quantities) else None

    def key(self, at: int) -> str:
        """The folded form of token `at`, or "" outside the sentence."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""


def make_clauses(
    text: str,
    passage: Passage,
    times: tuple[TimeMention, ...],
    places: tuple[PlaceMention, ...],
    quantities: tuple[Quantity, ...],
    leads: tuple[Lead, ...],
) -> Clauses:
    """A sentence with what was found in it, and where that stands."""
    tokens = passage.tokens
    bracketed = not (OPENING.isdisjoint(passage.words) and CLOSING.isdisjoint(passage.words))
    depths = _depths(tokens) if bracketed else ()
    return Clauses(
        text=text,
        sentence=passage.sentence,
        tokens=tokens,
        words=passage.words,
        families=passage.families,
        times=times,
        places=places,
        quantities=quantities,
        leads=leads,
        time_from={time.first: time for time in reversed(times)},
        time_to={time.last: time for time in times},
        years={time.year: time.last for time in reversed(times) if time.year is not None},
        begun=frozenset(quantity.first for quantity in quantities),
        depths=depths,
        closings=[at for at, token in enumerate(tokens) if token.text in CLOSING] if bracketed else (),
        colons=[at for at, token in enumerate(tokens) if token.text == ":" and not (depths and depths[at])]
        if ":" in passage.words
        else (),
    )


def _depths(tokens: tuple[Token, ...]) -> list[int]:
    depth = 0
    depths = [depth]
    for token in tokens:
        if token.shape == "mark":
            if token.text in OPENING:
                depth += 1
            elif depth and token.text in CLOSING:
                depth -= 1
        depths.append(depth)
    return depths


def find_lead(tokens: tuple[Token, ...], quantity: Quantity, floor: int, vocabulary: Vocabulary) -> Lead:
    """Walk left from the quantity over verbs and small words, not beyond token `floor`."""
    verbs = vocabulary.lexicon("relation", "level", "status", "adverb")
    measures = vocabulary.lexicon("head", "indicator")
    at = quantity.approx_first
    found: list[Hit[Rule]] = []
    from_ = quantity.approx_first < quantity.first and tokens[quantity.approx_first].key == "từ"
    while at > floor:
        hit = verbs.ending_at(tokens, at)
        if hit is None or hit.first < floor or hit.item.text("reach") == "phrase":
            break
        if tokens[hit.last].text.islower() and ends_name(tokens, hit.first):
            break  # thu ngân sách huyện Núi Thành đạt
        named = measures.ending_at(tokens, at) if hit.item.text("reading") == "reach" else None
        if named is not None and named.first < hit.first:
            break  # vốn thực hiện 3,6 tỷ USD
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


def ends_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a small word at a token is the end of a name, as its capital and the one before tell."""
    before = tokens[at - 1].text if at else ""
    return before[:1].isupper() and not before.isupper() and tokens[at].text[0].isupper()


def _is_noun_beside(rule: Rule, nearer: Rule) -> bool:
    """Whether a verb before another verb is a part of the phrase: "giá trị tăng thêm đạt"."""
    reading = rule.text("reading")
    if rule.kind == "relation" and (reading == "reach" or nearer.text("reading") == "reach"):
        return True
    if reading == "be" and nearer.text("reading") == "reach":
        return True  # năng suất bình quân đạt 64 tạ/ha
    return reading == "have" or (reading == "share" and nearer.text("reading") == "reach")
