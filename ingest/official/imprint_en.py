"""The end of an English paper: signatures and date, enclosures and copies (附件说明, 抄送), and who printed it (印发机关)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.official.dates_en import is_whole_date, month_first, read_date
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.letter_en import ENDS_LETTER
from ingest.official.notes_en import ANNEX_ITEM_EN, ANNEX_LIST_EN, BLANK_PAGE, element_of_en
from ingest.official.signature_en import PERSON, POST_LINE, SIGNED, is_name_en, signed_by
from ingest.pipeline.dates_en import find_dates_en
from ingest.pipeline.folding_en import fold, lower

#: the line over an annex: "Annexure II", "Annex 1: Standards of support"
_ANNEX_MARK = re.compile(
    r"^(?:Annex(?:ure)?|Appendix|Attachment|Enclosure)(?:\s(?:\d{1,2}|[IVX]{1,4}|[A-Z]))?(?:\s?[:–—-]\s?.{2,70})?$",
    re.I,
)
_ISSUED_BY = re.compile(
    r"(?:Printed|Issued|Distributed|Printed and (?:distributed|issued)) by\s?:?\s(?:the\s)?(?P<who>[A-Z].{2,160}?)"
    r"(?:,?\s(?:on\s|dated?:?\s)?(?P<date>(?:\d|[A-Z][a-z]{2,8}\s\d).{5,24}))?\.?$"
)


def signed_annex(paragraphs: Sequence[str], first_label: int) -> int | None:
    """Index of the first annex behind a signature with its date, in a paper that has clauses of its own before."""
    for i in range(first_label + 2, len(paragraphs)):
        if len(paragraphs[i]) <= 80 and _ANNEX_MARK.match(paragraphs[i]):
            above = i - 1
            while above > max(first_label, i - 12) and element_of_en(paragraphs[above]):
                above -= 1
            if is_whole_date(paragraphs[above]) or any(
                map(ENDS_LETTER.match, paragraphs[max(first_label, above - 5) : i])
            ):
                return i
    return None


def read_tail(paragraphs: Sequence[str], first_label: int, end: int, found: Official, *, imprint: bool = False) -> int:
    """Signatures, dates and copies above ``end``; gives the index behind the last paragraph of the policy. ``imprint``: only
    copies and who issued it, as they stand behind annexes."""
    position = end
    floor = min(first_label + 1, len(paragraphs))
    if first_label == len(paragraphs):  # nothing is numbered: signatures stand in the second half
        floor = max(2, len(paragraphs) // 2)
    issuers: list[Found] = []
    kept_date = False
    ended = next((i for i in range(max(floor, end - 25), end) if ENDS_LETTER.match(paragraphs[i])), None)
    while position > floor:
        paragraph = paragraphs[position - 1]
        signed = position < end and SIGNED.match(paragraphs[position]) is not None
        tail = element_of_en(paragraph)
        if issued := imprint_en(paragraph, position - 1) if tail == "印发机关" else None:
            found.elements.append(("印发机关", issued[0]))
            if issued[1] is not None:
                day, printed = issued[1]
                found.printed_on = (month_first(paragraphs, printed.value) or day, printed)
        elif tail and not (imprint and tail == "附件说明"):
            found.elements.append((tail, whole_paragraph(paragraphs, position - 1)))
        elif first := _listed_above(paragraphs, position - 1, floor):
            found.elements += [("附件说明", whole_paragraph(paragraphs, i)) for i in range(position - 1, first, -1)]
            position = first + 1
            continue
        elif imprint and not BLANK_PAGE.match(paragraph):
            break
        elif is_whole_date(paragraph):
            read_date(paragraphs, position - 1, found)
            kept_date = True
        elif POST_LINE.match(paragraph):
            pass
        elif (
            is_name_en(paragraph)
            and len(paragraph) < 120
            and not paragraph.lower().startswith(("responsible", "lead", "("))
        ):
            issuers[:0] = signed_by(paragraphs, position - 1)
        elif PERSON.match(paragraph) and (
            signed or (position - 1 > floor and POST_LINE.match(paragraphs[position - 2]) and not is_name_en(paragraph))
        ):
            pass
        elif not (
            SIGNED.match(paragraph) or BLANK_PAGE.match(paragraph) or (ended is not None and position - 1 >= ended)
        ):
            break
        position -= 1
    if issuers and kept_date:
        found.issuers = issuers
        return position
    if issuers and ended is not None and not found.issuers:
        found.issuers = issuers  # what signs a letter issues it, where nothing else does
    if issuers and not kept_date and ended is None:  # names without a date are text
        return max(floor, issuers[-1].paragraph + 1)
    return position


def _listed_above(paragraphs: Sequence[str], index: int, floor: int) -> int:
    """Index of the line "Enclosures: (1) …" that a line "(2) …" goes on from, else 0."""
    for i in range(index, max(floor, index - 20) - 1, -1):
        if i < index and ANNEX_LIST_EN.match(paragraphs[i]):
            return i
        if not ANNEX_ITEM_EN.match(paragraphs[i]):
            break
    return 0


def imprint_en(paragraph: str, index: int) -> tuple[Found, tuple[date, Found] | None] | None:
    """印发机关 and 印发日期: "Issued by the General Office of the Municipal Government on 13 May 2024".

    >>> imprint_en("Issued by the General Office on 13 May 2024", 7)[0].value
    'General Office'
    """
    match = _ISSUED_BY.match(paragraph)
    if match is None:
        return None
    body = Found(match["who"].strip(), index, *match.span("who"))
    day = next(iter(find_dates_en(lower(fold(match["date"])))), None) if match["date"] else None
    if day is None or not day.year or not day.day:
        return body, None
    return body, (date(day.year, day.month, day.day), Found(match["date"], index, *match.span("date")))
