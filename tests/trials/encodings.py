"""Every article in every encoding that can hold it, read back: `python tests/trials/encodings.py FOLDER`.

An encoding that has no “ ” – … gets " - ... instead, as was typed in its time. Prints one row an encoding:
how many articles it can hold, how many come back as the same NFC text, how many in another case alone, how
many with a word of doubt, and what they were taken for where that is another encoding.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from legacy import ENCODERS, encode

from vnreport.errors import ReadError
from vnreport.reading import normalise, read_bytes

_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "*"})
_OF_LETTERS_ALONE = ("viscii", "tcvn5712", "viqr")


def main(folder: str) -> None:
    """Print the table for the articles of a folder."""
    texts = [normalise(path.read_text(encoding="utf-8")) for path in sorted(Path(folder).glob("*.txt"))]
    print(f"{len(texts)} articles\n")
    print("| encoding | can hold | same text | other case | in doubt | taken for another |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name in ENCODERS:
        held = same = case = doubtful = 0
        others: Counter[str] = Counter()
        for text in texts:
            typed = text.translate(_TYPED) if name in _OF_LETTERS_ALONE else text
            try:
                data = encode(typed, name)
            except UnicodeEncodeError:
                continue
            held += 1
            try:
                reading = read_bytes(data, "-")
            except ReadError:
                others["refused"] += 1
                continue
            same += reading.text == typed
            case += reading.text != typed and _folded(reading.text) == _folded(typed)
            doubtful += bool(reading.doubts)
            if reading.source.encoding != name.removesuffix("-capitals"):
                others[reading.source.encoding] += 1
        told = ", ".join(f"{other} {count}" for other, count in others.most_common())
        print(f"| {name} | {held} | {same} ({same / held:.1%}) | {case} | {doubtful} | {told} |")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.lower())


if __name__ == "__main__":
    main(sys.argv[1])
