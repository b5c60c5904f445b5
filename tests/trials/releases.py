"""When the packages that setup.cfg asks for were last released: `python tests/trials/releases.py`.

It asks PyPI. The dates of README's table of dependencies are from here.
"""

from __future__ import annotations

import json
import urllib.request
from configparser import ConfigParser
from pathlib import Path

import regex

ROOT = Path(__file__).parents[2]
_NAME = regex.compile(r"[A-Za-z0-9._-]+")
_ACCEPT = {"Accept": "application/vnd.pypi.simple.v1+json"}


def asked() -> list[str]:
    """The names of all packages that setup.cfg asks for, each once."""
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    found = [_NAME.match(line) for block in lines for line in block.split("\n") if line and line[0] != "#"]
    return sorted({name[0].lower() for name in found if name is not None})


def last_release(name: str) -> str:
    """The day on which PyPI got the newest file of a package."""
    request = urllib.request.Request(f"https://pypi.org/simple/{name}/", headers=_ACCEPT)
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    return str(max(file["upload-time"] for file in files))[:10]


def main() -> None:
    for name in asked():
        print(f"{name:24}{last_release(name)}", flush=True)


if __name__ == "__main__":
    main()
