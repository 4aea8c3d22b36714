"""English papers end to end: a circular, guidelines, regulations, a web page and a policy that a notice forwards."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.headings_en import split_heading_en
from ingest.label_forms_en import label_en, roman
from ingest.labels_en import labels_en
from ingest.model import Document, Notice
from ingest.notice import notice_of


def read(text: str) -> Notice:
    return notice_of(Document(text=text, source="paper.en.txt", format="text", sha256="0" * 64))


CIRCULAR = """\
Government of Sundaria

Ministry of Finance

Circular No. 05/2023-Customs

Port Azure, the 21st February, 2023

To,

All Commissioners of Customs; all Directors General

Subject: Roll-out of the electronic bond – reg.

Sir/Madam,

1. Reference is invited to Notification No. 36/2019-Customs on the above subject.

2. It has been decided as follows:

(a) Exporters shall file bonds electronically.

(b) The guarantee shall not exceed 15% of the duty foregone:

(i) for authorised operators, 5%.

(ii) for new importers, 10%.

(c) Bonds shall be cancelled within thirty (30) days.

3. The Directorate of Systems shall be responsible for the portal.

Yours faithfully,

(A. B. Example)
"""


def test_circular() -> None:
    notice = read(CIRCULAR)
    assert notice.title is not None and notice.title.value == "Roll-out of the electronic bond"
    assert notice.document_number is not None and notice.document_number.value == "Circular No. 05/2023-Customs"
    assert [i.value for i in notice.issuers] == ["Government of Sundaria", "Ministry of Finance"]
    assert [a.value for a in notice.addressees] == ["All Commissioners of Customs", "all Directors General"]
    assert notice.issued_on is not None and notice.issued_on.value == date(2023, 2, 21)
    assert [c.path for c in notice.clauses] == ["1", "2/a", "2/b/i", "2/b/ii", "2/c", "3"]
    assert [c.document_number for c in notice.cites] == ["Notification No. 36/2019-Customs"]


GUIDELINES = """\
GUIDELINES FOR THE MARKET ACCESS GRANT

1. INTRODUCTION

1.1 The grant was introduced in 2002 to assist small firms.

1.2 The grant is administered by the Trade Development Corporation.

2. OBJECTIVE

The objective of the grant is to help exporters.

3. RATE OF ASSISTANCE

3.1 A grant of up to 50% of eligible expenses, capped at RM25,000 per event, will be given.

4. DATE OF EFFECT

These Guidelines take effect on 1 January 2024 and shall remain in force until 31 December 2026.

ANNEX A

1. Application form
"""


def test_guidelines() -> None:
    notice = read(GUIDELINES)
    assert [c.path for c in notice.clauses] == ["1/1.1", "1/1.2", "2", "3/3.1", "4"]
    assert [s.heading for s in notice.sections] == ["INTRODUCTION", "RATE OF ASSISTANCE"]
    assert notice.clauses[2].heading == "OBJECTIVE"
    assert notice.valid_from is not None and notice.valid_from.value == date(2024, 1, 1)
    assert notice.valid_until is not None and notice.valid_until.value == date(2026, 12, 31)
    assert [p.text for p in notice.passages if p.kind == "closing"] == ["ANNEX A", "1. Application form"]


REGULATIONS = """\
THE EXPORT INCENTIVES REGULATIONS, 2024

Legal Notice No. 87 of 2024

PART I — PRELIMINARY

1. Citation
These Regulations come into force on the 1st July, 2024.

PART II — INCENTIVES

2. Duty remission
(1) The Authority shall remit 100 percent of the import duty.
(2) A remission is valid for twelve months.

3. Export credit
(1) The Fund may lend—
(a) up to 80 per cent of the value of an order; and
(b) not more than KES 50 million to any one exporter.

Dated the 12th June, 2024.

J. DOE,
Cabinet Secretary for Trade.
"""


def test_regulations() -> None:
    notice = read(REGULATIONS)
    assert notice.title is not None and notice.title.value == "THE EXPORT INCENTIVES REGULATIONS, 2024"
    assert notice.document_number is not None and notice.document_number.value == "Legal Notice No. 87 of 2024"
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 6, 12)
    assert [c.path for c in notice.clauses] == ["1/1", "2/2/1", "2/2/2", "2/3/1/a", "2/3/1/b"]
    assert [(s.path, s.heading) for s in notice.sections][:3] == [
        ("1", "PRELIMINARY"),
        ("2", "INCENTIVES"),
        ("2/2", "Duty remission"),
    ]


PAGE = """\
Export Readiness Grant

Overview

The grant helps local firms prepare for overseas markets.

Who can apply

Firms must:
• be registered
• employ at least 3 people

What is funded

Successful applicants will receive 50 per cent of eligible costs, up to $15,000 per firm per year.
"""


def test_page_without_numbers_is_divided_by_its_headings() -> None:
    notice = read(PAGE)
    assert [c.heading for c in notice.clauses] == ["Overview", "Who can apply", "What is funded"]
    assert [c.path for c in notice.clauses] == ["Overview", "Who can apply", "What is funded"]
    assert "no-clauses" not in {remark.code for remark in notice.remarks}


FORWARDED = """\
General Office of Qinghe Municipal People's Government

Qing Zheng Ban Fa [2024] No. 15

Notice of the General Office of Qinghe Municipal People's Government on Issuing Several Measures for the Cultural Industry

All district and county governments, all departments of the municipal government:

Several Measures for the Cultural Industry are hereby issued to you for implementation.

General Office of Qinghe Municipal People's Government

(There is no text on this page)

March 18, 2024

Several Measures for the Cultural Industry

To implement the Opinions of the State Council on Cultural Trade (Guo Fa [2023] No. 9), these measures are formulated.

Chapter I General Provisions

Article 1 These Measures apply to enterprises registered in Qinghe City.

Chapter II Support

1. Support leading enterprises. Enterprises whose revenue exceeds RMB 100 million shall be given RMB 500,000. \
(Lead unit: Municipal Bureau of Culture and Tourism)

2. Build platforms, and strive for five parks by 2026. (Lead unit: Municipal Bureau of Finance)

These Measures shall be interpreted by the Municipal Bureau of Culture and Tourism, and have a trial period of one year.
"""


def test_forwarded_policy() -> None:
    notice = read(FORWARDED)
    assert notice.title is not None and notice.title.value == "Several Measures for the Cultural Industry"
    assert notice.notice_title is not None and notice.notice_title.value.endswith("Cultural Industry")
    assert notice.document_number is not None and notice.document_number.value == "Qing Zheng Ban Fa [2024] No. 15"
    assert [i.value for i in notice.issuers] == ["General Office of Qinghe Municipal People's Government"]
    assert [a.value for a in notice.addressees] == [
        "All district and county governments",
        "all departments of the municipal government",
    ]
    assert notice.issued_on is not None and notice.issued_on.value == date(2024, 3, 18)
    assert [(c.title, c.document_number) for c in notice.cites] == [
        ("Opinions of the State Council on Cultural Trade", "Guo Fa [2023] No. 9")
    ]
    assert [i.value for i in notice.interpreted_by] == ["Municipal Bureau of Culture and Tourism"]
    assert notice.valid_for is not None and notice.valid_for.value == "P1Y"
    assert [(c.path, c.heading) for c in notice.clauses] == [
        ("1/1", None),
        ("2/1", "Support leading enterprises"),
        ("2/2", None),
    ]
    assert notice.clauses[1].text.startswith("Enterprises whose") and notice.clauses[1].text.endswith("500,000.")


def test_contents_lend_their_numbers_to_the_headings_below() -> None:
    paragraphs = [
        "SCHEME FOR FAIRS",
        "(1) Existing support",
        "(2) New support",
        "(3) Procedure",
        "EXISTING SUPPORT",
        "Fairs have been supported so far by a scheme of the Ministry, which is continued here without any change, as all know.",
        "NEW SUPPORT",
        "Freight will be reimbursed.",
        "PROCEDURE",
        "Apply by post.",
    ]
    labels = labels_en(paragraphs)
    assert [(i, label.key) for i, label in enumerate(labels) if label] == [(4, "1"), (6, "2"), (8, "3")]


def test_a_list_begins_anew_under_a_later_item() -> None:
    notice = read(
        "RULES\n\n1.1 Who may apply\n\n(i) Firms shall apply.\n\n(ii) Banks may apply.\n\n1.2 What is paid\n\n(i) Rent is paid.\n"
    )
    assert [c.path for c in notice.clauses] == ["1.1/i", "1.1/ii", "1.2/i"]


@pytest.mark.parametrize(
    ("paragraph", "kind", "key"),
    [
        ("Part II Incentives", "Part", "2"),
        ("Chapter Three  Support", "Chapter", "3"),
        ("Article 5  Export credit", "Article", "5"),
        ("Section 12. Offences", "Section", "12"),
        ("IV. Services", "I.", "4"),
        ("(III) Platforms", "(I)", "3"),
        ("7. Hold fairs", "1.", "7"),
        ("1.4.2 On completion", "1.1/3", "1.4.2"),
        ("(4) Rates", "(1)", "4"),
        ("3) Rates", "1)", "3"),
        ("(b) rents", "(a)", "b"),
        ("iii) fares", "i)", "iii"),
        ("A. Background", "A.", "A"),
    ],
)
def test_labels(paragraph: str, kind: str, key: str) -> None:
    label = label_en(paragraph)
    assert label is not None
    assert (label.kind, label.key) == (kind, key)


@pytest.mark.parametrize(
    "paragraph",
    [
        "1.5 million yuan is paid",
        "Article 5 of the Law applies",
        "Section 3 shall apply",
        "2024 was good",
        "I will go",
        "A firm",
    ],
)
def test_no_labels(paragraph: str) -> None:
    assert label_en(paragraph) is None


@pytest.mark.parametrize(
    ("numeral", "value"), [("i", 1), ("iv", 4), ("XIX", 19), ("iiii", None), ("vx", None), ("", None)]
)
def test_roman(numeral: str, value: int | None) -> None:
    assert roman(numeral) == value


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Support digital trade. Enterprises are encouraged to build brands.", "Support digital trade"),
        ("Eligibility.—The applicant shall be a company.", "Eligibility"),
        ("Hold fairs, and support firms. Grants are paid to all.", None),  # a comma: a sentence of its own
        ("Support digital trade.", None),  # nothing follows
        ("Grants shall be paid. They are final and binding.", None),  # a verb
        ("Original ticket used during the journey of the delegate. In case of loss, a copy may do.", None),  # no title
    ],
)
def test_run_in_headings(text: str, heading: str | None) -> None:
    found = split_heading_en(text)
    assert (text[: found[0]] if found else None) == heading


# ---------------------------------------------------------------------------------------------------------------------
# the head and the end of letters, circulars and gazette notices

LETTER = """\
SBI/2023-24/17

November 9, 2023

All Commercial Banks (excluding rural banks)
Small Lending Banks and
Primary (Urban) Cooperative Banks

Dear Sir / Madam,

Subvention of Interest on Export Credit

Please refer to our circular SBI.No.9/04.02.001/2022-23 dated December 4, 2022 on the captioned scheme.

2. It has been decided to raise the rate from 3% to 5% with effect from November 15, 2023.

3. The scheme is available to all exporters. It is therefore advised that the benefit be passed on.

Yours faithfully,

(P. K. Example)
Chief General Manager
"""


def test_letter_whose_first_paragraph_has_no_number() -> None:
    notice = read(LETTER)
    assert notice.document_number is not None and notice.document_number.value == "SBI/2023-24/17"
    assert notice.title is not None and notice.title.value == "Subvention of Interest on Export Credit"
    assert notice.issued_on is not None and notice.issued_on.value == date(2023, 11, 9)
    assert [a.value for a in notice.addressees] == [
        "All Commercial Banks (excluding rural banks)",
        "Small Lending Banks",
        "Primary (Urban) Cooperative Banks",
    ]
    assert [(c.path, c.label, len(c.measures)) for c in notice.clauses] == [
        ("1", "", 0),
        ("2", "2.", 1),
        ("3", "3.", 2),
    ]
    assert notice.clauses[-1].text.endswith("passed on.")


def test_text_whose_numbers_begin_with_two_for_another_reason() -> None:
    """Nothing stands before 2 that could be a first paragraph: only a title."""
    assert labels_en(["Rules on Fairs", "2. Firms shall apply.", "3. The office decides."])[0] is None


NOTICE_TO_TRADE = """\
Government of Sundaria
Ministry of Trade
Directorate of Foreign Trade
23rd March, 2023
TRADE NOTICE NO. 8/2022-2023
To -
1. Regional Authorities
2. Commissioners of Customs
3. Joint Secretary (Customs), Department of Revenue.
Subject: Import of pulses
In view of the present situation the Trade Notice No.7/2022-2023 is being partially modified by extending the last date.
2. Applications will be received till 15th April, 2023.
This issues with the approval of competent authority.
(S.K. Example)
Deputy Director of Foreign Trade
[Issued from F.No.M.-12/300/2022/PC-2 (A)]
"""


def test_numbered_addressees_are_no_clauses() -> None:
    notice = read(NOTICE_TO_TRADE)
    assert [a.value for a in notice.addressees] == [
        "Regional Authorities",
        "Commissioners of Customs",
        "Joint Secretary (Customs), Department of Revenue",
    ]
    assert [i.value for i in notice.issuers] == [
        "Government of Sundaria",
        "Ministry of Trade",
        "Directorate of Foreign Trade",
    ]
    assert notice.place is not None and notice.place.value == "Sundaria"
    assert notice.document_number is not None and notice.document_number.value == "TRADE NOTICE NO. 8/2022-2023"
    assert notice.issued_on is not None and notice.issued_on.value == date(2023, 3, 23)
    assert [(c.path, len(c.measures)) for c in notice.clauses] == [("1", 1), ("2", 1)]
    assert "This issues" in next(p.text for p in notice.passages if p.kind == "closing")


PLAIN_NUMBERS = """\
Circular No: 09/2023
28 May 2023

To:
All Traders
All Agents

Dear Sir/Madam

FULL DESCRIPTION OF GOODS

1 This circular sets out how goods are described.

2 From 1 July 2023, traders are required to give the brand.

Requirements

3 Traders must declare:

(a) the brand; and

(b) the quantity.

4 The Customs Department will audit declarations.

Questions

5 Please write to the Call Centre.

Yours faithfully

Assistant Director-General
"""


def test_numbers_without_a_stop_and_headings_between_them() -> None:
    notice = read(PLAIN_NUMBERS)
    assert notice.title is not None and notice.title.value == "FULL DESCRIPTION OF GOODS"
    assert [a.value for a in notice.addressees] == ["All Traders", "All Agents"]
    assert [c.path for c in notice.clauses] == [
        "1",
        "2",
        "Requirements/3/a",
        "Requirements/3/b",
        "Requirements/4",
        "Questions/5",
    ]


def test_a_year_or_a_quantity_at_the_head_of_a_line_is_no_number() -> None:
    labels = labels_en(["Rules", "12 Firms applied.", "2024 Budget", "3 Firms won.", "The rest did not."])
    assert labels == [None] * 5


GAZETTE = """\
GAZETTE NOTICE NO. 45

THE EXPORT ZONES ACT
(Cap. 51)

DECLARATION OF AN EXPORT ZONE

IN EXERCISE of the powers conferred by section 15 of the Export Zones Act, the Minister declares the area below a zone.

1. The zone measures 10 hectares.

2. The zone shall be administered by the Export Zones Authority.

Dated the 12th April, 2021.

B. C. EXAMPLE,
Cabinet Secretary for Trade.
"""


def test_gazette_notice() -> None:
    notice = read(GAZETTE)
    assert notice.title is not None and notice.title.value == "DECLARATION OF AN EXPORT ZONE"
    assert notice.document_number is not None and notice.document_number.value == "GAZETTE NOTICE NO. 45"
    assert notice.issued_on is not None and notice.issued_on.value == date(2021, 4, 12)
    assert [c.path for c in notice.clauses] == ["1", "2"]
    assert notice.clauses[1].text.endswith("Authority.")


LABELS_ALONE = """\
Guidebook on Offices

Article 1
Objective
This guidebook is formulated to help firms.

Article 2.
Competent Authority
The Economic Bureau shall be responsible for applications.

Article 3

This guidebook takes effect on 1 May 2023.
"""


def test_labels_on_a_line_of_their_own() -> None:
    notice = read(LABELS_ALONE)
    assert [(c.path, c.heading, c.text) for c in notice.clauses] == [
        ("1", "Objective", "This guidebook is formulated to help firms."),
        ("2", "Competent Authority", "The Economic Bureau shall be responsible for applications."),
        ("3", None, "This guidebook takes effect on 1 May 2023."),
    ]


def test_contents_that_come_again_with_their_numbers() -> None:
    notice = read(
        "Grants: guidance\n\nContents\n1. Overview\n2. Who can apply\n\n1. Overview\n\nThe scheme helps firms.\n\n"
        "2. Who can apply\n\n2.1 Firms can apply.\n\n2.2 Banks cannot apply.\n"
    )
    assert [(c.path, c.heading) for c in notice.clauses] == [("1", "Overview"), ("2/2.1", None), ("2/2.2", None)]


def test_headings_that_are_sentences_of_their_own_line() -> None:
    notice = read(
        "Measures for Trade\n\nI. Imports of medical goods will be eased.\n\nCustoms shall open a lane.\n\n"
        "II. Support will be offered to firms.\n\nFirms may join fairs online.\n"
    )
    assert [c.heading for c in notice.clauses] == [
        "Imports of medical goods will be eased",
        "Support will be offered to firms",
    ]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Ref : TID/FA/4-60/0", "TID/FA/4-60/0"),
        ("GUOBANFA [2020]28", "GUOBANFA [2020]28"),
        ("Finance and Taxation [2014] No. 150", "Finance and Taxation [2014] No. 150"),
        ("CUSTOMS MEMORANDUM ORDER (CMO) NO. 24-2020", "CUSTOMS MEMORANDUM ORDER (CMO) NO. 24-2020"),
        ("Public Notice No. 26/2015-2020, Dated: 29th September, 2022", "Public Notice No. 26/2015-2020"),
        ("Customs Notice 23-14: Amendments to the Customs Tariff", "Customs Notice 23-14"),
        ("Announcement No. 15 of 2024 by the Ministry of Finance", "Announcement No. 15 of 2024"),
        ("RBI/2018-19/81", "RBI/2018-19/81"),
        ("Fairs and/or exhibitions", None),
        ("Support for trade in 2024", None),
        ("Ministry of Trade", None),
    ],
)
def test_numbers_of_papers(line: str, number: str | None) -> None:
    notice = read(f"Ministry of Trade\n\n{line}\n\nSubject: Fairs\n\n1. Firms shall apply.\n\n2. Fees are waived.\n")
    assert (notice.document_number.value if notice.document_number else None) == number


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (
            "Expanding digital trade, with a focus on culture: Advance the program.",
            "Expanding digital trade, with a focus on culture",
        ),
        ("Average interest rate: With effect from FY 2023 banks shall report.", "Average interest rate"),
        ("Support the following enterprises: Firms that export and pay taxes.", None),  # a list is announced
        ("Address: Room 5, Trade Tower, 3 Harbour Road, Port Azure.", None),
        ("The rate is as published: Firms may look it up on the page.", None),
    ],
)
def test_headings_before_a_colon(text: str, heading: str | None) -> None:
    found = split_heading_en(text)
    assert (text[: found[0]] if found else None) == heading


NUMBERED_ON = """\
Circular of the Trade Council on Printing and Distributing the Plan for Opening

Guo Fa [2023] No. 3

The governments of all provinces, all ministries:

The Plan for Opening is hereby issued to you, please implement it.

Trade Council

November 26, 2023

Plan for Opening

Opening is an important step.

1. General requirements

Guided by the plan, build a zone.

2. Services

(1) Finance

1. Encourage banks to open branches in the zone.

2. Allow banks to transmit data abroad.

(2) Telecommunications

3. Carriers shall keep the data of customers.

3. Trade in goods

(3) Customs

4. Goods shall be released within six hours.
"""


def test_a_list_is_numbered_on_below_a_new_heading() -> None:
    notice = read(NUMBERED_ON)
    assert notice.notice_title is not None and notice.notice_title.value.startswith("Circular of the Trade Council")
    assert notice.title is not None and notice.title.value == "Plan for Opening"
    assert [c.path for c in notice.clauses] == ["1", "2/1/1", "2/1/2", "2/2/3", "3/3/4"]
    assert [s.heading for s in notice.sections] == [
        "Services",
        "Finance",
        "Telecommunications",
        "Trade in goods",
        "Customs",
    ]


NUMBER_BELOW = """\
Notice on Issuing the Measures for Fairs
All relevant departments,
The Measures for Fairs have been approved by the Committee of the Zone and are hereby issued; please implement them in your \
actual work.
Economic Bureau of the Zone
December 11, 2023
Normative Document No. 15/2023 of the Economic Bureau
Measures for Fairs
Article 1.
Purpose
These Measures help firms.
Article 2.
Benefits
A grant shall be paid.
"""


def test_the_number_of_a_policy_below_the_text_that_forwards_it() -> None:
    notice = read(NUMBER_BELOW)
    assert notice.title is not None and notice.title.value == "Measures for Fairs"
    assert notice.notice_title is not None and notice.notice_title.value == "Notice on Issuing the Measures for Fairs"
    assert [a.value for a in notice.addressees] == ["All relevant departments"]
    assert [i.value for i in notice.issuers] == ["Economic Bureau of the Zone"]
    assert notice.document_number is not None and notice.document_number.value == "Normative Document No. 15/2023"
    assert [(c.path, c.heading) for c in notice.clauses] == [("1", "Purpose"), ("2", "Benefits")]


REGULATION = """\
COUNCIL REGULATION (EC) No 15/1999
of 23 July 1999
suspending refunds

THE COUNCIL,

(1) Whereas refunds may be suspended;

(2) Whereas the budget must be kept;

HAS ADOPTED THIS REGULATION:

Article 1

Refunds are suspended until 1 August 1999.

Article 2

This Regulation shall enter into force on 26 July 1999.

Done at Port Azure, 23 July 1999.

For the Council
Jan EXAMPLE
Member of the Council
"""


def test_recitals_are_no_outline() -> None:
    notice = read(REGULATION)
    assert [(c.path, c.text) for c in notice.clauses] == [
        ("1", "Refunds are suspended until 1 August 1999."),
        ("2", "This Regulation shall enter into force on 26 July 1999."),
    ]
    assert notice.issued_on is not None and notice.issued_on.value == date(1999, 7, 23)
