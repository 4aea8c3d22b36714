"""From lines to paragraphs and back: wraps, labels, brackets that stay open, page numbers, the map to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import language_of, read_layout
from ingest.model import Document, Span


def layout(text: str) -> list[str]:
    return list(read_layout(Document(text=text, source="t", format="text", sha256="")).lines())


ROWS: dict[str, tuple[str, list[str]]] = {
    "a page break in a sentence": (
        "支持参展，帮助企业开拓国际\n\n市场，给予补助。",
        ["支持参展，帮助企业开拓国际市场，给予补助。"],
    ),
    "a label opens a paragraph": ("支持参展。\n二、扩大进口。", ["支持参展。", "二、扩大进口。"]),
    "an open bracket goes on": (
        "支持参展。（责任单位：市商务局、\n\n市财政局）",
        ["支持参展。（责任单位：市商务局、市财政局）"],
    ),
    "an open title goes on": ("落实《关于促进\n发展的意见》精神。", ["落实《关于促进发展的意见》精神。"]),
    "a note joins its paragraph": ("支持参展。\n（牵头单位：市商务局）", ["支持参展。（牵头单位：市商务局）"]),
    "page numbers": ("支持参展，开拓\n— 2 —\n国际市场。", ["支持参展，开拓国际市场。"]),
    "a number broken from its unit": ("新增 2000\n万元以上，给予奖励。", ["新增2000万元以上，给予奖励。"]),
    "a heading that ends in a whole word": (
        "二、增加文化展演和会展活动产品供给\n继续开展精品赛事，办好展会。",
        ["二、增加文化展演和会展活动产品供给", "继续开展精品赛事，办好展会。"],
    ),
    "a line that breaks off at 给": (
        "支持企业，按投资额的10%给\n予补助。",
        ["支持企业，按投资额的10%给予补助。"],
    ),
    "a title with its number ends": (
        "某市人民政府关于印发若干政策措施的通知（某府〔2019〕31号）\n各县（市、区）人民政府：",
        ["某市人民政府关于印发若干政策措施的通知（某府〔2019〕31号）", "各县（市、区）人民政府："],
    ),
    "codes that the wrap divided are no label": (
        "支持企业，开展9710、98\n10、1210模式业务。",
        ["支持企业，开展9710、9810、1210模式业务。"],
    ),
    "a date on its own": ("威海市商务局\n2026年1月4日\n", ["威海市商务局", "2026年1月4日"]),
    "half-width marks run on": (
        "为贯彻新发展理念,进一步聚焦\n高质量发展,制定如下政策。",
        ["为贯彻新发展理念,进一步聚焦高质量发展,制定如下政策。"],
    ),
    "closing words open a paragraph": (
        "支持企业发展。\n本措施由市商务局负责解释。",
        ["支持企业发展。", "本措施由市商务局负责解释。"],
    ),
    "Latin words keep their space": ("加快落实，推进 RCEP\nFTA 落地。", ["加快落实，推进RCEP FTA落地。"]),
}


@pytest.mark.parametrize(("text", "want"), ROWS.values(), ids=ROWS.keys())
def test_paragraphs(text: str, want: list[str]) -> None:
    assert layout(text) == want


def test_a_page_without_line_breaks_is_cut_at_its_labels() -> None:
    article = "为促进本县电子商务健康发展，优化发展环境，充分发挥财政资金的导向作用，制定本办法" * 6
    text = f"某县扶持办法第一章总则第一条{article}。第二条按照第一条规定给予补助。{article}。"
    text += "第三条补助标准（一）一万元；（二）两万元。"
    heads = [
        "某县扶持办法",
        "第一章总则",
        "第一条为促进",
        "第二条按照第",
        "第三条补助标",
        "（一）一万元",
        "（二）两万元",
    ]
    assert [paragraph[:6] for paragraph in layout(text)] == [head[:6] for head in heads]


def test_annexes_stand_apart() -> None:
    text = "二、支持进口\n附件1\n申报材料\n1. 申请表\n2. 承诺书\n附件2"
    assert layout(text) == ["二、支持进口", "附件1", "申报材料", "1.申请表", "2.承诺书", "附件2"]


@given(st.text(alphabet="一、（）《》。，\n 　甲乙AB12", max_size=80))
def test_the_map_leads_home(text: str) -> None:
    reading = read_layout(Document(text=text, source="t", format="text", sha256=""))
    for i, c in enumerate(reading.text):
        source = reading.source(Span(i, i + 1))
        if c not in "\n ":
            assert source.of(text) == c
    inside = [c for c in reading.text if c not in "\n "]
    assert len(inside) <= len(text)


@given(st.lists(st.text(alphabet="甲乙丙，。", min_size=1, max_size=20), min_size=1, max_size=6))
def test_a_reader_that_knows_its_paragraphs_keeps_them(pieces: list[str]) -> None:
    spans, at = [], 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    document = Document(text="\n".join(pieces), source="t", format="html", sha256="", paragraphs=tuple(spans))
    assert list(read_layout(document).lines()) == pieces


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("支持企业申请AEO认证", "zh"),
        ("The RCEP (区域全面经济伙伴关系协定) entered into force in China", "en"),
        ("支持 FTA", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language
