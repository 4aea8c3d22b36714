"""A translation against its original: clauses find each other by what they say, whatever their numbers and their order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import policygraph as pg
from graph.links.measures import LinkMeasure, measures_of, read_measure
from graph.links.translation import WEIGHTS, assignment, pair_clauses

NOTICES = Path(__file__).parents[1] / "data/notices"
PAIRED = ("jixi-2022", "weihai-2020", "weihai-2026")


def measures(name: str) -> list[LinkMeasure]:
    return measures_of(pg.parse(NOTICES / f"{name}.txt"))


def renumbered(found: Sequence[LinkMeasure], seed: int) -> tuple[list[LinkMeasure], dict[str, str]]:
    """The same clauses under other numbers and in another order; and new number → old."""
    paths = sorted({m.path for m in found})
    random.Random(seed).shuffle(paths)
    new = {path: f"{n}" for n, path in enumerate(paths, 1)}
    moved = [
        replace(m, path=new[m.path], id=f"{m.notice}/{new[m.path]}#{m.id.rpartition('#')[2]}")
        for m in sorted(found, key=lambda m: paths.index(m.path))
    ]
    return moved, {n: path for path, n in new.items()}


@pytest.mark.parametrize("name", PAIRED)
def test_a_translation_with_other_numbers_in_another_order(name: str) -> None:
    original = measures(f"{name}.zh")
    translation, old = renumbered(measures(f"{name}.en"), seed=7)
    pairs = pair_clauses(translation, original)
    right = sum(old[pair.translation] == pair.original for pair in pairs)
    assert right >= 0.98 * len({m.path for m in original})


def test_a_clause_that_was_left_out_leaves_its_original_alone() -> None:
    zh = [
        read_measure(notice="a", local_id="1#1", text="对企业投保短期出口信用保险给予保费补贴。"),
        read_measure(notice="a", local_id="2#1", text="支持企业参加境外展会，给予展位费补贴。"),
        read_measure(notice="a", local_id="3#1", text="加快出口退税进度。"),
    ]
    en = [
        read_measure(notice="b", local_id="1#1", text="Speed up export tax rebates.", language="en"),
        read_measure(notice="b", local_id="2#1", text="Subsidise export credit insurance premiums.", language="en"),
    ]
    assert [(p.translation, p.original) for p in pair_clauses(en, zh)] == [("1", "3"), ("2", "1")]


def test_nothing_is_paired_with_nothing() -> None:
    some = [read_measure(notice="a", local_id="1#1", text="扩大进口。")]
    assert pair_clauses([], []) == pair_clauses(some, []) == pair_clauses([], some) == []


def test_a_pair_says_in_what_it_is_alike() -> None:
    zh = [read_measure(notice="a", local_id="1#1", text="加快出口退税进度。")]
    en = [read_measure(notice="b", local_id="1#1", text="Speed up export tax rebates.", language="en")]
    (pair,) = pair_clauses(en, zh)
    assert pair.likeness.keys() == WEIGHTS.keys()
    assert 0 < pair.score <= 1
    assert pair.likeness["concepts"] > 0.5


@given(st.integers(1, 5), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_assignment_is_the_best_there_is(rows: int, columns: int, chance: random.Random) -> None:
    scores = [[chance.randint(0, 9) / 3 for _ in range(columns)] for _ in range(rows)]
    found = assignment(scores)
    assert len(found) == min(rows, columns)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    short, long = sorted((rows, columns))
    turned = scores if rows <= columns else [[scores[i][j] for i in range(rows)] for j in range(columns)]
    best = max(sum(turned[i][j] for i, j in enumerate(chosen)) for chosen in itertools.permutations(range(long), short))
    assert sum(scores[i][j] for i, j in found) == pytest.approx(best)
