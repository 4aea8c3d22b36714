"""措施 in Chinese: sentences, which of them commit anybody, how firmly, and on which conditions."""

from __future__ import annotations

import pytest

from ingest.pipeline.measures_zh import certainty_zh, find_conditions_zh, is_measure_zh, split_sentences_zh

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
    ["支持企业申请AEO认证。", "力争突破100亿元。", "同一项目按就高不重复原则扶持。", "每人仅可申请一次。"],
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
    ],
)
def test_conditions(text: str, want: list[str]) -> None:
    found = find_conditions_zh(text)
    assert [c.quote for c in found] == want
    assert all(c.span.of(text) == c.quote for c in found)
