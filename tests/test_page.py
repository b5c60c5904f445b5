"""The review page: its text is the article's whatever is in it, and a real Chromium does what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browser import CHROMIUM, browser
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import vnreport
from vnreport.page.evidence import Words, find_words
from vnreport.page.marks import cut
from vnreport.page.pictures import attainment, changes
from vnreport.page.render import contents_page
from vnreport.vietnamese import VIETNAMESE

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "dak-lak-9-thang-2023.txt"
HOSTILE = (
    "Xã <script>document.title = 'đổi'</script> & \"ngoặc\"\n"
    "Thu ngân sách đạt 54.341 tỷ đồng, vượt 52,8% dự toán </script><img src=x onerror=alert(1)>.\n"
    "Ông \u202eẩn\u202c Nguyễn Văn Bình, Chủ tịch UBND xã, có \x07 5 vụ {{ 7 * 7 }} ${8}. <!-- \u2028 -->\n"
)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


def vnreport_run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "vnreport", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", **environment},
        check=False,
    )


@dataclass
class Visit:
    """A page in a browser, and all that should not happen there."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


Visitor = Callable[..., Visit]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visitor]:
    contexts = []
    visits: list[Visit] = []

    def open_(path: Path, **options: object) -> Visit:
        context = chromium.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        made = Visit(context.new_page())
        visits.append(made)
        made.page.on("console", lambda told: made.faults.append(told.text) if told.type == "error" else None)
        made.page.on("pageerror", lambda error: made.faults.append(str(error)))
        made.page.on("dialog", lambda dialog: made.faults.append(dialog.message))
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.goto(path.as_uri())
        return made

    yield open_
    for made in visits:
        assert made.faults == []
        assert all(url.startswith(("file:", "data:", "blob:")) for url in made.requests)
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    done = vnreport_run("extract", SAMPLE, "-o", path, LC_ALL="vi_VN.UTF-8")
    assert (done.returncode, done.stderr) == (0, b"")
    return path


CONTROLS = {*map(chr, (*range(0x20), *range(0x7F, 0xA0))), "\u202e", "\u2028"}


# --- without a browser ------------------------------------------------------------------------------------


def test_a_page_on_a_terminal_holds_nothing_that_it_would_obey(tmp_path: Path) -> None:
    article = tmp_path / "a\x1b[31m\u202e.txt"
    article.write_text(
        "Thu \x1b[2J\x9b31m\u202e đạt 5 tỷ đồng\u2028.\nÔng \x07Lê An, Chủ tịch \x9bxã.", encoding="utf-8"
    )
    done = vnreport_run("extract", article, "--format", "html")
    shown = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert "a␛[31m" in shown
    assert not [mark for mark in shown if mark != "\n" and mark in CONTROLS]
    data = shown.split('id="data">')[1].split("</script>")[0]
    (kept,) = json.loads(data)
    assert "\x9b31m\u202e đạt" in kept["text"]


@given(
    st.text(alphabet="ab \n\t\u202e\x00é", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["value", "period"]))),
)
def test_runs_are_the_text_and_know_their_records(text: str, spans: list[tuple[int, int, str]]) -> None:
    words = [(f"r{n}", Words(kind, start, end)) for n, (start, end, kind) in enumerate(spans)]
    lines = list(cut(text, words))
    assert len(lines) == text.count("\n") + 1
    shown = ["".join(text[run.start : run.end] for run in line) for line in lines]
    assert "\n".join(shown) == text
    for run in (run for line in lines for run in line):
        own = {
            id_
            for id_, (kind, start, end) in words
            if kind == "value" and end <= len(text) and start <= run.start and run.end <= end
        }
        assert set(run.ids) == own
        assert run.code or run.text == text[run.start : run.end]


def test_the_words_of_each_field_are_found_again() -> None:
    text = "Năm 2024, thu ngân sách đạt 54.341 tỷ đồng, tăng 25,9% so với cùng kỳ."
    change = vnreport.extract(text).records[1]
    found = {word.field: text[word.start : word.end] for word in find_words(change, text)}
    assert found == {
        "value": "25,9%",
        "indicator": "thu ngân sách",
        "period": "Năm 2024",
        "baseline": "cùng kỳ",
    }


def test_bars_are_measured_from_the_ratios() -> None:
    text = (
        "Thu nội địa đạt 80% kế hoạch, tăng 5% so với cùng kỳ; chi giảm 10% so với cùng kỳ; "
        "thu phí gấp 9 lần cùng kỳ."
    )
    records = vnreport.extract(text).records
    reached = attainment(records, VIETNAMESE)
    assert [(bar.value, bar.good, bar.cut) for bar in reached.bars] == [("80%", False, False)]
    assert reached.bars[0].end == pytest.approx(0.8 * reached.line)
    moved = changes(records, VIETNAMESE)
    assert [(bar.value, bar.cut) for bar in moved.bars] == [("+5%", False), ("−10%", False), ("+800%", True)]
    assert moved.bars[0].begin == pytest.approx(moved.line) == pytest.approx(moved.bars[1].end)


def archive_of(folder: Path, *texts: str, keep: bool = True) -> Path:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    flag = ["--keep-text"] if keep else []
    done = vnreport_run("extract", *paths, "--format", "jsonl", *flag)
    (folder / "archive.jsonl").write_bytes(done.stdout)
    return folder / "archive.jsonl"


def test_an_archive_without_text_reads_its_sources_again_while_they_are_the_same(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, "Xã có 5 vụ.\n", "Xã có 6 vụ.\n", "Xã có 7 vụ.\n", keep=False)
    (tmp_path / "1.txt").write_text("Xã có 9 vụ.\n", encoding="utf-8")
    (tmp_path / "2.txt").unlink()
    done = vnreport_run("page", archive, "-o", tmp_path / "pages")
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert "1.txt: the source has changed since its records were made; run batch" in told[0]
    assert "2.txt: the archive keeps no text, and the source cannot be read; run batch" in told[1]
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["000001.html", "index.html"]


def test_a_line_that_is_no_document_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, "Xã có 5 vụ.\n")
    archive.write_bytes(b'{"schema":1}\n' + archive.read_bytes())
    done = vnreport_run("page", archive, "-o", tmp_path / "pages")
    assert done.returncode == 1
    assert b"archive.jsonl: line 1: is no document" in done.stderr
    assert (tmp_path / "pages" / "000001.html").exists()


def test_a_folder_that_holds_something_is_refused_unless_told(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, "Xã có 5 vụ.\n")
    assert vnreport_run("page", archive, "-o", tmp_path).returncode == 2
    assert vnreport_run("page", archive, "-o", tmp_path, "--overwrite").returncode == 0
    assert (tmp_path / "index.html").exists()


def test_the_language_is_that_of_the_locale_or_the_one_named(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, "Xã có 5 vụ.\n")
    for at, (told, locale) in enumerate([("en", "vi_VN.UTF-8"), ("vi", "C")]):
        vnreport_run("page", archive, "-o", tmp_path / str(at), "--lang", told, LC_ALL=locale)
        page = (tmp_path / str(at) / "000001.html").read_text(encoding="utf-8")
        assert f'<html lang="{told}">' in page
        assert ("Chỉ tiêu" in page) is (told == "vi")


# --- in a browser -----------------------------------------------------------------------------------------


@needs_chromium
def test_a_row_and_its_words_show_each_other(sample: Path, visit: Visitor) -> None:
    page = visit(sample).page
    row = page.locator("tbody tr[data-r=r3]")
    row.hover()
    assert page.locator(".on-indicator").first.inner_text() == "GRDP"
    assert page.locator(".on-baseline").first.inner_text() == "cùng kỳ năm 2022"
    row.locator(".go").click()
    assert row.get_attribute("aria-current") == "true"
    assert page.locator(".on-value").inner_text() == "5,12%"
    page.locator(".text .v", has_text="9,26%").click()
    assert page.locator("tr.current").get_attribute("data-r") == "r4"


@needs_chromium
def test_records_are_filtered_and_sorted(sample: Path, visit: Visitor) -> None:
    page = visit(sample).page
    shown = page.locator(".side > table > tbody > tr:visible")
    everything = shown.count()
    page.locator(".chip[data-kind=comparison]").click()
    assert shown.count() == everything - page.locator("tr[data-kind=comparison]").count()
    assert page.locator(".text .v.faded").count() > 0
    page.locator(".chip[data-kind=comparison]").click()
    page.locator("#search").fill("ngan sach")
    assert 0 < shown.count() < everything
    assert all("ngân sách" in text.lower() for text in shown.all_inner_texts())
    page.locator("#search").fill("không có gì như thế")
    assert shown.count() == 0
    assert page.locator(".none").is_visible()
    page.locator("#search").fill("")
    page.locator("#least").fill("0.9")
    assert all(float(row.get_attribute("data-c") or 0) >= 0.9 for row in shown.all())
    page.locator("#least").fill("0")
    page.locator("[data-sort=confidence]").click()
    told = [float(row.get_attribute("data-c") or 0) for row in shown.all()]
    assert told == sorted(told)
    page.locator("[data-sort=confidence]").click()
    assert page.locator("th[aria-sort=descending]").count() == 1
    assert [float(row.get_attribute("data-c") or 0) for row in shown.all()] == sorted(told, reverse=True)


@needs_chromium
def test_the_keyboard_does_all_and_the_browser_remembers(sample: Path, visit: Visitor) -> None:
    page = visit(sample).page
    current = page.locator("tr.current")
    for key in "jjk":
        page.keyboard.press(key)
    assert current.get_attribute("data-r") == "r1"
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert page.locator("tr.accepted").get_attribute("data-r") == "r1"
    assert page.locator("tr.rejected").get_attribute("data-r") == "r2"
    page.reload()
    assert page.locator("#judged").inner_text() == "2"
    page.keyboard.press("j")
    page.keyboard.press("u")
    assert page.locator("#judged").inner_text() == "1"
    page.keyboard.press("/")
    page.keyboard.type("jar")
    assert page.locator("#search").input_value() == "jar"
    page.keyboard.press("Escape")
    assert page.locator("#search").input_value() == ""


@needs_chromium
def test_exported_corrections_are_gold_for_evaluate(sample: Path, visit: Visitor, tmp_path: Path) -> None:
    page = visit(sample).page
    for key in "jajajr":
        page.keyboard.press(key)
    with page.expect_download() as download:
        page.locator("#export").click()
    corrections = tmp_path / download.value.suggested_filename
    download.value.save_as(corrections)
    told = json.loads(corrections.read_text(encoding="utf-8"))
    assert [record["verdict"] for record in told["articles"][0]["records"]] == ["accept", "accept", "reject"]
    done = vnreport_run("evaluate", corrections)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"1" in done.stdout


@needs_chromium
def test_an_article_is_shown_as_text_whatever_is_in_it(visit: Visitor, tmp_path: Path) -> None:
    article = tmp_path / "a<b>&'\".txt"
    article.write_text(HOSTILE, encoding="utf-8")
    assert vnreport_run("extract", article, "-o", tmp_path / "page.html").returncode == 0
    visited = visit(tmp_path / "page.html")
    text = visited.page.locator(".text").inner_text()
    assert "<script>document.title = 'đổi'</script> & \"ngoặc\"" in text
    assert "</script><img src=x onerror=alert(1)>." in text
    assert "{{ 7 * 7 }} ${8}. <!-- " in text
    assert "Ông U+202EẩnU+202C Nguyễn Văn Bình" in text
    assert "U+0007" in text
    assert visited.page.title() != "đổi"
    assert visited.page.locator(".path").inner_text().endswith("a<b>&'\".txt")
    assert visited.page.locator("img").count() == 0


@needs_chromium
def test_two_megabytes_are_a_page_too(visit: Visitor, tmp_path: Path) -> None:
    article = tmp_path / "long.txt"
    line = "Trong năm, xã đã tổ chức nhiều hoạt động văn hóa, thể thao phục vụ nhân dân trên địa bàn.\n"
    article.write_text("Xã có 5 vụ cháy.\n" + line * (2_000_000 // len(line.encode()) + 1), encoding="utf-8")
    assert vnreport_run("extract", article, "-o", tmp_path / "page.html").returncode == 0
    page = visit(tmp_path / "page.html").page
    assert len(page.locator(".text").inner_text()) > 1_400_000
    page.keyboard.press("j")
    assert "".join(page.locator(".on-value").all_inner_texts()) == "5 vụ cháy"


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_fault(visit: Visitor, scheme: str, width: int, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    vnreport_run("extract", SAMPLE, SAMPLE, "-o", tmp_path / "page.html")
    page = visit(
        tmp_path / "page.html", color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    ).page
    page.keyboard.press("j")
    page.keyboard.press("a")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"]][:3]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@needs_chromium
def test_the_contents_find_an_article_by_its_words(visit: Visitor, tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        "Hà Giang thu ngân sách khá\n\nThu ngân sách đạt 5 tỷ đồng.\n",
        "Lào Cai đón khách\n\nKhách du lịch đạt 3 triệu lượt, ông Trần Văn Long, Giám đốc Sở Du lịch nói.\n",
    )
    assert vnreport_run("page", archive, "-o", tmp_path / "pages").returncode == 0
    page = visit(tmp_path / "pages" / "index.html").page
    titles = page.locator("#list a")
    assert titles.count() == 2
    page.locator("#search").fill("tran van long")
    assert titles.all_inner_texts() == ["Lào Cai đón khách"]
    titles.first.click()
    assert page.locator("h1").inner_text() == "Lào Cai đón khách"
    page.locator(".back").click()
    assert page.locator("#list a").count() == 2


@needs_chromium
def test_records_are_chosen_by_indicator_period_baseline_and_place(visit: Visitor, tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        "Tỉnh Sơn La: Năm 2023, thu ngân sách đạt 5 tỷ đồng, vượt 8% dự toán, tăng 6% so với cùng kỳ.\n"
        "Năm 2024, thu ngân sách đạt 7 tỷ đồng. Có 9 dự án mới. Tỉnh Điện Biên có 4 dự án mới.\n",
    )
    assert vnreport_run("page", archive, "-o", tmp_path / "pages", "--lang", "vi").returncode == 0
    page = visit(tmp_path / "pages" / "000001.html").page
    shown = page.locator(".side > table > tbody > tr:visible .go")
    everything = shown.all_inner_texts()
    for column, label, values in (
        ("baseline", "kế hoạch", ["vượt 8%"]),
        ("baseline", "cùng kỳ", ["tăng 6%"]),
        ("period", "2023", ["5 tỷ đồng", "vượt 8%", "tăng 6%"]),
        ("place", "Điện Biên", ["4 dự án"]),
    ):
        chooser = page.locator(f"[data-filter={column}]")
        chooser.select_option(label=label)
        assert shown.all_inner_texts() == values
        chooser.select_option("")
    page.locator("[data-filter=indicator]").select_option("BUDGET_REVENUE")
    assert shown.all_inner_texts() == ["5 tỷ đồng", "vượt 8%", "tăng 6%", "7 tỷ đồng"]
    page.locator("[data-filter=period]").select_option("2024")
    assert shown.all_inner_texts() == ["7 tỷ đồng"]
    page.locator("[data-filter=period]").focus()
    page.keyboard.press("j")  # chooses in the list, and is no key of the page
    assert page.locator("tr.current").count() == 0
    page.locator("[data-filter=period]").select_option("")
    page.locator("[data-filter=indicator]").select_option("")
    assert shown.all_inner_texts() == everything


@needs_chromium
@pytest.mark.parametrize("width", [360, 700, 1024, 1280, 1440])
def test_all_is_in_sight_at_any_width(sample: Path, visit: Visitor, width: int) -> None:
    page = visit(sample, viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".side thead [data-sort=value]").is_visible()
    for _ in range(14):
        page.keyboard.press("j")
    head, row = page.locator(".side thead").first.bounding_box(), page.locator("tr.current").bounding_box()
    assert head is not None
    assert row is not None
    if width >= 1280:  # the article is beside the table, and what both need stays below the bar
        bar = page.locator(".top").bounding_box()
        title = page.locator("article h1").bounding_box()
        cell = page.locator(".side thead th").first.bounding_box()
        assert bar is not None
        assert title is not None
        assert cell is not None
        assert bar["y"] + bar["height"] <= min(title["y"], cell["y"] + 1)
        assert cell["y"] + cell["height"] <= row["y"] + 1
        assert row["y"] + row["height"] <= 800
        assert page.locator(".on-value").is_visible()


@needs_chromium
def test_a_word_that_is_pointed_at_lights_up_its_row(sample: Path, visit: Visitor) -> None:
    page = visit(sample).page
    page.locator(".text .v", has_text="9,26%").hover()
    assert page.locator("tr.pointed").get_attribute("data-r") == "r4"
    assert page.locator(".on-value").inner_text() == "9,26%"
    page.locator("#search").hover()
    assert page.locator("tr.pointed, .on-value").count() == 0


@needs_chromium
def test_what_is_printed_is_dark_on_white_whatever_the_screen(sample: Path, visit: Visitor) -> None:
    page = visit(sample, color_scheme="dark").page
    colour = "getComputedStyle(document.documentElement).color.match(/\\d+/g).map(Number)"
    assert min(page.evaluate(colour)) > 200
    page.emulate_media(media="print")
    assert max(page.evaluate(colour)) < 60


@needs_chromium
def test_records_are_printed_as_a_table_on_a_sheet_of_paper(sample: Path, visit: Visitor) -> None:
    page = visit(sample, viewport={"width": 718, "height": 1050}).page  # A4 without its margins, in pixels
    page.emulate_media(media="print")
    heads, cells = (page.locator(f".side > table {row}").first for row in ("thead tr", "tbody tr"))
    assert heads.evaluate(_LINES) == cells.evaluate(_LINES) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


_LINES = (
    "(row) => new Set([...row.cells].filter((cell) => cell.offsetWidth).map((cell) => cell.offsetTop)).size"
)


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_kind_has_its_own_line(sample: Path, visit: Visitor, scheme: str) -> None:
    page = visit(sample, color_scheme=scheme).page
    lines = page.evaluate(
        "[...document.querySelectorAll('.chip i')].map((i) => getComputedStyle(i)).map("
        "(s) => [s.borderBottomStyle, s.borderBottomColor, s.borderBottomWidth])"
    )
    assert len({style for style, _, _ in lines}) == len({colour for _, colour, _ in lines}) == len(lines)
    assert {width for _, _, width in lines} == {"3px"}


@needs_chromium
def test_confidence_is_written_as_its_reader_writes_numbers(sample: Path, visit: Visitor) -> None:
    page = visit(sample).page
    assert page.locator(".c-confidence span").first.inner_text().startswith("0,")
    page.locator("#least").fill("0.85")
    assert page.locator("#least-shown").inner_text() == "0,85"


@needs_chromium
def test_long_contents_are_shown_piece_by_piece(visit: Visitor, tmp_path: Path) -> None:
    entry = {"published": "", "place": "", "records": 1, "words": ""}
    entries = [{**entry, "file": f"{n}.html", "title": f"Bài {n}"} for n in range(450)]
    (tmp_path / "index.html").write_text("".join(contents_page(entries)), encoding="utf-8")
    page = visit(tmp_path / "index.html").page
    counts = []
    while page.locator("#further").is_visible():
        counts.append(page.locator("#list a").count())
        page.locator("#further").click()
    assert [*counts, page.locator("#list a").count()] == [200, 400, 450]
