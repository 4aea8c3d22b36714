"""Money in English text: currencies before and behind the number, parts of a whole, and words that only look like money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon_en import table
from ingest.pipeline.amounts_en import find_amounts_en


def money(text: str) -> list[str]:
    """The sums of a text as "value currency comparator", in order."""
    found = [a for a in find_amounts_en(text) if len(a.unit) == 3 and a.unit.isupper()]
    return [f"{format(a.value.normalize(), 'f')} {a.unit} {a.comparator}" for a in found]


SUMS = {
    "a code in small letters": ("a grant of 20 usd", ["20 USD ="]),
    "codes turn by turn": ("10 RMB 20 USD", ["10 CNY =", "20 USD ="]),
    "a space inside a sign, as tokenisers print it": ("up to hk $ 10.05 billion", ["10050000000 HKD <="]),
    "Canadian, letter apart": ("about c $ 16.4 million", ["16400000 CAD ="]),
    "an adjective behind": ("a fee of 42 Kuwaiti dinars", ["42 KWD ="]),
    "pounds of other countries": ("42 Lebanese pounds and 42 Egyptian pounds", ["42 LBP =", "42 EGP ="]),
    "the name before the number": ("Malaysian ringgit 4,200", ["4200 MYR ="]),
    "the code behind, close": ("a fee of 42RM", ["42 MYR ="]),
    "signs behind": ("a fee of 100₾ or 100 ₡", ["100 GEL =", "100 CRC ="]),
    "a currency no longer in use": ("420 million Finnish markka", ["420000000 FIM ="]),
    "a list with signs behind": ("notes of 5 €, 10 € and 20 €", ["5 EUR =", "10 EUR =", "20 EUR ="]),
    "two sums side by side": ("$ 20,000.00 $ 37,305.97", ["20000 USD =", "37305.97 USD ="]),
    "T is a trillion behind a sign, the full stop ends the sentence": ("GDP is $2.174T.", ["2174000000000 USD ="]),
    "a quarter of a million": ("a quarter of a million dollars", ["250000 USD ="]),
    "quarter million": ("a fund of three quarters billion US dollars", ["750000000 USD ="]),
    "half of the scale, not of one": ("two million and a half yuan", ["2500000 CNY ="]),
    "an apostrophe parts thousands in Switzerland": ("CHF 1'000 and 25'000 francs", ["1000 CHF =", "25000 CHF ="]),
    "hyphens": ("a 12-cent levy", ["0.12 USD ="]),
    "a decimal comma": ("EUR 1,5 million and 22,90 €", ["1500000 EUR =", "22.9 EUR ="]),
    "points between thousands, a comma before cents": ("a fee of €1.234,56", ["1234.56 EUR ="]),
    "points between thousands only": ("a grant of EUR 20.000", ["20000 EUR ="]),
    "a price of fuel": ("€1.759 per litre", ["1.759 EUR ="]),
    "the point of dollars is one of decimals": ("a price of $20.125", ["20.125 USD ="]),
}
PARTS = {
    "cents behind dollars": ("3 dollars 50 cents", ["3.5 USD ="]),
    "and between": ("thirteen dollars and forty-five cents", ["13.45 USD ="]),
    "the name left out, all in words": ("It costs thirteen dollars forty-five.", ["13.45 USD ="]),
    "cents of another dollar": ("HK$ 5 and 50 cents", ["5.5 HKD ="]),
    "a sign between": ("a fee of 10 $ 30 cents", ["10.3 USD ="]),
    "paise": ("Rs. 20 and 50 paise", ["20.5 INR ="]),
    "paise alone behind the sign of rupees": ("Rs. 50 paise", ["0.5 INR ="]),
    "pence in short": ("£5 10p", ["5.1 GBP ="]),
    "a letter for cents": ("20 ringgit and 43c", ["20.43 MYR ="]),
    "a dollar and": ("above a dollar and 42 cents", ["1.42 USD >"]),
    "jiao": ("5 yuan 5 jiao", ["5.5 CNY ="]),
    "no part of millions": ("5 million dollars and 50 cents a unit", ["5000000 USD =", "0.5 USD ="]),
    "cents are no part of yen": ("500 yen and 20 cents", ["500 JPY =", "0.2 USD ="]),
    "what follows is counted": ("thirteen dollars forty-five firms", ["13 USD ="]),
}
RANGES = {
    "the code twice, a hyphen between": ("RMB 5 million-RMB 10 million", ["5000000 CNY >=", "10000000 CNY <="]),
    "points between thousands on both ends": ("€ 10.000-20.000", ["10000 EUR >=", "20000 EUR <="]),
    "m is a million on both ends": ("grants of €5-10m", ["5000000 EUR >=", "10000000 EUR <="]),
    "to less than": ("RMB 5 million to less than RMB 10 million", ["5000000 CNY >=", "10000000 CNY <"]),
    "more or equal than": ("higher or equal than RMB 100, lower or equal than RMB 300", ["100 CNY >=", "300 CNY <="]),
    "signs parted by a space": ("sums < = 100 yuan", ["100 CNY <="]),
    "and less or equal than is no bound of the first": (
        "larger than RMB 20 and less or equal than RMB 35",
        ["20 CNY >", "35 CNY <="],
    ),
}
NONE = {
    "no number, no bound": "thousands of dollars, tens of millions of yuan, several million dollars and a few hundred euros",
    "won is a verb": "12 won national prizes and 120 won the first prize",
    "pounds that weigh": "five pounds of flour",
    "real is an adjective": "5 real estate firms",
    "codes that are words": "TOP 500, ALL 50 STATES, COP 28, SDG 5, the 17 SDG targets and the World CUP 2026",
    "a reply, a plug, a law": "Re: 5 requests, RS232, 48 C.F.R. 12",
    "codes of other things": "CVE-2022-29187, CRC-32, SDG-5 and NIS 2",
    "a standard of exhaust gas": "Euro 6 vehicles and Euro 5 emission standards",
    "a letter in a list": "Form R 5 and Rule S 3",
    "names without a number": "the pound sterling, yen-denominated bonds and the euro area",
    "marks": "100 marks in the examination",
    "lone letters": "5 c, 5 p and 10p",
}


@pytest.mark.parametrize(
    ("text", "want"),
    [pytest.param(*row, id=name) for group in (SUMS, PARTS, RANGES) for name, row in group.items()],
)
def test_money(text: str, want: list[str]) -> None:
    assert money(text) == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_money(text: str) -> None:
    assert money(text) == []


def test_figures_and_words_are_no_list() -> None:
    assert money("It costs HK$100 and fifty.") == ["100 HKD ="]


def test_a_second_number_with_a_verb_of_its_own_is_no_sum() -> None:
    assert money("The cost is $4.25 and 32 is the number of copies.") == ["4.25 USD ="]


def _forms(column: int) -> list[tuple[str, str, Decimal]]:
    """Each form of the table that no earlier row has, with its code and the part of the whole it names."""
    seen: dict[str, tuple[str, str, Decimal]] = {}
    for row in table("currencies_en", 4):
        for form in filter(None, row[column].split("|")):
            form = form.removeprefix("~")
            seen.setdefault(form.casefold(), (form, row[0], Decimal(row[3] or 1)))
    return list(seen.values())


@pytest.mark.parametrize(("form", "code", "part"), _forms(1))
def test_every_form_before_a_number_is_read(form: str, code: str, part: Decimal) -> None:
    sum_, value = ("1", "1") if form in ("Re", "Re.") else ("5,200", "5200")  # Re. 1 is the singular of Rs. 2
    assert money(f"a fee of {form} {sum_} is paid") == [f"{value} {code} ="]


@pytest.mark.parametrize(("form", "code", "part"), _forms(2))
def test_every_form_behind_a_number_is_read(form: str, code: str, part: Decimal) -> None:
    assert money(f"a fee of 5,200 {form} is paid") == [f"{format((5200 * part).normalize(), 'f')} {code} ="]


@given(st.integers(1, 999), st.integers(1, 99))
def test_cents_are_added_to_their_whole(whole: int, cents: int) -> None:
    assert money(f"{whole} dollars and {cents} cents") == money(f"${whole}.{cents:02d}")


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["million", "thousand", "bn", "crore"]))
def test_a_range_shares_its_scale(low: int, more: int, scale: str) -> None:
    high = low + more
    assert money(f"RMB {low}-{high} {scale}") == money(f"from RMB {low} {scale} to RMB {high} {scale}")
