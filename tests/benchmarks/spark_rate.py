"""How fast Spark extracts beside a plain loop: `python tests/benchmarks/spark_rate.py FOLDER [ARTICLES]`.

The articles of FOLDER, over again until there are as many as asked for, go through a loop, through one task
and through two tasks of one Spark session, in turn, three times; Spark writes Parquet. Start-up is left out.
Seconds on the clock tell of the machine's other load too, seconds of CPU hardly.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from pyspark.sql import SparkSession

import vnreport
from vnreport.spark import documents, records

_ROUNDS = 3
_TICK = os.sysconf("SC_CLK_TCK")


def cpu() -> float:
    """Seconds of CPU that this process and all below it have used, the ended ones with them."""
    used, parents = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents[int(entry.name)] = int(stat[1])
            used[int(entry.name)] = sum(map(int, stat[11:15])) / _TICK

    def ours(pid: int) -> bool:
        return pid == os.getpid() or (pid in parents and ours(parents[pid]))

    return sum(seconds for pid, seconds in used.items() if ours(pid))


def main(folder: str, count: str = "2000") -> None:
    """Print one line a round and way, and what the CPU time of one task comes to for 10^8 articles."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.txt"))]
    articles = list(islice(cycle(texts), int(count)))
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    session.conf.set("spark.sql.adaptive.enabled", "false")

    def loop() -> None:
        for text in articles:
            vnreport.extract(text)

    def spark(tasks: int) -> Callable[[], None]:
        rows = [(text,) for text in articles]
        frame = session.createDataFrame(rows, "text string").repartition(tasks).cache()
        frame.count()

        def run() -> None:
            with tempfile.TemporaryDirectory() as out:
                records(documents(frame)).write.parquet(out, mode="overwrite")

        return run

    ways = {"loop": loop, "Spark, 1 task": spark(1), "Spark, 2 tasks": spark(2)}
    for warm_up in ways.values():
        warm_up()
    spent: dict[str, list[float]] = {name: [] for name in ways}
    print(f"{'':16}{'articles/s':>12}{'CPU ms/article':>16}")
    for _ in range(_ROUNDS):
        for name, way in ways.items():
            clock, used = time.perf_counter(), cpu()
            way()
            clock, used = time.perf_counter() - clock, cpu() - used
            spent[name].append(used)
            print(f"{name:16}{len(articles) / clock:12.1f}{used / len(articles) * 1000:16.2f}")
    # The median: Spark ends a worker now and then, and its seconds with it.
    each = median(spent["Spark, 1 task"]) / len(articles)
    print(f"10^8 articles: {each * 1e8 / 3600:,.0f} core-hours")
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
