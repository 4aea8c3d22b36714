"""Numbers in English text: digits, words, both together; the law is that what can be written is read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline.numbers_en import find_numbers_en, values


def read(text: str) -> list[str]:
    """The numbers of a text, in order."""
    return [format(number.value.normalize(), "f") for number in find_numbers_en(text)]


ROWS = {
    "hundreds of thousands": ("two hundred and fifty thousand", ["250000"]),
    "and behind a thousand": ("two thousand and two hundred", ["2200"]),
    "a half more": ("one and a half million", ["1500000"]),
    "half of a scale": ("half a million", ["500000"]),
    "a quarter of a scale": ("a quarter of a million", ["250000"]),
    "three quarters of a scale": ("three-quarters of a billion", ["750000000"]),
    "the half behind the scale": ("two million and a half", ["2500000"]),
    "a hundred": ("a hundred", ["100"]),
    "letters": ("2.5 mn, 5bn and 3k", ["2500000", "5000000000", "3000"]),
    "lakh crore": ("1.5 lakh crore", ["1500000000000"]),
    "a mixed number": ("7 3/4 per cent", ["7.75"]),
    "a sign of a fraction": ("2½ years", ["2.5"]),
    "a fraction before its unit": ("3/4 hour", ["0.75"]),
    "an apostrophe parts thousands": ("25'000 francs", ["25000"]),
    "decimals in words": ("two point five", ["2.5"]),
    "and behind a ten, as statutes write": ("twenty and four hours", ["24"]),
    "six and seven are two": ("six and seven, twenty and thirty", ["6", "7", "20", "30"]),
    "a list without spaces": ("10,20 and 30 firms", ["10", "20", "30"]),
    "a letter of another alphabet is no scale": ("5 kč", ["5"]),
}
NONE = {
    "scales without a number": "thousands of firms, hundreds of millions",
    "dates and clocks": "3/4/2024, 12.05.2024 and 9:30",
    "a long address": "see https://x.org/?" + "q=5%20and%2030&" * 40,
    "sections": "section 1.4.2 of [2022]",
    "quarters of a year": "quarters and halves",
}


@pytest.mark.parametrize(("text", "want"), ROWS.values(), ids=ROWS.keys())
def test_numbers(text: str, want: list[str]) -> None:
    assert read(text) == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_numbers(text: str) -> None:
    assert read(text) == []


_NAMES = {int(value): name for name, value in values("unit").items()}
_TENS = {int(value): name for name, value in values("ten").items() if name != "fourty"}


def spelled(n: int, joined: str) -> str:
    """A number below a billion in words, "and" (``joined``) before what is less than a hundred."""
    if n < 20:
        return _NAMES[n]
    if n < 100:
        return _TENS[n - n % 10] + (f"-{_NAMES[n % 10]}" if n % 10 else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            link = f" {joined} " if joined and rest < 100 else " "
            return f"{spelled(n // size, joined)} {name}" + (f"{link}{spelled(rest, joined)}" if rest else "")
    raise AssertionError(n)


@given(st.integers(0, 999_999_999), st.sampled_from(["and", ""]))
def test_what_is_written_in_words_is_read_back(n: int, joined: str) -> None:
    assert [number.value for number in find_numbers_en(spelled(n, joined))] == [Decimal(n)]


@given(st.integers(1_000, 10**12), st.sampled_from([",", "'", " "]))
def test_marks_between_thousands_do_not_count(n: int, mark: str) -> None:
    assert [number.value for number in find_numbers_en(f"{n:,}".replace(",", mark))] == [Decimal(n)]
