"""期限 in Chinese: dates, periods, limits and cycles, as the notice words them.

``kind`` and ``value`` follow data/gold/README.md: *by* the end of a period (到, 底, 前, 季度, 上半年, 月份, 中旬,
年内), *in* a period
(a bare year, 全年, a day from which something holds), *within* a length of time (3个工作日内, 有效期3年; ``bound``
min for 满一年),
*every* cycle (每年, 每季度). A year that the words leave out is taken from the sentence before it, else from the notice, and
marked ``inferred``. Nothing here reads the clock.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from ingest.model import Deadline, DeadlineKind, Span
from ingest.numerals import chinese_number, chinese_year, fold

_D = r"(?:\d{1,3}+|[一二两三四五六七八九十百]{1,4}+|半)"
_Y = r"(?:(?<!\d)(?:19|20)\d{2}(?!\d)|[二][〇零○][〇零○一二三四五六七八九]{2})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_UNIT = {
    "工作日": "WD",
    "个工作日": "WD",
    "年": "Y",
    "个月": "M",
    "月": "M",
    "周": "W",
    "个星期": "W",
    "星期": "W",
    "天": "D",
    "日": "D",
    "个自然日": "D",
    "自然日": "D",
    "个日历日": "D",
    "小时": "H",
    "个小时": "H",
    "分钟": "MIN",
    "学年": "Y",
    "个季度": "Q",
    "季度": "Q",
    "周年": "Y",
    "年度": "Y",
    "个年度": "Y",
}
_LIMIT_UNIT = "|".join(sorted(_UNIT, key=lambda u: -len(u)))

_PATTERN = re.compile(
    # 2023年9月8日, 3月15日, with what stands around it
    rf"(?P<date>(?:(?P<dy>{_Y}|次|翌|当|本|明)年度?)?(?<!\d)(?P<dm>{_M})月(?P<dd>{_DAY})[日号])"
    rf"|(?P<iso>(?<!\d)(?P<iy>(?:19|20)\d{{2}})[-./](?P<im>\d{{1,2}})[-./](?P<id>\d{{1,2}})(?!\d))"
    # 2019年8月中旬, 次年3月底, 6月份前
    rf"|(?P<month>(?:(?P<my>{_Y}|次|翌|当|本|明|今)年度?)?(?<![\d个])(?P<mm>{_M})月(?!内|以内|之内|以上)(?P<mpart>份?(?:上旬|中旬|下旬|月底|底|末|初)|份)?)"
    # 2019年一季度, 上半年, 年底
    rf"|(?P<part>(?:(?P<py>{_Y}|次|翌|当|本|明|今)年)?(?P<pp>第?[一二三四1-4]季度(?!末?每)|上半年|下半年|年底|年末|年初|年中|年内)|(?P<py2>{_Y}|次|翌|明|今|本)年?(?P<pp2>底|末|初))"
    rf"|(?P<within_year>(?:(?P<wy>{_Y})年)?年度内|当年度内|本年度内)"
    rf"|(?P<span_years>(?P<sy1>{_Y})年?\s?(?:-|—|~|至|到){{1,2}}\s?(?P<sy2>{_Y})年?)"
    rf"|(?P<year>(?P<yy>{_Y})年(?!版|度?(?:目标任务分解|工作要点)|第?\d+号)(?P<whole>全年|度)?)"
    rf"|(?P<next_year>(?:次|翌)年)"
    r"|(?P<all_year>(?<![\d年])全年(?!龄|级|无休))"
    rf"|(?P<every>(?:每(?:隔)?(?:(?P<en>{_D})?(?:个)?)(?P<eu>年度|半年|季度|学年|工作日|年|季|月|周|星期|日|天|小时))(?!龄|级|人次)|(?<=按)(?P<eb>年度|年|半年|季度|季|月|周)(?=(?:度)?(?:兑[现付]|拨付|发放|结算|申报|审核|支付|考核|调度|通报|报送|清算|缴纳|评估)))"
    rf"|(?P<limit>(?P<lead>不超过|不得超过|不多于|最长(?:不超过|为|可达|达)?|最多(?:不超过)?|至多|不少于|不低于|不短于|至少|最短|满|连续(?:\S{{0,4}}?满)?|超过|近|前|后|未来|今后|过去)?(?<![\d.第])(?P<ln>{_D})(?P<lhalf>半)?(?P<lu>{_LIMIT_UNIT})(?P<ltail>(?:时间)?(?:以内|之内|内|以上|以下|以后|之后|后|前|左右|期满|期限?)?))"
    r"|(?P<event>(?:在)?[\u4e00-\u9fff]{2,14}?(?:期间|(?<=[缓试保租存续约投贷合])[\u4e00-\u9fff]{0,2}期内|期内))"
    r"|(?P<idiom>今[发到]明(?:至|达)|当日(?:办结|送达|达|放行|验放)|即日起|当天(?:办结|送达|放行)|次日达)"
)

_NAME_AFTER = re.compile(r"(?:专项)?(?:行动|规划|计划|纲要|攻坚|倍增|滚动|改革|方案|期(?:规划|计划)|制|制度)|级|期以")
_PERIOD_WORDS = re.compile(
    r"(?:有效期|试用期|试行期|执行期|实施期|期限|任期|周期|保质期|租期|工期|时限|时间|期|延长|缓缴|免租|展期|宽限|补贴|保护期|办理|办结|审批|审核|压缩(?:至|到|在)|缩短(?:至|到)|控制在|限时|执行|保持在)(?:[^，。；、\d]{0,10})$"
)
_SAVED = re.compile(r"(?:缩短|节省|节约|压减|减少|提速)(?:了|约|近)?$")
_SERVICE = re.compile(r"^(?:不间断|预约|服务|在线|值[班守]|全天候|通关|客服|热线|响应)|^[×xX*]")
_BACK = re.compile(r"^(?:来|以来|间)|^(?:内|度|年度)?(?:的)?(?:营收|销售|平均|出口额)")


def find_deadlines_zh(text: str, *, year: int | None = None, issued: date | None = None) -> list[Deadline]:
    """All deadlines of a text in order; spans are in ``text``. ``year`` is the year of the notice, for 年度内 and 年底.

    >>> found = find_deadlines_zh("次年3月底一次性兑现，每季度调度，在3个工作日内办结。", year=2022)
    >>> [(d.quote, d.kind, d.value) for d in found]
    [('次年3月底', 'by', '+1Y-03-31'), ('每季度', 'every', 'P3M'), ('3个工作日内', 'within', 'P3WD')]
    """
    if year is None and issued is not None:
        year = issued.year
    folded = fold(text)
    found: list[Deadline] = []
    context: int | None = None
    sentence_end = 0
    for m in _PATTERN.finditer(folded):
        if "。" in folded[sentence_end : m.start()] or "\n" in folded[sentence_end : m.start()]:
            # a year holds to the end of its clause for parts of a year, but a new paragraph starts afresh
            context = context if "\n" not in folded[sentence_end : m.start()] else None
        sentence_end = m.end()
        one = _read(folded, m, year, context)
        printed = next(
            (m[g] for g in ("dy", "my", "py", "py2", "yy", "sy2", "wy") if m[g] and chinese_year(m[g])), None
        )
        if printed:
            context = chinese_year(printed)
        if one is None:
            continue
        start, end, kind, value, inferred, bound = one
        found.append(
            Deadline(
                span=Span(start, end),
                quote=text[start:end],
                kind=kind,
                value=value,
                inferred=inferred,
                bound=bound,
                due=_due(folded, text, start, end),
                trigger=_trigger(folded, text, start, end) if kind in ("within", "in") else None,
                rule=f"zh.{m.lastgroup or 'deadline'}",
            )
        )
    return _ranges(folded, text, found)


_Read = tuple[int, int, DeadlineKind, str | None, bool, Literal["max", "min"]]


def _read(folded: str, m: re.Match[str], year: int | None, context: int | None) -> _Read | None:
    start, end = m.start(), m.end()
    before, after = folded[max(0, start - 14) : start], folded[end : end + 14]
    if m["date"] or m["iso"]:
        return _day(m, start, end, before, after, year, context)
    if m["month"]:
        return _month(m, start, end, before, after, year, context)
    if m["part"]:
        return _part_of_year(m, start, end, before, after, year, context)
    if m["within_year"]:
        own = chinese_year(m["wy"]) if m["wy"] else None
        base = own or year
        return (start, end, "in", str(base) if base else None, own is None, "max")
    if m["span_years"]:
        if before.endswith(("(", "《")) and after.startswith((")", "年)")):
            return None
        return (start, end, "in", f"{chinese_year(m['sy1'])}/{chinese_year(m['sy2'])}", False, "max")
    if m["year"]:
        return _year(m, start, end, before, after, folded)
    if m["next_year"]:
        tail = re.match(r"(?:底|末)?(?:前|之前|以前)", after)
        return (start, end + (tail.end() if tail else 0), "by" if tail else "in", "+1Y", False, "max")
    if m["all_year"]:
        base = context or year
        return (start, end, "in", str(base) if base else None, True, "max")
    if m["every"]:
        return _cycle(m, start, end, before, after)
    if m["limit"]:
        return _limit(m, start, end, before, after)
    if m["event"]:
        words = m["event"]
        if (
            re.search(r"[和与及对的为由是将把]$|^(?:同期|周期|中期|分期|定期|预期|短期|长期)", words[:-2])
            or len(words) < 4
        ):
            return None
        return (start, end, "in", None, False, "max")
    idiom = m["idiom"]
    if idiom == "即日起":
        return None
    return (start, end, "within", "P1D", False, "max")


def _base(printed: str | None, year: int | None, context: int | None) -> tuple[str | None, bool]:
    """The year a part of a year belongs to: printed, relative (「次年」 → +1Y), or inferred."""
    if printed in ("次", "翌"):
        return "+1Y", False
    if printed and (own := chinese_year(printed)):
        return str(own), False
    base = context or year
    if printed == "明":
        return (str(base + 1) if base else None), True
    return (str(base) if base else None), True


def _int(printed: str) -> int:
    return int(printed) if printed.isdigit() else int(chinese_number(printed) or 0)


_FROM_AFTER = re.compile(r"(?:零时)?(?:起|开始|以来)(?!步|草)")
_BY_AFTER = re.compile(r"(?:底|末)?(?:之前|以前|前|截止|止)(?!后|述|款|期|来|往|提)")
_BY_BEFORE = re.compile(r"(?:到|至|截至|截止|截止到|截止至|截至到|不晚于|最迟|最晚|不迟于)(?:于|为)?$")


def _day(
    m: re.Match[str], start: int, end: int, before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    if m["iso"]:
        y, month, day = int(m["iy"]), int(m["im"]), int(m["id"])
        base, inferred = str(y), False
    else:
        base_, inferred = _base(m["dy"], year, context)
        if base_ is None:
            base_, inferred = "XXXX", True
        base, month, day = base_, _int(m["dm"]), _int(m["dd"])
    if base.isdigit() and not (1 <= month <= 12 and 1 <= day <= monthrange(int(base), month)[1]):
        return None
    value = f"{base}-{month:02d}-{day:02d}"
    if _FROM_AFTER.match(after):
        tail = _FROM_AFTER.match(after)
        return (start, end + (tail.end() if tail else 0), "in", value + "/", inferred, "max")
    tail = _BY_AFTER.match(after)
    if tail or _BY_BEFORE.search(before):
        return (start, end + (tail.end() if tail else 0), "by", value, inferred, "max")
    return (start, end, "in", value, inferred, "max")


def _month(
    m: re.Match[str], start: int, end: int, before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    base, inferred = _base(m["my"], year, context)
    part = (m["mpart"] or "").removeprefix("份") if m["mpart"] != "份" else "份"
    if m["my"] is None and not part and not _BY_AFTER.match(after) and not _BY_BEFORE.search(before):
        return None  # 「3月」 by itself, in a name or a count of months
    if base is None:
        base = "XXXX"
    month = _int(m["mm"])
    last = monthrange(int(base), month)[1] if base.isdigit() else monthrange(2001, month)[1]
    day = {"底": last, "月底": last, "末": last, "上旬": 10, "中旬": 20, "下旬": last, "初": None}.get(part)
    value = f"{base}-{month:02d}" + (f"-{day:02d}" if day else "")
    tail = _BY_AFTER.match(after)
    if tail:
        return (start, end + tail.end(), "by", value, inferred, "max")
    if _FROM_AFTER.match(after):
        tail = _FROM_AFTER.match(after)
        return (start, end + (tail.end() if tail else 0), "in", value + "/", inferred, "max")
    kind: DeadlineKind = "by" if part or _BY_BEFORE.search(before) else "in"
    return (start, end, kind, value, inferred, "max")


_PART_END = {
    "一": "03-31",
    "二": "06-30",
    "三": "09-30",
    "四": "12-31",
    "1": "03-31",
    "2": "06-30",
    "3": "09-30",
    "4": "12-31",
}


def _part_of_year(
    m: re.Match[str], start: int, end: int, before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    part = m["pp"] or m["pp2"]
    if re.search(r"每$|按$|逐$|去$|上$", before) or (
        m["py"] is None and part.endswith("季度") and re.search("每|各", before[-3:])
    ):
        return None
    base, inferred = _base(m["py"] or m["py2"], year, context)
    if base is None:
        base, inferred = "XXXX", True
    if part in ("年底", "年末", "底", "末", "下半年"):
        value = f"{base}-12-31"
    elif part == "上半年" or part == "年中":
        value = f"{base}-06-30"
    elif part == "年内":
        value = base
    elif part in ("年初", "初"):
        return None
    else:
        value = f"{base}-{_PART_END[part.removeprefix('第')[0]]}"
    tail = _BY_AFTER.match(after)
    return (start, end + (tail.end() if tail else 0), "by", value, inferred, "max")


_YEAR_NAME = re.compile(r"(?:中央|省级|市级|国家|修订|修正|印发|发布|《|〔|\[)$")


def _year(m: re.Match[str], start: int, end: int, before: str, after: str, folded: str) -> _Read | None:
    own = chinese_year(m["yy"])
    if _YEAR_NAME.search(before) or re.match(r"\d{1,2}月", after):
        return None
    opened = max(folded.rfind(c, max(0, start - 60), start) for c in "《“")
    closed = max(folded.rfind(c, max(0, start - 60), start) for c in "》”")
    if opened > closed:
        return None  # inside a title or a name in quotes
    if m["whole"] == "度":
        return None if not re.match(r"内", after) else (start, end + 1, "in", str(own), False, "max")
    tail = _BY_AFTER.match(after)
    if tail:
        return (start, end + tail.end(), "by", str(own), False, "max")
    if _FROM_AFTER.match(after):
        return (start, end + 1, "in", f"{own}/", False, "max")
    by = re.search(r"(?:到|至|截至|截止到?|力争到|争取到)$", before)
    return (start, end, "by" if by else "in", str(own), False, "max")


_CYCLE = {
    "年": "Y",
    "年度": "Y",
    "学年": "Y",
    "半年": "6M",
    "季度": "3M",
    "季": "3M",
    "月": "M",
    "周": "W",
    "星期": "W",
    "日": "D",
    "天": "D",
    "工作日": "WD",
    "小时": "H",
}


def _cycle(m: re.Match[str], start: int, end: int, before: str, after: str) -> _Read | None:
    if m["eb"]:
        unit, count = m["eb"], 1
    else:
        unit, count = m["eu"], _int(m["en"]) if m["en"] and m["en"] != "半" else 1
        if m["en"] == "半":
            return (start, end, "every", "P6M", False, "max")
        if re.match(r"[新增加推引满达]", after) and unit not in ("年", "年度", "月", "季度", "半年", "周"):
            return None
    code = _CYCLE[unit]
    if code == "H":
        return (start, end, "every", f"PT{count}H", False, "max")
    if len(code) > 1 and code[0].isdigit():
        return (start, end, "every", f"P{int(code[:-1]) * count}M", False, "max")
    return (start, end, "every", f"P{count}{code}", False, "max")


_MIN_LEAD = re.compile(r"^(?:满|连续|不少于|不低于|不短于|至少|最短|超过)")


def _limit(m: re.Match[str], start: int, end: int, before: str, after: str) -> _Read | None:
    lead, unit, tail = m["lead"] or "", m["lu"], m["ltail"] or ""
    printed = m["ln"]
    if (printed[0].isdigit() and len(printed) > 3) or (_NAME_AFTER.match(after) and not tail) or _SAVED.search(before):
        return None
    if (
        unit in ("日", "月", "年", "季度", "年度")
        and not printed[0].isdigit()
        and printed not in ("半",)
        and unit in ("日", "月", "季度")
    ):
        return None
    if unit == "年" and (re.search(r"(?:第|十[一二三四五]?)$", before) or (printed[0].isdigit() and int(printed) > 99)):
        return None
    if unit == "日" and not tail and not lead:
        return None
    if unit in ("月", "季度") and not unit.startswith("个") and printed != "半":
        return None
    if _SERVICE.match(after) and not tail and not lead:
        return None
    if lead in ("近", "前", "过去", "后", "未来", "今后") or (tail == "前" and lead == ""):
        if lead in ("未来", "今后") or (tail in ("内", "以内", "之内") and lead == ""):
            pass
        else:
            return None
    value = _duration(printed, unit, bool(m["lhalf"]))
    if value is None:
        return None
    if tail in ("后", "以后", "之后", "前", "左右", "以下") and not lead and tail != "以下":
        if tail in ("前",):
            return None
        if tail in ("后", "以后", "之后"):
            return None
    bound: Literal["max", "min"] = "min" if _MIN_LEAD.match(lead) or tail == "以上" else "max"
    working = unit in ("工作日", "个工作日")
    said = (
        working
        or lead
        or tail in ("内", "以内", "之内", "以上", "期限", "期")
        or _PERIOD_WORDS.search(before)
        or (unit in ("小时", "个小时") and re.match(r"(?:送达|办结|放行|验放|完成|达)", after))
    )
    if not said:
        return None
    if _BACK.match(after) and not working and not lead:
        return None
    if tail in ("期", "期限", "后", "左右"):
        end -= len(tail)
    return (start, end, "within", value, False, bound)


def _duration(printed: str, unit: str, half: bool) -> str | None:
    code = _UNIT[unit]
    if printed == "半":
        return {"Y": "P6M", "D": "PT12H", "M": "P15D", "H": "PT30M"}.get(code)
    count = _int(printed)
    if count == 0:
        return None
    if half:
        return {"Y": f"P{count * 12 + 6}M"}.get(code)
    if code == "H":
        return f"PT{count}H"
    if code == "MIN":
        return f"PT{count}M"
    if code == "Q":
        return f"P{count * 3}M"
    return f"P{count}{code}"


def _ranges(folded: str, text: str, found: list[Deadline]) -> list[Deadline]:
    """「自2024年1月1日起至2026年12月31日」: two days that bound one period are one interval."""
    joined: list[Deadline] = []
    for one in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind == "in"
            and before.value
            and one.kind == "by"
            and one.value
            and re.fullmatch(r"(?:起)?(?:到|至|-|—|~)+(?:截止)?", folded[before.span.end : one.span.start])
        ):
            span = Span(before.span.start, one.span.end)
            value = f"{before.value.rstrip('/')}/{one.value}"
            joined[-1] = Deadline(
                span=span, quote=span.of(text), kind="in", value=value, due=before.due, rule="zh.interval"
            )
        else:
            joined.append(one)
    return joined


def _due(folded: str, text: str, start: int, end: int) -> str | None:
    """What is due: the rest of the comma segment behind the words of time, or what stands before them."""
    stop = re.search(r"[，。；\n]", folded[end:])
    after = text[end : end + stop.start()] if stop else text[end:]
    after = after.strip(" ，。；()（）")
    if len(after) >= 2:
        return after[:80]
    begin = max(folded.rfind(c, 0, start) for c in "，。；\n") + 1
    before = text[begin:start].strip(" ，。；()（）")
    return before[-80:] or None


_TRIGGER = re.compile(
    r"(?:自|从)([^，。；]{1,24}?)(?:之日|日)?(?:起|后)(?:计)?[^，。；\d]{0,8}$|(?:^|[，。；])(?:在)?([^，。；]{2,24}?(?:之日|日|受理|公示|申报|申请|收到|印发|认定)[^，。；\d]{0,6}?)(?:起|后)[^，。；\d]{0,8}$"
)


def _trigger(folded: str, text: str, start: int, end: int) -> str | None:
    """The event a duration counts from: 「自受理之日起10个工作日内」 → 「受理之日」."""
    window = folded[max(0, start - 40) : start]
    found = _TRIGGER.search(window)
    if not found:
        return None
    group = 1 if found[1] else 2
    offset = max(0, start - 40)
    return text[offset + found.start(group) : offset + found.end(group)]
