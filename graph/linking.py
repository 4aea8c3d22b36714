"""From the partitions of two notices to the partition of their links.

The linker works on measures; here they are read back from the graph of a notice, not from its file: a notice that has not
changed is compared with new ones without being parsed again, and what is compared is what the graph says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast, get_args

from pyoxigraph import NamedNode

from graph.facts import Facts
from graph.link_mapping import link_data, translation_quads
from graph.links.link import link_profiles
from graph.links.measures import LinkMeasure, read_measure
from graph.links.ready import AtHand, ready_bytes
from graph.links.scorer import Scorer
from graph.nquads import canonical, read
from graph.pairs import Pair
from graph.reviews import Review, checked, reviewed, settled
from graph.rows import COMPARATORS
from graph.terms import DATA, term
from ingest.errors import PolicyGraphError, ReviewError
from ingest.model import Amount, AmountRole, Certainty, Comparator, Deadline, DeadlineKind, Language, Span

_SIGNS = {term(name): cast(Comparator, sign) for sign, name in COMPARATORS.items()}

_AT_HAND = AtHand()


def link_pair(
    pair: Pair,
    left: bytes | None,
    right: bytes | None,
    *,
    base: str = DATA,
    reviews: Sequence[Review] = (),
    scorer: Scorer | None = None,
) -> bytes:
    """Canonical N-Quads of the links between two notices; ``left`` and ``right`` are their measures (``ready_of``), which a
    translation does without.

    The decisions of ``reviews`` win over the linker (``graph.reviews``); those that no longer hold are left out.
    ``scorer`` is a likeness of texts of the user's own (``graph.links.scorer``).
    """
    if pair.mode == "translation" or left is None or right is None:
        return canonical(translation_quads(pair, base=base))
    mine, theirs = _AT_HAND(left).profiles, _AT_HAND(right).profiles
    found = link_profiles(mine, theirs, pair.mode, scorer=scorer)
    decided = reviewed(found, reviews, {p.measure.id: p.measure.text for p in (*mine, *theirs)}, pair.mode)
    return link_data(pair, decided.links, base=base, reviewed=decided, scorer=scorer.label if scorer else None)


def refused(pair: Pair, left: bytes, right: bytes, reviews: Sequence[Review]) -> list[PolicyGraphError]:
    """What is wrong with the decisions about two notices: their texts have changed since."""
    if pair.mode == "translation":
        return []
    texts = {p.measure.id: p.measure.text for side in (left, right) for p in _AT_HAND(side).profiles}
    found: list[PolicyGraphError] = []
    for review in reviews:
        try:
            checked(settled(review, texts), pair.mode)
        except ReviewError as error:
            found.append(error)
    return found


def wanted(notice: bytes, when: int) -> None:
    """Says when the measures of a notice (``ready_of``) will be wanted again, so that they are kept at hand or not."""
    _AT_HAND.wanted(notice, when)


def let_go() -> None:
    """Lets go of the notices that are at hand: some hundred megabytes, when the work is done."""
    _AT_HAND.let_go()


def ready_of(partition: bytes) -> bytes:
    """The measures of a notice as the linker wants them (``graph.links.ready``), from its partition."""
    return ready_bytes(measures_in(Facts(read(partition))))


def measures_in(facts: Facts) -> list[LinkMeasure]:
    """The measures of a notice graph, in the order of the text, as ``graph.links.measures.measures_of`` gives them.

    Two things differ: units go by the full names of their organisations, and the scopes of an amount (``per``) are sorted.
    """
    (root,) = [*facts.of_type("pg:Notice"), *facts.of_type("pg:Translation")]
    return list(NoticeReading(facts, root).measures())


class NoticeReading:
    """The facts of a notice read back from its named graph; ``graph.stored_notice`` reads the rest of it."""

    def __init__(self, facts: Facts, root: NamedNode) -> None:
        self.facts, self.root = facts, root
        self.id = facts.text(root, "dcterms:identifier") or ""
        self.language = cast(Language, facts.text(root, "dcterms:language") or "zh")
        region = facts.node(root, "eli:jurisdiction")
        self.place = facts.text(region, "skos:prefLabel", self.language) or facts.text(region, "skos:prefLabel") or ""
        year = facts.number(root, "pg:year")
        self.year = None if year is None else int(year)
        self.headings = {
            facts.text(section, "pg:path"): facts.text(section, "dcterms:title")
            for section in facts.nodes(root, "pg:hasSection")
        }

    def measures(self) -> Iterator[LinkMeasure]:
        facts = self.facts
        for clause in facts.in_order(facts.nodes(self.root, "pg:hasClause")):
            nodes = facts.in_order(facts.nodes(clause, "pg:hasMeasure"))
            local = {node: (facts.text(node, "dcterms:identifier") or "").removeprefix(f"{self.id}/") for node in nodes}
            amounts = [self.amount(*found) for found in self.held(clause, local, "pg:hasAmount")]
            deadlines = [self.deadline(*found) for found in self.held(clause, local, "pg:hasDeadline")]
            path = facts.text(clause, "pg:path") or ""
            units = facts.in_order(facts.nodes(clause, "pg:responsibility"))
            for node in nodes:
                span, id = self.span(node), local[node]
                certainty = self.code(node, "pg:certainty")
                assert certainty in get_args(Certainty)
                yield read_measure(
                    notice=self.id,
                    local_id=id,
                    text=facts.text(node, "pg:text") or "",
                    place=self.place,
                    year=self.year,
                    language=self.language,
                    heading=facts.text(clause, "dcterms:title"),
                    section_heading=self.headings.get(path.rpartition("/")[0]),
                    certainty=cast(Certainty, certainty),
                    amounts=tuple(a for a in amounts if a.measure == id or span.covers(a.span)),
                    deadlines=tuple(d for d in deadlines if d.measure == id or span.covers(d.span)),
                    units=tuple(self.name(facts.node(unit, "cv:hasParticipant")) for unit in units),
                )

    def held(
        self, clause: NamedNode, local: dict[NamedNode, str], property: str
    ) -> Iterator[tuple[NamedNode, str | None]]:
        """The facts of a clause and of its measures in the order of the text, each with its measure."""
        of: dict[NamedNode, str | None] = dict.fromkeys(self.facts.nodes(clause, property))
        for measure, id in local.items():
            of.update(dict.fromkeys(self.facts.nodes(measure, property), id))
        for fact in self.facts.in_order(of):
            yield fact, of[fact]

    def amount(self, node: NamedNode, measure: str | None) -> Amount:
        facts = self.facts
        percent = facts.number(node, "pg:percent")
        value = percent if percent is not None else facts.number(node, "schema:value")
        comparator, tier = facts.node(node, "pg:comparator"), facts.number(node, "pg:tier")
        offer = self.code(node, "pg:inOffer")
        assert value is not None
        assert comparator is not None
        return Amount(
            span=self.span(node),
            quote=facts.text(node, "pg:surface") or "",
            value=value,
            unit=facts.text(node, "pg:unit") or "",
            comparator=_SIGNS[comparator],
            role=cast(AmountRole, self.code(node, "pg:amountRole")),
            basis=facts.text(node, "pg:basis"),
            tier=None if tier is None else int(tier),
            per=tuple(facts.texts(node, "pg:per")),
            offer=int(offer) if offer else None,
            rule=facts.text(node, "pg:rule") or "",
            measure=measure,
        )

    def deadline(self, node: NamedNode, measure: str | None) -> Deadline:
        facts = self.facts
        return Deadline(
            span=self.span(node),
            quote=facts.text(node, "pg:surface") or "",
            kind=cast(DeadlineKind, self.code(node, "pg:deadlineKind")),
            value=facts.text(node, "pg:deadlineValue"),
            inferred=facts.text(node, "pg:inferred") == "true",
            bound="min" if facts.node(node, "pg:comparator") == term("odrl:gteq") else "max",
            due=facts.text(node, "pg:due"),
            trigger=facts.text(node, "pg:trigger"),
            rule=facts.text(node, "pg:rule") or "",
            measure=measure,
        )

    def name(self, organisation: NamedNode | None) -> str:
        """The Chinese name of an organisation, else the only one it has."""
        found = self.facts.text(organisation, "skos:prefLabel", "zh") or self.facts.text(organisation, "skos:prefLabel")
        return found or ""

    def code(self, node: NamedNode, property: str) -> str:
        found = self.facts.node(node, property)
        return found.value.rpartition("/")[2] if found is not None else ""

    def span(self, node: NamedNode) -> Span:
        selectors = self.facts.nodes(self.facts.node(node, "pg:source"), "oa:hasSelector")
        start, end = (
            next(n for s in selectors if (n := self.facts.number(s, f"oa:{name}")) is not None)
            for name in ("start", "end")
        )
        return Span(int(start), int(end))
