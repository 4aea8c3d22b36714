"""What a concept still says between two notices: in a notice about cross-border e-commerce every measure names 跨境电商.

The frozen idf (concept_idf.tsv) knows the field, not the two notices at hand. Here a concept loses weight with the share of
their measures that name it, or a narrower one; nothing depends on any third notice, so links stay when others are loaded.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

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
        self._segments: dict[str, tuple[tuple[dict[str, float], float, float], ...]] = {}

    @cached_property
    def _dimmed(self) -> dict[str, float]:
        """The concepts that more than two measures name, with their weights; all others weigh 1."""
        counts = Counter(chain.from_iterable(profile.nodes for side in self._sides for profile in side))
        size = sum(len(side) for side in self._sides) + PRIOR
        return {node: max(0.0, 1 - math.log(n - 1) / math.log(size)) for node, n in counts.items() if n > 2}

    def weight(self, node: str) -> float:
        """1 for a concept that one measure of either side names, near 0 for one that all name.

        1 - ln(n - 1) / ln(N + 10) for n of N measures: in two short notices a shared concept keeps what it says.

        >>> Contrast([], []).weight("overseas-warehouse")
        1.0
        """
        return self._dimmed.get(node, 1.0)

    @cached_property
    def idf(self) -> Mapping[str, float]:
        """The frozen idf of each concept that a measure of either side names, or names a narrower of, times its weight
        between the two sides."""
        nodes = dict.fromkeys(chain.from_iterable(profile.nodes for side in self._sides for profile in side))
        return {node: idf_of(node) * self._dimmed.get(node, 1.0) for node in nodes}

    def telling(self, profile: Profile) -> float:
        """How much the concepts of a measure say: the sum of their idf by the weight of their roles."""
        found = self._telling.get(profile.measure.id)
        if found is None:
            found = math.fsum([w * self.idf[c] for c, w in profile.concepts.items()])
            self._telling[profile.measure.id] = found
        return found

    def vector(self, profile: Profile) -> dict[str, float]:
        """The concept vector of a measure, scaled to length 1."""
        found = self._vectors.get(profile.measure.id)
        if found is None:
            idf = self.idf
            weighted = {node: v for node, w in profile.nodes.items() if (v := w * idf[node]) > 0}
            found = self._vectors[profile.measure.id] = unit(weighted)
        return found

    def segments(self, profile: Profile) -> tuple[tuple[dict[str, float], float, float], ...]:
        """The concept vector of each segment (not scaled), its length and its largest value."""
        found = self._segments.get(profile.measure.id)
        if found is None:
            dimmed = self._dimmed
            vectors = [{n: w * dimmed.get(n, 1.0) for n, w in vector.items()} for _, vector in profile.segment_vectors]
            found = tuple((v, math.sqrt(math.fsum([x * x for x in v.values()])), max(v.values())) for v in vectors)
            self._segments[profile.measure.id] = found
        return found
