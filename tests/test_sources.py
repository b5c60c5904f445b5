"""Sources: every article of files, folders, tables and archives, and a failure for each that is hostile."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vnreport.errors import ReadError
from vnreport.sources import options as source_options
from vnreport.sources.fields import iso_date
from vnreport.sources.options import Fields, Options
from vnreport.sources.walk import items
from vnreport.sources.zstandard import ZstdFile

BODY = "Xã có 12 hộ nghèo.".encode()


def read(*sources: Path, options: Options = Options()) -> list[tuple[str, str]]:  # noqa: B008
    """Name and text, or the error in its place; the folder of the first source left out of the names."""
    found = []
    at = str(sources[0].parent) + os.sep
    for item in items(list(map(str, sources)), options):
        try:
            text = item.read().data.decode("utf-8", "replace")
        except ReadError as error:
            text = f"ERROR {error}".replace(at, "")
        found.append((item.name.replace(at, ""), text))
    return found


def names(*sources: Path, options: Options = Options()) -> list[str]:  # noqa: B008
    return [name for name, _ in read(*sources, options=options)]


def tar_of(*members: tuple[tarfile.TarInfo | str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for member, data in members:
            info = member if isinstance(member, tarfile.TarInfo) else tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def zip_of(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members:
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def zst(data: bytes) -> bytes:
    stream = io.BytesIO()
    with ZstdFile(stream, "w") as file:
        file.write(data)
    return stream.getvalue()


# ---- folders


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    for name in ("b/a.txt", "b.txt", "a/z.HTML", "Á.txt", "z.txt.gz", "notes", "image.png", ".hidden/x.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(gzip.compress(BODY) if name.endswith(".gz") else BODY)
    assert names(folder) == ["f/a/z.HTML", "f/b/a.txt", "f/b.txt", "f/z.txt.gz", "f/Á.txt"]
    assert names(folder, options=Options(globs=("note*", "b/*"))) == ["f/b/a.txt", "f/notes"]


def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / "a.txt").write_bytes(BODY)
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to("nothing")
    (folder / "d.txt").symlink_to(".")
    os.mkfifo(folder / "e.txt")
    assert read(folder) == [
        ("f/a.txt", BODY.decode()),
        ("f/b.txt", BODY.decode()),
        ("f/c.txt", "ERROR f/c.txt: is a link to nothing; mend or remove it, or name it as a source"),
        ("f/e.txt", "ERROR f/e.txt: is a pipe or a device; mend or remove it, or name it as a source"),
    ]


def test_what_is_excluded_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(BODY)
    excluded = Options(excluded=(os.path.realpath(tmp_path / "a.jsonl"),))
    assert [item.name for item in items([str(tmp_path)], excluded)] == [str(tmp_path / "b.txt")]


def test_a_file_that_goes_between_listing_and_reading_is_a_failure(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(BODY)
    found = items([str(tmp_path)], Options())
    item = next(found)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ReadError, match=r"a\.txt: there is no such file"):
        item.read()
    (tmp_path / "b.txt").unlink()
    with pytest.raises(ReadError, match=r"b\.txt: there is no such file"):
        next(found).read()


# ---- tables


def test_json_lines_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "n.jsonl"
    rows = [
        {"id": 7, "t": "Tin", "b": "Có 5 xã.", "d": "28/11/2024"},
        {"id": "x", "b": "Tin\nCó", "t": "Tin"},
    ]
    path.write_text("\ufeff" + json.dumps(rows[0]) + "\n\n" + json.dumps({**rows[1], "d": "hôm qua"}))
    fields = Fields(text="b", title="t", date="d", id="id")
    assert read(path, options=Options(fields)) == [("n.jsonl#7", "Tin\nCó 5 xã."), ("n.jsonl#x", "Tin\nCó")]
    articles = [item.read() for item in items([str(path)], Options(fields))]
    assert [article.published for article in articles] == ["2024-11-28", None]
    assert articles[1].warning == f"{path}#x: 'hôm qua' in field 'd' is no date; the text is asked instead"
    assert names(path, options=Options(Fields(text="b"))) == ["n.jsonl#line=1", "n.jsonl#line=3"]


def test_each_line_that_is_no_article_is_a_failure_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "n.ndjson"
    lines = [
        b'{"text": "a"}',
        b"{",
        b"[1]",
        b'{"body": "b"}',
        b'{"text": [1]}',
        b'{"text": "\xff"}',
        b"[" * 99999,
    ]
    path.write_bytes(b"\n".join([*lines, b'{"text": "c"}', b'{"text": "torn']))
    found = []
    for item in items([str(path)], Options()):
        try:
            item.read()
        except ReadError as error:
            found.append(error.byte)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(1, len(lines))]
    assert found == [*starts, path.read_bytes().index(b'{"text": "torn')]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnreport.sources import json_lines

    monkeypatch.setattr(json_lines, "ARTICLE_LIMIT", 100)
    path = tmp_path / "n.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 5000 + b'"}\n{"text": "b"}\n')
    (_, error), rest = read(path)
    assert error == "ERROR n.jsonl#line=1: the line at byte 0 has more than 100 bytes"
    assert rest == ("n.jsonl#line=2", "b")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_csv_rows_are_articles(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "n.csv"
    rows = [("id", "text"), ("a", '"Có 5 xã.\n""Hai"" dòng"'), (), ("b", "Ba")]
    path.write_text("\ufeff" + "\r\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert read(path) == [("n.csv#row=2", 'Có 5 xã.\n"Hai" dòng'), ("n.csv#row=4", "Ba")]
    assert names(path, options=Options(Fields(id="id"))) == ["n.csv#a", "n.csv#b"]


def test_each_row_that_is_no_article_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_bytes(b'text,id\na,1\nb\n"c"d,2\nxin ch\xe0o,3\ne,4\n"never closed,5\nf,6\n')
    assert [text[:44] for _, text in read(path)] == [
        "a",
        "ERROR n.csv#row=3: the row at byte 12 has 1 ",
        "ERROR n.csv#row=4: the row at byte 14 is no ",
        "ERROR n.csv#row=5: column 'text' of the row ",
        "e",
        "ERROR n.csv#row=7: the row at byte 36 is no ",
    ]


def test_a_csv_with_the_line_ends_of_old_macs_is_a_failure_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_bytes(b"text,id\ra,1\rb,2\r")
    ((_, error),) = read(path)
    assert error.startswith("ERROR n.csv: the header is no CSV (")
    assert "save the table anew" in error


def test_a_csv_without_the_column_is_one_failure_that_says_which_there_are(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text("title;body\na;b\n")
    ((_, error),) = read(path)
    assert error.startswith("ERROR n.csv: the header has no column 'text' but 'title', 'body'; choose with")


@given(st.dates())
def test_dates_are_read_in_the_ways_they_are_written(date: datetime.date) -> None:
    vietnamese = f"{date.day}/{date.month:02}/{date.year:04}"
    assert iso_date(vietnamese) == iso_date(f"{date}T10:00:00+07:00") == str(date)


@pytest.mark.parametrize("told", ["", "hôm qua", "31/02/2024", "2024-13", "1732780000"])
def test_what_is_no_date_is_none(told: str) -> None:
    assert iso_date(told) is None


# ---- archives


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", lambda m: zip_of(*m)),
        ("a.tar", lambda m: tar_of(*m)),
        ("a.tar.gz", lambda m: gzip.compress(tar_of(*m))),
        ("a.tgz", lambda m: gzip.compress(tar_of(*m))),
        ("a.tar.zst", lambda m: zst(tar_of(*m))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_archive_is_read_in_its_order(tmp_path: Path, name: str, pack: Callable[..., bytes]) -> None:
    members = [
        ("b/c.txt", BODY),
        ("a.txt.gz", gzip.compress(BODY)),
        ("t.jsonl", b'{"text": "x"}\n{"text": "y"}\n'),
        ("logo.png", b""),
        ("../up.txt", b"up"),
        ("/etc/passwd.txt", b"root"),
    ]
    (tmp_path / name).write_bytes(pack(members))
    inside = {"../up.txt", "/etc/passwd.txt"}
    assert read(tmp_path / name) == [
        (f"{name}!/b/c.txt", BODY.decode()),
        (f"{name}!/a.txt.gz", BODY.decode()),
        (f"{name}!/t.jsonl#line=1", "x"),
        (f"{name}!/t.jsonl#line=2", "y"),
        *((f"{name}!/{path}", {"../up.txt": "up"}.get(path, "root")) for path in sorted(inside)),
    ]
    assert [path.name for path in tmp_path.iterdir()] == [name]  # nothing was unpacked


def test_links_devices_and_sparse_files_in_a_tar_are_failures(tmp_path: Path) -> None:
    kinds = {
        "l.txt": tarfile.SYMTYPE,
        "h.txt": tarfile.LNKTYPE,
        "d.txt": tarfile.CHRTYPE,
        "p.txt": tarfile.FIFOTYPE,
    }
    members: list[tuple[tarfile.TarInfo | str, bytes]] = []
    for name, kind in kinds.items():
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        members.append((info, b""))
    (tmp_path / "a.tar").write_bytes(tar_of(*members, ("z.txt", BODY)))
    *refused, last = read(tmp_path / "a.tar")
    assert [name for name, text in refused if "only files are read" in text] == [f"a.tar!/{n}" for n in kinds]
    assert last == ("a.tar!/z.txt", BODY.decode())


@pytest.mark.parametrize("name", ["", "\0.txt"])
def test_a_member_of_a_zip_without_a_name_costs_no_other(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of((zipfile.ZipInfo(name), BODY), ("z.txt", BODY)))
    assert read(tmp_path / "a.zip") == [("a.zip!/z.txt", BODY.decode())]
    anything = Options(globs=("*",))
    assert names(tmp_path / "a.zip", options=anything) == ["a.zip!/", "a.zip!/z.txt"]


def test_links_and_encrypted_members_of_a_zip_are_failures(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("l.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = bytearray(zip_of((link, b"/etc/passwd"), ("e.txt", b"secret"), ("z.txt", BODY)))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = (
            data.index(b"e.txt", data.index(signature))
            if signature == b"PK\x03\x04"
            else data.rindex(b"e.txt")
        )
        head = data.rindex(signature, 0, at)
        struct.pack_into("<H", data, head + flags, 1)
    (tmp_path / "a.zip").write_bytes(data)
    first, second, last = read(tmp_path / "a.zip")
    assert "is a link or a device" in first[1]
    assert "is encrypted" in second[1]
    assert last == ("a.zip!/z.txt", BODY.decode())


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.zst", "a.tar.gz", "a.tar.zst", "a.tar", "a.zip"])
def test_what_is_cut_off_is_a_failure_at_whatever_byte(tmp_path: Path, name: str) -> None:
    tar = tar_of(*((f"{n}.txt", os.urandom(20) + BODY) for n in range(3)))
    whole = {
        "a.txt.gz": gzip.compress(BODY),
        "a.txt.zst": zst(BODY),
        "a.tar.gz": gzip.compress(tar),
        "a.tar.zst": zst(tar),
        "a.tar": tar[: 3 * 1024 + 512],  # its end mark begins there
        "a.zip": zip_of(*((f"{n}.txt", os.urandom(20) + BODY) for n in range(3))),
    }[name]
    path = tmp_path / name
    for size in range(0, len(whole) - 1, max(1, len(whole) // 40)):
        path.write_bytes(whole[:size])
        found = read(path)
        failed = [text for _, text in found if text.startswith(f"ERROR {name}")]
        assert failed, f"{size} of {len(whole)} bytes of {name} were taken for all of it: {found}"


_INTACT = (BODY.decode(), "x")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.jsonl.gz", "a.txt.zst"])
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=9)
)
@example(flips=[(0.25, 128), (0.1796875, 8)])  # a member's name that is no UTF-8, though it is said to be
def test_damage_anywhere_is_a_failure_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, name: str, flips: list[tuple[float, int]]
) -> None:
    members = [("a.txt", BODY), ("b.jsonl", b'{"text": "x"}\n'), ("c.txt.gz", gzip.compress(BODY))]
    data = {"a.zip": lambda: zip_of(*members), "a.tar": lambda: tar_of(*members)}.get(
        name, lambda: gzip.compress(b'{"text": "x"}\n') if name.endswith(".gz") else zst(BODY)
    )()
    hurt = bytearray(data)
    for place, mask in flips:
        hurt[int(place * len(hurt))] ^= mask
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(hurt)
    found = read(path)
    if name in ("a.zip", "a.jsonl.gz"):  # the others have no checksums
        assert all(text in _INTACT or text.startswith(f"ERROR {name}") for _, text in found)


def test_a_bomb_is_refused_before_it_fills_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnreport.sources import stream

    monkeypatch.setattr(stream, "_HARMLESS", 1000)
    lines = b'{"text": "x"}\n' * 40_000
    bombs = {
        "b.jsonl.gz": gzip.compress(lines),
        "b.jsonl.zst": zst(lines),
        "b.tar.gz": gzip.compress(tar_of(("b.jsonl", lines))),
        "b.zip": zip_of(("b.jsonl", lines)),
    }
    for name, data in bombs.items():
        path = tmp_path / name
        path.write_bytes(data)
        found = read(path)
        said = found[-1][1]
        assert "more than 200 times its size; if it is no bomb, raise --max-ratio" in said
        assert ("with its members up to this one b.zip unpacks" in said) == (name == "b.zip")
        assert len(found) < 40_000
        assert len(read(path, options=Options(ratio=100_000))) == 40_000


def test_the_members_of_an_archive_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each member is small, all are not."""
    from vnreport.sources import stream

    monkeypatch.setattr(stream, "_HARMLESS", 100_000)
    members = [(f"{number}.txt", b"x" * 90_000) for number in range(1000)]
    (tmp_path / "a.zip").write_bytes(zip_of(*members))
    refused = [text for _, text in read(tmp_path / "a.zip") if "raise --max-ratio" in text]
    assert len(refused) > 500


def test_members_that_share_their_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip whose directory names one member a thousand times; since 3.11.8 Python tells that by itself."""
    from vnreport.sources import stream

    monkeypatch.setattr(stream, "_HARMLESS", 100_000)
    stream_ = io.BytesIO()
    with zipfile.ZipFile(stream_, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"x" * 50_000)
        archive.filelist *= 1000
    (tmp_path / "a.zip").write_bytes(stream_.getvalue())
    refused = [text for _, text in read(tmp_path / "a.zip") if text.startswith("ERROR")]
    assert len(refused) > 500
    assert all("raise --max-ratio" in text or "Overlapped entries" in text for text in refused)


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tar_of(("in.zip", zip_of(("x.txt", BODY))), ("z.txt", BODY)))
    first, last = read(tmp_path / "a.tar")
    assert first == (
        "a.tar!/in.zip",
        "ERROR a.tar!/in.zip: is an archive in an archive; unpack the outer one first",
    )
    assert last == ("a.tar!/z.txt", BODY.decode())


def test_a_tar_header_that_claims_to_be_huge_is_not_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 * 1024**3 - 1
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 4096)
    ((_, text),) = read(tmp_path / "a.tar")
    assert "a header of 8589934591 bytes" in text


def test_an_article_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnreport.sources import files

    monkeypatch.setattr(files, "ARTICLE_LIMIT", 1024 * 1024)
    for name, data in (("a.txt", b"x" * 1024 * 1025), ("b.txt.gz", gzip.compress(b"x" * 1024 * 1025))):
        (tmp_path / name).write_bytes(data)
        ((_, text),) = read(tmp_path / name)
        assert text == f"ERROR {name}: is larger than 1 MiB, too much for one article; split it"


def test_the_limit_of_an_article_is_that_of_reading() -> None:
    from vnreport.reading import MAX_BYTES

    assert source_options.ARTICLE_LIMIT == MAX_BYTES


def test_zstandard_that_needs_much_memory_is_refused_with_what_to_do(tmp_path: Path) -> None:
    # A frame header by RFC 8878: no size of the content, a window of 2 GiB; then an empty block.
    (tmp_path / "a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00")
    ((_, text),) = read(tmp_path / "a.jsonl.zst")
    assert "needs too much memory to unpack; pack it again with a smaller window: zstd -dc --long=31" in text
