"""A page that is a picture → its sheet, by character recognition; whatever goes wrong with one page is said of that page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from msgspec.structs import replace as changed

from ingest.lines import Lines
from ingest.model import Line, Remark
from ingest.readers import ocr
from ingest.readers.base import page_remark
from ingest.readers.columns import FIRST
from ingest.readers.drawn_rules import TooMuchDrawn, rule_of
from ingest.readers.grids import Grid
from ingest.readers.page_picture import fold_of
from ingest.readers.printed import Box, PrintedPage
from ingest.readers.rows import Piece
from ingest.readers.sheets import Sheet, gridded, guessed_remark

_WANT_OF_MEMORY = re.compile(r"(?i)bad.?alloc|insufficient memory|fail\w* to allocate|out of memory|cannot allocate")


def recognised_page(page: Any, number: int, before: Grid | None) -> tuple[list[Sheet], list[Remark]]:
    """A page of a PDF (a ``pypdfium2`` page) that is a picture or garbled; ``before`` as in ``sheets.gridded``.

    Two sheets where two pages were laid on the glass side by side.
    """
    import numpy as np

    width, height = page.get_size()
    scale = ocr.scale_of(width, height)
    blank = PrintedPage(number, width, height, ())
    return _sheets(blank, lambda: np.asarray(page.render(scale=scale).to_numpy()), scale, before)


def recognised_picture(pixels: Any, page: PrintedPage, before: Grid | None) -> tuple[list[Sheet], list[Remark]]:
    """A page from its pixels (rows × columns, blue green red)."""
    return _sheets(page, lambda: pixels, pixels.shape[1] / page.width, before)


def _sheets(
    blank: PrintedPage, picture: Callable[[], Any], scale: float, before: Grid | None
) -> tuple[list[Sheet], list[Remark]]:
    number = blank.number
    try:
        pixels = picture()
        fold = fold_of(pixels, 72 * scale)
        if fold is None:
            found = [ocr.recognise_picture(pixels, scale)]
        else:
            halves = (pixels[:, :fold], pixels[:, fold:])
            found = [ocr.recognise_picture(half, scale) for half in halves]
    except MemoryError:
        raise
    except Exception as error:  # whatever the recogniser and its runtime let through on an odd picture
        if _WANT_OF_MEMORY.search(str(error)):  # not the fault of the page: half a document would pass for a whole one
            raise MemoryError(str(error)) from error
        what = f"character recognition failed ({type(error).__name__})"
        return [Sheet(blank)], [page_remark("scanned-page", what, number)]
    read = [half for half in found if half.pieces]
    if not read:
        return [Sheet(blank)], [page_remark("scanned-page", "no text was recognised on the page", number)]
    sheets: list[Sheet] = []
    for one in read:
        if fold is not None:
            one = _moved(one, found, fold / scale, blank)
        sheets.append(_sheet(blank, one, sheets[-1].white if sheets else before))
    if len(sheets) > 1:  # columns of one text: its lines end at the edge of their half
        sheets = [replace(sheet, page=_zoned(sheet.page, FIRST + i)) for i, sheet in enumerate(sheets)]
    letters = sum(len(piece.text) for one in read for piece in one.pieces)
    sure = sum(one.confidence * len(piece.text) for one in read for piece in one.pieces) / letters
    two = "two pages side by side, " if len(sheets) > 1 else ""
    what = f"{two}read by character recognition, {sure:.0%} sure"
    remarks = [page_remark("recognised-page", what, number, "compare it with the picture")]
    return sheets, remarks + [remark for sheet in sheets if (remark := guessed_remark(sheet)) is not None][:1]


def _zoned(page: PrintedPage, zone: int) -> PrintedPage:
    return replace(page, lines=tuple(changed(line, zone=zone) for line in page.lines))


def _moved(half: ocr.Recognised, halves: Sequence[ocr.Recognised], fold: float, page: PrintedPage) -> ocr.Recognised:
    """What was read on one half of a page in the places of the whole page, set straight about its own middle.

    The halves of one scan lie askew by about one angle: that of the whole is taken for both.
    """
    askew = sum(one.askew for one in halves) / len(halves)
    left = 0.0 if half is halves[0] else fold
    middle = left + (fold if half is halves[0] else page.width - fold) / 2
    # set straight about its own middle and not about that of the page
    dx, dy = ocr.straight(middle, page.height / 2, askew, (page.width / 2, page.height / 2))
    by, down = left + dx - middle, dy - page.height / 2

    def box(x0: float, y0: float, x1: float, y1: float) -> Box:
        return x0 + by, y0 + down, x1 + by, y1 + down

    def moved(piece: Piece) -> Piece:
        return Piece(piece.text, *box(piece.x0, piece.y0, piece.x1, piece.y1), piece.size)

    pieces, dashes = tuple(map(moved, half.pieces)), tuple(map(moved, half.dashes))
    return replace(half, pieces=pieces, dashes=dashes, rules=tuple(box(*rule) for rule in half.rules), askew=askew)


def _sheet(blank: PrintedPage, found: ocr.Recognised, before: Grid | None) -> Sheet:
    number, width, height = blank.number, blank.width, blank.height
    rules = [rule_of(box) for box in found.rules]
    upright = PrintedPage(number, *((height, width) if found.turns % 2 else (width, height)), ())
    try:
        sheet = gridded(upright, found.pieces, rules, found.dashes, before)
    except TooMuchDrawn:
        sheet = gridded(upright, found.pieces, (), (), before)
    return replace(sheet, askew=found.askew, turns=found.turns)


def as_they_lie(lines: Lines, sheets: Sequence[Sheet]) -> Lines:
    """The lines with their places on the page as it is: scans were set straight and upright to be read."""
    moved = {sheet.page.number: sheet for sheet in sheets if sheet.askew or sheet.turns}
    if not moved:
        return lines
    return Lines(_as_it_lies(line, on) if (on := moved.get(line.page)) else line for line in lines)


def _as_it_lies(line: Line, on: Sheet) -> Line:
    width, height = on.page.width, on.page.height
    read = (height, width) if on.turns % 2 else (width, height)
    box = ocr.as_it_stood(ocr.as_it_lies(line.box, on.askew, *read), on.turns, width, height)
    return Line(span=line.span, page=line.page, box=box)
