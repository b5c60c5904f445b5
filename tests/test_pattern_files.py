"""Pattern files that are broken, huge or hostile: each is named with its line, none is obeyed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

import vnreport
from vnreport.document import Approx, BaselineKind, Relation, Status
from vnreport.errors import PatternError
from vnreport.lexicon import Lexicon
from vnreport.pattern_files import load_directory
from vnreport.rules import KINDS
from vnreport.templates import parse_template
from vnreport.text import tokenize
from vnreport.vocabulary import load_vocabulary
from vnreport.wordings import Wordings, split_pieces

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

TEXT = "Năm 2024, thu ngân sách đạt 5 tỷ đồng, tăng 5%."


def _block(kind: str, form: str = "a", **keys: str) -> str:
    more = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return f'[[{kind}]]\nid = "s"\nforms = ["{form}"]\n{more}'


def _scale(value: str) -> str:
    return f"{_block('scale')}value = {value}"


def _time(form: str) -> str:
    return _block("time", form, role="period", reading="year")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x = " + "[\n" * 50_000, "mine.toml: is nested too deeply"),
        ("x = " + "{a = " * 500 + "1" + "}" * 500, "mine.toml: is nested too deeply"),
        ("\n[" + ".".join("a" * 20_000) + "]", "mine.toml:2: a line may have 5000 characters at most"),
        ("unit = 5", "mine.toml: 'unit' must be written as blocks [[unit]]"),
        ("[[unit]]\n\n[[ unit ]]\nid = 5", "mine.toml:1: unit number 1: key 'id'"),
        ("# [[scale]]\n" + _scale("0"), "mine.toml:2: scale 's': key 'value' is 0; it must be"),
        (_scale("9" * 4_000), "9999; it must be from 2 to 1000000000000000"),
        (_scale("9" * 4_900), "is not TOML in UTF-8: Exceeds the limit"),
        (_block("share", value="1e999999999"), "is '1e999999999'; it must be of the form 1.5"),
        (_block("multiple", value="NaN"), "is 'NaN'; it must be of the form 1.5"),
        (_block("relation", relation="up", reading="change"), "'up'; it must be one of at, above, below"),
        (_block("rank", reading="first") + "rank = -2", "'rank' is -2; it must be from 1 to 1000000000"),
        (_block("place", level="province", code="<script>"), "it must be of the form VN-67"),
        (_block("indicator", quantity="flow") + "units = [5]", "is [5]; it must be a list of strings"),
        (_block("noun", "\u200b"), "in which there is no letter, digit or mark"),
        (_block("noun", "a " * 300), "a form of more than 500 characters"),
        (_block("noun") + '[[noun]]\nid = "t"\nforms = "b"', "mine.toml:4: noun 't': key 'forms'"),
        (_time("[" * 20 + "a" + "]" * 20), "mine.toml:1: time 's': key 'forms': '" + "[" * 20),
        (_time("{number} " * 11), "has more than 10 slots and edges"),
        (_time("a " + "[<] " * 11), "has more than 10 slots and edges"),
        (_time("{__import__('os')}"), "is no word, mark or {slot}"),
    ],
    ids=lambda value: value[:24],
)
def test_what_is_wrong_is_named_with_its_line(content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        vnreport.extract(TEXT, patterns=[tmp_path])
    message = str(caught.value)
    assert said in message
    assert "mine.toml" in message
    assert len(message) < 1_000


def test_a_file_of_100_mb_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "mine.toml").open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(PatternError, match=r"mine\.toml: a pattern file may have 2000000 bytes at most"):
        load_directory(tmp_path)


@pytest.mark.parametrize("what", ["pipe", "directory", "device", "loop", "nowhere"])
def test_what_is_no_file_is_refused_at_once(what: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "own" / "mine.toml"
    path.parent.mkdir()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "directory":
        path.mkdir()
    else:
        path.symlink_to({"device": "/dev/zero", "loop": path, "nowhere": tmp_path / "x"}[what])
    done = run("extract", "--patterns", "own", input=TEXT.encode())
    assert done.returncode == 1
    assert done.stdout == b""
    assert (
        done.stderr.decode() == "vnreport: own/mine.toml: is no file; a pattern file is a text file in TOML\n"
    )


def test_a_byte_order_mark_of_an_editor_is_no_fault(tmp_path: Path) -> None:
    own = '\ufeff[[unit]]\nid = "sao"\nforms = ["sao vàng"]\ndimension = "count"\n'
    (tmp_path / "mine.toml").write_text(own, encoding="utf-8")
    (rule,) = load_directory(tmp_path)
    assert (rule.forms, rule.place) == (("sao vàng",), "mine.toml:1")


def test_words_of_a_pattern_file_are_not_obeyed_by_a_terminal(tmp_path: Path, run: Run) -> None:
    own = tmp_path / "own"
    own.mkdir()
    block = '[[unit]]\nid = "x\\u001b[31m[red]"\nforms = ["sao\\u009b2J"]\ndimension = "d"\n'
    (own / "a\x1b]0;x\x07.toml").write_text(block + '[unit.examples]\n"5 sao" = "6 \\u001b[2J"\n')
    for arguments in (["list", "own", "--kind", "unit"], ["check", "own"]):
        done = run("patterns", *arguments)
        written = (done.stdout + done.stderr).decode("utf-8")
        assert "[31m[red]" in written
        assert not {*"\x1b\x07\x9b"}.intersection(written)


@pytest.mark.parametrize(
    "form",
    ["[a] " * 40 + "x", "(a|b|a b|b a) " * 25 + "x", "(|)" * 150 + "x", "a " * 245 + "x"],
    ids=["left-out", "choices", "nothing", "long"],
)
def test_choices_of_a_template_do_not_multiply(form: str) -> None:
    """The number of states is told, not the time."""
    found = Wordings([(form, 1)], {})
    states, ahead = set(), [found._start]
    while ahead:
        state = ahead.pop()
        if id(state) not in states:
            states.add(id(state))
            ahead += [*state.words.values(), *state.glued.values()]
    assert len(states) < 5_000


def test_templates_that_multiply_with_each_other_are_named(tmp_path: Path, run: Run) -> None:
    """How a text goes on is decided by what stands 14 words back: 2**14 states, and one more doubles them."""
    own = tmp_path / "own"
    own.mkdir()
    choice = ["(a|b)"]
    forms = [" ".join([*choice * i, "a", *choice * (14 - i), "x" * (i + 1)]) for i in range(15)]
    (own / "times.toml").write_text(
        "".join(_time(form).replace('"s"', f'"s{at}"') for at, form in enumerate(forms))
    )
    done = run("extract", "--patterns", "own", input=TEXT.encode())
    assert (done.returncode, done.stdout) == (1, b"")
    # Which of them is reached first depends on the states that the built-in times make.
    named = re.escape(": multiplies with the others, whose choices overlap; write fewer choices")
    assert re.search(rf"times\.toml:\d+: time 's1\d'.*{named}", done.stderr.decode())


@pytest.mark.parametrize(
    ("form", "words"),
    [("(a|A) ", "A "), ("(A|a) ", "A "), ("(1a|1 a) ", "1a "), ("(1 a|1a) ", "1 a "), ("(a|á|Á) ", "Á ")],
)
def test_there_is_one_way_to_read_words(form: str, words: str) -> None:
    """60 choices that are the same word, and an end that is not there, would take 2**60 steps."""
    found = Wordings([(form * 60 + "end", 1)], {})
    pieces, _ = split_pieces(tokenize(words * 60))
    assert found.match(pieces, 0) == []
    pieces, _ = split_pieces(tokenize(words * 60 + "end"))
    assert [wording.last for wording in found.match(pieces, 0)] == [len(pieces)]


def test_every_value_that_a_key_allows_is_used_by_a_rule() -> None:
    public = {*get_args(Approx), *get_args(BaselineKind), *get_args(Relation), *get_args(Status)}
    vocabulary = load_vocabulary()
    for kind, keys in KINDS.items():
        for name, key in keys.items():
            used = {str(rule.attributes.get(name)) for rule in vocabulary.rules(kind)}
            assert {*key.one_of} - public <= used, f"{kind}.{name}"


def test_no_pattern_file_holds_a_regular_expression() -> None:
    """Forms are words and templates: what means something in a regex is a mark, or is refused."""
    assert Lexicon([("(a+)+$", 1)]).openers == {"("}
    with pytest.raises(ValueError, match="a bracket or a bar"):
        parse_template("(a+)+)")
