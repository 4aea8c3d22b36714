"""Concepts that two words name together, and what a concept says between two notices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.links.composition import BETWEEN, composed, compositions
from graph.links.contrast import Contrast
from graph.links.measures import read_measure
from graph.links.profile import Profile
from ingest.lexicon.schemes import load_scheme
from ingest.model import Language
from ingest.pipeline.concepts import find_concepts


def found(text: str, language: Language = "zh") -> dict[str, str]:
    """Composed concept → the words that show it."""
    return {m.concept: m.quote for m in composed(text, language, find_concepts(text, language, ("concept",)))}


# (language, text, concept, the words that show it)
TOGETHER: list[tuple[Language, str, str, str]] = [
    # other words between the two
    ("zh", "支持企业赴境外参加各类专业性展会", "overseas-exhibition", "境外参加各类专业性展会"),
    ("zh", "扩大小微外贸企业出口信用保险覆盖面", "sme-coverage", "小微外贸企业出口信用保险"),
    # the other way round
    ("zh", "对出口信用保险项下的小微企业给予支持", "sme-coverage", "出口信用保险项下的小微企业"),
    # a narrower concept stands for the wider one: 中欧班列 for 物流
    ("zh", "开行跨境电商中欧班列", "cbec-logistics", "跨境电商中欧班列"),
    ("zh", "对租用公共海外仓的企业给予补贴", "wh-rental", "租用公共海外仓"),
    (
        "en",
        "Premiums of export credit insurance for small and micro enterprises are subsidised.",
        "sme-coverage",
        "export credit insurance for small and micro enterprises",
    ),
]


@pytest.mark.parametrize(("language", "text", "concept", "quote"), TOGETHER)
def test_two_words_name_a_third_thing(language: Language, text: str, concept: str, quote: str) -> None:
    assert found(text, language).get(concept) == quote


# texts in which the two words stand but name nothing together, with the concept that must not be found
APART = {
    "another segment": ("拓展境外市场，办好本地展会", "overseas-exhibition"),
    "too far apart": (f"面向境外{'的各类重点采购企业' * 4}举办展会", "overseas-exhibition"),
    "one of the two only": ("举办展会", "overseas-exhibition"),
    "the label says it already": ("参加境外展会", "overseas-exhibition"),
}


@pytest.mark.parametrize(("text", "concept"), APART.values(), ids=APART.keys())
def test_what_names_nothing_together(text: str, concept: str) -> None:
    assert concept not in found(text)


def test_every_row_can_be_filled() -> None:
    scheme = load_scheme("concept")
    for concept, first, second in compositions():
        assert not first & second, concept
        assert concept not in first | second, concept
        assert all(name in scheme for name in (concept, *first, *second))


@given(
    st.lists(
        st.sampled_from(["境外", "展会", "小微企业", "信用保险", "跨境电商", "培训", "，", "。", "开展"]), max_size=12
    )
)
def test_what_is_composed_lies_in_one_segment_and_shows_both_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    matches = find_concepts(text, "zh", ("concept",))
    for m in composed(text, "zh", matches):
        assert m.quote == text[m.span.start : m.span.end]
        assert "，" not in m.quote and "。" not in m.quote
        ends = [x for x in matches if m.span.covers(x.span)]
        assert any(x.span.start == m.span.start for x in ends) and any(x.span.end == m.span.end for x in ends)
        assert len(m.quote) <= BETWEEN["zh"] + sum(len(x.quote) for x in ends)


# ---------------------------------------------------------------------------------------------------------------------
# between two notices


def profiles(notice: str, *texts: str) -> list[Profile]:
    return [Profile(read_measure(notice=notice, local_id=f"{n}#1", text=text)) for n, text in enumerate(texts, 1)]


def test_what_every_measure_names_says_little_between_the_two() -> None:
    left = profiles("a", "跨境电商培训。", "跨境电商园区。", "跨境电商退货。", "跨境电商物流。")
    right = profiles("b", "跨境电商平台。", "跨境电商海外仓。", "跨境电商人才。", "加快出口退税。")
    contrast = Contrast(left, right)
    assert contrast.weight("cbec") < 0.5
    assert contrast.weight("tax-refund") == 1.0
    assert contrast.idf["cbec"] < Contrast(left[:1], right[-1:]).idf["cbec"]


def test_one_measure_on_each_side_keeps_what_it_says() -> None:
    left, right = profiles("a", "支持企业建设海外仓。"), profiles("b", "对海外仓给予补贴。")
    assert Contrast(left, right).weight("overseas-warehouse") == 1.0


@given(st.integers(0, 30), st.integers(0, 30))
def test_the_more_name_it_the_less_it_says(named: int, others: int) -> None:
    def weight(n: int) -> float:
        return Contrast(profiles("a", *["扩大进口。"] * n, *["加快退税。"] * others), []).weight("import")

    assert 0 <= weight(named + 1) <= weight(named) <= 1
