"""期限 in Chinese: kind and value of real-style wordings, what triggers and bounds them, and what is no deadline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline.deadlines_zh import find_deadlines_zh

#: id → (text, [(kind, value)]); the notice is of 2026
ROWS: dict[str, tuple[str, list[tuple[str, str | None]]]] = {
    # dates
    "day before": ("于2026年3月15日前提交申请。", [("by", "2026-03-15")]),
    "Chinese digits": ("二〇二六年六月三十日前完成。", [("by", "2026-06-30")]),
    "numeric day": ("2026.06.30前报送。", [("by", "2026-06-30")]),
    "from a day on": ("自2026年7月1日起施行。", [("in", "2026-07-01/")]),
    "interval": ("自2024年1月1日起至2026年12月31日止。", [("in", "2024-01-01/2026-12-31")]),
    "interval in one month": ("2026年3月15日至20日受理申报。", [("in", "2026-03-15/2026-03-20")]),
    "interval without the second year": ("2026年3月15日至4月20日受理。", [("in", "2026-03-15/2026-04-20")]),
    "days of one month, 日 once": ("2026年4月12-19日举办。", [("in", "2026-04-12/2026-04-19")]),
    "days of two months, 日 once": ("2026年4月12-5月19日举办。", [("in", "2026-04-12/2026-05-19")]),
    "into the next year": ("2026年12月1日至次年2月28日举办。", [("in", "2026-12-01/2027-02-28")]),
    "into the next year, not said": ("12月1日至2月28日举办。", [("in", "2026-12-01/2027-02-28")]),
    "end of validity": ("有效期至2027年12月31日。", [("by", "2027-12-31")]),
    "closing time": ("申报截止时间为2026年7月31日。", [("by", "2026-07-31")]),
    "year of the notice": ("5月20日前完成。", [("by", "2026-05-20")]),
    "no such day": ("2026年2月30日前完成。", []),
    # parts of a year
    "end of a year": ("到2026年底建成。", [("by", "2026-12-31")]),
    "end of the year": ("年底前完成所有功能。", [("by", "2026-12-31")]),
    "within the year": ("力争年内开通。", [("by", "2026")]),
    "half year": ("2019年上半年完成。", [("by", "2019-06-30")]),
    "quarter": ("2019年一季度完成。", [("by", "2019-03-31")]),
    "three quarters": ("前三季度完成。", [("by", "2026-09-30")]),
    "end of a month": ("6月底前兑现。", [("by", "2026-06-30")]),
    "middle of a month": ("2019年8月中旬投入使用。", [("by", "2019-08-20")]),
    "month with 份": ("确保8月份投入使用。", [("by", "2026-08")]),
    "by the month": ("2020年6月份前引进。", [("by", "2020-06")]),
    "next year": ("次年3月底一次性兑现。", [("by", "+1Y-03-31")]),
    "明年": ("明年6月底前完成。", [("by", "2027-06-30")]),
    "month range": ("5月—10月开展活动。", [("in", "2026-05/2026-10")]),
    "year holds for what follows": (
        "2019年一季度完成基本功能，年底完成全部。",
        [("by", "2019-03-31"), ("by", "2019-12-31")],
    ),
    # years
    "bare year": ("2023年引进一家企业。", [("in", "2023")]),
    "whole year": ("全年组织20场活动。", [("in", "2026")]),
    "to a year": ("到2027年培育50家。", [("by", "2027")]),
    "years": ("2023—2025年每年安排资金。", [("in", "2023/2025"), ("every", "P1Y")]),
    "within a year of counting": ("年度内累计超过一定家次。", [("in", "2026")]),
    "five-year plan": ("“十五五”期间新增100家。", [("in", "2026/2030")]),
    # lengths
    "working days": ("在3个工作日内办结。", [("within", "P3WD")]),
    "days": ("在十五日内作出决定。", [("within", "P15D")]),
    "hours": ("24小时内反馈。", [("within", "PT24H")]),
    "months at most": ("补贴期限不超过6个月。", [("within", "P6M")]),
    "longest": ("最长不超过36个月。", [("within", "P36M")]),
    "half a year": ("半年内到账。", [("within", "P6M")]),
    "two years and a half": ("免租两年半。", [("within", "P30M")]),
    "a month and a half": ("一个半月内完成。", [("within", "P1M15D")]),
    "year and months": ("期限1年6个月。", [("within", "P1Y6M")]),
    "range": ("办理时限3至5个工作日。", [("within", "P5WD")]),
    "hours and a half": ("全程2.5小时送达。", [("within", "PT2H30M")]),
    "one year that is granted": ("给予一年房租补贴。", [("within", "P1Y")]),
    "bare term": ("免收三年房租。", [("within", "P3Y")]),
    "first and last years": ("前三年全额返还，后两年减半返还。", [("within", "P3Y"), ("within", "P2Y")]),
    "cut down to": ("压缩至3个工作日。", [("within", "P3WD")]),
    "today and tomorrow": ("实现今发明至。", [("within", "P1D")]),
    "valid for": ("自印发之日起试行，试用期1年。", [("within", "P1Y")]),
    "year and a half": ("期限一年半。", [("within", "P18M")]),
    "year and a half, bare": ("一年半建成。", [("within", "P18M")]),
    "half a month in digits": ("0.5个月内办结。", [("within", "P15D")]),
    "half a working day": ("0.5个工作日内办结。", [("within", "P0.5WD")]),
    "days and hours": ("全程8天20小时。", [("within", "P8DT20H")]),
    "又 between the parts": ("为期一年又三个月。", [("within", "P1Y3M")]),
    "days, hours and 分": ("全程36天5小时30分。", [("within", "P36DT5H30M")]),
    "both days of the range beyond a month": ("公示30至60日。", [("within", "P60D")]),
    "两日 is no date": ("活动为期两日。", [("within", "P2D")]),
    "weeks and hours": ("为期五个星期3小时。", [("within", "P35DT3H")]),
    "minutes and seconds": ("在27分钟7秒内完成。", [("within", "PT27M7S")]),
    "seconds": ("10秒内放行。", [("within", "PT10S")]),
    "零 in the number": ("一百零三天内完成。", [("within", "P103D")]),
    "thousands comma": ("累计运行12,500小时以上。", [("within", "PT12500H")]),
    "trading days": ("在15个交易日内披露。", [("within", "P15WD")]),
    "90日 is no day of a month": ("公示期90日。", [("within", "P90D")]),
    "from one unit to another": ("期限6个月至1年。", [("within", "P1Y")]),
    "from one unit to another, in numerals": ("期限六个月至一年。", [("within", "P1Y")]),
    "（含）以上": ("在库60日（含）以上的。", [("within", "P60D")]),
    "the bracket says it again": ("租期不少于三年（36个月）。", [("within", "P3Y")]),
    "from one on": ("期限一至三年。", [("within", "P3Y")]),
    "financial years": ("连续两个纳税年度盈利。", [("within", "P2Y")]),
    "least and most": ("3年以上5年以下。", [("within", "P3Y"), ("within", "P5Y")]),
    "the years ahead": ("未来三年，安排10亿元。", [("within", "P3Y")]),
    "from now on": ("今后五年，力争突破100亿元。", [("within", "P5Y")]),
    "only after": ("自公布之日起30日后施行。", [("within", "P30D")]),
    "only after, in numerals": ("自发布之日起三十日后施行。", [("within", "P30D")]),
    "only after working days": ("公示5个工作日后无异议的，予以认定。", [("within", "P5WD")]),
    # words that only look like a part of a year or its end
    "first months": ("2022年前十一个月完成。", [("by", "2022-11")]),
    "first two quarters": ("2021年前两个季度完成。", [("by", "2021-06-30")]),
    "first quarter, in other words": ("2022年首季度完成。", [("by", "2022-03-31")]),
    "the first ten of a year": ("2021年前10名企业。", [("in", "2021")]),
    "within a printed year": ("2025年内完成。", [("by", "2025")]),
    "Inner Mongolia": ("2024年内蒙古自治区安排资金。", [("in", "2024")]),
    "China": ("举办2025年中国国际服务贸易交易会。", [("in", "2025")]),
    "middle of a year": ("2025年中前完成。", [("by", "2025-06-30")]),
    "year in numerals": ("一九九八年设立。", [("in", "1998")]),
    "years with spaces": ("2009 年 到 2010 年开展。", [("in", "2009/2010")]),
    "after a day": ("2024年1月1日以后注册的企业。", [("in", "2024-01-01/")]),
    # cycles
    "each half hour": ("每半小时一班。", [("every", "PT30M")]),
    "each half month": ("每半个月报送一次。", [("every", "P15D")]),
    "each ten minutes": ("每10分钟一班。", [("every", "PT10M")]),
    "each quarter": ("每季度调度。", [("every", "P3M")]),
    "each week": ("实现每周5班稳定运营。", [("every", "P1W")]),
    "each half year": ("每半年通报一次。", [("every", "P6M")]),
    "every two years": ("每两年评选一次。", [("every", "P2Y")]),
    "by the month, in other words": ("按季度兑现。", [("every", "P3M")]),
    # from unseen notices
    "year in two digits": ("24年底前完成，25年一季度验收。", [("by", "2024-12-31"), ("by", "2025-03-31")]),
    "year behind an apostrophe": ("’24年开工。", [("in", "2024")]),
    "month of a year in two digits": ("25年6月底前投产。", [("by", "2025-06-30")]),
    "lengths are no years in two digits": ("在20年内归还。", [("within", "P20Y")]),
    "counted financial years": ("连续10年度保持增长。", [("within", "P10Y")]),
    "day of the next month": ("于次月5日前拨付。", [("by", "+1M-05")]),
    "day of the next month, in other words": ("下个月10日前报送。", [("by", "+1M-10")]),
    "that year and all after": ("2018年及以后种植的不再补助。", [("in", "2018/")]),
    "that year and all after, in brackets": ("2020年（含）以后注册的企业。", [("in", "2020/")]),
    "that year and all before": ("2018年及以前建成的项目。", [("by", "2018")]),
    "from a quarter on": ("自2025年第二季度起实施。", [("in", "2025-04-01/")]),
    "from a half year on": ("2025年下半年起执行。", [("in", "2025-07-01/")]),
    "each one of a period": ("每个季度报送，每个月调度。", [("every", "P3M"), ("every", "P1M")]),
    "by the quarter, to somebody": ("应按季度向市金融办提交报告。", [("every", "P3M")]),
    "hour before 前": (
        "9月20日17:00前提交，2026年11月6日（周五）下班前反馈。",
        [("by", "2026-09-20"), ("by", "2026-11-06")],
    ),
    "free years and years at half": ("享受三免三减半优惠。", [("within", "P3Y"), ("within", "P3Y")]),
    # bounded by an event
    "event": ("在新冠肺炎疫情防控期间给予支持。", [("in", None)]),
}

TRAPS: dict[str, str] = {
    "name of a plan": "实施三年行动计划。",
    "title": "落实《威海市2020年促进外贸政策》。",
    "document number": "按照〔2023〕31号文件执行。",
    "edition": "政策清单（2026年版）。",
    "years of a title": "《产业发展三年行动计划（2019-2021年）》。",
    "looking back": "近三年无重大违法行为。",
    "since": "2020年以来稳步增长。",
    "age": "45周岁以下。",
    "hours of service": "提供7×24小时服务。",
    "self service": "提供24小时自助服务。",
    "circle of two hours": "打造两小时经济圈。",
    "this year and the next": "新的一年再出发。",
    "saving of time": "可缩短24小时物流时效。",
    "third year": "第3年起步。",
    "old shop": "支持百年老店。",
    "grade": "面向二年级学生。",
    "output of a year": "年产量稳定，年均增长。",
    "year of business": "当年进出口额。",
    "long long ago": "改革开放四十年来。",
    "days and nights": "5天4夜行程。",
    "once a year": "一年一度的展会。",
    "yen": "5000日元。",
    "nature": "天然气。",
    "several days": "在几十天内、数十个工作日内。",
    "three or four days": "三四天内。",
    "anniversary": "成立30周年。",
    "circle of a quarter of an hour": "建设15分钟便民生活圈。",
    "all around": "整治场地四周。",
    "half price": "半价优惠。",
    "proverb": "一年半载。",
    "rate of the bank": "参照一年期央行贷款基准利率。",
    "school year": "2024学年。",
    "plan of five years": "第十一个五年规划。",
    "a plan for the years ahead": "未来五年发展规划。",
    "journal": "半月刊、半年报。",
    "youth centre": "建设青年中心。",
    "after a year": "2024年以后。",
    "financial year in two digits": "24年度申报，23-24年度决算。",
    "each project": "每个项目，每个企业。",
    "the month after as a time to begin": "次月起执行。",
    "free and reduced": "免减三项费用，一免到底。",
    "before the end": "有效期届满30日前提出。",
    "day of a month": "本月30日后报送。",
    "speed": "每分钟100次。",
    "more than a number": "四个多星期。",
    "commuting": "1小时通勤。",
    "places": "三亚市、三江口、千年古城。",
    "articles": "第三十条、第二十三条。",
    "telephone": "拨打0631-1234567、13912345678。",
}


@pytest.mark.parametrize(("text", "want"), ROWS.values(), ids=ROWS.keys())
def test_deadlines(text: str, want: list[tuple[str, str | None]]) -> None:
    found = find_deadlines_zh(text, year=2026)
    assert [(d.kind, d.value) for d in found] == want
    assert all(d.span.of(text) == d.quote for d in found)


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_no_deadline(text: str) -> None:
    assert [d.quote for d in find_deadlines_zh(text, year=2026)] == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("连续就业满1年的", "min"),
        ("具有2年以上工作经验的", "min"),
        ("不少于3个月", "min"),
        ("在3个工作日内", "max"),
        ("公布之日起30日后施行", "min"),
        ("六个月以下", "max"),
        ("在库60日（含）以上", "min"),
        ("连续三年给予补贴", "max"),
    ],
)
def test_least_or_most(text: str, bound: str) -> None:
    assert [d.bound for d in find_deadlines_zh(text)] == [bound]


def test_a_duration_names_what_it_counts_from() -> None:
    (found,) = find_deadlines_zh("自受理之日起5个工作日内办结。")
    assert (found.trigger, found.due) == ("受理之日", "办结")


def test_what_is_due_may_stand_behind_a_comma() -> None:
    (found,) = find_deadlines_zh("2023年底，为出口企业办理退税。")
    assert found.due == "为出口企业办理退税"


def test_an_inferred_year_is_said_so() -> None:
    printed, inferred = find_deadlines_zh("2025年6月30日前申报。\n9月底前兑现。", year=2026)
    assert (printed.inferred, inferred.inferred) == (False, True)
    assert inferred.value == "2026-09-30"  # a new paragraph does not take the year of the one before


def test_without_a_year_nothing_is_made_up() -> None:
    assert [d.value for d in find_deadlines_zh("6月底前完成。")] == ["XXXX-06-30"]


@given(st.integers(1, 99), st.integers(1, 11), st.integers(1, 29), st.integers(1, 23))
def test_the_parts_of_a_length_are_read_back(years: int, months: int, days: int, hours: int) -> None:
    text = f"期限{years}年{months}个月{days}天{hours}小时。"
    (one,) = find_deadlines_zh(text)
    assert one.value == f"P{years}Y{months}M{days}DT{hours}H"
    assert one.quote == text[2:-1]


@given(st.integers(2, 40), st.sampled_from(["年", "个月", "天", "个工作日", "小时"]))
def test_half_a_unit_more_is_more_than_the_unit(count: int, unit: str) -> None:
    """2.5年 is never read as 2 or as 5 years."""
    (one,) = find_deadlines_zh(f"在{count}.5{unit}内完成。")
    (whole,) = find_deadlines_zh(f"在{count}{unit}内完成。")
    assert one.value != whole.value
    assert one.quote == f"{count}.5{unit}内"


@given(st.sampled_from("几数"), st.sampled_from("十百千"), st.sampled_from(["天", "年", "个工作日", "个月"]))
def test_a_size_is_no_length(several: str, place: str, unit: str) -> None:
    assert find_deadlines_zh(f"在{several}{place}{unit}内完成。") == []
