"""The bytes of a file as they came (原件): held in memory, or left on the disk where they are many.

A PDF of thousands of pages is mostly fonts and pictures. pdfium reads from the disk as quickly as from memory, so that a
long file costs no more than what is read of it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import ReadError

_END = b"endstream"  # a packed part of a PDF is never cut in two
_TAIL = 2048


class Original:
    """The bytes of one file. Raises ``OSError`` where it cannot be read.

    >>> given = Original(b"%PDF-1.7 ... %%EOF")
    >>> given.size, given.tail[-5:], len(given.sha256)
    (18, b'%%EOF', 64)
    """

    def __init__(self, given: bytes | Path) -> None:
        self.given = given
        self.size = len(given) if isinstance(given, bytes) else given.stat().st_size
        self._stamp = self._look()

    def parts(self, size: int = 2**20) -> Iterator[bytes]:
        """All bytes in order; from the disk in parts of about ``size``, each up to the end of a packed part of a PDF."""
        if isinstance(self.given, bytes):
            yield self.given
            return
        with open(self.given, "rb") as file:
            rest = b""
            while read := file.read(size):
                rest += read
                end = rest.rfind(_END, max(0, len(rest) - len(read) - len(_END)))
                if end >= 0:
                    yield rest[: end + len(_END)]
                    rest = rest[end + len(_END) :]
            if rest:
                yield rest

    @property
    def tail(self) -> bytes:
        """The last two kibibytes."""
        if isinstance(self.given, bytes):
            return self.given[-_TAIL:]
        with open(self.given, "rb") as file:
            file.seek(-min(_TAIL, self.size), os.SEEK_END)
            return file.read(_TAIL)

    @property
    def sha256(self) -> str:
        """The fingerprint of the file, 64 hexadecimal digits."""
        if isinstance(self.given, bytes):
            return hashlib.sha256(self.given).hexdigest()
        with open(self.given, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def unchanged(self, source: str) -> None:
        """Raises ``ReadError`` where somebody has written to the file since it was first looked at."""
        if self._look() != self._stamp:
            raise ReadError("the file was changed while it was read", source=source, hint="read it again")

    def _look(self) -> tuple[int, int] | None:
        if isinstance(self.given, bytes):
            return None
        found = self.given.stat()
        return found.st_size, found.st_mtime_ns
