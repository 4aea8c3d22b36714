"""What may be set side by side, and what must not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.changes import Change, changes_between, commitment_change, one_sided, only_ones
from graph.durations import length_of
from ingest.model import Amount, Deadline, Span
from ingest.pipeline.finders import find_amounts, find_deadlines


def amount(value: str, unit: str = "%", role: str = "rate", **more: object) -> Amount:
    return Amount(span=Span(0, 1), quote=f"{value}{unit}", value=Decimal(value), unit=unit, role=role, **more)  # type: ignore[arg-type]


def limit(value: str | None, kind: str = "within", **more: object) -> Deadline:
    return Deadline(span=Span(0, 1), quote=value or "", kind=kind, value=value, **more)  # type: ignore[arg-type]


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str | None]]:
    return [(change.what, change.direction, change.effect) for change in changes]


MOVED = {
    "a rate went up": ("按展位费的50%给予补贴。", "按展位费的70%给予补贴。", [("rate", "up", "better")]),
    "a cap went down": ("单个企业最高补助100万元。", "每家企业最高补助80万元。", [("cap", "down", "worse")]),
    "the same as before": ("单个标准展位最高扶持0.8万元。", "单个标准展位最高扶持0.8万元。", [("cap", "same", None)]),
    "a limit got longer": (
        "退税审批在2个工作日内办结。",
        "平均办理时间不超过3个工作日。",
        [("within", "up", "worse")],
    ),
    "a rate is no sum": ("按实际费用的50%给予补贴。", "给予5万元补贴。", []),
    "other costs are another basis": ("按展位费的50%给予补贴。", "按国际运输费的70%给予补贴。", []),
    "a sum is no increment": (
        "年进出口额达到500万元以上的给予奖励。",
        "年度新增进出口额1000万元以上的给予奖励。",
        [],
    ),
    "working days are no days": ("在3个工作日内办结。", "在5天内办结。", []),
    "per booth is not per firm": ("每个展位最高补助1万元。", "每家企业最高补助5万元。", []),
}


@pytest.mark.parametrize(("before", "after", "want"), MOVED.values(), ids=MOVED.keys())
def test_only_what_is_of_a_kind_is_compared(before, after, want):
    found = changes_between(
        find_amounts(before, "zh"),
        find_amounts(after, "zh"),
        find_deadlines(before, "zh"),
        find_deadlines(after, "zh"),
    )
    assert told(found) == want


def test_several_of_a_kind_are_matched_by_what_they_are_counted_on():
    before = [amount("50", basis="展位费"), amount("30", basis="国际运输费")]
    after = [amount("40", basis="国际运输费"), amount("70", basis="展位费")]
    found = changes_between(before, after)
    assert [(c.left.value, c.right.value) for c in found] == [(50, 70), (30, 40)]


def test_several_of_a_kind_without_a_basis_say_nothing():
    assert changes_between([amount("50"), amount("30")], [amount("70")]) == ()


def test_a_loose_pair_needs_a_basis_on_both_sides():
    assert changes_between([amount("50")], [amount("70")], close=False) == ()
    assert told(changes_between([amount("50", basis="展位费")], [amount("70", basis="展位费")], close=False)) == [
        ("rate", "up", "better")
    ]


def test_a_count_is_compared_only_with_a_count_of_the_same():
    assert changes_between([amount("6", "个", "count")], [amount("23", "个", "count")]) == ()
    found = changes_between(
        [amount("6", "个", "count", basis="重点展会")], [amount("8", "个", "count", basis="重点展会")]
    )
    assert told(found) == [("count", "up", None)]  # nobody says that more is better


def test_bounds_on_opposite_sides_are_not_compared():
    assert changes_between([amount("50", role="threshold", comparator=">=")], [amount("70", role="threshold")]) == ()


def test_a_higher_threshold_is_worse():
    before, after = (
        amount(n, "CNY", "threshold", comparator=">=", basis="年进出口额") for n in ("5000000", "10000000")
    )
    assert told(changes_between([before], [after])) == [("threshold", "up", "worse")]


def test_fixed_dates_of_two_editions_are_no_change():
    assert changes_between((), (), [limit("2020-12-31", "by")], [limit("2026-12-31", "by")]) == ()
    assert told(changes_between((), (), [limit("+1Y-03-31", "by")], [limit("+1Y-06-30", "by")])) == [("by", "up", None)]


def test_a_cycle_that_got_shorter():
    assert told(changes_between((), (), [limit("P1Y", "every")], [limit("P3M", "every")])) == [("every", "down", None)]


def test_commitment_moves_by_rungs():
    assert commitment_change("study", "committed") == Change(
        what="certainty", left="study", right="committed", direction="up", effect="better"
    )
    assert commitment_change("committed", "strive").direction == "down"
    assert commitment_change("unspecified", "committed") is None  # whether a sum is printed is no question of firmness


def test_one_side_alone():
    cap, count = amount("50", "CNY", "cap"), amount("6", "个", "count")
    assert list(one_sided([cap, count, limit("P3WD")], [])) == [cap, limit("P3WD")]
    assert list(one_sided([cap], [amount("90", "CNY", "cap")])) == []


def test_the_only_limits_of_two_clauses():
    found = list(only_ones([limit("P2WD"), amount("5", "个", "count")], [limit("P3WD")]))
    assert [(c.what, c.direction) for c in found] == [("within", "up")]
    assert list(only_ones([limit("P2WD"), limit("P5WD")], [limit("P3WD")])) == []


LENGTHS = {
    "P3WD": (3, "working days"),
    "P2W": (336, "hours"),
    "PT72H": (72, "hours"),
    "PT30M": (0.5, "hours"),
    "P18M": (18, "months"),
}


@pytest.mark.parametrize(("value", "want"), LENGTHS.items())
def test_lengths(value, want):
    number, unit = length_of(value)
    assert (float(number), unit) == want


@pytest.mark.parametrize("value", [None, "", "2026", "P", "+1Y-03-31", "P3X"])
def test_what_is_no_length(value):
    assert length_of(value) is None


SIDES = st.lists(
    st.builds(
        amount,
        st.decimals(1, 100, places=1).map(str),
        st.sampled_from(["%", "CNY"]),
        st.sampled_from(["rate", "cap", "benefit", "threshold"]),
        basis=st.sampled_from([None, "展位费", "国际运输费", "年进出口额"]),
    ),
    max_size=4,
)


@given(SIDES, SIDES)
def test_turning_the_sides_turns_the_direction(left, right):
    """A → B and B → A say the same, the other way round; no fact is used twice."""
    turned = {"up": "down", "down": "up", "same": "same"}
    there, back = changes_between(left, right), changes_between(right, left)
    assert len(there) == len(back)
    assert sorted(turned[c.direction] for c in there) == sorted(c.direction for c in back)
    for side in ("left", "right"):
        used = [id(getattr(change, side)) for change in there]
        assert len(used) == len(set(used))
