"""`vnreport page`: an archive as pages to review."""

from __future__ import annotations

from pathlib import Path

import click

from vnreport.commands.options import complain, require, say
from vnreport.language import _


@click.command(name="page", short_help="Make pages to review records beside their articles.")
@click.argument("archives", metavar="ARCHIVE...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that the pages go to; its index.html lists and searches them.",
)
@click.option("--overwrite", is_flag=True, help="Write into a folder that holds something already.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of what was done.")
@click.pass_context
def command(
    ctx: click.Context,
    archives: tuple[str, ...],
    output: Path,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Make a page of each document of ARCHIVE..., which are the jsonl that `batch` or `extract` has written,
    packed with gzip or not.

    A page shows the article with its records marked, beside a table of them, with pictures. Records can be
    accepted and rejected in it; what is exported is gold for `vnreport evaluate`. The article's text is taken
    from the archive (--keep-text) or else from the source, if it is unchanged.
    """
    require("page", "jinja2", "page")
    from vnreport.errors import RefusedError
    from vnreport.page.folder import write_folder

    try:
        written, failed = write_folder(archives, output, complain, overwrite=overwrite)
    except RefusedError as error:
        complain(str(error))
        ctx.exit(2)
    if not quiet:
        told = _(
            "{output}: {written} pages written, {failed} articles left out",
            output=output,
            written=written,
            failed=failed,
        )
        say(f"vnreport: {told}")
    if failed:
        ctx.exit(1)
