"""Links against link gold: what counts as wanted, ignored, wrong, at both levels."""

import json
from pathlib import Path
from typing import Any

from graph.agreement import compare_links, compare_translation, is_link_gold, link_golds

GOLD = Path(__file__).parents[1] / "data/gold"

SMALL: dict[str, Any] = {
    "from": "a",
    "to": "b",
    "pairs": [
        {"from": "1#1", "to": "2#1", "relation": "continues", "confidence": 3},
        {"from": "1#2", "to": "2#1", "relation": "weakens", "confidence": 2},
        {"from": "4#1", "to": "5#1", "relation": "related", "confidence": 1},
    ],
    "dropped": ["3#1"],
    "new": ["6#1"],
    "related_only_from": ["4#1"],
    "related_only_to": ["5#1"],
}


def found(*pairs: tuple[str, str, str], dropped: tuple[str, ...] = (), new: tuple[str, ...] = ()) -> dict[str, Any]:
    links = [{"from": a, "to": b, "relation": r, "score": 0.5, "evidence": {}} for a, b, r in pairs]
    return {"a": "a", "b": "b", "links": links, "dropped": list(dropped), "new": list(new)}


def scores(gold: Any, record: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    (part,) = link_golds(gold)
    return {c.kind: (c.score.wanted, c.score.found, c.score.right) for c in compare_links(part, record)}


def test_the_gold_itself_is_perfect():
    gold = json.loads((GOLD / "align-weihai-2020-2026.json").read_text(encoding="utf-8"))
    pairs = [(p["from"], p["to"], p["relation"]) for p in gold["pairs"]]
    (part,) = link_golds(gold)
    for comparison in compare_links(part, found(*pairs, dropped=tuple(gold["dropped"]), new=tuple(gold["new"]))):
        assert comparison.score.f1 == 1, comparison
    assert len(part.wanted) > 40


def test_the_clause_gold_itself_is_perfect():
    gold = json.loads((GOLD / "align-jixi-2022-weihai-2026.json").read_text(encoding="utf-8"))
    (part,) = link_golds(gold)
    pairs = [(f"{row['a_path']}#1", f"{row['b_path']}#3", row["relation"]) for row in gold]
    for comparison in compare_links(part, found(*pairs)):
        assert comparison.score.f1 == 1, comparison
    assert (part.a, part.b, part.level) == ("jixi-2022", "weihai-2026", "clause")


def test_confidence_1_is_neither_wanted_nor_wrong():
    with_it = scores(SMALL, found(("1#1", "2#1", "continues"), ("4#1", "5#1", "continues")))
    assert with_it["measure pairs"] == (2, 1, 1)


def test_an_unmarked_pair_is_wrong():
    assert scores(SMALL, found(("1#1", "2#9", "continues")))["measure pairs"] == (2, 1, 0)


def test_at_clause_level_the_measure_numbers_are_cut_off():
    assert scores(SMALL, found(("1#7", "2#9", "continues")))["clause pairs"] == (1, 1, 1)


def test_the_relation_is_asked_of_shared_pairs_only():
    got = scores(SMALL, found(("1#1", "2#1", "continues"), ("1#2", "2#1", "continues"), ("9#1", "9#1", "new")))
    assert got["relation of shared pairs"] == (2, 2, 1)


def test_ids_with_weak_pairs_only_are_not_counted_as_wrong():
    got = scores(SMALL, found(dropped=("3#1", "4#1", "1#1"), new=("6#1", "5#1")))
    assert got["dropped"] == (1, 2, 1)
    assert got["new"] == (1, 1, 1)


def test_link_gold_is_told_by_content():
    assert is_link_gold(SMALL)
    assert is_link_gold([{"a": "x", "a_path": "1", "b": "y", "b_path": "2"}])
    assert not is_link_gold({"notice": {}, "clauses": []})
    assert not is_link_gold([{"clause_path": "1", "text": "…"}])
    assert not is_link_gold([])


def test_a_clause_of_a_translation_renders_its_own_path():
    swapped = compare_translation(["1", "2", "3/1"], [("1", "2"), ("2", "1"), ("3/1", "3/1")])
    assert (swapped.score.wanted, swapped.score.found, swapped.score.right) == (3, 3, 1)
    assert compare_translation(["1"], [("1", "1")]).score.f1 == 1
