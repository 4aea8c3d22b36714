"""Is the graph as it should be? SHACL shapes over each notice, and the one law they cannot say: a quote is what stands there.

The shapes (``graph/vocabulary/shapes.ttl``) are run per named graph, with the vocabulary beside it: notices are independent of
each other, and a validator that holds one notice at a time stays small. pyshacl and rdflib are loaded when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pyoxigraph import Quad, RdfFormat, serialize

from graph import iri
from graph.facts import Facts
from graph.store.base import Store
from graph.terms import ROOT, short, term
from graph.vocabulary import read_text, vocabulary_quads
from ingest.errors import UsageError

if TYPE_CHECKING:
    from rdflib import Graph

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")

#: the law that SHACL does not state, named like a shape
QUOTE_STANDS_THERE = ROOT + "shapes/QuoteStandsThere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One finding: ``focus`` is the node, ``path`` the property (short), ``value`` what is wrong, ``shape`` the rule."""

    graph: str
    focus: str
    path: str
    value: str
    message: str
    severity: Severity
    shape: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was checked and what was found, in the order of the graphs."""

    graphs: tuple[str, ...]
    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """True if there is no violation; warnings and infos say what a notice leaves out."""
        return not any(result.severity == "violation" for result in self.results)

    def count(self, severity: Severity) -> int:
        return sum(result.severity == severity for result in self.results)


def check(store: Store, notices: Sequence[str] = (), *, language: str = "en") -> CheckReport:
    """Checks the graphs of these notices, or every notice and every pair of linked notices.

    Raises ``UsageError`` for a notice that is not in the store.
    """
    known = [graph for graph in store.graphs() if graph != iri.vocabulary_graph()]
    if notices:
        wanted = [
            graph for graph in known if "/graph/notice/" in graph and graph.rpartition("/")[2] in _segments(notices)
        ]
        if len(wanted) < len(set(notices)):
            names = ", ".join(graph.rpartition("/")[2] for graph in known if "/graph/notice/" in graph)
            raise UsageError(f"no such notice in the store: {', '.join(notices)}", hint=names)
        known = wanted
    results: list[Result] = []
    for graph in known:
        results += check_graph(list(store.quads(graph)), graph=graph, language=language)
    return CheckReport(tuple(known), tuple(results))


def _segments(notices: Iterable[str]) -> set[str]:
    return {iri.segment(notice) for notice in notices}


def check_graph(quads: Sequence[Quad], *, graph: str = "", language: str = "en") -> list[Result]:
    """The findings in one named graph, sorted; ``language`` chooses the messages (zh or en)."""
    from pyshacl import validate

    data = _rdflib([*quads, *_known()])
    _, report, _ = validate(data, shacl_graph=_shapes(), inference="none", advanced=False, meta_shacl=False)
    found = [*_results(report, graph, language), *_quotes(quads, graph)]
    return sorted(found, key=lambda r: (SEVERITIES.index(r.severity), r.focus, r.shape, r.path, r.value, r.message))


def _rdflib(quads: Iterable[Quad]) -> Graph:
    from rdflib import Graph

    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=written or b"", format="nt")


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(data=read_text("shapes.ttl"), format="turtle")


@cache
def _known() -> tuple[Quad, ...]:
    """The types of what the vocabulary declares: a shape asks whether a value is a declared concept."""
    return tuple(quad for quad in vocabulary_quads() if quad.predicate == term("rdf:type"))


def _results(report: Any, graph: str, language: str) -> list[Result]:
    from rdflib import RDF, SH

    found = []
    for node in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(report.objects(node, SH.resultMessage), key=lambda m: (m.language != language, str(m)))
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2].lower()
        shape = report.value(node, SH.sourceShape)
        found.append(
            Result(
                graph=graph,
                focus=str(report.value(node, SH.focusNode)),
                path=_path(report.value(node, SH.resultPath)),
                value=str(report.value(node, SH.value) or ""),
                message=str(messages[0]) if messages else "",
                severity=severity if severity in SEVERITIES else "violation",
                shape=_shape(shape),
            )
        )
    return found


def _path(node: Any) -> str:
    from rdflib import SH, URIRef

    if node is None:
        return ""
    if isinstance(node, URIRef):
        return short(str(node))
    inverse = _shapes().value(node, SH.inversePath)
    return f"^{short(str(inverse))}" if inverse is not None else ""


def _shape(node: Any) -> str:
    """The named shape that a finding comes from, for property shapes have no name of their own."""
    from rdflib import URIRef

    shapes = _shapes()
    while node is not None and not isinstance(node, URIRef):
        node = next(iter(shapes.subjects(None, node)), None)
    return str(node or "")


def _quotes(quads: Sequence[Quad], graph: str) -> list[Result]:
    """Places whose quote is not what stands at their position in the text version."""
    facts = Facts(quads)
    found = []
    for place in facts.of_type("oa:SpecificResource"):
        text = facts.text(facts.node(place, "oa:hasSource"), "pg:text")
        selectors = facts.nodes(place, "oa:hasSelector")
        starts = [facts.number(s, "oa:start") for s in selectors if facts.number(s, "oa:start") is not None]
        ends = [facts.number(s, "oa:end") for s in selectors if facts.number(s, "oa:end") is not None]
        exacts = [facts.text(s, "oa:exact") for s in selectors if facts.text(s, "oa:exact") is not None]
        if text is None or not (starts and ends and exacts):
            continue  # the shapes say so
        if text[int(starts[0] or 0) : int(ends[0] or 0)] != exacts[0]:
            found.append(
                Result(
                    graph=graph,
                    focus=place.value,
                    path="oa:exact",
                    value=exacts[0] or "",
                    message="the quote is not what stands at the position",
                    severity="violation",
                    shape=QUOTE_STANDS_THERE,
                )
            )
    return found
