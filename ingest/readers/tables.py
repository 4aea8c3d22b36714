"""Tables in the flow of a document: rows over page breaks, repeated headers, two languages side by side.

A table stands in ``Document.text`` row by row, one paragraph a row, its cells apart by a tab. A cell that covers
several columns or rows is printed once; in ``Table.rows`` its span stands at every place it covers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.model import Table
from ingest.readers.grids import Grid
from ingest.readers.printed import IDEOGRAPH, PrintedLine

_LETTER = re.compile("[A-Za-z]")


@dataclass(slots=True, eq=False)
class Cell:
    """The printed lines of one cell, perhaps of several pages."""

    lines: list[PrintedLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join("".join([line.text for line in self.lines]).split())


@dataclass(slots=True)
class Block:
    """A table as it is read, page by page.

    ``rows`` hold a cell for every column, the same cell where it covers several.
    """

    page: int
    xs: tuple[float, ...]
    rows: list[list[Cell]]
    last_page: int = 0
    ruled: bool = True  # else its rows are guessed from the white between them

    @property
    def columns(self) -> int:
        return len(self.xs) - 1


def block_of(grid: Grid, cells: dict[int, list[PrintedLine]], page: int, *, ruled: bool = True) -> Block:
    """The table of one page from its grid and the lines found in its cells; rows without any text are left out."""
    made: dict[int, Cell] = {}
    rows: list[list[Cell]] = []
    for slots in grid.slots:
        row = [made.setdefault(slot, Cell(cells.get(slot, []))) if slot >= 0 else Cell() for slot in slots]
        if any(cell.lines for cell in row):
            rows.append(row)
    return Block(page, grid.xs, _without_empty_columns(rows), page, ruled)


def _without_empty_columns(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Columns that hold nothing of their own are an artefact of lines that do not quite meet."""
    if not rows:
        return rows
    keep = [
        c for c in range(len(rows[0])) if any(row[c].lines and (c == 0 or row[c] is not row[c - 1]) for row in rows)
    ]
    return [[row[c] for c in keep] for row in rows]


def spanning(row: Sequence[Cell]) -> bool:
    """Whether one cell takes the whole row (a category: 「一、支持企业多元化市场布局」)."""
    return len(row) > 1 and row[0] is row[-1] and all(cell is row[0] for cell in row)


def continues(block: Block, following: Block) -> bool:
    """Whether a table that begins a page goes on with the one that ended the page before."""
    if not block.rows or not following.rows or following.page != block.last_page + 1:
        return False
    return len(block.rows[0]) == len(following.rows[0])


def append(block: Block, following: Block) -> None:
    """Put the rows of the next page under those before: without the repeated header, a broken row joined."""
    rows = following.rows
    repeated = 0
    while (
        repeated < min(3, len(rows), len(block.rows))
        and any(cell.lines for cell in rows[repeated])
        and [cell.text for cell in rows[repeated]] == [cell.text for cell in block.rows[repeated]]
    ):
        repeated += 1
    rows = rows[repeated:]
    block.last_page = following.last_page
    if not rows:
        return
    first, last = rows[0], block.rows[-1]
    broken = not first[0].lines and any(cell.lines for cell in first) and not spanning(last) and not spanning(first)
    merged_down = len(block.rows) > 1 and last[0] is block.rows[-2][0]
    if broken and (_counts_on(last, first) or (merged_down and (len(first) < 3 or first[1].lines))):
        first[0] = last[0]
    elif broken:
        for cell, more in zip(last, first, strict=True):
            if more.lines and more.lines is not cell.lines:
                cell.lines = [*cell.lines, *more.lines]
        rows = rows[1:]
    block.rows.extend(rows)


def _counts_on(last: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """Whether a row has the number after that of the row before in its second column: the first is one cell over both."""
    if len(first) < 3 or not (last[1].text.isdecimal() and first[1].text.isdecimal()):
        return False
    return int(first[1].text) == int(last[1].text) + 1


def bilingual(block: Block) -> tuple[int, int] | None:
    """The columns of the Chinese and the English text where a two-column table holds one text in both, else None."""
    rows = [row for row in block.rows if not spanning(row)]
    return beside([[cell.text for cell in row] for row in rows]) if all(len(row) == 2 for row in rows) else None


def beside(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Which of two columns is Chinese and which English, from the words of their cells; None where they are not so.

    >>> rows = [("支持扩大进口", "Support imports"), ("给予不超过展位费80%的补助。", "Up to 80 per cent of the fee.")]
    >>> beside(rows), beside([row[::-1] for row in rows]), beside([("序号", "措施"), ("1", "支持扩大进口")])
    ((0, 1), (1, 0), None)
    """
    if not rows or any(len(row) != 2 for row in rows):
        return None
    texts = ["".join(row[column] for row in rows) for column in (0, 1)]
    shares = [len(IDEOGRAPH.findall(text)) / max(1, len(text)) for text in texts]
    latin = [len(_LETTER.findall(text)) / max(1, len(text)) for text in texts]
    for chinese, english in ((0, 1), (1, 0)):
        if (
            len(texts[chinese]) >= 20
            and len(texts[english]) >= 40
            and shares[chinese] > 0.4
            and shares[english] < 0.1
            and latin[english] > 0.5
        ):
            return chinese, english
    return None


def header(table: Table, text: str) -> tuple[str, ...] | None:
    """The words over the columns of a table, None where its first row is no header.

    A header fills every column with a word or two (序号、政策措施、牵头单位…), no sentence and no number.

    >>> from ingest.model import Span
    >>> text = "序号\\t政策措施\\n1\\t支持扩大进口。"
    >>> spans = ((Span(0, 2), Span(3, 7)), (Span(8, 9), Span(10, 17)))
    >>> header(Table(page=1, span=Span(0, 17), rows=spans), text)
    ('序号', '政策措施')
    """
    if len(table.rows) < 2:
        return None
    cells = [re.sub(r"\s", "", span.of(text)) for span in table.rows[0]]
    if len(set(table.rows[0])) < max(2, len(cells) - 1):
        return None
    if all(cell and len(cell) <= 24 and not re.search(r"[。；;]|^\d+$", cell) for cell in cells):
        return tuple(cells)
    return None
