"""What is installed: the package, its data and the patterns, and nothing that it does not need."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


def test_the_wheel_holds_the_package_its_data_and_the_patterns_alone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("vnreport", "patterns", "tests", "samples"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pure = {name: value for name, value in os.environ.items() if name != "VNREPORT_MYPYC"}
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    subprocess.run(command, cwd=source, env=pure, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    written = {name for name in names if ".dist-info/" not in name}
    package = {path for path in (ROOT / "vnreport").rglob("*") if path.is_file()}
    needed = {
        path.relative_to(ROOT).as_posix()
        for path in package
        if "__pycache__" not in path.parts and path.suffix != ".po"
    }
    patterns = {f"vnreport/patterns/{path.name}" for path in (ROOT / "patterns").glob("*.toml")}
    assert written == needed | patterns
