"""All regular expressions that vnreport compiles, with what is done with each."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PACKAGE = ROOT / "vnreport"
_METHODS = frozenset(
    ("compile", "match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
)
# Runs in a process of its own, since what this one has imported is compiled already.
_COLLECT = """
import json, pkgutil, re, sys, importlib
import regex
import vnreport

found = []
# A checkout may be called vnreport too, with an environment and other packages in it.
package = vnreport.__path__[0] + "/"

def watched(module):
    real = module.compile
    def compile(pattern, flags=0, *more, **options):
        frame = sys._getframe(1)
        made = real(pattern, flags, *more, **options)
        if frame.f_code.co_filename.startswith(package):
            place = frame.f_code.co_filename, frame.f_lineno
            found.append([*place, module.__name__, made.pattern, made.flags])
        return made
    module.compile = compile

watched(re)
watched(regex)
for info in pkgutil.walk_packages(vnreport.__path__, "vnreport."):
    if not info.name.endswith("__main__"):
        importlib.import_module(info.name)
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression that is compiled at `path`:`line` by `module`, `re` or `regex`."""

    path: str
    line: int
    module: str
    pattern: str
    flags: int
    methods: frozenset[str]  # what is done with it: "search", "fullmatch" …

    @property
    def place(self) -> str:
        """Where it stands: `vnreport/text.py:18`."""
        return f"{self.path}:{self.line}"


def expressions() -> list[Expression]:
    """Every regular expression that is compiled when all modules of vnreport are imported."""
    done = subprocess.run([sys.executable, "-c", _COLLECT], capture_output=True, check=True, cwd=ROOT)
    uses = _uses()
    return [
        Expression(
            str(Path(file).relative_to(ROOT)),
            line,
            module,
            pattern,
            flags,
            frozenset(uses.get(_name_at(Path(file), line), ())) or frozenset(("search",)),
        )
        for file, line, module, pattern, flags in json.loads(done.stdout)
    ]


def calls() -> Iterator[tuple[str, int, str]]:
    """Path, line and method of every call of `re` and `regex` in the source."""
    for path in sorted(_PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("re", "regex")
                and node.func.attr in _METHODS
            ):
                yield str(path.relative_to(ROOT)), node.lineno, node.func.attr


def _name_at(path: Path, line: int) -> str:
    """The name to which the statement at a line gives its value."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno <= line <= (node.end_lineno or 0):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                return f"{path.stem}.{target.id}" if target.id.startswith("_") else target.id
    return ""


def _uses() -> dict[str, set[str]]:
    """The methods that are called on each name, a private one's with the module's before it."""
    found: dict[str, set[str]] = {}
    for path in _PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name, method = node.value.id, node.attr
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("re", "regex")
                and node.args
                and isinstance(node.args[0], ast.Name)
            ):
                name, method = node.args[0].id, node.func.attr
            else:
                continue
            if method in _METHODS:
                found.setdefault(f"{path.stem}.{name}" if name.startswith("_") else name, set()).add(method)
    return found
