"""The schema is made from the record definition, and what is written is valid against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import vnreport
from vnreport.document import Document
from vnreport.pipeline import Extraction
from vnreport.schema import document_schema, schema_json
from vnreport.tabular.columns import COLUMNS, FILE_COLUMNS
from vnreport.tabular.shape import leaves, shape_of
from vnreport.tabular.statistics import COMPONENTS
from vnreport.writers.json_documents import encode

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _broken(document: Any, **changes: object) -> Any:
    return {**document, "records": [{**document["records"][0], **changes}]}


def test_a_document_with_every_sort_of_record_is_valid(
    extraction: Extraction, validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(json.loads(encode(extraction.document)))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_document_of_each_sample_is_valid(
    sample: Path, validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(json.loads(encode(vnreport.read(sample))))


def test_a_document_with_its_text_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    document = json.loads(encode(vnreport.read(SAMPLES[0], keep_text=True)))
    assert document["text"].startswith(document["title"])
    validator.validate(document)
    assert not validator.is_valid({**document, "text": None})


@pytest.mark.parametrize(
    "changes", [{"kind": "number"}, {"value": "5"}, {"status": "sure"}, {"start": "0"}], ids=str
)
def test_a_document_that_breaks_the_contract_is_not(
    extraction: Extraction, validator: jsonschema.Draft202012Validator, changes: dict[str, object]
) -> None:
    document = json.loads(encode(extraction.document))
    assert not validator.is_valid(_broken(document, **changes))


def test_every_field_is_required_because_every_field_is_written(extraction: Extraction) -> None:
    written = json.loads(encode(extraction.document))
    parts = document_schema()["$defs"]
    assert sorted(parts["Document"]["required"]) == sorted(written)
    assert {*parts["Document"]["properties"]} - {*written} == {"text"}
    for record in written["records"]:
        assert sorted(parts[record["kind"].capitalize()]["required"]) == sorted(record)


def test_decimals_are_numbers_in_the_schema() -> None:
    value = document_schema()["$defs"]["Figure"]["properties"]["value"]
    assert {"type": "number"} in value["anyOf"]
    assert b"decimal" not in msgspec.json.encode(document_schema())


def test_every_field_says_what_it_means() -> None:
    assert [path for path, _, meaning in leaves(shape_of(Document)) if not meaning] == []
    for name, part in document_schema()["$defs"].items():
        for field, schema in part.get("properties", {}).items():
            assert field == "kind" or schema.get("description"), f"{name}.{field}"


def test_each_column_shows_a_field_of_the_definition() -> None:
    fields = {path for path, _, _ in leaves(shape_of(Document))} | {"records[].sentence"}
    shown = {made.field for made in (*COLUMNS, *FILE_COLUMNS, *COMPONENTS)}
    assert shown <= fields
