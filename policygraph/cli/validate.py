"""``policygraph validate``: the graph against its SHACL shapes."""

from __future__ import annotations

import sys

import click

from ingest.model import Language
from policygraph.cli.talk import ours, say


@click.command("validate", short_help="the graph against SHACL shapes  检查图谱")
@click.argument("notices", metavar="[NOTICE]…", nargs=-1)
@click.option("--store", metavar="DIR|URL", default="build/store", show_default=True, help="The graph.  图数据库。")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Of the messages.  提示语言。"
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--all", "everything", is_flag=True, help="List the infos, too.  也列出提示级结果。")
def command(notices: tuple[str, ...], store: str, language: Language, format_: str, everything: bool) -> None:
    """Check the graph (all of it, or the notices named by id) against the SHACL shapes.

    按 SHACL 约束检查图谱；有违例时退出码为 1。
    """
    from ingest.record import json_line
    from policygraph import verbs
    from policygraph.cli.columns import table

    with ours():
        report = verbs.validate(*notices, store=store, language=language)
    found = [result for result in report.results if everything or format_ == "json" or result.severity != "info"]
    if format_ == "json":
        for result in found:
            names = ("severity", "graph", "focus", "path", "value", "message", "shape")
            click.echo(json_line({name: getattr(result, name) for name in names}))
    elif found:
        rows = [(r.severity, _tail(r.focus), r.path, r.value, r.message) for r in found]
        click.echo(table(("severity", "node", "property", "value", "message"), rows))
    counts = ", ".join(f"{report.count(name)} {name}s" for name in ("violation", "warning", "info"))
    say(f"{len(report.graphs)} graphs, {counts}: {'conforms' if report.conforms else 'does not conform'}")
    if not report.conforms:
        sys.exit(1)


def _tail(iri: str) -> str:
    """An IRI of the data without its base: weihai-2026/clause/3/1."""
    return iri.partition("/id/")[2] or iri
