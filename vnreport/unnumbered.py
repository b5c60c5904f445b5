"""Ranks and comparisons without a number: each with the indicator and the period that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from vnreport.clauses import Clauses
from vnreport.indicator_phrases import WITHIN, IndicatorPhrase, is_place
from vnreport.indices import IndexFinder
from vnreport.periods import ResolvedPeriod, period_left_of, period_right_of
from vnreport.rankings import RankMention, find_rankings
from vnreport.sdmx import Anchor
from vnreport.unnumbered_phrases import UnnumberedPhrases
from vnreport.vocabulary import Vocabulary
from vnreport.worded import WordedComparison, find_worded_comparisons

_NEAR = 12  # tokens from a rank to the value that it is told by


class Around(msgspec.Struct, frozen=True, gc=False):
    """What is told around them: of each quantity its phrase and period, and what earlier sentences leave."""

    phrases: Sequence[IndicatorPhrase | None]
    periods: Sequence[ResolvedPeriod | None]
    subject: IndicatorPhrase | None
    carried: ResolvedPeriod | None
    rank: int | None
    anchor: Anchor


class UnnumberedFinder:
    """Finds them in a sentence, with the words of one vocabulary.

    Each is of the phrase and the period told around it, and else of the subject and the period carried.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = vocabulary.compiled(UnnumberedPhrases)
        self._indices = vocabulary.compiled(IndexFinder)
        self._verbs = vocabulary.words("rank-verb")

    def worded(
        self, clauses: Clauses, around: Around
    ) -> Iterator[tuple[WordedComparison, IndicatorPhrase | None, ResolvedPeriod | None]]:
        """The comparisons without a number."""
        earlier = _told_last(around.phrases)
        for worded in find_worded_comparisons(clauses, self._vocabulary):
            # "đơn vị chưa hoàn thành kế hoạch thu ngân sách": what the plan was made for
            planned = self._phrases.head_from(clauses, worded.last)
            own = None if planned is None else self._phrases.left_of(clauses, worded.first)
            if own is not None and self._phrases.begins_with_head(clauses, own):
                planned = None
            phrase = planned or self._phrase_before(clauses, earlier, worded.first) or around.subject
            yield worded, phrase, self._period_before(clauses, around, worded.first) or around.carried

    def ranks(
        self, clauses: Clauses, around: Around
    ) -> Iterator[tuple[RankMention, IndicatorPhrase | None, ResolvedPeriod | None]]:
        """The places in an order."""
        tokens, phrases = clauses.tokens, around.phrases
        earlier = _told_last(phrases)
        floor, told = 0, around.subject  # where the rank before ends, and what it was about
        for rank in find_rankings(clauses, self._vocabulary, around.rank):
            begin = rank.first
            while begin > floor and tokens[begin - 1].key in self._verbs:
                begin -= 1  # Trung Quốc đã vươn lên vị trí số 1
            behind = rank.last if rank.scope is None else rank.scope[1]
            field = self._vocabulary.wordings("led-field").match(tokens, behind)
            named = behind if field is None else field.last  # dẫn đầu thị trường về
            phrase = (
                (told if rank.lists and (not begin or tokens[begin - 1].shape == "mark") else None)
                or self._phrases.in_respect(clauses, named)
                or self._phrase_behind(clauses, phrases, behind, rank.rule)
                or self._phrase_behind(clauses, phrases, self._behind_leader(clauses, rank, named), rank.rule)
                or _phrase_around(phrases, tokens[rank.first].start, tokens[rank.last - 1].end)
                or self._phrase_before(clauses, earlier, begin, floor)
                or _most_of(clauses, phrases, behind)
                or told
            )
            phrase = self._of_index(clauses, rank.first, phrase, around.subject)
            floor, told = behind, phrase
            period = (
                period_right_of(clauses, behind, around.carried, around.anchor, self._vocabulary)
                or self._period_before(clauses, around, rank.first)
                or _period_behind(clauses, around.periods, behind)
            )
            yield rank, phrase, period or around.carried

    def _of_index(
        self, clauses: Clauses, at: int, phrase: IndicatorPhrase | None, subject: IndicatorPhrase | None
    ) -> IndicatorPhrase | None:
        """The index in which somebody is ranked, named here or told before: "Hòa Lộc đứng thứ 6"."""
        own = phrase is not None and phrase.start >= clauses.sentence.start
        if phrase is not None and own and not self._phrases.is_name(clauses, phrase):
            return phrase
        index = self._indices.told(clauses, at)
        if index is None and own and subject is not None and self._indices.names(clauses, subject):
            index = subject
        return index or phrase

    def _period_before(self, clauses: Clauses, around: Around, first: int) -> ResolvedPeriod | None:
        """The time told before token `first`, and else that of the last value, which what is there shares."""
        own = period_left_of(clauses, first, around.carried, around.anchor, self._vocabulary)
        before = clauses.quantities_to(first)
        return own or (around.periods[before - 1] if before else None)

    def _phrase_before(
        self,
        clauses: Clauses,
        earlier: Sequence[IndicatorPhrase | None],
        first: int,
        floor: int = 0,
    ) -> IndicatorPhrase | None:
        """What a rank or a worded comparison at token `first` is about, behind token `floor`."""
        own = self._phrases.left_of(clauses, first, floor)
        count = clauses.quantities_to(first)
        if own is not None and floor and own.start == clauses.tokens[floor].start:
            own = None  # xếp thứ 22/63 địa phương cả nước, thứ 7/14 vùng
        named = own is not None and is_place(clauses, own)
        if (
            own is not None
            and floor
            and not named
            and (not count or clauses.quantities[count - 1].last <= floor)
        ):
            return own  # đứng thứ 9 và FDI đứng thứ 6
        if named and floor:
            own = None  # …; Nhật Bản đứng thứ 3
        before = earlier[count - 1] if count else None
        apart = count > 0 and any(clauses.quantities[count - 1].last <= at < first for at in clauses.colons)
        if own is not None and (before is None or apart or self._phrases.begins_with_head(clauses, own)):
            return own  # vì hai lý do: Đây là cây cầu dài nhất
        return before or own

    def _phrase_behind(
        self, clauses: Clauses, phrases: Sequence[IndicatorPhrase | None], at: int, rule: str
    ) -> IndicatorPhrase | None:
        """`Singapore dẫn đầu với tổng vốn đăng ký 680 triệu USD`: the measured thing by which one leads.

        "Thị trường lớn nhất với kim ngạch …" is the greatest market.
        """
        index = clauses.quantities_to(at)
        if clauses.key(at) != "với" or index >= len(phrases) or rule.startswith("superlative:"):
            return None
        phrase = phrases[index]
        if phrase is None or phrase.start < clauses.tokens[at].start:
            return None
        return phrase if self._phrases.begins_with_head(clauses, phrase) else None

    def _behind_leader(self, clauses: Clauses, rank: RankMention, at: int) -> int:
        """The token behind who leads, told from token `at` on: "Dẫn đầu cả nước là Hải Phòng với …"."""
        if rank.first and clauses.tokens[rank.first - 1].shape != "mark":
            return at
        led = self._vocabulary.wordings("leader").match(clauses.tokens, at)
        if led is None:
            return at
        for behind in range(led.last, min(led.last + _NEAR, len(clauses.tokens))):
            if clauses.key(behind) == "với":
                return behind
            if clauses.tokens[behind].shape == "mark" and clauses.key(behind + 1) != "với":
                break
        return at


def _phrase_around(phrases: Sequence[IndicatorPhrase | None], start: int, end: int) -> IndicatorPhrase | None:
    """The phrase of a count within which a rank stands: "ở 2 đô thị lớn nhất cả nước"."""
    within = (p for p in phrases if p is not None and p.rule == WITHIN)
    return next((p for p in within if p.start <= start and end <= p.end), None)


def _most_of(clauses: Clauses, phrases: Sequence[IndicatorPhrase | None], at: int) -> IndicatorPhrase | None:
    """`Nhiều nhất ở quận Tân Hòa với 224 hộ`: what is counted behind, where nothing is before."""
    index = clauses.quantities_to(at)
    if clauses.key(at) != "với" or index >= len(phrases) or not clauses.quantities[index].unit.noun:
        return None
    return phrases[index]


def _told_last(phrases: Sequence[IndicatorPhrase | None]) -> list[IndicatorPhrase | None]:
    """For each value the last indicator told up to it."""
    last: list[IndicatorPhrase | None] = []
    for phrase in phrases:
        last.append(phrase if phrase is not None and phrase.goes_on else last[-1] if last else None)
    return last


def _period_behind(
    clauses: Clauses, periods: Sequence[ResolvedPeriod | None], last: int
) -> ResolvedPeriod | None:
    """The period of the value right behind a rank: "dẫn đầu khi đạt 3,2 tỷ USD trong tháng 5"."""
    behind = clauses.quantities_to(last)
    if behind == len(periods) or clauses.quantities[behind].first - last > _NEAR:
        return None
    return periods[behind]
