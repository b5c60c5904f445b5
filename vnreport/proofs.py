"""Proves pattern rules: reads the examples that they carry through the public pipeline.

An example `"WORDING" = "EXPECTED"` is read as an article of its own, once more between two neutral lines,
and for the kinds of `_CLAUSE` once more as a clause of a longer sentence. Each time the reading, written as
below, must equal EXPECTED. Where no such record (or field) comes out, the reading is `none`.

    numeral, scale, unit, noun,       value and unit of the first measured record: "54341000000000 VND",
    share, uncounted, name_number     "11.72 %", "7.5-8 %" (range), "24/26 chỉ tiêu" (fraction), "5" (no unit)
    relation, multiple,               relation of the first comparison: "above"
    shortening, worded
    baseline, plan_noun               baseline kind of the first comparison: "same_period"
    approx                            approx of the first measured record: "at_least"
    status                            status of the first measured record: "estimate"
    time                              period value of the first record that has one: "2024-01-01/P9M"
    place, place_head                 code, else text, of the first record's place, else of the document's:
                                      "VN-21", "huyện Như Xuân"
    rank, superlative, scope          rank, "/of" where told, and the scope's words: "3", "26/63 cả nước"
    title, organisation, honorific,   positions of the first official, joined with "; ":
    national                          "Tỉnh ủy viên; Chánh Văn phòng Tỉnh ủy"
    surname                           name of the first official: "Đỗ Quốc Cảnh"
    action                            first verb of the first official: "phát biểu"
    indicator                         indicator code of the first record that has one: "GRDP_GROWTH"
    level, against, head, others      words of the first record's indicator: "Thu ngân sách nhà nước"
    function_word                     the same; where it decides another reading, its `shows` names a kind
                                      that is read so ("time"), or "indicators", "times" and
                                      "baselines": those of all records, joined with "; ", the
                                      baselines in the article's words

Values are plain decimals with a point, scale words multiplied in. A measured record is a figure, a percentage
or a comparison. In a counterexample the rule must read nothing: no record may name it as its `rule`, nor any
piece of a record's evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vnreport.article import parse_article
from vnreport.document import Comparison, Figure, MeasuredRecord, Official, Percentage, Ranking, Source
from vnreport.language import _
from vnreport.numbers import plain
from vnreport.pipeline import Extraction, run
from vnreport.times import find_times
from vnreport.vocabulary import Rule, Vocabulary

NONE = "none"

_SOURCE = Source(path="-", sha256="", encoding="utf-8", chars=0)
_BETWEEN_LINES = (
    "Hội nghị diễn ra trong không khí phấn khởi.\n",
    "\nCác đại biểu thảo luận sôi nổi và thẳng thắn.",
)
_INSIDE = ("Theo báo cáo trình bày tại hội nghị, ", ", theo số liệu vừa công bố.")
# What is read of these kinds does not depend on where the clause stands in its sentence.
_CLAUSE = frozenset({"numeral", "scale", "unit", "measured_duration", "approx", "relation"})


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that came out wrong. `key` is `examples` or `counterexamples`."""

    rule: Rule
    key: str
    wording: str
    expected: str
    got: str

    def __str__(self) -> str:
        return _(
            "{file}: {kind} {id!r}: {key}: {wording!r}: expected {expected}, got {got}",
            file=self.rule.file,
            kind=self.rule.kind,
            id=self.rule.id,
            key=self.key,
            wording=self.wording,
            expected=self.expected,
            got=self.got,
        )


def prove(rule: Rule, vocabulary: Vocabulary) -> Iterator[Failure]:
    """What is wrong with the rule's examples and counterexamples, nothing if all hold."""
    for wording, expected in rule.examples.items():
        for text in _settings(rule.kind, wording):
            got = render(rule.text("shows") or rule.kind, run(text, _SOURCE, vocabulary))
            if got != expected:
                yield Failure(rule, "examples", text.replace("\n", " ⏎ "), expected, got)
                break
    for wording in rule.counterexamples:
        read = _read_by(rule, run(wording, _SOURCE, vocabulary))
        if read is not None:
            yield Failure(rule, "counterexamples", wording, _("nothing"), read)


def prove_all(vocabulary: Vocabulary) -> Iterator[Failure]:
    """What is wrong with any rule, in the order of files and blocks."""
    for rules in vocabulary.by_kind.values():
        for rule in rules:
            yield from prove(rule, vocabulary)


def unproven_forms(rule: Rule, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The forms of a rule that are read in none of its examples.

    Forms of times are templates, so they are asked of the finder; a prefix and what looks like a time and is
    none leave no mention of their own, and are proven by the examples' values alone.
    """
    if rule.kind == "time":
        if rule.text("role") in ("prefix", "none"):
            return ()
        read = {
            mention.form
            for wording in rule.examples
            for passage in parse_article(wording, vocabulary).passages
            for mention in find_times(passage, wording, vocabulary)
            if mention.rule == rule.name
        }
        return tuple(form for form in rule.forms if form not in read)
    wordings = " \n ".join(rule.examples).casefold()
    return tuple(form for form in rule.forms if form.casefold() not in wordings)


def render(kind: str, extraction: Extraction) -> str:
    """What was read, as the examples of a kind of rule write it (see the table above)."""
    return _RENDERINGS.get(kind, _indicator_words)(extraction) or NONE


def _settings(kind: str, wording: str) -> Iterator[str]:
    yield wording
    yield wording.join(_BETWEEN_LINES)
    if kind in _CLAUSE and "\n" not in wording and not wording.endswith((".", "!", "?", ";", "…")):
        yield wording.join(_INSIDE)


def _read_by(rule: Rule, extraction: Extraction) -> str | None:
    for record, trace in zip(extraction.document.records, extraction.traces, strict=True):
        if rule.name == record.rule or any(evidence.rule == rule.name for evidence in trace.evidence):
            return f"{record.kind} {record.text!r}"
    return None


def _measured(extraction: Extraction) -> MeasuredRecord | None:
    records = extraction.document.records
    return next((r for r in records if isinstance(r, Figure | Percentage | Comparison)), None)


def _comparison(extraction: Extraction) -> Comparison | None:
    return next((r for r in extraction.document.records if isinstance(r, Comparison)), None)


def _ranking(extraction: Extraction) -> Ranking | None:
    return next((r for r in extraction.document.records if isinstance(r, Ranking)), None)


def _official(extraction: Extraction) -> Official | None:
    return next((r for r in extraction.document.records if isinstance(r, Official)), None)


def _about_something(extraction: Extraction) -> list[MeasuredRecord | Ranking]:
    return [r for r in extraction.document.records if not isinstance(r, Official)]


def _value(extraction: Extraction) -> str | None:
    record = _measured(extraction)
    if record is None:
        return None
    if record.low is not None and record.high is not None:
        number = f"{plain(record.low):f}-{plain(record.high):f}"
    elif record.value is None:
        return None
    else:
        number = f"{plain(record.value):f}"
        if record.of is not None:
            number += f"/{plain(record.of):f}"
    return f"{number} {record.unit}" if record.unit else number


def _relation(extraction: Extraction) -> str | None:
    record = _comparison(extraction)
    return record.relation if record else None


def _baseline(extraction: Extraction) -> str | None:
    record = _comparison(extraction)
    return record.baseline.kind if record and record.baseline else None


def _all_baselines(extraction: Extraction) -> str:
    compared = [r for r in _about_something(extraction) if isinstance(r, Comparison)]
    return "; ".join(r.baseline.text for r in compared if r.baseline and r.baseline.text)


def _approx(extraction: Extraction) -> str | None:
    record = _measured(extraction)
    return record.approx if record else None


def _status(extraction: Extraction) -> str | None:
    record = _measured(extraction)
    return record.status if record else None


def _period(extraction: Extraction) -> str | None:
    return next((r.period.value for r in _about_something(extraction) if r.period), None)


def _all_periods(extraction: Extraction) -> str | None:
    return "; ".join(r.period.value for r in _about_something(extraction) if r.period)


def _place(extraction: Extraction) -> str | None:
    places = [r.place for r in _about_something(extraction)] + [extraction.document.place]
    return next((place.code or place.text for place in places if place), None)


def _rank(extraction: Extraction) -> str | None:
    record = _ranking(extraction)
    if record is None:
        return None
    rank = str(record.rank) if record.of is None else f"{record.rank}/{record.of}"
    return f"{rank} {record.scope.text}" if record.scope else rank


def _positions(extraction: Extraction) -> str | None:
    record = _official(extraction)
    return "; ".join(position.text for position in record.positions) if record else None


def _name(extraction: Extraction) -> str | None:
    record = _official(extraction)
    return record.name if record else None


def _action(extraction: Extraction) -> str | None:
    record = _official(extraction)
    return record.actions[0].verb if record and record.actions else None


def _indicator_code(extraction: Extraction) -> str | None:
    indicators = [r.indicator for r in _about_something(extraction)]
    return next((indicator.code for indicator in indicators if indicator and indicator.code), None)


def _indicator_words(extraction: Extraction) -> str | None:
    indicators = [r.indicator for r in _about_something(extraction)]
    return next((indicator.text for indicator in indicators if indicator), None)


def _all_indicator_words(extraction: Extraction) -> str | None:
    indicators = [r.indicator for r in _about_something(extraction)]
    return "; ".join(indicator.text for indicator in indicators if indicator)


def _contradiction(extraction: Extraction) -> str | None:
    return next((warning.kind for warning in extraction.document.warnings), None)


_RENDERINGS: dict[str, Callable[[Extraction], str | None]] = {
    "numeral": _value,
    "scale": _value,
    "unit": _value,
    "noun": _value,
    "share": _value,
    "uncounted": _value,
    "name_number": _value,
    "relation": _relation,
    "multiple": _relation,
    "shortening": _relation,
    "worded": _relation,
    "baseline": _baseline,
    "plan_noun": _baseline,
    "approx": _approx,
    "status": _status,
    "time": _period,
    "place": _place,
    "place_head": _place,
    "rank": _rank,
    "superlative": _rank,
    "scope": _rank,
    "title": _positions,
    "organisation": _positions,
    "honorific": _positions,
    "national": _positions,
    "surname": _name,
    "action": _action,
    "indicator": _indicator_code,
    "part_lead": _contradiction,
    "indicators": _all_indicator_words,
    "times": _all_periods,
    "baselines": _all_baselines,
}
