"""What a quantity in a Chinese notice is for: its role, read from the words of its sentence.

Roles and conventions are those of data/gold/README.md. The nearest word before the number decides first: in 「年进出口额达到1亿元
的，给予30万元奖励」 the first sum is measured (进出口额), the second is paid (给予). Words are in ``ingest/lexicon/amount_cues_zh.tsv``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from ingest.lexicon.table import cues
from ingest.model import AmountRole
from ingest.pipeline.bounds_zh import bound_at
from ingest.pipeline.conditions_zh import PAYS, closes, cue, grants, leads_to_payment, owed
from ingest.pipeline.quantities_zh import Quantity

_MEMBER = ("的", "且", "、", "及", "并", "或", "但")  # what may follow a condition
_MORE, _LESS = (">=", ">"), ("<=", "<")


@cache
def _nearest() -> re.Pattern[str]:
    words = cues("amount_cues_zh.tsv")
    return re.compile(rf"(?P<pay>{words['pay']})|(?P<reach>{words['reach']})|(?P<size>{words['size_noun']})")


def sentences(folded: str) -> list[tuple[int, int]]:
    """Stretches between 。；！ and paragraph ends, where the words about a quantity are looked for."""
    cuts = [m.end() for m in re.finditer(r"[。；！;\n]+", folded)]
    bounds = [0, *cuts, len(folded)]
    return [(a, b) for a, b in itertools.pairwise(bounds) if b > a]


#: 「统筹资金1800万元，其中种子补贴600万元、机械作业补贴450万元」
_OF_WHICH = re.compile(r"[^，。；、\d]{0,16}[，。；](?:其中)[，：:]?[^，。；、\d]{0,16}")
_AND_OF_WHICH = re.compile(r"[、，][^，。；、\d]{1,16}")


def _part_of_fund(folded: str, previous: Quantity, one: Quantity, begin: int) -> bool:
    if not one.kind == previous.kind == "money" or previous.role != "fund" or one.bound_from or begin > previous.start:
        return False
    between = folded[previous.end : one.start]
    if _OF_WHICH.fullmatch(between):
        return True
    return (
        _AND_OF_WHICH.fullmatch(between) is not None
        and "其中" in folded[max(begin, previous.start - 24) : previous.start]
    )


#: 「年出口10亿美元以上，同时增长8%以上」
_AND_AS_WELL = re.compile(r"[^，。；、\d]{0,4}[，、]?(?:且|同时|并且)[^，。；、\d]{0,16}")
#: 「销售额新达到批发业2000万元、零售业500万元」: each sum under its own name
_BY_NAME = re.compile(r"、[^，。；、\d给奖补按贴资]{1,8}")


def _joined(folded: str, previous: Quantity, one: Quantity) -> bool:
    """Is a quantity one more condition beside the one before?"""
    between = folded[previous.end : one.start]
    if one.comparator in _MORE and one.role == "target":
        return _AND_AS_WELL.fullmatch(between) is not None
    same = one.kind == previous.kind != "percent" and one.comparator == previous.comparator == "="
    return same and _BY_NAME.fullmatch(between) is not None


def _other_rate(folded: str, previous: Quantity, one: Quantity) -> bool:
    """「首套首付款比例不低于15%，二套不低于25%」: the share of another, named for short."""
    alike = one.kind == previous.kind == "percent" and one.comparator == previous.comparator != "="
    return alike and re.fullmatch(r"[，、][^，。；、\d率比]{1,12}", folded[previous.end : one.start]) is not None


_RAISED_TO = re.compile(r"(?:提高|上浮|调整|降低|下调|增加|上调)[到至为][^，。；]{0,2}$")


def read_roles(folded: str, found: Sequence[Quantity], stretches: Sequence[tuple[int, int]]) -> None:
    """Fill in ``role``."""
    at = 0
    stepped: Quantity | None = None
    for index, one in enumerate(found):
        while at + 1 < len(stretches) and stretches[at][1] <= one.start:
            at += 1
        begin, end = stretches[at]
        previous = found[index - 1] if index else None
        if previous is not None and (one.listed or (one.part == "high" and previous.part == "low")):
            one.role = previous.role
            continue
        if previous is not None and _part_of_fund(folded, previous, one, begin):
            one.role = "fund"
            continue
        if (
            previous is not None
            and one.kind == previous.kind == "percent"
            and previous.role == "rate"
            and begin <= previous.start
            and _RAISED_TO.search(one.left)
        ):
            one.role = "rate"  # 「按流片费用的50%给予补贴，高校院所提高至70%」
            continue
        one.role = _role(
            one, folded[max(begin, one.start - 200) : one.start], folded[one.end : min(end, one.end + 200)]
        )
        if (
            one.kind == "count"
            and (one.role == "count" or (one.role == "threshold" and not one.right.startswith(_MEMBER)))
            and previous is not None
            and previous.role == "target"
            and begin <= previous.start
            and not PAYS.search(folded, previous.end, one.start)
            and not _MADE_OF.search(one.left)
        ):
            one.role = "target"  # 「引进100名…，选拔100名…、200名…，培养100名…」
        if previous is not None and previous.role in ("threshold", "target") and _joined(folded, previous, one):
            one.role = previous.role
        if previous is not None and previous.role == "rate" and one.role == "target" and _other_rate(folded, previous, one):
            one.role = "rate"
        if one.role == "count" and stepped is not None and _again(folded, stepped, one):
            one.role = "step"
        stepped = one if one.role == "step" else stepped


def _role(one: Quantity, before: str, after: str) -> AmountRole:
    if is_step(one):
        return "step"
    if one.kind == "time":
        return "count"
    if not owed(one.left) and closes(one, after) and grants(before + after):
        return "threshold"  # 「展览面积在9平方米的，支持上限2万元」
    moved = one.kind != "percent" and one.comparator in _MORE and not one.part
    if moved and one.right.startswith("的") and cue("pay").search(after):
        return "threshold"  # 「增长一倍以上的，给予奖励」
    read = _percent if one.kind == "percent" else _money if one.kind == "money" else _count
    return read(one, before, after)


# ---------------------------------------------------------------------------------------------------------------------
# 每…: steps


def _again(folded: str, step: Quantity, one: Quantity) -> bool:
    """「每引进1个团队，给予10万元；引进1名人才，给予5万元」: 每 holds for the second as well."""
    if one.kind != "count" or one.value != 1 or one.start - step.end > 200:
        return False
    between = folded[step.end : one.start]
    opens = between[max(between.rfind("；"), between.rfind(";")) + 1 :]
    return (
        len(opens) < len(between) and "。" not in between and bool(cue("step_verb", "(?:新|成功)?<>").fullmatch(opens))
    )


_EACH = re.compile(r"每(?P<what>[^每，。；]{0,18})$")
_RAISED_LIMIT = re.compile(r"(?:限额|上限|额度|标准)[^，。；]{0,2}(?:增加|提高|上浮)[^，。；]{0,2}$")
_PERIOD = re.compile(r"(?:年度?|月|季度?|周|日|天)(?!多)")


@cache
def _scope_word() -> re.Pattern[str]:
    words = cues("scopes_zh.tsv")
    return re.compile(rf"(?:{words['unit']}|{words['head']}|{words['period']})")


def is_step(one: Quantity) -> bool:
    """「每1000万元」 「每新增1家」 「增量部分每增加500万元」: the unit in which a benefit is counted."""
    if one.comparator != "=" or one.part:
        return False
    each = _EACH.search(one.left)
    if each is None:
        return False
    what = each["what"].strip()
    if not what or what in ("满", "达到", "超过"):
        return True
    if what[0] in "百千万亿":
        return False  # 「每万人发明专利拥有量15件」: a ratio
    if cue("pay").search(what) or _PERIOD.match(what) or _RAISED_LIMIT.search(what):
        return False
    if cue("step_verb").search(what) or (what.endswith(("额", "量", "值")) and not _scope_word().match(what)):
        return True
    # 「每结汇1美元给予0.1元」: no scope (每平方米, 每家企业), and what is paid comes behind
    return one.kind in ("money", "count") and not _scope_word().match(what) and bool(cue("pay").match(one.right))


# ---------------------------------------------------------------------------------------------------------------------
# money

_PAID_NOUN = re.compile(
    r"(?:的|/[^，。；]{1,6})?(?:一次性)?(?:[^，。；\d]{0,10})?(?:奖励|补助|补贴|扶持|资助|支持|奖补|奖金|贴息|经费补助|配套)"
)
_PAY_BEHIND = re.compile(
    r"[ ]*(?:的(?=标准|额度|比例|补|奖|资助|支持|扶持|给予|予以|资金|范围|部分))?(?:标准|额度|比例)?[^，。；\d的]{0,6}?(?:给予|予以|补|奖|资助|扶持|贴息)"
)
_TAXED = re.compile(r"(?:税率|税额|应纳税|计税|关税)[^，。；]{0,8}$")
_LIMIT = re.compile(r"(?:上限|封顶|限额(?!以上))[^，。；]{0,8}$")
_PAID_LEFT = re.compile(r"最高|封顶|金额|上限|标准|补|奖|助|额度|资金(?!总)|限额")
_REACHED = re.compile(r"(?:达到?|满|为|完成|实现|增至|增加到|到位|到账|到资|在)[^，。；]{0,4}$")
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
_VOUCHERS_LEFT = re.compile(r"^[^每]{0,6}(?:发放|投放|派发)[^，。；每]{0,10}券(?:总额|总金额|共计|约)?$")


#: a task that is set for somebody, not what somebody must have (新增投资1000万元以上)
_SET = re.compile(r"(?:引导|推动|带动|确保|督促|协调|促进)[^，。；]{0,24}$")
_HELD_TO = re.compile(r"(?:掌握|控制|限制)在[^，。；]{0,2}$")
_INCREMENT = re.compile(r"(?:再|各|分别|相应|限额|上限)(?:提高|增加|上浮)$")
#: what has been paid out is told, not promised
_TOLD = re.compile(r"(?:累计|已经?|共计?|截至[^，。；]{0,8})[^，。；]{0,6}(?:兑现|发放|拨付|投放|落实)[^，。；]{0,12}$")
#: 「综合费用降至2000元以内」
_LOWERED = re.compile(r"(?:降|下降|压减|压缩|减少|缩减)[至到][^，。；]{0,2}$")
_MEASURED = re.compile(r"[额量]$|增收$|(?:业务量|进出口|总额|规模|收入)[^，。；\d]{0,4}$")


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


def _money(one: Quantity, before: str, after: str) -> AmountRole:
    left, right = one.left, one.right
    pays_left = cue("pay").search(left) is not None
    pays = pays_left or cue("pay").search(before + after) is not None
    strives = cue("strive").search(before) is not None
    near = _nearest_cue(left)
    if (one.comparator == "=" or one.bound_from == "range") and _TAXED.search(
        left
    ):  # 「纳税额在50万元以上」 qualifies, it is no tax
        return "tax"
    if left.endswith("满") and right.startswith(("减", "立减", "返", "送", "赠")):
        return "threshold"  # 「满100元减30元」
    if left in ("减", "立减", "返", "送", "赠"):
        return "benefit"
    if _VOUCHERS.match(right) and re.search("(?:发放|投放|派发|安排)[^，。；]{0,10}$", left):
        return "fund"
    if one.comparator == "=" and _INCREMENT.search(left):
        return "benefit"  # 「生育二孩的再提高20万元」
    if one.comparator == "=" and _TOLD.search(left):
        return "count"  # 「累计兑现惠企资金2.3亿元」
    if _VOUCHERS_LEFT.search(left):
        return "fund"  # 「发放汽车消费券2000万元」
    if (strives or (near != "pay" and one.comparator != "=")) and _COUNTED_NEXT.match(right):
        return "threshold"  # 「培育年产值超100亿元企业5家」
    if not (strives and _REACHED_NOW.search(left)) and _is_fund(left, right, pays_left=pays_left):
        return "fund"
    sized = cue("size_noun", "<>[^，。；]{0,6}$").search(left[: bound_at(left)]) is not None
    if one.comparator in _LESS and one.bound_from != "range":
        paid = pays_left or _PAID_LEFT.search(left) is not None
        if one.bound_from == "after":
            if _LOWERED.search(left):
                return "target"
            if _HELD_TO.search(left):
                return "cap"
            owned = right != "的" and (paid or _RATE_OF_EACH.search(left) is not None)
            return "cap" if owned or _PAY_BEHIND.match(right) else "threshold"
        if right.startswith(("部分", "的部分")):
            return "threshold"
        measured = one.comparator == "<" or (sized and not paid and not _IS_PAID.match(right))
        return "threshold" if measured and right.startswith(_MEMBER) else "cap"
    if _LIMIT.search(left):
        return "cap"
    if strives and not pays_left:
        return "target"
    if one.comparator in _MORE and re.search("下限[^，。；]{0,4}$", left):
        return "threshold"
    if one.comparator in _MORE:
        if (one.bound_from == "range" and pays_left and near != "size") or (
            one.bound_from == "before"
            and near == "pay"
            and (_PAID_NOUN.match(right) or cue("pay", "<>(?:标准|金额|额度)?$").search(left[: bound_at(left)]))
        ):
            return "benefit"
        made = cue("create", "<>[^，。；]{0,20}$").search(left[: bound_at(left)]) is not None
        if (
            one.bound_from == "before"
            and not right.startswith("的")
            and (not pays or (made and not PAYS.search(before + after)))
        ):
            return "target"
        done = near == "reach" or _SET.search(left) is not None
        if one.bound_from == "after" and right == "" and done and not grants(before + after):
            return "target"  # 「承保规模达到80亿美元以上，」 「新增贷款200亿元以上，」
        return "threshold"
    if one.bound_from == "range":
        return "benefit" if pays_left or _PAID_NOUN.match(right) else "threshold"
    if _SCALE_OF_PAY.search(left):
        return "benefit"
    if near in ("reach", "size") and (sized or re.search(r"达", left) or _REACHED.search(left)):
        if right.startswith("的") and pays:
            return "threshold"
        if near == "reach" or _REACHED.search(left):
            return "threshold" if cue("pay").search(after) else "target"
    if near == "pay" or _PAID_NOUN.match(right):
        return "benefit"
    if pays and _RATE_OF_EACH.search(left):
        return "benefit"
    if _MEASURED.search(left):
        return "threshold" if pays and right.startswith("的") else "target"
    return "benefit" if pays and not right.startswith("的") else "count"


#: 「补助资金年度总额为1500万元」 「奖金总额为98万元」
_POOL = re.compile(
    r"(?:资金|奖金|经费|基金)(?:年度|每年)?(?:总额|总量|总规模|规模)(?:为|达|是|控制在|不超过)?[^，。；\d]{0,3}$"
)


def _is_fund(left: str, right: str, *, pays_left: bool) -> bool:
    """A budget or pool that somebody provides, not a grant somebody receives."""
    provided = cue("fund_verb", "<>[^，。；]{0,16}$").search(left) is not None and not re.search("给予|奖励", left)
    if provided and (
        cue("fund_noun", "(?:的)?[^，。；]{0,14}?<>").match(right)
        or cue("fund_noun", "<>[^，。；]{0,10}$").search(left)
    ):
        return True
    if provided and re.match(r"[^，。；]{0,12}?(?:费|建立|用于|作为|设立)", right):
        return True
    if cue("fund_noun", "(?:设立|成立|安排)[^，。；]{0,20}<>[^，。；]{0,8}$").search(left):
        return True
    if re.search(r"安排(?:不少于|不低于|约|近)?$", left) and not re.search("给予|奖励|补助", left):
        return True
    if _POOL.search(left):
        return True
    direct = cue("fund_direct", r"<>[^，。；给奖补]{0,8}$").search(left)
    return direct is not None and not pays_left


# ---------------------------------------------------------------------------------------------------------------------
# percentages

_BASE = re.compile(
    r"(?:按照?|给予|予以|补贴|补助|资助|奖励|扶持|支持|贴息|返还|承担|享受|额度|标准|比例)[^，。；]{0,40}$"
    r"|的$|费用?$|金额$|额$|总额$|投入$"
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
    r"|(?:首付款?|缴存|缴费|缴纳|分担|分成|计提|提取|质押|抵押|让利|代偿|报销|保险|承保)(?:比例|费率|率)|(?:利|费)率(?:为|不|按|上|下|优|统|从|由|最|至|降)"
)
#: what is moved by a share of itself: 「额度上浮20%」 「最高可上浮30%」
_WHO_IS_SO = re.compile("的(?:企业|单位|机构|项目|主体|平台|园区|个人|人员|农户|家庭|乡镇|地区|县区|商户|景区|产品)")
_OF_ITSELF = re.compile(
    r"(?:金额|标准|额度|比例|限额|定额|上限|基数|分值)[^，。；]{0,4}(?:上浮|提高|增加|下调|降低|上调|下浮)[^，。；]{0,2}$|(?:费率|利率)[^，。；]{0,16}(?:上浮|提高|增加|下调|降低|上调|下浮|下降)[^，。；]{0,2}$|[上下]浮[^，。；]{0,3}$"
)
_MAY_MOVE = re.compile(r"可[^，。；]{0,12}[上下]浮[^，。；]{0,3}$")
_GROWTH = re.compile(r"增[长幅速加]|提[高升]|再降|下降|降低|增长|上浮|下调")
_TAX_RIGHT = re.compile(r"(?:的)?(?!退|返|补|奖|给|免|留)(?:[^，。；退返补奖]{0,6})(?:税率|所得率|征收率|税(?!前|后|务))")


def _percent(one: Quantity, before: str, after: str) -> AmountRole:
    left, right = one.left, one.right
    pays = cue("pay").search(before + after) is not None
    strives = cue("strive").search(before) is not None
    if re.match("的(?:阶段性)?(?:政策|优惠|支持)", right):  # 「下调费率50%的政策」
        return "rate"
    if _PAID_NEXT.match(right):  # 「扣除征收成本后100%奖励给投资方」
        return "rate"
    if one.comparator != "=" and not one.part and _WHO_IS_SO.match(right):
        return "threshold"  # 「裁员率不高于5.5%的企业」
    if one.part and re.match("之间|区间|幅度", right):
        return "rate"
    if right.startswith("计入"):  # 「减按25%计入应纳税所得额」: a share of what is taxed
        return "rate"
    if cue("tax").search(left) or _TAX_RIGHT.match(right) or re.search(r"减按[^，。；]{0,6}$", left):
        return "tax"
    base, paid_right = _BASE.search(left) is not None, _PAID_RIGHT.match(right) is not None
    share, growth = _SHARE.search(left[: bound_at(left)]) is not None, _GROWTH.search(left) is not None
    if one.unit != "%":
        if _MAY_MOVE.search(left):
            return "rate"  # 「可上浮3个百分点」
        return "target" if strives or (growth and not pays) else "rate" if pays else "count"
    itself = growth and (_OF_ITSELF.search(left) or _OF_ITSELF.search(left[: bound_at(left)]))
    if itself and not strives:
        return "rate"
    if share and not _PAID_SHARE.search(left):
        bounded = one.comparator != "=" and not strives
        kept = not pays and right[:1] in ("", "，") and (_KEPT.search(left) is not None or left.endswith("率"))
        if bounded and not kept and (right.startswith(_MEMBER) or pays or one.bound_from == "after"):
            return "threshold"
        if strives or one.comparator in _MORE or (not pays and (_REACHED.search(left) or left.endswith("率"))):
            return "threshold" if right.startswith("的") and not strives and one.comparator == "=" else "target"
    if growth and one.comparator in _LESS and one.bound_from == "before" and pays:
        return "rate"
    if (
        growth
        and not paid_right
        and not _PAID_SHARE.search(left)
        and not (pays and re.search(r"(?:金额|标准|额度|比例)[^，。；]{0,2}(?:上浮|提高|增加|下调|降低)", left))
    ):
        qualifies = right[:1] == "的" and (pays or one.comparator in _LESS)
        return "threshold" if qualifies else "target" if strives or not pays else "threshold"
    if (strives and not (base and pays)) or (_HELD_TO.search(left) and not pays):
        return "target"
    if _PAID_SHARE.search(left):
        return "rate"
    if one.comparator in _MORE and one.bound_from in ("after", "list") and not paid_right:
        return "threshold" if pays or right.startswith(_MEMBER) else "target"
    if one.comparator in _MORE and not paid_right and not pays:
        return "target"
    if one.comparator in _MORE and right.startswith(("的", "且")) and not re.search(r"按照?|给予", left):
        return "threshold"
    if one.bound_from == "after" and right.startswith("的") and not (base or paid_right or pays):
        return "threshold"
    idiom = one.chinese and one.end - one.start == 2  # 减半, 全额, 半价
    return "rate" if base or paid_right or pays or idiom else "count"


# ---------------------------------------------------------------------------------------------------------------------
# counts


_MADE_OF = re.compile(r"(?:等|其中|包括|共|围绕|聚焦|针对|面向)[^，。；\d]{0,20}$")
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
    return cue("create", r"[^，。；\d]{0,8}?<>(?:[^，。；\d]|\dG){2,24}$")


#: 「智能工厂50个、数字化车间200个」
_MORE_OF_IT = re.compile(r"(?:[、和及][^，。；、\d]{2,16}\d+[ ]?[\u4e00-\u9fff]{1,4})+")


_SIZED = re.compile(r"(?:以上)?的?[^，。；\d]{0,6}(?:企业|项目|园区|集群|基地|平台|产业)$")


@cache
def _makes_sized() -> re.Pattern[str]:
    return cue("create", r"(?:^|[，。；\n])[^，。；\d]{0,8}?<>[^，。；\d]{2,24}\d[^，。；]{2,14}$")


#: what has been done is no target
_DONE = re.compile(r"已|累计|目前|现有|共|了|等|其中|包括")
_NEXT_PAID = re.compile(r"[^，。；]{0,12}，(?:一次性|另外?|再)?(?:奖励|补助|补贴|奖补)[^，。；]{0,6}\d")
_SMALLER = re.compile(r"(?:小于|低于|少于|不满|未满|不足)[^，。；]{0,2}$")
#: a level that is held
_HELD = re.compile(r"(?:稳定在|保持在|维持在|保持|稳定)[ ]*$")


def _count(one: Quantity, before: str, after: str) -> AmountRole:
    left, right = one.left, one.right
    pays = cue("pay").search(before + after) is not None
    strives = cue("strive").search(before) is not None
    stretch = left[: bound_at(left)] if one.bound_from == "before" else left
    brings = cue("bring", "<>[^，。；]{0,20}$").search(stretch) is not None
    if one.unit == "倍" and (pays or re.search(r"按照?[^，。；]{0,30}$|比例[^，。；]{0,4}$", left)):
        return "rate"
    if one.comparator in _LESS and one.bound_from in ("before", "list"):
        if one.unit in ("周岁", "岁"):
            return "threshold"
        smaller = one.comparator == "<" or _SMALLER.search(left) is not None
        return "threshold" if smaller and right.startswith(("的", "且")) else "cap"
    if one.bound_from == "after" and one.comparator in _LESS:
        measured = (
            right.startswith(("的", "、"))
            or one.unit in ("周岁", "岁")
            or cue("size_noun", "<>[^，。；]{0,4}$").search(left)
        )
        return "threshold" if measured else "cap"
    if strives:
        return "target"
    made = cue("create", "<>(?:好|成|和[^，。；]{2,4}|一批|约|近)?$").search(left) is not None
    if one.bound_from == "range" and made and not right.endswith("的") and not _ADDRESSED.search(left):
        return "target"
    if one.comparator in _MORE:
        if one.unit in ("周岁", "岁", "分"):
            return "threshold"
        if one.bound_from in ("after", "range"):
            if (
                right[:1] != "的"
                and (brings or _HELD.search(left))
                and not (pays and (_conditional(before, after) or leads_to_payment(after)))
            ):
                return "target"
            if not pays and right[:1] != "的" and one.bound_from == "range" and not right.startswith(_MEMBER):
                return "count"
            return "threshold"
        if re.search("下限[^，。；]{0,4}$", left):
            return "threshold"
        qualifies = right.startswith(("的", "且")) or (
            pays
            and not (
                brings and not leads_to_payment(after) and (not PAYS.search(after) or not _conditional(before, after))
            )
        )
        return "threshold" if qualifies else "target"
    if one.bound_from == "range":
        return "threshold" if pays or right.startswith(_MEMBER) else "count"
    if re.search(r"(?:达到?|满|累计)[^，。；]{0,4}$", left) and pays:
        return "threshold"
    if pays and not (made or owed(left)) and _NEXT_PAID.match(right + after[len(right) : len(right) + 12]):
        return "threshold"  # 「游览5个收费景区，奖励200元/人」
    if not pays and re.search(r"(?:达到?|增至|增加到|扩大到|提高到|突破)[ ]*$", left):
        return "target"
    if brings and (_TIMED.search(left) or (not pays and _TIMED.search(before))):
        return "target"
    if not pays and (one.right == "" or _MORE_OF_IT.fullmatch(one.right)) and _makes().match(left) and not _DONE.search(left):
        return "target"  # 「推动建设外贸转型升级基地5个」
    if not pays and one.right == "" and _SIZED.match(left) and _makes_sized().search(before):
        return "target"  # 「培育年进出口额超10亿元企业20家」
    return "target" if made and not pays else "count"
