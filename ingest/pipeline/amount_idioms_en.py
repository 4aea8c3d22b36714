"""English quantities that print no number of the usual kind: once, in full, twice the amount, ages.

Fractions and ratios are in ``shares_en``."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.model import Comparator
from ingest.pipeline.amount_context_en import Draft
from ingest.pipeline.shares_en import find_shares

_ONCE = re.compile(
    r"\b(?P<bound>only|at most|no more than|not more than|maximum of|up to|limited to|just"
    r"|a maximum of|not exceeding)\b(?P<gap>(?:\s+[a-z]+){0,5}?)\s+(?P<word>once|twice|thrice)\b"
)
_FULL = re.compile(
    r"\bfull\s+(?:amount\s+of\s+)?(?:[a-z-]+\s+)?(?:support|subsid(?:y|ies)|reimbursement|refund"
    r"|compensation|coverage|payment|rebate|funding)\b(?=[^.;]{0,80}\b(?:of|for|to cover)\b)"
    r"|\bfully\s+(?:reimburs|subsidi[sz]|refund|compensat|cover|fund|b(?:orne|ear))\w*\b"
    r"|\b(?:reimburs|subsidi[sz]|refund|cover|borne|bear|compensat|support|paid|repaid|repay|return"
    r"|exempt|waiv)\w*\b(?:\s+(?!not\b)[a-z-]+){0,6}?\s+in\s+full\b"
)
_COST = re.compile(
    r"\b(?:fees?|costs?|expenses?|expenditures?|premiums?|charges?|rents?|rentals?|freight|tolls?"
    r"|interest|taxes|tax|duties|fares?|airfares?|contributions?|investment|tuition|prices?)\b"
)
_TIMES = re.compile(
    r"\b(?P<word>double|doubled|doubling|twice|triple|tripled|tripling|treble"
    r"|quadruple)\b(?=\s+(?:the|its|their|that|of|compared|as|by|from|in)\b|[.,;]|\s*$)"
)
_TIMES_VALUE = {"d": 2, "tw": 2, "tr": 3, "q": 4}
_UPPER = r"not exceeding|not more than|up to|under|below|no more than|not over|not above|no older than|at most"
_LOWER = r"at least|over|above|from|not less than|no younger than|no less than"
_OR = r"\s+(?:or|and)\s+(?:below|under|above|over|older|younger)"
_AGE = re.compile(
    rf"\b(?:(?P<bound>{_UPPER}|{_LOWER})\s+(?:the\s+)?)?(?:aged?|age of"
    rf"|ages?)\s+(?:between\s+)?(?:(?P<bound2>{_UPPER}|{_LOWER})\s+)?"
    rf"(?P<a>\d{{2}})(?:\s?(?:-|to"
    rf"|and)\s?(?P<b>\d{{2}}))?(?:\s+years?)?(?P<after>{_OR})?(?P<inclusive>\s*\(incl[a-z]*\.?\))?(?![\d%])"
    rf"|\b(?:(?P<bound3>{_UPPER}|{_LOWER})\s+)?(?P<c>\d{{2}})\s+years?(?:\s+(?:old|of age)|-old)(?P<after2>{_OR})?"
    r"(?P<inclusive2>\s*\(incl[a-z]*\.?\))?"
)
_STRICT = ("under", "below", "over", "above")


def find_idioms(low: str) -> list[Draft]:
    """Drafts of all such quantities in a folded, lower-case text, kind by kind."""
    drafts: list[Draft] = []
    if "once" in low or "twice" in low or "thrice" in low:
        for match in _ONCE.finditer(low):
            if match["bound"] not in ("only", "just") and match["gap"]:
                continue
            value = {"once": 1, "twice": 2, "thrice": 3}[match["word"]]
            drafts.append(
                Draft.of(match.start(), match.end(), Decimal(value), "time", "count", "<=", rule="once", only=True)
            )
    if "full" in low:
        for match in _FULL.finditer(low):
            around = low[match.start() - min(match.start(), 90) : match.end() + 90]
            if match[0].startswith("full ") or match[0].startswith("fully"):
                around = low[match.start() - min(match.start(), 60) : match.end() + 90]
            if _COST.search(around):
                drafts.append(Draft.of(match.start(), match.end(), Decimal(100), "%", "percent", "=", rule="full"))
    drafts.extend(find_shares(low))
    if "doubl" in low or "twice" in low or "tripl" in low or "treble" in low or "quadr" in low:
        for match in _TIMES.finditer(low):
            word = match["word"]
            if any(d.head <= match.start() < d.tail for d in drafts) or re.match(
                r"\s+(?:in|by|from)\s+a\b|\s+a\b", low[match.end() : match.end() + 8]
            ):
                continue
            value3 = next(v for k, v in _TIMES_VALUE.items() if word.startswith(k))
            drafts.append(Draft.of(match.start(), match.end(), Decimal(value3), "time", "count", "=", rule="times"))
    if "age" in low or "old" in low:
        drafts.extend(_ages(low))
    return drafts


def _ages(low: str) -> list[Draft]:
    """ "aged 18 to 45", "under the age of 45 (inclusive)", "35 years of age or below": years, always a condition."""
    drafts = []
    for match in _AGE.finditer(low):
        start, end = match.span()
        if match["b"]:
            drafts.append(Draft.of(start, end, Decimal(match["a"]), "year", "count", ">=", rule="age"))
            drafts.append(Draft.of(start, end, Decimal(match["b"]), "year", "count", "<=", rule="age"))
            continue
        drafts.append(
            Draft.of(start, end, Decimal(match["a"] or match["c"]), "year", "count", _age_bound(match), rule="age")
        )
    return drafts


def _age_bound(match: re.Match[str]) -> Comparator:
    after = (match["after"] or match["after2"] or "").split()
    if after:
        return "<=" if after[-1] in ("below", "under", "younger") else ">="
    said = match["bound"] or match["bound2"] or match["bound3"]
    if said is None:
        return "="
    upper = re.fullmatch(_UPPER, said) is not None
    if said in _STRICT and not (match["inclusive"] or match["inclusive2"]):
        return "<" if upper else ">"
    return "<=" if upper else ">="
