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
from policygraph.page_image import (
    COLOURS,
    LABELS,
    SCALE,
    _letters,
    _rendered,
    _steps,
    _with_legend,
    boxes,
    facts_of,
    page_image,
)

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


def test_boxes_are_those_of_the_characters():
    """English letters differ in width: the box of a unit begins and ends with its letters, also in justified lines."""
    from ingest.readers.pdf_page import PageText

    sample = SAMPLE.with_name("layout_en_justified.pdf")
    notice = verbs.parse(sample)
    image, _, characters = _rendered(sample.read_bytes(), 1, None)
    lines = [line for line in notice.document.lines if line.page == 1]
    text = notice.document.text
    steps = {line.span: found for line in lines if (found := _steps(text, line, characters)) is not None}
    assert len(steps) == len(lines)
    page = pypdfium2.PdfDocument(sample)[0]
    printed = PageText(page)
    at = printed.text.index("Municipal Development")
    unit = notice.clauses[0].units[0]
    (box,) = boxes(text, lines, unit.span, steps)
    assert text[unit.span.start : unit.span.end].startswith("Municipal Development")
    assert box[0] == pytest.approx(printed.box(at)[0], abs=0.1)
    assert image.size[0] > 1000
    printed.close()


def test_the_fields_of_a_notice_are_drawn():
    notice = verbs.parse(SAMPLE.with_name("s3_lianyungang_2023.pdf"))
    text = notice.document.text
    drawn = [span.of(text) for kind, span in facts_of(notice) if kind == "fields"]
    assert "连政办发〔2023〕31号" in drawn and "2023年7月17日" in drawn and "连云港市人民政府办公室" in drawn


@pytest.mark.parametrize("width", [1191, 839])
def test_the_legend_says_every_colour(width):
    """Below the page, also below one of A5; its letters need no font."""
    page = Image.new("RGB", (width, 600), (255, 255, 255))
    out = _with_legend(page)
    assert out.size[0] == width and out.size[1] > 600
    strip = out.crop((0, 600, width, out.size[1]))
    seen = {colour for _, colour in strip.getcolors(strip.width * strip.height)}
    near = lambda a, b: sum(abs(x - y) for x, y in zip(a, b, strict=True)) < 60  # noqa: E731
    assert all(any(near(colour, other) for other in seen) for colour in COLOURS.values())
    assert set(LABELS) == set(COLOURS) and {c for label in LABELS.values() for c in label} <= set(_letters())
