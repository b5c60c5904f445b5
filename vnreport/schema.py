"""The JSON Schema of what the json and jsonl writers write, made from the record definition."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from vnreport.document import SCHEMA, Document

_DECIMAL = msgspec.json.schema(Decimal)


def document_schema() -> dict[str, Any]:
    """The schema of one document. Decimals are JSON numbers, and every field is always written but `text`."""
    (body,), components = msgspec.json.schema_components([Document], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **body,
        "$defs": {name: _as_written(component) for name, component in components.items()},
    }


def schema_json() -> bytes:
    """The schema as indented JSON with a line end."""
    return msgspec.json.format(msgspec.json.encode(document_schema()), indent=2) + b"\n"


def _as_written(part: Any) -> Any:
    if isinstance(part, list):
        return [_as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    if part.items() >= _DECIMAL.items():
        return {**{key: value for key, value in part.items() if key != "format"}, "type": "number"}
    made = {key: _as_written(value) for key, value in part.items()}
    if isinstance(part.get("properties"), dict):
        # What has neither a default nor must be given is written only where it was asked for.
        made["required"] = [
            name
            for name, field in part["properties"].items()
            if name in part.get("required", ()) or "default" in field
        ]
    return made
