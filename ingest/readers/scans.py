"""A page that is a picture → its sheet, by character recognition; whatever goes wrong with one page is said of that page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from ingest.model import Line, Remark
from ingest.readers import ocr
from ingest.readers.drawn_rules import TooMuchDrawn, rule_of
from ingest.readers.grids import Grid
from ingest.readers.printed import PrintedPage
from ingest.readers.sheets import Sheet, gridded

_WANT_OF_MEMORY = re.compile(r"(?i)bad.?alloc|insufficient memory|fail\w* to allocate|out of memory|cannot allocate")


def recognised_page(page: Any, number: int, before: Grid | None) -> tuple[Sheet, Remark]:
    """A page of a PDF (a ``pypdfium2`` page) that is a picture or garbled; ``before`` as in ``sheets.gridded``."""
    width, height = page.get_size()
    return _sheet(PrintedPage(number, width, height, ()), lambda: ocr.recognise(page, number), before)


def recognised_picture(pixels: Any, page: PrintedPage, before: Grid | None) -> tuple[Sheet, Remark]:
    """A page from its pixels (rows × columns, blue green red)."""
    return _sheet(page, lambda: ocr.recognise_picture(pixels, pixels.shape[1] / page.width), before)


def _sheet(blank: PrintedPage, recognise: Callable[[], ocr.Recognised], before: Grid | None) -> tuple[Sheet, Remark]:
    number, width, height = blank.number, blank.width, blank.height
    try:
        found = recognise()
    except MemoryError:
        raise
    except Exception as error:  # whatever the recogniser and its runtime let through on an odd picture
        if _WANT_OF_MEMORY.search(str(error)):  # not the fault of the page: half a document would pass for a whole one
            raise MemoryError(str(error)) from error
        return Sheet(blank), _remark("scanned-page", f"character recognition failed ({type(error).__name__})", number)
    if not found.pieces:
        return Sheet(blank), _remark("scanned-page", "no text was recognised on the page", number)
    rules = [rule_of(box) for box in found.rules]
    upright = PrintedPage(number, *((height, width) if found.turns % 2 else (width, height)), ())
    try:
        sheet = gridded(upright, found.pieces, rules, found.dashes, before)
    except TooMuchDrawn:
        sheet = gridded(upright, found.pieces, (), (), before)
    sheet = replace(sheet, askew=found.askew, turns=found.turns)
    what = f"read by character recognition, {found.confidence:.0%} sure"
    return sheet, _remark("recognised-page", what, number, "compare it with the picture")


def _remark(code: str, message: str, page: int, hint: str = "") -> Remark:
    return Remark(code=code, message=message, page=page, hint=hint)


def as_it_stood(sheet: Sheet) -> PrintedPage:
    """The page without its lines, in the size it has in the file."""
    width, height = sheet.page.width, sheet.page.height
    if sheet.turns % 2:
        width, height = height, width
    return PrintedPage(sheet.page.number, width, height, ())


def as_they_lie(lines: Sequence[Line], sheets: Sequence[Sheet]) -> Iterable[Line]:
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
