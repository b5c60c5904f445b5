"""Pictures of the review page, to be looked at: `python tests/trials/screenshots.py FOLDER`.

Each in light and dark, 1440 and 360 pixels wide.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser import browser  # noqa: E402  # found on the path that the line above makes

_SAMPLE = ROOT / "samples" / "dak-lak-9-thang-2023.txt"


def main(folder: Path) -> None:
    """Write the page and its pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "page.html"
    subprocess.run([sys.executable, "-m", "vnreport", "extract", _SAMPLE, "-o", page], check=True)
    with browser() as started:
        for scheme in ("light", "dark"):
            for width in (1440, 360):
                context = started.new_context(
                    color_scheme=scheme, viewport={"width": width, "height": 900 if width > 1000 else 740}
                )
                tab = context.new_page()
                tab.goto(page.as_uri())
                for key in "jjja":
                    tab.keyboard.press(key)
                tab.screenshot(path=folder / f"{scheme}-{width}.png")
                tab.screenshot(path=folder / f"{scheme}-{width}-whole.png", full_page=True)
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
