"""The drawn lines of a table → its grid: which cells there are, and which of them go over several columns or rows.

Two neighbouring places of the grid are one cell where no line is drawn between them. Where the sides of a table are open
(三线表) its long horizontal lines say how far it goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.grids import Grid, edge_lines
from ingest.readers.printed import Box, ems
from ingest.readers.rows import Piece

#: how much of the side of a cell has to be drawn to part it from its neighbour
_DRAWN = 0.6
_TOUCH = 4.0  # points within which two lines meet


@dataclass(frozen=True, slots=True)
class Rule:
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
    """The tables that these lines make, from top to bottom: those with two columns and two rows or more."""
    found = [grid for group in _groups(rules) if (grid := _grid(group)) is not None]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


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


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch, directly or through others."""
    touching = _Classes(len(rules))
    across = [i for i, rule in enumerate(rules) if rule.across]
    down = [i for i, rule in enumerate(rules) if not rule.across]
    for i in across:
        for j in down:
            a, d = rules[i], rules[j]
            if a.start - _TOUCH <= d.at <= a.end + _TOUCH and d.start - _TOUCH <= a.at <= d.end + _TOUCH:
                touching.join(i, j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(touching.root(i), []).append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _grid(rules: Sequence[Rule]) -> Grid | None:
    across, down = [r for r in rules if r.across], [r for r in rules if not r.across]
    if not across or not down:
        return None
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    xs = edge_lines([r.at for r in down] + [left, right])
    ys = edge_lines([r.at for r in across] + [top, bottom])
    if len(xs) < 3 or len(ys) < 3:
        return None
    columns, count = len(xs) - 1, len(ys) - 1
    one = _Classes(columns * count)
    for r in range(count):
        for c in range(columns):
            here = r * columns + c
            if c + 1 < columns and not _covered(down, xs[c + 1], ys[r], ys[r + 1]):
                one.join(here + 1, here)
            if r + 1 < count and not _covered(across, ys[r + 1], xs[c], xs[c + 1]):
                one.join(here + columns, here)
    slots = tuple(tuple(one.root(r * columns + c) for c in range(columns)) for r in range(count))
    return Grid(xs, ys, slots) if len({cell for row in slots for cell in row}) >= 3 else None


def _covered(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rules if abs(r.at - at) <= _TOUCH)
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
