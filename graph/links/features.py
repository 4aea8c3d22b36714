"""What makes two measures alike: a tuple of features, each with its value and the strings on both sides that show it.

The first group looks at the pair alone; the second sets the pair against the others of the same measure, since a measure
that a sibling explains better is seldom meant (thresholds on raw similarity do not travel between pairs of notices).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from functools import cache, lru_cache

from graph.links.contrast import Contrast
from graph.links.lexical import dot, rarity, shared_strings
from graph.links.profile import Profile, above, idf_of

#: features of a pair alone
PAIR = (
    "concepts",  # cosine of the concept vectors, hierarchy included
    "overlap",  # sum over the concepts of one side of what the best of the other side shares with it
    "segment",  # the best pair of comma segments, by concepts
    "covered",  # share of what one side names that the other names, too; the smaller of the two shares
    "topics",
    "instruments",
    "strings",  # rare strings in both
    "numbers",  # the same quantity with the same unit, the same time limit
    "names",  # the same body, programme or term by its name, in either language
    "event",  # made for an event (疫情, 无法参展) on one side only
    "direction",  # import against export
    "both_pay",
)
#: features that set the pair against its rivals
RIVAL = ("rival",)  # 1: the best for at least one of the two measures

FEATURES = PAIR + RIVAL

_OPPOSITE = {frozenset({"import"}), frozenset({"export"})}


def comparable_words(left: str, right: str) -> bool:
    """Whether words say anything: both texts in Chinese (English has no frozen idf table here, concepts have to do)."""
    return left == right == "zh"


def pair_features(left: Profile, right: Profile, contrast: Contrast) -> dict[str, float]:
    """The features of a pair alone, each about 0 to 1; ``contrast`` says what concepts say between the two notices."""
    of_words = comparable_words(left.measure.language, right.measure.language)
    values = {
        "concepts": dot(contrast.vector(left), contrast.vector(right)),
        "overlap": _overlap(left, right, contrast),
        "segment": _segment(left, right, contrast),
        "covered": _covered(left, right, contrast),
        "topics": _topics(left, right, contrast),
        "instruments": dot(left.instruments, right.instruments),
        "strings": _strings(left, right) if of_words else 0.0,
        "numbers": 1.0 if shared_numbers(left, right) else 0.0,
        "names": 1 - math.exp(-len(shared_names(left, right)) / 2),
        "event": 2.0 * abs(left.event**2 - right.event**2),  # one that speaks of it throughout is over when it is
        "direction": float({left.directions, right.directions} == _OPPOSITE),
        "both_pay": float(left.level == 4 and right.level == 4),
    }
    return values


def rough(values: Mapping[str, float]) -> float:
    """A first likeness of a pair, to set it against its rivals."""
    return (
        0.35 * values["concepts"]
        + 0.25 * values["overlap"]
        + 0.2 * values["segment"]
        + 0.2 * values["strings"]
        + 0.1 * values["topics"]
    )


def with_rivals(
    pairs: Sequence[tuple[Hashable, Hashable]], values: Sequence[dict[str, float]]
) -> list[dict[str, float]]:
    """The pair features with the rival feature: the likeness of the pair over the best of its row or of its column."""
    likeness = [rough(v) for v in values]
    best_left: dict[Hashable, float] = {}
    best_right: dict[Hashable, float] = {}
    for (a, b), s in zip(pairs, likeness, strict=True):
        best_left[a] = max(best_left.get(a, 0.0), s)
        best_right[b] = max(best_right.get(b, 0.0), s)
    return [
        {**v, "rival": s / (min(best_left[a], best_right[b]) or 1.0)}
        for (a, b), v, s in zip(pairs, values, likeness, strict=True)
    ]


def _topics(left: Profile, right: Profile, contrast: Contrast) -> float:
    mine, theirs = left.topics, right.topics
    return math.fsum([mine[t] * theirs[t] * contrast.weight(f"topic:{t}") for t in mine.keys() & theirs.keys()])


def _segment(left: Profile, right: Profile, contrast: Contrast) -> float:
    best = 0.0
    theirs = contrast.segments(right)
    for a, length, peak in contrast.segments(left):
        for b, other_length, other_peak in theirs:
            shared = a.keys() & b.keys()
            if shared and length and other_length:
                product = math.fsum([a[n] * b[n] for n in shared])
                best = max(best, product / (length * other_length) * min(1.0, max(peak, other_peak) / 6.0))
    return best


def _overlap(left: Profile, right: Profile, contrast: Contrast) -> float:
    total = 0.0
    theirs, idf = right.nodes.keys(), contrast.idf
    for a, w in left.concepts.items():
        if theirs.isdisjoint(_self_or_above(a)):
            continue
        best = 0.0
        for b, v in right.concepts.items():
            shared = _in_common(a, b)
            if shared:
                common = max([idf[n] for n in shared])
                best = max(best, w * v * common * 2 * common / (idf_of(a) + idf_of(b)))
        total += best
    return 1 - math.exp(-total / 6.0)


@lru_cache(maxsize=1 << 16)
def _in_common(a: str, b: str) -> tuple[str, ...]:
    """The concepts that are both, or above both."""
    ups = _self_or_above(a)
    return tuple(n for n in _self_or_above(b) if n in ups)


def _covered(left: Profile, right: Profile, contrast: Contrast) -> float:
    """Idf-weighted share of its concepts that the other side names, too, or names the broader of; of the side with less."""
    return min(_share(left, right, contrast), _share(right, left, contrast))


def _share(of: Profile, by: Profile, contrast: Contrast) -> float:
    telling = contrast.telling(of)
    if not telling:
        return 0.0
    nodes, idf = by.nodes, contrast.idf
    named = nodes.keys()
    met = [
        w * idf[c] * max([nodes[n] * part for n, part in ups.items() if n in nodes])
        for c, w in of.concepts.items()
        if not named.isdisjoint(ups := _self_or_above(c))
    ]
    return math.fsum(met) / telling


@cache
def _self_or_above(concept: str) -> Mapping[str, float]:
    """A concept and those above it; how much of it is met by one so many steps up."""
    return {concept: 1.0, **{node: 0.5**distance for node, distance in above(concept).items()}}


def _strings(left: Profile, right: Profile) -> float:
    score = math.fsum(rarity(s) for s in shared_strings(left.measure.text, right.measure.text))
    return 1 - math.exp(-score / 8.0)


def shared_numbers(left: Profile, right: Profile) -> list[tuple[str, str]]:
    """Quotes of amounts of equal value and unit, and of equal time limits, on both sides."""
    amounts = [
        (a.quote, b.quote)
        for a in left.measure.amounts
        for b in right.measure.amounts
        if (a.value, a.unit) == (b.value, b.unit)
    ]
    return amounts + [
        (d.quote, e.quote)
        for d in left.measure.deadlines
        for e in right.measure.deadlines
        if d.kind == e.kind == "within" and d.value == e.value is not None
    ]


def shared_names(left: Profile, right: Profile) -> list[tuple[str, str]]:
    """Names that stand in both texts, as they are printed there, the longest first; none inside another."""
    found: dict[str, tuple[str, str]] = {}
    for name in left.names:
        if name in right.names and not any(name in longer for longer in found):
            found[name] = (left.names[name], right.names[name])
    return list(found.values())
