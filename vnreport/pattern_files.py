"""The pattern files of a directory: TOML in, rules out. What is wrong is named with file, line, rule, key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable
from reprlib import repr as short

import regex
import tomli

from vnreport.errors import PatternError
from vnreport.language import _, reason
from vnreport.rules import KINDS, Rule
from vnreport.text import tokenize

# A pattern file is some kilobytes. A TOML parser takes minutes over 100 MB, and over one key of 40,000 parts.
_MAX_BYTES = 2_000_000
_MAX_LINE = 5_000  # characters
_MAX_FORM = 500  # characters; a longer one is no wording, and nests deeper than it can be read
_HEADER = r"^[^\S\n]*\[\[[^\S\n]*['\"]?{kind}['\"]?[^\S\n]*\]\]"


def load_directory(directory: Traversable) -> list[Rule]:
    """The rules of all *.toml files of one directory, in the order of their names.

    Raises:
        PatternError: there is no such directory or no file in it, or a file is wrong.
    """
    if not directory.is_dir():
        raise PatternError(_("{directory}: no such pattern directory", directory=directory))
    files = sorted((f for f in directory.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    if not files:
        raise PatternError(_("{directory}: holds no *.toml file", directory=directory))
    return [rule for file in files for rule in _load_file(file)]


def _load_file(file: Traversable) -> Iterator[Rule]:
    text = _read(file)
    try:
        content = tomli.loads(text)
    except RecursionError:
        raise PatternError(
            _("{file}: is nested too deeply; a pattern file has blocks [[kind]] alone", file=file)
        ) from None
    except ValueError as error:  # no TOML, or an integer of thousands of digits
        raise PatternError(_("{file}: is not TOML in UTF-8: {error}", file=file, error=error)) from error
    for kind, blocks in content.items():
        if kind not in KINDS:
            raise PatternError(
                _(
                    "{file}: unknown kind {kind!r}; known are {names}",
                    file=file,
                    kind=kind,
                    names=", ".join(sorted(KINDS)),
                )
            )
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise PatternError(
                _("{file}: {kind!r} must be written as blocks [[{kind}]]", file=file, kind=kind)
            )
        lines = _lines(text, kind)
        for number, block in enumerate(blocks, 1):
            line = lines[number - 1] if len(lines) == len(blocks) else 0
            yield _load_block(str(file), kind, number, line, block)


def _read(file: Traversable) -> str:
    """The text of a file that is one, and not without end."""
    try:
        if not file.is_file():
            raise PatternError(_("{file}: is no file; a pattern file is a text file in TOML", file=file))
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise PatternError(_("{file}: cannot be read: {reason}", file=file, reason=reason(error))) from error
    if len(data) > _MAX_BYTES:
        raise PatternError(
            _("{file}: a pattern file may have {most} bytes at most; split it", file=file, most=_MAX_BYTES)
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PatternError(_("{file}: is not TOML in UTF-8: {error}", file=file, error=error)) from error
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _MAX_LINE:
            raise PatternError(
                _(
                    "{file}:{line}: a line may have {most} characters at most; break it",
                    file=file,
                    line=number,
                    most=_MAX_LINE,
                )
            )
    return text


def _lines(text: str, kind: str) -> list[int]:
    """The lines at which the blocks of a kind begin."""
    found: list[int] = []
    line, at = 1, 0
    for header in regex.finditer(_HEADER.format(kind=kind), text, regex.MULTILINE):
        line += text.count("\n", at, header.start())
        at = header.start()
        found.append(line)
    return found


def _load_block(file: str, kind: str, number: int, line: int, block: Mapping[str, object]) -> Rule:
    name = block.get("id")
    place = f"{file}:{line}" if line else file
    where = (
        f"{place}: {kind} {name!r}"
        if isinstance(name, str)
        else _("{file}: {kind} number {number}", file=place, kind=kind, number=number)
    )

    def wrong(key: str, what: str) -> PatternError:
        return PatternError(_("{where}: key {key!r} {what}", where=where, key=key, what=what))

    if not isinstance(name, str) or not name:
        raise wrong("id", _("must be a string that is not empty"))
    keys = KINDS[kind]
    for key in block:
        if key not in keys and key not in ("id", "forms", "examples", "counterexamples"):
            known = ", ".join(["id", "forms", "examples", "counterexamples", *keys])
            raise wrong(key, _("is unknown; known are {known}", known=known))
    for key, allowed in keys.items():
        if key not in block:
            if allowed.required:
                raise wrong(key, _("is missing"))
            continue
        value = block[key]
        if not isinstance(value, allowed.type) or isinstance(value, bool):
            raise wrong(key, _("must be of type {type}", type=allowed.type.__name__))
        if not allowed.allows(value):
            raise wrong(key, _("is {value}; it must be {told}", value=short(value), told=allowed.told))
    forms = _strings(block.get("forms", []))
    if not forms or not all(form.strip() for form in forms):
        raise wrong("forms", _("must be a list of strings, none empty"))
    if len(set(forms)) < len(forms):
        raise wrong("forms", _("names a form twice"))
    for form in forms:
        if len(form) > _MAX_FORM:
            raise wrong("forms", _("has a form of more than {most} characters", most=_MAX_FORM))
        if not tokenize(form):
            raise wrong(
                "forms", _("has {form}, in which there is no letter, digit or mark", form=short(form))
            )
    counterexamples = _strings(block.get("counterexamples", []))
    if counterexamples is None:
        raise wrong("counterexamples", _("must be a list of strings"))
    examples = block.get("examples", {})
    if not isinstance(examples, dict) or not all(isinstance(v, str) for v in examples.values()):
        raise wrong("examples", _("must be a table of strings"))
    return Rule(
        kind=kind,
        id=name,
        forms=forms,
        attributes={key: block[key] for key in keys if key in block},
        examples=examples,
        counterexamples=counterexamples,
        file=file.rpartition("/")[2],
        line=line,
    )


def _strings(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    return tuple(value) if all(isinstance(item, str) for item in value) else None
