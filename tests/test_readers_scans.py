"""Scanned pages: the same facts as the page that was printed, and the place of each on the picture."""

from __future__ import annotations

import io
import math
from collections import Counter
from pathlib import Path

import pytest

from ingest.model import Document, Notice
from ingest.notice import notice_of
from ingest.readers import ocr, read
from ingest.readers.limits import Limits
from ingest.readers.page_picture import cleaned, fold_of, grey_of, ruled_lines

pytestmark = pytest.mark.skipif(not ocr.available(), reason="needs the ocr extra")

SAMPLES = Path(__file__).parent / "samples"
#: a scan, and what was printed for it
SCANS = {"scan_s3_200dpi_seal": "s3_lianyungang_2023", "scan_table_200dpi": "table_policy_list"}


def pages(name: str, count: int) -> Document:
    """The first pages of a sample."""
    import pypdfium2

    whole, part = pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf"), pypdfium2.PdfDocument.new()
    part.import_pages(whole, list(range(count)))
    out = io.BytesIO()
    part.save(out)
    part.close()
    whole.close()
    return read(out.getvalue(), f"{name}.pdf")


def facts(notice: Notice) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for clause in notice.clauses:
        found.update((clause.path, "unit", unit.name, unit.role) for unit in clause.units)
        found.update((clause.path, "amount", a.value, a.unit, a.comparator, a.role) for a in clause.amounts)
        found.update((clause.path, "deadline", d.kind, d.value) for d in clause.deadlines)
    return found


def compare(scan: str, count: int) -> None:
    scanned, printed = pages(scan, count), pages(SCANS[scan], count)
    assert [remark.code for remark in scanned.remarks] == ["recognised-page"] * count
    got, want = notice_of(scanned), notice_of(printed)
    assert (got.issued_on and got.issued_on.value) == (want.issued_on and want.issued_on.value)
    assert [issuer.value for issuer in got.issuers] == [issuer.value for issuer in want.issuers]
    assert [clause.path for clause in got.clauses] == [clause.path for clause in want.clauses]
    here, there = facts(got), facts(want)
    both = sum((here & there).values())
    assert 2 * both >= 0.95 * (sum(here.values()) + sum(there.values()))
    assert [len(table.rows) for table in scanned.tables] == [len(table.rows) for table in printed.tables]


@pytest.mark.parametrize("scan", SCANS)
def test_the_first_page(scan: str) -> None:
    compare(scan, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("scan", "count"), [("scan_s3_200dpi_seal", 4), ("scan_table_200dpi", 2)])
def test_all_pages(scan: str, count: int) -> None:
    compare(scan, count)


def test_lines_stand_where_they_are_seen() -> None:
    """The scan lies askew by some tenths of a degree; its lines are those of the printed page, turned."""
    scanned, printed = pages("scan_s3_200dpi_seal", 1), pages("s3_lianyungang_2023", 1)
    want = {line.span.of(printed.text): line.box for line in printed.lines}
    for line in scanned.lines:
        there = want[line.span.of(scanned.text)]
        middle, other = ((box[0] + box[2], box[1] + box[3]) for box in (line.box, there))
        assert math.dist(middle, other) / 2 < 8


# ---------------------------------------------------------------------------------------------------------------------
# pictures


def drawn() -> tuple[object, object]:
    """A white page at 200 dpi and a pen for it: (blue, green, red) as pdfium gives pixels."""
    import cv2
    import numpy as np

    return np.full((1100, 1600, 3), 245, np.uint8), cv2


def test_what_is_printed_under_a_seal_stays() -> None:
    page, cv2 = drawn()
    cv2.circle(page, (500, 500), 160, (60, 60, 205), 14)
    cv2.line(page, (250, 450), (750, 450), (20, 20, 30), 5)  # black print over the seal
    cv2.line(page, (400, 550), (600, 550), (60, 60, 205), 5)  # the writing in it
    page[448:453, 340:360] = (35, 35, 110)  # where both are
    grey = grey_of(page, 200)
    assert grey[450, 250:750].max() < 120
    assert grey[660, 500] == 255 == grey[340, 500]


def test_red_print_is_made_dark() -> None:
    page, cv2 = drawn()
    cv2.putText(page, "RED HEAD", (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 4, (40, 40, 220), 16)
    grey = grey_of(page, 200)
    assert (grey < 60).sum() > 5000
    assert grey[0, 0] == 245


def test_grey_pages_are_taken_as_they_are() -> None:
    page, _ = drawn()
    assert (grey_of(page[:, :, 0], 200) == 245).all()
    assert (grey_of(page[:, :, :1], 200) == 245).all()


@pytest.mark.parametrize("askew", [0.0, 0.6, -1.0])
def test_ruled_lines(askew: float) -> None:
    page, cv2 = drawn()
    lean = math.tan(math.radians(askew))
    for y in (200, 400, 600):
        cv2.line(page, (100, y), (1500, round(y + 1400 * lean)), (30, 30, 30), 2)
    for x in (100, 800, 1500):
        cv2.line(page, (x, 200), (round(x - 400 * lean), 600), (30, 30, 30), 2)
    cv2.putText(page, "text - text", (200, 330), cv2.FONT_HERSHEY_SIMPLEX, 1, (30, 30, 30), 2)
    found = ruled_lines(grey_of(page, 200), 200)
    across = sorted(line for line in found if line.across)
    down = sorted(line for line in found if not line.across)
    assert sorted(round(line.y - 700 * lean) // 10 for line in across) == [20, 40, 60]
    assert all(1350 < line.length < 1450 for line in across)
    assert [round((line.x + 200 * lean) / 10) for line in down] == [10, 80, 150]


@pytest.mark.parametrize("rotation", [90, *(pytest.param(turn, marks=pytest.mark.slow) for turn in (180, 270))])
def test_a_scan_on_its_side_or_its_head(rotation: int) -> None:
    """It is read as if it stood upright, and every line is where it lies on the page as it is."""
    import pypdfium2

    want = pages("scan_s3_200dpi_seal", 1)
    whole, part = pypdfium2.PdfDocument(SAMPLES / "scan_s3_200dpi_seal.pdf"), pypdfium2.PdfDocument.new()
    part.import_pages(whole, [0])
    part[0].set_rotation(rotation)
    out = io.BytesIO()
    part.save(out)
    got = read(out.getvalue(), "a.pdf")
    assert got.text == want.text
    page, before = got.pages[0], want.pages[0]
    assert (page.width, page.height) == (
        (before.width, before.height) if rotation == 180 else (before.height, before.width)
    )
    assert before.width and before.height
    for a, b in zip(want.lines, got.lines, strict=True):
        x, y = (a.box[0] + a.box[2]) / 2, (a.box[1] + a.box[3]) / 2
        moved = {90: (before.height - y, x), 180: (before.width - x, before.height - y), 270: (y, before.width - x)}
        middle = (b.box[0] + b.box[2]) / 2, (b.box[1] + b.box[3]) / 2
        assert middle == pytest.approx(moved[rotation], abs=6)


# ---------------------------------------------------------------------------------------------------------------------
# pages as they lie on the glass


def test_paper_is_made_white_and_print_stays() -> None:
    """Grey paper, what shows through from the back and a shadow at the gutter are gone, thin grey strokes are not."""
    import numpy as np

    page, cv2 = drawn()
    grey = page[:, :, 0].copy()
    cv2.putText(grey, "shows through", (200, 700), cv2.FONT_HERSHEY_SIMPLEX, 3, 210, 9)
    cv2.putText(grey, "printed", (200, 300), cv2.FONT_HERSHEY_SIMPLEX, 3, 30, 9)
    cv2.line(grey, (200, 900), (1400, 900), 150, 2)
    shaded = grey * np.linspace(0.55, 1, grey.shape[1])[None, :]
    out = cleaned(shaded.astype(np.uint8), 200)
    assert out[560:760].min() > 215
    assert (out[200:320, 200:900] < 80).sum() > 3000
    assert out[899:902, 900:1300].min(axis=0).max() < 200


def test_a_blank_page_stays_blank() -> None:
    import numpy as np

    noise = np.random.default_rng(1).normal(0, 2, (800, 600))
    page = np.clip(240 + noise, 0, 255).astype(np.uint8)
    assert (cleaned(page, 200) > 200).all()


def test_salt_and_pepper_goes_and_full_stops_stay() -> None:
    import numpy as np

    page, _ = drawn()
    grey = page[:, :, 0].copy()
    grey[400:403, 400:403] = 20  # a full stop
    where = np.random.default_rng(3).random(grey.shape) < 0.004
    where[380:420, 380:420] = False
    grey[where] = 10
    out = cleaned(grey, 200)
    assert (out[400:403, 400:403] < 100).all()
    assert (out[600:] < 128).mean() < 0.0005


def test_dotted_and_broken_lines_are_lines() -> None:
    page, _ = drawn()
    for x in range(100, 1500, 10):
        page[300:303, x : x + 4] = 30  # dotted
    for x in range(100, 1500, 160):
        page[500:503, x : x + 130] = 30  # broken
    found = sorted(line for line in ruled_lines(grey_of(page, 200), 200) if line.across)
    assert sorted((round(line.y / 10), round(line.length / 100)) for line in found) == [(30, 14), (50, 14)]


def test_the_gap_of_a_spanning_row_is_no_break() -> None:
    """A line down ends at one line across and goes on below the next: a category row is between."""
    page, _ = drawn()
    for y in (100, 300, 340, 600):
        page[y : y + 3, 100:1500] = 30
    for top, bottom in ((100, 300), (340, 600)):
        page[top:bottom, 800:803] = 30
    down = [line for line in ruled_lines(grey_of(page, 200), 200) if not line.across]
    assert len(down) == 2


def test_a_fold_of_the_paper_is_no_line() -> None:
    page, _ = drawn()
    page[:, 800:804] = 120
    page[:, 0:6] = 10
    assert ruled_lines(grey_of(page, 200), 200) == []


def spread_of_two(gutter: int, over: bool = False) -> object:
    import numpy as np

    wide = np.full((2339, 3307, 3), 245, np.uint8)
    for y in range(300, 2000, 80):
        for left, right in ((200, 1653 - gutter), (1653 + gutter, 3100)):
            for x in range(left, right - 40, 50):
                wide[y : y + 40, x : x + 34] = 30
    if over:
        wide[150:200, 1200:2100] = 30
    return wide


def test_two_pages_on_the_glass() -> None:
    assert abs((fold_of(spread_of_two(150), 200) or 0) - 1653) < 120
    assert fold_of(spread_of_two(20), 200) is None  # no white between: a table over the whole width
    assert fold_of(spread_of_two(150, over=True), 200) is None  # a title over both
    assert fold_of(spread_of_two(150)[:, :1653], 200) is None


def layered(text_mode: str) -> bytes:
    """A page that is a picture, with text over it that is not drawn (Tr 3), or drawn."""
    picture = b"f0" * (60 * 80) + b">"
    text = "BT /F 12 Tf " + text_mode + " " + "".join(
        f"1 0 0 1 60 {700 - 20 * i} Tm (Article {i} The city grants RMB 30000 to exporters.) Tj " for i in range(1, 9)
    )  # fmt: skip
    content = f"q 595 0 0 842 0 0 cm /I Do Q {text} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 60/Height 80/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/ASCIIHexDecode/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    return out + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize(("mode", "codes"), [("3 Tr", ["hidden-text"]), ("0 Tr", [])])
def test_a_text_layer_that_is_not_seen_is_said(mode: str, codes: list[str]) -> None:
    """The picture shows nothing, so nothing is recognised: the layer is better than nothing."""
    document = read(layered(mode), "a.pdf", limits=Limits(ocr_pages=0))
    assert document.text.startswith("Article 1 The city grants RMB 30000")
    assert [remark.code for remark in document.remarks] == codes
