"""What other programs put into a PDF: fonts without a height, letters that the page scales, watermarks, white that stands for
a space, numbers of lines. The files here are written by hand, the two ``print_*.pdf`` by Chromium and WeasyPrint."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.notice import notice_of
from ingest.readers import Limits, read, read_file
from ingest.readers.furniture import without_furniture
from ingest.readers.hyphens import Hyphens
from ingest.readers.paragraphs import paragraphs
from ingest.readers.pdf import garbled
from ingest.readers.pdf_lines import printed_lines
from ingest.readers.pdf_page import PageText
from ingest.readers.printed import PrintedLine, PrintedPage, joined

SAMPLES = Path(__file__).parent / "samples"
NO_OCR = Limits(ocr_pages=0)
EM = 16.0


def pdf(*pages: str, rotate: int = 0) -> bytes:
    """A PDF with these page contents: /F is a Chinese font that is not embedded, /L a Latin one."""
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 4>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
        "/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    for i, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {7 + 2 * i} 0 R"
            "/Resources<</Font<</F 3 0 R/L 5 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    return (out + end).encode("ascii")


def shown(text: str, matrix: str, size: float = EM) -> str:
    return f"BT /F {size} Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def at(text: str, x: float, y: float, size: float = EM) -> str:
    """Text ``y`` points below the top."""
    return shown(text, f"1 0 0 1 {x} {842 - y}", size)


BODY = (
    "为推动全市对外贸易提质增效，现就有关事项通知如下，请认真",
    "组织实施。对企业参加境外展会的，给予不超过八十万元补助，",
    "对企业投保短期出口信用保险的，按实际缴纳保费的五成给予支",
    "持，每家企业每年最多五十万元，由市商务局负责。",
)


def body(top: float = 120) -> str:
    return "".join(
        at(text, 80 + (0 if i else 2 * EM), top + 28 * i)
        for i, text in enumerate(
            (BODY[0][:-2], BODY[0][-2:] + BODY[1][:-2], BODY[1][-2:] + BODY[2][:-2], BODY[2][-2:] + BODY[3])
        )
    )


def paragraphs_of(data: bytes) -> list[str]:
    return read(data, "a.pdf", limits=NO_OCR).text.split("\n")


WHOLE = ["".join(BODY)]


def test_the_page_is_read() -> None:
    assert paragraphs_of(pdf(body())) == WHOLE


@pytest.mark.parametrize("matrix", [".707 .707 -.707 .707 120 300", ".866 -.5 .5 .866 60 600"])
def test_a_leaning_watermark_is_no_text(matrix: str) -> None:
    """「内部资料 严禁外传」 across the page, drawn before the text as office systems do, or over it."""
    mark = shown("内部资料严禁外传", matrix, 50)
    assert paragraphs_of(pdf(mark + body())) == WHOLE
    assert paragraphs_of(pdf(body() + mark)) == WHOLE
    (remark,) = read(pdf(mark + body(), mark + body()), "a.pdf", limits=NO_OCR).remarks
    assert (remark.code, remark.page) == ("watermark-left-out", 1)
    assert remark.message.endswith("is left out: 「内部资料严禁外传」, on 2 pages")


def test_a_level_watermark_is_no_text() -> None:
    data = pdf(at("内部资料严禁外传", 90, 200, 54) + body())
    assert paragraphs_of(data) == WHOLE
    assert ["内部资料严禁外传" in one.message for one in read(data, "a.pdf", limits=NO_OCR).remarks] == [True]


def test_large_text_that_nothing_goes_through_stays() -> None:
    assert paragraphs_of(pdf(at("威海市商务局文件", 120, 70, 40) + body())) == ["威海市商务局文件", *WHOLE]


def test_what_is_printed_twice_is_read_once() -> None:
    """粗体 by a second print a third of a point beside the first, after the whole paragraph."""
    twice = "".join(line.replace("1 0 0 1 80 ", "1 0 0 1 80.3 ").replace(" 112.0 ", " 112.3 ") for line in [body()])
    assert paragraphs_of(pdf(body() + twice)) == WHOLE


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_letters_placed_one_by_one_on_a_page_that_lies_otherwise(degrees: int) -> None:
    """Chromium places every letter of such a font by itself: pdfium then reads a page on its head from right to left."""
    path, out = SAMPLES / "print_chromium.pdf", BytesIO()
    with pdfium.PdfDocument(path) as file:
        for page in file:
            page.set_rotation(degrees)
        file.save(out)
    assert read(out.getvalue(), "a.pdf", limits=NO_OCR).text == read_file(path, limits=NO_OCR).text


def test_a_wide_gap_between_names_is_a_space() -> None:
    """Some programs leave out the full-width space: 「张明　李华」 must not become one name."""
    content = at("签发人：张明", 80, 100) + at("李华", 80 + 7 * EM, 100) + body()
    assert paragraphs_of(pdf(content))[0].split() == ["签发人：张明", "李华"]


def test_numbers_that_count_the_lines_are_no_text() -> None:
    lines = [BODY[i % 3] for i in range(12)]
    content = "".join(at(text, 80, 100 + 28 * i) for i, text in enumerate(lines))
    numbers = "".join(f"BT /L 8 Tf 1 0 0 1 60 {842 - 100 - 28 * i} Tm ({i + 11}) Tj ET\n" for i in range(len(lines)))
    want = read(pdf(content), "a.pdf", limits=NO_OCR).text
    before = "".join(n + t for n, t in zip(numbers.splitlines(True), content.splitlines(True), strict=True))
    after = "".join(t + n for n, t in zip(numbers.splitlines(True), content.splitlines(True), strict=True))
    assert read(pdf(before), "a.pdf", limits=NO_OCR).text == want
    assert read(pdf(after), "a.pdf", limits=NO_OCR).text == want


def test_numbers_of_rows_stay() -> None:
    rows = [f"{i}" for i in range(11, 21)]
    content = "".join(
        f"BT /L 16 Tf 1 0 0 1 60 {842 - 100 - 28 * i} Tm ({n}) Tj ET\n"
        + at("市商务局" * (1 + i % 3), 100, 100 + 28 * i)
        for i, n in enumerate(rows)
    )
    text = read(pdf(content), "a.pdf", limits=NO_OCR).text
    assert re.findall(r"\d+", text) == rows


@pytest.mark.parametrize("scale", [0.24, 0.75, 1.0])
def test_letters_are_as_large_as_the_page_scales_them(scale: float) -> None:
    """Browsers set a page in their own units: 12 points are 16 of them."""
    content = (
        f"q {scale} 0 0 {scale} 0 0 cm BT /L {12 / scale} Tf 1 0 0 1 {80 / scale} {700 / scale} Tm (Measures) Tj ET Q"
    )
    page = pdfium.PdfDocument(pdf(content))[0]
    text = PageText(page)
    (line,) = printed_lines(text, 1)
    text.close()
    assert line.size == pytest.approx(12, abs=0.05)


def test_a_printed_web_page() -> None:
    """Chromium, «print»: date and title over the page, address and number under it, a watermark; fonts without a height."""
    document = read_file(SAMPLES / "print_chromium.pdf", limits=NO_OCR)
    assert "内部资料" not in document.text and "file://" not in document.text and "通知公告" not in document.text
    notice = notice_of(document)
    assert [issuer.value for issuer in notice.issuers] == ["临江市商务局", "临江市财政局"]
    named = {element.name: element.text for element in notice.elements}
    assert named["份号"] == "000037" and named["密级"] == "秘密★2年" and named["紧急程度"] == "加急"
    assert "签发人：陈明 周华\n" in document.text
    sizes = {round(line.size, 1) for line in _lines(SAMPLES / "print_chromium.pdf", 2)}
    assert len(sizes) <= 2  # the body and the list of copies


def _lines(path: Path, number: int) -> list[PrintedLine]:
    with pdfium.PdfDocument(path) as file:
        page = file[number - 1]
        text = PageText(page)
        lines = printed_lines(text, number)
        text.close()
        page.close()
    return [line for line in lines if 0.05 * 842 < line.y0 < 0.95 * 842]


def test_pages_of_which_some_fonts_have_no_map() -> None:
    """Chromium's fonts once they went through Ghostscript: signs and some characters become letters with accents."""
    assert garbled(
        "威Þ发42023531÷\n各县1区人民府，^各委Þ局，^各直属单位ÿ:关于推ú外À稳规模优结构的若干措施;已经^十五届府"
    )
    assert not garbled("海关 AEO 认证企业，CAFÉ 品牌项目，给予补助。" * 3)
    assert not garbled("威海（Wēihǎi）市支持企业参加境外展会，单个展位最高 8 万元，±5% 以内。")
    assert garbled("✄✆✟✁✄✟✁✂✄☎✆✝✞✟✄✠✡☛☎☞✌✍✎✟✄✏✑✌✍✎✟✄✒✓✟✄✔✕✓✟✖✗✘✙✚✛✖✗✄✜✢✣")


# ---------------------------------------------------------------------------------------------------------------------
# lines and paragraphs


def line(
    text: str, x: float, y: float, row: int, width: float | None = None, page: int = 1, size: float = 10.0
) -> PrintedLine:
    wide = width if width is not None else size * sum(1.0 if c > "\u2e80" else 0.5 for c in text)
    return PrintedLine(text, page, x, y, x + wide, y + size, size, row)


FULL = "对企业参加境外展会给予补助，单个展位不超过八万元，由市商务局会同市财政局组织实施并"


def block(first: str, last: str, y: float, row: int, page: int = 1) -> list[PrintedLine]:
    """A paragraph of three lines, the first set in by two characters."""
    whole = len(FULL) * 10.0
    return [
        line((first + FULL)[: len(FULL) - 2], 70, y, row, whole - 20, page),
        line(FULL, 50, y + 16, row + 1, whole, page),
        line(last, 50, y + 32, row + 2, None, page),
    ]


def texts(lines: list[PrintedLine]) -> list[str]:
    return ["".join(one.text for one in paragraph) for paragraph in paragraphs(lines)]


def six() -> list[PrintedLine]:
    return [one for i in range(6) for one in block(f"（{'一二三四五六'[i]}）", "做好有关工作。", 100 + 48 * i, 3 * i)]


def test_a_line_that_is_short_in_the_midst_of_a_sentence_goes_on() -> None:
    """A program that breaks lines at spaces only leaves half of a line white; first lines are set in, this one is not."""
    short = line("　".strip() + "（七）按实际发生费用的一定比例给予补助，支持范围和标准以", 70, 400, 30)
    rest = line("当年公布的办法为准。", 50, 416, 31)
    assert texts([*six(), short, rest])[-1] == short.text + rest.text


def test_a_heading_does_not_run_into_the_line_at_the_edge_below() -> None:
    head, rest = line("七、总体要求", 70, 400, 30), line("坚持稳中求进，做好有关工作。", 50, 416, 31)
    assert texts([*six(), head, rest])[-2:] == [head.text, rest.text]


def test_a_number_alone_is_no_paragraph() -> None:
    label, rest = line("1.", 70, 400, 30), line("境外展览会。" + FULL[:30], 50, 416, 31)
    assert texts([*six(), label, rest])[-1] == label.text + rest.text


def test_the_label_of_an_annex_stands_alone() -> None:
    """At the top of a page, after a paragraph that fills its last line."""
    before = [*six()[:-1], line(FULL[:-1] + "。", 50, 372, 17)]
    label = line("附件1", 50, 100, 0, page=2)
    assert texts([*before, label])[-1] == "附件1"


def test_names_set_to_the_right_are_paragraphs() -> None:
    """Joint signatories under each other; the longest of them leaves little room at its right."""
    names = ["威海市商务局", "威海市人力资源和社会保障局", "威海市交通运输局"]
    right = 50 + len(FULL) * 10.0 - 8
    stacked = [line(n, right - 10 * len(n), 420 + 16 * i, 40 + i) for i, n in enumerate(names)]
    assert texts([*six(), *stacked])[-3:] == names


def test_white_stretched_over_a_line_is_a_space() -> None:
    whole = 10.0 * len(FULL)
    first, rest = six()[:-1], "予补助，另按省级奖励的"
    parts = [
        line(rest, 50, 372, 17),
        line("10%给予市级奖励，并", 50 + whole - 95, 372, 17, 95),
        line("做好有关工作。", 50, 388, 18),
    ]
    wide = line("另外" + FULL[:20], 50 + 110, 372, 17)
    parts = [parts[0], wide, line("10%给予支持，", 50 + whole - 65, 372, 17, 65), parts[2]]
    assert texts([*first, *parts])[-1].endswith("做好有关工作。")
    assert "10%给予支持，" in texts([*first, *parts])[-1]


def test_footnotes_come_behind_the_paragraph_they_interrupt() -> None:
    lines = six()
    note = line("1注释内容，见有关文件。", 50, 700, 20, size=8.0)
    opening = line(FULL, 50, 372, 17, 10.0 * len(FULL))
    rest = line("做好有关工作。", 50, 100, 0, page=2)
    got = texts([*lines[:-1], opening, note, rest])
    assert got[-1] == note.text
    assert got[-2].endswith(FULL + rest.text)


def test_a_list_of_copies_hangs_under_its_label() -> None:
    copies = line("抄送：市委各部门，市人大常委会办公室，", 60, 420, 40)
    rest = line("市检察院，威海军分区。", 90, 436, 41)
    assert texts([*six(), copies, rest])[-1] == copies.text + rest.text


def test_what_browsers_print_around_a_page_goes() -> None:
    page = PrintedPage(
        1,
        500.0,
        800.0,
        (
            line("2025/6/3 10:21", 20, 10, 0, size=8.0),
            line("临江市商务局 通知公告", 200, 10, 0, size=8.0),
            *block("一、", "做好有关工作。", 200, 1),
            line("https://swj.example.gov.cn/art/2025/5/21/art_1_5.html 1/3", 20, 780, 9, size=8.0),
        ),
    )
    (kept,) = without_furniture([page])
    assert [one.text[-7:] for one in kept.lines] == [one.text[-7:] for one in page.lines[2:-1]]


def test_a_date_that_is_no_furniture_stays() -> None:
    """In the middle of the page, or with no time behind it."""
    lines = (line("2025/6/3", 20, 10, 0), *block("一、", "做好有关工作。", 200, 1), line("2025/6/3 10:21", 50, 400, 9))
    (kept,) = without_furniture([PrintedPage(1, 500.0, 800.0, lines)])
    assert len(kept.lines) == len(lines)


@pytest.mark.parametrize(
    ("left", "right", "between"),
    [
        ("高级认证企业（AE", "O企业），享受便利", ""),  # capitals that a line end has cut
        ("推进 AEO", "RCEP 两项工作", " "),  # two words
        ("分别压缩至30小时、1.", "2小时以内", ""),  # a decimal number
    ],
)
def test_lines_that_cut_latin_pieces(left: str, right: str, between: str) -> None:
    assert joined(left, right) == between


def test_compounds_that_a_line_end_cuts() -> None:
    seen = Hyphens()
    seen.learn(
        [
            "A cross-border zone.",
            "we carry out ad\x02",
            "justment of all enter\x02",
            "prises and enterprises adjust adjustment.",
        ]
    )
    assert seen.kept("carry out cross", "cyclical")  # as cross-border
    assert seen.kept("short", "term insurance")
    assert not seen.kept("enter", "prises")
    assert not seen.kept("short", "ages")
