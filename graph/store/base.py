"""What the rest of the program asks of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples

Result = QuerySolutions | QueryBoolean | QueryTriples


class Store(Protocol):
    """A set of quads in named graphs that can be asked.

    The default graph of a query is the merge of the named graphs (each triple once, however many graphs say it), unless the
    query says FROM: all data is in named graphs, and a query that does not care which should not have to write GRAPH.
    """

    def query(self, text: str) -> Result:
        """What a SPARQL 1.1 query gives. Raises ``SyntaxError`` (with line and column) for one that does not parse;
        ``queries.catalogue`` makes a ``QueryError`` of it, for it knows the file."""
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        ...

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds many quads. Raises ``StoreError`` on a store opened for reading."""
        ...

    def replace_graph(self, graph: str, quads: Iterable[Quad]) -> None:
        """Makes a named graph hold exactly these quads. Raises ``StoreError`` on a store opened for reading."""
        ...

    def dump(self) -> bytes:
        """Everything as canonical N-Quads (``graph.nquads``)."""
        ...

    def close(self) -> None:
        """Lets go of the files; the store cannot be used after."""
        ...
