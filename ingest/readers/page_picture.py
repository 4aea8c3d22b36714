"""The picture of a page made ready for character recognition: seals taken out, red print made dark, ruled lines found.

A red seal (印章) stands over the signature and the date; in the red channel it is nearly white, and what is printed under it
is not. The red head of a document (发文机关标志) is red as well, and is to be read: a seal is told by its height.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_RED = 50  # how much more red than green or blue makes a colour red, of 255
_SEAL = 25.0  # millimetres: letters of a red head are at most 22, a seal 38 or more (国发〔1999〕25号)
_GAP = 1.2  # millimetres between what is one seal
_UNDER = 40  # how much darker than the seal what is printed under it is, of 255
_RULE = 9.0  # millimetres: the least length of a ruled line; a dash takes 6 at most
_AROUND = 12.0  # millimetres: in a square of this side some paper shows
_NO_PRINT = 0.2  # of the way from the paper to the ink
_WHITE, _BLACK = 250, 20  # the paper and the ink of a cleaned page
_DOT, _DOTS = (
    60,
    0.001,
)  # how much darker than all around it a dot is, of 255; the share of them from which they are dirt
_TWO_PAGES, _GUTTER = 350.0, 15.0  # millimetres: the least width of a scan of two pages, and of the white between
_THIN, _DOTS_APART = 0.7, 2.4  # millimetres: how thick the dots of a dotted line are, and the white between two at most
_BROKEN = 6.5  # millimetres missing from a line that still is one
_MANY = 1500  # lines of one direction that no table has
_EDGE_TO_EDGE = 0.93  # of the page
_PAPER = 15  # how much darker than what is around it ink is, of 255


class RuledLine(NamedTuple):
    """A straight line across or down a page, in pixels: its middle and how long it is."""

    x: float
    y: float
    length: float
    across: bool


def grey_of(pixels: Any, dpi: float) -> Any:
    """A page as shades of grey (rows × columns of bytes) from its colours, blue before green before red."""
    import cv2
    import numpy as np

    if pixels.ndim == 2 or pixels.shape[2] < 3:
        return pixels.reshape(pixels.shape[0], pixels.shape[1]).astype(np.uint8)
    colours = pixels.astype(np.int16)
    other, red = np.minimum(colours[:, :, 0], colours[:, :, 1]), colours[:, :, 2]
    is_red = red - other > _RED
    if not is_red.any():
        return red.astype(np.uint8)
    near = np.ones((round(_GAP / 25.4 * dpi), round(_GAP / 25.4 * dpi)), np.uint8)
    joined = cv2.morphologyEx(is_red.astype(np.uint8), cv2.MORPH_CLOSE, near)  # print over a seal does not part it
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    out = np.where(is_red, other, red)
    for left, top, width, height, _ in stats[1:]:
        if min(width, height) < _SEAL / 25.4 * dpi:
            continue
        box = np.s_[top : top + height, left : left + width]
        seal, shades = is_red[box], red[box]
        level = float(np.median(shades[seal]))
        out[box] = np.where(seal & (shades > level - _UNDER), 255, shades)
    return out.astype(np.uint8)


def cleaned(grey: Any, dpi: float) -> Any:
    """A page on white paper, for reading: grey or uneven paper, what shows through from the back, water marks and single
    dark pixels are gone.

    What is lighter than a fifth of the way from the paper around it to the ink of the page is no print. The rest keeps its
    shades, for thin strokes are grey.
    """
    import cv2
    import numpy as np

    grey = _without_dots(grey)
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    reach = max(3, round(_AROUND / 25.4 * dpi / 8))
    paper = cv2.dilate(cv2.medianBlur(small, 3), np.ones((reach, reach), np.uint8))
    paper = cv2.blur(paper, (reach, reach))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    depth = cv2.subtract(paper, grey)
    level, _ = cv2.threshold(depth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    inked = depth[depth > level]
    if not inked.size:
        return grey
    ink = float(np.median(inked))
    if ink < _PAPER:  # a blank page: its noise is no print
        return grey
    shades = np.clip((np.arange(256) - _NO_PRINT * ink) / ((1 - _NO_PRINT) * ink), 0, 1)
    return cv2.LUT(depth, np.round(_WHITE - shades * (_WHITE - _BLACK)).astype(np.uint8))


def fold_of(pixels: Any, dpi: float) -> int | None:
    """The column of pixels between two pages that were laid on the glass side by side (A3), None where there is one page.

    A strip in the middle is without print from top to bottom, and there is print on both sides.
    """
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    if width < _TWO_PAGES / 25.4 * dpi or not 1.25 * height < width < 1.6 * height:
        return None
    red = pixels if pixels.ndim == 2 else pixels[:, :, -1 if pixels.shape[2] < 3 else 2]
    small = cv2.resize(np.ascontiguousarray(red), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, 2 * _PAPER)
    columns = ink[round(0.04 * small.shape[0]) : round(0.96 * small.shape[0])].mean(axis=0)
    wide = small.shape[1]
    low, high = round(0.46 * wide), round(0.54 * wide)
    # a shadow or a fold in the middle is one line down: print is many short ones
    columns = np.minimum(columns, np.where(columns > 0.5, 0.0, columns))
    empty = columns < 0.001
    runs = np.flatnonzero(np.diff(np.concatenate(([0], empty[low:high].astype(np.int8), [0])))).reshape(-1, 2)
    if not len(runs):
        return None
    begin, end = max(runs.tolist(), key=lambda run: (run[1] - run[0], -run[0]))
    if end - begin < _GUTTER / 25.4 * dpi / 4:
        return None
    if min(columns[:low].mean(), columns[high:].mean()) < 0.002:
        return None
    return int(4 * (low + (begin + end) // 2))


def _without_dots(grey: Any) -> Any:
    """The picture without single dark pixels, where it has so many that they are dirt: salt and pepper of a scanner."""
    import cv2
    import numpy as np

    ring = np.ones((3, 3), np.uint8)
    ring[1, 1] = 0
    dots = cv2.subtract(cv2.erode(grey, ring), grey) > _DOT
    if dots.mean() < _DOTS:
        return grey
    return np.where(dots, cv2.medianBlur(grey, 3), grey)


def set_straight(grey: Any, askew: float) -> Any:
    """The picture turned back by the angle (radians, clockwise) by which its lines lie askew, about its middle."""
    import cv2

    height, width = grey.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), askew * 180 / 3.141592653589793, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def ruled_lines(grey: Any, dpi: float) -> list[RuledLine]:
    """The drawn lines of a page, nearly level or nearly upright ones: the rules of its tables, if it has any.

    Dotted and dashed lines count, and lines that print or a copier has broken.
    """
    import cv2

    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, _PAPER)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = round(_RULE / 25.4 * dpi)
    drawn: dict[bool, list[RuledLine]] = {True: [], False: []}
    for across in (True, False):
        lines = cv2.bitwise_or(ink, _dotted(labels, stats, dpi, across))
        shape = (least, 1) if across else (1, least)
        kept = cv2.morphologyEx(lines, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, pieces, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
        for left, top, width, height, _ in pieces[1:].tolist():
            length = width if across else height
            if max(width, height) > 8 * min(width, height):
                drawn[across].append(RuledLine(left + width / 2, top + height / 2, float(length), across))
    found = _bridged(drawn[True], drawn[False], dpi) + _bridged(drawn[False], drawn[True], dpi)
    # what goes from edge to edge of the paper is a fold of it or the black beside it, and rules nothing
    return [line for line in found if line.length < _EDGE_TO_EDGE * grey.shape[line.across]]


def _dotted(labels: Any, stats: Any, dpi: float, across: bool) -> Any:
    """The thin bits of a page (dots, dashes) with the white between those of one line filled."""
    import cv2
    import numpy as np

    thick = _THIN / 25.4 * dpi
    high, long = (stats[:, 3], stats[:, 2]) if across else (stats[:, 2], stats[:, 3])
    thin = (high <= thick) & (long < _RULE / 25.4 * dpi)
    thin[0] = False
    bits = np.where(thin, np.uint8(255), np.uint8(0))[labels]
    gap = round(_DOTS_APART / 25.4 * dpi)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (gap, 1) if across else (1, gap))
    return cv2.morphologyEx(bits, cv2.MORPH_CLOSE, kernel)


def _bridged(lines: list[RuledLine], others: list[RuledLine], dpi: float) -> list[RuledLine]:
    """Lines of one direction, those that are one but for a short gap made one.

    Where a line of the ``others`` is drawn at either side of the gap it is none: a cell over several columns.
    """

    def drawn_at(place: float, at: float) -> bool:
        for line in others:
            here, middle = (line.x, line.y) if line.across is False else (line.y, line.x)
            if abs(here - place) <= 2.5 * off and abs(middle - at) <= line.length / 2 + gap:
                return True
        return False

    if len(lines) > _MANY:  # a drawing, no table
        return lines
    gap, off = _BROKEN / 25.4 * dpi, 0.4 / 25.4 * dpi
    out: list[RuledLine] = []
    for line in sorted(lines, key=lambda li: (li.x - li.length / 2) if li.across else (li.y - li.length / 2)):
        at, middle = (line.y, line.x) if line.across else (line.x, line.y)
        joined = False
        for i in range(len(out) - 1, -1, -1):
            before = out[i]
            other_at, other = (before.y, before.x) if line.across else (before.x, before.y)
            end, begin = other + before.length / 2, middle - line.length / 2
            if abs(at - other_at) <= off and end - gap < begin <= end + gap:
                if begin > end + 2.5 * off and drawn_at(end, at) and drawn_at(begin, at):
                    break
                start, stop = other - before.length / 2, max(end, middle + line.length / 2)
                weight = before.length + line.length
                place = (other_at * before.length + at * line.length) / weight
                centre, length = (start + stop) / 2, stop - start
                out[i] = (
                    RuledLine(centre, place, length, True) if line.across else RuledLine(place, centre, length, False)
                )
                joined = True
                break
        if not joined:
            out.append(line)
    return out


def strokes(grey: Any) -> list[tuple[int, int, int, int]]:
    """What is dark and flat, as boxes in pixels (left, top, width, height): dashes, signs, parts of letters."""
    import cv2

    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, _PAPER)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [(left, top, width, height) for left, top, width, height, _ in stats[1:].tolist() if width >= 3 * height]


def line_picture(grey: Any, corners: Any, width: int, height: int) -> Any:
    """The picture of one line set straight; its corners run clockwise from the top left."""
    import cv2
    import numpy as np

    straight = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(np.array(corners, np.float32), straight)
    return cv2.warpPerspective(grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def white_cuts(line: Any, parts: int) -> list[int]:
    """Where a line is cut into about equal parts: columns without ink, in the middle of the widest near each place."""
    import numpy as np

    width = line.shape[1]
    ink = line.astype(np.int16) < int(np.median(line)) - 2 * _PAPER  # most of a line is paper
    blank = ~ink.any(axis=0)
    cuts: list[int] = []
    for k in range(1, parts):
        low, high = round(width * (k - 0.35) / parts), round(width * (k + 0.35) / parts)
        runs = np.flatnonzero(np.diff(np.concatenate(([0], blank[low:high].astype(np.int8), [0])))).reshape(-1, 2)
        if len(runs):
            begin, end = max(runs.tolist(), key=lambda run: (run[1] - run[0], -run[0]))
            cuts.append(low + (begin + end) // 2)
    return cuts
