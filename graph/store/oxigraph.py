"""The embedded store: Oxigraph in a folder, built beside the old one and swapped in by one rename.

    build/store/
      CURRENT                  one line, the name of the generation in use
      generations/<name>/      store.json (format, versions, content) and oxigraph/ (the database)
      partitions/*.nq          canonical N-Quads, the source of truth (``graph.build`` writes them)

The database is only ever written before it is named in CURRENT, and only ever read after. A reader that has the old one open
keeps it: the last generation stays on disk until the next build. The name of a generation comes from its content, so that
building twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from graph.nquads import sorted_lines
from graph.store.base import Result
from graph.version import PROGRAM_VERSION
from ingest.errors import StoreError

#: raised whenever the folder layout changes
FORMAT = 1

MARKER = "store.json"
BUILD_AGAIN = "policygraph build"

_NOT_SPARQL = re.compile(
    r'"""(?s:.*?)"""|\'\'\'(?s:.*?)\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>\s]*>|#[^\n]*'
)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)


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
        # pyoxigraph would let the union override FROM
        union = not _FROM.search(_NOT_SPARQL.sub(" ", text))
        return self.database.query(text, use_default_graph_as_union=union)

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self.database.named_graphs())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        return self.database.quads_for_pattern(None, None, None, None if graph is None else NamedNode(graph))

    def load(self, quads: Iterable[Quad]) -> None:
        self._writable().bulk_extend(quads)

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        database, name = self._writable(), NamedNode(graph)
        new = {Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads}
        old = set(database.quads_for_pattern(None, None, None, name))
        database.extend(new - old)
        for quad in old - new:
            database.remove(quad)

    def dump(self) -> bytes:
        return sorted_lines([self.database.dump(format=RdfFormat.N_QUADS) or b""])

    def close(self) -> None:
        self._database = None

    def _writable(self) -> pyoxigraph.Store:
        if self._read_only:
            raise StoreError("the store is open for reading only", hint=BUILD_AGAIN)
        return self.database


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
        for part in parts:
            database.bulk_load(path=str(part), format=RdfFormat.N_QUADS)
        database.optimize()
        database.flush()
        marker: dict[str, str | int] = {
            "format": FORMAT,
            "engine": engine(),
            "program": PROGRAM_VERSION,
            "quads": len(database),
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
