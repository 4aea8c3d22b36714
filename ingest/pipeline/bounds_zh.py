"""How a quantity in Chinese text is bounded: the words before it (不超过, 至少, 超), behind it (以上, 封顶) and in brackets （含）.

Bounds may stand far off (「不高于实际费用（含运费、住宿费）的80%」) and hold for every member of a list (「最高10万元、50万元、100万元」). 以上,
以下, 以内 include the number, 超过, 低于, 不满 do not (《民法典》第一千二百五十九条), （含） and （不含） decide otherwise. Words are in
``ingest/lexicon/amount_cues_zh.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.lexicon.table import cues
from ingest.pipeline.quantities_zh import Quantity

#: how far the words around a quantity are read
LEFT_REACH, RIGHT_REACH = 90, 60
_STOPS = frozenset("，。；：:;！!？?\n")


@cache
def bound_before() -> re.Pattern[str]:
    """Words before a number that bound it, one named group a class."""
    words = cues("amount_cues_zh.tsv")
    return re.compile(
        rf"(?P<at_most>{words['at_most']})|(?P<at_least>{words['at_least']})"
        rf"|(?P<below>{words['below']})|(?P<above>{words['above']})"
    )


_AFTER = re.compile(
    r"(?:\((?P<in1>不?含)(?:本数)?\)|\((?:人民币|美元|下同|或|折合|相当于|等值|约)[^()\d]{0,12}\))?(?:人民币)?(?:/[\u4e00-\u9fff]{1,4}?)?[ ]*(?P<word>(?:及|或)?以上|(?:及|或)?以下|及?以内|之内|封顶|为限|为上限|(?<=[元%])起(?!步价|来|点|草|草|施|诉))"
    r"(?:的?\((?P<in2>不?含)(?:本数|[^()，]{0,4}[\d一二两三四五六七八九十][^()，]{0,12})?\))?"
)
_LIST_GAP = re.compile(r"^(?:[、，]|和|或|或者|及|以及|或\(|\(或|/)?(?:每[家个名户人])?(?:最高)?(?:分别)?$")
_PAID_SUM = re.compile(r"(?:给予|奖励?|补贴?|补助|资助|扶持|支持|发放)[^，。；]{0,4}$")
#: 「500万（或进口1500万）美元」: another way to qualify, in brackets behind the first
_ALTERNATIVE = re.compile(r"\(或者?[^()，。；\d]{0,8}")
#: 「投资2亿元或年纳税总额5000万元以上」: 以上 holds for both
_OR_ELSE = re.compile(r"[ ]*或者?[^，。；、的给奖补\d]{0,12}[ ]*")
_OR_GAP = re.compile(r"[^，。；\d]{0,8}\(?(?:或|或者)\)?")
#: words that bound a number only from near by: how many characters may stand between
_REACH = {
    "限": 4,
    "过": 1,
    "超": 4,
    "最大": 4,
    "控制在": 4,
    "只": 8,
    "仅": 8,
    "仅限": 8,
    "只能": 8,
    "只可": 8,
    "仅可": 8,
    "限额": 8,
}
_REACH |= {"逾": 2, "满": 2, "未满": 2, "不满": 3, "不足": 4, "不到": 3}
_NEGATED = re.compile(r"(?:不|未|没有|不得|不能|不可|不许)$")


_BRACKETS = re.compile(r"[()\n]")


def read_context(folded: str, found: Sequence[Quantity]) -> None:
    """Fill in ``left`` and ``right``: the comma segment around each quantity, brackets taken out, from the quantity before on."""
    closing: dict[int, int] = {}
    opening: dict[int, int] = {}
    stack: list[int] = []
    for m in _BRACKETS.finditer(folded):
        if m[0] == "(":
            stack.append(m.start())
        elif m[0] == ")" and stack:
            opened = stack.pop()
            closing[m.start()], opening[opened] = opened, m.start()
        elif m[0] == "\n":
            stack.clear()
    previous = 0
    for one in found:
        if one.part == "high":
            one.left, one.left_at = "", one.start
        else:
            pieces: list[str] = []
            floor = max(previous, one.start - LEFT_REACH)
            position = end = one.start
            while position > floor:
                c = folded[position - 1]
                if c in _STOPS or c == "(":
                    break
                if c == ")":
                    opened = closing.get(position - 1, -1)
                    if opened < floor:
                        break
                    pieces.append(folded[position:end])
                    position = end = opened
                    continue
                position -= 1
            pieces.append(folded[position:end])
            one.left, one.left_at = "".join(reversed(pieces)), position
        right: list[str] = []
        position = begin = one.end
        ceiling = min(len(folded), one.end + RIGHT_REACH)
        while position < ceiling:
            c = folded[position]
            if c in _STOPS or c == ")":
                break
            if c == "(":
                closed = opening.get(position)
                if closed is None or closed >= ceiling:
                    break
                right.append(folded[begin:position])
                position = begin = closed + 1
                continue
            position += 1
        right.append(folded[begin:position])
        one.right = "".join(right)
        previous = max(previous, one.end)


def read_bounds(folded: str, found: Sequence[Quantity]) -> None:
    """Fill in ``comparator`` and where it comes from (before, after, range, list); lengthen the quote over 以上 and the like."""
    for index, one in enumerate(found):
        previous = found[index - 1] if index else None
        if one.part:
            below = one.part == "high"
            one.comparator = ("<" if below else ">") if one.included is False else ("<=" if below else ">=")
            one.bound_from = "range"
            continue
        if previous is not None and _ALTERNATIVE.fullmatch(folded[previous.end : one.start]):
            one.comparator, one.bound_from, one.listed = previous.comparator, "list", True
            continue
        if _after(folded, one):
            continue
        if previous is not None and _same_limit(folded, found, index):
            one.comparator, one.listed, one.bound_from = previous.comparator, True, "list"
            continue
        if previous is not None and _lists(folded, previous, one) and previous.bound_from in ("before", "list", ""):
            one.comparator, one.listed = previous.comparator, True
            one.bound_from = "list" if previous.bound_from else ""
            continue
        _before(folded, one, previous)
        if (
            one.included
            and one.comparator == "="
            and (not one.right or one.right.startswith(("且", "、", "的", "，", "和")))
        ):
            one.comparator, one.bound_from = ">=", "after"  # 「增长20%（含）且…」
    for one, following in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):  # 1000万元、2000万元以上
        behind = following.bound_from == "after" or (
            following.bound_from == "list" and following.comparator in (">=", ">")
        )
        if (
            one.bound_from == "" == one.part
            and behind
            and one.kind == following.kind == "money"
            and one.end < following.start
            and _OR_ELSE.fullmatch(folded, one.end, following.start)
        ):
            one.comparator, one.bound_from = following.comparator, "list"
        if one.bound_from == "" and behind and _lists(folded, one, following) and one.end < following.start:
            if "，" in folded[one.end : following.start] and _PAID_SUM.search(one.left):
                continue  # 「补贴3000元，20万元以上的补贴5000元」
            one.comparator, one.bound_from = following.comparator, "list"
            following.listed = True


#: 「5000头（猪舍面积4000平方米）以上」: the bound stands behind the bracket and holds for what is in it as well
_BEHIND_BRACKET = re.compile(r"(?:\([^()，。；]{0,24})?\)(?P<word>以上|以下)(?![(])")


@cache
def _behind_noun() -> re.Pattern[str]:
    """「3个国家以上」: what is counted stands between the number and its bound; 「5家市级以上企业」 has none."""
    return re.compile(rf"(?:{cues('amount_cues_zh.tsv')['counted_noun']})(?:\((?P<in1>不?含)\))?(?P<word>及?以[上下])")


def _behind(folded: str, one: Quantity) -> bool:
    """A bound that stands behind a bracket or a noun; the quote stays with the number."""
    found = None
    if folded[one.end : one.end + 1] in ("(", ")"):
        found = _BEHIND_BRACKET.match(folded, one.end)
    elif one.kind == "count":
        found = _behind_noun().match(folded, one.end)
    if found is None:
        return False
    included = one.included if found.re.groups == 1 or found["in1"] is None else found["in1"] == "含"
    up = "上" in found["word"]
    one.comparator = (">" if included is False else ">=") if up else ("<" if included is False else "<=")
    one.bound_from = "after"
    one.right = one.right.partition(found["word"])[2]
    return True


def _after(folded: str, one: Quantity) -> bool:
    found = _AFTER.match(folded, max(one.end, one.unit_end))
    if not found or (found["word"] == "起" and one.kind == "count"):
        return _behind(folded, one)
    inside = found["in2"] or found["in1"]
    included = one.included if inside is None else inside == "含"
    if "上" in found["word"].removesuffix("上限") or found["word"] == "起":
        one.comparator = ">" if included is False else ">="
    else:
        one.comparator = "<" if included is False else "<="
    one.bound_from = "before" if found["word"] in ("封顶", "为限", "为上限") else "after"
    one.end = found.end() if one.unit_end < 0 else one.end
    one.right = (
        one.right[len(found["word"]) :]
        if one.right.startswith(found["word"])
        else one.right.partition(found["word"])[2]
    )
    return True


def _same_limit(folded: str, found: Sequence[Quantity], index: int) -> bool:
    """「最高额度由60万元提高至80万元，单缴存职工家庭由50万元提高至65万元」: one limit before and after, and that of others."""
    one, previous = found[index], found[index - 1]
    if one.kind != previous.kind or one.unit != previous.unit or previous.bound_from not in ("before", "list"):
        return False
    between = folded[previous.end : one.start]
    if _RAISED.fullmatch(between):
        return True
    return index > 1 and previous.listed and "。" not in between and len(between) < 40 and between.endswith("由")


def _lists(folded: str, previous: Quantity, one: Quantity) -> bool:
    """Do two quantities stand in one list?"""
    same = previous.kind == one.kind and previous.unit == one.unit and previous.part == ""
    if not same or previous.end > one.start:
        return False
    gap = folded[previous.end : one.start]
    if "最高" in gap and previous.bound_from == "":
        return False  # 「奖励1000元，最高10万元」: the cap of a payment
    return _LIST_GAP.match(gap) is not None


#: a quantity that the bound belongs to already: 「不少于一年、年交易额2000万元」
_TAKEN = re.compile(r"[\d一二两三四五六七八九十百半]个?(?:年|月|天|日|周|工作日|小时|家|人|次|%)[^，。；]{0,12}、")


def _last_bound(left: str) -> re.Match[str] | None:
    """The last word before a number that bounds it, if nothing else stands between that it bounds."""
    cue = None
    for cue in bound_before().finditer(left):  # noqa: B007 - the last one before the number counts
        pass
    return None if cue is None or _TAKEN.search(left, cue.end()) else cue


#: 「贷款最高额度再上浮20%」 「最高额度的1.2倍」: 最高 belongs to the noun, the share is taken of it
_ATTRIBUTE = re.compile(
    r"(?:可?贷款?|可贷|补贴|奖励|补助|资助|支持|授信|担保|限价)?(?:额度?|限额|标准|金额|限价|价格)(?:[^，。；]{0,4}(?:上浮|下浮|提高|增加|降低|下调|上调)|的)$"
)
#: 「支持限额各增加1万元」: by how much a limit is moved is no limit
_INCREMENT = re.compile(r"(?:限额|上限)(?:各|再|相应|分别)?(?:增加|提高|上浮|上调|下调|降低)(?:了|各)?")
#: 「由60万元提高至80万元」
_RAISED = re.compile(r"(?:\(含\))?(?:统一|分别)?(?:提高|调整|增加|上调|提升|下调|降低|调增|调减|放宽)(?:为|到|至)")


def _before(folded: str, one: Quantity, previous: Quantity | None) -> None:
    cue = _last_bound(one.left)
    if cue is not None and cue[0].startswith("最") and (one.kind == "percent" or one.unit == "倍"):
        cue = None if _ATTRIBUTE.match(one.left, cue.end()) else cue
    if cue is not None and cue[0] in ("限额", "上限") and _INCREMENT.fullmatch(one.left, cue.start()):
        cue = None
    if cue is not None and cue[0] in ("只", "仅") and one.kind != "count":
        cue = None
    if cue is None or len(one.left) - cue.end() > _REACH.get(cue[0], 60):
        if (
            previous is not None
            and previous.bound_from == "before"
            and _OR_GAP.fullmatch(folded[previous.end : one.start])
        ):
            one.comparator, one.bound_from, one.listed = previous.comparator, "list", True
        return
    if "且" in one.left[cue.end() :]:
        return  # 「超过规定标准且销售额合计5000万元」: another condition
    idiom = one.chinese and one.end - one.start == 2  # 「增幅低于平均水平的减半奖励」
    if "的" in one.left[cue.end() :] and cue.lastgroup in ("above", "below") and (one.kind != "percent" or idiom):
        return
    if cue.lastgroup == "above" and one.left[: cue.start()].endswith("每"):
        return  # 「每超过1个百分点」: a step
    negated = _NEGATED.search(one.left[: cue.start()]) is not None
    included = one.included
    match cue.lastgroup:
        case "at_most":
            one.comparator = "<" if included is False else "<="
        case "at_least":
            one.comparator = ">" if included is False else ">="
        case "above":
            one.comparator = "<=" if negated else ">=" if included else ">"
        case "below":
            one.comparator = ">=" if negated else "<=" if included else "<"
    one.bound_from = "before"


_REACHES = re.compile(r"(?:达(?![率标成])到?|满|为)[^，。；]{0,2}$")


def bound_at(left: str) -> int:
    """Where the last bound or 达到 of a segment begins (its end if there is none): what is measured stands before it."""
    cue = _last_bound(left)
    if cue is not None:
        return cue.start()
    reach = _REACHES.search(left)
    return reach.start() if reach else len(left)
