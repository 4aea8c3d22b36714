"""What became of a measure, or how two cities go about the same aim: rules over a pair that is already linked.

Over time (left is the older edition) the rules are tried in this order; each needs something comparable on both sides and
names it:

1. a number that moved: the same unit in the same role (rate, cap, time limit) → strengthens / weakens
2. a time limit, rate or sum where there was none → strengthens
3. a measure that is for an event (疫情) beside one that is not → related: no more than that goes on
4. the commitment at the shared concept: 研究 → 实施 strengthens, 给予 → 鼓励 weakens
5. a list that grew or shrank round a shared concept → broadens / narrows
6. the same fine concept in the same words → continues; other kinds of one thing → replaces_instrument; less → related

Across cities a pair has the same instrument where both pay at the shared concept, or share the means by which they act.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from graph.links.lexical import dot, rarity, shared_strings
from graph.links.profile import Profile, above, idf_of, kind_weight
from ingest.lexicon.schemes import load_scheme
from ingest.model import ConceptMatch, Deadline

RELATIONS = (
    "continues",
    "strengthens",
    "weakens",
    "broadens",
    "narrows",
    "replaces_instrument",
    "related",
    "same_aim_same_instrument",
    "same_aim_other_instrument",
)


@dataclass(frozen=True, slots=True)
class Change:
    """A relation and what shows it: ``what`` names the comparable thing (zh, en), the quotes its two states."""

    relation: str
    what_zh: str
    what_en: str
    left_quotes: tuple[str, ...] = ()
    right_quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The concept by which a pair is compared: the same one on both sides, or one narrower than the other."""

    node: str
    exact: bool
    left: tuple[ConceptMatch, ...]
    right: tuple[ConceptMatch, ...]
    weight: float


def anchors(left: Profile, right: Profile) -> list[Anchor]:
    """The fine concepts that both measures name, or of which one names a narrower; the most telling first."""
    found: list[Anchor] = []
    for node in sorted(set(left.nodes) & set(right.nodes)):
        if node.startswith("topic:"):
            continue
        a = tuple(m for m in left.measure.concepts if m.concept == node or node in above(m.concept))
        b = tuple(m for m in right.measure.concepts if m.concept == node or node in above(m.concept))
        exact = any(m.concept == node for m in a) and any(m.concept == node for m in b)
        one_sided = any(m.concept == node for m in (*a, *b))
        if a and b and (exact or one_sided):
            weight = left.nodes[node] * right.nodes[node] * idf_of(node)
            found.append(Anchor(node, exact, a, b, weight * (1.0 if exact else 0.8)))
    return sorted(found, key=lambda x: (-x.weight, x.node))


def relation_of(left: Profile, right: Profile, mode: str, shared: list[Anchor] | None = None) -> Change:
    """The relation of a linked pair in mode ``editions`` (left is older) or ``cities``; ``shared`` are its ``anchors``, where
    they are at hand."""
    shared = anchors(left, right) if shared is None else shared
    rules = EDITIONS if mode == "editions" else CITIES
    for rule in rules:
        change = rule(left, right, shared)
        if change:
            return change
    raise AssertionError("the last rule always holds")


# ---------------------------------------------------------------------------------------------------------------------
# over time

#: roles of amounts that say more when they are larger, and less
_MORE = frozenset({"benefit", "rate", "cap", "fund"})
_LESS = frozenset({"threshold", "step", "tax"})

_FASTER = re.compile(r"压缩|缩短|加快|提速|限时|时限|shorten|speed|faster|accelerat|time limit", re.I)


def _moved_number(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """The same kind of number, once on each side, that moved: 「展位费50%」 → 「展位费70%」."""
    for a in left.measure.amounts:
        for b in right.measure.amounts:
            if (a.unit, a.role) != (b.unit, b.role) or a.value == b.value or a.role not in _MORE | _LESS:
                continue
            if sum((x.unit, x.role) == (a.unit, a.role) for x in (*left.measure.amounts, *right.measure.amounts)) != 2:
                continue  # several of a kind: not clear which became which
            up = (b.value > a.value) == (a.role in _MORE)
            return Change("strengthens" if up else "weakens", "数额变化", f"the {a.role} moved", (a.quote,), (b.quote,))
    for d in left.measure.deadlines:
        for e in right.measure.deadlines:
            before, after = _days(d.value), _days(e.value)
            if _is_limit(d) and _is_limit(e) and before and after and before != after:
                sooner = after < before
                return Change(
                    "strengthens" if sooner else "weakens", "时限变化", "the time limit moved", (d.quote,), (e.quote,)
                )
    return None


def _is_limit(deadline: Deadline) -> bool:
    """At most so long; what must last (满一年) or wait (30日后) gets no better by being shorter."""
    return deadline.kind == "within" and deadline.bound == "max"


def _days(value: str | None) -> Decimal | None:
    """About how many days an ISO 8601 duration is; working days count as days (only ever compared with each other)."""
    units = {"D": 1, "WD": 1, "W": 7, "M": 30, "Y": 365, "H": 0}
    match = re.fullmatch(r"PT?(\d+(?:\.\d+)?)(WD|D|W|M|Y|H)", value or "")
    if not match:
        return None
    return Decimal(match[1]) / 24 if match[2] == "H" else Decimal(match[1]) * units[match[2]]


def _new_number(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """A time limit or rate where the older text only promised 「进一步压缩…时间」."""
    if left.measure.amounts or any(_is_limit(d) for d in left.measure.deadlines):
        return None
    cue = _FASTER.search(left.measure.text)
    if cue is None or not shared:
        return None
    limits = tuple(d.quote for d in right.measure.deadlines if _is_limit(d))
    if limits:
        return Change("strengthens", "由承诺加快到明确时限", "a time limit where there was none", (cue[0],), limits)
    return None


def _for_an_event(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """Most of one measure is for an event that the other does not name: help for firms kept from a fair by the epidemic."""
    for profile, other in ((left, right), (right, left)):
        if profile.event > 0.5 and not other.event:
            quote = profile.events[0].quote
            zh, en = (
                f"一方为特定情形而设（「{quote}」），另一方不是",
                f"one is for an event (“{quote}”), the other is not",
            )
            return Change("related", zh, en)
    return None


def _commitment(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """研究 → 给予 at the most telling shared concept strengthens, 给予 → 鼓励 weakens."""
    for i, anchor in enumerate(shared[:2]):
        if (
            anchor.weight < (2.0 if i else 1.0)
            or (i and not anchor.exact)
            or _only_purpose(left, anchor.left)
            or _only_purpose(right, anchor.right)
        ):
            continue
        before, after = left.level_at(anchor.left), right.level_at(anchor.right)
        quotes = _cues(left, anchor.left), _cues(right, anchor.right)
        if (before, after) in ((1, 3), (1, 4), (2, 4)):
            return Change("strengthens", _level_zh(before, after), _level_en(before, after), *quotes)
        if (before, after) in ((3, 1), (4, 1), (4, 2)):
            return Change("weakens", _level_zh(before, after), _level_en(before, after), *quotes)
    return None


def _only_purpose(profile: Profile, matches: tuple[ConceptMatch, ...]) -> bool:
    """The concept is only what the measure is for, not what it does."""
    return all((s := profile.segment_of(m.span)) is not None and s.role == "purpose" for m in matches)


_LEVEL_ZH = ("未定", "研究", "鼓励", "实施", "给予资金")
_LEVEL_EN = ("unspecified", "study", "encourage", "act", "pay")


def _level_zh(before: int, after: int) -> str:
    return f"承诺由「{_LEVEL_ZH[before]}」到「{_LEVEL_ZH[after]}」"


def _level_en(before: int, after: int) -> str:
    return f"commitment from {_LEVEL_EN[before]} to {_LEVEL_EN[after]}"


def _cues(profile: Profile, matches: tuple[ConceptMatch, ...]) -> tuple[str, ...]:
    """The segments in which the concept stands, as they are printed."""
    found = [s.span.of(profile.measure.text).strip() for m in matches if (s := profile.segment_of(m.span))]
    return tuple(dict.fromkeys(found))[:2]


def _list_growth(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """More items in the list round a shared concept (展位费 → 展位费和搭建费), or the broader concept for the narrower."""
    for anchor in shared[:1]:
        mine, theirs = _listed(left, anchor.left), _listed(right, anchor.right)
        if anchor.weight >= 1.5 and len(theirs) >= len(mine) + 2 and anchor.exact:
            return Change("broadens", "范围扩大", "the list grew", mine, theirs)
        if anchor.exact or anchor.weight < 1.5:
            continue
        if all(m.concept != anchor.node for m in anchor.left):
            return Change("broadens", "由窄到宽", "from the narrower to the broader", *_both(anchor))
        if all(m.concept != anchor.node for m in anchor.right):
            return Change("narrows", "由宽到窄", "from the broader to the narrower", *_both(anchor))
    return None


_LIST = re.compile(r"、|和|及|与|以及|[“”]{2}|,? and |, ")


def _listed(profile: Profile, matches: tuple[ConceptMatch, ...]) -> tuple[str, ...]:
    """The concepts that stand in one list with these matches, as they are printed."""
    found: dict[str, None] = {}
    for m in matches:
        segment = profile.segment_of(m.span)
        if segment is None:
            continue
        inside = [c for c in profile.measure.concepts if segment.span.covers(c.span) and kind_weight(c.concept) > 0.6]
        for c in inside:
            between = profile.measure.text[min(c.span.end, m.span.end) : max(c.span.start, m.span.start)]
            if c.span == m.span or _LIST.search(between):
                found[c.quote] = None
    return tuple(found)


def _same_purpose(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """What both share is only a purpose on one side, or both name different kinds of the same thing: other means."""
    if shared and shared[0].weight >= 0.8:
        top = shared[0]
        if _only_purpose(left, top.left) or _only_purpose(right, top.right):
            return Change("replaces_instrument", "目的相同、手段不同", "same purpose by other means", *_both(top))
    return None


def _same_words(left: Profile, right: Profile) -> bool:
    if left.measure.language != "zh":
        return any(dot(a, b) >= 0.4 for a in left.segment_words for b in right.segment_words)
    return any(rarity(s) >= 1.0 for s in shared_strings(left.measure.text, right.measure.text))


def _siblings(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """Different kinds of one thing: 社会保险费减免 and 社会保险费缓缴."""
    best: tuple[float, str] | None = None
    for node in sorted(set(left.nodes) & set(right.nodes)):
        if not node.startswith("topic:") and node not in left.concepts and node not in right.concepts:
            weight = left.nodes[node] * right.nodes[node] * idf_of(node)
            best = max(best or (0.0, ""), (weight, node))
    if best and best[0] >= 0.8 and left.level == right.level:
        mine = tuple(m.quote for m in left.measure.concepts if best[1] in above(m.concept))
        theirs = tuple(m.quote for m in right.measure.concepts if best[1] in above(m.concept))
        pref = load_scheme("concept")[best[1]].pref
        return Change(
            "replaces_instrument", f"「{pref['zh']}」的不同方式", f"other kinds of {pref['en']}", mine, theirs
        )
    return None


def _continues(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """The same telling concept, in much the same words: a rare string in both (not asked for across languages)."""
    if left.measure.language == right.measure.language and not _same_words(left, right):
        return None
    for anchor in shared[:2]:
        if anchor.exact and anchor.weight >= 1.5:
            pref = load_scheme("concept")[anchor.node].pref
            return Change("continues", f"同为「{pref['zh']}」", f"both: {pref['en']}", *_both(anchor))
    return None


def _related(left: Profile, right: Profile, shared: list[Anchor]) -> Change:
    if shared:
        return Change("related", "主题相关", "related", *_both(shared[0]))
    return Change("related", "主题相关", "related")


# ---------------------------------------------------------------------------------------------------------------------
# across cities


def _same_instrument(left: Profile, right: Profile, shared: list[Anchor]) -> Change | None:
    """Both pay at a shared concept, or both simplify: the means is the same."""
    for anchor in shared[:3]:
        before, after = left.level_at(anchor.left), right.level_at(anchor.right)
        if before == after == 4:
            quotes = _cues(left, anchor.left), _cues(right, anchor.right)
            return Change("same_aim_same_instrument", "两地均给予资金支持", "both pay for it", *quotes)
    means = {"streamlining", "clearance-facilitation"} & set(left.instruments) & set(right.instruments)
    if means and left.level < 4 and right.level < 4:
        return Change("same_aim_same_instrument", "手段相同", "same means", *_instrument_quotes(left, right))
    return None


def _other_instrument(left: Profile, right: Profile, shared: list[Anchor]) -> Change:
    return Change(
        "same_aim_other_instrument", "目标相同、手段不同", "same aim by other means", *_instrument_quotes(left, right)
    )


def _both(anchor: Anchor) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(dict.fromkeys(m.quote for m in anchor.left)), tuple(dict.fromkeys(m.quote for m in anchor.right))


def _instrument_quotes(left: Profile, right: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(dict.fromkeys(m.quote for m in left.measure.instruments))[:3],
        tuple(dict.fromkeys(m.quote for m in right.measure.instruments))[:3],
    )


Rule = Callable[[Profile, Profile, list[Anchor]], Change | None]

EDITIONS: tuple[Rule, ...] = (
    _moved_number,
    _new_number,
    _for_an_event,
    _commitment,
    _same_purpose,
    _list_growth,
    _continues,
    _siblings,
    _related,
)
CITIES: tuple[Rule, ...] = (_same_instrument, _other_instrument)
