"""The worked questions of README's Vietnamese half: commands, run as a reader would, and what they print."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import regex

SAMPLES = Path(__file__).parent.parent / "samples"
# In the order of README: later ones read what earlier ones have written.
COMMANDS: dict[str, tuple[str, ...]] = {
    "cau_1": (
        "vnreport extract --kind figure --kind comparison samples/hai-phong-thu-ngan-sach-2018.txt \\\n"
        "        --format table | head -16",
    ),
    "cau_2": ("vnreport extract --kind official --format table samples/bao-cao-tinh.txt",),
    "cau_3": ("vnreport extract --kind ranking --format table samples/bao-cao-tinh.txt",),
    "cau_4": (
        'echo "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng, vượt 52,8% dự toán." |\n'
        "        vnreport explain --kind comparison",
    ),
    "cau_5": (
        'echo "Năm 2020, thu ngân sách đạt 4.290,3 tỷ đồng, bằng 112,1% dự toán (3.800 tỷ đồng)." |\n'
        "        vnreport extract --format table | tail -2",
    ),
    "cau_6": (
        "vnreport batch samples/*.txt bao-cao.pdf -o kho.sqlite",
        "cat kho.sqlite.failures.jsonl",
    ),
    "cau_7": (
        "sqlite-utils --fmt simple kho.sqlite \"SELECT indicator AS 'chỉ tiêu', place AS 'nơi',\n"
        "        period AS 'kỳ', percent_of_plan AS '% kế hoạch' FROM plan_attainment\n"
        '        WHERE percent_of_plan > 105 AND confidence >= 0.8 ORDER BY percent_of_plan DESC LIMIT 5"',
    ),
    "cau_8": (
        "sqlite-utils --fmt simple kho.sqlite \"SELECT indicator AS 'chỉ tiêu', place AS 'nơi',\n"
        "        period AS 'kỳ', percent_change AS 'thay đổi, %' FROM same_period_changes\n"
        '        WHERE percent_change < 0 AND indicator_code IS NOT NULL ORDER BY percent_change LIMIT 5"',
    ),
    "cau_9": (
        "sqlite-utils --fmt simple kho.sqlite \"SELECT d.indicator_text AS 'chỉ tiêu',\n"
        "        b.place_text AS 'nơi', so.baseline_text AS 'kế hoạch nào',\n"
        "        round(d.value / 1e9) AS 'tỷ đồng', "
        "round(d.low / 1e9, 1) AS 'từ', round(d.high / 1e9, 1) AS 'đến'\n"
        "        FROM derived d JOIN records so ON so.document = d.document AND so.id = d.comparison\n"
        "        JOIN documents b ON b.key = d.document\n"
        "        WHERE d.kind = 'plan' AND d.unit = 'VND' ORDER BY d.value DESC LIMIT 4\"",
    ),
    "cau_10": (
        "vnreport extract --keep-text samples/bao-cao-tinh.txt samples/dak-lak-9-thang-2023.txt -o kho.jsonl",
        "vnreport page kho.jsonl -o trang-doi-chieu",
    ),
    "cau_11": (
        "vnreport extract samples/bao-cao-tinh.txt -o so-lieu.xlsx",
        "python3 -c \"import pandas; print(pandas.read_excel('so-lieu.xlsx', sheet_name='bản ghi')\n"
        "        [['Chỉ tiêu', 'Giá trị', 'Đơn vị', 'Kỳ']][3:8].to_string(index=False))\"",
    ),
    "cau_12": (
        "vnreport batch -q samples/*.txt -o ca-kho.jsonl",
        "vnreport panel ca-kho.jsonl --indicator BUDGET_REVENUE --format table",
    ),
    "cau_13": ("vnreport officials ca-kho.jsonl --place 'Nam Định' --format table",),
}
_TIMES = regex.compile(r"[\d.,]+ giây, [\d.,]+ bài/giây")


@cache
def answers() -> dict[str, str]:
    """Each question's commands with what a Vietnamese terminal of 100 columns shows, times left out."""
    environment = {
        **os.environ,
        "LC_ALL": "vi_VN.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    }
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "samples").symlink_to(SAMPLES)
        Path(folder, "bao-cao.pdf").write_bytes(b"%PDF-1.7\n")
        for name, commands in COMMANDS.items():
            told[name] = "".join(
                f"$ {command}\n{_printed(command, folder, environment)}" for command in commands
            )
    return told


def _printed(command: str, folder: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if "setlocale" not in line]
    text = "".join(f"{line.rstrip()}\n" for line in lines).rstrip("\n")
    return _TIMES.sub("… giây, … bài/giây", f"{text}\n" if text else "")
