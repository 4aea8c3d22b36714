"""Numbered paragraphs to a tree: schemes, labels that are none, headings, what closes a policy."""

from __future__ import annotations

import pytest

from ingest.headings import split_heading_zh
from ingest.model import Span
from ingest.notice import notice_of
from ingest.outline import CLOSING, Outline, annexed_policy, label_zh, outline_of, resumed_at, without_contents
from ingest.readers import read


def outline(*paragraphs: str) -> Outline:
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return outline_of(paragraphs, spans, label_zh)


def paths(tree: Outline) -> list[str]:
    return [node.path for node in tree.nodes if node.leaf]


TREES: dict[str, tuple[list[str], list[str]]] = {
    "GB/T 9704": (
        ["一、甲", "（一）乙。", "1. 丙。", "2. 丁。", "（二）戊。", "二、己。"],
        ["1/1/1", "1/1/2", "1/2", "2"],
    ),
    "half-width brackets": (["一、甲", "(一)乙。", "(二)丙。"], ["1/1", "1/2"]),
    "chapters and articles": (
        ["第一章 总则", "第一条 甲。", "第二条 乙。", "第二章 扶持", "第三条 丙。"],
        ["1/1", "1/2", "2/3"],
    ),
    "articles with items": (
        ["第一条 甲。", "第二条 条件：", "（一）乙。", "（二）丙。", "第三条 丁。"],
        ["1", "2/1", "2/2", "3"],
    ),
    "numbered on through sections": (["一、甲", "1. 乙。", "2. 丙。", "二、丁", "3. 戊。"], ["1/1", "1/2", "2/3"]),
    "circles": (["1. 甲", "① 乙。", "② 丙。", "2. 丁。"], ["1/1", "1/2", "2"]),
    "decimals": (["1 甲", "1.1 乙。", "1.2 丙。"], ["1.1", "1.2"]),
    "a paragraph in between": (["一、甲。", "这里没有编号。", "二、乙。"], ["1", "2"]),
    "classes of firms are no label": (["一、支持企业。", "一、二类出口企业优先。", "二、支持园区。"], ["1", "2"]),
    "a label got lost": (["一、甲。", "三、丙。", "四、丁。"], ["1", "3", "4"]),
    "traditional characters": (["第一條 甲。", "第二條 乙。"], ["1", "2"]),
    "a sum at the head is no label": (["一、甲。", "3.5万元以下的乙。", "二、丙。"], ["1", "2"]),
    "a number right behind a label": (
        ["1.支持人才。", "2.121人才项目。培养人才。", "3.2023年底前完成改造。"],
        ["1", "2", "3"],
    ),
    "a decimal fraction is no label": (["1.支持企业。", "2.125%的利率执行贴息。"], ["1"]),
    "no label at all": (["支持企业。", "扩大进口。"], []),
}


@pytest.mark.parametrize(("paragraphs", "want"), TREES.values(), ids=TREES.keys())
def test_trees(paragraphs: list[str], want: list[str]) -> None:
    assert paths(outline(*paragraphs)) == want


def test_every_paragraph_has_its_place() -> None:
    tree = outline("为促进发展，制定本措施。", "一、甲。", "续甲。", "二、乙。", "本措施自印发之日起施行。")
    placed = [*tree.preamble, *(i for node in tree.nodes for i in node.paragraphs), *tree.closing]
    assert sorted(placed) == [0, 1, 2, 3, 4]
    assert tree.preamble == (0,)
    assert tree.closing == (4,)


def test_an_annex_is_no_clause() -> None:
    tree = outline("一、甲。", "二、乙。", "附件1", "材料清单", "1. 申请表", "2. 承诺书")
    assert paths(tree) == ["1", "2"]
    assert tree.closing == (2, 3, 4, 5)


def test_a_policy_that_is_the_annex_of_a_short_notice() -> None:
    paragraphs = [
        "一、加强组织。",
        "二、抓好落实。",
        "附件",
        "扶持办法",
        *(f"第{n}条 内容。" for n in "一二三四五六七"),
    ]
    labels = [label_zh(p) for p in paragraphs]
    assert annexed_policy(paragraphs, labels) == 3
    assert annexed_policy(paragraphs[:6], labels[:6]) == 0  # a list of two is no policy


def test_a_table_of_contents_has_no_clauses() -> None:
    paragraphs = ["方案", "目  录", "一、总体要求……1", "二、重点任务……2", "一、总体要求", "二、重点任务"]
    labels = without_contents(paragraphs, [label_zh(p) for p in paragraphs])
    assert [i for i, label in enumerate(labels) if label] == [4, 5]


@pytest.mark.parametrize(
    "paragraph",
    [
        "本办法由市商务局负责解释。",
        "附件：1.申报表",
        "上述政策有效期三年。",
        "本标准从2026年1月1日起施行。",
        "自印发之日起施行。",
        "特此通知。",
    ],
)
def test_closings(paragraph: str) -> None:
    assert CLOSING.match(paragraph)


@pytest.mark.parametrize("paragraph", ["本市企业可以申请。", "支持企业。", "以上年出口额为基数。"])
def test_no_closings(paragraph: str) -> None:
    assert not CLOSING.match(paragraph)


HEADINGS: dict[str, tuple[str, str | None]] = {
    "run in": ("支持数字贸易发展。鼓励企业打造案例。", "支持数字贸易发展"),
    "a sentence with a comma is none": ("推广布控查验模式，助力产业发展。优化通关模式。", None),
    "a sentence that pays is none": ("对新认定企业给予奖励。同一企业不重复。", None),
    "nothing behind it": ("支持数字贸易发展。", None),
    "square brackets": ("【目的依据】为落实上级部署，制定本办法。", "【目的依据】"),
    "round brackets": ("（适用范围）本办法适用于在本市注册的企业。", "（适用范围）"),
    "a name for later is none": ("区政府设立专项资金（以下简称专项资金）。由区财政局管理。", None),
    "an item number is no heading": ("（一）支持企业发展壮大，做强主体。", None),
}


@pytest.mark.parametrize(("text", "want"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings(text: str, want: str | None) -> None:
    split = split_heading_zh(text)
    assert (text[: split[0]] if split else None) == want


def test_a_heading_may_hold_a_comma_where_its_list_has_headings() -> None:
    text = "扩大进出口规模，拉动经济增长。对企业实行补助，按出口额计算。"
    assert split_heading_zh(text) is None
    split = split_heading_zh(text, commas=True)
    assert split is not None and text[: split[0]] == "扩大进出口规模，拉动经济增长"


def headings(text: str) -> list[str | None]:
    return [clause.heading for clause in notice_of(read(text.encode(), "a.txt")).clauses]


def test_one_short_first_sentence_in_a_list_without_headings_is_none() -> None:
    assert headings(
        "资金用于：\n（一）展会奖励；\n（二）展会补助；\n（三）经批准的其他支出。市政府另行安排经费的不在此列。"
    ) == [None, None, None]


def test_a_list_of_two_and_a_list_like_others() -> None:
    assert headings("（一）做大企业，扩大总量。培育企业。\n（二）突出重点，优化结构。推动升级。") == [
        "做大企业，扩大总量",
        "突出重点，优化结构",
    ]
    # 「（一）」 of the second section stands alone, and opens as those of the first do
    assert headings(
        "一、提升服务\n（一）优化流程，压缩时间。推行一次办。\n（二）公开事项，接受监督。编制清单。\n（三）加强培训，提高能力。举办培训。\n"
        "二、改善环境\n（一）实施分类管理，给予不同政策。分为三类。"
    ) == ["优化流程，压缩时间", "公开事项，接受监督", "加强培训，提高能力", "实施分类管理，给予不同政策"]
    # a measure that happens to be short, alone in its list, stays text
    assert headings("一、优化通关\n（一）推广查验模式，助力企业。优化通关。") == [None]


def test_headings_with_a_colon_where_every_clause_has_one() -> None:
    assert headings(
        "一、支持做大\n1.申报条件：已纳入统计的企业。\n2.奖励标准：给予最高50万元奖励。\n3.申报材料：资金申请表。"
    ) == ["申报条件", "奖励标准", "申报材料"]
    # on a line of its own a noun with a colon is one, too
    assert headings("第一条 支持园区发展。\n第二条 资金用途：\n用于支持企业发展。") == [None, "资金用途"]
    # a colon here and there, and one that leads in a list, make none
    assert headings("1.申报条件：已纳入统计的企业。\n2.给予最高50万元奖励。") == [None, None]
    assert headings("1.申请时应当提交：申请表。\n2.申报主体包括：企业、协会。") == [None, None]


def test_a_paragraph_above_its_points_is_no_heading() -> None:
    text = (
        "一、专项资金主要用于扶持众创空间等创业创新基地建设、公共服务体系建设，以及降低创业创新成本、缓解融资难等方面工作，不得用于基建工程支出。具体包括：\n"
        "1.对基地的补助；\n2.对活动的补助。"
    )
    notice = notice_of(read(text.encode(), "a.txt"))
    assert [section.heading for section in notice.sections] == [""]
    assert [passage.kind for passage in notice.passages] == ["lead_in"]
    assert [clause.path for clause in notice.clauses] == ["1/1", "1/2"]


def test_a_list_cut_out_of_a_longer_one() -> None:
    notice = notice_of(
        read(
            "三、扶持政策\n（七）对企业给予补助。\n（八）对园区给予补助。\n（九）对协会给予补助。\n四、附则\n（十）本办法自印发之日起施行。".encode(),
            "a.txt",
        )
    )
    assert [clause.path for clause in notice.clauses] == ["3/7", "3/8", "3/9", "4/10"]
    chapter = "第十条 支持企业。\n第十一条 支持园区。\n第十二条 支持协会。\n第五章 考核\n第十三条 定期考核。"
    assert [clause.path for clause in notice_of(read(chapter.encode(), "a.txt")).clauses] == ["10", "11", "12", "5/13"]
    # two numbers that happen to follow one another are no list
    loose = "7.8亿元的项目\n3.扩大出口。\n4.扩大进口。"
    assert resumed_at([label_zh(line) for line in loose.split("\n")]) is None


def test_a_last_clause_whose_heading_has_a_line_keeps_its_text() -> None:
    head = "一、支持企业。给予补助。\n二、支持园区。给予补助。\n"
    notice = notice_of(read(f"{head}三、附则\n本办法自发布之日起施行，有效期3年。".encode(), "a.txt"))
    assert (notice.clauses[2].heading, notice.clauses[2].text) == ("附则", "本办法自发布之日起施行，有效期3年。")
    notice = notice_of(read(f"{head}本办法自发布之日起施行，有效期3年。".encode(), "a.txt"))
    assert [passage.kind for passage in notice.passages] == ["closing"]
    calls = notice_of(read(f"{head}各地商务主管部门要统一思想，积极行动，努力做好工作。".encode(), "a.txt"))
    assert calls.clauses[1].text == "给予补助。"


def test_contact_lines_close_a_policy() -> None:
    for line in ("咨询电话：0572-12345", "联系方式：市商务局外贸科", "政策咨询：市商务局", "监督电话：12345"):
        assert CLOSING.match(line), line
    assert not CLOSING.match("咨询服务机构可以申请。")


def test_short_sentences_in_a_list_without_headings_are_text() -> None:
    assert headings(
        "1.按照国家统一部署，平稳有序实施企业职工基本养老保险缴费比例、缴费基数统一政策，保持企业缴费成本预期稳定。实施降费政策。\n2.继续实施失业保险稳岗返还政策。放宽条件，提高比例。\n"
        "3.落实残疾人就业保障金缓缴政策。暂免征收。\n4.对企业给予补助，最高3万元。"
    ) == [None, None, None, None]
