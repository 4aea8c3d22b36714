"""Pages that are turned or cropped read like the page itself."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from ingest.model import Document
from ingest.readers import read
from ingest.readers.pdf_frame import quarter_turns

SAMPLES = Path(__file__).parent / "samples"


def changed(name: str, crop: tuple[float, float, float, float] | None, rotation: int) -> Document:
    pdf = pypdfium2.PdfDocument(SAMPLES / name)
    for page in pdf:
        if crop:
            page.set_cropbox(*crop)
        page.set_rotation(rotation)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return read(out.getvalue(), "a.pdf")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20.0, 30.0, 580.0, 800.0)], ids=["whole", "cropped"])
@pytest.mark.parametrize("name", ["table_policy_list.pdf", "s2_jixi_nohead.pdf"])
def test_turned_and_cropped(name: str, crop: tuple[float, float, float, float] | None, rotation: int) -> None:
    want = read((SAMPLES / name).read_bytes(), "a.pdf")
    got = changed(name, crop, rotation)
    assert got.text == want.text
    assert [[table.rows] for table in got.tables] == [[table.rows] for table in want.tables]
    left, top = (20.0, 841.89 - 800.0) if crop else (0.0, 0.0)
    for a, b in zip(want.lines, got.lines, strict=True):
        moved = (a.box[0] - left, a.box[1] - top, a.box[2] - left, a.box[3] - top)
        assert b.box == pytest.approx(moved, abs=0.1)


@pytest.mark.parametrize(("run", "turns"), [((100, 0), 0), ((0, -100), 1), ((-100, 0), 2), ((0, 100), 3)])
def test_quarter_turns(run: tuple[float, float], turns: int) -> None:
    assert quarter_turns([run, run, (50, 1)]) == turns
