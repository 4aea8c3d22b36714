"""Pictures of pages → printed lines, by character recognition (the optional extra ``ocr``: rapidocr, works offline).

Pages are drawn at 200 dpi. Of the colours only the red channel is looked at, in which a red seal (印章) over the date
is nearly white, and what is clearly red is painted over. The skew of a scan is taken out of the places of the text, and
out of the picture before lines of tables are looked for in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from ingest.readers.drawn_rules import Rule
from ingest.readers.printed import WIDE, PrintedLine, ems
from ingest.readers.rows import Piece, rows_of

DPI = 200
_PIXELS = 40_000_000  # larger pages are drawn coarser
_DOUBTFUL = 0.5  # a line less sure than this is dirt or a stamp

_PUNCTUATION = str.maketrans("(),:;?!", "（），：；？！")
_BESIDE_WIDE = re.compile(f"(?<={WIDE.pattern})[(),:;?!]+|[(),:;?!]+(?={WIDE.pattern})")
_PAIRED = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_YEAR = re.compile(r"[【\[\[]((?:19|20)\d\d)[】\]\]]")


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "numpy"))


@dataclass(frozen=True, slots=True)
class Recognised:
    """The runs of text of one page, the lines drawn on it, and how sure the recognition is, 0 … 1 (mean over the characters).

    ``dashes`` are strokes that no run covers: 「—」 alone in a cell, which the recogniser does not see.
    """

    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]
    dashes: tuple[Piece, ...]
    confidence: float
    page: int

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        """The text line by line."""
        return tuple(rows_of(self.pieces, self.page))


def as_printed(text: str) -> str:
    """Half-width signs beside Chinese characters made full-width, and 【2023】 in a document number made 〔2023〕.

    >>> as_printed("连政办发【2023】31号(此件公开发布)")
    '连政办发〔2023〕31号（此件公开发布）'
    """
    text = _YEAR.sub(r"〔\1〕", text)
    text = _BESIDE_WIDE.sub(lambda found: found.group().translate(_PUNCTUATION), text)
    return _PAIRED.sub(
        lambda found: f"（{found[1] or found[2] or ''}）", text
    )  # 「（9810)“离境即退税」: the two halves of a pair are of one width


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def recognise(page: Any, number: int) -> Recognised:
    """Read the picture of a page (a ``pypdfium2`` page); points from its top left corner. Call if ``available()``."""
    import numpy as np

    width, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(_PIXELS / max(1.0, width * height)))
    pixels = np.asarray(page.render(scale=scale).to_numpy())
    if pixels.ndim == 3 and pixels.shape[2] >= 3:
        blue, green, red = (pixels[:, :, i].astype(np.int16) for i in range(3))
        grey = np.where(red - np.minimum(green, blue) > 50, 255, red).astype(np.uint8)
    else:
        grey = pixels.reshape(pixels.shape[0], pixels.shape[1]).astype(np.uint8)
    result = _engine()(np.stack([grey] * 3, axis=-1))
    if result.boxes is None or result.txts is None:
        return Recognised((), (), (), 0.0, number)
    found = [
        ([(float(x) / scale, float(y) / scale) for x, y in box], as_printed(text), float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip() and score >= _DOUBTFUL
    ]
    turn = _skew([corners for corners, _, _ in found])
    pieces = [_piece(corners, text, turn, (width / 2, height / 2)) for corners, text, _ in found]
    ink = _upright_ink(grey, turn)
    rules = drawn_rules(ink, scale)
    characters = sum(len(text) for _, text, _ in found)
    sure = sum(len(text) * score for _, text, score in found) / characters if characters else 0.0
    return Recognised(tuple(pieces), rules, _dashes(ink, scale, pieces) if rules else (), sure, number)


def _upright_ink(grey: Any, turn: float) -> Any:
    """Where a picture (grey, 0 is black) is dark, 1 or 0, the skew of ``turn`` radians taken out."""
    import cv2
    import numpy as np

    height, width = grey.shape
    if abs(turn) > 5e-4:
        around = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(turn), 1.0)
        grey = cv2.warpAffine(grey, around, (width, height), borderValue=255)
    paper = float(np.median(grey))
    return (grey < 0.75 * paper).astype(np.uint8)


def _dashes(ink: Any, scale: float, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Short strokes across where there is no text."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[Piece] = []
    for x, y, w, h, _ in (boxes[1:count] / scale).tolist():
        middle = y + h / 2
        if 5 <= w <= 24 and h <= 2.5 and w >= 5 * h:
            if any(p.x0 < x + w and x < p.x1 and p.y0 < middle < p.y1 for p in pieces):
                continue
            found.append(Piece("—", x, middle - w / 2, x + w, middle + w / 2, w))
    return tuple(found)


def drawn_rules(ink: Any, scale: float) -> tuple[Rule, ...]:
    """The straight lines of an upright picture (1 is ink), in points."""
    import cv2
    import numpy as np

    found: list[Rule] = []
    for across, least in ((True, 40.0), (False, 14.0)):
        long = max(3, int(least * scale))
        reach = (long, 1) if across else (1, long)
        bridge = (5, 3) if across else (3, 5)  # faint places in a line, and what is left of the skew
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
        lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(reach[::-1], np.uint8))
        lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))
        count, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, w, h, _ in boxes[1:count].tolist():
            thick = h if across else w
            if thick <= 4 * scale:
                at = ((y + h / 2) if across else (x + w / 2)) / scale
                start = (x if across else y) / scale
                found.append(Rule(at, start, start + (w if across else h) / scale, across))
    return tuple(found)


Corners = list[tuple[float, float]]


def _skew(boxes: list[Corners]) -> float:
    """The angle of the lines in radians: the median over the long ones."""
    long = [b for b in boxes if abs(b[1][0] - b[0][0]) > 100]
    return median([math.atan2(b[1][1] - b[0][1], b[1][0] - b[0][0]) for b in long]) if long else 0.0


def _piece(corners: Corners, text: str, turn: float, centre: tuple[float, float]) -> Piece:
    cos, sin = math.cos(-turn), math.sin(-turn)
    xs = [centre[0] + (x - centre[0]) * cos - (y - centre[1]) * sin for x, y in corners]
    ys = [centre[1] + (x - centre[0]) * sin + (y - centre[1]) * cos for x, y in corners]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    shown = text.strip()
    em = min(y1 - y0, (x1 - x0) / max(0.5, ems(shown)))
    middle = (y0 + y1) / 2
    return Piece(shown, x0, middle - em / 2, x1, middle + em / 2, max(em, 1.0))
