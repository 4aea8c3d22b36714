"""措施 in Chinese: sentences, which of them commit anybody, how firmly, and on which conditions."""

from __future__ import annotations

import pytest

from ingest.notice import notice_of
from ingest.pipeline.measures_zh import (
    certainty_zh,
    find_conditions_zh,
    is_measure_zh,
    is_scope_heading_zh,
    split_sentences_zh,
)
from ingest.readers import read

SENTENCES: dict[str, tuple[str, list[str]]] = {
    "full stops": ("支持进口。扩大出口。", ["支持进口。", "扩大出口。"]),
    "semicolons": ("鼓励参展；给予补助。", ["鼓励参展；", "给予补助。"]),
    "semicolon in brackets": ("支持进口（含原料；设备）。", ["支持进口（含原料；设备）。"]),
    "stop in quotation marks": ("推广“一次办。当场结”服务。", ["推广“一次办。当场结”服务。"]),
    "paragraphs": ("支持进口\n扩大出口。", ["支持进口\n扩大出口。"]),
    "half-width marks": ("支持进口;扩大出口!", ["支持进口;", "扩大出口!"]),
    "colon opens no sentence": ("按以下标准：年出口额达标的给予奖励。", ["按以下标准：年出口额达标的给予奖励。"]),
    "nothing but marks": ("。。；", []),
}


@pytest.mark.parametrize(("text", "want"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(text: str, want: list[str]) -> None:
    assert [span.of(text) for span in split_sentences_zh(text)] == want


@pytest.mark.parametrize(
    "sentence",
    [
        "支持企业申请AEO认证。",
        "支持对象优先扶持小微企业。",
        "本细则适用于在本区注册的企业，由区经济发展局负责组织实施。",
        "力争突破100亿元。",
        "同一项目按就高不重复原则扶持。",
        "每人仅可申请一次。",
    ],
)
def test_measures(sentence: str) -> None:
    assert is_measure_zh(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "本办法所称总部企业，是指在本区设立的企业。",
        "本措施适用于在我市注册的企业。",
        "本办法所称“以上”“以下”均包括本数，所涉货币单位均指人民币。",
        "会展专项资金是指市财政安排的资金。",
        "博士后工作站（以下简称工作站），是指经批准招收博士后人员的组织。",
        "县内企业改扩建的新增投资也适用本办法。",
        "采石场等项目不适用本办法。",
        "本优惠办法适用于到我县投资的企业。",
        "扶持对象为从事蔬菜生产的农户、合作社和企业。",
    ],
)
def test_no_measures(sentence: str) -> None:
    assert not is_measure_zh(sentence)


@pytest.mark.parametrize(
    ("sentence", "want"),
    [
        ("给予3万元奖励。", "committed"),
        ("全面落实免税政策。", "committed"),
        ("给予一定比例支持。", "unspecified"),
        ("对参展企业给予支持。", "unspecified"),
        ("力争全年新增100家。", "strive"),
        ("争取设立海关监管场所。", "strive"),
        ("研究对交通费用给予补贴。", "study"),
        ("研究设立供应链基金。", "study"),
        ("給予3萬元獎勵。", "committed"),
    ],
)
def test_certainty(sentence: str, want: str) -> None:
    assert certainty_zh(sentence) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("对年度新增进出口额5000万元（含）以上的，给予3万元奖励。", ["对年度新增进出口额5000万元（含）以上的"]),
        ("对新认定的国家级基地企业，给予50万元奖励。", ["对新认定的国家级基地企业"]),
        ("支持企业发展。", []),
        # a size in front of who is addressed, no 对
        ("年出口5000万美元以上的外贸企业，给予50万元奖励。", ["年出口5000万美元以上的外贸企业"]),
        (
            "固定资产投资在100万元到1000万元（不含1000万元）的项目，按1%给予奖励。",
            ["固定资产投资在100万元到1000万元（不含1000万元）的项目"],
        ),
        # 且 joins two segments to one condition
        (
            "固定资产投资5000万元以上，且每亩投资在100万元以上的，补贴80%。",
            ["固定资产投资5000万元以上，且每亩投资在100万元以上的"],
        ),
        ("对参加境外展会，并纳入年度计划的企业，每个展位资助1万元。", ["对参加境外展会，并纳入年度计划的企业"]),
        ("对列入重点企业库的每家奖励20万元。", ["对列入重点企业库的"]),
        # what is supported is no condition
        ("支持10家以上的企业，开展培训。", []),
    ],
)
def test_conditions(text: str, want: list[str]) -> None:
    found = find_conditions_zh(text)
    assert [c.quote for c in found] == want
    assert all(c.span.of(text) == c.quote for c in found)


@pytest.mark.parametrize(
    ("heading", "want"),
    [
        ("适用范围", True),
        ("本意见适用范围", True),
        ("奖扶对象", True),
        ("招商引资奖励范围", True),
        ("奖励对象及条件", True),
        ("投资项目必须符合产业政策，同时符合以下两个条件", True),
        ("名词解释", True),
        ("申报材料", True),
        ("企业有下列情形之一的，不予奖励", True),
        ("申报企业须提供以下材料", True),
        ("联系方式", True),
        ("创新材料产业", False),
        ("扩大支持范围", False),  # something is done
        ("放宽申报条件", False),
        ("支持重点对象发展", False),
        (None, False),
    ],
)
def test_headings_of_scope(heading: str | None, want: bool) -> None:
    assert is_scope_heading_zh(heading) is want


def test_who_may_apply_is_no_measure_unless_it_is_paid() -> None:
    notice = notice_of(
        read(
            "一、扶持对象\n1.在本区注册的商贸企业。\n2.对首次纳统的企业给予3万元奖励。\n"
            "二、政策措施\n3.支持企业参展。".encode(),
            "a.txt",
        )
    )
    assert [[m.id for m in c.measures] for c in notice.clauses] == [[], ["1/2#1"], ["2/3#1"]]
