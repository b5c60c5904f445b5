"""A panel over millions of records: `python tests/trials/panel_millions.py ARCHIVE RECORDS OUT [FORMAT]`.

ARCHIVE is jsonl that batch has written, with its texts. Its articles are told again and again, of other
provinces, in other years and with other digits, one in ten of them in two papers, until OUT holds that many
records; then the panel is made of OUT, and time and peak memory are told.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from vnreport.vocabulary import load_vocabulary

_COPIED = 0.1  # of the articles appear in a second paper
_YEARS = range(-6, 5)  # by how many an article is moved


def told_again(
    document: dict[str, Any], number: int, chance: random.Random, places: list[tuple[str, str]]
) -> dict[str, Any]:
    """An article of another province and year, whose numbers have other digits but as many."""
    years = chance.choice(_YEARS)
    text = document["text"]
    records = []
    for record in document["records"]:
        record = dict(record)
        if record["kind"] in ("figure", "percentage", "comparison") and record.get("value") is not None:
            start, end = record["start"], record["end"]
            words, factor = _digits(text[start:end], chance)
            text = text[:start] + words + text[end:]
            record["text"] = words
            record["value"] = format(Decimal(record["value"]) * factor, "f")
            if record.get("ratio") is not None:
                change = (Decimal(record["ratio"]) - 1) * factor
                record["ratio"] = format(
                    1 + change if record["relation"] != "at" else Decimal(record["ratio"]) * factor, "f"
                )
        if record.get("period"):
            record["period"] = {**record["period"], "value": _moved(record["period"]["value"], years)}
        if (record.get("place") or {}).get("code"):
            record["place"] = dict(zip(("text", "code"), chance.choice(places), strict=True))
        records.append(record)
    place = document["place"]
    if place:
        place = dict(zip(("text", "code"), chance.choice(places), strict=True))
    published = document["published"] and _moved(document["published"], years)
    source = {
        **document["source"],
        "path": f"bao/{number:07}.txt",
        "sha256": f"{chance.getrandbits(256):064x}",
    }
    return {
        **document,
        "source": source,
        "published": published,
        "place": place,
        "text": text,
        "records": records,
    }


def _digits(words: str, chance: random.Random) -> tuple[str, Decimal]:
    """The words with other digits, and by how much the number has grown by that."""
    if any(not sign.isascii() and sign.isdecimal() for sign in words):
        return words, Decimal(1)
    made = "".join(chance.choice("123456789") if sign in "123456789" else sign for sign in words)
    before, after = ("".join(filter(str.isdecimal, told)) for told in (words, made))
    if not before or not int(before) or "-" in words or "/" in words:
        return words, Decimal(1)
    return made, round(Decimal(int(after)) / Decimal(int(before)), 6)


def _moved(time_: str, years: int) -> str:
    return f"{int(time_[:4]) + years:04}{time_[4:]}".replace("-02-29", "-02-28")


def articles(archive: Path, records: int) -> Iterator[dict[str, Any]]:
    """Different articles, until they have that many records."""
    chance = random.Random(1)
    originals = [msgspec.json.decode(line) for line in archive.read_bytes().splitlines()]
    places = [
        (rule.forms[0], rule.text("code")) for rule in load_vocabulary().rules("place") if rule.text("code")
    ]
    made = number = 0
    while made < records:
        for original in originals:
            number += 1
            article = told_again(original, number, chance, places)
            made += len(article["records"])
            yield article
            if chance.random() < _COPIED:
                number += 1
                made += len(article["records"])
                yield {**article, "source": {**article["source"], "path": f"bao-khac/{number:07}.txt"}}
            if made >= records:
                return


def main(archive: Path, records: int, out: Path, format_: str = "csv") -> None:
    """Make the archive if it is not there, then the panel."""
    if not out.exists():
        part = out.with_suffix(".part")
        with part.open("wb") as stream:
            for article in articles(archive, records):
                stream.write(msgspec.json.encode(article) + b"\n")
        part.rename(out)
        print(f"{out}: {out.stat().st_size / 1e9:.2f} GB")
    began = time.monotonic()
    panel = out.with_suffix(f".panel.{format_}")
    subprocess.run([sys.executable, "-m", "vnreport", "panel", "-q", out, "-o", panel], check=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{records:,} records: {time.monotonic() - began:.0f} s, {used.ru_maxrss / 1e6:.2f} GB, "
        f"{panel.stat().st_size / 1e6:.0f} MB of {format_}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
