"""Confidence is an honest estimate: it follows from what a record stands on, and means what it says."""

from __future__ import annotations

import floors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnreport.confidence import estimate, weight
from vnreport.evaluation.measures import reliability
from vnreport.pipeline import Extraction, run
from vnreport.reading import source_of
from vnreport.vocabulary import load_vocabulary

_OFF = 0.08  # by how much confidence may be off on average: on a new newspaper it is off by as much
_BOLD = 0.1  # by how much a bin of many records may be too sure


def extraction(text: str) -> Extraction:
    """What is extracted from a text, with its traces."""
    return run(text, source_of(text.encode("utf-8"), "-", "utf-8", text), load_vocabulary())


def features(text: str, words: str) -> tuple[str, ...]:
    """The features of the record with these words."""
    made = extraction(text)
    pairs = zip(made.document.records, made.traces, strict=True)
    (found,) = [trace.features for record, trace in pairs if record.text == words]
    return found


def test_it_is_worth_what_it_says_on_annotated_articles() -> None:
    runs = [floors.run_of(name) for name, directory in floors.SETS.items() if directory.is_dir()]
    made = reliability([outcome for run in runs for article in run.articles for outcome in article.outcomes])
    assert made.error < _OFF, "run: python tests/calibrate.py"
    assert len(made.bins) > 4
    assert [bin_ for bin_ in made.bins if bin_.records >= 40 and bin_.confidence > bin_.full + _BOLD] == []
    rates = [bin_.full for bin_ in made.bins if bin_.records >= 40]
    assert rates[-1] - rates[0] > 0.3


@pytest.mark.parametrize(
    ("text", "words", "feature"),
    [
        ("Năm 2024, thu ngân sách đạt 900 tỷ đồng.", "900 tỷ đồng", "period told"),
        ("Thu ngân sách năm 2024 khá\nThu nội địa đạt 900 tỷ đồng.", "900 tỷ đồng", "period of the headline"),
        ("Tin\nNăm 2024 qua đi. Thu nội địa đạt 900 tỷ đồng.", "900 tỷ đồng", "period carried"),
        ("Thu nội địa đạt 900 tỷ đồng.", "900 tỷ đồng", "no period"),
        ("Năm 2024, thu đạt 9 tỷ đồng, tăng 5% so với cùng kỳ, chi tăng 7%.", "7%", "baseline inferred"),
        ("Năm 2024, thu đạt 9 tỷ đồng, tăng 7% so với cùng kỳ.", "7%", "baseline same_period"),
        ("Thu 3.350 tấn.", "3.350 tấn", "number ambiguous"),
        ("Huyện có 45/50 trường đạt chuẩn (90%).", "45/50 trường", "agrees with others"),
        ("Huyện có 45/50 trường đạt chuẩn (80%).", "45/50 trường", "contradicts others"),
        ("Thu nội địa đạt 900 tỷ đồng\nHội nghị.", "900 tỷ đồng", "in the headline"),
    ],
)
def test_a_record_names_what_it_stands_on(text: str, words: str, feature: str) -> None:
    assert feature in features(text, words)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("period told", "period carried"),
        ("baseline same_period", "no baseline"),
        ("indicator beside", "indicator far"),
        ("agrees with others", "contradicts others"),
    ],
)
def test_better_grounds_weigh_more(better: str, worse: str) -> None:
    assert weight(better) > weight(worse)


@pytest.mark.parametrize("feature", ["number ambiguous", "baseline inferred", "contradicts others"])
def test_doubt_lowers_it(feature: str) -> None:
    assert estimate(["figure", feature]) < estimate(["figure"])


def test_records_that_agree_are_surer_than_those_that_contradict() -> None:
    agree, contradict = (
        extraction(f"Huyện có 45/50 trường đạt chuẩn quốc gia ({share}).").document.records[0].confidence
        for share in ("90%", "80%")
    )
    assert contradict < agree


@given(st.lists(st.text().map("unheard of: {}".format)))
def test_features_without_a_weight_say_nothing(names: list[str]) -> None:
    assert estimate(names) == 0.5
    assert estimate([*names, "figure"]) == estimate(["figure"])


@given(st.lists(st.text() | st.sampled_from(["figure", "comparison", "contradicts others", "period told"])))
def test_it_is_a_probability_whatever_the_features(names: list[str]) -> None:
    assert 0 <= estimate(names) <= 1
