"""The vocabulary as data: ontology and code lists from their files, the concept schemes from ``ingest/lexicon``.

vocabulary_quads()   everything that goes into the vocabulary graph
labels()             preferred labels of every concept, class and property, by IRI and language
read_text(name)      one of the files in this folder: ontology.ttl, codelists.ttl, shapes.ttl, context.jsonld
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph import iri
from graph.nquads import in_order
from graph.terms import SCHEMES, term
from graph.vocabulary.skos import scheme_quads

FILES = ("ontology.ttl", "codelists.ttl")


def read_text(name: str) -> str:
    """A file of this folder, as text."""
    return files("graph.vocabulary").joinpath(name).read_text(encoding="utf-8")


@cache
def vocabulary_quads() -> tuple[Quad, ...]:
    """Ontology, code lists and concept schemes in the vocabulary graph, sorted."""
    from ingest.lexicon.schemes import load_scheme

    graph = NamedNode(iri.vocabulary_graph())
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for name in FILES
        for quad in parse(read_text(name), format=RdfFormat.TURTLE)
    ]
    for scheme in SCHEMES:
        quads += scheme_quads(load_scheme(scheme), graph)
    return tuple(in_order(quads))


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """IRI → language → label: ``labels()[concept("amount-role", "cap")]["zh"]`` is 上限."""
    found: dict[str, dict[str, str]] = {}
    for quad in vocabulary_quads():
        if quad.predicate in (term("skos:prefLabel"), term("rdfs:label")) and isinstance(quad.object, Literal):
            found.setdefault(str(getattr(quad.subject, "value", "")), {})[quad.object.language or ""] = (
                quad.object.value
            )
    return found
