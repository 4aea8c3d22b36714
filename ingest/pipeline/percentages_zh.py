"""Shares that Chinese text writes without the sign %: 百分之三十, 千分之五, 三分之一, 一半, 三成五, 八五折, 减半, 全额.

折 is what is left to pay (八折 is 80 %). A third is said as 33.33 %, to two places. What is no share is left alone: 三成品油,
半成品, 三折页, 百折不挠.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ingest.numerals import chinese_number, number
from ingest.pipeline.numbers_zh import ARABIC, CHINESE, DIGIT, NUMBER, NUMERALS, SPACE, TO


class Share(NamedTuple):
    """``value`` in ``unit`` (%, 百分点) as meant by ``folded[start:end]``; ``part`` marks the ends of a range (low, high)."""

    start: int
    end: int
    value: Decimal
    part: str = ""
    unit: str = "%"


#: 百 分 之 with the spaces that justified lines leave in it
_OF_HUNDRED = "[百佰] *+分 *+之"
#: what may follow 百分之: also 五 十, 一 百二 十点 五, spread over a justified line
_SPREAD = f" {{0,2}}[{NUMERALS}](?: ?(?:点 ?)?[{NUMERALS}]){{0,20}}+"
_SPREAD_NUMBER = rf"(?:{SPACE}{ARABIC}|{_SPREAD})"

#: where such a share may begin, apart from a numeral that 分之, 成 or 折 follows: first characters, and what stands behind each
SEEDS = {
    "百佰": " *+分 *+之",
    "千万": "分之",
    "打": "[对半]折",
    "半": "(?=个?百分点|成|倍|折)|价(?=$|[，。；、)]|的?[给予支补资奖返扶承减退保征收报缴优])",
    "一": "半",
    "全": "额(?=的?[给予支补资奖返扶承减退保征收报缴优追免])",
    "减": "半(?=$|[，。；)]|的?[给予支补资奖返扶承减退保征收报缴优])",
    "折": "半(?=的?[给予支补资奖返扶承减退保征收报缴优])",
    "对": "折(?=的?[给予支补资奖返扶承减退保征收报缴优])",
}
_WORDS = re.compile(
    r"打(?P<half>[对半]折)|(?P<full>全额|减半|折半|半价|对折)(?=(?:的)?(?:给予|予以|支持|补贴|补助|资助|奖励|返还|扶持|承担|减免|退还|保费|征收|收取|补偿|奖补|报销|缴纳|优惠|收缴|追缴|收回|追回|退回|免[收征除])|(?<=半价)(?=$|[，。；、)])|(?<=减半)(?=$|[，。；)]))"
    r"|(?P<one>(?<![另上下前后大多小])一半)(?!导体|球|路|山|截|天|是)|(?P<off>(?<![一另大小多])半折)(?!叠)"
)
_PARTS = re.compile(
    rf"{_OF_HUNDRED}(?P<pct>负?{_SPREAD_NUMBER})(?P<scale>{SPACE}[kKM](?![A-Za-z]))?"
    rf"(?:{TO}(?:{_OF_HUNDRED})?(?P<pct2>{NUMBER}))?"
    rf"|(?P<of>\d{{1,4}}+|{CHINESE})分之(?P<top>{NUMBER})(?:{TO}(?P<of2>\d{{1,4}}+|{CHINESE})分之(?P<top2>{NUMBER}))?"
)
#: 两免三减半: years without a tax and years with half of it
_HOLIDAY = re.compile(r"([一二两三四五六七八九十1-9]免)[一二两三四五六七八九十1-9]减半")
#: 1/3 where the words around it say that it is a share
_SLASHED = re.compile(r"(?P<top>[1-9])/(?P<of>[2-9]|10)(?![\d/.:%年月日天A-Za-z+-])")
_SHARED = re.compile(
    r"(?:按照?|占|达到?|超过?|不低于|不少于|不超过|不高于|减免|减征|返还|补助|补贴|近|约)[^，。；\d]{0,6}$"
)
_OF_IT = re.compile(r"(?:及?以[上下内]|的比例|的标准)")
#: behind 三成, 半成: it begins another word (成立, 成品, 一成不变, 九成新)
_NO_TENTHS = "[为立功果员套品绩年交就长分熟本都效型语不新谱]|一旅"
#: behind 三折: 折叠, 三折页, 三折其肱
_NO_OFF = "[叠算旧射扣合页线返损断磨腾桂纸价肱其]"
_TENTHS = re.compile(
    rf"(?P<tenths>{DIGIT}(?: ?点 ?[一二三四五六七八九])?|十|1?\d(?:\.\d)?){SPACE}成(?P<more>半|{DIGIT}(?!成)| {DIGIT}(?=$|[，。；、)的]))?"
    rf"(?!{_NO_TENTHS})|(?P<halftenth>(?<![一另大小多])半)成(?!{_NO_TENTHS})"
    rf"|(?P<off>\d \d(?= 折)|\d{{1,2}}(?:\.\d{{1,2}})?|[一二两三四五六七八九陆](?: ?点? ?[一二三四五六七八九])?){SPACE}折(?!{_NO_OFF})"
)
#: 一 百 五 十 个 百 分 点, spread over a justified line
_POINTS = re.compile(rf"(?P<n>{ARABIC}|[{NUMERALS}](?: ?(?:点 ?)?[{NUMERALS}]){{0,20}}+) {{0,6}}个? *+百 *+分 *+点")
#: before 三成, 三折: it is the end of another word (一波三折)
_NAMED = ("完", "变", "构", "形", "组", "生", "合", "波", "无")
_SCALES = {"k": 3, "K": 3, "M": 6}
_OF = {"百": 100, "千": 1000, "万": 10000}


#: no number before 分之, 成 or 折 is longer
_NEAR = 60


def shares(folded: str, start: int) -> tuple[int, list[Share]] | None:
    """The shares that begin at ``start``, and where they end; None if none does.

    >>> [[str(s.value) for s in shares(t, 0)[1]] for t in ("百分之三十至五十", "三分之一", "八成半", "九五折", "一半")]
    [['30', '50'], ['33.33'], ['85'], ['95'], ['50']]
    """
    first = folded[start]
    if first in "全减折对打半" or folded.startswith("一半", start):
        m = _WORDS.match(folded, start)
        if m is not None:
            begin = m.start("half") if m["half"] else start
            return m.end(), [Share(begin, m.end(), Decimal(100 if m["full"] == "全额" else 50))]
    if folded.startswith("免", start + 1) and (m := _HOLIDAY.match(folded, start)):
        return m.end(), [Share(start, m.end(1), Decimal(100)), Share(m.end(1), m.end(), Decimal(50))]
    near = folded[start : start + _NEAR]
    if "分" in near and (m := _PARTS.match(folded, start)):
        found = list(_parts(folded, m))
        return max((share.end for share in found), default=m.end()), found
    if folded.startswith("/", start + 1) and (m := _SLASHED.match(folded, start)):
        part = _fraction(m["of"], m["top"])
        said = _SHARED.search(folded, max(0, start - 12), start) or _OF_IT.match(folded, m.end())
        return (m.end(), [Share(start, m.end(), part)]) if part is not None and said else None
    if " " in near[:24] and (m := _POINTS.match(folded, start)) and " " in m[0]:
        points = number(m["n"])
        return m.end(), [] if points is None else [Share(start, m.end(), points, unit="百分点")]
    if ("成" in near or "折" in near) and (m := _TENTHS.match(folded, start)):
        named = folded[max(0, start - 1) : start].endswith(_NAMED)
        value = None if named else _off(m["off"]) if m["off"] else _tenths(m)
        return m.end(), [] if value is None else [Share(start, m.end(), value)]
    return None


def _parts(folded: str, m: re.Match[str]) -> Iterator[Share]:
    start, end = m.start(), m.end()
    if m["pct"]:
        printed = m["pct"].strip()
        low = number(printed.removeprefix("负"))
        if low is None and " " in printed:  # 「百分之五 三家企业」: the space parts them
            printed = printed.partition(" ")[0]
            low, end = number(printed.removeprefix("负")), m.start("pct") + len(m["pct"]) - len(m["pct"].lstrip())
            end += len(printed)
        if low is None:
            return
        low = -low if printed.startswith("负") else low
        if m["scale"]:
            low = low.scaleb(_SCALES[m["scale"].strip()])
        high = number(m["pct2"]) if m["pct2"] and end == m.end() else None
        yield Share(start, end, low, "low" if high is not None else "")
        if high is not None:
            yield Share(m.start("pct2"), end, high, "high")
        return
    one, two = _fraction(m["of"], m["top"]), _fraction(m["of2"], m["top2"])
    if one is None or folded[max(0, start - 1) : start] in ("又", "第"):
        return
    yield Share(start, end, one, "low" if two is not None else "")
    if two is not None:
        yield Share(m.start("of2"), end, two, "high")


def _fraction(of: str | None, top: str | None) -> Decimal | None:
    """三, 一 → 33.33; None for more than a whole, unless it is counted in hundreds or thousands."""
    if not of or not top:
        return None
    below, above = Decimal(_OF.get(of) or number(of) or 0), number(top)
    if not below or above is None or (above > below and of not in _OF):
        return None
    value = 100 * above / below
    return value if value == round(value, 8) else round(value, 2)


def _tenths(m: re.Match[str]) -> Decimal | None:
    """三成 → 30, 八成半 → 85, 五成五 → 55, 六点五成 → 65, 半成 → 5."""
    if m["halftenth"]:
        return Decimal(5)
    value, more = number(m["tenths"]), (m["more"] or "").strip()
    if value is None or value > 10 or (value == 10 and more):
        return None
    extra = Decimal(5) if more == "半" else (number(more) or Decimal(0)) if more else Decimal(0)
    return value * 10 + extra


def _off(printed: str) -> Decimal | None:
    """八折 → 80, 九五折 → 95, 7.5折 and 七点五折 → 75: what is left to pay."""
    printed = printed.replace(" ", "")
    if printed[0].isdigit():
        value = Decimal(printed)
        return value * 10 if value <= 10 else value
    if "点" in printed:
        tenths = chinese_number(printed)
        return None if tenths is None else tenths * 10
    digits = [digit for digit in map(number, printed) if digit is not None]
    return digits[0] * 10 + (digits[1] if len(digits) == 2 else Decimal(0))
