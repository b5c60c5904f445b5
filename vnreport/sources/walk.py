"""All articles of all sources, in order."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BufferedReader
from typing import cast

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.reading import STDIN, shown
from vnreport.sources import csv_tables, json_lines, tars, zips
from vnreport.sources.compressed import unpacked
from vnreport.sources.files import article_of, open_file, read_article, readable, stamp_of
from vnreport.sources.item import Item, Stamp, unreadable
from vnreport.sources.options import ARCHIVES, COMPRESSED, TABLES, Options
from vnreport.sources.stream import Stream

_PACKED = (*COMPRESSED, ".tgz", ".tzst")


def items(sources: Iterable[str], options: Options) -> Iterator[Item]:
    """An item for each article of each file, folder or, for `-`, path listed on standard input.

    Their positions count the bytes of all files before them too.
    """
    before = 0
    for found in files(sources, options):
        position = 0
        for item in [found] if isinstance(found, Item) else _file(found, options):
            position = item.stamp.size if item.stamp else item.position
            yield replace(item, position=before + item.position)
        before += position


def files(sources: Iterable[str], options: Options) -> Iterator[str | Item]:
    """The path of each file of the sources; an item for what there is instead of one."""
    for source in sources:
        for path in _listed(options) if source == STDIN else (source,):
            if isinstance(path, Item):
                yield path
                continue
            try:
                with readable(shown(path)):
                    folder = stat.S_ISDIR(os.stat(path).st_mode)
            except ReadError as error:
                yield unreadable(shown(path), None, 0, error)
                continue
            if folder:
                yield from _folder(path, "", options)
            else:
                yield path


def _listed(options: Options) -> Iterator[str | Item]:
    if sys.stdin is None:
        error = ReadError(_("-: standard input is closed; pipe a list of paths in"))
        yield unreadable(STDIN, None, 0, error)
    else:
        yield from _paths(options.null)


def _paths(null: bool) -> Iterator[str]:
    """The paths on standard input, each as soon as its end is there."""
    end = b"\0" if null else b"\n"
    rest = b""
    stdin = cast(BufferedReader, sys.stdin.buffer)
    while part := stdin.read1(65536):
        *whole, rest = (rest + part).split(end)
        yield from (os.fsdecode(path) for path in whole if path)
    if rest:
        yield os.fsdecode(rest)


def _folder(path: str, within: str, options: Options) -> Iterator[str | Item]:
    """Files and folders in the order of their names' bytes, hidden ones and what is excluded left out."""
    name = shown(path)
    try:
        with readable(name), os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except ReadError as error:
        yield unreadable(name, None, 0, error)
        return
    here = os.path.realpath(path)
    excluded = {os.path.basename(other) for other in options.excluded if os.path.dirname(other) == here}
    for entry in entries:
        relative = os.path.join(within, entry.name)
        if entry.name.startswith(".") or entry.name in excluded:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, relative, options)
        elif not entry.is_dir() and options.wants(relative, shown(entry.path)):
            yield entry.path if entry.is_file() else _special(entry)


def _special(entry: os.DirEntry[str]) -> Item:
    name = shown(entry.path)
    what = _("a link to nothing") if entry.is_symlink() else _("a pipe or a device")
    return unreadable(
        name,
        None,
        0,
        ReadError(_("{name}: is {what}; mend or remove it, or name it as a source", name=name, what=what)),
    )


def _file(path: str, options: Options) -> Iterator[Item]:
    name = shown(path)
    try:
        if path.lower().endswith(_PACKED + TABLES + ARCHIVES):
            with open_file(path, name) as file:
                stamp = stamp_of(file)
                yield from _stream(Stream(name, path, file, stamp, file.tell if stamp else _nowhere), options)
        else:
            with readable(name):
                status = os.stat(path)
            regular = stat.S_ISREG(status.st_mode)
            stamp = Stamp(status.st_size, status.st_mtime_ns) if regular else None
            yield Item(name, stamp, status.st_size, partial(read_article, path, name))
    except ReadError as error:
        yield unreadable(name, None, 0, error)


def _nowhere() -> int:
    return 0


def _stream(stream: Stream, options: Options) -> Iterator[Item]:
    """The items of a stream, by the ending of its kind.

    Raises:
        ReadError: it cannot be read any further.
    """
    kind = stream.kind.lower()
    if kind.endswith(_PACKED):
        with unpacked(stream, options) as plain:
            yield from _stream(plain, options)
    elif kind.endswith((".jsonl", ".ndjson")):
        yield from json_lines.items(stream, options)
    elif kind.endswith((".csv", ".tsv")):
        yield from csv_tables.items(stream, options)
    elif kind.endswith((".zip", ".tar")):
        if stream.nested:
            raise ReadError(
                _("{name}: is an archive in an archive; unpack the outer one first", name=stream.name)
            )
        if kind.endswith(".tar"):
            yield from tars.items(stream, options, _stream)
        elif stream.file.seekable():
            yield from zips.items(stream, options, _stream)
        else:
            raise ReadError(
                _(
                    "{name}: is a compressed ZIP archive or a pipe; unpack it to a file first",
                    name=stream.name,
                )
            )
    else:
        yield Item(
            stream.name, stream.stamp, stream.position(), partial(article_of, stream.file, stream.name)
        )
