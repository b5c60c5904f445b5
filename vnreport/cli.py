"""The command `vnreport`: finds the subcommand, and ends quietly where that is due.

Each subcommand is a module of `vnreport.commands` that imports click alone until it runs, so that help and
usage errors come at once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from vnreport import __version__, language
from vnreport.commands.language import spoken

_COMMANDS = ("extract", "explain", "batch", "page", "panel", "officials", "evaluate", "patterns", "schema")
_INTERRUPTED = 130


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"vnreport.commands.{cmd_name}").command
        return spoken(command)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with _harmless():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> object:
        from vnreport.errors import VnreportError

        try:
            with _harmless():
                return super().invoke(ctx)
        except BrokenPipeError:
            # The reader has seen enough (`| head -1`); that is no failure.
            from vnreport.output import silence_stdout

            silence_stdout()
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            raise SystemExit(_INTERRUPTED) from None
        except VnreportError as error:
            from vnreport.commands.options import complain

            complain(str(error))
            raise SystemExit(1) from None


@contextmanager
def _harmless() -> Iterator[None]:
    """Usage errors, in which file names stand as they were given, without what a terminal would obey."""
    try:
        yield
    except click.UsageError as error:
        from vnreport.terminal import printable

        said = error.format_message()
        told = "\n".join(map(printable, said.split("\n")))
        if told == said:
            raise  # as it is: it may be the help that is shown where there are no arguments
        raise click.UsageError(told, error.ctx) from None


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """End as on Ctrl-C, so that no half-written file is left."""
    raise SystemExit(128 + number)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Read Vietnamese news reports and write down their figures, percentages, comparisons, rankings and
    named officials, each with the sentence that says so.

    Exit status: 0 when everything was read, 1 when some input could not be read or the output not be
    written (stderr says which and what to do; the rest is still written), 2 for wrong usage.
    """


def main() -> None:
    """Run the command line of this process."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup has SIGHUP ignored
            signal.signal(number, _end)
    asked = language.begin(sys.argv[1:])
    spoken(cli).main(prog_name="vnreport", obj=asked)
