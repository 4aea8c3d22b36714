"""What the coverage report says was not read, and what it must not list."""

from __future__ import annotations

from ingest.coverage import Coverage, coverage_of
from ingest.notice import notice_of
from ingest.readers import read


def coverage(text: str) -> Coverage:
    return coverage_of(notice_of(read(text.encode(), "a.txt")))


def test_a_number_in_what_introduces_a_section_is_said() -> None:
    """No clause holds it, so no fact does."""
    found = coverage(
        "一、强化科技创新\n2025年，力争研发投入强度达到2.95%。\n（一）支持平台。加快建设。\n（二）支持企业。给予3万元奖励。"
    )
    assert [(n.where, n.quote) for n in found.numbers] == [
        ("1", "2025年，力争研发投入强度达"),
        ("1", "力争研发投入强度达到2.95%。"),
    ]


def test_a_number_in_a_heading_is_said_but_not_its_label() -> None:
    found = coverage("1.实施121人才项目。培养人才。\n2.支持企业。给予3万元奖励。")
    assert [(n.where, n.quote) for n in found.numbers] == [("1", "实施121人才项目。")]


def test_a_number_of_a_cited_document_is_read() -> None:
    """The brackets behind a title belong to the citation, whatever concepts stand inside the title."""
    found = coverage(
        "一、支持农业。按《某区促进现代农业发展跨境电商外贸企业奖扶办法》（某政﹝2016﹞30号）执行。\n二、支持企业。给予3万元奖励。"
    )
    assert found.numbers == ()


def test_issuers_that_stand_twice_are_read() -> None:
    found = coverage(
        "某市商务局\n某市财政局\n文件\n某商发〔2026〕3号\n关于印发扶持办法的通知\n各区县商务局：\n现印发给你们。\n某市商务局\n某市财政局\n"
        "2026年3月1日\n某市扶持办法\n第一条 支持企业。\n第二条 支持园区。"
    )
    assert [loose.quote for loose in found.unread] == []
    assert found.under_nothing == 0


def test_a_line_that_nobody_understands_is_said() -> None:
    found = coverage(
        "HHCR-2023-01005\n某政办发〔2023〕9号\n关于印发某市扶持办法的通知\n各县区：\n现印发给你们。\n"
        "某市人民政府办公室\n2023年3月15日\n某市扶持办法\n第一条 支持企业。\n第二条 支持园区。"
    )
    assert [loose.quote for loose in found.unread] == ["HHCR-2023-01005"]
