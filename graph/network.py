"""Networks of measures, clauses and units, for Gephi, yEd, Cytoscape and networkx.

The graph is projected with SPARQL first: a network of raw triples is half literals, and neither GraphML nor GEXF takes that.
Nodes are measures 措施, clauses 条款 and organisations 单位; each has a label in both languages, its notice, place and year.
Edges are links between measures (weight: the score), units in charge of clauses (weight: in how many roles), and clauses with
their measures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pyoxigraph import QuerySolutions

from graph.store.base import Store
from graph.terms import PREFIXES
from ingest.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

Which = Literal["all", "links", "units"]
NETWORKS: tuple[Which, ...] = ("all", "links", "units")

#: characters of a measure that its label shows
LABEL = 40

_HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())

_NOTICE = """
  ?notice a pg:Notice ; dcterms:identifier ?id ; pg:hasClause ?clause .
  OPTIONAL { ?notice pg:year ?year }
  OPTIONAL { ?notice eli:jurisdiction ?region . ?region skos:prefLabel ?place_zh FILTER(LANG(?place_zh) = "zh") }
  OPTIONAL { ?notice eli:jurisdiction ?region_ . ?region_ skos:prefLabel ?place_en FILTER(LANG(?place_en) = "en") }
"""

_CLAUSES = f"""SELECT * WHERE {{ {_NOTICE}
  ?clause pg:path ?path . OPTIONAL {{ ?clause dcterms:title ?zh }} OPTIONAL {{ ?clause pg:text ?text }}
  OPTIONAL {{ ?english pg:translationOf ?clause ; dcterms:title ?en }}
}} ORDER BY ?id ?clause ?en"""

_MEASURES = f"""SELECT * WHERE {{ {_NOTICE}
  ?clause pg:hasMeasure ?measure . ?measure dcterms:identifier ?path ; pg:text ?zh .
  OPTIONAL {{ ?english pg:translationOf ?measure ; pg:text ?en }}
}} ORDER BY ?id ?measure ?en"""

_TOPICS = "SELECT ?measure ?topic WHERE { ?measure a pg:Measure ; dcterms:subject ?topic } ORDER BY ?measure ?topic"

_UNITS = f"""SELECT ?clause ?unit ?role ?zh ?en WHERE {{ {_NOTICE}
  ?clause pg:responsibility ?r . ?r cv:role ?role ; cv:hasParticipant ?unit .
  OPTIONAL {{ ?unit skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }}
  OPTIONAL {{ ?unit skos:prefLabel ?en FILTER(LANG(?en) = "en") }}
}} ORDER BY ?clause ?unit ?role"""

_LINKS = """SELECT ?from ?to ?relation ?score WHERE {
  ?link a pg:MeasureLink ; pg:linkFrom ?from ; pg:linkTo ?to ; pg:linkRelation ?relation ; pg:score ?score ;
    pg:reviewStatus ?status FILTER(?status != review-status:rejected)
} ORDER BY ?from ?to"""


def network(store: Store, which: Which = "all") -> nx.DiGraph[str]:
    """A directed network; node ids are IRIs. ``links``: linked measures only; ``units``: clauses and units; ``all``: both,
    joined by the clauses of the measures. Raises ``UsageError`` for another name.

    Node attributes: kind, label (zh), label_en, notice, place, place_en, year, topics; edge attributes: kind, relation, weight.
    """
    import networkx as nx

    if which not in NETWORKS:
        raise UsageError(f"no network {which!r}", hint=", ".join(NETWORKS))
    found: nx.DiGraph[str] = nx.DiGraph()
    if which in ("all", "units"):
        _clauses_and_units(store, found)
    if which in ("all", "links"):
        _measures_and_links(store, found, linked_only=which == "links")
    return found


def _clauses_and_units(store: Store, found: nx.DiGraph[str]) -> None:
    for row in _rows(store, _CLAUSES):
        if row["clause"] not in found:
            label = row.get("zh") or _cut(row.get("text", "")) or row["path"]
            found.add_node(row["clause"], kind="clause", **_said(row, label))
    for row in _rows(store, _UNITS):
        clause, unit, role = row["clause"], row["unit"], row["role"].rpartition("/")[2]
        if unit not in found:
            zh, en = row.get("zh"), row.get("en")
            found.add_node(unit, kind="unit", label=zh or en or unit, label_en=en or zh or unit)
        if found.has_edge(clause, unit):
            edge = found.edges[clause, unit]
            if role not in edge["relation"].split("|"):
                edge.update(relation=f"{edge['relation']}|{role}", weight=edge["weight"] + 1.0)
        else:
            found.add_edge(clause, unit, kind="responsible", relation=role, weight=1.0)


def _measures_and_links(store: Store, found: nx.DiGraph[str], *, linked_only: bool) -> None:
    links = _rows(store, _LINKS)
    linked = {end for row in links for end in (row["from"], row["to"])}
    topics: dict[str, list[str]] = {}
    for row in _rows(store, _TOPICS):
        topics.setdefault(row["measure"], []).append(row["topic"].rpartition("/")[2])
    for row in _rows(store, _MEASURES):
        measure = row["measure"]
        if measure in found or (linked_only and measure not in linked):
            continue
        said = _said(row, _cut(row["zh"]))
        found.add_node(measure, kind="measure", **said, topics="|".join(topics.get(measure, [])))
        if row["clause"] in found:
            found.add_edge(row["clause"], measure, kind="contains", relation="contains", weight=1.0)
    for row in links:
        if row["from"] in found and row["to"] in found:
            relation = row["relation"].rpartition("/")[2]
            found.add_edge(row["from"], row["to"], kind="link", relation=relation, weight=float(row["score"]))


def _said(row: dict[str, str], label: str) -> dict[str, str | int]:
    said: dict[str, str | int] = {
        "label": label,
        "label_en": _cut(row["en"], 2 * LABEL) if "en" in row else label,
        "notice": row["id"],
        "path": row["path"],
        "place": row.get("place_zh", ""),
        "place_en": row.get("place_en", ""),
    }
    return said | ({"year": int(row["year"])} if "year" in row else {})


def _cut(text: str, length: int = LABEL) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _rows(store: Store, query: str) -> list[dict[str, str]]:
    result = store.query(_HEAD + query)
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [{name: getattr(row[name], "value", "") for name in names if row[name] is not None} for row in result]


def graphml(graph: nx.DiGraph[str]) -> bytes:
    """The network as GraphML."""
    import networkx as nx

    return ("\n".join(nx.generate_graphml(graph)) + "\n").encode("utf-8")


def gexf(graph: nx.DiGraph[str]) -> bytes:
    """The network as GEXF 1.2 (Gephi), without the date of today that networkx puts in."""
    import networkx as nx

    text = "\n".join(nx.generate_gexf(graph)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text).encode("utf-8")
