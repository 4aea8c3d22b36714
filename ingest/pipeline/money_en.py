"""Money beside an English number: the currency before it, the currency behind it, and the cents that follow whole money.

The words are in ``lexicon/currencies_en.tsv``. Forms in capitals (RMB, USD) are matched in capitals only, others in any
case. What may be money and may be a common word (won, pounds of flour) is money only where nothing speaks against it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from ingest.lexicon_en import phrases, table
from ingest.pipeline.numbers_en import Number

#: the code of a currency, and how much of its whole one such unit is (a cent is 0.01)
Meaning = tuple[str, Decimal]


def _forms(column: int) -> list[tuple[str, str, str]]:
    """(form, code, factor) of the currency table for a column."""
    return [
        (form.strip().removeprefix("~"), row[0], row[3])
        for row in table("currencies_en", 4)
        for form in row[column].split("|")
        if form.strip()
    ]


@cache
def _doubtful() -> frozenset[str]:
    """Codes that are other words as well (SDG, COP): money only where the number shows that it is a sum."""
    rows = table("currencies_en", 4)
    return frozenset(form[1:] for row in rows for form in "|".join(row[1:3]).split("|") if form.startswith("~"))


#: a sum by its looks: 5,000; 5.50; 5 million
_SUM = re.compile(
    r"\d{1,3}(?:[,']\d{3})+(?!\d)|\d+\.\d\d(?!\d)|\d+(?:\.\d+)?\s?(?i:thousand|lakh|crore|[mbtr]+illion|bn|mn)\b"
)


def _strict(form: str) -> bool:
    return (form.isalpha() and form.isupper()) or len(form) <= 2


# ---------------------------------------------------------------------------------------------------------------------
# before the number


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """What may stand before a number as currency, read backwards, with its codes: forms in capitals, and in any case."""
    strict: dict[str, str] = {}
    loose: dict[str, str] = {}
    for form, code, _ in _forms(1):
        if len(form.rstrip(".")) > 2:
            form = form.rstrip(".")  # the pattern takes the full stop of any form
        if _strict(form) and form not in ("Rs", "Re"):
            strict.setdefault(form, code)
        else:
            loose.setdefault(form.lower(), code)
    own = phrases(form[::-1] for form in strict)
    any_case = phrases(form[::-1] for form in loose).replace(r"\s+", r"\s?")
    pattern = re.compile(
        rf"[-/]?\s{{0,2}}[.:]?\s?(?:(?i:(?P<loose>{any_case}))|(?P<strict>{own}))(?![A-Za-z_]|(?<=[A-Za-z])\d)"
    )
    return pattern, strict, loose


#: as many characters as the longest name of a currency before a number may take
_NAME = 28
#: "about c $ 300 million" is Canadian, "R 500" is South African; "grade c $ 300" and "form R 5" are not
_LETTERED = re.compile(
    r"(?i:\b(?:class|category|grade|type|group|plan|part|option|zone|tier|level|item|vitamin|form|rule|annex|appendix"
    r"|schedule|section|block|list|table|chapter|route|line|no)\.?\s)\Z"
)
_ONE = re.compile(r"(?:1|0?\.\d{1,2}|0)(?![\d,])")
#: "Euro 6" is a standard of exhaust gas
_EURO_CLASS = re.compile(r"[1-7](?![\d,.]?\d|\s?(?:million|billion|thousand|m\b|bn\b|k\b|per\b|/|each\b|cents?\b))")


def currency_before(plain: str, floor: int, start: int) -> tuple[int, str] | None:
    """The currency that stands right before a number at ``start``, not before ``floor``: where it begins, and its code.

    >>> currency_before("up to HK$5", 0, 9), currency_before("of Rs. 5", 0, 7), currency_before("won 5", 0, 4)
    ((6, 'HKD'), (3, 'INR'), None)
    """
    if plain[start - 1] in ",;()%":
        return None
    pattern, strict, loose = _before()
    match = pattern.match(plain[max(floor, start - _NAME) : start][::-1])
    if match is None:
        return None
    begin, said = start - match.end(), (match["strict"] or match["loose"])[::-1]
    if said.isupper() and said.isalpha() and plain[start - 1] in "-/":
        return None  # BSD-3
    if said in _doubtful() and not _SUM.match(plain, start):
        return None  # SDG 5
    if said == "$" and plain[begin - 2 : begin] == "c " and plain[begin - 3 : begin - 2] in ("", " "):
        return (begin, "USD") if _LETTERED.search(plain, max(floor, begin - 20), begin - 2) else (begin - 2, "CAD")
    if said.lower() == "re" and not (
        plain[begin] == "R" and ":" not in plain[begin:start] and _ONE.match(plain, start)
    ):
        return None  # Re. 1; not "re: 5 requests"
    if said == "RS" and begin + 2 == start:
        return None  # RS232
    if said == "R" and (plain[begin - 1 : begin] == "." or _LETTERED.search(plain, max(floor, begin - 20), begin)):
        return None  # C.F.R. 12, form R 5
    if said.lower() == "euro" and _EURO_CLASS.match(plain, start):
        return None
    return begin, strict[said] if match["strict"] else loose[re.sub(r"\s+", " ", said.lower())]


# ---------------------------------------------------------------------------------------------------------------------
# behind the number


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Meaning], dict[str, Meaning]]:
    strict: dict[str, Meaning] = {}
    loose: dict[str, Meaning] = {}
    for form, code, factor in _forms(2):
        meant = (code, Decimal(factor or 1))
        if (form.isalpha() and form.isupper()) or form in ("Rs", "Rs."):
            strict.setdefault(form, meant)
        else:
            loose.setdefault(form.lower(), meant)
    own = "|".join(re.escape(f) for f in sorted(strict, key=len, reverse=True))
    named = phrases(form for form in loose if form[0].isalpha() and not form.endswith("$"))
    signs = "|".join(
        re.escape(form) for form in sorted(loose, key=len, reverse=True) if not form[0].isalpha() or form.endswith("$")
    )
    pattern = re.compile(
        rf"(?:\s?-?\s?(?:(?P<strict>{own})(?![A-Za-z])"
        rf"|(?i:(?P<loose>{named}))(?:(?<=[a-zA-Z])s)?(?![A-Za-z]))(?:\s?\((?:RMB|CNY)\))?"
        # a sign before digits belongs to them, but for "10 $ 30 cents"
        rf"|\s?(?i:(?P<sign>{signs}))(?:(?!\s?\d)|(?=\s\d[\d,.]{{0,12}}\s?(?:\$|cents?\b|dollars?\b))))"
    )
    return pattern, strict, loose


#: names of several currencies: they say no more than a code before the number has said ("HKD 5 dollars")
_SHARED = frozenset(["dollar", "pound", "rupee", "$", "peso", "franc", "shilling"])
_WON = re.compile(
    r"\s+(?:the|an?\s(?!day|week|month|year|person|household|head)|first|second|third|national|international|provincial"
    r"|gold|silver|bronze|top|bids?|contracts?|tenders?|prizes?|awards?|medals?|titles?|cases?)\b"
)
_WEIGHT = re.compile(
    r"\s+(?:of\s+(?!support|aid|funding|fund|debt|grant|investment|sales)|per\s+square|weight|in\s+weight)"
)


_NEXT = re.compile(r"\s{0,2}\d")


def currency_after(plain: str, number: Number, end: int, code: str | None) -> tuple[int, str, Decimal] | None:
    """The currency behind a number that ends at ``end``: where it ends, its code, and the part of the whole it names.

    ``code`` is the currency before the number, if any: a name of another currency is then no part of the sum.

    >>> currency_after("50 cents", Number(0, 2, Decimal(50)), 2, None)
    (8, 'USD', Decimal('0.01'))
    """
    pattern, strict, loose = _after()
    match = pattern.match(plain, end)
    if match is None:
        return None
    if ((code and match["strict"]) or "-" in plain[end : end + 2]) and _NEXT.match(plain, match.end()):
        return None  # RMB 5 million-RMB 10 million
    if match["strict"] in _doubtful() and not _SUM.match(plain, number.start):
        return None  # 17 SDG targets
    form = re.sub(r"\s+", " ", (match["loose"] or match["sign"] or "").lower())
    named, part = strict[match["strict"]] if match["strict"] else loose[form]
    if code is None:
        if form == "won" and (number.value < 100 or _WON.match(plain, match.end())):
            return None  # 5 won the first prize
        if form == "pound" and number.factor == 1 and _WEIGHT.match(plain, match.end()):
            return None  # 5 pounds of flour
        return match.end(), named, part
    return (match.end(), code, part) if named == code or form in _SHARED else None


_POINTED = frozenset(["EUR", "IDR", "VND", "BRL", "ARS", "CLP", "COP", "UYU", "PYG", "TRY", "DKK", "NOK", "SEK", "ISK"])
_THOUSANDS = re.compile(r"[1-9]\d{1,2}\.\d{3}|[1-9]\.\d00")
_PRICE = re.compile(r"\s?(?:/|per\s)\s?(?:l\b|lit(?:re|er)|kwh|kg|m\b|m3|unit|us)")


def pointed_thousands(low: str, start: int, end: int, code: str, behind: int) -> bool:
    """Is the point in digits at ``[start, end)`` one between thousands ("EUR 20.000")? So print those who part decimals
    by a comma; a price of fuel ("€1.759 per litre") is none.

    >>> [pointed_thousands(s, 4, len(s), s[:3], len(s)) for s in ("EUR 20.000", "EUR 1.759", "USD 20.000")]
    [True, False, False]
    """
    return code in _POINTED and _THOUSANDS.fullmatch(low, start, end) is not None and not _PRICE.match(low, behind)


# ---------------------------------------------------------------------------------------------------------------------
# whole money and its parts

_AND = re.compile(r",?\s(?:and\s)?|\s?")
_SHORT = re.compile(r"\s?-?(?:c|cts?|p|sens?|¢)(?![a-z])\.?")
_ENDS = re.compile(r"\s*(?:[.,;:!?)]|$)")
_HUNDRED = frozenset(["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "EUR", "GBP", "INR", "MYR", "ZAR", "KES"])


def part_behind(low: str, plain: str, number: Number, code: str, whole: Number, end: int) -> tuple[int, Decimal] | None:
    """The cents behind whole money that ends at ``end``: where they end, and what they add; None where there are none.

    "5 dollars 50 cents", "Rs. 5 and 50 paise", "£5 10p"; in words the name may be left out: "thirteen dollars forty-five".
    """
    if number.start - end > 6 or whole.factor != 1 or not _AND.fullmatch(low, end, number.start):
        return None
    after = currency_after(plain, number, number.end, None)
    if after is not None:
        name = low[number.end : after[0]].strip(" -").rstrip("s")
        added = number.value * after[2]
        if after[2] < 1 and (after[1] == code or (name in ("cent", "¢", "sen") and code in _HUNDRED)) and added < 1:
            return after[0], added
        return None
    if code not in _HUNDRED or not 0 < number.value < 100:
        return None
    if short := _SHORT.match(low, number.end):
        return short.end(), number.value / 100
    if number.spelled and whole.spelled and number.value >= 10 and _ENDS.match(low, number.end):
        return number.end, number.value / 100
    return None


@cache
def _one_whole() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])an?\s(?P<name>dollar|pound|euro|rupee|ringgit|rand)\s(?:and\s)?\Z")


_WHOLES = {"dollar": "USD", "pound": "GBP", "euro": "EUR", "rupee": "INR", "ringgit": "MYR", "rand": "ZAR"}


def whole_before(low: str, floor: int, start: int) -> tuple[int, str] | None:
    """ "a dollar and" before cents: where it begins, and the currency it names."""
    match = _one_whole().search(low, max(floor, start - 20), start)
    return (match.start(), _WHOLES[match["name"]]) if match else None
