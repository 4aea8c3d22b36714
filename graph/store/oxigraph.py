"""Oxigraph as a store: in memory, or a database in a folder (``graph.store.folder`` builds and opens it).

The default graph of the database is the merge of its named graphs, written out: what two notices both say (the name of a
region) is there once, as SPARQL wants it. Oxigraph's own union of graphs gives such a triple twice and counts go wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from graph.nquads import canonical
from graph.store.base import Result
from ingest.errors import StoreError

#: what to try where a store is missing or damaged
BUILD_AGAIN = "policygraph build"


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
