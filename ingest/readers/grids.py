"""Where the cells of a table are.

From ruled cells, or from the white between columns and rows where no lines are drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf
from statistics import median
from typing import TypeVar

from ingest.readers.printed import Box, PrintedLine

_N = TypeVar("_N", int, float)

_LEAST = 20  # ems of text on a page that may be a table
_FAR = 20_000.0  # points
_SNAP = 2.5  # points within which two edges are one


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: ``slots[row][column]`` is the index of the cell that covers it, -1 where there is none.

    A cell over several columns or rows stands in each of them. ``xs`` and ``ys`` are the edges, one more than columns
    and rows, in points from the top left of the page.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def cell_at(self, x: float, y: float) -> int:
        """The cell at a point, -1 outside the table."""
        xs, slots = self.xs, self.slots
        if not xs[0] <= x < xs[-1]:
            return -1
        row = bisect_right(self.ys, y)
        return slots[row - 1][bisect_right(xs, x) - 1] if 0 < row <= len(slots) else -1


def edge_lines(values: Iterable[float]) -> tuple[float, ...]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


# ---------------------------------------------------------------------------------------------------------------------
# without lines


def side_by_side(lines: Sequence[PrintedLine]) -> bool:
    """Whether so many lines of a page stand beside others that it may hold columns."""
    ordered = sorted(lines, key=lambda line: line.y0)
    paired = set()
    for i, a in enumerate(ordered):
        low = a.y1 - 0.3 * (a.y1 - a.y0)
        for j in range(i + 1, min(i + 12, len(ordered))):
            b = ordered[j]
            if b.y0 > low:
                break
            if b.x0 > a.x1 or a.x0 > b.x1:
                paired |= {i, j}
    return len(paired) >= 8 and len(paired) >= 0.4 * len(ordered)


def _stripes(characters: Sequence[Box], em: float) -> list[tuple[float, float]]:
    """Vertical white stripes between columns, from left to right: at least 0.7 em that (nearly) no line crosses.

    Of each stripe the core is given, which only text over several columns crosses, not a comma that hangs over an edge.
    """
    if not characters:
        return []
    left, right = min(c[0] for c in characters), max(c[2] for c in characters)
    if not right - left < _FAR:
        return []  # a damaged number: no page is so wide
    by_row: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for x0, y0, x1, y1 in characters:
        by_row[round((y0 + y1) / em)].append((int(x0 - left), int(x1 - left) + 1))
    steps = [0] * (int(right - left) + 3)  # where a line of text begins to stand, and where it no longer does
    for stretches in by_row.values():
        for begin, end in _union(stretches):
            steps[begin] += 1
            steps[end] -= 1
    rows = list(accumulate(steps))[:-1]  # how many lines stand in each point across the page
    few = max(1, round(0.12 * len(by_row)))
    found: list[tuple[float, float]] = []
    start: int | None = None
    for at in range(len(rows)):
        if rows[at] <= few:
            start = at if start is None else start
        elif start is not None:
            if start > 0 and at - start >= 0.7 * em:
                least = min(rows[start:at])  # where only what spans the columns crosses
                core = [i for i in range(start, at) if rows[i] == least]
                found.append((left + core[0], left + core[-1] + 1))
            start = None
    return found


def inferred(words: Sequence[Box], rules: Sequence[float] = (), before: Grid | None = None) -> Grid | None:
    """The grid of a table without vertical lines, or without any: columns from the white between them.

    ``words`` are the places of words, or of their characters. ``rules`` are the heights of drawn horizontal lines; with
    fewer than four of them a row ends where the widest column steps down more than a line. ``before`` is such a table at
    the end of the page before: a few rows suffice to go on with it. None where the page has no two columns over three rows.
    """
    if not words:
        return None
    em = median([w[3] - w[1] for w in words])
    if em <= 0 or sum(w[2] - w[0] for w in words) < _LEAST * em:
        return None
    stripes = _stripes(words, em)
    if before is not None and len(stripes) != before.columns - 1:
        stripes = [(x - em / 4, x + em / 4) for x in before.xs[1:-1]]
    if not stripes:
        return None
    left, right = min(c[0] for c in words), max(c[2] for c in words)
    xs = (left - 1, *((a + b) / 2 for a, b in stripes), right + 1)
    ys = edge_lines(rules) if len(rules) >= 4 else _row_edges(words, xs, stripes)
    members: list[list[Box]] = [[] for _ in range(len(ys) + 1)]
    for word in words:
        members[bisect_right(ys, (word[1] + word[3]) / 2)].append(word)
    rows = [_row(inside, stripes, xs) for inside in members[1 : len(ys)]]
    several = [i for i, (_, filled) in enumerate(rows) if len(filled) >= 2]
    if len(several) < (2 if before else 3):
        return None
    first, last = several[0], several[-1]
    numbers: dict[tuple[int, int], int] = {}
    slots = tuple(
        tuple(numbers.setdefault((r, group), len(numbers)) for group in groups)
        for r, (groups, _) in enumerate(rows[first : last + 1])
    )
    return Grid(xs, ys[first : last + 2], slots)


def _row(
    members: Sequence[Box], stripes: Sequence[tuple[float, float]], xs: Sequence[float]
) -> tuple[list[int], set[int]]:
    """For each column of a row the column in which its cell begins, and the cells that hold something."""
    groups = list(range(len(xs) - 1))
    for i, (a, b) in enumerate(stripes):
        middle = (a + b) / 2
        if any([c[0] + 1 < middle < c[2] - 1 for c in members]):
            groups[i + 1] = groups[i]
    filled = {groups[bisect_right(xs, (c[0] + c[2]) / 2) - 1] for c in members}
    if len(filled) == 1 and len(set(groups)) < len(groups):
        return [0] * len(groups), {0}  # it begins in one column, runs on into the next, and nothing else is there
    return groups, filled


def _row_edges(words: Sequence[Box], xs: Sequence[float], stripes: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Heights between the rows: where the column with the most text steps down by more than its usual line step.

    A line over several columns (a category) is a row of its own.
    """
    columns: dict[int, list[Box]] = {}
    inner = xs[1:-1]
    for c in words:
        for column in range(bisect_right(inner, c[0]), bisect_right(inner, c[2]) + 1):
            columns.setdefault(column, []).append(c)
    lines = {column: _lines(members) for column, members in columns.items()}
    main = max(lines, key=lambda column: (sum(c[2] - c[0] for c in columns[column]), column))
    texts = lines[main]
    steps = Counter(round(b[0] - a[0], 0) for a, b in pairwise(texts))
    usual = min((step for step, n in steps.items() if n >= max(2, len(texts) // 10)), default=0.0)
    ink = _union((c[1], c[3]) for c in words)
    top, bottom = ink[0][0] - 1, ink[-1][1] + 1
    others = [line for column, found in lines.items() if column != main for line in found]
    tops = [-inf, *sorted(line[0] for line in others), inf]
    nearest = ((t[0] - tops[at - 1], tops[at] - t[0]) for t in texts for at in [bisect_right(tops, t[0])])
    one_line_rows = sum(min(gaps) < 3 for gaps in nearest) >= 0.9 * len(texts)
    middles = [*((p + q) / 2 for p, q in stripes), inf]
    over = _lines([c for c in words if middles[bisect_left(middles, c[0])] <= c[2]])
    wide = [any(a[0] < line[1] and line[0] < a[1] for line in over) for a in texts]
    gaps = [(q[0] - p[1], (p[1] + q[0]) / 2) for p, q in pairwise(ink)]
    edges = [top]
    for i, (a, b) in enumerate(pairwise(texts)):
        if b[0] - a[0] <= 1.12 * usual and not one_line_rows and wide[i] == wide[i + 1]:
            continue
        between = [gap for gap in gaps if a[1] - 2 <= gap[1] <= b[0] + 2]
        if between:
            edges.append(max(between)[1])
    return edge_lines([*edges, bottom])


def _lines(members: Sequence[Box]) -> list[tuple[float, float]]:
    return _union([((y0 + y1) / 2 - 0.3 * (y1 - y0), (y0 + y1) / 2 + 0.3 * (y1 - y0)) for _, y0, _, y1 in members])


def _union(stretches: Iterable[tuple[_N, _N]]) -> list[tuple[_N, _N]]:
    out: list[tuple[_N, _N]] = []
    for a, b in sorted(stretches):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out
