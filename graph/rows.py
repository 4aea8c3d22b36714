"""The tables of the mapping: which attribute of the model becomes which property, and how its value is written.

A row reads "attribute → property, as …". A change of vocabulary is a change here; ``graph.mapping`` only walks the notice and
decides which node hangs on which.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from graph import iri, literals
from graph.terms import term

COMPARATORS = {"=": "odrl:eq", "<=": "odrl:lteq", "<": "odrl:lt", ">=": "odrl:gteq", ">": "odrl:gt"}

#: what a bound on a duration says: at most 30 days, 满一年 = at least a year
BOUNDS = {"max": "odrl:lteq", "min": "odrl:gteq"}

#: the property by which a measure has a concept of a scheme
SCHEME_PROPERTIES = {
    "topic": "dcterms:subject",
    "instrument": "pg:instrument",
    "beneficiary": "pg:beneficiary",
    "concept": "pg:concept",
}

Value = Literal | NamedNode
Maker = Callable[[Any, str], Value | None]


def words(value: str, language: str) -> Value | None:
    return literals.words(value, language) if value else None


def label(value: str, language: str) -> Value | None:
    return literals.words(value, literals.script_of(value, language)) if value else None


def code(value: str, language: str) -> Value | None:
    return literals.code(value) if value else None


def integer(value: int, language: str) -> Value:
    return literals.integer(value)


def true(value: bool, language: str) -> Value | None:
    return literals.boolean(True) if value else None


def day(value: Any, language: str) -> Value:
    return literals.day(value)


def duration(value: str, language: str) -> Value | None:
    return literals.duration(value)


def one_of(code_list: str) -> Maker:
    return lambda value, language: NamedNode(iri.concept(code_list, value))


def operator(names: dict[str, str]) -> Maker:
    return lambda value, language: term(names[value])


@dataclass(frozen=True, slots=True)
class Row:
    """An attribute of the model, the property it becomes, and how its value is written; a tuple gives one triple each."""

    attribute: str
    property: str
    make: Maker


SECTION = (
    Row("path", "pg:path", code),
    Row("label", "eli:number", code),
    Row("heading", "dcterms:title", words),
    Row("page", "pg:page", integer),
)
CLAUSE = (*SECTION, Row("text", "pg:text", words))
MEASURE = (Row("text", "pg:text", words), Row("certainty", "pg:certainty", one_of("certainty")))
CONDITION = (Row("quote", "pg:text", words),)
MATCH = (Row("quote", "pg:surface", words),)
AMOUNT = (
    Row("quote", "pg:surface", words),
    Row("unit", "pg:unit", code),
    Row("comparator", "pg:comparator", operator(COMPARATORS)),
    Row("role", "pg:amountRole", one_of("amount-role")),
    Row("basis", "pg:basis", words),
    Row("tier", "pg:tier", integer),
    Row("per", "pg:per", words),
    Row("rule", "pg:rule", code),
)
DEADLINE = (
    Row("quote", "pg:surface", words),
    Row("kind", "pg:deadlineKind", one_of("deadline-kind")),
    Row("value", "pg:deadlineValue", code),
    Row("inferred", "pg:inferred", true),
    Row("due", "pg:due", words),
    Row("trigger", "pg:trigger", words),
    Row("rule", "pg:rule", code),
)
UNIT = (
    Row("name", "pg:surface", label),
    Row("role", "cv:role", one_of("unit-role")),
    Row("inherited", "pg:inherited", true),
    Row("rule", "pg:rule", code),
)
CITATION = (Row("title", "pg:surface", label),)
PASSAGE = (Row("kind", "pg:passageKind", one_of("passage-kind")), Row("text", "pg:text", words))
ELEMENT = (Row("name", "pg:elementName", code), Row("text", "pg:text", words))
# messages of the program are English, whatever the language of the notice
REMARK = (
    Row("code", "pg:remarkCode", code),
    Row("message", "rdfs:comment", lambda value, language: words(value, "en")),
    Row("page", "pg:page", integer),
    Row("hint", "pg:hint", lambda value, language: words(value, "en")),
)

#: fields of the notice with one value, kept as ``Stated``
FIELDS = (
    Row("title", "dcterms:title", words),
    Row("notice_title", "pg:noticeTitle", words),
    Row("document_number", "eli:id_local", code),
    Row("issued_on", "eli:date_document", day),
    Row("printed_on", "pg:printedOn", day),
    Row("year", "pg:year", integer),
    Row("valid_from", "eli:first_date_entry_in_force", day),
    Row("valid_until", "eli:date_no_longer_in_force", day),
    Row("valid_for", "pg:validFor", duration),
)
#: fields of the notice that name units
UNIT_FIELDS = (("issuers", "issuer"), ("addressees", "addressee"), ("interpreted_by", "interpreter"))
