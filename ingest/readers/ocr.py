"""Pictures of pages → printed lines, by character recognition (the optional extra ``ocr``: rapidocr, works offline).

Pages are drawn at 200 dpi. Of the colours only the red channel is looked at, in which a red seal (印章) over the date
is nearly white, and what is clearly red is painted over. The skew of a scan is taken out of the places, not of the
picture.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import Any

from ingest.readers.printed import WIDE, PrintedLine, ems
from ingest.readers.rows import Piece, rows_of

DPI = 200
_PIXELS = 40_000_000  # larger pages are drawn coarser
_DOUBTFUL = 0.5  # a line less sure than this is dirt or a stamp

_PUNCTUATION = str.maketrans("(),:;?!", "（），：；？！")
_BESIDE_WIDE = re.compile(f"(?<={WIDE.pattern})[(),:;?!]+|[(),:;?!]+(?={WIDE.pattern})")
_YEAR = re.compile(r"[【\[\[]((?:19|20)\d\d)[】\]\]]")


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "numpy"))


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of one page and how sure the recognition is of them, 0 … 1 (mean over the characters)."""

    lines: tuple[PrintedLine, ...]
    confidence: float


def as_printed(text: str) -> str:
    """Half-width signs beside Chinese characters made full-width, and 【2023】 in a document number made 〔2023〕.

    >>> as_printed("连政办发【2023】31号(此件公开发布)")
    '连政办发〔2023〕31号（此件公开发布）'
    """
    text = _YEAR.sub(r"〔\1〕", text)
    return _BESIDE_WIDE.sub(lambda found: found.group().translate(_PUNCTUATION), text)


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
        return Recognised((), 0.0)
    found = [
        ([(float(x) / scale, float(y) / scale) for x, y in box], as_printed(text), float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip() and score >= _DOUBTFUL
    ]
    turn = _skew([corners for corners, _, _ in found])
    pieces = [_piece(corners, text, turn, (width / 2, height / 2)) for corners, text, _ in found]
    characters = sum(len(text) for _, text, _ in found)
    sure = sum(len(text) * score for _, text, score in found) / characters if characters else 0.0
    return Recognised(tuple(rows_of(pieces, number)), sure)


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
