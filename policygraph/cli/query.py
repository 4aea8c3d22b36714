"""``policygraph query``: the catalogue of SPARQL queries, or a file of one's own."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import QueryError, UsageError
from policygraph.cli.talk import ours, say

if TYPE_CHECKING:
    from queries.catalogue import Cell, Query, Table

FORMATS = ("table", "csv", "json", "jsonl", "ttl")


@click.command("query", short_help="SPARQL queries, by name or file  查询图谱")
@click.argument("name", metavar="NAME|FILE.rq", required=False)
@click.option("--list", "list_", is_flag=True, help="List the queries and their parameters.  列出全部查询。")
@click.option(
    "--param", "params", metavar="KEY=VALUE", multiple=True, help="A parameter of the query; may be repeated.  参数。"
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="输出格式。")
@click.option("--store", metavar="DIR|URL", default="build/store", show_default=True, help="The graph.  图数据库。")
@click.option(
    "--sparql", is_flag=True, help="Print the query with its parameters bound, do not run it.  只显示 SPARQL。"
)
def command(name: str | None, list_: bool, params: tuple[str, ...], format_: str, store: str, sparql: bool) -> None:
    """Ask the graph: a query of the catalogue by NAME, or any SPARQL FILE.rq.

    查询图谱：按名称运行内置查询，或运行自己的 SPARQL 文件。
    """
    with ours():
        if list_:
            return _list(format_)
        if name is None:
            raise click.UsageError("which query? (try: policygraph query --list)")
        from queries.catalogue import bind, find, run

        try:
            query = find(name)
            bound = bind(query, dict(map(_pair, params)))
        except QueryError as error:  # asked for wrongly, as against answered wrongly
            raise UsageError(error.what, source=error.source, line=error.line, hint=error.hint) from None
        if sparql:
            return click.echo(bound.rstrip("\n"))
        from policygraph.verbs import open_store

        table = run(query, open_store(store), dict(map(_pair, params)))
        if format_ == "ttl" and table.triples is None:
            raise UsageError("ttl is for CONSTRUCT and DESCRIBE", source=query.source, hint="--format csv")
        SHOW[format_](table, query)
    return None


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise click.UsageError(f"not KEY=VALUE: {text} (try: --param place=威海市)")
    return key.strip(), value


def _list(format_: str) -> None:
    from ingest.record import json_line
    from policygraph.cli.columns import table
    from queries.catalogue import queries

    found = [
        {
            "name": query.name,
            "summary": query.summary,
            "summary_zh": query.summary_zh,
            "params": {p.name: {"type": p.type, "en": p.en, "zh": p.zh, "example": p.example} for p in query.params},
        }
        for query in queries()
    ]
    if format_ in ("json", "jsonl"):
        click.echo("\n".join(map(json_line, found)) if format_ == "jsonl" else json_line(found))
        return
    rows = [(q.name, f"{q.summary}\n{q.summary_zh}", "\n".join(p.name for p in q.params)) for q in queries()]
    click.echo(table(("name", "what", "params"), rows))


# ---------------------------------------------------------------------------------------------------------------------
# one function a format


def plain(cell: Cell) -> Any:
    """A cell as a JSON value."""
    if isinstance(cell, Decimal):
        from ingest.record import number

        return number(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _text(cell: Cell, prefixes: Mapping[str, str]) -> str:
    """A cell for people: short IRIs, thousands commas only where the unit says so — never in years."""
    from queries.catalogue import Iri, compact

    if cell is None:
        return ""
    if isinstance(cell, Iri):
        return compact(cell, prefixes)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(plain(cell))


def _show_table(found: Table, query: Query) -> None:
    from policygraph.cli.columns import table

    numeric = [
        i
        for i in range(len(found.columns))
        if any(isinstance(row[i], int | float | Decimal) for row in found.rows)
        and all(row[i] is None or isinstance(row[i], int | float | Decimal) for row in found.rows)
    ]
    rows = [[_text(cell, query.prefixes) for cell in row] for row in found.rows]
    click.echo(table(found.columns, rows, right=numeric))
    say(f"{len(rows)} row{'s' if len(rows) != 1 else ''}")


def _show_csv(found: Table, query: Query) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows([_text(cell, {}) for cell in row] for row in found.rows)


def _show_json(found: Table, query: Query) -> None:
    from ingest.record import json_line

    click.echo(json_line([{key: plain(cell) for key, cell in row.items()} for row in found.dicts()]))


def _show_jsonl(found: Table, query: Query) -> None:
    from ingest.record import json_line

    for row in found.dicts():
        click.echo(json_line({key: plain(cell) for key, cell in row.items()}))


def _show_ttl(found: Table, query: Query) -> None:
    import pyoxigraph as ox

    assert found.triples is not None
    prefixes = {name: iri for name, iri in query.prefixes.items() if name}
    text = ox.serialize(found.triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    assert text is not None
    click.echo(text.decode("utf-8"), nl=False)


SHOW: dict[str, Callable[[Table, Query], None]] = {
    "table": _show_table,
    "csv": _show_csv,
    "json": _show_json,
    "jsonl": _show_jsonl,
    "ttl": _show_ttl,
}
