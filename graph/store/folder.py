"""The embedded store on disk: databases built beside each other, the one in use named by one rename.

    build/store/
      CURRENT                  one line, the name of the generation in use
      generations/<name>/      store.json (format, versions, quads), content (which files are in it), oxigraph/ (the database)
      partitions/*.nq          canonical N-Quads, the source of truth (``graph.build`` writes them)
      seen                     digests of files that nobody has touched since the last build (``graph.files``)

A database is only ever written before it is named in CURRENT, and only ever read after. A reader that has the old one open
keeps it: the last generation stays on disk until the next build. The name of a generation comes from its content, so that
building twice changes nothing.

Where little has changed, a generation begins as a copy of the one in use and only the graphs that have changed are exchanged.
The copy shares the large files of the database (hard links): these are never written twice, so the old one stays as it was.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from uuid import uuid4

import msgspec
import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from graph.files import Seen, sealed, sha256_of, unsealed, write_whole
from graph.nquads import read
from graph.store.oxigraph import BUILD_AGAIN, OxigraphStore
from graph.version import PROGRAM_VERSION
from ingest.errors import StoreError

#: raised whenever the folder layout changes
FORMAT = 2

#: how many bytes of N-Quads go into the loader at a time: some 150,000 quads (twice, for the merge), 400 MB of memory
PORTION = 32_000_000

#: graphs are exchanged where no more of the files than this have changed: the loader is quicker for many
EXCHANGED = 0.1

MARKER = "store.json"
CONTENT = "content"
DATABASE = "oxigraph"

#: files of a database that are never written twice
_FOR_GOOD = frozenset({".sst", ".blob"})

Marker = dict[str, str | int]


def engine() -> str:
    """The database and its version, as far as its files depend on it: "oxigraph 0.5"."""
    return "oxigraph " + ".".join(pyoxigraph.__version__.split(".")[:2])


@dataclass(slots=True)
class Part:
    """A canonical N-Quads file: its digest, its graphs and the number of its quads."""

    digest: bytes
    path: str
    graphs: tuple[str, ...] = ()
    quads: int = 0

    def look(self, data: bytes) -> None:
        """Says what is in it."""
        self.quads = data.count(b"\n")
        first = data[: data.find(b"\n") + 1]
        end = first[first.rfind(b" <") :]
        ends = {end} if first else set()
        if first and data.count(end) < self.quads:  # seldom: a partition is a graph
            ends = {row[row.rindex(b" <") :] + b"\n" for row in data.split(b"\n") if row}
        self.graphs = tuple(sorted(end[len(" <") : -len("> .\n")].decode("utf-8") for end in ends))


def write_folder(folder: Path, parts: Sequence[Path | str], seen: Seen | None = None) -> int:
    """Puts N-Quads files into a new generation and swaps it in; gives the number of quads.

    Where the store already holds exactly these files, it is left alone; where it holds most of them, only the graphs of the
    others are exchanged, in a copy that shares the files of its database (they are never written twice). A graph is in one
    file. ``seen`` knows the digests of files that have not changed. Raises ``StoreError`` if it cannot be written.
    """
    generations = folder / "generations"
    try:
        digest_of = seen.sha256 if seen is not None else sha256_of
        paths = (os.fspath(part) if os.path.isabs(part) else os.path.abspath(part) for part in parts)
        found = {digest: path for path, digest in sorted((path, digest_of(path)) for path in paths)}
        content = "\0".join(sorted(digest.hex() for digest in found))
        name = hashlib.sha256("\0".join((str(FORMAT), engine(), content)).encode()).hexdigest()[:16]
        generations.mkdir(parents=True, exist_ok=True)
        marker = _marker(generations / name)
        before = current(folder)
        if marker is None:

            def made(new: Path) -> list[Part]:
                return (before and _exchanged(new, generations / before, found)) or _fill(new, found)

            marker = _made(generations, name, made)
        if before != name:
            write_whole(folder / "CURRENT", f"{name}\n".encode())
            _prune(generations, keep={name, before or name})
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", source=str(folder)) from error
    return int(marker["quads"])


def _made(generations: Path, name: str, made: Callable[[Path], list[Part]]) -> Marker:
    """A generation that is there as a whole or not at all; ``made`` puts the database into a folder and says what is in it."""
    new = generations / f".new-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        new.mkdir()  # not mkdtemp: its folders are for their owner only
        parts = made(new)
        marker: Marker = {
            "format": FORMAT,
            "engine": engine(),
            "program": PROGRAM_VERSION,
            "quads": sum(part.quads for part in parts),
        }
        (new / CONTENT).write_bytes(sealed(_content_written(parts)))
        (new / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")
        shutil.rmtree(generations / name, ignore_errors=True)  # one that was left half done
        os.rename(new, generations / name)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return marker


# ---------------------------------------------------------------------------------------------------------------------
# everything anew


def _fill(new: Path, found: Mapping[bytes, str]) -> list[Part]:
    """Loads all files into a database."""
    parts = [Part(digest, path) for digest, path in found.items()]
    database = pyoxigraph.Store(str(new / DATABASE))
    for portion in _portions(parts):
        database.bulk_load(cast(IO[bytes], _Both(portion)), format=RdfFormat.N_QUADS)
    database.optimize()
    database.flush()
    del database  # lets go of the lock
    return parts


def _portions(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts for one call of the loader each: a call writes and syncs files of its own, and holds what it loads in memory."""
    portion: list[Part] = []
    size = 0
    for part in parts:
        portion.append(part)
        size += os.path.getsize(part.path)
        if size >= PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


class _Both(io.RawIOBase):
    """Partitions as one stream for the loader: the quads of each, then the same as triples for the default graph.

    The graph is the last term of a canonical line, and there is always one. A graph is in one partition, so the lines are
    the quads.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._chunks = self._read(parts)
        self._left = memoryview(b"")

    def _read(self, parts: Sequence[Part]) -> Iterator[bytes]:
        for part in parts:
            data = Path(part.path).read_bytes()
            part.look(data)
            yield data
            yield b"".join(row[: row.rindex(b" <")] + b" .\n" for row in data.split(b"\n") if row)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return bytes(self._left) + b"".join(self._chunks)
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = memoryview(chunk)
        found, self._left = self._left[:size], self._left[size:]
        return bytes(found)


# ---------------------------------------------------------------------------------------------------------------------
# what has changed


def _exchanged(new: Path, before: Path, found: Mapping[bytes, str]) -> list[Part] | None:
    """Exchanges what has changed in a copy of the generation ``before``; None where everything has to be loaded anew."""
    last = _content(before)
    if last is None:
        return None
    gone = [part for digest, part in last.items() if digest not in found]
    kept = [part for digest, part in last.items() if digest in found]
    fresh = [Part(digest, path) for digest, path in found.items() if digest not in last]
    if len(gone) + len(fresh) > EXCHANGED * len(found):
        return None
    for part in fresh:
        part.look(Path(part.path).read_bytes())
    into = [graph for part in fresh for graph in part.graphs]
    touched = {*into, *(graph for part in gone for graph in part.graphs)}
    if len(set(into)) < len(into) or not touched.isdisjoint(graph for part in kept for graph in part.graphs):
        return None  # then a graph is in two files, and cannot be exchanged with one of them
    store = None
    try:
        _copy(before / DATABASE, new / DATABASE)
        store = OxigraphStore(pyoxigraph.Store(str(new / DATABASE)))
        for part in fresh:
            quads = read(Path(part.path).read_bytes())
            for graph in part.graphs:
                store.replace_graph(graph, (quad for quad in quads if quad.graph_name == NamedNode(graph)))
        for graph in sorted(touched - set(into)):
            store.replace_graph(graph, ())
        store.database.flush()
        return [*kept, *fresh]
    except (OSError, RuntimeError):  # a database that is damaged is no beginning
        pass
    finally:
        if store is not None:
            store.close()  # lets go of the lock
    if (new / DATABASE).exists():
        shutil.rmtree(new / DATABASE)
    return None


def _copy(database: Path, new: Path) -> None:
    new.mkdir()
    for file in database.iterdir():
        if file.suffix in _FOR_GOOD:
            try:
                os.link(file, new / file.name)
                continue
            except OSError:
                pass  # no hard links on this file system
        if file.name != "LOCK" and not file.name.startswith("LOG"):
            shutil.copy2(file, new / file.name)


def _content_written(parts: Sequence[Part]) -> bytes:
    ordered = sorted(parts, key=lambda part: part.digest)
    return msgspec.msgpack.encode(
        (
            b"".join([part.digest for part in ordered]),
            "\0".join(["\n".join(part.graphs) for part in ordered]),
            [part.quads for part in ordered],
        )
    )


def _content(generation: Path) -> dict[bytes, Part] | None:
    """What is in a generation of this format and engine, by digest."""
    marker = _marker(generation)
    if marker is None or (marker.get("format"), marker.get("engine")) != (FORMAT, engine()):
        return None
    try:
        body = unsealed((generation / CONTENT).read_bytes())
        if body is None:
            return None
        digests, graphs, quads = msgspec.msgpack.decode(body, type=tuple[bytes, str, list[int]])
    except (OSError, msgspec.DecodeError):
        return None
    return {
        digest: Part(digest, "", tuple(names.split("\n")) if names else (), many)
        for n, (names, many) in enumerate(zip(graphs.split("\0"), quads, strict=bool(quads)))
        if (digest := digests[32 * n : 32 * n + 32])
    }


def _marker(generation: Path) -> Marker | None:
    try:
        found = json.loads((generation / MARKER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("quads"), int) else None


def current(folder: Path) -> str | None:
    """The name of the generation in use, or None."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return name or None


def _prune(generations: Path, keep: set[str]) -> None:
    for generation in generations.iterdir():
        if generation.name not in keep and not generation.name.startswith("."):
            shutil.rmtree(generation, ignore_errors=True)


def open_folder(folder: Path) -> OxigraphStore:
    """The store in a folder, for reading. Raises ``StoreError`` where it is missing, damaged or of another version."""
    source = str(folder)
    name = current(folder)
    if name is None:
        raise StoreError("no graph store", source=source, hint=BUILD_AGAIN)
    generation = folder / "generations" / name
    marker = _marker(generation)
    if marker is None:
        raise StoreError("the store is damaged: its marker cannot be read", source=source, hint=BUILD_AGAIN)
    for key, wanted in (("format", FORMAT), ("engine", engine())):
        if marker.get(key) != wanted:
            raise StoreError(
                f"the store is of another version: {key} {marker.get(key)}, this program has {wanted}",
                source=source,
                hint=BUILD_AGAIN,
            )
    try:
        database = pyoxigraph.Store.read_only(str(generation / DATABASE))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store cannot be opened: {error}", source=source, hint=BUILD_AGAIN) from error
    return OxigraphStore(database, read_only=True)
