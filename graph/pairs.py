"""Which notices are compared with which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from graph.partitions import Summary

#: editions of one place over time, notices of two places, a translation with its original
Mode = Literal["editions", "cities", "translation"]

#: with the notices of how many earlier years of its place a notice is compared
EDITIONS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notices to compare.

    ``left`` is the earlier edition, the one first by id across places, or the translation.
    """

    left: Summary
    right: Summary
    mode: Mode


def comparable(summaries: Iterable[Summary]) -> list[Summary]:
    """The notices that are compared with others at all: originals of a known place."""
    return [summary for summary in summaries if summary.translation_of is None and summary.place]


def pairs_of(
    summaries: Sequence[Summary],
    near: Mapping[str, Collection[str]] | None = None,
    wanted: Iterable[tuple[str, str]] = (),
) -> list[Pair]:
    """The pairs of notices whose links are kept, sorted; their number grows with that of the notices, not with its square:

    - editions of one place: each with those of the three years before it in which the place has any;
    - places: two notices of which one is ``near`` the other (``graph.links.nearness``), by id; all where nothing is said;
    - ``wanted``: what people have decided about, if it can be compared;
    - translations with their originals only.

    A notice without a place, and two of one place and year, are not compared: nobody says what that means.
    """
    known = {summary.id: summary for summary in summaries}
    originals = {summary.id: summary for summary in comparable(summaries)}
    found: dict[tuple[str, str], Pair] = {}

    def put(one: Summary, other: Summary) -> None:
        pair = _pair(one, other)
        if pair is not None:
            found[pair.left.id, pair.right.id] = pair

    for earlier, later in _editions(originals.values()):
        put(earlier, later)
    if near is None:
        for one, other in combinations(originals.values(), 2):
            if one.place != other.place:
                put(one, other)
    else:
        for id, others in near.items():
            for other_id in others:
                put(originals[id], originals[other_id])
    for id, other_id in wanted:
        if id in originals and other_id in originals:
            put(originals[id], originals[other_id])
    translations = [
        Pair(summary, known[summary.translation_of], "translation")
        for summary in summaries
        if summary.translation_of in known
    ]
    return sorted([*found.values(), *translations], key=lambda pair: (pair.mode, pair.left.id, pair.right.id))


def _editions(originals: Iterable[Summary]) -> Iterator[tuple[Summary, Summary]]:
    by_place: dict[str | None, dict[int, list[Summary]]] = {}
    for summary in originals:
        if summary.year:
            by_place.setdefault(summary.place, {}).setdefault(summary.year, []).append(summary)
    for years in by_place.values():
        order = sorted(years)
        for n, year in enumerate(order):
            for before in order[max(0, n - EDITIONS) : n]:
                yield from product(years[before], years[year])


def _pair(one: Summary, other: Summary) -> Pair | None:
    if one.place != other.place:
        first, second = sorted((one, other), key=lambda s: s.id)
        return Pair(first, second, "cities")
    if one.year and other.year and one.year != other.year:
        earlier, later = sorted((one, other), key=lambda s: s.year or 0)
        return Pair(earlier, later, "editions")
    return None
