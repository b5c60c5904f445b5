"""What may be shown to a person: text without anything that a terminal would obey."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

# Control characters become their pictures (ESC becomes ␛), so that one sees that they are there. Marks that
# turn the direction of writing, and lone surrogates, become the replacement character.
_PICTURES: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " "),
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
    **dict.fromkeys(range(0xFFF9, 0xFFFC), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def printable(text: str) -> str:
    """The text on one line and without control characters; as long as before, so that offsets still hold."""
    return text if text.isascii() and text.isprintable() else text.translate(_PICTURES)


def console(file: IO[str]) -> Console:
    """A rich console over a text file: styled on a terminal, plain elsewhere and where NO_COLOR is set."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise  # rich would end the process with status 1

    screen = Screen(file=file, markup=False, emoji=False, highlight=False)
    if os.environ.get("NO_COLOR"):
        # rich keeps bold and italics under NO_COLOR; without a colour system it writes no escapes at all.
        screen = Screen(file=file, markup=False, emoji=False, highlight=False, color_system=None)
    return screen
