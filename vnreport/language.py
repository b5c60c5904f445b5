"""The language in which vnreport speaks to people: messages, help, titles of tables and sheets.

What programs read is in English whatever the language: field names, codes and, unless it is asked for, the
header of csv. Messages are gettext's: `_` marks them in the code, locale/*/LC_MESSAGES/*.po translate them.
The language of a process is that of its environment, so that processes which it starts speak it too.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

DOMAIN = "vnreport"
LANGUAGES = ("en", "vi")
_OPTION = "--lang"

gettext.bindtextdomain(DOMAIN, Path(__file__).parent / "locale")


def _(message: str, /, **values: object) -> str:
    """A message in the reader's language, its `{placeholders}` filled."""
    spoken = gettext.dgettext(DOMAIN, message)
    return spoken.format(**values) if values else spoken


def marked(message: str) -> str:
    """A message that is translated where it is used, and not where it stands."""
    return message


def reason(error: OSError | ValueError) -> str:
    """Why the system refused something, in the reader's language where the system's words are known."""
    told = error.strerror if isinstance(error, OSError) else None
    return _(told) if told else str(error)


def digits(number: float, decimals: int = 0, sign: str = "") -> str:
    """A number as `1,234.5`, in Vietnamese as `1.234,5`; `sign` is that of format specifications."""
    told = f"{number:{sign},.{decimals}f}"
    return told.translate(str.maketrans(",.", ".,")) if current() == "vi" else told


def current() -> str:
    """The language of this process, one of `LANGUAGES`."""
    # The catalog translates this by its own code: which one is found is left to gettext alone.
    return _("en")


def use(language: str) -> None:
    """Speak a language from now on, here and in processes that this one starts; click's own messages too."""
    os.environ["LANGUAGE"] = language
    gettext.textdomain(DOMAIN)


def begin(arguments: Sequence[str]) -> str | None:
    """Speak the language that a command line asks for, else that of the environment; the one asked for."""
    wish = asked(arguments)
    use(wish or of_locale(os.environ))
    return wish


def asked(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for, wherever the option stands; None if it does not."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        option, equals, value = argument.partition("=")
        if option == _OPTION:
            given = value if equals else "".join(arguments[place + 1 : place + 2])
            found = given if given in LANGUAGES else found
    return found


def of_locale(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, as GNU gettext reads it: LC_ALL before LC_MESSAGES before
    LANG, with LANGUAGE for a list of wishes, which counts for nothing under C and POSIX.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "C")
    if _code(locale) in ("C", "POSIX"):
        return "en"
    wishes = [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((code for code in map(_code, wishes) if code in LANGUAGES), "en")


def _code(locale: str) -> str:
    """`vi` of `vi_VN.UTF-8@latin`."""
    for mark in "@._":
        locale = locale.partition(mark)[0]
    return locale
