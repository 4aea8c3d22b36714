"""The shapes pass what is right, and each of them fails on a graph that is wrong in its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from graph.check import QUOTE_STANDS_THERE, check, check_graph
from graph.link_mapping import link_quads
from graph.links.link import Links
from graph.mapping import notice_quads
from graph.pairs import Pair
from graph.store import memory_store
from graph.terms import term
from graph.vocabulary import read_text
from ingest.errors import UsageError
from ingest.model import Notice

Quads = list[Quad]
Break = Callable[[Quads], Quads]


def without(kind: str, property: str) -> Break:
    """The first node of a class loses a property."""

    def broken(quads: Quads) -> Quads:
        node = next(q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(kind))
        kept = [q for q in quads if not (q.subject == node and q.predicate == term(property))]
        assert len(kept) < len(quads)
        return kept

    return broken


def instead(kind: str, property: str, value: Literal | NamedNode) -> Break:
    """The first node of a class that has the property has another value of it."""

    def broken(quads: Quads) -> Quads:
        nodes = {q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(kind)}
        found = next(q for q in quads if q.subject in nodes and q.predicate == term(property))
        return [q for q in quads if q != found] + [Quad(found.subject, found.predicate, value, found.graph_name)]

    return broken


def besides(kind: str, property: str, value: Literal | NamedNode) -> Break:
    """The first node of a class has one more value of a property."""

    def broken(quads: Quads) -> Quads:
        node = next(q.subject for q in quads if q.predicate == term("rdf:type") and q.object == term(kind))
        return [*quads, Quad(node, term(property), value, quads[0].graph_name)]

    return broken


def decimal(value: str) -> Literal:
    return Literal(value, datatype=term("xsd:decimal"))


NOWHERE = NamedNode("urn:nowhere")
NO_CONCEPT = NamedNode("https://w3id.org/policygraph/topic/no-such-topic")

#: shape → (how the graph is wrong, severity)
BROKEN: dict[str, list[tuple[Break, str]]] = {
    "Document": [
        (without("pg:Notice", "dcterms:identifier"), "violation"),
        (without("pg:Notice", "eli:is_realized_by"), "violation"),
        (instead("pg:Notice", "dcterms:language", Literal("fr")), "violation"),
        (instead("pg:Notice", "dcterms:title", Literal("no tag")), "violation"),
        (instead("pg:Notice", "pg:year", Literal("2024")), "violation"),
        (instead("pg:Notice", "eli:date_document", Literal("2024-03-01")), "violation"),
    ],
    "DocumentSays": [
        (without("pg:Notice", "dcterms:title"), "warning"),
        (without("pg:Notice", "eli:jurisdiction"), "warning"),
        (without("pg:Notice", "pg:year"), "warning"),
    ],
    "Region": [
        (instead("pg:Region", "skos:notation", Literal("99", datatype=term("pg:GBT2260"))), "violation"),
        (besides("pg:Region", "skos:prefLabel", Literal("另一名", language="zh")), "violation"),
    ],
    "Part": [
        (without("pg:Section", "eli:is_part_of"), "violation"),
        (without("pg:Clause", "pg:path"), "violation"),
        (without("pg:Clause", "pg:source"), "violation"),
        (without("pg:Section", "pg:order"), "violation"),
    ],
    "Clause": [
        (without("pg:Notice", "pg:hasClause"), "violation"),
        (without("pg:Clause", "pg:bodySource"), "violation"),
        (without("pg:Clause", "pg:hasMeasure"), "warning"),
    ],
    "Passage": [(without("pg:Passage", "pg:passageKind"), "violation")],
    "TextVersion": [
        (without("pg:TextVersion", "prov:wasGeneratedBy"), "violation"),
        (instead("pg:TextVersion", "pg:sha256", Literal("abc")), "violation"),
        (without("pg:TextVersion", "pg:text"), "violation"),
    ],
    "Run": [(without("pg:ExtractionRun", "prov:wasAssociatedWith"), "violation")],
    "StatedField": [
        (without("pg:StatedField", "pg:origin"), "violation"),
        (besides("pg:StatedField", "rdf:object", Literal("two")), "violation"),
    ],
    "Citation": [(without("pg:Citation", "pg:citedWork"), "violation")],
    "Remark": [(without("pg:Remark", "rdfs:comment"), "violation")],
    "Measure": [
        (without("pg:Clause", "pg:hasMeasure"), "violation"),
        (without("pg:Measure", "pg:certainty"), "violation"),
        (instead("pg:Measure", "dcterms:subject", NO_CONCEPT), "violation"),
        (instead("pg:Measure", "pg:instrument", NO_CONCEPT), "violation"),
        (instead("pg:Measure", "dcterms:identifier", Literal("1#1")), "violation"),
        (instead("pg:Measure", "pg:text", Literal("no tag")), "violation"),
    ],
    "ConceptMatch": [
        (without("pg:ConceptMatch", "oa:hasTarget"), "violation"),
        (instead("pg:ConceptMatch", "oa:hasBody", NO_CONCEPT), "violation"),
    ],
    "Condition": [(without("pg:Condition", "pg:text"), "violation")],
    "Responsibility": [
        (without("pg:Responsibility", "cv:hasParticipant"), "violation"),
        (instead("pg:Responsibility", "cv:role", NO_CONCEPT), "violation"),
    ],
    "Organisation": [(without("org:Organization", "skos:prefLabel"), "violation")],
    "Amount": [
        (without("pg:Amount", "schema:value"), "violation"),
        (instead("pg:Amount", "schema:value", Literal("8000")), "violation"),
        (instead("schema:MonetaryAmount", "schema:value", decimal("-1")), "violation"),
        (instead("pg:Amount", "pg:comparator", term("odrl:isA")), "violation"),
        (instead("pg:Amount", "pg:amountRole", NO_CONCEPT), "violation"),
        (without("pg:Measure", "pg:hasAmount"), "violation"),
    ],
    "MoneyOrQuantity": [
        (without("schema:MonetaryAmount", "schema:currency"), "violation"),
        (besides("schema:MonetaryAmount", "rdf:type", term("schema:QuantitativeValue")), "violation"),
        (without("schema:QuantitativeValue", "schema:unitText"), "violation"),
    ],
    "Ratio": [
        (instead("schema:QuantitativeValue", "schema:value", decimal("50")), "violation"),
        (instead("schema:QuantitativeValue", "schema:unitText", Literal("%")), "violation"),
    ],
    "Deadline": [
        (without("pg:Deadline", "pg:deadlineKind"), "violation"),
        (instead("pg:Deadline", "pg:deadlineValue", Literal("soon")), "violation"),
        (besides("pg:Deadline", "pg:earliest", Literal("2999-01-01", datatype=term("xsd:date"))), "violation"),
    ],
    "Place": [
        (without("oa:SpecificResource", "oa:hasSource"), "violation"),
        (without("oa:SpecificResource", "oa:hasSelector"), "violation"),
    ],
    "Position": [
        (without("oa:TextPositionSelector", "oa:end"), "violation"),
        (instead("oa:TextPositionSelector", "oa:start", Literal("999999", datatype=term("xsd:integer"))), "violation"),
    ],
    "Quote": [(without("oa:TextQuoteSelector", "oa:exact"), "violation")],
}
CASES = [
    pytest.param(shape, broken, severity, id=f"{shape}-{n}")
    for shape, several in BROKEN.items()
    for n, (broken, severity) in enumerate(several)
]

LINKS: dict[str, list[Break]] = {
    "Link": [
        without("pg:MeasureLink", "pg:linkFrom"),
        without("pg:MeasureLink", "pg:reviewStatus"),
        without("pg:Unpaired", "sssom:mapping_justification"),
        instead("pg:MeasureLink", "pg:linkRelation", NO_CONCEPT),
        instead("pg:MeasureLink", "pg:score", decimal("1.5")),
    ],
    "MeasureLink": [without("pg:MeasureLink", "pg:linkTo"), without("pg:MeasureLink", "pg:hasEvidence")],
    "Unpaired": [without("pg:Unpaired", "pg:comparedWith"), besides("pg:Unpaired", "pg:linkTo", NOWHERE)],
    "Evidence": [without("pg:LinkEvidence", "pg:featureValue")],
    "Run": [without("pg:LinkingRun", "prov:used")],
}
LINK_CASES = [
    pytest.param(shape, b, id=f"{shape}-{n}") for shape, several in LINKS.items() for n, b in enumerate(several)
]


@pytest.fixture(scope="module")
def quads(notice: Notice) -> Quads:
    return notice_quads(notice)


def shapes_of(results: list[Any], severity: str) -> set[str]:
    return {r.shape.rpartition("/")[2] for r in results if r.severity == severity}


def test_a_right_graph_has_no_violation_and_no_warning(quads: Quads) -> None:
    assert [r for r in check_graph(quads) if r.severity != "info"] == []


@pytest.mark.parametrize(("shape", "broken", "severity"), CASES)
def test_each_shape_fails(quads: Quads, shape: str, broken: Break, severity: str) -> None:
    assert shape in shapes_of(check_graph(broken(quads)), severity)


@pytest.mark.parametrize(("shape", "broken"), LINK_CASES)
def test_each_shape_of_links_fails(pair: Pair, links: Links, shape: str, broken: Break) -> None:
    right = link_quads(pair, links)
    assert check_graph(right) == []
    assert shape in shapes_of(check_graph(broken(right)), "violation")


def test_translation_shape(make_notice: Callable[..., Notice]) -> None:
    quads = notice_quads(make_notice(id="a-en", translation_of="a"))
    assert shapes_of(check_graph(quads), "violation") == set()
    assert "Translation" in shapes_of(check_graph(without("pg:Translation", "pg:translationOf")(quads)), "violation")
    both = besides("pg:Translation", "rdf:type", term("pg:Notice"))(quads)
    assert "Translation" in shapes_of(check_graph(both), "violation")


def test_every_shape_is_tried_here() -> None:
    shapes = rdflib.Graph().parse(data=read_text("shapes.ttl"), format="turtle")
    named = {str(s).rpartition("/")[2] for s in shapes.subjects(rdflib.RDF.type, rdflib.SH.NodeShape)}
    assert named == {*BROKEN, *LINKS, "Translation"}


def test_every_message_is_in_both_languages() -> None:
    shapes = rdflib.Graph().parse(data=read_text("shapes.ttl"), format="turtle")
    said = set(shapes.subjects(rdflib.SH.message))
    assert said
    for shape in said:
        assert {m.language for m in shapes.objects(shape, rdflib.SH.message)} == {"zh", "en"}


def test_a_quote_that_is_not_what_stands_there(quads: Quads) -> None:
    """SHACL cannot compare a quote with the text; a shifted offset must still be found."""
    broken = instead("oa:TextQuoteSelector", "oa:exact", Literal("别的字", language="zh"))(quads)
    (found,) = [r for r in check_graph(broken) if r.severity == "violation"]
    assert found.shape == QUOTE_STANDS_THERE


def test_messages_in_chinese(quads: Quads) -> None:
    broken = without("pg:Measure", "pg:certainty")(quads)
    (found,) = [r for r in check_graph(broken, language="zh") if r.severity == "violation"]
    assert (found.message, found.path, found.focus) == (
        "须有承诺强度",
        "pg:certainty",
        "https://w3id.org/policygraph/id/dongshan-2024/measure/1/1/1",
    )


def test_check_of_a_store(quads: Quads) -> None:
    broken = memory_store(without("pg:Measure", "pg:certainty")(quads))
    report = check(broken)
    assert not report.conforms
    assert report.count("violation") == 1
    assert check(broken, ["dongshan-2024"]) == report
    assert check(memory_store(quads)).conforms
    with pytest.raises(UsageError, match="no such notice"):
        check(broken, ["elsewhere-1999"])
