"""What a phrase names: the measured thing, who has it or acts on it, and what stands before it."""

from __future__ import annotations

from bisect import bisect_left

from vnreport.clauses import OPENING, Clauses
from vnreport.lexicon import Hit
from vnreport.places import HOME
from vnreport.vocabulary import Rule, Vocabulary
from vnreport.worded import plan_behind

_OF_CHANGE = 2  # tokens of what rises or falls behind its verb: "giảm lao động như"
_SECTOR = 3  # tokens of the first of some sectors: "khu vực nông", "ngành công nghiệp"


class Subjects:
    """Tells heads, actors and causes apart, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._head_words = vocabulary.lexicon("head", "nohead", "indicator")
        self._nouns = vocabulary.lexicon("head", "nohead")
        self._edges = vocabulary.lexicon("boundary", "against")
        self._verbs = vocabulary.words("clause-verb")
        self._causes = vocabulary.words("cause")
        self._makes = vocabulary.words("makes")
        self._leading = self._causes | self._makes | {"như", "do"}
        self._joints = vocabulary.wordings("clause-joint")
        self._contrasts = vocabulary.words("clause-contrast")
        self._acts = vocabulary.wordings("act")
        self._worth = vocabulary.wordings("worth")
        self._sectors = vocabulary.wordings("sector")
        self._moneys = vocabulary.words("money")
        self._relations = vocabulary.lexicon("relation")
        self._actors = vocabulary.lexicon("actor")
        self._baselines = vocabulary.lexicon("baseline")
        self._ranks = vocabulary.lexicon("rank", "superlative")
        self._worded = vocabulary.lexicon("worded")

    def is_actor(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is only an area or who reports: "tỉnh", "tập đoàn này"."""
        hit = self._actors.match(clauses.tokens, first, last)
        if hit is not None and (hit.last == last or (hit.last, clauses.key(hit.last)) == (last - 1, "này")):
            return True
        place = clauses.place_at(first)
        abroad = place is not None and place.level == "country" and place.rule != HOME
        return place is not None and place.last >= last and not abroad

    def is_organisation(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is the name of who reports: "Tập đoàn Hòa Lộc", "HDBank"."""
        known = self._actors.match(clauses.tokens, first, last) is not None
        return (known or last - first == 1) and self.is_name(clauses, first, last)

    def is_name(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is a name, that of an organisation with the noun before it: "HTX Hòa Lộc"."""
        hit = self._actors.match(clauses.tokens, first, last)
        words = clauses.tokens[first if hit is None else hit.last : last]
        if self.is_head(clauses, first, last):
            return False
        return bool(words) and all(word.shape == "word" and word.text[0].isupper() for word in words)

    def is_plan(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a phrase is only the word for a plan: "(KH 66,5 tỷ đồng)", "(KH giao 66,5 tỷ đồng)"."""
        hit = self._baselines.match(clauses.tokens, first, last)
        if hit is None or hit.item.text("baseline") != "plan":
            return False
        return hit.last == last or (hit.last, clauses.key(hit.last)) == (last - 1, "giao")

    def is_head(self, clauses: Clauses, at: int, last: int | None = None) -> bool:
        """Whether the name of a measured thing begins at a token: a head noun, or a known indicator."""
        hit = self._head_words.match(clauses.tokens, at, last)
        if hit is None or self._is_number_of_name(clauses, hit) or self._is_adjective(clauses, hit, last):
            return False
        return self._names_a_measure(hit, 2)

    def is_head_at(self, clauses: Clauses, offset: int) -> bool:
        """Whether the name of a measured thing begins at an offset of the text, in this sentence."""
        at = bisect_left(clauses.tokens, offset, key=lambda token: token.start)
        found = at < len(clauses.tokens) and clauses.tokens[at].start == offset
        return found and self.is_head(clauses, at)

    def first_head(self, clauses: Clauses, last: int) -> int:
        """The first token at which the name of a measured thing begins; `last` if none does before."""
        for at in self._head_words.starts(clauses.tokens[:last]):
            if self.is_head(clauses, at):
                return at
        return last

    @staticmethod
    def _is_adjective(clauses: Clauses, hit: Hit[Rule], last: int | None) -> bool:
        """Whether "số" ends a phrase and stands for digital: "giáo dục số", "ngân hàng số"."""
        alone = hit.last - hit.first == 1 and clauses.key(hit.first) == "số"
        return alone and hit.last == last and hit.first > 0 and clauses.tokens[hit.first - 1].shape == "word"

    @staticmethod
    def _is_number_of_name(clauses: Clauses, hit: Hit[Rule]) -> bool:
        """Whether "số" stands before the number of a name: "bão số 3", "Nghị quyết số 01"."""
        if clauses.key(hit.last - 1) != "số" or hit.last - hit.first > 1 or hit.last >= len(clauses.tokens):
            return False
        return clauses.tokens[hit.last].shape == "number"

    @staticmethod
    def _names_a_measure(hit: Hit[Rule], words: int) -> bool:
        """A head, or an indicator of so many words: "xuất khẩu" is one in "xuất khẩu đạt", not everywhere."""
        return hit.item.kind == "head" or (hit.item.kind == "indicator" and hit.last - hit.first >= words)

    def without_cause(self, clauses: Clauses, first: int, last: int) -> tuple[int, int]:
        """`chi phí giảm giúp lợi nhuận đạt`: what is measured stands behind the cause, else before it."""
        if self._leading.isdisjoint(clauses.words):
            return first, last
        for at in range(last - 1, first - 1, -1):
            if clauses.key(at) == "như" and at > first and self._is_instance(clauses, first, at, last):
                return at + 1, last
            causes = clauses.key(at) in self._causes and at > first and not self._ends_word(clauses, at)
            # lợi nhuận giảm do giá vốn tăng 12%
            owed = clauses.key(at) == "do" and self._is_changed(self._relations.ending_at(clauses.tokens, at))
            if causes or owed or self.makes(clauses, at, last):
                known = self._head_words.match(clauses.tokens, at + 1, last) is not None  # khiến GDP giảm
                heads = self.heads(clauses, at + 1, last)
                return (at + 1, last) if known else (heads[0], last) if heads else (first, at)
        return first, last

    @staticmethod
    def _is_changed(verb: Hit[Rule] | None) -> bool:
        return verb is not None and verb.item.text("reading") == "change"

    def _is_instance(self, clauses: Clauses, first: int, at: int, last: int) -> bool:
        """One of those that change, told to change itself: `nhiều ngành giảm lao động như dệt giảm 7,7%`."""
        if last == len(clauses.tokens):
            return False
        own = self._relations.match(clauses.tokens, last + (clauses.tokens[last].text in OPENING))
        if own is None or own.item.text("reading") != "change":
            return False
        ends = range(at, max(first, at - _OF_CHANGE - 1), -1)
        whole = next((hit for end in ends if (hit := self._relations.ending_at(clauses.tokens, end))), None)
        return whole is not None and whole.item.text("reading") == "change"

    def _ends_word(self, clauses: Clauses, at: int) -> bool:
        """Whether a token is the end of a word that is cut nowhere: "trợ giúp"."""
        word = self._edges.ending_at(clauses.tokens, at + 1)
        return word is not None and word.first < at and word.item.text("role") == "word"

    def makes(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a token begins what makes a measured thing rise or fall: "làm CPI tăng"."""
        if clauses.key(at) not in self._makes:
            return False
        behind = at + 2 if clauses.key(at + 1) == "cho" else at + 1
        return self._head_words.match(clauses.tokens, behind, last) is not None

    def act(self, clauses: Clauses, first: int, last: int) -> tuple[int, int] | None:
        """`công ty còn thưởng`: what is done with money, where a phrase ends with it that names no money."""
        if clauses.key(first) in self._moneys:
            return None
        if clauses.key(last - 1) == "được":  # toàn tỉnh giải ngân được 1.123 tỷ đồng
            last -= 1
        done = self._acts.ending_at(clauses.tokens, last)
        word = self._edges.ending_at(clauses.tokens, last)
        if done and word and word.item.text("role") == "word" and word.first < done.first:
            return None  # công nghiệp hỗ trợ
        head = self._nouns.ending_at(clauses.tokens, last)
        if done and head and head.first < done.first:
            return None  # doanh thu
        return (done.first, last) if done is not None and done.first >= first else None

    def without_worth(self, clauses: Clauses, first: int, last: int) -> int:
        """Where a phrase ends before "trị giá": "khối tài sản trị giá 290 tỷ đồng"; not "tấn và trị giá"."""
        worth = self._worth.ending_at(clauses.tokens, last)
        if worth is None or self.heads(clauses, first, last) != [worth.first] or worth.first == first:
            return last
        thing = clauses.tokens[worth.first - 1].shape == "word" and clauses.key(worth.first - 1) != "và"
        return worth.first if thing else last

    def names_sectors(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a list begins with sectors: "khu vực nông, lâm, thủy"; no area, no sentence."""
        noun = self._sectors.match(clauses.tokens, first, last)
        if noun is None or not 0 < last - noun.last <= _SECTOR:
            return False
        return not any(first <= place.first < last for place in clauses.places)

    def begins_clause(self, clauses: Clauses, first: int, at: int) -> bool:
        """Whether a clause begins at a token: behind "với", "nhưng", or "và" where a verb stands before."""
        if self._follows_joint(clauses, first, at):
            return True  # 12 dự án FDI với số vốn đăng ký 3 tỷ USD
        words = [clauses.key(i) for i in range(first, at)]
        return at > first and words[-1] == "và" and any(word in self._verbs for word in words)

    def _follows_joint(self, clauses: Clauses, first: int, at: int) -> bool:
        joint = self._joints.ending_at(clauses.tokens, at)
        return joint is not None and joint.first > first

    def behind_contrast(self, clauses: Clauses, first: int, heads: list[int]) -> int:
        """The head of the clause that is led up to: "dù chi phí tăng nhưng hãng vẫn báo lợi nhuận"."""
        at = next((i for i in range(heads[-1], first, -1) if clauses.key(i) in self._contrasts), None)
        return first if at is None else next(head for head in heads if head > at)

    def is_said_otherwise(self, clauses: Clauses, first: int, last: int) -> bool:
        """Whether a piece is a rank or a worded comparison: "vượt KH và …", "[mức] cao nhất cả nước"."""
        if self._ranks.match(clauses.tokens, first + (clauses.key(first) == "mức"), last) is not None:
            return True
        verb = self._worded.match(clauses.tokens, first, last)
        plan = None if verb is None else plan_behind(clauses.tokens, verb, self._vocabulary)
        # "hoàn thành kế hoạch lợi nhuận cả năm là 12 tỷ đồng" tells that profit
        return (
            plan is not None
            and plan.last <= last
            and not (plan.last < last and self.is_head(clauses, plan.last, last))
        )

    def joined_head(self, clauses: Clauses, first: int, last: int) -> int | None:
        """Where a head stands behind "với", else who leads: "dẫn đầu là Hòa Lộc với doanh thu …"."""
        if not self._joints.openers.isdisjoint(clauses.words):
            heads = self.heads(clauses, first, last)
            joined = next((at for at in reversed(heads) if self._follows_joint(clauses, first, at)), None)
            if joined is not None:
                return joined
        if self._ranks.match(clauses.tokens, first, last) is None:
            return None
        leader = next((at for at in range(first, last) if clauses.key(at) == "là"), last)
        # "có 4 xã có tỷ lệ …, dẫn đầu là Tân Phú với 36%" tells that rate
        named = leader < last - 1 and not self.is_actor(clauses, leader + 1, last)
        return leader + 1 if named else None

    def head_end(self, clauses: Clauses, at: int, last: int) -> int:
        """Where the head or known indicator ends that begins at a token; the token itself where none does."""
        known = self._head_words.match(clauses.tokens, at, last)
        return at if known is None else known.last

    def is_whole_head(self, clauses: Clauses, at: int, last: int) -> bool:
        """Whether a head begins at a token that is no later part of a word: "lượng" of "lực lượng"."""
        if not self.is_head(clauses, at, last):
            return False
        known = self._head_words.match(clauses.tokens, at - 1, last) if at else None
        if known is not None and known.last > at:
            return False
        return self._behind_word(clauses, at - 1, last) <= at if at else True

    def _behind_word(self, clauses: Clauses, at: int, last: int) -> int:
        """The token behind a word with a head in it: "có vốn đầu tư nước ngoài"; else the next one."""
        word = self._edges.match(clauses.tokens, at, last)
        if word is None or word.item.text("role") != "word":
            return at + 1
        head = self._head_words.match(clauses.tokens, at + 1, last)
        return at + 1 if head is None or head.last > word.last else word.last

    def heads(self, clauses: Clauses, first: int, last: int) -> list[int]:
        """Where heads begin, longer words that only hold one passed over ("lực lượng")."""
        found = []
        at = first
        while at < last:
            hit = self._head_words.match(clauses.tokens, at, last)
            if hit is None:
                at = self._behind_word(clauses, at, last)
                continue
            noun = self._nouns.match(clauses.tokens, at, last)  # the "lượng" of "lượng khách"
            # khi GDP giảm
            if self._is_number_of_name(clauses, hit) or self._is_adjective(clauses, hit, last):
                at = hit.last
                continue
            words = 2 if at == first else 1 if self._follows_joint(clauses, first, at) else 3
            if self._names_a_measure(hit, words) or (noun and noun.item.kind == "head"):
                found.append(at)
            at = hit.last
        return found
