"""PDF: text with the place of every line, paragraphs by the rules of typesetting, page by page what could not be read.

pypdfium2 reads the characters (PDFium, BSD). A page without text but with pictures is a scan, a page of which over 5
% is unprintable or in the private use area, or that reads like nothing, is garbled: either is named in a remark and
the other pages are read. A file of which no page can be read is a ``ReadError``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from ingest.errors import PasswordNeeded, ReadError
from ingest.model import Document, Remark
from ingest.readers import ocr
from ingest.readers.assembly import Assembly
from ingest.readers.base import sha256
from ingest.readers.drawn_rules import grids_of
from ingest.readers.furniture import without_furniture
from ingest.readers.grids import Grid, inferred, side_by_side
from ingest.readers.hyphens import UNSURE
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.paragraphs import Typesetting
from ingest.readers.pdf_lines import PageText, lines_around, printed_lines
from ingest.readers.pdf_streams import damaged_parts
from ingest.readers.pdf_tables import RuledTables, drawn, ruled_tables, white_table
from ingest.readers.printed import PrintedLine, PrintedPage, reading_order
from ingest.readers.rows import Piece, rows_of
from ingest.readers.tables import Block, Cell, append, bilingual, block_of, continues, spanning
from ingest.readers.text import everyday

_OCR = "pip install 'policygraph[ocr]' and read it again"
_SCAN = 20  # fewer characters on a page that shows something: a scan
_GARBLED = 0.05
_READABLE = 0.7  # share of everyday characters under which Chinese text is taken for a font without a character map
_RULED = 5  # fewer drawn shapes make no table: a red rule under the head, three around the 版记
_OUTLINES = 200  # a page without text and with more drawn shapes is text turned into outlines
_SILENT = frozenset("\u00ad\u0002\ufffe\u2060")  # soft hyphens as pdfium gives them
_STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})


def garbled(text: str) -> bool:
    """Whether the characters of a page are not those that are printed: a font without a map to Unicode.

    >>> garbled("\\x01\\x04\\x05\\x06 支持"), garbled("支持企业开拓国内外市场")
    (True, False)
    """
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


@cache
def _strange(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _STRANGE


class PdfReader:
    """PDF (版式文件). Owner-only protection ("no copying") is no obstacle to reading; a user password must be given."""

    name = "pdf"

    def sniff(self, data: bytes) -> bool:
        return b"%PDF-" in data[:1024]

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        pdf = _opened(data, source, password)
        ruled = RuledTables(data, password)
        try:
            limits.check("pages", len(pdf), limits.pages, source=source)
            damaged, parts = damaged_parts(data)
            sheets, remarks = _sheets(pdf, ruled, source, limits, sound=not damaged)
        finally:
            ruled.close()
            pdf.close()
        if damaged:
            what = f"{damaged} of the {parts} packed parts of the file are broken: text may be missing or wrong"
            remarks.insert(0, Remark(code="damaged-file", message=what, hint="get the file again"))
        pages = [sheet.page for sheet in sheets]
        body = without_furniture(pages)
        assembly = Assembly()
        _assemble(assembly, _flow(body, [sheet.blocks for sheet in sheets]))
        if not assembly.text.strip():
            if damaged:
                what = f"damaged PDF: {damaged} of its {parts} packed parts are broken and no page can be read"
                raise ReadError(what, source=source, hint="get the file again")
            raise _nothing(remarks, len(sheets), source)
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it was read: its lines outside tables, and its tables with the height at which they begin."""

    page: PrintedPage
    blocks: tuple[tuple[float, Block], ...] = ()
    white: Grid | None = None  # the grid, where the table has no vertical lines


def _flow(
    pages: Sequence[PrintedPage], blocks: Sequence[Sequence[tuple[float, Block]]]
) -> list[list[PrintedLine] | Block]:
    """Lines and tables in reading order; a table that goes on over pages is one block."""
    out: list[list[PrintedLine] | Block] = []

    def put(lines: Sequence[PrintedLine]) -> None:
        if not lines:
            return
        if out and isinstance(out[-1], list):
            out[-1].extend(lines)
        else:
            out.append(list(lines))

    for page, tables in zip(pages, blocks, strict=True):
        rest = list(page.lines)
        for top, block in tables:
            at = next((i for i, line in enumerate(rest) if line.y0 >= top), len(rest))
            put(rest[:at])
            rest = rest[at:]
            before = out[-1] if out else None
            if isinstance(before, Block) and continues(before, block):
                append(before, block)
            else:
                out.append(block)
        put(rest)
    return out


def _assemble(assembly: Assembly, flow: Sequence[list[PrintedLine] | Block]) -> None:
    columns = {id(item): _columns(item) for item in flow if isinstance(item, Block)}
    every = [line for item in flow if isinstance(item, list) for line in item]
    every += [line for parts in columns.values() for lines in parts for line in lines]
    typesetting = Typesetting(every)
    if any(line.text[-1:] in UNSURE for line in every):
        assembly.hyphens.learn(line.text for line in every)
    for item in flow:
        if isinstance(item, list):
            for paragraph in typesetting.paragraphs(item):
                assembly.paragraph(paragraph)
        elif parts := columns[id(item)]:
            for lines in parts:
                assembly.turn_back(lines[0].page)
                for paragraph in typesetting.paragraphs(lines):
                    assembly.paragraph(paragraph)
        elif item.rows:
            assembly.table(item)


def _columns(block: Block) -> list[list[PrintedLine]]:
    """A block that is one text in two languages, cell by cell: all Chinese cells, then all English ones, anew at each
    row that both share. A cell at the end of a page and the one that heads the next are one: the lines say whether they
    go on. Where no lines are drawn, a row counts where both columns have ended a sentence before it; else the printed lines
    of the whole column say where its paragraphs end."""
    found = bilingual(block)
    if found is None:
        return []
    parts: list[list[PrintedLine]] = []
    for shared, rows in groupby(block.rows, key=spanning):
        run = list(rows)
        anew = [block.ruled or i == 0 or _ends(run[i - 1], found) for i in range(len(run))]
        for zone, column in ((0, 0),) if shared else enumerate(found, 1):
            before: list[PrintedLine] = []
            for row, new in zip(run, anew, strict=True):
                lines = [line._replace(zone=zone) for line in row[column].lines]
                if not lines:
                    continue
                if before and (not new or before[-1].page < lines[0].page):
                    before += lines
                else:
                    before = lines
                    parts.append(before)
    return parts


def _ends(row: Sequence[Cell], columns: Sequence[int]) -> bool:
    """Whether a row has a sentence that ends in each of the columns."""
    return all(row[column].text.endswith(("。", "；", "：", "！", ".", ";", ":", ")", "）")) for column in columns)


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
            f"damaged PDF: it breaks off after {len(data):,} bytes, the end is missing",
            source=source,
            hint="download it again",
        )
    return ReadError(
        "damaged PDF: its structure cannot be read", source=source, hint="open and save it with a PDF program"
    )


def _sheets(
    pdf: Any, ruled: RuledTables, source: str, limits: Limits, *, sound: bool
) -> tuple[list[_Sheet], list[Remark]]:
    import pypdfium2 as pdfium

    sheets: list[_Sheet] = []
    remarks: list[Remark] = []
    characters = table_pages = recognised = 0
    for number in range(1, len(pdf) + 1):
        sheet = _Sheet(PrintedPage(number, 0.0, 0.0, ()))
        try:
            page = pdf[number - 1]
            try:
                text = PageText(page)
                try:
                    characters += text.count
                    limits.check("characters", characters, limits.characters, source=source)
                    shapes, pictures = drawn(page)
                    remark = _gate(text.text, shapes, pictures, number)
                    legible = remark is not None and (sound or remark.code == "scanned-page")
                    if legible and ocr.available() and recognised < limits.ocr_pages:
                        recognised += 1
                        sheet, remark = _recognised(page, number)
                    elif remark is None:
                        look = shapes >= _RULED and table_pages < limits.table_pages
                        table_pages += look
                        sheet, remark = _sheet(
                            text, number, ruled if look else None, sheets[-1].white if sheets else None
                        )
                    else:
                        sheet = _Sheet(PrintedPage(number, text.width, text.height, ()))
                    remarks += [remark] if remark else []
                finally:
                    text.close()
            finally:
                page.close()
        except pdfium.PdfiumError:
            remarks.append(_remark("unreadable-page", "the page is damaged", number, "get the file again"))
        sheets.append(sheet)
    return sheets, remarks


def _recognised(page: Any, number: int) -> tuple[_Sheet, Remark]:
    """A page that is a picture or garbled, by character recognition."""
    width, height = page.get_size()
    blank = _Sheet(PrintedPage(number, width, height, ()))
    try:
        found = ocr.recognise(page, number)
    except Exception as error:  # whatever the recogniser and its runtime let through on an odd picture
        return blank, _remark("scanned-page", f"character recognition failed ({type(error).__name__})", number, "")
    if not found.pieces:
        return blank, _remark("scanned-page", "no text was recognised on the page", number, "")
    sheet = _scanned_tables(found, width, height)
    what = f"read by character recognition, {found.confidence:.0%} sure"
    return sheet, _remark("recognised-page", what, number, "compare it with the picture")


def _scanned_tables(found: ocr.Recognised, width: float, height: float) -> _Sheet:
    """A recognised page: its tables by their drawn lines, else columns by the white between them."""
    number = found.page
    grids = grids_of(found.rules)
    guessed = None if grids or not side_by_side(found.lines) else inferred([line.box for line in found.lines])
    if guessed is not None and guessed.columns >= 3:
        grids = [guessed]
    cells: list[dict[int, list[Piece]]] = [{} for _ in grids]
    outside: list[Piece] = []
    for piece in found.pieces:
        x, y = (piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2
        for grid, held in zip(grids, cells, strict=True):
            if (cell := grid.cell_at(x, y)) >= 0:
                held.setdefault(cell, []).append(piece)
                break
        else:
            outside.append(piece)
    for piece in found.dashes:
        for grid, held in zip(grids, cells, strict=True):
            if (cell := grid.cell_at((piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2)) >= 0 and cell not in held:
                held[cell] = [piece]
    blocks = [
        (grid.ys[0], block_of(grid, {at: rows_of(run, number) for at, run in held.items()}, number, ruled=guessed is None))
        for grid, held in zip(grids, cells, strict=True)
    ]
    page = PrintedPage(number, width, height, tuple(rows_of(outside, number)))
    return _Sheet(page, tuple((top, block) for top, block in blocks if block.rows))


def _sheet(text: PageText, number: int, ruled: RuledTables | None, before: Grid | None) -> tuple[_Sheet, Remark | None]:
    grids: list[Grid] = []
    rules: list[float] = []
    remark = None
    if ruled is not None:
        try:
            grids, rules = ruled_tables(text, number, ruled)
        except Exception as error:  # pdfplumber and pdfminer let anything through on damaged files
            what = f"the tables of the page were read as lines ({type(error).__name__})"
            remark = _remark("table-unread", what, number, "open and save it with a PDF program")
    lines = printed_lines(text, number) if not grids else []
    white = None if grids else white_table(text, lines, rules, before)
    if white is not None:
        lines_, cells = lines_around(text, number, [white])
        block = block_of(white, cells[0], number, ruled=False)
        if bilingual(block) or (block.rows and (before or len(block.rows) >= 5) and len(block.rows[0]) >= 3):
            page = PrintedPage(number, text.width, text.height, tuple(lines_))
            return _Sheet(page, ((white.ys[0], block),), white), remark
    if not grids:
        ordered = reading_order(lines, text.height)
        return _Sheet(PrintedPage(number, text.width, text.height, tuple(ordered))), remark
    lines, found = lines_around(text, number, grids)
    blocks = [(grid.ys[0], block_of(grid, cells, number)) for grid, cells in zip(grids, found, strict=True)]
    page = PrintedPage(number, text.width, text.height, tuple(lines))
    return _Sheet(page, tuple((top, block) for top, block in blocks if block.rows)), remark


def _gate(text: str, shapes: int, pictures: int, number: int) -> Remark | None:
    """None where the page can be read, else the remark that says why not. A blank page is no scan."""
    count = len(re.sub(r"\s", "", text))
    if count < _SCAN:
        if pictures or shapes > _OUTLINES:
            what = "a picture" if pictures else "drawn shapes"
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
