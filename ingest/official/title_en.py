"""The title of an English notice and of the policy that it forwards (标题)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.label_forms_en import STATUTE
from ingest.official.dates_en import is_whole_date
from ingest.official.elements import Found, Official, whole_paragraph
from ingest.official.notes_en import BLANK_PAGE

NOTICE = re.compile(
    r"^(?:(?:Joint|Public|Official|General|Trade)\s+)?(?:Notice|Circular|Announcement|Notification"
    r"|Letter|Memorandum|Reply|Decision|Order|Opinions)\b.{0,40}?\b(?:on|of|for|regarding|concerning"
    r"|to|about|-|:)\b",
    re.I,
)
#: of these something else may be issued than a paper: "Issuance of Certificates"
_PAPER = (
    r"(?=.{0,200}\b(?:Measures|Polic(?:y|ies)|Provisions|Opinions|Rules|Regulations|Plan|Scheme|Guidelines|List|Catalogue"
    r"|Notice|Programme|Procedures)\b)"
)
_FORWARDS = re.compile(
    r"^.{0,200}?\b(?:Issuing|Printing and (?:Distributing|Issuing)|Publishing"
    r"|Promulgating|Forwarding|Releasing|Distributing|Circulating|Transmitting"
    rf"|(?:Issuance|Promulgation|Release|Publication) of{_PAPER})\s+(?:the\s+)?[“\"‘]?(?P<title>.+?)[”\"’]?$",
    re.I,
)
#: a word that only says what kind of paper it is, above its title
_KIND_ONLY = re.compile(
    r"^(?:Notice|Guidance|Circular|Announcement|Notification|Memorandum|Policy paper|Press release)$"
)
MARK = re.compile(r"^(?:DOCUMENT|Document|CIRCULAR|GOVERNMENT GAZETTE|OFFICIAL GAZETTE|NOTIFICATION|PUBLIC NOTICE)$")
#: a line that a web page puts under a title: when and where it was published
WEB_LINE = re.compile(
    r"^.{0,60}\bSource\s?[:：]|^.{0,60}\|\s?(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)$"
    r"|^.{0,60}\b(?:Last )?(?:Updated?|Published|Posted|Released?|Publish(?:ed)? (?:date|time))"
    r"\s?(?:on|date|time)?\s?[:：]?\s*[\w,. -]{0,24}\d{4}|^\d{1,2}[-/ ]\d{1,2},?[-/ ]\d{4}$"
    r"|^\((?:Draft|Unofficial) .{3,60}\)$",
    re.I,
)
_MONTH_LINE = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December),?\s\d{4}$"
)


def forwarded_title_en(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards.

    >>> forwarded_title_en("Notice on Issuing the Measures for Steady Trade")
    'Measures for Steady Trade'
    """
    match = _FORWARDS.match(notice_title)
    return match["title"] if match else None


def headline(paragraphs: Sequence[str], lines: Sequence[int], found: Official) -> None:
    """The title of the notice over one or more lines."""
    found.notice_title = Found(" ".join(paragraphs[i] for i in lines), lines[0], 0, len(paragraphs[lines[0]]))
    found.title_parts = tuple(whole_paragraph(paragraphs, i) for i in lines)


def read_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
    inner = forwarded_title_en(found.notice_title.value) if found.notice_title else None
    titles: list[int] = []
    position = start
    while position < end and len(titles) < 3:
        paragraph = paragraphs[position]
        if (
            BLANK_PAGE.match(paragraph)
            or is_whole_date(paragraph)
            or MARK.match(paragraph)
            or WEB_LINE.match(paragraph)
            or _MONTH_LINE.match(paragraph)
            or STATUTE.match(paragraph)
            or (_KIND_ONLY.match(paragraph) and position + 1 < end)
            or (found.document_number is not None and found.document_number.paragraph == position)
        ):
            if titles:
                break
            position += 1
            start = position
            continue
        if (
            paragraph[-1] in ".;:,!?"
            or len(paragraph) > 240
            or (titles and not continues_title(paragraphs[titles[-1]], paragraph))
        ):
            break
        titles.append(position)
        position += 1
        if inner and _same(" ".join(paragraphs[i] for i in titles), inner):
            break
    if titles and (
        found.notice_title is None
        or inner is None
        or _same(" ".join(paragraphs[i] for i in titles), inner)
        or found.forwarding
    ):
        value = " ".join(paragraphs[i] for i in titles)
        number = found.document_number
        if number and number.paragraph == titles[0] - 1 and re.match(r"of \d{1,2} [A-Z]", value):
            titles.insert(0, number.paragraph)  # "COMMISSION REGULATION (EC) No 5/1999", "of 3 July 1999", "on …"
            value = " ".join(paragraphs[i] for i in titles)
        if not (found.notice_title and inner is None and not found.forwarding):
            found.title = Found(value, titles[0], 0, len(paragraphs[titles[0]]))
            found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in titles)
            return titles[-1] + 1
    if inner is not None and found.notice_title is not None:
        at = paragraphs[found.notice_title.paragraph].find(inner)
        if at >= 0:
            found.title = Found(inner, found.notice_title.paragraph, at, at + len(inner))
        else:
            found.title = Found(inner, found.notice_title.paragraph, found.notice_title.start, found.notice_title.end)
        return start
    if found.notice_title is not None:
        found.title, found.notice_title = found.notice_title, None
    return start


def continues_title(before: str, line: str) -> bool:
    """A second line of a title: in brackets, in the same capitals, or after a line that breaks off."""
    if re.match(r"^\(.{2,60}\)$", line):
        return True
    if before.isupper() and line.isupper():
        return True
    return bool(re.search(r"\b(?:of|for|on|the|and|to|in|with|by)$", before)) or line[0].islower()


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
