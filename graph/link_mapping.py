"""Links between measures as RDF: what ``graph.links`` found, in the named graph of the two notices.

A link is a node of its own with score, rank, evidence and review status (SSSOM slots where SSSOM has them), never a bare
triple: a machine found it, and who reads it must see how and may confirm or reject it. What has no counterpart is stated too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from graph import iri, literals
from graph.nquads import canonical_graph, read
from graph.pairs import Pair
from graph.rows import Value
from graph.terms import DATA, term
from graph.version import PROGRAM_VERSION

if TYPE_CHECKING:
    from graph.links.evidence import Evidence
    from graph.links.link import Links, MeasureLink, Unpaired
    from graph.reviews import Review, Reviewed

Triple = tuple[NamedNode, str, Value | None]


def link_quads(
    pair: Pair,
    links: Links,
    *,
    version: str = PROGRAM_VERSION,
    base: str = DATA,
    reviewed: Reviewed | None = None,
    scorer: str | None = None,
) -> list[Quad]:
    """The quads of the links between two notices, sorted, in their links graph; ``reviewed`` says what people decided,
    ``scorer`` which plug-in had a say (its label, with its version)."""
    return _in_graph(_Links(pair, links, version, iri.Names(base), reviewed, scorer).triples(), pair, base)


def link_data(
    pair: Pair, links: Links, *, base: str = DATA, reviewed: Reviewed | None = None, scorer: str | None = None
) -> bytes:
    """The same as canonical N-Quads: what a build writes."""
    return _data(_Links(pair, links, PROGRAM_VERSION, iri.Names(base), reviewed, scorer).triples(), pair, base)


def translation_quads(pair: Pair, *, base: str = DATA) -> list[Quad]:
    """Which clause, measure and unit of a translation renders which of the original.

    Clauses belong together by path; their measures one by one where both have the same number of them, and their units
    where both have the same roles in the same order; else not at all, for nobody knows which is which.
    """
    names, left, right = iri.Names(base), pair.left, pair.right

    def rendered(*part: str | int) -> Triple:
        kind, path, *numbers = map(str, part)
        ours, theirs = (NamedNode(names.part(notice.id, kind, path, *numbers)) for notice in (left, right))
        return ours, "pg:translationOf", theirs

    def triples() -> Iterator[Triple]:
        for path, count in left.measures.items():
            if path not in right.measures:
                continue
            yield rendered("clause", path)
            if count == right.measures[path]:
                yield from (rendered("measure", path, n) for n in range(1, count + 1))
            roles = left.roles.get(path, [])
            if list(roles) == list(right.roles.get(path, [])):
                yield from (rendered("responsibility", path, n) for n in range(1, len(roles) + 1))

    return _in_graph(triples(), pair, base)


def _in_graph(triples: Iterator[Triple], pair: Pair, base: str) -> list[Quad]:
    return read(_data(triples, pair, base))


def _data(triples: Iterator[Triple], pair: Pair, base: str) -> bytes:
    graph = NamedNode(iri.Names(base).links_graph(pair.left.id, pair.right.id))
    return canonical_graph(triples, graph)


class _Links:
    def __init__(
        self,
        pair: Pair,
        links: Links,
        version: str,
        names: iri.Names,
        reviewed: Reviewed | None = None,
        scorer: str | None = None,
    ) -> None:
        self.scorer = scorer
        self.pair, self.links, self.version, self.names = pair, links, version, names
        self.reviews = reviewed.holding if reviewed is not None else {}
        self.rejected = reviewed.rejected if reviewed is not None else ()
        asked = (scorer,) if scorer else ()
        said = "\x1f".join(("linking", pair.left.id, pair.right.id, pair.mode, version, *asked))
        self._measure = cache(self._measure_node)  # each is named in a dozen statements
        self._concept = cache(lambda scheme, name: NamedNode(iri.concept(scheme, name)))
        self.run = NamedNode(names.run(hashlib.sha256(said.encode()).hexdigest()))

    def triples(self) -> Iterator[Triple]:
        yield from self._run()
        for link in (*self.links.links, *self.rejected):
            yield from self._link(link)
        for unpaired in (*self.links.dropped, *self.links.new):
            yield from self._unpaired(unpaired)

    def _run(self) -> Iterator[Triple]:
        software = NamedNode(self.names.software(self.version))
        yield from _typed(self.run, "pg:LinkingRun", "prov:Activity")
        for notice in (self.pair.left, self.pair.right):
            yield self.run, "prov:used", NamedNode(self.names.graph(notice.id))
        yield self.run, "prov:wasAssociatedWith", software
        yield from _typed(software, "prov:SoftwareAgent")
        yield software, "rdfs:label", literals.words(f"policygraph {self.version}", "en")
        yield software, "schema:softwareVersion", literals.code(self.version)
        if self.scorer:
            plugin = NamedNode(self.names.plugin(self.scorer))
            yield self.run, "prov:wasAssociatedWith", plugin
            yield from _typed(plugin, "prov:SoftwareAgent")
            yield plugin, "rdfs:label", literals.words(f"scorer {self.scorer}", "en")
            yield plugin, "schema:softwareVersion", literals.code(self.scorer)
        graph = NamedNode(self.names.links_graph(self.pair.left.id, self.pair.right.id))
        yield from _typed(graph, "prov:Entity")
        yield graph, "prov:wasGeneratedBy", self.run

    def _statement(
        self, node: NamedNode, measure: str, relation: str, review: Review | None = None
    ) -> Iterator[Triple]:
        yield node, "pg:linkFrom", self._measure(measure)
        yield node, "pg:linkRelation", self._concept("link-relation", relation)
        status = "candidate" if review is None else "rejected" if review.decision == "reject" else "confirmed"
        yield node, "pg:reviewStatus", self._concept("review-status", status)
        yield node, "prov:wasGeneratedBy", self.run
        yield from self._review(node, review)
        yield node, "sssom:mapping_tool", literals.code("policygraph")
        yield node, "sssom:mapping_tool_version", literals.code(self.version)

    def _review(self, node: NamedNode, review: Review | None) -> Iterator[Triple]:
        """How it was found: by the program, by the program and then a person, or by a person alone."""
        if review is None or review.decision != "add":
            yield node, "sssom:mapping_justification", term("semapv:CompositeMatching")
        if review is not None:
            manual = "semapv:ManualMappingCuration" if review.decision == "add" else "semapv:MappingReview"
            yield node, "sssom:mapping_justification", term(manual)
            yield node, "sssom:reviewer_label", literals.code(review.reviewer) if review.reviewer else None
            yield node, "sssom:comment", literals.code(review.note) if review.note else None

    def _link(self, link: MeasureLink) -> Iterator[Triple]:
        node = NamedNode(self.names.link(link.left_id, link.right_id))
        yield from _typed(node, "pg:MeasureLink", "pg:LinkStatement")
        review = self.reviews.get((link.left_id, link.right_id))
        yield from self._statement(node, link.left_id, link.relation, review)
        yield node, "pg:linkTo", self._measure(link.right_id)
        yield node, "pg:score", literals.score(link.score)
        yield node, "pg:rank", literals.integer(link.rank)
        yield node, "pg:margin", literals.score(link.margin)
        for text, language in ((link.why_zh, "zh"), (link.why_en, "en")):
            if text:
                yield node, "dcterms:description", literals.words(text, language)
        for n, evidence in enumerate(link.evidence, 1):
            yield from self._evidence(node, NamedNode(f"{node.value}/evidence/{n}"), n, evidence)

    def _evidence(self, link: NamedNode, node: NamedNode, n: int, evidence: Evidence) -> Iterator[Triple]:
        yield link, "pg:hasEvidence", node
        yield from _typed(node, "pg:LinkEvidence")
        yield node, "pg:order", literals.integer(n)
        yield node, "pg:feature", literals.code(evidence.feature)
        yield node, "pg:featureValue", literals.score(evidence.value)
        quotes = (
            ("pg:leftQuote", evidence.left_quotes, self.pair.left),
            ("pg:rightQuote", evidence.right_quotes, self.pair.right),
        )
        for property, several, notice in quotes:
            for quote in several:
                yield node, property, literals.words(quote, notice.language)

    def _unpaired(self, unpaired: Unpaired) -> Iterator[Triple]:
        node = NamedNode(self.names.unpaired(unpaired.id, unpaired.compared_with))
        yield from _typed(node, "pg:Unpaired", "pg:LinkStatement")
        yield from self._statement(node, unpaired.id, unpaired.relation)
        yield node, "pg:comparedWith", NamedNode(self.names.notice(unpaired.compared_with))
        if unpaired.best_id is not None:
            yield node, "pg:bestCandidate", self._measure(unpaired.best_id)
            yield node, "pg:score", literals.score(unpaired.best_score)

    def _measure_node(self, measure: str) -> NamedNode:
        notice, path, number = iri.split_measure(measure)
        return NamedNode(self.names.measure(notice, f"{path}#{number}"))


def _typed(node: NamedNode, *names: str) -> Iterator[Triple]:
    for name in names:
        yield node, "rdf:type", term(name)
