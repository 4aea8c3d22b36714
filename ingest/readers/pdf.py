"""PDF: text with the place of every line, paragraphs by the rules of typesetting, page by page what could not be read.

pypdfium2 reads the characters (PDFium, BSD). A page without text but with pictures is a scan, a page of which over 5 % is
unprintable or in the private use area, or that reads like nothing, is garbled: either is named in a remark and the other
pages are read. A file of which no page can be read is a ``ReadError``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.model import Document, Remark
from ingest.readers.assembly import Assembly
from ingest.readers.base import sha256
from ingest.readers.furniture import without_furniture
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.paragraphs import paragraphs
from ingest.readers.pdf_lines import PageText, printed_lines
from ingest.readers.printed import IDEOGRAPH, PrintedLine, PrintedPage
from ingest.readers.text import likeness

_OCR = "pip install 'policygraph[ocr]' and read it again"
_SCAN = 20  # fewer characters on a page that shows something: a scan
_GARBLED = 0.05
_READABLE = 0.7  # share of everyday characters under which Chinese text is taken for a font without a character map
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})


def garbled(text: str) -> bool:
    """Whether the characters of a page are not those that are printed: a font without a map to Unicode.

    >>> garbled("\\x01\\x04\\x05\\x06 支持"), garbled("支持企业开拓国内外市场")
    (True, False)
    """
    marks = [c for c in re.sub(r"\s|[\u00ad\u0002\ufffe\u2060]", "", text)]
    if not marks:
        return False
    strange = sum(c == "\ufffd" or unicodedata.category(c) in _STRANGE for c in marks)
    if strange > _GARBLED * len(marks):
        return True
    hanzi = "".join(IDEOGRAPH.findall(text))
    return len(hanzi) >= 40 and max(likeness(hanzi), likeness(hanzi, traditional=True)) < _READABLE


class PdfReader:
    """PDF (版式文件). Owner-only protection ("no copying") is no obstacle to reading; a user password must be given."""

    name = "pdf"

    def sniff(self, data: bytes) -> bool:
        return b"%PDF-" in data[:1024]

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        pdf = _opened(data, source, password)
        try:
            limits.check("pages", len(pdf), limits.pages, source=source)
            pages, remarks = _pages(pdf, source, limits)
        finally:
            pdf.close()
        if not any(page.lines for page in pages):
            raise _nothing(remarks, len(pages), source)
        body = without_furniture(pages)
        assembly = Assembly()
        for paragraph in paragraphs([line for page in body for line in page.lines]):
            assembly.paragraph(paragraph)
        return Document(
            text=assembly.text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            pages=assembly.pages(pages),
            paragraphs=tuple(assembly.paragraphs),
            lines=tuple(assembly.lines),
            tables=tuple(assembly.tables),
            remarks=tuple(remarks),
        )


def _opened(data: bytes, source: str, password: str | None) -> Any:
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data, password=password)
    except (pdfium.PdfiumError, ValueError) as error:
        raise _why(str(error), data, source, password) from error
    if len(pdf) == 0:
        pdf.close()
        raise ReadError("damaged PDF: it has no pages", source=source, hint="get the file again")
    return pdf


def _why(message: str, data: bytes, source: str, password: str | None) -> ReadError:
    lowered = message.lower()
    if "password" in lowered:
        if password is None:
            return PasswordNeeded("encrypted", source=source, hint="give its password")
        return PasswordNeeded("encrypted, and the password given is wrong", source=source, hint="give its password")
    if "security" in lowered:
        return ReadError("encrypted in a way that cannot be read", source=source, hint="save it without protection")
    tail = data[-2048:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        return ReadError(
            f"damaged PDF: it breaks off after {len(data):,} bytes, the end is missing", source=source, hint="download it again"
        )
    return ReadError("damaged PDF: its structure cannot be read", source=source, hint="open and save it with a PDF program")


def _pages(pdf: Any, source: str, limits: Limits) -> tuple[list[PrintedPage], list[Remark]]:
    import pypdfium2 as pdfium

    pages: list[PrintedPage] = []
    remarks: list[Remark] = []
    characters = 0
    for number in range(1, len(pdf) + 1):
        lines: list[PrintedLine] = []
        width = height = 0.0
        try:
            page = pdf[number - 1]
        except pdfium.PdfiumError:
            remarks.append(_remark("unreadable-page", "the page is damaged", number, "get the file again"))
            pages.append(PrintedPage(number, width, height, ()))
            continue
        try:
            text = PageText(page)
            try:
                width, height = text.width, text.height
                characters += text.count
                limits.check("characters", characters, limits.characters, source=source)
                remark = _gate(page, text.text, number)
                if remark is None:
                    lines = printed_lines(text, number)
                else:
                    remarks.append(remark)
            finally:
                text.close()
        except pdfium.PdfiumError:
            remarks.append(_remark("unreadable-page", "the page is damaged", number, "get the file again"))
        finally:
            page.close()
        pages.append(PrintedPage(number, width, height, tuple(lines)))
    return pages, remarks


def _gate(page: Any, text: str, number: int) -> Remark | None:
    """None where the page can be read, else the remark that says why not."""
    count = len(re.sub(r"\s", "", text))
    if count < _SCAN:
        pictures, drawings = _shows(page)
        if pictures or drawings > 200:
            what = "a picture" if pictures else "drawn shapes"
            return _remark("scanned-page", f"the page is {what}, {count} characters of text", number, _OCR)
        return None
    if garbled(text):
        return _remark("garbled-page", "the font has no map to characters", number, _OCR)
    return None


def _shows(page: Any) -> tuple[int, int]:
    """How many pictures and how many drawn shapes a page has."""
    import pypdfium2.raw as raw

    kinds = [found.type for found in page.get_objects(max_depth=3)]
    return kinds.count(raw.FPDF_PAGEOBJ_IMAGE), kinds.count(raw.FPDF_PAGEOBJ_PATH)


def _remark(code: str, message: str, page: int, hint: str) -> Remark:
    return Remark(code=code, message=message, page=page, hint=hint)


def _nothing(remarks: list[Remark], pages: int, source: str) -> ReadError:
    codes = {remark.code for remark in remarks}
    if "scanned-page" in codes:
        what = f"no text: {'the page is' if pages == 1 else f'all {pages} pages are'} scanned"
        return ReadError(what, source=source, hint=_OCR)
    if "garbled-page" in codes:
        return ReadError("no readable text: the fonts have no map to characters", source=source, hint=_OCR)
    if codes:
        return ReadError("damaged PDF: no page can be read", source=source, hint="get the file again")
    return ReadError("nothing to read: the pages are blank", source=source)
