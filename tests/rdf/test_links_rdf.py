"""Links as RDF."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from msgspec.structs import replace
from pyoxigraph import NamedNode, QuerySolutions

from graph.build import BuildReport
from graph.check import check
from graph.facts import Facts
from graph.link_mapping import link_quads, translation_quads
from graph.linking import measures_in
from graph.links.link import Links
from graph.links.measures import LinkMeasure, measures_of
from graph.mapping import notice_quads
from graph.nquads import in_order
from graph.pairs import Pair
from graph.store import Store
from graph.terms import term
from graph.vocabulary import labels
from ingest.manifest import load_manifest
from ingest.model import Notice
from ingest.notice import read_notice

ROOT = Path(__file__).parents[2]
ID = "https://w3id.org/policygraph/id/"


def test_a_link_says_what_why_and_how_sure(pair: Pair, links: Links) -> None:
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


def test_what_has_no_counterpart_is_said_too(pair: Pair, links: Links) -> None:
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
    english = dataclasses.replace(
        pair.left,
        id="dongshan-2024-en",
        language="en",
        measures={"1/1": 3, "1/2": 2, "9": 1},
        roles={"1/1": ["lead", "responsible"], "1/2": ["lead"]},
    )
    facts = Facts(translation_quads(Pair(english, pair.right, "translation")))

    def original(part: str) -> NamedNode | None:
        return facts.node(NamedNode(f"{ID}dongshan-2024-en/{part}"), "pg:translationOf")

    assert original("clause/1/1") == NamedNode(ID + "dongshan-2024/clause/1/1")
    assert original("measure/1/1/3") == NamedNode(ID + "dongshan-2024/measure/1/1/3")
    assert original("clause/1/2") is not None
    assert original("measure/1/2/1") is None
    assert original("clause/9") is None
    assert original("responsibility/1/1/2") == NamedNode(ID + "dongshan-2024/responsibility/1/1/2")
    assert original("responsibility/1/2/1") is None


# ---------------------------------------------------------------------------------------------------------------------
# measures read back from the graph


def test_measures_come_back_from_the_graph(store: Store) -> None:
    """What is compared is what the graph says, and that is what the parser found."""
    manifest = load_manifest(ROOT / "data" / "manifest.csv")
    for name in ("jixi-2022.zh.txt", "weihai-2026.zh.txt", "weihai-2020.zh.txt"):
        notice = read_notice(ROOT / "data" / "notices" / name, manifest)
        graph = f"{ID}graph/notice/{notice.id}"
        found = measures_in(Facts(in_order(store.quads(graph))))
        assert found
        assert [plain(m) for m in found] == [plain(m) for m in measures_of(notice)]


def plain(measure: LinkMeasure) -> LinkMeasure:
    amounts = tuple(replace(amount, per=tuple(sorted(set(amount.per)))) for amount in measure.amounts)
    return replace(measure, amounts=amounts, units=())


def test_facts_of_the_sample_come_back(notice: Notice) -> None:
    found = {m.local_id: m for m in measures_in(Facts(notice_quads(notice)))}
    assert [a.value for a in found["1/1#1"].amounts] == [50, 8000]
    assert found["1/1#1"].amounts[1] == notice.clauses[0].amounts[1]
    assert found["1/2#1"].certainty == "strive"
    # by span: a deadline without a measure of its own still stands in one
    assert [d.value for d in found["1/2#1"].deadlines] == ["P3WD", "P3M", "+1Y-03-31"]
    assert found["1/1#1"].units == ("东山市商务局", "东山海关")


def test_every_relation_of_the_linker_is_in_the_code_list(built: BuildReport, store: Store) -> None:
    assert built.links
    assert built.unpaired
    for graph in store.graphs():
        if "/graph/links/" in graph:
            facts = Facts(store.quads(graph))
            for link in (*facts.of_type("pg:MeasureLink"), *facts.of_type("pg:Unpaired")):
                relation = facts.node(link, "pg:linkRelation")
                assert relation is not None
                assert relation.value in labels()


def test_links_of_the_store_have_their_measures(store: Store) -> None:
    """No link points to a measure that is not there."""
    result = store.query("""PREFIX pg: <https://w3id.org/policygraph/ns#>
        SELECT ?m WHERE { ?l pg:linkFrom|pg:linkTo|pg:bestCandidate ?m FILTER NOT EXISTS { ?m a pg:Measure } }""")
    assert isinstance(result, QuerySolutions)
    assert list(result) == []


def test_every_graph_of_the_store_conforms(store: Store) -> None:
    report = check(store)
    assert [r for r in report.results if r.severity == "violation"] == []
