"""Where the cells of the tables of a PDF page are: ruled, or told by the white between them.

The drawn lines come from pdfium, which has them for nothing; what cells they make is worked out by the table finder of
pdfplumber, with its settings as they are. Its own parser is not used: it takes thirty times as long, and memory by the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from ingest.readers.grids import Grid, grid_of, inferred, side_by_side
from ingest.readers.pdf_lines import PageText
from ingest.readers.printed import Box, PrintedLine

_TOLERANCE = 3  # points within which pdfplumber takes two lines as one, as meeting, or as going on
_LONG = 3.0  # points that a line must have once its pieces are joined
_MANY = 20_000  # drawn lines on a page: a plan or a chart and no table
_CROSSINGS = 60_000  # lines down times lines across: the same


class TooMuchDrawn(Exception):
    """A page has more drawn lines than a table needs."""


def ruled_tables(text: PageText, drawn: Iterable[Box]) -> tuple[list[Grid], list[float]]:
    """The ruled tables of a page from top to bottom, and the heights of its long horizontal lines.

    ``drawn`` are lines in the space of the page (``Drawings.edges``). Raises ``TooMuchDrawn``.
    """
    edges: list[Box] = []
    for edge in drawn:
        edges.append(text.frame(*edge))
        if len(edges) > _MANY:
            raise TooMuchDrawn
    rules = {float(round(y0)) for x0, y0, x1, y1 in edges if y1 - y0 < 2 and x1 - x0 > 0.3 * text.width}
    return grids_within(edges), sorted(rules)


def grids_within(edges: Sequence[Box]) -> list[Grid]:
    """The tables that these lines rule, from top to bottom; places from the top left. Raises ``TooMuchDrawn``."""
    grids = [grid for cells in _tables(edges) if (grid := grid_of(cells)) is not None]
    return sorted(grids, key=lambda grid: grid.ys[0])


def _tables(edges: Sequence[Box]) -> list[list[Box]]:
    """The cells of each table that these lines rule, from the top left of the page."""
    known = [
        {
            "x0": x0,
            "x1": x1,
            "top": y0,
            "bottom": y1,
            "doctop": y0,
            "width": x1 - x0,
            "height": y1 - y0,
            "orientation": "h" if x1 - x0 > y1 - y0 else "v",
        }
        for x0, y0, x1, y1 in edges
    ]
    if len({edge["orientation"] for edge in known}) < 2:
        return []
    from pdfplumber import table as finder

    merged: list[dict[str, Any]] = finder.merge_edges(known, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    merged = [edge for edge in merged if max(edge["width"], edge["height"]) >= _LONG]
    down = sum(edge["orientation"] == "v" for edge in merged)
    if down * (len(merged) - down) > _CROSSINGS:
        raise TooMuchDrawn
    crossings = finder.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    tables: list[list[Box]] = finder.cells_to_tables(_cells(crossings))
    return tables


def _cells(crossings: Mapping[tuple[float, float], Mapping[str, Sequence[Mapping[str, float]]]]) -> list[Box]:
    """The smallest rectangle that opens to the right and down from each crossing, where there is one.

    The same as ``pdfplumber.table.intersections_to_cells``, which looks at every pair of points anew.
    """

    # no two lines are alike once their pieces are joined: each is known by its identity
    down = {point: frozenset(map(id, edges["v"])) for point, edges in crossings.items()}
    across = {point: frozenset(map(id, edges["h"])) for point, edges in crossings.items()}
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    cells: list[Box] = []
    for x, y in sorted(crossings):
        point = (x, y)
        below = [other for other in columns[x] if other > y and not down[point].isdisjoint(down[x, other])]
        right = [other for other in rows[y] if other > x and not across[point].isdisjoint(across[other, y])]
        for bottom, end in product(below, right):
            corner = (end, bottom)
            if corner not in crossings or down[corner].isdisjoint(down[end, y]):
                continue
            if not across[corner].isdisjoint(across[x, bottom]):
                cells.append((x, y, end, bottom))
                break
    return cells


def white_table(
    text: PageText, lines: Sequence[PrintedLine], rules: Sequence[float], before: Grid | None
) -> Grid | None:
    """A table or columns without vertical lines, None on the pages (nearly all) that have none.

    ``before`` is such a table on the page before.
    """
    if before is None and not side_by_side(lines):
        return None
    low, high = 0.05 * text.height, 0.95 * text.height
    characters: list[Box] = []
    for index, character in enumerate(text.text):
        if not character.isspace():
            box = text.box(index)
            if low < box[1] and box[3] < high and box[2] > box[0]:
                characters.append(box)
    return inferred(characters, rules, before)
