"""`vnreport evaluate`: its measures are those of the contract, and wrong input is named."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vnreport
from vnreport.document import KINDS, Record
from vnreport.evaluation.comparison import compare
from vnreport.evaluation.gold import read_gold
from vnreport.evaluation.matching import match
from vnreport.evaluation.measures import count
from vnreport.evaluation.outcomes import LEVELS, ArticleOutcomes, Judged, Outcome
from vnreport.evaluation.runs import measure
from vnreport.evaluation.scoring import score
from vnreport.evaluation.wording import fold, token_f1

Run = Callable[..., Any]

ROOT = Path(__file__).parent.parent
SCORER = ROOT.parent / "shared" / "gold" / "score.py"
TEXT = (
    "Thu ngân sách năm 2024 ước đạt 54.341 tỉ đồng, tăng 25,9% so với cùng kỳ.\n"
    "Đồng chí Đỗ Quốc Cảnh, Tỉnh ủy viên, phát biểu."
)


def gold(kind: str, words: str, **fields: object) -> dict[str, object]:
    """A gold record at the place of its words."""
    start = TEXT.index(words)
    return {"kind": kind, "text": words, "start": start, "end": start + len(words), **fields}


REVENUE = gold(
    "figure", "54.341 tỉ đồng", value=54341000000000, unit="VND", indicator=["Thu ngân sách"], period="2024"
)
CHANGE = gold("comparison", "25,9%", value=25.9, unit="%", relation="above", baseline="same_period")
PERSON = gold("official", "Đỗ Quốc Cảnh", name="Đỗ Quốc Cảnh", positions=["Tỉnh ủy viên"])


@pytest.fixture
def annotated(tmp_path: Path) -> Callable[..., Path]:
    """Write an article and its annotation; gives the gold file."""

    def write(*records: dict[str, object], name: str = "bài", text: str = TEXT, **further: object) -> Path:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        path = tmp_path / f"{name}.gold.json"
        path.write_text(json.dumps({"records": records, **further}, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def outcomes(path: Path, records: tuple[Record, ...] | None = None) -> list[Outcome]:
    """The outcomes of the article of a gold file, by what vnreport or a test finds in it."""
    (article,) = read_gold(path)
    return list(match(article, vnreport.extract(article.text).records if records is None else records))


# ---- measures


def test_all_right_is_all_right(annotated: Callable[..., Path]) -> None:
    assert count(outcomes(annotated(REVENUE, CHANGE, PERSON))) == (3, 3, 3, 3, 3)


@pytest.mark.parametrize(
    ("record", "changes", "field", "counts"),
    [
        (REVENUE, {"value": 5}, "value", (1, 1, 1, 0, 0)),
        (REVENUE, {"unit": "USD"}, "unit", (1, 1, 1, 0, 0)),
        (REVENUE, {"unit": ["USD", "vnd"]}, None, (1, 1, 1, 1, 1)),
        (REVENUE, {"of": 7}, "value", (1, 1, 1, 0, 0)),
        (REVENUE, {"indicator": "Chi đầu tư công"}, "indicator", (1, 1, 1, 1, 0)),
        (REVENUE, {"indicator": "thu ngan sach nhà nước"}, "indicator", (1, 1, 1, 1, 0)),
        (REVENUE, {"indicator": "thu, ngân sách nhà"}, None, (1, 1, 1, 1, 1)),
        (REVENUE, {"period": "2023"}, "period", (1, 1, 1, 1, 0)),
        (REVENUE, {"period": ["2023", "2024"]}, None, (1, 1, 1, 1, 1)),
        (REVENUE, {"status": "target"}, "status", (1, 1, 1, 1, 0)),
        (REVENUE, {"approx": "about"}, "approx", (1, 1, 1, 1, 0)),
        (CHANGE, {"relation": "below"}, "relation", (1, 1, 1, 0, 0)),
        (CHANGE, {"baseline": "plan"}, "baseline", (1, 1, 1, 0, 0)),
        (CHANGE, {"baseline": ["plan", "same_period"]}, None, (1, 1, 1, 1, 1)),
        (PERSON, {"positions": ["Bí thư"]}, "position", (1, 1, 1, 0, 0)),
        (PERSON, {"positions": []}, "extra position", (1, 1, 1, 1, 0)),
        (PERSON, {"positions": [["Bí thư", "tỉnh uỷ viên"]]}, None, (1, 1, 1, 1, 1)),
        (PERSON, {"positions": [], "also": ["Tỉnh ủy viên"]}, None, (1, 1, 1, 1, 1)),
    ],
    ids=str,
)
def test_a_wrong_field_costs_its_level(
    annotated: Callable[..., Path],
    record: dict[str, object],
    changes: dict[str, object],
    field: str | None,
    counts: tuple[int, ...],
) -> None:
    path = annotated({**record, **changes}, kinds=[record["kind"]])
    (outcome,) = outcomes(path)
    assert count([outcome]) == counts
    assert field in [judged.field for judged in outcome.wrong()] if field else outcome.wrong() == ()


def test_a_field_that_is_left_out_is_not_judged(annotated: Callable[..., Path]) -> None:
    bare = {key: REVENUE[key] for key in ("kind", "text", "start", "end")}
    (outcome,) = outcomes(annotated(bare, kinds=["figure"]))
    assert (outcome.fields, outcome.reaches("full")) == ((), True)


def test_missed_false_and_confused_records_are_told(annotated: Callable[..., Path]) -> None:
    wrong = {**CHANGE, "kind": "percentage"}
    unseen = gold("ranking", "Thu ngân sách", rank=1)
    run = measure([ArticleOutcomes("bài", tuple(outcomes(annotated(REVENUE, wrong, unseen))))])
    assert [(cell.gold, cell.got, cell.records) for cell in run.confusion] == [
        ("figure", "figure", 1),
        ("percentage", "comparison", 1),
        ("ranking", None, 1),
        (None, "official", 1),
    ]
    assert (run.f1("found", "figure"), run.f1("found", "ranking")) == (1, 0)
    assert run.f1("full") == pytest.approx(2 * (1 / 3) * (1 / 3) / (2 / 3))


def test_optional_records_and_kinds_not_annotated_are_left_out(annotated: Callable[..., Path]) -> None:
    spare = {**REVENUE, "optional": True}
    unseen = gold("ranking", "Thu ngân sách", rank=1, optional=True)
    assert outcomes(annotated(spare, unseen, kinds=["figure", "ranking"])) == []


def test_records_are_paired_one_to_one_by_the_largest_overlap(annotated: Callable[..., Path]) -> None:
    halves = gold("figure", "54.341 tỉ"), gold("figure", "đồng, tăng")
    found = outcomes(annotated(*halves, kinds=["figure"]))
    assert [(o.text, o.state) for o in found] == [("54.341 tỉ", "found"), ("đồng, tăng", "missed")]


@pytest.mark.parametrize("one", ["Thu NSNN, hoà  bình", "thu nsnn hòa bình"])
def test_case_marks_and_tone_placement_do_not_count(one: str) -> None:
    assert fold(one) == fold("THU NSNN: hoà bình")
    assert token_f1(one, "thu nsnn hòa bình") == 1


@given(st.text(max_size=40), st.text(max_size=40))
def test_token_f1_is_symmetric_and_within_its_bounds(one: str, other: str) -> None:
    assert token_f1(one, other) == token_f1(other, one)
    assert 0 <= token_f1(one, other) <= 1
    assert token_f1(one, one) == (1 if fold(one) else 0)


# ---- the same measures as the scorer that lies beside this checkout


@pytest.mark.skipif(not SCORER.exists(), reason="the shared scorer is not beside this checkout")
def test_the_measures_agree_with_the_shared_scorer_to_the_last_digit() -> None:
    spec = importlib.util.spec_from_file_location("shared_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    tally = scorer.Tally()
    scored = []
    chance = random.Random(7)
    for path in [
        *sorted((ROOT / "samples").glob("*.gold.json")),
        *sorted((SCORER.parent / "dev").glob("*0*.gold.json")),
    ]:
        (article,) = read_gold(path)
        records = _damaged(vnreport.extract(article.text).records, chance)
        documents = {"records": json.loads(msgspec.json.Encoder(decimal_format="number").encode(records))}
        tally.document(article.name, json.loads(path.read_text(encoding="utf-8")), documents)
        scored.append(score(article, records))
    run = measure(scored)
    for kind in (*KINDS, None):
        for level in LEVELS:
            expected = tally.row((kind,) if kind else KINDS, level)
            (made,) = (s for s in run.scores if s.kind == kind and s.level == level)
            assert (made.precision, made.recall, made.f1) == expected
    rates = {rate.field: (rate.right, rate.judged) for rate in run.fields}
    assert {field: rates[field] for field in tally.seen} == {
        field: (tally.fields[field], tally.seen[field]) for field in tally.seen
    }
    strict = tally.strict_indicator
    assert rates["indicator phrase"] == (strict["hit"], strict["seen"])


def _damaged(records: tuple[Record, ...], chance: random.Random) -> tuple[Record, ...]:
    """The records with every sort of mistake among them: left out, moved, with fields of their neighbours."""
    made = []
    for record in records:
        fate = chance.randrange(8)
        if fate == 0:
            continue
        if fate == 1:
            record = msgspec.structs.replace(record, start=record.start + 3, end=record.end + 3)
        if fate == 2:
            other = chance.choice(records)
            shared = set(record.__struct_fields__) & set(other.__struct_fields__) - {
                "id",
                "start",
                "end",
                "text",
            }
            record = msgspec.structs.replace(record, **{name: getattr(other, name) for name in shared})
        made += [record] * (2 if fate == 3 else 1)
    return tuple(made)


# ---- reviewed articles


def test_verdicts_are_read_as_gold(annotated: Callable[..., Path]) -> None:
    document = json.loads(msgspec.json.Encoder(decimal_format="number").encode(vnreport.extract(TEXT)))
    figure, comparison, official = document.pop("records")
    path = annotated(
        {**figure, "verdict": "accept"}, {**comparison, "verdict": "reject"}, official, **document
    )
    assert [(o.kind, o.state, o.reaches("full")) for o in outcomes(path)] == [
        ("figure", "found", True),
        ("comparison", "false", False),
    ]


def test_a_rejected_record_that_is_read_otherwise_now_is_not_judged(annotated: Callable[..., Path]) -> None:
    rejected = {**REVENUE, "value": 54341, "verdict": "reject"}
    assert outcomes(annotated(rejected)) == []


def test_an_accepted_record_that_is_no_longer_found_is_missed(annotated: Callable[..., Path]) -> None:
    (outcome,) = outcomes(annotated({**REVENUE, "verdict": "accept"}), ())
    assert outcome.state == "missed"


def test_one_file_of_corrections_holds_several_articles_with_their_texts(run: Run, tmp_path: Path) -> None:
    articles = [
        {"text": text, "source": {"path": f"kho/{name}.txt", "sha256": "0", "encoding": "utf-8", "chars": 1},
         "records": [{**REVENUE, "verdict": "accept"}]}
        for name, text in (("a", TEXT), ("b", TEXT + "\nHết."))
    ]  # fmt: skip
    (tmp_path / "corrections.json").write_text(json.dumps({"articles": articles}), encoding="utf-8")
    done = run("evaluate", "corrections.json", "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    made = json.loads(done.stdout)
    assert [article["name"] for article in made["articles"]] == ["a", "b"]
    assert made["scores"][-1]["f1"] == 1


# ---- the command


def test_samples_are_evaluated_saved_and_compared(
    run: Run, annotated: Callable[..., Path], tmp_path: Path
) -> None:
    annotated(REVENUE, {**CHANGE, "baseline": "plan"}, PERSON)
    annotated(REVENUE, PERSON, name="khác")
    first = run("evaluate", ".", "--save", "old.json", "--misses")
    assert (first.returncode, first.stderr) == (0, b"")
    shown = first.stdout.decode()
    assert (
        "wrong   comparison  Thu ngân sách năm 2024 ước đạt 54.341 tỉ đồng, tăng [[25,9%]] so với cùng kỳ."
        in shown
    )
    assert "baseline: want plan, got same_period" in shown
    assert "false   comparison" in shown
    annotated(REVENUE, CHANGE, PERSON, name="khác")
    annotated(REVENUE, CHANGE, {**PERSON, "positions": ["Bí thư"]})
    done = run("evaluate", ".", "--compare", "old.json", "--format", "json")
    made = json.loads(done.stdout)["comparison"]
    assert [(t["article"], t["kind"], t["before"], t["after"]) for t in made["gained"]] == [
        ("bài", "comparison", "found", "full"),
        ("khác", "comparison", "false", "none"),
    ]
    assert [(t["kind"], t["before"], t["after"], t["wrong"]) for t in made["lost"]] == [
        ("official", "full", "found", ["position", "extra position"])
    ]
    table = run("evaluate", ".", "--compare", "old.json").stdout.decode()
    assert "gained: 2" in table
    assert "comparison  found -> full: '25,9%', bài at 52" in table


def test_patterns_of_ones_own_are_measured(run: Run, annotated: Callable[..., Path], tmp_path: Path) -> None:
    text = "Nhà máy sản xuất 1.250 Phlóc."
    record = {"kind": "figure", "text": "1.250 Phlóc", "start": 17, "end": 28, "value": 1250, "unit": "phlóc"}
    annotated(record, text=text)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "units.toml").write_text(
        '[[unit]]\nid = "flork"\nforms = ["phlóc"]\ndimension = "other"\nlabel = "phlóc"\n', encoding="utf-8"
    )
    cores = []
    for arguments in ([], ["--patterns", "mine"]):
        made = json.loads(run("evaluate", ".", "--format", "json", *arguments).stdout)
        cores.append(next(s["f1"] for s in made["scores"] if (s["kind"], s["level"]) == (None, "core")))
    assert cores == [0, 1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no gold file"),
        ('{"records": [{"kind": "number"}]}', "record 1: "),
        ('{"recods": []}', "unknown field `recods`"),
        ('{"kinds": ["figure"]}', "neither `records` nor `articles`"),
        ('{"sha256": "0", "records": []}', "another text"),
        (json.dumps({"records": [REVENUE, {**REVENUE, "start": 3}]}), "record 2: `text` is '54.341 tỉ"),
        (json.dumps({"records": [{**REVENUE, "indicater": "x"}]}), "unknown field `indicater`"),
        (json.dumps({"records": [{**REVENUE, "period": []}]}), "`period` lists no answer"),
        (json.dumps({"records": [{**PERSON, "name": ""}]}), "an official needs a `name`"),
        (json.dumps({"records": [{**REVENUE, "verdict": "maybe"}]}), "record 1: Invalid enum value 'maybe'"),
    ],
)  # fmt: skip
def test_a_wrong_gold_file_is_named_and_the_rest_is_scored(
    run: Run, annotated: Callable[..., Path], tmp_path: Path, content: str, said: str
) -> None:
    annotated(REVENUE, CHANGE, PERSON)
    (tmp_path / "xấu.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "xấu.gold.json").write_text(content, encoding="utf-8")
    done = run("evaluate", ".", "--format", "json")
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("vnreport: xấu.gold.json: ")
    assert said in line
    assert [article["name"] for article in json.loads(done.stdout)["articles"]] == ["bài"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["leer"], "leer: holds no *.gold.json; put NAME.gold.json beside each article NAME.txt"),
        (["nirgends"], "nirgends: there is no such file or directory"),
        (["a.gold.json"], "a.gold.json: there is no a.txt beside it, nor a `text` in it"),
        (["leer", "--compare", "a.gold.json"], "a.gold.json: is no evaluation saved by"),
        (["leer", "--compare", "nirgends"], "nirgends: cannot be read: No such file"),
    ],
    ids=str,
)
def test_what_cannot_be_evaluated_is_said(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "leer").mkdir()
    (tmp_path / "a.gold.json").write_text('{"records": []}', encoding="utf-8")
    done = run("evaluate", *arguments)
    assert done.returncode == 1
    assert f"vnreport: {said}" in done.stderr.decode()


# ---- intervals and comparison


def _article(name: str, rights: list[bool]) -> ArticleOutcomes:
    made = tuple(
        Outcome(state="found", kind="figure", text=str(at), start=at, end=at + 1,
                fields=(Judged("value", right),), confidence=0.9)
        for at, right in enumerate(rights)
    )  # fmt: skip
    return ArticleOutcomes(name, made)


@settings(max_examples=25)
@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=2, max_size=8))
def test_intervals_hold_the_score_and_are_the_same_each_time(articles: list[list[bool]]) -> None:
    run, again = (measure([_article(str(at), a) for at, a in enumerate(articles)]) for _ in range(2))
    assert run == again
    for made in run.scores:
        assert made.low is not None
        assert made.high is not None
        assert 0 <= made.low <= made.high <= 1
    core = next(s for s in run.scores if s.level == "core" and s.kind is None)
    assert core.f1 == pytest.approx(sum(map(sum, articles)) / sum(map(len, articles)))


def test_an_interval_is_as_wide_as_the_articles_differ() -> None:
    even = measure([_article(str(at), [True, False]) for at in range(20)]).scores[1]
    uneven = measure([_article(str(at), [at % 2 == 0] * 2) for at in range(20)]).scores[1]
    assert (even.f1, even.low, even.high) == (0.5, 0.5, 0.5)
    assert uneven.low is not None
    assert uneven.high is not None
    assert 0.2 < uneven.low < 0.4
    assert 0.6 < uneven.high < 0.8


def test_one_article_has_no_interval() -> None:
    assert {score.low for score in measure([_article("a", [True])]).scores} == {None}


def test_a_change_that_every_article_shows_is_certain() -> None:
    before = [_article(str(at), [True, False]) for at in range(9)]
    after = [_article(str(at), [True, True]) for at in range(9)]
    change = next(c for c in compare(before, after).changes if c.level == "core")
    assert (change.before, change.after, change.low, change.high) == (0.5, 1, 0.5, 0.5)


def test_reliability_tells_how_far_confidence_is_off() -> None:
    made = measure([_article("a", [True] * 6 + [False] * 4)]).reliability
    (bin_,) = made.bins
    assert (bin_.records, bin_.confidence, bin_.core) == (10, pytest.approx(0.9), 0.6)
    assert made.error == pytest.approx(0.3)
    assert made.brier == pytest.approx(0.6 * 0.01 + 0.4 * 0.81)
