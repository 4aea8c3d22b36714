"""Every element of GB/T 9704-2012 is kept from every format, and the papers in one file stay apart: the notice that
forwards, the policy it carries, the annexes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from ingest.model import Notice
from ingest.notice import notice_of
from ingest.readers import read
from ingest.record import record_of

#: a made-up notice with all elements, a paragraph a line
LINES = """000012
机密★3年
特急
威海市商务局
威海市财政局
文件
威商务字〔2026〕7号
签发人：张三　李四
威海市商务局　威海市财政局关于印发《威海市促进外贸稳增长若干措施》的通知
各区市人民政府，国家级开发区管委会，市政府各部门、单位：
《威海市促进外贸稳增长若干措施》已经市政府同意，现印发给你们，请结合实际认真贯彻执行。
附件：1.支持标准明细表
2.申报材料清单
威海市商务局
威海市财政局
2026年3月5日
（此件公开发布）
威海市促进外贸稳增长若干措施
为促进外贸稳增长，制定如下措施。
一、支持开拓市场
（一）对企业参加境外展会的展位费给予不超过80%的补助，单个展位最高8万元。（责任单位：市商务局、市财政局）
（二）对企业投保短期出口信用保险的，按实际缴纳保费的50%给予支持。（责任单位：市商务局）
二、优化服务
（三）支持符合条件的企业申请AEO认证，给予一次性奖励10万元。（责任单位：威海海关）
本措施自2026年4月1日起施行，有效期至2027年12月31日。
附件1
支持标准明细表
一、境外展会
（一）标准展位每个最高2万元。
（二）特装展位每平方米最高1000元。
附件2
申报材料清单
1.申请表；
2.营业执照复印件。
抄送：市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院，
威海军分区。
威海市商务局办公室　2026年3月6日印发""".splitlines()

ELEMENTS = [
    ("份号", "000012"),
    ("密级", "机密★3年"),
    ("紧急程度", "特急"),
    ("发文机关标志", "威海市商务局"),
    ("发文机关标志", "威海市财政局"),
    ("签发人", "签发人：张三李四"),
    ("附件说明", "附件：1.支持标准明细表"),
    ("附件说明", "2.申报材料清单"),
    ("附注", "（此件公开发布）"),
    ("抄送", "抄送：市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院，威海军分区。"),
    ("印发机关", "威海市商务局办公室"),
]


def text() -> bytes:
    return "\n".join(LINES).encode("gb18030")


def html() -> bytes:
    body = "".join(f"<p>　　{line}</p>" for line in LINES)
    return (
        f"<!doctype html><html><head><meta charset=utf-8></head><body><div id=zoom>{body}</div></body></html>".encode()
    )


def docx() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    return package({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def ofd() -> bytes:
    """Lines of 28 characters, paragraphs indented by two, 22 lines a page, a page number under them."""
    rows: list[tuple[int, str]] = []
    for line in LINES:
        first = 26 if len(line) > 26 else len(line)
        rows.append((2, line[:first]))
        rows += [(0, line[i : i + 28]) for i in range(first, len(line), 28)]
    pages = [rows[i : i + 22] for i in range(0, len(rows), 22)]
    space, size = 'xmlns:ofd="http://www.ofdspec.org/2016"', 5.6
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="P{n}.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for n, page in enumerate(pages):
        placed = [(28 + indent * size, 40 + 9.8 * i, shown) for i, (indent, shown) in enumerate(page)]
        placed.append((100, 280, f"— {n + 1} —"))
        runs = "".join(
            f'<ofd:TextObject Boundary="{x} {y} 160 {size}" Size="{size}"><ofd:TextCode X="0" Y="{size * 0.88}" '
            f'DeltaX="g {len(shown)} {size}">{shown}</ofd:TextCode></ofd:TextObject>'
            for x, y, shown in placed
        )
        parts[f"D/P{n}.xml"] = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{runs}</ofd:Layer></ofd:Content></ofd:Page>"
    return package(parts)


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {"text": text, "html": html, "docx": docx, "ofd": ofd}


@pytest.fixture(scope="module", params=FORMS)
def notice(request: pytest.FixtureRequest) -> Notice:
    return notice_of(read(FORMS[request.param](), "notice"))


def bare(value: Any) -> str:
    return "".join(str(value).split())


def test_elements(notice: Notice) -> None:
    order = [name for name, _ in ELEMENTS]
    kept = sorted(notice.elements, key=lambda e: (order.index(e.name), e.span))
    got: list[tuple[str, str]] = []
    for element in kept:
        if element.name == "抄送" and got[-1][0] == "抄送":
            got[-1] = ("抄送", got[-1][1] + bare(element.text))
        else:
            got.append((element.name, bare(element.text)))
    assert got == ELEMENTS
    for element in notice.elements:
        assert bare(element.span.of(notice.document.text)) == bare(element.text)


def test_fields(notice: Notice) -> None:
    record = record_of(notice)["notice"]
    assert record["document_number"] == "威商务字〔2026〕7号"
    assert bare(record["notice_title"]).endswith("关于印发《威海市促进外贸稳增长若干措施》的通知")
    assert record["title"] == "威海市促进外贸稳增长若干措施"
    assert record["issuers"] == ["威海市商务局", "威海市财政局"]
    assert record["addressees"] == ["各区市人民政府", "国家级开发区管委会", "市政府各部门、单位"]
    assert (record["issued_on"], record["printed_on"]) == ("2026-03-05", "2026-03-06")
    assert (record["valid_from"], record["valid_until"]) == ("2026-04-01", "2027-12-31")


def test_three_papers_three_trees(notice: Notice) -> None:
    assert [(s.path, s.heading) for s in notice.sections] == [("1", "支持开拓市场"), ("2", "优化服务")]
    assert [c.path for c in notice.clauses] == ["1/1", "1/2", "2/3"]
    assert [bare(p.text) for p in notice.passages if p.kind == "forwarding"] == [LINES[10]]
    first, second = notice.annexes
    assert [(a.label, a.title) for a in (first, second)] == [("附件1", "支持标准明细表"), ("附件2", "申报材料清单")]
    assert [(s.path, s.heading) for s in first.sections] == [("annex1/1", "境外展会")]
    assert [(c.path, [a.quote for a in c.amounts]) for c in first.clauses] == [
        ("annex1/1/1", ["2万元"]),
        ("annex1/1/2", ["1000元"]),
    ]
    assert [(c.path, bare(c.text)) for c in second.clauses] == [
        ("annex2/1", "申请表；"),
        ("annex2/2", "营业执照复印件。"),
    ]
    clause = record_of(notice)["annexes"][0]["clauses"][0]
    assert notice.document.text[clause["start"] : clause["end"]].startswith("（一）标准展位")


def test_a_list_of_annexes_under_its_word_numbers_no_clauses() -> None:
    lines = [*LINES[:11], "附件：", "1.支持标准明细表", "2.申报材料清单", *LINES[13:]]
    found = notice_of(read("\n".join(lines).encode(), "a.txt"))
    assert [c.path for c in found.clauses] == ["1/1", "1/2", "2/3"]
    assert [bare(e.text) for e in found.elements if e.name == "附件说明"] == [
        "附件：",
        "1.支持标准明细表",
        "2.申报材料清单",
    ]
    assert found.issued_on is not None and found.issued_on.value.isoformat() == "2026-03-05"
