"""Compiled, the package gives the same records to the byte.

The first test runs what is handed to the compiler as the Python that it is; the second needs a C compiler and
minutes: VNREPORT_MYPYC=1 .venv/bin/pytest tests/test_compiled.py
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ARTICLES = [
    *sorted((ROOT / "samples").glob("*.txt")),
    *sorted((ROOT / "tests" / "articles").glob("*.txt")),
    *sorted((SHARED / "gold" / "dev").glob("*.txt")),
]
CORPUS = sorted((SHARED / "corpus").glob("*.txt"))

# The compiler reads the decorator of a class; none is there when the class is made.
_UNDECORATED = "import builtins; builtins.mypyc_attr = lambda **_: lambda made: made"
_EXTRACT = "import sys; from vnreport import cli, lexicon\nsys.stderr.write(lexicon.__file__)\ncli.main()"


def _records(package: Path, module: str, articles: list[Path], before: str = "") -> bytes:
    """Articles in JSON Lines, as the package in a folder extracts them; its modules are of this kind."""
    command = [sys.executable, "-c", f"{before}\n{_EXTRACT}", "extract", "-q", "--format", "jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    done = subprocess.run(
        [*command, *map(str, articles)], cwd=package, env=environment, check=True, capture_output=True
    )
    run = Path(os.fsdecode(done.stderr))
    assert (run.parent, run.suffix) == (package / "vnreport", module)
    assert done.stdout.count(b"\n") == len(articles)
    return done.stdout


def test_what_is_compiled_gives_the_same_records_as_python(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_of_vnreport", ROOT / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    modules = build.write_native(tmp_path)
    (tmp_path / "patterns").symlink_to(ROOT / "patterns")
    assert len(modules) > len(build.COMPILED)
    for module in modules:
        native, source = ((folder / module).read_text("utf-8") for folder in (tmp_path, ROOT))
        assert "(msgspec.Struct" not in native
        assert native.count("\n") == source.count("\n")
    assert _records(tmp_path, ".py", ARTICLES, _UNDECORATED) == _records(ROOT, ".py", ARTICLES)


@pytest.mark.skipif(
    os.environ.get("VNREPORT_MYPYC") != "1", reason="compiles where VNREPORT_MYPYC=1 asks for it"
)
def test_compiled_the_records_are_the_same(tmp_path: Path) -> None:
    source, built = tmp_path / "source", tmp_path / "built"
    for name in ("vnreport", "patterns"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for name in ("setup.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "setup.py", "build", "--build-lib", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    articles = [*ARTICLES, *CORPUS]
    assert _records(built, ".so", articles) == _records(ROOT, ".py", articles)
