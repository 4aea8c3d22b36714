"""数额 in Chinese: value, unit, comparator and role of real-style wordings, and what is no amount at all.

Each row says by its id why it exists. The wordings are short ones of the notices in data/notices or made up in their manner.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon.table import rows
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
    "超过部分 bounds nothing": ("超过部分按0.5%给予奖励。", [("0.5", "%", "=", "rate")]),
    "每超过 is a step": (
        "每超过1000万元奖励5万元。",
        [("10000000", "CNY", "=", "step"), ("50000", "CNY", "=", "benefit")],
    ),
    "another condition behind 且": (
        "超过规定标准且销售额合计达到5000万元的企业给予奖励。",
        [("50000000", "CNY", "=", "threshold")],
    ),
    "or as much in another currency": (
        "注册资本5000万元人民币（或等值外币）以上的企业。",
        [("50000000", "CNY", ">=", "threshold")],
    ),
    "bound of another quantity": (
        "对经营不少于一年、面积1000平方米的市场给予补助。",
        [("1000", "平方米", "=", "threshold")],
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
    "个百分点 apart from %": ("增速高于全市2个百分点的，给予奖励。", [("2", "百分点", ">", "threshold")]),
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
    "code glued to the number": (
        "奖励CNY500,000，投资USD100万元。",
        [("500000", "CNY", "=", "benefit"), ("1000000", "USD", "=", "benefit")],
    ),
    "cents belong to their sum": ("每票补贴两美元又三美分。", [("2.03", "USD", "=", "benefit")]),
    "the currency belongs to the number before it": (
        "补贴10日元5人。",
        [("10", "JPY", "=", "benefit"), ("5", "人", "=", "count")],
    ),
    "one 亿 by itself": ("投资额亿元以上的项目，给予奖励。", [("100000000", "CNY", ">=", "threshold")]),
    "beyond one 亿": ("年产值过亿元的，给予奖励。", [("100000000", "CNY", ">", "threshold")]),
    "个亿": ("给予1.5个亿支持。", [("150000000", "CNY", "=", "benefit")]),
    "as on a cheque": ("奖励5佰万元。", [("5000000", "CNY", "=", "benefit")]),
    "as in job offers": ("给予安家补贴30w元。", [("300000", "CNY", "=", "benefit")]),
    "万亿 in numerals": ("力争规模突破一万亿元。", [("1000000000000", "CNY", ">", "target")]),
    # ranges whose first number leaves its place out
    "十五至二十万": (
        "给予十五至二十万元补助。",
        [("150000", "CNY", ">=", "benefit"), ("200000", "CNY", "<=", "benefit")],
    ),
    "五至十万": ("给予五至十万元补助。", [("50000", "CNY", ">=", "benefit"), ("100000", "CNY", "<=", "benefit")]),
    "一千至两千万": (
        "给予一千至两千万元补助。",
        [("10000000", "CNY", ">=", "benefit"), ("20000000", "CNY", "<=", "benefit")],
    ),
    "五百至一万: nothing left out": (
        "给予五百至一万元补助。",
        [("500", "CNY", ">=", "benefit"), ("10000", "CNY", "<=", "benefit")],
    ),
    "三至五百万: two readings, so the upper end only": (
        "给予三至五百万元补助。",
        [("5000000", "CNY", "<=", "benefit")],
    ),
    # more than the number
    "余万 behind 亿": ("兑现奖励一亿八千八百余万元。", [("188000000", "CNY", ">", "benefit")]),
    "余万 behind 亿, in digits": ("兑现奖励1亿8800余万元。", [("188000000", "CNY", ">", "benefit")]),
    "十几": ("奖励十几万元。", [("100000", "CNY", ">", "benefit")]),
    "上百": ("奖励上百万元。", [("1000000", "CNY", ">", "benefit")]),
    "三成多": ("占比三成多。", [("30", "%", ">", "count")]),
    # shares in words
    "a third": ("减免三分之一租金。", [("33.33", "%", "=", "rate")]),
    "a half": ("按费用的二分之一给予补贴。", [("50", "%", "=", "rate")]),
    "four fifths and more": ("持股占五分之四以上的企业。", [("80", "%", ">=", "threshold")]),
    "with a slash": ("减免1/3租金。", [("33.33", "%", "=", "rate")]),
    "from a third to a half": (
        "按三分之一至二分之一给予补贴。",
        [("33.33", "%", ">=", "rate"), ("50", "%", "<=", "rate")],
    ),
    "一半": ("减免一半租金。", [("50", "%", "=", "rate")]),
    "a tenth of a tenth": ("按半成给予补贴。", [("5", "%", "=", "rate")]),
    "点 in 成": ("按六点五成给予补贴。", [("65", "%", "=", "rate")]),
    "点 in 折": ("按八点五折收取费用，给予优惠。", [("85", "%", "=", "rate")]),
    "两折": ("按两折收取费用，给予优惠。", [("20", "%", "=", "rate")]),
    "spread over a justified line": ("按百 分 之 一百二十点 五给予补贴。", [("120.5", "%", "=", "rate")]),
    "spread percentage points": ("提高一 百 五 十 个 百 分 点。", [("150", "百分点", "=", "target")]),
    "one percentage point": ("利率下降一个百分点。", [("1", "百分点", "=", "target")]),
    "one to two percentage points": (
        "贴息一至两个百分点。",
        [("1", "百分点", ">=", "rate"), ("2", "百分点", "<=", "rate")],
    ),
    "个点": ("贷款利率下浮2个点。", [("2", "百分点", "=", "count")]),
    "BP": ("贷款利率下降25BP。", [("25", "BP", "=", "target")]),
    "below nought": ("增速为-5.2%。", [("-5.2", "%", "=", "target")]),
    "负": ("同比增长负5%。", [("-5", "%", "=", "target")]),
    "自负 is no minus": ("企业自负30%。", [("30", "%", "=", "count")]),
    "a dash between two is no minus": ("按3-5%给予补助。", [("3", "%", ">=", "rate"), ("5", "%", "<=", "rate")]),
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
    "targets of a period, one after the other": (
        "5年内重点引进100名经营人才，选拔100名正职后备人才、200名副职后备人才。",
        [("100", "名", "=", "target"), ("100", "名", "=", "target"), ("200", "名", "=", "target")],
    ),
    "a payment between ends the list of targets": (
        "2026年培育企业5家，对带动就业的给予补助，服务10家企业。",
        [("5", "家", "=", "target"), ("10", "家", "=", "count")],
    ),
    "what is set up is a target": ("择优设立50个特聘岗位。", [("50", "个", "=", "target")]),
    "what is looked at is a count": ("围绕23个重点领域加强服务。", [("23", "个", "=", "count")]),
    "a range of what is brought in": (
        "引进5—10个重大创新团队。",
        [("5", "个", ">=", "target"), ("10", "个", "<=", "target")],
    ),
    "a range that qualifies": (
        "对引进5—10个团队的，给予10万元奖励。",
        [("5", "个", ">=", "threshold"), ("10", "个", "<=", "threshold"), ("100000", "CNY", "=", "benefit")],
    ),
    "allowance in the name of those trained": (
        "培养不少于10名享受政府特殊津贴的人才。",
        [("10", "名", ">=", "target")],
    ),
    "people trained as a condition": (
        "对培训不少于10名人才的机构，给予5万元补助。",
        [("10", "名", ">=", "threshold"), ("50000", "CNY", "=", "benefit")],
    ),
    "以上 holds for both alternatives": (
        "对实际投资2亿元或年纳税总额5000万元以上的项目，给予10万元奖励。",
        [
            ("200000000", "CNY", ">=", "threshold"),
            ("50000000", "CNY", ">=", "threshold"),
            ("100000", "CNY", "=", "benefit"),
        ],
    ),
    "a payment or a qualification is no alternative": (
        "给予10万元奖励或年营业收入1亿元以上企业服务。",
        [("100000", "CNY", "=", "benefit"), ("100000000", "CNY", ">=", "threshold")],
    ),
    "shares of a list with 以上 behind": (
        "对亩产税收在行业平均200%、150%以上的，分别给予100%、75%的支持。",
        [
            ("200", "%", ">=", "threshold"),
            ("150", "%", ">=", "threshold"),
            ("100", "%", "=", "rate"),
            ("75", "%", "=", "rate"),
        ],
    ),
    "tax of a range": (
        "土地使用税税额标准下调至1—8元/平方米。",
        [("1", "CNY", ">=", "tax"), ("8", "CNY", "<=", "tax")],
    ),
    "paid out of a tax": ("税收县级所得扣除征收成本后100%奖励给投资方。", [("100", "%", "=", "rate")]),
    "a share of what is taxed": ("小微企业减按25%计入应纳税所得额。", [("25", "%", "=", "rate")]),
    "a share deducted": ("研发费用加计扣除比例提高至100%。", [("100", "%", "=", "rate")]),
    "the part up to a sum": (
        "对年应纳税所得额不超过200万元部分减半征收所得税。",
        [("2000000", "CNY", "<=", "threshold"), ("50", "%", "=", "tax")],
    ),
    "每 is said once for two": (
        "每引进1个团队，给予最高10万元支持；引进1名人才，给予最高5万元支持。",
        [
            ("1", "个", "=", "step"),
            ("100000", "CNY", "<=", "cap"),
            ("1", "名", "=", "step"),
            ("50000", "CNY", "<=", "cap"),
        ],
    ),
    "an aside before 以上": (
        "固定资产投资额1000万元（人民币，下同）及以上的项目，给予补助。",
        [("10000000", "CNY", ">=", "threshold")],
    ),
    "a unit price and more": ("年实缴税收达350元/平方米以上的，租金全免。", [("350", "CNY", ">=", "threshold")]),
    "（含） alone": (
        "营业收入增长20%（含）且增量达到0.2亿元（含）以上的，给予0.2万元奖励。",
        [("20", "%", ">=", "threshold"), ("20000000", "CNY", ">=", "threshold"), ("2000", "CNY", "=", "benefit")],
    ),
    "a budget without its noun": ("县财政每年安排3亿元打造产业链群。", [("300000000", "CNY", "=", "fund")]),
    "a volume to be reached": ("新增发放创业担保贷款不少于60亿元。", [("6000000000", "CNY", ">=", "target")]),
    "a share reached": ("人才贡献率达到40%。", [("40", "%", "=", "target")]),
    "share at the end of a plan": ("到“十四五”末，民营经济比重达到60%以上。", [("60", "%", ">=", "target")]),
    "a share that is kept": ("制造业增加值占生产总值的比重稳定在30%以上。", [("30", "%", ">=", "target")]),
    "a share that qualifies": ("研发投入占比达到3%以上的企业，给予奖励。", [("3", "%", ">=", "threshold")]),
    "a reduction as the policy": ("实施下调工伤保险费率50%的政策。", [("50", "%", "=", "rate")]),
    "a number behind 数": ("对在职职工总数30人以上的企业给予补助。", [("30", "人", ">=", "threshold")]),
    "money that has arrived": ("当年度投资到位5000万元，给予奖励。", [("50000000", "CNY", "=", "threshold")]),
    # counts
    "open classifiers": ("对集装箱1000TEU以上的企业给予奖励。", [("1000", "TEU", ">=", "threshold")]),
    "人次": ("全年培训1000人次以上。", [("1000", "人次", ">=", "target")]),
    "three houses": ("至少引进三家企业。", [("3", "家", ">=", "target")]),
    "kilowatts in numerals": ("装机五十千瓦以上的，给予补贴。", [("50", "千瓦", ">=", "threshold")]),
    "three houses of a city": ("引进三家市外企业。", [("3", "家", "=", "target")]),
    "支持 is no measure word": ("给予100万支持。", [("1000000", "CNY", "=", "benefit")]),
    "ten and more": ("服务十余家企业。", [("10", "家", ">", "count")]),
    # from unseen notices
    "free years and years at half": (
        "享受企业所得税“两免三减半”优惠。",
        [("100", "%", "=", "rate"), ("50", "%", "=", "rate")],
    ),
    "a limit raised from one sum to another": (
        "贷款最高额度由60万元提高至80万元。",
        [("600000", "CNY", "<=", "cap"), ("800000", "CNY", "<=", "cap")],
    ),
    "a limit raised, for others too": (
        "最高额度由60万元提高至80万元，单方缴存的由50万元提高至65万元。",
        [
            ("600000", "CNY", "<=", "cap"),
            ("800000", "CNY", "<=", "cap"),
            ("500000", "CNY", "<=", "cap"),
            ("650000", "CNY", "<=", "cap"),
        ],
    ),
    "raised, but no limit": (
        "补助标准由50元提高至60元。",
        [("50", "CNY", "=", "benefit"), ("60", "CNY", "=", "benefit")],
    ),
    "a share added to a limit has no bound": ("贷款最高额度再上浮20%。", [("20", "%", "=", "rate")]),
    "a limit of what may be added": ("定额标准最高可上浮20%。", [("20", "%", "<=", "rate")]),
    "times a limit": ("额度按最高额度的1.2倍确定。", [("1.2", "倍", "=", "rate")]),
    "a share of a price that is paid first": ("首付款比例不低于20%。", [("20", "%", ">=", "rate")]),
    "rates of payment, both ends": ("缴存比例为5%~12%。", [("5", "%", ">=", "rate"), ("12", "%", "<=", "rate")]),
    "a quota is paid": ("定额标准为每人每年6000元。", [("6000", "CNY", "=", "benefit")]),
    "smaller than, included": ("线宽小于65纳米（含）且经营的企业", [("65", "纳米", "<=", "threshold")]),
    "share of the part above": ("按超出上年实缴部分的30%给予奖励。", [("30", "%", "=", "rate")]),
    "the part above still has its bound": (
        "超过1000万元的部分，按30%给予奖励。",
        [("10000000", "CNY", ">", "threshold"), ("30", "%", "=", "rate")],
    ),
    "a level that is held": ("出口基地面积稳定在30万亩以上。", [("300000", "亩", ">=", "target")]),
    "a pool against risks is no compensation": (
        "风险补偿资金池规模不低于3000万元。",
        [("30000000", "CNY", ">=", "fund")],
    ),
    "a sum set apart each year": ("每年提取不少于5000万元作为专项资金。", [("50000000", "CNY", ">=", "fund")]),
    "vouchers of a sum": ("分批发放不少于800万元的消费券。", [("8000000", "CNY", ">=", "fund")]),
    "what has to be spent": ("满300元减100元。", [("300", "CNY", "=", "threshold"), ("100", "CNY", "=", "benefit")]),
    "nearly a hundred": ("服务近百家企业。", [("100", "家", "=", "count")]),
    "a thousand and more": ("服务上千家企业。", [("1000", "家", ">", "count")]),
    "over ten thousand": ("带动农户逾万户。", [("10000", "户", ">", "target")]),
    "a thousand mu and above": ("建设千亩以上基地。", [("1000", "亩", ">=", "target")]),
    "brought down": ("综合费用降至2000元以内。", [("2000", "CNY", "<=", "target")]),
    "up to so much for each": ("按每人30万元以内确定额度。", [("300000", "CNY", "<=", "cap")]),
    "who asks for little": ("申请额度在55万元（含）以下的，不需提供材料。", [("550000", "CNY", "<=", "threshold")]),
    "an age is no cap": ("年龄不超过50周岁。", [("50", "周岁", "<=", "threshold")]),
    "a rate that a plan states": ("行政村通达率100%。", [("100", "%", "=", "target")]),
    "growth below, as a condition": ("对接待量同比增长不足5%的景区取消资格。", [("5", "%", "<", "threshold")]),
    "half the price, nothing behind": ("门票对学生实行半价。", [("50", "%", "=", "rate")]),
    "all of it taken back": ("一经查实，全额追回补助资金。", [("100", "%", "=", "rate")]),
    "doubled": ("力争上市企业户数增长一倍。", [("1", "倍", "=", "target")]),
    "firms of a size that are counted": (
        "力争培育年产值达100亿元企业两户以上。",
        [("10000000000", "CNY", "=", "threshold"), ("2", "户", ">=", "target")],
    ),
    "a size of funds is a target": ("力争基金管理规模达2万亿元。", [("2000000000000", "CNY", "=", "target")]),
    "a total that is paid": (
        "给予实收资本3%、总额不超过5000万元的一次性落户奖励。",
        [("3", "%", "=", "rate"), ("50000000", "CNY", "<=", "cap")],
    ),
    "a rate raised for some": (
        "按流片费用的50%给予补贴，高校院所提高至70%，每年最高200万元。",
        [("50", "%", "=", "rate"), ("70", "%", "=", "rate"), ("2000000", "CNY", "<=", "cap")],
    ),
    "nanometres": ("线宽28nm以上的，按30%补贴。", [("28", "纳米", ">=", "threshold"), ("30", "%", "=", "rate")]),
    "so many for each, no condition": (
        "每人联系2—3个重点项目。",
        [("2", "个", ">=", "count"), ("3", "个", "<=", "count")],
    ),
    "halved at the end of a sentence": ("前三年免租金，后两年减半。", [("50", "%", "=", "rate")]),
    "a task beside a payment": (
        "培训高技能人才不低于3万人；取得证书的，按1000元标准补贴。",
        [("30000", "人", ">=", "target"), ("1000", "CNY", "=", "benefit")],
    ),
    "a task before a payment in one sentence": (
        "全年举办展会20场以上，对承办企业给予5万元补助。",
        [("20", "场", ">=", "target"), ("50000", "CNY", "=", "benefit")],
    ),
    "a condition before a payment": (
        "举办展会20场以上，给予5万元补助。",
        [("20", "场", ">=", "threshold"), ("50000", "CNY", "=", "benefit")],
    ),
    "a condition that 对 opens": (
        "对年度引进人才20人以上，且缴纳社保的企业给予5万元补助。",
        [("20", "人", ">=", "threshold"), ("50000", "CNY", "=", "benefit")],
    ),
    "a rate that firms have": ("裁员率不高于目标5.5%的企业，可申请返还。", [("5.5", "%", "<=", "threshold")]),
    "a share that a plan states": (
        "优质品种覆盖率92%以上，平均亩产达125公斤。",
        [("92", "%", ">=", "target"), ("125", "公斤", "=", "target")],
    ),
    "a share of a sample": ("按不低于20%的比例抽查。", [("20", "%", ">=", "rate")]),
    "who does too little": ("完成任务80%以下的，约谈负责人。", [("80", "%", "<=", "threshold")]),
    "parts of a fund": (
        "统筹资金1800万元，其中种子补贴600万元、机械补贴450万元。",
        [("18000000", "CNY", "=", "fund"), ("6000000", "CNY", "=", "fund"), ("4500000", "CNY", "=", "fund")],
    ),
    "a reserve for risks": ("设立总规模2亿元的信贷风险准备金。", [("200000000", "CNY", "=", "fund")]),
    "what the limit leaves out is no bound": (
        "投资额达到2亿元人民币以上（不含购地费用，下同）的，给予补助。",
        [("200000000", "CNY", ">=", "threshold")],
    ),
    "the sum itself left out": (
        "投资额1亿元以上（不含1亿元）的，给予补助。",
        [("100000000", "CNY", ">", "threshold")],
    ),
    "included, at the end": ("增长13%（含）；", [("13", "%", ">=", "target")]),
    "a premium lowered": ("保单费率在基准费率基础上下调不低于50%。", [("50", "%", ">=", "rate")]),
    "a total of grants": ("补助资金年度总额为1500万元。", [("15000000", "CNY", "=", "fund")]),
    "a step of a listing": (
        "每成功上市一家企业，奖励10万元。",
        [("1", "家", "=", "step"), ("100000", "CNY", "=", "benefit")],
    ),
    # what closes a condition, and what comes first behind a number
    "的 behind a plain count closes a condition": (
        "展位面积在9平方米的，支持上限2万元。",
        [("9", "平方米", "=", "threshold"), ("20000", "CNY", "<=", "cap")],
    ),
    "a share that is paid has 的 too": (
        "给予展位费50%的补贴最高2万元。",
        [("50", "%", "=", "rate"), ("20000", "CNY", "<=", "cap")],
    ),
    "a verb of payment with its sum behind 的": (
        "增速超过30%的奖励15万元。",
        [("30", "%", ">", "threshold"), ("150000", "CNY", "=", "benefit")],
    ),
    "a payment with its cap behind 的": (
        "投资1亿元以下的补助不超过500万元。",
        [("100000000", "CNY", "<=", "threshold"), ("5000000", "CNY", "<=", "cap")],
    ),
    "a payment at once, without 的": (
        "100座以下每架次补贴1万元。",
        [("100", "座", "<=", "threshold"), ("10000", "CNY", "=", "benefit")],
    ),
    "what qualifies is named behind the bound": (
        "购买2.0升及以下排量燃油车补贴1.5万元。",
        [("2", "升", "<=", "threshold"), ("15000", "CNY", "=", "benefit")],
    ),
    "several conditions end together": (
        "展览面积不少于1万平方米、观众不少于5000人次的，认定为国际性展会。",
        [("10000", "平方米", ">=", "threshold"), ("5000", "人次", ">=", "threshold")],
    ),
    "what is opened beside money qualifies": (
        "亩均税收不低于20万元的项目，优先安排用地。",
        [("200000", "CNY", ">=", "threshold")],
    ),
    "reached without 的, then opened": (
        "销售额分别达到2000万元、500万元，均可申报入库。",
        [("20000000", "CNY", "=", "threshold"), ("5000000", "CNY", "=", "threshold")],
    ),
    "a count that leads to a payment": (
        "一次人数达到300人以上，游览5个以上景区，一次性奖励150元/人。",
        [("300", "人", ">=", "threshold"), ("5", "个", ">=", "threshold"), ("150", "CNY", "=", "benefit")],
    ),
    "somebody else is addressed first: a task": (
        "每年组织活动20场以上，对参展企业给予3万元补助。",
        [("20", "场", ">=", "target"), ("30000", "CNY", "=", "benefit")],
    ),
    "conditions joined by 同时": (
        "对年出口10亿美元以上、同时增长8%以上的企业授牌。",
        [("1000000000", "USD", ">=", "threshold"), ("8", "%", ">=", "threshold")],
    ),
    "each sum under its own name": (
        "年销售额达到批发业2000万元、零售业500万元的，给予2万元奖励。",
        [("20000000", "CNY", "=", "threshold"), ("5000000", "CNY", "=", "threshold"), ("20000", "CNY", "=", "benefit")],
    ),
    "below with 但 behind": (
        "未达5亿美元但增幅超过30%的，给予50万元奖励。",
        [("500000000", "USD", "<", "threshold"), ("30", "%", ">", "threshold"), ("500000", "CNY", "=", "benefit")],
    ),
    # bounds that stand off
    "bound behind a bracket": (
        "年出栏商品猪5000头（猪舍面积4000平方米）以上的养殖场，每场补助25万元。",
        [("5000", "头", ">=", "threshold"), ("4000", "平方米", ">=", "threshold"), ("250000", "CNY", "=", "benefit")],
    ),
    "bound behind what is counted": (
        "来自3个国家以上的展会，给予10万元奖励。",
        [("3", "个", ">=", "threshold"), ("100000", "CNY", "=", "benefit")],
    ),
    "级以上 is a rank, no bound": ("新增5家市级以上企业。", [("5", "家", "=", "target")]),
    "by how much a limit is moved": ("每个展位支持限额增加1万元。", [("10000", "CNY", "=", "benefit")]),
    "a roof is closed, nothing capped": (
        "按建设成本的10%给予补助，结构封顶后支付50%。",
        [("10", "%", "=", "rate"), ("50", "%", "=", "rate")],
    ),
    "a payment is in no list with the next condition": (
        "购车价10万元以上的补贴3000元，20万元以上的补贴5000元。",
        [
            ("100000", "CNY", ">=", "threshold"),
            ("3000", "CNY", "=", "benefit"),
            ("200000", "CNY", ">=", "threshold"),
            ("5000", "CNY", "=", "benefit"),
        ],
    ),
    # benefits, funds, steps, shares
    "paid at least": ("给予招商部门不低于30万元奖励。", [("300000", "CNY", ">=", "benefit")]),
    "a limit raised by": (
        "贷款最高额度提高到100万元，生育二孩的再提高20万元。",
        [("1000000", "CNY", "<=", "cap"), ("200000", "CNY", "=", "benefit")],
    ),
    "of a fund that is named": (
        "每年安排3000万元外贸发展专项资金，其中1000万元用于开拓市场。",
        [("30000000", "CNY", "=", "fund"), ("10000000", "CNY", "=", "fund")],
    ),
    "vouchers that are issued": ("发放汽车消费券2000万元。", [("20000000", "CNY", "=", "fund")]),
    "vouchers for each are benefits": ("每人发放消费券100元。", [("100", "CNY", "=", "benefit")]),
    "what was paid out is told": (
        "累计兑现惠企资金2.3亿元，惠及企业1200余家。",
        [("230000000", "CNY", "=", "count"), ("1200", "家", ">", "count")],
    ),
    "one of each that is found a place": (
        "每成功介绍一名给予800元补助。",
        [("1", "名", "=", "step"), ("800", "CNY", "=", "benefit")],
    ),
    "每万人 is a ratio": ("每万人发明专利拥有量达到15件。", [("15", "件", "=", "target")]),
    "income before tax is no tax": (
        "奖励额度不超过其个人税前年收入的5%。",
        [("5", "%", "<=", "rate")],
    ),
    "a rate that may move": ("贷款利率可上浮3个百分点。", [("3", "百分点", "=", "rate")]),
    "a rate of another named for short": (
        "首套最低首付款比例不低于15%，二套不低于25%。",
        [("15", "%", ">=", "rate"), ("25", "%", ">=", "rate")],
    ),
    # targets without a word of striving
    "what is made stands before its number": ("推动建设外贸转型升级基地5个。", [("5", "个", "=", "target")]),
    "several things made": (
        "建成5G基站1.2万个，打造智能工厂50个、数字化车间200个。",
        [("12000", "个", "=", "target"), ("50", "个", "=", "target"), ("200", "个", "=", "target")],
    ),
    "what has been made is a count": ("已建成智能工厂50个。", [("50", "个", "=", "count")]),
    "firms of a size, counted behind": (
        "培育年进出口额超10亿元企业20家。",
        [("1000000000", "CNY", ">", "threshold"), ("20", "家", "=", "target")],
    ),
    "reached, and nothing is granted": (
        "承保规模达到80亿美元以上，覆盖面扩大。",
        [("8000000000", "USD", ">=", "target")],
    ),
    "a task set for others": ("引导银行新增贷款200亿元以上。", [("20000000000", "CNY", ">=", "target")]),
    "as a point of its own it is a condition": (
        "新增固定资产投资1000万元以上；",
        [("10000000", "CNY", ">=", "threshold")],
    ),
    "held within": ("平均查验率控制在3%以内。", [("3", "%", "<=", "target")]),
    "a size before a payment is asked for": (
        "厂房建筑面积600平方米，总投资80万元、产能100吨以上，每个加工厂奖补10万元。",
        [
            ("600", "平方米", "=", "threshold"),
            ("800000", "CNY", "=", "threshold"),
            ("100", "吨", ">=", "threshold"),
            ("100000", "CNY", "=", "benefit"),
        ],
    ),
    "a unit behind a sum hides no condition": (
        "投资强度低于200万元/亩、容积率偏低的不予供地。",
        [("2000000", "CNY", "<", "threshold")],
    ),
    "issued in all": ("创新券年度发放总额1000万元。", [("10000000", "CNY", "=", "fund")]),
    "an amount that is moved by points": ("监管额度下调10个百分点。", [("10", "百分点", "=", "rate")]),
    "a share of loans that grows is aimed at": ("信用贷款占比提高2个百分点。", [("2", "百分点", "=", "target")]),
    "the cap behind a payment is in no list with it": (
        "每带动1人奖励1000元，最高10万元。",
        [("1", "人", "=", "step"), ("1000", "CNY", "=", "benefit"), ("100000", "CNY", "<=", "cap")],
    ),
    "what is halved is not bounded": (
        "增幅低于全市平均水平的减半奖励。",
        [("50", "%", "=", "rate")],
    ),
    "或 between two sums of one bound": (
        "总投资5亿元或3000万美元及以上的项目给予奖励。",
        [("500000000", "CNY", ">=", "threshold"), ("30000000", "USD", ">=", "threshold")],
    ),
    "what applicants must have": (
        "申报企业须年出口额不低于200万美元，资产负债率不高于70%，从业人员不少于20人。",
        [("2000000", "USD", ">=", "threshold"), ("70", "%", "<=", "threshold"), ("20", "人", ">=", "threshold")],
    ),
    "a hurdle that is moved": (
        "年出口额门槛由300万美元提高到500万美元。",
        [("3000000", "USD", "=", "threshold"), ("5000000", "USD", "=", "threshold")],
    ),
    "a share raised is no hurdle": (
        "力争劳务报酬发放比例由30%以上提高到40%以上。",
        [("30", "%", ">=", "target"), ("40", "%", ">=", "target")],
    ),
    "年 behind a measure word opens a noun": (
        "每新增1家年出口超1000万美元的企业，奖励10万元。",
        [("1", "家", "=", "step"), ("10000000", "USD", ">", "threshold"), ("100000", "CNY", "=", "benefit")],
    ),
    "对 behind a sum addresses somebody": (
        "县财政安排500万对重点企业进行奖励。",
        [("5000000", "CNY", "=", "fund")],
    ),
    "what was done last year is told": ("去年全市进出口总额完成1200亿元。", [("120000000000", "CNY", "=", "count")]),
    "a part of what is aimed at": (
        "三年内建设标准化茶园4万亩，其中有机茶园2万亩。",
        [("40000", "亩", "=", "target"), ("20000", "亩", "=", "target")],
    ),
    "a name with 建设 in it makes nothing": (
        "中央管理企业、新疆生产建设兵团择优推荐1家。",
        [("1", "家", "=", "count")],
    ),
    "公共 is no sum of things": (
        "培育示范企业10家，认定公共海外仓5个。",
        [("10", "家", "=", "target"), ("5", "个", "=", "target")],
    ),
    "a share of what was spent": ("新兴市场不超过实际支出70%。", [("70", "%", "<=", "rate")]),
    "a row of conditions": (
        "申报条件：年出口额1000万美元以上；近三年研发投入占比不低于3%；员工不少于50人。",
        [("10000000", "USD", ">=", "threshold"), ("3", "%", ">=", "threshold"), ("50", "人", ">=", "threshold")],
    ),
    "after the conditions the standard": (
        "申报条件：年出口额1000万美元以上。支持标准：给予50%补贴，不超过50万元。",
        [("10000000", "USD", ">=", "threshold"), ("50", "%", "=", "rate"), ("500000", "CNY", "<=", "cap")],
    ),
    "the same target a year on": (
        "2023年进出口总额达5000亿元，2024年5500亿元。",
        [("500000000000", "CNY", "=", "target"), ("550000000000", "CNY", "=", "target")],
    ),
    "built in all beside a payment": (
        "每千瓦补贴200元，全市累计建成1万个。",
        [("200", "CNY", "=", "benefit"), ("10000", "个", "=", "count")],
    ),
    "a fine of so many times": ("处骗取金额2倍罚款。", [("2", "倍", "=", "rate")]),
    "what makes up a share is told": ("现有企业占全市出口总额的75%。", [("75", "%", "=", "count")]),
    "a first instalment": ("出让金首期不低于50%。", [("50", "%", ">=", "rate")]),
    "a price lowered for each": ("气价每立方米下浮0.1元。", [("0.1", "CNY", "=", "benefit")]),
    "below, the number included, is what is too small": (
        "单个企业资助金额低于1000元（含）的，不予资助。",
        [("1000", "CNY", "<=", "threshold")],
    ),
    "the part within a share": (
        "保险费率7‰以内部分的保费，按40%给予补贴。",
        [("0.7", "%", "<=", "threshold"), ("40", "%", "=", "rate")],
    ),
    "nights in rooms": ("住宿200间夜及以上的会议给予奖补。", [("200", "间夜", ">=", "threshold")]),
    "loans that are granted are no payment": (
        "全年发放外贸贷款不低于50亿元，新增首贷户200户。",
        [("5000000000", "CNY", ">=", "target"), ("200", "户", "=", "target")],
    ),
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
    "half-finished product": "出口半成品",
    "leaflet": "印制三折页",
    "proverb with 折": "几经周折，一波三折",
    "proverb with 成": "政策不是一成不变",
    "the other half": "另一半由企业承担",
    "slashes that are no shares": "8/18活动，比例1:3，按1/3日计",
    "a loss is no amount": "亏损负50万元",
    "two or three hundred": "奖励两三百万元",
    "ten or so": "奖励十来万元",
    "a size": "造福亿万人民，投入千百元",
    "head of a column": "单位：万元",
    "head of a column in brackets": "金额（亿元）",
    "head of a column, a larger unit": "单位：百万元",
    "delta at the end": "融入长三角、珠三角。",
    "district": "福建省三明市三元、沙县",
    "places that begin with a number": "七台河市、五家渠市、三台县、五台山",
    "Lujiazui": "陆家嘴金融城",
    "九条": "落实国九条",
    "everywhere": "四处推广",
    "an address of the web": "见https://www.example.com/search?q=30%25&p=20%",
    "time of the day": "上午8时30分开始",
    "trading days": "在15个交易日内",
    "places, no points": "设立5个点位",
    "hundreds and thousands": "成百上千家企业",
    "thousands of firms as a name": "实施千企万户帮扶，开展万企行",
    "free and reduced": "免减三项费用，一免到底",
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
    "a share that is raised has no base of its own": (
        "按展位费的70%给予补助；参加重点展会的，补助比例提高至80%。",
        [("70%", (), None, 1, "展位费"), ("80%", (), None, 2, None)],
    ),
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
    "who is capped stands before the scope": (
        "团队单次最高10万元。",
        [("10万元", ("单次",), None, 1, "团队·单次")],
    ),
    "a verb ends no base": ("对审计等服务费用予以30%的补贴。", [("30%", (), None, 1, "审计等服务费用")]),
    "并购 is one word": (
        "并购固定资产投资在1000万元以上的，给予补助5万元。",
        [("1000万元", (), None, 1, "并购固定资产投资"), ("5万元", (), None, 1, None)],
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


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from("万亿"))
def test_a_range_of_two_digits_shares_its_place(low: int, high: int, place: str) -> None:
    """三至五万元 is 30,000 to 50,000 whatever the digits are, and never three yuan."""
    digits = "零一二三四五六七八九"
    found = find_amounts_zh(f"给予{digits[low]}至{digits[high]}{place}元补助。")
    times = {"万": 10**4, "亿": 10**8}[place]
    values = [(a.value, a.comparator) for a in found]
    if low < high:
        assert values == [(low * times, ">="), (high * times, "<=")]
    assert all(value >= times for value, _ in values if low < high)


@given(st.integers(2, 10), st.integers(1, 9))
def test_a_fraction_is_its_share(of: int, top: int) -> None:
    digits = "零一二三四五六七八九十"
    found = find_amounts_zh(f"减免{digits[of]}分之{digits[top]}租金。")
    if top > of:
        assert found == []
    else:
        assert [(a.unit, a.quote) for a in found] == [("%", f"{digits[of]}分之{digits[top]}")]
        assert found[0].value == round(found[0].value, 2)
        assert abs(found[0].value - Decimal(100) * top / of) < Decimal("0.01")


@given(st.integers(1, 99), st.sampled_from(["余", "多"]), st.sampled_from(["万元", "亿元", "家", "吨"]))
def test_more_than_the_number_is_never_the_number(count: int, more: str, unit: str) -> None:
    (one,) = find_amounts_zh(f"共{count}00{more}{unit}。")
    assert one.comparator == ">"


MONEY = [row for row in rows("measure_words_zh.tsv") if row["kind"] == "money"]


@pytest.mark.parametrize("row", MONEY, ids=[row["word"] for row in MONEY])
def test_every_currency_word_is_read_behind_a_number(row: dict[str, str]) -> None:
    (one,) = find_amounts_zh(f"每家奖励20{row['word']}，")
    assert (one.value, one.unit) == (20 * Decimal(row["factor"]), row["unit"])


@pytest.mark.parametrize("row", list(rows("currency_marks_zh.tsv")), ids=lambda row: str(row["mark"]))
def test_every_currency_mark_is_read_before_a_number(row: dict[str, str]) -> None:
    (one,) = find_amounts_zh(f"每家奖励{row['mark']}20万。")
    assert (one.value, one.unit, one.quote) == (200_000, row["code"], f"{row['mark']}20万")
