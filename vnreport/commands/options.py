"""Options and messages that several subcommands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from vnreport.vocabulary import Vocabulary

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# As in vnreport.document, which is not imported for its help alone: it would double the time that help takes.
KINDS = ("figure", "percentage", "comparison", "ranking", "official")

_OPTIONS = (
    click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(allow_dash=True)),
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        default="-",
        type=click.Path(allow_dash=True),
        help="Write to FILE instead of standard output; it appears under its name when it is whole.",
    ),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(KINDS),
        help="Only records of this kind. Repeatable.",
    ),
    click.option(
        "--min-confidence",
        metavar="NUMBER",
        default=0.0,
        type=click.FloatRange(0, 1),
        help="Only records of at least this confidence, 0 to 1.",
    ),
    click.option(
        "--patterns",
        "directories",
        metavar="DIR",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Add the pattern files of DIR; a rule of same kind and id replaces a built-in one. Repeatable.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No warnings; what could not be read is still named."),
)


def extraction_options(command: Decorated) -> Decorated:
    """FILE... and the options of every subcommand that extracts."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def complain(message: str) -> None:
    """Say on stderr what went wrong."""
    _say(f"vnreport: {message}")


def warn(message: str) -> None:
    """Say on stderr what may surprise."""
    _say(f"vnreport: warning: {message}")


def vocabulary_of(directories: tuple[Path, ...]) -> Vocabulary:
    """The built-in patterns with those of the directories given on the command line."""
    from vnreport.times import check_times
    from vnreport.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(directories)
    check_times(vocabulary)
    return vocabulary


def _say(message: str) -> None:
    from vnreport.terminal import printable

    click.echo(printable(message), err=True)
