"""The cost of an article grows with its length: counted in lines of code that run, never in seconds."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from types import FrameType
from typing import Any

import pytest
from benchmarks.shapes import SHAPES

import vnreport
from vnreport.article import parse_article
from vnreport.clauses import make_clauses
from vnreport.vocabulary import load_vocabulary

_SIZE = 1500  # characters


def lines_run(text: str) -> int:
    """How many lines, turns of a loop included, run in the extraction of a text."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    vnreport.extract(text)  # what is built once, or remembered, is not counted
    before = sys.gettrace()
    sys.settrace(line)
    try:
        vnreport.extract(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_costs_four_times_the_work(shape: str) -> None:
    small, large = (lines_run(SHAPES[shape](size)) for size in (_SIZE, 4 * _SIZE))
    assert large <= 4.5 * small
    assert small <= 6 * lines_run(SHAPES["news"](_SIZE))


@pytest.mark.parametrize("shape", ["numbers", "open parentheses", "so với"])
def test_many_records_take_little_more_memory_than_they_fill(shape: str) -> None:
    text = SHAPES[shape](4 * _SIZE)
    vnreport.extract(text)  # what is built once, or remembered, is not counted
    gc.collect()
    tracemalloc.start()
    try:
        document = vnreport.extract(text)
        filled, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(document.records) > 200
    assert peak <= 2.4 * filled


def test_where_a_line_begins_is_not_looked_for_through_all_of_it() -> None:
    text = "Lãi suất: 5%. " * 50_000
    last = parse_article(text, load_vocabulary()).passages[-1]
    clauses = make_clauses(text, last, (), (), (), ())
    tracemalloc.start()
    try:
        assert not clauses.opens_paragraph
        assert tracemalloc.get_traced_memory()[1] < 4096
    finally:
        tracemalloc.stop()
