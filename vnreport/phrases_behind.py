"""Where the noun phrase of an indicator begins and ends, right of its value."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.baselines import leads_to_baseline
from vnreport.clauses import CLOSING, HARD_MARKS, OPENING, Clauses
from vnreport.families import AGAINST
from vnreport.lexicon import Lexicon
from vnreport.phrase_edges import PhraseEdges
from vnreport.segmentation import tag
from vnreport.vocabulary import Rule, Vocabulary

LONGEST = 40  # tokens; a longer phrase is a sentence, and names nothing
_DASHES = frozenset("-–—")
_STATE = 5  # tokens that say how things stand: "đang thi công"
_FEW = 10  # things that are named behind their count


class PhrasesBehind:
    """Cuts what stands behind a value or a word that leads to it. A phrase is a token range."""

    def __init__(self, vocabulary: Vocabulary, edges: PhraseEdges) -> None:
        self._vocabulary = vocabulary
        self._edges_of = edges
        self._head_words = vocabulary.lexicon("head", "nohead", "indicator")
        self._stop = vocabulary.base.compiled(_stops)
        self._verbs = vocabulary.words("clause-verb")
        self._plurals = vocabulary.words("plural")
        self._articles = vocabulary.words("article")
        self._states = vocabulary.words("state")
        self._said_of = vocabulary.words("said-of")
        self._behind_value = vocabulary.words("behind-value")
        self._nouns = vocabulary.lexicon("noun")
        self._calls = vocabulary.wordings("calls")
        self._has_act = vocabulary.wordings("has-act")

    def right_of(self, clauses: Clauses, index: int, first: int) -> tuple[int, int] | None:
        """The phrase that begins at token `first` in or behind quantity `index`, and ends behind it."""
        behind = clauses.quantities[index].last
        if first >= behind and clauses.key(first) in self._behind_value:
            return None
        found = self.noun_from(clauses, index + 1, first, behind)
        if found is None or first >= behind:
            return found
        found = self._with_state(clauses, index, *found)
        if found[1] <= behind:
            return found
        value = clauses.quantities[index].value
        if value is not None and value <= _FEW and not self._counts_persons(clauses, index):
            found = self._before_names(clauses, *found, behind)
        acting = self._has_act.ending_at(clauses.tokens, clauses.quantities[index].approx_first)
        return found if acting is None else (first, self._before_act(clauses, acting.first, behind, found[1]))

    def _with_state(self, clauses: Clauses, index: int, first: int, last: int) -> tuple[int, int]:
        """With how the things stand that there are: "tỉnh có 24 công trình đang thi công"."""
        lead = clauses.leads[index]
        there = any(verb.item.text("reading") == "have" for verb in lead.verbs)
        if not there or last >= len(clauses.tokens) or clauses.key(last) not in self._states:
            return first, last
        end = last + 1
        while end < len(clauses.tokens) and clauses.tokens[end].shape == "word" and end - last < _STATE:
            end += 1
        ends = end == len(clauses.tokens) or clauses.tokens[end].shape == "mark"
        return (first, end) if ends and end > last + 1 else (first, last)

    def _counts_persons(self, clauses: Clauses, index: int) -> bool:
        """Whether "là" behind what is counted tells which are: "8 đại biểu là nữ"."""
        noun = self._nouns.match(clauses.tokens, clauses.quantities[index].unit.first)
        return noun is not None and noun.item.text("of", "none") == "persons"

    def _before_names(self, clauses: Clauses, first: int, last: int, behind: int) -> tuple[int, int]:
        """What a few things are without which they are: "hai mặt hàng chủ lực là gạo và cà phê"."""
        for at in range(first + 1, last - 1):
            if clauses.key(at) == "là" and self._calls.ending_at(clauses.tokens, at) is None:
                cut = self._edges_of.right(clauses, first, at)
                return cut if cut[1] > behind else (first, at)  # 2 sản phẩm chủ yếu là gạo và cà phê
        return first, last

    @staticmethod
    def _before_act(clauses: Clauses, first: int, behind: int, last: int) -> int:
        """Where a phrase from token `behind` on ends before a verb: "giúp 8 xã vùng cao xây cầu"."""
        tokens = clauses.tokens
        words = tag(clauses.text, tokens[first].start, tokens[last - 1].end)
        verb = next((w.start for w in words if w.tag == "V" and w.start >= tokens[behind].start), None)
        return last if verb is None else bisect_left(tokens, verb, key=lambda token: token.start)

    def noun_from(
        self, clauses: Clauses, following: int, first: int, behind: int = 0
    ) -> tuple[int, int] | None:
        """The phrase that begins at token `first`, past token `behind`, before quantity `following`."""
        tokens = clauses.tokens
        if first < len(tokens) and tokens[first].text in _DASHES:
            return None  # đang sở hữu 100% – cho đối tác
        limit = min(len(tokens), first + LONGEST)
        if following < len(clauses.quantities):
            limit = min(limit, clauses.leads[following].first, clauses.quantities[following].approx_first)
        at = max(first, behind)
        compared = clauses.families & AGAINST
        known = self._head_words.match(tokens, first)
        named = first + 1 if known is None else known.last  # doanh nghiệp đang hoạt động
        while at < limit:
            text = tokens[at].text
            if text in HARD_MARKS or text == "," or text in OPENING or text in CLOSING:
                break
            if at in clauses.time_from:
                break
            if at >= named and clauses.key(at) in self._said_of:
                break
            if text in _DASHES and clauses.key(at + 1) in self._articles:
                break  # nhãn lồng của Hưng Yên - một tỉnh trồng nhiều nhãn
            if clauses.key(at) == "và" and clauses.key(at + 1) in self._verbs:
                break  # 12 xã và đã hoàn thành
            if at >= named and clauses.key(at) == "là" and self._tells_who(clauses, at + 1):
                break  # hai đơn vị là Cục Thuế và Cục Hải quan
            hit = self._stop.match(tokens, at)
            if hit is not None and hit.item.text("role") == "word":
                at = min(hit.last, limit)
                continue
            if hit is not None:
                break
            if compared and leads_to_baseline(tokens, at, self._vocabulary) is not None:
                break
            at += 1
        if at == limit and following < len(clauses.quantities) and at == clauses.leads[following].first:
            # "tuyển 280 giáo viên và bậc THPT tuyển 79 giáo viên": what is joined is of the next number
            joined = (i for i in range(at - 1, max(first, behind) - 1, -1) if clauses.key(i) == "và")
            at = next(joined, at)
        first, last = self._edges_of.right(clauses, first, at)
        if first >= last or not any(token.shape == "word" for token in tokens[first:last]):
            return None
        return first, last

    def _tells_who(self, clauses: Clauses, at: int) -> bool:
        """Whether a name stands at a token, with the noun before it ("xã Tân Phú"), or the plural of one."""
        if at >= len(clauses.tokens):
            return False
        named = any(
            token.shape == "word" and token.text[0].isupper() for token in clauses.tokens[at : at + 2]
        )
        return named or clauses.key(at) in self._plurals


def _stops(vocabulary: Vocabulary) -> Lexicon[Rule]:
    return Lexicon(
        (form, rule)
        for rule in vocabulary.rules("boundary")
        if rule.text("role") in ("word", "stop", "predicate")
        for form in rule.forms
    )
