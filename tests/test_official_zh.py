"""The frame of a Chinese official document: elements of GB/T 9704-2012, forwarding notices, validity, interpreters, places."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.issuing_place import place_zh, said_place_zh
from ingest.model import Notice
from ingest.notice import notice_of
from ingest.official.dates import date_zh
from ingest.official.title import forwarded_title
from ingest.readers import read
from ingest.validity import interpreters_zh, validity_zh


def parsed(text: str) -> Notice:
    return notice_of(read(text.encode("utf-8"), "frame.txt"))


FORWARDING = """000012
特急
某某市人民政府办公室文件
某政办发〔2026〕12号
某某市人民政府办公室
关于印发某某市促进外贸发展若干措施的通知
各县（市、区）人民政府，市政府各部门：
《某某市促进外贸发展若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。
某某市人民政府办公室
2026年3月2日
（此件公开发布）
某某市促进外贸发展若干措施
为促进外贸发展，根据《国务院办公厅关于促进外贸发展的意见》（国办发〔2025〕9号），制定本措施。
一、支持参展。对参展企业给予补助。
二、支持进口。对进口企业给予贴息。
本措施由市商务局会同市财政局负责解释，自2026年4月1日起施行，有效期至2028年12月31日。
抄送：市委办公室。
某某市人民政府办公室 2026年3月3日印发
"""


def test_a_forwarding_notice_and_its_policy() -> None:
    notice = parsed(FORWARDING)
    assert notice.title is not None and notice.title.value == "某某市促进外贸发展若干措施"
    assert notice.notice_title is not None and notice.notice_title.value.endswith("若干措施的通知")
    assert notice.document_number is not None and notice.document_number.value == "某政办发〔2026〕12号"
    assert [i.value for i in notice.issuers] == ["某某市人民政府办公室"]
    assert [a.value for a in notice.addressees] == ["各县（市、区）人民政府", "市政府各部门"]
    assert notice.issued_on is not None and notice.issued_on.value == date(2026, 3, 2)
    assert notice.printed_on is not None and notice.printed_on.value == date(2026, 3, 3)
    assert notice.valid_from is not None and notice.valid_from.value == date(2026, 4, 1)
    assert notice.valid_until is not None and notice.valid_until.value == date(2028, 12, 31)
    assert [i.value for i in notice.interpreted_by] == ["市商务局", "市财政局"]
    assert [c.document_number for c in notice.cites] == ["国办发〔2025〕9号"]
    assert {"份号", "紧急程度", "附注", "抄送", "印发机关"} <= {e.name for e in notice.elements}
    assert [c.path for c in notice.clauses] == ["1", "2"]


def test_traditional_characters_keep_their_form() -> None:
    notice = parsed(
        "某政辦發〔2026〕9號\n\n關于印發某某縣扶持辦法的通知\n\n各鄉鎮人民政府：\n\n現印發給你們。\n\n某某縣人民政府\n\n2026年3月15日\n\n"
        "某某縣扶持辦法\n\n第一條 支持企業。\n\n第二條 給予3萬元獎勵。"
    )
    assert notice.document_number is not None and notice.document_number.value == "某政辦發〔2026〕9號"
    assert notice.title is not None and notice.title.value == "某某縣扶持辦法"
    assert notice.issued_on is not None and notice.issued_on.value == date(2026, 3, 15)
    assert [str(a.value) for a in notice.clauses[1].amounts] == ["30000"]


def test_an_unsigned_paper_says_in_its_title_who_issues_it() -> None:
    text = "{}关于稳就业的通知\n某办发〔2023〕11号\n各有关单位：\n现通知如下。\n一、支持企业。\n二、支持园区。"
    assert [i.value for i in parsed(text.format("国务院办公厅")).issuers] == ["国务院办公厅"]
    assert [i.value for i in parsed(text.format("某某市人民政府办公室")).issuers] == ["某某市人民政府办公室"]
    assert parsed(text.format("省人民政府")).issuers == ()  # of which province?
    assert parsed("某某市人民政府关于稳就业的意见\n一、支持企业。\n二、支持园区。").issuers == ()  # no number


def test_a_title_above_the_addressees_that_is_no_notice() -> None:
    notice = parsed("稳就业十二条措施（2025年）\n各市人民政府：\n一、支持企业。\n二、支持园区。")
    assert notice.title is not None and notice.title.value == "稳就业十二条措施（2025年）"
    assert notice.year is not None and notice.year.value == 2025


def test_two_provincial_bodies_sign() -> None:
    notice = parsed(
        "关于缓缴社会保险费的通知\n琼税函〔2022〕88号\n各市县税务局：\n现通知如下。\n一、可以缓缴。\n二、不收滞纳金。\n"
        "国家税务总局海南省税务局　海南省人力资源和社会保障厅\n2022年6月28日"
    )
    assert [i.value for i in notice.issuers] == ["国家税务总局海南省税务局", "海南省人力资源和社会保障厅"]


def test_a_title_in_traditional_characters() -> None:
    notice = parsed(
        "某某市富陽區人民政府關於加快發展的若干意見\n各鄉鎮人民政府：\n現提出意見。\n一、支持企業。\n二、支持園區。"
    )
    assert notice.title is not None and notice.title.value == "某某市富陽區人民政府關於加快發展的若干意見"
    assert notice.place is not None and notice.place.value == "某某市富陽區"


def test_a_bare_policy_has_a_title_and_nothing_made_up() -> None:
    notice = parsed(
        "某某县扶持办法（试行）\n为促进发展，结合我县实际，制定本办法：\n第一条 支持企业。\n第二条 支持园区。"
    )
    assert notice.title is not None and notice.title.value == "某某县扶持办法（试行）"
    assert (notice.notice_title, notice.document_number, notice.issued_on, notice.issuers) == (None, None, None, ())


def test_a_title_in_brackets_and_a_remark_above_it() -> None:
    assert (
        title := parsed("《某某市实施细则》\n为促进发展，制定本细则。\n一、甲。\n二、乙。").title
    ) and title.value == "某某市实施细则"
    notice = parsed("（本文有删减）\n某某市实施方案\n为促进发展，制定本方案。\n一、甲。\n二、乙。")
    assert notice.title is not None and notice.title.value == "某某市实施方案"


def test_a_preamble_is_no_title() -> None:
    notice = parsed(
        "某某市若干政策\n为贯彻新发展理念,聚焦高质量,\n率先走出强市之路,特制订如下政策。\n一、甲。\n二、乙。"
    )
    assert notice.title is not None and notice.title.value == "某某市若干政策"


def test_a_title_above_the_number_as_web_pages_have_it() -> None:
    notice = parsed(
        "某市商务局关于印发某市扶持办法的通知\n\n某商发〔2026〕3号\n\n各区县商务局：\n\n现印发给你们。\n\n某市商务局\n\n2026年3月1日\n\n"
        "附件\n\n某市扶持办法\n\n第一条 支持企业。\n\n第二条 支持园区。"
    )
    assert notice.notice_title is not None and notice.notice_title.value == "某市商务局关于印发某市扶持办法的通知"
    assert notice.title is not None and notice.title.value == "某市扶持办法"


def test_a_title_with_its_number_behind_it() -> None:
    notice = parsed(
        "某市人民政府关于印发某市降低企业成本若干政策措施的通知（某府〔2019〕31号）\n各县（市、区）人民政府，市政府各部门：\n"
        "现印发给你们，请认真贯彻执行。\n某市人民政府\n2019年8月16日\n某市降低企业成本若干政策措施\n"
        "一、降低税负。落实政策。\n二、降低用地成本。降低底价。"
    )
    assert notice.document_number is not None and notice.document_number.value == "某府〔2019〕31号"
    assert notice.notice_title is not None and notice.notice_title.value.endswith("若干政策措施的通知")
    assert [a.value for a in notice.addressees] == ["各县（市、区）人民政府", "市政府各部门"]
    at = notice.document_number.span
    assert at is not None and at.of(notice.document.text) == "某府〔2019〕31号"


def test_a_title_above_its_number_begins_with_the_issuer() -> None:
    notice = parsed(
        "某某市人民政府\n关于印发加快物流业发展的\n实施意见的通知\n某政文〔2022〕90号\n各县、区人民政府：\n现印发给你们。\n2022年8月12日\n"
        "加快物流业发展的实施意见\n一、总体要求\n推进发展。\n二、主要任务\n建设网络。"
    )
    title = notice.notice_title
    assert title is not None and title.value == "某某市人民政府关于印发加快物流业发展的实施意见的通知"
    assert title.span is not None and title.span.of(notice.document.text).replace("\n", "") == title.value


def test_a_number_that_is_referred_to_is_not_the_own_one() -> None:
    assert (
        parsed("奖补政策参照某政秘〔2018〕30号文件，内容如下：\n一、给予补助。\n二、给予奖励。").document_number is None
    )


def test_a_title_said_for_short_is_cited_once() -> None:
    notice = parsed(
        "第一条 根据《某区关于支持体育产业的若干措施》（以下简称“《若干措施》”）制定本规程。\n第二条 按照《若干措施》执行。"
    )
    assert [c.title for c in notice.cites] == ["某区关于支持体育产业的若干措施"]


def test_a_certificate_is_no_cited_document() -> None:
    notice = parsed(
        "第一条 根据《管理办法（试行）》（某部联科〔2010〕540号，以下简称《办法》）制定。\n"
        "第二条 持《就业创业证》的人员填写《资金申请表》，按《办法》执行。\n第三条 按《质量保证体系》办理。"
    )
    assert [(c.title, c.document_number) for c in notice.cites] == [
        ("管理办法（试行）", "某部联科〔2010〕540号"),
        ("质量保证体系", None),
    ]


def test_an_announcement_of_two_ministries() -> None:
    notice = parsed(
        "财政部 税务总局关于支持创业就业有关税收政策的公告\n财政部 税务总局公告2023年第15号\n现将有关税收政策公告如下：\n"
        "一、免征增值税。\n二、减征所得税。\n特此公告。\n财政部 税务总局\n2023年8月2日"
    )
    assert notice.title is not None and notice.title.value == "财政部税务总局关于支持创业就业有关税收政策的公告"
    assert notice.document_number is not None and notice.document_number.value == "财政部税务总局公告2023年第15号"
    assert [i.value for i in notice.issuers] == ["财政部", "税务总局"]


def test_two_signatures_on_one_line() -> None:
    notice = parsed(
        "某市商务局 某市财政局关于印发某市扶持办法的通知\n某商发〔2026〕3号\n各区县商务局：\n现印发给你们。\n"
        "某市商务局 某市财政局\n2026年3月1日\n某市扶持办法\n第一条 支持企业。\n第二条 支持园区。"
    )
    assert [i.value for i in notice.issuers] == ["某市商务局", "某市财政局"]
    tax = parsed(
        "关于办税的通知\n某税发〔2026〕3号\n各区县税务局：\n现通知如下。\n国家税务总局某某市税务局\n2026年3月1日\n"
        "某某市办税办法\n第一条 支持企业。\n第二条 支持园区。"
    )
    assert [i.value for i in tax.issuers] == ["国家税务总局某某市税务局"]


def test_a_note_in_a_heading_holds_for_its_clauses() -> None:
    notice = parsed(
        "某某区政策举措\n一、强化科技创新（区科技局牵头）\n（一）支持平台建设。加快建设平台。\n（二）支持企业。培育企业。"
    )
    assert [s.heading for s in notice.sections] == ["强化科技创新"]
    assert [[(u.name, u.role, u.inherited) for u in c.units] for c in notice.clauses] == [
        [("区科技局", "lead", True)]
    ] * 2


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("二〇二三年七月十七日", date(2023, 7, 17)),
        ("2023年7月17日", date(2023, 7, 17)),
        ("２０２３年７月１７日", date(2023, 7, 17)),
        ("2023年2月30日", None),
        ("2023年", None),
    ],
)
def test_dates(text: str, want: date | None) -> None:
    assert date_zh(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("本办法自2023年9月8日起施行，有效期3年。", (date(2023, 9, 8), None, "P3Y")),
        ("本措施自印发之日起试行，试用期1年。", (None, None, "P1Y")),
        ("本政策有效期至2027年12月31日。", (None, date(2027, 12, 31), None)),
        ("本标准从2020年1月1日起施行，有效期两年。", (date(2020, 1, 1), None, "P2Y")),
        ("本办法自印发之日起施行。", (None, None, None)),
        ("本意见自印发之日起执行，2021年12月31日截止。", (None, date(2021, 12, 31), None)),
        ("本政策执行期限为2023年1月1日至2025年12月31日。", (date(2023, 1, 1), date(2025, 12, 31), None)),
        ("本办法自印发之日起试行两年。", (None, None, "P2Y")),
        ("本细则有效期为自发布之日起两年。", (None, None, "P2Y")),
        ("本措施自印发之日起实施，有效期至2025年底。", (None, date(2025, 12, 31), None)),
        ("项目建设期两年，2025年底前完成。", (None, None, None)),  # a project lasts, not the policy
    ],
)
def test_validity(text: str, want: tuple[date | None, date | None, str | None]) -> None:
    said = validity_zh(text)
    parts = (said.valid_from, said.valid_until, said.valid_for)
    assert tuple(part[0] if part else None for part in parts) == want
    for part in parts:
        assert part is None or text[part[1] : part[2]]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("本政策措施由市商务局会同市财政局负责解释。", ["市商务局", "市财政局"]),
        ("本办法由区科技局、区财政局共同负责解释。", ["区科技局", "区财政局"]),
        ("由市商务局负责落实。", []),
        ("具体由市商务局会同市财政局解释。", ["市商务局", "市财政局"]),
        ("由企业解释原因。", []),
    ],
)
def test_interpreters(text: str, want: list[str]) -> None:
    assert [name for name, _, _ in interpreters_zh(text)] == want


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("威海市促进外贸高质量发展政策清单", "威海市"),
        ("广州市天河区深化支持港澳青年创新创业高质量发展实施办法", "广州市天河区"),
        ("威海综合保税区发展跨境电子商务产业三年行动计划", "威海综合保税区"),
        ("关于推动外贸稳规模优结构的若干措施", None),
        ("盘县招商引资优惠办法", "盘县"),  # a name of one character
        ("全县招商引资优惠办法", None),
        ("2024年度某某市工业发展专项资金项目申报指南", "某某市"),
        ("国家税务总局海南省税务局海南省人力资源和社会保障厅关于缓缴的通知", "海南省"),
        ("中共某某市委关于加快发展的意见", "某某市"),
    ],
)
def test_places(title: str, place: str | None) -> None:
    assert place_zh([title]) == place


def test_a_place_said_in_the_preamble() -> None:
    assert said_place_zh("结合我区实际，制定本措施。") is None
    found = said_place_zh("根据上级要求，结合官渡区实际，制定本措施。")
    assert found is not None and found[0] == "官渡区"


def test_forwarded_titles() -> None:
    assert forwarded_title("关于印发《威海市促进外贸政策清单》的通知") == "威海市促进外贸政策清单"
    assert forwarded_title("关于做好参展工作的通知") is None
