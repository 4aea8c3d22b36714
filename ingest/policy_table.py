"""Policy lists as tables: rows with 序号, 政策措施, 牵头单位, 支持标准, 期限 become clauses.

The heads of the columns say what a cell is (``ingest/lexicon/table_heads.tsv``); a row that spans the table is the heading of
the rows below it. A list numbered on through its categories keeps its numbers, as in a text ("2/10").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon.table import rows as lexicon_rows
from ingest.model import Document, Span, Table, UnitRole
from ingest.numerals import chinese_number

_CATEGORY = re.compile(
    r"^(?:第?(?P<zh>[一二三四五六七八九十]{1,3})[、.．章部]|[（(](?P<in>[一二三四五六七八九十]{1,3})[)）]|(?P<en>[IVX]{1,4}|\d{1,2})[.、．])\s*"
)
_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "follow_up")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSection:
    """A row that spans the table: a category 类别."""

    path: str
    label: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TableClause:
    """A row that holds a measure. All spans are in ``Document.text``; ``units`` are the cells that name bodies, by role."""

    path: str
    label: str
    heading: Span | None
    span: Span
    measure: Span
    facts: tuple[Span, ...]
    units: tuple[tuple[UnitRole, Span], ...]


@dataclass(frozen=True, slots=True)
class PolicyTable:
    """A table read as a list of policies."""

    span: Span
    sections: tuple[TableSection, ...]
    clauses: tuple[TableClause, ...]


@cache
def _heads() -> dict[str, str]:
    return {_bare(head): row["column"] for row in lexicon_rows("table_heads.tsv") for head in row["heads"].split("|")}


def _bare(text: str) -> str:
    return re.sub(r"[\s　（(].*?[)）]$|[\s　]", "", text).casefold()


def policy_tables(document: Document) -> list[PolicyTable]:
    """The tables of a document that list policies: with a column of measures and one more that is known."""
    found: list[PolicyTable] = []
    for table in document.tables:
        columns = _columns(document.text, table)
        if columns is not None:
            found.append(_read(document.text, table, columns))
    return [table for table in found if _states(table, document.text)]


def _states(table: PolicyTable, text: str) -> bool:
    """Do the rows say what is done? A table of bare names (任务分工表: 「出口信保」) only points to other clauses."""
    said = [row.measure.of(text).strip() for row in table.clauses]
    return 2 * sum(len(words) >= 12 or words.endswith(("。", "；", ".")) for words in said) > len(said)


def _columns(text: str, table: Table) -> dict[int, str] | None:
    if not table.rows:
        return None
    heads = [_heads().get(_bare(cell.of(text))) for cell in table.rows[0]]
    columns = {i: head for i, head in enumerate(heads) if head}
    return columns if "measure" in columns.values() and len(set(columns.values())) >= 2 else None


def _read(text: str, table: Table, columns: dict[int, str]) -> PolicyTable:
    at = {kind: i for i, kind in reversed(columns.items())}
    sections: list[TableSection] = []
    clauses: list[TableClause] = []
    category: str | None = None
    last, counted = "", 0
    for row in table.rows[1:]:
        words = {cell.of(text).strip() for cell in row if len(cell)}
        if len(words) == 1 and (len(row) > 1):
            sections.append(_section(text, row, len(sections) + 1))
            last = sections[-1].path
            counted = 0 if not clauses else counted
            continue
        measure = _cell(row, at.get("measure"))
        if measure is None or not measure.of(text).strip():
            continue
        named = _cell(row, at.get("category"))
        if named is not None and named.of(text).strip() and named.of(text).strip() != category:
            category = named.of(text).strip()
            sections.append(_section(text, (named,), len(sections) + 1))
            last = sections[-1].path
        counted += 1
        number = _cell(row, at.get("number"))
        label = number.of(text).strip() if number else ""
        digits = re.search(r"\d+(?:\.\d+)*", label)
        key = digits[0] if digits else _chinese(label) or str(counted)
        heading = _cell(row, at.get("heading"))
        facts = tuple(
            cell
            for kind in ("measure", "condition", "support", "deadline")
            if (cell := _cell(row, at.get(kind))) is not None and len(cell)
        )
        units = tuple(
            (role, cell) for role in _ROLES if (cell := _cell(row, at.get(role))) is not None and cell.of(text).strip()
        )
        filled = [cell for cell in row if len(cell)]
        clauses.append(
            TableClause(
                path=f"{last}/{key}" if last else key,
                label=label,
                heading=heading if heading is not None and heading.of(text).strip() else None,
                span=Span(min(cell.start for cell in filled), max(cell.end for cell in filled)),
                measure=measure,
                facts=facts,
                units=units,
            )
        )
    return PolicyTable(table.span, tuple(sections), tuple(clauses))


def _cell(row: Sequence[Span], index: int | None) -> Span | None:
    return row[index] if index is not None and index < len(row) else None


def _chinese(label: str) -> str | None:
    numeral = re.search("[一二三四五六七八九十]{1,3}", label)
    value = chinese_number(numeral[0]) if numeral else None
    return str(value) if value is not None else None


def _section(text: str, row: Sequence[Span], count: int) -> TableSection:
    cell = next(cell for cell in row if len(cell))
    words = cell.of(text).strip()
    label = _CATEGORY.match(words)
    path = str(count)
    if label and (numeral := label["zh"] or label["in"]):
        path = str(chinese_number(numeral) or count)
    elif label and label["en"].isdigit():
        path = label["en"]
    printed = label[0].strip() if label else ""
    return TableSection(path=path, label=printed, heading=words[len(label[0]) if label else 0 :].strip(), span=cell)
