"""English quantities: a number with what it is a number of (money, per cent, a measure, a counted noun).

First step of ``amounts_en``: no bounds and no roles here. A `Quantity` is a draft that ``bounds_en`` and
``amounts_en`` complete."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from ingest.lexicon_en import phrases, words
from ingest.model import Comparator
from ingest.pipeline.folding_en import fold, lower
from ingest.pipeline.money_en import currency_after, currency_before, part_behind, pointed_thousands, whole_before
from ingest.pipeline.nouns_en import noun_after, noun_words, plural, singular
from ingest.pipeline.numbers_en import Number, find_numbers_en, scale_at, scan_numbers_en, values

Kind = Literal["money", "percent", "measure", "count", "time", "bare"]


@dataclass(slots=True)
class Quantity:
    """A number and its unit: ``[start, end)`` from the currency sign or number to the end of the unit, ``tail``
    behind the bounds."""

    start: int
    end: int
    number: Number
    value: Decimal
    kind: Kind
    unit: str
    comparator: Comparator = "="
    head: int = 0  # where the words that bound it begin
    tail: int = 0  # where the words that bound it end
    noun: tuple[int, int] | None = None  # the counted noun phrase
    bounded_before: bool = False
    range_: Literal["", "low", "high"] = ""
    only: bool = False


# ---------------------------------------------------------------------------------------------------------------------
# units


_PERCENT = re.compile(
    r"\s?-?\s?(?:(?P<pp>(?:%|per\s?cent(?:age)?|percent(?:age)?)[\s-]points?\b|pp\b|ppts?\b|p\.p\.|%\s?pts?\b)"
    r"|(?P<bp>basis[\s-]points?\b|bps?\b)|(?P<mille>‰|per\s?mille?\b|per\s+thousand\b)"
    r"|(?P<percent>%|per\s?cents?\b|per\s?centum\b|percentages?\b|pct\b\.?|p\.c\.))"
)


@cache
def _measure() -> re.Pattern[str]:
    """Units of measure, matched right after the number; letters must not go on."""
    return re.compile(rf"(?:\s?|-(?=sq))(?P<unit>{phrases(words('nouns_en')['measure'])})(?![a-z0-9²³])")


# ---------------------------------------------------------------------------------------------------------------------
# numbers that are names


@cache
def _label_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<![a-z])(?:{phrases(words('labels_en')['label'])})s?\.?(?:\s?(?:no\.?|code|number"
        rf"|:))?\s?\(?|[#§№])\s*\Z"
    )


_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|by|of|since|from|until|till|to|during|year|years|the|fy|before|after|end|mid|early"
    r"|late|and|for|end-|mid-|than|january|february|march|april"
    r"|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec)[.,]?\s*|[,(\[-]\s*)\Z"
)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?\s?(?:day of\s|of\s)?-?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)"
)
_MONTH_BEFORE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s?\Z"
)
_CLOCK_AFTER = re.compile(r"\s?(?:a\.?m\.?|p\.?m\.?|o'clock|noon|hrs\.?)(?![a-z])")


def _named(low: str, plain: str, number: Number) -> bool:
    """Is the number part of a name, a code, a label or a date, so that it counts nothing?"""
    start, end = number.start, number.end
    before = low[max(0, start - 34) : start]
    following = low[end : end + 1]
    if before[-1:].isalpha() or (before[-1:] in "_@#&" and before):
        return True
    if before[-1:] in "-/." and before[-2:-1].isalnum() and not before[-2:-1].isdigit():
        return True  # COVID-19
    if before[-1:] in "/:" and before[-2:-1].isdigit():
        return True
    if (
        following == "/"
        or (following.isalpha() and not number.spelled)
        or (following == "-" and low[end + 1 : end + 2].isalnum() and number.spelled)
    ):
        return True
    if following == "-" and low[end + 1 : end + 2].isalpha():
        return True
    if _label_before().search(before) or _MONTH_AFTER.match(low, end) or _CLOCK_AFTER.match(low, end):
        return True
    if number.spelled:
        first = plain[start : start + 1]
        return bool(first.isupper() and not _opens(plain, start))
    printed = low[start:end]
    if _MONTH_BEFORE.search(before) and number.value <= 31:
        return True
    if len(printed) == 4 and printed.isdigit() and 1900 <= number.value <= 2099 and _YEAR_BEFORE.search(before):
        return True
    if printed.startswith("0") and len(printed) > 1 and printed[1].isdigit():
        return True
    word = re.search(r"([A-Za-z][\w&.-]*)\s\Z", plain[max(0, start - 24) : start])
    return bool(
        word
        and (word[1][0].isupper() or word[1].isupper())
        and not _opens(plain, start - len(word[0]))
        and len(word[1]) > 1
    )


def _opens(plain: str, at: int) -> bool:
    """Does a sentence, item or bracket open at ``at``?"""
    before = plain[max(0, at - 6) : at].rstrip(" ")
    return not before or before[-1] in '.;:!?“"(\n)。；•*-'


# ---------------------------------------------------------------------------------------------------------------------
# finding


DUPLICATE = re.compile(r"\s?\(\s?([^()]{1,60}?)\s?\)")
_MINUS = re.compile(r"(?:^|(?<=[\s(]))(?P<sign>(?<!\blpr\s)(?<!\brate\s)(?<!\bbenchmark\s)minus\s+|negative\s+|-)\Z")
_DIMENSION = re.compile(r"\s?[x×*]\s?(\d{1,6}(?:\.\d{1,4})?)")
_MONEY_SCALE = re.compile(r"\s?(mm|m|b|t)(?![a-z0-9²³]|\.[^\s]|\s?²)")


def find_quantities(text: str) -> tuple[list[Quantity], str, str]:
    """All quantities of a text, in order, bounds not yet read; with the folded text and its lower case."""
    plain = fold(text)
    low = lower(plain)
    quotes: list[tuple[int, int]] | None = None
    found: list[Quantity] = []
    until = 0
    for number in find_numbers_en(low):
        if number.start < until:
            continue
        last = found[-1] if found else None
        if (
            last
            and last.kind == "money"
            and last.value == last.number.value
            and (part := part_behind(low, plain, number, last.unit, last.number, last.end))
        ):
            last.end, last.value = part[0], last.value + part[1]
            until = last.end
            continue
        quantity = _scaled_alike(low, last, number) or _quantity(low, plain, number, until)
        if quantity is None:
            continue
        if quantity.kind == "bare" and low[quantity.start - 4 : quantity.start] == " of ":
            _percent_of(low, quantity)
        if quantity.kind in ("count", "bare", "time"):
            if quotes is None:
                quotes = [m.span() for m in re.finditer(r"“[^”]{1,120}”|\"[^\"\n]{1,120}\"", plain)]
            if any(a < quantity.start < b for a, b in _near(quotes, quantity.start)):
                continue
        found.append(quantity)
        until = quantity.end
    return found, plain, low


_RANGE = re.compile(r"\s?(?:-|~|to)\s?")


def _scaled_alike(low: str, last: Quantity | None, number: Number) -> Quantity | None:
    """The end of a range of money, "€5-10m": there m is million, as it is behind a currency; elsewhere it is metres."""
    if last is None or last.kind != "money" or number.factor != 1 or not _RANGE.fullmatch(low, last.end, number.start):
        return None
    scale = _MONEY_SCALE.match(low, number.end)
    if scale is None:
        return None
    factor = values("money")[scale[1]]
    value = number.value * factor
    whole = Number(number.start, scale.end(), value, number.spelled, factor)
    return Quantity(number.start, scale.end(), whole, value, "money", last.unit)


_PERCENT_OF = re.compile(r"(?:^|(?<=[,;:(])\s?)\s*(?P<percent>per\s?cents?)\s+of\s+\Z")
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")


def _percent_of(low: str, bare: Quantity) -> None:
    """ "percent of ten", a literal 百分之十, where a clause says no more; not "50 per cent of 10" or "percent of 2019"."""
    match = _PERCENT_OF.search(low, max(0, bare.start - 16), bare.start)
    if match and _CLOSED.match(low, bare.end) and not 1900 <= bare.value < 2100:
        bare.kind, bare.unit, bare.start = "percent", "%", match.start("percent")


def _near(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    i = bisect_right(spans, (at, at))
    return spans[max(0, i - 2) : i + 1]


#: what follows a share that is part of a name, and what stands before it
_PRODUCT = re.compile(r"\s[A-Z][a-z]+\s[A-Z][a-z]+\b")
_NAMED_BEFORE = re.compile(r"\b(?:[Tt]he|[Ee]xisting|[Nn]ew|[A-Z][a-z]+)\s\Z")


def _quantity(low: str, plain: str, number: Number, floor: int) -> Quantity | None:
    start, end, value = number.start, number.end, number.value
    code = None
    if start > floor and (before := currency_before(plain, floor, start)):
        start, code = before
    if code and number.factor == 1 and (scale := _MONEY_SCALE.match(low, end)):
        value *= values("money")[scale[1]]
        end = scale.end()
        number = Number(number.start, end, value, number.spelled, values("money")[scale[1]])
    end, value, number = twice(low, end, value, number)
    if dimension := _DIMENSION.match(low, end):
        area = _measure().match(low, dimension.end())
        first = _measure().match(low, end)
        if area and first is None and not number.spelled:
            value *= Decimal(dimension[1])
            end = dimension.end()
    if match := _PERCENT.match(low, end):
        if match["mille"]:
            value /= 10
        unit = "pp" if match["pp"] else "bp" if match["bp"] else "%"
        ahead = plain[max(0, number.start - 24) : number.start]
        if match["percent"] and _PRODUCT.match(plain, match.end()) and _NAMED_BEFORE.search(ahead):
            return None  # the 90 per cent Guarantee Product
        start = number.start  # a word of money before a share is no part of it: "a fall of the yen 5%"
        if sign := _MINUS.search(low, max(floor, start - 10), start):
            start, value = sign.start("sign"), -value
        return Quantity(start, match.end(), number, value, "percent", unit)
    if after := currency_after(plain, number, end, code):
        end, code, part = after
        value *= part
        if part < 1 and value < 1 and (whole := whole_before(low, floor, start)):
            (start, code), value = whole, value + 1
    if code:
        if low[start - 1 : start].isalpha():
            return None
        end, value, number = twice(low, end, value, number)
        if number.factor == 1 and pointed_thousands(low, number.start, number.end, code, end):
            value *= 1000
        return Quantity(start, end, number, value, "money", code)
    measure = _measure().match(low, end)
    if (
        measure
        and len(measure["unit"]) <= 2
        and (number.spelled or (plain[measure.start("unit")].isupper() and len(measure["unit"]) == 1))
    ):
        measure = None  # 5G
    if measure:
        label = _label_before().search(low[max(0, start - 34) : start])
        if not label and not low[start - 1 : start].isalpha():
            unit = singular(re.sub(r"[\s-]+", " ", measure["unit"]))
            return Quantity(start, measure.end(), number, value, "measure", unit, noun=measure.span("unit"))
    if _named(low, plain, number):
        return None
    return _counted(low, plain, start, end, value, number)


def twice(low: str, end: int, value: Decimal, number: Number) -> tuple[int, Decimal, Number]:
    """Pass over a repetition in brackets: "ten (10)", "RMB 50,000 (fifty thousand)"; a scale word may follow it:
    "three (3) million"."""
    match = DUPLICATE.match(low, end)
    if match is None or not any(c.isalnum() for c in match[1]):
        return end, value, number
    for other in scan_numbers_en(match[1]):
        if other.value in (value, value / number.factor) and len(match[1]) < 60:
            end = match.end()
            if number.factor == 1:
                end, factor = scale_at(low, end)
                if factor != 1:
                    value *= factor
                    number = Number(number.start, end, value, number.spelled, factor)
            return end, value, number
        break
    return end, value, number


_FRACTIONS = frozenset(
    ["half", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "hundredth"]
)
_AFTER_BOUND = re.compile(
    r"\s?(?:\((?:inclusive|exclusive|incl\.?|excl\.?)\)\s?)?\s?(?:or|and)\s(?:more|above|over|fewer"
    r"|less|below|under|greater|higher|lower)\b|\s?\+"
)
_ONE_SKIP = re.compile(
    r"\s(?:of|another|hand|side|stop|day|such|which|that|who|or|and|time|times|by|is|can|may|must"
    r"|should|more|and|to|the|in|on|at|off|window|end|way|size|hundred|form|party|go|step)\b"
    r"|[-,.;:)'\"”]"
)


_NUMBER_OF = re.compile(
    r"\bnumber\s+of\s+(?P<noun>(?:[a-z][a-z'-]*\s+){0,5}?[a-z][a-z'-]*s)"
    r"(?=\s+(?:shall|will|must|should|may|is|are|was|were|has|have|to|in|of|for|that|who|which|with|on|at|by|from|reach|exceed|over|total"
    r"|increas|newly)\b|\s+(?:reach|exceed|increas|total)\w*)\b[^.;,]{0,70}?\b(?:to"
    r"|reach(?:es|ed)?|exceed(?:s|ed)?|from|is|be|by|at|over|than|least|total(?:s"
    r"|led)?)\s+(?:[a-z]+\s+){0,3}\Z"
)


def _number_of(low: str, bare: Quantity) -> Quantity:
    """A bare number whose noun stands before it: "the number of pilot zones shall reach 12"."""
    match = (
        _NUMBER_OF.search(low, max(0, bare.start - 170), bare.start)
        if "number" in low[max(0, bare.start - 170) : bare.start]
        else None
    )
    if match is None:
        return bare
    words_before = match["noun"].split()
    heads = [w for w in words_before if plural(w)]
    if not heads:
        return bare
    unit = singular(heads[0])
    bare.kind, bare.unit = "count", "person" if unit in noun_words()[4] else unit
    return bare


#: a list or a range that one begins: "one or two", "1-1.5%", "between 1 and 2 per cent"
_ONE_OR_TWO = re.compile(r"(?:\s(?:or|to|and)\s|\s?-\s?)(?:two|three|\d)")
_TIME_WORD = re.compile(
    r"\s(?:(?:full|working|business|calendar|consecutive|successive|natural|whole|more)\s)?(?P<unit>[a-z]+)\b(?!-)"
)


def _counted(low: str, plain: str, start: int, end: int, value: Decimal, number: Number) -> Quantity | None:
    _, time, _, _, _ = noun_words()
    begin = end
    if match := _AFTER_BOUND.match(low, end):
        begin = match.end()
    elif low[end : end + 2] == " (" and (
        bracket := re.compile(r"\s\((?:inclusive|exclusive|incl\.?|excl\.?)\)").match(low, end)
    ):
        begin = bracket.end()
    if value == 1 and begin == end and _ONE_SKIP.match(low, end):
        return Quantity(start, end, number, value, "bare", "") if _ONE_OR_TWO.match(low, end) else None
    if (match := _TIME_WORD.match(low, begin)) and match["unit"].rstrip("s") in time:
        return Quantity(
            start,
            match.end(),
            number,
            value,
            "time",
            match["unit"].rstrip("s"),
            noun=(match.start("unit"), match.end("unit")),
        )
    if low[begin : begin + 1] not in (" ", "") or value < 0:
        return _number_of(low, Quantity(start, end, number, value, "bare", ""))
    noun = noun_after(low, begin, value == 1 and begin == end)
    if noun is None:
        return _number_of(low, Quantity(start, end, number, value, "bare", ""))
    first, last, unit = noun
    if unit in _FRACTIONS and begin == first - 1:
        return None  # seven tenths
    printed = low[start:end]
    if len(printed) > 3 and printed.isdigit() and unit in words("nouns_en")["coded"]:
        return None  # the 9610 and 1210 models
    if unit in time or unit.rpartition("-")[2] in time:
        return Quantity(start, last, number, value, "time", unit, noun=(first, last))
    return Quantity(start, last if begin == end else end, number, value, "count", unit, noun=(first, last))
