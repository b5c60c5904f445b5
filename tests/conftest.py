"""What several test modules need: the command as a process, an archive, and a document made by hand."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from batch_runs import BATCH, COMMAND, FILES, ROWS, article, held, kill, listed
from hypothesis import settings

from vnreport.document import (
    Action,
    Baseline,
    Comparison,
    Document,
    Figure,
    Indicator,
    Official,
    Percentage,
    Period,
    Phrase,
    Place,
    Position,
    Ranking,
    Record,
    Source,
    Span,
)
from vnreport.pipeline import Extraction
from vnreport.text import split_sentences
from vnreport.trace import Evidence, Trace

# What runs under nohup has SIGHUP ignored, and so has all that it starts; vnreport then keeps to that.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# A shell starts what runs in its background with SIGINT ignored, and so would be all that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A machine that is busy with other things is no defect of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Tests are told in English, wherever they run.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

TEXT = (
    "Thanh Hóa: Thu ngân sách vượt dự toán\n"
    "Năm 2024, thu ngân sách nhà nước ước đạt khoảng 54.341 tỉ đồng, vượt 52,8% dự toán và tăng 25,9%. "
    "Tốc độ tăng trưởng tổng sản phẩm trên địa bàn (GRDP) ước đạt 11,72%, đứng thứ 3 cả nước. "
    "Có 24/26 chỉ tiêu đạt và vượt KH; mục tiêu là 7,5-8%. "
    "Đồng chí Đỗ Quốc Cảnh, Tỉnh ủy viên, nguyên Chánh Văn phòng Tỉnh ủy phát biểu."
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `python -m vnreport ARGUMENTS` in an empty folder; stdin is empty unless `input` is given."""

    def run(
        *arguments: str | bytes | Path, input: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "vnreport", *arguments],
            input=input,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak Vietnamese in this test."""
    monkeypatch.setenv("LANGUAGE", "vi")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `news` with 72 articles, what a run makes of it, and in `broken` a run that was killed."""
    made = tmp_path_factory.mktemp("made")
    news = made / "news"
    news.mkdir()
    for number in range(FILES):
        (news / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    rows = (json.dumps({"text": article(number)}) + "\n" for number in range(FILES, FILES + ROWS))
    (news / "rows.jsonl.gz").write_bytes(gzip.compress("".join(rows).encode()))
    subprocess.run([*COMMAND, "-q", "news", "-o", "whole.jsonl"], cwd=made, check=True)
    kill(held(made, listed(made)[: 3 * BATCH], 2 * BATCH))
    (made / "broken").mkdir()
    (made / "out.jsonl.part").rename(made / "broken" / "out.jsonl.part")
    return made


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """`news` in the folder of the test, and `whole.jsonl` beside it."""
    shutil.copy(made / "whole.jsonl", tmp_path)
    return Path(shutil.copytree(made / "news", tmp_path / "news"))


@pytest.fixture
def broken(made: Path, archive: Path) -> Path:
    """`archive`, with a run of its list to out.jsonl that was killed when 32 articles were done."""
    shutil.copytree(made / "broken", archive.parent, dirs_exist_ok=True)
    return archive


class _Hand:
    """Makes records whose offsets are found in TEXT."""

    def __init__(self) -> None:
        self._made = 0

    def common(self, words: str, confidence: float) -> dict[str, object]:
        self._made += 1
        start = TEXT.index(words)
        sentence = next(s for s in split_sentences(TEXT) if s.start <= start < s.end)
        return {
            "id": f"r{self._made}",
            "text": words,
            "start": start,
            "end": start + len(words),
            "sentence": Span(sentence.start, sentence.end),
            "rule": "unit:VND",
            "confidence": confidence,
        }


def _indicator(words: str, code: str | None = None) -> Indicator:
    start = TEXT.index(words)
    return Indicator(words, start, start + len(words), code)


def _records() -> tuple[Record, ...]:
    of = _Hand().common
    year = Period("Năm 2024", "2024")
    revenue = _indicator("thu ngân sách nhà nước", "BUDGET_REVENUE")
    growth = _indicator("Tốc độ tăng trưởng tổng sản phẩm trên địa bàn (GRDP)", "GRDP_GROWTH")
    targets = _indicator("chỉ tiêu")
    whole = TEXT.index("cả nước")
    name = TEXT.index("Đỗ Quốc Cảnh")
    verb = TEXT.index("phát biểu")
    measured: dict[str, object] = {"period": year, "status": "estimate"}
    return (
        Figure(
            **of("54.341 tỉ đồng", 0.95),
            value=Decimal("54341000000000"),
            unit="VND",
            approx="about",
            indicator=revenue,
            **measured,
        ),
        Comparison(
            **of("52,8%", 0.9),
            value=Decimal("52.8"),
            unit="%",
            indicator=revenue,
            relation="above",
            baseline=Baseline("plan", "dự toán"),
            ratio=Decimal("1.528"),
            **measured,
        ),
        Comparison(
            **of("25,9%", 0.4),
            value=Decimal("25.9"),
            unit="%",
            indicator=revenue,
            relation="above",
            baseline=Baseline("same_period", None, "2023", inferred=True),
            ratio=Decimal("1.259"),
            **measured,
        ),
        Percentage(**of("11,72%", 0.95), value=Decimal("11.72"), unit="%", indicator=growth, **measured),
        Ranking(
            **of("đứng thứ 3", 0.9),
            rank=3,
            scope=Phrase("cả nước", whole, whole + 7),
            indicator=growth,
            period=year,
            place=Place("Thanh Hóa", "VN-21"),
        ),
        Figure(
            **of("24/26 chỉ tiêu", 0.9),
            value=Decimal(24),
            of=Decimal(26),
            unit="chỉ tiêu",
            indicator=targets,
        ),
        Comparison(
            **of("đạt và vượt KH", 0.8), relation="above", baseline=Baseline("plan", "KH"), indicator=targets
        ),
        Percentage(**of("7,5-8%", 0.7), low=Decimal("7.5"), high=Decimal(8), unit="%", status="target"),
        Official(
            **of("Đỗ Quốc Cảnh", 0.95),
            name="Đỗ Quốc Cảnh",
            honorific="Đồng chí",
            positions=(Position("Tỉnh ủy viên"), Position("Chánh Văn phòng Tỉnh ủy", former=True)),
            mentions=(Span(name, name + 12),),
            actions=(Action("phát biểu", verb, verb + 9),),
        ),
    )  # type: ignore[arg-type]


@pytest.fixture
def extraction() -> Extraction:
    """One record of each sort, with evidence and losers."""
    records = _records()
    document = Document(
        source=Source("bài.txt", "0" * 64, "utf-8", len(TEXT)),
        title=TEXT.partition("\n")[0],
        published="2024-11-28",
        place=Place("Thanh Hóa", "VN-21"),
        records=records,
    )
    traces = []
    for record in records:
        evidence = [Evidence("value", record.start, record.end, "numeral:digits")]
        indicator = getattr(record, "indicator", None)
        if indicator:
            evidence.append(Evidence("indicator", indicator.start, indicator.end, "indicator:GRDP_GROWTH"))
        traces.append(Trace(("noun:đồng chí", "unit:dong"), tuple(evidence)))
    return Extraction(TEXT, document, tuple(traces))
