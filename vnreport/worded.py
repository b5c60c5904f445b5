"""Comparisons to the plan without a number: `vượt KH`, `đạt và vượt kế hoạch`, `hoàn thành chỉ tiêu`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from vnreport.clauses import Clauses
from vnreport.document import Relation, Status
from vnreport.lexicon import Hit, Lexicon
from vnreport.vocabulary import Rule, Vocabulary


@dataclass(frozen=True, slots=True)
class WordedComparison:
    """Tokens `first` to `last` (exclusive); the baseline noun begins at `noun_first`."""

    first: int
    last: int
    noun_first: int
    relation: Relation
    status: Status


def find_worded_comparisons(clauses: Clauses, vocabulary: Vocabulary) -> list[WordedComparison]:
    """Verb and plan noun beside each other, with no quantity between them."""
    verbs = vocabulary.lexicon("worded")
    if verbs.openers.isdisjoint(clauses.words):
        return []
    nouns = vocabulary.lexicon("plan_noun")
    words = vocabulary.lexicon("status")
    tokens = clauses.tokens
    found: list[WordedComparison] = []
    statuses: list[Hit[Rule]] | None = None
    behind = 0
    for at in verbs.starts(tokens):
        hit = verbs.match(tokens, at) if at >= behind else None
        if hit is None:
            continue
        noun = nouns.match(tokens, hit.last)
        if noun is None:
            behind = hit.last
            continue
        behind = noun.last
        if hit.first and tokens[hit.first - 1].key in vocabulary.words("purpose"):
            continue  # "để đạt mục tiêu" says what for, not what was reached
        following = clauses.quantity_from(noun.last)
        if following is not None and following.approx_first <= noun.last + 1:
            continue  # "vượt kế hoạch 5%" is a comparison with a number
        last = noun.last
        if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")":
            last += 3
        relation: Relation = hit.item.text("relation")  # type: ignore[assignment]
        if statuses is None:
            statuses = words.find(tokens)
        status = _status(clauses, statuses, hit.first, words)
        found.append(WordedComparison(hit.first, last, noun.first, relation, status))
    return found


def _status(clauses: Clauses, hits: Sequence[Hit[Rule]], first: int, words: Lexicon[Rule]) -> Status:
    """The status told before token `first`; `hits` are those of the words in the sentence."""
    count = bisect_left(hits, first, key=lambda hit: hit.first)
    before = list(islice(hits, max(0, count - 1), count))
    if before and before[0].last > first:  # "phấn đấu đạt", whose "đạt" is the verb itself
        before = words.find(clauses.tokens[before[0].first : first])
    for hit in chain(reversed(before), map(hits.__getitem__, range(count - 2, -1, -1))):
        if hit.item.text("reach") != "phrase":  # a plan noun is what is compared with, here and there
            return hit.item.text("status")  # type: ignore[return-value]
    return "actual"
