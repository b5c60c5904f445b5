"""The targets of tests/fuzz on any bytes; `python tests/fuzz` runs them for hours, guided by coverage."""

from __future__ import annotations

import pytest
from fuzz.formats import check_format, hostile
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport.writers import formats

_BYTES = st.binary(max_size=80)


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "writers"])
@settings(max_examples=40)
@given(data=_BYTES)
def test_what_must_hold_for_any_input_holds(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("name", [*formats(), "explain"])
@settings(max_examples=15)
@given(data=_BYTES)
def test_every_format_takes_anything_and_is_obeyed_by_nobody(name: str, data: bytes) -> None:
    check_format(name, hostile(data))
