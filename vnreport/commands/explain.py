"""`vnreport explain`: why each record is what it is."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands import extract
from vnreport.commands.options import extraction_options


@click.command(name="explain", short_help="Say for each record what led to it.")
@extraction_options
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    output: str,
    kinds: tuple[str, ...],
    min_confidence: float,
    directories: tuple[Path, ...],
    encoding: str | None,
    keep_text: bool,
    published: str | None,
    quiet: bool,
) -> None:
    """Show for each record of each FILE the sentence with its words marked, the rule that made it, the rules
    that lost in the order of their priority, the words of the sentence, and what each field was taken from.
    """
    ctx.invoke(
        extract.command,
        files=files,
        output=output,
        kinds=kinds,
        min_confidence=min_confidence,
        directories=directories,
        encoding=encoding,
        keep_text=keep_text,
        published=published,
        quiet=quiet,
        format_=None,
        explained=True,
    )
