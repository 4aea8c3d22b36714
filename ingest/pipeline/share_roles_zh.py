"""What a share (%, 百分点, 成) in a Chinese notice is for: of what is paid (rate), of a tax, asked for, or aimed at.

A share of a base stays a rate whatever its bound (不超过实际费用的50%); one that measures somebody (占比, 裁员率, 增速) is asked for where the
sentence grants something, and aimed at where it does not.
"""

from __future__ import annotations

import re

from ingest.model import AmountRole
from ingest.pipeline.bounds_zh import bound_at
from ingest.pipeline.conditions_zh import HELD_TO, LESS, MEMBER, MORE, REACHED, Setting, cue
from ingest.pipeline.quantities_zh import Quantity

_BASE = re.compile(
    r"(?:按照?|给予|予以|补贴|补助|资助|奖励|扶持|支持|贴息|返还|承担|享受|额度|标准|比例)[^，。；]{0,40}$"
    r"|的$|费用?$|金额$|额$|总额$|投入$|支出$"
)
_PAID_RIGHT = re.compile(
    r"(?:的)?(?:比例|标准|额度)?(?:[^，。；]{0,16})?(?:给予|予以|补贴|补助|资助|奖励|扶持|支持|贴息|返还|奖补|减免|计算|拨付|兑现|报销|缴纳|执行|收取|征收|退还|测算|核算|核定|抽查|抽取|计提|分担|承担)"
)
#: a share that is to be reached or held, as plans say it
_KEPT = re.compile(r"(?:达到?|控制在|稳定在|保持在|提高到|提升到|提升至|提高至)[^，。；]{0,2}$")
_PAID_NEXT = re.compile(r"(?:的)?(?:比例|标准|额度)?(?:给予|予以|奖励|补助|补贴|返还|扶持|奖补|资助)(?!税)")
_SHARE = re.compile(r"(?:比例|占比|比重|率|(?<!额)度|份额|股权|持股|占[^，。；]{0,14})[^，。；]{0,6}$")
_PAID_SHARE = re.compile(
    r"按照?[^，。；]{0,20}比例|(?:补贴|补助|支持|奖励|返还|资助|贴息|减免|退税|补偿|担保|扣除|抵扣|抵免)(?:比例|标准|率)"
    r"|(?:首期|首付款?)[^，。；率例]{0,4}$|(?:首付款?|缴存|缴费|缴纳|分担|分成|计提|提取|质押|抵押|让利|代偿|报销|保险|承保)(?:比例|费率|率)|(?:利|费)率(?:为|不|按|上|下|优|统|从|由|最|至|降)"
)
#: what is moved by a share of itself: 「额度上浮20%」 「最高可上浮30%」
_WHO_IS_SO = re.compile("的(?:企业|单位|机构|项目|主体|平台|园区|个人|人员|农户|家庭|乡镇|地区|县区|商户|景区|产品)")
_OF_ITSELF = re.compile(
    r"(?:金额|标准|额度|比例|限额|定额|上限|基数|分值)[^，。；]{0,4}(?:上浮|提高|增加|下调|降低|上调|下浮)[^，。；]{0,2}$|(?:费率|利率)[^，。；]{0,16}(?:上浮|提高|增加|下调|降低|上调|下浮|下降)[^，。；]{0,2}$|[上下]浮[^，。；]{0,3}$"
)
_MAY_MOVE = re.compile(
    r"可[^，。；]{0,12}[上下]浮[^，。；]{0,3}$|(?:额度|标准|比例)[^，。；]{0,4}(?:[上下][浮调]|提高|降低)$"
)
_ITSELF_A_POLICY = re.compile("的(?:阶段性)?(?:政策|优惠|支持)")
_MOVED = re.compile(r"(?:金额|标准|额度|比例)[^，。；]{0,2}(?:上浮|提高|增加|下调|降低)")
_MAKES_UP = re.compile(r"占[^，。；给按]{2,16}的$")
_GROWTH = re.compile(r"增[长幅速加]|提[高升]|再降|下降|降低|增长|上浮|下调")
_TAX_RIGHT = re.compile(
    r"(?:的)?(?!退|返|补|奖|给|免|留)(?:[^，。；退返补奖]{0,6})(?:税率|所得率|征收率|税(?!前|后|务))"
)


def share_role(at: Setting) -> AmountRole:
    """The role of a share, if it is no step and does not end a condition."""
    one, left, right, pays, strives = at.one, at.one.left, at.one.right, at.pays, at.strives
    said = _said(one, left, right)
    if said is not None:
        return said
    base, paid_right = _BASE.search(left) is not None, _PAID_RIGHT.match(right) is not None
    growth = _GROWTH.search(left) is not None
    if one.unit != "%":
        if not strives and _MAY_MOVE.search(left):
            return "rate"  # 「可上浮3个百分点」 「监管额度下调10个百分点」
        return "target" if strives or (growth and not pays) else "rate" if pays else "count"
    subject = left[: bound_at(left)]
    if growth and not strives and (_OF_ITSELF.search(left) or _OF_ITSELF.search(subject)):
        return "rate"
    if not (pays or strives) and _MAKES_UP.search(left):
        return "count"  # 「占全市出口总额的75%」
    paid_share = _PAID_SHARE.search(left) is not None
    if not paid_share and _SHARE.search(subject) and (measured := _measured(at)) is not None:
        return measured
    if growth and one.comparator in LESS and one.bound_from == "before" and pays:
        return "rate"
    if growth and not paid_right and not paid_share and not (pays and _MOVED.search(left)):
        qualifies = right[:1] == "的" and (pays or one.comparator in LESS)
        return "threshold" if qualifies else "target" if strives or not pays else "threshold"
    if (strives and not (base and pays)) or (HELD_TO.search(left) and not pays):
        return "target"
    if paid_share:
        return "rate"
    if one.comparator in MORE and not paid_right:
        if one.bound_from in ("after", "list"):
            return "threshold" if pays or right.startswith(MEMBER) else "target"
        if not pays:
            return "target"
    if one.comparator in MORE and right.startswith(("的", "且")) and not re.search(r"按照?|给予", left):
        return "threshold"
    if one.bound_from == "after" and right.startswith("的") and not (base or paid_right or pays):
        return "threshold"
    idiom = one.chinese and one.end - one.start == 2  # 减半, 全额, 半价
    return "rate" if base or paid_right or pays or idiom else "count"


def _said(one: Quantity, left: str, right: str) -> AmountRole | None:
    """What stands right beside a share and decides by itself."""
    if _ITSELF_A_POLICY.match(right):  # 「下调费率50%的政策」
        return "rate"
    if _PAID_NEXT.match(right):  # 「扣除征收成本后100%奖励给投资方」
        return "rate"
    if one.comparator != "=" and not one.part and _WHO_IS_SO.match(right):
        return "threshold"  # 「裁员率不高于5.5%的企业」
    if one.unit == "%" and one.bound_from == "after" and right.startswith(("部分", "的部分")):
        return "threshold"  # 「费率7‰以内部分」
    if one.part and re.match("之间|区间|幅度", right):
        return "rate"
    if right.startswith("计入"):  # 「减按25%计入应纳税所得额」: a share of what is taxed
        return "rate"
    if cue("tax").search(left) or _TAX_RIGHT.match(right) or "减按" in left[-8:]:
        return "tax"
    return None


def _measured(at: Setting) -> AmountRole | None:
    """A share that somebody has (占比, 覆盖率): asked for, aimed at, or None where that is not said."""
    one, left, right, pays, strives = at.one, at.one.left, at.one.right, at.pays, at.strives
    bounded = one.comparator != "=" and not strives
    kept = not pays and right[:1] in ("", "，") and (_KEPT.search(left) is not None or left.endswith("率"))
    if bounded and not kept and (right.startswith(MEMBER) or pays or one.bound_from == "after"):
        return "threshold"
    if strives or one.comparator in MORE or (not pays and (REACHED.search(left) or left.endswith("率"))):
        return "threshold" if right.startswith("的") and not strives and one.comparator == "=" else "target"
    return None
