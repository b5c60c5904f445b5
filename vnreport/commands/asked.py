"""What was asked of an archive, against what there is: what is none is told, with what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from vnreport.language import _

if TYPE_CHECKING:
    import duckdb

    from vnreport.panel.names import Names
    from vnreport.vocabulary import Vocabulary

_NEAR = 3  # suggestions


def check_indicators(asked: Iterable[str], vocabulary: Vocabulary) -> None:
    """See that the patterns have these codes.

    Raises:
        UsageError: one is none; the message names codes that are written nearly so, or of names that are.
    """
    rules = vocabulary.rules("indicator")
    codes = {rule.id for rule in rules}
    for code in asked:
        if code not in codes:
            told = {form: rule.id for rule in rules for form in (rule.text("name_en"), *rule.forms, rule.id)}
            raise click.UsageError(
                _(
                    "{indicator!r} is no indicator; `vnreport patterns list --kind indicator` lists them, "
                    "and --patterns adds your own",
                    indicator=code,
                )
                + _nearest(code, told)
            )


def check_periods(asked: Iterable[str]) -> None:
    """See that these are periods as records have them.

    Raises:
        UsageError: one is none.
    """
    from vnreport.sdmx import first_day

    for period in asked:
        if first_day(period) is None:
            raise click.UsageError(
                _(
                    "{period!r} is no period; write it as records have it: 2024, 2024-S1, 2024-Q3, 2024-09, "
                    "2024-11-28, 2024-01-01/P9M",
                    period=period,
                )
            )


def check_places(asked: Sequence[str], engine: duckdb.DuckDBPyConnection, called: Names) -> None:
    """See that the patterns or the archive have these places, by code or name.

    Raises:
        UsageError: one is none; the message names places near it.
    """
    from vnreport.panel.names import places_named

    unknown = [place for place in asked if not called.is_known(place)]
    if not unknown:
        return
    named = places_named(engine)
    keys = set(map(called.key, named))
    for place in unknown:
        if called.key(place) not in keys:
            codes = {code: f"{code} ({name})" for code, name in called.places.items()}
            names = {name: called.shown(name) for name in (*called.known, *named)}
            raise click.UsageError(
                _("{place!r} is no place that is known, nor one in the archive", place=place)
                + _nearest(place, codes | names)
            )


def _nearest(asked: str, told: dict[str, str]) -> str:
    """The end of a message: what is written nearest to what was asked, whatever its capitals and diacritics;
    `told` says how each is shown.
    """
    from vnreport.text import bare

    spelled = {bare(known): shown for known, shown in told.items()}
    found = get_close_matches(bare(asked), spelled, _NEAR)
    near = dict.fromkeys(spelled[known] for known in found)
    return _("; near it: {names}", names=", ".join(near)) if near else ""
