"""Numbers in English text: digits, number words, and both together ("5 million", "one and a half lakh", "ten (10)").

A number here is only characters and a value; what it measures is decided in ``amounts_en`` and ``deadlines_en``. What
looks like a number and is none (numeric dates, times of day, telephone numbers, web addresses, 1.4.2, [2022],
COVID-19) is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ingest.lexicon_en import phrases, words

#: more digits than this are no quantity but a registration number, or junk
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``[start, end)`` of the text; ``spelled`` if written in words, ``factor`` is the scale word
    (million) in it."""

    start: int
    end: int
    value: Decimal
    spelled: bool = False
    factor: Decimal = Decimal(1)


@cache
def values(kind: str) -> dict[str, Decimal]:
    """Number words of a kind (unit, ten, scale, short, money, ordinal) with their values, from ``numbers_en.tsv``."""
    pairs = (row.rsplit("=", 1) for row in words("numbers_en")[kind])
    return {word: Decimal(value) for word, value in pairs}


_SKIP = (
    r"https?://\S++|www\.\S++"
    r"|\[\s?(?:19|20)\d\d\s?\]|〔\s?(?:19|20)\d\d\s?〕"
    r"|\d{1,4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{2,4}(?!\d)"  # 30-08-2001
    r"|\d{1,2}:\d\d(?::\d\d)?(?!\d)"
    r"|\+\d[\d ()-]{6,20}\d|\d{3,4}-\d{6,8}(?!\d)|\d{3}-\d{3}-\d{4}(?!\d)|\(0\d{1,4}\)\s?[\d ]{6,10}"
    r"|1[38]00[ -]\d{3}[ -]\d{3,4}"
    r"|(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?![\d%,.]|\s?(?:%|per\s?cent))"  # 2021-2025, 2024-25
    r"|(?<!\.)\d{1,3}(?:\.\d{1,2}){2,8}(?![\d%])"  # 1.4.2
)
_DIGITS = (
    r"\d{1,3}(?:'\d{3}){1,4}(?!\d)(?:\.\d++)?|"
    r"\d{1,3}(?:[. ]\d{3}){1,4},\d{1,2}(?![\d,])|"  # 1.234,56
    r"\d{1,3}(?:,\d{2,3}){0,8}?,\d{3}(?!,?\d)(?:\.\d++)?|\d{1,3}(?:\.\d{3}){2,6}(?!\d)"
    r"|\d{1,3}(?:[\xa0\u202f ]\d{3}){1,4}(?![\d,.]\d|\d)"
    r"|\d++(?:\.\d++)?|(?<![\w.)])\.\d++"
)


@cache
def _token() -> re.Pattern[str]:
    plain = phrases([*values("unit"), *values("ten")])
    scale = phrases(values("scale"))
    spelled = (
        rf"(?:(?:half\s+)?an?\s+(?:{scale})|half\s+(?:{scale})"
        rf"|(?:(?:an?|three)[\s-])?quarters?\s+(?:of\s+a\s+)?(?:million|billion|trillion|lakh|crore)"
        rf"|{plain})\b(?:[\s-]{{1,2}}(?:and\s+)?(?:{plain}|{scale})\b){{0,24}}"
    )
    # a comma before one or two digits is that of a decimal only beside money, a share, a scale or a time: "€1,5 million"
    comma = (
        rf"(?:(?<=[€£$])|(?<=[€£$]\s)|(?<=eur\s))\d{{1,4}},\d{{1,2}}(?![\d,])|\d{{1,4}},\d{{1,2}}"
        rf"(?=\s?(?:[%€]|per\s?cent|euros?\b|eur\b)|\s?-?(?:{scale})\b|\s(?:years?|months?|days?|hours?)\b)"
    )
    # what a number can begin with is asked first: most characters begin none
    return re.compile(
        rf"(?=[\d\[〔+(.hw])(?:(?P<skip>{_SKIP})|(?P<digits>{comma}|{_DIGITS}))|\b(?=[aefhnoqstz])(?P<spelled>{spelled})"
    )


@cache
def scale_after() -> re.Pattern[str]:
    """What multiplies the digits before it: "million", "lakh crore", "k", "bn"; group ``short`` for the letters."""
    full = phrases(values("scale"))
    short = phrases(values("short"))
    return re.compile(rf"(?:\s?-?\s?(?P<one>(?:{full}))\b(?:\s(?P<two>{full})\b)?|\s?(?P<short>{short})(?![^\W\d_]))")


_HALF = re.compile(
    r"[\s-]+and[\s-]+(?:(?:(?:a|one)[\s-]+)?(half|quarter)|(three)[\s-]+quarters|(?:(1/2|1/4|3/4)))(?![\w/])(?!\s+of\b)"
    r"|\s?(½|¼|¾)|\s(1/2|1/4|3/4|[1357]/8)(?![\d/.,-])(?!\s+of\b)"
)
_FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three": Decimal("0.75"),
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
    "1/8": Decimal("0.125"),
    "3/8": Decimal("0.375"),
    "5/8": Decimal("0.625"),
    "7/8": Decimal("0.875"),
}
#: a fraction in figures is one only where a share, a single unit of time or a scale follows; else "3/4" is two numbers or a date
_SLASHED = re.compile(
    r"/(?P<low>2|3|4|8)(?=\s?-?(?:%|per\s?cent|percent)|\s?-?(?:hour|h|hr|day|week|month|year)(?![a-z])"
    r"|\s(?:million|billion|lakh|crore)\b)"
)
_POINT = re.compile(r"\s+point((?:\s+(?:zero|one|two|three|four|five|six|seven|eight|nine)\b){1,6})")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=2)
def find_numbers_en(low: str) -> tuple[Number, ...]:
    """The numbers of a folded, lower-case text in order; one pass, bounded look-ahead.

    The last texts are remembered: amounts and deadlines are looked for in the same one.

    >>> [(n.value, low[n.start : n.end]) for low in ["rs. 1.25 lakh for twenty-five units"] for n in find_numbers_en(low)]
    [(Decimal('125000.00'), '1.25 lakh'), (Decimal('25'), 'twenty-five')]
    """
    return tuple(scan_numbers_en(low))


def scan_numbers_en(low: str) -> Iterator[Number]:
    """The same one by one, for those who need the first only."""
    token = _token()
    at = 0
    while match := token.search(low, at):
        start, at = match.span()
        if match["skip"]:
            continue
        number = _from_digits(low, start, at) if match["digits"] else _from_words(low, start, at)
        if number is None:
            continue
        at = number.end
        yield number


_COMMA = re.compile(r"[\d. ]+,\d{1,2}")


def _from_digits(low: str, start: int, end: int) -> Number | None:
    printed = low[start:end]
    if end - start > LONGEST + 6 or sum(c.isdigit() for c in printed) > LONGEST:
        return None
    if _COMMA.fullmatch(printed):
        printed = re.sub(r"[.\s]", "", printed).replace(",", ".")
    plain = re.sub(r"[,'\s]", "", printed)
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    if not plain.isascii():  # ² and other digits of other scripts
        return None
    value = Decimal(plain)
    if low[end : end + 1] == "/" and (over := _SLASHED.match(low, end)):
        part = _FRACTIONS.get(f"{plain}/{over['low']}")
        if part is None or low[start - 1 : start] in ("/", "."):
            return None
        end, factor = scale_at(low, over.end())
        return Number(start, end, part * factor, factor=factor)
    half = _HALF.match(low, end)
    if half and end - start < 4:
        value += _FRACTIONS[next(part for part in half.groups() if part)]
        end = half.end()
    end, factor = scale_at(low, end)
    end, more = _and_a_half(low, end, factor)
    return Number(start, end, value * factor + more, factor=factor)


#: "two million and a half": half of the scale, not of one
_HALF_OF_SCALE = re.compile(
    r"\s+and\s+(?:a\s+)?(?P<part>half|quarter|three(?=\squarters))(?:\squarters)?"
    r"(?!\s+(?:of|the|year|month|week|day|hour)\b|[\w-])"
)


def _and_a_half(low: str, at: int, factor: Decimal) -> tuple[int, Decimal]:
    """ "and a half" behind a scale word: where it ends, and what it adds."""
    if factor < 1000 or not (match := _HALF_OF_SCALE.match(low, at)):
        return at, Decimal(0)
    return match.end(), _FRACTIONS[match["part"]] * factor


def scale_at(low: str, at: int) -> tuple[int, Decimal]:
    """The scale word that stands at ``at``: where it ends and its factor; ``(at, 1)`` where there is none."""
    match = scale_after().match(low, at)
    if match is None:
        return at, Decimal(1)
    if match["short"]:
        return match.end(), values("short")[match["short"]]
    return match.end(), values("scale")[match["one"]] * (values("scale")[match["two"]] if match["two"] else 1)


def _from_words(low: str, start: int, end: int) -> Number | None:
    """Read as many words as make one number; "six and seven" is six."""
    unit, ten, scale = values("unit"), values("ten"), values("scale")
    total = group = Decimal(0)
    last, stop, factor = "", start, Decimal(1)
    share = Decimal(1)
    for match in _WORD.finditer(low, start, end):
        word = match[0]
        if word == "half" and not last:
            share, last = _FRACTIONS["half"], "half"
        elif word.startswith("quarter") and last in ("", "a", "unit") and not total and group in (0, 1, 3):
            share, group, last = _FRACTIONS["quarter"] * (group or 1), Decimal(0), "half"
        elif word == "of" and last == "half":
            continue
        elif word in ("a", "an") and last in ("", "half"):
            group, last = Decimal(1), "a"
        elif word == "and":
            if last not in ("scale", "ten"):
                break
            last = "and" if last == "scale" else "ten and"
            continue
        elif last == "ten and":  # twenty and four
            if word in unit and 0 < unit[word] < 10:
                group, stop = group + unit[word], match.end()
            break
        elif word in unit and (last in ("", "scale", "and") or (last == "ten" and unit[word] < 10)):
            group, last, stop, factor = group + unit[word], "unit", match.end(), Decimal(1)
        elif word in ten and last in ("", "scale", "and"):
            group, last, stop, factor = group + ten[word], "ten", match.end(), Decimal(1)
        elif word in scale and last not in ("", "and"):
            size = scale[word]
            if size == 100:
                group = (group or Decimal(1)) * 100
            elif group or not total:
                total, group = total + (group or Decimal(1)) * size, Decimal(0)
            else:
                total *= size
            last, stop, factor = "scale", match.end(), factor * size
        else:
            break
    if stop == start:
        return None
    value = (total + group) * share
    if match2 := _POINT.match(low, stop):
        value += Decimal("0." + "".join(str(unit[w]) for w in match2[1].split()))
        stop = match2.end()
    if factor >= 1000:
        stop, more = _and_a_half(low, stop, factor)
        value += more
    elif match2 := _HALF.match(low, stop):
        value += _FRACTIONS[next(part for part in match2.groups() if part)]
        stop = match2.end()
    if factor == 1:
        stop, factor = scale_at(low, stop)
        value *= factor
    return Number(start, stop, value, spelled=True, factor=factor)
