"""What is drawn on a page of a PDF beside its text: pictures, and the straight lines that may rule a table."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.pdf_calls import calls, handle
from ingest.readers.printed import Box

#: a, b, c, d, e, f: x' = a·x + c·y + e, y' = b·x + d·y + f
Matrix = tuple[float, float, float, float, float, float]

_COVERS = 0.6  # of a page, a picture that is the page
_DEPTH = 2  # forms within forms that are looked into
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
        for path, forms in self.paths:
            for (xa, ya), (xb, yb) in _strokes(path, forms):
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
                inner = _object(item)
                look(item, raw.FPDFFormObj_CountObjects(inner), ask.object_in_form, (_matrix(inner), *forms))

    look(handle(page.raw), raw.FPDFPage_CountObjects(page.raw), ask.object_on_page, ())
    return found


def text_unseen(page: Any) -> bool:
    """Whether the text of a page is not seen because a picture is: the text layer that a scanner's program lays over a scan,
    not drawn (Tr 3), or under it. Asked of pages with pictures only."""
    import pypdfium2.raw as raw

    ask = calls()
    kind_of = ask.kind
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    seen = unseen = 0
    covered = False
    for i in range(raw.FPDFPage_CountObjects(page.raw) - 1, -1, -1):  # what is drawn last lies on top
        item = _object(ask.object_on_page(handle(page.raw), i))
        kind = kind_of(handle(item))
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


def _object(item: int) -> Any:
    """A drawn object by the number of its handle."""
    import pypdfium2.raw as raw

    return ctypes.cast(item, raw.FPDF_PAGEOBJECT)


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as raw

    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


Point = tuple[float, float]


def _strokes(path: int, forms: tuple[Matrix, ...]) -> Iterator[tuple[Point, Point]]:
    """The straight strokes of a path from point to point, in the space of the page."""
    import pypdfium2.raw as raw

    ask = calls()
    point, kind_of, closes = ask.segment_point, ask.segment_kind, ask.segment_closes
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.c_void_p(ctypes.addressof(x)), ctypes.c_void_p(ctypes.addressof(y))
    way = (_matrix(_object(path)), *forms)
    begin = before = (0.0, 0.0)
    for i in range(ask.segments(path)):
        segment = ask.segment(path, i)
        if not point(segment, to_x, to_y):
            continue
        px, py = x.value, y.value
        for a, b, c, d, e, f in way:
            px, py = a * px + c * py + e, b * px + d * py + f
        kind = kind_of(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begin = (px, py)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, (px, py)
        before = (px, py)
        if closes(segment):
            yield before, begin
            before = begin
