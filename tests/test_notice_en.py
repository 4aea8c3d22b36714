"""English papers end to end: a circular, guidelines, regulations, a web page and a policy that a notice forwards."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.model import Document, Notice
from ingest.notice import notice_of
from ingest.outline_en import label_en, labels_en, roman, split_heading_en


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
    assert [c.document_number for c in notice.cites] == ["No. 36/2019-Customs"]


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
