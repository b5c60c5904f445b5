"""Comparisons to the plan without a number: `vượt KH`, `đạt và vượt kế hoạch`, `hoàn thành chỉ tiêu`."""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.clauses import Clauses
from vnreport.document import Relation, Status
from vnreport.vocabulary import Vocabulary


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
    nouns = vocabulary.lexicon("plan_noun")
    tokens = clauses.tokens
    found: list[WordedComparison] = []
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
        if any(q.first >= noun.last and q.approx_first <= noun.last + 1 for q in clauses.quantities):
            continue  # "vượt kế hoạch 5%" is a comparison with a number
        last = noun.last
        if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")":
            last += 3
        relation: Relation = hit.item.text("relation")  # type: ignore[assignment]
        found.append(
            WordedComparison(hit.first, last, noun.first, relation, _status(clauses, hit.first, vocabulary))
        )
    return found


def _status(clauses: Clauses, first: int, vocabulary: Vocabulary) -> Status:
    for hit in reversed(vocabulary.lexicon("status").find(clauses.tokens[:first])):
        if hit.item.text("reach") != "phrase":  # a plan noun is what is compared with, here and there
            return hit.item.text("status")  # type: ignore[return-value]
    return "actual"
