"""`vnreport schema`: the definition of what is written."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands.options import patterns_option, require, vocabulary_of


@click.command(name="schema", short_help="Print the definition of what is written.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "sdmx"]),
    default="json",
    help="json: the JSON Schema (2020-12) of a document. sdmx: the data structure definition of sdmx-csv.",
)
@patterns_option
def command(format_: str, directories: tuple[Path, ...]) -> None:
    """Print the JSON Schema of a document, which is one line of jsonl or one item of json; or the definition
    of sdmx-csv in SDMX-ML 3.0, with the codes of areas and indicators, those of --patterns among them.
    """
    from vnreport.output import opened

    if format_ == "sdmx":
        require("--format sdmx", "pysdmx", "sdmx")
        from vnreport.tabular.sdmx_definition import definition_xml

        made = definition_xml(vocabulary_of(directories))
    else:
        from vnreport.schema import schema_json

        made = schema_json()
    with opened("-") as stream:
        stream.write(made)
