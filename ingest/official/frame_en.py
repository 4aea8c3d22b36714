"""The elements of an English circular, gazette notice or translated 公文, found in its paragraphs.

The same frame as in Chinese (``ingest.official.frame``): the bodies that issue it stacked at the top, a reference number,
the title of the notice, the addressees, a short text, the signatures and a date, then the policy with a title of its
own. Any of it may be missing."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.official.body_en import read_forwarding
from ingest.official.dates_en import is_whole_date, read_date
from ingest.official.elements import Official, whole_paragraph
from ingest.official.imprint_en import read_tail, signed_annex
from ingest.official.letterhead_en import enacting, promulgating, read_issuers, read_title_above_number
from ingest.official.markings_en import markings_en, moved_back
from ingest.official.number_en import read_number
from ingest.official.subject_en import read_addressing
from ingest.official.title_en import read_title
from ingest.pipeline.units_en import is_body


def official_en(paragraphs: Sequence[str], first_label: int) -> Official:
    """Read the frame. ``first_label``: index of the first paragraph with an outline label (or the number of paragraphs).

    The result is that of ``official_zh``: values with paragraph and offsets; ``body`` starts at the preamble of the
    policy and ends before signatures and copies at the end.

    >>> lines = ["Ministry of Trade", "Circular No. 5/2024", "To: All banks", "Subject: Export credit", "1. Rates fall."]
    >>> official_en(lines, 4).document_number.value
    'Circular No. 5/2024'
    """
    marks = markings_en(paragraphs, first_label)
    kept = [i for i in range(len(paragraphs)) if i not in marks.lines]
    found = _frame([paragraphs[i] for i in kept], first_label - len(marks.lines))
    moved_back(found, kept)
    found.elements += marks.elements
    sender = marks.sender
    if sender is not None and is_body(sender.value) and sender.value not in {one.value for one in found.issuers}:
        if found.issuers:  # the body that the sender belongs to stands above
            found.elements.append(("发文机关标志", whole_paragraph(paragraphs, sender.paragraph)))
        else:
            found.issuers = [sender]
    return found


def _frame(paragraphs: Sequence[str], first_label: int) -> Official:
    """The frame of a paper without its markings."""
    found = Official()
    annex = signed_annex(paragraphs, first_label)
    end = read_tail(paragraphs, first_label, len(paragraphs), found, imprint=annex is not None)
    inside: Sequence[int] = range(end)
    if annex is not None:  # signed before its annexes
        signed = read_tail(paragraphs, first_label, annex, found)
        inside = [*range(signed), *range(annex, end)]
    head = range(min(first_label, end))
    number_at = read_number(paragraphs, head, found)
    if number_at and any(len(p) > 120 and p.endswith(".") for p in paragraphs[:number_at]):
        number_at = None  # it stands below the text of the forwarding notice
    position = read_issuers(paragraphs, number_at, found)
    position = read_addressing(paragraphs, head, position, found)
    dated = next((i for i in head if i >= position and is_whole_date(paragraphs[i])), None)
    if found.issued_on is None:
        printed = (
            dated if dated is not None else next((i for i in head[:position] if is_whole_date(paragraphs[i])), None)
        )
        if printed is not None:
            read_date(paragraphs, printed, found)
    if dated is not None and (found.addressees or found.notice_title or number_at is not None):
        position = read_forwarding(paragraphs, position, dated, found)
    position = read_title(paragraphs, position, min(first_label, end), found)
    if number_at is not None:
        read_title_above_number(paragraphs, number_at, found)
    if not found.issuers:
        found.issuers = enacting(paragraphs, head) or promulgating(paragraphs, head)
    found.body = [i for i in inside if i >= position]
    found.issuers = list({issuer.value: issuer for issuer in reversed(found.issuers)}.values())[::-1]
    return found
