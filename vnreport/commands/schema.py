"""`vnreport schema`: the JSON Schema of a document."""

from __future__ import annotations

import click


@click.command(name="schema", short_help="Print the JSON Schema of a document.")
def command() -> None:
    """Print the JSON Schema (2020-12) of a document: one line of jsonl, or one item of json."""
    from vnreport.output import opened
    from vnreport.schema import schema_json

    with opened("-") as stream:
        stream.write(schema_json())
