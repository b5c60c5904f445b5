"""README's parts that are made from the program: `python tests/readme.py` writes them anew.

Each stands between `<!-- begin NAME -->` and `<!-- end -->`; tests/test_readme.py fails where one is out
of date.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest import mock

import msgspec
import regex
from questions import COMMANDS, answers

import vnreport
from vnreport import explain
from vnreport.api import extract
from vnreport.document import Document
from vnreport.kinds import RULES
from vnreport.pipeline import run
from vnreport.reading import read_bytes, read_file
from vnreport.tabular import sql
from vnreport.tabular.columns import COLUMNS, FILE_COLUMNS
from vnreport.tabular.shape import Scalar, leaves, shape_of
from vnreport.tabular.statistics import COMPONENTS
from vnreport.vocabulary import load_vocabulary
from vnreport.writers import formats
from vnreport.writers.json_documents import encode

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

SAMPLE = "samples/bao-cao-tinh.txt"
_SHOWN_LINES = 24
SENTENCE = "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng, vượt 52,8% dự toán."
Names = dict[str, list[str]]
TYPES = {str: "text", int: "integer", float: "real", bool: "boolean", Decimal: "number"}
PYTHON = f'''import vnreport
from vnreport import explain

document = vnreport.extract("{SENTENCE}")
for record in document.records:
    print(record.kind, record.text, record.value, record.unit, record.indicator.text)
'''

_BLOCK = regex.compile(r"(?P<head><!-- begin (?P<name>\w+) -->\n).*?(?P<tail><!-- end -->)", regex.DOTALL)


def _indented(text: str) -> str:
    return "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())


def table() -> str:
    """The beginning of the table of a sample, as an English terminal of 100 columns shows it."""
    return _table("en")


def bang() -> str:
    """The same on a Vietnamese terminal."""
    return _table("vi")


def _table(language: str) -> str:
    sample = read_file(ROOT / SAMPLE)
    source = msgspec.structs.replace(sample.source, path=SAMPLE)
    stream = io.BytesIO()
    with mock.patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1", "LANGUAGE": language}):
        formats()["table"].write([run(sample.text, source, load_vocabulary())], stream)
    lines = stream.getvalue().decode("utf-8").splitlines()
    return _indented("\n".join([*lines[:_SHOWN_LINES], "…", *lines[-2:]]))


def python() -> str:
    """A program and what it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PYTHON, {})
    return _indented(PYTHON + "\n" + "".join(f"# {line}\n" for line in printed.getvalue().splitlines()))


def explanation() -> str:
    """What `vnreport explain` says of the second record of the sentence."""
    sentence = read_bytes(SENTENCE.encode("utf-8"), "article.txt")
    whole = run(sentence.text, sentence.source, load_vocabulary(), explained=True)
    document = msgspec.structs.replace(whole.document, records=whole.document.records[1:2])
    stream = io.BytesIO()
    explain.write([replace(whole, document=document, traces=whole.traces[1:2])], stream)
    return _indented("\n".join(stream.getvalue().decode("utf-8").splitlines()[2:-1]))


def record() -> str:
    """The second record of the sentence, as JSON."""
    document = json.loads(encode(extract(SENTENCE)))
    return _indented(json.dumps(document["records"][1], ensure_ascii=False, indent=2))


def formats_() -> str:
    """The formats with what chooses them."""
    rows = ""
    for form in formats().values():
        extensions = ", ".join(f"`{extension}`" for extension in form.extensions)
        switches = ", ".join(f"`--{option.name}`" for option in form.options)
        rows += f"| `{form.name}` | {extensions} | {switches} | {form.summary} |\n"
    return f"| format | extensions | options | holds |\n| --- | --- | --- | --- |\n{rows}"


def derived() -> str:
    """What the sentence implies, as JSON."""
    document = json.loads(encode(extract(SENTENCE)))
    return _indented(json.dumps(document["derived"][0], ensure_ascii=False, indent=2))


def columns() -> str:
    """Every field of the definition, and where each format has it."""
    flat: Names = {}
    for column in COLUMNS:
        flat.setdefault(column.field, []).append(f"`{column.name}`")
    for column in FILE_COLUMNS:
        flat.setdefault(column.field, []).append(f"`{column.name}` (xlsx)")
    observed: Names = {}
    for component in COMPONENTS:
        observed.setdefault(component.field, []).append(f"`{component.id}`")
    stored = {
        (table.path + ".".join(column.path)).removesuffix("[]."): [f"`{table.name}.{column.name}`"]
        for table in sql.TABLES
        for column in table.columns
    }
    made = "| field | type | csv, xlsx, flat parquet | sqlite | sdmx-csv | holds |\n|" + " --- |" * 6 + "\n"
    for path, shape, meaning in leaves(shape_of(Document)):
        if path == "records[].sentence.start":
            made += _row(
                "records[].sentence", "text", flat, stored, observed, "its words, which json leaves out"
            )
        kind = TYPES[shape.type] if isinstance(shape, Scalar) else "list"
        made += _row(path, kind, flat, stored, observed, meaning)
    return made


def tieu_de() -> str:
    """The Vietnamese titles of columns with their names."""
    made = "| tiêu đề | cột | trường |\n| --- | --- | --- |\n"
    for column in (*COLUMNS, *FILE_COLUMNS):
        made += f"| {column.title_vi} | `{column.name}` | `{column.field}` |\n"
    return made


def _row(path: str, kind: str, flat: Names, stored: Names, observed: Names, meaning: str) -> str:
    named = " | ".join(", ".join(names.get(path, [])) for names in (flat, stored, observed))
    return f"| `{path}` | {kind} | {named} | {meaning} |\n"


def priority() -> str:
    """The rules that say what a number is, in the order of their priority."""
    made = ""
    for place, rule in enumerate(RULES, 1):
        (said, *_) = (inspect.getdoc(rule) or "").split("\n\n")
        made += f"{place}. `{rule.__name__}`: {' '.join(said.split())}\n"
    return made


BLOCKS: dict[str, Callable[[], str]] = {
    made.__name__: made
    for made in (table, bang, explanation, python, record, derived, formats_, columns, tieu_de, priority)
}


def _answer(name: str) -> Callable[[], str]:
    """A worked question's commands with what they print."""
    return lambda: _indented(answers()[name])


BLOCKS.update({name: _answer(name) for name in COMMANDS})


def current() -> str:
    """README as it should be."""
    text = README.read_text(encoding="utf-8")
    return _BLOCK.sub(lambda found: found["head"] + BLOCKS[found["name"]]() + found["tail"], text)


if __name__ == "__main__":
    README.write_text(current(), encoding="utf-8")
    print(f"README.md is current for vnreport {vnreport.__version__}")
