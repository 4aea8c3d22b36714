"""Quads of a graph, found by subject and property: what JSON-LD, tables, counts and checks read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from graph.terms import term

Value = Literal | NamedNode


class Facts:
    """An index over quads whose subjects and objects all have names. Values keep the order of the quads.

    >>> a, b = NamedNode("urn:a"), NamedNode("urn:b")
    >>> Facts([Quad(a, term("pg:hasMeasure"), b)]).nodes(a, "pg:hasMeasure") == [b]
    True
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[NamedNode, dict[NamedNode, list[Value]]] = {}
        self._types: dict[NamedNode, list[NamedNode]] = {}
        kind = term("rdf:type")
        for quad in quads:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(value, Literal | NamedNode):
                raise ValueError(f"a node without a name: {quad}")
            self.about.setdefault(subject, {}).setdefault(quad.predicate, []).append(value)
            if quad.predicate == kind and isinstance(value, NamedNode):
                self._types.setdefault(value, []).append(subject)

    def of_type(self, name: str) -> Sequence[NamedNode]:
        """The nodes of a class, in the order of the quads."""
        return self._types.get(term(name), [])

    def values(self, subject: NamedNode | None, name: str) -> Sequence[Value]:
        return self.about.get(subject, {}).get(term(name), []) if subject is not None else []

    def nodes(self, subject: NamedNode | None, name: str) -> list[NamedNode]:
        return [value for value in self.values(subject, name) if isinstance(value, NamedNode)]

    def node(self, subject: NamedNode | None, name: str) -> NamedNode | None:
        return next(iter(self.nodes(subject, name)), None)

    def texts(self, subject: NamedNode | None, name: str) -> list[str]:
        return [value.value for value in self.values(subject, name) if isinstance(value, Literal)]

    def text(self, subject: NamedNode | None, name: str, language: str | None = None) -> str | None:
        """The first literal of a property; with ``language``, the first in that language."""
        for value in self.values(subject, name):
            if isinstance(value, Literal) and (language is None or value.language == language):
                return value.value
        return None

    def number(self, subject: NamedNode | None, name: str) -> Decimal | None:
        found = self.text(subject, name)
        return None if found is None else Decimal(found)

    def in_order(self, nodes: Iterable[NamedNode]) -> list[NamedNode]:
        """Nodes by their ``pg:order``, then by name."""
        return sorted(nodes, key=lambda node: (self.number(node, "pg:order") or Decimal(0), node.value))
