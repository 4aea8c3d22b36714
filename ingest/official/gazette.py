"""Heads of papers that are not set like a circular (GB/T 9704-2012, 10): orders 命令（令）, announcements 公告 and
通告 under their own mark, minutes 纪要; and what one line of a red head may hold (份号, 密级 with its 期限, 紧急程度, 签发人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_YEAR = "(?:(?:19|20)\\d{2}|[〇零○一二三四五六七八九]{4})"
#: a number that stands alone under a mark: 第12号, 2024年第3号, 〔2024〕15号, （第8期）
_BARE_NUMBER = re.compile(
    rf"[（(]?(?:{_YEAR}[ 　]*年[ 　]*)?第[ 　]*\d{{1,5}}[ 　]*[号期][)）]?$"
    rf"|[〔\[﹝（(]{_YEAR}[〕\]﹞)）][ 　]*第?[ 　]*\d{{1,5}}[ 　]*[号期]$"
)
#: the kinds of paper that are named in their mark (「…人民政府令」 「…专题会议纪要」)
_KIND = re.compile(
    "(?:文件|命令|令|公告|通告|通报|公报|(?:专题|常务|办公|工作|协调|联席|党组|全体)?(?:会议|办公会议?)?纪要|简报)$"
)
#: of these the mark is a part of the number: 「国务院令第765号」 「商务部公告2024年第3号」
_NUMBERED_KIND = re.compile("(?:命令|令|公告|通告)$")
_NO_MARK = re.compile("关于|[，。；：:《》“”]|[的]")

_HEAD_ELEMENT = re.compile(
    r"(?:(?:份号|编号)[:：]?[ 　]*)?(?P<份号>(?<!\d)\d{6}(?!\d))"
    r"|(?:密级[:：]?[ 　]*)?"
    r"(?P<密级>(?:绝密|机密|秘密|内部(?:资料|文件)?)"
    r"(?:[ 　]*[★☆][ 　]*(?:长期|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个?月|日|天))?)?)"
    r"|(?:紧急程度[:：]?[ 　]*)?(?P<紧急程度>特急|加急|特提|平急)"
)
_SIGNER = re.compile(r"签发人?[ 　]*[:：].{2,60}$")
#: more names of 签发人 on a line below: two to four characters each, up to three of them
_NAMES = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[ 　、]*[\u4e00-\u9fff·]{2,4}){0,2}$")
_NO_NAMES = re.compile("关于|的|[示告知见函复定案]$")
_OFFICE = re.compile("[局委办会院厅部府署处站所关社联省市县区州盟旗镇乡件告令]$")
#: who signs an order: 「部　长　王建国」 「市长　李　明」 「主任　郑某某」
_SIGNS_ORDER = re.compile(
    r"[\u4e00-\u9fff]{0,16}?(?:[部省市县区州局署厅行院会司关盟旗][ 　]*长|总[ 　]*理|主[ 　]*[席任]|书[ 　]*记)"
    r"[ 　]*[:：]?[ 　]*(?:[\u4e00-\u9fff](?:[ 　]*[\u4e00-\u9fff]){1,3}|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,8})$"
)


@dataclass(frozen=True, slots=True)
class NumberedMark:
    """A mark over a number of its own: lines ``first`` to ``number`` (the line of the number), ``joined`` as one is cited."""

    first: int
    number: int
    joined: bool


def numbered_mark(paragraphs: Sequence[str], head: Sequence[int]) -> NumberedMark | None:
    """The mark and the number of an order, an announcement or minutes, on lines of their own at the top of a paper.

    >>> numbered_mark(["某某市人民政府令", "第12号", "某某办法"], range(3))
    NumberedMark(first=0, number=1, joined=True)
    >>> numbered_mark(["某某市人民政府关于稳岗的公告", "第12号"], range(2))
    """
    for i in head[1:14]:
        if len(paragraphs[i]) > 24 or not _BARE_NUMBER.match(paragraphs[i]):
            continue
        mark = paragraphs[i - 1]
        kind = _KIND.search(mark)
        if kind is None or len(mark) > 60 or _NO_MARK.search(mark):
            return None
        first = i - 1
        if kind.start() == 0:  # 「公　告」 on a line of its own, under the names of those who issue it
            while first > 0 and not _NO_MARK.search(paragraphs[first - 1]) and _OFFICE.search(paragraphs[first - 1]):
                first -= 1
            if first == i - 1:
                return None
        return NumberedMark(first, i, _NUMBERED_KIND.search(mark) is not None)
    return None


def mark_name(paragraph: str) -> str:
    """The name of who issues a paper in its mark, without the kind of the paper; the whole line where it is no mark.

    >>> mark_name("某某市商务局文件"), mark_name("某某市人民政府令"), mark_name("关于停业的公告")
    ('某某市商务局', '某某市人民政府', '关于停业的公告')
    """
    kind = None if _NO_MARK.search(paragraph) else _KIND.search(paragraph)
    return paragraph[: kind.start()].rstrip(" 　") if kind else paragraph


def head_elements(paragraph: str) -> list[tuple[str, int, int]]:
    """份号, 密级, 紧急程度 of one line of a head, with their places; empty where the line holds anything else.

    >>> head_elements("000012 机密★3年 特急")
    [('份号', 0, 6), ('密级', 7, 12), ('紧急程度', 13, 15)]
    >>> head_elements("特急件处理办法")
    []
    """
    if len(paragraph) > 40:
        return []
    if _SIGNER.match(paragraph):
        return [("签发人", 0, len(paragraph))]
    found: list[tuple[str, int, int]] = []
    position = 0
    for match in _HEAD_ELEMENT.finditer(paragraph):
        if paragraph[position : match.start()].strip(" 　"):
            return []
        name = match.lastgroup or ""
        found.append((name, *match.span(name)))
        position = match.end()
    return [] if paragraph[position:].strip(" 　") else found


def signer_lines(paragraphs: Sequence[str], start: int, stop: int) -> Iterator[int]:
    """The lines below 「签发人：…」 that go on with names: joint papers name one of each body (GB/T 9704-2012, 7.2.6)."""
    for i in range(start, min(stop, start + 4)):
        line = paragraphs[i]
        if not _NAMES.match(line) or _NO_NAMES.search(line) or _OFFICE.search(line) or head_elements(line):
            return
        yield i


def signs_order(paragraph: str) -> bool:
    """Is a line the office and the name of who signs an order?

    >>> signs_order("部　长　王建国"), signs_order("部长会议研究决定。")
    (True, False)
    """
    return len(paragraph) <= 30 and _SIGNS_ORDER.match(paragraph) is not None
