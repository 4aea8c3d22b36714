"""A notice as one JSON-LD document: a tree with short keys, that is the same graph when it is read back.

    {"@context": {…}, "id": "weihai-2026", "type": ["pg:Notice", …], "title": {"zh": …},
     "clauses": [{"id": "weihai-2026/clause/1/1", "measures": [{"amounts": [{"value": "8000", "unit": "CNY", …}], …}], …}]}

The context is written out in every document, so that nothing has to be fetched. It is ``graph/vocabulary/context.jsonld`` with
``@base`` added; its order of terms is the order of keys. The tree is made straight from the quads (general framing is slow on
long notices): a node is written out where it is first met, later only named; pointers back (``partOf``, ``inText``) only name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.facts import Facts, Value
from graph.terms import DATA, PREFIXES, term
from graph.vocabulary import read_text

Json = dict[str, Any]

#: properties that lead back or sideways: their values are named, never written out
BACK = frozenset(
    ("eli:is_part_of", "eli:realizes", "oa:hasSource", "rdf:subject", "rdf:object", "pg:inOffer", "pg:inCondition")
)

_XSD = PREFIXES["xsd"]
_STRING = _XSD + "string"
_PLAIN_PATH = re.compile(r"[^:/?#\\\s][^:?#\\\s]*")


@dataclass(frozen=True, slots=True)
class Key:
    """A term of the context: how values of a property are written under it."""

    name: str
    order: int
    type: str | None
    containers: frozenset[str]
    scope: str | None


@cache
def context() -> Json:
    """The context as shipped, without ``@base``."""
    found: Json = json.loads(read_text("context.jsonld"))["@context"]
    return found


@cache
def keys() -> dict[str, Key]:
    """Property IRI → key."""
    found = {}
    prefixes = {name: value for name, value in context().items() if isinstance(value, str) and value[-1] in "#/"}
    for order, (name, value) in enumerate(context().items()):
        if name.startswith("@") or name in prefixes or (isinstance(value, str) and value.startswith("@")):
            continue
        definition: Json = {"@id": value} if isinstance(value, str) else value
        container = definition.get("@container", [])
        kind = definition.get("@type")
        found[_expand(definition["@id"], prefixes)] = Key(
            name=name,
            order=order,
            type=kind if kind is None or kind == "@id" else _expand(kind, prefixes),
            containers=frozenset([container] if isinstance(container, str) else container),
            scope=definition.get("@context", {}).get("@base"),
        )
    return found


def _expand(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def document(quads: Iterable[Quad], *, base: str = DATA) -> Json:
    """The JSON-LD document of one notice. Raises ``ValueError`` where the quads hold no notice."""
    return {"@context": {**_head(base), **context()}, **tree(Facts(quads), base=base)}


def collection(notices: Iterable[Iterable[Quad]], *, base: str = DATA) -> Json:
    """Several notices in one document, as the items of ``@graph``."""
    return {
        "@context": {**_head(base), **context()},
        "@graph": [tree(Facts(quads), base=base) for quads in notices],
    }


def _head(base: str) -> Json:
    return {"@base": base}


def dumps(value: Json) -> str:
    """A JSON-LD document as text: readable, the same every time; each term of the context on one line."""
    terms = (f"  {_json(name)}: {_json(definition)}" for name, definition in value["@context"].items())
    rest = json.dumps({k: v for k, v in value.items() if k != "@context"}, ensure_ascii=False, indent=1)
    return '{\n "@context": {\n' + ",\n".join(terms) + "\n }," + rest[1:] + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def tree(facts: Facts, *, base: str = DATA) -> Json:
    """The notice of these facts as a tree, without context."""
    roots = [*facts.of_type("pg:Notice"), *facts.of_type("pg:Translation")]
    if not roots:
        raise ValueError("no notice in these quads")
    writer = _Tree(facts, base)
    root = writer.write(roots[0])
    rest = [writer.write(node) for node in facts.about if node not in writer.written]
    return {**root, "included": rest} if rest else root


class _Tree:
    def __init__(self, facts: Facts, base: str) -> None:
        self.facts, self.base = facts, base
        self.written: set[NamedNode] = set()
        self.back = {term(name) for name in BACK}

    def write(self, node: NamedNode) -> Json:
        self.written.add(node)
        about = dict(self.facts.about[node])
        found: Json = {"id": self.name(node)}
        types = about.pop(term("rdf:type"), [])
        if types:
            names = [_compact(kind.value) for kind in types if isinstance(kind, NamedNode)]
            found["type"] = sorted(names, key=lambda name: (not name.startswith("pg:"), name))
        known = keys()
        for property in sorted(about, key=lambda p: (known[p.value].order if p.value in known else 10**6, p.value)):
            self.put(found, property, about[property])
        return found

    def put(self, into: Json, property: NamedNode, values: Sequence[Value]) -> None:
        key = keys().get(property.value)
        if key is not None and "@language" in key.containers:
            for tagged in values:
                if isinstance(tagged, Literal) and tagged.language:
                    several = "@set" in key.containers
                    self.add(into.setdefault(key.name, {}), tagged.language, tagged.value, several)
            values = [v for v in values if not (isinstance(v, Literal) and v.language)]
        for value in self.ordered(values):
            if key is None or "@language" in key.containers:
                self.add(into, _compact(property.value), self.value(value, None, property))
            else:
                self.add(into, key.name, self.value(value, key, property), "@set" in key.containers)

    @staticmethod
    def add(into: Json, name: str, value: object, always_list: bool = False) -> None:
        if name not in into:
            into[name] = [value] if always_list else value
        elif isinstance(into[name], list):
            into[name].append(value)
        else:
            into[name] = [into[name], value]

    def ordered(self, values: Sequence[Value]) -> list[Value]:
        """Parts in the order of the text, everything else in the order of the quads."""
        named = [value for value in values if isinstance(value, NamedNode)]
        return [*self.facts.in_order(named), *(value for value in values if isinstance(value, Literal))]

    def value(self, value: Value, key: Key | None, property: NamedNode) -> object:
        if isinstance(value, Literal):
            return _literal(value, key)
        if value in self.facts.about and value not in self.written and property not in self.back:
            return self.write(value)
        is_id = key is not None and key.type == "@id"
        if key is not None and key.scope and value.value.startswith(key.scope):
            local = value.value[len(key.scope) :]
            name = local if _PLAIN_PATH.fullmatch(local) else value.value
        else:
            name = self.name(value) if key is None or not key.scope else value.value
        return name if is_id else {"id": name}

    def name(self, node: NamedNode) -> str:
        """The IRI relative to the base where that is safe, else a compact one."""
        local = node.value[len(self.base) :] if node.value.startswith(self.base) else ""
        return local if _PLAIN_PATH.fullmatch(local) else _compact(node.value)


def _literal(value: Literal, key: Key | None) -> object:
    datatype = value.datatype.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if key is not None and key.type == datatype:
        if datatype == _XSD + "integer" and re.fullmatch(r"0|-?[1-9]\d{0,14}", value.value):
            return int(value.value)
        if datatype == _XSD + "boolean":
            return value.value == "true"
        return value.value
    if datatype == _STRING:
        return value.value if key is None or key.type is None else {"@value": value.value}
    return {"@value": value.value, "@type": _compact(datatype)}


@cache
def _spaces() -> list[tuple[str, str]]:
    """Prefixes of the context, the longest namespace first."""
    names = context()
    found = [(value, name) for name, value in names.items() if isinstance(value, str) and value[-1] in "#/"]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair[1]))


def _compact(iri: str) -> str:
    for space, prefix in _spaces():
        local = iri[len(space) :]
        if iri.startswith(space) and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
