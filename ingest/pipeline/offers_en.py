"""How the amounts of an English sentence belong together: offers, tiers, the scope a sum counts for, and what it is
a part of or paid for."""

from __future__ import annotations

import re

from ingest.pipeline.amount_context_en import WINDOW, Draft
from ingest.pipeline.nouns_en import noun_words


def number_offers(own: list[Draft], low: str, offer: int) -> int:
    """Amounts of one offer share a number; a condition after a sum opens the next offer."""
    paid = True
    for left, draft in zip([None, *own], own, strict=False):
        if draft.role not in ("benefit", "rate", "cap", "threshold", "step"):
            continue
        opens = draft.role in ("threshold", "step") and paid
        if (
            left is not None
            and draft.role in ("benefit", "rate")
            and paid
            and re.search(r"\b(?:for|where|if)\b[^,;]{0,80}", low[left.end : draft.head])
        ):
            opens = opens or (
                not re.search(r"\b(?:respectively|plus|with a)\b", low[left.end : draft.end + 40])
                and "and for" in low[left.end : draft.head]
            )
        if draft.offer is None and (opens or offer == 0 or left is None):
            offer += 1
            paid = False
        draft.offer = offer
        paid = paid or draft.role in ("benefit", "rate", "cap")
    return offer


def number_tiers(own: list[Draft], low: str) -> None:
    """Number the steps of a graded offer: a list of sums or rates of one role, with "respectively" or one per grade."""
    run: list[Draft] = []
    for draft in [*own, None]:
        if (
            draft is not None
            and run
            and draft.role == run[-1].role in ("benefit", "cap", "rate")
            and draft.unit == run[-1].unit
            and not draft.range_
        ):
            gap = low[run[-1].end : draft.head]
            if len(gap) <= 12 and re.fullmatch(r"\s*(?:,\s*(?:and|or)?|and|or|/)\s*", gap):
                run.append(draft)
                continue
        if len(run) > 1:
            for number, member in enumerate(run, 1):
                member.tier = number
        run = [draft] if draft is not None and not draft.range_ else []


_SCOPE = re.compile(
    r"\b(?:per|for each|for every|for a single|for any one|to each|to every)\s+(?!cent\b|additional\b|increase\b|\d)"
)
_SCOPE_WORD = re.compile(r"(?:\s+or\s+|\s+|/)?([a-z][a-z'-]*)")
_A_YEAR = re.compile(r"\s*(?:a|an|each|every|/)\s+(day|week|month|quarter|year|hour)\b")
_ANNUAL = re.compile(
    r"\b(?:annual(?:ly)?|per year|a year|per annum|each year|every year|in a year|yearly|in any one year)\b"
)


def _scope(low: str, at: int, finish: int) -> str | None:
    """The words after "per" or "for each": at most three, up to a preposition, a verb or a stop."""
    said: list[str] = []
    position = at
    while len(said) < 3 and (match := _SCOPE_WORD.match(low, position, finish)):
        word = match[1]
        if word in noun_words()[0] or (said and word.endswith(("ing", "ed", "ly"))):
            break
        said.append(low[match.start() : match.end()] if said else word)
        position = match.end()
    return "".join(said).strip() or None


def scope_of(d: Draft, low: str, begin: int, finish: int) -> tuple[str, ...]:
    """The scope a sum counts for, as printed: "per enterprise", "per year", "each"."""
    if d.role in ("threshold", "target", "step", "tax", "fund") or (
        d.kind == "count" and d.role not in ("cap", "benefit")
    ):
        return ()
    found: list[str] = []
    behind = re.split(r"[,;.]", low[d.end : min(finish, d.end + 70)])[0]
    ahead = re.split(r"[,;.]", low[max(begin, d.head - 60) : d.head])[-1]
    for start, stretch in ((d.end, behind), (d.head - len(ahead), ahead)):
        for match in _SCOPE.finditer(stretch):
            scope = _scope(low, start + match.end(), start + len(stretch))
            scope = "year" if scope == "annum" else scope
            if scope and scope not in found:
                found.append(scope)
    if (match2 := _A_YEAR.match(low, d.end)) and match2[1] not in found:
        found.append(match2[1])
    if (_ANNUAL.search(behind[:40]) or _ANNUAL.search(ahead[-50:])) and "year" not in found:
        found.append("year")
    return tuple(found)


_BASIS_OF = re.compile(
    r"\s*(?:\([^)]{0,30}\)\s*)?of\s+(?:the\s+|its\s+"
    r"|their\s+)?(?P<basis>[^,;.()]{3,120}?)(?=\s+(?:shall|will|is|are|may|can|should|would|or (?:rmb"
    r"|rs|usd|up)|up to|whichever|with a|subject to|on recogni[sz]ed)\b|[,;.()]|\s*$)"
)
_BASIS_FOR = re.compile(
    r"\s*(?:shall be (?:granted|given|paid) )?(?:for|to|per)\s+(?:the\s+|a\s+"
    r"|an\s+)?(?P<basis>[^,;.()]{3,90}?)(?=\s+(?:shall|will|is|are|may|can|should|would|in addition"
    r"|up to|and up|and a)\b|[,;.()]|\s*$)"
)
_CUT = re.compile(r"[,;:(]\s?|\b(?:where|if|whose|with|having|provided that|of the)\s")
_TRIM = re.compile(
    r"^(?:(?:where|if|when|for|with|and|or|provided that|in case|whose|its|their|the|an|a|by|of|that"
    r"|which|who|strive for|as|to|but)(?:\s+|$))+",
    re.I,
)
_VERB_END = re.compile(
    r"\s+(?:reach(?:es|ed|ing)?|amount(?:s|ed|ing)? to|total(?:s|led|ling)?|attain(?:s|ed)?"
    r"|achiev(?:es|ed|e|ing)|to|of|is|are|be|shall be|will be|shall|will|at|stands at|account(?:s"
    r"|ing)? for|by|should be|must be|does|do|with|being|set at)\s*$",
    re.I,
)


def basis_of(d: Draft, own: list[Draft], i: int, low: str, text: str, begin: int, finish: int) -> str | None:
    """The words that say what the quantity is measured on, as printed."""
    if d.kind == "count" and d.noun and d.role in ("count", "fund"):
        return " ".join(text[d.noun[0] : d.noun[1]].split())
    if d.kind == "percent" and (match := _BASIS_OF.match(low, d.end, finish)):
        return _clean(text, *match.span("basis"))
    if d.role in ("benefit", "cap", "rate", "fund"):
        if match := _BASIS_FOR.match(low, d.end, finish):
            return _clean(text, *match.span("basis"))
        step = next((o for o in own[max(0, i - 12) : i + 12] if o.role == "step" and o.offer == d.offer), None)
        if step is not None and d.role == "benefit":
            return _clean(text, step.head, max(step.tail, step.end))
    if d.role == "step":
        return _clean(text, d.head, max(d.tail, d.end))
    before = max(begin, own[i - 1].tail if i else begin, d.head - WINDOW)
    stretch = low[before : d.head]
    cut = max((m.end() for m in _CUT.finditer(stretch)), default=0)
    said = " ".join(text[before + cut : d.head].split())
    for _ in range(4):
        said = _VERB_END.sub("", _TRIM.sub("", said)).strip(" ,;:(")
    if d.noun and d.kind == "count":
        return _clean(text, d.noun[0], d.noun[1])
    return said[-160:] if len(said) > 2 else None


def _clean(text: str, start: int, end: int) -> str | None:
    words_ = " ".join(text[start:end].split()).strip(" ,;:.")
    return words_[-160:] if len(words_) > 2 else None
