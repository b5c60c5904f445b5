"""Reading: from bytes to the one text that offsets index, or a message that says what to do."""

from __future__ import annotations

import codecs
import hashlib
import os
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnreport
from vnreport import reading
from vnreport.errors import ReadError
from vnreport.reading import normalise, read_bytes, read_file

WORDS = "Thu ngân sách ước đạt 54.341 tỉ đồng"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"), "utf-32-be"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_encoding_gives_the_same_text_and_is_named(data: bytes, encoding: str) -> None:
    reading = read_bytes(data, "bài.txt")
    text, source = reading.text, reading.source
    assert text == WORDS
    assert reading.doubts == ()
    assert source.encoding == encoding
    assert source.chars == len(text)
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.path == "bài.txt"


def test_line_ends_and_composition_are_made_one() -> None:
    reading = read_bytes(unicodedata.normalize("NFD", "Hòa\r\nBình\rvà\nSơn La").encode(), "-")
    assert reading.text == unicodedata.normalize("NFC", "Hòa\nBình\nvà\nSơn La")


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"thu \xe3", ["cũ.txt: byte 4 (0xE3) is not UTF-8", "--encoding"]),
        (WORDS.encode() + b"\xe1\xbb", ["byte 49 (0xE1) is not UTF-8", "damaged"]),
        (b"abc\0def\x01", ["byte 3 is NUL: a binary file", "--encoding"]),
        (codecs.BOM_UTF16_LE + b"a\0b", ["byte 4 is not utf-16-le", "get it again"]),
        (codecs.BOM_UTF16_LE + b"a\0\0\0", ["NUL"]),
        (b"%PDF-1.7\n%\xe2\xe3", ["is a PDF", "pdftotext"]),
        (b"PK\x03\x04\x14\0", ["ZIP"]),
        (b"\x1f\x8b\x08\0", ["compressed", "gunzip"]),
    ],
    ids=["old-encoding", "cut-in-a-letter", "binary", "cut-off", "nul-in-utf-16", "pdf", "zip", "gzip"],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(data: bytes, parts: list[str]) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "cũ.txt")
    message = str(caught.value)
    assert message.startswith("cũ.txt: ")
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.txt: there is no such file"):
        read_file(tmp_path / "nowhere.txt")


def test_a_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"is a directory; name the files in it"):
        read_file(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bài.txt"
    path.write_text("abc")
    path.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        read_file(path)


def test_permission_denied_is_a_message_for_root_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="may not be read"):
        read_file("bài.txt")


def test_a_name_with_a_nul_is_a_message() -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_file("a\0b")


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(ReadError, match="larger than 1 MiB"):
        read_file("/dev/zero")


def test_a_name_that_is_no_utf_8_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/b\xe0i.txt"
    with open(path, "wb") as file:
        file.write(WORDS.encode())
    assert read_file(os.fsdecode(path)).source.path.endswith(r"b\xe0i.txt")


def test_the_python_interface_reads_paths_bytes_and_text(tmp_path: Path) -> None:
    path = tmp_path / "bài.txt"
    path.write_text(WORDS, encoding="utf-16")
    documents = [
        vnreport.read(path),
        vnreport.read(str(path)),
        vnreport.read(WORDS.encode()),
        vnreport.extract(WORDS),
    ]
    assert len({document.records for document in documents}) == 1
    assert documents[0].source.path == str(path)
    assert [document.source.path for document in documents[2:]] == ["-", "-"]
    assert all(isinstance(document, vnreport.Document) for document in documents)


@given(st.binary())
def test_any_bytes_give_a_document_or_a_read_error(data: bytes) -> None:
    try:
        document = vnreport.read(data)
    except ReadError as error:
        message = str(error)
    else:
        message = "-: " + document.source.sha256
    assert message.startswith("-: ")


@given(st.text(st.characters(codec=None)))
def test_any_text_is_normalised_once_and_for_all(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


_MARKS = st.text(
    st.sampled_from("\u0301\u0323\u0300\u031b\u0344\u093c\u0f71\u0f73\u0488\u034f\u1dca\u302a"), min_size=64
)


@given(st.lists(st.tuples(st.sampled_from(("", "a", "ơ", "\u1100", "中")), _MARKS), max_size=3))
def test_many_marks_upon_a_letter_are_composed_as_unicode_says(runs: list[tuple[str, str]]) -> None:
    text = "".join(letter + marks for letter, marks in runs)
    assert normalise(text) == unicodedata.normalize("NFC", text)


def test_many_marks_upon_a_letter_take_no_square_of_their_time() -> None:
    """Sorting them by insertion, as Python does, takes minutes; here it is a second."""
    begun = time.process_time()
    normalise("a" + "\u0301\u0323" * 200_000)
    assert time.process_time() - begun < 20
