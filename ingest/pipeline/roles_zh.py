"""What a quantity in a Chinese notice is for: its role, read from the words of its sentence.

Roles and conventions are those of data/gold/README.md. Questions are asked in this order: does the quantity before decide (a list,
a range, a part of a fund); is it a step (每…); does it end a condition (``conditions_zh``); then what its kind asks: sums by the word that
governs them (``money_roles_zh``), shares by what they are a share of (``share_roles_zh``), counts by what is done with what is counted
(``count_roles_zh``). Words are in ``ingest/lexicon/amount_cues_zh.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon.table import cues
from ingest.model import AmountRole
from ingest.pipeline.conditions_zh import MEMBER, MORE, PAYS, Setting, closes, cue, grants, owed
from ingest.pipeline.count_roles_zh import count_role
from ingest.pipeline.money_roles_zh import money_role
from ingest.pipeline.quantities_zh import Quantity
from ingest.pipeline.share_roles_zh import share_role

_STOP = "。；！;\n"
_STOPS = re.compile(f"[{_STOP}]+")
#: how far the sentence around a quantity is read
_REACH = 200


def _sentence(folded: str, one: Quantity, floor: int) -> tuple[int, int]:
    """The stretch between 。；！ and paragraph ends in which a quantity stands; ``floor`` is the end of the one before."""
    begin = max(floor, *(folded.rfind(stop, floor, one.start) + 1 for stop in _STOP))
    stopped = _STOPS.search(folded, one.start)
    return begin, stopped.end() if stopped else len(folded)


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
    if one.comparator in MORE and one.role == "target":
        return _AND_AS_WELL.fullmatch(between) is not None
    if previous.role == "target" and one.unit == previous.unit and _NEXT_YEAR.fullmatch(between):
        return True
    same = one.kind == previous.kind != "percent" and one.comparator == previous.comparator == "="
    return same and _BY_NAME.fullmatch(between) is not None


def _other_rate(folded: str, previous: Quantity, one: Quantity) -> bool:
    """「首套首付款比例不低于15%，二套不低于25%」: the share of another, named for short."""
    alike = one.kind == previous.kind == "percent" and one.comparator == previous.comparator != "="
    return alike and _NAMED_SHORT.fullmatch(folded, previous.end, one.start) is not None


#: 「申报条件：年出口额1000万美元以上；员工50人以上；」
_CONDITIONS = re.compile(r"[^，。；:：\n]{0,14}条件[^，。；:：\n]{0,4}[:：]")
#: 「2023年总额达5000亿元，2024年5500亿元」
_NEXT_YEAR = re.compile(r"[^，。；、\d]{0,4}[，；](?:到|至)?20\d\d年(?:底|末)?[^，。；\d]{0,8}")
_HURDLE_MOVED = re.compile("(?:统一)?(?:提高|放宽|降低|下调|上调|调整|降)(?:到|至|为)")
#: what was reached is told, what shall be reached is aimed at
_PAST = re.compile(r"去年|今年以来|截至(?:目前|[\d去上今])|新增[^，。；\d]{0,8}共")
_NAMED_SHORT = re.compile(r"[，、][^，。；、\d率比]{1,12}")
_MADE_OF = re.compile(r"(?:等|其中|包括|共|围绕|聚焦|针对|面向)[^，。；\d]{0,20}$")
_RAISED_TO = re.compile(r"(?:提高|上浮|调整|降低|下调|增加|上调)[到至为][^，。；]{0,2}$")


@dataclass(slots=True)
class _Sentence:
    """What is asked once a sentence, because most say none of it: are there words of paying, striving, requiring at all?"""

    begin: int
    end: int
    pays: bool
    strives: bool
    requires: bool
    opened: bool


def _said(folded: str, begin: int, end: int) -> _Sentence:
    words = folded[begin:end]
    pays, strives = cue("pay").search(words) is not None, cue("strive").search(words) is not None
    requires = any(sign in words for sign in "须需应同") and cue("require").search(words) is not None
    first = _opening(folded, begin)
    opened = "条件" in folded[first : first + 20] and _CONDITIONS.match(folded, first) is not None
    return _Sentence(begin, end, pays, strives, requires, opened)


def _setting(folded: str, one: Quantity, said: _Sentence) -> Setting:
    before = folded[max(said.begin, one.start - _REACH) : one.start]
    after = folded[one.end : min(said.end, one.end + _REACH)]
    pays = said.pays and (said.end - said.begin <= _REACH or cue("pay").search(before + after) is not None)
    return Setting(
        one,
        before,
        after,
        pays,
        said.strives and cue("strive").search(before) is not None,
        pays and cue("pay").search(one.left) is not None,
        said.opened or (said.requires and cue("require").search(before) is not None),
    )


def read_roles(folded: str, found: Sequence[Quantity]) -> None:
    """Fill in ``role``: by the quantity before where both belong together, else by the words of the sentence."""
    begin = end = 0
    stepped: Quantity | None = None
    said: _Sentence | None = None
    for index, one in enumerate(found):
        if one.start >= end:
            begin, end = _sentence(folded, one, end)
        previous = found[index - 1] if index else None
        if previous is not None and (shared := _as_before(folded, previous, one, begin)) is not None:
            one.role = shared
            continue
        if said is None or said.begin != begin:
            said = _said(folded, begin, end)
        one.role = _role(_setting(folded, one, said))
        if previous is not None:
            one.role = _beside(folded, previous, one, begin)
        if one.role == "count" and stepped is not None and _again(folded, stepped, one):
            one.role = "step"
        stepped = one if one.role == "step" else stepped


def _opening(folded: str, begin: int) -> int:
    """Where a row of sentences parted by ； begins: what opens the first holds for all."""
    for _ in range(_ROW):
        if not begin or folded[begin - 1] not in "；;":
            break
        low = max(0, begin - 1 - _LONGEST)
        begin = max(max(folded.rfind(stop, low, begin - 1) + 1 for stop in _STOP), low)
    return begin


#: sentences in a row, and characters of one, that are looked back over
_ROW, _LONGEST = 60, 1000


def _as_before(folded: str, previous: Quantity, one: Quantity, begin: int) -> AmountRole | None:
    """The role of the quantity before, where a list, a range, a fund or a raised rate binds both."""
    if one.listed or (one.part == "high" and previous.part == "low"):
        return previous.role
    if _part_of_fund(folded, previous, one, begin):
        return "fund"
    if (
        previous.role == "threshold"
        and one.kind == previous.kind != "percent"
        and _HURDLE_MOVED.fullmatch(folded, previous.end, one.start)
    ):
        return "threshold"  # 「门槛由300万美元提高到500万美元」
    rates = one.kind == previous.kind == "percent" and previous.role == "rate" and begin <= previous.start
    # 「按流片费用的50%给予补贴，高校院所提高至70%」
    return "rate" if rates and _RAISED_TO.search(one.left) else None


def _beside(folded: str, previous: Quantity, one: Quantity, begin: int) -> AmountRole:
    """The role after a look at the quantity before: one more target, one more condition, the rate of another."""
    if previous.role == "target" and one.kind == "count" and begin <= previous.start:
        loose = one.role == "count" or (one.role == "threshold" and not one.right.startswith(MEMBER))
        part = one.unit == previous.unit and "其中" in one.left  # 「茶园4万亩，其中有机茶园2万亩」
        if loose and not PAYS.search(folded, previous.end, one.start) and (part or not _MADE_OF.search(one.left)):
            return "target"  # 「引进100名…，选拔100名…、200名…，培养100名…」
    if previous.role in ("threshold", "target") and _joined(folded, previous, one):
        return previous.role
    if previous.role == "rate" and one.role == "target" and _other_rate(folded, previous, one):
        return "rate"
    return one.role


def _role(at: Setting) -> AmountRole:
    """The questions in their order: a step, the end of a condition, then what the kind of quantity asks."""
    one = at.one
    if is_step(one):
        return "step"
    if one.kind == "time":
        return "count"
    if not owed(at) and closes(one, at.after) and grants(at.before + at.after):
        return "threshold"  # 「展览面积在9平方米的，支持上限2万元」
    if one.comparator != "=" and not at.pays_left and at.requires:
        return "threshold"  # 「申报企业须年出口额不低于200万美元，从业人员不少于20人」
    role = _by_kind(at)
    return (
        "count" if role == "target" and one.comparator == "=" and not at.strives and _PAST.search(at.before) else role
    )


def _by_kind(at: Setting) -> AmountRole:
    one = at.one
    if one.kind == "percent":
        return share_role(at)
    if one.comparator in MORE and not one.part and one.right.startswith("的") and cue("pay").search(at.after):
        return "threshold"  # 「增长一倍以上的，给予奖励」
    return money_role(at) if one.kind == "money" else count_role(at)


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
