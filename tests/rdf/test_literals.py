"""Literals are in the form a store gives back, and deadlines say what they mean in types."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph import literals
from graph.deadlines import typed_values
from ingest.model import DeadlineKind

DEADLINES = {
    "the day itself": ("by", "2026-12-31", [("pg:latest", "2026-12-31")]),
    "by a month is by its last day": ("by", "2024-02", [("pg:latest", "2024-02-29")]),
    "by a year": ("by", "2025", [("pg:latest", "2025-12-31")]),
    "in a year": ("in", "2025", [("pg:earliest", "2025-01-01"), ("pg:latest", "2025-12-31")]),
    "from a day on": ("in", "2023-09-08/", [("pg:earliest", "2023-09-08")]),
    "an interval of years": ("in", "2019/2021", [("pg:earliest", "2019-01-01"), ("pg:latest", "2021-12-31")]),
    "an interval of months": ("in", "2023-03/2023-05", [("pg:earliest", "2023-03-01"), ("pg:latest", "2023-05-31")]),
    "working days are no duration": ("within", "P3WD", [("pg:workingDays", "3")]),
    "hours": ("within", "PT72H", [("time:hasXSDDuration", "P3D")]),
    "weeks are not in XSD": ("every", "P1W", [("time:hasXSDDuration", "P7D")]),
    "a quarter": ("every", "P3M", [("time:hasXSDDuration", "P3M")]),
    "next March": ("by", "+1Y-03-31", [("pg:relativeYear", "1"), ("pg:monthDay", "--03-31")]),
    "the 5th of next month": ("by", "+1M-05", [("pg:relativeMonth", "1"), ("pg:dayOfMonth", "---05")]),
    "no such day of any month": ("by", "+1M-32", []),
    "this year, no day": ("by", "+0Y", [("pg:relativeYear", "0")]),
    "29 February exists in some year": ("by", "+1Y-02-29", [("pg:relativeYear", "1"), ("pg:monthDay", "--02-29")]),
    "a day that is none": ("by", "+1Y-02-31", [("pg:relativeYear", "1")]),
    "no such day": ("by", "2023-02-30", []),
    "no such month": ("by", "2023-13", []),
    "bounded by an event": ("in", None, []),
    "not a value": ("by", "soon", []),
}


@pytest.mark.parametrize(("kind", "value", "want"), DEADLINES.values(), ids=DEADLINES.keys())
def test_typed_values(kind: DeadlineKind, value: str | None, want: list[tuple[str, str]]) -> None:
    assert [(name, literal.value) for name, literal in typed_values(kind, value)] == want


def stored(literal: Literal) -> Literal:
    """What Oxigraph gives back."""
    store = pyoxigraph.Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), literal))
    (found,) = store
    assert isinstance(found.object, Literal)
    return found.object


@given(st.decimals(min_value=0, max_value=10**13, places=6))
def test_decimals_come_back_as_they_went_in(value: Decimal) -> None:
    literal = literals.decimal(value)
    assert stored(literal) == literal
    assert Decimal(literal.value) == value


@given(st.tuples(*[st.integers(0, 400)] * 6))
def test_durations_come_back_as_they_went_in(parts: tuple[int, ...]) -> None:
    years, months, days, hours, minutes, seconds = parts
    literal = literals.duration(f"P{years}Y{months}M{days}DT{hours}H{minutes}M{seconds}S")
    assert literal is not None
    assert stored(literal) == literal


@pytest.mark.parametrize("text", ["P", "PT", "3D", "P3WD", "P1.5Y", "", "P-1D"])
def test_not_durations(text: str) -> None:
    assert literals.duration(text) is None


@given(st.text())
def test_words_can_always_be_written(text: str) -> None:
    """A lone surrogate (a byte that a reader could not decode) must not break a whole export."""
    literal = literals.words(text, "zh")
    literal.value.encode("utf-8")
    assert stored(literal) == literal
