"""The vocabulary: bilingual, without blank nodes, generated from the tables where they are the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from graph.facts import Facts
from graph.jsonld import keys
from graph.terms import PREFIXES, term
from graph.version import PROGRAM_VERSION
from graph.vocabulary import labels, read_text, vocabulary_quads
from graph.vocabulary.skos import scheme_quads
from ingest.lexicon.schemes import SCHEMES, load_scheme


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(vocabulary_quads())


def languages(facts: Facts, node: NamedNode, property: str) -> set[str]:
    return {v.language or "" for v in facts.values(node, property) if isinstance(v, Literal)}


def test_no_blank_nodes() -> None:
    assert not any(isinstance(t, BlankNode) for q in vocabulary_quads() for t in (q.subject, q.object))


def test_classes_and_properties_are_bilingual(facts: Facts) -> None:
    kinds = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdfs:Datatype")
    terms = [node for kind in kinds for node in facts.of_type(kind)]
    assert len(terms) > 100
    for node in terms:
        assert languages(facts, node, "rdfs:label") == {"zh", "en"}, node
        assert languages(facts, node, "rdfs:comment") == {"zh", "en"}, node


def test_concepts_are_bilingual_and_in_a_scheme(facts: Facts) -> None:
    concepts = facts.of_type("skos:Concept")
    assert len(concepts) > 100
    for concept in concepts:
        assert languages(facts, concept, "skos:prefLabel") == {"zh", "en"}, concept
        (scheme,) = facts.nodes(concept, "skos:inScheme")
        assert concept.value.startswith(scheme.value + "/")
        assert concept.value.rpartition("/")[2] in facts.texts(concept, "skos:notation")


def test_code_lists_say_what_they_mean(facts: Facts) -> None:
    mine = {quad.subject for quad in parse(read_text("codelists.ttl"), format=RdfFormat.TURTLE)}
    for concept in facts.of_type("skos:Concept"):
        if concept in mine:
            assert languages(facts, concept, "skos:definition") == {"zh", "en"}, concept


def test_each_concept_has_one_preferred_label_a_language_and_no_other_name_for_it(facts: Facts) -> None:
    for concept in facts.of_type("skos:Concept"):
        preferred = facts.values(concept, "skos:prefLabel")
        assert len(preferred) == 2
        assert not set(preferred) & set(facts.values(concept, "skos:altLabel"))


@pytest.mark.parametrize("name", SCHEMES)
def test_schemes_come_from_the_tables(facts: Facts, name: str) -> None:
    scheme = load_scheme(name)
    graph = NamedNode("urn:g")
    quads = list(scheme_quads(scheme, graph))
    made = Facts(quads)
    me = NamedNode(f"https://w3id.org/policygraph/{name}")
    assert len(made.of_type("skos:Concept")) == len(scheme.concepts)
    assert {quad.graph_name for quad in quads} == {graph}
    for concept in scheme.concepts:
        node = NamedNode(f"{me.value}/{concept.id}")
        assert made.text(node, "skos:prefLabel", "zh") == concept.pref["zh"]
        negatives = {label for several in concept.negative.values() for label in several}
        assert set(made.texts(node, "pg:negativeLabel")) == negatives - set(concept.pref.values())
        assert len(made.nodes(node, "skos:broader")) == len(concept.broader)
        for broader in made.nodes(node, "skos:broader"):
            assert node in made.nodes(broader, "skos:narrower")
            assert facts.about[broader]  # the broader concept exists, in this scheme or in the topics
        local = [b for b in concept.broader if ":" not in b]
        assert (made.node(node, "skos:topConceptOf") == me) == (not local)


def test_codes_become_typed_notations(facts: Facts) -> None:
    scheme = load_scheme("instrument")
    coded = next(c for c in scheme.concepts if {s for s, _ in c.codes} >= {"GTA", "MAST"})
    node = NamedNode(f"https://w3id.org/policygraph/instrument/{coded.id}")
    types = {v.datatype for v in facts.values(node, "skos:notation") if isinstance(v, Literal)}
    assert {term("pg:GTAType"), term("pg:MAST"), term("xsd:string")} <= types


def test_labels_by_iri() -> None:
    assert labels()["https://w3id.org/policygraph/amount-role/cap"] == {"zh": "上限", "en": "cap"}


def test_files_use_the_same_prefixes() -> None:
    for name in ("ontology.ttl", "codelists.ttl", "shapes.ttl"):
        for line in read_text(name).splitlines():
            if line.startswith("@prefix "):
                _, prefix, iri, *_ = line.replace(": ", " ").split()
                if prefix not in ("sh", "s"):
                    assert iri.strip("<>") == PREFIXES[prefix], (name, prefix)


def test_every_property_of_ours_has_a_json_key(facts: Facts) -> None:
    """Except the two that only annotate the vocabulary or the datatypes."""
    properties = {*facts.of_type("owl:ObjectProperty"), *facts.of_type("owl:DatatypeProperty")}
    missing = {p.value for p in properties} - set(keys())
    assert missing == set()


def test_one_version() -> None:
    """Runs are marked with the version of the program; the package says it a second time, for setuptools."""
    import policygraph

    assert policygraph.__version__ == PROGRAM_VERSION


def test_the_page_names_what_is_there() -> None:
    """Every pg: term in docs/vocabulary.md is declared, and every code list is listed whole."""
    page = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    before, _, _ = page.partition("## What differs")
    declared = Facts(vocabulary_quads()).about
    for name in set(re.findall(r"\bpg:(\w+)", before)):
        assert term(f"pg:{name}") in declared, name
    lists = page.partition("## Code lists")[2]
    for quad in parse(read_text("codelists.ttl"), format=RdfFormat.TURTLE):
        if quad.predicate == term("skos:notation"):
            assert quad.object.value in lists  # type: ignore[union-attr]
