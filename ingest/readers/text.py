"""Plain text: which encoding the bytes are in, and where the pages end (form feeds).

Order of trial, each step strict: byte order mark → UTF-8 → GB18030 or Big5, whichever reads more like Chinese → UTF-16
without a mark, both ways. Bytes that read like nothing are refused with the reason, never decoded with replacements.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from contextlib import suppress
from functools import cache

from ingest.errors import ReadError
from ingest.model import Document, Page, Span
from ingest.readers.base import normalised, sha256
from ingest.readers.limits import DEFAULT_LIMITS, Limits

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: what a file that is no text begins with, and what to say about it
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a zip package that is neither Word nor OFD"),
    (b"PK\x05\x06", "an empty zip package"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%!PS", "a PostScript file"),
    (b"%FDF", "the data of a PDF form"),
    (b"\\documentclass", "the source of a LaTeX document"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture or a sound"),
    (b"CAJ\x00", "a CAJ file"),
    (b"AT&TFORM", "a DjVu file"),
)

#: marks that a text may begin with as well (「BM」, 「RIFF」)
_LETTERS = frozenset({b"BM", b"RIFF", b"MZ"})
_MARKUP = re.compile(r"\s*<(?:\?xml|svg|rss|feed|[A-Za-z][\w.-]*:[A-Za-z][\w.-]*)\b[^<]{0,2000}>")
_PLAUSIBLE = 0.6  # share of everyday characters under which a decoding is not believed; right ones score over .9
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\f\r\v\x1a")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％～－　 ％￥①②③④⑤⑥⑦⑧⑨⑩")


def _rows(codec: str, first: int, last: int, trails: range) -> str:
    cells = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in trails)
    return "".join(cell.decode(codec, "ignore") for cell in cells)


@cache
def everyday(traditional: bool) -> frozenset[str]:
    """Everyday characters: level 1 of GB 2312 (3755) or of Big5 (5401), with full-width signs and letters."""
    table = ("big5", 0xA4, 0xC6, range(0x40, 0xFF)) if traditional else ("gb2312", 0xB0, 0xD7, range(0xA1, 0xFF))
    hanzi = _rows(*table)
    return frozenset(hanzi) | _PUNCTUATION | {chr(c) for c in range(0xFF01, 0xFF5F)}


def likeness(text: str, *, traditional: bool = False) -> float:
    """How much a decoded text reads like Chinese or English, 0 … 1: the share of everyday characters beyond ASCII.

    ASCII counts only where there is nothing else, so that two wrong decodings cannot win by their line ends.

    >>> likeness("给予3万元奖励") > 0.9 > 0.5 > likeness("縺ュ繧偵")
    True
    """
    counts = Counter(text)
    beyond = {c: n for c, n in counts.items() if c > "\x7f"}
    controls = sum(counts[c] for c in counts.keys() & _CONTROLS)
    strange = sum(beyond[c] for c in beyond.keys() - everyday(traditional))
    score = 1 - strange / sum(beyond.values()) if beyond else 1.0
    return max(0.0, score - 10 * controls / len(text)) if text else 0.0


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. Raises ``ReadError`` where no encoding gives readable text.

    >>> decode("给予3万元奖励".encode("gb18030"), "a.txt")
    ('给予3万元奖励', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is None:
                raise ReadError(
                    f"the byte order mark says {encoding}, the bytes do not", source=source, hint="save as UTF-8"
                )
            return text, encoding
    for magic, what in _FOREIGN:
        if data.startswith(magic) and not (magic in _LETTERS and data[2:64].isascii() and b"\0" not in data[:64]):
            raise ReadError(f"no text: {what}", source=source, hint="convert it to PDF, Word or plain text")
    nuls = data.count(0)
    if not nuls and (text := _strict(data, "utf-8")) is not None:
        return text, "utf-8"
    tried: list[tuple[float, int, str, str]] = []
    candidates = (("gb18030", False), ("big5hkscs", True), ("utf-16-le", False), ("utf-16-be", False))
    for rank, (encoding, traditional) in enumerate(candidates):
        if nuls and not encoding.startswith("utf-16"):
            continue
        text = _strict(data, encoding)
        if text is not None:
            tried.append((likeness(text, traditional=traditional), -rank, encoding, text))
    if tried:
        score, _, encoding, text = max(tried)
        if score >= _PLAUSIBLE:
            return text, encoding
    if (damaged := _damaged_utf8(data)) is not None:
        line = data.count(b"\n", 0, damaged) + 1
        what = f"damaged UTF-8: bad byte at offset {damaged}"
        raise ReadError(what, source=source, line=line, hint="get the file again")
    if nuls:
        raise ReadError("no text: binary data", source=source, hint="convert it to PDF, Word or plain text")
    raise ReadError(
        "unknown encoding: neither UTF-8 nor GB18030, Big5 or UTF-16 gives readable text",
        source=source,
        hint="save as UTF-8",
    )


def _damaged_utf8(data: bytes) -> int | None:
    """Offset of the first bad byte where the rest is UTF-8: at most one bad place in a hundred characters."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad > max(1, len(text) // 100) or not likeness(text.replace("\ufffd", "")) >= _PLAUSIBLE:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def pages_of(text: str) -> tuple[Page, ...]:
    r"""Pages between form feeds, none where there is no form feed; a form feed belongs to the page it ends.

    >>> [page.span.of("一\f二") for page in pages_of("一\f二")]
    ['一\x0c', '二']
    """
    if "\f" not in text:
        return ()
    ends = [i + 1 for i, c in enumerate(text) if c == "\f"]
    if ends[-1] < len(text):
        ends.append(len(text))
    starts = [0, *ends[:-1]]
    return tuple(Page(number=n, span=Span(*pair)) for n, pair in enumerate(zip(starts, ends, strict=True), 1))


def _written_for_programs(text: str) -> str | None:
    """What a text is that people do not read, None for any other.

    >>> _written_for_programs('{"title": "通知"}'), _written_for_programs("[2026] No. 12")
    ('JSON data', None)
    """
    if _MARKUP.match(text):
        return "XML that is neither a web page nor a Word file"
    if text[:1] in "{[" and text.rstrip()[-1:] in "}]":
        with suppress(ValueError, RecursionError):
            json.loads(text)
            return "JSON data"
    return None


class TextReader:
    """Plain text (纯文本), the last resort: it takes any bytes and refuses what does not read like text."""

    name = "text"

    def sniff(self, data: bytes) -> bool:
        return True

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        decoded, encoding = decode(data, source)
        text = normalised(decoded)
        if (what := _written_for_programs(text)) is not None:
            raise ReadError(f"no text: {what}", source=source, hint="convert it to PDF, Word or plain text")
        limits.check("characters", len(text), "characters", source=source)
        if not text.strip("\x1a\ufeff\0 \t\n\f　"):
            raise ReadError("nothing to read: only white space", source=source, hint="get the file again")
        controls = sum(c in _CONTROLS for c in text)
        if controls > max(2, len(text) // 200):
            raise ReadError("no text: binary data", source=source, hint="convert it to PDF, Word or plain text")
        return Document(
            text=text, source=source, format=self.name, sha256=sha256(data), encoding=encoding, pages=pages_of(text)
        )
