"""Which notices are compared with which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from graph.partitions import Summary

#: editions of one place over time, notices of two places, a translation with its original
Mode = Literal["editions", "cities", "translation"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notices to compare.

    ``left`` is the earlier edition, the one first by id across places, or the translation.
    """

    left: Summary
    right: Summary
    mode: Mode


def pairs_of(summaries: Sequence[Summary]) -> list[Pair]:
    """Every two editions of one place in different years, every two notices of different places; translations with their
    originals only. A notice without a place, and two of one place and year, are not compared: nobody says what that means.
    """
    known = {summary.id: summary for summary in summaries}
    originals = sorted(
        (s for s in summaries if s.translation_of is None and s.place), key=lambda s: (s.year or 0, s.id)
    )
    pairs = []
    for left, right in combinations(originals, 2):
        if left.place == right.place:
            if left.year and right.year and left.year != right.year:
                pairs.append(Pair(left, right, "editions"))
        else:
            first, second = sorted((left, right), key=lambda s: s.id)
            pairs.append(Pair(first, second, "cities"))
    for summary in summaries:
        if summary.translation_of in known:
            pairs.append(Pair(summary, known[summary.translation_of], "translation"))
    return sorted(pairs, key=lambda pair: (pair.mode, pair.left.id, pair.right.id))
