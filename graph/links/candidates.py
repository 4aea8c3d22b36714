"""Which pairs are worth a closer look: an inverted index instead of all pairs.

Measures meet in the postings of what they share: a concept or one above it, a topic, a rare word. Postings of what every
second measure says are not followed. Of each opposite notice the best ``TOP`` stay, so that the work for a measure does
not grow with the number of measures that share a common concept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.links.profile import Profile

#: how many candidates of each opposite notice a measure keeps
TOP = 10


def candidates(left: Sequence[Profile], right: Sequence[Profile], top: int = TOP) -> list[tuple[Profile, Profile]]:
    """Pairs of a left and a right measure that share something telling, at most ``top`` a left measure and right notice
    and at most ``top`` a right measure and left notice; in the order of their ids."""
    postings: dict[str, list[tuple[int, float]]] = {}
    for j, profile in enumerate(right):
        for key, weight in profile.keys:
            postings.setdefault(key, []).append((j, weight))
    likeness: dict[tuple[int, int], float] = {}
    for i, profile in enumerate(left):
        for key, weight in profile.keys:
            for j, other in postings.get(key, ()):
                likeness[i, j] = likeness.get((i, j), 0.0) + weight * other
    rows = _best(((i, right[j].measure.notice), (i, j), s) for (i, j), s in likeness.items())
    columns = _best(((j, left[i].measure.notice), (i, j), s) for (i, j), s in likeness.items())
    kept = {pair for group in (*rows.values(), *columns.values()) for pair in group[:top]}
    return [(left[i], right[j]) for i, j in sorted(kept, key=lambda p: (left[p[0]].measure.id, right[p[1]].measure.id))]


def _best(
    scored: Iterable[tuple[tuple[int, str], tuple[int, int], float]],
) -> dict[tuple[int, str], list[tuple[int, int]]]:
    groups: dict[tuple[int, str], list[tuple[float, tuple[int, int]]]] = {}
    for group, pair, score in scored:
        groups.setdefault(group, []).append((round(score, 9), pair))
    return {g: [pair for _, pair in sorted(found, key=lambda f: (-f[0], f[1]))] for g, found in groups.items()}
