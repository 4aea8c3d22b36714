"""Which notices are compared with which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
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
    if near is None:
        city_pairs = {(a, b) for a in originals for b in originals if a < b}
    else:
        city_pairs = {(a, b) if a < b else (b, a) for a, others in near.items() for b in others}
    asked = {(a, b) if a < b else (b, a) for a, b in wanted if a in originals and b in originals}
    cities = [
        Pair(left, right, "cities")
        for left, right in ((originals[a], originals[b]) for a, b in sorted(city_pairs | asked))
        if left.place != right.place
    ]
    editions = {(pair.left.id, pair.right.id): pair for pair in _editions(originals.values())}
    for one, other in ((originals[a], originals[b]) for a, b in asked):
        if one.place == other.place and one.year and other.year and one.year != other.year:
            left, right = (one, other) if one.year < other.year else (other, one)
            editions[left.id, right.id] = Pair(left, right, "editions")
    translations = [
        Pair(summary, known[summary.translation_of], "translation")
        for summary in summaries
        if summary.translation_of in known
    ]
    translations.sort(key=lambda pair: (pair.left.id, pair.right.id))
    return [*cities, *(editions[key] for key in sorted(editions)), *translations]


def _editions(originals: Iterable[Summary]) -> Iterator[Pair]:
    by_place: dict[str | None, dict[int, list[Summary]]] = {}
    for summary in originals:
        if summary.year:
            by_place.setdefault(summary.place, {}).setdefault(summary.year, []).append(summary)
    for years in by_place.values():
        order = sorted(years)
        for n, year in enumerate(order):
            for before in order[max(0, n - EDITIONS) : n]:
                yield from (Pair(left, right, "editions") for left, right in product(years[before], years[year]))
