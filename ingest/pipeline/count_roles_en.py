"""What a count in an English notice is for: asked for, aimed at, or only told."""

from __future__ import annotations

import re

from ingest.model import AmountRole
from ingest.pipeline.amount_context_en import Draft, Evidence, first_of

_DUE_AFTER = re.compile(r"[^,;.]{0,40}?\bby (?:the end of )?20\d\d\b")
_YEAR_SAID = re.compile(r"\bin 20\d\d,")
_AIMED = re.compile(
    r"\b(?:train|build|cultivat|creat|introduc|attract|establish|add|hold|organi[sz]|launch|open"
    r"|designat|assign|appoint|construct|incubat|recruit|develop|foster|set up|host|form|gather|nurtur|plant|complet|promot"
    r"|support)(?:e|ing|ed|d)?\b[^,;.]{0,40}\Z"
)
_AIMED_AFTER = re.compile(
    r"[^,;.]{0,60}\b(?:shall|will|should|to)\s+be\s+(?:newly\s+)?(?:built|completed|cultivated"
    r"|established|created|introduced|added|trained|set up|held"
    r"|constructed|developed|attracted|recruited|incubated|launched|opened|formed|nurtured)\b"
)
_ALLOWED = re.compile(
    r"\b(?:available|admissible|eligible|allowed|permitted|entitled|allowable|granted"
    r"|limited)\b[^,;.]{0,60}\b(?:for|by|to|of)\s+\Z"
)


def count_role_en(d: Draft, e: Evidence) -> AmountRole:
    """The role of a count that is no step, from what speaks for it; "one … is allowed" becomes a bound."""
    low, around, left, _right = e.around.low, e.around, e.left, e.right
    strong, target, conditional, dated = e.strong, e.target, e.conditional, e.dated
    if d.range_:
        if not e.hard and (target or dated or _AIMED.search(low, around.segment(d.head), d.head)):
            return "target"
        return (
            "threshold" if conditional and (first_of(left, "reach", "measured") or "strong" in around.all) else "count"
        )
    if d.rule == "times":
        return "target" if target else "rate" if strong else "count"
    if d.comparator == "=" and d.value == 1 and _ALLOWED.search(low, around.segment(d.head), d.head):
        d.comparator = "<="
        return "cap"
    if d.comparator in ("<=", "<"):
        if (
            (conditional or first_of(left, "ceiling"))
            and not d.only
            and (
                d.comparator == "<"
                or re.search(
                    r"\b(?:with|having|employ\w*|whose|of)\b[^,;.]{0,40}\Z", low[around.segment(d.head) : d.head]
                )
            )
        ):
            return "threshold"
        return "cap" if d.comparator == "<=" else "threshold"
    if d.comparator in (">=", ">"):
        behind = max(d.tail, d.noun[1] if d.noun else d.end)
        aimed = _AIMED.search(low, around.segment(d.head), d.head) or _AIMED_AFTER.match(low, behind)
        if target or (dated and not e.hard) or (not conditional and aimed):
            return "target"
        return "threshold"
    if target or (dated and not conditional):
        return "target"
    if conditional and first_of(left, "reach"):
        return "threshold"
    hoped = not conditional and _AIMED.search(low, around.segment(d.head), d.head)
    if hoped and _DUE_AFTER.match(low, d.end):
        return "target"
    return "target" if hoped and _YEAR_SAID.search(low, max(around.begin, d.head - 120), d.head) else "count"
