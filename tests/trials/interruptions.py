"""Breaks `vnreport batch` off in each way that a machine knows, prints what it said, and continues it.

    python tests/trials/interruptions.py FOLDER

The *.txt of FOLDER are the sources. A line a trial: what happened, the exit status, whether the same command
then ended in the bytes of an uninterrupted run, and the message. Full and read-only disks are small tmpfs
mounts, so this is for root on Linux.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

COMMAND = (sys.executable, "-m", "vnreport", "batch", "-q", "--jobs", "1")
LISTED = 60  # sources that a run is given before it is broken off; 32 are done, then it waits for more


@dataclass
class Bench:
    """A folder for one trial, in which `out` is to be written."""

    names: list[str]
    out: Path
    expected: bytes = b""
    prefix: tuple[str, ...] = ()

    def start(self) -> subprocess.Popen[bytes]:
        """A run that waits for its list."""
        command = [*self.prefix, *COMMAND, "-", "-o", str(self.out)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stderr=pipe, start_new_session=True)

    def give(self, run: subprocess.Popen[bytes], names: list[str]) -> None:
        """Give a run more of its list."""
        assert run.stdin is not None
        run.stdin.write("".join(f"{name}\n" for name in names).encode())
        run.stdin.flush()

    def begun(self) -> subprocess.Popen[bytes]:
        """A run with something in its journal, which waits for the rest of its list."""
        run = self.start()
        self.give(run, self.names[:LISTED])
        journal = self.out.with_name(f"{self.out.name}.part") / "journal.jsonl"
        while not (journal.exists() and journal.stat().st_size):
            if run.poll() is not None:
                break
            time.sleep(0.01)
        return run

    def end(self, run: subprocess.Popen[bytes], names: list[str] | None = None) -> tuple[int, str]:
        """Give it the rest of the list; its status and what it said last."""
        rest = self.names[LISTED:] if names is None else names
        try:
            _, said = run.communicate("".join(f"{name}\n" for name in rest).encode())
        except BrokenPipeError:
            _, said = run.communicate()
        told = [line.decode() for line in said.splitlines()]
        return run.returncode, told[-1].replace(str(self.out.parent), "…") if told else ""

    def again(self) -> tuple[int, str]:
        """The same command, to its end."""
        return self.end(self.start(), self.names)


Trial = Callable[[Bench], tuple[int, str]]


def digest(data: bytes) -> str:
    """A checksum."""
    return hashlib.sha256(data).hexdigest()


def mount(folder: Path, size: int) -> None:
    """Put a disk of so many bytes in the place of a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a file system that is mounted."""
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True)


def signalled(*numbers: signal.Signals, everyone: bool = False) -> Trial:
    """A run that gets signals, half a second apart."""

    def trial(bench: Bench) -> tuple[int, str]:
        run = bench.begun()
        for number in numbers:
            os.killpg(run.pid, number) if everyone else run.send_signal(number)
            time.sleep(0.5)
        return bench.end(run)

    return trial


def group_of(pid: int) -> list[int]:
    """The processes of a run, its own first."""
    listed = subprocess.run(["ps", "-o", "pid=", "-g", str(pid)], capture_output=True, check=False, text=True)
    return sorted(int(line) for line in listed.stdout.split())


def removed_folder(bench: Bench) -> tuple[int, str]:
    """The folder of the output goes while it is written; then it is made again."""
    run = bench.begun()
    shutil.rmtree(bench.out.parent)
    told = bench.end(run)
    bench.out.parent.mkdir()
    return told


def deleted_source(bench: Bench) -> tuple[int, str]:
    """A source goes between listing and reading; it comes back and the run is begun anew."""
    source = Path(bench.names[LISTED + 1])
    aside = source.with_suffix(".aside")
    run = bench.begun()
    source.rename(aside)
    told = bench.end(run)
    aside.rename(source)
    bench.out.unlink()
    return told


def changed_source(bench: Bench) -> tuple[int, str]:
    """A source that was done is another when the run is continued; then it is again what it was."""
    source = Path(bench.names[0])
    kept = source.read_bytes()
    run = bench.begun()
    run.kill()
    run.communicate()
    source.write_bytes(kept + b"\n")
    told = bench.again()
    source.write_bytes(kept)
    return told


def two_runs(bench: Bench) -> tuple[int, str]:
    """A second run on the same output, while the first one goes on."""
    first = bench.begun()
    told = bench.again()
    first.kill()
    first.communicate()
    return told


def closed(streams: str) -> Trial:
    """A run whose standard streams are closed, full, or read by nobody."""

    def trial(bench: Bench) -> tuple[int, str]:
        command = subprocess.list2cmdline([*COMMAND[:-2], *bench.names, "-o", str(bench.out)])
        done = subprocess.run(["bash", "-c", f"{command} {streams}"], capture_output=True, check=False)
        bench.out.rename(bench.out.with_name("kept"))
        same = bench.out.with_name("kept").read_bytes() == bench.expected
        return done.returncode, "written all the same" if same else "WRITTEN OTHERWISE"

    return trial


def on_disk(share: float, before: str = "rw", mended: str = "size=64m") -> Trial:
    """A run on a disk of `share` times the output, which is mended afterwards."""

    def trial(bench: Bench) -> tuple[int, str]:
        mount(bench.out.parent, int(share * len(bench.expected)))
        remount(bench.out.parent, before)
        told = bench.again()
        remount(bench.out.parent, mended)
        return told

    return trial


def no_permission(bench: Bench) -> tuple[int, str]:
    """A folder that may not be written, by a user who is bound to that; then it may."""
    bench.prefix = ("setpriv", "--bounding-set=-dac_override")
    bench.out.parent.chmod(0o555)
    told = bench.again()
    bench.out.parent.chmod(0o755)
    return told


def killed(bench: Bench) -> tuple[int, str]:
    """SIGKILL to all processes at once."""
    run = bench.begun()
    os.killpg(run.pid, signal.SIGKILL)
    return bench.end(run)


def killed_worker(bench: Bench) -> tuple[int, str]:
    """SIGKILL to all that the run has made; it goes on by itself."""
    run = bench.begun()
    for pid in group_of(run.pid)[1:]:
        os.kill(pid, signal.SIGKILL)
    told = bench.end(run)
    bench.out.unlink()
    return told


TRIALS: dict[str, Trial] = {
    "kill -9": killed,
    "kill -9 of all but the run": killed_worker,
    "SIGTERM": signalled(signal.SIGTERM),
    "SIGINT to the group": signalled(signal.SIGINT, everyone=True),
    "SIGINT twice": signalled(signal.SIGINT, signal.SIGINT),
    "SIGHUP": signalled(signal.SIGHUP),
    "disk full in the journal": on_disk(0.5),
    "disk full in the output": on_disk(2.2),  # the journal takes 1.7 times the output
    "disk read-only": on_disk(9, before="ro", mended="rw"),
    "folder without permission": no_permission,
    "folder removed": removed_folder,
    "source deleted": deleted_source,
    "source changed": changed_source,
    "two runs": two_runs,
    "stdout closed": closed(">&-"),
    "all streams closed": closed("<&- >&- 2>&-"),
    "stderr full": closed("2>/dev/full"),
    "stderr read by nobody": closed("2>&1 | (exec <&-; sleep 3); exit ${PIPESTATUS[0]}"),
}


def main() -> int:
    """Make each trial in a folder of its own; 1 if one did not end in the right bytes."""
    (folder,) = sys.argv[1:]
    # A shell starts what runs in its background with SIGINT ignored, nohup with SIGHUP, and so would all be
    # that starts here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    wrong = 0
    with tempfile.TemporaryDirectory() as top:
        sources = Path(shutil.copytree(folder, Path(top) / "news"))
        names = [str(path) for path in sorted(sources.glob("*.txt"))]
        whole = Bench(names, Path(top) / "whole.jsonl")
        whole.again()
        expected = whole.out.read_bytes()
        print(f"{len(names)} sources; uninterrupted: {len(expected)} bytes, sha256 {digest(expected)}")
        for number, (name, trial) in enumerate(TRIALS.items()):
            bench = Bench(names, Path(top) / str(number) / "out.jsonl", expected)
            bench.out.parent.mkdir()
            try:
                status, said = trial(bench)
                bench.again()
                same = bench.out.read_bytes() == expected
            finally:
                if bench.out.parent.is_mount():
                    subprocess.run(["umount", bench.out.parent], check=True)
            wrong += not same
            print(f"{name:30} {status:4} {'same' if same else 'DIFFERS':8} {said}", flush=True)
    print(f"{len(TRIALS)} trials, {wrong} results differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
