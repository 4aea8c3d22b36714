"""What every reader of files has in common: its shape, and the bytes → text conventions all of them keep."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Protocol, runtime_checkable

from ingest.model import Document
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


def sha256(data: bytes) -> str:
    """The fingerprint of a file, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def normalised(text: str) -> str:
    r"""NFC with ``\n`` line ends (CR LF, CR, VT, NEL, U+2028 and U+2029 become ``\n``; form feed is kept).

    >>> normalised("a\r\nb\u2028c")
    'a\nb\nc'
    """
    return unicodedata.normalize("NFC", _NEWLINES.sub("\n", text))
