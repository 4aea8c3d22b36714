"""What a sum in an English notice is for: paid, capped, set aside, asked for, aimed at, or only told."""

from __future__ import annotations

import re

from ingest.model import AmountRole
from ingest.pipeline.amount_context_en import Draft, Evidence, first_of

_WORTH = re.compile(r"\b(?:with|worth|valued at|of|having)\s+\Z")
#: behind a bound, in the same breath: "shall not exceed 30% of the investment and shall not exceed RMB 5 million"
_AND_NOT_MORE = re.compile(r"\b(?:and|but)\s+(?:(?:shall|is|are|must|may|will|in\s+total|also)\s+)*\Z")
_INCREASED_BY = re.compile(r"\b(?:increas|rais|expand|boost)(?:e|ing)?\s[^,;.]{0,60}\bby\s+\Z")
_ARRANGED = re.compile(r"\b(?:arrange|allocate|earmark|budget|appropriate|set aside)[sd]?\s+(?:[a-z]+\s+){0,2}\Z")
_ONE_PARTY = re.compile(
    r"\b(?:per|for (?:a|an|any|each|every|one|the same)\s+(?:single\s+|individual\s+|eligible\s+)?)\s?[a-z]"
)


def money_role_en(d: Draft, e: Evidence) -> AmountRole:
    """The role of a sum that is no step, from what speaks for it."""
    low, around, left, right = e.around.low, e.around, e.left, e.right
    strong, target, conditional, dated = e.strong, e.target, e.conditional, e.dated
    nearest = left[0] if left else None
    if _ARRANGED.search(low, max(around.begin, d.head - 60), d.head):
        return "fund"
    fund = first_of(left, "fund")
    if fund and d.comparator == "<=" and _ONE_PARTY.search(low, fund[1], d.head):
        return "cap"  # the total funding for a single enterprise
    size = first_of(left, "ceiling", "charge")
    sized = fund and d.comparator in (">=", ">") and " with " in low[fund[1] : d.head]  # funds with a scale of at least
    if fund and not sized and (strong is None or fund[0] > strong[0]) and (size is None or size[0] <= fund[0]):
        return "fund"
    if (nearest is None or "strong" not in nearest[2]) and re.match(
        r"[^,;.]{0,24}\b(?:allocated|earmarked|set aside|appropriated|budgeted)\b|\s+(?:special "
        r"|development |guidance |seed )?fund\b",
        low[d.end : d.end + 60],
    ):
        return "fund"
    if d.comparator in ("<=", "<"):
        size = first_of(left, "ceiling")
        above = around.own[e.place - 1] if e.place else None
        if (
            above
            and above.role in ("rate", "cap")
            and above.comparator == "<="
            and _AND_NOT_MORE.search(low, above.end, d.head)
        ):
            return "cap"
        if (
            size
            and not d.range_
            and (strong is None or strong[0] < size[0])
            and not re.match(r"\s+(?:per|for each|for a single)\b", low[d.end : d.end + 16])
        ):
            cost = re.search(
                r"\b(?:support|subsid|reward|grant|assist|reimburs)", low[max(around.begin, size[0] - 40) : d.start]
            )
            if conditional or (cost is None and not low.startswith(("loan", "borrow"), size[0])):
                return "threshold"
        measured = first_of(left, "measured")
        if e.hard and measured and (strong is None or strong[0] < measured[0]) and not d.range_:
            return "threshold"  # where the value of a parcel does not exceed
        if d.comparator == "<" and (
            conditional or size or not strong or _WORTH.search(low, max(around.begin, d.head - 40), d.head)
        ):
            return "threshold"
        if d.range_ == "high" and not strong:
            return "cap"  # the role of the lower end is taken over in the end
        if d.range_ and strong:
            return "benefit"
        return "cap"
    if d.comparator in (">=", ">"):
        if target or (dated and not conditional) or (not e.hard and _INCREASED_BY.search(low, around.begin, d.head)):
            return "target"
        measured = first_of(left, "measured", "reach")
        if strong and (measured is None or strong[0] > measured[0]):
            return "benefit"
        if d.range_ == "low":
            if (measured and (conditional or "reach" in measured[2])) or (
                conditional and not first_of(left, "benefit")
            ):
                return "threshold"
            return (
                "benefit"
                if first_of(left, "benefit") or first_of(right, "benefit") or "strong" in around.all
                else "count"
            )
        return "threshold"
    tax = first_of(left, "tax")
    fined = first_of(left, "charge")
    if (
        tax
        and (fined is None or fined[0] < tax[0])
        and (nearest is tax or strong is None or tax[0] > strong[0])
        and re.search(r"\b(?:of|at|:)\s+\Z", low[tax[1] : d.start])
    ):
        return "tax"
    reach = first_of(left, "reach")
    measured = first_of(left, "measured")
    if target and (strong is None or target[0] > strong[0]):
        return "target"
    if reach and conditional and (strong is None or strong[0] < reach[0]):
        return "threshold"
    if dated and not conditional and (reach or measured) and strong is None:
        return "target"
    charge = first_of(left, "charge")
    if (
        charge
        and nearest is charge
        and strong is None
        and re.fullmatch(r"\s*(?:s\s*)?(?:of|is|at|shall be|will be|:)\s*", low[charge[1] : d.head])
    ):
        return "benefit" if first_of(right, "strong") else "count"
    if strong or first_of(left, "benefit"):
        return "benefit"
    if first_of(right, "strong", "benefit"):
        return "benefit"
    if conditional and measured:
        return "threshold"
    if "strong" in around.all and not measured:
        return "benefit"
    if "benefit" in around.all and not measured and not charge:
        return "benefit"
    return "count"
