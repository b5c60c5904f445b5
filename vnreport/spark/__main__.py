"""`python -m vnreport.spark` prints the path of the program for `spark-submit`."""

from __future__ import annotations

from pathlib import Path

print(Path(__file__).with_name("job.py"))
