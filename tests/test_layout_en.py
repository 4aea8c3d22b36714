"""Wrapped English text: the lines of a paragraph come together again, whatever the measure."""

from __future__ import annotations

import re
import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.layout import read_layout
from ingest.layout_en import measure_en, opens_paragraph_en
from ingest.model import Document

PARAGRAPHS = [
    "Guidelines for the Market Access Grant",
    "1. The grant assists small and medium firms which prepare for fairs in markets new to them, and it pays for stands.",
    "2. Claims must be filed within 60 days from the last day of the fair; the office decides on them within thirty (30) days.",
    "(a) Firms shall enclose the bills of the fair, the tickets of the staff and the certificate of the bank that paid them.",
    "(b) The office may ask for further papers.",
    "Responsible units: Department of Trade; Department of Finance",
]


def paragraphs(text: str) -> list[str]:
    reading = read_layout(Document(text=text, source="a.en.txt", format="text", sha256="0" * 64))
    return [span.of(reading.text) for span in reading.paragraphs]


@pytest.mark.parametrize("width", [48, 60, 72, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
def test_wrapped_text(width: int, between: str) -> None:
    assert paragraphs(between.join(textwrap.fill(p, width) for p in PARAGRAPHS)) == PARAGRAPHS


def test_text_that_is_not_wrapped_keeps_its_lines() -> None:
    assert paragraphs("\n".join(PARAGRAPHS)) == PARAGRAPHS
    assert measure_en(PARAGRAPHS, [0] * len(PARAGRAPHS)) is None


def test_a_number_that_the_wrap_put_first_is_no_label() -> None:
    assert not opens_paragraph_en("is decided within thirty", "(30) days", gap=0, so_far=90, label=True, measure=26)
    assert opens_paragraph_en("the bills, and", "(b) the tickets", gap=0, so_far=90, label=True, measure=26)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abc .:\n1(•", max_size=30), max_size=12).map("\n".join))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    # a page number between the lines is the one thing that goes
    text = "\n".join(line for line in text.split("\n") if not re.fullmatch(r"\s*•\s*1{1,4}\s*•\s*", line))
    kept = "".join("".join(paragraphs("The office pays. " + text)).split())
    assert kept == "".join(("The office pays. " + text).split())
    lines = [line for line in text.split("\n") if line.strip()]
    assert all(
        opens_paragraph_en(a, b, gap=0, so_far=9, label=False, measure=20.0) in (True, False)
        for a, b in pairwise(lines)
    )
