"""jsonl (plain or compressed) and json: the documents whole, decimals as exact JSON numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from vnreport.writers import register

if TYPE_CHECKING:
    from vnreport.document import Document
    from vnreport.pipeline import Extraction

# JSON allows these as they are, but a terminal obeys the controls (DEL and, in UTF-8, U+0080 to U+009F), and
# many a reader of lines takes U+2028 and U+2029 for the end of one.
_CONTROL = rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]"
_HOLDING_CONTROL = (b"\x7f", b"\xc2", b"\xe2\x80\xa8", b"\xe2\x80\xa9")


@register("jsonl", "one document a line", extensions=(".jsonl", ".ndjson"))
def write_lines(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write each document as one line of JSON as soon as it is there."""
    for extraction in extractions:
        stream.write(encode(extraction.document) + b"\n")
        stream.flush()


@register("jsonl.gz", "the same, compressed", extensions=(".jsonl.gz", ".ndjson.gz"), binary=True)
def write_compressed_lines(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write the lines of jsonl as gzip, without name and time, so that the same lines give the same bytes."""
    import gzip

    with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as compressed:
        for extraction in extractions:
            compressed.write(encode(extraction.document) + b"\n")


@register("json", "all documents as one pretty array", extensions=(".json",))
def write_array(extractions: Iterable[Extraction], stream: BinaryIO) -> None:
    """Write the documents as one indented array, each as soon as it is there."""
    import msgspec

    between = b"[\n"
    for extraction in extractions:
        pretty = msgspec.json.format(encode(extraction.document), indent=2)
        stream.write(between + b"  " + pretty.replace(b"\n", b"\n  "))
        stream.flush()
        between = b",\n"
    stream.write(b"[]\n" if between == b"[\n" else b"\n]\n")


def encode(document: Document) -> bytes:
    """A document as JSON in UTF-8 on one line, free of control characters."""
    import msgspec
    import regex

    encoded = msgspec.json.Encoder(decimal_format="number").encode(document)
    if not any(part in encoded for part in _HOLDING_CONTROL):
        return encoded  # most documents, told in a tenth of the time that the pattern takes
    return regex.sub(_CONTROL, lambda found: b"\\u%04x" % ord(found.group().decode("utf-8")), encoded)
