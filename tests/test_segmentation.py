"""Words are cut exactly as underthesea cuts them, whichever way they are come by."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnreport import segmentation, segmenter, tagger
from vnreport.text import split_sentences

SAMPLES = Path(__file__).parents[1] / "samples"
SENTENCES = [
    text[sentence.start : sentence.end]
    for path in sorted(SAMPLES.glob("*.txt"))
    for text in (path.read_text(encoding="utf-8"),)
    for sentence in split_sentences(text)
]
# Syllables that join to words, numbers, marks, other spellings and characters that underthesea rewrites.
PIECES = st.sampled_from(
    (
        *("nhà", "nước", "đồng", "hồ", "chí", "tỷ", "lệ", "Hoà", "Bình", "hòa", "bình", "uỷ", "ban", "quý"),
        *("54.341", "11,72%", "22/4", "TP.", "H'Mông", "đ/c", "v.v...", "NĐ-CP", "5G", "x", "3x4", "km2"),
        *("abc@vn.vn", "www.gov.vn", "(", ")", "“", "”", "…", "ð", "Ð", "‑", "a\u0301"),
    )
)


@pytest.fixture(scope="module")
def known() -> object:
    found = segmenter.load()
    assert found is not None, (
        "underthesea's parts have changed: compare and add its digest, or drop the release"
    )
    return found


def home() -> Path:
    spec = find_spec("underthesea")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@pytest.mark.parametrize("sentence", SENTENCES[:: max(1, len(SENTENCES) // 80)])
def test_the_words_are_those_of_underthesea(known: object, sentence: str) -> None:
    from underthesea import word_tokenize

    assert known(sentence) == word_tokenize(sentence)  # type: ignore[operator]


@pytest.mark.parametrize("sentence", SENTENCES[:: max(1, len(SENTENCES) // 40)])
def test_the_tags_are_those_of_underthesea(sentence: str) -> None:
    from underthesea import word_tokenize
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    own, theirs = tagger.load(), FastCRFSequenceTagger()
    assert own is not None
    theirs.load(str(home() / tagger._MODEL))
    words = word_tokenize(sentence)
    assert own(words) == [tag.removeprefix("B-") for tag in theirs.predict([[word] for word in words])]


def test_a_tag_stands_with_the_word_that_it_is_of() -> None:
    text = "Licogi 13 tích cực hoàn tất thủ tục"
    tagged = {text[word.start : word.end]: word for word in segmentation.tag(text, 0, len(text))}
    assert tagged["tích cực"].tag == "A"
    assert tagged["thủ tục"].is_noun


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_is_cut_as_underthesea_cuts_it(text: str) -> None:
    from underthesea import word_tokenize

    assert segmentation._tokenizer()(text) == word_tokenize(text)


def test_underthesea_itself_is_not_imported() -> None:
    code = "import sys; from vnreport.segmentation import segment; segment('5 đồng hồ', 0, 9); "
    code += "print('underthesea' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_parts_that_were_changed_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in segmenter._SOURCES:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_bytes((home() / source).read_bytes())
    assert segmenter.digest(tmp_path) == segmenter.digest(home())
    (tmp_path / segmenter._SOURCES[-1]).write_text("patterns = None", encoding="utf-8")
    assert segmenter.digest(tmp_path) not in segmenter.KNOWN_SOURCES
    (tmp_path / segmenter._SOURCES[0]).unlink()
    assert segmenter.digest(tmp_path) == ""


def test_without_known_parts_the_public_function_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from underthesea import word_tokenize

    monkeypatch.setattr(segmenter, "KNOWN_SOURCES", {})
    segmentation._tokenizer.cache_clear()
    try:
        assert segmentation._tokenizer() is word_tokenize
    finally:
        segmentation._tokenizer.cache_clear()
