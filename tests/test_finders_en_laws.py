"""Laws that every English finder keeps, whatever the text: nothing raises, spans point home, long junk ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.labels_en import labels_en
from ingest.pipeline.amounts_en import find_amounts_en
from ingest.pipeline.citations_en import find_citations_en
from ingest.pipeline.deadlines_en import find_deadlines_en
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.sentences_en import certainty_en, find_conditions_en, is_measure_en, split_sentences_en
from ingest.pipeline.units_en import find_units_en

#: pieces that the finders care about, mixed with anything
PIECES = [
    "RMB 5 million",
    "up to",
    "30%",
    "or more",
    "(inclusive)",
    "between",
    "and",
    "to",
    "for every",
    "per person",
    "a reward of",
    "shall be granted",
    "Rs. 1.25 lakh",
    "three (3)",
    "working days",
    "within",
    "by the end of March",
    "of the following year",
    "4 January 2026",
    "2024-25",
    "every year",
    "(Lead unit:",
    "Bureau of Trade",
    ", ",
    ")",
    ".",
    ";",
    "“",
    "”",
    "only once",
    "in full",
    "half of the",
    "whichever is lower",
    "one third",
    "a quarter",
    "one in",
    "five",
    "3/4",
    "a year and a half",
    "another month",
    "50 cents",
    "c $",
    "euro",
    "per cent",
    "the first of",
    "May",
    "not exceed",
    "[2022] No. 6",
    "Article 5",
    "1.",
    "(i)",
    "No.",
    "ten",
    "one",
    "€",
    "１２",
    "\n",
    "\xa0",
    "²",
    "İ",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_point_home_and_nothing_raises(text: str) -> None:
    units, notes = find_units_en(text)
    spans = [u.span for u in units] + notes
    for amount in find_amounts_en(text):
        assert amount.quote == " ".join(amount.span.of(text).split())
        spans.append(amount.span)
    for deadline in find_deadlines_en(text, year=2024):
        assert deadline.quote == " ".join(deadline.span.of(text).split())
        spans.append(deadline.span)
    spans += [c.span for c in find_citations_en(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_sentences_are_in_order_apart_and_lose_no_word(text: str) -> None:
    spans = split_sentences_en(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(span.of(text) for span in spans)
    assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]
    for span in spans:
        is_measure_en(span.of(text)), certainty_en(span.of(text)), find_conditions_en(span.of(text))


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_every_paragraph_has_a_label_or_none(paragraphs: list[str]) -> None:
    kept = [p for p in paragraphs if p.strip()]
    labels = labels_en(kept)
    assert len(labels) == len(kept)
    assert all(label is None or label.length <= len(p) for label, p in zip(labels, kept, strict=True))


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(lower(text)) == len(text)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_facts(text: str) -> None:
    assert find_amounts_en(text) == find_amounts_en(text)
    assert find_deadlines_en(text, year=2024) == find_deadlines_en(text, year=2024)


JUNK = {
    "digits": "1" * 200_000,
    "commas": "1," * 20_000,
    "brackets": "(" * 100_000,
    "open notes": "(Lead unit: A " * 2_000,
    "sums in one sentence": "RMB 1 million, " * 2_000,
    "shares in one sentence": "5% of the cost and " * 2_000,
    "months": "May 1 " * 5_000,
    "years": "in 2024 and " * 2_000,
    "number words": "one hundred and " * 2_000,
    "halves": "half of a " * 8_000,
    "halves and counts": "at least half of 5 firms " * 2_000,
    "fractions in figures": "1/2 " * 10_000,
    "ratios": "one in five " * 4_000,
    "signs": "$ 5 " * 10_000,
    "lengths": "1 year and " * 4_000,
    "lists of numbers": "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, " * 1_000,
    "days in words": "the first of the second of " * 2_000,
    "capitals": "Bureau of Trade and " * 6_000,
    "quotation marks": '"a ' * 40_000,
    "line ends": "\n" * 100_000,
    "spaces": " " * 200_000,
    "full stops": "No. 1. " * 5_000,
}


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK.keys())
def test_long_junk_ends(text: str) -> None:
    """A finder that is not linear would not come back from these in a lifetime of a test run."""
    amounts = find_amounts_en(text)
    find_deadlines_en(text)
    find_units_en(text)
    find_citations_en(text)
    sentences = split_sentences_en(text)
    assert all(a.span.end <= len(text) for a in amounts)
    assert all(s.end <= len(text) for s in sentences)
