"""The program that `spark-submit` runs: articles in, partitioned Parquet out.

Spark takes the path of this file, which `python -m vnreport.spark` prints.
"""

from __future__ import annotations

import sys
import time

import click
from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as F

from vnreport.commands.language import spoken
from vnreport.commands.options import complain, say
from vnreport.errors import VnreportError
from vnreport.language import _, begin, digits
from vnreport.sources.options import Fields
from vnreport.spark.frames import documents, records
from vnreport.spark.sources import READERS, Articles, Wanted, kind_of

_BATCH = "spark.sql.execution.arrow.maxRecordsPerBatch"
_BATCH_ROWS = 500  # articles, of a few kilobytes each; Spark's 10,000 may be more than a worker can hold


@click.command(name="vnreport.spark.job")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", "out", metavar="OUT", required=True, help="The folder of Parquet to write.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(READERS)),
    help="text: a file an article, in folders and all below them; jsonl: a line an article; parquet: a row "
    "an article. Default: by the ending of SOURCE, else text.",
)
@click.option("--glob", metavar="GLOB", help="Only the files whose name is such.")
@click.option(
    "--text-field", metavar="NAME", default="text", show_default=True, help="Field or column with the text."
)
@click.option("--title-field", metavar="NAME", help="Field with the title, which is put before the text.")
@click.option("--date-field", metavar="NAME", help="Field with the date of publication.")
@click.option("--id-field", metavar="NAME", help="Field that names the article.")
@click.option("--keep", metavar="NAME", multiple=True, help="Of jsonl: carry this field along. Repeatable.")
@click.option("--patterns", metavar="DIR", multiple=True, help="Add the pattern files of DIR. Repeatable.")
@click.option(
    "--rows",
    type=click.Choice(["records", "documents"]),
    default="records",
    show_default=True,
    help="A row a record, or a row an article with its records as an array.",
)
@click.option(
    "--partition-by",
    "partitions",
    metavar="NAME",
    multiple=True,
    help="Partition OUT by this column. Repeatable. Default: kind, for rows of records.",
)
@click.option(
    "--tasks", metavar="N", type=click.IntRange(1), help="Deal the articles out to N tasks before reading."
)
@click.option("--overwrite", is_flag=True, help="Replace OUT.")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    out: str,
    format_: str | None,
    glob: str | None,
    text_field: str,
    title_field: str | None,
    date_field: str | None,
    id_field: str | None,
    keep: tuple[str, ...],
    patterns: tuple[str, ...],
    rows: str,
    partitions: tuple[str, ...],
    tasks: int | None,
    overwrite: bool,
) -> None:
    """Extract the records of all articles of each SOURCE, a path or URI that Spark can read, into Parquet.

    An article that cannot be read is a row whose `error` says why; the exit status is 0 all the same, because
    a cluster would run everything again.
    """
    wanted = Wanted(sources, Fields(text_field, title_field, date_field, id_field), keep, glob)
    began = time.monotonic()
    try:
        session = SparkSession.builder.appName("vnreport").getOrCreate()
        if not session.sparkContext.getConf().contains(_BATCH):
            session.conf.set(_BATCH, _BATCH_ROWS)
        articles = READERS[format_ or kind_of(sources)](session, wanted)
        found = _documents(articles, wanted.fields, patterns, tasks)
        tally = Observation("vnreport")
        found = found.observe(
            tally,
            F.count(F.lit(1)).alias("articles"),
            F.count("error").alias("failures"),
            F.coalesce(F.sum(F.size(F.coalesce("document.records", F.array()))), F.lit(0)).alias("records"),
        )
        if rows == "records":
            found = records(found).withColumn("kind", F.col("record.kind"))
            partitions = partitions or ("kind",)
        found.write.partitionBy(*partitions).parquet(out, mode="overwrite" if overwrite else "error")
    except (VnreportError, PySparkException, Py4JJavaError) as error:
        complain(_reason(error))
        ctx.exit(1)
    counts = tally.get
    seconds = time.monotonic() - began
    say(
        _(
            "vnreport: {articles} articles, {records} records, {failures} failures in {seconds} s",
            articles=digits(counts["articles"]),
            records=digits(counts["records"]),
            failures=digits(counts["failures"]),
            seconds=digits(seconds, 1),
        )
    )


def _documents(articles: Articles, fields: Fields, patterns: tuple[str, ...], tasks: int | None) -> DataFrame:
    frame = articles.frame if tasks is None else articles.frame.repartition(tasks)
    found = documents(
        frame,
        articles.text,
        title=fields.title,
        date=fields.date,
        name=articles.name,
        patterns=patterns,
    )
    if articles.broken is None:
        return found
    return found.withColumn("error", F.coalesce(articles.broken, "error")).drop(articles.broken)


def _reason(error: Exception) -> str:
    """The first line of what went wrong, without the stack traces of two languages."""
    if isinstance(error, Py4JJavaError):
        error = error.java_exception.getMessage()
    return str(error).partition("\n")[0]


if __name__ == "__main__":
    begin(sys.argv[1:])
    spoken(command).main(prog_name="vnreport.spark.job")
