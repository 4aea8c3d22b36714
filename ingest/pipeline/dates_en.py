"""Dates in English text, in the forms that offices print: 4 January 2026, January 4, 2026, 4th Jan. 2026, 2026-01-04,
04/01/2026.

Numeric dates with the year last are read day first, as the Commonwealth prints them, unless that gives no date
(03/25/2024). What a date is for (a last day, a first day) is decided in ``deadlines_en``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.lexicon_en import phrases
from ingest.pipeline.numbers_en import values

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan"
    r"|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_DAY = r"(?:\d{1,2}\s?(?:st|nd|rd|th|ist)?|[il]st)"
_YEAR = r"(?:19|20)\d\d"

_TEXTUAL = re.compile(
    rf"(?<![\w])(?:(?P<d1>{_DAY})(?:\s+day)?(?:\s+of)?[\s,.-]{{0,2}}(?P<m1>{_MONTH})(?:[\s,.'-]{{1,3}}(?:of\s+)?(?:the\s+year\s+)?(?P<y1>{_YEAR})(?!\d))?"
    rf"|(?P<m2>{_MONTH})[\s./-]{{0,2}}(?:the\s+)?(?P<d2>{_DAY})(?![\d%]|[.,](?!(?:19|20)\d\d(?!\d))\d|\s?(?:%"
    rf"|per\s?cent))(?:[\s,]{{1,3}}(?:of\s+)?(?P<y2>{_YEAR})(?!\d))?"
    rf"|(?P<m3>{_MONTH})(?:[\s,.'/-]{{1,3}}(?:of\s+)?(?P<y3>{_YEAR})(?!\d))?)(?![a-z])"
)
_NUMERIC = re.compile(
    rf"(?<![\w/.-])(?:(?P<y>{_YEAR})(?P<s1>[-/.])(?P<m>\d{{1,2}})(?P=s1)(?P<d>\d{{1,2}})"
    rf"|(?P<a>\d{{1,2}})(?P<s2>[-/.])(?P<b>\d{{1,2}})(?P=s2)(?P<y2>{_YEAR}))(?![\d/]|[.-]\d)"
)


_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?\Z")


@cache
def _spelled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A day in words before a month ("the thirty-first day of") and behind one ("the first, 2026")."""
    day = rf"(?:(?P<tens>twenty|thirty)[\s-])?(?P<nth>{phrases(values('ordinal'))})"
    return (
        re.compile(rf"(?<![\w-])(?:the\s+)?{day}(?:\s+day)?\s+of\s+(?:the\s+month\s+of\s+)?\Z"),
        re.compile(rf"\s+(?:the\s+)?{day}(?=\s*(?:[.,;:)]|$|(?:19|20)\d\d))(?:,?\s+(?P<year>{_YEAR})(?!\d))?"),
    )


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date at ``[start, end)``: month and day where printed, the year where printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    def iso(self, year: int | None = None) -> str | None:
        """The date as printed, YYYY-MM-DD or YYYY-MM, with ``year`` where none is printed; None where there is no year at all."""
        known = self.year or year
        if known is None:
            return None
        return f"{known:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return monthrange(year, month)[1]


def find_dates_en(low: str) -> Iterator[Day]:
    """The dates of a folded, lower-case text in order, impossible ones left out.

    >>> [d.iso() for d in find_dates_en("on 4th jan. 2026, or march 31, 2027; w.e.f. 30-08-2001")]
    ['2026-01-04', '2027-03-31', '2001-08-30']
    """
    found: list[Day] = []
    for match in _TEXTUAL.finditer(low):
        day_text = match["d1"] or match["d2"]
        name = match["m1"] or match["m2"] or match["m3"]
        if (
            name.rstrip(".") in ("may", "march")
            and match["m3"]
            and not match["y3"]
            and not _month_context(low, match.start())
            and not ((said := _spelled()[1].match(low, match.end())) and (said["tens"] or said["year"]))
        ):
            continue  # the verb
        day = None
        if day_text:
            digits = re.match(r"\d+", day_text)
            day = int(digits[0]) if digits else 1
        year_text = match["y1"] or match["y2"] or match["y3"]
        start, end = match.span()
        if day is None and (spelled := _spelled_day(low, start, end, year_text is None)):
            start, end, day, printed = spelled
            year_text = year_text or printed
        if weekday := _WEEKDAY.search(low, max(0, start - 18), start):
            start = weekday.start()
        day_found = _day(start, end, int(year_text) if year_text else None, MONTHS[name.rstrip(".")], day)
        if day_found:
            found.append(day_found)
    if _DIGIT.search(low):
        for match in _NUMERIC.finditer(low):
            if match["y"]:
                year, month, day2 = int(match["y"]), int(match["m"]), int(match["d"])
            else:
                year, day2, month = int(match["y2"]), int(match["a"]), int(match["b"])
                if month > 12 >= day2:
                    day2, month = month, day2
            day_found = _day(match.start(), match.end(), year, month, day2)
            if day_found:
                found.append(day_found)
    found.sort()
    return iter(found)


def _month_context(low: str, at: int) -> bool:
    before = low[max(0, at - 24) : at]
    return bool(
        re.search(
            r"\b(?:in|by|of|from|to|until|till|since|before|after|during|end-|mid-|early|late|each|every|next"
            r"|last|this|and)[\s-]*\Z",
            before,
        )
    ) and not re.match(r"(?:may|march)\s+(?:be|not|also|have|apply|only|on|in|towards|into)\b", low[at : at + 20])


def _day(start: int, end: int, year: int | None, month: int, day: int | None) -> Day | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= last_day(year or 2024, month)):
        return None
    return Day(start, end, year, month, day)


def _spelled_day(low: str, start: int, end: int, yearless: bool) -> tuple[int, int, int, str | None] | None:
    """A day in words around a month: "the thirty-first day of December", "May twenty-first, 2026"."""
    before, behind = _spelled()
    match = before.search(low, max(0, start - 44), start)
    if match is None and (not yearless or (match := behind.match(low, end)) is None):
        return None
    day = int(values("ordinal")[match["nth"]])
    if match["tens"]:
        if day > 9:
            return None
        day += 20 if match["tens"] == "twenty" else 30
    return min(start, match.start()), max(end, match.end()), day, match.groupdict().get("year")
