"""From the space of a PDF page to the page as it is read: points from the top left, text upright from left to right.

A page is shown after its rotation and its crop box. Where its text then stands on its side (a wide table set on a tall
page), the page is turned until the text is upright: reading, lines and tables all keep to that frame.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Rect = tuple[float, float, float, float]
_SCALE = 64  # pdfium gives whole pixels: so many of them a point


@dataclass(frozen=True, slots=True)
class Frame:
    """x' = a·x + c·y + e, y' = b·x + d·y + f; ``width`` and ``height`` are those of the page in this frame."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    def __call__(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """A box in this frame; its corners may be given in any order."""
        xa, xb = self.a * x0 + self.c * y0 + self.e, self.a * x1 + self.c * y1 + self.e
        ya, yb = self.b * x0 + self.d * y0 + self.f, self.b * x1 + self.d * y1 + self.f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    @property
    def upright(self) -> bool:
        """Whether the frame only moves the page and puts its origin to the top."""
        return abs(self.b) < 1e-3 and abs(self.c) < 1e-3 and abs(self.a - 1) < 1e-2 and abs(self.d + 1) < 1e-2


def shown(page: Any) -> Frame:
    """The frame of a page as a viewer shows it (a ``pypdfium2`` page)."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    box = raw.FS_RECTF()
    if page.get_rotation() == 0 and raw.FPDF_GetPageBoundingBox(page.raw, box):
        left, top = box.left, box.top
        if abs(box.right - left - width) < 0.01 and abs(top - box.bottom - height) < 0.01:  # nearly always
            return Frame(1.0, 0.0, 0.0, -1.0, -left, top, width, height)
    size = (round(width * _SCALE), round(height * _SCALE))
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(px: float, py: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, px, py, x, y)
        return x.value / _SCALE, y.value / _SCALE

    e, f = at(0, 0)
    ax, ay = at(100, 0)
    cx, cy = at(0, 100)
    # rotations are quarter turns and pages are shown in their own size: whole numbers
    a, b, c, d = (float(round(v / 100)) for v in (ax - e, ay - f, cx - e, cy - f))
    return Frame(a, b, c, d, e, f, width, height)


def quarter_turns(runs: Iterable[tuple[float, float]]) -> int:
    """How many quarter turns clockwise set the lines upright; ``runs`` are steps from their begin to their end.

    >>> quarter_turns([(0, 300), (0, 200), (40, 1)])  # most lines run down the page
    3
    """
    runs = list(runs)
    if all([x > abs(y) for x, y in runs]):  # nearly always
        return 0
    votes = Counter(0 if x > abs(y) else 2 if -x > abs(y) else 3 if y > 0 else 1 for x, y in runs)
    return max(votes, key=lambda turns: (votes[turns], -turns), default=0)
