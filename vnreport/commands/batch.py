"""`vnreport batch`: archives in, one output that is whole or can be continued."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnreport.commands.options import (
    chosen_writer,
    complain,
    format_by_ending,
    format_options,
    say,
    selection_options,
    vocabulary_of,
)
from vnreport.language import _

if TYPE_CHECKING:
    from vnreport.batch.progress import Display
    from vnreport.sources.options import Options


@click.command(name="batch", short_help="Go through an archive, with several processes; resumable.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; it appears under its name when it is whole.",
)
@format_options
@click.option(
    "--glob",
    "globs",
    metavar="GLOB",
    multiple=True,
    help="Read the files of folders and archives with such a name or path, not those of known kinds. "
    "Repeatable.",
)
@click.option("-0", "--null", is_flag=True, help="The paths on standard input end with NUL (find -print0).")
@click.option(
    "--text-field", metavar="NAME", default="text", show_default=True, help="Field or column with the text."
)
@click.option("--title-field", metavar="NAME", help="Field with the title, which is put before the text.")
@click.option("--date-field", metavar="NAME", help="Field with the date of publication.")
@click.option("--id-field", metavar="NAME", help="Field that names the article, instead of its line.")
@click.option(
    "--max-ratio",
    metavar="N",
    default=200,
    show_default=True,
    type=click.IntRange(1),
    help="Refuse what unpacks to more than N times its size.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Worker processes. Default: one a core.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    default=60.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Give an article up after so long; 0: never.",
)
@click.option(
    "--max-failures", metavar="N", type=click.IntRange(0), help="Stop at the failure after the Nth."
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure.")
@click.option("--overwrite", is_flag=True, help="Start anew, and replace OUT.")
@selection_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    out: Path,
    format_: str | None,
    globs: tuple[str, ...],
    text_field: str,
    title_field: str | None,
    date_field: str | None,
    id_field: str | None,
    null: bool,
    max_ratio: int,
    jobs: int | None,
    timeout: float,
    max_failures: int | None,
    fail_fast: bool,
    overwrite: bool,
    kinds: tuple[str, ...],
    min_confidence: float,
    directories: tuple[Path, ...],
    encoding: str | None,
    keep_text: bool,
    quiet: bool,
    **format_choices: bool,
) -> None:
    """Extract the records of all articles of each SOURCE into OUT, in the order of the sources.

    A SOURCE is a file, a folder (with all below it, in the order of names), or `-` for a list of paths on
    standard input. Text and HTML files hold one article each; .jsonl, .ndjson, .csv and .tsv one a line;
    .zip, .tar, .gz and .zst are read without unpacking them.

    A run that was broken off, by whatever it was, is continued by the same command. What could not be read is
    listed in OUT.failures.jsonl.
    """
    if fail_fast and max_failures:
        raise click.UsageError(_("--fail-fast is --max-failures 0; give one of them"))
    if sources.count("-") > 1:
        raise click.UsageError(_("`-` is given twice, but standard input can be read only once"))
    if not format_ and out.suffix and not format_by_ending(out.name):
        raise click.UsageError(
            _("no format has files that end in {suffix}; choose one with --format", suffix=out.suffix)
        )
    write = chosen_writer(format_, str(out), format_choices)
    out = Path(os.path.realpath(out))
    if out.exists() and not out.is_file():
        raise click.UsageError(
            _("{out} is no plain file; `vnreport extract` writes to pipes and devices", out=out)
        )
    from vnreport.batch.publication import failures_of
    from vnreport.batch.runner import Plan, Run, part_of
    from vnreport.batch.settings import Settings, fingerprint
    from vnreport.batch.signals import Interrupted, Signals
    from vnreport.batch.worker import Recipe
    from vnreport.errors import RefusedError, VnreportError
    from vnreport.sources.options import Fields, Options
    from vnreport.vocabulary import builtin_directory

    if directories:
        vocabulary_of(directories)  # what is wrong with patterns is told before any work
    fields = Fields(text_field, title_field, date_field, id_field)
    options = Options(fields, globs, null, max_ratio, {str(p) for p in (out, part_of(out), failures_of(out))})
    plan = Plan(
        sources=sources,
        options=options,
        recipe=Recipe(directories, kinds, min_confidence, encoding, keep_text),
        settings=Settings(
            patterns=fingerprint((builtin_directory(), *directories)),
            sources=tuple(map(os.fspath, sources)),
            null=null,
            globs=globs,
            fields=(text_field, title_field, date_field, id_field),
            ratio=max_ratio,
            kinds=kinds,
            min_confidence=min_confidence,
            encoding=encoding,
            keep_text=keep_text,
        ),
        out=out,
        write=write,
        jobs=jobs or _cores(),
        timeout=timeout,
        max_failures=0 if fail_fast else max_failures,
        overwrite=overwrite,
        quiet=quiet,
    )
    with Signals() as signals:
        display = _display(sources, options, quiet)
        run = Run(plan, display, signals)
        try:
            with display:
                run()
            status = 1 if run.tally.failures else 0
        except RefusedError as error:
            complain(str(error))
            ctx.exit(2)
        except VnreportError as error:
            complain(str(error))
            status = 1
        except Interrupted as interruption:
            command = _("the same command without --overwrite") if overwrite else _("the same command")
            complain(
                _("interrupted; what is done is kept, and {command} goes on from there", command=command)
            )
            status = 128 + interruption.number
    if not quiet:
        say(f"vnreport: {run.tally.summary()}")
    ctx.exit(status)


def _cores() -> int:
    """The cores that this process may use; all, on systems that cannot tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _display(sources: tuple[str, ...], options: Options, quiet: bool) -> Display:
    from vnreport.batch.progress import Bar, Lines, Silence

    if quiet:
        return Silence(say)
    if sys.stderr is not None and sys.stderr.isatty():
        return Bar(sources, options)
    return Lines(say)
