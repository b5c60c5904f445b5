"""What the subcommands share that make one table of an archive: their options, and how it is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnreport.commands.options import Decorated, is_terminal, output_option, patterns_option, require
from vnreport.language import _
from vnreport.writers import formats

if TYPE_CHECKING:
    from vnreport.panel.grids import Grid

# As in vnreport.panel.grids, which is not imported for its help alone.
GRID_FORMATS = ("table", "csv", "xlsx", "parquet", "html")

_OPTIONS = (
    click.argument("archives", metavar="ARCHIVE...", nargs=-1, required=True, type=click.Path()),
    click.option(
        "--place",
        "places",
        metavar="CODE",
        multiple=True,
        help="Only this place: VN-44, or a name. Repeatable.",
    ),
    patterns_option,
    output_option,
    click.option(
        "--format",
        "format_",
        type=click.Choice(GRID_FORMATS),
        help="How to write. Default: by the extension of the output file; else table if standard output is a "
        "terminal, else csv.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No warnings."),
)


def grid_options(command: Decorated) -> Decorated:
    """ARCHIVE... and the options of every subcommand that makes one table of an archive."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def written(grid: Grid, output: str, format_: str | None) -> None:
    """Write the one table that a subcommand makes.

    Raises:
        UsageError: no format has files of that ending, a binary format would go to a terminal, or a package
            is missing that the format needs.
        WriteError: it cannot be written.
    """
    from vnreport.output import opened
    from vnreport.panel.grids import FORMATS

    suffix = Path(output).suffix
    ending = suffix.lower().removeprefix(".")
    if not format_ and suffix and ending not in GRID_FORMATS:
        raise click.UsageError(
            _("no format has files that end in {suffix}; choose one with --format", suffix=suffix)
        )
    default = ending if ending in GRID_FORMATS else "table" if is_terminal(output) else "csv"
    name = format_ or default
    if name == "html":
        require("html", "jinja2", "page")
    if formats()[name].binary and is_terminal(output):
        raise click.UsageError(
            _("{format} is binary and not for a terminal; use -o FILE, or a pipe", format=name)
        )
    write = FORMATS[name]
    ctx = click.get_current_context(silent=True)
    if formats()[name].titled and ctx and ctx.obj:  # the language that was asked for on the command line
        write = partial(write, titled=True)
    with opened(output) as stream:
        write(grid, stream)
