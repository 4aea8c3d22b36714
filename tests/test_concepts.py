"""Finding concepts: real wordings, and what must not match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UsageError
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
