"""The SDMX data structure definition of what sdmx-csv holds, as SDMX-ML 3.0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lxml import etree
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import (
    Agency,
    Code,
    Codelist,
    Components,
    Concept,
    ConceptScheme,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Organisation,
    Role,
)
from pysdmx.model import Component as Part
from pysdmx.model.message import Header

from vnreport.tabular.statistics import (
    AGENCY,
    COMPONENTS,
    STRUCTURE,
    VERSION,
    Component,
    areas,
    english_names,
    indicators,
    is_code,
)
from vnreport.vocabulary import Vocabulary

_CONCEPTS = "CS_VNREPORT"
_ROLES = {"dimension": Role.DIMENSION, "measure": Role.MEASURE, "attribute": Role.ATTRIBUTE}
_TYPES = {
    "text": DataType.STRING,
    "decimal": DataType.DECIMAL,
    "period": DataType.PERIOD,
    "boolean": DataType.BOOLEAN,
}
_REQUIRED = ("UNIT_MULT", "OBS_STATUS")
_PREPARED = datetime(2000, 1, 1, tzinfo=UTC)  # always the same, so that the definition is
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def definition_xml(vocabulary: Vocabulary) -> bytes:
    """The definition with its concepts and code lists; areas and indicators are those of the vocabulary, with
    their names in Vietnamese and, where they have one, in English.
    """
    agency = Agency(AGENCY)
    code_lists = {
        component.id: Codelist(
            f"CL_{component.id}",
            name=component.meaning,
            agency=agency,
            version=VERSION,
            items=[Code(code, name=name) for code, name in _codes(component, vocabulary).items()],
        )
        for component in COMPONENTS
        if component.codes
    }
    concepts = ConceptScheme(
        _CONCEPTS,
        name="Concepts of vnreport",
        agency=agency,
        version=VERSION,
        items=[Concept(component.id, name=component.meaning) for component in COMPONENTS],
    )
    structure = DataStructureDefinition(
        id=STRUCTURE,
        name="Figures, rates and comparisons that Vietnamese news reports state",
        agency=agency,
        version=VERSION,
        components=Components([_part(component, code_lists.get(component.id)) for component in COMPONENTS]),
    )
    xml = write_sdmx(
        [*code_lists.values(), concepts, structure],
        Format.STRUCTURE_SDMX_ML_3_0,
        header=Header(id=AGENCY, prepared=_PREPARED, sender=Organisation(AGENCY)),
    )
    return _finished(str(xml), english_names(vocabulary))


def _codes(component: Component, vocabulary: Vocabulary) -> Mapping[str, str]:
    if component.codes == "place":
        return areas(vocabulary)
    if component.codes == "indicator":
        return {code: name for code, name in indicators(vocabulary)["vi"].items() if is_code(code)}
    return component.codes or {}


def _part(component: Component, codes: Codelist | None) -> Part:
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:CL_{component.id}({VERSION})"
    return Part(
        component.id,
        required=component.role != "attribute" or component.id in _REQUIRED,
        role=_ROLES[component.role],
        concept=ItemReference("Concept", AGENCY, _CONCEPTS, VERSION, component.id),
        local_dtype=None if codes else _TYPES[component.type],
        local_codes=codes,
        local_enum_ref=urn if codes else None,
        attachment_level="O" if component.role == "attribute" else None,
    )


def _finished(xml: str, english: Mapping[str, Mapping[str, str]]) -> bytes:
    """Mark the names that are Vietnamese, which pysdmx marks as English like all others, and set the English
    ones beside them.

    And leave out which measures an attribute is about: there is but one, and sdmx1 does not read it.
    """
    root = etree.fromstring(xml.encode("utf-8"))
    for component, names in english.items():
        for code in root.iterfind(f".//{{*}}Codelist[@id='CL_{component}']/{{*}}Code"):
            name = code.find("{*}Name")
            name.set(_LANGUAGE, "vi")
            if translated := names.get(code.get("id")):
                other = etree.Element(name.tag, {_LANGUAGE: "en"})
                other.text = translated
                name.addnext(other)
    for relationship in list(root.iterfind(".//{*}MeasureRelationship")):
        relationship.getparent().remove(relationship)
    etree.indent(root)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"
