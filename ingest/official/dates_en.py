"""The date of an English paper, on a line of its own (成文日期): "New Delhi, the 5th March, 2024", "Dated: 03/04/2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ingest.official.elements import Found, Official
from ingest.pipeline.dates_en import find_dates_en
from ingest.pipeline.folding_en import fold, lower

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_FIRST = re.compile(rf"\b{MONTH}\s\d{{1,2}},\s?(?:19|20)\d\d")
_DAY_FIRST = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s(?:19|20)\d\d")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)")
#: what may stand before the date on its line: a weekday, a place, "Dated"
_DATE_WORDS = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:[A-Z][\w\s]{2,24},\s+)?(?:(?:Date|Dated"
    r"|Issued|Published|Issue date|Date issued|Date published"
    r"|Date of issue)\b(?:\s+on)?\s?[:–-]?\s*)?(?:this\s+|the\s+)?",
    re.I,
)
#: "new delhi, the"
_PLACE_BEFORE = re.compile(r"[a-z ]{2,24}[,:]\s*(?:the\s+)?")


def is_whole_date(paragraph: str) -> bool:
    """A date on a line of its own, with at most a place or "Dated" before it.

    >>> is_whole_date("New Delhi, the 5th March, 2024"), is_whole_date("Paid by 5 March 2024")
    (True, False)
    """
    if len(paragraph) > 60 or not any(c.isdigit() for c in paragraph):
        return False
    return _day(paragraph) is not None


def _day(paragraph: str) -> tuple[date, int, int] | None:
    """The day that a line gives, with its place; None where the line says more than that."""
    low = lower(fold(paragraph))
    lead = _DATE_WORDS.match(low)
    for day, start, end in days_in(low):
        if end < len(low.rstrip(" .")) - 1:
            continue
        if (lead and start <= lead.end() + 1) or _PLACE_BEFORE.fullmatch(low[:start]):
            return day, start, end
    return None


def days_in(low: str) -> Iterator[tuple[date, int, int]]:
    """The days in a text (folded, in small letters) that are given with their year and day of the month, with their places.

    >>> [day.isoformat() for day, _, _ in days_in("from april 2024 to 5 march 2025")]
    ['2025-03-05']
    """
    for one in find_dates_en(low):
        if one.year and one.day:
            yield date(one.year, one.month, one.day), one.start, one.end


def read_date(paragraphs: Sequence[str], index: int, found: Official) -> None:
    """The date of a paper 成文日期, from a line that gives nothing else."""
    if day := _day(paragraphs[index]):
        value, start, end = day
        value = month_first(paragraphs, paragraphs[index][start:end]) or value
        found.issued_on = (value, Found(paragraphs[index][start:end], index, start, end))


def month_first(paragraphs: Sequence[str], printed: str) -> date | None:
    """A day as Americans print it, 03/04/2024 for 4 March, where the paper prints its other dates so ("June 30, 2024")."""
    match = _NUMERIC.search(printed)
    if match is None or int(match[1]) > 12 or match[2] != "/":
        return None
    if not any(map(_MONTH_FIRST.search, paragraphs)) or any(map(_DAY_FIRST.search, paragraphs)):
        return None
    try:
        return date(int(match[4]), int(match[1]), int(match[3]))
    except ValueError:
        return None
