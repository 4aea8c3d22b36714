"""The embedded store: Oxigraph in a folder, built beside the old one and swapped in by one rename.

    build/store/
      CURRENT                  one line, the name of the generation in use
      generations/<name>/      store.json (format, versions, content) and oxigraph/ (the database)
      partitions/*.nq          canonical N-Quads, the source of truth (``graph.build`` writes them)

The default graph of the database is the merge of its named graphs, written out: what two notices both say (the name of a
region) is there once, as SPARQL wants it. Oxigraph's own union of graphs gives such a triple twice and counts go wrong.

The database is only ever written before it is named in CURRENT, and only ever read after. A reader that has the old one open
keeps it: the last generation stays on disk until the next build. The name of a generation comes from its content, so that
building twice changes nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, cast
from uuid import uuid4

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat

from graph.nquads import canonical
from graph.store.base import Result
from graph.version import PROGRAM_VERSION
from ingest.errors import StoreError

#: raised whenever the folder layout changes
FORMAT = 2

#: how many bytes of N-Quads go into the loader at a time: some 150,000 quads (twice, for the merge), 400 MB of memory
PORTION = 32_000_000

MARKER = "store.json"
BUILD_AGAIN = "policygraph build"


def engine() -> str:
    """The database and its version, as far as its files depend on it: "oxigraph 0.5"."""
    return "oxigraph " + ".".join(pyoxigraph.__version__.split(".")[:2])


class OxigraphStore:
    """A store in memory, or one in a folder opened for reading.

    >>> store = OxigraphStore()
    >>> store.load([Quad(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b"), NamedNode("urn:g"))])
    >>> [row["s"].value for row in store.query("SELECT ?s WHERE { ?s ?p ?o }")]
    ['urn:a']
    """

    def __init__(self, database: pyoxigraph.Store | None = None, *, read_only: bool = False) -> None:
        self._database: pyoxigraph.Store | None = pyoxigraph.Store() if database is None else database
        self._read_only = read_only

    @property
    def database(self) -> pyoxigraph.Store:
        """The pyoxigraph store itself."""
        if self._database is None:
            raise StoreError("the store is closed")
        return self._database

    def query(self, text: str) -> Result:
        return self.database.query(text)

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self.database.named_graphs())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        if graph is not None:
            return self.database.quads_for_pattern(None, None, None, NamedNode(graph))
        return chain.from_iterable(map(self.quads, self.graphs()))

    def load(self, quads: Iterable[Quad]) -> None:
        database = self._writable()
        database.bulk_extend(both for quad in quads for both in (quad, _merged(quad)))

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        database, name = self._writable(), NamedNode(graph)
        new = {Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads}
        old = set(database.quads_for_pattern(None, None, None, name))
        database.extend(both for quad in new - old for both in (quad, _merged(quad)))
        for quad in old - new:
            database.remove(quad)
            said = database.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if all(isinstance(other.graph_name, DefaultGraph) for other in said):
                database.remove(_merged(quad))

    def dump(self) -> bytes:
        return canonical(self.quads())

    def close(self) -> None:
        self._database = None

    def _writable(self) -> pyoxigraph.Store:
        if self._read_only:
            raise StoreError("the store is open for reading only", hint=BUILD_AGAIN)
        return self.database


def _merged(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _portions(parts: Sequence[Path]) -> Iterator[list[Path]]:
    """Parts for one call of the loader each: a call writes and syncs files of its own, and holds what it loads in memory."""
    portion: list[Path] = []
    size = 0
    for part in parts:
        portion.append(part)
        size += part.stat().st_size
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

    def __init__(self, parts: Sequence[Path]) -> None:
        self.quads = 0
        self._chunks = self._read(parts)
        self._left = memoryview(b"")

    def _read(self, parts: Sequence[Path]) -> Iterator[bytes]:
        for part in parts:
            data = part.read_bytes()
            self.quads += data.count(b"\n")
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


def write_folder(folder: Path, parts: Sequence[Path]) -> int:
    """Loads N-Quads files into a new generation and swaps it in; gives the number of quads.

    Where the store already holds exactly these files, it is left alone. Raises ``StoreError`` if it cannot be written.
    """
    content = sorted({hashlib.sha256(part.read_bytes()).hexdigest() for part in parts})
    name = hashlib.sha256("\0".join((str(FORMAT), engine(), *content)).encode()).hexdigest()[:16]
    generations = folder / "generations"
    try:
        generations.mkdir(parents=True, exist_ok=True)
        marker = _marker(generations / name)
        if marker is None:
            marker = _fill(generations, name, parts)
        if current(folder) != name:
            before = current(folder)
            _point(folder, name)
            _prune(generations, keep={name, before or name})
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror or error}", source=str(folder)) from error
    return int(marker["quads"])


def _fill(generations: Path, name: str, parts: Sequence[Path]) -> dict[str, str | int]:
    new = generations / f".new-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        new.mkdir()  # not mkdtemp: its folders are for their owner only
        database = pyoxigraph.Store(str(new / "oxigraph"))
        quads = 0
        for portion in _portions(parts):
            stream = _Both(portion)
            database.bulk_load(cast(IO[bytes], stream), format=RdfFormat.N_QUADS)
            quads += stream.quads
        database.optimize()
        database.flush()
        marker: dict[str, str | int] = {
            "format": FORMAT,
            "engine": engine(),
            "program": PROGRAM_VERSION,
            "quads": quads,
        }
        del database  # lets go of the lock
        (new / MARKER).write_text(json.dumps(marker, indent=1) + "\n", encoding="utf-8")
        shutil.rmtree(generations / name, ignore_errors=True)  # one that was left half done
        os.rename(new, generations / name)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return marker


def _marker(generation: Path) -> dict[str, str | int] | None:
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


def _point(folder: Path, name: str) -> None:
    temporary = folder / f".CURRENT-{os.getpid()}"
    temporary.write_text(name + "\n", encoding="utf-8")
    os.replace(temporary, folder / "CURRENT")


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
        database = pyoxigraph.Store.read_only(str(generation / "oxigraph"))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the store cannot be opened: {error}", source=source, hint=BUILD_AGAIN) from error
    return OxigraphStore(database, read_only=True)
