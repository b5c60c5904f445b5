"""Spark: what the program says of one article, Spark says of many, whatever happens to a worker.

One session of Spark with two Python workers, a real JVM, and one run of spark-submit.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import java
import msgspec
import pyarrow
import pyarrow.dataset
import pytest
from click.testing import CliRunner, Result
from conftest import Run
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as F

import vnreport
from vnreport.document import Document, Record
from vnreport.errors import ReadError
from vnreport.pipeline import run as run_pipeline
from vnreport.reading import read_bytes
from vnreport.sources.options import Fields
from vnreport.spark import documents, frames, records, worker
from vnreport.spark.job import command
from vnreport.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))[::3]
SENTENCE = "Năm 2024, thu ngân sách nhà nước ước đạt 54.341 tỉ đồng, vượt 52,8% dự toán."
HUGE = f"Thu ngân sách đạt {'9' * 30} đồng."
OLD = "thu đạt 5 tỉ".encode("cp1258", "replace") + b"\xe3"

_FIELDS = {kind.__struct_config__.tag: kind.__struct_fields__ for kind in get_args(Record)}

CONF = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.memory": "1g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "OFF",
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Java and Python for Spark, for this process and those that it starts."""
    added = {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(tmp_path_factory.mktemp("spark")),
        # A short life is not worth an optimising compiler.
        "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        **java.environment(tmp_path_factory.mktemp("java") / "home"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in added.items():
            patch.setenv(name, value)
        yield added


@pytest.fixture(scope="module")
def session(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Two workers; a task may fail three times."""
    builder = SparkSession.builder.master("local[2,4]").appName("tests")
    for key, value in CONF.items():
        builder = builder.config(key, value)
    made = builder.config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse"))).getOrCreate()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def samples(session: SparkSession) -> DataFrame:
    """The samples as bytes, in two partitions."""
    rows = [(path.name, path.read_bytes()) for path in SAMPLES]
    return session.createDataFrame(rows, "name string, content binary").repartition(2).cache()


def _told(document: Document) -> dict[str, Any]:
    """A document as plain values, its decimals to the 12 places that the columns have."""
    plain = {"text": None} | msgspec.to_builtins(document, builtin_types=(Decimal,))

    def rounded(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: rounded(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [rounded(item) for item in value]
        return round(value, 12) if isinstance(value, Decimal) else value

    return rounded(plain)


def _stated(row: Row) -> dict[str, Any]:
    """The document of a row, each record with the fields of its kind; those of other kinds must be null."""
    document = row["document"].asDict(recursive=True)
    for record in document["records"]:
        fields = {"kind", *_FIELDS[record["kind"]]}
        assert {field for field, value in record.items() if value is not None} <= fields
        for field in record.keys() - fields:
            del record[field]
    return document


@cache
def _expected(name: str) -> dict[str, Any]:
    """What the program gives for a sample."""
    reading = read_bytes((ROOT / "samples" / name).read_bytes(), name)
    return _told(run_pipeline(reading.text, reading.source, load_vocabulary()).document)


def _same(rows: list[Row]) -> None:
    """Each sample is there once, with the document that the program gives for it."""
    assert sorted(row["name"] for row in rows) == [path.name for path in SAMPLES]
    for row in rows:
        assert _stated(row) == _expected(row["name"])
        assert (row["error"], row["notice"]) == (None, None)


def test_each_article_gives_the_document_of_the_program(samples: DataFrame) -> None:
    _same(documents(samples, "content", name="name").collect())


def test_a_text_is_read_as_extract_reads_it(session: SparkSession) -> None:
    decomposed = unicodedata.normalize("NFD", SENTENCE) + "\r\n"
    (row,) = documents(session.createDataFrame([(decomposed,)], "text string")).collect()
    assert _stated(row) == _told(vnreport.extract(decomposed))


def test_failures_are_rows_and_the_rest_goes_on(session: SparkSession) -> None:
    contents = [OLD, None, b"%PDF-1.7", SENTENCE.encode(), b" "]
    rows = [(str(number), content) for number, content in enumerate(contents)]
    found = (
        documents(session.createDataFrame(rows, "id string, text binary"), name="id").orderBy("id").collect()
    )
    with pytest.raises(ReadError) as caught:
        vnreport.read(OLD)
    assert found[0]["error"] == str(caught.value).replace("-: ", "0: ", 1).replace(" UTF-8 -", " UTF-8 0")
    assert found[1]["error"] == "1: field 'text' is empty"
    assert "is a PDF" in found[2]["error"]
    assert [row["document"] is None for row in found] == [True, True, True, False, False]
    assert [row["error"] is None for row in found] == [False, False, False, True, True]
    assert found[4]["notice"] == "4: holds no text; its document has no records"


def test_title_and_date_are_heeded(session: SparkSession) -> None:
    rows = [
        ("A: Tin mới", "2023-05-06 07:08:09", "Năm nay, thu ngân sách đạt 5 tỉ đồng."),
        ("B", "hôm qua", SENTENCE),
    ]
    articles = session.createDataFrame(rows, "title string, date string, body string").withColumn(
        "at", F.try_to_timestamp("date")
    )
    stamped = documents(articles, "body", title="title", date="at").where("title like 'A%'")
    (one,) = stamped.collect()
    assert (one["document"]["title"], one["document"]["published"]) == ("A: Tin mới", "2023-05-06")
    assert one["document"]["records"][0]["period"]["value"] == "2023"
    two = documents(articles, "body", title="title", date="date").where("title = 'B'").first()
    assert two["notice"] == "-: 'hôm qua' in field 'date' is no date; the text is asked instead"


def test_a_number_too_large_for_the_columns_is_warned_of() -> None:
    batch = pyarrow.RecordBatch.from_pylist(
        [{"document": {"name": None, "row": {"text": text}}} for text in (HUGE, SENTENCE)]
    )
    (made,) = worker.extracted(iter([batch]), Fields(), pickle.dumps(dict(load_vocabulary().by_kind)))
    huge, plain = made.to_pylist()
    assert huge["document"]["records"][0]["value"] is None
    assert huge["document"]["records"][0]["text"] == f"{'9' * 30} đồng"
    assert "1 numbers with more digits than decimal(38, 12) has are left out;" in huge["notice"]
    assert (plain["notice"], plain["document"]["records"][0]["value"]) == (None, 54_341 * 10**9)


def test_a_killed_worker_loses_nothing(
    samples: DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "killed"
    extracted = worker.extracted

    def dying(batches: Iterator[Any], *rest: Any) -> Iterator[Any]:
        for batch in extracted(batches, *rest):
            yield batch.slice(0, 1)
            try:
                mark.touch(exist_ok=False)
            except FileExistsError:
                yield batch.slice(1)
            else:
                os.kill(os.getpid(), signal.SIGKILL)

    # A namespace travels with the plan as it is, a module only by its name. Builtins stay here: other tests'
    # libraries add to them what cannot travel.
    names = {name: value for name, value in vars(worker).items() if not name.startswith("__")}
    monkeypatch.setattr(frames, "worker", SimpleNamespace(**{**names, "extracted": dying}))
    _same(documents(samples, "content", name="name").collect())
    assert mark.exists()


def test_records_are_rows_with_their_article(session: SparkSession) -> None:
    articles = session.createDataFrame([(1, SENTENCE), (2, "Trời đẹp."), (3, None)], "id int, text string")
    rows = records(documents(articles)).orderBy("id", "record.start").collect()
    assert [(row["id"], row["record"] and row["record"]["text"], row["error"]) for row in rows] == [
        (1, "54.341 tỉ đồng", None),
        (1, "52,8%", None),
        (2, None, None),
        (3, None, "-: field 'text' is empty"),
    ]
    assert rows[0]["record"]["value"] == 54_341 * 10**9
    assert rows[0]["document"].asDict().keys() == {"schema", "source", "title", "published", "place", "text"}


def test_further_patterns_travel_to_the_workers(session: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text(
        '[[unit]]\nid = "thung"\nforms = ["thúng"]\nlabel = "thúng (X)"\ndimension = "volume"\n',
        encoding="utf-8",
    )
    articles = session.createDataFrame([("Gia đình thu hoạch 35 thúng thóc.",)], "text string")
    found = records(documents(articles, patterns=[tmp_path]))
    (tmp_path / "units.toml").unlink()
    assert [row["record"]["unit"] for row in found.collect()] == ["thúng (X)"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("id int, body string", r"there is no column 'text'; the columns are 'id', 'body'"),
        ("text int", r"the column 'text' is int, not text"),
        ("text binary, title string", r"the column 'text' is binary, not text; name one of strings, which"),
        ("text string, error string", r"the column 'error' has the name of one that is made; rename it"),
    ],
    ids=["missing", "number", "bytes-with-title", "taken"],
)
def test_a_wrong_column_is_named_at_once(session: SparkSession, columns: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        documents(session.createDataFrame([], columns), title="title" if "title" in columns else None)


def _job(*arguments: str | Path) -> Result:
    """The job in the session that is open."""
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def _parquet(folder: Path) -> list[dict[str, Any]]:
    """What another reader of Parquet finds."""
    return pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pylist()


def test_the_job_reads_json_lines(session: SparkSession, tmp_path: Path) -> None:
    source = tmp_path / "tin tức+1.jsonl"
    lines = [json.dumps({"số": 1, "nội dung": SENTENCE, "báo": "A"}), '{"số": 2, "nội', '{"số": 3}']
    source.write_text("\n".join(lines), encoding="utf-8")
    arguments = ("--text-field", "nội dung", "--id-field", "số", "--keep", "báo", "--rows", "documents")
    done = _job(source, "-o", tmp_path / "out", *arguments)
    assert done.exit_code == 0
    assert "vnreport: 3 articles, 2 records, 2 failures in " in done.stderr
    rows = {row["path"]: row for row in _parquet(tmp_path / "out")}
    one, broken, missing = (f"file://{source}#{end}".replace("file://", "file:") for end in ("1", "", "3"))
    assert rows.keys() == {one, broken, missing}
    assert [record["text"] for record in rows[one]["document"]["records"]] == ["54.341 tỉ đồng", "52,8%"]
    assert (rows[one]["báo"], rows[one]["document"]["source"]["path"]) == ("A", one)
    assert 'a line is no JSON object: {"số": 2, "nội' in rows[broken]["error"]
    assert rows[missing]["error"] == f"{missing}: field 'nội dung' is empty"


def test_the_job_reads_parquet_and_partitions_as_told(session: SparkSession, tmp_path: Path) -> None:
    session.createDataFrame([("a", SENTENCE), ("b", SENTENCE)], "section string, text string").write.parquet(
        str(tmp_path / "in.parquet")
    )
    out = tmp_path / "out"
    assert (
        _job(tmp_path / "in.parquet", "-o", out, "--partition-by", "section", "--tasks", "2").exit_code == 0
    )
    assert sorted(folder.name for folder in out.iterdir() if folder.is_dir()) == ["section=a", "section=b"]
    assert len(_parquet(out)) == 4
    again = _job(tmp_path / "in.parquet", "-o", out)
    assert (again.exit_code, again.stderr.count("\n")) == (1, 1)
    assert "already exists" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.jsonl"], "Path does not exist"),
        (["a.jsonl", "b.parquet"], "the sources are of several kinds (jsonl, parquet)"),
        ([str(ROOT / "samples"), "--patterns", "nowhere"], "nowhere: no such pattern directory"),
    ],
    ids=["no-source", "kinds", "patterns"],
)
def test_what_is_wrong_is_told_in_a_line(
    session: SparkSession, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = _job(*arguments, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_the_job_helps_in_the_language_of_the_reader() -> None:
    job = Path(frames.__file__).with_name("job.py")
    environment = {**os.environ, "LC_ALL": "vi_VN.UTF-8", "PYTHONUTF8": "1"}
    for asked, told in (((), "Thay thế OUT."), (("--lang", "en"), "Replace OUT.")):
        done = subprocess.run(
            [sys.executable, job, "--help", *asked],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told in done.stdout


def test_spark_submit_makes_the_records_of_batch(
    environment: dict[str, str], run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    (folder / "2024").mkdir(parents=True)
    for path in SAMPLES[:2]:
        shutil.copy(path, folder / "2024")
    (folder / "old.txt").write_bytes(OLD)
    job = subprocess.run([sys.executable, "-m", "vnreport.spark"], capture_output=True, text=True, check=True)
    submit = Path(sys.executable).with_name("spark-submit")
    conf = [part for key, value in CONF.items() for part in ("--conf", f"{key}={value}")]
    done = subprocess.run(
        [
            submit,
            "--master",
            "local[2]",
            *conf,
            job.stdout.strip(),
            folder,
            "-o",
            tmp_path / "out",
            "--lang",
            "vi",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert run("batch", "--jobs", "1", folder, "-o", "batch.jsonl").returncode == 1
    made = [json.loads(line) for line in (tmp_path / "batch.jsonl").read_text("utf-8").splitlines()]
    expected = [
        _of_both(record, f"file:{one['source']['path']}") for one in made for record in one["records"]
    ]
    (failure,) = (tmp_path / "batch.jsonl.failures.jsonl").read_text("utf-8").splitlines()
    # spark-submit turns its driver's standard error into standard output.
    assert f"vnreport: 3 bài, {len(expected)} bản ghi, 1 bài không đọc được, trong " in done.stdout

    rows = _parquet(tmp_path / "out")
    found = [_of_both(row["record"], row["path"]) for row in rows if row["record"]]
    assert sorted(found, key=str) == sorted(expected, key=str)
    (failed,) = (row for row in rows if row["record"] is None)
    assert (failed["kind"], failed["path"]) == (None, f"file:{folder}/old.txt")
    assert json.loads(failure)["reason"].replace(str(folder), f"file:{folder}") in failed["error"]


def _of_both(record: dict[str, Any], path: str) -> dict[str, Any]:
    """What JSON and Parquet tell in the same way: numbers as floats, and nothing of what is null."""
    told = {key: value for key, value in record.items() if value not in (None, [])}
    for key in ("value", "low", "high", "of", "ratio"):
        if key in told:
            told[key] = float(told[key])
    return {"path": path, **told}


def test_java_of_a_package_runs_with_what_spark_asks_for(tmp_path: Path) -> None:
    home = java.packaged(tmp_path / "home")
    done = subprocess.run(
        [home / "bin" / "java", "--add-modules=jdk.incubator.vector", "-version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "OpenJDK" in done.stderr) == (0, True)
