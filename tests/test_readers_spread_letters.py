"""Letters spread over a width are set close in the picture; nothing else is moved."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ingest.readers import ocr
from ingest.readers.spread_letters import moved_together, row_at

pytestmark = pytest.mark.skipif(not ocr.available(), reason="needs the ocr extra")


def page():
    import numpy as np

    return np.full((700, 1600), 245, np.uint8)


def signs(picture, count: int, left: int, top: int, step: float, size: int = 60, slope: float = 0.0) -> None:
    """Square signs as characters are: strokes with white between."""
    for i in range(count):
        x = round(left + i * step)
        y = round(top + i * step * slope)
        for stroke in range(4):
            picture[y + stroke * size // 4 : y + stroke * size // 4 + size // 8, x : x + size] = 30
        picture[y : y + size, x + size // 2 - 3 : x + size // 2 + 3] = 30


def columns(picture) -> list[int]:
    """Where print begins, from the left, a white of a fifth of a sign between."""
    ink = (picture < 128).any(axis=0)
    out, white = [], 99
    for x, dark in enumerate(ink):
        if dark and white > 2:
            out.append(x)
        white = 0 if dark else white + 1
    return out


@pytest.mark.parametrize("slope", [0.0, 0.04, -0.03])
def test_a_spread_row_is_set_close(slope: float) -> None:
    picture = page()
    signs(picture, 6, 200, 300, 180, slope=slope)
    moved, (row,) = moved_together(picture, 200)
    starts = columns(moved)
    assert len(starts) == 6
    assert all(60 < b - a < 75 for a, b in pairwise(starts))
    assert abs(row.left - 200) < 6 and abs(row.right - (200 + 5 * 180 + 60)) < 6
    assert (moved < 128).sum() == pytest.approx((picture < 128).sum(), rel=0.02)


def test_where_it_stood_is_known() -> None:
    picture = page()
    signs(picture, 6, 200, 300, 180)
    _, rows = moved_together(picture, 200)
    box = [(200, 300), (rows[0].close, 300), (rows[0].close, 360), (200, 360)]
    assert row_at(rows, box) is rows[0]
    assert rows[0].widened(rows[0].close) == pytest.approx(rows[0].right)
    assert row_at(rows, [(200, 30), (400, 30), (400, 60), (200, 60)]) is None


NOT_SPREAD = {
    "a line of text": [(8, 200, 300, 66)],  # signs of a line touch nearly
    "two signs": [(2, 200, 300, 180)],
    "names of a signature grid": [(5, 200, 300, 66), (5, 900, 300, 66)],
}


@pytest.mark.parametrize("rows", NOT_SPREAD.values(), ids=NOT_SPREAD.keys())
def test_other_print_is_left(rows) -> None:
    picture = page()
    for count, left, top, step in rows:
        signs(picture, count, left, top, step)
    moved, found = moved_together(picture, 200)
    assert found == [] and moved is picture


def test_cells_of_a_table_are_left() -> None:
    """Lines between the signs: each stands in a cell of its own."""
    picture = page()
    signs(picture, 6, 200, 300, 180)
    for x in range(140, 1300, 180):
        picture[250:400, x : x + 4] = 30
    assert moved_together(picture, 200)[1] == []


def test_uneven_steps_are_left() -> None:
    picture = page()
    for at in (200, 330, 560, 900):
        signs(picture, 1, at, 300, 0)
    assert moved_together(picture, 200)[1] == []
