"""A notice and its translation state the same facts; so do a Chinese sentence and its English wording, whatever the numbers."""

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.manifest import load_manifest
from ingest.model import Clause, Notice
from ingest.notice import read_notice
from ingest.pipeline.finders import find_amounts, find_deadlines

NOTICES = Path(__file__).parents[1] / "data/notices"
BILINGUAL = ["jixi-2022", "weihai-2020", "weihai-2026"]


@cache
def both(name: str) -> tuple[Notice, Notice]:
    manifest = load_manifest(NOTICES.parent / "manifest.csv")
    zh, en = (read_notice(NOTICES / f"{name}.{language}.txt", manifest) for language in ("zh", "en"))
    return zh, en


def pairs(name: str) -> list[tuple[Clause, Clause]]:
    zh, en = both(name)
    return list(zip(zh.clauses, en.clauses, strict=True))


@pytest.mark.parametrize("name", BILINGUAL)
def test_the_outline_is_the_same(name: str) -> None:
    zh, en = both(name)
    assert [c.path for c in zh.clauses] == [c.path for c in en.clauses]
    assert [s.path for s in zh.sections] == [s.path for s in en.sections]
    assert [len(c.measures) for c in zh.clauses] == [len(c.measures) for c in en.clauses]


@pytest.mark.parametrize("name", BILINGUAL)
def test_the_amounts_are_the_same(name: str) -> None:
    """Value, comparator and role; the unit of money and shares (a counted noun has its own word in each language)."""

    def amounts(clause: Clause) -> Counter[tuple[Decimal, str, str, str]]:
        said = ("CNY", "USD", "EUR", "%")
        return Counter((a.value, a.unit if a.unit in said else "", a.comparator, a.role) for a in clause.amounts)

    assert {c.path: amounts(c) for c, _ in pairs(name)} == {e.path: amounts(e) for _, e in pairs(name)}


@pytest.mark.parametrize("name", BILINGUAL)
def test_the_deadlines_are_the_same(name: str) -> None:
    def deadlines(clause: Clause) -> Counter[tuple[str, str | None, bool]]:
        return Counter((d.kind, d.value, d.inferred) for d in clause.deadlines if d.value)

    assert {c.path: deadlines(c) for c, _ in pairs(name)} == {e.path: deadlines(e) for _, e in pairs(name)}


@pytest.mark.parametrize("name", BILINGUAL)
def test_the_units_are_the_same_organisations(name: str) -> None:
    """The IRI of a unit is made of the organisation it stands for: 市商务局 and "Municipal Bureau of Commerce" have one."""
    for zh, en in pairs(name):
        named = [[(u.role, u.organisation) for u in clause.units] for clause in (zh, en)]
        assert Counter(named[0]) == Counter(named[1]), zh.path
        assert all(organisation for _, organisation in named[0]), zh.path


def test_the_commitments_are_nearly_always_the_same() -> None:
    """A translator words a promise more freely than a sum."""
    said = [
        (a.certainty, b.certainty)
        for n in BILINGUAL
        for c, e in pairs(n)
        for a, b in zip(c.measures, e.measures, strict=True)
    ]
    assert len(said) > 140
    assert sum(a == b for a, b in said) >= 0.95 * len(said)


# ---------------------------------------------------------------------------------------------------------------------
# the same sentence in both languages

#: {n} counts 10,000 yuan in Chinese, its value is printed in English; {p} is a percentage, {d} a number of days
SENTENCES = [
    ("给予一次性奖励{n}万元。", "A one-time reward of RMB {money} shall be granted."),
    ("给予最高不超过{n}万元的补贴。", "A subsidy of no more than RMB {money} shall be granted."),
    (
        "按实际费用的{p}%给予补助，最高{n}万元。",
        "A subsidy of {p}% of the actual cost shall be granted, up to RMB {money}.",
    ),
    ("按不高于实际费用的{p}%给予补助。", "A subsidy of not more than {p}% of the actual cost shall be granted."),
    (
        "对年进出口额达到{n}万元以上的企业给予支持。",
        "Enterprises whose annual imports and exports reach RMB {money} or more shall be supported.",
    ),
    (
        "对年进出口额超过{n}万元的企业给予支持。",
        "Enterprises whose annual imports and exports exceed RMB {money} shall be supported.",
    ),
    ("每增加{n}万元给予1万元奖励。", "For every increase of RMB {money}, a reward of RMB 10,000 shall be granted."),
    ("单个企业每年最高{n}万元。", "The maximum for a single enterprise each year is RMB {money}."),
    ("在{d}个工作日内办结。", "It shall be completed within {d} working days."),
    ("公示期不少于{d}个工作日。", "The results shall be publicized for not less than {d} working days."),
]


@given(
    st.sampled_from(SENTENCES),
    st.integers(1, 9999).filter(lambda n: n != 1),
    st.integers(1, 100),
    st.integers(2, 60),
)
def test_a_sentence_and_its_translation_state_the_same(sentence: tuple[str, str], n: int, p: int, d: int) -> None:
    zh = sentence[0].format(n=n, p=p, d=d)
    en = sentence[1].format(money=f"{n * 10_000:,}", p=p, d=d)
    said = [
        (
            [(a.value, a.unit, a.comparator, a.role) for a in find_amounts(text, language)],
            [(t.kind, t.value, t.bound) for t in find_deadlines(text, language)],
        )
        for text, language in ((zh, "zh"), (en, "en"))
    ]
    assert said[0] == said[1], (zh, en)
    assert any(said[0])
