"""Deadlines (期限) in English policy text: by, in, within, every. The conventions are those of data/gold/README.md.

Four kinds of words are looked for: dates, durations ("three (3) working days"), cycles ("every year", "quarterly") and periods without a
date ("during the trial period"); the words before and behind say which kind of deadline each is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from ingest.model import Deadline, DeadlineKind, Span
from ingest.pipeline.dates_en import Day, find_dates_en, last_day
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.numbers_en import Number, find_numbers_en


@dataclass(slots=True)
class _Time:
    start: int
    end: int
    kind: DeadlineKind
    value: str | None
    rule: str
    inferred: bool = False
    bound: Literal["max", "min"] = "max"
    trigger: str | None = None


def find_deadlines_en(text: str, *, year: int | None = None, issued: date | None = None) -> list[Deadline]:
    """The deadlines of an English clause in the order of the text; spans count characters of ``text``.

    ``year`` (or that of ``issued``) is used where the text prints none; such values are marked ``inferred``. ``issued`` is also the day
    "the date of issuance" means. Never raises.

    >>> [(d.kind, d.value) for d in find_deadlines_en("Paid within three (3) working days, by the end of March of the following year.")]
    [('within', 'P3WD'), ('by', '+1Y-03-31')]
    """
    low = lower(fold(text))
    if year is None and issued is not None:
        year = issued.year
    taken: list[_Time] = []
    for found in (_dated(low, year), _cycles(low), _durations(low), _relative(low, year, issued), _events(low)):
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


def _around(taken: list[_Time], time: _Time) -> list[_Time]:
    from bisect import bisect_left

    i = bisect_left(taken, time.start, key=lambda t: t.start)
    return taken[max(0, i - 3) : i + 4]


# ---------------------------------------------------------------------------------------------------------------------
# dates

_BY = re.compile(
    r"\b(?:by|before|prior to|no later than|not later than|on or before|until|till|up to|up until|due(?: on| by)?|expir\w+ on|valid until|valid till|through"
    r"|closing date(?: is| of|:)?|last date(?: is| of|:)?|deadline(?: is| of|:)?|ending(?: on)?|ends on|latest by|no later|upto|not beyond|not after|cut-off date(?: is| of|:)?)"
    r"\s+(?:and including\s+)?(?:the\s+)?(?:close of business\s+(?:on|of)\s+|midnight\s+(?:on|of)\s+|\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\.?|p\.?m\.?|hours|hrs|noon)?[^.;,]{0,24}?(?:\s+on|,)\s+(?:the\s+)?)?(?:on\s+)?\Z"
)
_FROM = re.compile(
    r"\b(?:from|since|with effect from|with effect on and from|on and from|effective(?: from| as of| on)?|starting(?: from| on)?|commencing(?: from| on)?|beginning(?: on| from)?|as from|on or after|after|later than|in force (?:on|from)"
    r"|(?:enters?|entered|come|comes|came) into (?:force|effect|operation)(?: on| from)?|(?:take|takes|took) effect(?: on| from)?)\s+(?:the\s+)?\Z|\bw\.?\s?e\.?\s?f\.?\s*:?\s*\Z"
)
_DATED = re.compile(r"\b(?:dated|dt\.?|issued on|published on|of even date|notification of|notice of)\s*:?\s*(?:the\s+)?\Z")
_ONWARDS = re.compile(r"\s+(?:onwards?|and thereafter|and after|or later|and later)\b")
_PART = re.compile(
    r"(?:\b(?P<end>(?:the\s+)?(?:close|end)\s+of\s+|end[\s-]+|(?:the\s+)?last day of\s+)|\b(?P<mid>mid[\s-]+|(?:the\s+)?middle of\s+)|\b(?P<early>early\s+(?:in\s+)?|(?:the\s+)?first ten days of\s+)"
    r"|\b(?P<late>late\s+(?:in\s+)?|(?:the\s+)?last ten days of\s+)|\b(?P<begin>(?:the\s+)?(?:beginning|start) of\s+))(?:the\s+month\s+of\s+)?\Z"
)
_YEAR_AFTER = re.compile(
    r",?\s+(?:of|in)\s+(?:the\s+)?(?:(?P<next>(?:following|next|subsequent|ensuing|succeeding)\s+(?:calendar\s+|financial\s+|fiscal\s+)?year)|(?P<same>(?:(?:current|same|this|present)\s+)?(?:calendar\s+)?year\b)|(?P<this>this year|that year)|(?P<each>(?:each|every)\s+(?:calendar\s+|financial\s+|fiscal\s+)?year)|(?P<after>year after next))"
    r"|,?\s+(?P<each2>(?:each|every)\s+year|annually)|,?\s+(?P<next2>next year)|\s+(?P<this2>this year)"
)
_TO = re.compile(r"\s*(?:to|until|till|through|up to|-|~|and)\s*(?:the\s+)?(?:end\s+of\s+)?\Z")
_FIRST = re.compile(r"\b(?:from|between|during|period|effective)\s+(?:the\s+)?(?:period\s+)?(?:from\s+)?(?:of\s+)?\Z")

_Y = r"(?P<year>(?:19|20)\d\d)(?!\d|[-/.]\d|,\d)"
_BARE_YEAR = re.compile(
    rf"(?<![\w/.,-])(?:(?P<part>(?:(?:the\s+)?(?:end|close)\s+of|end[\s-]|year-end|the\s+last\s+day\s+of|early|late|mid[\s-]|(?:the\s+)?(?:beginning|start)\s+of|(?:the\s+)?middle\s+of)\s*(?:the\s+year\s+|december\s+)?"
    rf"|(?:the\s+)?(?P<half>first|second)\s+half(?:\s+year)?\s+of\s+(?:the\s+year\s+)?|(?P<h>h[12])[\s,/-]+(?:of\s+)?|(?:the\s+)?(?P<quarter>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter\s*(?:of|,)?\s+|(?P<q>q[1-4])[\s,/-]+(?:of\s+)?)?"
    rf"(?:the\s+)?(?:(?:calendar\s+|financial\s+|fiscal\s+)?year\s+|fy\s?-?|cy\s?)?{_Y}|(?P<y1>(?:19|20)\d\d)\s?(?:[-/]|to)\s?(?P<y2>(?:19|20)?\d\d)(?![\d%/-]))"
)
_YEAR_INTRO = re.compile(
    r"\b(?:in|during|for|by|since|from|until|till|before|after|throughout|within|through|to|between|and|than|of|as of|year|years|fy|around|starting|annual)\s+(?:the\s+)?(?:period\s+|years?\s+|financial years?\s+|fiscal years?\s+|whole of\s+|course of\s+)?\Z"
)
_YEAR_NAME = re.compile(r"\s*(?:-?\s?edition|version|budget|act\b|action|plan\b|work plan|annual|report|series|standard|census|guidelines?|model|expo|programme|program|catalogue|list\b|no\.)|['-][a-z]")
_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


def _dated(low: str, year: int | None) -> Iterator[_Time]:
    """Dates, months, years, halves and quarters of years, and the stretches between two of them."""
    points: list[tuple[int, int, str | None, str, bool, bool]] = []  # start, end, value, shape, inferred, each year
    days = [d for d in find_dates_en(low) if not _DATED.search(low, max(0, d.start - 24), d.start)]
    for day in days:
        points.append(_point(day, low, year))
    if "20" in low or "19" in low:
        spans = [(d.start, d.end) for d in find_dates_en(low)]
        for match in _BARE_YEAR.finditer(low):
            if any(a < match.end() and match.start() < b for a, b in spans):
                continue
            point = _year_point(match, low)
            if point:
                points.append(point)
    points.sort(key=lambda p: p[0])
    i = 0
    while i < len(points):
        start, end, value, shape, inferred, each = points[i]
        if i + 1 < len(points) and points[i + 1][0] - end < 24:
            nxt = points[i + 1]
            between = low[end : nxt[0]]
            opened = _FIRST.search(low, max(0, start - 40), start) or _FROM.search(low, max(0, start - 40), start)
            joined = _TO.fullmatch(between) and (between.strip()[:3] != "and" or (opened and opened[0].startswith("between")))
            if joined and (opened or not between.strip().startswith(("up to", "to the", "and"))):
                first, second = value, nxt[2]
                if inferred and second and not nxt[4] and value:
                    first, inferred = second[:4] + value[4:], False
                head = opened.start() if opened else start
                yield _Time(head, nxt[1], "in", f"{first}/{second}" if first and second else None, "interval", inferred or nxt[4])
                i += 2
                continue
        before = low[max(0, start - 60) : start]
        offset = max(0, start - 60)
        by, since = _BY.search(before), _FROM.search(before)
        onwards = _ONWARDS.match(low, end)
        if shape == "year" and not (by or since or onwards or _YEAR_INTRO.search(before)):
            i += 1
            continue
        if by and (not since or by.start() >= since.start()):
            yield _Time(offset + by.start(), end, "by", value, "date", inferred)
        elif (since or onwards) and shape in ("day", "month", "year"):
            head = offset + since.start() if since else start
            yield _Time(head, onwards.end() if onwards else end, "in", f"{value}/" if value else None, "date", inferred)
        elif shape in ("part", "month"):
            yield _Time(start, end, "by", value, "date", inferred)
        else:
            intro = re.search(r"\b(?:in|on|during|throughout|within|for)\s+(?:the\s+)?(?:year\s+)?\Z", before)
            yield _Time(offset + intro.start() if intro else start, end, "in", value, "date", inferred)
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
        quarter = _QUARTERS[match["quarter"]] if match["quarter"] else int(match["q"][1])
        return start, end, f"{value}-{quarter * 3:02d}-{last_day(int(value), quarter * 3):02d}", "part", False, False
    if match["part"]:
        part = match["part"]
        if "end" in part or "close" in part or "late" in part or "last" in part:
            return start, end, f"{value}-12-31", "part", False, False
        return start, end, value, "part", False, False
    before = low[max(0, start - 30) : start]
    if re.search(r"\b(?:no|nos|act|act,|order|rules|regulations?|law|bill|notification|circular|code|g\.n\.|s\.i\.)\.?\s*(?:\d+\s+)?(?:of\s+)?\Z", before):
        return None
    if re.search(r"\bof\s+\Z", before) and not re.search(r"\b(?:budget|year|course|whole|half|quarter|exports|output|total|plan)\s+of\s+\Z", before):
        return None
    return start, end, value, "year", False, False


# ---------------------------------------------------------------------------------------------------------------------
# cycles

_UNIT = r"(?P<unit>working\s+days?|business\s+days?|days?|weeks?|fortnights?|months?|quarters?|(?:calendar\s+|financial\s+|fiscal\s+|academic\s+|budget\s+|policy\s+|assessment\s+)?years?|hours?|half[\s-]years?|semesters?|decades?)\b"
_CYCLE = re.compile(
    rf"\b(?:(?P<every>every|each|per)\s+(?:(?P<other>other|second|alternate)\s+|(?P<count>\d{{1,2}}|two|three|four|five|six|ten|twelve)\s+(?:\(\d+\)\s+)?)?{_UNIT}"
    r"|(?P<word>annually|yearly|quarterly|monthly|weekly|fortnightly|half-yearly|semi-annually|semiannually|biannually|biennially|bi-annually|bimonthly|bi-monthly|per\s+annum|hourly|daily)\b"
    r"|(?:once|twice|thrice|times?)\s+(?:in\s+)?an?\s+(?P<unit2>day|week|fortnight|month|quarter|(?:calendar\s+|financial\s+|fiscal\s+)?year|hour|half[\s-]year|semester|decade)\b"
    r"|(?<![\d,.])\d[\d,.]{0,20}(?:\s?%|\s+(?:per\s?cent|million|thousand|lakhs?|crores?|yuan|dollars|euros|persons?|enterprises|tonnes))?\s+an?\s+(?P<unit3>day|week|month|quarter|year)\b)"
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


def _cycles(low: str) -> Iterator[_Time]:
    """every year, each quarter, per month, once a year, annually, on a monthly basis."""
    for match in _CYCLE.finditer(low):
        start, end = match.span()
        if match["word"]:
            word = match["word"]
            value = "P1Y" if word.startswith("per") else _WORDS[word]
            if word in ("daily", "yearly", "hourly", "weekly") and not re.match(r"\s*(?:[.,;:)]|$|basis|and|or\b|by\b|to\b)|\s+(?:reports?|meetings?|dispatch|returns?)", low[end : end + 14]):
                continue
            yield _Time(start, end, "every", value, "cycle")
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
        if match["every"] in ("every", "each") and re.match(r"\s+of\s+(?:operation|age|delay|the\s+first)", low[end : end + 20]) and match["every"] == "each":
            pass
        if match["every"] and unit.endswith("s") and not match["count"]:
            continue
        count = 2 if match["other"] else int(match["count"]) if match["count"] and match["count"].isdigit() else _SMALL.get(match["count"] or "", 1)
        yield _Time(start, end, "every", _iso(Decimal(count), re.sub(r"\s+", " ", unit)), "cycle")


# ---------------------------------------------------------------------------------------------------------------------
# durations

_DURATION = re.compile(
    r"(?:\s*\((?:\d{1,4}|[a-z -]{3,24})\))?[\s-]*(?:(?P<mod>full|whole|consecutive|successive|straight|complete|more|additional|further|clear|natural|calendar|financial|fiscal|tax|assessment|academic|official|running)[\s-]+)?"
    r"(?P<unit>working[\s-]+days?|business[\s-]+days?|work[\s-]?days?|working[\s-]+hours?|banking\s+days?|trading\s+days?|days?|weeks?|fortnights?|months?|mths?|quarters?|years?|yrs?|hours?|hrs?|h|minutes?|mins?|seconds?|decades?)\b(?P<poss>'s?)?"
)
_PAIR = re.compile(r"\s*(?:and|,)?\s*\Z")
_INDEFINITE = re.compile(
    r"\b(?:within|for|exceeding|exceed|than|least|period of|term of|validity of|after|over|under|to|is|be|of|following|by|another|lasting|last)\s+(?P<art>an?|half an?|one and a half)\s+"
    r"(?:(?:full|whole|calendar|further|period of)\s+)*(?P<unit>working day|business day|day|week|fortnight|month|quarter|year|hour|half[\s-]year|minute|decade)s?\b"
    r"|\b(?P<half>half[\s-](?:an?\s+)?(?P<hunit>year|month|hour|day))\b"
)
_INTRO = re.compile(
    r"\b(?P<intro>within|in|for|during|over|by|of|up to|no more than|not more than|not exceeding|not exceed|no later than|not later than|at least|not less than|no less than|more than|less than|at most|longer than|shorter than|"
    r"exceeding|exceed|exceeds|under|above|below|a minimum of|minimum of|minimum|maximum of|a maximum of|maximum|no longer than|not longer than|after|every|fewer than|beyond|to within|as long as|through|capped at|limited to|restricted to|full|reached|reaching|reaches|completed|upto|be)\s+"
    r"(?:(?:a|an|the|its|total|period|term|of|about|approximately|next|first|initial|last|past|previous|preceding|following|coming|subsequent|full|maximum|minimum|additional|further|up|to|be|at|least|most|cumulative|every|only|another|within|latest|recent|exceed|more|than)\s+){0,5}\Z"
)
_MIN = re.compile(r"\b(?:at least|not less than|no less than|no fewer than|not fewer than|minimum of|minimum|more than|over|longer than|exceeding|exceeds|exceed|for a full|full|above|beyond|reached|completed|reaches|reaching)\s+(?:a\s+|the\s+|period\s+of\s+|of\s+){0,3}\Z")
_MIN_AFTER = re.compile(r"\s+(?:or|and)\s+(?:more|above|longer|over)\b|\s+at\s+least\b")
_NOT = re.compile(r"\b(?:not|no|never|cannot|without|n't)\s+(?:[a-z]+\s+){0,3}\Z")
_EARLIER = re.compile(
    r"\s+(?:in\s+)?(?P<adv>advance|before|prior\s+to|ahead\s+of|earlier\s+than|preceding|previous\s+to|in\s+advance)\b(?:\s+of)?"
)
_OF_PLAN = re.compile(
    r"\s+(?:[a-z-]+\s+){0,3}?(?:plan|plans|programme|program|programmes|programs|campaign|initiative|strategy|hotline|roadmap|blueprint|scheme|operation\s+plan)\b"
)
_SAVED = re.compile(
    r"\b(?:shorten|reduc|cut|sav|compress|accelerat|slash|decreas|trim|lower|delay|brought forward|advanc)\w*\b[^.;,]{0,50}\sby\s+(?:[a-z]+\s+){0,3}\Z|\bsav(?:e|ing|es|ed)\s+\Z"
)
_CHANGED = re.compile(
    r"\b(?:shorten|reduc|cut|compress|extend|lengthen|prolong|increas|rais|lower|decreas|chang)\w*\b[^.;]{0,60}\bfrom\s+(?:[a-z]+\s+){0,2}\Z"
)
_ROUND = re.compile(r"\s+(?:a|per)\s+(?:day|week)\b|\s+(?:old|of age)\b|-old\b|\s+ago\b|\s+(?:olds)\b")
_LETTERS = {"year": "Y", "yr": "Y", "month": "M", "mth": "M", "week": "W", "day": "D", "hour": "H", "hr": "H", "h": "H", "minute": "M", "min": "M", "second": "S"}


def _iso(count: Decimal, unit: str) -> str | None:
    """An ISO 8601 duration; working days as P3WD, a year and a half as P18M.

    >>> _iso(Decimal(3), "working days"), _iso(Decimal("1.5"), "years"), _iso(Decimal(72), "hours")
    ('P3WD', 'P18M', 'PT72H')
    """
    unit = re.sub(r"[\s-]+", " ", unit).strip()
    unit = unit[:-1] if unit.endswith("s") and unit != "s" else unit
    if unit.startswith(("working day", "business day", "workday", "work day", "banking day", "trading day")):
        return f"P{_number(count)}WD"
    unit = unit.rpartition(" ")[2] if not unit.startswith("half") else unit
    if unit.startswith("half"):
        count, unit = count * 6, "month"
    elif unit == "fortnight":
        count, unit = count * 2, "week"
    elif unit == "quarter":
        count, unit = count * 3, "month"
    elif unit == "semester":
        count, unit = count * 6, "month"
    elif unit == "decade":
        count, unit = count * 10, "year"
    if count != count.to_integral_value():
        smaller = {"year": (12, "month"), "yr": (12, "month"), "day": (24, "hour"), "hour": (60, "minute"), "hr": (60, "minute"), "week": (7, "day"), "month": (30, "day")}.get(unit)
        if smaller and (count * smaller[0]) == (count * smaller[0]).to_integral_value():
            count, unit = count * smaller[0], smaller[1]
    letter = _LETTERS.get(unit)
    if letter is None:
        return None
    time = "T" if unit in ("hour", "hr", "h", "minute", "min", "second") else ""
    return f"P{time}{_number(count)}{letter}"


def _number(count: Decimal) -> str:
    return str(int(count)) if count == count.to_integral_value() else format(count.normalize(), "f")


@dataclass(slots=True)
class _Length:
    start: int
    end: int
    count: Decimal
    unit: str

    @property
    def value(self) -> str | None:
        return _iso(self.count, self.unit)


def _lengths(low: str) -> list[_Length]:
    """Numbers with a unit of time, in order, and "a year" where a word before it makes it a length."""
    found: list[_Length] = []
    waiting: list[Number] = []
    for number in find_numbers_en(low):
        match = _DURATION.match(low, number.end)
        if match is None:
            waiting = [number]
            continue
        before = low[number.start - 1 : number.start]
        if (before.isalpha() or before in ("/", "_") or (match["unit"] in ("h", "min", "quarter", "quarters") and number.spelled and match["unit"] == "h")) and before:
            continue
        if match["unit"].startswith("quarter") and re.match(r"\s+of\b", low[match.end() : match.end() + 4]):
            continue
        if waiting and re.fullmatch(r"\s*(?:-|to|~|or)\s*", low[waiting[-1].end : number.start]) and waiting[-1].value < number.value:
            found.append(_Length(waiting[-1].start, waiting[-1].end, waiting[-1].value, match["unit"]))
        waiting = []
        found.append(_Length(number.start, match.end(), number.value, match["unit"]))
    for match in _INDEFINITE.finditer(low):
        if match["half"]:
            found.append(_Length(match.start("half"), match.end(), Decimal("0.5"), match["hunit"]))
        else:
            count = Decimal("0.5") if match["art"].startswith("half") else Decimal("1.5") if match["art"].startswith("one") else Decimal(1)
            found.append(_Length(match.start("art"), match.end(), count, match["unit"]))
    found.sort(key=lambda x: (x.start, -x.end))
    kept: list[_Length] = []
    for length in found:
        if not kept or length.start >= kept[-1].end:
            kept.append(length)
    return kept


def _durations(low: str) -> Iterator[_Time]:
    """Limits on a duration, and dates counted back from an event ("at least one month before the fair")."""
    lengths = _lengths(low)
    i = 0
    while i < len(lengths):
        length = lengths[i]
        group = [length]
        i += 1
        while i < len(lengths) and lengths[i].start - group[-1].end < 8:
            between = low[group[-1].end : lengths[i].start]
            if not re.fullmatch(r"\s*(?:-|to|~|or|and|,)?\s*", between):
                break
            group.append(lengths[i])
            i += 1
        yield from _limit(group, low)


def _limit(group: list[_Length], low: str) -> Iterator[_Time]:
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    before = low[max(0, start - 90) : start]
    if _ROUND.match(low, end) or (low[end - 1] != "s" and _OF_PLAN.match(low, end) and low[first.end - 5 : first.end].count("-")):
        return
    if re.search(r"\b(?:aged?|age of|year|years?|day|month|week|no\.?|article|section)\s+\Z", before) or _SAVED.search(before):
        return
    if "-" in low[start:end] and _OF_PLAN.match(low, end):
        return
    intro = _INTRO.search(before)
    head = start - (len(before) - intro.start()) if intro else start
    spread = len(group) > 1 and re.fullmatch(r"\s*(?:-|to|~|or)\s*", low[first.end : group[1].start])
    compound = len(group) > 1 and not spread
    value = first.value
    if compound:
        value = _compound(group)
        if value is None:
            for length in group:
                yield from _limit([length], low)
            return
    earlier = _EARLIER.match(low, end)
    if earlier and not (intro and intro["intro"] == "within") and not re.match(r"\s+of\s+(?:any|which)", low[earlier.end() : earlier.end() + 9]):
        if spread and first.unit != last.unit and "week" in first.unit:
            value = _iso(first.count * 7, "days")
        yield _Time(head, earlier.end(), "by", f"-{value}" if value else None, "before")
        return
    least = _MIN.search(before)
    negated = least and _NOT.search(before[: least.start()])
    minimum = bool(least and not negated) or bool(_MIN_AFTER.match(low, end))
    if negated:
        head = min(head, start - (len(before) - negated.start()))
    after = _MIN_AFTER.match(low, end)
    if after and not least:
        end = after.end()
    if spread and _CHANGED.search(before):
        yield _Time(start, group[0].end, "within", first.value, "duration")
        yield _Time(group[1].start, end, "within", last.value, "duration")
        return
    if spread:
        yield _Time(head, group[0].end, "within", first.value if first.unit == last.unit else first.value, "duration", bound="min")
        yield _Time(group[1].start, end, "within", last.value, "duration")
        return
    yield _Time(head, end, "within", value, "duration", bound="min" if minimum else "max")


def _compound(group: list[_Length]) -> str | None:
    """1 year and 6 months → P1Y6M."""
    order = "YMWDHS"
    parts = [length.value for length in group]
    if any(p is None for p in parts):
        return None
    dates = [p[1:] for p in parts if p and not p.startswith("PT") and not p.endswith("WD")]
    times = [p[2:] for p in parts if p and p.startswith("PT")]
    if len(dates) + len(times) != len(parts) or len({p[-1] for p in dates}) != len(dates) or len({p[-1] for p in times}) != len(times):
        return None
    if [order.index(p[-1]) for p in dates] != sorted(order.index(p[-1]) for p in dates):
        return None
    return "P" + "".join(dates) + ("T" + "".join(times) if times else "")


# ---------------------------------------------------------------------------------------------------------------------
# years and days that are named by their place only, and periods of events

_RELATIVE = re.compile(
    r"\b(?P<within>within\s+(?:the|this)\s+(?:calendar\s+|same\s+)?year|(?:in|during)\s+this\s+year|this\s+year)(?!-)\b"
    r"|\b(?:by|before|at|until|prior\s+to)\s+(?:the\s+)?(?:(?P<eoy>end\s+of\s+(?:the|this)\s+(?:calendar\s+|current\s+)?year|year[\s-]end|year's\s+end|end\s+of\s+the\s+current\s+year)|(?P<eony>end\s+of\s+(?:the\s+)?(?:following|next|subsequent)\s+year))"
    r"|\b(?:(?P<firsthalf>(?:first)\s+half)|(?P<secondhalf>second\s+half))\s+of\s+(?P<hyear>the\s+year|this\s+year|the\s+following\s+year|next\s+year)"
    r"|\b(?:(?P<quarter>first|second|third|fourth)\s+quarter)(?:\s+of\s+(?P<qyear>the\s+year|this\s+year|the\s+following\s+year|next\s+year)|(?=\s*[,.;)]|$))"
    r"|\b(?P<ny>in|during|by)\s+(?:the\s+)?(?:following|next)\s+year\b"
    r"|\b(?:on|within)\s+the\s+(?P<same>same|next|following)\s+(?P<sunit>working\s+day|business\s+day|day)\b"
    r"|\b(?:during\s+the\s+|in\s+the\s+|throughout\s+the\s+)?(?P<fyp>1[0-9])th\s+five-year\s+plan(?:\s+period)?"
    r"|\b(?:from|since|as\s+of|upon|on|after)\s+(?P<issuance>(?:the\s+)?(?:date|day)\s+of\s+(?:its\s+|the\s+|their\s+)?(?:issuance|issue|promulgation|publication|release|printing|announcement|signature|notification|adoption))(?:\s+of\s+(?:this|these|the\s+present)\s+[a-z]+)?"
    r"|\b(?P<term>(?:first|last|next|past)\s+(?:year|month|quarter|week))\s+(?:of\s+(?:operation|establishment|business))"
)


def _relative(low: str, year: int | None, issued: date | None) -> Iterator[_Time]:
    for match in _RELATIVE.finditer(low):
        start, end = match.span()
        known = str(year) if year else None
        if match["within"]:
            yield _Time(start, end, "in", known, "this-year", True)
        elif match["eoy"]:
            yield _Time(start, end, "by", f"{known}-12-31" if known else None, "this-year", True)
        elif match["eony"]:
            yield _Time(start, end, "by", "+1Y-12-31", "next-year")
        elif match["firsthalf"] or match["secondhalf"]:
            tail = "-06-30" if match["firsthalf"] else "-12-31"
            following = "following" in match["hyear"] or "next" in match["hyear"]
            yield _Time(start, end, "by", "+1Y" + tail if following else f"{known}{tail}" if known else None, "half-year", not following)
        elif match["quarter"]:
            month = _QUARTERS[match["quarter"]] * 3
            tail = f"-{month:02d}-{last_day(2023, month):02d}"
            following = bool(match["qyear"]) and ("following" in match["qyear"] or "next" in match["qyear"])
            yield _Time(start, end, "by", "+1Y" + tail if following else f"{known}{tail}" if known else None, "quarter", not following)
        elif match["ny"]:
            yield _Time(start, end, "by" if match["ny"] == "by" else "in", "+1Y", "next-year")
        elif match["same"]:
            working = match["sunit"] != "day"
            yield _Time(start, end, "within", "P1WD" if working else "P1D", "same-day")
        elif match["fyp"]:
            first = 2021 + (int(match["fyp"]) - 14) * 5
            yield _Time(start, end, "in", f"{first}/{first + 4}", "five-year-plan")
        elif match["issuance"]:
            if re.search(r"\b(?:days?|months?|years?|weeks?|hours?)\s+\Z", low[max(0, start - 12) : start]):
                continue
            yield _Time(start, end, "in", f"{issued.isoformat()}/" if issued else None, "from-issuance", True, trigger=low[match.start("issuance") : match.end("issuance")])


_EVENT = re.compile(
    r"\b(?:during|throughout|for the duration of)\s+(?:the\s+|its\s+|their\s+|this\s+)?(?:(?:whole|entire)\s+)?(?:period\s+of\s+[^,.;()]{3,70}|[^,.;()]{2,50}?\b(?:period|term|phase|epidemic|pandemic|outbreak|festival|season|emergency|validity|session|event|fair|exhibition|holidays?))\b"
)


def _events(low: str) -> Iterator[_Time]:
    if "during" not in low and "throughout" not in low and "duration" not in low:
        return
    for match in _EVENT.finditer(low):
        yield _Time(match.start(), match.end(), "in", None, "event")


# ---------------------------------------------------------------------------------------------------------------------
# what is due, and from when on

_TRIGGER = re.compile(r"\s*(?:,\s*)?(?:after|from|of|following|since|upon|starting from|counted from|counting from|commencing from|as of|before|prior to|in advance of)\s+(?P<what>[^,.;()]{3,90})")


def _trigger(time: _Time, text: str, low: str) -> str | None:
    if time.kind not in ("within", "by") or time.rule not in ("duration", "before"):
        return None
    match = _TRIGGER.match(low, time.end) or (re.compile(r"\s+(?P<what>[^,.;()]{3,90})").match(low, time.end) if time.rule == "before" else None)
    if match is None:
        return None
    start, end = match.span("what")
    cut = re.search(r"\s+(?:shall|will|must|may|can|should|is|are|and the|and shall|to)\b", low[start:end])
    if cut:
        end = start + cut.start()
    said = " ".join(text[start:end].split())
    return said or None


def _due(time: _Time, text: str, low: str) -> str | None:
    begin = max(low.rfind(mark, max(0, time.start - 220), time.start) for mark in (". ", "; ", ", ", "\n"))
    begin = begin + 1 if begin >= 0 else max(0, time.start - 220)
    said = " ".join(text[begin : time.start].split()).strip(" ,;:(")
    if len(said.split()) < 2 or said.lower().startswith(("and ", "or ")) and len(said.split()) < 3:
        match = re.compile(r"[^,;.]{0,90}?,\s*(?P<next>[^,;.]{5,120})").match(text, time.end)
        said = " ".join(match["next"].split()) if match else ""
    return said or None

