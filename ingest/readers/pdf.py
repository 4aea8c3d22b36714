"""PDF: text with the place of every line, paragraphs by the rules of typesetting, page by page what could not be read.

pypdfium2 reads the characters (PDFium, BSD). A page without text but with pictures is a scan, a page of which over 5
% is unprintable or in the private use area, or that reads like nothing, is garbled: either is named in a remark and
the other pages are read. A file of which no page can be read is a ``ReadError``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from ingest.errors import ReadError
from ingest.model import Document, Line, Remark
from ingest.readers import ocr
from ingest.readers.assembly import Assembly
from ingest.readers.base import sha256
from ingest.readers.columns import in_columns
from ingest.readers.drawn_rules import TooMuchDrawn, rule_of
from ingest.readers.furniture import without_furniture
from ingest.readers.grids import Grid
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.pdf_drawings import Drawings, drawings
from ingest.readers.pdf_file import PdfFile
from ingest.readers.pdf_lines import PageText, lines_around, printed_lines
from ingest.readers.pdf_streams import damaged_parts
from ingest.readers.pdf_tables import ruled_tables, side_by_side_text, white_table
from ingest.readers.printed import WIDE, PrintedLine, PrintedPage, reading_order
from ingest.readers.sheets import Sheet, assemble, flow_of, gridded, guessed_remark, unread_remark
from ingest.readers.signatures import names_whole
from ingest.readers.tables import Block, bilingual, block_of
from ingest.readers.text import everyday

_OCR = "pip install 'policygraph[ocr]' and read it again"
_WANT_OF_MEMORY = re.compile(r"(?i)bad.?alloc|insufficient memory|fail\w* to allocate|out of memory|cannot allocate")
_SCAN = 20  # fewer characters on a page that shows something: a scan
_GARBLED = 0.05
_READABLE = 0.7  # share of everyday characters under which Chinese text is taken for a font without a character map
_RULED = 5  # fewer drawn shapes make no table: a red rule under the head, three around the 版记
_OUTLINES = 200  # a page without text and with more drawn shapes is text turned into outlines
_NUMBERS = 20_000  # numbers of lines that are kept to be shared
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
    odd = set(text) - _plain()
    if odd and _mixed(text, odd):
        return True
    if not odd or sum(map(text.count, odd)) <= _GARBLED * sum(map(len, text.split())):  # nearly always
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
        pdf = PdfFile(data, source, password)
        try:
            limits.check("pages", len(pdf), limits.pages, source=source)
            damaged, parts = damaged_parts(data)
            sheets, remarks = _sheets(pdf, data, source, limits)
        finally:
            pdf.close()
        if damaged:
            what = f"{damaged} of the {parts} packed parts of the file are broken: text may be missing or wrong"
            remarks.insert(0, Remark(code="damaged-file", message=what, hint="get the file again"))
        body = in_columns(without_furniture([sheet.page for sheet in sheets]))
        flow = flow_of(body, [sheet.blocks for sheet in sheets])
        del body
        sheets = [Sheet(_as_it_stood(sheet), askew=sheet.askew, turns=sheet.turns) for sheet in sheets]
        assembly = Assembly()
        assemble(assembly, flow)
        del flow
        text = assembly.text
        if not text or text.isspace():
            damaged, parts = damaged_parts(data, fonts=True)
            if damaged:
                what = f"damaged PDF: {damaged} of its {parts} packed parts are broken and no page can be read"
                raise ReadError(what, source=source, hint="get the file again")
            raise _nothing(remarks, len(sheets), source)
        return Document(
            text=text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            pages=assembly.pages([sheet.page for sheet in sheets]),
            paragraphs=tuple(assembly.paragraphs),
            lines=tuple(_as_they_lie(assembly.lines, sheets)),
            tables=tuple(assembly.tables),
            remarks=tuple(remarks),
        )


def _as_it_stood(sheet: Sheet) -> PrintedPage:
    """The page without its lines, in the size it has in the file."""
    width, height = sheet.page.width, sheet.page.height
    if sheet.turns % 2:
        width, height = height, width
    return PrintedPage(sheet.page.number, width, height, ())


def _as_they_lie(lines: Sequence[Line], sheets: Sequence[Sheet]) -> Iterable[Line]:
    """The lines with their places on the page as it is: scans were set straight and upright to be read."""
    moved = {sheet.page.number: sheet for sheet in sheets if sheet.askew or sheet.turns}
    if not moved:
        return lines
    return [_as_it_lies(line, on) if (on := moved.get(line.page)) else line for line in lines]


def _as_it_lies(line: Line, on: Sheet) -> Line:
    width, height = on.page.width, on.page.height
    read = (height, width) if on.turns % 2 else (width, height)
    box = ocr.as_it_stood(ocr.as_it_lies(line.box, on.askew, *read), on.turns, width, height)
    return Line(span=line.span, page=line.page, box=box)


def _sheets(pdf: PdfFile, data: bytes, source: str, limits: Limits) -> tuple[list[Sheet], list[Remark]]:
    import pypdfium2 as pdfium

    @cache
    def sound() -> bool:
        """Whether the pages look as they should, so that recognising their characters makes sense."""
        return not damaged_parts(data, fonts=True)[0]

    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    numbers: dict[float, float] = {}
    characters = recognised = 0
    for number in range(1, len(pdf) + 1):
        sheet = Sheet(PrintedPage(number, 0.0, 0.0, ()))
        try:
            with pdf.page(number) as page:
                if len(numbers) > _NUMBERS:  # of a file that shares few of them
                    numbers.clear()
                text = PageText(page, numbers)
                try:
                    characters += text.count
                    limits.check("characters", characters, limits.characters, source=source)
                    drawn = drawings(page)
                    remark = _gate(text.text, drawn, number)
                    legible = remark is not None and (remark.code == "scanned-page" or sound())
                    if legible and ocr.available() and recognised < limits.ocr_pages:
                        recognised += 1
                        with pdf.page_to_draw(number, page.get_rotation()) as drawn_page:
                            sheet, remark = _recognised(drawn_page, number, sheets[-1].white if sheets else None)
                    elif remark is None:
                        sheet, remark = _sheet(text, number, drawn, sheets[-1].white if sheets else None)
                    else:
                        sheet = Sheet(PrintedPage(number, text.width, text.height, ()))
                    remarks += [remark] if remark else []
                finally:
                    text.close()
        except pdfium.PdfiumError:
            remarks.append(_remark("unreadable-page", "the page is damaged", number, "get the file again"))
        sheets.append(sheet)
    return sheets, remarks


def _recognised(page: Any, number: int, before: Grid | None) -> tuple[Sheet, Remark]:
    """A page that is a picture or garbled, by character recognition."""
    width, height = page.get_size()
    blank = Sheet(PrintedPage(number, width, height, ()))
    try:
        found = ocr.recognise(page, number)
    except MemoryError:
        raise
    except Exception as error:  # whatever the recogniser and its runtime let through on an odd picture
        if _WANT_OF_MEMORY.search(str(error)):  # not the fault of the page: half a document would pass for a whole one
            raise MemoryError(str(error)) from error
        return blank, _remark("scanned-page", f"character recognition failed ({type(error).__name__})", number, "")
    if not found.pieces:
        return blank, _remark("scanned-page", "no text was recognised on the page", number, "")
    rules = [rule_of(box) for box in found.rules]
    upright = PrintedPage(number, *((height, width) if found.turns % 2 else (width, height)), ())
    try:
        sheet = gridded(upright, found.pieces, rules, found.dashes, before)
    except TooMuchDrawn:
        sheet = gridded(upright, found.pieces, (), (), before)
    sheet = replace(sheet, askew=found.askew, turns=found.turns)
    what = f"read by character recognition, {found.confidence:.0%} sure"
    return sheet, _remark("recognised-page", what, number, "compare it with the picture")


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
            return _remark("scanned-page", f"the page is {what}, {count} characters of text", number, _OCR)
        return None
    if garbled(text):
        return _remark("garbled-page", "the font has no map to characters", number, _OCR)
    return None


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
