"""OFD: runs of text in any order become lines, lines become paragraphs."""

from __future__ import annotations

import contextlib
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


# ---------------------------------------------------------------------------------------------------------------------
# the ways of other programs to say the same


def letters(text: str, x: float, y: float, size: float = 5.6) -> list[tuple[str, float, float]]:
    return [(c, x + i * size, y + 0.88 * size) for i, c in enumerate(text)]


def one_by_one(text: str, x: float, y: float) -> str:
    codes = "".join(
        f'<ofd:TextCode X="{px}" Y="{py}">{c}</ofd:TextCode>' for c, px, py in letters(text, x, y)
    )  # fmt: skip
    return f'<ofd:TextObject Boundary="0 0 210 297" Size="5.6">{codes}</ofd:TextObject>'


def matrix(
    text: str, ctm: str, steps: str = 'DeltaX="{}"', more: str = "", at: str = 'X="0" Y="0"', size: float = 5.6
) -> str:
    delta = steps.format(f"g {len(text) - 1} {size}")
    return (
        f'<ofd:TextObject Boundary="0 0 210 297" CTM="{ctm}" Size="{size}" {more}>'
        f"<ofd:TextCode {at} {delta}>{text}</ofd:TextCode></ofd:TextObject>"
    )


LINES = (FULL[:28], "二行。", "三行。")
SAME = {
    "an object a letter": "".join(one_by_one(t, 28, 50 + 10 * i) for i, t in enumerate(LINES)),
    "size one, scaled": "".join(matrix(t, f"5.6 0 0 5.6 28 {55 + 10 * i}", size=1.0) for i, t in enumerate(LINES)),
    "in blocks": f"<ofd:PageBlock><ofd:PageBlock>{''.join(run(t, 28, 50 + 10 * i) for i, t in enumerate(LINES))}"
    "</ofd:PageBlock></ofd:PageBlock>",
    "running down, turned": "".join(matrix(t, f"0 1 -1 0 {150 - 10 * i} 28") for i, t in enumerate(LINES)),
    "running up, turned": "".join(matrix(t, f"0 -1 1 0 {50 + 10 * i} 250") for i, t in enumerate(LINES)),
    "on its head": "".join(matrix(t, f"-1 0 0 -1 180 {250 - 10 * i}") for i, t in enumerate(LINES)),
    "set vertically": "".join(
        matrix(t, f"1 0 0 1 {150 - 10 * i} 28", 'DeltaY="{}"', 'ReadDirection="90"') for i, t in enumerate(LINES)
    ),
    "twice for bold": "".join(run(t, x, 50 + 10 * i) for i, t in enumerate(LINES) for x in (28, 28.1)),
    "with what is not shown": "".join(run(t, 28, 50 + 10 * i) for i, t in enumerate(LINES))
    + run("看不见的字", 40, 56, more='Visible="false"'),
    "with a water mark": "".join(run(t, 28, 50 + 10 * i) for i, t in enumerate(LINES))
    + matrix("仅供参考使用", "0.8 -0.6 0.6 0.8 40 120", more='Alpha="60"'),
}


@pytest.mark.parametrize("content", SAME.values(), ids=SAME.keys())
def test_the_same_page(content: str) -> None:
    document = read(ofd([content]), "a.ofd")
    want = read(ofd(["".join(run(t, 28, 50 + 10 * i) for i, t in enumerate(LINES))]), "a.ofd")
    assert document.text == want.text


def test_lines_of_a_turned_page_are_those_of_the_page_upright() -> None:
    document = read(ofd([SAME["running down, turned"]]), "a.ofd")
    page, first = document.pages[0], document.lines[0]
    assert page.width and page.height and page.width > page.height
    assert first.box[2] - first.box[0] > 20 * (first.box[3] - first.box[1])


def test_what_is_left_out_is_said() -> None:
    notes = (
        f"<ofd:PageAnnot {NS}><ofd:Annot Type='Stamp'><ofd:Appearance Boundary='90 20 60 20'>{run('收文第5号', 2, 3)}"
        "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    more = {
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData/><ofd:Pages><ofd:Page ID='7' BaseLoc='Pages/P0/Content.xml'/>"
        "</ofd:Pages><ofd:Annotations>A/Annotations.xml</ofd:Annotations><ofd:Attachments>A/At.xml</ofd:Attachments></ofd:Document>",
        "Doc_0/A/Annotations.xml": f"<ofd:Annotations {NS}><ofd:Page PageID='7'><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page>"
        "</ofd:Annotations>",
        "Doc_0/A/P.xml": notes,
        "Doc_0/A/At.xml": f"<ofd:Attachments {NS}><ofd:Attachment ID='1' Name='申报表.xlsx'/></ofd:Attachments>",
    }
    entries = [run("一、支持扩大进口。", 39, 50) + matrix("仅供参考使用", "0.8 -0.6 0.6 0.8 40 120")]
    document = read(replaced(ofd(entries), more), "a.ofd")
    assert document.text == "一、支持扩大进口。"
    assert [(r.code, r.page) for r in document.remarks] == [
        ("annotation-unread", 1),
        ("attachment-unread", None),
        ("watermark-left-out", 1),
    ]
    assert "收文第5号" in document.remarks[0].message and "申报表.xlsx" in document.remarks[1].message
    assert "仅供参考使用" in document.remarks[2].message


def replaced(data: bytes, more: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as package:
        for name in before.namelist():
            if name not in more:
                package.writestr(name, before.read(name))
        for name, text in more.items():
            package.writestr(name, text)
    return out.getvalue()


def test_the_current_version_is_read() -> None:
    now = ofd([run("一、支持扩大进口。", 39, 50)])
    before = ofd([run("旧的文字。", 39, 50)])
    moved = {}
    with zipfile.ZipFile(io.BytesIO(now)) as package:
        for name in package.namelist():
            if name.startswith("Doc_0/"):
                moved[name.replace("Doc_0/", "Doc_0/V2/")] = package.read(name).decode()
    versions = '<ofd:Versions><ofd:Version Index="2" Current="true" BaseLoc="/Doc_0/v2.xml"/></ofd:Versions>'
    moved["OFD.xml"] = (
        f"<ofd:OFD {NS}><ofd:DocBody>{versions}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    moved["Doc_0/v2.xml"] = f"<ofd:DocVersion {NS}><ofd:DocRoot>V2/Document.xml</ofd:DocRoot></ofd:DocVersion>"
    assert read(replaced(before, moved), "a.ofd").text == "一、支持扩大进口。"


def test_a_text_layer_over_a_picture() -> None:
    """双层 OFD: where the picture cannot be read, the hidden text is, and it is said."""
    picture = '<ofd:ImageObject Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="9"/>'
    document = read(ofd([picture + run(FULL[:27], 28, 50, more='Alpha="0"')]), "a.ofd")
    assert document.text == FULL[:27]
    assert [remark.code for remark in document.remarks] == ["hidden-text"]


def test_text_in_a_composite_object() -> None:
    text = run("一、支持扩大进口。", 9, 10)
    unit = f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{text}</ofd:Content></ofd:CompositeGraphicUnit>'
    more = {
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>",
    }
    content = '<ofd:CompositeObject ResourceID="5" Boundary="30 40 150 20"/>'
    document = read(replaced(ofd([content]), more), "a.ofd")
    assert document.text == "一、支持扩大进口。"
    assert document.lines[0].box[0] == pytest.approx(39 * 72 / 25.4, abs=0.1)


def test_a_composite_object_in_itself_ends() -> None:
    itself = '<ofd:CompositeObject ResourceID="5" Boundary="0 0 1 1"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{3 * itself}</ofd:Content></ofd:CompositeGraphicUnit>'
    more = {
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Res.xml": f"<ofd:Res {NS}>{unit}</ofd:Res>",
    }
    content = itself + run("一、支持扩大进口。", 39, 50)
    assert read(replaced(ofd([content]), more), "a.ofd").text == "一、支持扩大进口。"


def test_one_missing_page_is_said_and_the_others_are_read() -> None:
    data = ofd([run("一、支持扩大进口。", 39, 50), run("二、支持开拓市场。", 39, 50)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as package:
        for name in before.namelist():
            if "P0" not in name:
                package.writestr(name, before.read(name))
    document = read(out.getvalue(), "a.ofd")
    assert document.text == "二、支持开拓市场。"
    assert [(remark.code, remark.page) for remark in document.remarks] == [("unreadable-page", 1)]


@pytest.mark.parametrize("number", ["1e30", "-1e9", "nan", "", "g 9 9", "0 0 0 0 0 0"])
def test_numbers_that_no_page_has(number: str) -> None:
    content = run("一、支持扩大进口。", 39, 50)
    for old in ('Size="5.6"', 'X="0"', 'DeltaX="g 8 5.6"'):
        odd = content.replace(old, old.partition("=")[0] + f'="{number}"', 1)
        with contextlib.suppress(ReadError):
            read(ofd([odd + run("二、支持开拓市场。", 39, 90)]), "a.ofd")
