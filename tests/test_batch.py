"""`vnreport batch` as a process: order, resuming, failures, signals and full disks."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

COMMAND = (sys.executable, "-m", "vnreport", "batch")


def article(number: int) -> str:
    """An article of its own length, so that articles take different times."""
    told = f"Xã {number} có {number + 2} hộ nghèo, giảm {number % 90 + 5}% so với cùng kỳ.\n"
    return f"Tin số {number}\n" + told * (number * 5 % 7 + 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `news` with 45 articles, what a run makes of it, and in `broken` a run that was killed."""
    made = tmp_path_factory.mktemp("made")
    news = made / "news"
    news.mkdir()
    for number in range(30):
        (news / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    rows = (json.dumps({"text": article(number)}) + "\n" for number in range(30, 45))
    (news / "rows.jsonl.gz").write_bytes(gzip.compress("".join(rows).encode()))
    subprocess.run([*COMMAND, "-q", "news", "-o", "whole.jsonl"], cwd=made, check=True)
    kill_after(16, made)
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
    """`archive`, with a run to out.jsonl that was killed when 16 articles were done."""
    shutil.copytree(made / "broken", archive.parent, dirs_exist_ok=True)
    return archive


def same(archive: Path, name: str = "out.jsonl") -> bool:
    """Whether an output is that of an uninterrupted run."""
    return (archive.parent / name).read_bytes() == (archive.parent / f"whole{Path(name).suffix}").read_bytes()


def start(folder: Path, *arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, stderr=subprocess.PIPE, **{"stdin": subprocess.DEVNULL, **options}
    )  # type: ignore[call-overload,no-any-return]


def wait_for_run(folder: Path) -> None:
    """Wait until a run has made its folder."""
    until = time.monotonic() + 60
    while not (folder / "run.json").exists():
        assert time.monotonic() < until
        time.sleep(0.01)


def wait_for_journal(folder: Path, lines: int, name: str = "out.jsonl") -> None:
    """Wait until so many articles are in the journal of an output."""
    path = folder / f"{name}.part" / "journal.jsonl"
    until = time.monotonic() + 60
    while not path.exists() or path.read_bytes().count(b"\n") < lines:
        assert time.monotonic() < until
        time.sleep(0.01)


def kill_after(lines: int, folder: Path, name: str = "out.jsonl") -> None:
    """Run over `news`, and kill the run when so many articles are done."""
    process = start(folder, "news", "-o", name)
    wait_for_journal(folder, lines, name)
    process.kill()
    process.communicate()
    assert not (folder / name).exists()


def is_empty(group: int) -> bool:
    """Whether all processes of a group end before long."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


# ---- what is written


def test_the_output_is_that_of_extract_whatever_the_number_of_jobs(run: Run, archive: Path) -> None:
    files = sorted(archive.glob("*.txt"))
    run("extract", *files, "-o", "extract.jsonl")
    for jobs in ("1", "3"):
        done = run("batch", archive, "-o", f"{jobs}.jsonl", "--jobs", jobs, "--glob", "*.txt")
        assert (done.returncode, done.stdout) == (0, b"")
        assert done.stderr.decode().splitlines()[-1].startswith("vnreport: 30 articles, ")
    outputs = {(archive.parent / f"{name}.jsonl").read_bytes() for name in ("extract", "1", "3")}
    assert len(outputs) == 1
    assert sorted(path.name for path in archive.parent.glob("*.part*")) == []


@pytest.mark.parametrize("null", [False, True], ids=["lines", "null"])
def test_paths_come_from_standard_input(run: Run, archive: Path, null: bool) -> None:
    names = ["news/003.txt", "news/001.txt", "news/rows.jsonl.gz"]
    end = "\0" if null else "\n"
    done = run("batch", *(["-0"] if null else []), "-", "-o", "out.jsonl", input=end.join(names).encode())
    assert done.returncode == 0
    lines = (archive.parent / "out.jsonl").read_bytes().splitlines()
    paths = [json.loads(line)["source"]["path"] for line in lines]
    assert paths == [*names[:2], *(f"news/rows.jsonl.gz#line={n}" for n in range(1, 16))]


def test_records_are_chosen_as_by_extract(run: Run, archive: Path) -> None:
    done = run("batch", "news/003.txt", "-o", "out.jsonl", "--kind", "comparison", "--min-confidence", "0.5")
    assert done.returncode == 0
    (line,) = (archive.parent / "out.jsonl").read_bytes().splitlines()
    assert {record["kind"] for record in json.loads(line)["records"]} == {"comparison"}
    assert b"(0 figure, 0 percentage, " in done.stderr


def test_quiet_says_only_what_failed(run: Run, archive: Path) -> None:
    done = run("batch", "-q", "news/003.txt", "missing.txt", "-o", "out.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "vnreport: missing.txt: there is no such file; check the name and the folder\n"
    )


def test_files_of_no_known_kind_are_told(run: Run, archive: Path) -> None:
    (archive / "a.doc").write_bytes(b"")
    (archive / "b.pdf").write_bytes(b"")
    done = run("batch", "news", "-o", "out.jsonl")
    assert (done.returncode, same(archive)) == (0, True)
    assert done.stderr.decode().splitlines()[-2] == (
        "vnreport: warning: 2 files of no known kind were left out, for instance news/a.doc; "
        "--glob chooses the files to read"
    )


# ---- failures


def test_what_fails_is_listed_and_the_rest_is_written(run: Run, archive: Path) -> None:
    (archive / "005.txt").write_bytes(b"xin ch\xe0o")
    (archive / "006.txt").unlink()
    (archive / "006.txt").symlink_to("nothing")
    done = run("batch", "news", "-o", "out.jsonl")
    assert done.returncode == 1
    listed = (archive.parent / "out.jsonl.failures.jsonl").read_bytes().splitlines()
    failures = [json.loads(line) for line in listed]
    assert [failure["path"] for failure in failures] == ["news/005.txt", "news/006.txt"]
    assert "is not UTF-8" in failures[0]["reason"]
    assert b"45 articles" in done.stderr
    assert b"2 failures" in done.stderr
    assert len((archive.parent / "out.jsonl").read_bytes().splitlines()) == 43


def test_a_failure_too_many_stops_the_run_which_goes_on_once_it_is_mended(run: Run, archive: Path) -> None:
    good = (archive / "020.txt").read_bytes()
    (archive / "020.txt").write_bytes(b"\xff\xfe\0")
    done = run("batch", "news", "-o", "out.jsonl", "--fail-fast")
    assert done.returncode == 1
    assert b"news/020.txt: is failure 1, more than allowed" in done.stderr
    assert not (archive.parent / "out.jsonl").exists()
    (archive / "020.txt").write_bytes(good)
    done = run("batch", "news", "-o", "out.jsonl", "--fail-fast")
    assert done.returncode == 0
    assert b"(20 of them in an earlier run)" in done.stderr
    assert same(archive)


def test_max_failures_allows_so_many(run: Run, archive: Path) -> None:
    done = run("batch", "a.txt", "b.txt", "news/001.txt", "-o", "out.jsonl", "--max-failures", "2")
    assert (done.returncode, (archive.parent / "out.jsonl").exists()) == (1, True)
    done = run("batch", "a.txt", "b.txt", "news/001.txt", "-o", "two.jsonl", "--max-failures", "1")
    assert (done.returncode, (archive.parent / "two.jsonl").exists()) == (1, False)
    assert len((archive.parent / "two.jsonl.failures.jsonl").read_bytes().splitlines()) == 1


# ---- an output that is there


def test_a_finished_output_is_not_touched_without_overwrite(run: Run, archive: Path) -> None:
    out = archive.parent / "out.jsonl"
    out.write_text("old")
    done = run("batch", "news/001.txt", "-o", "out.jsonl")
    assert (done.returncode, out.read_text()) == (2, "old")
    assert b"is there already; replace it with --overwrite" in done.stderr
    assert not (archive.parent / "out.jsonl.part").exists()
    assert run("batch", "news/001.txt", "-o", "out.jsonl", "--overwrite").returncode == 0
    assert out.read_text() != "old"


def test_an_output_among_the_sources_is_not_read(run: Run, archive: Path) -> None:
    out = archive / "000.jsonl"
    out.write_text('{"text": "old"}\n')
    (archive / "000.jsonl.failures.jsonl").write_text("{}\n")
    assert run("batch", "news", "-o", "news/000.jsonl", "--overwrite").returncode == 0
    assert len(out.read_bytes().splitlines()) == 45


# ---- runs that are broken off


def test_a_run_that_is_killed_again_and_again_ends_in_the_same_bytes(run: Run, archive: Path) -> None:
    for lines in (1, 30):
        kill_after(lines, archive.parent)
    with (archive.parent / "out.jsonl.part" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"name": "torn')
    done = run("batch", "news", "-o", "out.jsonl")
    assert done.returncode == 0
    assert b"of them in an earlier run)" in done.stderr
    assert same(archive)


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl.gz"])
def test_other_formats_resume_byte_for_byte_too(run: Run, broken: Path, name: str) -> None:
    (broken.parent / "out.jsonl.part").rename(broken.parent / f"{name}.part")
    done = run("batch", "news", "-o", name)
    assert done.returncode == 0
    assert b"of them in an earlier run)" in done.stderr
    again = f"again-{name}"
    assert run("batch", "news", "-o", again).returncode == 0
    assert (broken.parent / name).read_bytes() == (broken.parent / again).read_bytes()
    if name == "out.csv":
        files = (f"news/{path.name}" for path in sorted(broken.glob("*.txt")))
        assert (
            (broken.parent / name).read_bytes().startswith(run("extract", *files, "--format", "csv").stdout)
        )


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_cleanly_and_leaves_no_process(
    run: Run, archive: Path, number: signal.Signals, status: int
) -> None:
    process = start(archive.parent, "news", "-o", "out.jsonl", start_new_session=True)
    wait_for_journal(archive.parent, 5)
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert b"the same command goes on from there" in said
    assert b"Traceback" not in said
    assert is_empty(process.pid)
    assert run("batch", "news", "-o", "out.jsonl").returncode == 0
    assert same(archive)


def test_a_signal_stops_a_run_that_waits_for_its_list(archive: Path) -> None:
    process = start(archive.parent, "-", "-o", "out.jsonl", stdin=subprocess.PIPE)
    wait_for_run(archive.parent / "out.jsonl.part")
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    process.communicate()


def test_a_second_signal_ends_at_once() -> None:
    code = (
        "import time; from vnreport.batch.signals import Signals\n"
        "with Signals():\n    print('ready', flush=True)\n    time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    process.communicate()


def test_workers_end_when_their_parent_is_killed(archive: Path) -> None:
    process = start(archive.parent, "news", "-o", "out.jsonl", start_new_session=True)
    wait_for_journal(archive.parent, 1)
    process.kill()
    process.communicate()
    assert is_empty(process.pid)


def test_a_second_run_on_the_same_output_is_told(run: Run, archive: Path) -> None:
    process = start(archive.parent, "-", "-o", "out.jsonl", stdin=subprocess.PIPE)
    wait_for_run(archive.parent / "out.jsonl.part")
    for more in ((), ("--overwrite",)):
        done = run("batch", "news", "-o", "out.jsonl", *more)
        assert done.returncode == 2
        assert b"another run is writing this output" in done.stderr
    process.communicate(b"news/001.txt\n", timeout=60)
    assert process.returncode == 0


def test_a_run_with_other_settings_is_refused(run: Run, broken: Path) -> None:
    done = run("batch", "news", "-o", "out.jsonl", "--kind", "figure")
    assert done.returncode == 2
    assert b"(kinds differ)" in done.stderr
    assert run("batch", "news", "-o", "out.jsonl", "--kind", "figure", "--overwrite").returncode == 0


@pytest.mark.parametrize("change", ["content", "removed", "added"])
def test_a_source_that_changed_is_noticed(run: Run, broken: Path, change: str) -> None:
    if change == "content":
        (broken / "003.txt").write_text("Khác hẳn.")
    elif change == "removed":
        (broken / "003.txt").unlink()
    else:
        (broken / "002b.txt").write_text("Thêm.")
    done = run("batch", "news", "-o", "out.jsonl")
    assert done.returncode == 2
    assert b"news/003.txt: was read by an earlier run, but has changed since" in done.stderr


def test_a_source_that_was_only_touched_is_the_same(run: Run, broken: Path) -> None:
    for path in broken.iterdir():
        os.utime(path)
    assert run("batch", "news", "-o", "out.jsonl").returncode == 0
    assert same(broken)


def test_a_table_that_grew_is_read_on(run: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"text": article(n)}) + "\n" for n in range(3)]
    (tmp_path / "news").write_text("".join(rows[:2]))
    (tmp_path / "news").rename(tmp_path / "news.jsonl")
    process = start(tmp_path, "news.jsonl", "-", "-o", "out.jsonl", stdin=subprocess.PIPE)
    wait_for_run(tmp_path / "out.jsonl.part")
    time.sleep(0.2)
    process.kill()
    process.communicate()
    with (tmp_path / "news.jsonl").open("a") as file:
        file.write(rows[2])
    assert run("batch", "news.jsonl", "-", "-o", "out.jsonl").returncode == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3


# ---- disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KiB; needs root."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_is_a_message_and_the_run_goes_on_when_there_is_room(
    run: Run, archive: Path, small_disk: Path
) -> None:
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"cannot be written: No space left on device; when that is mended, the same command" in done.stderr
    assert b"Traceback" not in done.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 0
    assert b"of them in an earlier run)" in done.stderr
    assert (small_disk / "out.jsonl").read_bytes() == (archive.parent / "whole.jsonl").read_bytes()


def test_a_disk_that_takes_the_journal_and_not_the_output(
    run: Run, archive: Path, broken: Path, small_disk: Path
) -> None:
    shutil.copytree(archive.parent / "out.jsonl.part", small_disk / "out.jsonl.part")
    free = len((archive.parent / "whole.jsonl").read_bytes()) * 3 // 2
    (small_disk / "filler").write_bytes(b"")
    subprocess.run(["mount", "-o", f"remount,size={free}", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"out.jsonl: cannot be written: No space left on device" in done.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert run("batch", "news", "-o", small_disk / "out.jsonl").returncode == 0
    assert (small_disk / "out.jsonl").read_bytes() == (archive.parent / "whole.jsonl").read_bytes()


def test_a_read_only_disk_is_named(run: Run, archive: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"out.jsonl.part: cannot be written: Read-only file system" in done.stderr


def test_an_output_folder_that_is_removed_is_noticed(archive: Path) -> None:
    out = archive.parent / "out"
    out.mkdir()
    process = start(archive.parent, "-", "-o", "out/out.jsonl", stdin=subprocess.PIPE)
    wait_for_journal(out, 0)
    time.sleep(0.5)  # the run has nothing more to open, and waits for its list
    shutil.rmtree(out)
    _, said = process.communicate(b"news\n", timeout=60)
    assert process.returncode == 1
    assert b"was removed while it was written" in said
    assert b"Traceback" not in said


def test_an_output_folder_that_is_not_there_is_named(run: Run, archive: Path) -> None:
    done = run("batch", "news", "-o", "nowhere/out.jsonl")
    assert done.returncode == 1
    assert b"nowhere/out.jsonl.part: cannot be written: No such file or directory" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_change_nothing(archive: Path, closed: str) -> None:
    command = subprocess.list2cmdline([*COMMAND, "news/001.txt", "-o", "out.jsonl"])
    done = subprocess.run(["bash", "-c", f"{command} {closed}"], cwd=archive.parent, check=False, timeout=60)
    assert done.returncode == 0
    assert len((archive.parent / "out.jsonl").read_bytes().splitlines()) == 1
