"""README says what is so: its commands, outputs and tables are those of the program."""

from __future__ import annotations

import configparser
import subprocess
import textwrap
from pathlib import Path

import pytest
import readme
import regex

from vnreport.commands.extract import command
from vnreport.proofs import prove
from vnreport.tabular import sql
from vnreport.tabular.columns import COLUMNS, FILE_COLUMNS
from vnreport.tabular.statistics import COMPONENTS
from vnreport.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
TEXT = readme.README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", readme.BLOCKS)
def test_each_part_made_from_the_program_is_current(name: str) -> None:
    made = f"<!-- begin {name} -->\n{readme.BLOCKS[name]()}<!-- end -->"
    assert _ruled(made) in _ruled(TEXT), "README.md is out of date; run: python tests/readme.py"


def _ruled(text: str) -> str:
    """The text with rules of one width: releases of rich differ there by a column."""
    return regex.sub("─+", "─", text)


def test_every_block_of_readme_is_made() -> None:
    assert set(regex.findall(r"<!-- begin (\w+) -->", TEXT)) == set(readme.BLOCKS)


def test_the_gate_runs_the_second_command_in_both_languages() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert TEXT.count(f"    {gate}\n") == 2


def test_every_column_of_every_format_is_documented() -> None:
    table = readme.columns()
    for column in (*COLUMNS, *FILE_COLUMNS):
        assert f"`{column.name}`" in table
    for component in COMPONENTS:
        assert f"`{component.id}`" in table
    for stored in sql.TABLES:
        for column in stored.columns:
            assert f"`{stored.name}.{column.name}`" in table


def test_every_package_that_is_asked_for_is_told_with_its_reason_licence_and_last_release() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    blocks = [setup["options"]["install_requires"], *setup["options.extras_require"].values()]
    asked = {found[0].lower() for block in blocks for found in regex.finditer(r"(?m)^[a-z][\w.-]*", block)}
    table = TEXT[TEXT.index("## What it stands on") : TEXT.index("The last releases are those of")]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    told = {
        name.lower().replace("_", "-").split(" ")[0]
        for packages, reason, licence, released in rows[1:]
        for name in regex.findall(r"\[([^\]]+)\]\(", packages)
        if reason and licence and regex.match(r"\d{4}-\d\d-\d\d", released)
    }
    assert asked <= told, asked - told


def test_the_first_command_reads_a_sample_that_is_there() -> None:
    assert f"vnreport extract {readme.SAMPLE}\n" in TEXT
    assert (ROOT / readme.SAMPLE).is_file()


@pytest.mark.parametrize("option", [made.opts[-1] for made in command.params])
def test_each_option_is_described(option: str) -> None:
    assert f"`{option}" in TEXT or option == "files"


def test_the_rule_shown_as_an_example_is_proven(tmp_path: Path) -> None:
    block = TEXT[TEXT.index("    [[unit]]\n") :].partition("\n\n")[0]
    (tmp_path / "units.toml").write_text(textwrap.dedent(block), encoding="utf-8")
    vocabulary = load_vocabulary((tmp_path,))
    (rule,) = (rule for rule in vocabulary.rules("unit") if rule.id == "thung")
    assert [str(failure) for failure in prove(rule, vocabulary)] == []


def test_each_package_is_installed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    packages = {str(path.parent.relative_to(ROOT)) for path in ROOT.glob("vnreport/**/__init__.py")}
    named = set(config["options"]["packages"].split())
    assert named == {package.replace("/", ".") for package in packages} | {"vnreport.patterns"}


def test_the_gate_is_sound_shell() -> None:
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
