"""underthesea's word segmentation without the rest of underthesea.

Importing underthesea takes half a second, for taggers, HTTP and numpy, none of which cut words. Here its own
CRF (underthesea_core) is run with the model, the tables and the patterns of its wheel. That is right only
while the code around them is the code known here: `load` compares its digest, and gives None otherwise.
"""

from __future__ import annotations

import ast
import hashlib
import io
import pickle
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from underthesea_core import CRFFeaturizer, CRFTagger

_MODEL = Path("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
_RULES = Path("pipeline/text_normalize/tn_rules_2023_07_14.bin")
_PATTERNS = Path("pipeline/word_tokenize/regex_tokenize.py")
# The code that decides how words are cut, and the SHA-256 of it in the releases that were compared.
_SOURCES = (
    Path("models/fast_crf_sequence_tagger.py"),
    Path("pipeline/text_normalize/character_normalize.py"),
    Path("pipeline/text_normalize/text_normalizer.py"),
    Path("pipeline/text_normalize/token_normalize.py"),
    Path("pipeline/word_tokenize/__init__.py"),
    _PATTERNS,
)
KNOWN_SOURCES = {"f7462100765ac1c0c183d67f79ccd28bc37ebda976603f323ea6a7af3678e96f": "9.5.0"}
_LONGEST_NORMALISED = 6  # characters of a token that is looked up in the tables


def load() -> Callable[[str], list[str]] | None:
    """A function that gives exactly the words of `underthesea.word_tokenize`; None if it is not known how."""
    home = known_home()
    if home is None:
        return None
    from underthesea_core import CRFFeaturizer, CRFTagger

    rules = unpickled(home / _RULES)
    tagger = CRFTagger()
    tagger.load(str(home / _MODEL / "models.bin"))
    featurizer = CRFFeaturizer(
        unpickled(home / _MODEL / "features.bin"), unpickled(home / _MODEL / "dictionary.bin")
    )
    return _Segmenter(_patterns(home / _PATTERNS), rules["character"], rules["token"], featurizer, tagger)


def known_home() -> Path | None:
    """underthesea's folder, if its release is one whose parts are known here."""
    found = find_spec("underthesea")
    if found is None or found.origin is None:
        return None
    home = Path(found.origin).parent
    return home if digest(home) in KNOWN_SOURCES else None


def digest(home: Path) -> str:
    """The SHA-256 of what decides in underthesea's folder how words are cut; "" if a part is missing."""
    try:
        return hashlib.sha256(b"".join((home / source).read_bytes() for source in _SOURCES)).hexdigest()
    except FileNotFoundError:
        return ""


class _Segmenter:
    def __init__(
        self,
        patterns: re.Pattern[str],
        characters: Mapping[str, str],
        tokens: Mapping[str, str],
        featurizer: CRFFeaturizer,
        tagger: CRFTagger,
    ) -> None:
        self._patterns = patterns
        self._characters = characters
        self._tokens = tokens
        self._normal = lru_cache(maxsize=16384)(self._normalised)
        self._featurizer = featurizer
        self._tagger = tagger

    def __call__(self, sentence: str) -> list[str]:
        tokens = [self._normal(match.group()) for match in self._patterns.finditer(self._standard(sentence))]
        features = self._featurizer.process([[[token] for token in tokens]])[0]
        words: list[str] = []
        for tag, token in zip(self._tagger.tag(features), tokens, strict=True):
            if tag == "I-W" and words:
                words[-1] += " " + token
            else:
                words.append(token)
        return words

    def _standard(self, text: str) -> str:
        text = normalize("NFC", text)
        for character, standard in self._characters.items():
            text = text.replace(character, standard)
        return text

    def _normalised(self, token: str) -> str:
        if len(token) > _LONGEST_NORMALISED:
            return token
        token = self._standard(token)
        return self._tokens.get(token, token)


def _patterns(path: Path) -> re.Pattern[str]:
    """The pattern of a token, from the assignments of its module, whose imports are not needed for it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, ast.Assign)]
    names: dict[str, Any] = {"re": re}
    exec(compile(tree, str(path), "exec"), names)
    found: re.Pattern[str] = names["patterns"]
    return found


class _Data(pickle.Unpickler):
    """Reads tables, lists and words alone: nothing that a pickle could run."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no table")


def unpickled(path: Path) -> Any:
    """The table, list or word in a file of underthesea's wheel."""
    return _Data(io.BytesIO(path.read_bytes())).load()
