"""Whether a quantity stands in a condition (条件), and whether its sentence grants something to those who meet it.

「展览面积不少于1万平方米、专业观众不少于5000人次的，认定为国际性展会」: 的 closes a condition, and what follows is granted. 「给予展位费50%的补贴」 has
的 too, but a payment stands before the number. Words are in ``ingest/lexicon/amount_cues_zh.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.lexicon.table import cues
from ingest.pipeline.quantities_zh import Quantity


@cache
def cue(name: str, shape: str = "<>") -> re.Pattern[str]:
    """The words of a class of the table, in a pattern: ``<>`` in ``shape`` stands for them."""
    return re.compile(shape.replace("<>", f"(?:{cues('amount_cues_zh.tsv')[name]})"))


MORE, LESS = (">=", ">"), ("<=", "<")
#: what may follow a condition
MEMBER = ("的", "且", "、", "及", "并", "或", "但")
#: a level that is reached, and one that is not to be left
REACHED = re.compile(r"(?:达到?|满|为|完成|实现|增至|增加到|到位|到账|到资|在)[^，。；]{0,4}$")
HELD_TO = re.compile(r"(?:掌握|控制|限制)在[^，。；]{0,2}$")


@dataclass(slots=True)
class Setting:
    """A quantity in its sentence: what the sentence says before and behind it, whether it pays and strives (力争).

    ``pays_left`` is whether the segment right before the number pays already, ``requires`` whether the sentence
    says what an applicant has to have (「申报企业须…」, or one of several that 「申报条件：」 opens).
    """

    one: Quantity
    before: str
    after: str
    pays: bool
    strives: bool
    pays_left: bool
    requires: bool


@cache
def _granted() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(rf"{words['pay']}|{words['qualify']}")


@cache
def _closing() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(
        r"(?:/[^，。；、\d的]{1,3}(?=[、的]))?(?:"
        # 「面积9平方米的，」 「144平方米及以下新建商品住房的，」
        r"[^，。；\d]{0,16}的$"
        # 「裁员率不高于20%的参保企业」
        rf"|的[^，。；\d给奖补资贴支]{{0,12}}(?:{words['who']})"
        # 「增速超过30%的奖励15万元」 「1亿元以下的补助不超过500万元」: a verb of payment with its sum
        rf"|的(?:再|另|再次|一次性|每[家个户人])?(?:{words['pay']})[^，。；]{{0,10}}?(?:\d|不超过|最高)"
        r"|的(?:按|可以?|均|每|分别|不予|不再))"
    )


#: 「不少于1万平方米、专业观众不少于5000人次的」: the last of several conditions carries the 的 for all
_AND_SO = re.compile(
    r"(?:/[^，。；、\d的]{1,3})?(?:、|，?且|，?并且|或者?|和)(?!(?:给予|奖励|补))[^，。；奖补]{0,40}?的(?:[，、]|不予|不享受|企业|项目|单位|机构|园区|展会)"
)


#: 「销售额达到2000万元，均可申报」: a condition without 的
_REACHED = re.compile(r"(?:达到?|超过?|突破|不低于|不少于|满)[^，。；\d]{0,12}$")


#: how the next of several conditions may begin
_JOINS = tuple("、，且并或和/")


def owed(at: Setting) -> bool:
    """Does the segment before a number say that it is paid or how it is reckoned (给予…, 奖励…, 按…)?"""
    return at.pays_left or "按" in at.one.left


def grants(words: str) -> bool:
    """Does a sentence pay, or open something to those it speaks of (可申请, 认定为, 优先)?"""
    return _granted().search(words) is not None


#: 「100座以下每架次补贴1万元」: no 的 between what qualifies and what is paid
_PAID_NOW = re.compile(r"(?:每[^，。；\d]{1,4}|一次性|分别|再|另)?(?:给予|奖励|补助|补贴|资助|奖补)[^，。；\d]{0,6}\d")
#: 「2.0升及以下排量燃油车补贴1.5万元」: behind 以上, 以下 the name of what qualifies may stand between
_PAID_AT_ONCE = re.compile(r"[^，。；、\d的]{0,12}?" + _PAID_NOW.pattern)
#: a payment that is made, not only spoken of (政府特殊津贴, 资助机构)
PAYS = re.compile(
    r"给予|予以|(?:奖励|补助|补贴|资助|扶持|奖补)[^，。；]{0,12}(?:\d|标准)"
    r"|按[^，。；]{2,30}(?:奖励|补助|补贴|资助|扶持|奖补|支持)"
)


@cache
def _then() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(rf"[、\d万亿千元家个%美]*\)?，(?:均|都|即)?(?:{words['qualify']}|分别(?:{words['pay']}))")


def closes(one: Quantity, after: str) -> bool:
    """Is the quantity the end of a condition, or one of several that end together?"""
    if "的" in one.right and _closing().match(one.right) is not None:
        return True
    if after[:1] in _JOINS and _AND_SO.match(after) is not None:
        return True
    if one.comparator != "=" and (_PAID_AT_ONCE if one.bound_from == "after" else _PAID_NOW).match(one.right):
        return True
    return _then().match(after) is not None and _REACHED.search(one.left) is not None


@cache
def _next() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(
        rf"(?P<task>，(?:并|同时|再|另|积极)?(?:对(?![外口接])|凡|鼓励))|(?P<end>的[^，。；]{{0,12}}?(?:{words['who']})?，)"
        rf"|(?P<pay>{PAYS.pattern})"
    )


def leads_to_payment(after: str) -> bool:
    """What comes first behind a number: a payment or the end of a condition, or somebody else who is addressed?

    「一次人数达到300人以上，游览5个以上景区，一次性奖励」 leads to a payment, 「每年组织活动20场以上，对参展企业给予补助」 does not.
    """
    segment, comma, _ = after.partition("，")
    if PAYS.search(segment):
        return True
    found = _next().search(after, len(segment)) if comma else None
    return found is not None and found.lastgroup != "task"
