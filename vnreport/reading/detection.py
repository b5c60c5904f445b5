"""Which encoding bytes are in, by evidence: a mark, the rules of UTF-8 and UTF-16, and how well a text reads.

UTF-8 that is valid stays UTF-8 unless it reads badly as it is and well as something else. Other bytes are
decoded in each old encoding, and the one that gives the most Vietnamese syllables is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from vnreport.language import _
from vnreport.reading.encodings import EIGHT_BIT, MARKS, MISTAKEN, Decoder, decode
from vnreport.reading.evidence import Evidence, weigh
from vnreport.reading.mojibake import may_be_cp1252, mend_where_better
from vnreport.reading.viqr import decode_viqr, marked_words

# Signs of clean text, which alone are no evidence of a mistake: "m² m²" is no "mỗ mỗ" of TCVN3.
_SYMBOLS = frozenset("²³°±½¼¾×÷§©®µ€£")
_READABLE = 0.5  # of marked words are syllables: below, a text is not in that encoding
_SURE = 0.75
_SURE_MARGIN = 0.1  # by which the next best encoding's share is lower
_SURE_WORDS = 5
# Of all words: Vietnamese in VIQR has 0.67 and more with marks, Vietnamese without marks less than 0.01.
_VIQR = 0.3
_VIQR_SURE = 0.5
_WIDE_LATIN = 0.9

_SAMPLE = 65536  # characters or bytes that are weighed; the rest of a longer text is like them
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")  # not 0x1A, which ends files of DOS
_LETTER = regex.compile(r"[^\P{L}\x00-\x7f]")
_LATIN = regex.compile(r"[\t\n\r\x20-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u20cf]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and why that may be wrong (None where it is sure)."""

    text: str
    encoding: str
    doubt: str | None = None


class Undetected(Exception):
    """No encoding fits; the message says what to do, and `byte` (from 0) where that shows."""

    def __init__(self, message: str, byte: int | None = None) -> None:
        super().__init__(message)
        self.byte = byte


def detect(data: bytes) -> Decoded:
    """Decode bytes in the encoding that the evidence is for.

    Raises:
        Undetected: they are binary, damaged, or in no encoding that fits.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(data, mark, encoding)
    if b"\0" in data:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _eight_bit(data, error)
    return _ascii(text) if text.isascii() else _utf_8(text)


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise Undetected(
            _(
                "byte {byte} is not {encoding}, which the byte order mark at its beginning "
                "announces; the file is damaged or cut off, get it again",
                byte=len(mark) + error.start,
                encoding=encoding,
            ),
            len(mark) + error.start,
        ) from None
    if "\0" in text:
        raise Undetected(_("holds NUL characters and so is no text; give a text file"))
    return _utf_8(text) if encoding == "utf-8" else Decoded(text, encoding)


def _wide(data: bytes) -> Decoded:
    """UTF-16 without a mark: in the right byte order nearly all is Latin, in the wrong one nearly nothing."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(len(found) for found in _LATIN.findall(text))
        if latin >= _WIDE_LATIN * len(text) and not _CONTROL.search(text):
            return Decoded(text, encoding)
    raise Undetected(
        _(
            "byte {byte} is NUL: a binary file, or text in an encoding that has to be named, for "
            "instance with --encoding utf-16-le",
            byte=data.find(0),
        ),
        data.find(0),
    )


def _ascii(text: str) -> Decoded:
    marked, words = marked_words(text[:_SAMPLE])
    if not marked or marked < _VIQR * words:
        return Decoded(text, "utf-8")
    sure = marked >= _VIQR_SURE * words and marked >= _SURE_WORDS
    told = _("{marked} of {words} words have marks", marked=marked, words=words)
    return Decoded(decode_viqr(text.encode("ascii")), "viqr", None if sure else _doubt("viqr", told))


def _utf_8(text: str) -> Decoded:
    """A text that is valid UTF-8, or was made so by mistake."""
    mended = mend_where_better(text)
    if mended is not None:
        doubt = _(
            "is {encoding} in part; {left} lines with marks are sound and left as they are",
            encoding=mended.encoding,
            left=mended.left,
        )
        return Decoded(mended.text, mended.encoding, doubt if mended.left else None)
    sample = text[:_SAMPLE]
    if not may_be_cp1252(text) or weigh(sample).share >= _READABLE or _SYMBOLS.issuperset(_signs(sample)):
        return Decoded(text, "utf-8")
    found = _best(sample.encode("utf-8"), MISTAKEN)
    if found is None or not found.sure:
        return Decoded(text, "utf-8")
    return Decoded(decode(text.encode("utf-8"), found.encoding), found.encoding)


def _signs(text: str) -> set[str]:
    return {character for character in text if not character.isascii()}


def _eight_bit(data: bytes, error: UnicodeDecodeError) -> Decoded:
    found = _best(data[:_SAMPLE], EIGHT_BIT)
    if found is None:
        raise Undetected(
            _(
                "byte {byte} (0x{value:02X}) is not UTF-8, and in none of {names} does it read as "
                "Vietnamese; the file is damaged, or in an encoding that has to be named with "
                "--encoding",
                byte=error.start,
                value=data[error.start],
                names=", ".join(EIGHT_BIT),
            ),
            error.start,
        )
    try:
        text = decode(data, found.encoding)
    except UnicodeDecodeError as late:
        raise Undetected(
            _(
                "byte {byte} (0x{value:02X}) is not {encoding}, as which the text before it reads; "
                "the file is damaged, or its encoding has to be named with --encoding",
                byte=late.start,
                value=data[late.start],
                encoding=found.encoding,
            ),
            late.start,
        ) from None
    words = _(
        "{good} of {marked} words with marks are Vietnamese",
        good=found.evidence.good,
        marked=found.evidence.marked,
    )
    return Decoded(text, found.encoding, None if found.sure else _doubt(found.encoding, words))


@dataclass(frozen=True, slots=True)
class _Guess:
    encoding: str
    evidence: Evidence
    margin: float

    @property
    def sure(self) -> bool:
        evidence = self.evidence
        return evidence.share >= _SURE and evidence.good >= _SURE_WORDS and self.margin >= _SURE_MARGIN


def _best(data: bytes, decoders: Mapping[str, Decoder]) -> _Guess | None:
    """The encoding in which the bytes read best; None where they read well in none."""
    texts: dict[str, str] = {}
    for encoding, decoder in decoders.items():
        try:
            text = decoder(data)
        except UnicodeError:
            continue
        if not _CONTROL.search(text):
            texts[encoding] = text
    weighed = {encoding: weigh(text) for encoding, text in texts.items()}
    if not weighed:
        return None
    best = max(weighed, key=lambda encoding: weighed[encoding].share)
    if weighed[best].share < _READABLE:
        # Quotes and dashes are the same in most of them; letters outside ASCII would have to read well.
        signs = [encoding for encoding, text in texts.items() if not _LETTER.search(text)]
        return _Guess(signs[-1], weighed[signs[-1]], 0.0) if signs else None
    # TCVN 5712-1 is TCVN3 with more capitals: they are no rivals.
    others = [
        weighed[encoding].share
        for encoding, text in texts.items()
        if text != texts[best] and encoding[:4] != best[:4]
    ]
    return _Guess(best, weighed[best], weighed[best].share - max(others, default=0.0))


def _doubt(encoding: str, evidence: str) -> str:
    return _(
        "taken for {encoding} ({evidence}), which is not sure; name its encoding with --encoding if not",
        encoding=encoding,
        evidence=evidence,
    )
