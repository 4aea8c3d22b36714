"""Which notices are compared with which."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.partitions import Summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

#: editions of one place over time, notices of two places, a translation with its original
Mode = Literal["editions", "cities", "translation"]

#: the modes in the order in which pairs stand in a table
MODES: tuple[Mode, ...] = ("cities", "editions", "translation")

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


@dataclass(frozen=True, slots=True)
class PairTable:
    """Pairs as rows of numbers, sorted by mode, left and right: a corpus of thousands of notices has a hundred thousand.

    ``left`` and ``right`` are rows of ``summaries``, which are sorted by id; ``mode`` is a place in ``MODES``.
    """

    summaries: Sequence[Summary]
    left: Longs
    right: Longs
    mode: Longs

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, n: int) -> Pair:
        return Pair(self.summaries[int(self.left[n])], self.summaries[int(self.right[n])], MODES[int(self.mode[n])])

    def codes(self) -> Longs:
        """A number for each pair, growing from row to row."""
        return coded(self.mode, self.left, self.right, len(self.summaries))


def coded(mode: Longs, left: Longs, right: Longs, notices: int) -> Longs:
    """Pairs of so many notices as numbers."""
    return (mode * notices + left) * notices + right


def comparable(summaries: Iterable[Summary]) -> list[Summary]:
    """The notices that are compared with others at all: originals of a known place."""
    return [summary for summary in summaries if summary.translation_of is None and summary.place]


def pairs_of(
    summaries: Sequence[Summary],
    near: Mapping[str, Collection[str]] | None = None,
    wanted: Iterable[tuple[str, str]] = (),
) -> list[Pair]:
    """The pairs of ``pair_table``, where ``near`` gives the nearest notices of each by id."""
    import numpy as np

    if near is not None:
        row_of = {id: row for row, id in enumerate(sorted(summary.id for summary in summaries))}
        rows = [(row_of[a], row_of[b]) for a, others in near.items() for b in others]
        table = pair_table(summaries, np.array(rows, np.int64).reshape(-1, 2), wanted)
    else:
        table = pair_table(summaries, None, wanted)
    return [table[n] for n in range(len(table))]


def pair_table(
    summaries: Sequence[Summary], near: Longs | None = None, wanted: Iterable[tuple[str, str]] = ()
) -> PairTable:
    """The pairs of notices whose links are kept; their number grows with that of the notices, not with its square:

    - editions of one place: each with those of the three years before it in which the place has any;
    - places: two notices of which one is ``near`` the other (``graph.links.nearness``): pairs of rows of the notices sorted
      by id; all where nothing is said;
    - ``wanted``: what people have decided about, by ids, if it can be compared;
    - translations with their originals only.

    A notice without a place, and two of one place and year, are not compared: nobody says what that means.
    """
    import numpy as np

    known = sorted(summaries, key=lambda summary: summary.id)
    row_of = {summary.id: row for row, summary in enumerate(known)}
    places: dict[str, int] = {}
    place = np.array(
        [places.setdefault(s.place, len(places)) if s.place and s.translation_of is None else -1 for s in known],
        np.int64,
    )
    year = np.array([s.year or 0 for s in known], np.int64)
    asked = np.array([(row_of[a], row_of[b]) for a, b in wanted if a in row_of and b in row_of], np.int64).reshape(
        -1, 2
    )

    originals = np.flatnonzero(place >= 0)
    if near is None:
        near = originals[np.stack(np.triu_indices(len(originals), 1), axis=1)]
    cities = np.sort(np.concatenate([near, asked]), axis=1)
    cities = cities[(place[cities] >= 0).all(axis=1) & (place[cities[:, 0]] != place[cities[:, 1]])]

    dated = np.where(year[asked[:, :1]] <= year[asked[:, 1:]], asked, asked[:, ::-1])  # the earlier one on the left
    one, other = dated[:, 0], dated[:, 1]
    dated = dated[(place[one] >= 0) & (place[one] == place[other]) & (year[one] > 0) & (year[one] != year[other])]
    editions = np.concatenate([_editions(place, year), dated])

    translations = np.array(
        [(row, row_of[s.translation_of]) for row, s in enumerate(known) if s.translation_of in row_of], np.int64
    ).reshape(-1, 2)

    parts = [_unique(part, len(known)) for part in (cities, editions, translations)]
    rows = np.concatenate(parts)
    mode = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return PairTable(known, rows[:, 0], rows[:, 1], mode)


def _editions(place: Longs, year: Longs) -> Longs:
    """Each notice with those of the years before it: pairs of rows."""
    import numpy as np

    rows = np.flatnonzero((place >= 0) & (year > 0))
    rows = rows[np.lexsort((year[rows], place[rows]))]
    of, at = place[rows], year[rows]
    starts = np.flatnonzero(np.r_[True, (of[1:] != of[:-1]) | (at[1:] != at[:-1])][: len(rows)])  # of a place's years
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(rows)]))
    first = np.searchsorted(of[starts], of)  # the group of the first year of its place
    begin, end = starts[np.maximum(group - EDITIONS, first)], starts[group]
    many = end - begin
    after = np.repeat(np.arange(len(rows)), many)
    before = np.arange(len(after)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(begin, many)
    return np.stack([rows[before], rows[after]], axis=1)


def _unique(pairs: Longs, notices: int) -> Longs:
    """Each pair once, sorted."""
    import numpy as np

    codes = np.unique(pairs[:, 0] * notices + pairs[:, 1])
    return np.stack([codes // notices, codes % notices], axis=1) if notices else pairs
