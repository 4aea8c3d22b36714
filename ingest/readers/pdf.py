"""PDF: text with the place of every line, paragraphs by the rules of typesetting, page by page what could not be read.

pypdfium2 reads the characters (PDFium, BSD). A page without text but with pictures is a scan, a page of which over 5
% is unprintable or in the private use area, or that reads like nothing, is garbled: either is named in a remark and
the other pages are read. A file of which no page can be read is a ``ReadError``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from ingest.errors import ReadError
from ingest.model import Document, Line, Remark
from ingest.readers import ocr
from ingest.readers.assembly import Assembly
from ingest.readers.base import sha256
from ingest.readers.furniture import without_furniture
from ingest.readers.grids import Grid, inferred, side_by_side
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.ocr import Recognised
from ingest.readers.paragraphs import Typesetting
from ingest.readers.pdf_drawings import Drawings, drawings
from ingest.readers.pdf_file import PdfFile
from ingest.readers.pdf_lines import PageText, lines_around, printed_lines
from ingest.readers.pdf_streams import damaged_parts
from ingest.readers.pdf_tables import TooMuchDrawn, grids_within, ruled_tables, white_table
from ingest.readers.printed import PrintedLine, PrintedPage, reading_order
from ingest.readers.rows import Piece, rows_of
from ingest.readers.tables import Block, append, bilingual, block_of, continues
from ingest.readers.text import everyday

T = TypeVar("T")

_OCR = "pip install 'policygraph[ocr]' and read it again"
_WANT_OF_MEMORY = re.compile(r"(?i)bad.?alloc|insufficient memory|fail\w* to allocate|out of memory|cannot allocate")
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
    odd = sum(map(text.count, {c for c in set(text) - _plain() if c not in _SILENT}))
    if odd <= _GARBLED * sum(map(len, text.split())):  # nearly always
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


@cache
def _plain() -> frozenset[str]:
    """Characters that no page is garbled for."""
    return everyday(False) | {chr(c) for c in range(32, 127)} | {"\r", "\n", "\t", "\u3000", "\xa0"}


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
        flow = _flow(without_furniture([sheet.page for sheet in sheets]), [sheet.blocks for sheet in sheets])
        sheets = [_Sheet(replace(sheet.page, lines=()), askew=sheet.askew) for sheet in sheets]
        assembly = Assembly()
        _assemble(assembly, flow)
        if not assembly.text.strip():
            damaged, parts = damaged_parts(data, fonts=True)
            if damaged:
                what = f"damaged PDF: {damaged} of its {parts} packed parts are broken and no page can be read"
                raise ReadError(what, source=source, hint="get the file again")
            raise _nothing(remarks, len(sheets), source)
        return Document(
            text=assembly.text,
            source=source,
            format=self.name,
            sha256=sha256(data),
            pages=assembly.pages([sheet.page for sheet in sheets]),
            paragraphs=tuple(assembly.paragraphs),
            lines=tuple(_as_they_lie(assembly.lines, sheets)),
            tables=tuple(assembly.tables),
            remarks=tuple(remarks),
        )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it was read: its lines outside tables, and its tables with the height at which they begin."""

    page: PrintedPage
    blocks: tuple[tuple[float, Block], ...] = ()
    white: Grid | None = None  # the grid, where the table has no vertical lines
    askew: float = 0.0  # radians by which a scanned page lies turned, clockwise


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


def _assemble(assembly: Assembly, flow: list[list[PrintedLine] | Block]) -> None:
    """Use up the flow: of a long file the printed lines and the lines of the document are not held both at a time."""
    columns = {id(item): _columns(item) for item in flow if isinstance(item, Block)}
    every = [line for item in flow if isinstance(item, list) for line in item]
    every += [line for pair in columns.values() if pair for cells in pair for lines in cells for line in lines]
    typesetting = Typesetting(every)
    del every
    for item in _taken(flow):
        if isinstance(item, list):
            for paragraph in typesetting.paragraphs(_taken(item)):
                assembly.paragraph(paragraph)
        elif pair := columns[id(item)]:
            for turn, cells in enumerate(pair):
                if turn:
                    assembly.turn_back(item.page)
                for lines in cells:
                    for paragraph in typesetting.paragraphs(lines):
                        assembly.paragraph(paragraph)
        elif item.rows:
            assembly.table(item)


def _taken(items: list[T]) -> Iterator[T]:
    """What is in a list, from the first to the last, taken out of it."""
    items.reverse()
    while items:
        yield items.pop()


def _as_they_lie(lines: Sequence[Line], sheets: Sequence[_Sheet]) -> Iterable[Line]:
    """The lines with their places on the page as it is: scans were set straight to be read."""
    askew = {sheet.page.number: sheet for sheet in sheets if sheet.askew}
    if not askew:
        return lines
    return [
        Line(span=line.span, page=line.page, box=ocr.as_it_lies(line.box, on.askew, on.page.width, on.page.height))
        if (on := askew.get(line.page))
        else line
        for line in lines
    ]


def _columns(block: Block) -> tuple[list[list[PrintedLine]], list[list[PrintedLine]]] | None:
    """The cells of the Chinese and of the English column, where the block is one text in two languages."""
    found = bilingual(block)
    if found is None:
        return None
    both: list[list[list[PrintedLine]]] = []
    for zone, column in enumerate(found, 1):
        cells = [[line._replace(zone=zone) for line in row[column].lines] for row in block.rows]
        both.append([cell for cell in cells if cell])
    return both[0], both[1]


def _sheets(pdf: PdfFile, data: bytes, source: str, limits: Limits) -> tuple[list[_Sheet], list[Remark]]:
    import pypdfium2 as pdfium

    @cache
    def sound() -> bool:
        """Whether the pages look as they should, so that recognising their characters makes sense."""
        return not damaged_parts(data, fonts=True)[0]

    sheets: list[_Sheet] = []
    remarks: list[Remark] = []
    characters = recognised = 0
    for number in range(1, len(pdf) + 1):
        sheet = _Sheet(PrintedPage(number, 0.0, 0.0, ()))
        try:
            with pdf.page(number) as page:
                text = PageText(page)
                try:
                    characters += text.count
                    limits.check("characters", characters, limits.characters, source=source)
                    drawn = drawings(page)
                    remark = _gate(text.text, drawn, number)
                    legible = remark is not None and (remark.code == "scanned-page" or sound())
                    if legible and ocr.available() and recognised < limits.ocr_pages:
                        recognised += 1
                        sheet, remark = _recognised(page, number)
                    elif remark is None:
                        sheet, remark = _sheet(text, number, drawn, sheets[-1].white if sheets else None)
                    else:
                        sheet = _Sheet(PrintedPage(number, text.width, text.height, ()))
                    remarks += [remark] if remark else []
                finally:
                    text.close()
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
    except MemoryError:
        raise
    except Exception as error:  # whatever the recogniser and its runtime let through on an odd picture
        if _WANT_OF_MEMORY.search(str(error)):  # not the fault of the page: half a document would pass for a whole one
            raise MemoryError(str(error)) from error
        return blank, _remark("scanned-page", f"character recognition failed ({type(error).__name__})", number, "")
    if not found.pieces:
        return blank, _remark("scanned-page", "no text was recognised on the page", number, "")
    try:
        grids = grids_within(found.rules)
    except TooMuchDrawn:
        grids = []
    sheet = _ruled_scan(found, grids, blank.page) if grids else _open_scan(found, blank.page)
    sheet = replace(sheet, askew=found.askew)
    what = f"read by character recognition, {found.confidence:.0%} sure"
    return sheet, _remark("recognised-page", what, number, "compare it with the picture")


def _ruled_scan(found: Recognised, grids: Sequence[Grid], page: PrintedPage) -> _Sheet:
    """A scanned page with ruled tables: what stands in a cell is told by its middle."""
    outside: list[Piece] = []
    cells: list[dict[int, list[Piece]]] = [{} for _ in grids]
    for piece in found.pieces:
        x, y = (piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2
        inside = [(at, cell) for at, grid in enumerate(grids) if (cell := grid.cell_at(x, y)) >= 0]
        if inside:
            at, cell = inside[0]
            cells[at].setdefault(cell, []).append(piece)
        else:
            outside.append(piece)
    blocks = [
        (grid.ys[0], block_of(grid, {cell: rows_of(pieces, page.number) for cell, pieces in own.items()}, page.number))
        for grid, own in zip(grids, cells, strict=True)
    ]
    lines = tuple(rows_of(outside, page.number))
    return _Sheet(replace(page, lines=lines), tuple((top, block) for top, block in blocks if block.rows))


def _open_scan(found: Recognised, page: PrintedPage) -> _Sheet:
    """A scanned page without ruled tables; where its lines stand side by side it may be one without lines."""
    lines = rows_of(found.pieces, page.number)
    grid = inferred([line.box for line in lines]) if side_by_side(lines) else None
    if grid is None or grid.columns < 3:
        return _Sheet(replace(page, lines=tuple(lines)))
    cells: dict[int, list[PrintedLine]] = {}
    for line in lines:
        cells.setdefault(grid.cell_at(line.middle, (line.y0 + line.y1) / 2), []).append(line)
    outside = replace(page, lines=tuple(cells.pop(-1, [])))
    return _Sheet(outside, ((grid.ys[0], block_of(grid, cells, page.number)),))


def _sheet(text: PageText, number: int, drawn: Drawings, before: Grid | None) -> tuple[_Sheet, Remark | None]:
    grids: list[Grid] = []
    rules: list[float] = []
    remark = None
    if drawn.shapes >= _RULED:
        try:
            grids, rules = ruled_tables(text, drawn.edges())
        except TooMuchDrawn:
            what = "more is drawn on the page than rules a table: its tables, if any, were read as lines"
            remark = _remark("table-unread", what, number, "compare it with the picture")
    lines = printed_lines(text, number) if not grids else []
    white = None if grids else white_table(text, lines, rules, before)
    if white is not None:
        lines_, cells = lines_around(text, number, [white])
        block = block_of(white, cells[0], number)
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


def _gate(text: str, drawn: Drawings, number: int) -> Remark | None:
    """None where the page can be read, else the remark that says why not. A blank page is no scan."""
    count = sum(map(len, text.split()))
    if count < _SCAN:
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
