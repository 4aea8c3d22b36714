"""What is drawn on a page of a PDF beside its text: pictures, and the straight lines that may rule a table."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import Any

from ingest.readers.pdf_calls import calls, handle
from ingest.readers.printed import Box

#: a, b, c, d, e, f: x' = a·x + c·y + e, y' = b·x + d·y + f
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_COVERS = 0.6  # of a page, a picture that is the page
_DEPTH = 2  # forms within forms that are looked into
_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TWO, _SIX = Struct("2f").unpack_from, Struct("6f").unpack_from
_STRAIGHT = 0.01  # points by which a line may lean and still be drawn along an edge of the page
_SHORT = 1.0  # points: anything shorter rules nothing
_FAR = 100_000.0  # points: no page reaches so far, a damaged number does


@dataclass(slots=True)
class Drawings:
    """``shapes`` counts what may be lines of a table, a shape once for every four of its strokes, for many programs draw
    a whole table as one; ``pictures`` counts images. ``paths`` are the shapes with the way to the space of the page."""

    page: Any  # whose memory the paths are part of
    shapes: int = 0
    pictures: int = 0
    paths: list[tuple[int, tuple[Matrix, ...]]] = field(default_factory=list)

    def edges(self) -> Iterator[Box]:
        """The drawn lines along the edges of the page, (x0, y0, x1, y1) in the space of the page (origin bottom left).

        The sides of a filled rectangle count: many a ruled line is one. Call it while the page is open.
        """
        strokes_of = _strokes()
        for path, forms in self.paths:
            for (xa, ya), (xb, yb) in strokes_of(path, forms):
                across, up = abs(xb - xa), abs(yb - ya)
                if min(across, up) <= _STRAIGHT and _SHORT <= max(across, up) < _FAR and abs(xa) + abs(ya) < _FAR:
                    yield min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def drawings(page: Any) -> Drawings:
    """Everything drawn on a page (``pypdfium2`` page)."""
    import pypdfium2.raw as raw

    found = Drawings(page)
    ask = calls()
    kind_of, strokes_of = ask.kind, ask.segments
    text, path, image = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
    form = raw.FPDF_PAGEOBJ_FORM

    def look(holder: int, count: int, get: Callable[[int, int], int], forms: tuple[Matrix, ...]) -> None:
        for i in range(count):
            item = get(holder, i)
            kind = kind_of(item)
            if kind == text:  # nearly always
                continue
            if kind == path:
                found.shapes += max(1, strokes_of(item) // 4)
                found.paths.append((item, forms))
            elif kind == image:
                found.pictures += 1
            elif kind == form and len(forms) < _DEPTH:
                inside = raw.FPDFFormObj_CountObjects(ctypes.cast(item, raw.FPDF_PAGEOBJECT))
                look(item, inside, ask.object_in_form, (_matrix(item), *forms))

    look(handle(page.raw), raw.FPDFPage_CountObjects(page.raw), ask.object_on_page, ())
    return found


def text_unseen(page: Any) -> bool:
    """Whether the text of a page is not seen because a picture is: the text layer that a scanner's program lays over a scan,
    not drawn (Tr 3), or under it. Asked of pages with pictures only."""
    import pypdfium2.raw as raw

    ask = calls()
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    seen = unseen = 0
    covered = False
    for i in range(raw.FPDFPage_CountObjects(page.raw) - 1, -1, -1):  # what is drawn last lies on top
        number = ask.object_on_page(handle(page.raw), i)
        item, kind = ctypes.cast(number, raw.FPDF_PAGEOBJECT), ask.kind(number)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            if raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
                left, bottom, right, top = (edge.value for edge in edges)
                covered = covered or (right - left) * (top - bottom) > _COVERS * width * height
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            hidden = covered or raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
            seen, unseen = seen + (not hidden), unseen + hidden
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            return False
    return covered and unseen > 10 * seen


def _matrix(item: int) -> Matrix:
    """The way from the space of a drawn object to that around it."""
    held = (ctypes.c_float * 6)()
    if not calls().matrix(item, ctypes.c_void_p(ctypes.addressof(held))):
        return _AS_IT_IS
    return _SIX(held)


def _strokes() -> Callable[[int, tuple[Matrix, ...]], list[tuple[Point, Point]]]:
    """A function that gives the straight strokes of a path from point to point, in the space of the page.

    It is asked for every shape of every page: a closure, for places to put answers and attributes looked up cost as much as
    pdfium takes to answer.
    """
    import pypdfium2.raw as raw

    held = (ctypes.c_float * 6)()  # a matrix, or the two numbers of a point
    to = ctypes.c_void_p(ctypes.addressof(held))
    to_y = ctypes.c_void_p(ctypes.addressof(held) + ctypes.sizeof(ctypes.c_float))
    ask = calls()
    matrix, count, segment_of, point = ask.matrix, ask.segments, ask.segment, ask.segment_point
    kind_of, closes, two, six = ask.segment_kind, ask.segment_closes, _TWO, _SIX
    moves, draws = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO

    def strokes(path: int, forms: tuple[Matrix, ...]) -> list[tuple[Point, Point]]:
        out: list[tuple[Point, Point]] = []
        own = six(held) if matrix(path, to) else _AS_IT_IS
        way = forms if own == _AS_IT_IS else (own, *forms)
        begin = before = (0.0, 0.0)
        for i in range(count(path)):
            segment = segment_of(path, i)
            if not point(segment, to, to_y):
                continue
            here = two(held)
            for a, b, c, d, e, f in way:
                x, y = here
                here = a * x + c * y + e, b * x + d * y + f
            kind = kind_of(segment)
            if kind == moves:
                begin = here
            elif kind == draws:
                out.append((before, here))
            before = here
            if closes(segment):
                out.append((before, begin))
                before = begin
        return out

    return strokes
