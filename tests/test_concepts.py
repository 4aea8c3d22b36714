"""Finding concepts: real wordings, and what must not match."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UsageError
from ingest.lexicon.schemes import SCHEMES, load_scheme
from ingest.pipeline.concepts import find_concepts

# (language, scheme, text, [(concept, quote)])
CASES = {
    "longest label wins": (
        "zh",
        "topic",
        "支持跨境电商产业园建设",
        [("cbec-parks-platforms", "跨境电商产业园")],
    ),
    "quote marks do not matter": (
        "zh",
        "topic",
        "完善国际贸易“单一窗口”功能",
        [("customs-clearance", "国际贸易“单一窗口”")],
    ),
    "quote marks inside a label": (
        "zh",
        "topic",
        "开展“空侧直转”模式",
        [("international-logistics", "空侧直转")],
    ),
    "line break inside a word": (
        "zh",
        "topic",
        "推行无\n\n纸化",
        [("customs-clearance", "无\n\n纸化")],
    ),
    "full-width letters": (
        "zh",
        "topic",
        "按ＲＣＥＰ等协定",
        [("fta-origin", "ＲＣＥＰ")],
    ),
    "Kangxi radical from a PDF": (
        "zh",
        "topic",
        "参加⼴交会",
        [("domestic-online-fairs", "⼴交会")],
    ),
    "brackets of either width": (
        "zh",
        "topic",
        "出口退(免)税时间",
        [("export-tax-refund", "出口退(免)税")],
    ),
    "supervision code": (
        "zh",
        "topic",
        "“9610”模式",
        [("cross-border-ecommerce", "9610”模式")],
    ),
    "a code is no sum": ("zh", "topic", "支持9610万元", []),
    "a code is no part of a number": ("zh", "topic", "共19610元，第9610号", []),
    "Latin label needs a boundary": ("zh", "topic", "SAFTAX系统", []),
    "negative label: 示范区 is no 示范": ("zh", "instrument", "建设中韩自贸区地方经济合作示范区", []),
    "plural and hyphen": (
        "en",
        "topic",
        "Build Overseas-Warehouses",
        [("overseas-warehouses", "Overseas-Warehouses")],
    ),
    "singular of -ies": (
        "en",
        "instrument",
        "subsidies are paid",
        [("cost-subsidy", "subsidies")],
    ),
    "no match across a sentence end": ("en", "topic", "goods sent overseas. Warehouse staff", []),
    "English label is no part of a word": ("en", "instrument", "database of pilots' names", [("pilot", "pilots")]),
    "Chinese labels are not looked for in English": ("en", "topic", "海外仓", []),
}


@pytest.mark.parametrize(("language", "scheme", "text", "want"), CASES.values(), ids=CASES.keys())
def test_find_concepts(language: str, scheme: str, text: str, want: list[tuple[str, str]]) -> None:
    got = find_concepts(text, language, (scheme,))  # type: ignore[arg-type]
    assert [(m.concept, m.quote) for m in got] == want
    assert all(text[m.span.start : m.span.end] == m.quote for m in got)  # spans point home
    assert all(m.scheme == scheme for m in got)


# how different cities word the same thing
SAME = {
    "export-credit-ins": ["支持企业投保出口信用保险", "扩大信保覆盖", "take out export credit insurance"],
    "overseas-warehouse": ["鼓励租用海外仓", "建设境外仓", "优秀海外仓", "lease a warehouse abroad"],
    "booth-fee": ["对展位费给予补助", "给予摊位费补贴", "按标准展位补贴", "space rent is reimbursed", "booth fees"],
    "air-fare": ["补贴往返机票", "国际交通费用", "人员机票费", "return airfare by economy class"],
    "code-9810": ["开展9810业务", "跨境电商出口海外仓", "goods under 9810"],
    "aeo-certification": [
        "新认定的海关高级认证企业",
        "对AEO企业给予奖励",
        "经认证的经营者",
        "authorised economic operators",
    ],
    "short-term-eci": ["短期险保费", "短期出口信用保险", "short-term export credit insurance"],
    "trademark-registration": ["境外商标注册", "马德里商标", "注册海外商标", "overseas trademark registration"],
    "refund-speed": ["压缩出口退税办理时间", "加快出口退税进度", "shorten the average time for export tax rebates"],
    "contribution-deferral": ["缓缴社会保险费", "社保费缓缴", "deferral of social insurance premiums"],
    "rail-express": ["开行中欧班列", "国际班列", "China-Europe freight trains"],
    "specialised-sme": ["专精特新“小巨人”企业", "“专精特新”中小企业", "“little giant” enterprises"],
    "hkmacao-youth": ["港澳青年创新创业", "支持港澳居民", "youths from Hong Kong"],
}


@pytest.mark.parametrize(("concept", "text"), [(c, t) for c, texts in SAME.items() for t in texts])
def test_one_concept_in_the_words_of_many_cities(concept: str, text: str) -> None:
    language = "en" if text.isascii() or "“little" in text else "zh"
    found = {m.concept for m in find_concepts(text, language, ("concept",))}  # type: ignore[arg-type]
    fine = load_scheme("concept")
    assert any(c == concept or concept in fine.ancestors(c) for c in found), found


# a string that looks like a label and is none
NOT = {
    "报关单 is no insurance policy 保单": ("凭报关单办理", "export-credit-ins"),
    "境外商务 is no foreign investor 外商": ("开展境外商务活动", "foreign-investment"),
    "提高企业 is no 高企": ("提高企业竞争力", "high-tech-enterprise"),
    "新能源 is not energy policy": ("支持新能源产品", "energy-environment"),
    "港澳办 is a body": ("由市委港澳办负责", "hk-macao-market"),
    "回运力度 is no capacity 运力": ("加大水产品回运力度", "belly-capacity-book"),
    "陆海空运输 is no air freight 空运": ("陆海空运输模式多样化", "air-cargo"),
    "进出口 is no import alone": ("扩大进出口规模", "import"),
    "农产品上市 is no stock exchange": ("农产品上市时间", "stock-listing"),
    "公平竞争 is no contest": ("维护公平竞争", "competition"),
}


@pytest.mark.parametrize(("text", "concept"), NOT.values(), ids=NOT.keys())
def test_what_only_looks_like_a_concept(text: str, concept: str) -> None:
    assert concept not in {m.concept for m in find_concepts(text, "zh", ("concept",))}


# the same in English
NOT_EN = {
    "in order to is no order for goods": ("Rates are cut in order to promote exports.", "order-security"),
    "an order of the office": ("This Order shall take effect immediately.", "order-security"),
    "an order that is numbered": ("All orders inconsistent with Order No. 5 are repealed.", "order-security"),
    "order in the market": ("Regulate the market order.", "order-security"),
    "the name of a government": ("The Government of the Hong Kong Special Administrative Region", "hk-macao-market"),
    "the name of a zone": ("The Guangdong-Macao In-Depth Cooperation Zone shall pay.", "hk-macao-market"),
    "corn products are no import of grain": ("Raise the rebate for corn processed products.", "grain-import"),
    "a certified copy recognises nobody": ("A certified true copy of the licence is issued.", "recognition"),
}
YES_EN = {
    "orders of buyers": ("Help firms to stabilize orders.", "order-security"),
    "goods for Hong Kong": ("Expand sales to Hong Kong.", "hk-macao-market"),
    "interest paid in part by the state": ("The interest equalisation rate is 3%.", "interest-subsidy"),
    "an ampersand": ("Micro, Small & Medium Enterprises may apply.", "sme-trade-enterprise"),
    "certified by a programme": ("Parks that are certified get support.", "recognition"),
}


@pytest.mark.parametrize(("text", "concept"), NOT_EN.values(), ids=NOT_EN.keys())
def test_what_only_looks_like_a_concept_in_english(text: str, concept: str) -> None:
    assert concept not in {m.concept for m in find_concepts(text, "en")}


@pytest.mark.parametrize(("text", "concept"), YES_EN.values(), ids=YES_EN.keys())
def test_what_is_one_in_english(text: str, concept: str) -> None:
    assert concept in {m.concept for m in find_concepts(text, "en")}


def test_a_fine_concept_counts_for_its_topics() -> None:
    assert {m.concept for m in find_concepts("离境即退税", "zh", ("topic",))} == {"export-tax-refund"}
    assert not find_concepts("中小微企业", "zh", ("topic",))  # whom a measure is for is no topic


def test_traditional_characters_are_read_too() -> None:
    found = find_concepts("支持企業參加境外展會，給予出口信用保險保費補貼", "zh", ("topic",))
    assert [(m.concept, m.quote) for m in found][:2] == [
        ("overseas-trade-fairs", "境外展會"),
        ("export-credit-insurance", "出口信用保險"),
    ]


@pytest.mark.parametrize(
    ("text", "warehouses"),
    [
        ("对采用9710、9810、1210模式开展业务的企业给予奖励", False),  # one code of a list: e-commerce
        ("支持跨境电商出口海外仓退税", True),
        ("海外仓货物（9810）即时申报退税", True),
    ],
)
def test_a_code_of_a_list_is_about_the_trade_and_not_about_warehouses(text: str, warehouses: bool) -> None:
    assert ("overseas-warehouses" in {m.concept for m in find_concepts(text, "zh", ("topic",))}) is warehouses


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_negative_label_holds_a_label(scheme: str) -> None:
    """Otherwise it could never do anything (a topic also has the labels of the fine concepts below it)."""
    fine = load_scheme("concept") if scheme == "topic" else None
    for concept in load_scheme(scheme).concepts:
        labels = list(concept.labels("zh"))
        if fine:
            labels += [
                lb for c in fine.concepts if f"topic:{concept.id}" in fine.ancestors(c.id) for lb in c.labels("zh")
            ]
        for negative in concept.negative["zh"]:
            assert any(bare(lb) in bare(negative) for lb in labels), f"{concept.id}: {negative}"


def bare(label: str) -> str:
    return "".join(c for c in label.lower() if c not in "“”")


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(UsageError):
        find_concepts("海外仓", "zh", ("themes",))


PIECES = st.lists(
    st.sampled_from(
        [
            "海外仓",
            "跨境电商",
            "“单一窗口”",
            "9610",
            "RCEP",
            "\n",
            " ",
            "　",
            "，",
            "出口",
            "信用保险",
            "Ａ",
            "ﬁ",
            "①",
            "退（免）税",
        ]
    )
    | st.characters(),
    max_size=30,
)


@settings(deadline=None)  # the first text waits for the labels to be read
@given(PIECES, st.sampled_from(["zh", "en"]))
def test_spans_point_home(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    found = find_concepts(text, language)  # type: ignore[arg-type]
    assert all(text[m.span.start : m.span.end] == m.quote and m.quote for m in found)
    for a in found:  # nothing inside a longer match of its scheme
        assert not any(b.scheme == a.scheme and b.span != a.span and b.span.covers(a.span) for b in found)


@given(PIECES)
def test_quote_marks_never_change_what_is_found(pieces: list[str]) -> None:
    text = "".join(pieces)
    bare = "".join(c for c in text if c not in "“”\"'‘’＂＇「」『』《》〈〉〝〞`´")
    assert [(m.scheme, m.concept) for m in find_concepts(text, "zh")] == [
        (m.scheme, m.concept) for m in find_concepts(bare, "zh")
    ]
