"""Letters spread over a width (分散对齐), moved together before a page is read.

Names of joint issuers in a red head (发文机关标志) are spread so that all are of one width: 「威　海　市　商　务　局」.
A finder of lines takes the same letters of neighbouring rows for columns. So rows of about square signs of one size that
stand in equal steps, with nothing between them, are found in the picture and set close, on the line on which they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

_DPI = 100  # of the smaller picture in which rows are looked for
_SIZES = (13.0, 17.0, 22.0, 29.0, 37.0, 48.0, 62.0)  # points: ems that are looked for; a red head has 22 to 60
_INSIDE = (0.16, 0.13)  # ems of white across and down inside one sign (三, 北)
_SPREAD = 1.3  # steps, of the height of the signs, from which letters count as spread
_WIDEST = 8.0  # ... and up to which they are one row
_CLOSE = 1.08  # ... and to which they are set
_HALF = 0.6  # ... from the middle of a sign to its edge: strokes that do not touch it included
_LEAST = 3  # signs of a row
_PAPER = 15  # how much darker than what is around it ink is, of 255


class Row(NamedTuple):
    """Where a row of letters stood and where it stands since it was moved together, in pixels across; its height down."""

    left: float
    right: float
    close: float  # the right edge since then
    top: float
    bottom: float

    def widened(self, x: float) -> float:
        """Where on the page something stood that now stands at ``x``."""
        return self.left + (x - self.left) * (self.right - self.left) / max(1.0, self.close - self.left)


class _Sign(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def moved_together(grey: Any, dpi: float) -> tuple[Any, list[Row]]:
    """The picture with spread letters close to each other, and the rows that were moved; the picture itself if none is."""
    import cv2

    scale = _DPI / dpi
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 61, _PAPER)
    found: list[list[_Sign]] = []
    for points in _SIZES:
        for row in _rows(ink, points / 72 * _DPI):
            if not any(_overlap(row, other) for other in found):
                found.append(row)
    if not found:
        return grey, []
    picture = grey.copy()
    # all are taken out first: a row set close may come to stand where another was
    cuts = [[_cut(grey, sign, median(one.height for one in row), scale) for sign in row] for row in found]
    for taken in cuts:
        for _, left, top, right, bottom in taken:
            picture[top:bottom, left:right] = _paper(grey, left, top, right, bottom)
    return picture, [_set_close(picture, row, cut, scale) for row, cut in zip(found, cuts, strict=True)]


def row_at(rows: Sequence[Row], box: Any) -> Row | None:
    """The row that was moved to where the box of a line (four corners) is."""
    x, y = sum(float(p[0]) for p in box) / 4, sum(float(p[1]) for p in box) / 4
    return next((row for row in rows if row.left <= x <= row.close and row.top <= y <= row.bottom), None)


def _rows(ink: Any, em: float) -> list[list[_Sign]]:
    """The rows of spread signs whose em is about ``em`` pixels."""
    import cv2

    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, round(_INSIDE[0] * em)), max(1, round(_INSIDE[1] * em))))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    sized = (
        (stats[:, 3] > 0.06 * em) & (stats[:, 3] < 1.15 * em) & (stats[:, 2] > 0.45 * em) & (stats[:, 2] < 1.15 * em)
    )
    signs = [_Sign(*one) for one in stats[sized][:, :4].tolist()]
    square = [s for s in signs if 0.62 * em < s.height and 0.6 * s.height < s.width]
    if not _LEAST <= len(square) <= 600:
        return []
    flat = [s for s in signs if s.height < 0.3 * em and s.width > 0.6 * em]  # 一
    out: list[list[_Sign]] = []
    used: set[int] = set()
    ordered = sorted([*square, *flat], key=lambda s: s.middle)
    for start in ordered:
        if id(start) in used:
            continue
        chain = [start]
        while (after := _next(chain[-1], ordered, em)) is not None and id(after) not in used:
            chain.append(after)
        for even in _even(chain, em):
            for row in (even, even[:-1], even[1:]):  # what stands beside the row may by chance stand a step off
                if len(row) >= _LEAST and _alone(ink, row):
                    used |= {id(sign) for sign in row}
                    out.append(row)
                    break
    return out


def _next(sign: _Sign, others: Sequence[_Sign], em: float) -> _Sign | None:
    """The sign that follows on the same line."""
    x, y = sign.middle
    near = [
        other
        for other in others
        if 0.5 * em < other.middle[0] - x < _WIDEST * em
        and abs(other.middle[1] - y) < 0.25 * em + 0.06 * (other.middle[0] - x)
    ]
    return min(near, key=lambda other: (other.middle[0], abs(other.middle[1] - y)), default=None)


def _even(chain: Sequence[_Sign], em: float) -> list[list[_Sign]]:
    """The stretches of a chain in which the steps are wide and equal.

    A double step has a sign in it that falls to pieces (公): its place is as good as a sign.
    """
    if len(chain) < _LEAST:
        return []
    usual = median(b.middle[0] - a.middle[0] for a, b in pairwise(chain))
    tall = median(sign.height for sign in chain)
    out: list[list[_Sign]] = []
    run = [chain[0]]
    for a, b in pairwise(chain):
        step = b.middle[0] - a.middle[0]
        steps = max(1, round(step / usual))
        if steps <= 2 and abs(step - steps * usual) <= max(0.2 * em, 0.07 * usual):
            if steps == 2:
                x, y = (a.middle[0] + b.middle[0]) / 2, (a.middle[1] + b.middle[1]) / 2
                run.append(_Sign(x - tall / 2, y - tall / 2, tall, tall))
            run.append(b)
        else:
            out.append(run)
            run = [b]
    out.append(run)
    return [run for run in out if _spread(run)]


def _spread(run: Sequence[_Sign]) -> bool:
    if len(run) < _LEAST:
        return False
    high = [sign.height for sign in run]
    tall = median(high)
    alike = sum(0.72 * tall < one < 1.25 * tall for one in high)
    step = median(b.middle[0] - a.middle[0] for a, b in pairwise(run))
    return alike >= 0.7 * len(run) and _SPREAD * tall <= step <= _WIDEST * tall


def _alone(ink: Any, row: Sequence[_Sign]) -> bool:
    """Whether nothing is drawn between the signs of a row, nor close beside it: the rule of a table, other letters."""
    tall = median(sign.height for sign in row)
    for a, b in pairwise(row):
        y = (a.middle[1] + b.middle[1]) / 2
        left, right = round(a.middle[0] + _HALF * tall), round(b.middle[0] - _HALF * tall)
        between = ink[max(0, round(y - tall / 2)) : round(y + tall / 2), left:right]
        if between.size and between.mean() > 0.02:
            return False
    first, last = row[0], row[-1]
    for x, sign in ((first.x - 0.45 * tall, first), (last.x + last.width + 2, last)):
        beside = ink[round(sign.y) : round(sign.y + sign.height), max(0, round(x)) : max(0, round(x + 0.4 * tall))]
        if beside.size and beside.mean() > 0.1:
            return False
    return True


def _overlap(row: Sequence[_Sign], other: Sequence[_Sign]) -> bool:
    return any(a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
               for a in row for b in other)  # fmt: skip


def _cut(grey: Any, sign: _Sign, tall: float, scale: float) -> tuple[Any, int, int, int, int]:
    """The picture of one sign with a little white around it, and where it is."""
    (x, y), half, high = sign.middle, max(_HALF * tall, sign.width / 2), max(0.55 * tall, 0.55 * sign.height)
    left, top = max(0, round((x - half) / scale)), max(0, round((y - high) / scale))
    right, bottom = min(grey.shape[1], round((x + half) / scale)), min(grey.shape[0], round((y + high) / scale))
    return grey[top:bottom, left:right].copy(), left, top, right, bottom


def _paper(grey: Any, left: int, top: int, right: int, bottom: int) -> int:
    import numpy as np

    return int(np.percentile(grey[top:bottom, left:right], 80))


def _set_close(picture: Any, row: Sequence[_Sign], cuts: Sequence[tuple[Any, int, int, int, int]], scale: float) -> Row:
    """Put the signs of a row down again, one close behind the other, on the slope on which they stood."""
    import numpy as np

    tall = median(sign.height for sign in row) / scale
    first, last = row[0].middle, row[-1].middle
    slope = (last[1] - first[1]) / (last[0] - first[0])
    begin = first[0] / scale
    close = 0.0
    for i, (sign, (cut, left, top, _, _)) in enumerate(zip(row, cuts, strict=True)):
        shift = begin + i * _CLOSE * tall - sign.middle[0] / scale
        x, y = max(0, round(left + shift)), max(0, round(top + shift * slope))
        there = picture[y : y + cut.shape[0], x : x + cut.shape[1]]
        there[:] = np.minimum(there, cut[: there.shape[0], : there.shape[1]])
        close = x + cut.shape[1]
    return Row(
        left=row[0].x / scale,
        right=(row[-1].x + row[-1].width) / scale,
        close=float(close),
        top=min(sign.y for sign in row) / scale,
        bottom=max(sign.y + sign.height for sign in row) / scale,
    )
