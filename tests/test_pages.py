"""Web pages: the article is read and nothing around it, and offsets hold in the text that is kept."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest
from conftest import Run

import vnreport
from vnreport.errors import ReadError
from vnreport.reading import read_bytes
from vnreport.reading.pages import is_page

TITLE = "Thu ngân sách Hà Nam vượt dự toán"
FIRST = (
    "Chín tháng đầu năm 2024, thu ngân sách nhà nước trên địa bàn tỉnh ước đạt 8.214,5 tỷ đồng, bằng 76,3% "
    "dự toán và tăng 12,4% so với cùng kỳ."
)
SECOND = (
    "Theo Sở Tài chính, thu nội địa ước đạt 7.150 tỷ đồng; thu từ hoạt động xuất nhập khẩu ước đạt "
    "1.064,5&nbsp;tỷ đồng. Chi ngân sách địa phương ước đạt 6.320 t&#7927; đồng."
)
LAST = (
    "Ông Nguyễn Văn Bình, Giám đốc Sở Tài chính cho biết, tỉnh phấn đấu cả năm thu 11.250 tỷ đồng, vượt 4,5% "
    "dự toán được giao."
)
PAGE = f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Hà Nam</title>
<meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="2024-10-03T08:15:00+07:00"></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/kt">24 tin kinh tế</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p><strong>{FIRST}</strong></p><p>{SECOND}</p>
<table><tr><th>Chỉ tiêu</th><th>Kế hoạch</th><th>Thực hiện</th></tr>
<tr><td>Thu nội địa (tỷ đồng)</td><td>9.640</td><td>7.150</td></tr></table>
<p>{LAST}</p></article>
<section class="related"><h3>Tin liên quan</h3>
<ul><li><a href="/1">Xuất khẩu đạt 3,5 tỷ USD</a></li></ul></section>
<div id="comments"><p>Bạn đọc: hay quá, 5 sao!</p></div></main>
<footer><p>Giấy phép số 123/GP-BTTTT. Điện thoại: 0226 3852 000. © 2024</p></footer></body></html>
"""


def test_the_article_is_read_with_its_title_date_place_and_tables() -> None:
    reading = read_bytes(PAGE.encode(), "tin.html")
    lines = reading.text.split("\n")
    assert lines == [
        TITLE,
        FIRST,
        SECOND.replace("&nbsp;", lines[2][lines[2].index("1.064,5") + 7]).replace("&#7927;", "ỷ"),
        "Chỉ tiêu | Kế hoạch | Thực hiện",
        "Thu nội địa (tỷ đồng) | 9.640 | 7.150",
        LAST,
    ]
    assert reading.published == "2024-10-03"
    document = vnreport.read(PAGE.encode())
    assert (document.title, document.published) == (TITLE, "2024-10-03")
    assert document.place == vnreport.Place("Hà Nam", "VN-63")
    assert document.source.chars == len(reading.text)
    values = [record.text for record in document.records if isinstance(record, vnreport.Figure)]
    assert values[:2] == ["8.214,5 tỷ đồng", "7.150 tỷ đồng"]
    assert not [text for text in values if "USD" in text or "sao" in text or "tin" in text]


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258", "utf-8-sig"])
def test_a_page_is_read_in_any_encoding(encoding: str) -> None:
    plain = read_bytes(PAGE.encode(), "-").text
    if encoding == "windows-1258":
        from legacy import encode

        data = encode(PAGE, "windows-1258")
    else:
        data = PAGE.encode(encoding)
    assert read_bytes(data, "-").text == plain


def test_the_text_that_is_kept_is_what_offsets_index(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tin.html").write_text(PAGE, encoding="utf-8")
    done = run("extract", "--keep-text", "tin.html")
    assert (done.returncode, done.stderr) == (0, b"")
    document = json.loads(done.stdout)
    assert document["text"].startswith(TITLE)
    assert len(document["text"]) == document["source"]["chars"]
    assert document["records"]
    for record in document["records"]:
        assert document["text"][record["start"] : record["end"]] == record["text"]
    assert "text" not in json.loads(run("extract", "tin.html").stdout)


def test_a_date_on_the_command_line_comes_before_that_of_a_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tin.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "tin.txt").write_text("Tháng trước, tỉnh thu 5 tỷ đồng.", encoding="utf-8")
    done = run("extract", "--published", "2023-01-15", "tin.html", "tin.txt")
    page, text = map(json.loads, done.stdout.splitlines())
    assert (page["published"], text["published"]) == ("2023-01-15", "2023-01-15")
    assert text["records"][0]["period"]["value"] == "2022-12"
    assert run("extract", "--published", "2023-13", "tin.txt").returncode == 2


def test_batch_keeps_the_date_of_a_page_and_the_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tin.html").write_text(PAGE, encoding="utf-8")
    assert run("batch", "--keep-text", "-q", "-o", "out.jsonl", "tin.html").returncode == 0
    document = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert document["published"] == "2024-10-03"
    assert document["text"].startswith(TITLE)


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(ReadError, match=r"tin\.html: is a web page in which no article is found"):
        read_bytes(b"<!DOCTYPE html><html><body></body></html>", "tin.html")


def test_a_page_that_would_take_minutes_is_refused_at_once() -> None:
    page = b"<!DOCTYPE html><html><body><article>" + b"<p>thu</p>" * 2_000_000 + b"</article></body></html>"
    started = time.perf_counter()
    with pytest.raises(ReadError, match=r"tin\.html: is a web page of more than 100000 tags"):
        read_bytes(page, "tin.html")
    assert time.perf_counter() - started < 20


def test_without_trafilatura_the_message_says_how_to_get_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "trafilatura.py").write_text("raise ImportError('not installed')\n")
    (tmp_path / "tin.html").write_text(PAGE, encoding="utf-8")
    done = run("extract", "tin.html", PYTHONPATH=os.pathsep.join([str(tmp_path / "hidden"), *sys.path[1:]]))
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "vnreport: tin.html: is a web page, which needs trafilatura: pip install 'vnreport[html]', "
        "or save the page's text\n"
    )


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (PAGE, True),
        ("\n<!-- bản lưu -->\n<HTML>\n<body>", True),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', True),
        ("Thu <html> đạt 5 tỷ đồng", False),
        ("< 5 tỷ đồng", False),
        ("<p>Thu đạt 5 tỷ đồng</p>", False),
        ("", False),
    ],
)
def test_what_is_a_page(text: str, page: bool) -> None:
    assert is_page(text) is page
