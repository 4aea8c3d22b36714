"""A page of a PDF as a picture with the facts of the notice drawn where they stand.

A fact keeps offsets; the lines of the document keep boxes. Where the page has its own characters their places say which
stretch of a line a fact takes; on a scan it is worked out from the usual widths, so a box may be off by a character. Below
the page stands what the colours mean, in letters of our own: no font is needed.
"""

from __future__ import annotations

import io
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import UsageError
from ingest.model import Line, Notice, Span, Stated

if TYPE_CHECKING:
    from PIL.Image import Image

#: kind of fact → colour of its box (red, green, blue)
COLOURS: dict[str, tuple[int, int, int]] = {
    "amounts": (200, 120, 0),
    "deadlines": (0, 90, 200),
    "units": (0, 130, 60),
    "clauses": (120, 120, 120),
    "fields": (150, 40, 150),
}
#: what the legend says, in this order
LABELS: dict[str, str] = {
    "clauses": "条款 clause",
    "units": "责任单位 responsible unit",
    "amounts": "金额 amount",
    "deadlines": "期限 deadline",
    "fields": "公文要素 field",
}
#: pixels a point: 144 dpi, and fewer where a page is larger than any paper
SCALE = 2.0
#: pixels of a picture, and of one side of it, at most
_PIXELS, _SIDE = 16_000_000, 30_000
_STRIP, _LETTER = 44, 28  # pixels: the legend and its letters are so high
_LETTERS = Path(__file__).with_name("legend_letters.tsv")
_NARROW, _BROAD = frozenset("fijlrtI.,;:'!|()[]-/ "), frozenset("mwMW@%")

Box = tuple[float, float, float, float]


def page_image(data: bytes, notice: Notice, number: int, *, password: str | None = None) -> bytes:
    """The page as PNG. ``number`` is that of ``Page.number``, from 1.

    Raises ``UsageError`` where the file is no PDF, has no such page, or its text has no places (a web page, Word).
    """
    document = notice.document
    if document.format != "pdf":
        what = f"a picture of a page needs a PDF, this is {document.format}"
        raise UsageError(what, source=document.source, hint="print it to a PDF first")
    numbers = [page.number for page in document.pages]
    if number not in numbers:
        raise UsageError(f"no page {number}", source=document.source, hint=f"1 to {max(numbers, default=0)}")
    image, scale, characters = _rendered(data, number, password)
    return _png(_with_legend(_drawn(image, scale, characters, notice, number)))


def _rendered(data: bytes, number: int, password: str | None) -> tuple[Image, float, list[Box]]:
    """The picture of the page, its pixels a point, and the places of its characters."""
    import pypdfium2

    from ingest.readers.pdf_page import PageText

    pdf = pypdfium2.PdfDocument(data, password=password)
    try:
        page = pdf[number - 1]
        text = PageText(page)  # turns a page on its side, as for reading: places are those of the page so
        characters = [
            text.box(i) for i, c in enumerate(text.text) if c > " " and not c.isspace() and not text.generated(i)
        ]
        text.close()
        width, height = page.get_size()
        room = math.sqrt(_PIXELS / max(1.0, width * height))
        scale = min(SCALE, room, _SIDE / max(1.0, width, height))
        image: Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return image, scale, characters
    finally:
        pdf.close()


def _drawn(image: Image, scale: float, characters: Sequence[Box], notice: Notice, number: int) -> Image:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image, "RGBA")
    for version in (notice, *notice.translations):
        text = version.document.text
        lines = [line for line in version.document.lines if line.page == number]
        steps = {line.span: found for line in lines if (found := _steps(text, line, characters)) is not None}
        for kind, span in dict.fromkeys(facts_of(version)):  # a unit bound for all clauses stands once
            red, green, blue = COLOURS[kind]
            for x0, y0, x1, y1 in boxes(text, lines, span, steps):
                corners = (x0 * scale - 1, y0 * scale - 1, x1 * scale + 1, y1 * scale + 1)
                filled = (red, green, blue, 48) if kind in ("units", "amounts", "deadlines") else None
                pen.rectangle(corners, outline=(red, green, blue, 255), fill=filled, width=2)
    return image


def _steps(text: str, line: Line, characters: Sequence[Box]) -> list[Box] | None:
    """The places of the characters of a line but for its blanks, in its order; None where they are not told: a scan."""
    x0, y0, x1, y1 = line.box
    inside = sorted(
        box
        for box in characters
        if x0 - 1 <= (box[0] + box[2]) / 2 <= x1 + 1 and y0 - 1 <= (box[1] + box[3]) / 2 <= y1 + 1
    )
    shown = sum(not c.isspace() for c in text[line.span.start : line.span.end])
    return inside if len(inside) == shown else None


def _with_legend(image: Image) -> Image:
    """The picture with a strip below that says what the colours mean."""
    from PIL import Image, ImageDraw

    strip = Image.new("RGB", (image.width, _STRIP), (255, 255, 255))
    pen = ImageDraw.Draw(strip, "RGBA")
    pen.line((0, 0, image.width, 0), fill=(170, 170, 170, 255))
    entries = [(COLOURS[kind], label) for kind, label in LABELS.items()]
    whole = sum(34 + sum(_letters()[c].width for c in label) + 26 for _, label in entries)
    narrow = min(1.0, max(0.03, (image.width - 16) / whole))  # a narrow page (A5): the legend is drawn smaller
    drawn = Image.new("RGB", (whole, _STRIP), (255, 255, 255))
    pen_of = ImageDraw.Draw(drawn, "RGBA")
    x = 0
    for (red, green, blue), label in entries:
        pen_of.rectangle((x + 2, 12, x + 26, 34), outline=(red, green, blue, 255), fill=(red, green, blue, 48), width=2)
        x += 34
        for character in label:
            letter = _letters()[character]
            drawn.paste((30, 30, 30), (x, 9), letter)
            x += letter.width
        x += 26
    if narrow < 1:
        drawn = drawn.resize((round(whole * narrow), round(_STRIP * narrow)), Image.Resampling.LANCZOS)
    strip.paste(drawn.crop((0, 1, *drawn.size)), (8, 1 + (_STRIP - drawn.height) // 2))
    out = Image.new("RGB", (image.width, image.height + _STRIP), (255, 255, 255))
    out.paste(image, (0, 0))
    out.paste(strip, (0, image.height))
    return out


@cache
def _letters() -> dict[str, Image]:
    """The letters of the legend as masks."""
    from PIL import Image

    found: dict[str, Image.Image] = {}
    for row in _LETTERS.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        sign, width, lines = row.split("\t")
        mask = Image.new("L", (int(width), _LETTER), 0)
        for y, digits in enumerate(lines.split()):
            bits = f"{int(digits, 16):0{4 * len(digits)}b}"
            for x in range(int(width)):
                if bits[x] == "1":
                    mask.putpixel((x, y), 255)
        found[" " if sign == "space" else sign] = mask
    return found


def facts_of(notice: Notice) -> Iterator[tuple[str, Span]]:
    """What is drawn: the label of each clause, every unit, amount and deadline, and the fields of the notice."""
    stated: list[Stated[Any] | None] = [
        notice.title,
        notice.notice_title,
        notice.document_number,
        notice.issued_on,
        notice.printed_on,
    ]
    stated += [*notice.issuers, *notice.addressees, notice.valid_from, notice.valid_until]
    for one in stated:
        if one is not None and one.span is not None and one.origin == "text":
            yield "fields", one.span
    for element in notice.elements:
        if not any(one is not None and one.span is not None and one.span.overlaps(element.span) for one in stated):
            yield "fields", element.span
    for clause in notice.clauses:
        if clause.label:
            yield "clauses", Span(clause.span.start, clause.span.start + len(clause.label))
        for kind, several in (("units", clause.units), ("amounts", clause.amounts), ("deadlines", clause.deadlines)):
            for fact in several:
                yield kind, fact.span


def boxes(
    text: str, lines: Sequence[Line], span: Span, steps: dict[Span, list[Box]] | None = None
) -> Iterator[tuple[float, float, float, float]]:
    """Where a span stands on the page, one box a printed line, in points from the top left corner.

    ``steps`` are the places of the characters of lines, blanks left out, where they are known.

    >>> line = Line(span=Span(0, 4), page=1, box=(10, 20, 50, 30))
    >>> [tuple(map(round, box)) for box in boxes("给予3万", [line], Span(0, 2))]
    [(10, 20, 33, 30)]
    """
    for line in lines:
        start, end = max(span.start, line.span.start), min(span.end, line.span.end)
        if start >= end or not text[start:end].strip():
            continue
        x0, y0, x1, y1 = line.box
        if places := (steps or {}).get(line.span):
            shown = [i for i in range(line.span.start, line.span.end) if not text[i].isspace()]
            here = places[bisect_left(shown, start) : bisect_left(shown, end)]
            yield min(box[0] for box in here), y0, max(box[2] for box in here), y1
            continue
        whole = _width(text[line.span.start : line.span.end]) or 1.0
        left = x0 + (x1 - x0) * _width(text[line.span.start : start]) / whole
        yield left, y0, x0 + (x1 - x0) * _width(text[line.span.start : end]) / whole, y1


def _width(text: str) -> float:
    return sum(1.0 if ord(c) > 0x2E7F else 0.3 if c in _NARROW else 0.8 if c in _BROAD else 0.5 for c in text)


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()
