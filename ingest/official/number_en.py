"""The reference number in the head of an English paper (发文字号), and what stands on its line: date, issuer, title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.official.dates_en import days_in
from ingest.official.elements import Found, Official
from ingest.pipeline.citations_en import NUMBER_EN
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.units_en import is_body, split_names

#: a reference number as it stands alone in a head: beside the forms of running text capital letters throughout
#: ("TRADE NOTICE NO. 58"), small words ("Finance and Taxation [2014] No. 150"), bare codes ("RBI/2018-19/81"),
#: "Customs Notice 23-14"
_HEAD_NUMBER = (
    rf"(?:{NUMBER_EN.replace('(?:No|Nos|Number)', '(?:No|Nos|NO|NOS|Number)')}"
    r"|(?:[A-Z][A-Za-z]{1,14}\s(?:(?:and|of|the|for)\s)?){1,8}\s?[\[〔(]\s?(?:19|20)\d\d\s?[\]〕)]\s?(?:No\.?\s?)?\d{1,5}"
    r"|(?=\S{0,60}\d)[A-Z][\w.()-]{0,20}/[\w./()-]{2,60}"
    r"|(?:[A-Z][A-Za-z]{2,14}\s){0,3}(?:Notice|Circular|Memorandum|Bulletin|Announcement|Notification|Order|Advisory"
    r"|NOTICE|CIRCULAR|MEMORANDUM|NOTIFICATION|ORDER)\s(?:[Tt]o\s[A-Z][a-z]+\s)?(?:\([A-Z]{2,6}\)\s)?(?:(?:No|NO)\.?\s?)?:?\s?\d[\w./-]*"
    r"|F\.\s?No\.?\s?:?\s?\d[\w/.() -]{2,50}|[A-Z]{2,6}\s(?:19|20)\d\d/\d{1,4}|(?:[A-Z][A-Za-z]{2,14}\s){1,3}no\.?\s\d[\w./-]*"
    r"|(?:[A-Z][A-Za-z]{2,14}\s){0,3}\((?:EU|EC|EEC|Euratom)(?:,\s\w+)?\)\s(?:No\.?\s?)?\d{1,4}/\d{1,4})"
)
#: a line that opens with the number of the paper, behind it at most a date, the issuer or the title
NUMBER_LINE = re.compile(
    rf"^(?:(?:Our\s+|Your\s+)?(?:[Rr]ef(?:erence)?|File|Document|Letter)\.?\s?(?:No\.?"
    rf"|Number)?\s?[:.]\s*(?P<ref>[\w()/.&\s\[\]-]{{3,60}})"
    rf"|(?P<number>{_HEAD_NUMBER}))(?P<rest>[,.]?\s*(?:dated?\b.{{4,40}}|Date:.{{4,40}}|Dated:.{{4,40}}"
    rf"|\(?[A-Z][\w\s.]{{0,24}}\)?)?|\s+(?:of|by|issued by)\s+(?P<by>(?:the\s+)?[A-Z].{{3,160}})"
    rf"|\s?[:–—]\s+(?P<title>[A-Za-z].{{9,240}}))$",
)
#: "(Guo Fa [2023] No. 3)" below a title
_BRACKETED_NUMBER = re.compile(
    r"\((?:[A-Z][A-Za-z]{0,14}\s(?:(?:of|and|the|for)\s){0,2}){1,7}\s?[\[〔]\s?(?:19|20)\d\d\s?[\]〕]\s?(?:No\.?\s?)?\d{1,5}\s?\)"
)
#: "Certificate of Origin Circular No. 1/2014": a line that only numbers a paper
NUMBERED_LINE = re.compile(r"^[^.;]{0,80}\b(?:No|Nos|NO)\.?\s?[\w/()-]{0,12}\d[\w/()-]*$")


def read_number(paragraphs: Sequence[str], head: range, found: Official) -> int | None:
    """The number of the paper, and the date, the issuer or the title on the same line; gives the index of that line.

    >>> found = Official()
    >>> read_number(["Ministry of Trade", "Circular No. 5/2024, dated 3 May 2024"], range(2), found)
    1
    >>> found.document_number.value, found.issued_on[0].isoformat()
    ('Circular No. 5/2024', '2024-05-03')
    """
    for i in head:
        paragraph = fold(paragraphs[i])
        if len(paragraph) > 260:
            continue
        if i and _BRACKETED_NUMBER.fullmatch(paragraph):
            found.document_number = Found(paragraphs[i][1:-1].strip(), i, 1, len(paragraph) - 1)
            return i
        match = NUMBER_LINE.match(paragraph)
        if match is None or (match["number"] and not re.search(r"\d", match["number"])):
            continue
        if len(paragraph) > 100 and not (match["title"] or match["by"]):
            continue
        group = "ref" if match["ref"] else "number"
        if group == "ref" and not any(c.isdigit() for c in match["ref"]):
            continue
        start, end = match.span(group)
        while end > start and paragraph[end - 1] in " .,":
            end -= 1
        found.document_number = Found(paragraphs[i][start:end], i, start, end)
        for day, begin, stop in days_in(lower(paragraph)):
            if begin >= end:
                found.issued_on = (day, Found(paragraphs[i][begin:stop], i, begin, stop))
        if match["title"]:
            title = paragraphs[i][slice(*match.span("title"))]
            found.notice_title = Found(title, i, *match.span("title"))
            found.title_parts = (found.notice_title,)
        if match["by"] and is_body(match["by"]):
            names = split_names(paragraphs[i], *match.span("by"))
            found.issuers = [Found(name.of(paragraphs[i]), i, name.start, name.end) for name in names]
        return i
    return None
