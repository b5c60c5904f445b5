"""Builds vnreport; with VNREPORT_MYPYC=1 what an article passes on its way to records is compiled by mypyc.

To mypyc a msgspec.Struct is a class like any other: each attribute is looked up by its name, and what
stands beside the bases (frozen, gc) is lost. The attributes of a plain class are fields of a C struct. So in
the copy that is compiled, build/native, a plain class stands for each Struct. The copy keeps its lines, by
which faults are told.
"""

from __future__ import annotations

import ast
import contextlib
import os
import shutil
from pathlib import Path

from setuptools import Extension, setup

# Not what reads files or calls other libraries, nor the public records, which are Structs for everybody.
COMPILED = (
    *(
        "abbreviations",
        "aims",
        "anchor",
        "approximators",
        "area",
        "article",
        "baselines",
        "characters",
        "clauses",
        "counts",
        "families",
    ),
    *(
        "confidence",
        "consistency/*",
        "context",
        "conventions",
        "current_year",
        "digits",
        "distribution",
        "implication",
        "indicator_phrases",
        "indicator_spans",
        "indicators",
    ),
    *(
        "inference",
        "kinds/*",
        "lexicon",
        "lines",
        "measured_records",
        "measures",
        "misprints",
        "nearest",
        "nonquantities",
    ),
    *(
        "number_pairs",
        "number_parts",
        "numbers",
        "officials/*",
        "ordinals",
        "periods/*",
        "phrase_edges",
        "phrases",
        "phrases_behind",
        "places",
        "plan_values",
        "predicates",
        "quantities",
        "rankings",
        "rounding",
        "rules",
    ),
    *(
        "sdmx",
        "status_periods",
        "statuses",
        "subjects",
        "text",
        "time_joins",
        "time_mention",
        "time_references",
        "time_slots",
    ),
    *(
        "times",
        "units",
        "unmarked",
        "unnumbered",
        "unnumbered_phrases",
        "vocabulary",
        "worded",
        "wording_states",
        "wordings",
        "words",
        "year_weights",
    ),
)

ROOT = Path(__file__).resolve().parent
NATIVE = ROOT / "build" / "native"

_REWRITTEN = (
    # The class with slots would be another than the one that is compiled, which has them anyway.
    ("@dataclass(frozen=True, slots=True)", "@dataclass(frozen=True)"),
    ("@dataclass(slots=True)", "@dataclass"),
    (
        "from msgspec.structs import replace\n",
        "def replace(old, **new):"
        " return type(old)(**{**{name: getattr(old, name) for name in old.__struct_fields__}, **new})\n",
    ),
    (
        "from __future__ import annotations\n\n",
        "from __future__ import annotations; from typing import TYPE_CHECKING, ClassVar\n"
        "if TYPE_CHECKING: from mypy_extensions import mypyc_attr\n",
    ),
)


def native_source(source: str) -> str:
    """A module as it is compiled: as many lines, with each Struct as a plain class of the same fields."""
    lines = [*source.splitlines(), ""]
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any("Struct" in ast.unparse(base) for base in node.bases):
            _make_plain(node, lines)
    text = "\n".join(lines)
    for written, native in _REWRITTEN:
        text = text.replace(written, native)
    return text


def _make_plain(node: ast.ClassDef, lines: list[str]) -> None:
    """What a Struct has by itself, made from its fields and equal by them, stands where its docstring was."""
    fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
    names = [ast.unparse(field.target) for field in fields]
    bases = [text for base in node.bases if "Struct" not in (text := ast.unparse(base))]
    head, first, last = node.lineno - 1, fields[0].lineno - 1, fields[-1].end_lineno or 0
    if first < head + 3 or lines[last].strip():
        raise SystemExit(f"class {node.name}: a docstring and blank lines stand before and behind its fields")
    lines[head : last + 1] = [""] * (last + 1 - head)
    for field, name in zip(fields, names, strict=True):
        lines[field.lineno - 1] = f"    {name}: {ast.unparse(field.annotation)}"
    lines[head] = f"class {node.name}({', '.join(bases)}):"
    made = ", ".join(ast.unparse(field) for field in fields)
    given = "; ".join(f"self.{name} = {name}" for name in names)
    lines[head + 1] = f"    def __init__(self, {made}) -> None: {given}"
    same = " and ".join(f"self.{name} == other.{name}" for name in names)
    equal = f"isinstance(other, {node.name}) and {same}"
    lines[head + 2] = f"    def __eq__(self, other: object) -> bool: return {equal}"
    lines[first] = f"    __struct_fields__: ClassVar[object] = {tuple(names)}; {lines[first].strip()}"
    values = "".join(f"self.{name}, " for name in names)
    lines[last] = f"    def __hash__(self) -> int: return hash(({values}))"
    if not bases:
        # As gc=False: no cycle goes through one, and the garbage collector need not look at it.
        lines[head - 1] = "@mypyc_attr(acyclic=True)"


def write_native(folder: Path) -> list[Path]:
    """Copy the package into a folder, `COMPILED` as it is compiled; gives the paths of these within it."""
    ignored = shutil.ignore_patterns("__pycache__", "*.so")
    shutil.copytree(ROOT / "vnreport", folder / "vnreport", ignore=ignored)
    modules = sorted(path for name in COMPILED for path in (folder / "vnreport").glob(f"{name}.py"))
    for module in modules:
        module.write_text(native_source(module.read_text("utf-8")), "utf-8")
    return [module.relative_to(folder) for module in modules]


def native_extensions() -> list[Extension]:
    """The extension modules of `COMPILED`.

    Raises:
        SystemExit: mypy is not there.
    """
    try:
        from mypyc.build import mypycify
    except ModuleNotFoundError:
        message = "VNREPORT_MYPYC=1 needs what the extra 'compile' has, and no isolation (README, 'Compiled')"
        raise SystemExit(message) from None
    shutil.rmtree(NATIVE, ignore_errors=True)
    modules = write_native(NATIVE)
    with contextlib.chdir(NATIVE):
        flags = ["--config-file=", "--ignore-missing-imports"]
        paths = [path.as_posix() for path in modules]
        extensions = mypycify([*flags, *paths], target_dir=str(NATIVE / "c"), multi_file=True)
    for extension in extensions:
        # An absolute path has no place in an archive of sources.
        extension.sources = [os.path.relpath(NATIVE / path, ROOT) for path in extension.sources]
        extension.depends = [os.path.relpath(NATIVE / path, ROOT) for path in extension.depends]
    return extensions


if __name__ == "__main__":
    setup(ext_modules=native_extensions() if os.environ.get("VNREPORT_MYPYC") == "1" else [])
