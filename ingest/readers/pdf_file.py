"""A PDF opened with pdfium, its password asked for, its pages one at a time and in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.errors import PasswordNeeded, ReadError

#: pages after which a file is opened anew: pdfium keeps what it has unpacked of every page until the file is closed
PORTION = 100


class PdfFile:
    """An open PDF. ``len(file)`` are its pages; close it.

    Raises ``PasswordNeeded`` where it is encrypted, ``ReadError`` where it cannot be opened or has no pages.
    """

    def __init__(self, data: bytes, source: str, password: str | None) -> None:
        self._data, self._source, self._password = data, source, password
        self._open()
        if self._count == 0:
            self.close()
            raise ReadError("damaged PDF: it has no pages", source=source, hint="get the file again")

    def _open(self) -> None:
        import pypdfium2 as pdfium

        try:
            self._pdf = pdfium.PdfDocument(self._data, password=self._password)
        except (pdfium.PdfiumError, ValueError) as error:
            raise _why(str(error), self._data, self._source, self._password) from error
        self._count, self._given = len(self._pdf), 0

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        self._pdf.close()

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """A ``pypdfium2`` page, from 1. Raises ``pypdfium2.PdfiumError`` where it is damaged."""
        if self._given >= PORTION:
            self.close()
            self._open()
        self._given += 1
        page = self._pdf[number - 1]
        try:
            yield page
        finally:
            page.close()


def _why(message: str, data: bytes, source: str, password: str | None) -> ReadError:
    lowered = message.lower()
    if "password" in lowered:
        if password is None:
            return PasswordNeeded("encrypted", source=source, hint="--password WORD")
        return PasswordNeeded("encrypted, and the password given is wrong", source=source, hint="another --password")
    if "security" in lowered:
        return ReadError("encrypted in a way that cannot be read", source=source, hint="save it without protection")
    tail = data[-2048:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        return ReadError(
            f"damaged PDF: it breaks off after {len(data):,} bytes, the end is missing",
            source=source,
            hint="download it again",
        )
    return ReadError(
        "damaged PDF: its structure cannot be read", source=source, hint="open and save it with a PDF program"
    )
