"""PDF: text with the place of every line, paragraphs by the rules of typesetting, page by page what could not be read.

pypdfium2 reads the characters (PDFium, BSD). A page without text but with pictures is a scan, a page of which over 5
% is unprintable or in the private use area, or that reads like nothing, is garbled: either is named in a remark and
the other pages are read. A file of which no page can be read is a ``ReadError``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from msgspec.structs import replace as changed

from ingest.errors import ReadError
from ingest.model import Document, Remark
from ingest.readers import ocr
from ingest.readers.base import attachment_remark, page_remark
from ingest.readers.drawn_rules import TooMuchDrawn
from ingest.readers.grids import Grid
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.original import Original
from ingest.readers.pdf_drawings import Drawings, drawings, text_unseen
from ingest.readers.pdf_file import PdfFile
from ingest.readers.pdf_forms import forms_without_end
from ingest.readers.pdf_lines import lines_around, printed_lines
from ingest.readers.pdf_notes import note_remark
from ingest.readers.pdf_page import PageText
from ingest.readers.pdf_streams import damaged_parts
from ingest.readers.pdf_tables import ruled_tables, side_by_side_text, white_table
from ingest.readers.printed import WIDE, PrintedLine, PrintedPage, reading_order
from ingest.readers.scans import as_they_lie, recognised_page
from ingest.readers.sheets import Sheet, assembly_of, guessed_remark, unread_remark, watermark_remarks
from ingest.readers.signatures import names_whole
from ingest.readers.tables import Block, bilingual, block_of
from ingest.readers.text import everyday

_OCR = "pip install 'policygraph[ocr]' and read it again"
_HIDDEN = "the page is a picture; read is the hidden text that lies over it"
_SCAN = 20  # fewer characters on a page that shows something: a scan
_GARBLED = 0.05
_READABLE = 0.7  # share of everyday characters under which Chinese text is taken for a font without a character map
_RULED = 5  # fewer drawn shapes make no table: a red rule under the head, three around the 版记
_NUMBERS = 20_000  # numbers of lines that are kept to be shared
_OUTLINES = 200  # a page without text and with more drawn shapes is text turned into outlines
_WESTERN = 0.02  # share of letters with accents on a page with Chinese text
_PINYIN = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüÜ")
_SIGNS = 0.3  # share of arrows, boxes, dingbats
_SILENT = frozenset("\u00ad\u0002\ufffe\u2060")  # soft hyphens as pdfium gives them
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})


def garbled(text: str) -> bool:
    """Whether the characters of a page are not those that are printed: a font without a map to Unicode.

    >>> garbled("\\x01\\x04\\x05\\x06 支持"), garbled("支持企业开拓国内外市场")
    (True, False)
    """
    found = _odd().findall(text)
    if not found:  # nearly always
        return False
    if _mixed(text, set(found)):
        return True
    if len(found) <= _GARBLED * sum(map(len, text.split())):
        return False
    counts = Counter(text)
    kinds = {c: n for c, n in counts.items() if not c.isspace() and c not in _SILENT}
    if sum(n for c, n in kinds.items() if _strange(c)) > _GARBLED * sum(kinds.values()):
        return True
    hanzi = {c: n for c, n in kinds.items() if "\u3400" <= c <= "\u9fff"}
    whole = sum(hanzi.values())
    if whole < 40:
        return False
    return all(
        sum(n for c, n in hanzi.items() if c not in everyday(traditional)) > (1 - _READABLE) * whole
        for traditional in (False, True)
    )


def _mixed(text: str, odd: set[str]) -> bool:
    """Whether some of the fonts of a page have no map: letters of Western Europe amid Chinese ones, or nothing but signs."""
    whole = sum(map(len, text.split()))
    western = {c for c in odd if "\u00c0" <= c <= "\u017f" or "\x80" <= c < "\xa0"} - _PINYIN
    if len(western) >= 4 and sum(map(text.count, western)) > _WESTERN * whole and WIDE.search(text):
        return True
    signs = {c for c in odd if "\u2190" <= c <= "\u27bf"}
    return len(signs) >= 8 and sum(map(text.count, signs)) > _SIGNS * whole


@cache
def _plain() -> frozenset[str]:
    """Characters that no page is garbled for."""
    return everyday(False) | {chr(c) for c in range(32, 127)} | {"\r", "\n", "\t", "\u3000", "\xa0"} | _SILENT


@cache
def _odd() -> re.Pattern[str]:
    """Any other character: a search, for it is ten times as fast as a set of the characters of a page."""
    return re.compile("[^" + re.escape("".join(sorted(_plain()))) + "]")


@cache
def _strange(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _STRANGE


class PdfReader:
    """PDF (版式文件). Owner-only protection ("no copying") is no obstacle to reading; a user password must be given."""

    name = "pdf"

    def sniff(self, data: bytes) -> bool:
        return b"%PDF-" in data[:1024] and not data.startswith(b"PK\x03\x04")  # a PDF in an archive is in an archive

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        return self._read(Original(data), source, password, limits)

    def read_in_place(
        self, path: Path, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        """As ``read``, of a file that is left on the disk. Raises ``OSError`` too."""
        original = Original(path)
        document = self._read(original, source, password, limits)
        original.unchanged(source)
        return document

    def _read(self, original: Original, source: str, password: str | None, limits: Limits) -> Document:
        pdf = PdfFile(original, source, password)
        try:
            limits.check("pages", len(pdf), "pages", source=source)
            if forms_without_end(original.parts()):
                what = "not a sound PDF: its forms hold one another without end"
                raise ReadError(what, source=source, hint="save it anew with another program")
            encrypted = pdf.encrypted  # what is packed in it cannot be looked at
            damaged, parts = (0, 0) if encrypted else damaged_parts(original.parts())
            sheets, remarks = _sheets(pdf, original, source, limits)
            remarks += [attachment_remark(name) for name in pdf.attached()]
        finally:
            pdf.close()
        if damaged:
            what = f"{damaged} of the {parts} packed parts of the file are broken: text may be missing or wrong"
            remarks.insert(0, Remark(code="damaged-file", message=what, hint="get the file again"))
        assembly, left_out = assembly_of(sheets)
        remarks += left_out
        text = assembly.text
        if not text or text.isspace():
            damaged, parts = (0, 0) if encrypted else damaged_parts(original.parts(), fonts=True)
            if damaged:
                what = f"damaged PDF: {damaged} of its {parts} packed parts are broken and no page can be read"
                raise ReadError(what, source=source, hint="get the file again")
            raise _nothing(remarks, len(sheets), source)
        return Document(
            text=text,
            source=source,
            format=self.name,
            sha256=original.sha256,
            pages=assembly.pages([sheet.page for sheet in sheets]),
            paragraphs=tuple(assembly.paragraphs),
            lines=as_they_lie(assembly.lines, sheets),
            tables=tuple(assembly.tables),
            remarks=tuple(remarks),
        )


def _sheets(pdf: PdfFile, original: Original, source: str, limits: Limits) -> tuple[list[Sheet], list[Remark]]:
    import pypdfium2 as pdfium

    @cache
    def sound() -> bool:
        """Whether the pages look as they should, so that recognising their characters makes sense."""
        return pdf.encrypted or not damaged_parts(original.parts(), fonts=True)[0]

    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    numbers: dict[float, float] = {}
    aslant: list[tuple[str, int]] = []
    characters = recognised = 0
    for number in range(1, len(pdf) + 1):
        try:
            with pdf.page(number) as page:
                if len(numbers) > _NUMBERS:  # of a file that shares few of them
                    numbers.clear()
                text = PageText(page, numbers)
                try:
                    characters += text.count
                    limits.check("characters", characters, "characters", source=source)
                    drawn = drawings(page)
                    remark = _gate(text.text, drawn, number)
                    legible = remark is not None and (remark.code == "scanned-page" or sound())
                    hidden = remark is None and drawn.pictures > 0 and text_unseen(page)
                    before = sheets[-1].white if sheets else None
                    found: list[Sheet] = []
                    said: list[Remark] = []
                    if (legible or hidden) and ocr.available() and recognised < limits.ocr_pages:
                        recognised += 1
                        with pdf.page_to_draw(number, page.get_rotation()) as drawn_page:
                            found, said = recognised_page(drawn_page, number, before)
                        if hidden and said[0].code != "recognised-page":
                            found = []  # the text layer is better than nothing
                    if not found and remark is None:
                        sheet, remark = _sheet(text, number, drawn, before)
                        if hidden:
                            remark = _waiting(page_remark("hidden-text", _HIDDEN, number), True, limits)
                        found, said = [sheet], [remark] if remark else []
                    elif not found and remark is not None:
                        found = [Sheet(PrintedPage(number, text.width, text.height, ()))]
                        said = [_waiting(remark, legible, limits)]
                    sheets += found
                    remarks += said
                    if text.askew and found[0].page.lines:
                        aslant.append((" ".join(said for row, _, said in text.visual if row in text.askew), number))
                    if (note := note_remark(page, number)) is not None:
                        remarks.append(note)
                finally:
                    text.close()
        except pdfium.PdfiumError:
            remarks.append(page_remark("unreadable-page", "the page is damaged", number, "get the file again"))
            del sheets[next((i for i, sheet in enumerate(sheets) if sheet.page.number == number), len(sheets)) :]
            sheets.append(Sheet(PrintedPage(number, 0.0, 0.0, ())))
    remarks += watermark_remarks(aslant)
    return sheets, remarks


def _waiting(remark: Remark, legible: bool, limits: Limits) -> Remark:
    """The remark on a page that was not given to character recognition, with what to do."""
    if not legible:
        return changed(remark, hint="get the file again")
    if ocr.available():
        return changed(remark, hint=f"--limit ocr_pages={max(1, 2 * limits.ocr_pages)}")
    return changed(remark, hint=_OCR, wants="ocr")


def _sheet(text: PageText, number: int, drawn: Drawings, before: Grid | None) -> tuple[Sheet, Remark | None]:
    grids: list[Grid] = []
    rules: list[float] = []
    remark = None
    if drawn.shapes >= _RULED:
        try:
            grids, rules = ruled_tables(text, drawn.edges())
        except TooMuchDrawn:
            remark = unread_remark(number)
    lines: list[PrintedLine] | None = None
    white = None
    if not grids and before is None:
        lines = printed_lines(text, number)
        white = white_table(text, lines, rules, before)
    elif not grids:  # such a table is looked for, whatever the lines look like
        white = white_table(text, (), rules, before)
    if white is not None:
        lines_, cells = lines_around(text, number, [white])
        block = block_of(white, cells[0], number, ruled=False)
        if bilingual(block) or _guessed(block, before):
            page = PrintedPage(number, text.width, text.height, tuple(lines_))
            sheet = Sheet(page, ((white.ys[0], block),), white)
            return sheet, remark or guessed_remark(sheet)
    if not grids:
        lines = printed_lines(text, number) if lines is None else lines
        ordered = names_whole(reading_order(lines, text.height))
        return Sheet(PrintedPage(number, text.width, text.height, tuple(ordered))), remark
    lines, found = lines_around(text, number, grids)
    blocks = [(grid.ys[0], block_of(grid, cells, number)) for grid, cells in zip(grids, found, strict=True)]
    page = PrintedPage(number, text.width, text.height, tuple(lines))
    return Sheet(page, tuple((top, block) for top, block in blocks if block.rows)), remark


def _guessed(block: Block, before: Grid | None) -> bool:
    """Whether a block without drawn lines is a table: rows and columns enough, and no text in columns."""
    if not block.rows or len(block.rows[0]) < 3 or not (before or len(block.rows) >= 5):
        return False
    return not side_by_side_text(block)


def _gate(text: str, drawn: Drawings, number: int) -> Remark | None:
    """None where the page can be read, else the remark that says why not. A blank page is no scan."""
    if sum(map(len, text[: 10 * _SCAN].split())) < _SCAN and (count := sum(map(len, text.split()))) < _SCAN:
        if drawn.pictures or drawn.shapes > _OUTLINES:
            what = "a picture" if drawn.pictures else "drawn shapes"
            return page_remark("scanned-page", f"the page is {what}, {count} characters of text", number)
        return None
    if garbled(text):
        return page_remark("garbled-page", "the font has no map to characters", number)
    return None


def _nothing(remarks: list[Remark], pages: int, source: str) -> ReadError:
    hints = {remark.code: remark.hint for remark in remarks}
    if "scanned-page" in hints:
        what = f"no text: {'the page is' if pages == 1 else f'all {pages} pages are'} scanned"
        return ReadError(what, source=source, hint=hints["scanned-page"] or "scan it anew")
    if "garbled-page" in hints:
        what = "no readable text: the fonts have no map to characters"
        return ReadError(what, source=source, hint=hints["garbled-page"])
    if hints:
        return ReadError("damaged PDF: no page can be read", source=source, hint="get the file again")
    return ReadError("nothing to read: the pages are blank", source=source, hint="get the file again")
