"""Comparisons to the plan without a number: `vượt KH`, `đạt và vượt kế hoạch`, `hoàn thành chỉ tiêu`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from vnreport.baselines import after_giver
from vnreport.clauses import Clauses
from vnreport.document import Relation, Status
from vnreport.families import WORDED
from vnreport.lexicon import Hit, Lexicon
from vnreport.quantities import Quantity
from vnreport.text import Token
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
    if not clauses.families & WORDED:
        return []
    words = vocabulary.lexicon("status")
    tokens = clauses.tokens
    found: list[WordedComparison] = []
    statuses: list[Hit[Rule]] | None = None
    telling: list[Hit[Rule]] = []
    behind = 0
    for at in verbs.starts(tokens):
        hit = verbs.match(tokens, at) if at >= behind else None
        if hit is None:
            continue
        noun = plan_behind(tokens, hit, vocabulary)
        if noun is None:
            behind = hit.last
            continue
        behind = noun.last
        if vocabulary.wordings("purpose").ending_at(tokens, hit.first) is not None:
            continue  # "để đạt mục tiêu" says what for, not what was reached
        given = after_giver(clauses, noun.last, vocabulary)
        following = clauses.quantity_from(given)
        own = following is not None and following.unit.dimension != "percent"
        remark = own and clauses.key(given) == "("  # vượt mục tiêu Chính phủ giao (42 tỷ USD)
        if (
            following is not None
            and not remark
            and _leads_on(clauses, given, following.approx_first, vocabulary)
        ):
            goal = clauses.key(noun.last - 1) == "tiêu" and own
            if not (goal and clauses.key(hit.last - 1) == "xa"):  # vượt xa mục tiêu 13 tấn
                continue  # "vượt kế hoạch 5%" is a comparison with a number
        last = noun.last
        if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")":
            last += 3
        relation: Relation = hit.item.text("relation")  # type: ignore[assignment]
        at_plan = relation == "at"
        if statuses is None:
            statuses = [status for status in words.find(tokens) if status.item.text("status") != "none"]
            telling = [status for status in statuses if _tells(status)]
        status = _status(clauses, statuses, telling, hit.first, words)
        if (
            status != "actual"
            and at_plan
            and following is not None
            and _is_own(clauses, noun.last, following)
        ):
            continue  # "phấn đấu đạt mục tiêu tăng trưởng 8%" only says which
        found.append(WordedComparison(hit.first, last, noun.first, relation, status))
    return found


def end_of_worded(clauses: Clauses, at: int, vocabulary: Vocabulary) -> int | None:
    """Where a verb and plan noun that begin at token `at` end, who set the plan included."""
    hit = vocabulary.lexicon("worded").match(clauses.tokens, at)
    noun = None if hit is None else plan_behind(clauses.tokens, hit, vocabulary)
    return None if noun is None else after_giver(clauses, noun.last, vocabulary)


def plan_behind(tokens: tuple[Token, ...], verb: Hit[Rule], vocabulary: Vocabulary) -> Hit[Rule] | None:
    """The plan noun behind a verb that tells how far it is met; "hoàn thành các chỉ tiêu" is a task."""
    at = verb.last if verb.item.text("relation") == "at" else _behind_small(tokens, verb.last, vocabulary)
    return vocabulary.lexicon("plan_noun").match(tokens, at)


def _is_own(clauses: Clauses, first: int, quantity: Quantity) -> bool:
    """Whether a value behind the plan noun, which ends before token `first`, is the plan's own."""
    return not any(token.shape == "mark" for token in clauses.tokens[first : quantity.first])


def _behind_small(tokens: tuple[Token, ...], at: int, vocabulary: Vocabulary) -> int:
    """The token behind what may part verb and noun: "vượt các chỉ tiêu", "vượt so với kế hoạch"."""
    against = vocabulary.lexicon("against").match(tokens, at)
    if against is not None and against.item.text("reading") != "none":
        at = against.last
    whole = vocabulary.wordings("all-of").match(tokens, at)
    if whole is not None:
        at = whole.last
    if at < len(tokens) and tokens[at].key in vocabulary.words("plural"):
        at += 1
    return at


def _leads_on(clauses: Clauses, first: int, last: int, vocabulary: Vocabulary) -> bool:
    """Whether nothing stands between the noun and a number but what leads to it: "kế hoạch ở mức 101%"."""
    if last <= first + 1:
        return True
    lead = vocabulary.lexicon("level", "adverb").match(clauses.tokens, first)
    return lead is not None and lead.last >= last and clauses.key(first) == "ở"


def _status(
    clauses: Clauses,
    hits: Sequence[Hit[Rule]],
    telling: Sequence[Hit[Rule]],
    first: int,
    words: Lexicon[Rule],
) -> Status:
    """The status told before token `first`; `hits` are those of the words in the sentence, `telling` some."""
    count = bisect_left(hits, first, key=lambda hit: hit.first)
    if count and hits[count - 1].last > first:  # "phấn đấu đạt", whose "đạt" is the verb itself
        begin = hits[count - 1].first
        inner = [hit for hit in words.find(clauses.tokens[begin:first]) if _tells(hit)]
        first = begin
    else:
        inner = []
    before = bisect_left(telling, first, key=lambda hit: hit.first)
    nearest = inner or telling[max(0, before - 1) : before]
    return nearest[-1].item.text("status") if nearest else "actual"  # type: ignore[return-value]


def _tells(hit: Hit[Rule]) -> bool:
    """Whether a status reaches farther than its phrase: a plan noun is what is compared with."""
    return hit.item.text("reach") != "phrase"
