"""The text of an English notice that forwards a policy, who signs it, and its date."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.official.dates_en import read_date
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.notes_en import ANNEX_ITEM_EN, BLANK_PAGE, element_of_en
from ingest.official.signature_en import SIGNED, is_name_en


def read_forwarding(paragraphs: Sequence[str], start: int, dated: int, found: Official) -> int:
    """The text of the forwarding notice, its signatures and its date; gives the index of the first paragraph of the policy."""
    text: list[int] = []
    signed: list[Found] = []
    listed = False  # whether the paragraph before names an annex
    for i in range(start, dated):
        paragraph = paragraphs[i]
        tail = element_of_en(paragraph)
        listed = tail == "附件说明" or (listed and ANNEX_ITEM_EN.match(paragraph) is not None)
        tail = "附件说明" if listed else tail
        if BLANK_PAGE.match(paragraph):
            found.elements.append(("空白页注", whole_paragraph(paragraphs, i)))
        elif is_name_en(paragraph):
            signed.append(whole_paragraph(paragraphs, i))
        elif tail:
            found.elements.append((tail, whole_paragraph(paragraphs, i)))
        elif not SIGNED.match(paragraph):
            text.append(i)
    read_date(paragraphs, dated, found)
    if signed and (len(signed) >= len(found.issuers) or not found.issuers):
        found.issuers = signed
    found.forwarding = tuple(text)
    position = dated + 1
    while position < len(paragraphs):
        if name := element_of_en(paragraphs[position]):
            found.elements.append((name, whole_paragraph(paragraphs, position)))
        elif not BLANK_PAGE.match(paragraphs[position]):
            break
        position += 1
    return position
