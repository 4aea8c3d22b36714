"""Amounts (金额、比例、数量) in English policy text: what is paid, at which rate, up to which cap, from which threshold on.

``find_amounts_en`` works on characters and words only: `quantities_en` finds numbers with their units and bounds,
this module joins ranges and lists, and `amount_roles_en` says what each quantity is for. The conventions are those of
data/gold/README.md."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from ingest.model import Amount, Span
from ingest.pipeline.amount_roles_en import Draft, assign
from ingest.pipeline.bounds_en import bound
from ingest.pipeline.quantities_en import Quantity, find_quantities
from ingest.pipeline.sentences_en import split_sentences_en

_JOIN = re.compile(r"\s*(?:(?P<range>-|~|to|up to|through)|(?P<list>,\s*(?:and|or)?|and|or|/|;\s*(?:and|or)?))\s*\Z")
_CHANGE = re.compile(
    r"\b(?:increas|rais|reduc|lower|cut|shorten|expand|extend|rise|risen|rose|grow|grew|fall|fell"
    r"|drop|decreas|lift|chang|improv|adjust|upgrad|boost|mov"
    r"|declin)\w*\b[^.;]{0,80}\bfrom\s+(?:[a-z]+\s+)?\Z"
)
_SAVING = re.compile(
    r"\b(?:shorten|reduc|cut|sav|compress|accelerat|slash|decreas|trim"
    r"|lower)\w*\b[^.;,]{0,60}\sby\s+(?:[a-z]+\s+){0,3}\Z|\bsav\w*\s+\Z"
)
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
_FRACTION = re.compile(
    r"\b(?P<half>(?:one[\s-])?half)(?=\s+(?:of\s+)?(?:the|its|their|that|a|actual|such|this|total"
    r"|all)\b(?! (?:hundred|thousand|lakh|million|crore|billion|trillion|dozen)))"
    r"|\b(?P<top>one|two|three|four|1|2|3|4)(?:[\s-]|/)(?P<low>thirds?|quarters?|fourths?|fifths?"
    r"|tenths?|3|4|5|10)(?=\s+of\b|(?<=ds)\s+(?:shall|will|is|to)\b|(?<=quarters)\s+(?:shall|will|is"
    r"|to)\b)"
    r"|\ba\s+(?P<single>third|quarter|fifth|tenth)(?=\s+of\s+(?!a\b|an\b|the (?:century|year)))"
)
_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10, "3": 3, "4": 4, "5": 5, "10": 10}
_TOPS = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TIMES = re.compile(
    r"\b(?P<word>double|doubled|doubling|twice|triple|tripled|tripling|treble"
    r"|quadruple)\b(?=\s+(?:the|its|their|that|of|compared|as|by|from|in)\b|[.,;]|\s*$)"
)
_TIMES_VALUE = {"d": 2, "tw": 2, "tr": 3, "q": 4}
_AGE = re.compile(
    r"\b(?:aged?|age of|ages?)\s+(?:between\s+)?(?:(?P<ge>at least|over|above|from"
    r"|not less than)\s+)?(?P<le>(?:not exceeding|not more than|up to|under|below|no more than"
    r"|not over|not above)\s+)?(?P<a>\d{2})(?:\s?(?:-|to"
    r"|and)\s?(?P<b>\d{2}))?(?:\s+years?)?(?P<after>\s+(?:or|and)\s+(?:below|under|above|over|older"
    r"|younger))?(?![\d%])"
    r"|\b(?:(?P<ge2>at least|over|above|not less than)\s+|(?P<le2>(?:not exceeding|not more than"
    r"|up to|under|below|no more than|not over|not above)\s+))?(?P<c>\d{2})\s+years?(?:\s+(?:old"
    r"|of age)|-old)(?P<after2>\s+(?:or|and)\s+(?:below|under|above|over|older|younger))?"
)


def find_amounts_en(text: str) -> list[Amount]:
    """The amounts of an English clause in the order of the text; spans count characters of ``text``.

    Values are in base units with ISO 4217 codes, "%", "pp" (percentage points), or the singular noun that is counted.
    A range gives two entries. Numbers in names and codes ([2022] No. 6, Top 500, COVID-19), dates and durations give
    none. Never raises.

    >>> found = find_amounts_en("A subsidy of 30% of the cost is granted, up to RMB 0.5 million.")
    >>> [(str(a.value), a.unit, a.comparator, a.role) for a in found]
    [('30', '%', '=', 'rate'), ('500000', 'CNY', '<=', 'cap')]
    """
    quantities, _, low = find_quantities(text)
    drafts = _others(low)
    near = [d for d in drafts if d.rule != "once"]
    if not quantities and not drafts:
        return []
    joined = _join(quantities, low)
    _bounds(joined, low)
    _pairs(joined, low)
    _carry(joined, low)
    for q in joined:
        if q.kind == "bare" or (q.kind == "time" and not _SAVING.search(low, max(0, q.head - 110), q.head)):
            continue
        if q.kind == "time" and q.comparator != "=" and not _SAVING.search(low, max(0, q.head - 110), q.head):
            continue
        if any(d.start < q.end and q.start < d.end for d in near):
            continue
        if q.value == 1 and q.kind == "count" and q.number.spelled and not _one_counts(q, low):
            continue
        drafts.append(
            Draft(
                head=q.head,
                start=q.start,
                end=q.end,
                tail=max(q.tail, q.noun[1] if q.noun and q.noun[0] < q.tail else 0),
                value=q.value,
                unit=q.unit,
                kind="count" if q.kind in ("measure", "time") else q.kind,
                comparator=q.comparator,
                noun=q.noun,
                only=q.only,
                range_=q.range_,
                rule={
                    "money": "money",
                    "percent": "percent",
                    "measure": "measure",
                    "count": "count",
                    "time": "saving",
                }.get(q.kind, ""),
            )
        )
    drafts.sort(key=lambda d: (d.start, d.end, d.range_ == "high"))
    drafts = _repeated(drafts, low)
    assign(drafts, low, text, split_sentences_en(text))
    return [
        Amount(
            span=Span(d.head, max(d.tail, d.end)),
            quote=" ".join(text[d.head : max(d.tail, d.end)].split()),
            value=_plain(d.value),
            unit=d.unit,
            comparator=d.comparator,
            role=d.role,
            basis=d.basis,
            tier=d.tier,
            per=d.per,
            offer=d.offer,
            rule=f"amount.en.{d.rule}",
        )
        for d in drafts
    ]


def _plain(value: Decimal) -> Decimal:
    """Without exponent and without zeros at the end: 125000, not 1.2500E+5."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1)) if abs(value) < Decimal(10) ** 26 else value
    return value.normalize()


def _one_counts(q: Quantity, low: str) -> bool:
    """A bare "one" counts only where it bounds ("at least one", "only one") or counts persons."""
    if q.comparator != "=" or q.only or q.range_ or q.unit == "person":
        return True
    return bool(
        re.search(
            r"\b(?:each|every|per|for every|for each)\s+(?:additional\s+)?\Z", low[max(0, q.start - 24) : q.start]
        )
    )


def _join(quantities: list[Quantity], low: str) -> list[Quantity]:
    """Ranges share unit, currency and scale; lists share them too ("RMB 1, 2 and 3 million", "10, 20 or 30 firms")."""
    for i in range(len(quantities) - 2, -1, -1):
        left, right = quantities[i], quantities[i + 1]
        if right.start - left.end > 8:
            continue
        match = _JOIN.match(low, left.end, right.start)
        if match is None:
            continue
        _share(left, right, low)
        if left.kind != right.kind or left.unit != right.unit or left.kind == "bare":
            continue
        before = low[max(0, left.start - 110) : left.start]
        between = re.search(r"\bbetween\s+(?:[a-z]+\s+)?\Z", before)
        either = (
            match["list"] == "or"
            and right.value == left.value + 1
            and left.kind in ("count", "measure")
            and left.end == left.number.end
        )
        if (
            match["range"] or (between and match["list"] and match["list"].strip() == "and") or either
        ) and left.value < right.value:
            if match["range"] == "to" and _CHANGE.search(before):
                continue
            if right.range_ or left.value == right.value:
                continue
            left.range_, right.range_ = "low", "high"
    for i in range(1, len(quantities)):
        left, right = quantities[i - 1], quantities[i]
        if (
            right.kind == "bare"
            and left.kind == "money"
            and right.start - left.end <= 6
            and _JOIN.match(low, left.end, right.start)
        ):
            right.kind, right.unit = left.kind, left.unit
    return quantities


def _share(left: Quantity, right: Quantity, low: str) -> None:
    if left.kind == "bare" and right.kind not in ("bare",):
        left.kind, left.unit = right.kind, right.unit
        left.noun = right.noun
    elif left.kind == "money" and right.kind == "bare":
        right.kind, right.unit = left.kind, left.unit
    elif left.kind == "count" and right.kind == "bare":
        return
    if left.kind == right.kind == "money" or left.kind == right.kind == "count":
        factor = right.number.factor
        if left.number.factor == 1 and factor > 1 and left.value < 1000 and left.value * factor < right.value * 1000:
            scaled = left.value * factor
            if (left.kind == "money" and low[left.end : left.end + 1] in "-~ ,/" and left.end == left.number.end) or (
                left.kind == "count" and left.end == left.number.end
            ):
                left.value = scaled


def _bounds(quantities: list[Quantity], low: str) -> None:
    for i, q in enumerate(quantities):
        floor = quantities[i - 1].end if i else 0
        ceiling = quantities[i + 1].start if i + 1 < len(quantities) else len(low)
        bound(low, q, floor, min(len(low), max(ceiling, q.end)))
    for left, right in itertools.pairwise(quantities):
        if left.range_ == "low" and right.range_ == "high":
            opened = re.search(r"\b(?:between|from|of)\s+\Z", low[max(0, left.head - 9) : left.head])
            left.comparator = ">" if "exclusive" in low[left.end : right.start] else ">="
            tail = low[right.end : max(right.tail, right.end)]
            right.comparator = "<" if "exclusive" in tail or "excluding" in tail else "<="
            if opened and opened[0].strip() != "of":
                left.head -= len(opened[0])
            left.tail = max(left.tail, right.tail, right.end, right.noun[1] if right.noun else 0)
            right.head = left.head
    for q in quantities:
        if q.only and q.comparator == "=" and q.kind in ("count", "measure"):
            q.comparator = "<="


def _pairs(quantities: list[Quantity], low: str) -> None:
    """ "not less than 60% but not more than 80%" is a range too."""
    for left, right in itertools.pairwise(quantities):
        if left.range_ or right.range_ or left.kind != right.kind or left.unit != right.unit or left.kind == "bare":
            continue
        if (
            left.comparator in (">=", ">")
            and right.comparator in ("<=", "<")
            and left.value < right.value
            and right.bounded_before
        ) and re.fullmatch(r"\s*,?\s*(?:and|but)\s+", low[max(left.tail, left.end) : right.head]):
            left.range_, right.range_ = "low", "high"


def _carry(quantities: list[Quantity], low: str) -> None:
    """A bound before a list bounds every entry: "up to RMB 100,000, 50,000 and 30,000", "limited to 50% of the cost
    or Rs. 1 lakh"."""
    for left, right in itertools.pairwise(quantities):
        if right.range_ or left.range_ or right.comparator != "=" or not left.bounded_before:
            continue
        between = low[left.end : right.start]
        if (len(between) <= 8 and _JOIN.fullmatch(between) and left.kind == right.kind) or (
            re.fullmatch(r"[^.;]{0,70}\bor\s+", between)
            and re.match(r"[^.;]{0,40}?\bwhichever\b", low[right.end : right.end + 70])
        ):
            right.comparator, right.bounded_before = left.comparator, True
    for i, q in enumerate(quantities):
        ending = re.match(
            r"[^.;]{0,40}?,?\s*\(?whichever\s+(?:is|are|be)?\s*(?:the\s+)?(?P<low>low|less|small|lesser|fewer)?",
            low[q.end : q.end + 90],
        )
        if (
            ending
            and ending["low"]
            and q.comparator == "="
            and (i + 1 == len(quantities) or quantities[i + 1].start > q.end + ending.end())
        ) and q.kind == "money":
            q.comparator = "<="


def _repeated(drafts: list[Draft], low: str) -> list[Draft]:
    """Leave out what only says the same again in brackets: "USD 5 million (US$5,000,000)"."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if (
            last
            and last.value == draft.value
            and last.unit == draft.unit
            and re.fullmatch(r"\s?\(\s?(?:say|i\.e\.|or|being)?\s?", low[last.end : draft.start])
        ):
            continue
        kept.append(draft)
    return kept


def _others(low: str) -> list[Draft]:
    """Quantities without a number of the usual kind: once, full support, a half, twice the amount, ages."""
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
    if (
        "half" in low
        or "third" in low
        or "quarter" in low
        or "fifth" in low
        or "tenth" in low
        or "/" in low
        or "fourth" in low
    ):
        for match in _FRACTION.finditer(low):
            if match["half"]:
                value2 = Decimal(50)
            elif match["single"]:
                value2 = Decimal(100) / _PARTS[match["single"]]
            else:
                value2 = Decimal(100) * _TOPS[match["top"]] / _PARTS[match["low"].rstrip("s")]
            if re.match(r"\s+(?:of\s+)?(?:the\s+)?(?:year|century|day|month|20\d\d|19\d\d)", low[match.end() :][:24]):
                continue
            drafts.append(
                Draft.of(
                    match.start(),
                    match.end(),
                    value2.quantize(Decimal("0.01")).normalize(),
                    "%",
                    "percent",
                    "=",
                    rule="fraction",
                )
            )
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
    drafts = []
    for match in _AGE.finditer(low):
        values = [v for v in (match["a"], match["b"], match["c"]) if v]
        after = (match["after"] or match["after2"] or "").split()
        if len(values) == 2:
            for value, sign in zip(values, (">=", "<="), strict=True):
                drafts.append(Draft.of(match.start(), match.end(), Decimal(value), "year", "count", sign, rule="age"))  # type: ignore[arg-type]
            continue
        lower_bound = match["ge"] or match["ge2"]
        upper_bound = (match["le"] or match["le2"] or "").strip()
        sign2 = "="
        if after:
            sign2 = "<=" if after[-1] in ("below", "under", "younger") else ">="
        elif lower_bound:
            sign2 = ">=" if lower_bound in ("at least", "from", "not less than") else ">"
        elif upper_bound:
            sign2 = "<" if upper_bound in ("under", "below") else "<="
        drafts.append(Draft.of(match.start(), match.end(), Decimal(values[0]), "year", "count", sign2, rule="age"))  # type: ignore[arg-type]
    return drafts
