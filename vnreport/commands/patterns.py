"""`vnreport patterns`: what vocabulary and rules there are, and whether their examples hold."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnreport.commands.options import vocabulary_of
from vnreport.language import _

if TYPE_CHECKING:
    from vnreport.vocabulary import Rule

_DIRECTORIES = click.argument(
    "directories", metavar="[DIR]...", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)


@click.group(name="patterns", short_help="List the vocabulary and rules, or check them.")
def command() -> None:
    """The vocabulary and wordings by which articles are read: the built-in ones and those of each DIR."""


@command.command(name="list", short_help="List all rules.")
@_DIRECTORIES
@click.option("--kind", "kinds", metavar="KIND", multiple=True, help="Only rules of this kind. Repeatable.")
def list_(directories: tuple[Path, ...], kinds: tuple[str, ...]) -> None:
    """List kind, id, forms and file of every rule: a table on a terminal, else lines with tabs between."""
    vocabulary = vocabulary_of(directories)
    unknown = sorted(set(kinds) - set(vocabulary.by_kind))
    if unknown:
        known = ", ".join(sorted(vocabulary.by_kind))
        raise click.UsageError(
            _("no rules of kind {kind!r}; there are {known}", kind=unknown[0], known=known)
        )
    rules = vocabulary.rules(*(kinds or sorted(vocabulary.by_kind)))
    from vnreport.output import opened
    from vnreport.terminal import printable

    with opened("-") as stream:
        if stream.isatty():
            _print_table(rules)
        else:
            for rule in rules:
                cells = (rule.kind, rule.id, " | ".join(rule.forms), rule.file)
                line = "\t".join(map(printable, cells))
                stream.write(line.encode("utf-8") + b"\n")


@command.command(name="check", short_help="Run the examples that the rules carry.")
@_DIRECTORIES
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@click.pass_context
def check(ctx: click.Context, directories: tuple[Path, ...], quiet: bool) -> None:
    """Read every example and counterexample, and print each that does not come out as its rule says.

    Exit status: 0 when all hold, 1 when one does not or a file is wrong.
    """
    from vnreport.output import opened
    from vnreport.proofs import prove_all
    from vnreport.terminal import printable

    vocabulary = vocabulary_of(directories)
    wrong = 0
    with opened("-") as stream:
        for failure in prove_all(vocabulary):
            wrong += 1
            stream.write(printable(str(failure)).encode("utf-8") + b"\n")
            stream.flush()
    if not quiet:
        rules = [rule for found in vocabulary.by_kind.values() for rule in found]
        examples = sum(len(rule.examples) + len(rule.counterexamples) for rule in rules)
        click.echo(
            _(
                "{rules} rules, {examples} examples, {wrong} wrong",
                rules=len(rules),
                examples=examples,
                wrong=wrong,
            ),
            err=True,
        )
    if wrong:
        ctx.exit(1)


def _print_table(rules: Sequence[Rule]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from vnreport.terminal import console, printable

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for name in (_("kind"), "id", _("forms"), _("file")):
        table.add_column(name, overflow="fold")
    for rule in rules:
        cells = (rule.kind, rule.id, ", ".join(rule.forms), rule.file)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console(sys.stdout).print(table)
