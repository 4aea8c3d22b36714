"""What a concept still says between two notices: in a notice about cross-border e-commerce every measure names 跨境电商.

The frozen idf (concept_idf.tsv) knows the field, not the two notices at hand. Here a concept loses weight with the share of
their measures that name it, or a narrower one; nothing depends on any third notice, so links stay when others are loaded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from graph.links.lexical import unit
from graph.links.profile import Profile, idf_of

#: added to the number of measures: few measures are no evidence that a concept is common
PRIOR = 10


class Contrast:
    """Two sides of measures to be compared; gives the weights of concepts between them and the vectors made with these."""

    def __init__(self, left: Sequence[Profile], right: Sequence[Profile]) -> None:
        self._sides = (left, right)
        self._vectors: dict[str, dict[str, float]] = {}
        self._telling: dict[str, float] = {}
        self._idf: dict[str, float] = {}
        self._segments: dict[str, tuple[tuple[dict[str, float], float, float], ...]] = {}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(node for side in self._sides for profile in side for node in profile.nodes)

    @cached_property
    def _size(self) -> int:
        return sum(len(side) for side in self._sides)

    def weight(self, node: str) -> float:
        """1 for a concept that one measure of either side names, near 0 for one that all name.

        1 - ln(n - 1) / ln(N + 10) for n of N measures: in two short notices a shared concept keeps what it says.

        >>> Contrast([], []).weight("overseas-warehouse")
        1.0
        """
        more = self._counts[node] - 1
        return max(0.0, 1 - math.log(more) / math.log(self._size + PRIOR)) if more > 1 else 1.0

    def idf(self, node: str) -> float:
        """The frozen idf of a concept times its weight between the two sides."""
        found = self._idf.get(node)
        if found is None:
            found = self._idf[node] = idf_of(node) * self.weight(node)
        return found

    def telling(self, profile: Profile) -> float:
        """How much the concepts of a measure say: the sum of their idf by the weight of their roles."""
        found = self._telling.get(profile.measure.id)
        if found is None:
            found = math.fsum([w * self.idf(c) for c, w in profile.concepts.items()])
            self._telling[profile.measure.id] = found
        return found

    def vector(self, profile: Profile) -> dict[str, float]:
        """The concept vector of a measure, scaled to length 1."""
        found = self._vectors.get(profile.measure.id)
        if found is None:
            weighted = {node: w * self.idf(node) for node, w in profile.nodes.items()}
            found = self._vectors[profile.measure.id] = unit({node: v for node, v in weighted.items() if v > 0})
        return found

    def segments(self, profile: Profile) -> tuple[tuple[dict[str, float], float, float], ...]:
        """The concept vector of each segment (not scaled), its length and its largest value."""
        found = self._segments.get(profile.measure.id)
        if found is None:
            vectors = [{n: w * self.weight(n) for n, w in vector.items()} for _, vector in profile.segment_vectors]
            found = tuple((v, math.sqrt(math.fsum(x * x for x in v.values())), max(v.values())) for v in vectors)
            self._segments[profile.measure.id] = found
        return found
