"""Pictures of pages → printed lines, by character recognition (the optional extra ``ocr``: rapidocr, works offline).

Pages are drawn at 200 dpi, seals taken out (``ingest.readers.page_picture``). The skew of a scan is taken out of the
places, not of the picture.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any

from ingest.readers.page_picture import (
    RuledLine,
    cleaned,
    grey_of,
    line_picture,
    ruled_lines,
    set_straight,
    strokes,
    white_cuts,
)
from ingest.readers.printed import WIDE, Box, ems, is_wide, natural_width
from ingest.readers.rows import Piece
from ingest.readers.spread_letters import moved_together, row_at

DPI = 200
_PIXELS = 40_000_000  # larger pages are drawn coarser
_UNSURE = 0.9  # a line less sure than this is read again in parts
_PART = 10  # about how many times its height such a part is long
_LONG = 8  # ems from which the size of a line is told well by its box
_DOUBTFUL = 0.5  # a line less sure than this is dirt or a stamp

_LEFT_HALF, _RIGHT_HALF = frozenset("，。、；：）》”’〕】"), frozenset("（《“‘〔【")
_PUNCTUATION = str.maketrans("(),:;?!", "（），：；？！")
_BESIDE_WIDE = re.compile(f"(?<={WIDE.pattern})[(),:;?!]+|[(),:;?!]+(?={WIDE.pattern})")
_PAIRED = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_QUOTED = re.compile('“([^“”"]*)"')
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
_GLUED = re.compile(r"\b([A-Z][a-z]{2,})([A-Z][a-z]{2,})\b")
_YEAR = re.compile(r"[【\[\[]((?:19|20)\d\d)[】\]\]]")


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "numpy"))


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found on one page: runs of text, ruled lines as boxes, in points from the top left corner of the page set
    straight; how sure the recognition is, 0 … 1 (mean over the characters); and the angle in radians by which the page
    lies askew, clockwise. ``dashes`` are strokes that no run covers: 「—」 alone in a cell, which the recogniser does not
    see. ``turns`` are the quarter turns clockwise that set the page upright: it was turned so before it was read."""

    pieces: tuple[Piece, ...]
    confidence: float
    rules: tuple[Box, ...] = ()
    askew: float = 0.0
    dashes: tuple[Piece, ...] = ()
    turns: int = 0


def as_printed(text: str) -> str:
    """Half-width signs beside Chinese characters made full-width, and 【2023】 in a document number made 〔2023〕.

    >>> as_printed("连政办发【2023】31号(此件公开发布)")
    '连政办发〔2023〕31号（此件公开发布）'
    """
    if WIDE.search(text):
        text = _YEAR.sub(r"〔\1〕", text)
    text = _BESIDE_WIDE.sub(lambda found: found.group().translate(_PUNCTUATION), text)
    if text[-1:] in ",:;?!" and 2 * len(WIDE.findall(text)) >= len(text):  # the end of a line of Chinese
        text = text[:-1] + text[-1:].translate(_PUNCTUATION)
    text = _QUOTED.sub(r"“\1”", text)
    # the two halves of a pair are of one width: 「（9810)“离境即退税」
    return _PAIRED.sub(lambda found: f"（{found[1] or found[2] or ''}）", text)


def spaced(text: str, known: AbstractSet[str]) -> str:
    """Two words that the recogniser has run together, where the page has both of them elsewhere.

    >>> spaced("the ShandongBranch of PowerChina", {"Shandong", "Branch", "Power"})
    'the Shandong Branch of PowerChina'
    """
    return _GLUED.sub(lambda m: f"{m[1]} {m[2]}" if m[1] in known and m[2] in known else m[0], text)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def scale_of(width: float, height: float) -> float:
    """Pixels a point at which a page of this size in points is drawn."""
    return min(DPI / 72, math.sqrt(_PIXELS / max(1.0, width * height)))


def recognise_picture(pixels: Any, scale: float) -> Recognised:
    """Read a page from its pixels (rows × columns, blue green red), ``scale`` of them a point. Call if ``available()``.

    A page whose text stands on its side or on its head is turned until it is upright.
    """
    import numpy as np

    height, width = (side / scale for side in pixels.shape[:2])
    shades = grey_of(pixels, 72 * scale)
    lying = cleaned(shades, 72 * scale)
    # of a page on its side the lines are columns of equal steps: it is turned as it was
    grey, spread = moved_together(lying, 72 * scale)
    result = _read(grey)
    if result is None:
        return Recognised((), 0.0)
    turns = 0
    if _on_its_side(result):
        lying, turns = np.ascontiguousarray(np.rot90(lying, -1)), 1
        shades = np.ascontiguousarray(np.rot90(shades, -1))
        width, height = height, width
        grey, spread = moved_together(lying, 72 * scale)
        result = _read(grey)
    if result is not None and _on_its_head(grey, result):
        lying, turns = np.ascontiguousarray(np.rot90(lying, 2)), turns + 2
        shades = np.ascontiguousarray(np.rot90(shades, 2))
        grey, spread = moved_together(lying, 72 * scale)
        result = _read(grey)
    if result is None:
        return Recognised((), 0.0)
    read = [_sure_line(grey, *one) for one in zip(result.boxes, result.txts, result.scores, strict=True)]
    read = [(box, as_printed(text), score) for box, text, score in read if text.strip() and score >= _DOUBTFUL]
    known = {word for _, text, _ in read for word in _CAPITALISED.findall(text)}
    found = []
    for box, text, score in read:
        row = row_at(spread, box)
        corners = [((row.widened(float(x)) if row else float(x)) / scale, float(y) / scale) for x, y in box]
        found.append((corners, spaced(text, known), score))
    turn = _skew([corners for corners, _, _ in found])
    centre = (width / 2, height / 2)
    pieces = tuple(_sized([_piece(corners, text, turn, centre) for corners, text, _ in found]))
    shades = set_straight(shades, turn) if turn else shades  # a line that falls by its thickness falls to pieces
    rules = tuple(_rule(line, scale) for line in ruled_lines(shades, 72 * scale))
    characters = sum(len(text) for _, text, _ in found)
    sure = sum(len(text) * score for _, text, score in found) / characters if characters else 0.0
    dashes = tuple(_dashes(shades, scale, pieces)) if rules else ()
    return Recognised(pieces, sure, rules, turn, dashes, turns)


def _read(grey: Any) -> Any:
    """What the engine finds, None where it finds nothing."""
    import numpy as np

    # the engine keeps what it was told last: say it every time
    result = _engine()(np.stack([grey] * 3, axis=-1), use_det=True, use_cls=True, use_rec=True)
    return None if result.boxes is None or result.txts is None else result


def _sides(box: Any) -> tuple[float, float]:
    """How wide and how high the box of a line is."""
    return math.dist(box[0], box[1]), math.dist(box[0], box[3])


def _on_its_side(result: Any) -> bool:
    """Whether most of the text stands in boxes that are much higher than wide: lines that run down the page."""
    upright = on_side = 0
    for box, text in zip(result.boxes, result.txts, strict=True):
        width, height = _sides(box)
        if len(text) > 3:
            on_side += len(text) * (height > 2 * width)
            upright += len(text) * (width > 2 * height)
    return on_side > upright


def _on_its_head(grey: Any, result: Any) -> bool:
    """Whether the longest lines read better upside down: the engine turns each line by itself and does not say so."""
    import numpy as np

    long = sorted(
        zip(map(len, result.txts), map(tuple, map(_sides, result.boxes)), range(len(result.txts)), strict=True)
    )
    better = 0.0
    for _, (width, height), index in long[-3:]:
        line = line_picture(grey, result.boxes[index], max(1, round(width)), max(1, round(height)))
        line = line[:, : 12 * max(1, round(height))]
        for picture, sign in ((line, -1), (line[::-1, ::-1], 1)):
            got = _engine()(np.stack([picture] * 3, axis=-1), use_det=False, use_cls=False, use_rec=True)
            better += sign * (float(got.scores[0]) if got.txts else 0.0)
    return better > 0.3


def _dashes(grey: Any, scale: float, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Short strokes across where there is no text."""
    for x, y, width, height in strokes(grey):
        w, h = width / scale, height / scale
        if 5 <= w <= 24 and h <= 3 and w >= 4 * h:
            at, middle = (x + width / 2) / scale, (y + height / 2) / scale
            if not any(p.x0 < at + w / 2 and at - w / 2 < p.x1 and p.y0 < middle < p.y1 for p in pieces):
                yield Piece("—", at - w / 2, middle - w / 2, at + w / 2, middle + w / 2, w)


def _sure_line(grey: Any, box: Any, text: str, score: float) -> tuple[Any, str, float]:
    """A line as it was found; one that the recogniser is not sure of is read again in parts, cut where it is white.

    Of some long lines, of English above all, it makes a jumble in which most letters are lost.
    """
    import numpy as np

    width, height = math.dist(box[0], box[1]), math.dist(box[0], box[3])
    if score >= _UNSURE or width <= 1.5 * _PART * height:
        return box, text, float(score)
    line = line_picture(grey, box, round(width), round(height))
    cuts = white_cuts(line, math.ceil(width / (_PART * height)))
    parts, sure = [], []
    for begin, end in pairwise((0, *cuts, line.shape[1])):
        got = _engine()(np.stack([line[:, begin:end]] * 3, axis=-1), use_det=False, use_cls=False, use_rec=True)
        if not got.txts or not got.txts[0].strip():
            return box, text, float(score)
        parts.append(got.txts[0].strip())
        sure.append(float(got.scores[0]))
    again = sum(len(part) * one for part, one in zip(parts, sure, strict=True)) / sum(map(len, parts))
    if again <= score:
        return box, text, float(score)
    whole = parts[0]
    for part in parts[1:]:
        whole += ("" if is_wide(whole[-1]) or is_wide(part[0]) else " ") + part
    return box, whole, again


Corners = list[tuple[float, float]]


def _skew(boxes: list[Corners]) -> float:
    """The angle of the lines in radians: the median over the long ones."""
    long = [b for b in boxes if abs(b[1][0] - b[0][0]) > 100]
    return median([math.atan2(b[1][1] - b[0][1], b[1][0] - b[0][0]) for b in long]) if long else 0.0


def straight(x: float, y: float, turn: float, centre: tuple[float, float]) -> tuple[float, float]:
    """A place on the page once the page is set straight."""
    cos, sin = math.cos(-turn), math.sin(-turn)
    dx, dy = x - centre[0], y - centre[1]
    return centre[0] + dx * cos - dy * sin, centre[1] + dx * sin + dy * cos


def as_it_lies(box: Box, askew: float, width: float, height: float) -> Box:
    """The box on the picture around what has this place on the page set straight.

    >>> as_it_lies((0, 0, 100, 10), 0.0, 100, 200)
    (0.0, 0.0, 100.0, 10.0)
    """
    x0, y0, x1, y1 = box
    corners = [straight(x, y, -askew, (width / 2, height / 2)) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [round(x, 2) for x, _ in corners], [round(y, 2) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def as_it_stood(box: Box, turns: int, width: float, height: float) -> Box:
    """The box on the page before it was turned by quarters clockwise; ``width`` and ``height`` are those of the page then.

    >>> as_it_stood((0, 10, 100, 20), 1, 800, 600), as_it_stood((0, 10, 100, 20), 2, 800, 600)
    ((10, 500, 20, 600), (700, 580, 800, 590))
    """
    x0, y0, x1, y1 = box
    if turns == 1:
        return y0, height - x1, y1, height - x0
    if turns == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turns == 3:
        return width - y1, x0, width - y0, x1
    return box


def _piece(corners: Corners, text: str, turn: float, centre: tuple[float, float]) -> Piece:
    xs, ys = zip(*(straight(x, y, turn, centre) for x, y in corners), strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    shown = text.strip()
    # the box is that of the ink: a sign in one half of its em leaves the other white
    before, behind = 0.5 * (shown[0] in _RIGHT_HALF), 0.5 * (shown[-1] in _LEFT_HALF)
    wide = (ems(shown) - before - behind) if WIDE.search(shown) else natural_width(shown)
    em = max(1.0, min(y1 - y0, (x1 - x0) / max(0.5, wide)))
    middle = (y0 + y1) / 2
    return Piece(shown, x0 - before * em, middle - em / 2, x1 + behind * em, middle + em / 2, em)


def _sized(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The runs of a page in the sizes of its long ones: the size of a run of a few signs, or of Latin letters, is not told
    well by its box."""
    usual: Counter[float] = Counter()
    for piece in pieces:
        if piece.x1 - piece.x0 >= _LONG * piece.size:
            usual[round(2 * piece.size) / 2] += len(piece.text)
    for piece in pieces:
        wide = WIDE.search(piece.text) is not None
        short = piece.x1 - piece.x0 < _LONG * piece.size
        if (not wide or short) and usual:
            within = 0.2 if short else 0.08
            near = [size for size in usual if abs(size - piece.size) <= within * piece.size]
            if not near and len(piece.text) <= 3:  # the box of one or two signs is too large by some points
                near = [size for size in usual if 0.68 * piece.size <= size and piece.size - size <= 5]
            if near:
                size = max(near, key=lambda one: (usual[one], -abs(one - piece.size)))
                middle = (piece.y0 + piece.y1) / 2
                piece = replace(piece, y0=middle - size / 2, y1=middle + size / 2, size=size)
        yield piece


def _rule(line: RuledLine, scale: float) -> Box:
    x, y, half = line.x / scale, line.y / scale, line.length / scale / 2
    return (x - half, y, x + half, y) if line.across else (x, y - half, x, y + half)
