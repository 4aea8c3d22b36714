"""English sentences, which of them are measures, and how firmly they commit."""

from __future__ import annotations

import pytest

from ingest.pipeline.sentences_en import certainty_en, find_conditions_en, is_measure_en, split_sentences_en

SENTENCES = {
    "two": ("Rates fall. Fees rise.", ["Rates fall.", "Fees rise."]),
    "a semicolon parts measures": ("Pay A; pay B.", ["Pay A;", "pay B."]),
    "a semicolon in brackets does not": ("Pay (A; B) now. Go.", ["Pay (A; B) now.", "Go."]),
    "inline items are one sentence": (
        "It covers (i) rent; and (ii) freight. Go.",
        ["It covers (i) rent; and (ii) freight.", "Go."],
    ),
    "abbreviations": (
        "See No. 5 of Rs. 3 lakh. The Govt. of X pays.",
        ["See No. 5 of Rs. 3 lakh.", "The Govt. of X pays."],
    ),
    "initials": ("The U.S. market grew. Go.", ["The U.S. market grew.", "Go."]),
    "units with points": ("At least 6 sq.mtr. of space. Go.", ["At least 6 sq.mtr. of space.", "Go."]),
    "etc. before a small letter": ("Fares, rents, etc. are paid. Go.", ["Fares, rents, etc. are paid.", "Go."]),
    "decimals": ("Pay 2.5 million. Go.", ["Pay 2.5 million.", "Go."]),
    "a closing quotation mark": ("Use the “fast lane.” Go.", ["Use the “fast lane.”", "Go."]),
    "the label of an item": ("1. Hold fairs. Go.", ["1. Hold fairs.", "Go."]),
    "lines are paragraphs": ("Firms must:\n• export\nPay now.", ["Firms must:", "• export", "Pay now."]),
}

MEASURES = {
    "a short name in brackets defines nothing": "The fund (hereinafter referred to as the Fund) shall be paid yearly.",
    "an amendment": "The last date is being partially modified.",
    "a substitution": "In para 2, the word “June” is substituted by the word “July”.",
    "an advice with an adverb": "It is therefore advised that the benefit be passed on.",
    "an imperative behind what it is guided by": "Guided by the new plan, build a demonstration zone.",
    "a cancellation": "Cancel the rebate for steel.",
    "another law that applies": "The exemption shall apply to all exporters.",
    "a modal": "A grant shall be paid.",
    "we will": "We will cut fees.",
    "an imperative": "Encourage enterprises to export.",
    "an imperative behind a purpose": "To promote exports, cut fees.",
    "an activity without a verb": "Reimbursement of freight charges.",
    "a prohibition": "No refund will be made.",
    "a limit": "Each firm can apply only once a year",
    "an offer in the present": "Assistance is available to members.",
    "by means of": "Enterprises shall be encouraged to grow by means of e-commerce.",
}
NO_MEASURES = {
    "the scope of the paper": "These Regulations shall apply to firms in the city.",
    "when the paper takes effect": "This Order shall take effect immediately.",
    "a pointer to another text": "See the attachment for the list of products that will be adjusted.",
    "a reference": "Please refer to our circular of 2 May.",
    "a purpose alone": "To enhance exports from small units.",
    "a definition": '"Exporter" means a person who exports goods.',
    "a report": "Exports came under pressure last year.",
    "a paper to hand in": "Copy of the registration certificate.",
    "a requirement without a verb": "Unit having valid registration.",
    "nothing": "…",
}


@pytest.mark.parametrize(("text", "want"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences(text: str, want: list[str]) -> None:
    assert [span.of(text) for span in split_sentences_en(text)] == want


@pytest.mark.parametrize("text", MEASURES.values(), ids=MEASURES.keys())
def test_measures(text: str) -> None:
    assert is_measure_en(text)


@pytest.mark.parametrize("text", NO_MEASURES.values(), ids=NO_MEASURES.keys())
def test_no_measures(text: str) -> None:
    assert not is_measure_en(text)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("A reward of RMB 30,000 shall be granted.", "committed"),
        ("Support shall be given for booth fees.", "unspecified"),
        ("Strive to open a new route.", "strive"),
        ("Explore the establishment of a guarantee fund.", "study"),
        ("Study the granting of subsidies for travel.", "study"),
    ],
)
def test_certainty(text: str, want: str) -> None:
    assert certainty_en(text) == want


def test_conditions_are_quoted_without_the_comma() -> None:
    sentence = "For enterprises that export for the first time, a reward is paid; where sales fall, nothing is paid."
    assert [c.quote for c in find_conditions_en(sentence)] == [
        "For enterprises that export for the first time",
        "where sales fall",
    ]
