"""One article to its extraction, whatever is in it: who goes through an archive must not stop at one."""

from __future__ import annotations

from dataclasses import dataclass

from vnreport.errors import ReadError
from vnreport.language import _
from vnreport.pipeline import Extraction, run
from vnreport.sources.item import Article
from vnreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an article gave no document; `byte` is the position in its input, where that is known."""

    reason: str
    byte: int | None = None


@dataclass(frozen=True, slots=True)
class Success:
    """What an article gave, and what may surprise in it."""

    extraction: Extraction
    warnings: tuple[str, ...] = ()


def attempt(
    article: Article,
    name: str,
    vocabulary: Vocabulary,
    encoding: str | None = None,
    *,
    keep_text: bool = False,
) -> Success | Failure:
    """Extract an article that messages and its document's source call `name`; the rest as for `Inputs`."""
    warnings = [article.warning] if article.warning else []
    try:
        reading = article.reading(name, encoding)
        warnings += reading.doubts
        published = article.published or reading.published
        extraction = run(reading.text, reading.source, vocabulary, published, keep_text=keep_text)
    except ReadError as error:
        return failure_of(name, error)
    except MemoryError:
        return Failure(_("needs more memory than there is; split it, or raise the limit (ulimit -v)"))
    except Exception as error:  # noqa: BLE001  # a fault of ours must not cost the other articles
        return Failure(_("the extraction failed ({error!r}); please report it", error=error))
    if not reading.text.strip():
        warnings.append(_("{name}: holds no text; its document has no records", name=name))
    return Success(extraction, tuple(warnings))


def failure_of(name: str, error: ReadError) -> Failure:
    """A ReadError as a failure; its reason does not repeat the name."""
    return Failure(str(error).removeprefix(f"{name}: "), error.byte)
