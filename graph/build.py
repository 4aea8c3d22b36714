"""The main job: files → partitions → links → store.

Each file becomes a partition (``graph.partitions``) unless there already is one; each pair of notices that is to be compared
becomes a partition of links (``graph.corpus``); the partitions together with the vocabulary become the store
(``graph.store.folder``). Stopped half-way, a build goes on where it was: what is done stays. A file that cannot be read is
reported, and the rest goes on. What has not changed is not even opened (``graph.files`` says what that means).

The same files give the same store, byte for byte, whatever the order of the paths, the number of workers or the day.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph import iri
from graph.corpus import CorpusLinks, Progress, link_corpus
from graph.files import Seen
from graph.nquads import canonical
from graph.partitions import READING, Folder, Partition, Summary, fingerprint, key_of, partition_of
from graph.reviews import Review
from graph.store.folder import current, write_folder
from graph.terms import DATA
from graph.vocabulary import vocabulary_quads
from ingest.errors import PolicyGraphError, ReadError, UsageError
from ingest.manifest import Manifest, ManifestEntry
from ingest.readers import DEFAULT_LIMITS, HELD, Limits, ocr

if TYPE_CHECKING:
    from graph.links.scorer import Scorer
    from ingest.readers.child import ChildLimits

#: files of a folder that stand beside notices and are none
BESIDE = frozenset({".csv", ".json", ".md"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReport:
    """What was found in one notice; ``cached`` if an earlier build had read it."""

    id: str
    file: str
    cached: bool
    clauses: int
    measures: int
    units: int
    amounts: int
    deadlines: int
    remarks: int
    quads: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no notice, and why."""

    file: str
    error: PolicyGraphError


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """``notices`` by id, ``failures`` by file; ``links`` and ``unpaired`` measures over ``pairs`` of notices; ``quads`` in the
    store. ``changed`` is false where the store already held exactly this. ``refused`` decisions of people are about texts
    that have changed since."""

    notices: tuple[NoticeReport, ...]
    failures: tuple[Failure, ...]
    pairs: int
    links: int
    unpaired: int
    quads: int
    store: Path
    changed: bool
    refused: tuple[PolicyGraphError, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    data: bytes | None  # None: a long one, which whoever reads it takes from the disk
    digest: bytes
    entry: ManifestEntry | None
    key: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """How files are read."""

    base: str
    password: str | None
    limits: Limits

    def key(self, name: str, digest: bytes, entry: ManifestEntry | None, without: str = "") -> str:
        """The name of what reading a file so gives (``key_of``)."""
        return key_of(digest, name, entry, self.base, self.limits, without)


def build(
    paths: Iterable[str | Path],
    *,
    manifest: Manifest | None = None,
    store_dir: Path,
    base: str = DATA,
    progress: Progress | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    link: bool = True,
    reviews: Sequence[Review] = (),
    apart: ChildLimits | None = None,
    scorer: Scorer | None = None,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> BuildReport:
    """Builds the store in ``store_dir`` from these files; a folder stands for the files in it.

    ``reviews`` are decisions of people about links; they win over the linker (``graph.reviews``). ``scorer`` is a likeness of
    texts of the user's own (``graph.links.scorer``).
    ``workers`` are processes on this machine; ``scheduler`` is the address of a Dask scheduler instead (extra ``dask``).
    With ``apart`` each file is read in a child process within these limits: one that hangs, crashes or eats memory is a
    failure, and the rest is built. ``password`` is tried on files that are encrypted; ``limits`` say how much is read of one.
    Raises ``UsageError`` where there is no file at all, ``StoreError`` where the store cannot be written.
    """
    iri.Names(base)  # says so if it is no base
    if str(store_dir).startswith(("http:", "https:")):
        raise UsageError("a graph cannot be built into a remote store", source=str(store_dir), hint="a folder")
    tell = progress or (lambda done, total, what: None)
    folder = Folder(store_dir / "partitions")
    found = files_of(paths)
    before = current(store_dir)
    seen = Seen(store_dir / "seen")
    reading = _Reading(base, password, limits)
    summaries, cached, failures = _read(found, manifest, reading, folder, seen, tell, workers, scheduler, apart)
    folder.keep_summaries()
    notices, doubles = _unique(summaries)
    failures += doubles
    kept = {summary.id: folder.file(summary.name, key) for summary, key in notices}
    linked = _link(notices, kept, base, folder, tell, reviews, workers, scheduler, scorer) if link else None
    tell(0, 1, "store")
    parts = [path.name for path in (*kept.values(), _vocabulary(folder))] + (linked.names if linked else [])
    partitions = os.path.abspath(folder.path)
    quads = write_folder(store_dir, [f"{partitions}{os.sep}{name}" for name in parts], seen)
    folder.prune()
    seen.keep()
    tell(1, 1, "store")
    return BuildReport(
        notices=tuple(_report(summary, summary.file in cached) for summary, _ in notices),
        failures=tuple(sorted(failures, key=lambda failure: failure.file)),
        pairs=linked.pairs if linked else 0,
        links=linked.links if linked else 0,
        unpaired=linked.unpaired if linked else 0,
        quads=quads,
        store=store_dir,
        changed=current(store_dir) != before,
        refused=tuple(linked.refused) if linked else (),
    )


def files_of(paths: Iterable[str | Path]) -> list[Path]:
    """The files that these paths name, each once, sorted. Raises ``UsageError`` where there is none."""
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            found.update(
                file
                for file in path.rglob("*")
                if file.is_file() and file.suffix.lower() not in BESIDE and not _hidden(file.relative_to(path))
            )
        else:
            found.add(path)  # one that is not there is a failure of its own, with a name
    if not found:
        raise UsageError(f"no files in {', '.join(map(str, paths)) or 'nothing'}", hint="data/notices")
    return sorted(found, key=lambda path: (path.name, path.as_posix()))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


# ---------------------------------------------------------------------------------------------------------------------
# files → partitions


def _read(
    found: Sequence[Path],
    manifest: Manifest | None,
    reading: _Reading,
    folder: Folder,
    seen: Seen,
    tell: Progress,
    workers: int,
    scheduler: str | None,
    apart: ChildLimits | None,
) -> tuple[list[tuple[Summary, str]], set[str], list[Failure]]:
    summaries: list[tuple[Summary, str]] = []
    cached: set[str] = set()
    failures: list[Failure] = []
    read: set[Path] = set()
    recognises = ocr.available()

    def unread() -> Iterator[_File]:
        for path in found:
            entry = manifest.of(path) if manifest else None
            try:
                size = path.stat().st_size
                reading.limits.check("bytes", size, "file_bytes", source=str(path))
                digest = seen.sha256(os.path.abspath(path))
                key = reading.key(path.name, digest, entry)
                known = folder.summaries(path.name, key)
                if known is None and not recognises:  # what was read without the extra has a name of its own
                    waiting = reading.key(path.name, digest, entry, without="ocr")
                    if (known := folder.summaries(path.name, waiting)) is not None:
                        key = waiting
                if known is not None:
                    summaries.extend((summary, key) for summary in known)
                    cached.add(path.name)
                    read.add(path)
                    continue
                if size > HELD and scheduler is None:  # workers elsewhere may not see this disk
                    yield _File(path, None, digest, entry, key)
                    continue
                data = path.read_bytes()
            except ReadError as error:
                failures.append(Failure(str(path), error))
                continue
            except OSError as error:
                what = "is not there" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
                failures.append(Failure(str(path), ReadError(what, source=str(path))))
                continue
            digest = hashlib.sha256(data).digest()
            yield _File(path, data, digest, entry, reading.key(path.name, digest, entry))

    def done() -> int:
        return len(read) + len(failures)

    tell(0, len(found), "notices")
    with _readers(workers, scheduler, apart) as pool:
        for file, outcome in _each(pool, unread(), reading, _ahead(workers, scheduler)):
            if isinstance(outcome, PolicyGraphError):
                failures.append(Failure(str(file.path), outcome))
            else:
                parts = (outcome, *outcome.translations)
                wants = "+".join(sorted({extra for part in parts for extra in part.summary.wants}))
                key = reading.key(file.path.name, file.digest, file.entry, wants) if wants else file.key
                folder.keep(file.path.name, key, outcome)
                summaries.extend((part.summary, key) for part in parts)
                read.add(file.path)
            tell(done(), len(found), file.path.name)
    tell(done(), len(found), "notices")
    return summaries, cached, failures


def _one(file: _File, reading: _Reading) -> Partition | PolicyGraphError:
    """The work of one worker. An error of ours is a value, for it belongs to its file and not to the build."""
    try:
        return partition_of(
            file.data,
            str(file.path),
            file.digest,
            file.entry,
            reading.base,
            password=reading.password,
            limits=reading.limits,
        )
    except PolicyGraphError as error:
        return error


def _each(
    pool: Executor | None, files: Iterator[_File], reading: _Reading, ahead: int
) -> Iterator[tuple[_File, Partition | PolicyGraphError]]:
    """Each file with its outcome; no more than ``ahead`` files are held at a time."""
    if pool is None:
        for file in files:
            yield file, _one(file, reading)
        return
    waiting: list[tuple[_File, Future[Partition | PolicyGraphError]]] = []
    for file in files:
        waiting.append((file, pool.submit(_one, file, reading)))
        if len(waiting) >= ahead:
            first, future = waiting.pop(0)
            yield first, _outcome(first, future)
    for file, future in waiting:
        yield file, _outcome(file, future)


def _outcome(file: _File, future: Future[Partition | PolicyGraphError]) -> Partition | PolicyGraphError:
    try:
        return future.result()
    except PolicyGraphError as error:  # the child that read it was lost, and does not know what it read
        error.source = error.source or str(file.path)
        return error


@contextmanager
def _readers(workers: int, scheduler: str | None, apart: ChildLimits | None) -> Iterator[Executor | None]:
    """Who reads the files: None stands for this process."""
    if apart is not None and scheduler is None:
        from graph.apart import child_pool

        with child_pool(workers, apart) as children:
            yield children
        return
    with _pool(workers, scheduler) as pool:
        if apart is None or pool is None:
            yield pool
        else:
            from graph.apart import RemoteChildren

            yield RemoteChildren(pool, apart)


def _ahead(workers: int, scheduler: str | None) -> int:
    """How many pieces of work are handed out at a time: they are held in memory."""
    return max(2 * workers, 4 if scheduler is None else 64)


def _pool(workers: int, scheduler: str | None) -> AbstractContextManager[Executor | None]:
    if scheduler is not None:
        from graph.scheduler import dask_pool

        return dask_pool(scheduler)
    if workers <= 1:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _unique(summaries: Sequence[tuple[Summary, str]]) -> tuple[list[tuple[Summary, str]], list[Failure]]:
    """One notice an id, the first file by name; a second file with the same id is a failure."""
    kept: dict[str, tuple[Summary, str]] = {}
    failures = []
    for summary, key in sorted(summaries, key=lambda pair: (pair[0].id, pair[0].file, pair[1])):
        if summary.id in kept:
            error = UsageError(
                f"the id {summary.id!r} is already that of {kept[summary.id][0].file}",
                source=summary.file,
                hint="give each file its own id in the manifest",
            )
            failures.append(Failure(summary.file, error))
        else:
            kept[summary.id] = (summary, key)
    return list(kept.values()), failures


def _link(
    notices: Sequence[tuple[Summary, str]],
    kept: Mapping[str, Path],
    base: str,
    folder: Folder,
    tell: Progress,
    reviews: Sequence[Review],
    workers: int,
    scheduler: str | None,
    scorer: Scorer | None,
) -> CorpusLinks:
    with _pool(workers, scheduler) as pool:
        return link_corpus(
            [(summary, kept[summary.id]) for summary, _ in notices],
            folder,
            base=base,
            reviews=reviews,
            tell=tell,
            pool=pool,
            ahead=_ahead(workers, scheduler),
            scorer=scorer,
        )


def _vocabulary(folder: Folder) -> Path:
    path = folder.file("vocabulary", fingerprint(READING))
    if not path.is_file():
        folder.write(path, canonical(vocabulary_quads()))
    return path


def _report(summary: Summary, cached: bool) -> NoticeReport:
    return NoticeReport(
        id=summary.id,
        file=summary.file,
        cached=cached,
        clauses=summary.clauses,
        measures=sum(summary.measures.values()),
        units=summary.units,
        amounts=summary.amounts,
        deadlines=summary.deadlines,
        remarks=summary.remarks,
        quads=summary.quads,
    )
