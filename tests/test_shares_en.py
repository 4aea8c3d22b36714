"""Percentages, fractions and ratios in English text, each row with the reason it is there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline.amounts_en import find_amounts_en
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.shares_en import PARTS as LOWS
from ingest.pipeline.shares_en import find_shares


def shares(text: str) -> list[str]:
    """The shares of a text as "value unit comparator", in order."""
    found = [a for a in find_amounts_en(text) if a.unit in ("%", "pp", "bp")]
    return [f"{format(a.value.normalize(), 'f')} {a.unit} {a.comparator}" for a in found]


SHARES = {
    "percents": ("one hundred percents", ["100 % ="]),
    "percentage for per cent": ("thirty percentage of the sum", ["30 % ="]),
    "below nothing": ("a growth of minus five percent", ["-5 % ="]),
    "points": ("raised by 0.5 percentage points", ["0.5 pp ="]),
    "basis points": ("50 basis points and 25bp", ["50 bp =", "25 bp ="]),
    "a range in words": ("from five to ten per cent", ["5 % >=", "10 % <="]),
    "a fraction in figures": ("a levy of 3/4%", ["0.75 % ="]),
    "a decimal comma": ("a rate of 2,5%", ["2.5 % ="]),
    "a mixed number": ("interest of 7 3/4 per cent", ["7.75 % ="]),
    "a mixed number in words": ("one and three quarters per cent", ["1.75 % ="]),
    "half a per cent is not a half": ("half a percent of the turnover", ["0.5 % ="]),
    "half of one": ("one half of one per cent", ["0.5 % ="]),
    "a quarter of a point": ("one-quarter of a percentage point", ["0.25 pp ="]),
    "the word of money before it": ("a fall of the yen 5%", ["5 % ="]),
    "百分之 word for word": ("percent of twenty", ["20 % ="]),
}
FRACTIONS = {
    "a bound": ("at least one third of the members", ["33.33 % >="]),
    "an open bound": ("more than two-thirds of the board", ["66.67 % >"]),
    "no more than half": ("no more than half of the cost", ["50 % <="]),
    "alone behind a bound": ("up to one half", ["50 % <="]),
    "by": ("The fee is reduced by one third.", ["33.33 % ="]),
    "by one quarter is no time": ("increased by one quarter", ["25 % ="]),
    "repeated in figures": ("not less than one third (1/3) of the seats", ["33.33 % >="]),
    "a range": ("between one third and one half of the cost", ["33.33 % >=", "50 % <="]),
    "a change": ("raised from one third to one half of the cost", ["33.33 % =", "50 % ="]),
    "eighths": ("five eighths of the land", ["62.5 % ="]),
    "a majority": ("a two-thirds majority", ["66.67 % ="]),
    "one in": ("one in five applicants", ["20 % ="]),
    "out of every": ("one out of every ten firms", ["10 % ="]),
}
NONE = {
    "a third party": "a third party, one third party and third-party funds",
    "parts of years": "the first half of 2026, half of the year, half a year, a quarter of the year and the last quarter",
    "half a unit": "half an hour, half a kilometre, half a dozen",
    "scales": "half a million dollars and three-quarters of a million yuan",
    "prices": "half-price tickets and half-day meetings",
    "papers": "No. 1/2 of 2024, page 1/2, Circular 3/4 and 3/4/2024",
    "one in a place": "one in three cities, one in Beijing, two in one, one in charge",
    "a frequency": "one in every five years",
    "an annex": "Table 1 in 5 copies",
    "a share of a year": "percent of 2019",
}


@pytest.mark.parametrize(
    ("text", "want"), [pytest.param(*row, id=name) for group in (SHARES, FRACTIONS) for name, row in group.items()]
)
def test_shares(text: str, want: list[str]) -> None:
    assert shares(text) == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_shares(text: str) -> None:
    assert shares(text) == []


@given(
    st.sampled_from(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]),
    st.sampled_from([name for name in LOWS if name not in ("half", "hundredth")]),
)
def test_a_fraction_of_something_is_its_hundredfold(top: str, low: str) -> None:
    """Fractions below one are read to two places; what is one or more is no share."""
    tops = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    value = Decimal(tops.index(top) + 1) / LOWS[low]
    found = [d.value for d in find_shares(lower(fold(f"{top}-{low}s of the cost")))]
    assert found == ([(value * 100).quantize(Decimal("0.01")).normalize()] if value < 1 else [])


@given(st.integers(0, 9_999), st.integers(0, 9_999))
def test_a_range_of_per_cent_is_read_alike_however_it_is_printed(low: int, more: int) -> None:
    first, second = Decimal(low) / 100, Decimal(low + more + 1) / 100
    want = [f"{format(first.normalize(), 'f')} % >=", f"{format(second.normalize(), 'f')} % <="]
    for text in (f"{first}-{second}%", f"from {first}% to {second}%", f"between {first} and {second} per cent"):
        assert shares(text) == want
