"""Links as RDF."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode

from graph.facts import Facts
from graph.link_mapping import link_quads, translation_quads
from graph.pairs import Pair
from graph.terms import term

ID = "https://w3id.org/policygraph/id/"


def test_a_link_says_what_why_and_how_sure(pair: Pair, links: Any) -> None:
    quads = link_quads(pair, links)
    assert {quad.graph_name.value for quad in quads} == {ID + "graph/links/dongshan-2020/dongshan-2024"}
    facts = Facts(quads)
    (link,) = facts.of_type("pg:MeasureLink")
    assert link.value == ID + "link/dongshan-2020/1/1/1/to/dongshan-2024/1/1/1"
    assert facts.node(link, "pg:linkFrom") == NamedNode(ID + "dongshan-2020/measure/1/1/1")
    assert facts.node(link, "pg:linkTo") == NamedNode(ID + "dongshan-2024/measure/1/1/1")
    assert facts.node(link, "pg:linkRelation") == NamedNode("https://w3id.org/policygraph/link-relation/strengthens")
    assert facts.text(link, "pg:score") == "0.8765"
    assert facts.text(link, "dcterms:description", "zh") == "上限提高"
    assert facts.node(link, "pg:reviewStatus") == NamedNode("https://w3id.org/policygraph/review-status/candidate")
    assert facts.node(link, "sssom:mapping_justification") == term("semapv:CompositeMatching")
    (evidence,) = facts.nodes(link, "pg:hasEvidence")
    assert facts.text(evidence, "pg:featureValue") == "0.1235"
    assert facts.texts(evidence, "pg:rightQuote") == ["境外展会", "标准展位"]


def test_what_has_no_counterpart_is_said_too(pair: Pair, links: Any) -> None:
    facts = Facts(link_quads(pair, links))
    dropped, new = facts.of_type("pg:Unpaired")
    assert dropped.value == ID + "unpaired/dongshan-2020/1/2/1/in/dongshan-2024"
    assert facts.node(dropped, "pg:bestCandidate") == NamedNode(ID + "dongshan-2024/measure/1/2/1")
    assert facts.text(dropped, "pg:score") == "0.3"
    assert facts.node(new, "pg:comparedWith") == NamedNode(ID + "dongshan-2020")
    assert facts.node(new, "pg:bestCandidate") is None
    assert facts.text(new, "pg:score") is None


def test_translations_belong_together_by_path(pair: Pair) -> None:
    """Measures only where both sides have the same number: else nobody knows which is which."""
    english = replace(pair.left, id="dongshan-2024-en", language="en", measures={"1/1": 3, "1/2": 2, "9": 1})
    facts = Facts(translation_quads(Pair(english, pair.right, "translation")))

    def original(part: str) -> NamedNode | None:
        return facts.node(NamedNode(f"{ID}dongshan-2024-en/{part}"), "pg:translationOf")

    assert original("clause/1/1") == NamedNode(ID + "dongshan-2024/clause/1/1")
    assert original("measure/1/1/3") == NamedNode(ID + "dongshan-2024/measure/1/1/3")
    assert original("clause/1/2") is not None
    assert original("measure/1/2/1") is None
    assert original("clause/9") is None
