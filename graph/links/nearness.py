"""Which notices are near each other: an inverted index over the whole corpus instead of all pairs of notices.

A notice has a *signature*: what its measures are found by (concepts and those above them, topics, rare words; the same keys
by which ``graph.links.candidates`` finds measures), the heaviest ``KEYS`` of them, as a vector of length one. The nearness of
two notices is the scalar product; each notice is near the ``NEAREST`` others of other places that have most of it. The idf
behind the weights is a frozen table, so a signature does not change when the corpus grows.

All sums are of whole numbers: they are exact, so what is near what depends on the notices alone, not on the order they came
in, nor on whether one was added later or all were there at once.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graph.links.profile import Profile
from ingest.errors import StoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]
    Entries = NDArray[np.uint64]

#: with how many notices of other places a notice is compared
NEAREST = 8

#: how many keys a signature has at most
KEYS = 96

#: what the weight 1.0 is as a whole number
UNIT = 1 << 12

#: an entry of the index is a number: 40 bits of the key (its digest), 24 bits of the notice (its row)
_ROW_BITS = 24
_ROW_MASK = (1 << _ROW_BITS) - 1

_MAGIC = b"policygraph nearness 2\n"


def signature(profiles: Iterable[Profile]) -> dict[str, int]:
    """The heaviest keys of a notice with their weights, sorted by key. What many of its measures say counts more, but less
    than in proportion.

    >>> from graph.links.measures import read_measure
    >>> sorted(signature([Profile(read_measure(notice="a", local_id="1#1", text="支持企业建设公共海外仓。"))]))[0]
    'c:overseas-warehouse'
    """
    total: dict[str, float] = {}
    for profile in profiles:
        for key, weight in profile.keys:
            total[key] = total.get(key, 0.0) + weight
    weighed = {key: round(math.sqrt(weight), 9) for key, weight in total.items()}
    heaviest = sorted(weighed, key=lambda key: (-weighed[key], key))[:KEYS]
    length = math.sqrt(math.fsum(weighed[key] ** 2 for key in heaviest))
    return {key: round(UNIT * weighed[key] / length) for key in sorted(heaviest)} if length else {}


class Known(NamedTuple):
    """A notice of the index: its place, and a token that changes whenever its signature may have changed."""

    place: str
    token: str


@dataclass(frozen=True, slots=True)
class Nearness:
    """The index. Row n is the notice ``ids[n]``; ``entries`` are sorted, ``weights`` are theirs.

    ``near[n]`` are the rows of its nearest notices, the nearest first, and -1 where there are fewer; ``scores[n]`` how near.
    """

    ids: tuple[str, ...]
    known: Mapping[str, Known]
    entries: Entries
    weights: Longs
    near: Longs
    scores: Longs

    def pairs(self) -> Longs:
        """Each notice with its nearest ones, the nearest first: pairs of rows. One that shares nothing is only near where there
        are too few to choose from."""
        import numpy as np

        numbers: dict[str, int] = {}
        place = np.array([numbers.setdefault(self.known[id].place, len(numbers)) for id in self.ids], np.int64)
        few = len(place) - np.bincount(place, minlength=1)[place] <= NEAREST
        rows, columns = np.nonzero((self.near >= 0) & ((self.scores > 0) | few[:, None]))
        return np.stack([rows, self.near[rows, columns]], axis=1)

    def lists(self) -> dict[str, list[str]]:
        """The same by id."""
        found: dict[str, list[str]] = {id: [] for id in self.ids}
        for row, other in self.pairs().tolist():
            found[self.ids[row]].append(self.ids[other])
        return found


def nothing() -> Nearness:
    """An index without notices."""
    import numpy as np

    lists = np.empty((0, NEAREST), np.int64)
    return Nearness((), {}, np.empty(0, np.uint64), np.empty(0, np.int64), lists, lists)


def updated(
    before: Nearness, wanted: Mapping[str, Known], signature_of: Callable[[str], Mapping[str, int]]
) -> Nearness:
    """The index of the notices ``wanted``, by id; ``signature_of`` is asked for those only that are new or have changed.

    The same as ``updated(nothing(), wanted, …)``, at the cost of what changed: a new notice is looked up once, and enters
    the lists of those it is nearer to than what they had; who had one that is gone is looked up again.
    """
    import numpy as np

    if before.known == wanted:
        return before
    ids = tuple(sorted(wanted))
    if len(ids) > _ROW_MASK:
        raise StoreError(f"{len(ids):,} notices are more than one index holds")
    row_of = {id: row for row, id in enumerate(ids)}
    kept = [wanted.get(id) == known for id, known in before.known.items()]
    moved = np.array([row_of[id] if keep else -1 for id, keep in zip(before.ids, kept, strict=True)], np.int64)
    added = [id for id in ids if before.known.get(id) != wanted[id]]

    entries, weights = _merged(before, moved, {row_of[id]: signature_of(id) for id in added})
    near = np.full((len(ids), NEAREST), -1, np.int64)
    scores = np.zeros((len(ids), NEAREST), np.int64)
    stay = moved >= 0
    old = before.near[stay]
    near[moved[stay]] = np.where(old >= 0, moved[old], -1)  # moved[-1] is looked up in vain
    scores[moved[stay]] = before.scores[stay]
    bereft = moved[stay][((old >= 0) & (moved[old] < 0)).any(axis=1)] if len(moved) else moved

    places: dict[str, int] = {}
    place = np.array([places.setdefault(wanted[id].place, len(places)) for id in ids], np.int64)
    fresh = np.zeros(len(ids), bool)
    again = sorted({*bereft.tolist(), *(row_of[id] for id in added)})
    fresh[again] = True
    looked_up = _Lookup(entries, weights, place)
    if len(again) > 100:
        looked_up.by_row()
    is_new = {row_of[id] for id in added}
    for row in again:
        found = looked_up.nearness(row)
        near[row], scores[row] = _nearest(found)
        if row in is_new:
            _enter(row, found, near, scores, fresh)
    return Nearness(ids, {id: wanted[id] for id in ids}, entries, weights, near, scores)


def _merged(before: Nearness, moved: Longs, signatures: Mapping[int, Mapping[str, int]]) -> tuple[Entries, Longs]:
    """The entries of what stays, under their new rows (which are in the same order), with those of what is new."""
    import numpy as np

    rows = (before.entries & np.uint64(_ROW_MASK)).astype(np.int64)
    now = moved[rows]
    stay = now >= 0
    heads = before.entries[stay] >> np.uint64(_ROW_BITS) << np.uint64(_ROW_BITS)
    entries, weights = heads | now[stay].astype(np.uint64), before.weights[stay]
    new = sorted(
        (_digest(key) << _ROW_BITS | row, weight) for row, found in signatures.items() for key, weight in found.items()
    )
    if not new:
        return entries, weights
    more = np.array([entry for entry, _ in new], np.uint64)
    at = np.searchsorted(entries, more)
    return np.insert(entries, at, more), np.insert(weights, at, np.array([w for _, w in new], np.int64))


def _digest(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8"), digest_size=5).digest(), "big")


class _Lookup:
    """Nearness of one notice to all: along the postings of its keys."""

    def __init__(self, entries: Entries, weights: Longs, place: Longs) -> None:
        import numpy as np

        self.entries, self.weights, self.place = entries, weights, place
        self.rows = (entries & np.uint64(_ROW_MASK)).astype(np.int64)
        self._by_row: Longs | None = None

    def by_row(self) -> None:
        """Makes the entries of a row quick to find: worth it where many are asked for."""
        import numpy as np

        self._by_row = np.argsort(self.rows, kind="stable")
        self._bounds = np.searchsorted(self.rows[self._by_row], np.arange(len(self.place) + 1))

    def nearness(self, row: int) -> Longs:
        """To each notice; -1 to those of the same place."""
        import numpy as np

        found = np.zeros(len(self.place), np.int64)
        by_row = self._by_row
        mine = np.flatnonzero(self.rows == row) if by_row is None else by_row[self._bounds[row] : self._bounds[row + 1]]
        heads = self.entries[mine] & ~np.uint64(_ROW_MASK)
        starts = np.searchsorted(self.entries, heads).tolist()
        ends = np.searchsorted(self.entries, heads + np.uint64(_ROW_MASK), side="right").tolist()
        for start, end, weight in zip(starts, ends, self.weights[mine].tolist(), strict=True):
            found[self.rows[start:end]] += weight * self.weights[start:end]
        found[self.place == self.place[row]] = -1
        return found


def _nearest(found: Longs) -> tuple[list[int], list[int]]:
    """The rows with the most, the first by id among equals."""
    import numpy as np

    least = np.partition(found, len(found) - NEAREST)[len(found) - NEAREST] if len(found) > NEAREST else 0
    rows = np.flatnonzero(found >= max(least, 0))
    best = rows[np.lexsort((rows, -found[rows]))][:NEAREST].tolist()
    none = NEAREST - len(best)
    return best + [-1] * none, found[best].tolist() + [0] * none


def _enter(row: int, found: Longs, near: Longs, scores: Longs, fresh: NDArray[np.bool_]) -> None:
    """Puts a new notice into the lists of those it is near to; ``fresh`` lists have been, or will be, made anew."""
    import numpy as np

    last, last_score = near[:, -1], scores[:, -1]
    nearer = (last < 0) | (found > last_score) | ((found == last_score) & (row < last))
    for other in np.flatnonzero(nearer & (found >= 0) & ~fresh).tolist():
        pairs = [(-s, r) for r, s in zip(near[other].tolist(), scores[other].tolist(), strict=True) if r >= 0]
        pairs = sorted([*pairs, (-int(found[other]), row)])[:NEAREST]
        near[other, : len(pairs)] = [r for _, r in pairs]
        scores[other, : len(pairs)] = [-s for s, _ in pairs]


# ---------------------------------------------------------------------------------------------------------------------
# on disk


def written(index: Nearness) -> bytes:
    """The index as bytes: the same for the same notices."""
    import numpy as np

    known = [index.known[id] for id in index.ids]
    columns = (index.ids, [one.place for one in known], [one.token for one in known])
    out = io.BytesIO()
    out.write(_MAGIC + msgspec.json.encode(columns) + b"\n")
    kinds = (("<u8", index.entries), ("<i4", index.weights), ("<i4", index.near), ("<i8", index.scores))
    for kind, array in kinds:
        np.save(out, np.ascontiguousarray(array.astype(kind)), allow_pickle=False)
    return out.getvalue()


def read(data: bytes) -> Nearness | None:
    """What ``written`` wrote; None for anything else: an index can be made again."""
    import numpy as np

    stream = io.BytesIO(data)
    if stream.readline() != _MAGIC:
        return None
    try:
        ids, places, tokens = msgspec.json.decode(stream.readline(), type=tuple[list[str], list[str], list[str]])
        entries, weights, near, scores = (np.load(stream, allow_pickle=False) for _ in range(4))
    except (ValueError, EOFError, OSError):
        return None
    if not len(ids) == len(places) == len(tokens) or near.shape != (len(ids), NEAREST):
        return None
    if scores.shape != near.shape or weights.shape != entries.shape:
        return None
    return Nearness(
        tuple(ids),
        dict(zip(ids, map(Known, places, tokens), strict=True)),
        entries.astype(np.uint64),
        weights.astype(np.int64),
        near.astype(np.int64),
        scores.astype(np.int64),
    )
