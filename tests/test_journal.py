"""The journal: what was appended is there again, whatever tore it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnreport.attempts import Failure
from vnreport.batch.journal import Journal, locked
from vnreport.batch.settings import Settings
from vnreport.batch.task import Task, failed, succeeded
from vnreport.document import Document, Figure, Source, Span
from vnreport.errors import RefusedError, WriteError
from vnreport.pipeline import Extraction
from vnreport.sources.item import Article, Stamp
from vnreport.writers.json_documents import encode

SETTINGS = Settings(
    patterns="",
    sources=("a",),
    null=False,
    globs=(),
    fields=(),
    ratio=1,
    kinds=(),
    min_confidence=0,
    encoding=None,
    keep_text=False,
)


def lines_of(extraction: Extraction, number: int = 5) -> list[bytes]:
    """Journal lines, every third a failure."""
    lines = []
    for n in range(number):
        task = Task(f"{n}.txt", Stamp(n, n), Article(b"x"))
        done = succeeded(task, "0" * 64, extraction.document, extraction.text, ())
        lines.append((failed(task, Failure("không đọc được\n", n)) if n % 3 == 2 else done).line)
    return lines


def fresh(folder: Path) -> Journal:
    folder.mkdir(exist_ok=True)
    journal = Journal(folder)
    journal.begin(SETTINGS)
    return journal


def test_a_document_comes_back_as_it_was(tmp_path: Path, extraction: Extraction) -> None:
    journal = fresh(tmp_path / "j")
    with journal.open() as appender:
        assert list(appender.heads()) == []
        appender.append(lines_of(extraction))
    first, _, third, *_ = journal.entries()
    assert first.document is not None
    assert (first.document, first.text) == (extraction.document, extraction.text)
    assert encode(first.document) == encode(extraction.document)
    assert (third.failure, third.byte, third.document) == ("không đọc được\n", 2, None)
    assert journal.begun() == SETTINGS


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_values_come_back_exactly(value: Decimal) -> None:
    record = Figure(
        id="r1", text="", start=0, end=0, sentence=Span(0, 0), rule="", confidence=0.1, value=value
    )
    document = Document(source=Source("a", "", "utf-8", 0), records=(record,))
    line = succeeded(Task("a", None, Article(b"")), "", document, "", ()).line
    back = msgspec.json.decode(line)["document"]["records"][0]["value"]
    assert Decimal(back).as_tuple() == value.as_tuple()


@given(cut=st.floats(0, 1), rubbish=st.binary(max_size=40))
def test_what_is_torn_is_cut_off_and_written_again(
    tmp_path_factory: pytest.TempPathFactory, extraction_: Extraction, cut: float, rubbish: bytes
) -> None:
    journal = fresh(tmp_path_factory.getbasetemp() / "torn")
    lines = lines_of(extraction_)
    path = journal.folder / "journal.jsonl"
    whole = b"".join(lines)
    kept = whole[: int(cut * len(whole))]
    # Rubbish that ends a line, or is one, cannot be told from what was meant.
    path.write_bytes(kept + rubbish.replace(b"\n", b"").replace(b"}", b""))
    with journal.open() as appender:
        heads = list(appender.heads())
        assert [head.name for head in heads] == [f"{n}.txt" for n in range(kept.count(b"\n"))]
        assert [head.stamp for head in heads] == [Stamp(n, n) for n in range(len(heads))]
        appender.append(lines[len(heads) :])
    assert path.read_bytes() == whole


@pytest.fixture(scope="module")
def extraction_() -> Extraction:
    """A small one, so that a property may write it often."""
    document = Document(source=Source("a", "0" * 64, "utf-8", 2), title="Tỉ")
    return Extraction("Tỉ", document, ())


def test_a_damaged_line_in_the_middle_ends_what_is_kept(tmp_path: Path, extraction: Extraction) -> None:
    journal = fresh(tmp_path / "j")
    lines = lines_of(extraction)
    hurt = lines[1].replace(b'"name"', b'"n\0me"')
    (journal.folder / "journal.jsonl").write_bytes(b"".join((lines[0], hurt, *lines[2:])))
    with journal.open() as appender:
        assert [head.name for head in appender.heads()] == ["0.txt"]
    assert (journal.folder / "journal.jsonl").read_bytes() == lines[0]


def test_a_journal_that_was_removed_is_noticed(tmp_path: Path, extraction: Extraction) -> None:
    journal = fresh(tmp_path / "j")
    with journal.open() as appender:
        list(appender.heads())
        (journal.folder / "journal.jsonl").rename(tmp_path / "moved")
        with pytest.raises(WriteError, match="was removed while it was written"):
            appender.append(lines_of(extraction))


def test_a_folder_is_held_by_one_run_and_left_only_while_there_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    with locked(folder), pytest.raises(RefusedError, match="another run"), locked(folder):
        pass
    assert not folder.exists()
    with locked(folder):
        Journal(folder).begin(SETTINGS)
    assert folder.exists()
    with locked(folder):
        Journal(folder).finish()
    assert not folder.exists()


def test_a_folder_keeps_what_is_not_of_a_run(tmp_path: Path) -> None:
    folder = tmp_path / "out.part"
    folder.mkdir()
    (folder / "other").write_text("")
    with locked(folder):
        fresh(folder).finish()
    assert [path.name for path in folder.iterdir()] == ["other"]


def test_an_entry_that_is_damaged_is_told_and_not_left_out(tmp_path: Path, extraction: Extraction) -> None:
    journal = fresh(tmp_path / "j")
    lines = lines_of(extraction)
    with journal.open() as appender:
        list(appender.heads())
        appender.append(lines)
    path = journal.folder / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"kind":"figure"', b'"kind":"figurf"', 1))
    with pytest.raises(RefusedError, match="damaged at byte 0; start anew"):
        list(journal.entries())
