"""What is said of a measured thing behind its name: a plan met, a rise with its extent, who does it."""

from __future__ import annotations

from vnreport.clauses import Clauses
from vnreport.families import SUPERLATIVE, WORDED
from vnreport.lexicon import Hit
from vnreport.subjects import Subjects
from vnreport.vocabulary import Rule, Vocabulary
from vnreport.worded import end_of_worded

_MET = 9  # tokens of a plan met, without who set it: "hoàn thành vượt mức tất cả các chỉ tiêu"
_PARTING = frozenset(",;")
# What is said of a measured thing by a verb of level or change; others say which it is: "vốn đã giải ngân".
_SAID = {"level": ("reach", "move"), "relation": ("change", "plan")}


class Predicates:
    """Finds them in a phrase, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, subjects: Subjects) -> None:
        self._vocabulary = vocabulary
        self._subjects = subjects
        self._edges = vocabulary.lexicon("boundary", "against")
        self._extents = vocabulary.words("extent")
        self._goes_on = vocabulary.wordings("goes-on")
        self._bare = vocabulary.words("bare-measure")
        self._aspects = vocabulary.words("aspect")
        self._degrees = vocabulary.words("degree")
        self._change_nouns = vocabulary.words("change-noun")
        self._tells = vocabulary.lexicon("level", "relation")
        self._relations = vocabulary.lexicon("relation")
        self._superlatives = vocabulary.lexicon("superlative")
        self._worded = vocabulary.lexicon("worded")

    def without_predicate(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        """A phrase up to what is said of it; empty where it begins with that: "vẫn rất khả quan"."""
        at = first
        worded, leads = clauses.families & WORDED, clauses.families & SUPERLATIVE
        named = (
            first < last
            and clauses.tokens[first].text[0].isupper()
            and not self._subjects.is_head(clauses, first)
        )
        while at < last:
            hit = self._edges.match(clauses.tokens, at, last)
            role = "" if hit is None else hit.item.text("role")
            if role == "predicate" or (role == "verb" and at == first):
                return first, at
            change = self._relations.match(clauses.tokens, at)
            if change is not None and change.item.text("reading") == "change":
                raised = at > first and self._is_raised(clauses, at, last)
                done = named and at > first and self._is_done(clauses, at, last)
                most = self._is_most(clauses, change) and clauses.key(at - 1) not in self._change_nouns
                if raised or done or most:
                    return first, at
            if at > first and role != "word" and self._is_said(clauses, at, last):
                return first, at
            greatest = self._superlatives.match(clauses.tokens, at, last) if leads and at > first else None
            if greatest is not None and clauses.key(greatest.last) == "là":
                return first, at  # kim ngạch lớn nhất là Mỹ
            met = worded and at > first and self.is_met(clauses, at, last)
            if met or (at > first and self._is_done_by(clauses, at, last)):
                return first, at
            at = hit.last if hit is not None else at + 1
        return first, last

    def _is_done_by(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a phrase ends with who does it: "giá xăng được Bộ Công Thương" before "điều chỉnh giảm"."""
        if clauses.key(at) != "được" or at + 1 >= last:
            return False
        return self._subjects.is_actor(clauses, at + 1, last) or all(
            token.shape == "word" and token.text[0].isupper() for token in clauses.tokens[at + 1 : last]
        )

    def _is_done(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a name's rise or fall begins at a token: "VHM tăng gần hết biên độ"."""
        hit = self._edges.match(clauses.tokens, at, last)
        if hit is not None and hit.item.text("role") == "word":
            return False
        change = self._relations.match(clauses.tokens, at, last)
        if change is None or change.item.text("reading") != "change":
            return False
        return change.last - at > 1 or change.last == last or clauses.key(change.last) in self._extents

    def _is_said(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether what is said begins at a token: "vẫn giữ đà", "chưa giảm như mong muốn"."""
        if self._goes_on.match(clauses.tokens, at, last) is not None:
            return True
        if clauses.key(at) not in self._aspects or clauses.key(at - 1) in self._bare:  # số đã giải ngân
            return False
        word = self._edges.match(clauses.tokens, at + 1, last)
        if word is not None and word.item.text("role") == "word":  # số xã đã đạt chuẩn
            return False
        verb = self._tells.match(clauses.tokens, at + 1, last)
        return verb is not None and verb.item.text("reading") in _SAID[verb.item.kind]

    def is_met(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a clause ends with its plan met: "thu ngân sách vượt dự toán, tăng 3%"."""
        if last - at > _MET or clauses.key(at) not in self._worded.openers:
            return False
        end = end_of_worded(clauses, at, self._vocabulary)
        if end is None or end >= len(clauses.tokens):
            return False
        told = clauses.key(end) == "và" and self._tells.match(clauses.tokens, end + 1) is not None
        return told or clauses.tokens[end].text in _PARTING

    def _is_raised(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a rise or fall and its extent begin at a token: "kinh tế tăng trưởng khá"."""
        change = self._relations.match(clauses.tokens, at, last)
        if change is None or change.item.text("reading") != "change":
            return False
        within = change.last - at > 1 and clauses.key(change.last - 1) in self._degrees  # giảm sâu
        degree = within or clauses.key(change.last) in self._degrees
        return degree and clauses.key(at - 1) not in self._change_nouns

    @staticmethod
    def _is_most(clauses: Clauses, change: Hit[Rule]) -> bool:
        """Whether a change is told to be the greatest: "giảm sâu nhất"."""
        return "nhất" in (clauses.key(change.last), clauses.key(change.last + 1))
