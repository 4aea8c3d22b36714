"""期限 in Chinese: dates, periods, limits and cycles, as the notice words them.

``kind`` and ``value`` follow data/gold/README.md: *by* the end of a period (到, 底, 前, 季度, 上半年, 月份, 中旬, 年内), *in* a period
(a bare year, 全年, a day from which something holds), *within* a length of time (3个工作日内, 有效期3年; ``bound`` min for 满一年 and 30日后施行),
*every* cycle (每年, 每季度). What is counted from an event keeps its count: 次年3月底 is "+1Y-03-31", 次月5日前 "+1M-05". A year that the
words leave out is taken from the words before it in the same paragraph, else from the notice, and marked ``inferred``. Nothing here
reads the clock.

A quick expression finds the places where words of time may begin; what they say is tried only there.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

from msgspec.structs import replace

from ingest.model import Deadline, DeadlineKind, Span
from ingest.numerals import chinese_number, chinese_year, fold
from ingest.pipeline.durations_zh import BY_CYCLE, CYCLE, LENGTH, UNITS_OF_TIME, read_cycle, read_length

#: a year in full, or in two digits behind an apostrophe (’24年) or before a part of the year (24年底, 25年一季度)
_Y = (
    r"(?:(?:19|20)\d{2}(?!\d)|(?:二[〇零○]|一九)[〇零○一二三四五六七八九]{2}|(?<=['‘’])\d\d(?=年)"
    r"|[0-3]\d(?=年(?:底(?!蕴|子|色|气)|末|[上下]半年|第?[一二三四1-4]季度|(?:1[0-2]|[1-9])月)))"
)
_REL = "次|翌|当|本|明|今|同"
_M = r"(?:1[0-2](?!\d)|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01](?!\d)|[12]\d(?!\d)|0?[1-9](?!\d)|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"

#: 2025年中 but not 2025年中国…, 2025年内 but not 2025年内蒙古…
_MID = r"中(?=前|之前|以前|完成|建成|投|实现|达|启动|开工|[，。；、)\s]|$)"
_INSIDE = "内(?![蒙陆地河江贸外资部需容控销涝])"
_HAN = "一二两三四五六七八九十百千零〇"
#: what follows the digits of a date, a year or a length of time: most numbers of a notice are sums
_GOES_ON = f"[-—~./至到余多几半底末初{''.join(sorted({unit[0] for unit in UNITS_OF_TIME}))}]"
#: where words of time may begin: one set of first characters before all else, so that the search skips the others
_SEED = re.compile(
    r"[\d一二两三四五六七八九十百千零〇半次翌当本明今同全每按逐上下年第前月期时](?:"
    rf"(?<=\d)(?<![\d.]\d)(?=[\d,]*+[ \n]?{_GOES_ON})"
    rf"|(?<=[{_HAN}半])(?<![{_HAN}万亿几数廿半][{_HAN}半])[{_HAN}半]*+(?=[年月日号天周季个学工小分秒星礼交钟自法免减]|[-— ~至到]{{1,2}}[{_HAN}\d])"
    r"|(?<=二)[〇零○]|(?<=一)九"
    rf"|(?<=[次翌当本明今同])(?=年|日|天|月底)|(?<=[次下])(?=个?月[\d{_HAN}]{{1,3}}[日号])|(?<=全)年|(?<=每)|(?<=按)[年半季月周日]|(?<=逐)[年月季]|(?<=[上下])半年"
    rf"|(?<=第)[一二三四1-4]季|(?<=年)(?<![\d{_HAN}几数万亿多余]年)(?=[底末初]|{_INSIDE}|{_MID}|度内)"
    r"|(?<=前)[一二两三]个?季度|(?<=今)[发到]明|(?<=月)底|(?<=十)[二三四五六]五|(?<=期)间|(?<=期)内|(?<=时)期)"
)
_DATE = re.compile(
    rf"(?:(?P<y>{_Y}|{_REL})年度?[ \n]?)?(?P<m>{_M})[ \n]?月[ \n]?(?P<d>{_DAY})(?:[ \n]?[日号]|(?=[-—~至到]{{1,2}}(?:{_M}月)?{_DAY}[日号]))"
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d{2})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?![\d.])")
_MONTH = re.compile(
    rf"(?:(?P<y>{_Y}|{_REL})年度?[ \n]?)?(?P<m>{_M})(?:月?[ ]?(?:-|—|~|至|到)+[ ]?(?P<m2>{_M}))?[ \n]?月(?!内|以内|之内|以上|球|台|嫂)"
    r"(?P<part>份?(?:上旬|中旬|下旬|月底|底|末|初)|份)?"
)
_PART = re.compile(
    rf"(?:(?P<y>{_Y}|{_REL})年)?(?P<part>第?[一二三四1-4]季度末?|前[一二两三1-3]个?季度|首季度?|前(?:[1-9]|1[01]|[一二两三四五六七八九十]|十一)个月|上半年|下半年"
    rf"|年底|年末|年初(?!中)|年{_MID}|年{_INSIDE})"
    rf"|(?P<y2>{_Y}|次|翌|明|今|本)(?:年?(?P<part2>底|末|初)|年(?P<part3>{_MID}|{_INSIDE}))"
)
_WITHIN_YEAR = re.compile(rf"(?:(?P<y>{_Y})年)?(?:当|本)?年度内")
_SPAN_YEARS = re.compile(rf"(?P<y>{_Y})(?:[ ]?年)?[ ]?(?:-|—|~|至|到){{1,2}}[ ]?(?P<y2>{_Y})(?:[ ]?年)?")
_YEAR = re.compile(rf"(?P<y>{_Y})[ ]?年(?!版|度?(?:目标任务分解|工作要点)|第?\d+号)(?P<whole>全年|度)?")
_NEXT_YEAR = re.compile(r"(?:次|翌)年(?!度)|明年")
_ALL_YEAR = re.compile(r"全年(?!龄|级|无休)")
#: 两免三减半: so many years free of a tax, so many with half of it
_HOLIDAY = re.compile(rf"(?P<n>[{_HAN}1-9])(?:免(?=[{_HAN}1-9]减半)|(?<=[{_HAN}1-9]免[{_HAN}1-9])减半)")
#: a day of the month after: 次月5日前, 下个月10日前
_NEXT_MONTH = re.compile(rf"[次下]个?月[ ]?(?P<d>{_DAY})[日号]")
#: a financial year in two digits is a name: 24年度
_SHORT_YEAR = re.compile(r"(?:[0-3]\d[-—至])?(?P<y>[0-3]\d)年度(?P<inside>内)?")
_IDIOM = re.compile(r"今[发到]明(?:至|达)|当日(?:办结|送达|达|放行|验放)|当天(?:办结|送达|放行)|次日达")
_PLAN = re.compile(r"(?P<plan>十[二三四五六])五[”\"]?(?P<end>期间|时期|末|期末)")
_PLANS = {"十二": (2011, 2015), "十三": (2016, 2020), "十四": (2021, 2025), "十五": (2026, 2030), "十六": (2031, 2035)}
#: before 10年度: so many years are counted
_COUNTED_YEARS = re.compile(r"(?:连续|近|前|后|共|第|满|每|过去|未来|不少于|不超过)[^，。；]{0,2}$")
_EVENT = re.compile(r"(?:在)?[\u4e00-\u9fff]{2,14}(?:期间|(?<=[缓试保租存续约投贷合])[\u4e00-\u9fff]{0,2}期内|期内)$")
_NO_EVENT = re.compile(r"[和与及对的为由是将把]$|^(?:同期|周期|中期|分期|定期|预期|短期|长期)")
_CLAUSE = "，。；：、\n“”（）《》()"

_FROM_AFTER = re.compile(r"[ ]?(?:零时)?(?:起|开始)(?!步|草)")
_LATER = re.compile(r"[ ]?(?:以后|之后|后(?![续期来备勤天]))")
#: 「2018年及以后」: that year too
_AND_LATER = re.compile(r"(?:\(含\)|[及和])(?:以|之)后(?!续)")
_AND_EARLIER = re.compile(r"(?:\(含\)|[及和])(?:以|之)前")
_BY_AFTER = re.compile(
    r"[ ]?(?:底|末)?(?:之前|以前|前(?!首|[一二两三四五六七八九十百\d]{1,3}(?:个|季|月|批|名|位|家|强|届|期|天|日|年))|截止|止)"
    r"(?!后|述|款|期|来|往|提(?![交出供前请报]))"
)
_BY_BEFORE = re.compile(
    r"(?:到|至|截至|截止|截止到|截止至|截至到|不晚于|最迟|最晚|不迟于|截止时间|截止日期?|到期日)(?:于|为|是|:)?$"
)
_YEAR_NAME = re.compile(r"(?:中央|省级|市级|国家|修订|修正|印发|发布|《|〔|\[)$")


class _Read(NamedTuple):
    """What one stretch of words says; ``year`` is the year it prints, kept for the parts of a year that follow."""

    start: int
    end: int
    kind: DeadlineKind | None
    value: str | None = None
    inferred: bool = False
    bound: Literal["max", "min"] = "max"
    year: int | None = None


def find_deadlines_zh(text: str, *, year: int | None = None, issued: date | None = None) -> list[Deadline]:
    """All deadlines of a text in order; spans are in ``text``. ``year`` is the year of the notice, for 年度内 and 年底.

    >>> [(d.quote, d.kind, d.value)
    ...  for d in find_deadlines_zh("奖励政策次年3月底一次性兑现，每季度调度，在3个工作日内办结。", year=2022)]
    [('次年3月底', 'by', '+1Y-03-31'), ('每季度', 'every', 'P3M'), ('3个工作日内', 'within', 'P3WD')]
    """
    if year is None and issued is not None:
        year = issued.year
    folded = fold(text)
    found: list[Deadline] = []
    context: int | None = None
    position = seen = 0
    for seed in _SEED.finditer(folded):
        start = seed.start()
        if start < position:
            continue
        if "\n" in folded[seen:start]:
            context = None  # a new paragraph starts afresh
        seen = start
        one = _read(folded, start, seed[0], year, context)
        if one is None:
            continue
        position = seen = one.end
        context = one.year or context
        if one.kind is None or (found and _repeats(folded, found[-1], one)):
            continue
        found.append(
            Deadline(
                span=Span(one.start, one.end),
                quote=text[one.start : one.end],
                kind=one.kind,
                value=one.value,
                inferred=one.inferred,
                bound=one.bound,
                due=_due(folded, text, one.start, one.end),
                trigger=_trigger(folded, text, one.start) if one.kind in ("within", "in") else None,
                rule=f"zh.{one.kind}",
            )
        )
    return _intervals(folded, text, found)


def _repeats(folded: str, before: Deadline, one: _Read) -> bool:
    """「不少于三年（36个月）」: the bracket says the same length again."""
    between = folded[before.span.end : one.start]
    same = before.kind == one.kind == "within" and between in ("(", "(即", "(含", "(共")
    return same and folded[one.end : one.end + 1] == ")"


def _read(folded: str, start: int, seed: str, year: int | None, context: int | None) -> _Read | None:
    """What begins at a seed; ``kind`` is None for words that were understood and state no deadline."""
    if seed in ("期间", "期内", "时期"):
        return _event(folded, start, seed)
    if seed == "每":
        m = CYCLE.match(folded, start)
        value = read_cycle(folded, m) if m else None
        return _Read(start, m.end(), "every", value) if m and value else None
    if seed[0] in "按逐":
        m = BY_CYCLE.match(folded, start)
        return _Read(start + 1, m.end(), "every", read_cycle(folded, m)) if m else None
    for form, read in (
        (_PLAN, _plan),
        (_SPAN_YEARS, _span_years),
        (_DATE, _day),
        (_ISO, _day),
        (_MONTH, _month),
        (_WITHIN_YEAR, _within_year),
        (_PART, _part_of_year),
        (_YEAR, _year),
    ):
        m = form.match(folded, start)
        if m:
            before, after = folded[max(0, start - 14) : start], folded[m.end() : m.end() + 14]
            said = read(folded, m, before, after, year, context)
            if said is not None:
                return said
    if m := _NEXT_YEAR.match(folded, start):
        tail = re.compile(r"(?:底|末)?(?:前|之前|以前)").match(folded, m.end())
        value = "+1Y" if seed != "明" else str((context or year or 0) + 1) if context or year else "+1Y"
        return _Read(start, tail.end() if tail else m.end(), "by" if tail else "in", value, seed == "明")
    if m := _HOLIDAY.match(folded, start):
        return _Read(start, m.end(), "within", f"P{_int(m['n'].replace('两', '二'))}Y")
    if seed in "次下" and (m := _NEXT_MONTH.match(folded, start)):
        tail, day = _BY_AFTER.match(folded, m.end()), _int(m["d"])
        return _Read(start, tail.end() if tail else m.end(), "by" if tail else "in", f"+1M-{day:02d}")
    if (m := _SHORT_YEAR.match(folded, start)) and not _COUNTED_YEARS.search(folded, max(0, start - 6), start):
        own = 2000 + int(m["y"])
        return _Read(start, m.end(), "in" if m["inside"] else None, str(own), year=own)
    if m := _ALL_YEAR.match(folded, start):
        base = context or year
        if folded[max(0, start - 1) : start] == "年":
            return None
        return _Read(start, m.end(), "in", str(base) if base else None, True)
    if m := _IDIOM.match(folded, start):
        return _Read(start, m.end(), "within", "P1D")
    if m := LENGTH.match(folded, start):
        length = read_length(folded, m)
        if length is not None:
            return _Read(length.start, length.end, "within", length.value, bound=length.bound)
        return _Read(start, m.end(), None)
    return None


def _event(folded: str, at: int, seed: str) -> _Read | None:
    """疫情防控期间: a period bounded by an event; the words back to the last stop name it."""
    end = at + len(seed)
    begin = max(folded.rfind(c, max(0, at - 16), at) for c in _CLAUSE) + 1
    m = _EVENT.search(folded, max(begin, at - 16), end)
    if m is None or seed == "时期" or len(m[0]) < 4 or _NO_EVENT.search(m[0][:-2]):
        return None
    begin = m.start() + (folded[m.start()] in "对凡")
    return _Read(begin, end, "in", None)


def _base(printed: str | None, year: int | None, context: int | None) -> tuple[str | None, bool]:
    """The year a part of a year belongs to: printed, relative (「次年」 → +1Y), or inferred."""
    if printed in ("次", "翌"):
        return "+1Y", False
    if printed and (own := _printed_year(printed)):
        return str(own), False
    base = context or year
    if printed == "明":
        return (str(base + 1) if base else "+1Y"), True
    return (str(base) if base else None), True


def _printed_year(printed: str | None) -> int | None:
    if printed and len(printed) == 2 and printed.isdigit():
        return 2000 + int(printed)
    return chinese_year(printed) if printed and len(printed) == 4 else None


def _int(printed: str) -> int:
    return int(printed) if printed.isdigit() else int(chinese_number(printed) or 0)


def _plan(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    first, last = _PLANS[m["plan"]]
    begin = m.start() - (1 if before.endswith(("“", '"')) else 0)
    if m["end"] in ("末", "期末"):
        return _Read(begin, m.end(), "by", str(last))
    return _Read(begin, m.end(), "in", f"{first}/{last}")


def _span_years(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    named = _quoted(folded, m.start()) or (before.endswith(("(", "《")) and after.startswith((")", "年)")))
    first, last = chinese_year(m["y"]), chinese_year(m["y2"])
    if named or first is None or last is None or not first < last or not m[0].endswith("年"):
        return _Read(m.start(), m.end(), None)
    return _Read(m.start(), m.end(), "in", f"{first}/{last}")


def _day(folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None) -> _Read | None:
    base, inferred = _base(m["y"], year, context)
    month, day = _int(m["m"]), _int(m["d"])
    if base is None:
        base, inferred = "XXXX", True
    first = int(base) if base.isdigit() else 2000
    if not (1 <= month <= 12 and 1 <= day <= monthrange(first, month)[1]):
        return _Read(m.start(), m.end(), None)
    own = _printed_year(m["y"])
    value = f"{base}-{month:02d}-{day:02d}"
    if _quoted(folded, m.start()):
        return _Read(m.start(), m.end(), None, year=own)
    if tail := _FROM_AFTER.match(folded, m.end()) or _LATER.match(folded, m.end()):
        return _Read(m.start(), tail.end(), "in", value + "/", inferred, year=own)
    hour = _HOUR.match(folded, m.end())
    tail = _BY_AFTER.match(folded, hour.end() if hour else m.end())
    if tail or _BY_BEFORE.search(before):
        return _Read(m.start(), tail.end() if tail else m.end(), "by", value, inferred, year=own)
    until = re.compile(rf"(?:-|—|~|至|到)+(?P<d>{_DAY})[日号](?P<tail>前|止)?").match(folded, m.end())  # 3月15日至20日
    if until and (last := _int(until["d"])) and day < last <= monthrange(first, month)[1]:
        return _Read(m.start(), until.end(), "in", f"{value}/{base}-{month:02d}-{last:02d}", inferred, year=own)
    return _Read(m.start(), m.end(), "in", value, inferred, year=own)


#: between a day and 前: 「9月20日17:00前」 「11月6日（周五）下班前」
_HOUR = re.compile(
    r"(?:\((?:星期|周)?[一二三四五六日天]\))?[ ]?(?:(?:上午|下午|中午|晚上?|凌晨)?[ ]?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?)|下班|闭市|收市|中午|上午|下午)?"
)
_PART_DAY = {"上旬": 10, "中旬": 20}


def _month(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    part = m["part"] or ""
    by_after = _BY_AFTER.match(folded, m.end())
    if (
        before.endswith("个")
        or (m["y"] is None and not part and not m["m2"] and not by_after and not _BY_BEFORE.search(before))
    ) and not _FROM_AFTER.match(folded, m.end()):
        return None  # 「3月」 by itself, in a name or a count of months
    if _LATER.match(folded, m.end()):
        return _Read(m.start(), m.end(), None, year=_printed_year(m["y"]))  # 「3月以后」: not in it
    base, inferred = _base(m["y"], year, context)
    base = base or "XXXX"
    own = _printed_year(m["y"])
    month = _int(m["m2"] or m["m"])
    if not 1 <= month <= 12:
        return None
    if _quoted(folded, m.start()):
        return _Read(m.start(), m.end(), None, year=own)
    if m["m2"]:
        first = f"{base}-{_int(m['m']):02d}"
        if by_after is None and _int(m["m"]) < month:
            return _Read(m.start(), m.end(), "in", f"{first}/{base}-{month:02d}", inferred, year=own)
    last = monthrange(int(base), month)[1] if base.isdigit() else monthrange(2001, month)[1]
    part = part.removeprefix("份")
    ends = part in ("底", "月底", "末", "下旬") or (by_after is not None and by_after[0].strip()[0] in "底末")
    day = last if ends else _PART_DAY.get(part)
    value = f"{base}-{month:02d}" + (f"-{day:02d}" if day else "")
    if by_after:
        return _Read(m.start(), by_after.end(), "by", value, inferred, year=own)
    if tail := _FROM_AFTER.match(folded, m.end()):
        return _Read(m.start(), tail.end(), "in", value + "/", inferred, year=own)
    kind: DeadlineKind = "by" if m["part"] or _BY_BEFORE.search(before) else "in"
    return _Read(m.start(), m.end(), kind, value, inferred, year=own)


_QUARTER_ENDS = {"一": "03-31", "二": "06-30", "三": "09-30", "四": "12-31"}
_QUARTER_ENDS |= {str(n): _QUARTER_ENDS[c] for n, c in enumerate("一二三四", 1)}
_QUARTER_ENDS |= {"首": "03-31", "两": "06-30"}


#: the first day of a quarter or half of a year
_FIRST_DAY = {"一": "01-01", "二": "04-01", "三": "07-01", "四": "10-01", "上": "01-01", "下": "07-01"}
_FIRST_DAY |= {str(n): _FIRST_DAY[c] for n, c in enumerate("一二三四", 1)}


def _part_of_year(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    part = m["part"] or m["part2"] or f"年{m['part3']}"
    printed = m["y"] or m["y2"]
    if re.search(r"每$|按$|逐$|去$|上$", before) or (
        printed is None and "季度" in part and re.search("每|各", before[-3:])
    ):
        return None
    base, inferred = _base(printed, year, context)
    base, own = base or "XXXX", _printed_year(printed)
    if _quoted(folded, m.start()):
        return _Read(m.start(), m.end(), None, year=own)
    if part in ("年底", "年末", "底", "末", "下半年"):
        value = f"{base}-12-31"
    elif part in ("上半年", "年中"):
        value = f"{base}-06-30"
    elif part == "年内":
        value = base
    elif part in ("年初", "初"):
        return _Read(m.start(), m.end(), None, year=own)
    elif part.endswith("个月"):
        value = f"{base}-{_int(part[1:-2]):02d}"
    else:
        value = f"{base}-{_QUARTER_ENDS[part.removeprefix('第').removeprefix('前')[0]]}"
    if (first := _FIRST_DAY.get(part.removeprefix("第")[0])) and (tail := _FROM_AFTER.match(folded, m.end())):
        return _Read(m.start(), tail.end(), "in", f"{base}-{first}/", inferred, year=own)  # 「自2025年第二季度起」
    tail = _BY_AFTER.match(folded, m.end())
    return _Read(m.start(), tail.end() if tail else m.end(), "by", value, inferred, year=own)


def _within_year(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    own = _printed_year(m["y"])
    base = own or year
    return _Read(m.start(), m.end(), "in", str(base) if base else None, own is None, year=own)


def _year(
    folded: str, m: re.Match[str], before: str, after: str, year: int | None, context: int | None
) -> _Read | None:
    own = _printed_year(m["y"])
    if (
        _YEAR_NAME.search(before)
        or after.startswith(("以来", "来", "代"))
        or re.match(r"\d{1,2}月", after)
        or _quoted(folded, m.start())
    ):
        return _Read(m.start(), m.end(), None, year=own)
    if m["whole"] == "度":
        if not after.startswith("内"):
            return _Read(m.start(), m.end(), None, year=own)
        return _Read(m.start(), m.end() + 1, "in", str(own), year=own)
    if tail := _BY_AFTER.match(folded, m.end()) or _AND_EARLIER.match(folded, m.end()):
        return _Read(m.start(), tail.end(), "by", str(own), year=own)
    if tail := _FROM_AFTER.match(folded, m.end()) or _AND_LATER.match(folded, m.end()):
        return _Read(m.start(), tail.end(), "in", f"{own}/", year=own)
    if _LATER.match(folded, m.end()):
        return _Read(m.start(), m.end(), None, year=own)  # 「2024年以后」: not in it
    by = re.search(r"(?:到|至|截至|截止到?|力争到|争取到)$", before)
    return _Read(m.start(), m.end(), "by" if by else "in", str(own), year=own)


def _quoted(folded: str, start: int) -> bool:
    """Inside a title or a name in quotes: no deadline of this notice."""
    opened = max(folded.rfind(c, max(0, start - 60), start) for c in "《“")
    return opened > max(folded.rfind(c, max(0, start - 60), start) for c in "》”")


_TO = re.compile(r"(?:起)?[ ]?(?:到|至|-|—|~)+(?:截止)?[ ]?")


def _intervals(folded: str, text: str, found: list[Deadline]) -> list[Deadline]:
    """「自2024年1月1日起至2026年12月31日」: two days that bound one period are one interval."""
    joined: list[Deadline] = []
    for one in found:
        before = joined[-1] if joined else None
        dated = before is not None and before.kind == "in" and before.value and re.match(r"[\dX]{4}-", before.value)
        if (
            before is not None
            and dated
            and one.value
            and re.match(r"(?:[\dX]{4}|\+1Y)-", one.value)
            and one.kind in ("by", "in")
        ):
            first, last = (before.value or "").rstrip("/"), one.value.rstrip("/")
            between = folded[before.span.end : one.span.start]
            if "/" not in first and _TO.fullmatch(between) and (one.kind == "by" or between.strip()):
                own = first[:4]
                if last.startswith("+1Y") and own.isdigit():
                    last = f"{int(own) + 1}{last[3:]}"  # 12月1日至次年2月28日
                elif one.inferred and own.isdigit():
                    last = own + last[4:]
                    last = f"{int(own) + 1}{last[4:]}" if last < first else last  # 12月1日至2月28日
                span = Span(before.span.start, one.span.end)
                value = f"{first}/{last}"
                due = one.due or before.due
                joined[-1] = replace(before, span=span, quote=span.of(text), value=value, due=due, rule="zh.interval")
                continue
        joined.append(one)
    return joined


_FRESH = frozenset(["", "。", "；", "，", "\n", "到", "至"])
_STOP = re.compile(r"[，。；\n]")


def _due(folded: str, text: str, start: int, end: int) -> str | None:
    """What is due: the rest of the comma segment behind the words of time, or what stands before them."""
    if folded[end : end + 1] == "，" and folded[max(0, start - 1) : start] in _FRESH:
        end += 1  # 「2023年底，为企业办理退税」: what is due comes behind the comma
    stop = _STOP.search(folded, end, end + 90)
    after = text[end : stop.start() if stop else end + 90]
    after = after.strip(" ，。；()（）")
    if len(after) >= 2 and after[0] not in "的、和及且或以止":
        return after[:80]
    floor = max(0, start - 90)
    begin = max(max(folded.rfind(c, floor, start) for c in "，。；\n") + 1, floor)
    before = text[begin:start].strip(" ，。；()（）")
    return before[-80:] or None


_TRIGGER = re.compile(
    r"(?:自|从)(?P<a>[^，。；]{1,24}?(?:之日|日)?)(?:起|后)(?:计)?[^，。；\d]{0,8}$"
    r"|(?:^|[，。；])(?:在)?(?P<b>[^，。；]{2,24}?(?:之日|日|受理|公示|申报|申请|收到|印发|认定)[^，。；\d]{0,6}?)(?:起|后)[^，。；\d]{0,8}$"
)


def _trigger(folded: str, text: str, start: int) -> str | None:
    """The event a duration counts from: 「自受理之日起10个工作日内」 → 「受理之日」."""
    offset = max(0, start - 40)
    found = _TRIGGER.search(folded[offset:start])
    if not found:
        return None
    group = "a" if found["a"] else "b"
    return text[offset + found.start(group) : offset + found.end(group)]
