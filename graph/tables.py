"""A notice graph as flat tables for spreadsheets and statistics: one row a measure, amount, deadline, unit, clause or link.

Values are as the notice has them (a percentage is its printed number), ids are those of the command line ("weihai-2026/3/23#1"),
several values in one cell are divided by "|". Every row says where it stands: offsets into the text version, and the page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Quad

from graph.facts import Facts
from graph.rows import COMPARATORS
from graph.terms import term
from graph.vocabulary import labels

Cell = str | int | Decimal | bool | None

TABLES = ("measures", "amounts", "deadlines", "units", "clauses", "links")

_NOTICE = ("notice", "language", "place_zh", "place_en", "year")
_PLACE = ("start", "end", "page")
_CONCEPTS = {"topics": "dcterms:subject", "instruments": "pg:instrument", "beneficiaries": "pg:beneficiary"}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "measures": (
        *("measure", *_NOTICE, "clause", "heading", "text", "certainty"),
        *(name + suffix for name in _CONCEPTS for suffix in ("", "_zh", "_en")),
        *("concepts", "lead_units", "responsible_units", *_PLACE),
    ),
    "amounts": (
        *("measure", *_NOTICE, "clause", "quote", "value", "unit", "comparator", "role"),
        *("basis", "per", "tier", "offer", "condition", "rule", *_PLACE),
    ),
    "deadlines": (
        *("measure", *_NOTICE, "clause", "quote", "kind", "value", "earliest", "latest"),
        *("working_days", "inferred", "due", "trigger", "rule", *_PLACE),
    ),
    "units": (*_NOTICE, "clause", "role", "name", "organisation", "organisation_en", "inherited", "rule", *_PLACE),
    "clauses": (*_NOTICE, "clause", "label", "section", "heading", "text", "measures", *_PLACE),
    "links": (
        *("from", "to", "relation", "relation_zh", "relation_en", "score", "rank", "best_candidate"),
        *("why_zh", "why_en", "review_status"),
    ),
}

#: columns of free text: a cell of these that a spreadsheet would run as a formula gets an apostrophe in front
_FREE = frozenset({"heading", "text", "quote", "basis", "per", "due", "trigger", "name", "section", "condition"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``rows`` have one value for each of ``columns``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def csv(self) -> bytes:
        """UTF-8 with a byte order mark (by which Excel knows it), CRLF line ends (RFC 4180)."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow([_cell(column, value) for column, value in zip(self.columns, row, strict=True)])
        return out.getvalue().encode("utf-8-sig")


def _cell(column: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    return f"'{text}" if column in _FREE and text[:1] in ("=", "+", "-", "@") else text


def tables(notices: Iterable[Iterable[Quad]], links: Iterable[Iterable[Quad]] = ()) -> dict[str, Table]:
    """All tables over these notice graphs and links graphs, by name; rows follow the notices and their text."""
    found: dict[str, list[dict[str, Cell]]] = {name: [] for name in TABLES}
    for quads in notices:
        reader = _Reader(Facts(quads))
        for name in ("measures", "amounts", "deadlines", "units", "clauses"):
            found[name] += reader.rows(name)
    for quads in links:
        found["links"] += _links(Facts(quads))
    return {
        name: Table(name, COLUMNS[name], tuple(tuple(row.get(c) for c in COLUMNS[name]) for row in rows))
        for name, rows in found.items()
    }


class _Reader:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        roots = [*facts.of_type("pg:Notice"), *facts.of_type("pg:Translation")]
        if not roots:
            raise ValueError("no notice in these quads")
        self.root = root = roots[0]
        region = facts.node(root, "eli:jurisdiction")
        year = facts.number(root, "pg:year")
        self.notice: dict[str, Cell] = {
            "notice": facts.text(root, "dcterms:identifier"),
            "language": facts.text(root, "dcterms:language"),
            "place_zh": facts.text(region, "skos:prefLabel", "zh"),
            "place_en": facts.text(region, "skos:prefLabel", "en"),
            "year": None if year is None else int(year),
        }

    def rows(self, name: str) -> Iterator[dict[str, Cell]]:
        make: Mapping[str, Callable[[NamedNode], Iterator[dict[str, Cell]]]] = {
            "measures": self.measures,
            "amounts": self.amounts,
            "deadlines": self.deadlines,
            "units": self.units,
            "clauses": self.clauses,
        }
        if name == "units":
            for row in self.units(self.root):
                yield {**self.notice, **row}
        for clause in self.facts.in_order(self.facts.nodes(self.root, "pg:hasClause")):
            for row in make[name](clause):
                yield {**self.notice, "clause": self.facts.text(clause, "pg:path"), **row}

    def measures(self, clause: NamedNode) -> Iterator[dict[str, Cell]]:
        facts = self.facts
        units = list(self.units(clause))
        for measure in facts.in_order(facts.nodes(clause, "pg:hasMeasure")):
            row: dict[str, Cell] = {
                "measure": facts.text(measure, "dcterms:identifier"),
                "heading": facts.text(clause, "dcterms:title"),
                "text": facts.text(measure, "pg:text"),
                "certainty": _last(facts.node(measure, "pg:certainty")),
                "concepts": _joined(_last(c) for c in facts.nodes(measure, "pg:concept")),
                "lead_units": _joined(u["organisation"] for u in units if u["role"] == "lead"),
                "responsible_units": _joined(u["organisation"] for u in units if u["role"] == "responsible"),
            }
            for column, property in _CONCEPTS.items():
                concepts = facts.nodes(measure, property)
                row[column] = _joined(_last(concept) for concept in concepts)
                for language in ("zh", "en"):
                    row[f"{column}_{language}"] = _joined(_label(concept, language) for concept in concepts)
            yield {**row, **self.place(measure)}

    def holders(self, clause: NamedNode, property: str) -> Iterator[tuple[NamedNode, str | None]]:
        """The facts of a clause in the order of the text, each with the id of its measure."""
        facts = self.facts
        of = {fact: None for fact in facts.nodes(clause, property)} | {
            fact: facts.text(measure, "dcterms:identifier")
            for measure in facts.nodes(clause, "pg:hasMeasure")
            for fact in facts.nodes(measure, property)
        }
        for fact in facts.in_order(of):
            yield fact, of[fact]

    def amounts(self, clause: NamedNode) -> Iterator[dict[str, Cell]]:
        facts = self.facts
        signs = {term(name): sign for sign, name in COMPARATORS.items()}
        for amount, measure in self.holders(clause, "pg:hasAmount"):
            percent = facts.number(amount, "pg:percent")
            comparator = facts.node(amount, "pg:comparator")
            yield {
                "measure": measure,
                "quote": facts.text(amount, "pg:surface"),
                "value": facts.number(amount, "schema:value") if percent is None else percent,
                "unit": facts.text(amount, "pg:unit"),
                "comparator": signs.get(comparator) if comparator else None,
                "role": _last(facts.node(amount, "pg:amountRole")),
                "basis": facts.text(amount, "pg:basis"),
                "per": _joined(facts.texts(amount, "pg:per")),
                "tier": _whole(facts.number(amount, "pg:tier")),
                "offer": _last(facts.node(amount, "pg:inOffer")),
                "condition": facts.text(facts.node(amount, "pg:inCondition"), "pg:text"),
                "rule": facts.text(amount, "pg:rule"),
                **self.place(amount),
            }

    def deadlines(self, clause: NamedNode) -> Iterator[dict[str, Cell]]:
        facts = self.facts
        for deadline, measure in self.holders(clause, "pg:hasDeadline"):
            yield {
                "measure": measure,
                "quote": facts.text(deadline, "pg:surface"),
                "kind": _last(facts.node(deadline, "pg:deadlineKind")),
                "value": facts.text(deadline, "pg:deadlineValue"),
                "earliest": facts.text(deadline, "pg:earliest"),
                "latest": facts.text(deadline, "pg:latest"),
                "working_days": _whole(facts.number(deadline, "pg:workingDays")),
                "inferred": facts.text(deadline, "pg:inferred") == "true",
                "due": facts.text(deadline, "pg:due"),
                "trigger": facts.text(deadline, "pg:trigger"),
                "rule": facts.text(deadline, "pg:rule"),
                **self.place(deadline),
            }

    def units(self, holder: NamedNode) -> Iterator[dict[str, Cell]]:
        facts = self.facts
        for node in facts.in_order(facts.nodes(holder, "pg:responsibility")):
            unit = facts.node(node, "cv:hasParticipant")
            yield {
                "role": _last(facts.node(node, "cv:role")),
                "name": facts.text(node, "pg:surface"),
                "organisation": facts.text(unit, "skos:prefLabel", "zh") or facts.text(unit, "skos:prefLabel"),
                "organisation_en": facts.text(unit, "skos:prefLabel", "en"),
                "inherited": facts.text(node, "pg:inherited") == "true",
                "rule": facts.text(node, "pg:rule"),
                **self.place(node),
            }

    def clauses(self, clause: NamedNode) -> Iterator[dict[str, Cell]]:
        facts = self.facts
        yield {
            "label": facts.text(clause, "eli:number"),
            "section": facts.text(facts.node(clause, "eli:is_part_of"), "dcterms:title")
            if facts.node(clause, "eli:is_part_of") != self.root
            else None,
            "heading": facts.text(clause, "dcterms:title"),
            "text": facts.text(clause, "pg:text"),
            "measures": len(facts.nodes(clause, "pg:hasMeasure")),
            **self.place(clause),
        }

    def place(self, node: NamedNode) -> dict[str, Cell]:
        source = self.facts.node(node, "pg:source")
        found: dict[str, Cell] = {"page": _whole(self.facts.number(source, "pg:page"))}
        for selector in self.facts.nodes(source, "oa:hasSelector"):
            for name in ("start", "end"):
                if (offset := self.facts.number(selector, f"oa:{name}")) is not None:
                    found[name] = int(offset)
        return found


def _links(facts: Facts) -> Iterator[dict[str, Cell]]:
    for kind in ("pg:MeasureLink", "pg:Unpaired"):
        for link in facts.of_type(kind):
            relation = facts.node(link, "pg:linkRelation")
            yield {
                "from": _measure_id(facts.node(link, "pg:linkFrom")),
                "to": _measure_id(facts.node(link, "pg:linkTo")),
                "relation": _last(relation),
                "relation_zh": _label(relation, "zh"),
                "relation_en": _label(relation, "en"),
                "score": facts.number(link, "pg:score"),
                "rank": _whole(facts.number(link, "pg:rank")),
                "best_candidate": _measure_id(facts.node(link, "pg:bestCandidate")),
                "why_zh": facts.text(link, "dcterms:description", "zh"),
                "why_en": facts.text(link, "dcterms:description", "en"),
                "review_status": _last(facts.node(link, "pg:reviewStatus")),
            }


def _measure_id(node: NamedNode | None) -> str | None:
    """The id of the command line from the IRI of a measure: …/weihai-2026/measure/3/23/1 → weihai-2026/3/23#1."""
    if node is None:
        return None
    head, _, tail = node.value.partition("/measure/")
    path, _, number = tail.rpartition("/")
    return f"{head.rpartition('/')[2]}/{path}#{number}"


def _last(node: NamedNode | None) -> str | None:
    return node.value.rpartition("/")[2] if node is not None else None


def _label(node: NamedNode | None, language: str) -> str | None:
    return None if node is None else labels().get(node.value, {}).get(language)


def _joined(values: Iterable[Cell]) -> str | None:
    return "|".join(str(value) for value in values if value) or None


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def parquet(table: Table) -> bytes:
    """The table as a Parquet file (extra ``parquet``). Raises ``UsageError`` where pyarrow is not installed."""
    from ingest.errors import UsageError

    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise UsageError("Parquet needs pyarrow", hint="pip install 'policygraph[parquet]'") from None
    columns: Sequence[Sequence[Cell]] = list(zip(*table.rows, strict=True)) or [() for _ in table.columns]
    out = io.BytesIO()
    pq.write_table(pa.table({name: list(values) for name, values in zip(table.columns, columns, strict=True)}), out)
    return out.getvalue()
