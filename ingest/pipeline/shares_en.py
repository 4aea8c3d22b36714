"""English shares that are printed as fractions or ratios: half of the cost, two-thirds, half a per cent, one in five.

They become percentages: a third is 33.33. A fraction is a share only where the words around it say so; "one third party",
"the first half of 2026", "half a year" and "three quarters of a million" are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from ingest.lexicon_en import phrases, words
from ingest.pipeline.amount_context_en import Draft

_TOPS = dict(one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, a=1, an=1)
#: what a fraction is of
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
}
_FRACTION = re.compile(
    r"(?<![\w/.,-])(?:(?P<half>(?:(?:one|a)[\s-])?half)"
    r"|(?P<top>an?|one|two|three|four|five|six|seven|eight|nine)[\s-]"
    r"(?P<low>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)(?P<plural>s)?"
    r"|(?P<n>[1-9])/(?P<d>[2-9]|10|12|20|100))(?![\w/]|\.\d|-(?!majority|share|stake))"
)
_PERCENT = re.compile(
    r"\s+(?:of\s+)?(?:(?:an?|one|1)\s+)?(?:(?P<pp>(?:per\s?cent(?:age)?|%)\s?points?)|(?P<bp>basis\s+points?)"
    r"|per\s?cent\b|%)"
)
#: what is halved is no amount but a time, a measure, or a number
_NO_SHARE = re.compile(
    r"\s+(?:of\s+)?(?:(?:the|an?|one|this|that|its|each|every|next|following)\s+)?(?:calendar\s+|financial\s+|fiscal\s+)?"
    r"(?:years?|century|days?|months?|weeks?|hours?|minutes?|decades?|quarters?|term|session|season|semester|20\d\d|19\d\d"
    r"|hundred|thousand|lakh|million|crore|billion|trillion|dozen|miles?|kilomet\w+|km|metres?|meters?|mu|acres?|hectares?"
    r"|kilos?|kilogram\w*|tons?|tonnes?|lit(?:re|er)s?|pages?|per\s?cent\w*|%|basis)\b"
)
_OF = re.compile(r"\s+of\b")
_HALF_OF = re.compile(r"\s+(?:the|its|their|that|a|actual|such|this|total|all)\b")
_SINGLE_OF = re.compile(r"\s+of\s+(?!an?\b|the (?:century|year))")
_VERB = re.compile(r"\s+(?:shall|will|is|to)\b")
_ALONE = re.compile(r"\s*(?:[.,;)]|$)|\s+(?:compared|for|in|from|or|and)\b")
_CUE = re.compile(
    r"\b(?:(?P<by>by|to)|at\s+least|at\s+most|(?:more|less|fewer|greater|higher|lower)\s+than|up\s+to|exceed(?:s|ing)?"
    r"|reach(?:es|ed|ing)?|over|above|below)\s+(?:about\s+|some\s+)?\Z"
)
#: subsidised by half 减半
_BY_HALF = re.compile(
    r"\b(?:subsidi[sz]|reduc|cut|lower|waiv|exempt|lev(?:y|ied)|charg|halv)\w*\b[^,;.]{0,40}\s(?:by|at)\s+\Z"
)
_HELD = re.compile(r"[\s-](?:majority|share|stake|ownership|quorum)\b")


def find_shares(low: str) -> Iterator[Draft]:
    """Drafts of the fractions and ratios of a folded, lower-case text; bounds are not read here.

    >>> [format(d.value, "f") for d in find_shares("half of the rent, one-third of it, half a percent, one out of five")]
    ['50', '33.33', '0.5', '20']
    """
    if "/" in low or any(part in low for part in PARTS):
        waiting: re.Match[str] | None = None
        for match in _FRACTION.finditer(low):
            draft = _fraction(match, low)
            if draft and waiting and _TO.fullmatch(low, waiting.end(), match.start()):
                yield _draft(*waiting.span(), _percent(waiting), "%")  # "between one third and one half of the cost"
            waiting = None if draft else match
            if draft:
                yield draft
    if "one in " in low or "1 in " in low or " out of " in low or " in every " in low:
        yield from _ratios(low)


_TO = re.compile(r"\s*(?:-|to|and|or)\s*")
#: "one third (1/3)"
_AGAIN = re.compile(r"\s?\(\s?[1-9]/\d{1,3}\s?\)")


def _percent(match: re.Match[str]) -> Decimal:
    top, part = _parts(match)
    return Decimal(100) * top / part


def _parts(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return 1, 2
    if match["n"]:
        return int(match["n"]), int(match["d"])
    return _TOPS[match["top"]], PARTS[match["low"]]


def _fraction(match: re.Match[str], low: str) -> Draft | None:
    start, end = match.span()
    if low[start - 4 : start] in ("and ", "and-") and re.search(r"[\w)]\W{1,2}and\W\Z", low[max(0, start - 8) : start]):
        before = re.search(r"([a-z]+|\d+)\W{1,2}and\W\Z", low[max(0, start - 24) : start])
        if before and (before[1].isdigit() or before[1] in _TOPS or before[1] in ("ten", "hundred")):
            return None  # one and a half
    if match["n"] and re.fullmatch(r"\d\s", low[max(0, start - 2) : start]):
        return None  # 7 3/4
    top, part = _parts(match)
    if top >= part:
        return None
    if again := _AGAIN.match(low, end):
        end = again.end()
    if percent := _PERCENT.match(low, end):
        unit = "pp" if percent["pp"] else "bp" if percent["bp"] else "%"
        return _draft(start, percent.end(), Decimal(top) / part, unit)
    if _NO_SHARE.match(low, end) or not _is_share(match, end, low):
        return None
    return _draft(start, end, Decimal(100) * top / part, "%")


def _is_share(match: re.Match[str], end: int, low: str) -> bool:
    start = match.start()
    if match["half"]:
        said = _HALF_OF.match(low, end) or _OF.match(low, end)
    elif match["top"] in ("a", "an"):
        said = _SINGLE_OF.match(low, end)
    else:
        said = _OF.match(low, end) or (_VERB.match(low, end) if match["plural"] else None)
    if said:
        return True
    if match["half"] and _BY_HALF.search(low, max(0, start - 70), start) and _ALONE.match(low, end):
        return True
    if match["n"] or match["half"] in ("half", "a half") or match["top"] in ("a", "an"):
        return False
    if _HELD.match(low, end):
        return True
    cue = _CUE.search(low, max(0, start - 24), start)
    # "for at least three quarters" may be nine months
    return bool(cue and (cue["by"] or match["low"] != "quarter") and _ALONE.match(low, end))


def _draft(start: int, end: int, value: Decimal, unit: str) -> Draft:
    value = value.quantize(Decimal("0.01")) if unit == "%" and value >= 1 else round(value, 4)
    return Draft.of(start, end, value.normalize(), unit, "percent", "=", rule="fraction")


# ---------------------------------------------------------------------------------------------------------------------
# ratios

_RATIO = re.compile(
    r"(?<![\w/.,-])(?P<n>one|two|three|four|five|[1-9])\s+(?P<how>out\s+of(?:\s+every)?|in\s+every|in)\s+"
    r"(?P<d>two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|(?:a|one)\s+hundred|\d{1,3})(?![\w/%-]|[.,]\d)"
)
_NUMBERS = _TOPS | {"ten": 10, "twenty": 20, "fifty": 50, "a hundred": 100, "one hundred": 100}


@cache
def _counted() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nouns behind a ratio: those that make "one in five" a share, and those of time, which make it a frequency."""
    kinds = words("nouns_en")
    own, time = phrases([*kinds["person"], *kinds["ratio"]]), phrases(kinds["time"])
    return (
        re.compile(rf"\s*(?:[.,;:)?!]|$)|\s+of\s+(?:the|all|these)\b|\s+(?:{own})s?\b"),
        re.compile(rf"\s+(?:{time})s?\b"),
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{phrases(words('labels_en')['label'])})\.?(?:\s(?:no\.?|number))?|[#§№])\s*\Z")


def _ratios(low: str) -> Iterator[Draft]:
    share, time = _counted()
    for match in _RATIO.finditer(low):
        top = _NUMBERS.get(match["n"]) or int(match["n"])
        part = _NUMBERS.get(match["d"].replace("  ", " ")) or (int(match["d"]) if match["d"].isdigit() else 0)
        if not top < part or time.match(low, match.end()):
            continue
        if match["how"] == "in" and (top > 1 or not share.match(low, match.end())):
            continue  # two in three cities
        if _label().search(low, max(0, match.start() - 24), match.start()):
            continue  # Article 1 in 5
        value = (Decimal(100) * top / part).quantize(Decimal("0.01")).normalize()
        yield Draft.of(match.start(), match.end(), value, "%", "percent", "=", rule="fraction")
