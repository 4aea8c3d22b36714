"""The names of the vocabularies in use, and their short forms.

A property is written in this package as it is read, ``pg:hasMeasure``; ``term`` turns that into the IRI. The same prefixes
serve Turtle, TriG, SPARQL and the JSON-LD context, so that there is one list of them.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

#: everything that is ours and no data: vocabulary, concept schemes, shapes
ROOT = "https://w3id.org/policygraph/"

#: the default base of data IRIs
DATA = ROOT + "id/"

SCHEMES = ("topic", "instrument", "beneficiary", "concept")
CODE_LISTS = (
    "amount-role",
    "deadline-kind",
    "unit-role",
    "certainty",
    "link-relation",
    "review-status",
    "passage-kind",
    "origin",
)

PREFIXES: dict[str, str] = {
    "pg": ROOT + "ns#",
    **{scheme: f"{ROOT}{scheme}/" for scheme in SCHEMES + CODE_LISTS},
    "cv": "http://data.europa.eu/m8g/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(name: str) -> NamedNode:
    """The IRI of a short name.

    >>> term("pg:hasMeasure").value
    'https://w3id.org/policygraph/ns#hasMeasure'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@cache
def short(iri: str) -> str:
    """The short name of an IRI, or the IRI where no prefix fits.

    >>> short("https://w3id.org/policygraph/topic/aeo")
    'topic:aeo'
    """
    fitting = [(space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri[len(space) :]}"
