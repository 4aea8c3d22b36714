"""Scoring: a gold file against itself is perfect, and every kind of mistake lowers its own kind and no other."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.evaluation import KINDS, Score, compare_facts, compare_measures, compare_records, plain

GOLD = sorted((Path(__file__).parents[1] / "data/gold").glob("*.??.json"))


def load(name: str) -> dict[str, Any]:
    text = (Path(__file__).parents[1] / "data/gold" / name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_gold_against_itself_is_perfect(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    found = compare_records(gold, gold)
    assert [c.kind for c in found] == list(KINDS)
    assert all(c.score.f1 == 1 and not c.missed and not c.extra for c in found)
    assert any(c.score.wanted for c in found)


def clause_with(record: dict[str, Any], facts: str) -> dict[str, Any]:
    return next(clause for clause in record["clauses"] if clause[facts])


def change(facts: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda record: clause_with(record, facts)[facts][0].update(values)


def lose(facts: str) -> Callable[[dict[str, Any]], None]:
    return lambda record: clause_with(record, facts)[facts].pop()


def rename(record: dict[str, Any]) -> None:
    next(clause for clause in record["clauses"] if clause["heading"])["heading"] = "另一个标题"


# what is broken in the found record → the kinds that must notice it (and no other may)
BROKEN: dict[str, tuple[Callable[[dict[str, Any]], None], set[str]]] = {
    "a wrong heading": (rename, {"heading"}),
    "a body that begins too late": (lambda r: r["clauses"][0].update(starts="的措施开始得太晚了呢"), {"body"}),
    "a body that ends in the note": (lambda r: r["clauses"][0].update(ends="责任单位：市商务局。"), {"body"}),
    "a unit cut short": (change("units", name="市商务"), {"units"}),
    "a unit in another role": (change("units", role="follow_up"), {"units"}),
    "a unit missing": (lose("units"), {"units"}),
    "an amount ten times too large": (change("amounts", value=123456), {"amounts", "amounts + comparator + role"}),
    "an amount in another currency": (change("amounts", unit="INR"), {"amounts", "amounts + comparator + role"}),
    "a bound turned round": (change("amounts", comparator="<"), {"amounts + comparator + role"}),
    "a role confused": (change("amounts", role="tax"), {"amounts + comparator + role"}),
    "an amount missing": (lose("amounts"), {"amounts", "amounts + comparator + role"}),
    "a date off by a year": (change("deadlines", value="1999-12-31"), {"deadlines"}),
    "a period taken for a limit": (change("deadlines", kind="every", value="P9M"), {"deadlines"}),
    "one measure too many": (lambda r: r["clauses"][0].update(measures=r["clauses"][0]["measures"] + 1), {"measures"}),
    "another year": (lambda r: r["notice"].update(year=1999), {"notice fields"}),
    "an issuer too many": (lambda r: r["notice"]["issuers"].append("市气象局"), {"notice fields"}),
}


@pytest.mark.parametrize(("breaks", "kinds"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_lowers_its_own_kind_only(breaks, kinds):
    gold = load("jixi-2022.zh.json")
    record = copy.deepcopy(gold)
    breaks(record)
    assert {c.kind for c in compare_records(gold, record) if c.score.f1 < 1} == kinds


def test_a_lost_clause_is_missed_with_all_its_facts():
    gold = load("weihai-2020.zh.json")
    record = {**gold, "clauses": gold["clauses"][1:]}
    lowered = {c.kind: c for c in compare_records(gold, record) if c.score.f1 < 1}
    assert {"clause", "heading", "body", "units", "measures"} <= lowered.keys()
    assert lowered["clause"].missed == (("1",),)
    assert lowered["units"].score.precision == 1
    assert len(lowered["units"].missed) == len(gold["clauses"][0]["units"])


def test_multisets_count_a_fact_as_often_as_it_is_printed():
    gold = load("jixi-2022.zh.json")
    record = copy.deepcopy(gold)
    clause = clause_with(record, "amounts")
    clause["amounts"].append(dict(clause["amounts"][0]))
    amounts = next(c for c in compare_records(gold, record) if c.kind == "amounts")
    assert amounts.score == Score(amounts.score.wanted, amounts.score.wanted + 1, amounts.score.wanted)
    assert len(amounts.extra) == 1


SAME = {
    "full width": ("（９６１０）", "(9610)"),
    "spaces of a PDF": ("市商务 局", "市商务局"),
    "ideographic space": ("支持　企业", "支持企业"),
    "final full stop": ("支持企业扩大进口。", "支持企业扩大进口"),
    "final colon, both widths": ("实施期限：", "实施期限:"),
    "case": ("Bureau of Commerce", "bureau of commerce"),
}
OTHER = {
    "a comma inside counts": ("贸易，投资", "贸易投资"),
    "a final comma is no full stop": ("支持企业，", "支持企业"),
    "a full stop inside counts": ("一。二", "一二"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_plain_takes_layout_away(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_plain_keeps_what_is_said(one, other):
    assert plain(one) != plain(other)


def test_an_event_bounded_deadline_is_not_scored():
    gold = load("weihai-2020.zh.json")
    record = copy.deepcopy(gold)
    record["clauses"][0]["deadlines"].append({"quote": "疫情防控期间", "kind": "in", "value": None})
    assert all(c.score.f1 == 1 for c in compare_records(gold, record))


def test_a_citation_is_known_by_its_number_or_else_by_its_title():
    def notice(*cites: dict[str, Any]) -> dict[str, Any]:
        return {"notice": {"cites": list(cites)}, "sections": [], "clauses": []}

    numbered = notice({"title": "关于推动外贸稳规模的意见", "document_number": "国办发〔2023〕10号"})
    other_title = notice({"title": "意见", "document_number": "国办发〔2023〕10号"})
    unnumbered = notice({"title": "关于推动外贸稳规模的意见", "document_number": None})
    score = {
        name: compare_records(numbered, r)[-1].score.f1 for name, r in (("same", other_title), ("none", unnumbered))
    }
    assert score == {"same": 1, "none": 0}


def test_measure_texts_are_compared_one_by_one():
    gold = [{"clause_path": "1", "text": "扩大进口。"}, {"clause_path": "1", "text": "支持出口。"}]
    record = {"clauses": [{"path": "1", "measures": [{"text": "扩大进口。支持出口。"}]}]}
    assert compare_measures(gold, record).score == Score(2, 1, 0)


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_scores_stay_between_0_and_1_and_swap_with_the_sides(left, right):
    from collections import Counter

    one = compare_facts("x", Counter((n,) for n in left), Counter((n,) for n in right)).score
    other = compare_facts("x", Counter((n,) for n in right), Counter((n,) for n in left)).score
    assert 0 <= one.f1 <= 1
    assert (one.precision, one.recall, one.f1) == (other.recall, other.precision, other.f1)
    assert (one.f1 == 1) == (sorted(left) == sorted(right))
