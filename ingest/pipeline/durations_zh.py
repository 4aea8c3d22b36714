"""Lengths of time and cycles in Chinese text: 3个工作日内, 不超过6个月, 满一年, 两年半, 2年零3个月, 每季度, 按月拨付.

A length of time is a limit (``within``) where the words say so (内, 不超过, 有效期, 满, 未来) or where a bare number of years, months, weeks
or days stands as a term (「免收三年房租」); what holds only after it (「公布之日起30日后施行」) is its least. It is none in names (三年行动计划),
looking back (近三年) or as hours of service (24小时热线). A saving of time (缩短24小时) is an amount. The words are in
``ingest/lexicon/time_cues_zh.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cache
from typing import Literal

from ingest.lexicon.table import cues
from ingest.numerals import number

NUMERAL = r"(?:\d{1,3}(?:,\d{3})++|\d{1,5}+(?:\.\d)?|[一二两三四五六七八九十百千零〇]{1,7}+)"
#: printed unit → its letters
UNITS_OF_TIME = {
    "工作日": "WD",
    "法定工作日": "WD",
    "年": "Y",
    "周年": "Y",
    "学年": "Y",
    "年度": "Y",
    "自然年": "Y",
    "个年度": "Y",
    "个自然年度": "Y",
    "个会计年度": "Y",
    "个完整会计年度": "Y",
    "个完整的会计年度": "Y",
    "个完整年度": "Y",
    "个纳税年度": "Y",
    "个财政年度": "Y",
    "个月": "M",
    "月": "M",
    "个季度": "Q",
    "季度": "Q",
    "周": "W",
    "星期": "W",
    "天": "D",
    "日": "D",
    "自然日": "D",
    "日历日": "D",
    "礼拜": "W",
    "交易日": "WD",
    "小时": "H",
    "钟头": "H",
    "分钟": "MIN",
    "秒钟": "S",
    "秒": "S",
}
_COUNTED = ("工作日", "法定工作日", "交易日", "星期", "礼拜", "自然日", "日历日", "小时", "钟头")
UNITS_OF_TIME |= {f"个{unit}": UNITS_OF_TIME[unit] for unit in _COUNTED}
_UNIT = "|".join(sorted(UNITS_OF_TIME, key=lambda u: -len(u)))
#: behind a unit: it is the head of another word (周岁, 年级, 天然, 日元)
_NO_UNIT = (
    "(?<=周)[岁边末知转全密到]|(?<=年)[龄级版会货金产均代检薪鉴轻刊线]|(?<=半年)报(?!送)|(?<=天)[然津河猫使花]|(?<=日)[元圆本韩语均常报用]"
    "|(?<=月)[均球嫂薪刊板谈形弯牙]|(?<=小时)[工候]|(?<=秒)[批办杀拍]"
)
#: the smaller units that may follow a length: 1年零3个月, 8天20小时, 两天又一个月
_PART = (
    r"(?P<join>零|又|余|多)?(?P<n>"
    + NUMERAL
    + r")[ ]?(?P<u>个?星期|个?月|个?小时|天|周|日|时(?![间候代期段许点差效长])|分钟|分(?![钟之数校值类批别级])|秒钟?)"
)
_PARTS = re.compile(_PART)
_MORE_PARTS = re.sub(r"\?P<\w+>", "?:", _PART)

_TAIL = r"(?:的?时间|时限)?(?:\(不?含(?:本数)?\)(?=以|之))?(?P<tail>(?:以内|之内|内(?!容|部|外|地|陆|贸|资)|以上|以下|以后|之后|后(?!续)|之前|以前|前(?!款|述)|左右|期满|期限|期(?!货|间)))?"
LENGTH = re.compile(
    rf"(?:(?P<n>{NUMERAL})[ \n]?(?:(?:-|—|~|至|到)+[ \n]?(?P<n2>{NUMERAL})[ \n]?)?(?P<many>余|多|几)?(?P<midhalf>个?半(?=个?月|小时|年))?"
    rf"(?P<u>{_UNIT})(?!{_NO_UNIT})(?P<half>半(?![载价额数折成导免]))?(?P<parts>(?:{_MORE_PARTS}){{0,5}}+)"
    rf"|(?P<alone>半)[ ]?(?P<ua>个?月|年|天|个?小时|个?钟头|日)(?!{_NO_UNIT}|空)){_TAIL}"
)
CYCLE = re.compile(
    rf"每(?:隔)?(?:(?P<n>{NUMERAL}|半)(?:个)?|个(?=月|季度|年度|自然|学年|工作日|星期|礼拜|小时))?(?P<u>年度|半年|季度|学年|工作日|自然年|年|季|月|周|星期|礼拜|日|天|小时|钟头|分钟|分(?![钟之数校值类批别级])|秒钟?)"
    r"(?!龄|级|人次|报(?!送))"
)
BY_CYCLE = re.compile(
    r"(?:按|逐)(?P<u>年度|半年|季度|年|季|月|周|日)(?=(?:度)?(?:兑[现付]|拨付|发放|结算|申报|审核|支付|考核|调度|通报|报送|清算|缴纳|评估|补贴|返还|补助|汇总|公布|公示|统计|提交|上报|报告|调整|轮换|更新|收取|预缴|申领|提取|向[^，。；]{1,16}(?:提交|报送|报告|上报|备案)))"
)
_CYCLES = {
    "年": "P{}Y",
    "年度": "P{}Y",
    "学年": "P{}Y",
    "自然年": "P{}Y",
    "月": "P{}M",
    "周": "P{}W",
    "星期": "P{}W",
    "日": "P{}D",
    "天": "P{}D",
    "工作日": "P{}WD",
    "礼拜": "P{}W",
    "小时": "PT{}H",
    "钟头": "PT{}H",
    "分钟": "PT{}M",
    "秒": "PT{}S",
    "秒钟": "PT{}S",
}
_HALVES = {"年": "P6M", "半年": "P6M", "月": "P15D", "天": "PT12H", "日": "PT12H", "小时": "PT30M", "钟头": "PT30M"}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time found at ``[start, end)``: ISO 8601 duration, and whether it is the least (满一年) or the most."""

    start: int
    end: int
    value: str
    bound: Literal["max", "min"]


@cache
def _before(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{cues('time_cues_zh.tsv')[name]})(?:[^，。；、\d\n一二两三四五六七八九十]{{0,10}})$")


@cache
def _lead() -> re.Pattern[str]:
    words = cues("time_cues_zh.tsv")
    return re.compile(rf"(?:(?P<max>{words['max']})|(?P<min>{words['min']}))(?:了|近|约|其)?[ ]?$")


@cache
def _behind(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{cues('time_cues_zh.tsv')[name]})")


_RATE = re.compile(r"贷款市场|贷款基准|央行|(?:中国)?人民银行|银行|同期|以上|LPR|国债|定期|存款|流动资金贷款基准")
_LOOKS_BACK = re.compile(r"(?:近|过去|过去的|以往|此前|最近|(?<![以马线网])上|前|(?<!今)后|第|十|“|当|近的)$")
_AHEAD = re.compile(r"(?:未来|今后)的?$")
_FIRST_OR_LAST = re.compile(r"(?:前|后)$")
_GRANTED = re.compile(r"(?:内|期)?[^，。；]{0,10}?(?:给予|免|减|补|奖|按|每年|全额|享受|返还|贴息|租金)")
_RUNS_ON = re.compile(rf"[ ]?(?:-|—|~|至|到)+[ ]?(?=(?:{NUMERAL}|半)[ ]?(?:{_UNIT})(?!{_NO_UNIT}))")
_ORDINAL = re.compile(r"第[\d一二三四五六七八九十百]{1,4}个$")
_NO_HALF = tuple("上下大多小老早晚了")
_RAN_UP = re.compile(rf"\d[ ]?(?:{_UNIT})[ ]?(?:-|—|~|至|到)+$")
_AFTER = ("后", "以后", "之后")
#: 「30日后施行」: without such words 30日 is a day of some month
_COUNTS_FROM = re.compile(
    r"(?:起|满|公布|发布|印发|公示|公告|届满|收到|受理|送达|通知|签订|生效|完成)[^，。；\d]{0,6}$"
)
_TAKES_EFFECT = re.compile(r"(?:起)?(?:施行|生效|实施|执行|失效)")


def read_length(folded: str, m: re.Match[str]) -> Length | None:
    """The limit that a match of ``LENGTH`` states; None where it is no limit."""
    start = m.start()
    runs = None if m["tail"] or m["u"] in ("月", "季度") else _RUNS_ON.match(folded, m.end())
    top = LENGTH.match(folded, runs.end()) if runs else None
    m = top or m  # 「6个月至1年」: the longer one is the limit
    end = m.end()
    before, after = folded[max(0, start - 16) : start], folded[end : end + 14]
    tail, printed, unit = m["tail"] or "", m["n"] or m["alone"], m["u"] or m["ua"]
    if m["many"] or unit is None or printed is None:
        return None
    if (
        _ORDINAL.search(before)
        or before.endswith(("第", "〔", "[", ".", "每", "每隔", "+", "分之"))
        or (not tail and _RAN_UP.search(before))
    ):
        return None
    if m["n"] and not printed[0].isdigit() and len(printed) > 1 and not set(printed) & set("十百千"):
        return None  # 一九九八年, 三四天
    large = (number(printed) or 0) > 99
    if m["alone"] and before.endswith(_NO_HALF):
        return None
    if UNITS_OF_TIME.get(unit) == "Y" and (before.endswith(("十", "建国", "改革")) or large):
        return None
    value = _duration(m)
    if value is None or (_before("saved").search(before) and not _lead().search(before)):
        return None
    lead = _lead().search(before)
    if tail in _AFTER and not lead:
        return _only_after(m, start, before, after, value)
    dated = unit in ("月", "季度") or (
        unit in ("日", "年度") and not (printed[0].isdigit() or printed == "两" or "内" in tail)
    )
    if dated and not m["alone"] and not m["midhalf"]:
        return None  # 三月, 二季度: dates
    limited = _before("limit").search(before) is not None
    if tail in ("前", "之前", "以前", "左右", "期满") and not lead:
        if tail not in ("左右",) or not limited:
            return None
        end = m.start("tail")
    if tail.endswith("前") and before.endswith("满"):
        return None  # 「届满30日前提出」
    ahead = _AHEAD.search(before)
    working = UNITS_OF_TIME.get(unit) == "WD"
    bounded = tail in ("内", "以内", "之内", "以上", "以下", "期限", "期") or lead is not None or limited or working
    if _behind("name").match(after) and tail not in ("内", "以内", "之内") and not limited:
        return None
    if not bounded and ahead is None and not _stands_alone(folded, m, start, unit, printed, before, after):
        return None
    if tail == "期" and _RATE.match(after):
        return None  # 一年期贷款市场报价利率
    if tail in ("期限", "期") and not lead:
        end = m.start("tail")
    if _looks_back(before, after, lead is not None, tail):
        return None
    if unit in _CLOCK and _behind("service").match(after) and tail == "" and lead is None:
        return None
    least = (lead is not None and lead["min"] is not None) or tail == "以上"
    least = least or (before.endswith("连续") and re.match(r"(?:满|以上|增长|盈利|未|的(?!补|奖))", after) is not None)
    begin = start - (len(lead[0]) if lead else len(ahead[0]) if ahead else 0)
    if before.endswith("连续") and lead is None:
        begin = start - 2
    return Length(begin, end, value, "min" if least else "max")


_CLOCK = frozenset(unit for unit, code in UNITS_OF_TIME.items() if code in ("H", "MIN", "S"))


def _only_after(m: re.Match[str], start: int, before: str, after: str, value: str) -> Length | None:
    """「自公布之日起30日后施行」: not before so much time has passed."""
    unit, printed = m["u"] or m["ua"], m["n"] or m["alone"]
    if _LOOKS_BACK.search(before) or (unit in ("月", "季度", "年度") and not m["alone"]):
        return None
    day = unit == "日" and not m["alone"] and before.rstrip(" ").endswith(("月", "至", "到", "-", "—", "~", "、"))
    known = unit != "日" or printed == "两" or _COUNTS_FROM.search(before) or _TAKES_EFFECT.match(after)
    return None if day or not known else Length(start, m.end(), value, "min")


#: around 一年, 一天, 一周: what is granted or takes so long
_TERM_BEFORE = re.compile(
    r"(?:给予|免费|免|减免|提供|享受|补贴|需要?|约|用时?|延长|延续|保留|保持|续|满|够|过渡|缓冲)$"
)
_TERM_BEHIND = re.compile(r"的?(?:房租|租金|贷款|贴息|补贴|免费|期|时间|过渡|缓冲|左右)")


def _stands_alone(folded: str, m: re.Match[str], start: int, unit: str, printed: str, before: str, after: str) -> bool:
    """「给予三年贴息」: a bare length of time is a term; 一年 only where something is granted for it, 15日 never (90日 is no day of
    a month)."""
    last = m["n2"] or printed
    if unit == "日" and not ((last.isdigit() and int(last) > 31) or printed == "两"):
        return False
    if unit == "周年" or (printed == "四" and unit == "周"):
        return False  # 成立30周年, 场地四周
    if after[:1] in ("次", "度", "间", "游", "夜", "龄") or re.match(r"[\d一二两三四五六七八九十]", after):
        return False
    if unit in _CLOCK and before.endswith(("×", "x", "X", "*", "/")):
        return False
    once = (
        m.start() == start
        and printed == "一"
        and not m["n2"]
        and not m["midhalf"]
        and not m["half"]
        and not m["parts"]
        and not unit.startswith("个")
    )
    if once and not _TERM_BEFORE.search(before) and not _TERM_BEHIND.match(after):
        return False
    return not _quoted(folded, start)


def _quoted(folded: str, start: int) -> bool:
    """Inside a title or a name in quotes."""
    opened = max(folded.rfind(c, max(0, start - 40), start) for c in "《“")
    return opened > max(folded.rfind(c, max(0, start - 40), start) for c in "》”")


def _looks_back(before: str, after: str, lead: bool, tail: str) -> bool:
    if _LOOKS_BACK.search(before) and not lead:
        if _FIRST_OR_LAST.search(before) and (_GRANTED.match(after) or tail in ("内", "以内", "之内")):
            return False
        return tail not in ("以上",) or before.endswith(("第", "“"))
    return _behind("back").match(after) is not None and not lead and tail == ""


#: what half of a unit is in smaller ones, and which unit a smaller one may follow
_HALF_OF = {"Y": ("M", 6), "M": ("D", 15), "D": ("H", 12), "H": ("MIN", 30), "MIN": ("S", 30)}
#: units that are only told from something else by the larger one before them: 1年零3月, 8天20时, 5小时30分
_SHORT_UNITS = {"月": "M", "时": "H", "分": "MIN"}
_ORDER = ("Y", "Q", "M", "W", "D", "H", "MIN", "S")


def _duration(m: re.Match[str]) -> str | None:
    """The ISO 8601 duration of a match: 两年半 → P30M, 8天20小时 → P8DT20H; working days as P3WD."""
    if m["alone"]:
        unit = m["ua"].removeprefix("个")
        return _HALVES.get(unit)
    count = number(m["n2"] or m["n"])
    if not count:
        return None
    code = UNITS_OF_TIME[m["u"]]
    half = count % 1 == Decimal("0.5")
    if code == "WD":
        return f"P{count + Decimal('0.5') if m['half'] or m['midhalf'] else count}WD"
    count = count.to_integral_value(ROUND_FLOOR) if half else count
    parts = {code: count}
    if half or m["half"] or m["midhalf"]:
        if code not in _HALF_OF:
            return None
        smaller, more = _HALF_OF[code]
        parts = {"M": count * 12 + more} if code == "Y" else {code: count, smaller: Decimal(more)}
    last = _ORDER.index(code)
    for part in _PARTS.finditer(m["parts"] or ""):
        more_of = number(part["n"])
        second = _SHORT_UNITS.get(part["u"]) or UNITS_OF_TIME[part["u"]]
        if part["u"] == "分" and last != _ORDER.index("H"):
            return None
        if not more_of or second in parts or (_ORDER.index(second) <= last and part["join"] != "又"):
            return None
        parts[second], last = more_of, _ORDER.index(second)
    return _printed(parts)


def _printed(parts: dict[str, Decimal]) -> str:
    """Y, M, W, D, H, minutes and seconds as an ISO 8601 duration; weeks stand alone or become days."""
    if "Q" in parts:
        parts["M"] = parts.get("M", Decimal(0)) + 3 * parts.pop("Q")
    if "W" in parts and len(parts) > 1:
        parts["D"] = parts.get("D", Decimal(0)) + 7 * parts.pop("W")
    day = "".join(f"{parts[code]}{code}" for code in ("Y", "M", "W", "D") if parts.get(code))
    hour = "".join(f"{parts[code]}{code[0]}" for code in ("H", "MIN", "S") if parts.get(code))
    return f"P{day}T{hour}" if hour else f"P{day}"


def read_cycle(folded: str, m: re.Match[str]) -> str | None:
    """每季度 → P3M, 每半小时 → PT30M; None for 「每天新增」 of a step with a unit that is no period."""
    unit, printed = m["u"], m.groupdict().get("n")
    if unit == "半年" or printed == "半":
        return _HALVES.get(unit)
    count = number(printed) if printed else 1
    if not count:
        return None
    if unit in ("季度", "季"):
        return f"P{count * 3}M"
    if unit in ("分钟", "秒", "秒钟") and not printed:
        return None  # 「每分钟100次」: a speed
    if unit in ("天", "日", "小时", "钟头") and re.match(r"[新增加推引满达]", folded[m.end() : m.end() + 1]):
        return None
    return _CYCLES[unit].format(count)
