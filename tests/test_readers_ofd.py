"""OFD: runs of text in any order become lines, lines become paragraphs."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.errors import ReadError
from ingest.readers import read

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FULL = "各区市商务主管部门要加强组织领导和政策宣传切实抓好落实工作"


def ofd(pages: list[str], **more: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}/Content.xml"/>' for n in range(len(pages)))
    entries = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Title>措施</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for n, content in enumerate(pages):
        entries[f"Doc_0/Pages/P{n}/Content.xml"] = (
            f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in {**entries, **more}.items():
            package.writestr(name, text)
    return out.getvalue()


def run(text: str, x: float, y: float, size: float = 5.6, more: str = "") -> str:
    steps = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y} 160 {size}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def test_lines_in_any_order() -> None:
    content = (
        run("二行。", 28, 60) + run(FULL[:14], 28, 50) + run(FULL[14:], 28 + 14 * 5.6, 50) + run("— 1 —", 100, 285)
    )
    document = read(ofd([content]), "a.ofd")
    assert document.text == FULL + "二行。"
    assert document.metadata == {"Title": "措施"}
    assert [line.span.of(document.text) for line in document.lines] == [FULL, "二行。"]
    assert document.lines[0].box[0] == pytest.approx(28 * 72 / 25.4, abs=0.1)


def test_pages() -> None:
    document = read(ofd([run("一、支持扩大进口。", 39, 50), run("二、支持开拓市场。", 39, 50)]), "a.ofd")
    assert [page.span.of(document.text) for page in document.pages] == ["一、支持扩大进口。\n", "二、支持开拓市场。"]


def test_a_page_that_is_a_picture_is_named() -> None:
    document = read(ofd([run("一、支持扩大进口。", 39, 50), '<ofd:ImageObject Boundary="0 0 210 297"/>']), "a.ofd")
    assert [(remark.code, remark.page) for remark in document.remarks] == [("scanned-page", 2)]


REFUSED = {
    "no text": (ofd(['<ofd:ImageObject Boundary="0 0 210 297"/>']), "no text: the pages are pictures"),
    "no pages": (ofd([]), "damaged OFD file: it has no pages"),
    "a root outside": (
        ofd(
            [],
            **{
                "OFD.xml": f"<o:O {NS} xmlns:o='u'><o:DocBody><o:DocRoot>../../etc/passwd</o:DocRoot></o:DocBody></o:O>"
            },
        ),
        "points outside",
    ),
    "encrypted": (
        ofd([], **{"Encryptions.xml": "<x/>", "Doc_0/Document.xml": "\x01\x02"}),
        "encrypted OFD file, of which the encryption is not read (try: save it without encryption)",
    ),
    "a missing page": (
        ofd([], **{"Doc_0/Document.xml": f"<ofd:D {NS}><ofd:Pages><ofd:Page BaseLoc='P.xml'/></ofd:Pages></ofd:D>"}),
        "'Doc_0/P.xml' is missing",
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.ofd")
    assert message in str(caught.value)


# ---------------------------------------------------------------------------------------------------------------------
# tables and columns


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {max(0.1, x1 - x0)} {max(0.1, y1 - y0)}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


XS = (20.0, 35.0, 120.0, 155.0)
HEAD = ("序号", "政策措施", "牵头单位")


def table(rows: list[tuple[str, ...]], top: float = 40, height: float = 14) -> str:
    """A ruled table; a row of one cell spans it, a cell breaks after 14 characters."""
    out = ""
    for r, row in enumerate(rows):
        y = top + r * height
        edges = XS if len(row) > 1 else (XS[0], XS[-1])
        out += rule(XS[0], y, XS[-1], y) + "".join(rule(x, y, x, y + height) for x in edges)
        for x, cell in zip(XS, row, strict=False):
            out += "".join(run(cell[i : i + 14], x + 1, y + 1 + i // 14 * 6) for i in range(0, len(cell), 14))
    return out + rule(XS[0], top + len(rows) * height, XS[-1], top + len(rows) * height)


def cells(data: bytes) -> list[list[str]]:
    document = read(data, "a.ofd")
    return [[c.of(document.text) for c in dict.fromkeys(row)] for found in document.tables for row in found.rows]


FIRST = [
    HEAD,
    ("一、开拓市场",),
    ("1", "对企业参加境外展会的展位费给予补助。", "市商务局"),
    ("2", "支持企业投保信用保险。", "市财政局"),
]
SECOND = [HEAD, ("3", "支持企业建设公共海外仓，", "市商务局")]


def test_a_ruled_table() -> None:
    assert cells(ofd([table(FIRST)])) == [list(row) for row in FIRST]


def test_a_table_over_two_pages_is_one() -> None:
    rest = [HEAD, ("", "给予不超过租金30%的补助。", ""), ("4", "压缩退税时间。", "市税务局")]
    document = read(ofd([table(FIRST + SECOND[1:]), table(rest)]), "a.ofd")
    (found,) = document.tables
    rows = [[c.of(document.text) for c in dict.fromkeys(row)] for row in found.rows]
    assert rows[:4] == [list(row) for row in FIRST]
    assert rows[4:] == [
        ["3", "支持企业建设公共海外仓，给予不超过租金30%的补助。", "市商务局"],
        ["4", "压缩退税时间。", "市税务局"],
    ]


def test_a_run_over_two_cells_is_cut_at_the_line() -> None:
    both = table([HEAD, ("1", "", ""), ("2", "优化服务", "市税务局")]) + run("支持市商务局", 108, 55)
    assert cells(ofd([both]))[1] == ["1", "支持", "市商务局"]


def test_lines_that_make_no_table_are_none() -> None:
    red = (
        rule(28, 40, 180, 40)
        + run("一、支持扩大进口。", 39, 50)
        + rule(28, 270, 180, 270)
        + run("抄送：市委办公室。", 28, 272)
    )
    assert read(ofd([red]), "a.ofd").tables == ()


def test_two_columns_are_read_one_after_the_other() -> None:
    text = "支持外贸企业参加境外展会，对实际发生的展位费给予补助；鼓励企业投保信用保险，扩大出口。" * 6
    lines = [text[i : i + 13] for i in range(0, len(text), 13)]
    half = (len(lines) + 1) // 2
    left = "".join(run(line, 20, 40 + 9 * i) for i, line in enumerate(lines[:half]))
    right = "".join(run(line, 108, 40 + 9 * i) for i, line in enumerate(lines[half:]))
    document = read(ofd([left + right]), "a.ofd")
    assert document.text == text
    assert document.paragraphs is not None and len(document.paragraphs) == 1


def test_a_list_of_signatures_is_no_column() -> None:
    names = ["威海市商务局", "威海市科技局", "威海市财政局", "威海市工业和信息化局", "威海市交通运输局", "威海海关"] * 3
    content = "".join(run(n, 20 + 88 * (i % 2), 40 + 12 * (i // 2)) for i, n in enumerate(names))
    assert read(ofd([content]), "a.ofd").text.split("\n") == names
