"""PDF: what cannot be read is said so; paragraphs, page numbers and columns by the place of the lines."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.errors import PasswordNeeded, ReadError
from ingest.readers import Limits, ocr, read, read_file
from ingest.readers.assembly import Assembly
from ingest.readers.drawn_rules import TooMuchDrawn, grids_of, rule_of
from ingest.readers.furniture import without_furniture
from ingest.readers.grids import Grid
from ingest.readers.original import Original
from ingest.readers.paragraphs import paragraphs
from ingest.readers.pdf import garbled
from ingest.readers.pdf_calls import calls, handle
from ingest.readers.pdf_drawings import drawings
from ingest.readers.pdf_file import PdfFile
from ingest.readers.pdf_lines import _stretches
from ingest.readers.pdf_page import PageText
from ingest.readers.pdf_running import running_lines
from ingest.readers.pdf_tables import ruled_tables
from ingest.readers.printed import (
    PrintedLine,
    PrintedPage,
    ems,
    first_token,
    folded,
    joined,
    natural_width,
    reading_order,
)
from ingest.readers.rows import Piece, rows_of
from ingest.readers.tables import Block, Cell, append

SAMPLES = Path(__file__).parent / "samples"
NO_OCR = Limits(ocr_pages=0)
SOUND = (SAMPLES / "s4_ftz_2019.pdf").read_bytes()

BROKEN = {
    "empty": (b"", "nothing to read: the file is empty"),
    "breaks off": (SOUND[: len(SOUND) * 6 // 10], "damaged PDF: it breaks off after 155,545 bytes, the end is missing"),
    "a web page with that name": (
        "<html><body>404 页面不存在</body></html>".encode("gbk"),
        "an HTML page, though it is named .pdf, without the text of a notice (it says 「404 页面不存在」)",
    ),
    "random bytes in it": (
        (SAMPLES / "bad_60_random_bytes.pdf").read_bytes(),
        "damaged PDF: 10 of its 25 packed parts are broken and no page can be read",
    ),
    "no structure": (
        b"%PDF-1.7\n" + b"x" * 3000 + b"\nstartxref\n%%EOF",
        "damaged PDF: its structure cannot be read",
    ),
    "fonts without a map": (
        (SAMPLES / "s3_no_tounicode.pdf").read_bytes(),
        "no readable text: the fonts have no map to characters (try: pip install 'policygraph[ocr]'",
    ),
    "a scan": (
        (SAMPLES / "scan_s3_100dpi_gray.pdf").read_bytes(),
        "no text: all 3 pages are scanned (try: pip install",
    ),
}


@pytest.mark.parametrize(("data", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken(data: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)  # where the extra is not installed
    with pytest.raises(ReadError) as caught:
        read(data, "a.pdf")
    assert str(caught.value).startswith(f"a.pdf: {message}")


def test_every_way_to_be_broken_has_its_own_message() -> None:
    messages = [re.sub(r"\d+", "", message) for _, message in BROKEN.values()]
    assert len(set(messages)) == len(messages)


def test_what_stands_before_the_file_is_passed_over() -> None:
    want = read(SOUND, "a.pdf").text
    assert read(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + SOUND, "a.pdf").text == want
    assert read_file(SAMPLES / "bad_no_xref.pdf").text == want


def test_passwords() -> None:
    path = SAMPLES / "enc_user_pw_secret.pdf"
    with pytest.raises(PasswordNeeded, match=r"encrypted \(try: --password WORD\)"):
        read_file(path)
    with pytest.raises(PasswordNeeded, match=r"the password given is wrong \(try: another --password\)"):
        read_file(path, password="wrong")
    with pytest.raises(PasswordNeeded, match="the password given is wrong"):
        read_file(path, password="")
    opened = read_file(path, password="secret")
    assert opened.text == read_file(SAMPLES / "s2_jixi_nohead.pdf").text
    assert read_file(SAMPLES / "enc_owner_only_nocopy.pdf").text == opened.text


@pytest.mark.parametrize(("there", "hint"), [(False, "pip install 'policygraph[ocr]'"), (True, "--limit ocr_pages=1")])
def test_the_pages_that_can_be_read_are_read(there: bool, hint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: there)
    document = read_file(SAMPLES / "mixed_text_scan.pdf", limits=NO_OCR)
    assert [(remark.code, remark.page) for remark in document.remarks] == [("scanned-page", 2)]
    assert document.remarks[0].hint.startswith(hint)
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert len(document.pages[1].span) == 0
    assert document.pages[2].span.of(document.text).startswith("2. 境外重点商务活动。")


@pytest.mark.skipif(not ocr.available(), reason="needs the ocr extra")
def test_scanned_pages_are_recognised() -> None:
    document = read_file(SAMPLES / "mixed_text_scan.pdf")
    assert [(remark.code, remark.page) for remark in document.remarks] == [("recognised-page", 2)]
    got = re.sub(r"\s", "", document.pages[1].span.of(document.text))
    truth = read_file(SAMPLES / "s3_lianyungang_2023.pdf")
    want = re.sub(r"\s", "", truth.pages[1].span.of(truth.text))
    assert SequenceMatcher(None, got, want, autojunk=False).ratio() > 0.97


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("支持企业开拓国内外市场，给予不高于展位费50%的资金扶持。", False),
        ("Supporting enterprises in expanding imports", False),
        ("\x01\x04\x05\x06\x07\x08支持", True),
        ("支持企业\ue001\ue002开拓市场", True),  # private use area
        ("支持企业", False),
        ("煣甡綖祪窫粬縡罛耏脄舕艂芺茙莂菆萪葇" * 3, True),  # characters, but none that people use
    ],
)
def test_garbled(text: str, want: bool) -> None:
    assert garbled(text) is want


# ---------------------------------------------------------------------------------------------------------------------
# lines


def test_only_radicals_are_folded() -> None:
    assert folded("⼈⺠币，（⼤写）：⻓江⻔") == "人民币，（大写）：长江门"
    assert folded("①％，℃½") == "①％，℃½"


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("Bureau of", "Commerce", " "),
        ("给予", "50%", ""),
        ("不高于50", "万元", ""),
        ("（2023）19", "号", ""),
        ("奖励2", "000", ""),  # a number broken over two lines of Chinese text
        ("ends here.", "Next", " "),
        ("(the", "Bureau)", " "),
        ("import/", "export", ""),
    ],
)
def test_what_stands_between_two_lines(left: str, right: str, between: str) -> None:
    assert joined(left, right) == between


def test_tokens_that_are_not_broken() -> None:
    assert first_token("号），确保全市") == "号），"
    assert first_token("9710、9810、1210模式") == "9710、9810、1210"
    assert first_token("50%的") == "50%"
    assert ems("2023年") == 3.0


def at(text: str, row: int, x: float = 80.0, *, size: float = 16.0, page: int = 1) -> PrintedLine:
    y = 100.0 + 28 * row
    return PrintedLine(text, page, x, y, x + ems(text) * size, y + size, size, row)


FULL = "各区市商务主管部门要加强组织领导和政策宣传切实抓好落实工作"  # 28 characters: a full line from 80 to 528


def joined_texts(lines: list[PrintedLine]) -> list[str]:
    return ["".join(line.text for line in paragraph) for paragraph in paragraphs(lines)]


def page_of_text() -> list[PrintedLine]:
    """Ten lines of body from which the edges of the page are known."""
    return [at(FULL[:26], 0, 112.0), *[at(FULL, row) for row in range(1, 9)], at("完。", 9)]


def test_full_lines_go_on_and_short_ones_end() -> None:
    assert len(joined_texts(page_of_text())) == 1
    assert joined_texts([*page_of_text(), at(FULL[:10], 10)])[1:] == [FULL[:10]]


RULES = {
    "an indented line begins anew": ([at(FULL[:25] + "。", 10, 112.0), at(FULL[:26], 11, 112.0)], 2),
    "a full heading goes on": ([at("一、" + FULL[:24], 10, 112.0), at(FULL[:9], 11)], 1),
    "an open bracket goes on": ([at("（责任单位：市商务局、", 10, 112.0), at("市财政局）", 11)], 1),
    "another size begins anew": ([at(FULL, 10), at(FULL[:12], 11, size=22.0)], 2),
    "a wider step begins anew": ([at(FULL, 10), at(FULL[:12], 12)], 2),
    "signature and date": ([at("威海市商务局", 10, 400.0), at("2026年1月4日", 11, 400.0)], 2),
    "a title set in the middle": (
        [at("威海市人民政府办公室", 12, 194.0, size=22.0), at("关于促进外贸稳增长的通知", 13, 172.0, size=22.0)],
        1,
    ),
    "stacked issuers": (
        [at("威海市商务局", 12, 238.0, size=22.0), at("威海市财政局", 13, 238.0, size=22.0)],
        2,
    ),
    "print line of the 版记": ([at("市政府办公室", 10), at("2023年7月18日印发", 10, 380.0)], 1),
    "two columns of signatures": ([at("市商务局", 10), at("市财政局", 10, 320.0)], 2),
}


@pytest.mark.parametrize(("lines", "count"), RULES.values(), ids=RULES.keys())
def test_rules_of_paragraphs(lines: list[PrintedLine], count: int) -> None:
    assert len(joined_texts([*page_of_text(), *lines])) == 1 + count


def foot(text: str, page: int, y: float = 780.0) -> PrintedLine:
    return PrintedLine(text, page, 280.0, y, 320.0, y + 12, 12.0, 90)


FEET = {
    "— 1 —": ["— 1 —", "— 2 —", "— 3 —"],
    "- 1 -": ["- 1 -", "- 2 -", "- 3 -"],
    "第1页": ["第1页 共3页", "第2页 共3页", "第3页 共3页"],
    "of": ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"],
    "bare, counting along": ["5", "6", "7"],
    "running head": ["鸡西市人民政府公报"] * 3,
}


@pytest.mark.parametrize("feet", FEET.values(), ids=FEET.keys())
def test_page_numbers_go(feet: list[str]) -> None:
    pages = [PrintedPage(n, 595, 842, (at(FULL, 4, page=n), foot(text, n))) for n, text in enumerate(feet, 1)]
    assert [[line.text for line in page.lines] for page in without_furniture(pages)] == [[FULL]] * 3


KEPT = {
    "份号 is no page number": (["000012", FULL, FULL], 60.0),
    "a year alone": (["2026", FULL, FULL], 780.0),
    "a sentence twice": ([FULL, FULL, "别的"], 780.0),
}


@pytest.mark.parametrize(("texts", "y"), KEPT.values(), ids=KEPT.keys())
def test_other_lines_at_the_edge_stay(texts: list[str], y: float) -> None:
    pages = [PrintedPage(n, 595, 842, (foot(text, n, y),)) for n, text in enumerate(texts, 1)]
    assert [line.text for page in without_furniture(pages) for line in page.lines] == texts


def test_a_number_in_the_middle_of_the_page_stays() -> None:
    pages = [PrintedPage(n, 595, 842, (foot(f"— {n} —", n, 400.0),)) for n in (1, 2, 3)]
    assert without_furniture(pages) == pages


def test_runs_become_lines() -> None:
    pieces = [
        Piece("外贸", 96, 100, 128, 116, 16),
        Piece("支持", 64, 100.5, 96, 116.5, 16),
        Piece("签发人：王某某", 400, 100, 512, 116, 16),
        Piece("下一行", 64, 128, 112, 144, 16),
        Piece("下一行", 64.2, 128, 112.2, 144, 16),  # fake bold
    ]
    got = [(line.text, line.row) for line in rows_of(pieces, 1)]
    assert got == [("支持外贸", 0), ("签发人：王某某", 0), ("下一行", 1)]


def test_reading_order() -> None:
    lines = page_of_text()
    assert reading_order(lines, 842) is lines
    assert reading_order([*lines[5:], *lines[:5]], 842) == lines
    grid = [at("中国国际贸易促进委员", 3), at("会威海市委员会", 4), at("威海市科技局", 3, 400.0)]
    assert reading_order(grid, 842) is grid


# ---------------------------------------------------------------------------------------------------------------------
# long files, many words, many lines


def test_the_fonts_of_the_system_are_back_after_reading() -> None:
    """They are taken away while a file is read, for they only matter to the eye: a page drawn after it looks as before."""
    import pypdfium2

    data = (SAMPLES / "s1_nonembedded_cid.pdf").read_bytes()

    def drawn() -> bytes:
        pdf = pypdfium2.PdfDocument(data)
        page = pdf[0]
        picture = page.render(scale=0.5).to_numpy().tobytes()
        page.close()
        pdf.close()
        return bytes(picture)

    before = drawn()
    read(data, "a.pdf")
    assert drawn() == before
    with pytest.raises(ReadError):
        read(data[: len(data) // 2], "a.pdf", limits=NO_OCR)
    assert drawn() == before
    file = PdfFile(Original(data), "a.pdf", None)
    inside = drawn()
    with file.page_to_draw(1, 0) as page:
        assert page.render(scale=0.5).to_numpy().tobytes() == before
    assert drawn() == inside
    file.close()
    assert drawn() == before


def test_a_file_opened_anew_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (SAMPLES / "s3_lianyungang_2023.pdf").read_bytes()
    want = read(data, "a.pdf")
    monkeypatch.setattr("ingest.readers.pdf_file.PORTION", 4)  # 14 pages: four times
    assert read(data, "a.pdf") == want


def test_a_long_file_is_left_on_the_disk_and_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts in which its bytes are looked through are small here, so that many packed parts lie over their ends."""
    whole = (SAMPLES / "s3_lianyungang_2023.pdf").read_bytes()
    broken = whole.find(b"stream", len(whole) // 2) + 40
    hurt = whole[:broken] + bytes(30) + whole[broken + 30 :]
    parts = Original.parts
    monkeypatch.setattr("ingest.readers.HELD", 10_000)
    monkeypatch.setattr(Original, "parts", lambda self: parts(self, 3_000))
    for data in (whole, hurt):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        assert read_file(path) == read(data, str(path))
    (tmp_path / "b.pdf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ReadError, match="breaks off after"):
        read_file(tmp_path / "b.pdf")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((SAMPLES / "s3_lianyungang_2023.pdf").read_bytes())

    def meanwhile(document: object, marks: object) -> object:
        path.write_bytes(b"%PDF-1.7 another")
        return document

    monkeypatch.setattr("ingest.readers.HELD", 10_000)
    monkeypatch.setattr("ingest.readers.sheets.without_furniture", meanwhile)
    with pytest.raises(ReadError, match="was changed while it was read"):
        read_file(path)
    locked = (SAMPLES / "enc_user_pw_secret.pdf").read_bytes()
    monkeypatch.setattr("ingest.readers.pdf_file.PORTION", 1)
    assert read(locked, "a.pdf", password="secret").text == read_file(SAMPLES / "s2_jixi_nohead.pdf").text


ENGLISH = (
    "Enterprises that take part in overseas exhibitions receive",
    "a subsidy of no more than half of the booth fee they paid,",
    "and those that ship by the China-Europe freight trains may",
    "apply for a further subsidy at the bureau of the district.",
)


def running(lines: list[str], gap: float = 0.0, font: float = 1.0) -> set[int]:
    """The running ones among lines of Latin text set with letters of ``font`` times their natural width; before the last
    word of each line there are ``gap`` ems more."""
    places: list[tuple[float, float]] = []
    visual: list[tuple[int, int, str]] = []
    for row, line in enumerate(lines):
        visual.append((row, len(places), line))
        x, last = 70.0, line.rindex(" ")
        for at, letter in enumerate(line):
            width = 10 * font * natural_width(letter) + (10 * gap if at == last and row == len(lines) - 1 else 0)
            places.append((x, x + width))
            x += width
    return set(running_lines(visual, lambda i: (places[i][0], 100.0, places[i][1], 110.0)))


@pytest.mark.parametrize("font", [0.6, 0.93, 1.3])
def test_running_lines_are_told_whatever_the_font(font: float) -> None:
    assert running([*ENGLISH], font=font) == {0, 1, 2, 3}


@pytest.mark.parametrize("gap", [1.7, 3.0, 20.0])
def test_a_line_with_a_wide_gap_is_no_running_line(gap: float) -> None:
    assert running([*ENGLISH], gap) == {0, 1, 2}


def test_few_lines_say_nothing() -> None:
    assert running([*ENGLISH[:2]]) == set()
    assert running(["支持企业 开拓市场", "给予不高于 展位费", "每家企业 最高"]) == set()


def test_words_are_parted_where_they_change_place() -> None:
    cells = "AAAABBC"
    assert _stretches(lambda i: (0, ord(cells[i])), 0, 0, 7) == [((0, 65), 0, 4), ((0, 66), 4, 6), ((0, 67), 6, 7)]
    assert _stretches(lambda i: (0, ord(cells[i])), 0, 1, 3) == [((0, 65), 1, 3)]


def test_a_hyphen_at_the_end_of_a_line_goes() -> None:
    assembly = Assembly()
    lines = [PrintedLine(text, 1, 70, y, 200, y + 10, 10, y) for y, text in enumerate(["over\u00ad", "seas", "fairs"])]
    span = assembly.paragraph(lines)
    assert span.of(assembly.text) == "overseas fairs"
    assert [line.span.of(assembly.text) for line in assembly.lines] == ["over", "seas", "fairs"]


def test_a_long_text_is_put_together_by_blocks_and_its_spans_hold() -> None:
    assembly = Assembly()
    texts = [f"第{n}段" for n in range(3000)]  # more pieces than are kept apart
    spans = [assembly.paragraph([PrintedLine(t, 1, 70.0049, n, 90, n + 9, 9, n)]) for n, t in enumerate(texts)]
    text = assembly.text
    assert text == "\n".join(texts)
    assert [span.of(text) for span in spans] == texts == [line.span.of(text) for line in assembly.lines]
    assert assembly.lines[7].box == (70.0, 7, 90, 16)  # in hundredths of a point


def test_plain_numbers_ask_pdfium_what_its_own_objects_ask() -> None:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    pdf = pdfium.PdfDocument(SAMPLES / "table_policy_list.pdf")
    page = pdf[0]
    ask, objects = calls(), [raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page))]
    numbers = [ask.object_on_page(handle(page.raw), i) for i in range(len(objects))]
    assert numbers == [handle(one) for one in objects]
    kinds = [ask.kind(number) for number in numbers]
    assert kinds == [raw.FPDFPageObj_GetType(one) for one in objects]
    assert {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH} <= set(kinds)
    paths = [one for one, kind in zip(objects, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_PATH]
    assert [ask.segments(handle(one)) for one in paths] == [raw.FPDFPath_CountSegments(one) for one in paths]

    text = PageText(page)
    rect, height = raw.FS_RECTF(), page.get_height()
    for i in range(0, text.count, 50):
        assert raw.FPDFText_GetLooseCharBox(text._handle, i, rect)
        assert text.box(i) == pytest.approx((rect.left, height - rect.top, rect.right, height - rect.bottom))
        assert text.font_size(i) == raw.FPDFText_GetFontSize(text._handle, i)
        assert text.generated(i) == (raw.FPDFText_IsGenerated(text._handle, i) == 1)
    text.close()
    page.close()
    pdf.close()


# ---------------------------------------------------------------------------------------------------------------------
# drawn lines


def lines_of(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    down = [(x, min(ys), x, max(ys)) for x in xs]
    return down + [(min(xs), y, max(xs), y) for y in ys]


def grids_within(boxes: list[tuple[float, float, float, float]]) -> list[Grid]:
    return grids_of([rule_of(box) for box in boxes])


def test_lines_make_cells() -> None:
    (grid,) = grids_within(lines_of([50, 150, 300], [100, 120, 140, 200]))
    assert (grid.columns, len(grid.slots)) == (2, 3)
    assert grid.cell_at(100, 110) == grid.slots[0][0] != grid.cell_at(200, 110)
    assert grid.cell_at(40, 110) == grid.cell_at(100, 210) == -1


def test_cells_are_those_of_pdfplumber() -> None:
    """Lines drawn cell by cell, thick, double, not quite meeting, left out between two cells: the cells are those that
    pdfplumber finds."""
    from pdfplumber import table

    chance = random.Random("cells")
    xs, ys = [50.0, 150.0, 230.0, 300.0, 400.0], [100.0, 120.0, 160.0, 200.0, 230.0]
    for _ in range(60):
        boxes: list[tuple[float, float, float, float]] = []
        thick = chance.choice([0.0, 0.5, 1.5])
        for y in ys:
            merged = chance.randrange(4) if y not in (ys[0], ys[-1]) and chance.random() < 0.4 else -1
            for i, (a, b) in enumerate(pairwise(xs)):
                if i != merged:
                    boxes.append((a - chance.choice([0, 1]), y, b + chance.choice([0, 1]), y + thick))
        for x in xs:
            boxes += [(x, a - chance.choice([0, 1]), x + thick, b) for a, b in pairwise(ys)]
        sides = [side for a, b, c, d in boxes for side in ((a, b, c, b), (a, d, c, d), (a, b, a, d), (c, b, c, d))]
        sides = [side for side in sides if max(side[2] - side[0], side[3] - side[1]) >= 1]
        known = [
            {"x0": a, "top": b, "x1": c, "bottom": d, "doctop": b, "width": c - a, "height": d - b}
            | {"orientation": "h" if c - a > d - b else "v"}
            for a, b, c, d in sides
        ]
        lines = [e for e in table.merge_edges(known, 3, 3, 3, 3) if max(e["width"], e["height"]) >= 3]
        cells = table.intersections_to_cells(table.edges_to_intersections(lines, 3, 3))
        (grid,) = grids_within(sides)
        want = {grid.cell_at((a + c) / 2, (b + d) / 2) for a, b, c, d in cells}
        assert len(want) == len(cells) == len({slot for row in grid.slots for slot in row})
        for a, b, c, d in cells:
            held = [grid.cell_at(x, y) for x in (a + 5, c - 5) for y in (b + 5, d - 5)]
            assert len(set(held)) == 1


def test_a_table_open_at_its_sides_has_its_outer_columns() -> None:
    (grid,) = grids_within([*((50.0, y, 400.0, y) for y in (100.0, 120.0, 200.0)), (150.0, 100.0, 150.0, 200.0)])
    assert (grid.columns, len(grid.slots)) == (2, 2)


def test_a_table_open_at_its_sides_goes_on_under_a_row_over_all_columns() -> None:
    """A category (「一、支持企业开拓市场」) has no line down: the columns above and below it are those of one table."""
    across = [(50.0, y, 400.0, y) for y in (100.0, 120.0, 140.0, 180.0, 200.0, 240.0)]
    down = [(x, y0, x, y1) for x in (150.0, 300.0) for y0, y1 in ((100.0, 120.0), (140.0, 180.0), (200.0, 240.0))]
    (grid,) = grids_within([*across, *down])
    assert [len(set(row)) for row in grid.slots] == [3, 1, 3, 1, 3]
    other = [(x, 200.0, x, 240.0) for x in (180.0, 300.0)]
    assert len(grids_within([*across, *(side for side in down if side[1] < 200), *other])) == 1  # other columns below


def test_a_row_that_counts_on_is_no_end_of_the_row_before() -> None:
    """The first column is one cell over all rows of a category, and empty at the top of the next page."""

    def row(*texts: str) -> list[Cell]:
        return [Cell([PrintedLine(text, 1, 0, 0, 10, 10, 10)] if text else []) for text in texts]

    before = Block(1, (0, 1, 2, 3), [row("类别", "序号", "措施"), row("一、市场", "29", "支持参展")], last_page=1)
    append(before, Block(2, (0, 1, 2, 3), [row("", "30", "支持进口"), row("", "", "和转口")], last_page=2))
    assert [[cell.text for cell in row] for row in before.rows[2:]] == [
        ["一、市场", "30", "支持进口"],
        ["", "", "和转口"],
    ]
    assert before.rows[2][0] is before.rows[1][0]
    broken = Block(1, (0, 1, 2, 3), [row("类别", "序号", "措施"), row("一、市场", "29", "支持参")], last_page=1)
    append(broken, Block(2, (0, 1, 2, 3), [row("", "", "展")], last_page=2))
    assert [cell.text for cell in broken.rows[-1]] == ["一、市场", "29", "支持参展"]


def test_a_table_that_was_guessed_is_said_so() -> None:
    guessed = read_file(SAMPLES / "table_policy_list_noborder.pdf", limits=NO_OCR)
    assert {remark.code for remark in guessed.remarks} == {"table-guessed"}
    assert read_file(SAMPLES / "table_policy_list.pdf", limits=NO_OCR).remarks == ()
    assert read_file(SAMPLES / "bilingual_noborder.pdf", limits=NO_OCR).remarks == ()


def test_a_line_down_the_page_makes_no_rows_of_the_text_beside_it() -> None:
    """A rule along the margin touches the table: the table is where its own lines are."""
    margin = (50.0, 20.0, 50.0, 800.0)
    (grid,) = grids_within([*lines_of([50, 150, 300], [100, 120, 140]), margin])
    assert (grid.ys[0], grid.ys[-1], len(grid.slots)) == (100, 140, 2)


@pytest.mark.parametrize(
    "boxes",
    [
        [(50.0, 100.0, 400.0, 100.8), (50.0, 700.0, 400.0, 700.8), (50.0, 720.0, 400.0, 720.8)],  # 红色分隔线、版记
        lines_of([50, 400], [100, 200, 300]),  # a frame, parted
        lines_of([50, 200, 400], [100, 300]),  # two boxes side by side
        # thick lines across, drawn cell by cell: their ends are no lines down
        [
            side
            for y in (100.0, 150.0, 200.0, 250.0)
            for x in (50.0, 150.0, 250.0)
            for side in ((x, y, x + 100, y), (x, y + 2, x + 100, y + 2), (x, y, x, y + 2), (x + 100, y, x + 100, y + 2))
        ],
    ],
)
def test_lines_that_make_no_table(boxes: list[tuple[float, float, float, float]]) -> None:
    assert grids_within(boxes) == []


def test_a_plan_is_no_table() -> None:
    import pypdfium2

    with pytest.raises(TooMuchDrawn):
        grids_within(lines_of([4.0 * x for x in range(300)], [4.0 * y for y in range(300)]))
    with pytest.raises(TooMuchDrawn):
        ruled_tables(PageText(pypdfium2.PdfDocument(SOUND)[0]), iter([(0.0, 0.0, 9.0, 0.0)] * 30_000))


def test_lines_in_a_form_are_seen() -> None:
    """Many programs put a page into a form (an XObject) and set that onto the page, moved and scaled."""
    import pypdfium2

    source, made = pypdfium2.PdfDocument(SAMPLES / "table_policy_list.pdf"), pypdfium2.PdfDocument.new()
    plain = sorted(edge for edge in drawings(source[0]).edges())
    xobject = source.page_as_xobject(0, made)
    page = made.new_page(600, 900)
    item = xobject.as_pageobject()
    item.set_matrix(pypdfium2.PdfMatrix().scale(0.5, 0.5).translate(10, 20))
    page.insert_obj(item)
    page.gen_content()
    moved = sorted(edge for edge in drawings(page).edges())
    assert len(moved) == len(plain) > 10
    for before, after in zip(plain, moved, strict=True):
        want = [v / 2 + (10, 20, 10, 20)[i] for i, v in enumerate(before)]
        assert list(after) == pytest.approx(want, abs=0.05)
    xobject.close()
    made.close()
    source.close()


def not_embedded(runs: list[tuple[float, float, str]]) -> bytes:
    """A page in a Chinese font that the file names and does not hold; each run (x, y, text) is a text object of its own."""
    shown = "".join(
        f"BT /F 16 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in runs
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%sendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


def test_a_character_alone_in_a_font_that_is_not_embedded_is_read() -> None:
    """pdfium takes it to have no width where there is no font for it, and leaves it out without a word."""
    title = [
        (100.0, 760.0, "关于进一步加强消费者权益保护工"),
        (290.0, 730.0, "作"),
        (200.0, 700.0, "部际联席会议制度的函"),
    ]
    assert "".join(read(not_embedded(title), "a.pdf").text.split()) == "".join(text for _, _, text in title)
    one_by_one = [(80.0 + 16 * i, 760.0, c) for i, c in enumerate("对参展企业给予补助")]
    assert read(not_embedded(one_by_one), "a.pdf").text == "对参展企业给予补助"
