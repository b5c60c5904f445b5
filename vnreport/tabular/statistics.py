"""Records as observations for statistical exchange: the components of an SDMX structure and their values.

The writer of sdmx-csv and the data structure definition are both made from `COMPONENTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import regex

from vnreport.document import Comparison, Figure, Percentage, Place, Record
from vnreport.language import _
from vnreport.tabular.columns import Row, reader, sentence_of
from vnreport.vocabulary import Rule, Vocabulary, load_vocabulary
from vnreport.words import kinds

AGENCY, STRUCTURE, VERSION = "VNREPORT", "DS_VNREPORT", "1.0.0"
NATION, NATION_RULE = "VN", "viet-nam"  # its code, and the rule of its names

_OTHER_AREA, _NO_AREA = "_O", "_X"
_NOT_COMPARED, _NO_BASELINE = "_Z", "_X"
_CODE = regex.compile(r"[A-Za-z0-9_@$\-]+")
_OBS_STATUS = {"estimate": "E", "forecast": "F", "target": "F"}

Role = Literal["dimension", "measure", "attribute"]
Type = Literal["code", "text", "decimal", "period", "boolean"]
Value = str | Decimal | bool | None
# The codes of a component with their names, or the kind of rules that lists them.
Codes = Mapping[str, str] | Literal["place", "indicator"]


class Component(NamedTuple):
    """A column: the path of the field that it shows, and how the row of an observation gives its value."""

    id: str
    role: Role
    type: Type
    field: str
    meaning: str
    codes: Codes | None
    value: Callable[[Row], Value]


def left_out(record: Record) -> str | None:
    """Why a record is no observation, in words that follow its number; None if it is one."""
    if not isinstance(record, Figure | Percentage | Comparison):
        return kinds()[record.kind]
    if record.indicator is None or record.indicator.code is None:
        return _("without an indicator code")
    if not is_code(record.indicator.code):
        return _("with an indicator code that SDMX does not allow")
    if record.period is None:
        return _("without a period")
    return _("without a single value") if record.value is None else None


def is_code(code: str) -> bool:
    """Whether SDMX allows this as the code of something."""
    return _CODE.fullmatch(code) is not None


def areas(vocabulary: Vocabulary) -> dict[str, str]:
    """The codes of areas with their Vietnamese names."""
    codes = {rule.text("code"): rule.forms[0] for rule in vocabulary.rules("place") if rule.text("code")}
    return {
        NATION: _nation(vocabulary).forms[0],
        **dict(sorted(codes.items())),
        _OTHER_AREA: "Nơi khác",
        _NO_AREA: "Không nêu",
    }


def indicators(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """What the codes of indicators are called, in each language: the first form in Vietnamese, and in English
    too where a rule names nothing else.
    """
    rules = vocabulary.rules("indicator")
    return {
        "vi": {rule.id: rule.forms[0] for rule in rules},
        "en": {rule.id: rule.text("name_en") or rule.forms[0] for rule in rules},
    }


def english_names(vocabulary: Vocabulary) -> dict[str, Mapping[str, str]]:
    """What the codes of the components are called in English that `Component.codes` lists by a kind of rules,
    as far as that is another name.
    """
    return {
        "REF_AREA": {NATION: "Viet Nam", _OTHER_AREA: "Another area", _NO_AREA: "Not told"},
        "INDICATOR": indicators(vocabulary)["en"],
    }


def _nation(vocabulary: Vocabulary) -> Rule:
    return next(rule for rule in vocabulary.rules("place") if rule.id == NATION_RULE)


@cache
def _nation_names() -> frozenset[str]:
    return frozenset(form.casefold() for form in _nation(load_vocabulary()).forms)


def _place(row: Row) -> Place | None:
    place: Place | None = getattr(row.record, "place", None) or row.extraction.document.place
    return place


def _area(row: Row) -> str:
    place = _place(row)
    if place is None:
        return _NO_AREA
    if place.code:
        return place.code
    return NATION if place.text.casefold() in _nation_names() else _OTHER_AREA


def _area_text(row: Row) -> str | None:
    place = _place(row)
    return place.text if place else None


def _compared(row: Row) -> str:
    if not isinstance(row.record, Comparison):
        return _NOT_COMPARED
    return row.record.baseline.kind if row.record.baseline else _NO_BASELINE


def _statement(row: Row) -> str:
    return f"{row.extraction.document.source.sha256[:16]}-{row.record.id if row.record else ''}"


def _obs_status(row: Row) -> str:
    return _OBS_STATUS.get(getattr(row.record, "status", None) or "", "A")


def _confidence(row: Row) -> Decimal | None:
    return Decimal(repr(row.record.confidence)) if row.record else None


def _component(
    id: str,
    role: Role,
    type: Type,
    field: str,
    meaning: str,
    *,
    codes: Codes | None = None,
    value: Callable[[Row], Value] | None = None,
) -> Component:
    return Component(id, role, type, field, meaning, codes, value or reader(field))


# fmt: off
COMPONENTS = (
    _component("REF_AREA", "dimension", "code", "records[].place.code",
               "ISO 3166-2 code of the record's area, else of the article's; VN the country, "
               "_O another area, _X none told", codes="place", value=_area),
    _component("INDICATOR", "dimension", "code", "records[].indicator.code",
               "the indicator's code in patterns/", codes="indicator"),
    _component("COMPARISON", "dimension", "code", "records[].baseline.kind",
               "what the value is compared with: _Z nothing, it is the level; _X not told", value=_compared,
               codes={_NOT_COMPARED: "Not compared, the level itself", "plan": "The plan",
                      "same_period": "The same period of another year",
                      "previous_period": "The period before", "earlier_time": "An earlier time",
                      "other": "Another measure or area",
                      _NO_BASELINE: "A change against a baseline that is not told"}),
    _component("STATEMENT", "dimension", "text", "records[].id",
               "who says so: 16 digits of the article's SHA-256, and the record's id", value=_statement),
    _component("TIME_PERIOD", "dimension", "period", "records[].period.value",
               "the time the value holds for"),
    _component("OBS_VALUE", "measure", "decimal", "records[].value", "the number in full"),
    _component("UNIT_MEASURE", "attribute", "text", "records[].unit", "canonical unit"),
    _component("UNIT_MULT", "attribute", "code", "records[].value",
               "power of ten that the value is to be multiplied by: 0", value=lambda row: "0",
               codes={"0": "Units"}),
    _component("OBS_STATUS", "attribute", "code", "records[].status",
               "A actual or not told, E estimate, F forecast or target", value=_obs_status,
               codes={"A": "Normal value", "E": "Estimated value", "F": "Forecast value"}),
    _component("STATUS", "attribute", "code", "records[].status", "actual, estimate, target or forecast",
               codes={"actual": "Achieved", "estimate": "Estimated", "target": "Target",
                      "forecast": "Forecast"}),
    _component("APPROX", "attribute", "code", "records[].approx", "about, over, under, at_least or at_most",
               codes={"about": "About", "over": "Over", "under": "Under", "at_least": "At least",
                      "at_most": "At most"}),
    _component("RELATION", "attribute", "code", "records[].relation",
               "comparison: at, above or below the baseline",
               codes={"at": "At", "above": "Above", "below": "Below"}),
    _component("RATIO", "attribute", "decimal", "records[].ratio",
               "comparison: the value relative to the baseline, as a factor"),
    _component("BASELINE_TEXT", "attribute", "text", "records[].baseline.text",
               "the baseline in the article's words"),
    _component("BASELINE_PERIOD", "attribute", "period", "records[].baseline.period",
               "the baseline's time"),
    _component("BASELINE_INFERRED", "attribute", "boolean", "records[].baseline.inferred",
               "true where the text leaves the baseline out"),
    _component("INDICATOR_TEXT", "attribute", "text", "records[].indicator.text",
               "the indicator in the article's words"),
    _component("AREA_TEXT", "attribute", "text", "records[].place.text",
               "the area in the article's words", value=_area_text),
    _component("TEXT", "attribute", "text", "records[].text", "the words read as the record"),
    _component("SENTENCE", "attribute", "text", "records[].sentence", "the sentence that says so",
               value=sentence_of),
    _component("SOURCE", "attribute", "text", "source.path", "path of the article"),
    _component("SOURCE_TITLE", "attribute", "text", "title", "headline of the article"),
    _component("SOURCE_DATE", "attribute", "period", "published", "date or month of the article"),
    _component("CONFIDENCE", "attribute", "decimal", "records[].confidence", "0 to 1", value=_confidence),
)
# fmt: on
