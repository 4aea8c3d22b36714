"""A page of a PDF as a picture with the facts of the notice drawn where they stand.

A fact keeps offsets; the lines of the document keep boxes. The stretch of a line that a fact takes is worked out from the
widths of its characters (a Latin letter or digit takes half of an ideograph), so a box may be off by a character.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from ingest.model import Line, Notice, Span

if TYPE_CHECKING:
    from PIL.Image import Image

#: kind of fact → colour of its box (red, green, blue)
COLOURS: dict[str, tuple[int, int, int]] = {
    "amounts": (200, 120, 0),
    "deadlines": (0, 90, 200),
    "units": (0, 130, 60),
    "clauses": (120, 120, 120),
}
#: pixels a point: 144 dpi, and fewer where a page is larger than any paper
SCALE = 2.0
#: pixels of a picture, and of one side of it, at most
_PIXELS, _SIDE = 16_000_000, 30_000


def page_image(data: bytes, notice: Notice, number: int, *, password: str | None = None) -> bytes:
    """The page as PNG. ``number`` is that of ``Page.number``, from 1.

    Raises ``UsageError`` where the file is no PDF, has no such page, or its text has no places (a web page, Word).
    """
    document = notice.document
    if document.format != "pdf":
        raise UsageError(f"a picture of a page needs a PDF, this is {document.format}", source=document.source)
    numbers = [page.number for page in document.pages]
    if number not in numbers:
        raise UsageError(f"no page {number}", source=document.source, hint=f"1 to {max(numbers, default=0)}")
    image, scale = _rendered(data, number, password)
    return _png(_drawn(image, scale, notice, number))


def _rendered(data: bytes, number: int, password: str | None) -> tuple[Image, float]:
    """The picture of the page, and its pixels a point."""
    import pypdfium2

    from ingest.readers.pdf_lines import PageText

    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        page = pdf[number - 1]
        PageText(page).close()  # turns a page on its side, as for reading: places are those of the page so
        width, height = page.get_size()
        room = math.sqrt(_PIXELS / max(1.0, width * height))
        scale = min(SCALE, room, _SIDE / max(1.0, width, height))
        image: Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return image, scale
    finally:
        pdf.close()


def _drawn(image: Image, scale: float, notice: Notice, number: int) -> Image:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image, "RGBA")
    for version in (notice, *notice.translations):
        lines = [line for line in version.document.lines if line.page == number]
        for kind, span in dict.fromkeys(facts_of(version)):  # a unit bound for all clauses stands once
            red, green, blue = COLOURS[kind]
            for x0, y0, x1, y1 in boxes(version.document.text, lines, span):
                corners = (x0 * scale - 1, y0 * scale - 1, x1 * scale + 1, y1 * scale + 1)
                filled = None if kind == "clauses" else (red, green, blue, 48)
                pen.rectangle(corners, outline=(red, green, blue, 255), fill=filled, width=2)
    return image


def facts_of(notice: Notice) -> Iterator[tuple[str, Span]]:
    """What is drawn: the label of each clause, and every unit, amount and deadline."""
    for clause in notice.clauses:
        if clause.label:
            yield "clauses", Span(clause.span.start, clause.span.start + len(clause.label))
        for kind, several in (("units", clause.units), ("amounts", clause.amounts), ("deadlines", clause.deadlines)):
            for fact in several:
                yield kind, fact.span


def boxes(text: str, lines: list[Line], span: Span) -> Iterator[tuple[float, float, float, float]]:
    """Where a span stands on the page, one box a printed line, in points from the top left corner.

    >>> line = Line(span=Span(0, 4), page=1, box=(10, 20, 50, 30))
    >>> [tuple(map(round, box)) for box in boxes("给予3万", [line], Span(0, 2))]
    [(10, 20, 33, 30)]
    """
    for line in lines:
        start, end = max(span.start, line.span.start), min(span.end, line.span.end)
        if start >= end:
            continue
        x0, y0, x1, y1 = line.box
        whole = _width(text[line.span.start : line.span.end]) or 1.0
        left = x0 + (x1 - x0) * _width(text[line.span.start : start]) / whole
        yield left, y0, x0 + (x1 - x0) * _width(text[line.span.start : end]) / whole, y1


def _width(text: str) -> float:
    return sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in text)


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()
