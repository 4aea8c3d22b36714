"""The list of the last linking: each pair of notices with the name of its partition and how many links it holds.

The name of a partition of links follows from the partitions of its two notices, the mode, the program, the scorer and the
decisions of people. While none of these has changed it is taken from the list; worked out again, it would be the same. So a
notice more costs its own pairs and not a look at each of a hundred thousand others. A list that is damaged, or of another
program, is no list: everything in it can be worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from graph.files import sealed, unsealed
from graph.pairs import PairTable, coded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]


class Listed(msgspec.Struct, frozen=True):
    """A notice by id, with the names of its partition and of its measures ready to be linked."""

    id: str
    partition: str
    ready: str


class _Written(msgspec.Struct, frozen=True):
    """What is on disk; the numbers of the pairs as bytes of int32, little-endian."""

    key: str
    notices: tuple[Listed, ...]
    names: str
    left: bytes
    right: bytes
    mode: bytes
    links: bytes
    unpaired: bytes
    decided: bytes


@dataclass(frozen=True, slots=True)
class PairList:
    """``notices`` by id; row n of the others is a pair: its notices (as rows of ``notices``), its mode (``graph.pairs.MODES``),
    its partition, the links and the measures without a counterpart in that, and whether people have ``decided`` about it."""

    notices: Sequence[Listed]
    names: Sequence[str]
    left: Longs
    right: Longs
    mode: Longs
    links: Longs
    unpaired: Longs
    decided: Longs

    def ready(self) -> dict[tuple[str, str], str]:
        """The measures ready to be linked of each notice and partition."""
        return {(one.id, one.partition): one.ready for one in self.notices if one.ready}

    def rows_of(self, table: PairTable, partitions: Mapping[str, str]) -> Longs:
        """For each pair of ``table`` its row in this list, -1 where there is none that still holds: none about which people
        have decided, and none of a notice with another partition than the one in ``partitions``, by id."""
        import numpy as np

        row_of = {summary.id: row for row, summary in enumerate(table.summaries)}
        moved = np.array(
            [row_of[one.id] if partitions.get(one.id) == one.partition else -1 for one in self.notices], np.int64
        )
        found = np.full(len(table), -1, np.int64)
        if not len(moved) or not len(table):
            return found
        left, right = moved[self.left], moved[self.right]
        still = np.flatnonzero((left >= 0) & (right >= 0) & (self.decided == 0))
        wanted, there = table.codes(), coded(self.mode[still], left[still], right[still], len(table.summaries))
        at = np.minimum(np.searchsorted(wanted, there), len(wanted) - 1)
        same = wanted[at] == there
        found[at[same]] = still[same]
        return found


def no_pairs() -> PairList:
    """A list without pairs."""
    import numpy as np

    none = np.empty(0, np.int64)
    return PairList((), (), none, none, none, none, none, none)


def written(pairs: PairList, key: str) -> bytes:
    """The list as bytes, the same for the same pairs; ``key`` stands for what else decided about the names."""
    columns = [
        column.astype("<i4").tobytes()
        for column in (pairs.left, pairs.right, pairs.mode, pairs.links, pairs.unpaired, pairs.decided)
    ]
    return sealed(msgspec.msgpack.encode(_Written(key, tuple(pairs.notices), "\n".join(pairs.names), *columns)))


def read(data: bytes, key: str) -> PairList:
    """What ``written`` wrote with the same key; a list without pairs for anything else."""
    import numpy as np

    body = unsealed(data)
    if body is None:
        return no_pairs()
    try:
        found = msgspec.msgpack.decode(body, type=_Written)
    except msgspec.DecodeError:  # of another program
        return no_pairs()
    if found.key != key:
        return no_pairs()
    numbers = (found.left, found.right, found.mode, found.links, found.unpaired, found.decided)
    names = found.names.split("\n") if found.names else []
    return PairList(found.notices, names, *(np.frombuffer(column, "<i4").astype(np.int64) for column in numbers))
