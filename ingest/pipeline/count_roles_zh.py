"""What a counted quantity (家, 人, 平方米, 倍) in a Chinese notice is for: asked for, capped, aimed at, or only told.

A lower bound divides conditions (「一次人数达到300人以上，…一次性奖励」) from tasks (「每年组织活动20场以上，对参展企业给予补助」) by what comes first behind it.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.model import AmountRole
from ingest.pipeline.bounds_zh import bound_at
from ingest.pipeline.conditions_zh import LESS, MEMBER, MORE, PAYS, Setting, cue, leads_to_payment, owed

_AGES = ("周岁", "岁")
_ADDRESSED = re.compile(r"^(?:对|凡|经|当年|年度)")
_TIMED = re.compile(
    r"20\d\d年|年底|年内|到20|每年|全年|未来[^，。；]{1,3}年|用[\d一二三四五六七八九十两]{1,2}年|[\d一二三四五六七八九十两]年[之以]?内"
)


#: what opens a condition, and a payment that follows on one
_OPENED = re.compile(r"(?:^|[，。；\n])(?:对|凡|经|符合|年度?|当年|首次|获)[^。；]*$")
_THEN_PAID = re.compile(
    r"[^，。；]*，(?:每[^，。；]{0,6}|可)?(?:一次性|分别|按|给予|予以|奖励|再|最高|享受|补助|补贴|另|资助|减|免)"
)


def _conditional(before: str, after: str) -> bool:
    """Is what is said a condition (「对吸纳就业50人以上，…给予」), and no task beside a payment (「每年组织20场以上，对…给予」)?"""
    return _OPENED.search(before) is not None or _THEN_PAID.match(after) is not None


@cache
def _makes() -> re.Pattern[str]:
    return cue("create", r"(?:(?:依托|通过|围绕|结合)[^，。；\d]{2,14}?)?[^，。；\d]{0,8}?<>(?:[^，。；\d]|\dG){2,24}$")


#: 「智能工厂50个、数字化车间200个」
_MORE_OF_IT = re.compile(r"(?:[、和及][^，。；、\d]{2,16}\d+[ ]?[\u4e00-\u9fff]{1,4})+")


_SIZED = re.compile(r"(?:以上)?的?[^，。；\d]{0,6}(?:企业|项目|园区|集群|基地|平台|产业)$")


@cache
def _makes_sized() -> re.Pattern[str]:
    return cue("create", r"(?:^|[，。；\n])[^，。；\d]{0,8}?<>[^，。；\d]{2,24}\d[^，。；]{2,14}$")


#: what has been done is no target
_DONE = re.compile(r"已|累计|目前|现有|(?<!公)共|了|等|其中|包括")
_NEXT_PAID = re.compile(r"[^，。；]{0,12}，(?:一次性|另外?|再)?(?:奖励|补助|补贴|奖补)[^，。；]{0,6}\d")
_REACHED = re.compile(r"(?:达到?|满|累计)[^，。；]{0,4}$")
_GROWN_TO = re.compile(r"(?:达到?|增至|增加到|扩大到|提高到|突破)[ ]*$")
_SMALLER = re.compile(r"(?:小于|低于|少于|不满|未满|不足)[^，。；]{0,2}$")
#: a level that is held
_HELD = re.compile(r"(?:稳定在|保持在|维持在|保持|稳定)[ ]*$")


def count_role(at: Setting) -> AmountRole:
    """The role of a count, if it is no step and does not end a condition."""
    one, left, right = at.one, at.one.left, at.one.right
    if one.unit == "倍" and (at.pays or re.search(r"按照?[^，。；]{0,30}$|比例[^，。；]{0,4}$", left)):
        return "rate"
    if one.unit == "倍" and "罚款" in right[:6]:
        return "rate"
    if one.comparator in LESS and one.bound_from in ("before", "list", "after"):
        return _at_most(at)
    if at.strives:
        return "target"
    made = cue("create", "<>(?:好|成|和[^，。；]{2,4}|一批|约|近)?$").search(left) is not None
    if one.bound_from == "range" and made and not right.endswith("的") and not _ADDRESSED.search(left):
        return "target"
    stretch = left[: bound_at(left)] if one.bound_from == "before" else left
    brings = cue("bring", "<>[^，。；]{0,20}$").search(stretch) is not None
    if one.comparator in MORE:
        return _at_least(at, brings=brings)
    if one.bound_from == "range":
        return "threshold" if at.pays or right.startswith(MEMBER) else "count"
    return _plain(at, made=made, brings=brings)


def _at_most(at: Setting) -> AmountRole:
    """Bounded from above: how many are supported at most, unless the words measure who qualifies."""
    one, left, right = at.one, at.one.left, at.one.right
    if one.unit in _AGES:
        return "threshold"
    if one.bound_from == "after":
        measured = right.startswith(("的", "、")) or cue("size_noun", "<>[^，。；]{0,4}$").search(left)
        return "threshold" if measured else "cap"
    smaller = one.comparator == "<" or _SMALLER.search(left) is not None
    return "threshold" if smaller and right.startswith(("的", "且")) else "cap"


def _at_least(at: Setting, *, brings: bool) -> AmountRole:
    """Bounded from below: a condition where the sentence pays for it, a task where something is brought in or held."""
    one, left, right, pays = at.one, at.one.left, at.one.right, at.pays
    if one.unit in _AGES or one.unit == "分":
        return "threshold"
    if one.bound_from in ("after", "range"):
        task = right[:1] != "的" and (brings or _HELD.search(left))
        if task and not (pays and (_conditional(at.before, at.after) or leads_to_payment(at.after))):
            return "target"
        told = not pays and one.bound_from == "range" and not right.startswith(MEMBER)
        return "count" if told else "threshold"
    if "下限" in left[-6:] or right.startswith(("的", "且")):
        return "threshold"
    if not pays:
        return "target"
    paid_for = leads_to_payment(at.after) or (PAYS.search(at.after) and _conditional(at.before, at.after))
    return "threshold" if paid_for or not brings else "target"


def _plain(at: Setting, *, made: bool, brings: bool) -> AmountRole:
    """Not bounded: reached and paid for, to be reached or made, or only told."""
    left, right, after = at.one.left, at.one.right, at.after
    if at.pays:
        if not made and _REACHED.search(left):
            return "threshold"
        if not (made or owed(at)) and _NEXT_PAID.match(right + after[len(right) : len(right) + 12]):
            return "threshold"  # 「游览5个收费景区，奖励200元/人」
        if cue("size_noun", "<>$").search(left) and not owed(at) and leads_to_payment(after):
            return "threshold"  # 「厂房建筑面积600平方米，每个加工厂奖补10万元」
        return "target" if brings and _TIMED.search(left) else "count"
    if _GROWN_TO.search(left):
        return "target"
    if brings and (_TIMED.search(left) or _TIMED.search(at.before)):
        return "target"
    if (right == "" or _MORE_OF_IT.fullmatch(right)) and _makes().match(left) and not _DONE.search(left):
        return "target"  # 「推动建设外贸转型升级基地5个」
    if right == "" and _SIZED.match(left) and _makes_sized().search(at.before):
        return "target"  # 「培育年进出口额超10亿元企业20家」
    return "target" if made else "count"
