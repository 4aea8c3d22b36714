"""A page as a picture: the facts are drawn where they are printed."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from ingest.errors import UsageError
from ingest.notice import notice_of
from ingest.readers import read
from policygraph import verbs
from policygraph.cli import cli
from policygraph.page_image import COLOURS, SCALE, boxes, facts_of, page_image

SAMPLE = Path(__file__).parent / "samples" / "s2_jixi_nohead.pdf"


@pytest.fixture(scope="module")
def notice():
    return verbs.parse(SAMPLE)


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_fact_is_drawn_on_its_words(turn):
    """The pixels under the first amount are tinted, also on a page that stands on its side or its head."""
    pdf, out = pypdfium2.PdfDocument(SAMPLE), io.BytesIO()
    for page in pdf:
        page.set_rotation(turn)
    pdf.save(out)
    notice = notice_of(read(out.getvalue(), "a.pdf"))
    picture = Image.open(io.BytesIO(page_image(out.getvalue(), notice, 1)))
    assert picture.size[0] < picture.size[1]
    amount = next(fact for kind, fact in facts_of(notice) if kind == "amounts")
    lines = [line for line in notice.document.lines if line.page == 1]
    x0, y0, x1, _ = next(boxes(notice.document.text, lines, amount))
    edge = [picture.getpixel((round((x0 + x1) / 2 * SCALE), round(y0 * SCALE) + dy)) for dy in (-2, -1, 0)]
    assert COLOURS["amounts"] in edge


def test_the_command_writes_a_picture(tmp_path):
    out = tmp_path / "p1.png"
    done = CliRunner().invoke(cli, ["parse", "--page-image", str(SAMPLE), "--page", "1", "--output", str(out)])
    assert done.exit_code == 0, done.output
    with Image.open(out) as picture:
        assert picture.size[0] > 1000


def test_a_page_that_is_not_there_is_said(notice):
    with pytest.raises(UsageError, match="no page 99"):
        page_image(SAMPLE.read_bytes(), notice, 99)


def test_only_a_pdf_has_pages_to_draw():
    text = Path(__file__).resolve().parents[1] / "data/notices/jixi-2022.zh.txt"
    with pytest.raises(UsageError, match="needs a PDF"):
        page_image(text.read_bytes(), verbs.parse(text), 1)
