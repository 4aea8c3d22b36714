"""Wrapped text files: whatever the width, the indent, the blank lines and the page ends, the paragraphs are the same."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest

from ingest.layout import read_layout
from ingest.readers import read

CHINESE = """某市商务局关于印发《某市促进外贸稳增长若干措施》的通知
各区市商务局，国家级开发区商务主管部门：
为稳定全市外贸增长，现将《某市促进外贸稳增长若干措施》印发给你们，请认真贯彻执行。
第一条　支持企业开拓“一带一路”沿线市场，对企业参加“境外百展”的展位费和搭建费，按不超过50%的比例给予补助，每家企业每年最高20万元。
一、支持企业多元化开拓国际市场
制定国际市场开拓计划，对年度新增进出口额5000万元以上的企业，给予一次性奖励3万元；鼓励企业“抱团出海”。（责任单位：市商务局、市财政局）
二、加大信用保险支持
（一）对企业投保短期出口信用保险的，按实际缴纳保费的40%给予支持，单个企业最高不超过100万元。
（二）鼓励银行对外贸企业开展保单融资，降低融资成本，对符合条件的贷款给予贴息，期限不超过一年。
三、推进跨境电商建设
支持建设跨境电商产业园、公共海外仓、独立站等项目，对经认定的，按实际投入的30%给予补助。
四、优化通关服务
落实口岸收费目录清单公示制度，深入开展口岸涉企收费监督检查，将整体通关时间压缩三分之一。
本措施自2026年4月1日起施行，有效期至2027年12月31日。
某市商务局
2026年3月5日""".splitlines()

ENGLISH = """Measures of the City for Promoting the Growth of Foreign Trade
Article 1 Supporting Enterprises in Exploring Markets
We will organise trade fairs in medium- and long-distance markets and pay half the cost of a stand, up to RMB 200,000 a year.
Article 2 Increasing Support for Export Credit Insurance
We will pay 40% of the premiums of short-term export credit insurance, and no firm shall receive more than RMB 1,000,000.
Article 3 Promoting Cross-border E-commerce
Firms that build overseas warehouses shall receive a grant of 30% of what they have spent, once the bureau has checked them.
Article 4 Improving the Services of the Port
We will publish the list of all charges at the port, and cut the time of clearance by a third within one year.""".splitlines()


def columns(character: str, ambiguous: int) -> int:
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1


def wrapped(paragraph: str, width: int, indent: str, ambiguous: int) -> list[str]:
    """Lines of at most ``width`` columns; signs hang over the edge (标点悬挂). “” take one column or two: programs differ."""
    lines, line, filled = [], indent, sum(columns(c, ambiguous) for c in indent)
    for character in paragraph:
        size = columns(character, ambiguous)
        if filled + size > width and character not in "，。、；：）》”":
            lines.append(line)
            line, filled = "", 0
        line, filled = line + character, filled + size
    return [*lines, line]


def paragraphs(text: str) -> list[str]:
    return ["".join(p.split()) for p in read_layout(read(text.encode(), "a.txt")).lines()]


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("width", [30, 36, 40, 60, 64, 76, 80])
@pytest.mark.parametrize("indent", ["　　", "    ", "\u00a0\u00a0\u00a0\u00a0"])
def test_lines_under_indents(width: int, indent: str, ambiguous: int) -> None:
    lines = [line for p in CHINESE for line in wrapped(p, width, indent, ambiguous)]
    want = ["".join(p.split()) for p in CHINESE]
    assert paragraphs("\n".join(lines)) == want
    paged = ["\n".join(lines[at : at + 9]) + f"\n\n{f'— {at // 9 + 1} —':^{width}}\n" for at in range(0, len(lines), 9)]
    assert paragraphs("\f".join(paged)) == want


@pytest.mark.parametrize("width", [30, 36, 40, 60])
def test_blank_lines_between(width: int) -> None:
    text = "\n\n".join("\n".join(wrapped(p, width, "", 2)) for p in CHINESE)
    assert paragraphs(text) == ["".join(p.split()) for p in CHINESE]


@pytest.mark.parametrize("width", [57, 58, 60, 64, 72, 76, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_english(width: int, between: str) -> None:
    text = between.join("\n".join(textwrap.wrap(p, width)) for p in ENGLISH)
    assert list(read_layout(read(text.encode(), "a.txt")).lines()) == ENGLISH


@pytest.mark.parametrize("width", [60, 76])
def test_english_over_pages(width: int) -> None:
    """A page that ends in a sentence, its number, and a blank line before the next page: nothing of it ends the sentence."""
    lines = [line for p in ENGLISH for line in textwrap.wrap(p, width)]
    pages = ["\n".join(lines[at : at + 4]) + f"\n\n{f'- {at // 4 + 1} -':^{width}}\n" for at in range(0, len(lines), 4)]
    assert list(read_layout(read("\f".join(pages).encode(), "a.txt")).lines()) == ENGLISH
