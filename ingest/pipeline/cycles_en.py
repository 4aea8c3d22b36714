"""English cycles (every year, quarterly) and periods that are named by their place only (this year, during the trial
period)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.pipeline.dates_en import last_day
from ingest.pipeline.times_en import Time, iso_duration

QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_UNIT = (
    r"(?P<unit>working\s+days?|business\s+days?|days?|weeks?|fortnights?|months?|quarters?"
    r"|(?:calendar\s+|financial\s+|fiscal\s+|academic\s+|budget\s+|policy\s+|assessment\s+)?years?"
    r"|hours?|half[\s-]years?|semesters?|decades?)\b"
)
_CYCLE = re.compile(
    rf"\b(?:(?P<every>every|each|per)\s+(?:(?P<other>other|second|alternate)\s+|(?P<count>\d{{1,2}}"
    rf"|two|three|four|five|six|ten|twelve)\s+(?:\(\d+\)\s+)?)?{_UNIT}"
    r"|(?P<word>annually|yearly|quarterly|monthly|weekly|fortnightly|half-yearly|semi-annually"
    r"|semiannually|biannually|biennially|bi-annually|bimonthly|bi-monthly|per\s+annum|hourly"
    r"|daily)\b"
    r"|(?:once|twice|thrice|times?)\s+(?:in\s+)?an?\s+(?P<unit2>day|week|fortnight|month|quarter"
    r"|(?:calendar\s+|financial\s+|fiscal\s+)?year|hour|half[\s-]year|semester|decade)\b"
    r"|(?<![\d,.])\d[\d,.]{0,20}(?:\s?%|\s+(?:per\s?cent|million|thousand|lakhs?|crores?|yuan|dollars"
    r"|euros|persons?|enterprises|tonnes))?\s+an?\s+(?P<unit3>day|week|month|quarter|year)\b)"
)
_WORDS = {
    "annually": "P1Y",
    "yearly": "P1Y",
    "quarterly": "P3M",
    "monthly": "P1M",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "half-yearly": "P6M",
    "semi-annually": "P6M",
    "semiannually": "P6M",
    "biannually": "P6M",
    "bi-annually": "P6M",
    "biennially": "P2Y",
    "bimonthly": "P2M",
    "bi-monthly": "P2M",
    "hourly": "PT1H",
    "daily": "P1D",
}
_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}


def find_cycles(low: str) -> Iterator[Time]:
    """every year, each quarter, per month, once a year, annually, on a monthly basis."""
    for match in _CYCLE.finditer(low):
        start, end = match.span()
        if match["word"]:
            word = match["word"]
            value = "P1Y" if word.startswith("per") else _WORDS[word]
            if word in ("daily", "yearly", "hourly", "weekly") and not re.match(
                r"\s*(?:[.,;:)]|$|basis|and|or\b|by\b|to\b)|\s+(?:reports?|meetings?|dispatch|returns?)",
                low[end : end + 14],
            ):
                continue
            yield Time(start, end, "every", value, "cycle")
            continue
        if match["unit3"]:
            unit, start = match["unit3"], match.start("unit3") - 2
            start = low.rfind(" a", 0, match.start("unit3")) + 1
        else:
            unit = match["unit"] or match["unit2"]
            if not match["every"]:
                start = match.start()
        if match["every"] == "per" and match["count"]:
            continue
        if (
            match["every"] in ("every", "each")
            and re.match(r"\s+of\s+(?:operation|age|delay|the\s+first)", low[end : end + 20])
            and match["every"] == "each"
        ):
            pass
        if match["every"] and unit.endswith("s") and not match["count"]:
            continue
        count = (
            2
            if match["other"]
            else int(match["count"])
            if match["count"] and match["count"].isdigit()
            else _SMALL.get(match["count"] or "", 1)
        )
        yield Time(start, end, "every", iso_duration(Decimal(count), re.sub(r"\s+", " ", unit)), "cycle")


# ---------------------------------------------------------------------------------------------------------------------
# years and days that are named by their place only, and periods of events

_RELATIVE = re.compile(
    r"\b(?P<within>within\s+(?:the|this)\s+(?:calendar\s+|same\s+)?year|(?:in|during)\s+this\s+year|this\s+year)(?!-)\b"
    r"|\b(?:by|before|at|until|prior\s+to)\s+(?:the\s+)?(?:(?P<eoy>end\s+of\s+(?:the"
    r"|this)\s+(?:calendar\s+|current\s+)?year|year[\s-]end|year's\s+end"
    r"|end\s+of\s+the\s+current\s+year)|(?P<eony>end\s+of\s+(?:the\s+)?(?:following|next"
    r"|subsequent)\s+year))"
    r"|\b(?:(?P<firsthalf>(?:first)\s+half)"
    r"|(?P<secondhalf>second\s+half))\s+of\s+(?P<hyear>the\s+year|this\s+year|the\s+following\s+year"
    r"|next\s+year)"
    r"|\b(?:(?P<quarter>first|second|third|fourth)\s+quarter)(?:\s+of\s+(?P<qyear>the\s+year"
    r"|this\s+year|the\s+following\s+year|next\s+year)|(?=\s*[,.;)]|$))"
    r"|\b(?P<ny>in|during|by)\s+(?:the\s+)?(?:following|next)\s+year\b"
    r"|\b(?:on|within)\s+the\s+(?P<same>same|next|following)\s+(?P<sunit>working\s+day|business\s+day|day)\b"
    r"|\b(?:during\s+the\s+|in\s+the\s+|throughout\s+the\s+)?(?P<fyp>1[0-9])th\s+five-year\s+plan(?:\s+period)?"
    r"|\b(?:from|since|as\s+of|upon|on|after)\s+(?P<issuance>(?:the\s+)?(?:date|day)\s+of\s+(?:its\s+"
    r"|the\s+|their\s+)?(?:issuance|issue|promulgation|publication|release|printing|announcement"
    r"|signature|notification|adoption))(?:\s+of\s+(?:this|these|the\s+present)\s+[a-z]+)?"
    r"|\b(?P<term>(?:first|last|next|past)\s+(?:year|month|quarter|week))\s+(?:of\s+(?:operation"
    r"|establishment|business))"
)


_DONE = re.compile(
    r"\b(?:striv|complet|open|launch|achiev|reali[sz]|finish|build|put into|establish|start|introduc"
    r"|deliver|sign|construct|add|hold"
    r"|organi[sz]e(?!d))\w*\b(?:(?!\b(?:whose|that|which|who|cumulative|total)\b)[^.;])*\Z"
)


def find_relative(low: str, year: int | None) -> Iterator[Time]:
    for match in _RELATIVE.finditer(low):
        start, end = match.span()
        known = str(year) if year else None
        if match["within"]:
            # to be done by the end of the year (年内), or counted over it (年度内)
            done = match["within"].startswith("within") and _DONE.search(low, max(0, start - 160), start)
            yield Time(start, end, "by" if done else "in", known, "this-year", True)
        elif match["eoy"]:
            yield Time(start, end, "by", f"{known}-12-31" if known else None, "this-year", True)
        elif match["eony"]:
            yield Time(start, end, "by", "+1Y-12-31", "next-year")
        elif match["firsthalf"] or match["secondhalf"]:
            tail = "-06-30" if match["firsthalf"] else "-12-31"
            yield _part_of_year(start, end, tail, match["hyear"], known, "half-year")
        elif match["quarter"]:
            month = QUARTERS[match["quarter"]] * 3
            tail = f"-{month:02d}-{last_day(2023, month):02d}"
            yield _part_of_year(start, end, tail, match["qyear"], known, "quarter")
        elif match["ny"]:
            yield Time(start, end, "by" if match["ny"] == "by" else "in", "+1Y", "next-year")
        elif match["same"]:
            working = match["sunit"] != "day"
            yield Time(start, end, "within", "P1WD" if working else "P1D", "same-day")
        elif match["fyp"]:
            first = 2021 + (int(match["fyp"]) - 14) * 5
            yield Time(start, end, "in", f"{first}/{first + 4}", "five-year-plan")
        elif match["issuance"]:
            if re.search(r"\b(?:days?|months?|years?|weeks?|hours?)\s+\Z", low[max(0, start - 12) : start]):
                continue
            yield Time(
                start,
                end,
                "in",
                None,
                "from-issuance",
                trigger=low[match.start("issuance") : match.end("issuance")],
            )


def _part_of_year(start: int, end: int, tail: str, said: str | None, known: str | None, rule: str) -> Time:
    """By the end of a half or quarter (``tail``, "-06-30"), of the year that is said, else of the notice's own."""
    following = said is not None and ("following" in said or "next" in said)
    value = "+1Y" + tail if following else f"{known}{tail}" if known else None
    return Time(start, end, "by", value, rule, not following)


_EVENT = re.compile(
    r"\b(?:during|throughout|for the duration of)\s+(?:the\s+|its\s+|their\s+|this\s+)?(?:(?:whole"
    r"|entire)\s+)?(?:period\s+of\s+[^,.;()]{3,70}|[^,.;()]{2,50}?\b(?:period|term|phase|epidemic"
    r"|pandemic|outbreak|festival|season|emergency|validity|session|event|fair|exhibition"
    r"|holidays?))\b"
)


def find_events(low: str) -> Iterator[Time]:
    if "during" not in low and "throughout" not in low and "duration" not in low:
        return
    for match in _EVENT.finditer(low):
        yield Time(match.start(), match.end(), "in", None, "event")
