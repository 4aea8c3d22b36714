"""Kinds of official papers beside the circular (GB/T 9704-2012; 党政机关公文处理工作条例, 第八条): orders, announcements,
minutes, requests, answers, and papers of several parts; and the heads of English letters and memoranda."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Notice
from ingest.notice import notice_of
from ingest.official.dates_en import month_first
from ingest.official.elements import ELEMENTS
from ingest.official.gazette import head_elements, mark_name, numbered_mark, signs_order
from ingest.official.imprint_en import imprint_en
from ingest.official.markings_en import markings_en
from ingest.readers import read


def parsed(text: str) -> Notice:
    return notice_of(read(text.encode("utf-8"), "paper.txt"))


def elements(notice: Notice, name: str) -> list[str]:
    found = [e for e in sorted(notice.elements, key=lambda e: e.span) if e.name == name]
    assert all("".join(e.span.of(notice.document.text).split()) == "".join(e.text.split()) for e in found), (
        "an element stands where it says"
    )
    return [e.text for e in found]


ORDER = """某某市人民政府令
第12号
《某某市网点管理办法》已经2024年6月3日市人民政府第61次常务会议审议通过，现予公布，自2024年8月1日起施行。
市长　李　明
2024年6月12日
某某市网点管理办法
第一条　为规范网点，制定本办法。
第二条　网点面积不少于40平方米。
第三条　本办法自2024年8月1日起施行。
"""


def test_an_order_carries_what_it_promulgates() -> None:
    """命令（令）: the mark says who issues it, the number is cited with the mark, who signs is an office and a name."""
    notice = parsed(ORDER)
    number = notice.document_number
    assert number is not None and number.value == "某某市人民政府令第12号"
    assert number.span is not None and number.span.of(notice.document.text) == "某某市人民政府令\n第12号"
    assert [i.value for i in notice.issuers] == ["某某市人民政府"]
    assert elements(notice, "签发人") == ["市长李明"]
    assert notice.title is not None and notice.title.value == "某某市网点管理办法"
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 6, 12)
    assert [c.path for c in notice.clauses] == ["1", "2", "3"]
    assert [p.kind for p in notice.passages] == ["forwarding"]
    assert not notice.cites  # its own title is none


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["中华人民共和国商务部令", "二〇二四年　第3号"], "中华人民共和国商务部令二〇二四年第3号"),  # year in Chinese
        (
            ["海关总署　商务部", "公告", "2024年第55号"],
            "海关总署商务部公告2024年第55号",
        ),  # joint, the kind on its own line
        (["某某市人民政府专题会议纪要", "〔2024〕15号"], "〔2024〕15号"),  # minutes are cited without their mark
        (["某某开发区管委会会议纪要", "（第6期）"], "第6期"),
    ],
)
def test_a_number_under_a_mark(lines: list[str], number: str) -> None:
    text = "\n".join([*lines, "关于有关事项的公告", "现将有关事项公告如下：", "一、支持企业。", "二、支持园区。"])
    found = parsed(text).document_number
    assert found is not None and found.value == number


@pytest.mark.parametrize(
    "lines",
    [
        ["某某市人民政府关于稳岗的公告", "第12号"],  # a title, no mark
        ["某某市某某局", "第12号"],  # names no kind of paper
        ["第12号", "某某市人民政府令"],  # the number stands above
    ],
)
def test_no_number_under_no_mark(lines: list[str]) -> None:
    assert numbered_mark(lines, range(len(lines))) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("000012 机密★3年 特急", ["份号", "密级", "紧急程度"]),  # on one line, as templates set it
        ("秘密★6个月", ["密级"]),
        ("绝密★长期", ["密级"]),
        ("密级：秘密", ["密级"]),
        ("内部★1年", ["密级"]),  # no secret of the state, and marked all the same
        ("内部资料", ["密级"]),
        ("内部管理制度", []),
        ("签发人：陈志远　王　芳", ["签发人"]),
        ("特急件处理办法", []),
        ("2024012", []),  # seven digits
        ("秘密级文件的管理", []),
    ],
)
def test_lines_of_a_red_head(line: str, found: list[str]) -> None:
    assert [name for name, _, _ in head_elements(line)] == found


def test_names_in_marks() -> None:
    assert mark_name("某某市人民政府令") == "某某市人民政府"
    assert mark_name("某某市商务局关于停业的公告") == "某某市商务局关于停业的公告"
    assert signs_order("国家发展改革委主任：郑　军") and not signs_order("会长单位应当配合")


def test_signers_over_two_lines() -> None:
    """上行文: one 签发人 of each body, two on a line (GB/T 9704-2012, 7.2.6)."""
    notice = parsed(
        "某某市商务局\n某某市财政局\n某某海关\n文件\n某商〔2024〕21号\n签发人：周　涛　孙　丽\n吴国强\n"
        "关于设立综合试验区的请示\n市人民政府：\n现将有关事项请示如下：\n一、总投资6亿元。\n二、每年安排2000万元。\n妥否，请批示。\n"
        "附件：1．建设方案\n2．可行性研究报告\n某某市商务局\n某某市财政局\n某某海关\n2024年4月9日\n（联系人：郑敏；电话：13800000000）"
    )
    assert elements(notice, "签发人") == ["签发人：周涛孙丽", "吴国强"]
    assert [i.value for i in notice.issuers] == ["某某市商务局", "某某市财政局", "某某海关"]
    assert elements(notice, "附件说明") == ["附件：1．建设方案", "2．可行性研究报告"]
    assert elements(notice, "附注") == ["（联系人：郑敏；电话：13800000000）"]
    assert notice.title is not None and notice.title.value == "关于设立综合试验区的请示"
    assert notice.clauses[-1].text == "每年安排2000万元。"  # 妥否，请批示 asks, and belongs to no clause
    assert not notice.annexes


def test_a_paper_signed_before_its_annexes() -> None:
    """Clauses of its own, 附件说明, signature and date, then the annexes: 版记 stands behind all."""
    notice = parsed(
        "某某省商务厅文件\n某商函〔2024〕46号\n关于先进单位的通报\n各市商务局：\n现将有关情况通报如下：\n一、新增企业1200家。\n"
        "二、各给予工作经费10万元。\n附件：表扬单位名单\n某某省商务厅\n2024年2月6日\n"
        "附件\n表扬单位名单\n某某市商务局\n另一市商务局\n"
        "抄送：各市人民政府。\n某某省商务厅办公室　2024年2月7日印发"
    )
    assert [i.value for i in notice.issuers] == ["某某省商务厅"]
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 2, 6)
    assert notice.printed_on is not None and notice.printed_on.value == date(2024, 2, 7)
    assert elements(notice, "附件说明") == ["附件：表扬单位名单"]
    assert [(a.label, a.title) for a in notice.annexes] == [("附件", "表扬单位名单")]
    assert notice.title is not None and notice.title.value == "关于先进单位的通报"


TWO = (
    "某某区管委会文件\n某管发[2024]7号\n某某区管委会关于印发《某某区招商办法》《某某区人才办法》的通知\n各街道：\n现印发给你们。\n"
    "某某区管委会\n2024年2月20日\n{first}某某区招商办法\n第一条　奖励2000万元。\n第二条　补贴3年。\n"
    "第三条　自2024年3月1日起施行。\n"
    "{second}某某区人才办法\n第一条　补贴50万元。\n第二条　补贴10万元。"
)


@pytest.mark.parametrize(("first", "second", "label"), [("", "", "某某区人才办法"), ("附件1\n", "附件2\n", "附件2")])
def test_two_policies_in_one_notice_are_two_trees(first: str, second: str, label: str) -> None:
    notice = parsed(TWO.format(first=first, second=second))
    assert notice.title is not None and notice.title.value == "某某区招商办法"
    assert [c.path for c in notice.clauses] == ["1", "2", "3"]
    assert [(a.label, a.title) for a in notice.annexes] == [(label, "某某区人才办法")]
    assert [c.path for c in notice.annexes[0].clauses] == ["annex1/1", "annex1/2"]
    assert not notice.cites


@pytest.mark.parametrize(
    ("mark", "label", "title"),
    [
        ("附：1\n认定标准", "附：1", "认定标准"),
        ("附件2：认定标准", "附件2", "认定标准"),
        ("附表1\n认定标准", "附表1", "认定标准"),
    ],
)
def test_marks_of_annexes(mark: str, label: str, title: str) -> None:
    notice = parsed(
        f"某某县实施办法\n第一条　补助670元。\n第二条　自2025年1月1日起施行。\n{mark}\n一、高血压。\n二、糖尿病。"
    )
    assert [c.path for c in notice.clauses] == ["1", "2"]
    assert [(a.label, a.title, len(a.clauses)) for a in notice.annexes] == [(label, title, 2)]


def test_a_date_in_brackets_below_the_title() -> None:
    """题注: 「（2024年9月5日）」 is the day of issue, 「…通过）」 says who passed it; neither is part of the title."""
    party = parsed(
        "中共某某市委\n某某市人民政府\n文件\n某委发〔2024〕11号\n关于民营经济的若干意见\n（2024年9月5日）\n各县委，\n市级各单位：\n"
        "现提出如下意见。\n一、奖励30万元。\n二、60日内付清。"
    )
    assert party.title is not None and party.title.value == "关于民营经济的若干意见"
    assert party.issued_on is not None and party.issued_on.value == date(2024, 9, 5)
    assert [a.value for a in party.addressees] == ["各县委", "市级各单位"]  # over two paragraphs
    passed = parsed(
        "某某市人民代表大会常务委员会\n关于湿地保护的决定\n（2024年6月27日某某市第十五届人民代表大会常务委员会第二十次会议通过）\n"
        "作如下决定：\n一、保护率不低于55%。\n二、每年报告。"
    )
    assert passed.title is not None and passed.title.value == "某某市人民代表大会常务委员会关于湿地保护的决定"
    assert passed.issued_on is None and len(elements(passed, "附注")) == 1


def test_signatures_with_the_place_of_the_seal() -> None:
    notice = parsed(
        "某某区商务局文件\n某商字[2023]第41号\n关于转发《某某细则》的通知\n各街道：\n现转发给你们。\n"
        "某某区商务局（盖章）　某某区财政局（盖章）\n"
        "二〇二三年十一月六日\n某某细则\n第一条　奖励5万元。\n第二条　奖励20万元。"
    )
    assert [i.value for i in notice.issuers] == ["某某区商务局", "某某区财政局"]
    assert notice.document_number is not None and notice.document_number.value == "某商字[2023]第41号"


def test_minutes() -> None:
    notice = parsed(
        "某某市人民政府专题会议纪要\n〔2024〕15号\n某某市人民政府办公室　2024年7月22日\n关于港口降本的会议纪要\n"
        "现将议定事项纪要如下：\n"
        "一、减按80%收取。\n二、补助300万元。\n出席：林峰、张伟（市政府办公室），\n王磊（市交通运输局）。\n请假：李强。\n列席：陈静。\n"
        "分送：市政府领导。\n某某市人民政府办公室　2024年7月23日印发\n（共印50份）"
    )
    assert [i.value for i in notice.issuers] == ["某某市人民政府办公室"]
    assert notice.title is not None and notice.title.value == "关于港口降本的会议纪要"
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 7, 22)
    assert elements(notice, "请假") == ["请假：李强。"] and elements(notice, "列席") == ["列席：陈静。"]
    assert elements(notice, "印发份数") == ["（共印50份）"]
    assert [c.text for c in notice.clauses] == ["减按80%收取。", "补助300万元。"]


def test_a_preamble_that_decides_addresses_nobody() -> None:
    notice = parsed("某某市决定\n为维护法制统一，优化营商环境，市人民政府决定：\n一、废止甲办法。\n二、修改乙办法。")
    assert not notice.addressees


# ---------------------------------------------------------------------------------------------------------------------
# English

CIRCULAR = """No. 000123
SECRET
IMMEDIATE
General Office of Linhai Municipal People's Government
Lin Zheng Ban Fa [2024] No. 12
Circular on Issuing the Measures for Supporting Exporters
To the people's governments of all districts and counties, and all departments of the municipal government:
The Measures for Supporting Exporters have been approved and are hereby issued to you.
Annexes: 1. Standards of support
2. Application form
General Office of Linhai Municipal People's Government
12 May 2024
(This document is open to the public)
Measures for Supporting Exporters
Article 1 A subsidy of up to 80% is paid.
Article 2 These Measures shall take effect on 1 June 2024.
Annex 1
Standards of support
1. A standard booth receives up to 20,000 yuan.
2. A special booth receives up to 50,000 yuan.
cc: General Office of the Municipal Committee.
Issued by the General Office of Linhai Municipal People's Government on 13 May 2024
"""


def test_an_english_circular_with_all_elements() -> None:
    notice = parsed(CIRCULAR)
    assert (elements(notice, "份号"), elements(notice, "密级")) == (["No. 000123"], ["SECRET"])
    assert elements(notice, "紧急程度") == ["IMMEDIATE"]
    assert elements(notice, "附件说明") == ["Annexes: 1. Standards of support", "2. Application form"]
    assert elements(notice, "印发机关") == ["General Office of Linhai Municipal People's Government"]
    assert notice.printed_on is not None and notice.printed_on.value == date(2024, 5, 13)
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 5, 12)
    assert notice.document_number is not None and notice.document_number.value == "Lin Zheng Ban Fa [2024] No. 12"
    assert [c.path for c in notice.clauses] == ["1", "2"]
    assert [(a.label, a.title, len(a.clauses)) for a in notice.annexes] == [("Annex 1", "Standards of support", 2)]


def test_a_memorandum() -> None:
    notice = parsed(
        "Department of Commerce\nOffice of Trade Promotion\nCONFIDENTIAL / URGENT\nMEMORANDUM\nRef: ITA-2024-07\n"
        "Date: 03/04/2024\n"
        "To: All Regional Directors\nFrom: Office of Trade Promotion\nCC: Office of the General Counsel\nSubject: Export Grants\n"
        "This memorandum sets out the grants.\n1. Firms may apply.\n2. A grant covers 75 percent.\n"
        "3. Applications must be received by June 30, 2024.\nEnclosures: (1) Application form\n(2) Checklist"
    )
    assert (elements(notice, "密级"), elements(notice, "紧急程度")) == (["CONFIDENTIAL"], ["URGENT"])
    assert elements(notice, "抄送") == ["CC: Office of the General Counsel"]
    assert elements(notice, "附件说明") == ["Enclosures: (1) Application form", "(2) Checklist"]
    assert [a.value for a in notice.addressees] == ["All Regional Directors"]
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 3, 4)  # American, as its other date
    assert [c.path for c in notice.clauses] == ["1", "2", "3"]


def test_a_numeric_date_is_american_only_among_american_dates() -> None:
    assert month_first(["by June 30, 2024"], "03/04/2024") == date(2024, 3, 4)
    assert month_first(["by 30 June 2024"], "03/04/2024") is None
    assert month_first(["by June 30, 2024 and 1 July 2024"], "03/04/2024") is None
    assert month_first(["by June 30, 2024"], "03.04.2024") is None


@pytest.mark.parametrize(
    "line",
    ["Secret ballots are held.", "PRIORITY SECTORS", "No. 12", "Confidential matters", "RESTRICTED AREAS OF TRADE"],
)
def test_lines_that_are_no_markings(line: str) -> None:
    assert not markings_en([line, "Ministry of Trade"], 2).elements


def test_the_date_of_an_imprint_is_printed_as_the_other_dates_are() -> None:
    paper = (
        "Notice on Support for Exporters\n\n1. Grants are paid up to RMB 50,000 by {by}.\n\n2. It is effective on issue.\n\n"
        "Ministry of Trade\n\nIssued by the General Office on 03/04/2024\n"
    )
    for by, printed in (("June 30, 2024", date(2024, 3, 4)), ("30 June 2024", date(2024, 4, 3))):
        stated = notice_of(read(paper.format(by=by).encode(), "a.txt")).printed_on
        assert stated is not None and stated.value == printed


def test_who_issued_it() -> None:
    found = imprint_en("Issued by: Enterprise Development Agency", 7)
    assert found is not None and (found[0].value, found[0].paragraph, found[1]) == (
        "Enterprise Development Agency",
        7,
        None,
    )
    assert imprint_en("Certificates issued by banks are accepted.", 7) is None


# ---------------------------------------------------------------------------------------------------------------------
# laws

LINES = [
    *ORDER.splitlines(),
    *CIRCULAR.splitlines(),
    "附件：1.表",
    "2.表",
    "抄送：市委，",
    "签发人：张三",
    "李四",
    "（2024年1月1日）",
    "附：1",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=30))
def test_lines_in_any_order_give_a_notice_whose_elements_stand_where_they_say(lines: list[str]) -> None:
    notice = parsed("\n".join(lines))
    for name in {element.name for element in notice.elements}:
        assert name in ELEMENTS
        elements(notice, name)
    for stated in (notice.document_number, notice.title, *notice.issuers, *notice.addressees):
        if stated is not None and stated.span is not None:
            assert 0 <= stated.span.start <= stated.span.end <= len(notice.document.text)
