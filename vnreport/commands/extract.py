"""`vnreport extract`: articles in, records out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vnreport.commands.options import (
    chosen_writer,
    complain,
    extraction_options,
    format_options,
    vocabulary_of,
    warn,
)
from vnreport.language import _


@click.command(name="extract", short_help="Write down what articles state.")
@extraction_options
@format_options
@click.option(
    "--explain", "explained", is_flag=True, help="Say for each record what led to it (as `explain`)."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    output: str,
    kinds: tuple[str, ...],
    min_confidence: float,
    directories: tuple[Path, ...],
    encoding: str | None,
    keep_text: bool,
    published: str | None,
    quiet: bool,
    format_: str | None,
    explained: bool,
    **options: bool,
) -> None:
    """Extract the records of each FILE, in the order given; of standard input for `-` or without a FILE.

    An article is a web page, or a text file with a paragraph a line, in UTF-8, UTF-16, UTF-32 or an old
    Vietnamese encoding: TCVN3 (ABC), VNI, VISCII, VIQR, windows-1258. Which it is, is found; --encoding
    overrules that.
    """
    if explained and (format_ or any(options.values())):
        raise click.UsageError(_("--explain has a form of its own; leave --format and its options out"))
    if files.count("-") > 1:
        raise click.UsageError(_("`-` is given twice, but standard input can be read only once"))
    from vnreport import explain
    from vnreport.output import opened
    from vnreport.streaming import Inputs, select

    write = explain.write if explained else chosen_writer(format_, output, options)
    vocabulary = vocabulary_of(directories)
    if not files and not quiet and sys.stdin is not None and sys.stdin.isatty():
        warn(_("reading from the terminal; end the text with Ctrl-D, or give a FILE"))
    warn_of = (lambda message: None) if quiet else warn
    inputs = Inputs(files or ("-",), vocabulary, complain, warn_of, encoding, published, keep_text, explained)
    with opened(output) as stream:
        left_out = write(select(inputs, kinds, min_confidence), stream)
    if not quiet:
        for message in left_out or ():
            warn(message)
    if inputs.unread:
        ctx.exit(1)
