"""Near notices: what the index gives is what comparing all with all gives, whatever was added or removed in which order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.links import nearness
from graph.links.measures import read_measure
from graph.links.nearness import KEYS, NEAREST, UNIT, Known, nothing, read, signature, updated, written
from graph.links.profile import Profile


def profiles(*texts: str) -> list[Profile]:
    return [Profile(read_measure(notice="a", local_id=f"{n}#1", text=text)) for n, text in enumerate(texts, 1)]


def product(one: dict[str, int], other: dict[str, int]) -> int:
    return sum(weight * other.get(key, 0) for key, weight in one.items())


def test_a_signature_is_what_a_notice_is_about() -> None:
    fair = signature(profiles("对企业参加境外展会的展位费给予补贴。", "提高出口信用保险保费补贴比例。"))
    alike = signature(profiles("对境外参展的展位费、人员费给予支持。", "扩大短期出口信用保险覆盖面。"))
    other = signature(profiles("支持企业建设公共海外仓。", "开展职业技能培训。"))
    assert product(fair, alike) > 2 * product(fair, other)
    assert list(fair) == sorted(fair)


def test_a_signature_is_bounded_and_of_one_length() -> None:
    texts = [
        f"对企业{word}给予补贴。"
        for word in ["境外展会", "出口信用保险", "公共海外仓", "跨境电商", "出口退税", "保税维修", "服务外包"]
    ]
    long = signature(profiles(*texts * 20))
    short = signature(profiles(*texts))
    assert len(long) <= KEYS
    assert long == short  # saying everything twenty times is not saying more
    assert product(long, long) == pytest.approx(UNIT**2, rel=0.01)
    assert signature([]) == {}


_KEYS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), max_size=4)
_NOTICES = st.dictionaries(
    st.integers(0, 30).map("n{:02d}".format), st.tuples(st.sampled_from("PQRSTU"), _KEYS), max_size=22
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_NOTICES, min_size=1, max_size=4))
def test_the_index_gives_what_all_pairs_give(states: list[dict[str, tuple[str, dict[str, int]]]]) -> None:
    """Corpus after corpus, each made from the index of the one before: the last is as if it had been the first."""
    index = nothing()
    for state in states:
        wanted = {id: Known(place, repr(keys)) for id, (place, keys) in state.items()}
        index = updated(index, wanted, lambda id: state[id][1])  # noqa: B023
    assert written(index) == written(updated(nothing(), wanted, lambda id: state[id][1]))
    found = index.lists()
    for id, (place, keys) in state.items():
        others = sorted((-product(keys, theirs), other) for other, (where, theirs) in state.items() if where != place)
        few = len(others) <= NEAREST
        assert found[id] == [other for score, other in others[:NEAREST] if score or few]


@given(_NOTICES)
@settings(max_examples=30, deadline=None)
def test_it_comes_back_from_disk(state: dict[str, tuple[str, dict[str, int]]]) -> None:
    wanted = {id: Known(place, "") for id, (place, _) in sorted(state.items())}
    index = updated(nothing(), wanted, lambda id: state[id][1])
    back = read(written(index))
    assert back is not None
    assert written(back) == written(index)
    assert back.lists() == index.lists()
    assert updated(back, wanted, lambda id: pytest.fail("nothing has changed")) is back


def test_a_damaged_index_is_none() -> None:
    data = written(updated(nothing(), {"a": Known("P", ""), "b": Known("Q", "")}, lambda id: {"k": 1}))
    assert read(data) is not None
    for bad in (b"", b"x", data[:-5], data[: len(data) // 2], data.replace(b"nearness 2", b"nearness 0")):
        assert read(bad) is None


def test_only_what_is_new_is_asked_for() -> None:
    asked: list[str] = []

    def of(id: str) -> dict[str, int]:
        asked.append(id)
        return {"k": 1, id: 2}

    known = {f"n{n}": Known(f"P{n % 3}", "") for n in range(9)}
    index = updated(nothing(), known, of)
    assert sorted(asked) == sorted(known)
    asked.clear()
    updated(index, {**known, "new": Known("P7", ""), "n4": Known("P1", "changed")}, of)
    assert sorted(asked) == ["n4", "new"]


def test_in_a_small_corpus_all_are_near() -> None:
    """Where there are no more notices to choose from than are wanted, those that share nothing are compared, too."""
    ids = {f"n{n}": Known(f"P{n}", "") for n in range(nearness.NEAREST + 1)}
    lists = updated(nothing(), ids, lambda id: {}).lists()
    assert all(len(others) == nearness.NEAREST for others in lists.values())
    more = updated(nothing(), {**ids, "z": Known("P99", "")}, lambda id: {}).lists()
    assert all(not others for others in more.values())  # enough to choose from, and none shares anything
