"""Word: automatic numbers are counted as Word counts them, and a package is opened with care."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from ingest.errors import PasswordNeeded, ReadError
from ingest.readers import Limits, read, read_file
from ingest.readers.doc import DocReader
from ingest.readers.word_number_forms import chinese, written

SAMPLES = Path(__file__).parent / "samples"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:m="http://purl.oclc.org/ooxml/officeDocument/math"'


def docx(body: str, numbering: str = "", styles: str = "", **more: bytes) -> bytes:
    """A package with just what is given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {NS} {MC}><w:body>{body}</w:body></w:document>")
        if numbering:
            package.writestr("word/numbering.xml", f"<w:numbering {NS}>{numbering}</w:numbering>")
        if styles:
            package.writestr("word/styles.xml", f"<w:styles {NS}>{styles}</w:styles>")
        for name, data in more.items():
            package.writestr(name, data)
    return out.getvalue()


def p(text: str, level: int | None = None, number: int = 1, style: str = "") -> str:
    numbered = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def lvl(at: int, form: str, text: str, more: str = "", suff: str = "nothing", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, at: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{at}">{"".join(levels)}</w:abstractNum>'


def num(at: int = 1, of: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{at}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


OFFICIAL = abstract(
    lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCountingThousand", "（%2）"), lvl(2, "decimal", "%3.", suff="tab")
)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'

NUMBERS = {
    "levels restart under a higher one": (
        p("甲", 0) + p("乙", 1) + p("丙", 2) + p("丁", 2) + p("戊", 1) + p("己", 2) + p("庚", 0) + p("辛", 1),
        OFFICIAL + num(),
        ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛"],
    ),
    "two lists of one abstract list count on": (
        p("甲", 0) + p("乙", 0, 2),
        OFFICIAL + num(1) + num(2),
        ["一、甲", "二、乙"],
    ),
    "a list with a start of its own restarts": (
        p("甲", 0) + p("乙", 0) + p("丙", 0, 2) + p("丁", 0, 2),
        OFFICIAL + num(1) + num(2, override=RESTART),
        ["一、甲", "二、乙", "一、丙", "二、丁"],
    ),
    "a list that is never restarted": (
        p("甲", 0) + p("乙", 1) + p("丙", 0) + p("丁", 1),
        abstract(lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%2．", '<w:lvlRestart w:val="0"/>')) + num(),
        ["一、甲", "1．乙", "二、丙", "2．丁"],
    ),
    "legal numbers take digits from above": (
        p("甲", 0) + p("乙", 1),
        abstract(lvl(0, "chineseCounting", "第%1条"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>", suff="space")) + num(),
        ["第一条甲", "1.1 乙"],
    ),
    "start at five": (p("甲", 0), abstract(lvl(0, "decimal", "%1、", start=5)) + num(), ["5、甲"]),
    "a deeper level first": (p("甲", 1), OFFICIAL + num(), ["（一）甲"]),
    "bullets have no number": (p("甲", 0), abstract(lvl(0, "bullet", "\uf0b7")) + num(), ["甲"]),
    "number 0 takes the number away": (p("甲", 0, 0), OFFICIAL + num(), ["甲"]),
    "a list that is not there": (p("甲", 0, 9), OFFICIAL + num(), ["甲"]),
    "other signs": (
        p("甲", 0) + p("乙", 1) + p("丙", 2) + p("丁", 3) + p("戊", 4),
        abstract(
            lvl(0, "upperRoman", "%1.", suff="space"),
            lvl(1, "lowerLetter", "(%2)", suff="space"),
            lvl(2, "decimalEnclosedCircle", "%3"),
            lvl(3, "chineseLegalSimplified", "%4、"),
            lvl(4, "ideographTraditional", "%5、"),
        )
        + num(),
        ["I. 甲", "(a) 乙", "①丙", "壹、丁", "甲、戊"],
    ),
}


@pytest.mark.parametrize(("body", "numbering", "want"), NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers(body: str, numbering: str, want: list[str]) -> None:
    assert read(docx(body, numbering), "a.docx").text.split("\n") == want


GONE = {
    "deleted": "<w:p><w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
    "moved away": "<w:p><w:pPr>{numbered}<w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom><w:r/></w:moveFrom></w:p>",
    "hidden": "<w:p><w:pPr>{numbered}<w:rPr><w:vanish/></w:rPr></w:pPr></w:p>",
    "the end of a section": "<w:p><w:pPr>{numbered}<w:sectPr/></w:pPr></w:p>",
}
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize("gone", GONE.values(), ids=GONE.keys())
def test_what_is_not_there_does_not_count(gone: str) -> None:
    body = p("甲", 0) + gone.replace("{numbered}", NUMBERED) + p("乙", 0)
    assert read(docx(body, OFFICIAL + num()), "a.docx").text.split("\n") == ["一、甲", "二、乙"]


def test_an_empty_paragraph_counts_and_shows_its_number_in_a_table() -> None:
    empty = f"<w:p><w:pPr>{NUMBERED}</w:pPr></w:p>"
    rows = "".join(f"<w:tr><w:tc>{empty}</w:tc><w:tc>{p(text)}</w:tc></w:tr>" for text in ("展会", "信保"))
    body = f"{p('甲', 0)}{empty}<w:tbl>{rows}</w:tbl>{p('乙', 0)}"
    assert read(docx(body, OFFICIAL + num()), "a.docx").text.split("\n") == [
        "一、甲",
        "三、\t展会",
        "四、\t信保",
        "五、乙",
    ]


def test_paragraphs_made_one_by_a_deletion_have_one_number() -> None:
    begun = f"<w:p><w:pPr>{NUMBERED}<w:rPr><w:del/></w:rPr></w:pPr>{run('支持扩大进口，')}</w:p>"
    body = p("甲", 0) + begun + p("给予3万元奖励。", 0) + p("乙", 0)
    want = ["一、甲", "二、支持扩大进口，给予3万元奖励。", "三、乙"]
    assert read(docx(body, OFFICIAL + num()), "a.docx").text.split("\n") == want


def test_a_format_of_ones_own_keeps_its_width() -> None:
    choice = '<mc:Choice><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>'
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent>{choice}<mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    data = docx(p("甲", 0), abstract(level).replace("<w:abstractNum ", f"<w:abstractNum {MC} ") + num())
    assert read(data, "a.docx").text == "007. 甲"


@pytest.mark.parametrize(
    ("form", "want"),
    [
        ("ideographLegalTraditional", "貳"),
        ("taiwaneseDigital", "二"),
        ("cardinalText", "Two"),
        ("ordinalText", "Second"),
    ],
)
def test_rare_formats(form: str, want: str) -> None:
    assert read(docx(p("甲", 0), abstract(lvl(0, form, "%1、", start=2)) + num()), "a").text == f"{want}、甲"


@pytest.mark.parametrize(
    ("number", "want"),
    [
        (1, "First"),
        (5, "Fifth"),
        (12, "Twelfth"),
        (20, "Twentieth"),
        (21, "Twenty-first"),
        (40, "Fortieth"),
        (100, "100th"),
    ],
)
def test_ordinals_in_words(number: int, want: str) -> None:
    assert written("ordinalText", number) == want


def test_numbers_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    second = '<w:pStyle w:val="Second"/>'
    numbering = abstract(lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）", second)) + num()
    body = p("甲", style="Heading2") + p("乙", style="Second") + p("丙", 1, style="Base") + p("丁", style="Loop")
    assert read(docx(body, numbering, styles), "a").text.split("\n") == ["一、甲", "（一）乙", "（二）丙", "丁"]


def test_chinese_numbers() -> None:
    numbers = (1, 9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 1000, 1001, 1010, 2100)
    want = "一 九 十 十一 十九 二十 二十一 九十九 一百 一百〇一 一百一十 一百一十一 一千 一千〇一 一千〇一十 二千一百"
    assert [chinese(n) for n in numbers] == want.split()


def run(text: str, more: str = "") -> str:
    return f"<w:r>{more}<w:t>{text}</w:t></w:r>"


PARAGRAPHS = {
    "deleted text goes, inserted stays": (
        f"<w:p>{run('最高')}<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins>{run('5')}</w:ins>{run('万元')}</w:p>",
        ["最高5万元"],
    ),
    "hidden text goes": (f"<w:p>{run('支持')}{run('批注', '<w:rPr><w:vanish/></w:rPr>')}</w:p>", ["支持"]),
    "field codes go, their result stays": (
        f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>{run('附件1')}</w:fldSimple></w:p>",
        ["附件1"],
    ),
    "a line break ends a paragraph": (
        f"<w:p>{run('一、甲')}<w:r><w:br/></w:r>{run('二、乙')}</w:p>",
        ["一、甲", "二、乙"],
    ),
    "a centred title is one": (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{run('威海市人民政府')}<w:r><w:br/></w:r>{run('关于印发清单的通知')}</w:p>",
        ["威海市人民政府关于印发清单的通知"],
    ),
    "a page break is no text": (f'<w:p>{run("甲")}<w:r><w:br w:type="page"/></w:r>{run("乙")}</w:p>', ["甲乙"]),
    "a text box is read once": (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:x><w:txbxContent>"
        + p("特急")
        + "</w:txbxContent></wps:x></mc:Choice><mc:Fallback><w:txbxContent>"
        + p("特急")
        + f"</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{run('标题')}</w:p>",
        ["特急", "标题"],
    ),
    "a paragraph whose end was deleted goes on": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('一、支持扩大进口，')}</w:p><w:p>{run('给予3万元奖励。')}</w:p>",
        ["一、支持扩大进口，给予3万元奖励。"],
    ),
    "a symbol by its number, none of a symbol font": (
        f'<w:p>{run("20")}<w:r><w:sym w:font="宋体" w:char="2103"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>',
        ["20℃"],
    ),
    "a formula": (
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>5000×3%</m:t></m:r>'
        "</m:oMath></w:p>",
        ["5000×3%"],
    ),
    "a content control": (f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", ["甲"]),
    "indents by full-width blanks go": (p("　　甲　乙"), ["甲　乙"]),
}


def field(code: str, result: str | None) -> str:
    """A complex field; with None it has no result, what it prints is drawn from its code."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def power(base: str, raised: str) -> str:
    return f"<m:sSup><m:e><m:r><m:t>{base}</m:t></m:r></m:e><m:sup><m:r><m:t>{raised}</m:t></m:r></m:sup></m:sSup>"


HALF = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
SYMBOL = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
CIRCLE = r" eq \o\ac(○,3)"
TO_FILL = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
PARAGRAPHS |= {
    "a reference is what it shows": (f"<w:p>{run('按')}{field(' REF a ', run('第三条'))}</w:p>", ["按第三条"]),
    "a field inside of the code of another is not printed": (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{field("PAGE", run("7"))}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("甲")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ["甲"],
    ),
    "带圈字符 is a field without a result": (f"<w:p>{field(CIRCLE, None)}{run('支持')}</w:p>", ["③支持"]),
    "≥ of the font Symbol": (
        f'<w:p>{run("出口")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run(chr(0xF0B3), SYMBOL)}</w:p>',
        ["出口≥≥"],
    ),
    "a fraction and a power": (
        f"<w:p>{run('按')}<m:oMath>{HALF}</m:oMath>{run('补助')}<m:oMath>{power('m', '2')}</m:oMath></w:p>",
        ["按1/2补助m²"],
    ),
    "what is to be filled in is no text": (
        f"<w:p>{run('文号：')}<w:sdt>{TO_FILL}<w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt></w:p>"
        f"<w:sdt>{TO_FILL}<w:sdtContent>{p('单击此处')}</w:sdtContent></w:sdt>",
        ["文号："],
    ),
    "a red head in word art": (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="威海市商务局文件"/></v:shape></w:pict></w:r></w:p>',
        ["威海市商务局文件"],
    ),
    "the fallback where the choice has no text": (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
        ["甲"],
    ),
    "a line break in the source is none": (
        "<w:p><w:r><w:t>支持企业\n   扩大</w:t></w:r><w:r><w:t> RCEP\nrules</w:t></w:r></w:p>",
        ["支持企业扩大 RCEP rules"],
    ),
    "marks of direction go": (p("\u200e支持\u202a企业\u202c"), ["支持企业"]),
}


@pytest.mark.parametrize(("body", "want"), PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_paragraphs(body: str, want: list[str]) -> None:
    assert read(docx(body), "a.docx").text.split("\n") == want


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_tables() -> None:
    rows = [
        tc("序号") + tc("措施") + tc("单位"),
        tc("一、市场", '<w:gridSpan w:val="3"/>'),
        tc("1", '<w:vMerge w:val="restart"/>') + tc("展会") + tc("市商务局"),
        tc("", "<w:vMerge/>") + tc("信保") + tc("市财政局"),
    ]
    body = p("前") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + p("后")
    document = read(docx(body), "a.docx")
    assert document.text.split("\n") == [
        "前",
        "序号\t措施\t单位",
        "一、市场",
        "1\t展会\t市商务局",
        "信保\t市财政局",
        "后",
    ]
    (table,) = document.tables
    assert [[span.of(document.text) for span in row] for row in table.rows] == [
        ["序号", "措施", "单位"],
        ["一、市场"] * 3,
        ["1", "展会", "市商务局"],
        ["1", "信保", "市财政局"],
    ]


def test_a_frame_is_no_table() -> None:
    body = f"<w:tbl><w:tr><w:tc>{p('一、甲')}{p('二、乙')}</w:tc></w:tr></w:tbl>"
    document = read(docx(body), "a.docx")
    assert document.text == "一、甲\n二、乙"
    assert document.tables == ()


def test_what_is_left_out_is_said() -> None:
    body = p("甲") + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert [remark.code for remark in read(docx(body), "a.docx").remarks] == ["notes-left-out"]


RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str]) -> bytes:
    listed = "".join(f'<Relationship Id="r{i}" Type="{RELATED}/{k}" Target="{t}"/>' for i, (k, t) in enumerate(targets))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{listed}</Relationships>'.encode()


def header(*lines: str) -> bytes:
    return f"<w:hdr {NS} {MC}>{''.join(map(p, lines))}</w:hdr>".encode()


FIRST = '<w:sectPr><w:headerReference w:type="first" r:id="r0"/><w:titlePg/></w:sectPr>'
EVERY = '<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
HEADERS = {
    "a red head of the first page": (header("威海市商务局文件", "威商务发〔2026〕2号"), FIRST, 2),
    "a number alone": (header("威商务发〔2026〕2号"), EVERY, 1),
    "a running head": (header("外贸政策汇编"), EVERY, 0),
    "a header of other pages": (header("威海市商务局文件"), EVERY.replace("/></w:s", "/><w:titlePg/></w:s"), 0),
    "a header that says again what the text says": (header("关于支持外贸的通知"), FIRST, 0),
}


@pytest.mark.parametrize(("part", "section", "shown"), HEADERS.values(), ids=HEADERS.keys())
def test_of_the_headers_a_red_head_is_read(part: bytes, section: str, shown: int) -> None:
    more = {"word/_rels/document.xml.rels": relations(("header", "header1.xml")), "word/header1.xml": part}
    document = read(docx(p("关于支持外贸的通知") + section, **more), "a.docx")
    assert document.text.split("\n")[shown:] == ["关于支持外贸的通知"]
    assert len(document.text.split("\n")) == shown + 1


PAGE = "<html><body><p>一、甲</p><table><tr><td>1</td><td>展会</td></tr><tr><td>2</td><td>信保</td></tr></table></body></html>"
CHUNKS = {
    "a web page": ("c.htm", PAGE.encode(), ["一、甲", "1\t展会", "2\t信保"]),
    "a page in a single file": (
        "c.mht",
        b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + PAGE.encode(),
        ["一、甲", "1\t展会", "2\t信保"],
    ),
    "a Word file": ("c.docx", docx(p("甲", 0) + p("乙", 0), OFFICIAL + num()), ["一、甲", "二、乙"]),
}


@pytest.mark.parametrize(("name", "data", "want"), CHUNKS.values(), ids=CHUNKS.keys())
def test_embedded_documents_are_read(name: str, data: bytes, want: list[str]) -> None:
    more = {"word/_rels/document.xml.rels": relations(("aFChunk", f"/word/{name}")), f"word/{name}": data}
    document = read(docx(p("前") + '<w:altChunk r:id="r0"/>' + p("后"), **more), "a.docx")
    assert document.text.split("\n") == ["前", *want, "后"]
    assert document.remarks == ()


def test_an_embedded_document_that_is_not_read_is_said_so() -> None:
    more = {"word/_rels/document.xml.rels": relations(("aFChunk", "c.rtf")), "word/c.rtf": b"{\\rtf1 x}"}
    document = read(docx(p("前") + '<w:altChunk r:id="r0"/><w:altChunk r:id="r9"/>', **more), "a.docx")
    assert [remark.code for remark in document.remarks] == ["chunk-left-out"] * 2


def test_documents_inside_of_documents_have_an_end() -> None:
    data = docx(p("底"))
    for _ in range(6):
        more = {"word/_rels/document.xml.rels": relations(("aFChunk", "c.docx")), "word/c.docx": data}
        data = docx(p("层") + '<w:altChunk r:id="r0"/>', **more)
    document = read(data, "a.docx")
    assert document.text.split("\n") == ["层"] * 4
    assert [remark.code for remark in document.remarks] == ["chunk-left-out"]


def test_a_strict_document_and_parts_of_other_names() -> None:
    """ISO/IEC 29500 part 1; names of parts come from relations, and capitals are the same in them."""
    body = f"{p('甲', 0)}<w:p><m:oMath><m:r><m:t>3%</m:t></m:r></m:oMath></w:p>"
    parts = {
        "Word/Document.xml": f"<w:document {STRICT}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": relations(("numbering", "numbers7.xml")),
        "word/numbers7.xml": f"<w:numbering {STRICT}>{OFFICIAL}{num()}</w:numbering>".encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert read(out.getvalue(), "a.docx").text.split("\n") == ["一、甲", "3%"]


def test_cells_joined_with_those_on_their_left() -> None:
    merged = [tc("一、市场", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>"), tc("展会") + tc("市商务局")]
    document = read(docx("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in merged) + "</w:tbl>"), "a.docx")
    assert document.text.split("\n") == ["一、市场", "展会\t市商务局"]
    assert len(set(document.tables[0].rows[0])) == 1


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {NS}><w:body>{p('甲')}</w:body></w:document>")
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {NS}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)
FILE = (
    '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    f"<w:document {NS}><w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>"
)


def only(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
    return out.getvalue()


DEEP = (
    f"<w:document {NS}><w:body>"
    + "<w:sdt><w:sdtContent>" * 400
    + "</w:sdtContent></w:sdt>" * 400
    + "</w:body></w:document>"
)
UNSAFE = {
    "a zip bomb": (packed(**{"word/media/x": bytes(8 * 2**20)}), "'word/media/x' unpacks without measure"),
    "a name that climbs out": (packed(**{"../../etc/cron": b"x"}), "an entry points outside"),
    "an absolute name": (packed(**{"/etc/cron": b"x"}), "an entry points outside"),
    "entities": (only(LAUGHS), "carries a DTD"),
    "a file from outside": (only(FILE), "carries a DTD"),
    "no XML": (only("<w:document"), "is no sound XML"),
    "nested too deeply": (only(DEEP), "is no sound XML"),
    "cut off": (docx(p("甲"))[:200], "its directory cannot be read"),
    "no body": (only(f"<w:document {NS}/>"), "it has no body"),
    "no text": (docx(""), "nothing to read: the Word file has no text"),
}


@pytest.mark.parametrize(("data", "message"), UNSAFE.values(), ids=UNSAFE.keys())
def test_unsafe_packages_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.docx")
    assert message in str(caught.value)


def test_limits_of_a_package() -> None:
    data = packed(a=b"x" * 1000, b=b"y")
    for limits, what in (
        (Limits(package_entries=2), "3 entries in the package, at most 2"),
        (Limits(package_bytes=500), "bytes unpacked, at most 500"),
        (Limits(entry_bytes=50), "bytes in 'word/document.xml', at most 50"),
    ):
        with pytest.raises(ReadError, match=what):
            read(data, "a.docx", limits=limits)


def test_old_word_files() -> None:
    path = SAMPLES / "s3_autonum.doc"
    assert DocReader().sniff(path.read_bytes())
    try:
        document = read_file(path)
    except ReadError as error:
        assert "needs LibreOffice to be read, and it is not installed (try: install libreoffice-writer" in str(error)
    else:
        assert document.text == read_file(SAMPLES / "s3_autonum.docx").text
        assert "converted" in {remark.code for remark in document.remarks}


def test_other_old_office_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(PasswordNeeded, match="encrypted Word file"):
        read(ole + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    with pytest.raises(ReadError, match="an Excel workbook, not a text"):
        read(ole + "Workbook".encode("utf-16-le"), "a.doc")
    with pytest.raises(ReadError, match="an old Office file of unknown kind"):
        read(ole, "a.doc")
    with pytest.raises(ReadError, match="LibreOffice cannot read the file"):
        read(ole + "WordDocument".encode("utf-16-le"), "a.doc")


def test_a_locked_word_file_is_said_so() -> None:
    data = bytearray((SAMPLES / "s3_autonum.doc").read_bytes())
    at = data.index(b"\xec\xa5")
    assert at % 512 == 0
    data[at + 11] |= 1  # fEncrypted
    with pytest.raises(PasswordNeeded, match=r"encrypted Word file, .* \(try: open it with its password"):
        read(bytes(data), "a.doc", password="secret")


def locked(data: bytes, password: bytes) -> bytes:
    """A zip package with the entries of another, encrypted as old zip programs do (PKWARE's APPNOTE 6.1); entries stored."""
    table = [0] * 256
    for n in range(256):
        c = n
        for _ in range(8):
            c = (c >> 1) ^ (0xEDB88320 if c & 1 else 0)
        table[n] = c

    def step(keys: list[int], byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    def cipher(plain: bytes) -> bytes:
        keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            step(keys, byte)
        out = bytearray()
        for byte in plain:
            t = (keys[2] | 2) & 0xFFFF
            out.append(byte ^ (((t * (t ^ 1)) >> 8) & 0xFF))
            step(keys, byte)
        return bytes(out)

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            plain = old.read(name)
            entry = zipfile.ZipInfo(name)
            check = zlib.crc32(plain) >> 24
            new.writestr(entry, cipher(bytes(11) + bytes([check]) + plain))
            entry.CRC, entry.file_size, entry.flag_bits = zlib.crc32(plain), len(plain), entry.flag_bits | 1
    return made.getvalue()


@pytest.mark.parametrize("name", ["s3_literal.docx", "s2_handmade.ofd"])
def test_a_locked_package_asks_for_its_password(name: str) -> None:
    plain = (SAMPLES / name).read_bytes()
    data = locked(plain, b"secret")
    with pytest.raises(PasswordNeeded, match=r"^a: encrypted \(try: --password WORD\)$"):
        read(data, "a")
    with pytest.raises(
        PasswordNeeded, match=r"^a: encrypted, and the password given is wrong \(try: another --password\)$"
    ):
        read(data, "a", password="wrong")
    assert read(data, "a", password="secret").text == read(plain, "a").text


def test_a_conversion_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nsleep 60\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(ReadError, match=r"LibreOffice took longer than 0\.2 seconds"):
        read(b"{\\rtf1 x}", "a.rtf", limits=Limits(conversion_seconds=0.2))
