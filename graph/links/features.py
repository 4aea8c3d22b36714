"""What makes two measures alike: a tuple of features, each with its value and the strings on both sides that show it.

The first group looks at the pair alone; the second sets the pair against the others of the same measure, since a measure
that a sibling explains better is seldom meant (thresholds on raw similarity do not travel between pairs of notices).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from functools import cache, lru_cache

from graph.links.lexical import dot, rarity, shared_strings
from graph.links.profile import Profile, above, idf_of

#: features of a pair alone
PAIR = (
    "concepts",  # cosine of the concept vectors, hierarchy included
    "best_concept",  # the most telling shared concept, by idf, role and distance
    "overlap",  # sum over the concepts of one side of what the best of the other side shares with it
    "segment_words",  # the best pair of comma segments, by words
    "segment",  # the best pair of comma segments, by concepts
    "covered",  # share of the smaller side that the other names too
    "topics",
    "instruments",
    "words",  # TF-IDF cosine
    "ngrams",  # characters
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


def comparable_words(left: str, right: str) -> bool:
    """Whether words say anything: both texts in Chinese (English has no frozen idf table here, concepts have to do)."""
    return left == right == "zh"


def pair_features(left: Profile, right: Profile) -> dict[str, float]:
    """The features of a pair alone, each about 0 to 1."""
    of_words = comparable_words(left.measure.language, right.measure.language)
    shared = shared_nodes(left, right)
    values = {
        "concepts": dot(left.concept_vector, right.concept_vector),
        "best_concept": max((w for _, w in shared), default=0.0) / 6.0,
        "overlap": _overlap(left, right),
        "segment_words": max((dot(a, b) for a in left.segment_words for b in right.segment_words), default=0.0)
        if of_words
        else 0.0,
        "segment": _segment(left, right),
        "covered": _covered(left, right),
        "topics": dot(left.topics, right.topics),
        "instruments": dot(left.instruments, right.instruments),
        "words": dot(left.words, right.words) if of_words else 0.0,
        "ngrams": dot(left.ngrams, right.ngrams) if of_words else 0.0,
        "strings": _strings(left, right) if of_words else 0.0,
        "numbers": 1.0 if shared_numbers(left, right) else 0.0,
        "names": 1 - math.exp(-len(shared_names(left, right)) / 2),
        "event": 2.0 * abs(left.event - right.event),
        "direction": float({left.directions, right.directions} == {frozenset({"import"}), frozenset({"export"})}),
        "both_pay": float(left.level == 4 and right.level == 4),
    }
    return values


def rough(values: Mapping[str, float]) -> float:
    """A first likeness of a pair, to set it against its rivals."""
    return (
        0.35 * values["concepts"]
        + 0.25 * values["best_concept"]
        + 0.2 * values["segment"]
        + 0.2 * values["words"]
        + 0.1 * values["topics"]
        + 0.1 * values["ngrams"]
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


def shared_nodes(left: Profile, right: Profile) -> list[tuple[str, float]]:
    """The concepts, or nodes above them, that both name, with what each says; the most telling first."""
    mine, theirs = left.nodes, right.nodes
    found = [(n, mine[n] * theirs[n] * idf_of(n)) for n in mine.keys() & theirs.keys()]
    return sorted(found, key=lambda f: (-f[1], f[0]))


def _segment(left: Profile, right: Profile) -> float:
    best = 0.0
    for a, square, peak in left.segment_sizes:
        for b, other_square, other_peak in right.segment_sizes:
            norm = math.sqrt(square * other_square)
            scale = max(peak, other_peak) / 6.0
            best = max(best, dot(a, b) / norm * min(1.0, scale)) if norm else best
    return best


def _overlap(left: Profile, right: Profile) -> float:
    total = 0.0
    for a, w in left.concepts.items():
        best = 0.0
        for b, v in right.concepts.items():
            common, lin = _in_common(a, b)
            if common:
                best = max(best, w * v * common * lin)
        total += best
    return 1 - math.exp(-total / 6.0)


@lru_cache(maxsize=1 << 16)
def _in_common(a: str, b: str) -> tuple[float, float]:
    """The idf of the most telling concept that is both, or above both; and Lin's likeness by it."""
    ups = dict(_self_and_above(a))
    common = max((idf_of(n) for n, _ in _self_and_above(b) if n in ups), default=0.0)
    return common, 2 * common / (idf_of(a) + idf_of(b))


def _covered(left: Profile, right: Profile) -> float:
    """Idf-weighted share of the concepts of the poorer side that the other side names, too, or names the broader of."""

    def share(a: Profile, b: Profile) -> float:
        if not a.telling:
            return 0.0
        nodes = b.nodes
        met = math.fsum(
            [
                w * idf_of(c) * max([nodes[n] * 0.5**d for n, d in _self_and_above(c) if n in nodes], default=0.0)
                for c, w in a.concepts.items()
            ]
        )
        return met / a.telling

    return max(share(left, right), share(right, left))


@cache
def _self_and_above(concept: str) -> tuple[tuple[str, int], ...]:
    return ((concept, 0), *above(concept).items())


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
