"""Run-in headings of Chinese clauses and sections: where what stands behind a label is their heading, and where it is text."""

from __future__ import annotations

import re

from ingest.numerals import simplified

_SENTENCE_END = re.compile(r"[。！？!?]")
_NO_HEADING = re.compile(
    r"[，；;,]|\d+(?:\.\d+)?\s*(?:万|亿|元|%|％)|给予(?!正向|差别|不同|更[多大])|奖励\d|是指|以下简称|不[高低超多少][于过]|(?:19|20)\d\d年|按照?.{0,20}执行|负责|自.{0,16}起|有效期|适用"
)


#: 「【目的依据】」, 「（适用范围）」 behind the label of an article
_BRACKETED = re.compile(
    r"(?:【[^【】]{2,20}】|\[[^\[\]]{2,20}\]|[（(](?!一|二|三|四|五|六|七|八|九|十|\d)[^（）()，。；、]{2,12}[)）])[ 　]*(?=[^，。；、和与及的 　])"
)


_COLON_HEADING = re.compile(
    r"(?!对|由|凡|责任|牵头|配合|以下|下列|注|其中|即|如|第)[\u4e00-\u9fff“”、（）()/]{2,16}[：:][ 　]*\n?(?=[^\s：:])"
)
#: before a colon: a sentence that announces a list, a label of a note, no heading
_ANNOUNCES_LIST = re.compile(
    "是指|给予|以下|下列|如下|应当|包括|分别|主要[有为]|需要?提供|责任|牵头|配合|参与|联系|电话|邮箱|网址|地址|^附件?$|[是为的]$"
)


_NAMES_WHAT_FOLLOWS = re.compile(
    r"[\u4e00-\u9fff、（）()“”]{0,14}(?:用途|范围|对象|条件|标准|方式|程序|流程|材料|时间|内容|来源|原则|要求|期限|目标|任务|职责|依据|政策|措施)[：:]$"
)


def announces_zh(line: str) -> bool:
    """Is a line with a colon behind it a heading (「资金用途：」), and no sentence that leads in a list?

    >>> announces_zh("资金用途："), announces_zh("申请企业应当符合以下条件：")
    (True, False)
    """
    return _NAMES_WHAT_FOLLOWS.match(line) is not None and _ANNOUNCES_LIST.search(line[:-1]) is None


def leads_in_zh(heading: str) -> bool:
    """Is what stands behind the label of a section no heading but text that leads in its points?

    >>> leads_in_zh("专项资金主要用于扶持众创空间等创业创新基地建设、公共服务体系建设，以及降低创业创新成本等工作，不得用于基建工程支出。具体包括：")
    True
    >>> leads_in_zh("符合产业政策、环保要求的下列项目，享受财政扶持奖励政策：")
    False
    """
    return len(heading) > _LONGEST_HEADING and re.search("[。；]", heading[:-1]) is not None


#: more characters than these, with a sentence in them, are text
_LONGEST_HEADING = 60


def colon_heading_zh(text: str) -> tuple[int, int] | None:
    """A heading with a colon behind it, 「申报条件：…」: (end of heading, start of body). It is one where the list is made so.

    >>> colon_heading_zh("申报条件：在本市注册的企业。"), colon_heading_zh("应当提交下列材料：申请表。")
    ((4, 5), None)
    """
    found = _COLON_HEADING.match(text)
    if found is None:
        return None
    words = found[0].rstrip("\n 　")[:-1]
    return None if _ANNOUNCES_LIST.search(words) else (len(words), found.end())


def split_heading_zh(text: str, *, commas: bool = False) -> tuple[int, int] | None:
    """The run-in heading of a clause whose label has been cut off: (end of heading, start of body); None if there is none.

    A heading is a first sentence without a comma that more text follows: 「支持数字贸易发展。鼓励企业…」, or stands in brackets:
    「【目的依据】为…」. A first sentence that already grants something is no heading. ``commas``: where the clauses around have
    headings, one may hold a comma.

    >>> text = "支持数字贸易发展。鼓励企业打造数字贸易典型案例。"
    >>> text[: split_heading_zh(text)[0]]
    '支持数字贸易发展'
    >>> split_heading_zh("推广布控查验模式，助力产业发展。优化通关。")
    """
    if (bracketed := _BRACKETED.match(text)) and len(text) > bracketed.end() + 10:
        return bracketed.end(), bracketed.end()
    end = _SENTENCE_END.search(text, 0, 60)
    if end is None or not 2 <= end.start() <= 45:
        return None
    first = simplified(text[: end.start()])
    rest = text[end.end() :].lstrip()
    if not rest or (
        rest[0] in "（("
        and len(rest) < 120
        and not _SENTENCE_END.search(rest.rstrip("）)")[:-1])
        and re.search("单位|單位", rest[:12])
    ):
        return None
    plain = first.replace("（", "").replace("）", "")
    if "：" in plain or ":" in plain:
        return None  # 「奖励标准：按年给予补助。…」
    if _NO_HEADING.search(re.sub("[，,]", "", plain) if commas and len(plain) <= 32 else plain):
        return None
    return end.start(), len(text) - len(text[end.end() :].lstrip())
