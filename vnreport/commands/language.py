"""Commands in the reader's language: each has `--lang`, and its help is translated when it is made."""

from __future__ import annotations

import copy
import inspect
from typing import TypeVar

import click

from vnreport.language import LANGUAGES, _

_Command = TypeVar("_Command", bound=click.Command)

_LANGUAGE = click.Option(
    ["--lang"],
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="Speak Vietnamese or English: messages, help, tables, titles of sheets and of csv. Default: the "
    "locale's, for csv English.",
)


def spoken(command: _Command) -> _Command:
    """A copy of a command in the current language, with `--lang` behind its own options.

    The language itself is chosen before any command is made (`vnreport.language.asked`), so that usage errors
    and help speak it wherever the option stands.
    """
    made = copy.copy(command)
    made.help = _(inspect.cleandoc(command.help)) if command.help else None
    made.short_help = _(command.short_help) if command.short_help else None
    made.params = [_spoken(param) for param in (*command.params, _LANGUAGE)]
    if isinstance(made, click.Group):
        made.commands = {name: spoken(inner) for name, inner in made.commands.items()}
    return made


def _spoken(param: click.Parameter) -> click.Parameter:
    made = copy.copy(param)
    if isinstance(made, click.Option) and made.help:
        made.help = _(made.help)
    return made
