"""How the quantities of a Chinese clause belong together: offers with their thresholds, steps and caps, tiers, scopes, bases.

An *offer* is one thing that is granted: 「对年进出口额1亿元以上的（threshold），每新增1000万元（step）给予3万元奖励（benefit），单个企业最高100万元
（cap）」. A new one begins where a new condition or a new payment follows on a payment; a remark that only caps (「每家企业最高
50万元。」) belongs to the offer before it. *Tiers* are members of a list (10万元、50万元、100万元), or offers of one shape in a row.
*per* is the scope a sum counts for, *basis* what is measured, taken as the base of a rate, or paid for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.lexicon.table import cues
from ingest.pipeline.bounds_zh import bound_at, bound_before
from ingest.pipeline.quantities_zh import Quantity

_IN_OFFERS = ("benefit", "rate", "cap", "threshold", "step")
_PAID = ("benefit", "rate")


def read_structure(folded: str, text: str, found: Sequence[Quantity]) -> None:
    """Fill in ``per``, ``tier``, ``offer`` and ``basis``."""
    for index, one in enumerate(found):
        previous = found[index - 1] if index else None
        shared = previous is not None and (one.listed or (one.part == "high" and previous.part == "low"))
        one.per = list(previous.per) if shared and previous is not None else _per(folded, one)
    _list_tiers(found)
    _offers(folded, found)
    _offer_tiers(folded, found)
    step: Quantity | None = None
    for index, one in enumerate(found):
        previous = found[index - 1] if index else None
        if one.role == "step":
            step = one
        if previous is not None and (one.listed or (one.part == "high" and previous.part == "low")):
            one.basis = previous.basis
        else:
            one.basis = _basis(folded, text, one, step)


# ---------------------------------------------------------------------------------------------------------------------
# scopes


@cache
def _scope() -> re.Pattern[str]:
    words = cues("scopes_zh.tsv")
    return re.compile(
        rf"每(?:{words['period']})(?!度|级)"
        rf"|每(?:{words['unit']})(?=给|予|补|奖|按|最|不|的|每|$|[，、 ]|\d)"
        rf"|(?:每|(?<![保订名账清菜简榜提仓])单|同一|单一|每一)(?:个|家|户|名|位|项|次|场|届|期|类|条|笔|款|只|艘|架|辆|台|幅|块)?"
        rf"[^每单同，。；、：\d的给奖补按]{{0,8}}?(?:{words['head']})+"
        rf"|(?:按|逐)(?:年|月|季)|年度?(?=(?:{words['sum']}))|每(?:{words['unit']})|单(?:个|次|户|人|家|项|笔)|{words['sum']}"
    )


def _is_sum(words: str) -> bool:
    return words in cues("scopes_zh.tsv")["sum"].split("|")


@cache
def _slash() -> re.Pattern[str]:
    words = cues("scopes_zh.tsv")
    return re.compile(rf"((?:/(?:{words['unit']}|{words['period']}|标准展位|展位))+)")


def _per(folded: str, one: Quantity) -> list[str]:
    """The scope a quantity counts for, as printed: 「单个企业」 「每人」 「每月」, 0.25元/个 as 「每个」."""
    if one.role not in ("benefit", "rate", "cap", "fund", "step", "target"):
        return []
    behind = _slash().match(folded, one.end)
    per = [f"每{unit}" for unit in behind[1].split("/") if unit] if behind else []
    stretch = one.left
    if one.role == "step":
        stretch = stretch[: stretch.rfind("每")]
    for m in _scope().finditer(stretch):
        words = m[0]
        if words in per:
            continue
        if _is_sum(words) and per:  # 同一企业累计
            per[-1] += words
        else:
            per.append(words)
    return per


# ---------------------------------------------------------------------------------------------------------------------
# tiers and offers


def _list_tiers(found: Sequence[Quantity]) -> None:
    """Number the members of a list of quantities that share role and unit: 10万元、50万元、100万元."""
    run: list[Quantity] = []
    for one in [*found, None]:
        if one is not None and one.listed and run:
            run.append(one)
            continue
        if len(run) > 1:
            for number, member in enumerate(run, 1):
                member.tier = number
        run = [one] if one is not None else []


_CONDITION = re.compile(r"(?:^|[，；。：\n])(?:[^，；。：\n]{0,6}中)?[，]?(?:再|另|同时|并)?(?:对|凡|给予对|鼓励)")
_PAYS = re.compile(r"给予|予以|奖励|补助|补贴|扶持|资助|奖补|贴息")


_SENTENCE_END = re.compile(r"[。！\n]")


def _offers(folded: str, found: Sequence[Quantity]) -> None:
    """Number the offers of a text from 1; quantities that grant nothing and qualify for nothing get none."""
    groups: list[list[Quantity]] = []
    paid, last = False, 0
    for one in found:
        if one.role not in _IN_OFFERS:
            continue
        between = folded[max(last, one.start - 400) : one.start]
        if not groups:
            groups.append([])
        elif not one.listed and one.part != "high" and groups[-1]:
            new_sentence = _SENTENCE_END.search(between) is not None
            new_part = new_sentence or "；" in between or ";" in between
            remark = one.role == "cap" and not _CONDITION.search(_last_stretch(between)) and not _pays_anew(one)
            begins = paid and (
                (new_part and not (remark and paid))
                or bool(_CONDITION.search(between))
                or one.role in ("threshold", "step")
                or (one.role in _PAID and "，" in between)
            )
            if begins or (new_sentence and not paid):
                groups.append([])
                paid = False
        groups[-1].append(one)
        paid = paid or one.role in _PAID or (one.role == "cap" and _pays_anew(one))
        last = one.end
    number = 1
    for group in groups:
        if any(one.role in ("benefit", "rate", "cap") for one in group):
            for one in group:
                one.offer = number
            number += 1


def _last_stretch(between: str) -> str:
    return between[max(map(between.rfind, "。；;！\n")) + 1 :]


def _pays_anew(one: Quantity) -> bool:
    """A cap that is itself the grant (「给予最高30万元的一次性奖励」), not one on a grant said before."""
    return (_PAYS.search(one.left) is not None and not one.per) or (
        _PAYS.search(one.right) is not None and "给予" in one.left
    )


def _offer_tiers(folded: str, found: Sequence[Quantity]) -> None:
    """Offers of one shape in a row, each with a threshold of its own, are the tiers of one graded offer."""
    groups: dict[int, list[Quantity]] = {}
    for one in found:
        if one.offer is not None:
            groups.setdefault(one.offer, []).append(one)
    run: list[list[Quantity]] = []
    for group in [*groups.values(), None]:
        if group is not None and run and _shape(group) == _shape(run[-1]) and _adjoin(folded, run[-1], group):
            run.append(group)
            continue
        if len(run) > 1:
            for number, members in enumerate(run, 1):
                for one in members:
                    remark = one.role == "cap" and re.search("[。；]", folded[members[0].end : one.start])
                    one.tier = None if remark else number  # a cap said apart holds for all tiers
        run = [group] if group is not None and _graded(group) else []


def _shape(group: Sequence[Quantity]) -> tuple[frozenset[tuple[str, str]], ...]:
    conditions = frozenset((one.role, one.unit) for one in group if one.role in ("threshold", "step"))
    return conditions, frozenset((one.role, one.unit) for one in group if one.role in _PAID)


def _graded(group: Sequence[Quantity]) -> bool:
    return any(one.role == "threshold" for one in group) and all(one.tier is None for one in group)


def _adjoin(folded: str, before: Sequence[Quantity], group: Sequence[Quantity]) -> bool:
    gap = folded[before[-1].end : group[0].start]
    measures = [{_measured(one) for one in g if one.role == "threshold"} for g in (before, group)]
    return "。" not in gap and "\n" not in gap and bool(measures[0] & measures[1])


def _measured(one: Quantity) -> str:
    """The last characters of what a threshold measures: 进出口额, 年销售收入."""
    return one.unit + one.left[: bound_at(one.left)].rstrip("在的达到为")[-2:]


# ---------------------------------------------------------------------------------------------------------------------
# bases

_OPENING = re.compile(
    r"^(?:对于?(?!外)|按照?|给予|予以|其中|凡|且|并(?!购|网|联)|再|除|在|以(?!上)|将|把|为|至|由|经(?!营|济|销|贸|费|过)|如|若|同时|另|和|及|或|、|及其|分别|可|均|于|参照|根据|依据|原则上|认真|落实|确保|力争|年度内|以[上下内])+(?!业)"
)
#: 「现有企业最高…」: the segment itself says who is capped
_SUBJECT = re.compile(
    r"^[^对，。]{0,20}(?:企业|单位|项目|机构|平台|园区|基地|个人|团队|展会|主体|者|商|户|人|生|平台|组织)$"
)
_CLOSING = re.compile(r"(?:在|达到?|为|未|没有|是|约|超|满|不|需|须|应|且|并|首次|年均|共计|可|给予|予以)+$")
_BY = re.compile(r"(?:按照?|给予|补助|补贴|奖励|享受)(?!.*(?:按照?|给予))")
_RECIPIENT = re.compile(
    r"(?:^|[，；。：\n])(?:[^，；。\n]{0,6}中)?[，]?(?:再|另|同时|并)?(?:对于?|凡)(?P<who>[^。；\n]{2,60}?)(?:的)?(?=，|给予|予以|按|奖励|一次性|再|分别|，)"
)


def _basis(folded: str, text: str, one: Quantity, step: Quantity | None) -> str | None:
    """What is measured (threshold, target), counted in (step), taken as the base (rate) or paid for (benefit, cap).

    ``step`` is the last step before.
    """
    left = _printed_left(folded, text, one)
    if one.role == "rate":
        cue = None
        for cue in bound_before().finditer(left):  # noqa: B007
            pass
        if cue is None:
            cue = _BY.search(left)
        words = left[cue.end() :] if cue else left
        return _clean(_CHANGED.sub("", words).removesuffix("的")) or _recipient(folded, text, one)
    if one.role == "step":
        each = left.rfind("每")
        return _clean(left[: max(each, 0)]) or _clean(left[each + 1 :])
    if one.role in ("threshold", "target"):
        return _clean(_tail(left[: bound_at(left)]))
    if one.role in ("benefit", "cap"):
        if one.role == "benefit" and step is not None and step.offer == one.offer is not None:
            return (
                text[step.left_at + (step.left.rfind("每") if "(" not in step.left else 0) : step.end].strip() or None
            )
        if one.per:
            named = _scope().search(left)
            who = _clean(left[: named.start()]) if named else None
            # 「团队单次最高10万元」 「本科生每人1500元/月」
            return "·".join([who, *one.per] if who and _SUBJECT.search(who) else one.per)
        subject = left[: bound_at(left)] if one.role == "cap" else ""
        return _clean(subject) if _SUBJECT.search(subject) else _recipient(folded, text, one)
    if one.role == "fund":
        return (
            _clean(text[one.end : one.end + len(one.right)].removesuffix("用于"))
            if len(one.right) >= 2
            else _clean(_tail(left))
        )
    return _clean(_tail(_CHANGED.sub("", left))) if one.role == "tax" else None


#: 「补助比例提高至80%」: what changes is the share itself, no base
_CHANGED = re.compile(
    r"(?:(?:补助|补贴|奖励|支持|资助|贴息|扶持|返还)?(?:比例|标准|幅度))?(?:再|可|相应|统一|分别)?"
    r"(?:提高|上浮|上调|增加|提升|调高|降低|下调|调整)(?:至|到|为)?$"
)


def _printed_left(folded: str, text: str, one: Quantity) -> str:
    """``left`` as printed; brackets stay out."""
    printed = text[one.left_at : one.start]
    return printed if len(printed) == len(one.left) else re.sub(r"[（(][^（）()]*[)）]", "", printed)


_CUTS = re.compile(
    r"的(?=.)|且|(?<!兼)并(?![购网联轨表行列])|对于?(?!外)|凡|、(?=[^、]{4,}$)|(?<=[目业位品])(?:和|及|与)(?=.{3})|，"
)


def _tail(words: str) -> str:
    """The noun phrase at the end: behind the last 的, 且, 对 or verb of addressing."""
    cut = max((m.end() for m in _CUTS.finditer(words)), default=0)
    return words[cut:] or words


def _recipient(folded: str, text: str, one: Quantity) -> str | None:
    floor = max(0, one.start - 120)
    begin = max(folded.rfind(c, floor, one.start) for c in "。；\n")
    found = None
    for found in _RECIPIENT.finditer(folded, max(begin, floor), one.start):  # noqa: B007
        pass
    return _clean(text[found.start("who") : found.end("who")]) if found else None


def _clean(words: str) -> str | None:
    opened = _OPENING.sub("", words.strip(" 　()（）“”、，"))
    cleaned = _CLOSING.sub("", opened.strip(" 　、，的")).strip(" 　、，的") or None
    return cleaned if cleaned is None or len(cleaned) <= 60 else cleaned[-60:]
