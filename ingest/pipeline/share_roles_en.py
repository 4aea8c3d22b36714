"""What a share (%) in an English notice is for: of what is paid (rate), of a tax, asked for, or aimed at."""

from __future__ import annotations

import re

from ingest.model import AmountRole
from ingest.pipeline.amount_context_en import WINDOW, Draft, Evidence, first_of

_OF = re.compile(r"\s*\(?(?:inclusive|exclusive)?\)?\s*(?:or (?:more|above|less|below) )?of\b")
_TAX_AFTER = re.compile(r"\s*(?:[a-z-]+\s+){0,3}?(?:tax|duty|tariff|vat|gst|levy|cess|excise)\b")
_FALL = re.compile(r"\b(?:reduc|lower|cut|discount|deduct|decreas|halv|remit|waiv|concession)\w*")
_SAVES = re.compile(r"\bsav(?:e|es|ing)\s+(?:about\s+|around\s+|up to\s+)?\Z")
_COST_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+|its\s+|their\s+|actual\s+)?(?:[a-z-]+\s+){0,3}?(?:fees?|costs?|expenses?"
    r"|expenditures?|premiums?|charges?|rents?|rentals?|freight|fares?|airfares?|investment|prices?"
    r"|contributions?|tuition|salary|salaries|wages?)\b"
)
_SHARED = re.compile(r"\b(?:shared|borne|split|undertaken)\s(?:[a-z]+\s)?(?:between|among|by)\b")
_LEVIED = re.compile(
    r"\b(?:reduc|cut|lower|rais|increas|levied|charg|set|fix|adjust)\w*\b[^,;.]{0,40}\b(?:from|to|at)\s+\Z"
)
_PAYS = re.compile(r"\b(?:subsid\w*|reimburs\w*|support\w*|discount\w*|financ\w*|grant\w*)\b[^,;.]{0,60}\Z")
_HELD = re.compile(r"\b(?:account|exceed|reach|hold|own)")
_NO_RATE = re.compile(
    r"\b(?:by|payable|paid)\s+\Z|\b(?:credit|scrip|drawback|saved|foregone|paid|free|exempt\w*"
    r"|remi\w+)\b"
)
#: "shall cover more than 99% of enterprises"
_COVERAGE = re.compile(
    r"\s+of\s+(?:the\s+|all\s+)?(?:[a-z-]+\s)?(?:enterprises|firms|companies|exporters|importers|declarations|goods|applicants|counties|ports)\b"
)
_OF_WHICH = re.compile(r"\bof (?:which|them),?\s+\Z")


def _taxed(d: Draft, e: Evidence) -> bool:
    """A rate of tax: "a duty of 10%", "levied at a reduced rate of 15%", "a 15% tax"; not a share of the tax paid."""
    low, tax = e.around.low, e.first_of("tax")
    if d.comparator != "=":
        return False
    if tax is None:
        return e.strong is None and not _OF.match(low, d.end) and _TAX_AFTER.match(low, d.end) is not None
    if e.left and "charge" in e.left[0][2] and "tax" not in e.left[0][2]:
        return False  # a penalty of 5% of the duty
    between = low[tax[1] : d.head]
    if e.strong is None and _LEVIED.search(between):
        return True
    nearest = e.left[0]
    other = nearest[0] > tax[0] and "measured" in nearest[2] and not re.search(r"\brate\b", low[tax[0] : d.start])
    if other or (e.strong is not None and e.strong[0] > tax[0]) or first_of(e.right, "strong"):
        return False
    return not _NO_RATE.search(between)


def _bounded_share(d: Draft, e: Evidence) -> AmountRole:
    """The role of a percentage with a bound: a target, a share of what is paid, or a condition."""
    low, around, of = e.around.low, e.around, _OF.match(e.around.low, d.end)
    if d.comparator in (">", ">=") and not e.hard and _COVERAGE.match(low, max(d.end, d.tail)):
        return "target"
    reach = e.first_of("reach", "measured")
    beside = first_of(e.right, "strong")
    if (
        beside
        and beside[0] - d.end < 24
        and "," not in low[d.end : beside[0]]
        and not of
        and not (reach and e.conditional)
    ):
        return "rate"  # up to 50% support
    if e.target or (e.dated and not e.hard and not e.strong):
        return "target"
    if e.strong and (reach is None or e.strong[0] > reach[0]):
        return "rate"
    segment = around.segment(d.head)
    paid = {"strong", "benefit"} & around.all
    if of and not e.conditional and paid and (reach is None or not _HELD.search(low[reach[0] : d.start])):
        return "rate"
    if _PAYS.search(low[segment : d.head]) or _FALL.search(low, segment, d.head):
        return "rate"
    if d.range_ and "strong" in around.all and not e.conditional:
        return "rate"
    if _OF_WHICH.search(low, max(around.begin, d.head - 24), d.head):
        return "rate"
    if d.comparator == "<=" and of and not e.conditional and (reach is None or reach[0] >= d.head):
        return "rate"  # "an application shall not exceed 10% of the quantity available"
    if d.comparator == "<=" and not e.conditional and e.first_of("reach", "ceiling") is None:
        return "rate"
    return "threshold"


def share_role_en(d: Draft, e: Evidence) -> AmountRole:
    """The role of a share that is no step, from what speaks for it."""
    low, around, left, right = e.around.low, e.around, e.left, e.right
    strong, target, conditional, dated = e.strong, e.target, e.conditional, e.dated
    of = _OF.match(low, d.end)
    if _taxed(d, e):
        return "tax"
    if _SAVES.search(low, max(0, d.head - 24), d.head):
        return "count"
    if d.comparator != "=":
        return _bounded_share(d, e)
    if target and (strong is None or target[0] > strong[0]) and not (of and "strong" in around.all):
        return "target"
    condition_reach = first_of(left, "reach")
    if conditional and condition_reach and (strong is None or strong[0] < condition_reach[0]):
        return "threshold"
    if re.search(
        r"\b(?:increas(?!ed)|grow(?!n)|rise|rising)\w*\b[^,;.]{0,40}\b(?:by|of|to)\s+\Z",
        low[around.segment(d.head) : d.head],
    ):
        if conditional:
            return "threshold"
        if dated or d.unit == "pp" or strong is None:
            return "target"
    if _COST_AFTER.match(low, d.end):
        return "rate"
    if of or strong or first_of(right, "strong", "benefit") or first_of(left, "benefit") or "strong" in around.all:
        return "rate"
    if dated:
        return "target"
    if (
        _FALL.search(low, around.segment(d.head), d.head)
        or _SHARED.search(low, max(around.begin, d.head - WINDOW), d.head)
        or "benefit" in around.all
        or re.search(
            r"\b(?:rates?|interest|margin|equali[sz]ation|allowance|share)\b[^,;.]{0,30}\Z",
            low[max(around.begin, d.head - 40) : d.head],
        )
    ):
        return "rate"
    return "count"
