"""English durations: "within three (3) working days", "not exceeding one year", "at least one month before the fair"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.pipeline.numbers_en import Number, find_numbers_en
from ingest.pipeline.times_en import Time, iso_duration

_DURATION = re.compile(
    r"(?:\s*\((?:\d{1,4}|[a-z -]{3,24})\))?[\s-]*(?:(?P<mod>full|whole|consecutive|successive"
    r"|straight|complete|more|additional|further|clear|natural|calendar|financial|fiscal|tax"
    r"|assessment|academic|official|running)[\s-]+)?"
    r"(?P<unit>(?:working|business|banking|trading)(?:\s?(?:/|\bor\b|\()\s?(?:working|business|banking)\)?)?[\s-]+days?"
    r"|work[\s-]?days?|working[\s-]+hours?|days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?|yrs?"
    r"|hours?|hrs?|h|minutes?|mins?|seconds?|secs?|decades?)\b(?P<poss>'s?)?"
)
_UNIT = r"(?:working day|business day|day|week|fortnight|month|quarter|year|hour|half[\s-]year|minute|decade)"
#: lengths without a number; each class of them asks for its own words before or behind (see ``_indefinite``)
_INDEFINITE = re.compile(
    rf"\b(?=[aocfhwedmy])(?:(?P<art>half an?|one and a half|an?)\s+(?:(?:full|whole|calendar|further|period of)\s+)*"
    rf"(?P<unit>{_UNIT})s?\b"
    r"|(?P<half>half[\s-])(?P<hunit>year|month|hour|day)\b"
    rf"|(?P<again>another)\s+(?P<aunit>{_UNIT})\b(?!-)"
    r"|(?P<full>(?:one\s+)?(?:full|whole|entire|all))[\s-](?P<funit>day|week|month|quarter|year)\b"
    rf"|(?P<couple>(?:a\s+)?couple\s+of)\s+(?P<cunit>{_UNIT})s\b"
    r"|(?P<long>year|month|week|day|decade)-long\b)"
)
_MEASURED = re.compile(
    r"\b(?:within|for|exceeding|exceed|than|least|period of|term of|validity of|after|over|under|to"
    r"|is|be|of|following|by|another|lasting|last)\s+\Z"
)
_FOR = re.compile(r"\bfor\s+\Z")
#: "in any one year" says which sums are added up, and limits nothing
_ANY_ONE = re.compile(r"\b(?:in|during|for) any\s+\Z")
_SUMMED = re.compile(r"\b(?:sum|total|received|cumulative\w*|apply|applications?)\b[^.;]{0,60}\bin\s+\Z")
_NO_LIMIT = re.compile(r"\b(?:on|of|at|in)\s+\Z")
_CLOSES = re.compile(r"\s*(?:[.,;:)]|$)|\s+(?:from|after|before|and|or)\b")
_INTRO = re.compile(
    r"\b(?P<intro>within|in|for|during|over|by|of|up to|no more than|not more than|not exceeding"
    r"|not exceed|no later than|not later than|at least|not less than|no less than|more than"
    r"|less than|at most|longer than|shorter than|"
    r"exceeding|exceed|exceeds|under|above|below|a minimum of|minimum of|minimum|maximum of"
    r"|a maximum of|maximum|no longer than|not longer than|after|every|fewer than|beyond|to within"
    r"|as long as|through|capped at|limited to|restricted to|full|reached|reaching|reaches|completed"
    r"|upto|be)\s+"
    r"(?:(?:a|an|the|its|total|period|term|of|about|approximately|next|first|initial|last|past"
    r"|previous|preceding|following|coming|subsequent|full|maximum|minimum|additional|further|up|to"
    r"|be|at|least|most|cumulative|every|only|another|within|latest|recent|exceed|more"
    r"|than)\s+){0,5}\Z"
)
_MIN = re.compile(
    r"\b(?:at least|not less than|no less than|no fewer than|not fewer than|minimum of|minimum"
    r"|more than|over(?!\s+(?:an?|the)\s)|longer than|exceeding|exceeds|exceed|for a full|full|above|beyond|reached"
    r"|completed|reaches|reaching)\s+(?:a\s+|the\s+|period\s+of\s+|of\s+){0,3}\Z"
)
_SPREAD_OVER = re.compile(
    r"\b(?:spread|paid|payable|repaid|repayable|phased|staggered|instal\w*|distributed|amorti\w*|depreciated|deferred"
    r"|reimbursed|disbursed|invested)\b[^.;,]{0,40}\sover\s+\Z"
)
_MIN_AFTER = re.compile(r"\s+(?:or|and)\s+(?:more|above|longer|over)\b|\s+at\s+least\b")
_NOT = re.compile(r"\b(?:not|no|never|cannot|without|n't)\s+(?:[a-z]+\s+){0,3}\Z")
_EARLIER = re.compile(
    r"\s+(?:in\s+)?(?P<adv>advance|before|prior\s+to|ahead\s+of|earlier\s+than|preceding"
    r"|previous\s+to|in\s+advance)\b(?:\s+of)?"
)
_OF_PLAN = re.compile(
    r"\s+(?:[a-z-]+\s+){0,3}?(?:plan|plans|programme|program|programmes|programs|campaign|initiative"
    r"|lpr|prime\s+rates?|bonds?|treasur(?:y|ies)|deposits?|strategy|hotline|roadmap|blueprint|scheme|operation\s+plan)\b"
)
_SAVED = re.compile(
    r"\b(?:shorten|reduc|cut|sav|compress|accelerat|slash|decreas|trim|lower|delay|brought forward"
    r"|advanc)\w*\b[^.;,]{0,50}\sby\s+(?:[a-z]+\s+){0,3}\Z|\bsav(?:e|ing|es)\s+\Z"
)
_CHANGED = re.compile(
    r"\b(?:shorten|reduc|cut|compress|extend|lengthen|prolong|increas|rais|lower|decreas"
    r"|chang)\w*\b[^.;]{0,60}\bfrom\s+(?:[a-z]+\s+){0,2}\Z"
)
_ROUND = re.compile(r"\s+(?:a|per)\s+(?:day|week)\b|\s+(?:old|of age)\b|-old\b|\s+ago\b|\s+(?:olds)\b")


@dataclass(slots=True)
class _Length:
    start: int
    end: int
    count: Decimal
    unit: str

    @property
    def value(self) -> str | None:
        return iso_duration(self.count, self.unit)


_AND_A_HALF = re.compile(
    r"\s+and\s+(?:a\s+half\b(?!\s+(?:of|the|million|thousand|billion)\b|-)|half(?=\s*(?:[.,;:)]|$)))"
)
_PART_OF = re.compile(r"\b((?:three[\s-])?quarters?|half)\s+of\s+\Z|(?<![\w/.])([13]/[24])\s+of\s+\Z")
_PARTS = {
    "three": Decimal("0.75"),
    "quarter": Decimal("0.25"),
    "quarters": Decimal("0.25"),
    "half": Decimal("0.5"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
}


#: what parts the numbers before the last one, which has the unit: "3, 6 or 12 months", "one (1) to three (3) years"
_LIST = re.compile(r"\s*,\s*")
_OR = re.compile(r"\s*(?:\([a-z\d -]{1,20}\)\s*)?-?\s*(?:-|to|~|,?\s*or)\s*")


def _lengths(low: str) -> list[_Length]:
    """Numbers with a unit of time, in order, and "a year" where a word before it makes it a length."""
    found: list[_Length] = []
    waiting: list[Number] = []
    for number in find_numbers_en(low):
        match = _DURATION.match(low, number.end)
        if match is None:
            if waiting and waiting[-1].value == number.value and low[number.start - 1] == "(":
                continue  # one (1)
            if not (
                waiting and waiting[-1].value < number.value and _LIST.fullmatch(low, waiting[-1].end, number.start)
            ):
                waiting = []
            waiting.append(number)
            continue
        before = low[number.start - 1 : number.start]
        if (
            before.isalpha()
            or before in ("/", "_")
            or (match["unit"] in ("h", "min", "quarter", "quarters") and number.spelled and match["unit"] == "h")
        ) and before:
            continue
        if match["unit"].startswith("quarter") and (
            re.match(r"\s+of\b", low[match.end() : match.end() + 4]) or low[number.start - 3 : number.start] == "by "
        ):
            continue  # a fraction
        if waiting and _OR.fullmatch(low, waiting[-1].end, number.start) and waiting[-1].value < number.value:
            found.extend(_Length(other.start, other.end, other.value, match["unit"]) for other in waiting)
        waiting = []
        more = _AND_A_HALF.match(low, match.end())
        count = number.value + (Decimal("0.5") if more else 0)
        found.append(_Length(number.start, more.end() if more else match.end(), count, match["unit"]))
    found.extend(length for match in _INDEFINITE.finditer(low) if (length := _indefinite(match, low)))
    found.sort(key=lambda x: (x.start, -x.end))
    kept: list[_Length] = []
    for length in found:
        if not kept or length.start >= kept[-1].end:
            kept.append(length)
    return kept


def _indefinite(match: re.Match[str], low: str) -> _Length | None:
    """ "within a year", "a year and a half", "another month", "for a full year"; not "a year" alone, "for the whole year"."""
    start, end = match.span()
    if match["half"]:
        return _Length(start, end, Decimal("0.5"), match["hunit"])
    if match["long"]:
        return _Length(start, end, Decimal(1), match["long"])
    if match["couple"]:
        return _Length(start, end, Decimal(2), match["cunit"])
    before = low[max(0, start - 20) : start]
    if match["again"]:
        return None if _NO_LIMIT.search(before) else _Length(start, end, Decimal(1), match["aunit"])
    if match["full"]:
        return (
            _Length(start, end, Decimal(1), match["funit"]) if _FOR.search(before) and _CLOSES.match(low, end) else None
        )
    unit, half = match["unit"], match["art"].startswith("half")
    count = Decimal("0.5") if half else Decimal("1.5") if match["art"].startswith("one") else Decimal(1)
    if low.startswith("-long", end):
        return _Length(start, end + 5, count, unit)
    more = _AND_A_HALF.match(low, end)
    if not _MEASURED.search(before):
        if half and unit in ("year", "month", "hour", "day"):
            return _Length(start, end, count, unit)
        return _Length(start, more.end(), count + Decimal("0.5"), unit) if more and count == 1 else None
    if part := _PART_OF.search(before):
        return _Length(start - len(part[0]), end, count * _PARTS[re.split(r"[\s-]", part[1] or part[2])[0]], unit)
    return _Length(start, more.end(), count + Decimal("0.5"), unit) if more else _Length(start, end, count, unit)


def find_durations(low: str) -> Iterator[Time]:
    """Limits on a duration, and dates counted back from an event ("at least one month before the fair")."""
    lengths = _lengths(low)
    i = 0
    while i < len(lengths):
        length = lengths[i]
        group = [length]
        i += 1
        while i < len(lengths) and lengths[i].start - group[-1].end < 28:
            between = low[group[-1].end : lengths[i].start]
            if not re.fullmatch(r"\s*(?:\([a-z\d -]{1,20}\)\s*)?(?:-?\s*(?:-|to|~|or)|,?\s*(?:and|or)|,)?\s*", between):
                break
            group.append(lengths[i])
            i += 1
        yield from _limit(group, low)


def _limit(group: list[_Length], low: str) -> Iterator[Time]:
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    before = low[max(0, start - 90) : start]
    if first.count == 1 and (_ANY_ONE.search(before) or ("year" in first.unit and _SUMMED.search(before))):
        return
    if _ROUND.match(low, end) or (
        low[end - 1] != "s" and _OF_PLAN.match(low, end) and low[first.end - 5 : first.end].count("-")
    ):
        return
    if re.search(r"\b(?:aged?|age of|year|years?|day|month|week|no\.?|article|section)\s+\Z", before) or _SAVED.search(
        before
    ):
        return
    if "-" in low[start:end] and _OF_PLAN.match(low, end):
        return
    intro = _INTRO.search(before)
    head = start - (len(before) - intro.start()) if intro else start
    spread = len(group) == 2 and _OR.fullmatch(low, first.end, last.start)
    compound = len(group) > 1 and not spread
    value = first.value
    if compound:
        value = _compound(group, low)
        if value is None:
            for length in group:
                yield from _limit([length], low)
            return
    earlier = _EARLIER.match(low, end)
    if (
        earlier
        and not (intro and intro["intro"] == "within")
        and not re.match(r"\s+of\s+(?:any|which)", low[earlier.end() : earlier.end() + 9])
    ):
        if spread and first.unit != last.unit and "week" in first.unit:
            value = iso_duration(first.count * 7, "days")
        yield Time(head, earlier.end(), "by", f"-{value}" if value else None, "before")
        return
    least = None if _SPREAD_OVER.search(before) else _MIN.search(before)
    negated = least and _NOT.search(before[: least.start()])
    minimum = bool(least and not negated) or bool(_MIN_AFTER.match(low, end))
    if negated:
        head = min(head, start - (len(before) - negated.start()))
    after = _MIN_AFTER.match(low, end)
    if after and not least:
        end = after.end()
    if spread and _CHANGED.search(before):
        yield Time(start, group[0].end, "within", first.value, "duration")
        yield Time(group[1].start, end, "within", last.value, "duration")
        return
    if spread:
        yield Time(
            head,
            group[0].end,
            "within",
            first.value,
            "duration",
            bound="min",
        )
        yield Time(group[1].start, end, "within", last.value, "duration")
        return
    yield Time(head, end, "within", value, "duration", bound="min" if minimum else "max")


def _compound(group: list[_Length], low: str) -> str | None:
    """1 year and 6 months → P1Y6M; the larger unit first, unless nothing but a space parts them ("2 days 1 month")."""
    order = "YMWDHS"
    parts = [length.value for length in group]
    if any(p is None for p in parts):
        return None
    dates = [p[1:] for p in parts if p and not p.startswith("PT") and not p.endswith("WD")]
    times = [p[2:] for p in parts if p and p.startswith("PT")]
    if (
        len(dates) + len(times) != len(parts)
        or len({p[-1] for p in dates}) != len(dates)
        or len({p[-1] for p in times}) != len(times)
    ):
        return None
    if all(low[a.end : b.start] == " " for a, b in itertools.pairwise(group)):
        dates.sort(key=lambda p: order.index(p[-1]))
    elif [order.index(p[-1]) for p in dates] != sorted(order.index(p[-1]) for p in dates):
        return None
    return "P" + "".join(dates) + ("T" + "".join(times) if times else "")
