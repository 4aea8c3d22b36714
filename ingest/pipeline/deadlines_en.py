"""Deadlines (期限) in English policy text: by, in, within, every. The conventions are those of data/gold/README.md.

Four kinds of words are looked for: dates, durations ("three (3) working days"), cycles ("every year", "quarterly")
and periods without a date ("during the trial period"); the words before and behind say which kind of deadline each
is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from ingest.model import Deadline, Span
from ingest.pipeline.cycles_en import QUARTERS, find_cycles, find_events, find_relative
from ingest.pipeline.dates_en import Day, find_dates_en, last_day
from ingest.pipeline.durations_en import find_durations
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.times_en import Time


def find_deadlines_en(text: str, *, year: int | None = None, issued: date | None = None) -> list[Deadline]:
    """The deadlines of an English clause in the order of the text; spans count characters of ``text``.

    ``year`` (or that of ``issued``) is used where the text prints none; such values are marked ``inferred``.
    "From the date of issuance" is an event: like 自印发之日起 it has no value. Never raises.

    >>> found = find_deadlines_en("Paid within three (3) working days, by the end of March of the following year.")
    >>> [(d.kind, d.value) for d in found]
    [('within', 'P3WD'), ('by', '+1Y-03-31')]
    """
    low = lower(fold(text))
    if year is None and issued is not None:
        year = issued.year
    taken: list[Time] = []
    for found in (
        _dated(low, text, year),
        find_cycles(low),
        find_durations(low),
        find_relative(low, year),
        find_events(low),
    ):
        for time in found:
            if not any(time.start < t.end and t.start < time.end for t in _around(taken, time)):
                taken.append(time)
        taken.sort(key=lambda t: (t.start, t.end))
    return [
        Deadline(
            span=Span(t.start, t.end),
            quote=" ".join(text[t.start : t.end].split()),
            kind=t.kind,
            value=t.value,
            inferred=t.inferred,
            bound=t.bound,
            due=_due(t, text, low),
            trigger=t.trigger or _trigger(t, text, low),
            rule=f"deadline.en.{t.rule}",
        )
        for t in taken
    ]


def _around(taken: list[Time], time: Time) -> list[Time]:
    i = bisect_left(taken, time.start, key=lambda t: t.start)
    return taken[max(0, i - 3) : i + 4]


# ---------------------------------------------------------------------------------------------------------------------
# dates

_BY = re.compile(
    r"\b(?:by|before|on or up to|up to or on|prior to|no later than|not later than|on or before|until|till|up to|up until"
    r"|due(?: on| by)?|expir\w+ on|valid until|valid till|through"
    r"|(?:deadline|closing date|last date|cut-off date)\s+(?:for|of)\s+[a-z ]{2,40}?\s(?:is|are|shall be|will be|falls on)"
    r"|(?:extend|postpon|prolong|defer)\w*(?:\s[a-z]+){0,4}?\s+to|from\s+the\s+(?:date|day)\s+of\s+[a-z ]{3,40}?\sto"
    r"|closing date(?: is| of|:)?|last date(?: is| of|:)?|deadline(?: is| of|:)?|ending(?: on)?"
    r"|ends on|latest by|no later|upto|not beyond|not after|cut-off date(?: is| of|:)?)"
    r"\s+(?:and including\s+)?(?:the\s+)?(?:close of business\s+(?:on|of)\s+|midnight\s+(?:on|of)\s+"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\.?|p\.?m\.?|hours|hrs|noon)?[^.;,]{0,24}?(?:\s+on"
    r"|,)\s+(?:the\s+)?)?(?:on\s+)?\Z"
)
_FROM = re.compile(
    r"\b(?:from|since|with effect from|with effect on and from|on and from|effective(?: from| as of"
    r"| on)?|starting(?: from| on)?|commencing(?: from| on)?|beginning(?: on| from)?|as from"
    r"|on or after|after|(?<!no )(?<!not )later than|in force (?:on|from)"
    r"|(?:enters?|entered|come|comes|came) into (?:force|effect|operation)(?: on| from)?|(?:take"
    r"|takes|took) effect(?: on| from)?)\s+(?:the\s+)?\Z|\bw\.?\s?e\.?\s?f\.?\s*:?\s*\Z"
)
_DATED = re.compile(
    r"\b(?:dated|dt\.?|issued on|published on|of even date|notification of|notice of)\s*:?\s*(?:the\s+)?\Z"
)
_ONWARDS = re.compile(r"\s+(?:onwards?|and thereafter|and after|or later|and later)\b")
_PART = re.compile(
    r"(?:\b(?P<end>(?:the\s+)?(?:close|end)\s+of\s+|end[\s-]+|(?:the\s+)?last day of\s+)"
    r"|\b(?P<mid>mid[\s-]+|(?:the\s+)?middle of\s+)|\b(?P<early>early\s+(?:in\s+)?"
    r"|(?:the\s+)?first ten days of\s+)"
    r"|\b(?P<late>late\s+(?:in\s+)?|(?:the\s+)?last ten days of\s+)"
    r"|\b(?P<begin>(?:the\s+)?(?:beginning|start) of\s+))(?:the\s+month\s+of\s+)?\Z"
)
_YEAR_AFTER = re.compile(
    r",?\s+(?:of|in)\s+(?:the\s+)?(?:(?P<next>(?:following|next|subsequent|ensuing"
    r"|succeeding)\s+(?:calendar\s+|financial\s+|fiscal\s+)?year)|(?P<same>(?:(?:current|same|this"
    r"|present)\s+)?(?:calendar\s+)?year\b)|(?P<this>this year|that year)|(?P<each>(?:each"
    r"|every)\s+(?:calendar\s+|financial\s+|fiscal\s+)?year)|(?P<after>year after next))"
    r"|,?\s+(?P<each2>(?:each|every)\s+year|annually)|,?\s+(?P<next2>next year)|\s+(?P<this2>this year)"
)
_TO = re.compile(r"\s*(?:to|until|till|through|up to|-|~|and)\s*(?:the\s+)?(?:end\s+of\s+)?\Z")
_FIRST = re.compile(r"\b(?:from|between|during|period|effective)\s+(?:the\s+)?(?:period\s+)?(?:from\s+)?(?:of\s+)?\Z")

_Y = r"(?P<year>(?:19|20)\d\d)(?!\d|[-/.]\d|,\d)"
_BARE_YEAR = re.compile(
    rf"(?<![\w/.,-])(?:(?P<part>(?:(?:the\s+)?(?:end|close)\s+of|end[\s-]|year-end"
    rf"|the\s+last\s+day\s+of|early|late|mid[\s-]|(?:the\s+)?(?:beginning|start)\s+of"
    rf"|(?:the\s+)?middle\s+of)\s*(?:the\s+year\s+|december\s+)?"
    rf"|(?:the\s+)?(?P<half>first|second)\s+half(?:\s+year)?\s+of\s+(?:the\s+year\s+)?"
    rf"|(?P<h>h[12])[\s,/-]+(?:of\s+)?|(?:the\s+)?(?P<quarter>first|second|third|fourth|last|1st|2nd"
    rf"|3rd|4th)\s+quarter\s*(?:of|,)?\s+|(?P<q>q[1-4])[\s,/-]+(?:of\s+)?)?"
    rf"(?:the\s+)?(?:(?:calendar\s+|financial\s+|fiscal\s+)?year\s+|fy\s?-?|cy\s?)?{_Y}|(?P<y1>(?:19"
    rf"|20)\d\d)\s?(?:[-/]|to)\s?(?P<y2>(?:19|20)?\d\d)(?![\d%/-]))"
)
_YEAR_INTRO = re.compile(
    r"\b(?:in|during|for|by|since|from|until|till|before|after|throughout|within|through|to|between"
    r"|and|than|of|as of|year|years|fy|around|starting|annual)\s+(?:the\s+)?(?:period\s+|years?\s+"
    r"|financial years?\s+|fiscal years?\s+|whole of\s+|course of\s+)?\Z"
)
_YEAR_NAME = re.compile(
    r"\s*(?:-?\s?edition|version|budget|act\b|action|plan\b|work plan|annual|report|series|standard"
    r"|census|guidelines?|model|expo|programme|program|catalogue|list\b|no\.)|['-][a-z]"
)


#: "in 2021, 2022 and 2023"
_LISTED_YEAR = re.compile(r",?\s*(?:(?:and|or)\s+)?")
_TIME_BEFORE = re.compile(r"\b(?:in|by|of|from|to|until|till|since|before|after|during|end|mid|early|late)\W+\Z", re.I)


def _is_month(day: Day, text: str) -> bool:
    """Is a month without day and year one as it is printed? "This may take a year", "sep" and "THEY MAY" are none."""
    if day.day or day.year:
        return True
    word = text[day.start : day.end].rstrip(".")
    if word[:1].islower():
        return len(word) > 4 and word != "march"
    if word in ("MAY", "MARCH", "MAR"):
        return _TIME_BEFORE.search(text, max(0, day.start - 12), day.start) is not None
    return True


def _dated(low: str, text: str, year: int | None) -> Iterator[Time]:
    """Dates, months, years, halves and quarters of years, and the stretches between two of them."""
    points: list[tuple[int, int, str | None, str, bool, bool]] = []  # start, end, value, shape, inferred, each year
    days = [day for day in find_dates_en(low) if _is_month(day, text)]
    for day in days:
        if not _DATED.search(low, max(0, day.start - 24), day.start):
            points.append(_point(day, low, year))
    if "20" in low or "19" in low:
        starts = [day.start for day in days]
        for match in _BARE_YEAR.finditer(low):
            near = bisect_left(starts, match.end())
            if near and days[near - 1].end > match.start():
                continue
            point = _year_point(match, low)
            if point:
                points.append(point)
    points.sort(key=lambda p: p[0])
    i, listing = 0, False
    while i < len(points):
        start, end, value, shape, inferred, _each = points[i]
        if i + 1 < len(points) and points[i + 1][0] - end < 24:
            nxt = points[i + 1]
            between = low[end : nxt[0]]
            opened = _FIRST.search(low, max(0, start - 40), start) or _FROM.search(low, max(0, start - 40), start)
            joined = _TO.fullmatch(between) and (
                between.strip()[:3] != "and" or (opened and opened[0].startswith("between"))
            )
            if joined and (opened or not between.strip().startswith(("up to", "to the", "and"))):
                first, second = value, nxt[2]
                if inferred and second and not nxt[4] and value:
                    first, inferred = second[:4] + value[4:], False
                head = opened.start() if opened else start
                yield Time(
                    head,
                    nxt[1],
                    "in",
                    f"{first}/{second}" if first and second else None,
                    "interval",
                    inferred or nxt[4],
                )
                i += 2
                continue
        before = low[max(0, start - 60) : start]
        offset = max(0, start - 60)
        by, since = _BY.search(before), _FROM.search(before)
        onwards = _ONWARDS.match(low, end)
        listed = shape == "year" and i and listing and _LISTED_YEAR.fullmatch(low, points[i - 1][1], start)
        listing = shape != "year" or bool(by or since or onwards or listed or _YEAR_INTRO.search(before))
        if not listing:
            i += 1
            continue
        if by and (not since or by.start() >= since.start()):
            yield Time(offset + by.start(), end, "by", value, "date", inferred)
        elif (since or onwards) and shape in ("day", "month", "year"):
            head = offset + since.start() if since else start
            yield Time(head, onwards.end() if onwards else end, "in", f"{value}/" if value else None, "date", inferred)
        elif shape == "part" or (shape == "month" and (inferred or value is None or value[0] == "+")):
            yield Time(start, end, "by", value, "date", inferred)
        else:
            intro = re.search(r"\b(?:in|on|during|throughout|within|for)\s+(?:the\s+)?(?:year\s+)?\Z", before)
            yield Time(offset + intro.start() if intro else start, end, "in", value, "date", inferred)
        i += 1


def _point(day: Day, low: str, year: int | None) -> tuple[int, int, str | None, str, bool, bool]:
    start, end = day.start, day.end
    known, inferred, prefix, each = day.year, False, "", False
    if known is None:
        after = _YEAR_AFTER.match(low, end)
        if after and (after["next"] or after["next2"]):
            prefix, end = "+1Y", after.end()
        elif after and after["after"]:
            prefix, end = "+2Y", after.end()
        elif after and not (after["each"] or after["each2"]):
            end, known, inferred = after.end(), year, True
        else:
            each = bool(after)
            known, inferred = year, True
    part = _PART.search(low, max(0, start - 28), start) if day.day is None else None
    shape = "day" if day.day else "month"
    tail = f"-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")
    if part:
        shape, start = "part", part.start()
        last = last_day(known or 2023, day.month)
        if part["end"] or part["late"]:
            tail = f"-{day.month:02d}-{last:02d}"
        elif part["mid"]:
            tail = f"-{day.month:02d}-20"
        elif part["early"]:
            tail = f"-{day.month:02d}-10"
    if prefix:
        return start, end, prefix + tail, shape, False, each
    return start, end, f"{known}{tail}" if known else None, shape, inferred, each


def _year_point(match: re.Match[str], low: str) -> tuple[int, int, str | None, str, bool, bool] | None:
    start, end = match.span()
    if match["y1"]:
        first, second = match["y1"], match["y2"]
        second = second if len(second) == 4 else first[:2] + second
        if int(second) <= int(first) or _YEAR_NAME.match(low, end) or low[max(0, start - 1) : start] in ("[", "("):
            return None
        return start, end, f"{first}/{second}", "year", False, False
    if _YEAR_NAME.match(low, end) or low[max(0, start - 1) : start] in ("[", "〔", "#"):
        return None
    value = match["year"]
    if match["half"] or match["h"]:
        first_half = match["half"] == "first" or match["h"] == "h1"
        return start, end, f"{value}-06-30" if first_half else f"{value}-12-31", "part", False, False
    if match["quarter"] or match["q"]:
        quarter = QUARTERS[match["quarter"]] if match["quarter"] else int(match["q"][1])
        return start, end, f"{value}-{quarter * 3:02d}-{last_day(int(value), quarter * 3):02d}", "part", False, False
    if match["part"]:
        part = match["part"]
        if "end" in part or "close" in part or "late" in part or "last" in part:
            return start, end, f"{value}-12-31", "part", False, False
        return start, end, value, "part", False, False
    before = low[max(0, start - 30) : start]
    if re.search(
        r"\b(?:no|nos|act|act,|order|rules|regulations?|law|bill|notification|circular|code|g\.n\."
        r"|s\.i\.)\.?\s*(?:\d+\s+)?(?:of\s+)?\Z",
        before,
    ):
        return None
    if re.search(r"\bof\s+\Z", before) and not re.search(
        r"\b(?:budget|year|course|whole|half|quarter|exports|output|total|plan)\s+of\s+\Z", before
    ):
        return None
    return start, end, value, "year", False, False


# ---------------------------------------------------------------------------------------------------------------------
# what is due, and from when on

_TRIGGER = re.compile(
    r"\s*(?:,\s*)?(?:after|from|of|following|since|upon|starting from|counted from|counting from"
    r"|commencing from|as of|before|prior to|in advance of)\s+(?P<what>[^,.;()]{3,90})"
)


def _trigger(time: Time, text: str, low: str) -> str | None:
    if time.kind not in ("within", "by") or time.rule not in ("duration", "before"):
        return None
    match = _TRIGGER.match(low, time.end) or (
        re.compile(r"\s+(?P<what>[^,.;()]{3,90})").match(low, time.end) if time.rule == "before" else None
    )
    if match is None:
        return None
    start, end = match.span("what")
    cut = re.search(r"\s+(?:shall|will|must|may|can|should|is|are|and the|and shall|to)\b", low[start:end])
    if cut:
        end = start + cut.start()
    said = " ".join(text[start:end].split())
    return said or None


def _due(time: Time, text: str, low: str) -> str | None:
    begin = max(low.rfind(mark, max(0, time.start - 220), time.start) for mark in (". ", "; ", ", ", "\n"))
    begin = begin + 1 if begin >= 0 else max(0, time.start - 220)
    said = " ".join(text[begin : time.start].split()).strip(" ,;:(")
    if len(said.split()) < 2 or (said.lower().startswith(("and ", "or ")) and len(said.split()) < 3):
        match = re.compile(r"[^,;.]{0,90}?,\s*(?P<next>[^,;.]{5,120})").match(text, time.end)
        said = " ".join(match["next"].split()) if match else ""
    return said or None
