"""English amounts: real-style wordings of many countries, each row with the reason it is there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.pipeline.amounts_en import find_amounts_en


def said(text: str) -> list[str]:
    """The amounts of a text as "value unit comparator role", in order."""
    return [f"{format(a.value.normalize(), 'f')} {a.unit} {a.comparator} {a.role}" for a in find_amounts_en(text)]


MONEY = {
    "code before the number": ("a reward of RMB 50 million", ["50000000 CNY = benefit"]),
    "no space after the code": ("a grant of RM5.5 million", ["5500000 MYR = benefit"]),
    "name behind the number": ("a subsidy of 20 million yuan", ["20000000 CNY = benefit"]),
    "code and name say it once": ("a reward of RMB 0.5 million yuan", ["500000 CNY = benefit"]),
    "lakh, the point is no sentence end": ("a grant of Rs. 1.25 lakhs", ["125000 INR = benefit"]),
    "Indian commas, words in brackets": (
        "The deposit is Rs 25,00,000 (Rupees twenty five lakh only).",
        ["2500000 INR = count"],
    ),
    "figures in brackets again": ("a fee of USD 25 million (US$25,000,000)", ["25000000 USD = count"]),
    "number words": ("a prize of one hundred and twenty-five thousand euros", ["125000 EUR = benefit"]),
    "a half": ("a grant of two and a half million dollars", ["2500000 USD = benefit"]),
    "thin thousands": ("a grant of EUR 15 000", ["15000 EUR = benefit"]),
    "m means million with money only": ("a grant of £1.5m", ["1500000 GBP = benefit"]),
    "Hong Kong is not the United States": ("a grant of HK$100,000", ["100000 HKD = benefit"]),
    "full width": ("a reward of ＲＭＢ５００", ["500 CNY = benefit"]),
    "cents are parts": ("a levy of 20 cents", ["0.2 USD = tax"]),
}

BOUNDS = {
    "at least": ("sales of at least RMB 5 million", ["5000000 CNY >= threshold"]),
    "or more, with inclusive": ("where exports reach USD 1 million (inclusive) or more", ["1000000 USD >= threshold"]),
    "inclusive closes an open bound": (
        "enterprises with more than 50 (inclusive) employees",
        ["50 person >= threshold"],
    ),
    "exclusive opens a closed one": (
        "sales of RMB 10 million or more (exclusive) qualify",
        ["10000000 CNY > threshold"],
    ),
    "negation turns it round": ("The subsidy shall not exceed RMB 80,000.", ["80000 CNY <= cap"]),
    "negation at a distance": ("No enterprise shall receive more than RMB 2 million.", ["2000000 CNY <= cap"]),
    "in no case": ("The grant shall in no case exceed EUR 15,000.", ["15000 EUR <= cap"]),
    "a noun between": ("with a maximum subsidy of RMB 1 million for each firm", ["1000000 CNY <= cap"]),
    "a long subject between": (
        "The ceiling of credit insurance support for a single enterprise will be raised to RMB 1 million.",
        ["1000000 CNY <= cap"],
    ),
    "up to, in a list": (
        "rewards of up to RMB 100,000, RMB 500,000 and RMB 1 million respectively",
        ["100000 CNY <= cap", "500000 CNY <= cap", "1000000 CNY <= cap"],
    ),
    "whichever is less": (
        "75% of the fare or Rs. 1 lakh, whichever is less",
        ["75 % = rate", "100000 INR <= cap"],
    ),
    "one bound for both": (
        "Aid would be limited to 40% of the cost or Rs. 3 lakh whichever is lower.",
        ["40 % <= rate", "300000 INR <= cap"],
    ),
    "a bracket says the same in another unit": (
        "Support is limited to two booths (or 18 square metres).",
        ["2 booth <= cap", "18 square metre <= cap"],
    ),
    "per fair and per year": (
        "The subsidy is not more than EUR 10,000 per fair and EUR 30,000 per year.",
        ["10000 EUR <= cap", "30000 EUR <= cap"],
    ),
}

RANGES = {
    "between": ("sales between US$1 million and US$5 million", ["1000000 USD >= count", "5000000 USD <= count"]),
    "a hyphen, scale shared": ("a grant of RMB 1-2 million", ["1000000 CNY >= benefit", "2000000 CNY <= benefit"]),
    "per cent on both": ("a subsidy of 50%-70% of the cost", ["50 % >= rate", "70 % <= rate"]),
    "marks on both ends": (
        "platforms that serve 20 (inclusive) to 30 (exclusive) firms shall be given a grant",
        ["20 firm >= threshold", "30 firm < threshold"],
    ),
    "not less than, but not more than": (
        "not less than 60 per cent but not more than 80 per cent of the freight shall be reimbursed",
        ["60 % >= rate", "80 % <= rate"],
    ),
    "one or two": ("Details of one or two representatives", ["1 person >= count", "2 person <= count"]),
    "from … to … of a change is no range": (
        "Raise the subsidy ratio from 50% to 80%.",
        ["50 % = rate", "80 % = rate"],
    ),
}

ROLES = {
    "threshold, step, benefit, cap of one offer": (
        "Where exports exceed RMB 20 million, RMB 10,000 shall be granted for every RMB 1 million of the increase,"
        " up to RMB 500,000.",
        ["20000000 CNY > threshold", "10000 CNY = benefit", "1000000 CNY = step", "500000 CNY <= cap"],
    ),
    "a bounded condition on turnover is no cap": (
        "Units with turnover not exceeding Rs. 50 crore are eligible.",
        ["500000000 INR <= threshold"],
    ),
    "a share of a base is a rate whatever its bound": (
        "financial support of no more than 50% of the booth fees shall be granted",
        ["50 % <= rate"],
    ),
    "a share that must be reached is a threshold": (
        "firms whose R&D spending accounts for 3% or more of revenue",
        ["3 % >= threshold"],
    ),
    "tax rate": ("A withholding tax of 15 percent is levied.", ["15 % = tax"]),
    "reduced tax rate": ("The import duty shall be cut from 10% to 5%.", ["10 % = tax", "5 % = tax"]),
    "a credit against duty is no tax rate": ("Duty credit is issued at 5% of the FOB value.", ["5 % = rate"]),
    "tax cut by a share": ("Income tax shall be reduced by 50%.", ["50 % = rate"]),
    "fund": ("A budget of KES 2.5 billion has been set aside.", ["2500000000 KES = fund"]),
    "fund, the word behind a bracket": (
        "The special fund for trade (insurance included) will be increased to RMB 7 million.",
        ["7000000 CNY = fund"],
    ),
    "target": ("Strive for exports to exceed 10 billion yuan.", ["10000000000 CNY > target"]),
    "target with its date behind": ("Create 500,000 new jobs by 2030.", ["500000 job = target"]),
    "target, ensured": ("Ensure that the approval rate is no lower than 87%.", ["87 % >= target"]),
    "fee": ("A fee of Rs. 500 shall be paid.", ["500 INR = count"]),
    "penalty beside duty": ("shall pay the duty and a penalty of KES 500,000", ["500000 KES = count"]),
    "points of per cent": ("an interest subsidy of 3 percentage points", ["3 pp = rate"]),
    "cost in full": ("The premiums of small firms are reimbursed in full.", ["100 % = rate"]),
    "full support for a cost": ("give full support for the booth fees", ["100 % = rate"]),
    "a half": ("Half of the rent shall be subsidised.", ["50 % = rate"]),
    "a third": ("one third of the cost is covered", ["33.33 % = rate"]),
    "only once": ("An enterprise may enjoy the reward only once.", ["1 time <= cap"]),
    "a saving of time": ("The waiting time is cut by 24 hours.", ["24 hour = count"]),
    "ages": ("Applicants must be aged between 18 and 45.", ["18 year >= threshold", "45 year <= threshold"]),
    "an age, inclusive": ("persons under the age of 40 (inclusive)", ["40 year <= threshold"]),
}

COUNTS = {
    "an open set of nouns": ("identify seven pilot corridors with potential", ["7 corridor = count"]),
    "the word in brackets as figures": (
        "serves ten (10) or more enterprises (inclusive)",
        ["10 enterprise >= threshold"],
    ),
    "irregular plural": ("lay off 30 people", ["30 person = count"]),
    "ies": ("in 23 counties", ["23 county = count"]),
    "measure with points": ("a minimum of 6 sq.mtr. of space", ["6 sq.mtr. >= threshold"]),
    "area from two sides": ("a stand of 3x3 sq.m.", ["9 sq.m. = count"]),
    "hyphens": ("a 70,000-square-metre warehouse", ["70000 square metre = count"]),
    "a size is no count": ("three 20-foot containers", ["3 container = count"]),
    "the noun stands before": ("The number of member firms shall reach 1,200.", ["1200 firm = target"]),
    "the noun stands in the part before": (
        "Strive to open five routes in 2025 and at least eight by 2027.",
        ["5 route = target", "8 route >= target"],
    ),
    "per person": ("Only one person is eligible for the allowance.", ["1 person <= cap"]),
    "step of a count": ("For every 10 new jobs, EUR 25,000 is granted.", ["10 job = step", "25000 EUR = benefit"]),
}

NONE = {
    "reference number": "under Circular No. 12/2024 and Hei Zheng Ban Gui [2022] No. 6",
    "articles": "Articles 5, 6 and 7 and Section 12 of Chapter 3",
    "customs codes": "business under the 9610 and 1210 models",
    "rankings": "Fortune Global 500 and Top 100 companies",
    "names with figures": "COVID-19, B2B, 5G, ISO 9001 and RCEP",
    "ordinals": "the 29th meeting, the third phase and the 1st prize",
    "editions and years": "the 2026 Edition, in 2025 and since 2019, for 2024-25",
    "dates": "on 30-08-2001, 4 January 2026 and March 31, 2027",
    "durations": "within three (3) working days and for two years",
    "list labels": "(1) the applicant; (2) the bank",
    "telephone and web": "tel. 0631-5231234, +86 631 523 1234, www.trade2020.gov",
    "idioms": "one-stop services, a one-off reward, one of the firms, on the one hand, one country",
    "numbers in quoted names": 'the “five centers and one platform” programme and the "four autonomies"',
    "named plans": "the Three-Year Action Plan and the Ten Measures",
    "hours of service": "24 hours a day, 7 days a week, from 9:30 to 17:00",
    "compound words": "two-step declaration and four-port interconnection",
}


@pytest.mark.parametrize(
    ("text", "want"),
    [pytest.param(*row, id=name) for group in (MONEY, BOUNDS, RANGES, ROLES, COUNTS) for name, row in group.items()],
)
def test_amounts(text: str, want: list[str]) -> None:
    assert said(text) == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_amounts(text: str) -> None:
    assert said(text) == []


def test_amounts_of_one_offer_share_a_number_and_a_semicolon_parts_offers() -> None:
    found = find_amounts_en(
        "Where sales exceed RMB 5 million, a reward of RMB 10,000 is paid, up to RMB 50,000; where sales exceed RMB 9 million,"
        " a reward of RMB 20,000 is paid."
    )
    assert [a.offer for a in found] == [1, 1, 1, 2, 2]


def test_a_list_of_sums_is_numbered_as_tiers() -> None:
    found = find_amounts_en(
        "The first, second and third prizes are RMB 50,000, RMB 30,000 and RMB 10,000 respectively."
    )
    assert [(int(a.value), a.tier) for a in found] == [(50000, 1), (30000, 2), (10000, 3)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("up to RMB 20,000 per enterprise per year", ("enterprise", "year")),
        ("a stipend of $1,500 a month", ("month",)),
        ("a cap of Rs. 2 crore for each exporter", ("exporter",)),
    ],
)
def test_scope(text: str, want: tuple[str, ...]) -> None:
    assert find_amounts_en(text)[0].per == want


def test_basis_is_in_the_words_of_the_text() -> None:
    (rate,) = find_amounts_en("Reimbursement of 30% of the construction investment, as printed.")
    assert rate.basis == "construction investment"
    assert rate.value == Decimal(30)
