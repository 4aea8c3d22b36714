"""English editions of municipal notices and circulars of many hands: how they are numbered, headed, signed, and what they say.

Every row is a wording that stands in such papers, with the reason; every rule has a row that it must not touch.
"""

from datetime import date

import pytest

from ingest.headings_en import split_heading_en
from ingest.issuing_place import place_en
from ingest.label_forms_en import label_en
from ingest.model import Document, Notice
from ingest.notice import notice_of
from ingest.official.title_en import forwarded_title_en
from ingest.pipeline.amounts_en import find_amounts_en
from ingest.pipeline.citations_en import find_citations_en
from ingest.pipeline.deadlines_en import find_deadlines_en
from ingest.pipeline.sentences_en import certainty_en, is_measure_en
from ingest.pipeline.units_en import find_units_en
from ingest.validity_en import interpreters_en


def read(*lines: str) -> Notice:
    text = "\n\n".join(lines)
    return notice_of(Document(text=text, source="paper.en.txt", format="text", sha256="0" * 64))


def outline(*lines: str) -> list[tuple[str, str | None]]:
    return [(c.path, c.heading) for c in read(*lines).clauses]


# ---------------------------------------------------------------------------------------------------------------------
# labels and headings

LONG = "Enterprises that rent offices for their own use shall be given a subsidy."


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Ⅳ. Stronger promotion", "4"),  # one sign for the roman number, as Chinese keyboards write it
        ("Ⅻ、Promotion of trade", "12"),
        ("Article 3 (Export credit insurance) The premium …", "3"),  # a heading in brackets behind the number
        ("Article 3(2) applies to firms", None),  # a paragraph that is cited
        ("Article 5 (b) of the Act", None),
        ("A. P. (DIR Series) Circular No. 7", None),  # initials
        ("A. Promotion of trade", "A"),
        ("Policy 1: Firms will be encouraged", "1"),
        ("Policy 1 of the plan is kept", None),
    ],
)
def test_labels(line: str, key: str | None) -> None:
    label = label_en(line)
    assert (label.key if label else None) == key


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("[Project settlement award]: " + LONG, "[Project settlement award]"),  # in brackets, with a colon
        ("(Faster tax refunds) " + LONG, "(Faster tax refunds)"),
        (
            "Establish a reward for “3010” projects. " + LONG,
            "Establish a reward for “3010” projects",
        ),  # a number that is a name
        ("Bonded R&D. " + LONG, "Bonded R&D"),  # no initial
        ("(Lead unit: Bureau of Commerce)", None),  # a note
        ("Support is given to “3010” projects. " + LONG, None),  # a sentence
    ],
)
def test_run_in_headings(text: str, heading: str | None) -> None:
    found = split_heading_en(text)
    assert (text[: found[0]] if found else None) == heading


def test_a_heading_with_a_comma_where_most_clauses_have_one() -> None:
    assert outline(
        "Opinions on trade",
        "1. To encourage new firms, enriching trade. " + LONG,
        "2. To encourage exhibitions. " + LONG,
        "3. To support credit insurance. " + LONG,
    ) == [
        ("1", "To encourage new firms, enriching trade"),
        ("2", "To encourage exhibitions"),
        ("3", "To support credit insurance"),
    ]
    assert split_heading_en("To encourage new firms, enriching trade. " + LONG) is None  # alone it is a sentence


def test_an_excerpt_begins_with_a_later_number() -> None:
    assert outline(
        "Measures of Example City", "IV. Key enterprises", "15. Support loans. " + LONG, "16. Support fairs. " + LONG
    ) == [
        ("4/15", "Support loans"),
        ("4/16", "Support fairs"),
    ]
    # one number alone opens nothing
    assert [
        c.path for c in read("Measures of Example City", "15. Firms are supported.", "Fairs are paid for.").clauses
    ] == ["1", "2"]


def test_sections_and_clauses_numbered_alike() -> None:
    assert outline(
        "Measures of Example City",
        "1. Opening up",
        "1. Opening more sectors. " + LONG,
        "2. Using the funds. " + LONG,
        "2. Promoting investment",
        "3. Improving the network. " + LONG,
    ) == [("1/1", "Opening more sectors"), ("1/2", "Using the funds"), ("2/3", "Improving the network")]


def test_the_first_item_of_a_list_behind_the_label_of_its_article() -> None:
    assert outline(
        "Measures of Example Zone",
        "Article 1 [Purpose] These Measures are formulated to promote trade in the zone.",
        "Article 2 [E-commerce] (1) Firms shall be paid.",
        "(2) Platforms shall be paid, too.",
        "Article 3 [Term] (1) is kept as it stands in the law of the land.",
    ) == [("1", "[Purpose]"), ("2/1", None), ("2/2", None), ("3", None)]


def test_the_text_under_the_last_heading_stays_and_what_closes_behind_it_goes() -> None:
    notice = read(
        "Policies on trade",
        "Article I. Support exhibitions",
        LONG,
        "Article II. Supplementary",
        "Firms shall apply before June 30.",
        "These Policies are valid for 2 years from the date of issuance.",
    )
    assert [(c.path, c.heading, c.text) for c in notice.clauses][1:] == [
        ("2", "Supplementary", "Firms shall apply before June 30.")
    ]
    assert notice.valid_for is not None and notice.valid_for.value == "P2Y"


# ---------------------------------------------------------------------------------------------------------------------
# the frame

LETTER = (
    "Circular No: 07/2021",
    "19 July 2021",
    "To: All Traders and Declaring Agents",
    "CHANGES TO THE FEES UNDER THE WAREHOUSE SCHEME",
    "Dear Sir/Madam",
    "1. The fee will be S$2,500 per annum.",
    "2. Licensees shall lodge a guarantee.",
    "Yours faithfully",
    "LIM AH KOW",
    "for DIRECTOR-GENERAL",
    "EXAMPLE CUSTOMS",
)


def test_the_title_of_a_letter_above_the_salutation() -> None:
    notice = read(*LETTER)
    assert notice.title is not None and notice.title.value == "CHANGES TO THE FEES UNDER THE WAREHOUSE SCHEME"
    assert [a.value for a in notice.addressees] == ["All Traders and Declaring Agents"]
    assert [i.value for i in notice.issuers] == ["EXAMPLE CUSTOMS"]
    assert [c.path for c in notice.clauses] == ["1", "2"]
    assert notice.clauses[1].measures[-1].text == "Licensees shall lodge a guarantee."


def test_who_promulgates_below_a_title_and_a_place_from_the_name_of_a_service() -> None:
    notice = read(
        "Measures for Trade in Services",
        "Promulgated by: Example Municipal Bureau of Commerce",
        "Date: March 15, 2024",
        "1. Firms shall apply.",
        "2. Fees are waived.",
    )
    assert [i.value for i in notice.issuers] == ["Example Municipal Bureau of Commerce"]
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 3, 15)
    assert place_en(["Kenya Revenue Authority"]) == ("Kenya", 0)
    assert place_en(["General Administration of Customs"]) is None
    assert place_en(["Bureau of Customs"]) is None


def test_names_below_the_number_with_an_office_between() -> None:
    notice = read(
        "Circular No. 31/2018-Customs",
        "Government of Sundaria",
        "Ministry of Finance",
        "(Central Board of Customs)",
        "*****",
        "Room No. 227 B, North Block",
        "Port Azure, dated the 5th September, 2018",
        "To,",
        "All Commissioners of Customs",
        "Madam / Sir,",
        "Subject: – Clearance at night – regarding",
        "Reference is invited to Circular No. 19/2014 on the subject cited above, and to A. P. (DIR Series) "
        "Circular No. 12 of the Bank.",
        "2. Clearance shall be given at night.",
    )
    assert [i.value for i in notice.issuers] == [
        "Government of Sundaria",
        "Ministry of Finance",
        "Central Board of Customs",
    ]
    assert notice.title is not None and notice.title.value == "Clearance at night"
    assert notice.issued_on is not None and notice.issued_on.value == date(2018, 9, 5)
    assert [c.document_number for c in notice.cites] == ["Circular No. 19/2014", "A. P. (DIR Series) Circular No. 12"]


def test_an_act_of_a_union() -> None:
    notice = read(
        "COMMISSION REGULATION (EU) 2022/664",
        "of 21 April 2022",
        "opening tariff quotas for certain products",
        "THE EUROPEAN COMMISSION,",
        "Having regard to the Treaty,",
        "Whereas:",
        "(1) Production covers less than 60 % of demand.",
        "HAS ADOPTED THIS REGULATION:",
        "Article 1",
        "A quota of 15 000 tonnes shall be opened.",
        "Article 2",
        "This Regulation shall enter into force on the day following its publication.",
        "It shall apply from 1 July 2022.",
        "For the Commission",
        "The President",
    )
    assert [i.value for i in notice.issuers] == ["EUROPEAN COMMISSION"]
    assert notice.addressees == ()
    assert notice.valid_from is not None and notice.valid_from.value == date(2022, 7, 1)
    assert [c.path for c in notice.clauses] == ["1", "2"]


@pytest.mark.parametrize(
    ("title", "forwarded"),
    [
        ("Notice on Issuing the Measures for Steady Trade", "Measures for Steady Trade"),
        ("Circular on the Issuance of the Scheme for Fairs", "Scheme for Fairs"),
        ("Guidelines on the Issuance of Proof of Origin", None),  # what is issued is no paper
    ],
)
def test_what_a_notice_forwards(title: str, forwarded: str | None) -> None:
    assert forwarded_title_en(title) == forwarded


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "the Opinions of the State Council on Steady Trade (No. 23 [2019] of the State Council).",
            ["No. 23 [2019] of the State Council"],
        ),
        ("the Opinions of the Council on Trade and Growth (SC G [2019] No. 23), put", ["SC G [2019] No. 23"]),
        (
            'the "Reply of the State Council on Approving Zones in 33 Cities including Langfang" '
            "(Official Letter of the State Council [2022] No. 126)",
            ["Official Letter of the State Council [2022] No. 126"],
        ),
        (
            "the Notice of the City on issuing the Opinions on Trade (Dong Fu [2024] No. 1), these",
            ["Dong Fu [2024] No. 1"],
        ),
        (
            "the Guiding Opinions of the Council on Speeding up the Service Industry (Guo Fa [2014] No 26)",
            ["Guo Fa [2014] No 26"],
        ),
        ("a circular on trade was read", []),
    ],
)
def test_numbers_of_cited_papers(text: str, cited: list[str]) -> None:
    assert [c.document_number for c in find_citations_en(text)] == cited


def test_who_reserves_the_right_of_interpretation() -> None:
    said = "The municipal investment promotion department reserves the right of interpretation."
    assert [name for name, _, _ in interpreters_en(said)] == ["municipal investment promotion department"]
    assert interpreters_en("The department reserves the right to inspect.") == []


def test_the_year_of_a_paper_is_not_that_of_a_statute_or_of_a_financial_year() -> None:
    notice = read(
        "RBI/2019-20/206",
        "April 01, 2020",
        "To, All Banks",
        "Madam / Sir,",
        "Export of Goods",
        "1. Banks shall act.",
        "2. So be it.",
    )
    assert notice.year is not None and notice.year.value == 2020


# ---------------------------------------------------------------------------------------------------------------------
# amounts

Amounts = list[tuple[str, str, str, str]]


def amounts(text: str) -> Amounts:
    return [(str(a.value), a.unit, a.comparator, a.role) for a in find_amounts_en(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # a list of sums behind a condition, then a list of rewards
        (
            "Enterprises whose exports reach US$50 million, US$100 million and US$500 million shall be rewarded RMB 200,000, "
            "RMB 500,000 and RMB 1 million respectively.",
            [
                ("50000000", "USD", "=", "threshold"),
                ("100000000", "USD", "=", "threshold"),
                ("500000000", "USD", "=", "threshold"),
                ("200000", "CNY", "=", "benefit"),
                ("500000", "CNY", "=", "benefit"),
                ("1000000", "CNY", "=", "benefit"),
            ],
        ),
        # two of them, with a verb behind the second: the second is what is paid
        (
            "Where sales exceed RMB 5 million, RMB 10,000 is granted.",
            [("5000000", "CNY", ">", "threshold"), ("10000", "CNY", "=", "benefit")],
        ),
        (
            "Where sales reach RMB 5 million, and RMB 10,000 is granted.",
            [("5000000", "CNY", "=", "threshold"), ("10000", "CNY", "=", "benefit")],
        ),
        # an offer goes on behind a semicolon without its words
        (
            "For a Class I drug, a reward of RMB 20 million is given; for a Class II drug, RMB 10 million.",
            [("20000000", "CNY", "=", "benefit"), ("10000000", "CNY", "=", "benefit")],
        ),
        (
            "A reward of 1% of the capital is given for projects of US$10 million; for those of US$50 million or above, at 1.5%.",
            [
                ("1", "%", "=", "rate"),
                ("10000000", "USD", "=", "benefit"),
                ("50000000", "USD", ">=", "threshold"),
                ("1.5", "%", "=", "rate"),
            ],
        ),
        # a rate that is raised is a rate, a target is what is to be reached
        ("The subsidy ratio shall be raised to 100%.", [("100", "%", "=", "rate")]),
        ("The share of exports shall be raised to 30% by 2027.", [("30", "%", "=", "target")]),
        # a ceiling that moves: both ends are ceilings
        (
            "The funding ceiling per enterprise has been increased from HK$800,000 to HK$1,000,000.",
            [("800000", "HKD", "<=", "cap"), ("1000000", "HKD", "<=", "cap")],
        ),
        # revised from … to …: no range
        (
            "The fee will be revised from S$1,500 to S$2,500.",
            [("1500", "SGD", "=", "count"), ("2500", "SGD", "=", "count")],
        ),
        # the bound of the first of two that are compared holds for the second
        (
            "A guarantee of not less than S$50,000 or 30% of the duty payable on the goods stored, whichever is higher.",
            [("50000", "SGD", ">=", "threshold"), ("30", "%", ">=", "threshold")],
        ),
        # total funding of one enterprise is capped; funding as such is a fund
        (
            "The total funding for a single enterprise in the same year shall not exceed RMB 50 million.",
            [("50000000", "CNY", "<=", "cap")],
        ),
        ("The total funding shall be RMB 50 million.", [("50000000", "CNY", "=", "fund")]),
        # "more than one" is several
        ("Where the same matter is eligible for more than one policy, the higher applies.", []),
        ("A project with 30 or more staff is eligible.", [("30", "person", ">=", "threshold")]),
        # "is" before a number is no code of a standard, IS is
        ("The area is 3,000 square meters or more.", [("3000", "square meter", ">=", "threshold")]),
        ("Goods shall conform to IS 1234 standards.", []),
        # the words for each unit stand between the sum and its bound
        (
            "Projects with an investment of 2 million yuan per mu or more shall be rewarded.",
            [("2000000", "CNY", ">=", "threshold")],
        ),
        # a negation ends where a clause begins that says who is meant
        ("No support shall be given to those with less than RMB 50,000.", [("50000", "CNY", "<", "threshold")]),
        ("No enterprise shall receive more than RMB 5 million.", [("5000000", "CNY", "<=", "cap")]),
        # what is to be built is a target, ranges too
        ("We will develop 3-5 industry belts.", [("3", "belt", ">=", "target"), ("5", "belt", "<=", "target")]),
        ("More than two parks shall be completed this year.", [("2", "park", ">", "target")]),
        ("Parks with more than 20 enterprises shall be rewarded.", [("20", "enterprise", ">", "threshold")]),
        # a number whose noun stands far before it
        (
            "By 2025, the number of overseas promotion offices shall be increased to more than 20.",
            [("20", "office", ">", "target")],
        ),
        # the second share of a list is what the first is
        (
            "A levy shall be charged at the rate of 17.5% on clinker and 10% on paper.",
            [("17.5", "%", "=", "tax"), ("10", "%", "=", "tax")],
        ),
        # growth says which firms are meant, or is the aim
        ("Enterprises whose sales grow by more than 20% shall be rewarded.", [("20", "%", ">", "threshold")]),
        ("Exports will grow by more than 20%.", [("20", "%", ">", "target")]),
        # a second bound in the same breath
        (
            "Support shall not exceed 30% of the total investment of the project and shall not exceed RMB 5 million.",
            [("30", "%", "<=", "rate"), ("5000000", "CNY", "<=", "cap")],
        ),
        # what somebody pays is no aim, though it will increase
        (
            "The charge for a declaration will increase from AUD 152 to AUD 192.",
            [("152", "AUD", "=", "count"), ("192", "AUD", "=", "count")],
        ),
        # a value that decides who is meant
        (
            "Where the value of a single parcel does not exceed RMB 5,000, simplified declaration may apply.",
            [("5000", "CNY", "<=", "threshold")],
        ),
        (
            "The maximum for a single enterprise can reach 100,000 yuan.",
            [("100000", "CNY", "<=", "cap")],
        ),
        # a scale of funds that are paid for, and the scale of a fund
        (
            "Funds with a scale of not less than RMB 100 million shall be given a reward of 3%.",
            [("100000000", "CNY", ">=", "threshold"), ("3", "%", "=", "rate")],
        ),
        ("A fund of RMB 100 million shall be set up.", [("100000000", "CNY", "=", "fund")]),
        # a difference from a rate is no negative number
        ("The rate shall be the LPR minus 20 basis points.", [("20", "bp", "=", "rate")]),
        # the bound says in brackets whether it is meant too
        ("Projects of more than US$10 million (including US$10 million).", [("10000000", "USD", ">=", "threshold")]),
        ("Projects of more than US$10 million (excluding US$10 million).", [("10000000", "USD", ">", "threshold")]),
        # a new case has its own bound
        (
            "A fee of Rs. 5,000 shall be levied where the shortfall is up to Rs. 2 crore, and Rs. 10,000 where it "
            "exceeds Rs. 2 crore.",
            [
                ("5000", "INR", "=", "count"),
                ("20000000", "INR", "<=", "threshold"),
                ("10000", "INR", "=", "count"),
                ("20000000", "INR", ">", "threshold"),
            ],
        ),
        (
            "Banks are guided to increase foreign trade loans by not less than RMB 20 billion.",
            [("20000000000", "CNY", ">=", "target")],
        ),
        ("If it operates for three years, RMB 500,000 will be added.", [("500000", "CNY", "=", "benefit")]),
        # shares of what is covered are targets; a condition where it says who is meant
        ("Declaration shall cover more than 99% of enterprises.", [("99", "%", ">", "target")]),
        # what a budget sets aside is a fund under any bound
        (
            "The municipal finance shall arrange no less than RMB 50 million each year.",
            [("50000000", "CNY", ">=", "fund")],
        ),
        # who pays which part
        (
            "The funds shall be shared between the city (60%) and the zone (40%).",
            [("60", "%", "=", "rate"), ("40", "%", "=", "rate")],
        ),
        # 减半
        ("Registration costs shall be subsidized by half.", [("50", "%", "=", "rate")]),
        ("Costs shall be cut in the first half of 2026.", []),
        # a penalty is no rate of tax
        ("He shall pay a penalty of 5% of the duty.", [("5", "%", "=", "rate")]),
        # the name of a product
        ("Loans under the 90 per cent Guarantee Product are available.", []),
        ("A 90 per cent guarantee is available.", [("90", "%", "=", "count")]),
        # what a share is of stays a rate under any bound
        ("Of the fund, of which no less than 30% shall be used for young talents.", [("30", "%", ">=", "rate")]),
        ("An application shall not exceed 10% of the quantity available.", [("10", "%", "<=", "rate")]),
        # "besides" begins no noun
        (
            "It was opened at the 19 sea ports besides 17 air cargo complexes.",
            [("19", "port", "=", "count"), ("17", "complex", "=", "count")],
        ),
    ],
)
def test_amounts(text: str, want: Amounts) -> None:
    assert amounts(text) == want


# ---------------------------------------------------------------------------------------------------------------------
# deadlines


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("for exports made up to or on July 31, 2020", [("by", "2020-07-31")]),
        ("The sum shall not exceed RMB 1 million in any one year.", []),  # says which sums are added up
        ("the sum received by one enterprise in one year", []),
        ("It shall be completed in one year.", [("within", "P1Y")]),
        ("60, 40 and 20 yuan if they settle in 2021, 2022 and 2023", [("in", "2021"), ("in", "2022"), ("in", "2023")]),
        ("The deadline for application is June 30, 2024.", [("by", "2024-06-30")]),
        ("It is extended to December 31, 2027.", [("by", "2027-12-31")]),
        ("from the date of application to December 31, 2025", [("by", "2025-12-31")]),
        ("The rate is the one-year LPR.", []),  # the name of a rate
        ("Apply in July 2021.", [("in", "2021-07")]),
        ("Applications open by July 2021.", [("by", "2021-07")]),
        ("It takes effect from the date of issuance.", []),  # an event: no day is named
    ],
)
def test_deadlines(text: str, want: list[tuple[str, str]]) -> None:
    assert [(d.kind, d.value) for d in find_deadlines_en(text, issued=date(2021, 5, 1)) if d.value] == want


# ---------------------------------------------------------------------------------------------------------------------
# units


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # who says what a paper means does not carry it out
        ("The Municipal Bureau of Commerce is responsible for the interpretation of these Measures.", []),
        (
            "The Municipal Bureau of Commerce is responsible for the review.",
            [("responsible", "Municipal Bureau of Commerce")],
        ),
        # bodies behind a semicolon
        (
            "Support parks. (Provincial Department of Commerce, Provincial Department of Finance; "
            "with specific implementation by the "
            "people's governments of all cities and prefectures)",
            [
                ("responsible", "Provincial Department of Commerce"),
                ("responsible", "Provincial Department of Finance"),
                ("responsible", "people's governments of all cities and prefectures"),
            ],
        ),
        # one group of governments
        (
            "Build parks. (Responsible units: Municipal Bureau of Commerce, all county and district people's governments)",
            [
                ("responsible", "Municipal Bureau of Commerce"),
                ("responsible", "all county and district people's governments"),
            ],
        ),
        # a short name in brackets is no part of the name
        (
            "The Authority of Example Zone (hereinafter referred to as the Authority) is responsible for the fund.",
            [("responsible", "Authority of Example Zone")],
        ),
        (
            "The Development and Reform Bureau of the district shall accept applications.",
            [("responsible", "Development and Reform Bureau of the district")],
        ),
        (
            "The municipal-level authorities shall award intermediaries.",
            [("responsible", "municipal-level authorities")],
        ),
        ("Enterprises of the district shall apply.", []),
        (
            "Use data. (Led by the Ministry of Commerce, with the Ministry of Finance participating in accordance with "
            "their division of responsibilities)",
            [("lead", "Ministry of Commerce"), ("follow_up", "Ministry of Finance")],
        ),
        (
            "Hold fairs. (Lead: Municipal Bureau of Commerce; Cooperation: Municipal Finance Bureau, CCPIT Example)",
            [
                ("lead", "Municipal Bureau of Commerce"),
                ("follow_up", "Municipal Finance Bureau"),
                ("follow_up", "CCPIT Example"),
            ],
        ),
    ],
)
def test_units(text: str, want: list[tuple[str, str]]) -> None:
    assert [(u.role, u.name) for u in find_units_en(text)[0]] == want


# ---------------------------------------------------------------------------------------------------------------------
# measures


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        # what the first article of a Chinese paper does (为…制定本办法 counts in Chinese, too)
        ("In order to steady trade, these Measures are formulated in light of the actual conditions.", True),
        ("The Municipal Bureau of Commerce is responsible for the interpretation of these Measures.", False),
        ("They shall be interpreted by the Bureau of Commerce.", False),
        ("It shall apply from 1 July 2022.", False),
        ("The Policies shall be effective from October 1, 2023.", False),
        ("The policies shall be implemented by all districts.", True),
        ("Should you have any queries, please contact the Unit.", False),
        ("The maximum amount of grant for each application is HK$100,000.", True),
        ("The area is HK$ rated.", False),
        ("The fee has been reduced from 3.5% to 2.5% of the customs value.", True),
        ("Exports have been reduced by the epidemic.", False),
        ("By 2025, add five new public overseas warehouses.", True),
        ("By 2025, five warehouses had been added.", False),
        ("To apply for a licence you must be registered for VAT.", True),
        ("To encourage exports that may grow.", False),
        ("In 2025, the city plans to organize 100 groups.", True),
        ("The funds are jointly borne by the city and the counties.", True),
        ("of 20,000 square meters and above, CNY 600,000.", True),  # an offer goes on behind a semicolon
        ("Industrial enterprises with an investment of at least RMB 10 million.", False),  # a requirement
        ("The Bureau is in charge of interpretation.", False),
        ("The purpose of this notice is to advise of changes to charges.", False),
        ("It has, therefore, been decided to extend the period.", True),
    ],
)
def test_measures(text: str, measure: bool) -> None:
    assert is_measure_en(text) is measure


@pytest.mark.parametrize(
    ("text", "want"),
    [
        # 支持企业开展… promises no payment, 给予支持 does
        ("We will support enterprises in building overseas warehouses.", "committed"),
        ("Support shall be provided for the booth fees.", "unspecified"),
        ("Provide support for the booth fees according to the corresponding standards.", "unspecified"),
        ("Provide support of RMB 10,000 for each booth.", "committed"),
        # 开拓市场 is no study
        ("Support firms in exploring overseas markets.", "committed"),
        ("Explore the granting of insurance.", "study"),
        ("On the basis of booth fees, study the granting of subsidies for travel.", "study"),
    ],
)
def test_certainty(text: str, want: str) -> None:
    assert certainty_en(text) == want
