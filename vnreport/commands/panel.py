"""`vnreport panel`: the records of an archive as one row a place, indicator and period."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands.asked import check_indicators, check_periods, check_places
from vnreport.commands.grids import grid_options, written
from vnreport.commands.options import complain, least_option, require, vocabulary_of, warn
from vnreport.language import _


@click.command(name="panel", short_help="Make a table of places, indicators and periods from an archive.")
@click.option("--indicator", "indicators", metavar="CODE", multiple=True, help="Only this one. Repeatable.")
@click.option(
    "--period",
    "periods",
    metavar="PERIOD",
    multiple=True,
    help="Only this one, as in records: 2024, 2024-Q3. Repeatable.",
)
@click.option("--wide", is_flag=True, help="One row a place and indicator, with a column for each period.")
@click.option(
    "--conflicts", is_flag=True, help="What articles say differently of one cell, and why it may be."
)
@click.option(
    "--boundaries",
    type=click.Choice(["2025"]),
    help="Sum what adds up to the 34 provinces of 1 July 2025; what does not is refused.",
)
@least_option
@grid_options
@click.pass_context
def command(
    ctx: click.Context,
    archives: tuple[str, ...],
    indicators: tuple[str, ...],
    places: tuple[str, ...],
    directories: tuple[Path, ...],
    periods: tuple[str, ...],
    wide: bool,
    conflicts: bool,
    boundaries: str | None,
    min_confidence: float,
    output: str,
    format_: str | None,
    quiet: bool,
) -> None:
    """Show what the articles of ARCHIVE... say of each place, indicator and period: the value, how much of
    the plan is reached, the change against the same period and the rank, with the article and the words
    behind each.

    ARCHIVE is jsonl, jsonl.gz, nested parquet or sqlite, as `batch` writes them; sentences are there if it
    kept the text (--keep-text) or is sqlite. Of several articles the official value goes before the estimate
    and the later before the earlier; the same story in several papers counts once. Forecasts are no values.
    The plan and the value of the same period before stand beside the value: as an article states them, or
    else as they follow from the change, marked as derived.
    """
    if wide and conflicts:
        raise click.UsageError(_("--wide and --conflicts are two tables; give one of them"))
    require("panel", "duckdb", "panel")
    require("panel", "datasketch", "panel")
    from vnreport.panel import boundaries as provinces
    from vnreport.panel.archive import loaded
    from vnreport.panel.cells import Cell, beside, cells, with_previous
    from vnreport.panel.grid_rows import conflict_grid, wide_grid
    from vnreport.panel.names import names
    from vnreport.panel.panel_rows import panel_grid
    from vnreport.panel.said import Wanted

    vocabulary = vocabulary_of(directories)
    known, called = provinces.boundaries(vocabulary), names(vocabulary)
    check_indicators(indicators, vocabulary)
    check_periods(periods)
    asked = tuple(map(called.key, places))
    wanted = Wanted(
        indicators, known.with_parts(asked) if boundaries else asked, with_previous(periods), min_confidence
    )
    refused: list[provinces.Refused] = []
    made: list[Cell] = []
    with loaded(archives) as engine:
        check_places(places, engine, called)
        found = cells(engine, vocabulary, called, wanted, known.heirs)
        for cell in provinces.redrawn(found, known, called) if boundaries else found:
            if isinstance(cell, Cell):
                made.append(cell)
            elif not periods or cell.period in periods:
                refused.append(cell)
    made = beside(made, periods)
    grid = (
        conflict_grid(made, called)
        if conflicts
        else wide_grid(made, called)
        if wide
        else panel_grid(made, known, called)
    )
    written(grid, output, format_)
    if not quiet:
        if not grid.rows:
            warn(_("the archive has nothing of what is asked for"))
        crossing = sum(provinces.crosses(cell, known) for cell in made)
        if crossing:
            warn(
                _(
                    "{count} changes compare a province of after 1 July 2025 with one of before; see "
                    "the column crosses_boundaries",
                    count=crossing,
                )
            )
    for line in provinces.told(refused, called):
        complain(line)
    if refused:
        ctx.exit(1)
