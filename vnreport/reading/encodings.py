"""The encodings that vnreport can name, and how each is decoded.

Python decodes the Unicode forms and windows-1258 itself, viscii-codec VISCII; the others have a module here.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from vnreport.reading.mojibake import bytes_read_as_cp1252, mend
from vnreport.reading.tcvn3 import decode_tcvn3, decode_tcvn5712
from vnreport.reading.viqr import decode_viqr
from vnreport.reading.vni import decode_vni

Decoder = Callable[[bytes], str]

# The longer marks come first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _decode_viscii(data: bytes) -> str:
    import viscii  # noqa: F401  (registers the codec)

    return data.decode("viscii")


def _decode_windows_1258(data: bytes) -> str:
    return data.decode("windows-1258")


# In the order in which they are preferred where two read equally well.
EIGHT_BIT: dict[str, Decoder] = {
    "tcvn3": decode_tcvn3,
    "tcvn5712": decode_tcvn5712,
    "vni": decode_vni,
    "viscii": _decode_viscii,
    "windows-1258": _decode_windows_1258,
}


def _taken_for_cp1252(decode: Decoder) -> Decoder:
    return lambda data: decode(bytes_read_as_cp1252(data.decode("utf-8")))


# Bytes that were read as windows-1252 (or Latin-1, its subset) and saved as UTF-8.
MISTAKEN: dict[str, Decoder] = {
    f"{name}-as-windows-1252": _taken_for_cp1252(decode)
    for name, decode in EIGHT_BIT.items()
    if name != "tcvn5712"
}
_OWN: dict[str, Decoder] = {
    **EIGHT_BIT,
    **MISTAKEN,
    "utf-8-as-windows-1252": lambda data: mend(data.decode("utf-8")),
    "utf-8-as-latin-1": lambda data: mend(data.decode("utf-8")),
    "viqr": decode_viqr,
}
NAMES = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", *_OWN)


def known(name: str) -> bool:
    """Whether `decode` knows an encoding: one of `NAMES`, or any other of Python's text encodings."""
    if name.lower() in _OWN:
        return True
    try:
        b" ".decode(name)  # of no bytes Python makes a text in any encoding
    except UnicodeError:
        return True
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False
    return True


def decode(data: bytes, name: str) -> str:
    """Decode bytes in an encoding that is `known`, without its byte order mark.

    Raises:
        UnicodeError: the bytes are not in that encoding.
    """
    own = _OWN.get(name.lower())
    if own is not None:
        return own(data)
    return data.decode(name).removeprefix("\ufeff")
