"""A notice read back from the graph: what a comparison shows, without the file it came from.

The graph keeps the characters of the text and the place of every fact, so a stored notice can be compared, highlighted and
cited like one that was just parsed. What it does not keep (spans of the fields, geometry, elements) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar, cast, get_args

from pyoxigraph import NamedNode

from graph.facts import Facts
from graph.linking import NoticeReading
from graph.rows import SCHEME_PROPERTIES
from graph.store.base import Store
from ingest.errors import UsageError
from ingest.model import (
    Amount,
    Certainty,
    Clause,
    ConceptMatch,
    Condition,
    Deadline,
    Document,
    Language,
    Measure,
    Notice,
    Section,
    Span,
    Stated,
    UnitMention,
    UnitRole,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as a store has it; ``version`` is that of the program that read it."""

    notice: Notice
    version: str


def stored_notice(store: Store, which: str) -> StoredNotice:
    """The notice with this id, or the one of "place:year". Raises ``UsageError`` where the store has none, or several."""
    graphs = {graph.rpartition("/")[2]: graph for graph in store.graphs() if "/graph/notice/" in graph}
    id = which if which in graphs else _of_place(store, which)
    if id is None or id not in graphs:
        raise UsageError(f"no notice {which!r} in the store", hint=", ".join(sorted(graphs)) or "policygraph build")
    facts = Facts(store.quads(graphs[id]))
    return StoredNotice(notice_in(facts), version_in(facts))


def same_version(left: StoredNotice, right: StoredNotice) -> None:
    """Raises ``UsageError`` where two notices were read by different versions of the program.

    What one version cuts into two measures another may keep as one, and then what seems new or dropped is the program's doing.
    """
    if left.version != right.version:
        a, b = (f"{stored.notice.id} by {stored.version}" for stored in (left, right))
        raise UsageError(
            f"read by different versions of the program: {a}, {b}",
            hint="policygraph build, or --allow-versions",
        )


def version_in(facts: Facts) -> str:
    """The version of the program that read the notice of a graph; "" where the graph does not say."""
    for run in facts.of_type("pg:ExtractionRun"):
        software = facts.node(run, "prov:wasAssociatedWith")
        return facts.text(software, "schema:softwareVersion") or ""
    return ""


def notice_in(facts: Facts) -> Notice:
    """The notice of a notice graph."""
    (root,) = [*facts.of_type("pg:Notice"), *facts.of_type("pg:Translation")]
    return _Whole(facts, root).notice()


def _of_place(store: Store, which: str) -> str | None:
    place, colon, year = which.replace("：", ":").rpartition(":")
    if not colon or not year.isdigit():
        return None
    found: dict[str, set[str]] = {}
    for graph in store.graphs():
        if "/graph/notice/" not in graph:
            continue
        facts = Facts(store.quads(graph))
        for root in facts.of_type("pg:Notice"):
            region = facts.node(root, "eli:jurisdiction")
            names = {name.casefold() for name in facts.texts(region, "skos:prefLabel")}
            names |= {name.removesuffix("市") for name in names} | {(region.value if region else "").rpartition("/")[2]}
            if place.casefold() in names and facts.number(root, "pg:year") == Decimal(year):
                found.setdefault(facts.text(root, "dcterms:identifier") or "", set())
    if len(found) > 1:
        raise UsageError(f"{which!r} is more than one notice", hint=", ".join(sorted(found)))
    return next(iter(found), None)


class _Whole(NoticeReading):
    """Reads a notice back, outline and frame included."""

    def notice(self) -> Notice:
        facts, root = self.facts, self.root
        region = facts.node(root, "eli:jurisdiction")
        year = facts.number(root, "pg:year")
        code = (region.value if region is not None else "").rpartition("/region/")[2]
        return Notice(
            id=self.id,
            language=self.language,
            document=self.document(),
            title=self.stated("dcterms:title"),
            notice_title=self.stated("pg:noticeTitle"),
            document_number=self.stated("eli:id_local"),
            issuers=tuple(Stated(value=name) for name in self.named_units("issuer")),
            addressees=tuple(Stated(value=name) for name in self.named_units("addressee")),
            issued_on=self.day("eli:date_document"),
            printed_on=self.day("pg:printedOn"),
            place=Stated(value=self.place) if self.place else None,
            place_en=facts.text(region, "skos:prefLabel", "en"),
            region_code=code if code.isdigit() else None,
            year=Stated(value=int(year)) if year is not None else None,
            valid_from=self.day("eli:first_date_entry_in_force"),
            valid_until=self.day("eli:date_no_longer_in_force"),
            valid_for=self.stated("pg:validFor"),
            translation_of=(facts.node(root, "pg:translationOf") or NamedNode("urn:/")).value.rpartition("/")[2]
            or None,
            sections=tuple(self.sections()),
            clauses=tuple(self.clauses()),
        )

    def document(self) -> Document:
        facts = self.facts
        text = facts.node(self.root, "eli:is_realized_by")
        file = facts.node(text, "prov:wasDerivedFrom")
        return Document(
            text=facts.text(text, "pg:text") or "",
            source=facts.text(file, "pg:fileName") or self.id,
            format=facts.text(file, "dcterms:format") or "",
            sha256=facts.text(file, "pg:sha256") or "",
            encoding=facts.text(file, "pg:encoding"),
        )

    def stated(self, property: str) -> Stated[str] | None:
        value = self.facts.text(self.root, property)
        return None if value is None else Stated(value=value)

    def day(self, property: str) -> Stated[date] | None:
        value = self.facts.text(self.root, property)
        return None if value is None else Stated(value=date.fromisoformat(value))

    def named_units(self, role: str) -> Iterator[str]:
        for node in self.facts.in_order(self.facts.nodes(self.root, "pg:responsibility")):
            if self.code(node, "cv:role") == role:
                yield self.facts.text(node, "pg:surface") or ""

    def sections(self) -> Iterator[Section]:
        for node in self.facts.in_order(self.facts.nodes(self.root, "pg:hasSection")):
            yield Section(
                path=self.facts.text(node, "pg:path") or "",
                label=self.facts.text(node, "eli:number") or "",
                heading=self.facts.text(node, "dcterms:title") or "",
                span=self.span(node),
                page=self.page(node),
            )

    def clauses(self) -> Iterator[Clause]:
        facts = self.facts
        for node in facts.in_order(facts.nodes(self.root, "pg:hasClause")):
            measures = facts.in_order(facts.nodes(node, "pg:hasMeasure"))
            local = {m: (facts.text(m, "dcterms:identifier") or "").removeprefix(f"{self.id}/") for m in measures}
            yield Clause(
                path=facts.text(node, "pg:path") or "",
                label=facts.text(node, "eli:number") or "",
                heading=facts.text(node, "dcterms:title"),
                span=self.span(node),
                body=self.span(node, "pg:bodySource"),
                text=facts.text(node, "pg:text") or "",
                page=self.page(node),
                language=cast(Language, self.tongue(node)),
                units=tuple(self.unit(unit) for unit in facts.in_order(facts.nodes(node, "pg:responsibility"))),
                amounts=tuple(self.sorted([self.amount(*held) for held in self.held(node, local, "pg:hasAmount")])),
                deadlines=tuple(
                    self.sorted([self.deadline(*held) for held in self.held(node, local, "pg:hasDeadline")])
                ),
                measures=tuple(self.measure(m, local[m]) for m in measures),
            )

    @staticmethod
    def sorted(facts: list[T]) -> list[T]:
        return sorted(facts, key=lambda fact: cast(Amount | Deadline, fact).span)

    def measure(self, node: NamedNode, id: str) -> Measure:
        facts = self.facts
        certainty = self.code(node, "pg:certainty")
        assert certainty in get_args(Certainty)
        matches: dict[str, list[ConceptMatch]] = {scheme: [] for scheme in SCHEME_PROPERTIES}
        for match in facts.nodes(node, "pg:hasMatch"):
            for body in facts.nodes(match, "oa:hasBody"):  # the same words may show several concepts
                scheme, concept = body.value.rsplit("/", 2)[-2:]
                found = ConceptMatch(
                    span=self.span(match, "oa:hasTarget"),
                    quote=facts.text(match, "pg:surface") or "",
                    scheme=scheme,
                    concept=concept,
                )
                matches.setdefault(scheme, []).append(found)
        for several in matches.values():
            several.sort(key=lambda match: (match.span, match.concept))
        return Measure(
            id=id,
            span=self.span(node),
            text=facts.text(node, "pg:text") or "",
            certainty=cast(Certainty, certainty),
            topics=tuple(matches["topic"]),
            instruments=tuple(matches["instrument"]),
            beneficiaries=tuple(matches["beneficiary"]),
            concepts=tuple(matches["concept"]),
            conditions=tuple(
                Condition(span=self.span(condition), quote=facts.text(condition, "pg:text") or "")
                for condition in facts.in_order(facts.nodes(node, "pg:hasCondition"))
            ),
        )

    def unit(self, node: NamedNode) -> UnitMention:
        facts = self.facts
        organisation = facts.node(node, "cv:hasParticipant")
        return UnitMention(
            span=self.span(node),
            name=facts.text(node, "pg:surface") or "",
            role=cast(UnitRole, self.code(node, "cv:role")),
            organisation=facts.text(organisation, "skos:prefLabel", "zh") or facts.text(organisation, "skos:prefLabel"),
            inherited=facts.text(node, "pg:inherited") == "true",
            rule=facts.text(node, "pg:rule") or "",
        )

    def page(self, node: NamedNode) -> int | None:
        found = self.facts.number(node, "pg:page")
        return None if found is None else int(found)

    def tongue(self, node: NamedNode) -> str:
        """The language of a clause: that of its text."""
        return "en" if self.facts.text(node, "pg:text", "en") is not None else "zh"

    def span(self, node: NamedNode, property: str = "pg:source") -> Span:
        place = self.facts.node(node, property)
        offsets = {}
        for name in ("start", "end"):
            for selector in self.facts.nodes(place, "oa:hasSelector"):
                found = self.facts.number(selector, f"oa:{name}")
                if found is not None:
                    offsets[name] = int(found)
        return Span(offsets.get("start", 0), offsets.get("end", 0))
