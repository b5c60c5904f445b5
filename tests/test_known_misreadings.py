"""Sentences that are read wrongly today. Each is a strict xfail: mending one asks for its line to move.

An example of a rule that is read rightly belongs into its pattern file, everything else into the tests.
"""

from __future__ import annotations

import pytest

import vnreport
from vnreport.document import Official, Ranking


def first_value(text: str) -> tuple[str | None, str | None]:
    """Value and unit of the first measured record; a pair of None where there is none."""
    for record in vnreport.extract(text).records:
        if not isinstance(record, Official | Ranking):
            return str(record.value), record.unit
    return None, None


@pytest.mark.xfail(reason="the number is taken for a time of day or a duration", strict=True)
@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Huyện tổ chức 15 buổi lễ.", "15", "buổi lễ"),
        ("Đoàn biểu diễn 30 buổi.", "30", "buổi"),
        ("Thời gian đi lại rút ngắn 2h.", "2", "giờ"),
        ("Mỗi ca làm việc là 8h.", "8", "giờ"),
    ],
)
def test_a_number_before_a_word_of_time(text: str, value: str, unit: str) -> None:
    assert first_value(text) == (value, unit)
