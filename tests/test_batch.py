"""`vnreport batch` as a process: order, resuming, failures, signals and full disks."""

from __future__ import annotations

import gzip
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from legacy import encode

from vnreport.batch.progress import Lines
from vnreport.batch.tally import Tally

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

COMMAND = (sys.executable, "-m", "vnreport", "batch")


def article(number: int) -> str:
    """An article of its own length, so that articles take different times."""
    told = f"Xã {number} có {number + 2} hộ nghèo, giảm {number % 90 + 5}% so với cùng kỳ.\n"
    return f"Tin số {number}\n" + told * (number * 5 % 7 + 1)


FILES = 64
ROWS = 8
BATCH = 16  # articles that a worker is handed at once


@pytest.fixture(scope="module")
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


def listed(folder: Path) -> list[bytes]:
    """Lines for standard input: all that is in `news`."""
    return [f"news/{path.name}\n".encode() for path in sorted((folder / "news").iterdir())]


def same(archive: Path, name: str = "out.jsonl") -> bool:
    """Whether an output is that of an uninterrupted run."""
    return (archive.parent / name).read_bytes() == (archive.parent / f"whole{Path(name).suffix}").read_bytes()


def start(folder: Path, *arguments: str | Path, **options: object) -> subprocess.Popen[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([*COMMAND, *arguments], cwd=folder, **options)  # type: ignore[call-overload,no-any-return]


def held(folder: Path, lines: list[bytes], done: int, **options: object) -> subprocess.Popen[bytes]:
    """A run to out.jsonl that has been given these lines of its list, and waits for more.

    Its one worker is a batch behind, so that all batches but the last are done and in the journal.
    """
    process = start(folder, "-", "-o", "out.jsonl", "--jobs", "1", stdin=subprocess.PIPE, **options)
    more(process, lines)
    path = folder / "out.jsonl.part" / "journal.jsonl"
    until = time.monotonic() + 100
    while not path.exists() or path.read_bytes().count(b"\n") < done:
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.01)
    return process


def more(process: subprocess.Popen[bytes], lines: list[bytes]) -> None:
    """Give a run more lines of its list."""
    assert process.stdin is not None
    process.stdin.write(b"".join(lines))
    process.stdin.flush()


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a run that waits."""
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def wait_for_run(folder: Path) -> None:
    """Wait until a run has made its folder."""
    until = time.monotonic() + 60
    while not (folder / "run.json").exists():
        assert time.monotonic() < until
        time.sleep(0.01)


def workers_of(run: int) -> list[int]:
    """The processes that the children of a run have made."""

    def children(pid: int) -> list[int]:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    return [worker for child in children(run) for worker in children(child)]


def is_empty(group: int) -> bool:
    """Whether all processes of a group end before long."""
    until = time.monotonic() + 60
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
        assert done.stderr.decode().splitlines()[-1].startswith("vnreport: 64 articles, ")
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
    assert paths == [*names[:2], *(f"news/rows.jsonl.gz#line={n}" for n in range(1, ROWS + 1))]


def test_records_are_chosen_as_by_extract(run: Run, archive: Path) -> None:
    done = run("batch", "news/003.txt", "-o", "out.jsonl", "--kind", "comparison", "--min-confidence", "0.5")
    assert done.returncode == 0
    (line,) = (archive.parent / "out.jsonl").read_bytes().splitlines()
    assert {record["kind"] for record in json.loads(line)["records"]} == {"comparison"}
    assert b"(figures: 0, percentages: 0, " in done.stderr


def test_an_ending_of_no_format_is_told_before_any_work(run: Run, archive: Path) -> None:
    done = run("batch", "news", "-o", "out.parqet")
    assert (done.returncode, list(archive.parent.glob("out*"))) == (2, [])
    assert b"no format has files that end in .parqet; choose one with --format" in done.stderr
    assert run("batch", "news", "-o", "out.parqet", "--format", "jsonl").returncode == 0
    assert (archive.parent / "out.parqet").read_bytes() == (archive.parent / "whole.jsonl").read_bytes()


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


def test_a_terminal_has_a_bar_and_may_be_lost(archive: Path) -> None:
    names = listed(archive.parent)
    terminal, theirs = pty.openpty()
    process = held(
        archive.parent, names[: 2 * BATCH], BATCH, stderr=theirs, env={**os.environ, "COLUMNS": "120"}
    )
    os.close(theirs)
    shown = b""
    until = time.monotonic() + 60
    while b"16 articles, " not in shown:
        assert time.monotonic() < until
        shown += os.read(terminal, 65536)
    assert "━".encode() in shown
    os.close(terminal)
    process.communicate(b"".join(names[2 * BATCH :]), timeout=60)
    assert process.returncode == 0
    assert same(archive)


def test_elsewhere_a_line_now_and_then_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("vnreport.batch.progress.monotonic", lambda: clock[0])
    said: list[str] = []
    tally = Tally()
    with Lines(said.append) as lines:
        for clock[0] in range(0, 100, 9):
            tally.add((2, 0, 0, 0, 1), failed=False)
            lines.update(tally, 0)
    assert [line.partition(" failures")[0] for line in said] == [
        "vnreport: 5 articles, 15 records, 0",
        "vnreport: 9 articles, 27 records, 0",
    ]


# ---- failures


def test_what_fails_is_listed_and_the_rest_is_written(run: Run, archive: Path) -> None:
    (archive / "005.txt").write_bytes(b"caf\xe9")
    (archive / "006.txt").unlink()
    (archive / "006.txt").symlink_to("nothing")
    done = run("batch", "news", "-o", "out.jsonl")
    assert done.returncode == 1
    listed = (archive.parent / "out.jsonl.failures.jsonl").read_bytes().splitlines()
    failures = [json.loads(line) for line in listed]
    assert [failure["path"] for failure in failures] == ["news/005.txt", "news/006.txt"]
    assert "is not UTF-8" in failures[0]["reason"]
    assert b"72 articles" in done.stderr
    assert b"2 failures" in done.stderr
    assert len((archive.parent / "out.jsonl").read_bytes().splitlines()) == 70


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
    assert len(out.read_bytes().splitlines()) == 72


# ---- runs that are broken off


def test_a_run_that_is_killed_again_and_again_ends_in_the_same_bytes(run: Run, archive: Path) -> None:
    for batches in (2, 4):
        kill(held(archive.parent, listed(archive.parent)[: batches * BATCH], (batches - 1) * BATCH))
    with (archive.parent / "out.jsonl.part" / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"name": "torn')
    done = run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(archive.parent)))
    assert done.returncode == 0
    assert b"72 articles (48 of them in an earlier run)" in done.stderr
    assert same(archive)


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl.gz"])
def test_other_formats_resume_byte_for_byte_too(run: Run, broken: Path, name: str) -> None:
    (broken.parent / "out.jsonl.part").rename(broken.parent / f"{name}.part")
    done = run("batch", "-", "-o", name, input=b"".join(listed(broken.parent)))
    assert done.returncode == 0
    assert b"(32 of them in an earlier run)" in done.stderr
    again = f"again-{name}"
    assert run("batch", "news", "-o", again).returncode == 0
    assert (broken.parent / name).read_bytes() == (broken.parent / again).read_bytes()
    if name == "out.csv":
        files = (f"news/{path.name}" for path in sorted(broken.glob("*.txt")))
        assert (
            (broken.parent / name).read_bytes().startswith(run("extract", *files, "--format", "csv").stdout)
        )


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("at_work", [False, True], ids=["reading", "at work"])
def test_a_signal_stops_cleanly_and_leaves_no_process(
    run: Run, archive: Path, number: signal.Signals, status: int, at_work: bool
) -> None:
    """While the run waits for its list, and while it waits for a worker, which is stopped so that it does."""
    names = listed(archive.parent)
    process = held(archive.parent, names[: 3 * BATCH], 2 * BATCH, start_new_session=True)
    if at_work:
        (worker,) = workers_of(process.pid)
        os.kill(worker, signal.SIGSTOP)
        more(process, names[3 * BATCH :])
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert b"the same command goes on from there" in said
    assert b"Traceback" not in said
    assert is_empty(process.pid)
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(names)).returncode == 0
    assert same(archive)


def test_a_second_signal_ends_at_once() -> None:
    code = (
        "import time; from vnreport.batch.signals import Interrupted, Signals\n"
        "with Signals() as signals:\n"
        "    print('ready', flush=True)\n"
        "    try:\n        while not signals.check(): time.sleep(0.01)\n"
        "    except Interrupted: time.sleep(0.5); print('asked', flush=True)\n"
        "    time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for said in (b"ready\n", b"asked\n"):
        assert process.stdout.readline() == said
        process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    process.communicate()


def test_workers_end_when_their_parent_is_killed(archive: Path) -> None:
    process = held(archive.parent, listed(archive.parent)[: 2 * BATCH], BATCH, start_new_session=True)
    assert len(workers_of(process.pid)) == 1
    kill(process)
    assert is_empty(process.pid)


def test_a_second_run_on_the_same_output_is_told(run: Run, archive: Path) -> None:
    process = start(archive.parent, "-", "-o", "out.jsonl", stdin=subprocess.PIPE)
    wait_for_run(archive.parent / "out.jsonl.part")
    for anew in ((), ("--overwrite",)):
        done = run("batch", "news", "-o", "out.jsonl", *anew)
        assert done.returncode == 2
        assert b"another run is writing this output" in done.stderr
    process.communicate(b"news/001.txt\n", timeout=60)
    assert process.returncode == 0


def test_a_run_with_other_settings_is_refused(run: Run, broken: Path) -> None:
    done = run("batch", "-", "-o", "out.jsonl", "--kind", "figure")
    assert done.returncode == 2
    assert b"(kinds differ)" in done.stderr
    assert run("batch", "news", "-o", "out.jsonl", "--kind", "figure", "--overwrite").returncode == 0


@pytest.mark.parametrize("change", ["content", "lost", "left out", "added"])
def test_a_source_that_changed_is_noticed(run: Run, broken: Path, change: str) -> None:
    names = listed(broken.parent)
    if change == "content":
        (broken / "003.txt").write_text("Khác hẳn.")
    elif change == "lost":
        (broken / "003.txt").unlink()
    elif change == "left out":
        names.remove(b"news/003.txt\n")
    else:
        names.insert(3, b"news/004.txt\n")
    done = run("batch", "-", "-o", "out.jsonl", input=b"".join(names))
    assert done.returncode == 2
    assert b"news/003.txt: was read by an earlier run, but has changed since" in done.stderr


def test_a_source_that_was_only_touched_is_the_same(run: Run, broken: Path) -> None:
    for path in broken.iterdir():
        os.utime(path)
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(broken.parent))).returncode == 0
    assert same(broken)


def test_a_table_that_grew_is_read_on(run: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"text": article(n)}) + "\n" for n in range(2 * BATCH + 1)]
    (tmp_path / "news").mkdir()
    table = tmp_path / "news" / "a.jsonl"
    table.write_text("".join(rows[:-1]))
    kill(held(tmp_path, listed(tmp_path), BATCH))
    with table.open("a") as file:
        file.write(rows[-1])
    assert run("batch", "-", "-o", "out.jsonl", input=b"".join(listed(tmp_path))).returncode == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == len(rows)


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


def test_a_disk_that_takes_the_journal_and_not_the_output(run: Run, broken: Path, small_disk: Path) -> None:
    whole = (broken.parent / "whole.jsonl").read_bytes()
    journal = (broken.parent / "out.jsonl.part" / "journal.jsonl").read_bytes()
    share = len(journal) / len(b"\n".join(whole.split(b"\n")[: journal.count(b"\n")]))
    free = int(len(whole) * (share + 0.5))  # for the journal, and half the output
    subprocess.run(["mount", "-o", f"remount,size={free}", small_disk], check=True)
    shutil.copytree(broken.parent / "out.jsonl.part", small_disk / "out.jsonl.part")
    names = b"".join(listed(broken.parent))
    done = run("batch", "-", "-o", small_disk / "out.jsonl", input=names)
    assert done.returncode == 1
    assert b"out.jsonl: cannot be written: No space left on device" in done.stderr
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert run("batch", "-", "-o", small_disk / "out.jsonl", input=names).returncode == 0
    assert (small_disk / "out.jsonl").read_bytes() == whole


def test_a_read_only_disk_is_named(run: Run, archive: Path, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = run("batch", "news", "-o", small_disk / "out.jsonl")
    assert done.returncode == 1
    assert b"out.jsonl.part: cannot be written: Read-only file system" in done.stderr


def test_a_folder_that_is_removed_while_it_is_written_is_noticed(archive: Path) -> None:
    process = held(archive.parent, listed(archive.parent)[: 2 * BATCH], BATCH)
    shutil.rmtree(archive.parent / "out.jsonl.part")
    _, said = process.communicate(b"news/050.txt\n", timeout=60)
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


@pytest.mark.parametrize("nobody", ["| (exec <&-; sleep 2)", "2>/dev/full"], ids=["closed pipe", "full"])
def test_messages_that_nobody_takes_change_nothing(archive: Path, nobody: str) -> None:
    command = subprocess.list2cmdline([*COMMAND, "nothing.txt", "news", "-o", "out.jsonl"])
    to_pipe = "2>&1" if nobody.startswith("|") else ""
    told = f"(sleep 0.2; {command} {to_pipe} || echo $? >status) {nobody}"
    subprocess.run(["bash", "-c", told], cwd=archive.parent, check=True, timeout=60)
    assert (archive.parent / "status").read_text() == "1\n"
    assert same(archive)


def test_what_else_lies_in_the_folder_of_a_run_stays(run: Run, archive: Path) -> None:
    other = archive.parent / "out.jsonl.part" / "mine.txt"
    other.parent.mkdir()
    other.write_text("của tôi")
    assert run("batch", "news", "-o", "out.jsonl").returncode == 0
    assert [path.name for path in other.parent.iterdir()] == ["mine.txt"]
    assert same(archive)


def test_an_encoding_in_doubt_is_told_and_one_that_is_named_is_taken(run: Run, archive: Path) -> None:
    (archive / "005.txt").write_bytes(encode("Giá vàng 54,3 triệu đồng", "windows-1258"))
    done = run("batch", "news/005.txt", "-o", "found.jsonl")
    assert b"news/005.txt: taken for windows-1258" in done.stderr
    named = run("batch", "news/005.txt", "-o", "named.jsonl", "--encoding", "windows-1258")
    assert b"taken for" not in named.stderr
    found = (archive.parent / "found.jsonl").read_bytes()
    assert found == (archive.parent / "named.jsonl").read_bytes()
    assert b'"encoding":"windows-1258"' in found
