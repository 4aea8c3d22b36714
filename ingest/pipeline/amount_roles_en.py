"""What an English quantity is for: role, basis, scope, tier and offer, decided by the words around it.

The nearest word to the left in the same stretch of the sentence counts most, then what follows the number, then the
sentence. The words are in ``lexicon/roles_en.tsv``; the roles are those of data/gold/README.md."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from ingest.lexicon_en import phrases, words
from ingest.model import AmountRole, Comparator, Span
from ingest.pipeline.nouns_en import noun_words


@dataclass(slots=True)
class Draft:
    """An amount in the making: bounds from ``head`` to ``tail``, the number with its unit at ``[start, end)``."""

    head: int
    start: int
    end: int
    tail: int
    value: Decimal
    unit: str
    kind: str  # money | percent | count
    comparator: Comparator
    noun: tuple[int, int] | None = None
    only: bool = False
    range_: Literal["", "low", "high"] = ""
    rule: str = ""
    role: AmountRole = "count"
    basis: str | None = None
    tier: int | None = None
    per: tuple[str, ...] = ()
    offer: int | None = None

    @classmethod
    def of(
        cls,
        start: int,
        end: int,
        value: Decimal,
        unit: str,
        kind: str,
        comparator: Comparator,
        *,
        rule: str,
        only: bool = False,
    ) -> Draft:
        return cls(start, start, end, end, value, unit, kind, comparator, only=only, rule=rule)


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    kinds: dict[str, set[str]] = {}
    for kind, listed in words("roles_en").items():
        for phrase in listed:
            kinds.setdefault(phrase, set()).add(kind)
    pattern = re.compile(rf"(?<![\w-])(?P<cue>{phrases(kinds)})(?:s|es)?(?![\w])")
    return pattern, {phrase: frozenset(found) for phrase, found in kinds.items()}


#: how far, in characters, words may stand from the number they speak of
WINDOW = 400

Cue = tuple[int, int, frozenset[str]]

_STEP = re.compile(
    r"\b(?:(?:for|by)\s+)?(?:every|each)(?:\s+(?:additional|further|extra|new|newly|full|increase"
    r"|increment|rise|growth|of|unit|amount|added|increased|successful|successfully|introduced"
    r"|recruited|recommended|employed|hired))*\s*\Z"
    r"|\bper\s*\Z|\b(?:for|by)\s+(?:every|each)\s+[a-z -]{0,40}?\b(?:of|by)\s*\Z"
)
_CONDITION_START = re.compile(
    r"\b(?:where|if|whose|when|provided that|in case|who|that|which|unless|once|having|with|and)\b"
)
_TARGET_DATE = re.compile(r"\bby (?:the (?:end|year) (?:of )?)?(?:the year )?(?:20\d\d)\b")
_TARGET_YEAR = re.compile(
    r"\b(?:by|in) (?:the (?:end|year) (?:of )?)?(?:the year )?(?:20\d\d)\b[^.;]*\b(?:shall|will|to"
    r"|strive\w*)\b"
)
_DUE_AFTER = re.compile(r"[^,;.]{0,40}?\bby (?:the end of )?20\d\d\b")
_YEAR_SAID = re.compile(r"\bin 20\d\d,")
_SAVES = re.compile(r"\bsav(?:e|es|ing)\s+(?:about\s+|around\s+|up to\s+)?\Z")
_TAX_AFTER = re.compile(r"\s*(?:[a-z-]+\s+){0,3}?(?:tax|duty|tariff|vat|gst|levy|cess|excise)\b")
_OF = re.compile(r"\s*\(?(?:inclusive|exclusive)?\)?\s*(?:or (?:more|above|less|below) )?of\b")
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
_COST_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:the\s+|its\s+|their\s+|actual\s+)?(?:[a-z-]+\s+){0,3}?(?:fees?|costs?|expenses?"
    r"|expenditures?|premiums?|charges?|rents?|rentals?|freight|fares?|airfares?|investment|prices?"
    r"|contributions?|tuition|salary|salaries|wages?)\b"
)
_SHARED = re.compile(r"\b(?:shared|borne|split|undertaken)\s(?:[a-z]+\s)?(?:between|among|by)\b")
_FALL = re.compile(r"\b(?:reduc|lower|cut|discount|deduct|decreas|halv|remit|waiv|concession)\w*")


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
        around = _Around(own, low, begin, finish)
        for i, draft in enumerate(own):
            draft.role = _role(draft, around, i)
        _listed(own, low)
        _shares_alike(own, low)
        _gone_on(own, around, paid, low)
        paid = {d.kind: d.role for d in own if d.role in ("benefit", "rate")} or paid
        _settle(own)
        offer = _offers(own, low, offer)
        _tiers(own, low)
        for i, draft in enumerate(own):
            draft.per = _per(
                draft, low, begin, own[i + 1].head if i + 1 < len(own) and own[i + 1].head > draft.end else finish
            )
            draft.basis = _basis(draft, own, i, low, text, begin, finish)


class _Around:
    """The cues of one sentence and the stretches between commas."""

    def __init__(self, own: list[Draft], low: str, begin: int, finish: int) -> None:
        self.low, self.begin, self.finish, self.own = low, begin, finish, own
        pattern, kinds = _cues()
        first, last = max(begin, own[0].head - 400), min(finish, own[-1].tail + 300)
        self.first = first
        self.cues: list[Cue] = [(m.start(), m.end(), kinds[m["cue"]]) for m in pattern.finditer(low, first, last)]
        self.starts = [c[0] for c in self.cues]
        self.all = frozenset().union(*(c[2] for c in self.cues)) if self.cues else frozenset()
        stretch = low[first:last]
        self.brackets = [(first + m.start(), first + m.end()) for m in re.finditer(r"\([^()]{0,240}\)", stretch)]
        cuts = [first + m.end() for m in re.finditer(r"[,;:]\s", stretch)]
        self.cuts = [first] + [c for c in cuts if self.bracket(c) is None]
        self.inner = [first, *cuts]

    def segment(self, at: int) -> int:
        """Where the stretch of ``at`` begins: behind the comma before it; brackets are passed over, unless it stands in one."""
        if at < self.first:
            return max(self.begin, at - WINDOW)
        bracket = self.bracket(at)
        if bracket is not None:
            return max(bracket, self.inner[bisect_right(self.inner, at) - 1], at - WINDOW)
        return max(self.cuts[bisect_right(self.cuts, at) - 1], at - WINDOW)

    def bracket(self, at: int) -> int | None:
        """Where the bracket opens that ``at`` stands in."""
        i = bisect_right(self.brackets, (at, len(self.low))) - 1
        return self.brackets[i][0] if i >= 0 and at < self.brackets[i][1] else None

    def left(self, at: int, floor: int) -> list[Cue]:
        """Cues between ``floor`` and ``at``, nearest first."""
        hi = bisect_right(self.starts, at - 1)
        return [c for c in reversed(self.cues[max(0, hi - 16) : hi]) if c[0] >= floor and c[1] <= at][:8]

    def right(self, at: int, ceiling: int) -> list[Cue]:
        lo = bisect_right(self.starts, at - 1)
        return [c for c in self.cues[lo : lo + 8] if c[1] <= ceiling]

    def before(self, i: int) -> int:
        return max(self.own[i - 1].end, self.begin) if i else self.begin

    def after(self, i: int) -> int:
        return self.own[i + 1].head if i + 1 < len(self.own) and self.own[i + 1].head > self.own[i].end else self.finish


def _first(cues: list[Cue], *wanted: str) -> Cue | None:
    return next((c for c in cues if any(w in c[2] for w in wanted)), None)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for a role: cues to the left (nearest first) and to the right of the number, in its stretch of the
    sentence."""

    around: _Around
    left: list[Cue]
    right: list[Cue]
    place: int  # which of the amounts of the sentence it is
    strong: Cue | None  # the nearest word for a benefit to the left
    target: Cue | None  # the nearest word for a target to the left
    hard: bool  # the stretch states one with where, if, whose, not only with "with"
    conditional: bool  # the stretch states a condition (where, if, whose, with)
    dated: bool  # a date to be reached by stands before ("By 2027, …")

    def first(self, *wanted: str) -> Cue | None:
        """The nearest cue of these kinds to the left."""
        return _first(self.left, *wanted)


def _role(d: Draft, around: _Around, i: int) -> AmountRole:
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
    strong = _first(left, "strong")
    hard = re.search(r"\b(?:where|if|whose|when|provided that|in case|who|which|unless)\b", low[segment : d.start])
    target = _first(left, "target")
    raised = target and strong and strong[1] <= target[0] and _RATE_RAISED.match(low, strong[1], target[0])
    charged = target and strong is None and _CHARGE.match(low, around.begin)
    grown = target and hard and _GROWTH.match(low, target[0])
    if raised or charged or grown:
        target = None
    elif target is None and hard is None and d.head - around.begin < 400:
        earlier = _first(wide, "target", "strong")
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
    evidence = _Evidence(around, left, right, i, strong, target, hard is not None, conditional, dated)
    if d.kind == "money":
        return _money(d, evidence)
    return _percent(d, evidence) if d.kind == "percent" else _count(d, evidence)


_WORTH = re.compile(r"\b(?:with|worth|valued at|of|having)\s+\Z")
#: "firms whose sales grow by 20%" says which firms
_GROWTH = re.compile(r"(?:grow|increase|rise|raise|reach|double)")
#: behind a bound, in the same breath: "shall not exceed 30% of the investment and shall not exceed RMB 5 million"
_AND_NOT_MORE = re.compile(r"\b(?:and|but)\s+(?:(?:shall|is|are|must|may|will|in\s+total|also)\s+)*\Z")
#: "the charge for a declaration will increase from": what somebody pays is no aim
_CHARGE = re.compile(
    r"\W*(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,4}?(?:charge|fee|levy|duty|fine|deposit|premium|toll|surcharge)s?\b"
)
_INCREASED_BY = re.compile(r"\b(?:increas|rais|expand|boost)(?:e|ing)?\s[^,;.]{0,60}\bby\s+\Z")
_ARRANGED = re.compile(r"\b(?:arrange|allocate|earmark|budget|appropriate|set aside)[sd]?\s+(?:[a-z]+\s+){0,2}\Z")
_ONE_PARTY = re.compile(
    r"\b(?:per|for (?:a|an|any|each|every|one|the same)\s+(?:single\s+|individual\s+|eligible\s+)?)\s?[a-z]"
)
#: "the ratio of support shall be raised to": a rate is what is raised, no target
_RATE_RAISED = re.compile(
    r"(?:s|\s(?:ratios?|rates?|proportions?|standards?|percentages?|levels?))?\s(?:(?:shall|will|may|can|is|are|be|been|has|have|further|correspondingly"
    r"|appropriately)\s)*\Z"
)


def _money(d: Draft, e: _Evidence) -> AmountRole:
    low, around, left, right = e.around.low, e.around, e.left, e.right
    strong, target, conditional, dated = e.strong, e.target, e.conditional, e.dated
    nearest = left[0] if left else None
    if _ARRANGED.search(low, max(around.begin, d.head - 60), d.head):
        return "fund"
    fund = _first(left, "fund")
    if fund and d.comparator == "<=" and _ONE_PARTY.search(low, fund[1], d.head):
        return "cap"  # the total funding for a single enterprise
    size = _first(left, "ceiling", "charge")
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
        size = _first(left, "ceiling")
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
        measured = _first(left, "measured")
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
        measured = _first(left, "measured", "reach")
        if strong and (measured is None or strong[0] > measured[0]):
            return "benefit"
        if d.range_ == "low":
            if (measured and (conditional or "reach" in measured[2])) or (conditional and not _first(left, "benefit")):
                return "threshold"
            return (
                "benefit" if _first(left, "benefit") or _first(right, "benefit") or "strong" in around.all else "count"
            )
        return "threshold"
    tax = _first(left, "tax")
    fined = _first(left, "charge")
    if (
        tax
        and (fined is None or fined[0] < tax[0])
        and (nearest is tax or strong is None or tax[0] > strong[0])
        and re.search(r"\b(?:of|at|:)\s+\Z", low[tax[1] : d.start])
    ):
        return "tax"
    reach = _first(left, "reach")
    measured = _first(left, "measured")
    if target and (strong is None or target[0] > strong[0]):
        return "target"
    if reach and conditional and (strong is None or strong[0] < reach[0]):
        return "threshold"
    if dated and not conditional and (reach or measured) and strong is None:
        return "target"
    charge = _first(left, "charge")
    if (
        charge
        and nearest is charge
        and strong is None
        and re.fullmatch(r"\s*(?:s\s*)?(?:of|is|at|shall be|will be|:)\s*", low[charge[1] : d.head])
    ):
        return "benefit" if _first(right, "strong") else "count"
    if strong or _first(left, "benefit"):
        return "benefit"
    if _first(right, "strong", "benefit"):
        return "benefit"
    if conditional and measured:
        return "threshold"
    if "strong" in around.all and not measured:
        return "benefit"
    if "benefit" in around.all and not measured and not charge:
        return "benefit"
    return "count"


_LEVIED = re.compile(
    r"\b(?:reduc|cut|lower|rais|increas|levied|charg|set|fix|adjust)\w*\b[^,;.]{0,40}\b(?:from|to|at)\s+\Z"
)
_PAYS = re.compile(r"\b(?:subsid\w*|reimburs\w*|support\w*|discount\w*|financ\w*|grant\w*)\b[^,;.]{0,60}\Z")
_HELD = re.compile(r"\b(?:account|exceed|reach|hold|own)")


_NO_RATE = re.compile(
    r"\b(?:by|payable|paid)\s+\Z|\b(?:credit|scrip|drawback|saved|foregone|paid|free|exempt\w*"
    r"|remi\w+)\b"
)


def _taxed(d: Draft, e: _Evidence) -> bool:
    """A rate of tax: "a duty of 10%", "levied at a reduced rate of 15%", "a 15% tax"; not a share of the tax paid."""
    low, tax = e.around.low, e.first("tax")
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
    if other or (e.strong is not None and e.strong[0] > tax[0]) or _first(e.right, "strong"):
        return False
    return not _NO_RATE.search(between)


#: "shall cover more than 99% of enterprises"
_COVERAGE = re.compile(
    r"\s+of\s+(?:the\s+|all\s+)?(?:[a-z-]+\s)?(?:enterprises|firms|companies|exporters|importers|declarations|goods|applicants|counties|ports)\b"
)
_OF_WHICH = re.compile(r"\bof (?:which|them),?\s+\Z")


def _bounded_share(d: Draft, e: _Evidence) -> AmountRole:
    """The role of a percentage with a bound: a target, a share of what is paid, or a condition."""
    low, around, of = e.around.low, e.around, _OF.match(e.around.low, d.end)
    if d.comparator in (">", ">=") and not e.hard and _COVERAGE.match(low, max(d.end, d.tail)):
        return "target"
    reach = e.first("reach", "measured")
    beside = _first(e.right, "strong")
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
    if d.comparator == "<=" and not e.conditional and e.first("reach", "ceiling") is None:
        return "rate"
    return "threshold"


def _percent(d: Draft, e: _Evidence) -> AmountRole:
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
    condition_reach = _first(left, "reach")
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
    if of or strong or _first(right, "strong", "benefit") or _first(left, "benefit") or "strong" in around.all:
        return "rate"
    if dated:
        return "target"
    if (
        _FALL.search(low, around.segment(d.head), d.head)
        or _SHARED.search(low, around.begin, d.head)
        or "benefit" in around.all
        or re.search(
            r"\b(?:rates?|interest|margin|equali[sz]ation|allowance|share)\b[^,;.]{0,30}\Z",
            low[max(around.begin, d.head - 40) : d.head],
        )
    ):
        return "rate"
    return "count"


def _count(d: Draft, e: _Evidence) -> AmountRole:
    low, around, left, _right = e.around.low, e.around, e.left, e.right
    strong, target, conditional, dated = e.strong, e.target, e.conditional, e.dated
    if d.range_:
        if not e.hard and (target or dated or _AIMED.search(low, around.segment(d.head), d.head)):
            return "target"
        return "threshold" if conditional and (_first(left, "reach", "measured") or "strong" in around.all) else "count"
    if d.rule == "times":
        return "target" if target else "rate" if strong else "count"
    if d.comparator == "=" and d.value == 1 and _ALLOWED.search(low, around.segment(d.head), d.head):
        d.comparator = "<="
        return "cap"
    if d.comparator in ("<=", "<"):
        if (
            (conditional or _first(left, "ceiling"))
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
    if conditional and _first(left, "reach"):
        return "threshold"
    hoped = not conditional and _AIMED.search(low, around.segment(d.head), d.head)
    if hoped and _DUE_AFTER.match(low, d.end):
        return "target"
    return "target" if hoped and _YEAR_SAID.search(low, max(around.begin, d.head - 120), d.head) else "count"


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


def _gone_on(own: list[Draft], around: _Around, paid: dict[str, AmountRole], low: str) -> None:
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


def _offers(own: list[Draft], low: str, offer: int) -> int:
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


_LIST = re.compile(r"[^,;.]{0,60}?(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)(?:(?:up to|a maximum of)\s+)?\Z")


def _tiers(own: list[Draft], low: str) -> None:
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


def _per(d: Draft, low: str, begin: int, finish: int) -> tuple[str, ...]:
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


def _basis(d: Draft, own: list[Draft], i: int, low: str, text: str, begin: int, finish: int) -> str | None:
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
