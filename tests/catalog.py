"""The catalog of messages: `python tests/catalog.py` brings it up to date with the program.

It adds what is said anew, without a translation, to vnreport/locale/vi/LC_MESSAGES/vnreport.po, drops what is
said no more, and compiles the file; tests/test_language.py fails where a message has no translation.
"""

from __future__ import annotations

import inspect
import io
import os
from collections.abc import Iterator
from errno import (
    EACCES,
    EDQUOT,
    EFBIG,
    EIO,
    EISDIR,
    ELOOP,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    EPERM,
    EROFS,
)
from pathlib import Path

import click
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from vnreport import language
from vnreport.cli import cli
from vnreport.commands.language import _LANGUAGE
from vnreport.spark import job
from vnreport.writers import formats

PACKAGE = Path(language.__file__).parent
PO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "vnreport.po"
MO = PO.with_suffix(".mo")

# What the system says of files that cannot be read or written.
SYSTEM = tuple(
    os.strerror(number)
    for number in (
        ENOENT,
        EACCES,
        EPERM,
        EISDIR,
        ENOTDIR,
        ENOSPC,
        EROFS,
        EIO,
        EDQUOT,
        ENAMETOOLONG,
        ELOOP,
        EFBIG,
    )
)

# What click says of its own, in the words of every release that is allowed.
CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Positional arguments",
    "Show this message and exit.",
    "Show the version and exit.",
    "default: {default}",
    "required",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "Missing argument",
    "Missing option",
    "Missing command.",
    "No such option: {name}",  # before 8.4
    "No such option {name!r}.",
    "No such command {name!r}.",
    "Option {name!r} does not take a value.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "file",
    "directory",
    "path",
)


def commands(command: click.Command) -> Iterator[click.Command]:
    """A command and all below it, in English."""
    yield command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from commands(below)


def template() -> Catalog:
    """All that the program says."""
    catalog = Catalog(project="vnreport")
    options = {"keywords": {"_": None, "marked": None}, "comment_tags": ()}
    for file, _, message, _, context in extract_from_dir(PACKAGE, [("**.py", "python")], **options):
        catalog.add(message, locations=[(f"vnreport/{file}", 0)], context=context)
    for command in (*commands(cli), job.command):
        module = inspect.unwrap(command.callback).__module__ if command.callback else cli.__module__
        place = f"{module.replace('.', '/')}.py"
        helps = [command.help, command.short_help, _LANGUAGE.help]
        helps += [param.help for param in command.params if isinstance(param, click.Option)]
        for text in filter(None, helps):
            catalog.add(inspect.cleandoc(text), locations=[(place, 0)])
    for form in formats().values():
        catalog.add(form.summary, locations=[("vnreport/writers", 0)])
    for message in SYSTEM:
        catalog.add(message, locations=[("system", 0)])
    for message in CLICK:
        catalog.add(message, locations=[("click", 0)])
    return catalog


def translated() -> Catalog:
    """The catalog as it is."""
    with PO.open("rb") as file:
        return pofile.read_po(file, locale="vi", domain=language.DOMAIN)


def compiled(catalog: Catalog) -> bytes:
    """The catalog as gettext reads it."""
    stream = io.BytesIO()
    mofile.write_mo(stream, catalog)
    return stream.getvalue()


def main() -> None:
    """Bring both files up to date, and list what is still to be translated."""
    catalog = translated()
    made = catalog.creation_date
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.creation_date = made  # a date of today would only make conflicts
    catalog.obsolete.clear()
    with PO.open("wb") as file:
        pofile.write_po(file, catalog, width=110, sort_output=True, include_lineno=False)
    MO.write_bytes(compiled(translated()))
    for message in catalog:
        if message.id and not message.string:
            print(f"to be translated: {message.id!r}")


if __name__ == "__main__":
    language.use("en")
    main()
