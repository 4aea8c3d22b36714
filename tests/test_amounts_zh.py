"""数额 in Chinese: value, unit, comparator and role of real-style wordings, and what is no amount at all.

Each row says by its id why it exists. The wordings are short ones of the notices in data/notices or made up in their manner.
"""

from __future__ import annotations

import pytest

from ingest.pipeline.amounts_zh import find_amounts_zh

#: id → (text, [(value, unit, comparator, role)])
ROWS: dict[str, tuple[str, list[tuple[str, str, str, str]]]] = {
    # bounds before the number
    "cap word not glued": ("单个标准展位最高扶持0.8万元。", [("8000", "CNY", "<=", "cap")]),
    "bound far off, brackets between": (
        "按不高于实际费用（含运费、住宿费）的80%给予补贴。",
        [("80", "%", "<=", "rate")],
    ),
    "one bound for a list": (
        "分别给予最高10万元、50万元、100万元的奖励。",
        [("100000", "CNY", "<=", "cap"), ("500000", "CNY", "<=", "cap"), ("1000000", "CNY", "<=", "cap")],
    ),
    "最高 in every member": (
        "分别给予最高10万元、最高20万元奖励。",
        [("100000", "CNY", "<=", "cap"), ("200000", "CNY", "<=", "cap")],
    ),
    "negation before 超过": ("对年营业收入未超过2000万元的企业给予补贴。", [("20000000", "CNY", "<=", "threshold")]),
    "不得超过": ("单户奖励不得超过200万元。", [("2000000", "CNY", "<=", "cap")]),
    "低于 does not include": ("对年出口额低于50万美元的企业给予补助。", [("500000", "USD", "<", "threshold")]),
    "不足 does not include": ("投资额不足1000万元的，不予补助。", [("10000000", "CNY", "<", "threshold")]),
    "不低于": ("力争保单融资规模不低于15亿元。", [("1500000000", "CNY", ">=", "target")]),
    "纳税过1亿元": ("对年纳税过1亿元的企业给予表彰奖励。", [("100000000", "CNY", ">", "threshold")]),
    "逾": ("对货值逾300万元的企业给予奖励。", [("3000000", "CNY", ">", "threshold")]),
    "限额以上 is no bound": ("对限额以上企业给予10万元奖励。", [("100000", "CNY", "=", "benefit")]),
    "有限公司 is no bound": ("奖励有限公司10万元。", [("100000", "CNY", "=", "benefit")]),
    "不仅 is no bound": ("不仅奖励10万元。", [("100000", "CNY", "=", "benefit")]),
    "通过 is no bound": ("通过评审的给予5万元奖励。", [("50000", "CNY", "=", "benefit")]),
    "只 bounds a count": ("同一级别只配套支持一次。", [("1", "次", "<=", "cap")]),
    # bounds behind the number
    "以上": ("对年进出口额1亿元以上的企业给予奖励。", [("100000000", "CNY", ">=", "threshold")]),
    "及以上": ("增长15%及以上的企业给予奖励。", [("15", "%", ">=", "threshold")]),
    "（含）以上": ("年度新增5000万元（含）以上的，给予奖励。", [("50000000", "CNY", ">=", "threshold")]),
    "以上（不含）": ("年出口额100万美元以上（不含）的，给予奖励。", [("1000000", "USD", ">", "threshold")]),
    "（不含）以下": ("年出口额500万美元（不含）以下的企业给予奖励。", [("5000000", "USD", "<", "threshold")]),
    "bracket repeats the number": (
        "当年度出口额在2000万美元以上（含2000万美元）的，奖励5万元。",
        [("20000000", "USD", ">=", "threshold"), ("50000", "CNY", "=", "benefit")],
    ),
    "bracket without its unit": ("年产值1亿（含1亿）以上的企业给予奖励。", [("100000000", "CNY", ">=", "threshold")]),
    "封顶 behind": ("给予补贴，100万元封顶。", [("1000000", "CNY", "<=", "cap")]),
    "为限": ("补助以50万元为限。", [("500000", "CNY", "<=", "cap")]),
    "list before 以上": (
        "年出口额分别达到1000万元、5000万元以上的，给予奖励。",
        [("10000000", "CNY", ">=", "threshold"), ("50000000", "CNY", ">=", "threshold")],
    ),
    "age": ("45周岁以下人员可申请补贴。", [("45", "周岁", "<=", "threshold")]),
    "bound of another quantity": (
        "对经营不少于一年、面积1000平方米的市场给予补助。",
        [("1000", "平方米", "=", "count")],
    ),
    # ranges
    "range of a rate": ("按50%-70%的比例给予补助。", [("50", "%", ">=", "rate"), ("70", "%", "<=", "rate")]),
    "range shares its unit": (
        "给予100—200万元的一次性奖励。",
        [("1000000", "CNY", ">=", "benefit"), ("2000000", "CNY", "<=", "benefit")],
    ),
    "range with 至": ("给予10至20万元补助。", [("100000", "CNY", ">=", "benefit"), ("200000", "CNY", "<=", "benefit")]),
    "（含）—（不含）": (
        "对服务企业数量20（含）—30（不含）家的平台给予不超过50万元支持。",
        [("20", "家", ">=", "threshold"), ("30", "家", "<", "threshold"), ("500000", "CNY", "<=", "cap")],
    ),
    "以上至以下": (
        "面积1万平方米以上至2万平方米以下的展会，给予4万元奖励。",
        [
            ("10000", "平方米", ">=", "threshold"),
            ("20000", "平方米", "<=", "threshold"),
            ("40000", "CNY", "=", "benefit"),
        ],
    ),
    "百分之五十到七十": ("按百分之五十到七十给予补贴。", [("50", "%", ">=", "rate"), ("70", "%", "<=", "rate")]),
    # numbers
    "half": ("利率提高半个百分点。", [("0.5", "百分点", "=", "target")]),
    "两成": ("按照两成给予补贴。", [("20", "%", "=", "rate")]),
    "八成半": ("返还八成半，给予补助。", [("85", "%", "=", "rate")]),
    "万分之五": ("按货值的万分之五给予补贴。", [("0.05", "%", "=", "rate")]),
    "千分之三": ("按货值的千分之三给予补贴。", [("0.3", "%", "=", "rate")]),
    "百分之百": ("给予百分之百补贴。", [("100", "%", "=", "rate")]),
    "‰": ("按到账额的5‰给予奖励。", [("0.5", "%", "=", "rate")]),
    "个百分点 apart from %": ("增速高于全市2个百分点的，给予奖励。", [("2", "百分点", ">", "rate")]),
    "一倍以上": ("同比增长一倍以上的，给予奖励。", [("1", "倍", ">=", "threshold")]),
    "written sums": ("奖励叁拾万元整。", [("300000", "CNY", "=", "benefit")]),
    "full width": (
        "给予２０万元奖励，占比达３０％以上的。",
        [("200000", "CNY", "=", "benefit"), ("30", "%", ">=", "threshold")],
    ),
    "thousands": ("补助1,234,567.89元。", [("1234567.89", "CNY", "=", "benefit")]),
    "余": ("兑现奖励3000余万元。", [("30000000", "CNY", ">", "benefit")]),
    "多": ("服务企业100多家。", [("100", "家", ">", "count")]),
    "line break inside": ("年度新增 2000 \n万元以上的，给予奖励。", [("20000000", "CNY", ">=", "threshold")]),
    "space before the sign": ("按30 %给予补助。", [("30", "%", "=", "rate")]),
    "Chinese numeral": ("给予一百五十万元奖励。", [("1500000", "CNY", "=", "benefit")]),
    "two scales": ("给予1亿2000万元支持。", [("120000000", "CNY", "=", "benefit")]),
    "jiao": ("每单补贴三元五角。", [("3.5", "CNY", "=", "benefit")]),
    "traditional characters": (
        "給予30萬元獎勵，單個企業最高100萬元。",
        [("300000", "CNY", "=", "benefit"), ("1000000", "CNY", "<=", "cap")],
    ),
    "全额": ("给予全额补贴。", [("100", "%", "=", "rate")]),
    "eight tenths of the price": ("按八折收取费用，给予优惠。", [("80", "%", "=", "rate")]),
    # currencies
    "before": ("给予人民币50万元奖励。", [("500000", "CNY", "=", "benefit")]),
    "mark and thousands": ("补贴￥5,000元。", [("5000", "CNY", "=", "benefit")]),
    "US$ before": ("投资额US$100万以上的，给予奖励。", [("1000000", "USD", ">=", "threshold")]),
    "behind": ("对出口额500万美元以上的企业给予奖励。", [("5000000", "USD", ">=", "threshold")]),
    "元 and another currency": ("奖励3万元欧元。", [("30000", "EUR", "=", "benefit")]),
    "yen": ("给予300万日元补助。", [("3000000", "JPY", "=", "benefit")]),
    "code behind": ("给予50万HKD补助。", [("500000", "HKD", "=", "benefit")]),
    "tenge": ("补助100万坚戈。", [("1000000", "KZT", "=", "benefit")]),
    # units that several numbers share
    "unit at the end of a list": (
        "分别给予10、20、30万元奖励。",
        [("100000", "CNY", "=", "benefit"), ("200000", "CNY", "=", "benefit"), ("300000", "CNY", "=", "benefit")],
    ),
    "unit behind a bracket": (
        "出口额达500万（或进口1500万）美元以上的，奖励5万元。",
        [
            ("5000000", "USD", ">=", "threshold"),
            ("15000000", "USD", ">=", "threshold"),
            ("50000", "CNY", "=", "benefit"),
        ],
    ),
    "no unit at all": (
        "成功引进的另奖10—50万。",
        [("100000", "CNY", ">=", "benefit"), ("500000", "CNY", "<=", "benefit")],
    ),
    # steps
    "每 directly before": (
        "增量部分每1000万元给予3万元奖励。",
        [("10000000", "CNY", "=", "step"), ("30000", "CNY", "=", "benefit")],
    ),
    "每新增": ("每新增1家规上企业奖励5万元。", [("1", "家", "=", "step"), ("50000", "CNY", "=", "benefit")]),
    "每进出口": ("每进出口1美元奖励0.015元人民币。", [("1", "USD", "=", "step"), ("0.015", "CNY", "=", "benefit")]),
    "每提高": ("占比每提高1个百分点，奖励2万元。", [("1", "百分点", "=", "step"), ("20000", "CNY", "=", "benefit")]),
    "每人 is a scope, no step": ("每人补助50元。", [("50", "CNY", "=", "benefit")]),
    "每年 is a period, no step": ("每年安排专项资金3000万元。", [("30000000", "CNY", "=", "fund")]),
    # roles
    "fund with its noun behind": ("设立2亿元产业引导基金。", [("200000000", "CNY", "=", "fund")]),
    "fund for a cost": ("区级财政安排4000万元前期费。", [("40000000", "CNY", "=", "fund")]),
    "fund with a bound": ("安排不少于180万元的电子商务发展专项资金。", [("1800000", "CNY", ">=", "fund")]),
    "注册资金 is no fund": ("注册资金100万元以上的，给予奖励。", [("1000000", "CNY", ">=", "threshold")]),
    "tax": ("减按15%的税率征收企业所得税。", [("15", "%", "=", "tax")]),
    "target": ("力争全市进出口额突破100亿元。", [("10000000000", "CNY", ">", "target")]),
    "target with a year": ("2026年培育省级品牌5个。", [("5", "个", "=", "target")]),
    "share as condition": ("研发投入占比不低于3%的企业给予奖励。", [("3", "%", ">=", "threshold")]),
    "paid sum is no measure": ("补贴金额30万元。", [("300000", "CNY", "=", "benefit")]),
    "who is paid stands between": ("一次性奖励企业负责人3万元。", [("30000", "CNY", "=", "benefit")]),
    "two conditions and a sum": (
        "服务企业10家（含）以上且进出口额1亿元（含）以上的，奖励30万元。",
        [("10", "家", ">=", "threshold"), ("100000000", "CNY", ">=", "threshold"), ("300000", "CNY", "=", "benefit")],
    ),
    # counts
    "open classifiers": ("对集装箱1000TEU以上的企业给予奖励。", [("1000", "TEU", ">=", "threshold")]),
    "人次": ("全年培训1000人次以上。", [("1000", "人次", ">=", "target")]),
    "three houses": ("至少引进三家企业。", [("3", "家", ">=", "target")]),
    "ten and more": ("服务十余家企业。", [("10", "家", ">", "count")]),
}

#: what is no amount
TRAPS: dict[str, str] = {
    "number of a document": "按照〔2023〕31号文件执行",
    "meeting": "经第29次常务会议审议通过",
    "customs codes": "开展9610、1210、9710、9810模式业务",
    "slogan of digits": "按照“1123”的工作思路",
    "ranking": "引进世界500强企业",
    "Belt and Road": "参与一带一路建设",
    "four ports": "推进四港联动",
    "plan of three years": "实施三年行动计划",
    "list number": "1.给予奖励",
    "ordinals with one 第": "按照第1、2项执行",
    "year": "在2025年完成",
    "day": "于12月31日前提交",
    "months": "期限12个月",
    "working days": "在3个工作日内办结",
    "hours of service": "提供7×24小时服务",
    "hotline": "拨打12345热线",
    "grade of a sight": "创建4A级景区",
    "generation": "建设5G基站",
    "rank": "对前10名的企业",
    "second place": "获得第2名",
    "a few": "引进三四家企业",
    "several tens": "补助几十万元",
    "hundreds": "服务数百家企业",
    "one as article": "打造一个平台，建设一批基地",
    "manner of speaking": "统筹两个市场、两种资源",
    "supermarket": "支持超市发展",
    "delta": "融入长三角一体化",
    "finished product": "出口三成品油",
}


@pytest.mark.parametrize(("text", "want"), ROWS.values(), ids=ROWS.keys())
def test_amounts(text: str, want: list[tuple[str, str, str, str]]) -> None:
    found = find_amounts_zh(text)
    assert [(str(a.value), a.unit, a.comparator, a.role) for a in found] == want
    assert all(a.span.of(text) == a.quote for a in found)


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_no_amount(text: str) -> None:
    assert [a.quote for a in find_amounts_zh(text)] == []


#: id → (text, [(quote begins with, per, tier, offer, basis)])
STRUCTURE: dict[str, tuple[str, list[tuple[str, tuple[str, ...], int | None, int | None, str | None]]]] = {
    "a benefit is tied to its step": (
        "对年进出口额达到1亿元以上的，增量部分每1000万元给予3万元奖励，单个企业最高100万元。",
        [
            ("1亿元", (), None, 1, "年进出口额"),
            ("1000万元", (), None, 1, "增量部分"),
            ("3万元", (), None, 1, "每1000万元"),
            ("100万元", ("单个企业",), None, 1, "单个企业"),
        ],
    ),
    "base of a rate and scope of its cap": (
        "按展位费的50%给予补助，每家企业每年最高2万元。",
        [("50%", (), None, 1, "展位费"), ("2万元", ("每家企业", "每年"), None, 1, "每家企业·每年")],
    ),
    "external base": ("按其获得省级奖励的10%给予市级奖励。", [("10%", (), None, 1, "其获得省级奖励")]),
    "per behind a slash": (
        "按0.25元/个给予支持，最高100万元。",
        [("0.25元", ("每个",), None, 1, "每个"), ("100万元", (), None, 1, None)],
    ),
    "two scopes": ("给予每人每月1000元补贴。", [("1000元", ("每人", "每月"), None, 1, "每人·每月")]),
    "sum over all": ("同一企业累计不超过10万元的补贴。", [("10万元", ("同一企业累计",), None, 1, "同一企业累计")]),
    "tiers of a list, conditions and sums": (
        "对年出口额突破1000万元、5000万元的企业，分别奖励5万元、20万元。",
        [
            ("1000万元", (), 1, 1, "年出口额"),
            ("5000万元", (), 2, 1, "年出口额"),
            ("5万元", (), 1, 1, "年出口额突破1000万元、5000万元的企业"),
            ("20万元", (), 2, 1, "年出口额突破1000万元、5000万元的企业"),
        ],
    ),
    "tiers said one after the other": (
        "对年销售额1000万元以上的奖励5万元；对年销售额5000万元以上的奖励20万元；单个企业最高20万元。",
        [
            ("1000万元", (), 1, 1, "年销售额"),
            ("5万元", (), 1, 1, None),
            ("5000万元", (), 2, 2, "年销售额"),
            ("20万元", (), 2, 2, None),
            ("20万元", ("单个企业",), None, 2, "单个企业"),
        ],
    ),
    "a remark caps the offer before": (
        "对参展企业给予展位费50%的补助。每家企业最高5万元。",
        [("50%", (), None, 1, "展位费"), ("5万元", ("每家企业",), None, 1, "每家企业")],
    ),
    "two offers in one sentence": (
        "对新认定的国家级基地奖励100万元，对新认定的省级基地奖励50万元。",
        [("100万元", (), None, 1, "新认定的国家级基地"), ("50万元", (), None, 2, "新认定的省级基地")],
    ),
    "a budget is no offer": ("每年安排专项资金3000万元。", [("3000万元", ("每年",), None, None, "每年安排专项资金")]),
    "保单 is no scope": ("力争开展保单融资业务企业不少于300家。", [("300家", (), None, None, "开展保单融资业务企业")]),
}


@pytest.mark.parametrize(("text", "want"), STRUCTURE.values(), ids=STRUCTURE.keys())
def test_structure(text: str, want: list[tuple[str, tuple[str, ...], int | None, int | None, str | None]]) -> None:
    found = find_amounts_zh(text)
    assert [(a.per, a.tier, a.offer) for a in found] == [(per, tier, offer) for _, per, tier, offer, _ in want]
    assert all(a.quote.startswith(quote) for a, (quote, *_) in zip(found, want, strict=True))
    for amount, (*_, basis) in zip(found, want, strict=True):
        assert basis is None or amount.basis == basis


def test_an_english_scale_word_behind_a_currency_mark_counts():
    """「US$1.2 million」 in Chinese text is no 1.2 dollars."""
    (one,) = find_amounts_zh("总投资US$1.2 million的项目")
    assert (one.quote, one.value, one.unit) == ("US$1.2 million", 1_200_000, "USD")


def test_tax_paid_as_a_condition_is_a_threshold():
    one, *_ = find_amounts_zh("年纳税额在50万元以上的企业，给予奖励5万元。")
    assert (one.role, one.comparator) == ("threshold", ">=")
