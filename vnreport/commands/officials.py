"""`vnreport officials`: who holds which position where, by an archive."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands.asked import check_places
from vnreport.commands.grids import grid_options, written
from vnreport.commands.options import require, vocabulary_of, warn
from vnreport.language import _


@click.command(name="officials", short_help="List who holds which position where, by an archive.")
@grid_options
def command(
    archives: tuple[str, ...],
    places: tuple[str, ...],
    directories: tuple[Path, ...],
    output: str,
    format_: str | None,
    quiet: bool,
) -> None:
    """List the persons that the articles of ARCHIVE... name in each position, by the place that an article is
    about: when they are first and last seen in it, whether formerly or for the time being, in how many
    articles, and who else is in the same seat at that time, where there is one such seat.

    ARCHIVE is jsonl, jsonl.gz, nested parquet or sqlite, as `batch` writes them.
    """
    require("officials", "duckdb", "panel")
    from vnreport.panel.archive import loaded
    from vnreport.panel.grid_rows import holder_grid
    from vnreport.panel.names import names
    from vnreport.panel.seats import holders

    vocabulary = vocabulary_of(directories)
    called = names(vocabulary)
    with loaded(archives) as engine:
        check_places(places, engine, called)
        found = holders(engine, vocabulary, called, places)
    written(holder_grid(found, called), output, format_)
    if not found and not quiet:
        warn(_("the archive has nothing of what is asked for"))
