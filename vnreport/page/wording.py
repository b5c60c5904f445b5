"""The words of the page in one language, from `words.toml`."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def words_of(language: Language) -> Mapping[str, str]:
    """All words of a language by their key."""
    told = tomllib.loads(files("vnreport.page").joinpath("words.toml").read_text(encoding="utf-8"))
    words: Mapping[str, str] = told[language]
    return words


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the locale asks for, as gettext reads it: Vietnamese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if told := environment.get(name):
            return "vi" if told.startswith("vi") else "en"
    return "en"
