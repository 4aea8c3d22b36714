"""What an English quantity is for: role, basis, scope, tier and offer, decided by the words around it.

The nearest word to the left in the same stretch of the sentence counts most, then what follows the number, then the
sentence; sums, shares and counts are asked in ``money_roles_en``, ``share_roles_en`` and ``count_roles_en``. The roles
are those of data/gold/README.md."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from ingest.model import AmountRole, Span
from ingest.pipeline.amount_context_en import Around, Draft, Evidence, first_of
from ingest.pipeline.count_roles_en import count_role_en
from ingest.pipeline.money_roles_en import money_role_en
from ingest.pipeline.offers_en import basis_of, number_offers, number_tiers, scope_of
from ingest.pipeline.share_roles_en import share_role_en

_STEP = re.compile(
    r"\b(?:(?:for|by)\s+)?(?:every|each)(?:\s+(?:additional|further|extra|new|newly|full|increase"
    r"|increment|rise|growth|of|unit|amount|added|increased|successful|successfully|introduced"
    r"|recruited|recommended|employed|hired))*\s*\Z"
    r"|\bper\s*\Z|\b(?:for|by)\s+(?:every|each)\s+[a-z -]{0,40}?\b(?:of|by)\s*\Z"
)
_TARGET_DATE = re.compile(r"\bby (?:the (?:end|year) (?:of )?)?(?:the year )?(?:20\d\d)\b")
_TARGET_YEAR = re.compile(
    r"\b(?:by|in) (?:the (?:end|year) (?:of )?)?(?:the year )?(?:20\d\d)\b[^.;]*\b(?:shall|will|to"
    r"|strive\w*)\b"
)


def assign(drafts: list[Draft], low: str, text: str, sentences: Sequence[Span]) -> None:
    """Fill role, basis, per, tier and offer of the drafts, which are in the order of the text."""
    if not drafts:
        return
    starts = [s.start for s in sentences]
    by_sentence: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        by_sentence.setdefault(max(0, bisect_right(starts, draft.start) - 1), []).append(i)
    offer = 0
    paid: dict[str, AmountRole] = {}
    for index, members in by_sentence.items():
        sentence = sentences[index] if sentences else Span(0, len(low))
        begin, finish = sentence.start, max(sentence.end, drafts[members[-1]].tail)
        own = [drafts[i] for i in members]
        around = Around(own, low, begin, finish)
        for i, draft in enumerate(own):
            draft.role = _role(draft, around, i)
        _listed(own, low)
        _shares_alike(own, low)
        _gone_on(own, around, paid, low)
        paid = {d.kind: d.role for d in own if d.role in ("benefit", "rate")} or paid
        _settle(own)
        offer = number_offers(own, low, offer)
        number_tiers(own, low)
        for i, draft in enumerate(own):
            draft.per = scope_of(
                draft, low, begin, own[i + 1].head if i + 1 < len(own) and own[i + 1].head > draft.end else finish
            )
            draft.basis = basis_of(draft, own, i, low, text, begin, finish)


def _role(d: Draft, around: Around, i: int) -> AmountRole:
    low = around.low
    segment = around.segment(d.head)
    floor = max(segment, around.before(i))
    left = around.left(d.start, floor)
    wide = around.left(d.start, around.begin)
    right = around.right(d.end, min(around.after(i), d.end + 90))
    conditional = bool(
        re.search(
            r"\b(?:where|if|whose|when|provided that|in case|who|that|which|having|with|unless|and whose)\b",
            low[segment : d.start],
        )
    )
    strong = first_of(left, "strong")
    hard = re.search(r"\b(?:where|if|whose|when|provided that|in case|who|which|unless)\b", low[segment : d.start])
    target = first_of(left, "target")
    raised = target and strong and strong[1] <= target[0] and _RATE_RAISED.match(low, strong[1], target[0])
    charged = target and strong is None and _CHARGE.match(low, around.begin)
    grown = target and hard and _GROWTH.match(low, target[0])
    if raised or charged or grown:
        target = None
    elif target is None and hard is None and d.head - around.begin < 400:
        earlier = first_of(wide, "target", "strong")
        target = earlier if earlier and "target" in earlier[2] else None
    pattern = _TARGET_DATE if d.comparator not in (">=", ">") else _TARGET_YEAR
    dated = d.head - around.begin < 260 and pattern.search(low, around.begin, d.head) is not None
    if _STEP.search(low, max(around.begin, d.head - 70), d.head):
        return "step"
    if d.rule == "once":
        return "cap"
    if d.rule == "age":
        return "threshold"
    if d.rule == "full":
        return "rate"
    if d.rule == "saving":
        return "target" if target else "count"
    if (
        i
        and not d.range_
        and re.fullmatch(r"\s*to\s*", low[around.own[i - 1].end : d.head])
        and around.own[i - 1].unit == d.unit
    ):
        return around.own[i - 1].role  # from 10% to 5%
    evidence = Evidence(around, left, right, i, strong, target, hard is not None, conditional, dated)
    if d.kind == "money":
        return money_role_en(d, evidence)
    return share_role_en(d, evidence) if d.kind == "percent" else count_role_en(d, evidence)


#: "firms whose sales grow by 20%" says which firms
_GROWTH = re.compile(r"(?:grow|increase|rise|raise|reach|double)")
#: "the charge for a declaration will increase from": what somebody pays is no aim
_CHARGE = re.compile(
    r"\W*(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,4}?(?:charge|fee|levy|duty|fine|deposit|premium|toll|surcharge)s?\b"
)
#: "the ratio of support shall be raised to": a rate is what is raised, no target
_RATE_RAISED = re.compile(
    r"(?:s|\s(?:ratios?|rates?|proportions?|standards?|percentages?|levels?))?\s(?:(?:shall|will|may|can|is|are|be|been|has|have|further|correspondingly"
    r"|appropriately)\s)*\Z"
)
_LISTED = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or)\s*")


def _listed(own: list[Draft], low: str) -> None:
    """ "reaches RMB 1 million, 2 million or 5 million": the sums of a list behind a condition are conditions too."""
    for i, first in enumerate(own):
        if first.role != "threshold" or first.kind != "money" or first.range_:
            continue
        end, joined = i, False
        while end + 1 < len(own) and (after := own[end + 1]).unit == first.unit and after.kind == first.kind:
            gap = low[max(own[end].tail, own[end].end) : after.head]
            if after.comparator not in ("=", first.comparator) or not _LISTED.fullmatch(gap):
                break
            joined = joined or gap.strip(" ,") in ("and", "or")
            end += 1
        rising = all(a.value < b.value for a, b in itertools.pairwise(own[i : end + 1]))
        if joined and rising:
            for draft in own[i + 1 : end + 1]:
                draft.role, draft.comparator = first.role, first.comparator


_NEXT_SHARE = re.compile(r"\s(?:on|for|in|to)\s[^,.;]{2,60}?(?:,?\sand|,)\s(?:at\s)?")


def _shares_alike(own: list[Draft], low: str) -> None:
    """ "17.5% on clinker and 10% on paper": the second share is what the first is."""
    for left, right in itertools.pairwise(own):
        if (
            right.role == "count"
            and left.kind == right.kind == "percent"
            and left.role in ("tax", "rate")
            and _NEXT_SHARE.fullmatch(low, left.tail, right.head)
        ):
            right.role = left.role


def _gone_on(own: list[Draft], around: Around, paid: dict[str, AmountRole], low: str) -> None:
    """ "…, a reward of 20 million yuan; for a Class II drug, 10 million yuan": behind a semicolon the offer goes on without
    its words."""
    if not paid or not low[: around.begin].rstrip().endswith(";") or around.finish - around.begin > 200:
        return
    if around.all & {"strong", "benefit", "target", "tax", "fund"}:
        return
    for draft in own:
        if draft.role == "count" and draft.kind in paid:
            draft.role = paid[draft.kind]


def _settle(own: list[Draft]) -> None:
    """Both ends of a range have one role."""
    for left, right in itertools.pairwise(own):
        if left.range_ == "low" and right.range_ == "high":
            right.role = left.role = "rate" if "rate" in (left.role, right.role) else left.role
