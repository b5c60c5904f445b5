"""Archives on Apache Spark: from a DataFrame of articles to a DataFrame of typed records.

    from vnreport import spark

    documents = spark.documents(session.read.parquet("articles"), "body")
    records = spark.records(documents).where("record.unit = 'VND'")

`frames` is what the driver plans, `worker` what each Python worker does; `sources` and `job` are the program
that `spark-submit` runs. What is used of it needs the extra `vnreport[spark]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnreport.spark.frames import documents, records

__all__ = ["documents", "records"]


def __getattr__(name: str) -> object:
    # On first use: a driver asks `python -m vnreport.spark` for the job's path, which needs no pyspark.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from vnreport.spark import frames

    return getattr(frames, name)
