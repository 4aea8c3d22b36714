"""Which pages of a PDF have tables, and where their cells are.

pdfium says cheaply which pages have drawn lines; only those are given to pdfplumber, which is fourteen times slower and
keeps every page it has parsed until it is closed.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from ingest.readers.grids import Grid, grid_of, inferred, side_by_side
from ingest.readers.pdf_lines import PageText
from ingest.readers.printed import Box, PrintedLine

_MANY_DRAWINGS = 20_000


def drawn(page: Any) -> tuple[int, int]:
    """How many shapes a page has that may be the lines of a table, and how many pictures (``pypdfium2`` page).

    A shape counts once for every four of its strokes: many programs draw a whole table as one shape.
    """
    import pypdfium2.raw as raw

    shapes = pictures = 0

    def count(objects: list[Any], depth: int) -> None:
        nonlocal shapes, pictures
        for item in objects:
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                shapes += max(1, raw.FPDFPath_CountSegments(item) // 4)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                inner = raw.FPDFFormObj_CountObjects(item)
                count([raw.FPDFFormObj_GetObject(item, i) for i in range(inner)], depth - 1)

    count([raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page))], 2)
    return shapes, pictures


class RuledTables:
    """The drawn lines of the pages of one PDF, through pdfplumber; opened when first asked."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data, self._password = data, password
        self._pdf: Any = None

    def close(self) -> None:
        if self._pdf is not None:
            with suppress(Exception):
                self._pdf.close()

    def __call__(self, number: int) -> tuple[list[list[Box]], list[Box]]:
        """The cells of each table of a page, and its drawn lines, in the space of the page (origin bottom left).

        Any exception of pdfplumber comes through.
        """
        import pdfplumber

        if self._pdf is None:
            logger = logging.getLogger("pdfminer")
            if logger.level == logging.NOTSET:
                logger.setLevel(logging.ERROR)  # it warns of every oddity of a file; what is lost we say in a remark
            self._pdf = pdfplumber.open(io.BytesIO(self._data), password=self._password or "")
        page = self._pdf.pages[number - 1]
        try:
            raw = _unturned(page)
            tables = [[raw(*cell) for cell in table.cells] for table in page.find_tables()]
            return tables, [raw(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.edges]
        finally:
            page.close()


def _unturned(page: Any) -> Callable[[float, float, float, float], Box]:
    """From a box as pdfplumber gives it (the rotated media box, from the top left) back to the space of the page."""
    x0, y0, x1, y1 = (float(v) for v in page.page_obj.mediabox)
    rotation, height, down = page.rotation, float(page.height), float(page.mediabox[1])

    def back(left: float, top: float, right: float, bottom: float) -> Box:
        low, high = height + down - bottom, height + down - top
        if rotation == 90:
            return x1 - high, left + y0, x1 - low, right + y0
        if rotation == 180:
            return x1 - right, y1 - high, x1 - left, y1 - low
        if rotation == 270:
            return low + x0, y1 - right, high + x0, y1 - left
        return left + x0, low + y0, right + x0, high + y0

    return back


def ruled_tables(text: PageText, number: int, ruled: RuledTables) -> tuple[list[Grid], list[float]]:
    """The ruled tables of a page from top to bottom, and the heights of its long horizontal lines."""
    tables, edges = ruled(number)
    grids = [grid for cells in tables if (grid := grid_of([text.frame(*cell) for cell in cells])) is not None]
    placed = [text.frame(*edge) for edge in edges]
    rules = {float(round(y0)) for x0, y0, x1, y1 in placed if y1 - y0 < 2 and x1 - x0 > 0.3 * text.width}
    return sorted(grids, key=lambda grid: grid.ys[0]), sorted(rules)


def white_table(
    text: PageText, lines: Sequence[PrintedLine], rules: Sequence[float], before: Grid | None
) -> Grid | None:
    """A table or columns without vertical lines, None on the pages (nearly all) that have none.

    ``before`` is such a table on the page before.
    """
    if before is None and not side_by_side(lines):
        return None
    low, high = 0.05 * text.height, 0.95 * text.height
    characters: list[Box] = []
    for index, character in enumerate(text.text):
        if not character.isspace():
            box = text.box(index)
            if low < box[1] and box[3] < high and box[2] > box[0]:
                characters.append(box)
    return inferred(characters, rules, before)
