"""What a rule says of a quantity: the kind of its record and how it compares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from vnreport.baselines import BaselinesBefore, baseline_after
from vnreport.clauses import CLOSING, OPENING, Clauses
from vnreport.document import Relation
from vnreport.vocabulary import Vocabulary

RATES = frozenset(("percent", "times", "points"))  # dimensions in which changes are told rather than levels
_NAMED = 14  # tokens before a percentage among which a rate is looked for
_REACH = frozenset(("comparison:reach", "comparison:equal"))  # rules of shares that are told


class Reading(msgspec.Struct, frozen=True, gc=False):
    """The kind of a quantity; for a comparison its relation and how it compares.

    `against` is "change" (a difference), "share" (a part or multiple of the baseline), or "" for none.
    `plan` where the baseline is the plan unless the text names another.
    """

    kind: str  # "figure", "percentage" or "comparison"
    rule: str
    relation: Relation | None = None
    against: str = ""
    plan: bool = False
    confidence: float = 0.95
    verb_first: int = -1
    verb_last: int = -1


Rule = Callable[[Clauses, int, "Earlier", Vocabulary], "Reading | None"]


@dataclass(slots=True)
class Earlier:
    """What stands before a quantity in the sentence: baselines, and what other quantities were read as.

    `last` is the one right before, `shared` the number of the last quantity that is a share, -1 for none.
    Whether shares of a plan were told, anywhere and in brackets, is asked of each quantity of a list.
    """

    named: BaselinesBefore
    last: Reading | None = None
    shared: int = -1
    reached: bool = False
    reached_in_brackets: bool = False

    def add(self, index: int, reading: Reading, depth: int) -> None:
        """Take the reading of the next quantity, number `index`, which so many brackets are open before."""
        self.last = reading
        if reading.against == "share":
            self.shared = index
        if reading.rule in _REACH:
            self.reached = True
            self.reached_in_brackets = self.reached_in_brackets or depth > 0


def find_baseline_ahead(clauses: Clauses, index: int, vocabulary: Vocabulary) -> str | None:
    """The kind of baseline named right after the quantity: "plan", another kind, or None."""
    found = baseline_after(clauses, index, vocabulary)
    return None if found is None else found.kind


def in_parentheses(clauses: Clauses, index: int) -> bool:
    """Whether a quantity, with its sign and its "gần", is all that a pair of brackets holds."""
    quantity = clauses.quantities[index]
    tokens = clauses.tokens
    first = quantity.approx_first
    while first > 0 and tokens[first - 1].text in ("+", "-", "–", "−"):
        first -= 1
    return first > 0 and tokens[first - 1].text in OPENING and _closes(clauses, quantity.approx_last)


def _closes(clauses: Clauses, at: int) -> bool:
    return at < len(clauses.tokens) and clauses.tokens[at].text in CLOSING


def is_change_noun(clauses: Clauses, index: int, *, shared: bool = False) -> bool:
    """Whether a word of change stands shortly before: "mức tăng trưởng 7,3%".

    It is the value's own where no other value stands between, or where it is `shared` with that one.
    """
    lead = clauses.leads[index]
    start = max(0, lead.first - 12)
    if index and not shared:
        start = max(start, clauses.quantities[index - 1].last)
    words = [clauses.key(at) for at in range(start, clauses.quantities[index].first)]
    return any(a == "tăng" or a == "giảm" for a in words)


def names_rate(clauses: Clauses, index: int, vocabulary: Vocabulary, first: int = 0) -> bool:
    """Whether what is named from token `first` on, before a percentage, is a rate itself: "tỷ lệ che phủ"."""
    last = clauses.leads[index].first
    floor = max(first, clauses.quantities[index - 1].approx_last if index else 0, last - _NAMED)
    rates, known = vocabulary.words("rate-noun"), vocabulary.wordings("rate")
    return any(
        clauses.key(at) in rates or known.match(clauses.tokens, at, last) is not None
        for at in range(floor, last)
    )
