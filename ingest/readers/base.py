"""What every reader of files has in common: its shape, and the bytes → text conventions all of them keep."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from ingest.model import Document, Remark, Span, Table
from ingest.readers.limits import DEFAULT_LIMITS, Limits

_NEWLINES = re.compile("\r\n|[\r\v\x85\u2028\u2029]")


@runtime_checkable
class Reader(Protocol):
    """A reader of one format.

    ``sniff`` looks at the bytes only, never at a file name; ``read`` raises ``ReadError``.
    """

    @property
    def name(self) -> str: ...

    def sniff(self, data: bytes) -> bool: ...

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document: ...


@runtime_checkable
class ReadsInPlace(Protocol):
    """A reader that need not hold the file in memory; it raises ``OSError`` too."""

    def read_in_place(
        self, path: Path, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document: ...


@dataclass(slots=True)
class GrowingText:
    """The text of a ``Document`` while it is read, with the spans of its paragraphs and tables."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Span] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def put(self, text: str) -> Span:
        """Add characters; gives the span they take up."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def page_remark(code: str, message: str, page: int, hint: str = "") -> Remark:
    """What is to be said of one page."""
    return Remark(code=code, message=message, page=page, hint=hint)


def attachment_remark(name: str) -> Remark:
    """That a file holds another one, which is not read."""
    return Remark(
        code="attachment-unread", message=f"the attachment 「{name}」 is not read", hint="save it and read it"
    )


def sha256(data: bytes) -> str:
    """The fingerprint of a file, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def normalised(text: str) -> str:
    r"""NFC with ``\n`` line ends (CR LF, CR, VT, NEL, U+2028 and U+2029 become ``\n``; form feed is kept).

    >>> normalised("a\r\nb\u2028c")
    'a\nb\nc'
    """
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", text))
