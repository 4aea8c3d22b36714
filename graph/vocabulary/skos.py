"""A concept scheme of ``ingest/lexicon`` as SKOS.

The tables there are the one source of the schemes: experts edit them, the finders read them, and this module turns them into
triples whenever a graph is built. Every label is there, the ones that must not count too (``pg:negativeLabel``), so that the
graph says by which words a concept is recognised.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri
from graph.literals import code, script_of, words
from graph.terms import term

if TYPE_CHECKING:
    from ingest.lexicon.schemes import Concept, Scheme

#: (scheme, system of codes in the table) → datatype of the notation (SKOS 6.5.1); GTA numbers instruments and firms apart
NOTATIONS = {
    ("instrument", "GTA"): "pg:GTAType",
    ("instrument", "MAST"): "pg:MAST",
    ("instrument", "STIP"): "pg:STIP",
    ("beneficiary", "GTA"): "pg:GTAFirm",
    ("beneficiary", "STIP"): "pg:STIP",
}


def scheme_quads(scheme: Scheme, graph: NamedNode) -> Iterator[Quad]:
    """The quads of one scheme; concepts with nothing broader in it are its top concepts.

    ``broader`` of a fine concept may be a topic ("topic:aeo"): the hierarchy then goes on in that scheme, so that
    ``skos:broader+`` leads from 海外仓保险 up to its topic group without another property.
    """
    me = NamedNode(iri.scheme(scheme.id))
    yield Quad(me, term("rdf:type"), term("skos:ConceptScheme"), graph)
    for title, language in ((scheme.title_zh, "zh"), (scheme.title_en, "en")):
        for property in ("dcterms:title", "skos:prefLabel"):
            yield Quad(me, term(property), words(title, language), graph)
    for concept in scheme.concepts:
        node = NamedNode(iri.concept(scheme.id, concept.id))
        for property, value in _statements(scheme.id, concept):
            yield Quad(node, term(property), value, graph)
        above = [_named(scheme.id, broader) for broader in concept.broader]
        for broader in above:
            yield Quad(node, term("skos:broader"), broader, graph)
            yield Quad(broader, term("skos:narrower"), node, graph)
        if not any(":" not in broader for broader in concept.broader):
            yield Quad(node, term("skos:topConceptOf"), me, graph)
            yield Quad(me, term("skos:hasTopConcept"), node, graph)


def _statements(scheme: str, concept: Concept) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield "rdf:type", term("skos:Concept")
    yield "skos:inScheme", NamedNode(iri.scheme(scheme))
    yield "skos:notation", code(concept.id)
    for system, notation in concept.codes:
        datatype = NOTATIONS.get((scheme, system))
        # a system nobody told us about still shows, as a plain notation that names it
        yield "skos:notation", Literal(notation, datatype=term(datatype)) if datatype else code(f"{system}:{notation}")
    for language, label in concept.pref.items():
        yield "skos:prefLabel", words(label, language)
    for property, labels in (("skos:altLabel", concept.alt), ("pg:negativeLabel", concept.negative)):
        for language, several in labels.items():
            for label in several:
                if label != concept.pref.get(language):
                    yield property, words(label, language)
    if concept.note:
        yield "skos:scopeNote", words(concept.note, script_of(concept.note, "en"))


def _named(scheme: str, broader: str) -> NamedNode:
    other, colon, local = broader.partition(":")
    return NamedNode(iri.concept(other, local) if colon else iri.concept(scheme, broader))
