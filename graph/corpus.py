"""Linking a corpus: which of its notices are compared, and a partition of links for each pair, made for what has changed only.

Beside the partitions stand, each named by what went into it: the measures of each notice ready to be linked (``.ready``), the
index of near notices (``nearness``), and the numbers of links of each pair (``counts``). When a notice is added, its measures
are read, its signature is looked up in the index, and it is compared with those it is near to; the rest stays as it is. No
more than a few notices are in memory at a time. The result is the same, byte for byte, as that of linking everything anew.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from graph.linking import let_go, link_pair, ready_of, refused
from graph.links import nearness
from graph.links.ready import signature_in
from graph.links.scorer import Scorer
from graph.pairs import Pair, comparable, pairs_of
from graph.partitions import LINKING, Folder, Summary, fingerprint
from graph.reviews import Review, about, notice_of, what_it_says
from graph.terms import term
from ingest.errors import PolicyGraphError

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
    there = folder.names()
    kept = _Ready(folder, there)
    summaries = [summary for summary, _ in notices]
    originals = comparable(summaries)
    tell(0, len(originals), "measures")
    partition_of = {summary.id: path for summary, path in notices}
    kept.make(((s.id, partition_of[s.id]) for s in originals), pool, ahead)
    near = _near(originals, kept, folder)
    decided = _by_pair(reviews)
    pairs = pairs_of(summaries, near, decided)

    refusals: list[PolicyGraphError] = []
    names: list[str] = []
    todo: list[_Work] = []
    read_as = {id: path.name for id, path in partition_of.items()}
    linking, asked = fingerprint(LINKING), (scorer.label,) if scorer else ()
    for pair in pairs:
        left, right = pair.left.id, pair.right.id
        said: tuple[str, ...] = (read_as[left], read_as[right], pair.mode, linking, *asked)
        about_it: list[Review] = []
        if decided:
            about_it = about(decided.get(_unordered(left, right), ()), left, right)
            said += tuple(map(what_it_says, about_it))
        if about_it:
            refusals += refused(pair, kept.bytes_of(left), kept.bytes_of(right), about_it)
        name = folder.name(f"{left}--{right}", hashlib.sha256("\0".join(said).encode()).hexdigest())
        names.append(name)
        if name not in there:
            todo.append(_Work(pair, folder.path / name, about_it))
    counts = _Counts(folder)
    done = len(pairs) - len(todo)
    tell(done, len(pairs), "links")
    for work, data in _each(None if scorer else pool, _linked, _blocks(todo, kept, base, scorer), ahead):
        for one, found in zip(work.pairs, data, strict=True):
            folder.write(one.path, found)
            counts.count(one.path.name, found)
            done += 1
            tell(done, len(pairs), f"{one.pair.left.id}--{one.pair.right.id}")
    let_go()
    tell(len(pairs), len(pairs), "links")
    links, unpaired = counts.sums(names)
    return CorpusLinks(folder.path, names, len(pairs), len(todo), links, unpaired, refusals)


def _near(originals: Sequence[Summary], kept: _Ready, folder: Folder) -> dict[str, list[str]]:
    """The nearest notices of each, from the index of the last build as far as it goes."""
    path = folder.file("nearness", fingerprint(LINKING), ".index")
    data = path.read_bytes() if path.is_file() else b""
    before = nearness.read(data) or nearness.nothing()
    wanted = {
        s.id: nearness.Known(s.place or "", kept.path_of(s.id).name) for s in sorted(originals, key=lambda s: s.id)
    }
    index = nearness.updated(before, wanted, lambda id: signature_in(kept.bytes_of(id)))
    if index is not before or not data:
        folder.write(path, nearness.written(index))
    return index.lists()


def ready_path(folder: Folder, id: str, partition: Path) -> Path:
    """Where the measures of a notice are kept, ready to be linked."""
    key = hashlib.sha256(f"{partition.name}\0{fingerprint(LINKING)}".encode()).hexdigest()
    return folder.file(id, key, ".ready")


class _Ready:
    """The measures of the notices, as bytes on disk."""

    def __init__(self, folder: Folder, there: set[str]) -> None:
        self.folder, self.there = folder, there
        self._paths: dict[str, Path] = {}

    def path_of(self, id: str) -> Path:
        return self._paths[id]

    def bytes_of(self, id: str) -> bytes:
        return self._paths[id].read_bytes()

    def make(self, notices: Iterable[tuple[str, Path]], pool: Executor | None, ahead: int) -> None:
        """Reads the measures of those notices that are not there yet."""
        missing: list[tuple[str, Path]] = []
        for id, partition in notices:
            path = self._paths[id] = ready_path(self.folder, id, partition)
            if path.name not in self.there:
                missing.append((id, partition))
        for (id, _), data in _each(pool, ready_of, ((work, work[1].read_bytes()) for work in missing), ahead):
            self.folder.write(self._paths[id], data)


@dataclass(frozen=True, slots=True)
class _Work:
    pair: Pair
    path: Path
    reviews: list[Review]


@dataclass(frozen=True, slots=True)
class _Block:
    """Some pairs with the measures of their notices: a piece of work, complete in itself, for any process or machine."""

    pairs: Sequence[_Work]
    sides: Mapping[str, bytes]
    base: str
    scorer: Scorer | None


def _blocks(todo: Sequence[_Work], kept: _Ready, base: str, scorer: Scorer | None) -> Iterator[tuple[_Block, _Block]]:
    walked = _walked(todo)
    start = 0
    while start < len(walked):
        end = start + 1
        while end < len(walked) and end - start < _BLOCK and walked[end][0] == walked[start][0]:
            end += 1
        works = [work for _, work in walked[start:end]]
        ids = {id for w in works if w.pair.mode != "translation" for id in (w.pair.left.id, w.pair.right.id)}
        block = _Block(works, {id: kept.bytes_of(id) for id in sorted(ids)}, base, scorer)
        yield block, block
        start = end


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
    return [
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


class _Counts:
    """The numbers of links and of measures without a counterpart in each partition of links, kept from build to build."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.path = folder.file("links", "", ".counts")
        self.known: dict[str, tuple[int, int]] = {}
        self.data = b""
        try:
            self.data = self.path.read_bytes()
            self.known = msgspec.json.decode(self.data, type=dict[str, tuple[int, int]])
        except (OSError, msgspec.DecodeError):
            pass  # then they are counted again

    def count(self, name: str, data: bytes) -> None:
        self.known[name] = (data.count(_LINK), data.count(_UNPAIRED))

    def sums(self, names: Sequence[str]) -> tuple[int, int]:
        """Of all these partitions; they are kept, and no others."""
        for name in names:
            if name not in self.known:
                self.count(name, (self.folder.path / name).read_bytes())
        kept = {name: self.known[name] for name in names}
        data = msgspec.json.encode(kept)
        if data != self.data:
            self.folder.write(self.path, data)
        return sum(links for links, _ in kept.values()), sum(unpaired for _, unpaired in kept.values())


def _by_pair(reviews: Sequence[Review]) -> dict[tuple[str, str], list[Review]]:
    found: dict[tuple[str, str], list[Review]] = {}
    for review in reviews:
        found.setdefault(_unordered(notice_of(review.left), notice_of(review.right)), []).append(review)
    return found


def _unordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
