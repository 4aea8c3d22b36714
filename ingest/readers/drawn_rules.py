"""The drawn lines of a table → its grid: which cells there are, and which of them go over several columns or rows.

Two neighbouring places of the grid are one cell where no line is drawn between them. Where the sides of a table are open
(三线表) its long horizontal lines say how far it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import Struct

from ingest.readers.grids import Grid, edge_lines
from ingest.readers.printed import Box, ems
from ingest.readers.rows import Piece

#: how much of the side of a cell has to be drawn to part it from its neighbour
_DRAWN = 0.6
_TOUCH = 4.0  # points within which two lines meet
_SAME = 1.0  # points within which two lines are one: the sides of a thin filled box, the borders of two cells
_LONG = 3.0  # points that a line must have once its pieces are joined
_CATEGORY = 60.0  # points that a row over all columns is high at most
_CROSSINGS = 60_000  # lines down times lines across: a plan or a chart and no table


class TooMuchDrawn(Exception):
    """A page has more drawn lines than a table needs."""


class Rule(Struct, frozen=True, gc=False):
    """A drawn line, in points from the top left: at ``at``, from ``start`` to ``end``; across the page or down."""

    at: float
    start: float
    end: float
    across: bool


def rule_of(box: Box) -> Rule:
    """The line that a thin box is."""
    x0, y0, x1, y1 = box
    across = x1 - x0 > y1 - y0
    return Rule((y0 + y1) / 2, x0, x1, True) if across else Rule((x0 + x1) / 2, y0, y1, False)


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that these lines make, from top to bottom: those with two columns and two rows or more.

    Raises ``TooMuchDrawn``.
    """
    across, down = _whole(rules)
    if len(across) * len(down) > _CROSSINGS:
        raise TooMuchDrawn
    found = [grid for group in _stacked(_groups(across, down)) if (grid := _grid(*group)) is not None]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _whole(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Lines across and lines down, those that are one made one and their pieces joined, for many programs draw a line anew
    for every cell (by pdfplumber's table finder); the very short ones go."""
    if len({rule.across for rule in rules}) < 2:
        return [], []
    from pdfplumber.table import merge_edges

    ends = (((r.start, r.end), (r.at, r.at)) if r.across else ((r.at, r.at), (r.start, r.end)) for r in rules)
    known = [
        {
            "x0": x0,
            "x1": x1,
            "top": y0,
            "bottom": y1,
            "width": x1 - x0,
            "height": y1 - y0,
            "orientation": "vh"[y0 == y1],
        }
        for (x0, x1), (y0, y1) in ends
    ]
    across: list[Rule] = []
    down: list[Rule] = []
    for edge in merge_edges(known, _SAME, _SAME, _TOUCH, _TOUCH):
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] >= _LONG:
            across.append(Rule(edge["top"], edge["x0"], edge["x1"], True))
        elif edge["orientation"] == "v" and edge["bottom"] - edge["top"] >= _LONG:
            down.append(Rule(edge["x0"], edge["top"], edge["bottom"], False))
    return across, down


class _Classes:
    """Numbers from 0 in classes that are joined (union–find, with halved paths)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, i: int) -> int:
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, to: int) -> None:
        """Puts the class of ``i`` under the root of ``to``."""
        self._parent[self.root(i)] = self.root(to)


_Group = tuple[list[Rule], list[Rule]]


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[_Group]:
    """Lines that touch, directly or through others: those across and those down."""
    touching = _Classes(len(across) + len(down))
    for j, d in enumerate(down, len(across)):
        left, right, top, bottom = d.at + _TOUCH, d.at - _TOUCH, d.start - _TOUCH, d.end + _TOUCH
        for i, a in enumerate(across):
            if a.start <= left and right <= a.end and top <= a.at <= bottom:
                touching.join(i, j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(touching.root(i), ([], []))[i >= len(across)].append(rule)
    return [group for group in groups.values() if group[0] and group[1] and len(group[0]) + len(group[1]) >= 4]


def _stacked(groups: Sequence[_Group]) -> list[_Group]:
    """Groups of lines with those made one that stand close above each other with the same columns: a row over all columns
    parts a table whose sides are open."""
    out: list[_Group] = []
    for across, down in sorted(groups, key=lambda group: min(rule.start for rule in group[1])):
        top, width = min(rule.start for rule in down), _width(across)
        columns = edge_lines(rule.at for rule in down)
        for above in out:
            gap = top - max(rule.end for rule in above[1])
            if not -_TOUCH <= gap <= _CATEGORY or any(
                abs(a - b) > _TOUCH for a, b in zip(width, _width(above[0]), strict=True)
            ):
                continue
            others = edge_lines(rule.at for rule in above[1])
            if len(others) == len(columns) and all(abs(a - b) <= _TOUCH for a, b in zip(columns, others, strict=True)):
                above[0].extend(across)
                above[1].extend(down)
                break
        else:
            out.append((list(across), list(down)))
    return out


def _width(across: Sequence[Rule]) -> tuple[float, float]:
    return min(rule.start for rule in across), max(rule.end for rule in across)


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    xs = edge_lines([r.at for r in down] + [left, right])
    ys = edge_lines([r.at for r in across] + [top, bottom])
    if len(xs) < 3 or len(ys) < 3:
        return None
    columns, count = len(xs) - 1, len(ys) - 1
    one = _Classes(columns * count)
    sides, floors = [_near(down, x) for x in xs], [_near(across, y) for y in ys]
    for r in range(count):
        for c in range(columns):
            here = r * columns + c
            if c + 1 < columns and not _covered(sides[c + 1], ys[r], ys[r + 1]):
                one.join(here + 1, here)
            if r + 1 < count and not _covered(floors[r + 1], xs[c], xs[c + 1]):
                one.join(here + columns, here)
    slots = [tuple(one.root(r * columns + c) for c in range(columns)) for r in range(count)]
    first, last = 0, count  # a line down that goes on beyond the table makes no row of what stands beside it
    while first < last and len(set(slots[first])) == 1 and not _covered(floors[first], left, right):
        first += 1
    while first < last and len(set(slots[last - 1])) == 1 and not _covered(floors[last], left, right):
        last -= 1
    slots = slots[first:last]
    several = any(len(set(row)) > 1 for row in slots)
    if len(slots) < 2 or not several or len({cell for row in slots for cell in row}) < 3:
        return None
    return Grid(xs, ys[first : last + 1], tuple(slots))


def _near(rules: Sequence[Rule], at: float) -> list[Rule]:
    return [rule for rule in rules if abs(rule.at - at) <= _TOUCH]


def _covered(rules: Sequence[Rule], start: float, end: float) -> bool:
    drawn = 0.0
    for rule in rules:
        drawn += max(0.0, min(rule.end, end) - max(rule.start, start))
    return drawn >= _DRAWN * (end - start)


def apart(piece: Piece, rules: Sequence[Rule]) -> list[Piece]:
    """A run that goes over the line between two cells, cut at the line, between the characters that are nearest to it."""
    middle = (piece.y0 + piece.y1) / 2
    margin = 0.6 * piece.size
    at = sorted(
        rule.at
        for rule in rules
        if not rule.across
        and rule.start <= piece.y0 + 0.2 * piece.size
        and rule.end >= piece.y1 - 0.2 * piece.size
        and piece.x0 + margin < rule.at < piece.x1 - margin
        and rule.start < middle < rule.end
    )
    parts: list[Piece] = []
    rest = piece
    for x in at:
        share = (x - rest.x0) / (rest.x1 - rest.x0) * ems(rest.text)
        cut = 0
        while cut < len(rest.text) and ems(rest.text[: cut + 1]) <= share + 0.25:
            cut += 1
        if left := rest.text[:cut].strip():
            parts.append(replace(rest, text=left, x1=x))
        rest = replace(rest, text=rest.text[cut:].strip(), x0=x)
    return [*parts, rest] if rest.text else parts
