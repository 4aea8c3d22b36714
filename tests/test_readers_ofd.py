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
