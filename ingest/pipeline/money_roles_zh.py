"""What a sum of money in a Chinese notice is for: paid (补贴), capped (最高), asked for (达到…的), provided (安排资金), or aimed at.

The order of the questions is the rule: sayings that decide by themselves (满100元减30元), then budgets, then the bound (不超过, 以上), and
for a plain sum the word that governs it: a verb of payment, a verb of reaching, or the name of a size.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon.table import cues
from ingest.model import AmountRole
from ingest.pipeline.bounds_zh import bound_at
from ingest.pipeline.conditions_zh import (
    HELD_TO,
    LESS,
    MEMBER,
    MORE,
    PAYS,
    REACHED,
    Setting,
    cue,
    grants,
    leads_to_payment,
)

_PAID_NOUN = re.compile(
    r"(?:的|/[^，。；]{1,6})?(?:一次性)?(?:[^，。；\d]{0,10})?(?:奖励|补助|补贴|扶持|资助|支持|奖补|奖金|贴息|经费补助|配套)"
)
_PAY_BEHIND = re.compile(
    r"[ ]*(?:的(?=标准|额度|比例|补|奖|资助|支持|扶持|给予|予以|资金|范围|部分))?(?:标准|额度|比例)?[^，。；\d的]{0,6}?(?:给予|予以|补|奖|资助|扶持|贴息)"
)
_TAXED = re.compile(r"(?:税率|税额|应纳税|计税|关税)[^，。；]{0,8}$")
_LIMIT = re.compile(r"(?:上限|封顶|限额(?!以上))[^，。；]{0,8}$")
_PAID_LEFT = re.compile(r"最高|免收|封顶|金额|上限|标准|补|奖|助|额度|资金(?!总)|限额")
_RATE_OF_EACH = re.compile(r"(?:按照?|每[人家户个吨件箱柜票单台辆吨年月平])[^，。；]{0,12}$")
_SCALE_OF_PAY = re.compile(
    r"(?<!收费)(?<!价格)(?:补贴|补助|奖励|资助|定额|扣减|发放|补偿|支持|扶持|奖补|费用)标准(?:为|是|:)[^，。；]{0,12}$"
)
#: 「总额不超过5000万元的一次性奖励」, not 「未超过2000万元的企业给予补贴」
_IS_PAID = re.compile(r"的(?:一次性)?[^，。；\d企业单位项目给予]{0,6}(?:奖励|补助|补贴|资助|奖补|贴息)")
_COUNTED_NEXT = re.compile(
    r"的?[^，。；\d]{0,12}(?:企业|项目|园区|集群|基地|产业园|平台|景区|产业)[^，。；\d一二两三四五六七八九十]{0,4}[\d一二两三四五六七八九十百]+[ ]?[家个户]"
)
_REACHED_NOW = re.compile(r"(?:达到?|突破|超过?)[ ]?$")
_VOUCHERS = re.compile("的?[^，。；、奖补]{0,8}[\u4e00-\u9fff]券")
_ISSUED = re.compile("(?:发放|投放|派发|安排)[^，。；]{0,10}$")
_ARRANGED = re.compile("安排(?:不少于|不低于|约|近)?$")
_VOUCHERS_LEFT = re.compile(r"^[^每]{0,6}(?:发放|投放|派发)[^，。；每]{0,10}券(?:总额|总金额|共计|约)?$")
#: a task that is set for somebody, not what somebody must have (新增投资1000万元以上)
_SET = re.compile(r"(?:引导|推动|带动|确保|督促|协调|促进)[^，。；]{0,24}$")
#: 「资助金额低于1000元（含）的」
_SMALLER = re.compile(r"(?<!不)(?:低于|小于|少于)[^，。；]{0,2}$|(?:不足|不满|未满)[^，。；]{0,2}$")
_HURDLE = re.compile("(?:门槛|起点)[^，。；]{0,6}$")
_INCREMENT = re.compile(r"(?:再|各|分别|相应|限额|上限)(?:提高|增加|上浮)$|每[^，。；]{1,6}(?:下浮|下调|优惠)$")
#: what has been paid out is told, not promised
_TOLD = re.compile(r"(?:累计|已经?|共计?|截至[^，。；]{0,8})[^，。；]{0,6}(?:兑现|发放|拨付|投放|落实)[^，。；]{0,12}$")
#: 「综合费用降至2000元以内」
_LOWERED = re.compile(r"(?:降|下降|压减|压缩|减少|缩减)[至到][^，。；]{0,2}$")
_MEASURED = re.compile(r"[额量]$|增收$|(?:业务量|进出口|总额|规模|收入)[^，。；\d]{0,4}$")


@cache
def _nearest() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(rf"(?P<pay>{words['pay']})|(?P<reach>{words['reach']})|(?P<size>{words['size_noun']})")


def _nearest_cue(left: str) -> str:
    """pay, reach, size or "": the class of the last cue word before a number. 补贴金额, 奖励额度 are what is paid."""
    last = None
    for last in _nearest().finditer(left):  # noqa: B007
        pass
    if last is None:
        return ""
    if last.lastgroup == "size" and cue("pay", "<>[^，。；]{0,6}$").search(left[: last.start()]):
        return "pay"
    return last.lastgroup or ""


def money_role(at: Setting) -> AmountRole:
    """The role of a sum, if it is no step and does not end a condition."""
    one, left, right = at.one, at.one.left, at.one.right
    near = _nearest_cue(left)
    said = _said(at, near)
    if said is not None:
        return said
    if not (at.strives and _REACHED_NOW.search(left)) and _is_fund(left, right, pays_left=at.pays_left):
        return "fund"
    if one.comparator in LESS and one.bound_from != "range":
        return _at_most(at)
    if _LIMIT.search(left):
        return "cap"
    if at.strives and not at.pays_left:
        return "target"
    if one.comparator in MORE:
        return _at_least(at, near)
    if one.bound_from == "range":
        return "benefit" if at.pays_left or _PAID_NOUN.match(right) else "threshold"
    return _plain(at, near)


def _said(at: Setting, near: str) -> AmountRole | None:
    """What decides by itself, whatever the sentence says."""
    one, left, right = at.one, at.one.left, at.one.right
    if (one.comparator == "=" or one.bound_from == "range") and _TAXED.search(left):
        return "tax"  # 「纳税额在50万元以上」 qualifies, it is no tax
    if left.endswith("满") and right.startswith(("减", "立减", "返", "送", "赠")):
        return "threshold"  # 「满100元减30元」
    if left in ("减", "立减", "返", "送", "赠"):
        return "benefit"
    if _VOUCHERS.match(right) and _ISSUED.search(left):
        return "fund"
    if _HURDLE.search(left):
        return "threshold"  # 「年出口额门槛由300万美元提高到500万美元」
    if one.comparator == "=" and _INCREMENT.search(left):
        return "benefit"  # 「生育二孩的再提高20万元」
    if one.comparator == "=" and _TOLD.search(left):
        return "count"  # 「累计兑现惠企资金2.3亿元」
    if _VOUCHERS_LEFT.search(left):
        return "fund"  # 「发放汽车消费券2000万元」
    if (at.strives or (near != "pay" and one.comparator != "=")) and _COUNTED_NEXT.match(right):
        return "threshold"  # 「培育年产值超100亿元企业5家」
    return None


def _sized(left: str) -> bool:
    """Does the name of a size (额, 收入, 面积) stand before the number and its bound?"""
    return cue("size_noun", "<>[^，。；]{0,6}$").search(left[: bound_at(left)]) is not None


def _at_most(at: Setting) -> AmountRole:
    """Bounded from above: a cap of what is paid, or the size of those who qualify."""
    one, left, right = at.one, at.one.left, at.one.right
    paid = at.pays_left or _PAID_LEFT.search(left) is not None
    if one.bound_from == "after":
        if _LOWERED.search(left):
            return "target"
        if HELD_TO.search(left):
            return "cap"
        owned = right != "的" and (paid or _RATE_OF_EACH.search(left) is not None)
        return "cap" if owned or _PAY_BEHIND.match(right) else "threshold"
    if right.startswith(("部分", "的部分")):
        return "threshold"
    if not right.startswith(MEMBER):
        return "cap"
    measured = (
        one.comparator == "<"
        or _SMALLER.search(left) is not None
        or (not paid and _sized(left) and not _IS_PAID.match(right))
    )
    return "threshold" if measured else "cap"


def _at_least(at: Setting, near: str) -> AmountRole:
    """Bounded from below: what has to be met, unless it is paid (给予不低于30万元奖励) or a plan says what shall be reached."""
    one, left, right = at.one, at.one.left, at.one.right
    subject = left[: bound_at(left)]
    if "下限" in left[-6:]:
        return "threshold"
    if one.bound_from == "range" and at.pays_left and near != "size":
        return "benefit"
    if one.bound_from == "before":
        if near == "pay" and (_PAID_NOUN.match(right) or cue("pay", "<>(?:标准|金额|额度)?$").search(subject)):
            return "benefit"
        made = cue("create", "<>[^，。；]{0,20}$").search(subject) is not None
        if not right.startswith("的") and (not at.pays or (made and not PAYS.search(at.before + at.after))):
            return "target"
    if one.bound_from == "after" and right == "" and (near == "reach" or _SET.search(left)):
        # 「承保规模达到80亿美元以上，」 「引导银行新增贷款200亿元以上，」, and nothing is granted for it
        return "threshold" if grants(at.before + at.after) else "target"
    return "threshold"


def _plain(at: Setting, near: str) -> AmountRole:
    """Not bounded: the word that governs the sum decides."""
    left, right = at.one.left, at.one.right
    if _SCALE_OF_PAY.search(left):
        return "benefit"
    reached = REACHED.search(left) is not None
    if near in ("reach", "size") and (reached or "达" in left or _sized(left)):
        if right.startswith("的") and at.pays:
            return "threshold"
        if near == "reach" or reached:
            return "threshold" if cue("pay").search(at.after) else "target"
    if near == "pay" or _PAID_NOUN.match(right):
        return "benefit"
    if at.pays and _RATE_OF_EACH.search(left):
        return "benefit"
    if near == "size" and at.pays and _sized(left) and leads_to_payment(at.after):
        return "threshold"  # 「总投资80万元、产能100吨以上，每个加工厂奖补10万元」
    if _MEASURED.search(left):
        return "threshold" if at.pays and right.startswith("的") else "target"
    return "benefit" if at.pays and not right.startswith("的") else "count"


#: 「补助资金年度总额为1500万元」 「奖金总额为98万元」
_POOL = re.compile(
    r"(?:资金|奖金|经费|基金)(?:年度|每年)?(?:总额|总量|总规模|规模)(?:为|达|是|控制在|不超过)?[^，。；\d]{0,3}$"
)


#: 「创新券年度发放总额1000万元」
_ISSUED_IN_ALL = re.compile("(?:发放|投放)(?:总额|总量|规模)(?:为|达)?$")


def _is_fund(left: str, right: str, *, pays_left: bool) -> bool:
    """A budget or pool that somebody provides, not a grant somebody receives."""
    provided = cue("fund_verb", "<>[^，。；]{0,16}$").search(left) is not None and not (
        "给予" in left or "奖励" in left
    )
    if provided and (
        cue("fund_noun", "(?:的)?[^，。；]{0,14}?<>").match(right)
        or cue("fund_noun", "<>[^，。；]{0,10}$").search(left)
    ):
        return True
    if provided and re.match(r"[^，。；]{0,12}?(?:费|建立|用于|作为|设立)", right):
        return True
    if cue("fund_noun", "(?:设立|成立|安排)[^，。；]{0,20}<>[^，。；]{0,8}$").search(left):
        return True
    if _ARRANGED.search(left) and not ("给予" in left or "奖励" in left or "补助" in left):
        return True
    if _POOL.search(left):
        return True
    if _ISSUED_IN_ALL.search(left):
        return True
    direct = cue("fund_direct", r"<>[^，。；给奖补]{0,8}$").search(left)
    return direct is not None and not pays_left
