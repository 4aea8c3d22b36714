"""Web pages: the notice is found on sites of many makes, the site around it is left out."""

from __future__ import annotations

import pytest

from ingest.errors import ReadError
from ingest.notice import notice_of
from ingest.readers import Limits, read

TEXTS = [
    "各区市商务主管部门，有关企业：",
    "为推动外贸稳中提质，现将有关事项通知如下，请结合实际抓好贯彻落实。",
    "一、支持企业扩大进口。对进口先进技术设备、关键零部件给予贴息支持。（责任单位：市商务局）",
    "二、支持企业开拓市场。单个标准展位最高扶持0.8万元，每家企业至多扶持2个展位。（责任单位：市财政局）",
    "威海市商务局",
    "2026年1月4日",
]
TITLE = "威海市商务局关于印发《促进外贸稳增长若干措施》的通知"
LINKS = "".join(f"<li><a href='/{i}'>栏目{i}要闻动态政务公开</a></li>" for i in range(30))
NAV = f"<ul class='nav'>{LINKS}</ul>"
MORE = "".join(f"<li><a href='/r{i}'>促进外贸高质量发展的若干措施政策解读{i}</a></li>" for i in range(9))
FOOT = "<div><p>主办：威海市人民政府办公室</p><p>网站标识码：3710000001　鲁ICP备05000001号</p></div>"


def page(body: str, head: str = "") -> bytes:
    inside = f"{NAV}{body}<ul>{MORE}</ul>{FOOT}"
    return f"<!DOCTYPE html><html><head>{head}<title>t</title></head><body>{inside}</body></html>".encode()


def each(before: str, after: str) -> str:
    return "".join(before + text + after for text in TEXTS)


def ps(texts: list[str] = TEXTS) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


TAGGED = "".join(f"<p>{t[:3]}<b>{t[3:6]}</b><font>{t[6:]}</font></p>" for t in TEXTS)
BODIES = {
    "paragraphs in a known container": f"<div id='zoom'>{ps()}</div>",
    "paragraphs in an unknown container": f"<div class='x1'><div class='y'>{ps()}</div></div>",
    "text broken by <br>": f"<div class='x1'>{each('　　', '<br>')}</div>",
    "spans of a word processor": f"<div>{each('<p><span>&nbsp;&nbsp;<o:p></o:p>', '</span></p>')}</div>",
    "divs instead of paragraphs": f"<div>{each('<div>', '</div>')}</div>",
    "laid out with tables": f"<table><tr><td>{NAV}</td><td><table><tr><td>{ps()}</td></tr></table></td></tr></table>",
    "words broken by tags": f"<div>{TAGGED}</div>",
    "hidden text": f"<div>{ps()}<p style='display: none'>隐藏的文字不应出现在正文里</p></div>",
    "scripts": f"<div>{ps()}<script>var 支持='企业扩大进口，给予奖励';</script></div>",
    "share buttons inside": f"<div>{ps()}<div class='bdshare'>分享到：微信 微博</div></div>",
    "one text in several containers": "<div>"
    + "".join(f"<div class='TRS_Editor'><style>.a{{}}</style>{ps(TEXTS[i : i + 2])}</div>" for i in (0, 2, 4))
    + "</div>",
    "preformatted": f"<div class='cont'><pre>{chr(10).join('　　' + t for t in TEXTS)}</pre></div>",
    "line breaks that count": f"<div class='cont'><div style='white-space: pre-line'>{chr(10).join(TEXTS)}</div></div>",
    "where the reader is": f"<div class='wz'><div>您当前所在的位置：首页 &gt; 政务公开 &gt; 政策</div>{ps()}</div>",
    "a tool bar inside": f"<div id='zoom'><p>发布日期：2026-01-05　来源：市商务局　浏览次数：<i>12</i>次　字体：【大 中 小】</p>"
    f"{ps()}<p>【打印本页】　【关闭窗口】</p><p>扫一扫在手机打开当前页</p></div>",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_the_notice_is_found(body: str) -> None:
    document = read(page(body), "a.html")
    assert document.format == "html"
    assert document.text.split("\n") == TEXTS
    assert document.paragraphs is not None
    assert len(document.paragraphs) == len(TEXTS)


NUMBER = "威商务字〔2026〕1号"
GOV_UK = """<html lang="en"><head><title>Grant for exporters - GOV.UK</title></head><body>
<div class="gem-c-cookie-banner"><p>We use some essential cookies to make this website work.</p></div>
<main id="content"><h1>Grant for exporters</h1>
<dl class="gem-c-metadata"><dt>From:</dt><dd>Department for Business</dd><dt>Published</dt><dd>4 January 2026</dd></dl>
<div class="gem-c-contents-list"><h2>Contents</h2><ol><li><a href="#a">Stands</a></li></ol></div>
<div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{text}</div></div></main>
<div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve GOV.UK by telling us more.</p></div>
<footer><p>All content is available under the Open Government Licence v3.0</p></footer></body></html>"""
HONG_KONG = """<html lang="en"><body><div id="header"><ul class="topmenu"><li><a>GovHK</a></li></ul></div>
<div id="content"><h1>Grant for exporters</h1>{text}<p>Last revision date: 4 January 2026</p><p>Back to top</p></div>
<div id="footer"><a>2026 ©</a> | <a>Important notices</a></div></body></html>"""


@pytest.mark.parametrize("site", [GOV_UK, HONG_KONG])
def test_english_sites(site: str) -> None:
    said = [
        "1. Stands. Up to 50% of the cost of a stand at a fair abroad is paid, and no more than £2,500 for each firm.",
        "2. Claims must be filed by 30 June 2026. The department may ask for the bills of the fair.",
    ]
    document = read(site.replace("{text}", "".join(f"<p>{text}</p>" for text in said)).encode(), "a.html")
    assert [p for p in document.text.split("\n") if p != "Grant for exporters"] == said


BOXES = {
    "a table": f"<table><tr><td>索 引 号：</td><td>11/2026-1</td><td>文　　号：</td><td>{NUMBER}</td></tr></table>",
    "a list": f"<ul><li><b>索引号：</b>11/2026-1</li><li><b>文号：</b>{NUMBER}</li></ul>",
    "definitions": f"<dl><dt>索引号</dt><dd>11/2026-1</dd><dt>文号</dt><dd>{NUMBER}</dd></dl>",
    "spans": f"<p><span>【索引号】</span><span>11/2026-1</span></p><p><span>文号:</span> <i>{NUMBER}</i></p>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_the_information_box(box: str) -> None:
    document = read(page(f"<div>{box}</div><div id='zoom'>{ps()}</div>"), "a.html")
    assert document.metadata["索引号"] == "11/2026-1"
    assert document.metadata["文号"] == "威商务字〔2026〕1号"
    assert document.text.split("\n") == TEXTS


SMART = "<st1:personname>威海市</st1:personname>商务局"
DATED = "<st1:chsdate>2026年<st1:chmetcnv>1</st1:chmetcnv>月4日</st1:chsdate>"
WRITTEN = {
    "smart tags of Word": ps().replace(TEXTS[4], SMART).replace(TEXTS[5], DATED),
    "tags that nobody knows": f"<ucapcontent>{ps()}</ucapcontent>",
    "a word that must not break": ps().replace("0.8万元", "<nobr>0.8万元</nobr>"),
    "line breaks that count around paragraphs": f"<div style='white-space: pre-wrap;'>{ps()}</div>",
    "line breaks that count in every span": ps().replace("<p>", "<p><span style='white-space: pre-wrap'>　　"),
    "how names are said": ps().replace("威海市商", "<ruby>威海<rp>(</rp><rt>wei hai</rt><rp>)</rp></ruby>市商"),
    "what is not to be seen": f"{ps()}<p style='visibility: hidden'>暗中的话。</p><span style='font-size:0px'>暗链。</span>",
    "pages of the site": f"{ps()}<div><a href='1.htm'>1</a> <a href='2.htm'>2</a> <a>下一页</a></div>",
    "a font around all": f"<font size=3><span>{ps()}</span></font>",
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN.keys())
def test_how_texts_are_written(body: str) -> None:
    assert read(page(f"<div class='x1'>{body}</div>"), "a.html").text.split("\n") == TEXTS


BELOW = {
    "a word on comments": "<div><p>网友评论仅供网友表达个人看法，并不表明本站同意其观点。</p></div>",
    "a word on copies": "<div><p>本页的文字，转载时请写明出处，并保持完整。</p></div>",
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW.keys())
def test_a_line_of_the_site_beside_a_short_notice(below: str) -> None:
    said = ["对参展企业，每个展位给予0.8万元补助，请于3月底前报送。", "请各单位，于3月底前报送材料，逾期不再受理。"]
    assert read(page(f"<div><div>{ps(said)}</div></div>{below}"), "a.html").text.split("\n") == said


def test_summaries_behind_links_are_not_weighed() -> None:
    item = "<li><a href='/1'>政策解读</a><p>近日，我市出台若干措施，支持企业开拓市场，现就有关内容解读如下。</p></li>"
    beside = f"<div><h3>解读</h3><ul>{item * 4}</ul></div>"
    assert read(page(f"<div><div>{ps(SHORT)}</div>{beside}</div>"), "a.html").text.split("\n") == SHORT


def test_a_text_in_two_halves_is_read_whole() -> None:
    halves = f"<div class='p1'>{ps(TEXTS[:3])}</div><div class='p2'>{ps(TEXTS[3:])}</div>"
    assert read(page(f"<div class='a'>{halves}</div>"), "a.html").text.split("\n") == TEXTS


SAID = [
    "时间：2026年3月1日至3日",  # of a meeting, not of the page
    "建议使用谷歌浏览器登录申报系统，网址见附件。",
    "请登录门户网站，点击“下载”栏目，打印申报表。",
    "本办法所称内容，包括正文和附件。",
    "来源于境外的收入，按规定申报。",
    "关闭企业，不再补助。",
    "From 1 January 2026 the grant is paid, and no firm may claim it twice.",
    "The text may be used under the Open Government Licence, and shall be named as its source.",
]


@pytest.mark.parametrize("said", SAID)
def test_what_a_notice_says_is_not_taken_for_the_site(said: str) -> None:
    assert (
        read(page(f"<div id='zoom'>{ps([*TEXTS[:3], said, *TEXTS[3:]])}</div>"), "a.html").text.split("\n")[3] == said
    )


def test_cells_may_be_called_as_things_of_a_site_are() -> None:
    rows = [("内容", "相关文件", "打印", "大"), ("展会", "政策解读", "分享", "小")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    document = read(page(f"<div id='zoom'>{ps()}<table>{table}</table></div>"), "a.html")
    assert document.text.split("\n")[-2:] == ["\t".join(row) for row in rows]


LINES_OF_A_SITE = [
    "来源：威海市商务局　发布时间：2026-01-05 10:19:33　浏览次数：12",
    "2026-01-05 10:19 来源：市商务局",
    "时间：2026-01-05 10:19",
    "【字号：大 中 小】",
    "[ 打印 | 关闭 ]",
    "首页 上一页 1 2 3 下一页 尾页",
    "【相关信息】",
    "您访问的链接即将离开“威海市人民政府”门户网站，是否继续？",
    "技术支持：某某公司 建议使用1366*768分辨率、IE9.0以上版本浏览器访问本站",
]


@pytest.mark.parametrize("line", LINES_OF_A_SITE)
def test_lines_of_a_site_inside_of_the_text(line: str) -> None:
    assert read(page(f"<div id='zoom'><p>{line}</p>{ps()}</div>"), "a.html").text.split("\n") == TEXTS
    assert read(page(f"<div id='zoom'>{ps()}<p>{line}</p></div>"), "a.html").text.split("\n") == TEXTS


def test_what_stands_apart_but_is_of_the_notice_is_kept() -> None:
    """A list of numbered lines in a division of its own is no banner."""
    more = ["一、对参展企业，每个展位给予0.8万元补助。", "二、对投保企业，给予保费50%补助。"]
    text = read(page(f"<div><div>{ps(TEXTS[:4])}</div><div>{ps(more)}</div></div>"), "a.html").text
    assert text.split("\n") == [*TEXTS[:4], *more]


ITEMS = "<li>支持参展，最高3万元。</li><li><p>支持信保，</p><p>最高5万元。</p></li>"
LISTS = {
    "decimal": (f"<ol>{ITEMS}</ol>", ["1. 支持参展，最高3万元。", "2. 支持信保，", "最高5万元。"]),
    "from a number on": (f"<ol start=3>{ITEMS}</ol>", ["3. 支持参展，最高3万元。", "4. 支持信保，", "最高5万元。"]),
    "letters": (f"<ol type=a>{ITEMS}</ol>", ["a. 支持参展，最高3万元。", "b. 支持信保，", "最高5万元。"]),
    "Chinese": (
        f"<ol style='list-style-type: cjk-ideographic'>{ITEMS}</ol>",
        ["一、支持参展，最高3万元。", "二、支持信保，", "最高5万元。"],
    ),
    "of an editor of sites": (
        f"<ol class='custom_cn2 list-paddingleft-1'>{ITEMS}</ol>",
        ["（一）支持参展，最高3万元。", "（二）支持信保，", "最高5万元。"],
    ),
    "its own numbers": ("<ol><li>一、支持参展。</li><li>（2）其他。</li></ol>", ["一、支持参展。", "（2）其他。"]),
    "no signs": (f"<ol style='list-style: none'>{ITEMS}</ol>", ["支持参展，最高3万元。", "支持信保，", "最高5万元。"]),
    "an item with a number": (
        "<ol><li>甲。</li><li value=7>乙。</li><li>丙。</li></ol>",
        ["1. 甲。", "7. 乙。", "8. 丙。"],
    ),
    "one in the other": (
        "<ol><li>甲。<ol type=i><li>乙。</li></ol></li><li>丙。</li></ol>",
        ["1. 甲。", "i. 乙。", "2. 丙。"],
    ),
    "bullets": ("<ul><li>甲。</li></ul>", ["甲。"]),
}


@pytest.mark.parametrize(("ordered", "want"), LISTS.values(), ids=LISTS.keys())
def test_numbers_of_ordered_lists_are_printed(ordered: str, want: list[str]) -> None:
    document = read(page(f"<div id='zoom'>{ps(TEXTS[:2])}{ordered}{ps(TEXTS[4:])}</div>"), "a.html")
    assert document.text.split("\n")[2:-2] == want


SHORT = [
    "各有关企业：",
    "单个标准展位最高扶持0.8万元，请于3月31日前报送材料。",
    "特此通知。",
    "威海市商务局",
    "2026年1月4日",
]
LEAVING = "<div class='m1'><p>您访问的链接即将离开“威海市人民政府”门户网站，是否继续？</p></div>"
OLD = "<div class='m2'><p>您的浏览器版本过低，请更新浏览器，或者使用其他浏览器访问本网站。</p></div>"
KEYS = f"<tr><td>索引号</td><td>11/2026-1</td><td>文号</td><td>{NUMBER}</td></tr><tr><td>内容概述</td>"
SUMMARY = (
    "<td colspan=3>现对展会支持事项予以明确，单个标准展位最高扶持0.8万元，自印发之日起施行，有效期三年。</td></tr>"
)
#: a notice of five lines is less than what a site prints around it
SHORT_PAGES = {
    "in an unknown container": f"{OLD}<div class='a'><h2>通知公告</h2><div class='b'>{ps(SHORT)}</div></div>{LEAVING}",
    "in a container that many sites have": f"{OLD}<div class='a'><div id='zoom'>{ps(SHORT)}</div></div>{LEAVING}",
    "one sentence among divisions": f"<div class='a'><div class='b'>{''.join(f'<div>{t}</div>' for t in SHORT)}</div></div>",
    "below a summary in the box": f"<div class='a'><table>{KEYS}{SUMMARY}</table><div class='b'>{ps(SHORT)}</div></div>",
    "with the box inside": f"<div class='pages_content'><table>{KEYS}{SUMMARY}</table>{ps(SHORT)}</div>",
    "layout of tables, one in the other": f"<table><tr><td><table><tr><td>{LINKS}</td></tr></table></td></tr><tr><td>"
    f"<table><tr><td>{ps(SHORT)}</td></tr><tr><td></td></tr></table></td></tr></table>",
    "tools below": f"<div class='a'>{ps(SHORT)}<div>[<a href='p'>打印</a> | <a href='c'>关闭</a>]</div></div>",
    "where it comes from above": f"<div class='a'><p>2026-01-05 10:19 来源：市商务局 浏览量： 字号：</p>{ps(SHORT)}</div>",
}


@pytest.mark.parametrize("body", SHORT_PAGES.values(), ids=SHORT_PAGES.keys())
def test_a_short_notice_is_found(body: str) -> None:
    assert read(page(body), "a.html").text.split("\n") == SHORT


def test_what_stands_above_the_title_is_of_the_site() -> None:
    said = [
        "1. Stands. Up to 50% of the cost of a stand is paid, and no more than £2,500.",
        "2. Claims end on 30 June 2026.",
    ]
    banner = (
        "<div><p>City offices are closed on Monday, January 19, and open again on Tuesday, as every year.</p></div>"
    )
    body = f"{banner}<div><h1>Grant for exporters</h1><div>{ps(said)}</div></div>"
    data = page(body).replace(b"<title>t<", b"<title>Grant for exporters | City<")
    assert read(data, "a.html").text.split("\n") == said


def test_a_table_inside_a_layout_of_tables_is_a_table() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>支持参加境外展会</td><td>最高{i}万元</td></tr>" for i in (1, 2, 3))
    inner = f"<table><tr><td>{ps(SHORT[:2])}<table>{rows}</table>{ps(SHORT[3:])}</td></tr><tr><td></td></tr></table>"
    document = read(page(f"<div class='a'>{inner}</div>"), "a.html")
    assert document.text.split("\n")[2:5] == [f"{i}\t支持参加境外展会\t最高{i}万元" for i in (1, 2, 3)]
    assert len(document.tables) == 1
    assert [issuer.value for issuer in notice_of(document).issuers] == ["威海市商务局"]  # no cell is one


BRACKETS = f"<ol><li>[主题分类]<span>外经贸</span></li><li>[实施日期]<span></span></li><li>[发文字号]<span>{NUMBER}</span></li>"
FIELDS = {
    "brackets": f"{BRACKETS}<li>[成文日期]<span>2026-01-04</span></li><li>[发文机构]<span>威海市商务局</span></li></ol>",
    "keys and values in divisions": f"<div><div>发文字号</div><div>{NUMBER}</div><div>主题分类</div><div>外经贸</div>"
    "<div>发文机构</div><div>威海市商务局</div><div>成文日期</div><div>2026-01-04</div></div>",
    "one cell each, one empty": f"<table><tr><td>发文字号：{NUMBER}</td><td>关键字：</td></tr><tr><td>成文日期：2026-01-04</td>"
    "<td>主题分类：外经贸</td></tr><tr><td>发文机构：威海市商务局</td></tr></table>",
    "all on one line": f"<p>主题分类：外经贸　发文字号：{NUMBER}　发文机构：威海市商务局　成文日期：2026-01-04　关键字：</p>",
    "colons outside of the keys": f"<ul><li><b>发文字号</b>：{NUMBER}</li><li><b>主题分类</b>：外经贸</li>"
    "<li><b>发文机构</b>：威海市商务局</li><li><b>成文日期</b>：2026-01-04</li></ul>",
    "a row of spans": f"<div><span>主题分类：</span><span>外经贸</span><span>发文字号：</span><span>{NUMBER}</span>"
    "<span>发文机构：</span><span>威海市商务局</span><span>成文日期：</span><span>2026-01-04</span></div>",
}


@pytest.mark.parametrize("box", FIELDS.values(), ids=FIELDS.keys())
def test_what_the_box_says_are_fields_of_the_notice(box: str) -> None:
    document = read(page(f"<div>{box}</div><div id='zoom'>{ps(TEXTS[:4])}</div>"), "a.html")
    assert document.metadata["主题分类"] == "外经贸"
    assert "关键字" not in document.metadata
    assert "实施日期" not in document.metadata
    notice = notice_of(document)
    assert notice.document_number is not None and notice.document_number.value == NUMBER
    assert notice.issued_on is not None and notice.issued_on.value.isoformat() == "2026-01-04"
    assert [issuer.value for issuer in notice.issuers] == ["威海市商务局"]


def test_an_index_code_is_no_document_number() -> None:
    box = (
        "<table><tr><td>索引号：11/2026-17</td><td>发文字号：11/2026-17</td><td>发布日期：2026-01-05</td></tr></table>"
    )
    assert notice_of(read(page(f"{box}<div id='zoom'>{ps()}</div>"), "a.html")).document_number is None


NAMED = {
    "a line above the text": f"<div>{TITLE}</div>",
    "a line that is broken": f"<div>{TITLE.replace('《', '<br>《')}</div>",
    "a heading of the site beside it": f"<h1>政务公开</h1><div>{TITLE}</div>",
}


@pytest.mark.parametrize("above", NAMED.values(), ids=NAMED.keys())
def test_a_title_that_no_tag_names(above: str) -> None:
    number = "<div>威商务发<span>〔2026〕</span>2号</div>"
    data = page(f"{above}{number}<div class='b'>{ps()}</div>").replace(
        b"<title>t<", "<title>信息公开内容页面<".encode()
    )
    document = read(data, "a.html")
    assert document.metadata["标题"] == TITLE
    assert document.metadata["文号"] == "威商务发〔2026〕2号"


@pytest.mark.parametrize("before", ["\r\n" * 3000, "<style>p{}</style>", f"<!-- {'x' * 3000} -->", "<center></center>"])
def test_how_pages_begin(before: str) -> None:
    document = read(f"{before}<div class='a'>{ps()}</div>".encode(), "a.html")
    assert (document.format, document.text.split("\n")) == ("html", TEXTS)


def test_a_name_that_all_pages_have_is_no_title() -> None:
    box = f"<table><tr><td>名称</td><td>关于支持外贸的通知</td></tr><tr><td>文号</td><td>{NUMBER}</td></tr></table>"
    data = page(f"{box}<div id='zoom'>{ps()}</div>").replace(b"<title>t<", "<title>政务公开信息内容页<".encode())
    notice = notice_of(read(data, "a.html"))
    assert notice.notice_title is not None and notice.notice_title.value == "关于支持外贸的通知"


def test_what_a_notice_says_is_no_box() -> None:
    document = read(page(f"<div id='zoom'>{ps([*TEXTS, '有效性：本通知自印发之日起施行。'])}</div>"), "a.html")
    assert "有效性" not in document.metadata


def test_declared_gb2312_is_read_as_gb18030() -> None:
    text = "对企业“走出去”给予支持，邓小㼆同志，最高5万元。" * 3  # 㼆 is in GB18030 only
    data = f"<html><head><meta charset=gb2312></head><body><p>{text}</p></body></html>".encode("gb18030")
    document = read(data, "a.html")
    assert document.encoding == "gb18030"
    assert document.text == text


def test_a_wrong_declaration_is_seen_through() -> None:
    data = page(f"<div>{ps()}</div>", "<meta charset='gbk'>")
    assert read(data, "a.html").text.split("\n") == TEXTS
    lying = page(f"<div>{ps()}</div>", "<meta charset='utf-8'>").decode().encode("gb18030")
    assert read(lying, "a.html").text.split("\n") == TEXTS


def test_attachments_are_named() -> None:
    links = "<p>附件：<a href='./P02.pdf'>1.申报指南.pdf</a> <a href='/x.html'>网页</a></p>"
    elsewhere = "<div class='x'><a href='/f/b.docx'>附件2：申请表</a><a href='/app.zip'>客户端下载</a></div>"
    document = read(page(f"<div id='zoom'>{ps()}{links}</div>{elsewhere}"), "a.html")
    assert document.metadata["附件"] == "1.申报指南.pdf <./P02.pdf>\n附件2：申请表 </f/b.docx>"
    assert [remark.code for remark in document.remarks] == ["attachment-unread"] * 2


FILES = {
    "in a list of its own": (
        "<div><h4>附件下载：</h4><ul><li><a href='/f/b.docx'>申报表</a></li></ul></div>",
        "申报表 </f/b.docx>",
    ),
    "handed out by a program": (
        "<div>附件：<a href='/down.jsp?file=1.doc&amp;id=2'>申报表</a></div>",
        "申报表 </down.jsp?file=1.doc&id=2>",
    ),
    "told by its name": ("<div>相关附件 <a href='/file?id=7'>申报表.xlsx</a></div>", "申报表.xlsx </file?id=7>"),
    "in English": ("<section><h2>Attachments</h2><a href='/g.pdf'>Guide</a></section>", "Guide </g.pdf>"),
}


@pytest.mark.parametrize(("below", "want"), FILES.values(), ids=FILES.keys())
def test_attachments_below_the_text(below: str, want: str) -> None:
    other = "<div><a href='/app.zip'>客户端</a><a href='/guide.pdf'>网站使用说明</a></div>"
    document = read(page(f"<div id='zoom'>{ps()}</div>{below}{other}"), "a.html")
    assert document.text.split("\n") == TEXTS
    assert document.metadata["附件"] == want


def test_tables_with_spans() -> None:
    table = (
        "<table><tr><th>序号</th><th>措施</th><th>单位</th></tr><tr><td colspan=3>一、市场</td></tr>"
        "<tr><td rowspan=2>1</td><td>展会</td><td rowspan=2>市商务局</td></tr><tr><td>信保</td></tr></table>"
    )
    document = read(page(f"<div id='zoom'>{ps()}{table}</div>"), "a.html")
    assert [[span.of(document.text) for span in row] for row in document.tables[0].rows] == [
        ["序号", "措施", "单位"],
        ["一、市场"] * 3,
        ["1", "展会", "市商务局"],
        ["1", "信保", "市商务局"],
    ]


REFUSED = {
    "an error page": (
        b"<html><body>404 Not Found</body></html>",
        "without the text of a notice (it says 「404 Not Found」)",
    ),
    "only navigation": (page(""), "without the text of a notice"),
    "built by scripts": (b"<!doctype html><html><body><div id=app></div><script>x()</script></body></html>", "without"),
    "nested too deeply": (b"<html><body>" + b"<div>" * 3000 + TEXTS[1].encode() * 3, "nested too deeply"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.html")
    assert message in str(caught.value)


def test_too_many_characters() -> None:
    with pytest.raises(ReadError, match="characters, at most 100"):
        read(page(f"<div>{ps()}</div>"), "a.html", limits=Limits(characters=100))


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "windows-1252"])
def test_a_declaration_that_is_wrong(declared: str) -> None:
    head = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>"
    document = read(page(f"<div>{ps()}</div>", head).decode().encode("gb18030"), "a.html")
    assert document.text.split("\n") == TEXTS
    assert document.encoding == "gb18030"


ROWS = [
    ("序号", "政策措施", "牵头单位"),
    ("1", "对企业参加境外展会的展位费给予不超过80%的补助。", "市商务局"),
    ("2", "支持企业投保短期出口信用保险，最高补助30万元。", "市财政局"),
    ("3", "压缩出口退税办理时间，优化营商环境。", "市税务局"),
]


def test_a_page_that_is_nothing_but_a_table() -> None:
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in ROWS)
    document = read(
        page(f"<div class='con'><h1>某市外贸政策清单</h1><table><tbody>{table}</tbody></table></div>"), "a.html"
    )
    (found,) = document.tables
    assert [tuple(cell.of(document.text) for cell in row) for row in found.rows] == ROWS
    assert document.text.startswith("某市外贸政策清单\n")


@pytest.mark.parametrize(
    "above",
    [
        f"<h1>威海市人民政府</h1><h1>{TITLE}</h1><div class='wh'>威商务发〔2026〕2号</div>",
        f"<table><tr><td>标　题：</td><td>{TITLE}</td></tr><tr><td>文　号：</td><td>威商务发〔2026〕2号</td></tr></table>",
    ],
    ids=["printed above the text", "information box"],
)
def test_title_and_number_outside_the_text_are_fields_of_the_notice(above: str) -> None:
    notice = notice_of(read(page(f"{above}<div class='TRS_Editor'>{ps()}</div>"), "a.html"))
    assert notice.notice_title is not None and notice.title is not None and notice.document_number is not None
    assert (notice.notice_title.value, notice.notice_title.origin) == (TITLE, "metadata")
    assert (notice.title.value, notice.title.origin) == ("促进外贸稳增长若干措施", "metadata")
    assert (notice.document_number.value, notice.document_number.span) == ("威商务发〔2026〕2号", None)
    assert notice.year is not None and (notice.year.value, notice.year.origin) == (2026, "metadata")


def test_the_name_of_a_page_is_its_title_where_nothing_else_says_it() -> None:
    body = f"<div class='TRS_Editor'>{ps(TEXTS[1:])}</div>"
    data = page(body).replace(b"<title>t<", f"<title>{TITLE}_政策文件_威海市商务局<".encode())
    assert read(data, "a.html").metadata["标题"] == TITLE
