"""Running text in columns (分栏): which lines stand in which, so that a line's edge is that of its column.

Columns are running text where nearly no line crosses the white between them, most lines of each are full, and there is
punctuation in them; a list of signatures beside another has neither. What goes over several columns (a title) parts them:
what stands above it is read before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from msgspec.structs import replace as changed

from ingest.readers.printed import PrintedLine, PrintedPage

#: zones from here on are columns of one text: it goes on from one to the next
FIRST = 10
LINES = 8  # in each column of a page that shows the layout
_FULL, _SHARE = 0.85, 0.5  # a line is full from this share of the widest; so many are
_CROSSING = 0.15
_SENTENCE = re.compile("[，。；、,.;]")


def in_columns(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages with their lines column by column, ``zone`` set; pages without columns as they are."""
    own = [gutters(page.lines) for page in pages]
    found = Counter(map(len, filter(None, own)))
    if not found:
        return list(pages)
    count = found.most_common(1)[0][0]
    usual = [median(places) for places in zip(*(one for one in own if len(one) == count), strict=True)]
    return [_sorted(page, one or usual) for page, one in zip(pages, own, strict=True)]


def gutters(lines: Sequence[PrintedLine]) -> list[float]:
    """The middles of the white between columns of running text, from left to right; none where there are no columns."""
    at = _gutter(lines)
    if at is None:
        return []
    before, behind = [line for line in lines if line.x1 <= at], [line for line in lines if line.x0 >= at]
    return [*gutters(before), at, *gutters(behind)]


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """The middle of the first white between columns of running text, None where there is none."""
    if len(lines) < 2 * LINES:
        return None
    edge = sorted(line.x0 for line in lines)
    left, right = edge[0], max(line.x1 for line in lines)
    for start in edge:  # the second column begins where lines begin
        if not left + 0.3 * (right - left) < start < left + 0.7 * (right - left):
            continue
        before = [line for line in lines if line.x1 <= start]
        behind = [line for line in lines if line.x0 >= start - 0.5]
        if len(before) < LINES or len(behind) < LINES:
            continue
        if len(lines) - len(before) - len(behind) > _CROSSING * len(lines):
            continue
        gap = start - max(line.x1 for line in before)
        if gap < 0.8 * median(line.size for line in lines):
            continue
        if running(before) and running(behind):
            return start - gap / 2
    return None


def running(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines of one column are running text: most are full, and there is punctuation in them."""
    widest = max(line.x1 - line.x0 for line in lines)
    full = sum(line.x1 - line.x0 >= _FULL * widest for line in lines)
    said = sum(_SENTENCE.search(line.text) is not None for line in lines)
    return full >= _SHARE * len(lines) and said >= 0.3 * len(lines)


def _sorted(page: PrintedPage, at: Sequence[float]) -> PrintedPage:
    crossing = [line for line in page.lines if any(line.x0 < x - line.size < x + line.size < line.x1 for x in at)]
    if len(crossing) > max(3, _CROSSING * len(page.lines)):
        return page
    for line in sorted(page.lines, key=lambda line: line.y0):  # the last line of a title does not reach so far
        above = [whole for whole in crossing if 0 < line.y0 - whole.y0 < 1.8 * whole.size]
        alone = not any(other.y0 < line.y1 and line.y0 < other.y1 for other in page.lines if other is not line)
        if above and alone and line not in crossing:
            crossing.append(line)
    out: list[PrintedLine] = []
    rest = [line for line in page.lines if line not in crossing]
    for whole in [*sorted(crossing, key=lambda line: line.y0), None]:
        columns: list[list[PrintedLine]] = [[] for _ in range(len(at) + 1)]
        for line in rest:
            if whole is None or line.y0 < whole.y0:
                columns[bisect_left(at, line.middle)].append(line)
        rest = [line for line in rest if whole is not None and line.y0 >= whole.y0]
        for zone, held in enumerate(columns, FIRST):
            out += [changed(line, zone=zone) for line in _downwards(held)]
        out += [whole] if whole is not None else []
    return replace(page, lines=tuple(out))


def _downwards(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """From top to bottom; in the order given where that goes down already."""
    if all(a.y0 <= b.y1 for a, b in pairwise(lines)):
        return list(lines)
    return sorted(lines, key=lambda line: (round(line.y0 + line.y1), line.x0))
