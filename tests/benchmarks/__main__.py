"""Measures vnreport's speed and prints one table a question: `python tests/benchmarks`.

Rates are ratios from one interleaved run on one core, after warming up on other articles: each block of
articles is read by vnreport (from the file to its line of JSON), by underthesea's word_tokenize and ner, and
by pyvi, and the processor time of each is added up. ner is so slow that it gets one sentence in `_NER_SHARE`;
its rate is told for the characters it read. Nothing here asserts a time: a machine has its moods.

    python tests/benchmarks [rates] [sizes] [start] [memory] [jobs] [--articles DIR] [--count N]
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for _library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_library, "1")

ROOT = Path(__file__).parents[2]
_BESIDE = (ROOT.parent, ROOT.parents[1])  # where the folder shared/ may lie
_CORPORA = (*(folder / "shared" / "corpus" for folder in _BESIDE), ROOT / "samples")
_BLOCK = 20  # articles that each of them reads before the next one's turn
_NER_SHARE = 40
_MEGABYTE = 1_000_000
_UNDERTHESEA = 'from underthesea import word_tokenize; word_tokenize("a")'

Reader = Callable[[Path], int]  # reads an article, gives the characters it has read


def _articles(folder: Path | None, count: int) -> list[Path]:
    source = folder or next(path for path in _CORPORA if path.is_dir())
    found = sorted(source.glob("*.txt"))
    if not found:
        raise SystemExit(f"{source}: holds no *.txt; name a folder of articles with --articles")
    print(f"{min(count, len(found))} articles of {source}\n")
    return (found * (count // len(found) + 1))[:count]


def _extraction() -> Reader:
    from vnreport.pipeline import run
    from vnreport.reading import read_file
    from vnreport.vocabulary import load_vocabulary
    from vnreport.writers import formats

    vocabulary, write = load_vocabulary(), formats()["jsonl"].write

    def read(path: Path) -> int:
        reading = read_file(path)
        text, source = reading.text, reading.source
        write([run(text, source, vocabulary)], io.BytesIO())
        return len(text)

    return read


def _by_sentence(tag: Callable[[str], object], share: int = 1) -> Reader:
    from vnreport.reading import read_file
    from vnreport.text import split_sentences

    seen = 0

    def read(path: Path) -> int:
        nonlocal seen
        chars = 0
        text = read_file(path).text
        for sentence in split_sentences(text):
            seen += 1
            if seen % share == 0:
                tag(text[sentence.start : sentence.end])
                chars += sentence.end - sentence.start + 1
        return chars

    return read


def _readers() -> dict[str, Reader]:
    from underthesea import ner, word_tokenize

    readers = {
        "vnreport: read, extract, write": _extraction(),
        "underthesea.word_tokenize": _by_sentence(word_tokenize),
        "underthesea.ner": _by_sentence(ner, _NER_SHARE),
    }
    if importlib.util.find_spec("pyvi") is not None:
        from pyvi import ViTokenizer

        readers["pyvi.ViTokenizer.tokenize"] = _by_sentence(ViTokenizer.tokenize)
    else:
        print("pyvi is not installed; with it: pip install -e '.[benchmark]'\n")
    return readers


def rates(folder: Path | None, count: int) -> None:
    """Characters a second, and how many times as fast as each of the others extraction is."""
    articles = _articles(folder, count)
    readers = _readers()
    spent = dict.fromkeys(readers, 0.0)
    chars = dict.fromkeys(readers, 0)
    for path in sorted((ROOT / "samples").glob("*.txt")):
        for read in readers.values():
            read(path)
    for first in range(0, len(articles), _BLOCK):
        for name, read in readers.items():
            begun = time.process_time()
            read_chars = sum(read(path) for path in articles[first : first + _BLOCK])
            spent[name] += time.process_time() - begun
            chars[name] += read_chars
    speed = {name: chars[name] / spent[name] / 1000 for name in readers}
    own = next(iter(speed.values()))
    print(f"{'':34}{'kchar/s':>9}{'chars read':>12}{'vnreport is faster by':>24}")
    for name, rate in speed.items():
        print(f"{name:34}{rate:9.1f}{chars[name]:12}{own / rate:24.2f}")


def sizes() -> None:
    """Seconds and peak memory for articles of up to one megabyte, and against news of the same size."""
    from shapes import SHAPES

    parts = (4, 2, 1)
    heads = [f"1/{part} MB, s" if part > 1 else "1 MB, s" for part in parts]
    times = "".join(f"{head:>12}" for head in heads)
    print(f"{'':20}{times}{'to news':>10}{'peak MB':>10}{'records':>10}")
    news = 0.0
    for name in SHAPES:
        row = [_one_article(name, _MEGABYTE // part) for part in parts]
        news = news or row[-1][0]
        times = "".join(f"{seconds:12.2f}" for seconds, _, _ in row)
        seconds, megabytes, records = row[-1]
        print(f"{name:20}{times}{seconds / news:10.1f}{megabytes:10.0f}{records:10}", flush=True)


def _one_article(shape: str, size: int) -> tuple[float, float, int]:
    """Processor seconds of one extraction, peak memory (MB) and records, in a process of its own."""
    code = (
        "import sys, time, resource; sys.path.insert(0, sys.argv[1])\n"
        "from shapes import SHAPES; from vnreport.api import extract\n"
        "extract(SHAPES['news'](5000)); text = SHAPES[sys.argv[2]](int(sys.argv[3]))\n"
        "begun = time.process_time(); found = extract(text); print(time.process_time() - begun,"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found.records))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), shape, str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1]), int(told[2])


def start() -> None:
    """Wall time of whole processes, the least of several in turn."""
    article = str(ROOT / "samples" / "bao-cao-tinh.txt")
    counted = str(ROOT / "samples" / "dai-hoi-co-dong-2021.txt")
    commands = {
        "import click": ["-c", "import click"],
        "vnreport --help": ["-m", "vnreport", "--help"],
        "vnreport extract, no word segmented": ["-m", "vnreport", "extract", "--format", "jsonl", article],
        "vnreport extract, words segmented": ["-m", "vnreport", "extract", "--format", "jsonl", counted],
        "underthesea one-liner": ["-c", _UNDERTHESEA],
    }
    least = dict.fromkeys(commands, float("inf"))
    for _ in range(7):
        for name, arguments in commands.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            least[name] = min(least[name], time.perf_counter() - begun)
    print(f"{'':38}{'ms':>8}{'to import click':>18}{'to underthesea':>17}")
    for name, seconds in least.items():
        against = seconds / least["import click"], seconds / least["underthesea one-liner"]
        print(f"{name:38}{seconds * 1000:8.0f}{against[0]:18.2f}{against[1]:17.2f}")


def memory(folder: Path | None, count: int) -> None:
    """Peak memory (MB) of one process that has read all articles, after a tenth of them and at the end."""
    articles = _articles(folder, count)
    read = _extraction()
    peaks: list[float] = []
    for number, path in enumerate(articles, 1):
        read(path)
        if number in (len(articles) // 10, len(articles)):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    code = (
        _UNDERTHESEA + "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    other = float(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )
    print(
        f"{len(articles) // 10} articles {peaks[0]:.0f}, {len(articles)} articles {peaks[-1]:.0f}; ", end=""
    )
    print(f"underthesea one-liner {other:.0f}: {peaks[-1] / other:.2f} times")


def jobs(folder: Path | None, count: int) -> None:
    """Seconds of batch with one and two processes, and of busy loops beside it."""
    from jobs import compare

    compare(_articles(folder, 3 * count), 5)


def main(arguments: Sequence[str]) -> None:
    """Print the tables named, else all, each in a process of its own, on one core if need be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tables", nargs="*", help="rates, sizes, start, memory, jobs; default: all")
    parser.add_argument("--articles", type=Path, help="a folder of *.txt; default: the corpus, else samples/")
    parser.add_argument("--count", type=int, default=400)
    options = parser.parse_args(arguments)
    tables: dict[str, Callable[[], None]] = {
        "rates": lambda: rates(options.articles, options.count),
        "sizes": sizes,
        "start": start,
        "memory": lambda: memory(options.articles, options.count),
        "jobs": lambda: jobs(options.articles, options.count),
    }
    chosen = options.tables or list(tables)
    if unknown := set(chosen) - set(tables):
        parser.error(f"no such table: {', '.join(sorted(unknown))}; there are {', '.join(tables)}")
    for name in chosen:
        print(f"== {name}", flush=True)
        if len(chosen) > 1:
            subprocess.run([sys.executable, __file__, name, *_options(arguments)], check=True)
        else:
            if name != "jobs" and hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
            tables[name]()
        print(flush=True)


def _options(arguments: Sequence[str]) -> list[str]:
    first = next((at for at, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    return list(arguments[first:])


if __name__ == "__main__":
    main(sys.argv[1:])
