"""underthesea's tagger of parts of speech without the rest of underthesea: as `segmenter`, for tags.

It is the newer of the two models in underthesea's wheel, which knows more words than the one that
`underthesea.pos_tag` uses by default, and loads faster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from vnreport.segmenter import known_home, unpickled

_MODEL = Path("pipeline/pos_tag/models/pos_crf_vlsp2013_20230303")


def load() -> Callable[[Sequence[str]], list[str]] | None:
    """A function from the words of a sentence to their tags (N, V, A …); None if underthesea has changed."""
    home = known_home()
    if home is None:
        return None
    from underthesea_core import CRFFeaturizer, CRFTagger

    model = CRFTagger()
    model.load(str(home / _MODEL / "models.bin"))
    featurizer = CRFFeaturizer(
        unpickled(home / _MODEL / "features.bin"), unpickled(home / _MODEL / "dictionary.bin")
    )

    def tag(words: Sequence[str]) -> list[str]:
        features = featurizer.process([[[word] for word in words]])[0]
        return [tag.removeprefix("B-") for tag in model.tag(features)]

    return tag
