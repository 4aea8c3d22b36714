"""Amounts (金额、比例、数量) in English policy text: what is paid, at which rate, up to which cap, from which threshold on.

``find_amounts_en`` works on characters and words only: `quantities_en` finds numbers with their units and bounds,
this module joins ranges and lists, and `amount_roles_en` says what each quantity is for. The conventions are those of
data/gold/README.md."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from decimal import Decimal

from ingest.model import Amount, Span
from ingest.pipeline.amount_context_en import Draft
from ingest.pipeline.amount_idioms_en import find_idioms
from ingest.pipeline.amount_roles_en import assign
from ingest.pipeline.bounds_en import bound
from ingest.pipeline.numbers_en import Number
from ingest.pipeline.quantities_en import Quantity, find_quantities
from ingest.pipeline.sentences_en import split_sentences_en

_JOIN = re.compile(
    r"\s*(?:\((?:in|ex)cl[a-z]*\.?\)\s*)?(?:(?P<range>-|~|to|up to|through)|(?P<list>,\s*(?:and|or)?"
    r"|and|or|/|;\s*(?:and|or)?))\s*\Z"
)
_CHANGE = re.compile(
    r"\b(?:increas|rais|reduc|lower|cut|shorten|expand|extend|rise|risen|rose|grow|grew|fall|fell|revis|amend|enhanc|compress|relax"
    r"|drop|decreas|lift|chang|improv|adjust|upgrad|boost|mov"
    r"|declin)\w*\b[^.;]{0,80}\bfrom\s+(?:[a-z]+\s+)?\Z"
)
_SAVING = re.compile(
    r"\b(?:shorten|reduc|cut|sav|compress|accelerat|slash|decreas|trim"
    r"|lower)\w*\b[^.;,]{0,60}\sby\s+(?:[a-z]+\s+){0,3}\Z|\bsav(?:e|es|ing)\s+\Z"
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
    drafts = find_idioms(low)
    _bound_shares(drafts, quantities, low)
    near = sorted((d for d in drafts if d.rule != "once"), key=lambda d: d.start)
    places = [d.start for d in near]
    if not quantities and not drafts:
        return []
    joined = _join(quantities, low)
    _bounds(joined, low)
    _pairs(joined, low)
    _carry(joined, low)
    _elliptical(joined, low)
    for q in joined:
        if q.kind == "bare" or (q.kind == "time" and not _SAVING.search(low, max(0, q.head - 110), q.head)):
            continue
        if q.kind == "time" and q.comparator != "=" and not _SAVING.search(low, max(0, q.head - 110), q.head):
            continue
        at = bisect_left(places, q.end)
        if any(q.start < d.end for d in near[max(0, at - 4) : at]):
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


_MAKES_ONE = re.compile(
    r"\b(?:each|every|per|for every|for each|add|build|introduc|establish|open|creat|set up|launch"
    r"|cultivat|hold|host|attract|form"
    r"|develop|incubat|land|construct|have|strive for)(?:e|es|s|ing|ed)?\s+(?:additional\s+|another\s+|up\s+)?\Z"
)


def _one_counts(q: Quantity, low: str) -> bool:
    """A bare "one" counts only where it bounds ("at least one", "only one") or counts persons."""
    if q.comparator == ">":
        return q.unit == "person"  # "more than one policy" is several
    if q.comparator != "=" or q.only or q.range_ or q.unit == "person":
        return True
    return _MAKES_ONE.search(low, max(0, q.start - 40), q.start) is not None


#: "the cost is $4.25 and 32 is the number": the second number is no sum
_SAID = re.compile(r"\s+(?:is|are|was|were|has|have|had)\b")


def _join(quantities: list[Quantity], low: str) -> list[Quantity]:
    """Ranges share unit, currency and scale; lists share them too ("RMB 1, 2 and 3 million", "10, 20 or 30 firms")."""
    for i in range(len(quantities) - 2, -1, -1):
        left, right = quantities[i], quantities[i + 1]
        if right.start - left.end > 24:
            continue
        match = _JOIN.match(low, left.end, right.start)
        if match is None:
            continue
        if right.kind == "bare" and _SAID.match(low, right.end):
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
            and not _SAID.match(low, right.end)
            and left.number.spelled == right.number.spelled  # "$100 and fifty" is no list
        ):
            right.kind, right.unit = left.kind, left.unit
    return quantities


def _share(left: Quantity, right: Quantity, low: str) -> None:
    if left.kind == "bare" and right.kind not in ("bare",):
        left.kind, left.unit = right.kind, right.unit
        left.noun = right.noun
    elif left.kind == "money" and right.kind == "bare" and left.number.spelled == right.number.spelled:
        right.kind, right.unit = left.kind, left.unit
        if left.value == left.number.value * 1000 and "." in low[right.start : right.end]:
            right.value *= 1000  # EUR 10.000-20.000
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
            left.comparator = ">" if "(excl" in low[left.end : right.start] else ">="
            tail = low[right.number.end : max(right.tail, right.end)]
            right.comparator = "<" if "(excl" in tail else "<="
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
            left.comparator == "="
            and right.comparator in ("<", "<=")
            and right.bounded_before
            and left.value < right.value
            and re.fullmatch(r"\s*(?:to|-)\s*", low[max(left.tail, left.end) : right.head])
        ):
            left.comparator = ">="  # "RMB 5 million to less than RMB 10 million"
            left.range_, right.range_ = "low", "high"
            continue
        if (
            left.comparator in (">=", ">")
            and right.comparator in ("<=", "<")
            and left.value < right.value
            and right.bounded_before
        ) and re.fullmatch(r"\s*,?\s*(?:and|but)\s+", low[max(left.tail, left.end) : right.head]):
            left.range_, right.range_ = "low", "high"


def _bound_shares(drafts: list[Draft], quantities: list[Quantity], low: str) -> None:
    """ "at least one third", "no more than half of the cost": the bounds of fractions are those of any share."""
    shares = [draft for draft in drafts if draft.rule == "fraction"]
    starts, ends = [q.start for q in quantities], [q.end for q in quantities]  # both in order: quantities lie apart
    for draft in shares:
        before, behind = bisect_right(ends, draft.start), bisect_left(starts, draft.end)
        floor = ends[before - 1] if before else 0
        ceiling = starts[behind] if behind < len(starts) else len(low)
        share = Quantity(
            draft.start, draft.end, Number(draft.start, draft.end, draft.value), draft.value, "percent", "%"
        )
        bound(low, share, floor, ceiling)
        draft.comparator, draft.head, draft.tail, draft.only = share.comparator, share.head, share.tail, share.only
    for left, right in itertools.pairwise(shares):
        match = _JOIN.match(low, left.end, right.start)
        if match is None or left.value >= right.value:
            continue
        opened = re.search(r"\b(?:between|from)\s+\Z", low[max(0, left.start - 9) : left.start])
        if match["range"] or (match["list"].strip() == "and" and opened and opened[0].startswith("between")):
            if _CHANGE.search(low[max(0, left.start - 110) : left.start]):
                continue
            left.comparator, right.comparator = ">=", "<="
            left.range_, right.range_ = "low", "high"
            left.head = right.head = opened.start() + max(0, left.start - 9) if opened else left.start
            left.tail = right.tail


_NEW_CASE = re.compile(r"\s+(?:where|if|when|for (?:those|others?|the rest|that))\b")
_AND = re.compile(r"\s*,?\s*(?:(?:and|or)\s+)?")


def _carry(quantities: list[Quantity], low: str) -> None:
    """A bound before a list bounds every entry: "up to RMB 100,000, 50,000 and 30,000", "limited to 50% of the cost
    or Rs. 1 lakh"."""
    for left, right, third in itertools.zip_longest(quantities, quantities[1:], quantities[2:]):
        if right is None or right.range_ or left.range_ or right.comparator != "=" or not left.bounded_before:
            continue
        between = low[left.end : right.start]
        listed = len(between) <= 8 and _JOIN.fullmatch(between) and left.kind == right.kind
        if listed and between.strip() == "," and not (third and _AND.fullmatch(low, right.end, third.start)):
            listed = False  # "where sales exceed 5 million, 1,000 is paid"
        if listed and _NEW_CASE.match(low, right.end):
            listed = False  # "Rs. 5,000 for up to 2 crore, and Rs. 10,000 where it is more"
        other = re.fullmatch(r"\s*\(\s*or\s+(?:a total of\s+)?", between)  # two booths (or 18 square metres)
        each = left.unit == right.unit and re.fullmatch(
            r"\s+(?:per|for each)\s+[a-z]+(?:\s[a-z]+)?,?\s+(?:and|or)\s+", between
        )
        whichever = re.match(r"[^.;]{0,120}?\bwhichever\b", low[right.end : right.end + 150])
        changed = (
            between.strip() == "to"
            and left.unit == right.unit
            and _CHANGE.search(low, max(0, left.start - 110), left.start)
        )
        if listed or other or each or changed or (whichever and re.fullmatch(r"[^.;]{0,70}\bor\s+", between)):
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


_PARTS = re.compile(r"[.;]\s")
_ALONE = re.compile(r"\s+(?:by|in|per|each|every|within|for)\b|\s*[.;,]|\s*\Z")


def _elliptical(quantities: list[Quantity], low: str) -> None:
    """ "two parks this year and at least three by 2027": the noun is that of the count before in the same sentence."""
    for left, right in itertools.pairwise(quantities):
        if right.kind != "bare" or left.kind != "count" or not right.bounded_before or right.start - left.end > 120:
            continue
        if not _PARTS.search(low, left.end, right.head) and _ALONE.match(low, right.end):
            right.kind, right.unit = left.kind, left.unit


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
