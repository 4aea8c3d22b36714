"""Linking a corpus: which of its notices are compared, and a partition of links for each pair, made for what has changed only.

Beside the partitions stand the measures of each notice ready to be linked (``.ready``), the index of near notices
(``nearness``), and the list of the pairs (``graph.pair_list``). When a notice is added, its measures are read, its signature is
looked up in the index, and it is compared with those it is near to; the rest stays as it is. No more than a few notices are in
memory at a time. The result is the same, byte for byte, as that of linking everything anew; a linking that was stopped leaves
whole partitions under the names they are looked for, and the list of the one before, from which the next goes on.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from graph import pair_list
from graph.linking import let_go, link_pair, ready_of, refused, wanted
from graph.links import nearness
from graph.links.ready import NEVER, signature_in
from graph.links.scorer import Scorer
from graph.pair_list import PairList
from graph.pairs import Pair, PairTable, comparable, pair_table
from graph.partitions import LINKING, READING, Folder, Summary, fingerprint
from graph.reviews import Review, about, notice_of, what_it_says
from graph.terms import term
from ingest.errors import PolicyGraphError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")

#: done, of how many, what
Progress = Callable[[int, int, str], None]

_LINK, _UNPAIRED = (f"{term('rdf:type')} {term(kind)} ".encode() for kind in ("pg:MeasureLink", "pg:Unpaired"))

#: pairs that one piece of work has at most, all with one notice in common
_BLOCK = 16


@dataclass(frozen=True, slots=True)
class CorpusLinks:
    """The partitions of the links of all ``pairs``, by the names of their files in ``folder``; how many links and measures
    without a counterpart they hold; the decisions of people that no longer hold. ``compared``: pairs that were not there yet."""

    folder: Path
    names: list[str]
    pairs: int
    compared: int
    links: int
    unpaired: int
    refused: list[PolicyGraphError]

    @property
    def partitions(self) -> list[Path]:
        return [self.folder / name for name in self.names]


def link_corpus(
    notices: Sequence[tuple[Summary, Path]],
    folder: Folder,
    *,
    base: str,
    reviews: Sequence[Review] = (),
    tell: Progress = lambda done, total, what: None,
    pool: Executor | None = None,
    ahead: int = 4,
    scorer: Scorer | None = None,
) -> CorpusLinks:
    """Links notices, given with their partitions; the links go into ``folder``.

    ``pool`` does the work where there is one, ``ahead`` pieces of it at a time. ``scorer`` is a likeness of texts of the user's
    own (``graph.links.scorer``); then pairs are linked in this process, which alone is sure to have it, and one model is enough.
    """
    import numpy as np

    there = folder.names()
    linking, asked = fingerprint(LINKING), (scorer.label,) if scorer else ()
    last = _List(folder, " ".join((fingerprint(READING), linking, *asked)))
    partition_of = {summary.id: path for summary, path in notices}
    read_as = {id: path.name for id, path in partition_of.items()}
    summaries = [summary for summary, _ in notices]
    originals = sorted(comparable(summaries), key=lambda summary: summary.id)
    tell(0, len(originals), "measures")
    kept = _Ready(folder, there)
    kept.make([(s.id, partition_of[s.id]) for s in originals], last.pairs.ready(), pool, ahead)
    decided = _by_pair(reviews)
    table = pair_table(summaries, _near(originals, summaries, kept, folder), decided)

    reviewed = _reviewed(table, decided)
    rows = np.where(reviewed, -1, last.pairs.rows_of(table, read_as))
    known = rows >= 0
    names = np.full(len(table), "", object)
    links, unpaired = (np.full(len(table), -1, np.int64) for _ in range(2))  # not counted yet
    names[known] = np.array(last.pairs.names, object)[rows[known]]
    links[known], unpaired[known] = last.pairs.links[rows[known]], last.pairs.unpaired[rows[known]]

    refusals: list[PolicyGraphError] = []
    about_them: dict[int, list[Review]] = {}
    for n in np.flatnonzero(~known).tolist():
        pair = table[n]
        left, right = pair.left.id, pair.right.id
        said: tuple[str, ...] = (read_as[left], read_as[right], pair.mode, linking, *asked)
        if reviewed[n]:
            about_them[n] = about(decided[_unordered(left, right)], left, right)
            said += tuple(map(what_it_says, about_them[n]))
            if pair.mode != "translation":
                refusals += refused(pair, kept.bytes_of(left), kept.bytes_of(right), about_them[n])
        names[n] = folder.name(f"{left}--{right}", hashlib.sha256("\0".join(said).encode()).hexdigest())
    all_names: list[str] = names.tolist()
    folder.used.update(all_names)

    missing = set(all_names) - there
    todo = [
        _Work(n, table[n], folder.path / name, about_them.get(n, []))
        for n, name in enumerate(all_names if missing else ())
        if name in missing
    ]
    done = len(table) - len(todo)
    tell(done, len(table), "links")
    for work, data in _each(None if scorer else pool, _linked, _blocks(todo, kept, base, scorer), ahead):
        for one, found in zip(work.pairs, data, strict=True):
            folder.write(one.path, found)
            links[one.row], unpaired[one.row] = _counts(found)
            done += 1
            tell(done, len(table), f"{one.pair.left.id}--{one.pair.right.id}")
    let_go()
    for n in np.flatnonzero(links < 0).tolist():  # there from a linking that was stopped
        links[n], unpaired[n] = _counts((folder.path / names[n]).read_bytes())
    listed = [pair_list.Listed(s.id, read_as[s.id], kept.names.get(s.id, "")) for s in table.summaries]
    last.write(
        PairList(listed, all_names, table.left, table.right, table.mode, links, unpaired, reviewed.astype(np.int64))
    )
    tell(len(table), len(table), "links")
    return CorpusLinks(folder.path, all_names, len(table), len(todo), int(links.sum()), int(unpaired.sum()), refusals)


class _List:
    """The list of the pairs on disk (``graph.pair_list``); ``pairs`` are those of the last linking."""

    def __init__(self, folder: Folder, key: str) -> None:
        self.folder, self.key = folder, key
        self.path = folder.file("links", "", ".pairs")
        self._data = self.path.read_bytes() if self.path.is_file() else b""
        self.pairs = pair_list.read(self._data, key)

    def write(self, pairs: PairList) -> None:
        data = pair_list.written(pairs, self.key)
        if data != self._data:
            self.folder.write(self.path, data)


def _reviewed(table: PairTable, decided: Collection[tuple[str, str]]) -> NDArray[np.bool_]:
    """Whether people have decided about a pair; ``decided`` by the ids in their order."""
    import numpy as np

    row_of = {summary.id: row for row, summary in enumerate(table.summaries)} if decided else {}
    size = len(table.summaries)
    codes = [row_of[a] * size + row_of[b] for a, b in decided if a in row_of and b in row_of]
    first, second = np.minimum(table.left, table.right), np.maximum(table.left, table.right)
    return np.isin(first * size + second, np.array(codes, np.int64))


def _counts(data: bytes) -> tuple[int, int]:
    """The links and the measures without a counterpart in a partition of links."""
    return data.count(_LINK), data.count(_UNPAIRED)


def _near(originals: Sequence[Summary], summaries: Sequence[Summary], kept: _Ready, folder: Folder) -> Longs:
    """Each of ``originals`` (sorted by id) with its nearest ones, from the index of the last build as far as it goes: pairs of
    rows of ``summaries`` sorted by id."""
    import numpy as np

    path = folder.file("nearness", fingerprint(LINKING), ".index")
    data = path.read_bytes() if path.is_file() else b""
    before = nearness.read(data) or nearness.nothing()
    known = {s.id: nearness.Known(s.place or "", kept.names[s.id]) for s in originals}
    index = nearness.updated(before, known, lambda id: signature_in(kept.bytes_of(id)))
    if index is not before or not data:
        folder.write(path, nearness.written(index))
    row_of = {id: row for row, id in enumerate(sorted(summary.id for summary in summaries))}
    found: Longs = np.array([row_of[id] for id in index.ids], np.int64)[index.pairs()]
    return found


def ready_path(folder: Folder, id: str, partition: Path) -> Path:
    """Where the measures of a notice are kept, ready to be linked."""
    return folder.path / _ready_name(folder, id, partition)


def _ready_name(folder: Folder, id: str, partition: Path) -> str:
    key = hashlib.sha256(f"{partition.name}\0{fingerprint(LINKING)}".encode()).hexdigest()
    return folder.name(id, key, ".ready")


class _Ready:
    """The measures of the notices, as bytes on disk; ``names`` of their files by id."""

    def __init__(self, folder: Folder, there: set[str]) -> None:
        self.folder, self.there = folder, there
        self.names: dict[str, str] = {}

    def bytes_of(self, id: str) -> bytes:
        return (self.folder.path / self.names[id]).read_bytes()

    def make(
        self,
        notices: Sequence[tuple[str, Path]],
        last: Mapping[tuple[str, str], str],
        pool: Executor | None,
        ahead: int,
    ) -> None:
        """Reads the measures of those notices that are not there yet; ``last`` are the names they went by in the last
        linking, by id and partition."""
        missing: list[tuple[str, Path]] = []
        for id, partition in notices:
            name = self.names[id] = last.get((id, partition.name)) or _ready_name(self.folder, id, partition)
            if name not in self.there:
                missing.append((id, partition))
        self.folder.used.update(self.names.values())
        for (id, _), data in _each(pool, ready_of, ((work, work[1].read_bytes()) for work in missing), ahead):
            self.folder.write(self.folder.path / self.names[id], data)


@dataclass(frozen=True, slots=True)
class _Work:
    row: int
    pair: Pair
    path: Path
    reviews: list[Review]


@dataclass(frozen=True, slots=True)
class _Block:
    """Some pairs with the measures of their notices: a piece of work, complete in itself, for any process or machine.

    ``number`` counts the blocks, ``again`` is the number of the next one in which a notice is wanted."""

    number: int
    pairs: Sequence[_Work]
    sides: Mapping[str, bytes]
    again: Mapping[str, int]
    base: str
    scorer: Scorer | None


def _blocks(todo: Sequence[_Work], kept: _Ready, base: str, scorer: Scorer | None) -> Iterator[tuple[_Block, _Block]]:
    blocks: list[list[_Work]] = []
    common = ""
    for later, work in _walked(todo):
        if not blocks or later != common or len(blocks[-1]) == _BLOCK:
            blocks.append([])
        blocks[-1].append(work)
        common = later
    uses: dict[str, deque[int]] = {}
    for number, works in enumerate(blocks):
        for id in _sides(works):
            uses.setdefault(id, deque()).append(number)
    for number, works in enumerate(blocks):
        again: dict[str, int] = {}
        for id in _sides(works):
            uses[id].popleft()
            again[id] = uses[id][0] if uses[id] else NEVER
        block = _Block(number, works, {id: kept.bytes_of(id) for id in again}, again, base, scorer)
        yield block, block


def _sides(works: Sequence[_Work]) -> list[str]:
    """The notices whose measures are compared, each once."""
    return sorted({id for w in works if w.pair.mode != "translation" for id in (w.pair.left.id, w.pair.right.id)})


def _walked(todo: Sequence[_Work]) -> list[tuple[str, _Work]]:
    """The pairs in the order of a walk from notice to notice along them, each with the later one of its two: pairs of
    notices that are near each other follow soon, while their measures are still at hand."""
    others: dict[str, list[str]] = {}
    for work in todo:
        left, right = work.pair.left.id, work.pair.right.id
        others.setdefault(left, []).append(right)
        others.setdefault(right, []).append(left)

    def fewest_first(ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda id: (len(others[id]), id))

    order: dict[str, int] = {}
    for start in fewest_first(others):
        waiting = deque([start])
        while waiting:
            id = waiting.popleft()
            if id not in order:
                order[id] = len(order)
                waiting += [other for other in fewest_first(others[id]) if other not in order]
    placed = []
    for work in todo:
        earlier, later = sorted((order[work.pair.left.id], order[work.pair.right.id]))
        placed.append((later, earlier, work))
    names = list(order)
    return [(names[later], work) for later, _, work in sorted(placed, key=lambda found: found[:2])]


def _linked(block: _Block) -> list[bytes]:
    """The partitions of a block: the work of one worker."""
    for data in block.sides.values():
        wanted(data, block.number)
    found = [
        link_pair(
            work.pair,
            block.sides.get(work.pair.left.id),
            block.sides.get(work.pair.right.id),
            base=block.base,
            reviews=work.reviews,
            scorer=block.scorer,
        )
        for work in block.pairs
    ]
    for id, data in block.sides.items():
        wanted(data, block.again[id])
    return found


def _each(
    pool: Executor | None, work: Callable[[A], B], pieces: Iterable[tuple[T, A]], ahead: int
) -> Iterator[tuple[T, B]]:
    """Each piece with its outcome, in order; no more than ``ahead`` are under way at a time."""
    if pool is None:
        for piece, argument in pieces:
            yield piece, work(argument)
        return
    waiting: deque[tuple[T, Future[B]]] = deque()
    for piece, argument in pieces:
        waiting.append((piece, pool.submit(work, argument)))
        if len(waiting) >= ahead:
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _by_pair(reviews: Sequence[Review]) -> dict[tuple[str, str], list[Review]]:
    found: dict[tuple[str, str], list[Review]] = {}
    for review in reviews:
        found.setdefault(_unordered(notice_of(review.left), notice_of(review.right)), []).append(review)
    return found


def _unordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
