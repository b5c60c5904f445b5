"""Options and messages that several subcommands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vnreport.language import _
from vnreport.writers import formats

if TYPE_CHECKING:
    from vnreport.vocabulary import Vocabulary
    from vnreport.writers import Format, Write

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# As in vnreport.document, which is not imported for its help alone: it would double the time that help takes.
KINDS = ("figure", "percentage", "comparison", "ranking", "official")

patterns_option = click.option(
    "--patterns",
    "directories",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Add the pattern files of DIR; a rule of same kind and id replaces a built-in one. Repeatable.",
)


def _known_encoding(ctx: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    if name is not None:
        from vnreport.reading import NAMES, known

        if not known(name):
            raise click.BadParameter(
                _("{name!r} is no encoding; there are {names}", name=name, names=", ".join(NAMES))
            )
    return name


def _iso_date(ctx: click.Context, parameter: click.Parameter, told: str | None) -> str | None:
    if told is not None:
        from datetime import datetime

        try:
            datetime.strptime(told, "%Y-%m-%d" if told.count("-") == 2 else "%Y-%m")
        except ValueError:
            raise click.BadParameter(_("{told!r} is no date like 2024-11-28 or 2024-11", told=told)) from None
    return told


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="The encoding of all FILEs, for instance tcvn3, vni, viscii, viqr, windows-1258, utf-16-le. "
    "Default: found for each.",
)

output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    type=click.Path(allow_dash=True),
    help="Write to FILE instead of standard output; it appears under its name when it is whole.",
)

least_option = click.option(
    "--min-confidence",
    metavar="NUMBER",
    default=0.0,
    type=click.FloatRange(0, 1),
    help="Only records of at least this confidence, 0 to 1.",
)

# Which records, and read by what.
_SELECTION = (
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(KINDS),
        help="Only records of this kind. Repeatable.",
    ),
    least_option,
    patterns_option,
    encoding_option,
    click.option(
        "--keep-text", is_flag=True, help="Put the text that offsets count in into the document, as `text`."
    ),
    click.option("-q", "--quiet", is_flag=True, help="No warnings; what could not be read is still named."),
)

_OPTIONS = (
    click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(allow_dash=True)),
    output_option,
    *_SELECTION,
    click.option(
        "--published",
        metavar="DATE",
        callback=_iso_date,
        help="The date of all FILEs, 2024-11-28 or 2024-11. Default: what a page or the text says.",
    ),
)


def extraction_options(command: Decorated) -> Decorated:
    """FILE... and the options of every subcommand that extracts."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def selection_options(command: Decorated) -> Decorated:
    """The options of every subcommand that extracts, without its inputs and output."""
    for option in reversed(_SELECTION):
        command = option(command)
    return command


class _FormatOption(click.Option):
    """`--format`, whose help is put together when it is shown, in the language of then."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        told = "; ".join(f"{form.name}: {_(form.summary)}" for form in formats().values())
        self.help = _(
            "How to write: {formats}. Default: by the extension of the output file; else table if standard "
            "output is a terminal, else jsonl.",
            formats=told,
        )
        return super().get_help_record(ctx)


def format_options(command: Decorated) -> Decorated:
    """`--format` as `format_`, and the options of single formats, each a bool under its own name."""
    for option in [option for form in formats().values() for option in form.options][::-1]:
        command = click.option(f"--{option.name}", is_flag=True, help=option.help)(command)
    return click.option(
        "--format",
        "format_",
        cls=_FormatOption,
        type=click.Choice(list(formats())),
    )(command)


def chosen_writer(format_: str | None, output: str, options: Mapping[str, bool]) -> Write:
    """The writer for these choices, its options given; `options` are those that `format_options` made.

    Raises:
        UsageError: an option belongs to another format, a binary format would go to a terminal, or a package
            is missing that the format needs.
    """
    form = formats()[format_] if format_ else _default_format(output)
    given = {name: True for name, value in options.items() if value}
    for name in given.keys() - {option.name for option in form.options}:
        owner = next(f.name for f in formats().values() if name in (option.name for option in f.options))
        raise click.UsageError(
            _(
                "--{option} is an option of {owner}, but the format is {format}",
                option=name,
                owner=owner,
                format=form.name,
            )
        )
    if form.binary and is_terminal(output):
        raise click.UsageError(
            _("{format} is binary and not for a terminal; use -o FILE, or a pipe", format=form.name)
        )
    if form.needs:
        require(form.name, *form.needs)
    ctx = click.get_current_context(silent=True)
    if form.titled and ctx and ctx.obj:  # the language that was asked for on the command line
        given["titled"] = True
    return partial(form.write, **given)


def require(what: str, module: str, extra: str) -> None:
    """See that an optional module is installed.

    Raises:
        UsageError: it is not; the message says which extra of vnreport brings it.
    """
    if find_spec(module) is None:
        raise click.UsageError(
            _(
                "{what} needs {module}; install it: pip install 'vnreport[{extra}]'",
                what=what,
                module=module,
                extra=extra,
            )
        )


def format_by_ending(output: str) -> Format | None:
    """The format whose files have names that end like this; None where there is none."""
    by_extension = {extension: form for form in formats().values() for extension in form.extensions}
    name = Path(output).name.lower()
    for extension in sorted(by_extension, key=len, reverse=True):
        if name.endswith(extension) and name != extension:
            return by_extension[extension]
    return None


def _default_format(output: str) -> Format:
    return format_by_ending(output) or formats()["table" if is_terminal(output) else "jsonl"]


def is_terminal(output: str) -> bool:
    return output == "-" and sys.stdout is not None and sys.stdout.isatty()


def complain(message: str) -> None:
    """Say on stderr what went wrong."""
    say(f"vnreport: {message}")


def warn(message: str) -> None:
    """Say on stderr what may surprise."""
    say(_("vnreport: warning: {message}", message=message))


def vocabulary_of(directories: tuple[Path, ...]) -> Vocabulary:
    """The built-in patterns with those of the directories given on the command line."""
    from vnreport.times import check_times
    from vnreport.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(directories)
    check_times(vocabulary)
    return vocabulary


def say(message: str) -> None:
    """Show a line on stderr. Where nobody takes it the work goes on, and the exit status alone tells."""
    from vnreport.terminal import printable

    with suppress(OSError):
        click.echo(printable(message), err=True)
