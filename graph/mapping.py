"""A notice as RDF: what ``ingest`` read, in the words of ``graph/vocabulary/ontology.ttl``.

    notice_quads(notice) -> list[Quad]     one named graph, sorted, no blank node, the same every time

Laws (tests hold them): every fact of the notice is a node with an IRI from ``graph.iri``; every node that stands for words
has a place in the text, by position and by quote; literals of a language are tagged; literals are in the form in which a
store gives them back; no clock, no path of a machine, no order of a hash goes into the result.

``graph.rows`` says which attribute of the model becomes which property and as what kind of value; the code here only walks the
notice and decides which node hangs on which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from graph import iri, literals, rows
from graph.deadlines import typed_values
from graph.notice_graph import NoticeGraph
from graph.nquads import in_order
from graph.terms import DATA, term
from graph.version import PROGRAM_VERSION
from ingest.model import (
    Amount,
    Citation,
    Clause,
    ConceptMatch,
    Deadline,
    Measure,
    Notice,
    Remark,
    Span,
    Stated,
    UnitMention,
)

#: elements of an official document that name units, and the role of these
ELEMENT_ROLES = {"抄送": "cc"}


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes in ``graph/vocabulary/currencies.txt``."""
    lines = (Path(__file__).parent / "vocabulary" / "currencies.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(code for line in lines if not line.startswith("#") for code in line.split())


def notice_quads(notice: Notice, *, base: str = DATA, version: str = PROGRAM_VERSION) -> list[Quad]:
    """The quads of a notice in its named graph, sorted as their N-Quads lines are.

    Raises ``UsageError`` where an id or a name gives no IRI.
    """
    writer = _Walk(notice, iri.Names(base), version)
    writer.write()
    return in_order(writer.quads)


class _Walk(NoticeGraph):
    """The walk over the notice."""

    def write(self) -> None:
        self._notice()
        self.text_version()
        self._outline()
        numbered: dict[Citation, NamedNode] = {}
        everywhere = {c for c in self.notice.cites} | {c for clause in self.notice.clauses for c in clause.citations}
        for n, citation in enumerate(sorted(everywhere, key=_citation_order), 1):
            numbered[citation] = self._citation(n, citation)
        self._cites(self.me, self.notice.cites, numbered, preamble=True)
        for clause in self.notice.clauses:
            self._clause(clause)
            self._cites(self.node("clause", clause.path), clause.citations, numbered)
        for n, passage in enumerate(self.notice.passages, 1):
            node = self.types(self.node("passage", "", n), "pg:Passage", "eli:LegalResourceSubdivision")
            self.say(self.me, "pg:hasPassage", node)
            self.say(node, "eli:is_part_of", self.me)
            self.say(node, "pg:order", literals.integer(n))
            self.fill(node, rows.PASSAGE, passage, self.language)
            self.places(node, passage.span)
        for n, element in enumerate(self.notice.elements, 1):
            node = self.types(self.node("element", "", n), "pg:Element")
            self.say(self.me, "pg:hasElement", node)
            self.say(node, "pg:order", literals.integer(n))
            self.fill(node, rows.ELEMENT, element, self.language)
            self.places(node, element.span)
        for n, remark in enumerate(_all_remarks(self.notice), 1):
            node = self.types(self.node("remark", "", n), "pg:Remark")
            self.say(self.me, "pg:hasRemark", node)
            self.fill(node, rows.REMARK, remark, self.language)
            self.places(node, remark.span)

    def _notice(self) -> None:
        notice, me = self.notice, self.me
        self.types(me, "pg:Translation" if notice.translation_of else "pg:Notice", "eli:LegalResource")
        self.say(me, "dcterms:identifier", literals.code(notice.id))
        self.say(me, "dcterms:language", literals.code(notice.language))
        if notice.translation_of:
            self.say(me, "pg:translationOf", NamedNode(self.names.notice(notice.translation_of)))
        for row in rows.FIELDS:
            stated: Stated[Any] | None = getattr(notice, row.attribute)
            if stated is not None:
                self._stated(row.attribute, row.property, row.make(stated.value, self.language), stated)
        if notice.place is not None:
            region = self.region(notice.place.value)
            self.say(me, "eli:jurisdiction", region)
            self._stated("place", "eli:jurisdiction", region, notice.place)
        for attribute, role in rows.UNIT_FIELDS:
            for n, stated in enumerate(getattr(notice, attribute), 1):
                organisation = self._unit(stated.value, role, n, stated.span, stated.origin)
                if role == "issuer":
                    self.say(me, "eli:passed_by", organisation)
        n = 0
        for element in notice.elements:
            if copied := ELEMENT_ROLES.get(element.name):
                for name, place in _listed(element.text, element.span, self.characters):
                    n += 1
                    self._unit(name, copied, n, place, "text")

    def _stated(self, attribute: str, property: str, value: rows.Value | None, stated: Stated[Any]) -> None:
        """The value itself, and (as a reified statement) where it was taken from."""
        if value is None:
            return
        self.say(self.me, property, value)
        node = self.types(self.node("field", "", attribute), "pg:StatedField")
        self.say(self.me, "pg:hasStatedField", node)
        self.say(node, "rdf:subject", self.me)
        self.say(node, "rdf:predicate", term(property))
        self.say(node, "rdf:object", value)
        self.say(node, "pg:origin", NamedNode(iri.concept("origin", stated.origin)))
        self.places(node, stated.span)

    def _unit(self, name: str, role: str, n: int, span: Span | None, origin: str) -> NamedNode:
        """A unit in a role on the notice itself."""
        node = self.types(self.node("responsibility", "", role, n), "pg:Responsibility", "cv:Participation")
        self.say(self.me, "pg:responsibility", node)
        organisation = self.organisation(name, self.resolved.get(name))
        self.say(node, "cv:hasParticipant", organisation)
        self.say(node, "cv:role", NamedNode(iri.concept("unit-role", role)))
        self.say(node, "pg:surface", rows.label(name, self.language))
        self.say(node, "pg:order", literals.integer(n))
        self.say(node, "pg:origin", NamedNode(iri.concept("origin", origin)))
        self.places(node, span)
        return organisation

    def _outline(self) -> None:
        nodes = [("section", s) for s in self.notice.sections] + [("clause", c) for c in self.notice.clauses]
        in_text = sorted(nodes, key=lambda pair: (pair[1].span, pair[1].path))
        sections = {section.path for section in self.notice.sections}
        for order, (kind, node) in enumerate(in_text, 1):
            me = self.node(kind, node.path)
            self.types(me, "pg:Section" if kind == "section" else "pg:Clause", "eli:LegalResourceSubdivision")
            self.say(self.me, "pg:hasSection" if kind == "section" else "pg:hasClause", me)
            self.say(me, "dcterms:identifier", literals.code(f"{self.id}/{node.path}"))
            self.say(me, "pg:order", literals.integer(order))
            parent = _parent(node.path, sections)
            self.say(me, "eli:is_part_of", self.node("section", parent) if parent else self.me)
            language = node.language if isinstance(node, Clause) else self.language
            self.fill(me, rows.CLAUSE if isinstance(node, Clause) else rows.SECTION, node, language)
            self.places(me, node.span)

    def _clause(self, clause: Clause) -> None:
        me, path = self.node("clause", clause.path), clause.path
        self.places(me, clause.body, "pg:bodySource")
        measures = {measure.id: measure for measure in clause.measures}
        for measure in clause.measures:
            self._measure(clause, measure)
        for n, unit in enumerate(clause.units, 1):
            self._responsibility(clause, n, unit)
        for n, amount in enumerate(clause.amounts, 1):
            self._amount(clause, n, amount, measures.get(amount.measure or ""))
        for n, deadline in enumerate(clause.deadlines, 1):
            node = self.types(self.node("deadline", path, n), "pg:Deadline", "time:TemporalEntity")
            self.say(self._holder(clause, deadline, measures), "pg:hasDeadline", node)
            self.fill(node, rows.DEADLINE, deadline, clause.language)
            if deadline.kind == "within" or deadline.bound == "min":
                self.say(node, "pg:comparator", term(rows.BOUNDS[deadline.bound]))
            for property, value in typed_values(deadline.kind, deadline.value):
                self.say(node, property, value)
            self.say(node, "pg:order", literals.integer(n))
            self.places(node, deadline.span)

    def _holder(self, clause: Clause, fact: Amount | Deadline, measures: dict[str, Measure]) -> NamedNode:
        """The measure a fact stands in, or the clause where it stands in none."""
        if fact.measure is not None and fact.measure in measures:
            return NamedNode(self.names.measure(self.id, fact.measure))
        return self.node("clause", clause.path)

    def _measure(self, clause: Clause, measure: Measure) -> None:
        me = self.types(NamedNode(self.names.measure(self.id, measure.id)), "pg:Measure")
        number = measure.id.rpartition("#")[2]
        self.say(self.node("clause", clause.path), "pg:hasMeasure", me)
        self.say(me, "dcterms:identifier", literals.code(f"{self.id}/{measure.id}"))
        self.say(me, "pg:order", literals.integer(int(number)) if number.isdecimal() else None)
        self.say(me, "prov:wasGeneratedBy", self.run)
        self.fill(me, rows.MEASURE, measure, clause.language)
        self.places(me, measure.span)
        matches = (*measure.topics, *measure.instruments, *measure.beneficiaries, *measure.concepts)
        for k, span in enumerate(sorted({match.span for match in matches}), 1):
            self._matches(clause, me, number, k, [match for match in matches if match.span == span])
        for k, condition in enumerate(measure.conditions, 1):
            node = self.types(self.node("condition", clause.path, number, k), "pg:Condition", "cv:Criterion")
            self.say(me, "pg:hasCondition", node)
            self.say(node, "pg:order", literals.integer(k))
            self.fill(node, rows.CONDITION, condition, clause.language)
            self.places(node, condition.span)

    def _matches(self, clause: Clause, measure: NamedNode, number: str, k: int, matches: list[ConceptMatch]) -> None:
        """The concepts that the same words show: one annotation with a body for each."""
        node = self.types(self.node("match", clause.path, number, k), "pg:ConceptMatch", "oa:Annotation")
        self.say(measure, "pg:hasMatch", node)
        for match in matches:
            concept = NamedNode(iri.concept(match.scheme, match.concept))
            self.say(measure, rows.SCHEME_PROPERTIES[match.scheme], concept)
            self.say(node, "oa:hasBody", concept)
        self.fill(node, rows.MATCH, matches[0], clause.language)
        self.places(node, matches[0].span, "oa:hasTarget")

    def _responsibility(self, clause: Clause, n: int, unit: UnitMention) -> None:
        node = self.types(self.node("responsibility", clause.path, n), "pg:Responsibility", "cv:Participation")
        self.say(self.node("clause", clause.path), "pg:responsibility", node)
        self.say(node, "cv:hasParticipant", self.organisation(unit.name, unit.organisation))
        self.say(node, "pg:order", literals.integer(n))
        self.fill(node, rows.UNIT, unit, clause.language)
        self.places(node, unit.span)

    def _amount(self, clause: Clause, n: int, amount: Amount, measure: Measure | None) -> None:
        money = amount.unit in currencies()
        node = self.node("amount", clause.path, n)
        self.types(node, "pg:Amount", "schema:MonetaryAmount" if money else "schema:QuantitativeValue")
        holder = self._holder(clause, amount, {measure.id: measure} if measure else {})
        self.say(holder, "pg:hasAmount", node)
        ratio = amount.unit == "%"
        self.say(node, "schema:value", literals.decimal(amount.value / 100 if ratio else amount.value))
        if money:
            self.say(node, "schema:currency", literals.code(amount.unit))
        elif ratio:
            self.say(node, "schema:unitText", literals.code("ratio"))
            self.say(node, "pg:percent", literals.decimal(amount.value))
        else:
            self.say(node, "schema:unitText", rows.label(amount.unit, clause.language))
        self.say(node, "pg:order", literals.integer(n))
        self.fill(node, rows.AMOUNT, amount, clause.language)
        self.places(node, amount.span)
        number = measure.id.rpartition("#")[2] if measure else "0"
        if amount.offer is not None:
            offer = self.types(self.node("offer", clause.path, number, amount.offer), "pg:Offer")
            self.say(holder, "pg:hasOffer", offer)
            self.say(node, "pg:inOffer", offer)
        for k, condition in enumerate(measure.conditions if measure else (), 1):
            if condition.span.covers(amount.span):
                self.say(node, "pg:inCondition", self.node("condition", clause.path, number, k))

    def _citation(self, n: int, citation: Citation) -> NamedNode:
        node = self.types(self.node("citation", "", n), "pg:Citation")
        self.say(node, "pg:order", literals.integer(n))
        self.fill(node, rows.CITATION, citation, self.language)
        self.places(node, citation.span)
        work = self.types(NamedNode(self.names.work(citation.title, citation.document_number)), "eli:LegalResource")
        self.say(work, "dcterms:title", rows.label(citation.title, self.language))
        self.say(work, "eli:id_local", rows.code(citation.document_number or "", ""))
        self.say(node, "pg:citedWork", work)
        return node

    def _cites(
        self, me: NamedNode, cites: Iterable[Citation], nodes: dict[Citation, NamedNode], *, preamble: bool = False
    ) -> None:
        openings = [p.span for p in self.notice.passages if p.kind == "preamble"] if preamble else []
        for citation in cites:
            self.say(me, "pg:hasCitation", nodes[citation])
            work = NamedNode(self.names.work(citation.title, citation.document_number))
            self.say(me, "eli:cites", work)
            if any(opening.covers(citation.span) for opening in openings):
                self.say(me, "pg:legalBasis", work)


def _parent(path: str, sections: set[str]) -> str | None:
    """The nearest section above a path: a list numbered on through its sections may skip a level."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in sections:
            return path
    return None


def _citation_order(citation: Citation) -> tuple[Span, str, str]:
    return citation.span, citation.title, citation.document_number or ""


def _all_remarks(notice: Notice) -> list[Remark]:
    """What the reader and the pipeline said, each once."""
    return list(dict.fromkeys((*notice.document.remarks, *notice.remarks)))


def _listed(text: str, span: Span, characters: str) -> list[tuple[str, Span | None]]:
    """The units in a list such as 「抄送：市委办公室，市人大常委会办公室。」 and where each stands, if it is on one line."""
    body = re.sub(r"^\s*[^：:]{1,6}[：:]", "", text)
    found: list[tuple[str, Span | None]] = []
    for name in re.split(r"[，、；;,。\n]", body):
        if name := name.strip():
            at = characters.find(name, span.start, span.end)
            found.append((name, Span(at, at + len(name)) if at >= 0 else span))
    return found
