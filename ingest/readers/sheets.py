"""Pages with their tables → the text of a document: what PDF, OFD and recognised pages have in common.

A page is its lines and, where it has any, its tables, each with the height at which it begins. Tables that go on over pages
become one; a table that is one text in two languages becomes two columns of paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from msgspec.structs import replace as changed

from ingest.model import Remark
from ingest.readers.assembly import Assembly
from ingest.readers.columns import in_columns
from ingest.readers.drawn_rules import Rule, apart, grids_of
from ingest.readers.furniture import watermarks, without_furniture
from ingest.readers.grids import Grid, inferred, side_by_side
from ingest.readers.hyphens import UNSURE
from ingest.readers.paragraphs import Typesetting
from ingest.readers.printed import Box, PrintedLine, PrintedPage, ems
from ingest.readers.rows import Piece, rows_of
from ingest.readers.signatures import mark_last, names_whole
from ingest.readers.tables import Block, Cell, append, bilingual, block_of, continues, spanning

T = TypeVar("T")
_SHOWN = 60  # characters of what is left out


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was read: its lines outside tables, and its tables with the height at which they begin."""

    page: PrintedPage
    blocks: tuple[tuple[float, Block], ...] = ()
    white: Grid | None = None  # the grid, where the table has no vertical lines
    askew: float = 0.0  # radians by which a scanned page lies turned, clockwise
    turns: int = 0  # quarter turns clockwise by which a scanned page was set upright


def guessed_remark(sheet: Sheet) -> Remark | None:
    """That the table of a page was told by the white between its columns and rows, where it was."""
    if sheet.white is None or all(bilingual(block) for _, block in sheet.blocks):
        return None
    what = "a table without lines down the page: its columns, and rows if none are ruled, are told by the white between"
    return Remark(code="table-guessed", message=what, page=sheet.page.number, hint="compare it with the page")


def unread_remark(page: int) -> Remark:
    """That more lines are drawn on a page than a table has."""
    what = "more is drawn on the page than rules a table: its tables, if any, were read as lines"
    return Remark(code="table-unread", message=what, page=page, hint="compare it with the picture")


def watermark_remarks(left_out: Iterable[tuple[str, int]]) -> list[Remark]:
    """That water marks (水印) and the rings of seals are no text of the notice: their words, and on which page; one remark
    for the same words."""
    places: dict[str, list[int]] = {}
    for words, page in left_out:
        places.setdefault(words[:_SHOWN], []).append(page)
    return [
        Remark(
            code="watermark-left-out",
            message=f"text that is printed across or under the page is left out: 「{words}」"
            + (f", on {len(pages)} pages" if len(pages) > 1 else ""),
            page=pages[0],
            hint="compare it with the page",
        )
        for words, pages in places.items()
    ]


def flow_of(
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


def assembly_of(sheets: list[Sheet], aslant: Iterable[tuple[str, int]] = ()) -> tuple[Assembly, list[Remark]]:
    """The text of a document from its pages, and what of them is left out; ``aslant`` are words that stood askew, with their
    page. The sheets are used up: their pages stay, without lines, for of a long file they are not held twice."""
    pages = [sheet.page for sheet in sheets]
    marks = watermarks(pages)
    remarks = watermark_remarks([*aslant, *((line.text, line.page) for line in marks)])
    flow = flow_of(in_columns(without_furniture(pages, marks)), [sheet.blocks for sheet in sheets])
    del pages, marks
    sheets[:] = [Sheet(_bare(sheet), askew=sheet.askew, turns=sheet.turns) for sheet in sheets]
    assembly = Assembly()
    assemble(assembly, flow)
    return assembly, remarks


def _bare(sheet: Sheet) -> PrintedPage:
    """The page without its lines, in the size it has in the file."""
    width, height = sheet.page.width, sheet.page.height
    if sheet.turns % 2:
        width, height = height, width
    return PrintedPage(sheet.page.number, width, height, ())


def assemble(assembly: Assembly, flow: list[list[PrintedLine] | Block]) -> None:
    """Use up the flow: of a long file the printed lines and the lines of the document are not held both at a time."""
    columns = {id(item): _columns(item) for item in flow if isinstance(item, Block)}
    every = [line for item in flow if isinstance(item, list) for line in item]
    every += [line for parts in columns.values() for lines in parts for line in lines]
    typesetting = Typesetting(every)
    if any(line.text[-1:] in UNSURE for line in every):
        assembly.hyphens.learn(line.text for line in every)
    del every
    for item in _taken(flow):
        if isinstance(item, list):
            for paragraph in typesetting.paragraphs(_taken(item)):
                assembly.paragraph(paragraph)
        elif parts := columns[id(item)]:
            for lines in parts:
                assembly.turn_back(lines[0].page)
                for paragraph in typesetting.paragraphs(lines):
                    assembly.paragraph(paragraph)
        elif item.rows:
            assembly.table(item)


def _taken(items: list[T]) -> Iterator[T]:
    """What is in a list, from the first to the last, taken out of it."""
    items.reverse()
    while items:
        yield items.pop()


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
                lines = [changed(line, zone=zone) for line in row[column].lines]
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


def gridded(
    page: PrintedPage,
    pieces: Sequence[Piece],
    rules: Sequence[Rule],
    dashes: Sequence[Piece] = (),
    before: Grid | None = None,
) -> Sheet:
    """A page from its runs of text and its drawn lines: tables by these, else columns by the white between the runs.

    ``dashes`` are strokes that are text only where they stand alone in a cell; ``before`` is the grid of a table without
    vertical lines on the page before. Raises ``TooMuchDrawn``.
    """
    plain = tuple(names_whole(mark_last(rows_of(pieces, page.number))))
    if grids := grids_of(rules):
        cut = [part for piece in pieces for part in apart(piece, rules)]
        sheet = _celled(page, cut, grids, dashes, ruled=True)
        if sheet.blocks:
            return sheet
    elif before is not None or side_by_side(plain):
        long = sorted({float(round(r.at)) for r in rules if r.across and r.end - r.start > 0.3 * page.width})
        low, high = 0.05 * page.height, 0.95 * page.height
        boxes = [box for piece in pieces if low < piece.y0 and piece.y1 < high for box in _characters(piece)]
        if (guess := inferred(boxes, long, before)) is not None:
            sheet = _celled(page, pieces, [guess], (), ruled=False)
            for _, block in sheet.blocks:
                if bilingual(block) or ((before or len(block.rows) >= 5) and len(block.rows[0]) >= 3):
                    return replace(sheet, white=guess)
    return Sheet(replace(page, lines=plain))


def _characters(piece: Piece) -> Iterator[Box]:
    """Where the characters of a run stand, its width shared out among them."""
    whole = ems(piece.text) or 1.0
    at = piece.x0
    for character in piece.text:
        width = (piece.x1 - piece.x0) * ems(character) / whole
        if not character.isspace():
            yield at, piece.y0, at + width, piece.y1
        at += width


def _celled(
    page: PrintedPage, pieces: Sequence[Piece], grids: Sequence[Grid], dashes: Sequence[Piece], *, ruled: bool
) -> Sheet:
    """The runs inside a table by cell, the others line by line."""
    cells: list[dict[int, list[Piece]]] = [{} for _ in grids]

    def place(piece: Piece) -> tuple[dict[int, list[Piece]], int] | None:
        x, y = (piece.x0 + piece.x1) / 2, (piece.y0 + piece.y1) / 2
        for grid, held in zip(grids, cells, strict=True):
            if (cell := grid.cell_at(x, y)) >= 0:
                return held, cell
        return None

    outside: list[Piece] = []
    for piece in pieces:
        if (found := place(piece)) is None:
            outside.append(piece)
        else:
            found[0].setdefault(found[1], []).append(piece)
    for piece in dashes:
        if (found := place(piece)) is not None:
            found[0].setdefault(found[1], [piece])
    number = page.number
    blocks: list[tuple[float, Block]] = []
    for grid, held in zip(grids, cells, strict=True):
        lines = {cell: rows_of(run, number) for cell, run in held.items()}
        if (block := block_of(grid, lines, number, ruled=ruled)).rows:
            blocks.append((grid.ys[0], block))
    return Sheet(replace(page, lines=tuple(rows_of(outside, number))), tuple(blocks))
