"""The title of an English notice and of the policy that it forwards (标题)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.label_forms_en import STATUTE
from ingest.official.dates_en import MONTH, is_whole_date
from ingest.official.elements import Found, Official, over_lines, whole_paragraph
from ingest.official.notes_en import BLANK_PAGE

#: "Notice on …", "Trade Circular for …": the first words of the title of a notice
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
#: "… on Issuing the Measures for …"
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
#: the kind of paper as a mark of its own, above title or number
MARK = re.compile(r"^(?:DOCUMENT|Document|CIRCULAR|GOVERNMENT GAZETTE|OFFICIAL GAZETTE|NOTIFICATION|PUBLIC NOTICE)$")
#: a line that a web page puts under a title: when and where it was published
WEB_LINE = re.compile(
    r"^.{0,60}\bSource\s?[:：]|^.{0,60}\|\s?(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)$"
    r"|^.{0,60}\b(?:Last )?(?:Updated?|Published|Posted|Released?|Publish(?:ed)? (?:date|time))"
    r"\s?(?:on|date|time)?\s?[:：]?\s*[\w,. -]{0,24}\d{4}|^\d{1,2}[-/ ]\d{1,2},?[-/ ]\d{4}$"
    r"|^\((?:Draft|Unofficial) .{3,60}\)$",
    re.I,
)
#: "March 2024" below a title
_MONTH_LINE = re.compile(rf"^{MONTH},?\s\d{{4}}$")


def forwarded_title_en(notice_title: str) -> str | None:
    """The title of the policy that a notice forwards.

    >>> forwarded_title_en("Notice on Issuing the Measures for Steady Trade")
    'Measures for Steady Trade'
    """
    match = _FORWARDS.match(notice_title)
    return match["title"] if match else None


def headline(paragraphs: Sequence[str], lines: Sequence[int], found: Official) -> None:
    """The title of the notice over one or more lines."""
    found.notice_title = over_lines(paragraphs, lines, " ")
    found.title_parts = tuple(whole_paragraph(paragraphs, i) for i in lines)


def read_title(paragraphs: Sequence[str], start: int, end: int, found: Official) -> int:
    """The title of the policy, on lines of its own or inside that of the notice; gives the index of its preamble."""
    inner = forwarded_title_en(found.notice_title.value) if found.notice_title else None
    titles, start = _title_lines(paragraphs, start, end, inner, found.document_number)
    if titles and (
        found.notice_title is None or found.forwarding or (inner and _same(_joined(paragraphs, titles), inner))
    ):
        behind = titles[-1] + 1
        number = found.document_number
        if number and number.paragraph == titles[0] - 1 and re.match(r"of \d{1,2} [A-Z]", _joined(paragraphs, titles)):
            titles.insert(0, number.paragraph)  # "COMMISSION REGULATION (EC) No 5/1999", "of 3 July 1999", "on …"
        found.title = over_lines(paragraphs, titles, " ")
        found.title_parts += tuple(whole_paragraph(paragraphs, i) for i in titles)
        return behind
    if inner is not None and found.notice_title is not None:
        at = paragraphs[found.notice_title.paragraph].find(inner)
        if at >= 0:
            found.title = Found(inner, found.notice_title.paragraph, at, at + len(inner))
        else:
            found.title = replace(found.notice_title, value=inner)
    elif found.notice_title is not None:
        found.title, found.notice_title = found.notice_title, None
    return start


def _title_lines(
    paragraphs: Sequence[str], start: int, end: int, inner: str | None, number: Found | None
) -> tuple[list[int], int]:
    """The lines that may be title, up to where they say what the notice forwards (``inner``), and the index of the first behind
    dates, marks and the line of the number."""
    titles: list[int] = []
    for position in range(start, end):
        paragraph = paragraphs[position]
        if (
            BLANK_PAGE.match(paragraph)
            or is_whole_date(paragraph)
            or MARK.match(paragraph)
            or WEB_LINE.match(paragraph)
            or _MONTH_LINE.match(paragraph)
            or STATUTE.match(paragraph)
            or (_KIND_ONLY.match(paragraph) and position + 1 < end)
            or (number is not None and number.paragraph == position)
        ):
            if titles:
                break
            start = position + 1
            continue
        if (
            len(titles) == 3
            or paragraph[-1] in ".;:,!?"
            or len(paragraph) > 240
            or (titles and not continues_title(paragraphs[titles[-1]], paragraph))
        ):
            break
        titles.append(position)
        if inner and _same(_joined(paragraphs, titles), inner):
            break
    return titles, start


def _joined(paragraphs: Sequence[str], lines: Sequence[int]) -> str:
    return " ".join(paragraphs[i] for i in lines)


def continues_title(before: str, line: str) -> bool:
    """A second line of a title: in brackets, in the same capitals, or after a line that breaks off."""
    if re.match(r"^\(.{2,60}\)$", line):
        return True
    if before.isupper() and line.isupper():
        return True
    return bool(re.search(r"\b(?:of|for|on|the|and|to|in|with|by)$", before)) or line[0].islower()


def _same(one: str, other: str) -> bool:
    """The same words, whatever stands between them."""
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
