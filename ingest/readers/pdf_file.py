"""A PDF opened with pdfium, its password asked for, its pages one at a time and in little memory.

Where a font is not embedded, pdfium looks for one of the system that may stand in for it and loads it: ten times the work
of the reading itself, for what only the eye needs. Text, and how wide it is set, stand in the file. So the fonts of the
system are taken away while a file is open (``box_font`` stands in for all), and what is read is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.readers.box_font import lender
from ingest.readers.original import Original

#: pages after which a file is opened anew: pdfium keeps what it has unpacked of every page until the file is closed
PORTION = 100
_ATTACHED = 1000  # embedded files that are named


class _SystemFonts:
    """The fonts of the system, as pdfium has them: taken away and put back, one time inside another."""

    def __init__(self) -> None:
        self._away = 0
        self._held: Any = None  # what was put back last, ours to free

    def take_away(self) -> None:
        import pypdfium2.raw as raw

        self._away += 1
        if self._away == 1:
            raw.FPDF_SetSystemFontInfo(lender())
            if self._held is not None:
                raw.FPDF_FreeDefaultSystemFontInfo(self._held)
                self._held = None

    def put_back(self) -> None:
        import pypdfium2.raw as raw

        self._away -= 1
        if self._away == 0:
            self._held = raw.FPDF_GetDefaultSystemFontInfo()
            if self._held:
                raw.FPDF_SetSystemFontInfo(self._held)
            else:  # a system that has none
                self._held = None


_FONTS = _SystemFonts()


class PdfFile:
    """An open PDF. ``len(file)`` are its pages; close it.

    Raises ``PasswordNeeded`` where it is encrypted, ``ReadError`` where it cannot be opened or has no pages.
    """

    def __init__(self, original: Original, source: str, password: str | None) -> None:
        self._original, self._source, self._password = original, source, password
        self._open()
        if self._count == 0:
            self.close()
            raise ReadError("damaged PDF: it has no pages", source=source, hint="get the file again")

    def _open(self) -> None:
        import pypdfium2 as pdfium

        _FONTS.take_away()
        try:
            self._pdf = pdfium.PdfDocument(self._original.given, password=self._password)
        except (pdfium.PdfiumError, ValueError) as error:
            _FONTS.put_back()
            raise _why(str(error), self._original, self._source, self._password) from error
        self._count, self._given = len(self._pdf), 0

    def __len__(self) -> int:
        return self._count

    @property
    def encrypted(self) -> bool:
        """Whether its parts are encrypted, with a password or without one ("no copying")."""
        import pypdfium2.raw as raw

        return bool(raw.FPDF_GetSecurityHandlerRevision(self._pdf.raw) >= 0)

    def attached(self) -> list[str]:
        """The names of the files that are embedded in it (ISO 32000-1, 7.11.4)."""
        import pypdfium2 as pdfium

        names = []
        for index in range(min(self._pdf.count_attachments(), _ATTACHED)):
            try:
                name = self._pdf.get_attachment(index).get_name()
            except (pdfium.PdfiumError, UnicodeDecodeError):
                name = ""
            names.append(name or f"no. {index + 1}")
        return names

    def close(self) -> None:
        self._pdf.close()
        _FONTS.put_back()

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

    @contextmanager
    def page_to_draw(self, number: int, rotation: int) -> Iterator[Any]:
        """A page, from 1, with fonts of the system for those that are not embedded, turned to ``rotation`` degrees."""
        import pypdfium2 as pdfium

        _FONTS.put_back()
        try:
            pdf = pdfium.PdfDocument(self._original.given, password=self._password)
            try:
                page = pdf[number - 1]
                page.set_rotation(rotation)
                yield page
                page.close()
            finally:
                pdf.close()
        finally:
            _FONTS.take_away()


def _why(message: str, original: Original, source: str, password: str | None) -> ReadError:
    lowered = message.lower()
    if "password" in lowered:
        if password is None:
            return PasswordNeeded("encrypted", source=source, hint="--password WORD")
        return PasswordNeeded("encrypted, and the password given is wrong", source=source, hint="another --password")
    if "security" in lowered:
        return ReadError("encrypted in a way that cannot be read", source=source, hint="save it without protection")
    tail = original.tail
    if b"%%EOF" not in tail and b"startxref" not in tail:
        return ReadError(
            f"damaged PDF: it breaks off after {original.size:,} bytes, the end is missing",
            source=source,
            hint="download it again",
        )
    return ReadError(
        "damaged PDF: its structure cannot be read", source=source, hint="open and save it with a PDF program"
    )
