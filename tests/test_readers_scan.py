"""Scanned tables: the lines drawn on the picture part the cells, however askew it lies."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from ingest.notice import notice_of
from ingest.readers import ocr, read, read_file
from ingest.readers.drawn_rules import Rule, apart, grids_of
from ingest.readers.rows import Piece

SAMPLES = Path(__file__).parent / "samples"
NEEDS_OCR = pytest.mark.skipif(not ocr.available(), reason="needs the ocr extra")


def scanned(name: str, pages: list[int], *, turned: float = 0.0, dpi: int = 200) -> bytes:
    """Pages of a sample as a scanner gives them: grey, noisy, askew."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    noise = np.random.default_rng(7)
    pdf = pypdfium2.PdfDocument(SAMPLES / name)
    pictures = []
    for number in pages:
        grey = pdf[number].render(scale=dpi / 72).to_pil().convert("L").rotate(turned, fillcolor=255, resample=3)
        dirty = np.asarray(grey, dtype=float) * 0.86 + 18 + noise.normal(0, 8, (grey.height, grey.width))
        pictures.append(Image.fromarray(np.clip(dirty, 0, 255).astype(np.uint8)))
    pdf.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@NEEDS_OCR
def test_a_scanned_table_has_the_rows_of_the_printed_one() -> None:
    printed = read_file(SAMPLES / "table_policy_list.pdf")
    document = read(scanned("table_policy_list.pdf", [0], turned=0.7), "scan.pdf")
    (table,) = document.tables
    got = [[bare(cell.of(document.text)) for cell in dict.fromkeys(row)] for row in table.rows]
    want = [[bare(cell.of(printed.text)) for cell in dict.fromkeys(row)] for row in printed.tables[0].rows]
    assert len(got) >= 9
    assert got == want[: len(got)]
    first, last = notice_of(document).clauses[0], notice_of(document).clauses[-1]
    assert [(a.quote, a.role, a.comparator) for a in first.amounts] == [("80%", "rate", "<="), ("8万元", "cap", "<=")]
    assert [u.name for u in last.units] == ["市商务局", "市市场监管局"]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [Rule(y0, x0, x1, True), Rule(y1, x0, x1, True), Rule(x0, y0, y1, False), Rule(x1, y0, y1, False)]


def test_cells_over_several_columns_are_where_no_line_is_drawn() -> None:
    rules = [*box(0, 0, 300, 90), Rule(30, 0, 300, True), Rule(60, 0, 300, True), Rule(100, 0, 30, False)]
    (grid,) = grids_of([*rules, Rule(100, 60, 90, False)])
    assert (grid.xs, grid.ys) == ((0, 100, 300), (0, 30, 60, 90))
    assert [len(set(row)) for row in grid.slots] == [2, 1, 2]
    assert grid.cell_at(50, 45) == grid.cell_at(250, 45) != grid.cell_at(50, 15)


def test_two_tables_of_a_page_are_two() -> None:
    rules = [r for top in (0, 200) for r in [*box(0, top, 300, top + 90), Rule(100, top, top + 90, False)]]
    rules += [Rule(top + 45, 0, 300, True) for top in (0, 200)]
    assert [grid.box for grid in grids_of(rules)] == [(0, 0, 300, 90), (0, 200, 300, 290)]


def test_a_frame_or_a_line_across_makes_no_table() -> None:
    assert grids_of(box(0, 0, 300, 400)) == []
    assert grids_of([Rule(40, 0, 300, True), Rule(700, 0, 300, True), Rule(715, 0, 300, True)]) == []


def test_a_table_open_at_its_sides() -> None:
    """三线表: the outer sides are not drawn."""
    rules = [Rule(y, 0, 300, True) for y in (0, 30, 60)] + [Rule(100, 0, 60, False)]
    (grid,) = grids_of(rules)
    assert grid.xs == (0, 100, 300)


def test_a_run_is_cut_where_a_line_crosses_it() -> None:
    piece = Piece("支持外贸市商务局", 20, 10, 100, 20, 10)
    assert [(p.text, p.x0, p.x1) for p in apart(piece, [Rule(60, 0, 90, False)])] == [
        ("支持外贸", 20, 60),
        ("市商务局", 60, 100),
    ]
    assert apart(piece, [Rule(22, 0, 90, False), Rule(60, 30, 90, False)]) == [piece]
